//! Reads what every case is held to.

use super::document::kind::{Kind, MAX_TARGETS};
use super::document::near::nearest;
use super::document::problem::{KeyProblem, TextProblem, ValueProblem};
use super::document::reader::{Field, Section};
use super::keys::BOUNDS;
use super::problem::GoalProblem;
use crate::domain::figure::Figure;
use crate::domain::requirement::{Comparison, Requirement};

/// The other keys of a target.
const KEYS: [&str; 3] = ["figure", "with", "by"];

/// Reads the targets of a campaign with these outcomes and this number of weeks; nothing if something is wrong with one of
/// them.
pub(super) fn targets(file: &Section<'_>, outcomes: &[String], weeks: Option<u32>) -> Option<Vec<Requirement>> {
    let mut sections = file.items("target");
    if sections.len() > MAX_TARGETS {
        file.ctx.note(TextProblem::TooMany { what: "targets", max: MAX_TARGETS }, sections[MAX_TARGETS].mark);
        sections.truncate(MAX_TARGETS);
    }
    let known = Figure::of(outcomes.iter().map(String::as_str));
    let targets: Vec<Option<Requirement>> = sections.iter().map(|section| target(section, &known, weeks)).collect();
    targets.into_iter().collect()
}

fn target(section: &Section<'_>, known: &[Figure], weeks: Option<u32>) -> Option<Requirement> {
    let figure = section.field("figure").and_then(|field| figure(&field, known));
    let bound = bound(section, figure);
    let with = section.field("with").map_or(Some(None), |field| field.share().map(Some));
    let by = section.field("by").map_or(Some(None), |field| week(&field, weeks).map(Some));
    let (comparison, value) = bound?;
    Some(Requirement { figure: figure?, comparison, value, with: with?, by: by? })
}

/// The figure that a field names, if a case has it by itself.
fn figure(field: &Field<'_>, known: &[Figure]) -> Option<Figure> {
    let name = field.text()?;
    if name == Figure::BestProbability.name() {
        return field.ctx.report(GoalProblem::NoTarget { figure: Figure::BestProbability.name() }, field.mark());
    }
    let mut own = known.iter().copied().filter(|figure| *figure != Figure::BestProbability);
    let names = own.clone().map(Figure::name);
    let found = own.find(|figure| figure.name() == name);
    found.or_else(|| field.ctx.report(ValueProblem::unknown("figure", &name, names), field.mark()))
}

/// The one bound that a target states.
fn bound(section: &Section<'_>, figure: Option<Figure>) -> Option<(Comparison, f64)> {
    let mut stated = BOUNDS.into_iter().zip(Comparison::ALL).filter(|(key, _)| section.has(key));
    let Some((key, comparison)) = stated.next() else {
        let mut keys = section.entries().map(|entry| entry.key.as_str());
        if keys.any(|key| !KEYS.contains(&key) && nearest(key, BOUNDS).is_some()) {
            // It is there, but misspelt, which is reported.
            return None;
        }
        return section.ctx.report(GoalProblem::NoBound { section: section.path.clone() }, section.mark);
    };
    if let Some((second, _)) = stated.next() {
        let mark = section.entry(second).map_or(section.mark, |entry| entry.mark);
        return section.ctx.report(KeyProblem::Both { path: section.path.clone(), first: key, second }, mark);
    }
    let mut field = section.field(key)?;
    if figure.is_some_and(Figure::is_share) {
        // Ten per cent is 0.1: a bound of 10 would always hold.
        field.kind = Kind::Number(0, 1);
    }
    Some((comparison, field.number()?))
}

/// A week of the campaign.
fn week(field: &Field<'_>, weeks: Option<u32>) -> Option<u32> {
    let week = field.small()?;
    match weeks {
        Some(weeks) if week > weeks => {
            field.ctx.report(GoalProblem::AfterEnd { path: field.path.clone(), week, weeks }, field.mark())
        }
        _ => Some(week),
    }
}
