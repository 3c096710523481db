//! Reads the changes of plan: at what time, and whose.

use std::collections::HashMap;

use super::document::problem::{FIRST, TextProblem, ValueProblem};
use super::document::reader::{Field, Section};
use super::document::source::Mark;
use super::plans::Plans;
use super::problem::CampaignProblem;
use super::seats::Own;
use crate::domain::case::PlanChange;

/// A change of plan as a file states it.
pub(super) struct Change {
    pub(super) change: PlanChange,
    /// Where its plan is named.
    pub(super) mark: Mark,
    /// The seat that it names.
    seat: Option<usize>,
}

/// The changes of plan, in the order of their weeks.
pub(super) struct Changes {
    /// Those that name no seat.
    pub(super) common: Vec<Change>,
    /// Those of each seat that name it.
    own: HashMap<usize, Vec<Change>>,
}

impl Changes {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Change> {
        self.common.iter().chain(self.own.values().flatten())
    }

    /// Those that hold for a seat, which may take the case's plan.
    pub(super) fn of(&self, seat: usize, takes_common: bool) -> Vec<&Change> {
        let common = if takes_common { self.common.as_slice() } else { &[] };
        let mut changes: Vec<&Change> = common.iter().chain(self.own.get(&seat).into_iter().flatten()).collect();
        changes.sort_by_key(|change| change.change.week);
        changes
    }
}

/// Reads the changes of plan of a file with these seats.
pub(super) fn plan_changes(file: &Section<'_>, plans: &Plans<'_>, seats: &[Own]) -> Option<Changes> {
    let places: HashMap<&str, usize> = seats.iter().enumerate().map(|(place, own)| (own.id.as_str(), place)).collect();
    let mut weeks = Weeks { seats, common: HashMap::new(), own: HashMap::new(), of_takers: HashMap::new() };
    let mut read: Vec<Option<Change>> = Vec::new();
    for section in file.items("plan_change") {
        let seat = match section.field("seat") {
            Some(field) => seat(&field, seats, &places).map(Some),
            None => (!section.has("seat")).then_some(None),
        };
        if seat == Some(None) && !seats.is_empty() && seats.iter().all(|own| own.mark.is_some()) {
            let own = seats.iter().filter_map(|own| Some((own.mark?, "this seat names its own plan")));
            let places: Vec<_> = [(section.mark, "the change begins here")].into_iter().chain(own).collect();
            file.ctx.blame(CampaignProblem::NobodysChange, &places);
            read.push(None);
        }
        let week = section.field("week").and_then(|field| {
            let week = field.small()?;
            let Some(seat) = seat else { return Some(week) };
            match weeks.insert(week, seat, field.mark()) {
                None => Some(week),
                Some(first) => {
                    let kind = TextProblem::Twice { what: "a plan change in week", name: week.to_string() };
                    field.ctx.report_with(kind, field.mark(), first, FIRST)
                }
            }
        });
        let plan = section.field("plan").and_then(|field| Some((plans.named(&field)?, field.mark())));
        read.push(match (week, plan, seat) {
            (Some(week), Some((plan, mark)), Some(seat)) => {
                Some(Change { change: PlanChange { week, plan }, mark, seat })
            }
            _ => None,
        });
    }
    let mut changes = Changes { common: Vec::new(), own: HashMap::new() };
    let mut read: Vec<Change> = read.into_iter().collect::<Option<_>>()?;
    read.sort_by_key(|change| change.change.week);
    for change in read {
        match change.seat {
            None => changes.common.push(change),
            Some(seat) => changes.own.entry(seat).or_default().push(change),
        }
    }
    Some(changes)
}

/// The seat that a field names. An unknown name is reported.
fn seat(field: &Field<'_>, seats: &[Own], places: &HashMap<&str, usize>) -> Option<usize> {
    let id = field.text()?;
    match places.get(id.as_str()) {
        Some(&place) => Some(place),
        None if field.ctx.is_full() => None,
        None => {
            let known = seats.iter().map(|own| own.id.as_str());
            field.ctx.report(ValueProblem::unknown("seat", &id, known), field.mark())
        }
    }
}

/// Where the week of each change so far is stated.
struct Weeks<'s> {
    seats: &'s [Own],
    /// Of those that name no seat.
    common: HashMap<u32, Mark>,
    /// Of those that name one.
    own: HashMap<(usize, u32), Mark>,
    /// Of those that name one which takes the case's plan.
    of_takers: HashMap<u32, Mark>,
}

impl Weeks<'_> {
    /// Adds a change. Returns where an earlier one in the same week is stated that holds for a seat for which it holds, too.
    fn insert(&mut self, week: u32, seat: Option<usize>, mark: Mark) -> Option<Mark> {
        match seat {
            None => self.common.insert(week, mark).or(self.of_takers.get(&week).copied()),
            Some(seat) if self.seats[seat].mark.is_some() => self.own.insert((seat, week), mark),
            Some(seat) => {
                self.of_takers.insert(week, mark);
                self.own.insert((seat, week), mark).or(self.common.get(&week).copied())
            }
        }
    }
}
