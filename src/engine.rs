//! All cases, played trial by trial on the same luck.

pub mod luck;
