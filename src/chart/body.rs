//! What was drawn of a chart, and where it may be cut.

use super::pen::Pen;

/// A row of a chart, or a row of panels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it begins and ends.
    pub from: i32,
    pub to: i32,
    /// What heads its group: where that begins and ends.
    pub heading: Option<(i32, i32)>,
    /// What stands below its group, such as an axis of its own, likewise.
    pub foot: Option<(i32, i32)>,
}

/// What was drawn of a chart, and where it may be cut.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    pub pen: Pen,
    /// Its rows, from top to bottom; none if it is in one piece.
    pub parts: Vec<Part>,
    /// Where it ends, notes apart.
    pub bottom: i32,
    pub description: String,
}
