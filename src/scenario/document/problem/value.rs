//! Problems with values. `path` is a dotted path in the file.

use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use super::Wrong;
use crate::scenario::document::found::Found;
use crate::scenario::document::kind::Kind;
use crate::scenario::document::known::Known;
use crate::scenario::document::remedy::remedy;

#[derive(Debug, Error, AsRefStr, VariantNames)]
pub(crate) enum ValueProblem {
    /// A value of the wrong type or out of range.
    #[error("`{path}` is {found}; it must be {}", must_be(.path, .found, .allowed))]
    Value { path: String, found: Found, allowed: Kind },
    /// A name that stands for nothing.
    #[error("unknown {what} `{name}`{known}")]
    UnknownName { what: &'static str, name: String, known: Known },
    #[error("`{name}` is taken; choose another name for the {what}")]
    Reserved { what: &'static str, name: &'static str },
    #[error("`{path}` is empty; it must have at least one item")]
    Empty { path: String },
    /// Something that is defined by itself.
    #[error("`{what}` leads back to `{name}`; it must end somewhere")]
    Circle { what: &'static str, name: String },
}

impl ValueProblem {
    /// A name that stands for nothing, with those that stand for `what`.
    pub(crate) fn unknown<'n>(
        what: &'static str,
        name: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> ValueProblem {
        ValueProblem::UnknownName { what, name: name.to_owned(), known: Known::beside(name, what, names) }
    }
}

impl Wrong for ValueProblem {
    fn names(&self) -> usize {
        if let ValueProblem::UnknownName { known, .. } = self { known.bytes() } else { 0 }
    }
}

fn must_be(path: &str, found: &Found, allowed: &Kind) -> String {
    match remedy(path, found, allowed) {
        Some(remedy) => format!("{}; {remedy}", allowed.brief()),
        None => allowed.to_string(),
    }
}
