//! A text with places: TOML files read into trees of values that know where they stand. Everything wrong with them is
//! reported at once, each problem at the word that it is about. Nothing here knows about campaigns.

mod astray;
pub(crate) mod context;
pub mod extent;
pub mod found;
pub mod key;
pub mod kind;
pub(crate) mod known;
pub(crate) mod lists;
mod log;
pub(crate) mod misplaced;
pub(crate) mod near;
pub(crate) mod newer;
pub(crate) mod number;
pub(crate) mod path;
pub mod place;
pub mod problem;
pub(crate) mod quote;
pub(crate) mod reader;
pub(crate) mod remedy;
pub mod source;
mod syntax;
pub(crate) mod syntax_error;
pub(crate) mod tree;
