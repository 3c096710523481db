//! The verdict on targets, case by case.

use crate::words::visible::visible;

use super::screen::{Screen, strong};
use super::table::Table;
use crate::figures::TargetFigures;
use crate::figures::targets::TargetVerdict;

/// A row for each target of each case, and whether all are met in a sentence; nothing without targets.
pub fn targets(screen: Screen, targets: &[TargetFigures]) -> String {
    if targets.is_empty() {
        return String::new();
    }
    let mut table = Table::new(screen, &["case", "target", "found", "verdict"]).names(0).names(1).names(2).left(3);
    for target in targets {
        let cells = [visible(&target.case.to_string()), target.asked.to_string(), target.found()];
        let is_missed = target.verdict == TargetVerdict::Missed;
        table.row(cells.into_iter().chain([target.verdict.name().to_owned()]), is_missed);
    }
    format!("{table}\n{}\n", strong(screen, &sentence(targets)))
}

/// The numbers of targets that are met, missed and undecided.
fn sentence(targets: &[TargetFigures]) -> String {
    let number = |verdict: TargetVerdict| targets.iter().filter(|target| target.verdict == verdict).count();
    let of = TargetVerdict::ALL.map(|verdict| (number(verdict), verdict.name()));
    let named = of.iter().filter(|(number, _)| *number > 0).map(|(number, name)| format!("{number} {name}"));
    let is_open = |target: &&TargetFigures| target.verdict == TargetVerdict::Undecided && target.never_missed.is_none();
    let more =
        if targets.iter().any(|target| is_open(&target)) { "; more trials decide what is undecided" } else { "" };
    format!("Targets, each in each case: {}{more}.", named.collect::<Vec<_>>().join(", "))
}
