//! A scenario fragment from a record: touches with their rates and delays, and what is still open, for a scenario file to
//! be laid over.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::ToSpan;

use crate::domain::touch::Channel;

use super::calibration::{Calibration, Part, TouchRecord};
use super::family::Family;
use super::fit::Beta;

/// Credits that are held on the day after the record's last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Balance {
    /// So many, of whatever age.
    Credits(u32),
    /// So many that lapse in so many days, and so on.
    Lots(Vec<(u32, u32)>),
}

/// The fragment. With `opening` the campaign begins on the day after the record's last, with what is still open then.
pub fn fragment(calibration: &Calibration, opening: bool, balance: Option<&Balance>) -> String {
    let mut text = format!("# Rates and delays from a record up to {}.\n", calibration.as_of);
    text.push_str("# A scenario file makes use of them by extends = \"…\" and the path of this file.\n");
    let mut pending = Vec::new();
    let mut start = String::new();
    if opening && let Ok(first) = calibration.as_of.checked_add(1.day()) {
        start = format!("\nstart = {first}\n");
    }
    text.push_str(&start);
    for record in &calibration.touches {
        touch(&mut text, record, &record.touch, &record.all);
        if record.segments.is_empty() {
            pending.push((record.touch.clone(), &record.all.pending));
        }
        for part in &record.segments {
            let id = segment_touch(record, part);
            touch(&mut text, record, &id, part);
            pending.push((id, &part.pending));
        }
    }
    let pending = if opening { listed(&pending) } else { String::new() };
    if balance.is_some() || !pending.is_empty() {
        text.push_str("\n[opening]\n");
        match balance {
            Some(Balance::Credits(credits)) => {
                let _ = writeln!(text, "credits = {credits}");
            }
            Some(Balance::Lots(lots)) => {
                let lot = |(credits, days): &(u32, u32)| format!("{{ credits = {credits}, lapses_in_days = {days} }}");
                let _ = writeln!(text, "lots = [{}]", lots.iter().map(lot).collect::<Vec<_>>().join(", "));
            }
            None => {}
        }
        text.push_str(&pending);
    }
    text
}

/// The id of the touch that a segment has of its own.
pub fn segment_touch(record: &TouchRecord, part: &Part) -> String {
    let segment = if part.segment.is_empty() { "other" } else { &part.segment };
    format!("{}-{segment}", record.touch)
}

fn touch(text: &mut String, record: &TouchRecord, id: &str, part: &Part) {
    let (sent, replies) = (part.fates.sent(), part.fates.replies());
    let open = part.open;
    let what = if record.channel == Channel::Connect { "accepted" } else { "answered" };
    let _ = writeln!(text, "\n[touch.{}]", quote(id));
    let _ = writeln!(text, "channel = \"{}\"", record.channel.name());
    let rate = rate(part.rate);
    let counts = format!("{replies} of {sent} {what} so far");
    let counts = if open > 0 { format!("{counts}, {open} still open") } else { counts };
    let assumed = if record.fit.family == Family::Assumed { " # assumed: too few came back to tell" } else { "" };
    if record.channel == Channel::Connect {
        let _ = writeln!(text, "accept_rate = {rate} # {counts}");
        if record.fit.family != Family::Assumed {
            let _ = writeln!(text, "accept_delay_days = {}", record.fit.written);
        }
        text.push_str("reply_rate = 0.22 # not from the record: a vendor's figure for those who accept\n");
    } else {
        let _ = writeln!(text, "reply_rate = {rate} # {counts}");
        let _ = writeln!(text, "reply_delay_days = {}{assumed}", record.fit.written);
    }
    if let Some(wait) = record.wait {
        let _ = writeln!(text, "wait_days = {wait} # the median of the record");
    }
}

/// A Beta distribution as a scenario file writes it, with five digits.
fn rate(Beta { alpha, beta }: Beta) -> String {
    let digits = |value: f64| format!("{value:.4e}").parse::<f64>().unwrap_or(value);
    format!("{{ alpha = {}, beta = {} }}", digits(alpha), digits(beta))
}

fn listed(pending: &[(String, &BTreeMap<u32, u32>)]) -> String {
    let rows = pending.iter().flat_map(|(touch, days)| {
        days.iter().map(move |(days, count)| {
            format!("    {{ touch = {}, sent_days_ago = {days}, count = {count} }},\n", string(touch))
        })
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("pending = [\n{rows}]\n") }
}

/// A part of a path, between quotes if it needs them.
fn quote(id: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !id.is_empty() && id.chars().all(is_bare) { id.to_owned() } else { string(id) }
}

/// A text between quotes.
fn string(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
