//! The figure by which cases are ranked.

use super::figure::Figure;

/// The figure by which the cases of a scenario are ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankBy {
    /// The figure.
    pub figure: Figure,
    /// Does the scenario say so? If not it is the usual one, and gives way to replies where money decides nothing.
    pub is_stated: bool,
}

impl Default for RankBy {
    fn default() -> RankBy {
        RankBy { figure: Figure::CostPerReply, is_stated: false }
    }
}
