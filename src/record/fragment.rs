//! A scenario fragment from a record: touches with their rates and delays, and what is still open, for a scenario file to
//! be laid over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::ToSpan;

use crate::domain::touch::{Channel, REPLY_RATE};
use crate::scenario::assumption::{FROM_RECORD, NOT_FROM_RECORD};
use crate::scenario::document::quote::{quote, string};

use super::answers::Answers;
use super::beta::BetaRate;
use super::calibration::{Calibration, Part, TouchRecord};
use super::fit::Fit;

/// Credits that are held on the day after the record's last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Balance {
    /// A number of credits, of whatever age.
    Credits(u32),
    /// Lots, each by its credits and the days until they lapse.
    Lots(Vec<(u32, u32)>),
    /// The same of an account that renews on this day of the month.
    Renewing(Vec<(u32, u32)>, i8),
}

/// The most segments that have touches of their own; those with fewer messages are left to the touch of all.
pub const MOST_SEGMENTS: usize = 1_000;

/// The most characters of the name of a touch, and of a segment, that an id has.
const MOST_CHARACTERS: usize = 100;

/// The text of the fragment. With `opening` the campaign begins on the day after the record's last, with the touches that are
/// still open then. `answers` has the replies to invitations, by touch.
pub fn fragment(
    calibration: &Calibration,
    answers: &BTreeMap<String, Answers>,
    opening: bool,
    balance: Option<&Balance>,
) -> String {
    let mut text = format!("{FROM_RECORD} {}.\n", calibration.as_of);
    text.push_str("# A scenario file makes use of them by extends = \"…\" and the path of this file.\n");
    if opening && let Ok(first) = calibration.as_of.checked_add(1.day()) {
        let _ = writeln!(text, "\nstart = {first}");
        if let Some(Balance::Renewing(_, day)) = balance {
            let _ = writeln!(text, "billing_day = {day}");
        }
    }
    let mut pending = Vec::new();
    let mut ids = Ids::default();
    // The touches themselves come first: scenario files name them, and their segments less often.
    let names: Vec<String> =
        calibration.touches.iter().map(|record| ids.take(&clean(&record.touch, "touch"))).collect();
    let fewest = fewest(calibration);
    for (record, name) in calibration.touches.iter().zip(names) {
        let answers = answers.get(&record.touch);
        touch(&mut text, record, &name, &record.all, answers);
        let mut rest = if record.segments.is_empty() { record.all.pending.clone() } else { BTreeMap::new() };
        for part in &record.segments {
            if part.fates.sent() < fewest {
                part.pending.iter().for_each(|(days, count)| *rest.entry(*days).or_default() += count);
                continue;
            }
            let id = ids.take(&format!("{name}-{}", clean(&part.segment, "other")));
            touch(&mut text, record, &id, part, answers);
            pending.push((id, part.pending.clone()));
        }
        pending.push((name, rest));
    }
    let pending = if opening { listed(&pending) } else { String::new() };
    if balance.is_some() || !pending.is_empty() {
        text.push_str("\n[opening]\n");
        match balance {
            Some(Balance::Credits(credits)) => {
                let _ = writeln!(text, "credits = {credits}");
            }
            Some(Balance::Lots(lots) | Balance::Renewing(lots, _)) if lots.is_empty() => text.push_str("credits = 0\n"),
            Some(Balance::Lots(lots) | Balance::Renewing(lots, _)) => {
                let lot = |(credits, days): &(u32, u32)| format!("{{ credits = {credits}, lapses_in_days = {days} }}");
                let _ = writeln!(text, "lots = [{}]", lots.iter().map(lot).collect::<Vec<_>>().join(", "));
            }
            None => {}
        }
        text.push_str(&pending);
    }
    text
}

/// The fewest messages of a segment that has a touch of its own.
fn fewest(calibration: &Calibration) -> u64 {
    let segments = calibration.touches.iter().flat_map(|record| &record.segments);
    let mut sent: Vec<u64> = segments.map(|part| part.fates.sent()).collect();
    sent.sort_unstable_by(|one, other| other.cmp(one));
    sent.get(MOST_SEGMENTS).map_or(0, |&next| next + 1)
}

