//! A text with places: TOML files read into trees of values that know where they stand, and everything that is wrong in
//! them, told all at once at the word that it is about. Nothing here knows what a campaign is.

pub(crate) mod context;
pub mod extent;
pub mod key;
pub mod kind;
pub(crate) mod lists;
pub(crate) mod misplaced;
pub(crate) mod near;
pub(crate) mod number;
pub(crate) mod path;
pub mod problem;
pub(crate) mod reader;
pub(crate) mod remedy;
pub mod source;
pub(crate) mod tree;
