//! Reads the segments of a scenario.

use super::document::kind::{Kind, MAX_COUNT, MAX_SEQUENCE, MAX_TABLES};
use super::document::problem::{TextProblem, ValueProblem};
use super::document::reader::{Field, Section};
use super::document::tree::Value;
use super::problem::CampaignProblem;
use super::touches::{Named, Touches};
use super::windows::Windows;
use crate::domain::rate::Rate;
use crate::domain::segment::{Pace, Segment};

/// With this chance at most, an open profile share may come this close to 1 under an endless pace: where almost every
/// InMail is free, the balance bounds nothing.
const NEARLY_SURE: f64 = 1.0 - 1e-6;
const NEARLY_ALL: f64 = 0.999;

/// Reads the segments, in file order; nothing if something is wrong with one of them.
pub(super) fn segments(file: &Section<'_>, touches: &Touches<'_>, windows: &Windows) -> Option<Vec<Segment>> {
    let mut sections = file.named("segment");
    if sections.len() > MAX_TABLES {
        file.ctx.note(TextProblem::TooMany { what: "segments", max: MAX_TABLES }, sections[MAX_TABLES].1.mark);
        sections.truncate(MAX_TABLES);
    }
    if sections.is_empty()
        && file.entry("segment").is_none_or(|entry| entry.node.table().is_some_and(|t| t.entries.is_empty()))
    {
        return file.ctx.report(CampaignProblem::Nothing { what: "segment" }, file.mark);
    }
    let segments: Vec<Option<Segment>> =
        sections.iter().map(|(id, section)| segment(id, section, touches, windows)).collect();
    segments.into_iter().collect()
}

fn segment(id: &str, section: &Section<'_>, touches: &Touches<'_>, windows: &Windows) -> Option<Segment> {
    let sequence_field = section.field("sequence");
    let named = sequence_field.as_ref().and_then(|field| sequence(field, section, touches));
    let first = named.as_ref().and_then(|named| named.first()).and_then(Option::as_ref);
    let pace_field = section.field("per_week");
    let pace = pace_field.as_ref().and_then(pace);
    let prospects = section.field("prospects").and_then(|field| field.small());
    let priority = section.field("priority").and_then(|field| field.small());
    let reserve = section.field("reserve").and_then(|field| field.small());
    let credits_at_most = section.field("credits_at_most").and_then(|field| field.small());
    let wear = section.field("wear").and_then(|field| field.lift());
    let cost_per_prospect = section.field("cost_per_prospect").and_then(|field| field.money());
    let reply_lift = section.field("reply_lift").and_then(|field| field.lift());
    let accept_lift = section.field("accept_lift").and_then(|field| field.lift());
    let outcome_lift = section.field("outcome_lift").and_then(|field| field.lift());
    let value_lift = section.field("value_lift").and_then(|field| field.number());
    let open_profile = section.field("open_profile").and_then(|field| field.rate());

    if let (Some(field), Some(pace)) = (&pace_field, &pace) {
        if let Some(first) = first {
            check_first(field, pace, first);
        }
        if let Some(share) = &open_profile {
            check_end(field, section, pace, share);
        }
    }
    let sequence = named.and_then(|named| named.into_iter().collect::<Option<Vec<Named<'_>>>>());
    if let Some(sequence) = &sequence {
        windows.check(section, sequence);
    }
    Some(Segment {
        id: id.to_owned(),
        sequence: sequence?.iter().map(|named| named.place).collect(),
        pace: pace?,
        prospects,
        priority: priority?,
        reserve: reserve?,
        credits_at_most,
        wear: wear?,
        reply_lift: reply_lift?,
        accept_lift: accept_lift?,
        outcome_lift: outcome_lift?,
        value_lift: value_lift?,
        open_profile: open_profile?,
        cost_per_prospect: cost_per_prospect?,
    })
}

/// The touches of a sequence; nothing in the place of one with something wrong.
fn sequence<'t>(field: &Field<'_>, section: &Section<'_>, touches: &'t Touches<'_>) -> Option<Vec<Option<Named<'t>>>> {
    let items = field.some_items()?;
    if let Some(item) = items.get(MAX_SEQUENCE) {
        return field
            .ctx
            .report(TextProblem::TooMany { what: "touches in a sequence", max: MAX_SEQUENCE }, item.mark());
    }
    let sequence = items.iter().enumerate().map(|(place, item)| {
        let named = touches.named(item)?;
        if place > 0 && !named.waits() {
            let kind = CampaignProblem::NoWait { touch: named.id.to_owned(), segment: section.path.clone() };
            return item.ctx.report_with(kind, item.mark(), named.begins(), "the touch is defined here");
        }
        Some(named)
    });
    Some(sequence.collect())
}

fn pace(field: &Field<'_>) -> Option<Pace> {
    const NUMBER: Kind = Kind::Whole(0, MAX_COUNT);
    match &field.node.value {
        Value::Text(word) if word == "max" => Some(Pace::Max),
        Value::Text(word) if word == "refunds" => Some(Pace::Refunds),
        Value::List(weeks) if weeks.is_empty() => {
            field.ctx.report(ValueProblem::Empty { path: field.path.clone() }, field.mark())
        }
        Value::List(weeks) => {
            let weeks: Vec<Option<u32>> = weeks.iter().map(|week| field.with(week, NUMBER).small()).collect();
            weeks.into_iter().collect::<Option<_>>().map(Pace::PerWeek)
        }
        Value::Whole(number) if (0..=i128::from(MAX_COUNT)).contains(number) => {
            Some(Pace::PerWeek(vec![*number as u32]))
        }
        _ => field.wrong(),
    }
}

/// A pace that follows the balance of credits needs a first touch that costs credits.
fn check_first(field: &Field<'_>, pace: &Pace, first: &Named<'_>) {
    let pace = match pace {
        Pace::PerWeek(_) => return,
        Pace::Max => "max",
        Pace::Refunds => "refunds",
    };
    if let Some(channel) = first.channel
        && !channel.costs_credit()
    {
        let kind = CampaignProblem::FreePace { pace, touch: first.id.to_owned(), channel: channel.name() };
        let channel = (first.place_of("channel"), "the channel is stated here");
        let sequence = (first.mark, "the first touch is named here");
        field.ctx.blame(kind, &[(field.mark(), "the pace is stated here"), channel, sequence]);
    }
}

/// As many as the balance allows is no number where nothing is paid for.
fn check_end(field: &Field<'_>, section: &Section<'_>, pace: &Pace, open_profile: &Rate) {
    let endless = *pace == Pace::Max && open_profile.distribution().quantile(NEARLY_SURE) > NEARLY_ALL;
    if endless && !section.has("prospects") {
        let share = section.entry("open_profile").map(|entry| field.ctx.highest(&entry.node));
        let share = share.map(|mark| (mark, "the share is stated here"));
        let places: Vec<_> = [(field.mark(), "the pace is stated here")].into_iter().chain(share).collect();
        field.ctx.blame(CampaignProblem::Endless { segment: section.path.clone() }, &places);
    }
}
