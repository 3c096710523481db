//! What a record comes to, for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::distribution::Distribution;
use crate::domain::touch::Channel;
use crate::figures::number::{number, percent, whole};
use crate::record::calibration::{Calibration, Part, Remark, TouchRecord};
use crate::record::contact::LeftOut;
use crate::record::family::Family;

use super::table::{Table, wrapped};
use super::{FAINT, Level, STRONG, visible};

/// The touches of a record with their rates and delays, what is worth knowing about them, and what was left out.
pub fn calibration(calibration: &Calibration, left_out: &[LeftOut], is_stated: bool) -> String {
    let stated = if is_stated { "" } else { ", its last day" };
    let mut text =
        format!("{STRONG}What your record says{STRONG:#} {FAINT}(as of {}{stated}){FAINT:#}\n\n", calibration.as_of);
    let headings =
        ["touch", "segment", "sent", "replied", "open", "rate", "90 % sure", "so far", "half within", "90 % within"];
    let mut table = Table::new(&headings).left(1).dispensable(7);
    for touch in &calibration.touches {
        table.row(row(touch, &touch.all), false);
        touch.segments.iter().for_each(|part| table.row(row(touch, part), false));
    }
    let _ = writeln!(text, "{table}");
    for touch in &calibration.touches {
        for line in sentences(touch).iter().flat_map(|sentence| wrapped(&visible(sentence))) {
            let _ = writeln!(text, "{line}");
        }
        for remark in &touch.remarks {
            let style = Level::Warning.style();
            for (place, line) in wrapped(&format!("warning: {}", told(touch, remark))).iter().enumerate() {
                let indent = if place > 0 { "  " } else { "" };
                let _ = writeln!(text, "{style}{indent}{}{style:#}", visible(line));
            }
        }
    }
    text.push_str(&not_counted(left_out));
    text
}

/// How many rows were left out, and why.
pub(super) fn not_counted(left_out: &[LeftOut]) -> String {
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for row in left_out {
        *reasons.entry(row.reason.to_string()).or_default() += 1;
    }
    if left_out.is_empty() {
        return String::new();
    }
    let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(reason, number)| (std::cmp::Reverse(*number), reason.clone()));
    let listed: Vec<String> = reasons.iter().map(|(reason, number)| format!("{} {reason}", whole(*number))).collect();
    let rows = match left_out.len() {
        1 => "1 row does not count".into(),
        rows => format!("{} rows do not count", whole(rows as u64)),
    };
    let told = format!("{rows}: {}.", listed.join("; "));
    let lines: Vec<String> = wrapped(&visible(&told)).into_iter().map(|line| format!("{line}\n")).collect();
    format!("\n{}", lines.concat())
}

fn row(touch: &TouchRecord, part: &Part) -> [String; 10] {
    let quantile = |u| Distribution::beta(part.rate.alpha, part.rate.beta).map_or(f64::NAN, |law| law.quantile(u));
    let days = |u| match touch.fit.delay.quantile(u) {
        days if days < 1.0 => format!("{} h", number(24.0 * days)),
        days => format!("{} d", number(days)),
    };
    let delay = |u| if part.segment.is_empty() { days(u) } else { String::new() };
    [
        visible(&touch.touch),
        visible(&part.segment),
        whole(part.fates.sent()),
        whole(part.fates.replies()),
        whole(part.open),
        percent(part.rate.mean()),
        format!("{} to {}", percent(quantile(0.05)), percent(quantile(0.95))),
        percent(part.naive_rate()),
        delay(0.5),
        delay(0.9),
    ]
}

fn sentences(touch: &TouchRecord) -> Vec<String> {
    let open = touch.all.open;
    let (rate, naive) = (touch.all.rate.mean(), touch.all.naive_rate());
    let what = if touch.channel == Channel::Connect { "accepted" } else { "answered" };
    let mut said = Vec::new();
    // Nothing to explain where both are printed alike.
    if open > 0 && rate > naive && percent(rate) != percent(naive) {
        said.push(format!(
            "{}: {} have been {what} so far; counting the {} that are still open for what they are, {} will be.",
            touch.touch,
            percent(naive),
            whole(open),
            percent(rate)
        ));
    }
    if touch.fit.family == Family::Assumed {
        said.push(format!("{}: too little came back to tell how long it takes; that is assumed.", touch.touch));
    }
    said
}

fn told(touch: &TouchRecord, remark: &Remark) -> String {
    let name = &touch.touch;
    match remark {
        Remark::Thin { replies } => {
            let many = if *replies == 1 { "answer" } else { "answers" };
            format!("{name} has {replies} {many}: its rate is hardly known, and what follows from it even less")
        }
        Remark::Drift { before, after, from } => format!(
            "{name} has changed: {} before {from}, {} since; leave out what no longer holds",
            percent(*before),
            percent(*after)
        ),
        Remark::Misfit { day } => {
            format!("the delay of {name} fits the record badly around day {}; look at the chart of it", number(*day))
        }
    }
}
