//! The state of a page, as every request brings it along.

use serde::{Deserialize, Serialize};

/// A scenario file as it stands on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// The text of the file.
    pub(super) text: String,
    /// The names of the what-ifs that are switched off.
    #[serde(default)]
    pub(super) off: Vec<String>,
}

/// Why a question of the page is not answered.
#[derive(Debug)]
pub(super) enum Refused {
    /// It makes no sense, for this reason.
    Wrong(String),
    /// The state is wrong; its findings say how.
    Findings(Box<super::findings::Findings>),
    /// Nobody waits for the answer any more.
    Dropped,
    /// It could not be done here.
    Failed(String),
}

impl<E: std::error::Error> From<E> for Refused {
    fn from(error: E) -> Refused {
        Refused::Failed(error.to_string())
    }
}
