//! A trace: everything that happened in one trial, a row an event.

use crate::domain::case::Case;
use crate::domain::event::{Event, EventKind};
use crate::domain::ledger::Lot;
use crate::domain::outcome::Outcome;
use crate::domain::segment::Segment;
use crate::domain::touch::Touch;

use super::cell::text;
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, field};

/// A case and something that happened in it.
type Row<'a> = (&'a Case, &'a Event);

/// The events of a trial as CSV.
pub fn trace_csv(case: &Case, events: &[Event]) -> Vec<u8> {
    sheet().csv(rows(case, events))
}

/// The cells of a trace, row by row.
pub fn trace_cells(case: &Case, events: &[Event]) -> Vec<Vec<String>> {
    let sheet = sheet();
    rows(case, events).map(|row| sheet.cells(&row)).collect()
}

fn rows<'a>(case: &'a Case, events: &'a [Event]) -> impl Iterator<Item = Row<'a>> {
    events.iter().map(move |event| (case, event))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let fields = vec![
        event_field("day", "days", "the campaign day, from 0", |_, event| event.day.to_string()).of(Kind::Whole),
        event_field("date", "", "its date", |case, event| case.calendar.date(event.day).to_string()).of(Kind::Date),
        event_field(
            "week",
            "weeks",
            "the campaign week, from 1; what settles afterwards lies beyond the last",
            |case, event| case.calendar.week(event.day).to_string(),
        )
        .of(Kind::Whole),
        event_field("event", "", "what happened", |_, event| event.kind.name().into()),
        event_field("credits", "credits", "by how much it changed the balance", |_, event| event.credits.to_string())
            .of(Kind::Whole),
        event_field(
            "lapses_on",
            "",
            "the date at whose start the credits lapse; empty: never, or none concerned",
            |case, event| {
                let lapses = event.lapses.filter(|&day| day != Lot::NEVER);
                lapses.map(|day| case.calendar.date(day).to_string()).unwrap_or_default()
            },
        )
        .of(Kind::Date),
        event_field("balance", "credits", "the balance afterwards", |_, event| event.balance.to_string())
            .of(Kind::Whole),
        event_field("prospect", "", "the prospect, numbered from 1 within the segment", |_, event| {
            event.subject.prospect.map(|prospect| (u64::from(prospect) + 1).to_string()).unwrap_or_default()
        })
        .of(Kind::Whole),
        event_field("segment", "", "the segment; empty for touches that were pending on day 0", |case, event| {
            segment(case, event).map(|segment| text(&segment.id)).unwrap_or_default()
        }),
        event_field("touch", "", "the touch", |case, event| {
            touch(case, event).map(|touch| text(&touch.id)).unwrap_or_default()
        }),
        event_field("channel", "", "its channel", |case, event| {
            touch(case, event).map(|touch| touch.channel().name().into()).unwrap_or_default()
        }),
        event_field("amount", "currency", "money charged; of an outcome, what it is worth", |_, event| {
            event.amount.map(|amount| amount.to_string()).unwrap_or_default()
        }),
        event_field(
            "seat",
            "",
            "the seat, and which of its people where it has several; empty where one person works alone, and for credits of \
             an account that several share",
            |case, event| event.subject.seat.map(|person| text(&case.person(person))).unwrap_or_default(),
        ),
        event_field("outcome", "", "the outcome that was reached; of `held`, what held the touch up", |case, event| {
            match event.kind {
                EventKind::Held(reason) => reason.name().into(),
                _ => outcome(case, event).map(|outcome| text(&outcome.id)).unwrap_or_default(),
            }
        }),
    ];
    Sheet::new(Table::Trace, fields)
}

fn event_field<'a>(
    name: &'static str,
    unit: &str,
    meaning: &str,
    cell: fn(&Case, &Event) -> String,
) -> Field<'a, Row<'a>> {
    field(name, unit, meaning, move |row: &Row<'a>| cell(row.0, row.1))
}

fn segment<'a>(case: &'a Case, event: &Event) -> Option<&'a Segment> {
    case.segments.get(event.subject.segment? as usize)
}

fn outcome<'a>(case: &'a Case, event: &Event) -> Option<&'a Outcome> {
    case.outcomes.get(event.subject.outcome? as usize)
}

fn touch<'a>(case: &'a Case, event: &Event) -> Option<&'a Touch> {
    case.touches.get(event.subject.touch? as usize)
}
