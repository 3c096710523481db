//! Whether a mean keeps the bound that is asked of it, as far as trials tell.

use super::mean::{Level, Mean};
use super::requirement::{Comparison, Requirement};

/// Whether a bound is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// All of the interval keeps it.
    Kept,
    /// A single trial would fail it, and none has: no number of trials tells more.
    NeverFailed,
    /// None of the interval keeps it.
    Failed,
    /// The bound lies inside the interval.
    Open,
}

/// Judges a requirement by the mean of what it measures, sure to this level. What is infinite keeps no bound.
pub fn judge(asked: &Requirement, mean: &Mean, level: Level) -> Standing {
    let (comparison, bound) = asked.bound();
    let Some((low, high)) = mean.interval(level) else { return Standing::Open };
    if high.is_infinite() {
        let is_beyond = low.is_infinite() || !comparison.is_above() && !comparison.holds(low, bound);
        return if is_beyond { Standing::Failed } else { Standing::Open };
    }
    // What was seen once is possible: an end is a bound only where no trial departed from it.
    let (least, most) = mean.bounds;
    let low = if mean.value > least { low.max(least.next_up()) } else { low };
    let high = if mean.value < most { high.min(most.next_down()) } else { high };
    match (comparison.holds(low, bound), comparison.holds(high, bound)) {
        (true, true) => Standing::Kept,
        (false, false) => Standing::Failed,
        _ if is_all_or_nothing(comparison, bound, mean) => Standing::NeverFailed,
        _ => Standing::Open,
    }
}

/// Is the bound kept by nothing but the least or the most that there can be?
fn is_all_or_nothing(comparison: Comparison, bound: f64, mean: &Mean) -> bool {
    let (end, beside) = match comparison {
        Comparison::AtMost | Comparison::Below => (mean.bounds.0, mean.bounds.0.next_up()),
        Comparison::AtLeast | Comparison::Above => (mean.bounds.1, mean.bounds.1.next_down()),
    };
    comparison.holds(end, bound) && !comparison.holds(beside, bound)
}
