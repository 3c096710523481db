//! Rates that nobody published, and waits that outlast the campaign.

use std::collections::{BTreeMap, HashSet};

use super::{Review, Reviewed, per_cent};
use crate::domain::case::Case;
use crate::domain::quantity::Day;
use crate::domain::segment::Segment;
use crate::domain::touch::{ACCEPT_RATE, Channel, REPLY_RATE, Touch, Wait};
use crate::scenario::document::quote::quote;
use crate::scenario::document::source::Mark;
use crate::scenario::warning::WarningKind;

/// Between what published rates lie, as shares and in per cent.
struct Published {
    bounds: (f64, f64),
    low: &'static str,
    high: &'static str,
    of: &'static str,
}

/// From letters that could go to anyone (vendors) to the best that the article reports.
const FIRST_INMAIL: Published = Published { bounds: (0.03, 0.50), low: "3", high: "50", of: "a first InMail" };
/// Those who are silent answer less often: any low rate may be true of a third or fourth letter.
const LATER_INMAIL: Published = Published { bounds: (0.0, 0.50), low: "0", high: "50", of: "an InMail" };
/// Cold, and after warming up: the article, and vendors in between.
const INVITATION: Published = Published { bounds: (0.10, 0.50), low: "10", high: "50", of: "invitations" };
/// One figure is published, 3.4 % for cold e-mails; a sixth of it and six times as much are still let pass.
const EMAIL: Published = Published { bounds: (0.005, 0.20), low: "0.5", high: "20", of: "e-mails" };

/// Rounding must not put a mean beyond a bound that it is meant to be.
const SLACK: f64 = 1e-9;

pub(super) fn review(review: &mut Review<'_>) {
    let mut found = Vec::new();
    for reviewed in review.wanted() {
        let sequences = || reviewed.case().segments.iter().map(|segment| &segment.sequence);
        let first: HashSet<usize> = sequences().filter_map(|sequence| sequence.first().copied()).collect();
        let used: HashSet<usize> = sequences().flatten().copied().collect();
        for (place, touch) in reviewed.case().touches.iter().enumerate().filter(|(place, _)| used.contains(place)) {
            let Some((key, mean, published)) = rate(reviewed.case(), place, first.contains(&place)) else { continue };
            let path = ["touch", touch.id.as_str(), key];
            let (low, high) = published.bounds;
            let is_in = (low - SLACK..=high + SLACK).contains(&mean);
            if is_in || is_own_record(reviewed, &path) {
                continue;
            }
            let Published { low, high, of, .. } = published;
            let path_in_file = format!("touch.{}.{key}", quote(&touch.id));
            let kind = WarningKind::UnheardOf { path: path_in_file, mean: per_cent(mean), low, high, of };
            found.push((review.mark(reviewed, &path), kind));
        }
        for segment in &reviewed.case().segments {
            found.extend(better_later(review, reviewed, segment));
        }
    }
    for (mark, kind) in found {
        review.tell(kind, mark);
    }
    if !review.is_cut() {
        never_due(review);
    }
}

/// A touch that never goes out in a segment may go out in another variant.
fn never_due(review: &mut Review<'_>) {
    let mut checked = Vec::new();
    for reviewed in &review.variants {
        let mut dues_here: BTreeMap<Mark, Option<WarningKind>> = BTreeMap::new();
        for segment in &reviewed.case().segments {
            for (mark, late) in dues(review, reviewed, segment) {
                let known = dues_here.entry(mark).or_default();
                *known = known.take().or(late);
            }
        }
        checked.extend(dues_here);
    }
    review.tell_if_in_all(checked);
}

/// The mean rate of a touch with what is published about such.
fn rate(case: &Case, place: usize, is_first: bool) -> Option<(&'static str, f64, &'static Published)> {
    let replies = |published| Some((REPLY_RATE, case.reply_rate(place)?.mean(), published));
    match case.touches[place].channel() {
        Channel::InMail if is_first => replies(&FIRST_INMAIL),
        Channel::InMail => replies(&LATER_INMAIL),
        Channel::Email => replies(&EMAIL),
        Channel::Connect => Some((ACCEPT_RATE, case.accept_rate(place)?.mean(), &INVITATION)),
        Channel::Message | Channel::Engage => None,
    }
}

/// Counts and samples are somebody's own, whatever others publish.
fn is_own_record(reviewed: &Reviewed<'_>, path: &[&str]) -> bool {
    let table = reviewed.entry(path).and_then(|entry| entry.node.table());
    table.is_some_and(|table| table.get("replies").is_some() || table.get("samples").is_some())
}

/// A later InMail that draws more replies than an earlier one.
fn better_later(review: &Review<'_>, reviewed: &Reviewed<'_>, segment: &Segment) -> Option<(Mark, WarningKind)> {
    let case = reviewed.case();
    let inmails = segment.sequence.iter().filter(|&&place| case.touches[place].channel() == Channel::InMail);
    let inmails = inmails.filter_map(|&place| Some((&case.touches[place], case.reply_rate(place)?.mean())));
    let inmails: Vec<(&Touch, f64)> = inmails.collect();
    let (later, pair) =
        inmails.windows(2).find_map(|pair| (pair[1].1 > pair[0].1 + SLACK).then_some((pair[1].0, pair)))?;
    let path = ["touch", later.id.as_str(), REPLY_RATE];
    if is_own_record(reviewed, &path) {
        return None;
    }
    let kind = WarningKind::BetterLater {
        touch: later.id.clone(),
        mean: per_cent(pair[1].1),
        before: pair[0].0.id.clone(),
        mean_before: per_cent(pair[0].1),
    };
    Some((review.mark(reviewed, &path), kind))
}

/// The waits of a sequence, each with whether it ends after the campaign.
fn dues(review: &Review<'_>, reviewed: &Reviewed<'_>, segment: &Segment) -> Vec<(Mark, Option<WarningKind>)> {
    let case: &Case = reviewed.case();
    let campaign: Day = case.calendar.days;
    let mut days: u64 = 0;
    let mut dues = Vec::new();
    for &place in segment.sequence.iter().skip(1) {
        let touch = &case.touches[place];
        days += match touch.wait {
            None => 0,
            Some(Wait::AtLeast(from) | Wait::Window(from, _)) => u64::from(from),
        };
        let is_late = days >= campaign as u64;
        let kind = || WarningKind::NeverDue {
            touch: touch.id.clone(),
            segment: segment.id.clone(),
            days,
            campaign: campaign as u32,
        };
        dues.push((review.mark(reviewed, &["touch", &touch.id, "wait_days"]), is_late.then(kind)));
        if is_late {
            // What comes after it is late as well.
            break;
        }
    }
    dues
}
