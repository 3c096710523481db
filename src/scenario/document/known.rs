//! The names that there are, beside one that there is not.

use std::collections::BTreeSet;
use std::fmt;

use super::lists::{all, quoted};
use super::near::{did_you_mean, nearest};

/// The most names that a message lists one by one.
const MAX_LISTED: usize = 64;

/// The one name that was probably meant, or else all there are, if they are not too many to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    what: &'static str,
    near: Option<String>,
    names: Vec<String>,
}

impl Known {
    /// The names known for `what`, such as `touch`, beside one that is not among them.
    pub(crate) fn beside<'n>(name: &str, what: &'static str, names: impl Iterator<Item = &'n str> + Clone) -> Known {
        Known { what, near: nearest(name, names.clone()), names: each_once(names.map(str::to_owned)) }
    }

    /// The same with other things to list than the names that may have been meant.
    pub(crate) fn listing(self, names: Vec<String>) -> Known {
        Known { names: each_once(names.into_iter()), ..self }
    }

    /// Is there one that was probably meant?
    pub(crate) fn has_near(&self) -> bool {
        self.near.is_some()
    }

    /// How many bytes the names take.
    pub(crate) fn bytes(&self) -> usize {
        self.names.iter().map(|name| size_of::<String>() + name.len()).sum()
    }
}

/// Several parts of a file may know the same name.
fn each_once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// The end of a sentence about the unknown name.
impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.near {
            near @ Some(_) => f.write_str(&did_you_mean(near.as_deref())),
            None if self.names.is_empty() => write!(f, "; there is no {} to name", self.what),
            None if self.names.len() > MAX_LISTED => {
                write!(f, "; there are {}, none of a similar name", self.names.len())
            }
            None => write!(f, "; known: {}", all(self.names.iter().map(quoted))),
        }
    }
}
