//! Problems with rates, lifts and delays, and with the samples that they come from.

use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use crate::scenario::document::kind::Kind;
use crate::scenario::document::lists::{all, either, quoted};
use crate::scenario::document::problem::Wrong;

#[derive(Debug, Error, AsRefStr, VariantNames)]
pub(in crate::scenario) enum RateProblem {
    /// A table with keys that do not together make a way to write it.
    #[error("`{path}` cannot be made of {}; it must be {allowed}", all(.keys.iter().map(quoted)))]
    Form { path: String, keys: Vec<String>, allowed: Kind },
    /// A part of a way to write it.
    #[error("`{path}` {}lacks {}", has_but(.has), all(.lacks.iter().map(quoted)))]
    Half { path: String, has: Vec<String>, lacks: Vec<&'static str> },
    /// Numbers that make no distribution.
    #[error("`{path}`: {clause}")]
    Distribution { path: String, clause: String },
    #[error("not CSV: {message}")]
    Csv { message: String },
    #[error("the file has several columns; name one by `column`: {}", either(.known.iter().map(quoted)))]
    NoColumn { known: Vec<String> },
    #[error("the file begins with `{found}`; its first line must name its columns")]
    NoHeader { found: String },
    #[error("the file has no samples; it needs a header and at least one value")]
    NoSamples,
}

impl Wrong for RateProblem {}

fn has_but(has: &[String]) -> String {
    if has.is_empty() { String::new() } else { format!("has {} but ", all(has.iter().map(quoted))) }
}
