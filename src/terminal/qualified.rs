//! The tiers of a list of prospects, without their names.

use std::fmt::Write;

use crate::figures::number::{count, whole};
use crate::report::{Found, Worth};
use crate::words::visible::visible;

use super::calibration::not_counted;
use super::screen::{Screen, strong};
use super::table::Table;
use super::{FAINT, STRONG};

/// The tiers, each with its prospects and those with an Open Profile, and the rows that were left out. The scenario of the
/// tiers is in the file of this name.
pub fn qualified(screen: Screen, found: &Found<'_>, scenario: &str) -> String {
    let all: u32 = found.tiers.iter().map(|(prospects, _)| prospects).sum();
    let people = count(all.into(), "prospect");
    let mut text = format!("{STRONG}Whom to write to{STRONG:#} {FAINT}({people}){FAINT:#}\n\n");
    let mut table = Table::new(screen, &["tier", "write by", "prospects", "Open Profiles", "why"]).left(1).names(4);
    for (tier, (prospects, open)) in found.checklist.tiers().iter().zip(found.tiers) {
        let cells = [visible(&tier.name), tier.channel.name().to_owned(), whole((*prospects).into())];
        table.row(cells.into_iter().chain([whole((*open).into()), visible(&tier.why)]), false);
    }
    let _ = writeln!(text, "{table}");
    text.push_str(&strong(screen, &worth(found, scenario)));
    text.push_str(&not_counted(screen, found.left_out));
    text
}

/// How many are worth a credit, and what to do next.
pub fn worth(found: &Found<'_>, scenario: &str) -> String {
    let Worth { now, perhaps, has_no_degree, has_no_angle } = found.worth;
    let all: u32 = found.tiers.iter().map(|(prospects, _)| prospects).sum();
    let next = format!("run {scenario} to see how long they take and what they cost.");
    let be = |number: u32| if number == 1 { "is" } else { "are" };
    let all = whole(all.into());
    let now_of = format!("{} of {all} {} worth a credit now", whole(now.into()), be(now));
    let open = "the list has no degree, and `--assume degree=out` takes them to be out of reach";
    match (now, perhaps) {
        (0, 0) if has_no_degree => {
            format!("Who is worth a credit cannot be told: the list has no degree; {next}")
        }
        (0, 0) if has_no_angle => {
            format!("Who is worth a credit cannot be told: the list does not say what there is to write about; {next}")
        }
        (0, 0) => format!(
            "Nobody on it is worth a credit now; run {scenario} to see how long the list takes and what it costs."
        ),
        (0, _) => format!(
            "Who is worth a credit cannot be told: {open}. Up to {} of {all} {}; {next}",
            whole(perhaps.into()),
            be(perhaps)
        ),
        (_, 0) => format!("{now_of}; {next}"),
        _ => format!("{now_of}, and of {} more it cannot be told: {open}; {next}", whole(perhaps.into())),
    }
}
