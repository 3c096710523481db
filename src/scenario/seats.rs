//! Reads who works the segments.

use std::collections::HashMap;

use super::document::kind::MAX_PEOPLE;
use super::document::problem::{FIRST, TextProblem, ValueProblem};
use super::document::quote::quote;
use super::document::reader::{Field, Section};
use super::document::source::Mark;
use super::opening::opening;
use super::plans::same_text;
use super::problem::CampaignProblem;
use super::touches::Touches;
use crate::domain::case::Opening;
use crate::domain::plan::Plan;
use crate::domain::rate::Lift;

/// A seat as a file states it, but for its plan, which is a matter of the rulebook.
pub(super) struct Stated {
    pub(super) id: String,
    /// Places in the list of segments, in ascending order.
    pub(super) segments: Vec<usize>,
    pub(super) count: u32,
    /// What each of its people brings along; nothing: what the file says at its top.
    pub(super) opening: Option<Opening>,
    pub(super) from_week: u32,
    pub(super) ramp: Vec<f64>,
    pub(super) reply_lift: Lift,
    pub(super) accept_lift: Lift,
}

/// The seats in file order; nothing if something is wrong with one of them.
pub(super) fn seats(file: &Section<'_>, touches: &Touches<'_>) -> Option<Vec<Stated>> {
    let sections = sections(file);
    let segments = Segments::of(file);
    let seats: Vec<Option<Stated>> =
        sections.iter().map(|(id, section)| seat(id, section, &segments, touches)).collect();
    let seats: Vec<Stated> = seats.into_iter().collect::<Option<_>>()?;
    check_number(&sections, &seats)?;
    check_all_worked(file, &sections, &seats, &segments)?;
    Some(seats)
}

/// Whose plan a seat has.
pub(super) struct Own {
    pub(super) id: String,
    /// Where it names a plan of its own; nothing if it takes the case's.
    pub(super) mark: Option<Mark>,
    /// That plan; nothing if it names none, or none that there is.
    pub(super) plan: Option<Plan>,
}

/// The plans that the seats name; `named` finds one.
pub(super) fn own_plans(file: &Section<'_>, named: impl Fn(&Field<'_>) -> Option<Plan>) -> Vec<Own> {
    let own = sections(file).into_iter().map(|(id, section)| {
        let field = section.field("plan");
        let (mark, plan) = (field.as_ref().map(Field::mark), field.and_then(|field| named(&field)));
        Own { id: id.to_owned(), mark, plan }
    });
    own.collect()
}

fn sections<'a>(file: &Section<'a>) -> Vec<(&'a str, Section<'a>)> {
    let mut sections = file.named("seat");
    // Each has one person at least.
    if let Some((_, section)) = sections.get(MAX_PEOPLE as usize) {
        file.ctx.note(too_many(), section.mark);
        sections.truncate(MAX_PEOPLE as usize);
    }
    sections
}

fn too_many() -> TextProblem {
    TextProblem::TooMany { what: "people in all seats together", max: MAX_PEOPLE as usize }
}

/// The segments that a file has, right or wrong.
struct Segments<'a> {
    ids: Vec<(&'a str, Mark)>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Segments<'a> {
    fn of(file: &Section<'a>) -> Segments<'a> {
        let table = file.entry("segment").and_then(|entry| entry.node.table());
        let ids: Vec<(&str, Mark)> =
            table.into_iter().flat_map(|table| &table.entries).map(|entry| (entry.key.as_str(), entry.mark)).collect();
        let places = ids.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        Segments { ids, places }
    }

    /// The segment that a field names. An unknown name is reported.
    fn named(&self, field: &Field<'_>) -> Option<usize> {
        let id = field.text()?;
        match self.places.get(id.as_str()) {
            Some(&place) => Some(place),
            None if field.ctx.is_full() => None,
            None => {
                let known = self.ids.iter().map(|(id, _)| *id);
                field.ctx.report(ValueProblem::unknown("segment", &id, known), field.mark())
            }
        }
    }
}

fn seat(id: &str, section: &Section<'_>, segments: &Segments<'_>, touches: &Touches<'_>) -> Option<Stated> {
    let segments = section.field("segments").and_then(|field| worked(&field, segments));
    let count = section.field("count").and_then(|field| field.small());
    let own = if section.has("opening") { opening(section, touches).map(Some) } else { Some(None) };
    let from_week = section.field("from_week").and_then(|field| field.small());
    let ramp = match section.field("ramp") {
        Some(field) => ramp(&field),
        None => (!section.has("ramp")).then(Vec::new),
    };
    let reply_lift = section.field("reply_lift").and_then(|field| field.lift());
    let accept_lift = section.field("accept_lift").and_then(|field| field.lift());
    Some(Stated {
        id: id.to_owned(),
        segments: segments?,
        count: count?,
        opening: own?,
        from_week: from_week?,
        ramp: ramp?,
        reply_lift: reply_lift?,
        accept_lift: accept_lift?,
    })
}

/// The segments that a seat works, none twice.
fn worked(field: &Field<'_>, segments: &Segments<'_>) -> Option<Vec<usize>> {
    let items = field.some_items()?;
    let mut first: HashMap<usize, &Field<'_>> = HashMap::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    for item in &items {
        if item.ctx.is_full() {
            return None;
        }
        let place = segments.named(item);
        let twice = place.and_then(|place| first.insert(place, item)).filter(|other| same_text(other, item));
        places.push(match twice {
            Some(other) => {
                let kind = TextProblem::Twice { what: "segment", name: item.text()? };
                item.ctx.report_with(kind, item.mark(), other.mark(), FIRST)
            }
            None => place,
        });
    }
    let mut places: Vec<usize> = places.into_iter().collect::<Option<_>>()?;
    places.sort_unstable();
    Some(places)
}

fn ramp(field: &Field<'_>) -> Option<Vec<f64>> {
    let weeks: Vec<Option<f64>> = field.some_items()?.iter().map(|week| week.number()).collect();
    weeks.into_iter().collect()
}

/// Reports the seat with which there are too many people.
fn check_number(sections: &[(&str, Section<'_>)], seats: &[Stated]) -> Option<()> {
    let mut people = 0;
    for ((_, section), seat) in sections.iter().zip(seats) {
        people += u64::from(seat.count);
        if people > MAX_PEOPLE {
            let mark = section.entry("count").map_or(section.mark, |entry| entry.node.mark);
            return section.ctx.report(too_many(), mark);
        }
    }
    Some(())
}

/// Reports each segment that nobody works.
fn check_all_worked(
    file: &Section<'_>,
    sections: &[(&str, Section<'_>)],
    seats: &[Stated],
    segments: &Segments<'_>,
) -> Option<()> {
    if seats.is_empty() {
        return Some(());
    }
    let mut is_worked = vec![false; segments.ids.len()];
    seats.iter().flat_map(|seat| &seat.segments).for_each(|&place| is_worked[place] = true);
    let lists: Vec<(Mark, &str)> = sections
        .iter()
        .filter_map(|(_, section)| Some((section.entry("segments")?.node.mark, "the segments of this seat")))
        .collect();
    for ((id, mark), _) in segments.ids.iter().zip(&is_worked).filter(|(_, is_worked)| !**is_worked) {
        let problem = CampaignProblem::NobodyWorks { segment: format!("segment.{}", quote(id)) };
        let segment = (*mark, "the segment begins here");
        file.ctx.blame(problem, &[&[segment], lists.as_slice()].concat());
    }
    is_worked.iter().all(|is_worked| *is_worked).then_some(())
}
