//! Everything that is wrong with texts: each problem a sentence with its place.
//!
//! The sentences stand with the enums that make them: those about any text in the parts of this module, those about a
//! campaign with the rooms that read one.

use std::fmt::{self, Display};

use super::place::Place;

mod key;
mod text;
mod value;

pub(crate) use key::KeyProblem;
pub(crate) use text::TextProblem;
pub(crate) use value::ValueProblem;

/// Something that can be wrong: the name of its kind, and a sentence about it without a full stop.
pub(crate) trait Wrong: AsRef<str> + Display {
    /// The bytes of the names that it lists, of which there may be many.
    fn names(&self) -> usize {
        0
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of its kind, such as `UnknownKey`.
    pub kind: String,
    /// The sentence about it, without a full stop.
    pub message: String,
    /// Where it is; nothing where there is no text to point at.
    pub place: Option<Place>,
    /// Another place that has to do with it.
    pub related: Option<Related>,
    /// The what-if in which it arises, where its place does not show that.
    pub what_if: Option<String>,
}

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The part that it has in the problem, such as `first named here`.
    pub note: &'static str,
    /// Where it is.
    pub place: Place,
}

/// The note at the place where a name that is there twice stands first.
pub(crate) const FIRST: &str = "first named here";

/// The note at the place from which a circle goes on.
pub(crate) const ONWARDS: &str = "from there it goes on here";

/// Everything that is wrong, in file order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems in file order: at least one.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(what_if) = &self.what_if {
            write!(f, "in what-if `{what_if}`: ")?;
        }
        f.write_str(&self.message)
    }
}

/// The problems one after the other, each as `file:line:column: what`.
impl Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            let end = if number > 0 { "\n" } else { "" };
            match &problem.place {
                Some(place) => write!(f, "{end}{}:{}:{}: {problem}", place.file, place.line, place.column)?,
                None => write!(f, "{end}{problem}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
