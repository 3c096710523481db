//! When a run may stop before its last trial.

use serde::{Deserialize, Serialize};

/// How much is to be known before a run stops early.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Precision {
    /// The relative standard error of the figure that ranks is below this in every case; between 0 and 1.
    Error(f64),
    /// The ranking of the cases is settled in every circumstance.
    Decision,
}

impl Precision {
    /// The word that files use for [`Precision::Decision`].
    pub const DECISION: &str = "decision";
}