/// The ids that are taken so far.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// An id that is not taken yet: the wanted one, or that with a number.
    fn take(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !self.0.contains(id));
        let id = free.unwrap_or_default();
        self.0.insert(id.clone());
        id
    }
}

/// A name as (a part of) an id: on one line, not too long, and not empty.
fn clean(name: &str, empty: &str) -> String {
    let visible: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_CHARACTERS).collect();
    let trimmed = visible.trim();
    if trimmed.is_empty() { empty.to_owned() } else { trimmed.to_owned() }
}

fn touch(text: &mut String, record: &TouchRecord, id: &str, part: &Part, answers: Option<&Answers>) {
    let (sent, replies) = (part.fates.sent(), part.fates.replies());
    let open = part.open;
    let is_accepted = record.channel == Channel::Connect && answers != Some(&Answers::Alone);
    let what = if is_accepted { "accepted" } else { "answered" };
    let _ = writeln!(text, "\n[touch.{}]", quote(id));
    let _ = writeln!(text, "channel = \"{}\"", record.channel.name());
    let rate = rate(part.rate);
    let counts = format!("{replies} of {sent} {what} so far");
    let counts = if open > 0 { format!("{counts}, {open} still open") } else { counts };
    let undated = record.dating.undated;
    let is_all = part.segment.is_empty();
    let counts = if is_all && undated > 0 { format!("{counts}; {undated} without a date") } else { counts };
    let hangs = match record.fit.is_thin {
        true if record.is_undated() => " # what is usual: no answer has a date",
        true => " # hardly known: few came back to tell",
        false => "",
    };
    if record.channel == Channel::Connect {
        let _ = writeln!(text, "accept_rate = {rate} # {counts}");
        let _ = writeln!(text, "accept_delay_days = {}", delay(&record.fit, part.correlation));
        text.push_str(&after_acceptance(answers));
    } else {
        let _ = writeln!(text, "{REPLY_RATE} = {rate} # {counts}");
        let _ = writeln!(text, "reply_delay_days = {}{hangs}", delay(&record.fit, part.correlation));
    }
    if let Some(wait) = record.wait {
        let _ = writeln!(text, "wait_days = {wait} # the median of the record");
    }
}

/// The rate and delay of replies after an invitation is accepted.
fn after_acceptance(answers: Option<&Answers>) -> String {
    match answers {
        None => format!("{REPLY_RATE} = 0.22 # {NOT_FROM_RECORD}: a vendor's figure for those who accept\n"),
        Some(Answers::Alone) => format!(
            "{REPLY_RATE} = 1 # acceptances are known by answers alone: there is no accepted_at\nreply_delay_days = 0\n"
        ),
        Some(Answers::Counted { accepted, answered, fit }) => {
            let counts = format!("{answered} of {accepted} who accepted have answered so far");
            let delay = delay(fit, fit.correlation());
            format!("{REPLY_RATE} = {} # {counts}\nreply_delay_days = {delay}\n", rate(fit.rate))
        }
    }
}

/// A Beta distribution as a scenario file writes it, with five digits.
fn rate(BetaRate { alpha, beta }: BetaRate) -> String {
    let digits = |value: f64| format!("{value:.4e}").parse::<f64>().unwrap_or(value);
    format!("{{ alpha = {}, beta = {} }}", digits(alpha), digits(beta))
}

/// A delay as a scenario file writes it: the laws that it may have.
fn delay(fit: &Fit, correlation: f64) -> String {
    let laws = fit.laws();
    match &laws[..] {
        [law] => law.clone(),
        laws => format!("{{ any_of = [{}], correlation = {correlation:.2} }}", laws.join(", ")),
    }
}

fn listed(pending: &[(String, BTreeMap<u32, u32>)]) -> String {
    let rows = pending.iter().flat_map(|(touch, days)| {
        days.iter().map(move |(days, count)| {
            format!("    {{ touch = {}, sent_days_ago = {days}, count = {count} }},\n", string(touch))
        })
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("pending = [\n{rows}]\n") }
}
