//! Reads what replies may lead to, and gives all cases of a file the same outcomes in the same places.

use std::collections::HashMap;

use super::document::kind::MAX_OUTCOMES;
use super::document::problem::{TextProblem, ValueProblem};
use super::document::reader::Section;
use super::document::source::Mark;
use super::document::tree::Table;
use super::problem::CampaignProblem;
use super::ties::{Kin, circle};
use crate::domain::case::Case;
use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;
use crate::domain::outcome::{Outcome, REPLY, Worth};
use crate::domain::quantity::Minutes;
use crate::domain::rate::{AnyRate, Rate};

/// The outcomes of a scenario in file order; nothing if something is wrong with one of them.
pub(super) fn outcomes(file: &Section<'_>) -> Option<Vec<Outcome>> {
    let mut sections = file.named("outcome");
    if sections.len() > MAX_OUTCOMES {
        file.ctx.note(TextProblem::TooMany { what: "outcomes", max: MAX_OUTCOMES }, sections[MAX_OUTCOMES].1.mark);
        sections.truncate(MAX_OUTCOMES);
    }
    let named: Vec<Option<()>> = sections.iter().map(|(id, section)| check_id(id, section)).collect();
    let ids = || sections.iter().map(|(id, _)| *id);
    let kin = Kin::new("outcome", "rate", ids().map(|id| (id, true)));
    let followed: Vec<Option<Followed>> =
        sections.iter().enumerate().map(|(place, (_, section))| followed(section, &kin, place)).collect();
    let sound = kin.check(&sections, |_| None).and(check_circles(&sections, &followed));
    let read = sections.iter().zip(followed).enumerate().map(|(place, ((id, section), followed))| {
        let rate = section.field("rate").and_then(|field| field.any_rate(&kin, place));
        let delay = section.field("delay_days").and_then(|field| field.delays());
        let value = section.field("value").and_then(|field| field.value());
        let minutes = section.field("minutes").and_then(|field| field.minutes());
        let of = followed?.of.map(|(of, _)| of);
        Some(Outcome { id: id.to_string(), of, rate: rate?, delay: delay?, value: value?, minutes: minutes? })
    });
    let read: Vec<Option<Outcome>> = read.collect();
    let named = named.into_iter().collect::<Option<Vec<()>>>();
    named.and(sound)?;
    read.into_iter().collect()
}

/// What an outcome follows: another, and where the file names it; or a reply.
#[derive(Clone, Copy)]
struct Followed {
    of: Option<(usize, Mark)>,
}

fn check_id(id: &str, section: &Section<'_>) -> Option<()> {
    if id == REPLY {
        return section.ctx.report(ValueProblem::Reserved { what: "outcome", name: REPLY }, section.mark);
    }
    if id.contains('.') {
        return section.ctx.report(CampaignProblem::OutcomeId { id: id.to_owned() }, section.mark);
    }
    Some(())
}

fn followed(section: &Section<'_>, kin: &Kin<'_>, place: usize) -> Option<Followed> {
    let field = section.field("of")?;
    let id = field.text()?;
    if id == REPLY {
        return Some(Followed { of: None });
    }
    match kin.place(&id) {
        Some(of) => Some(Followed { of: Some((of, field.mark())) }),
        None if field.ctx.is_full() => None,
        None => {
            let known = std::iter::once(REPLY).chain(kin.others(place));
            field.ctx.report(ValueProblem::unknown("outcome", &id, known), field.mark())
        }
    }
}

/// Reports outcomes that follow themselves, by way of others.
fn check_circles(sections: &[(&str, Section<'_>)], followed: &[Option<Followed>]) -> Option<()> {
    let followed: Vec<Option<(usize, Mark)>> = followed.iter().map(|followed| followed.and_then(|it| it.of)).collect();
    let mut sound = Some(());
    for (place, (_, section)) in sections.iter().enumerate() {
        let circle = circle(&followed, place);
        // Each is told once, at the first of it.
        if circle.iter().min() == Some(&place) {
            let by = circle[1..].iter().map(|&link| sections[link].0.to_owned()).collect();
            let marks = circle.iter().filter_map(|&link| Some((followed[link]?.1, "the circle goes on here")));
            let problem = CampaignProblem::OutcomeCircle { path: section.join("of"), by };
            section.ctx.blame(problem, &marks.collect::<Vec<_>>());
            sound = None;
        }
    }
    sound
}

/// Gives all cases the outcomes of all, in the same places: each after what it follows, as far as the cases agree on that,
/// otherwise in the order of the file. What a case does not have it never reaches.
pub(super) fn align(cases: &mut [&mut Case]) {
    let lists = || cases.iter().map(|case| &**case);
    let mut first: Vec<&Outcome> = Vec::new();
    let mut parents: HashMap<&str, Vec<&str>> = HashMap::new();
    for case in lists() {
        for outcome in &case.outcomes {
            let known = parents.entry(&outcome.id).or_insert_with(|| {
                first.push(outcome);
                Vec::new()
            });
            known.extend(outcome.of.map(|of| case.outcomes[of].id.as_str()));
        }
    }
    let mut order: Vec<&str> = Vec::new();
    while order.len() < first.len() {
        let mut left = first.iter().map(|outcome| outcome.id.as_str()).filter(|id| !order.contains(id));
        let is_next = |id: &&str| parents[id].iter().all(|parent| order.contains(parent) || parent == id);
        let next = left.clone().find(is_next).or_else(|| left.next());
        order.extend(next);
    }
    let places: HashMap<String, usize> = order.iter().map(|id| id.to_string()).zip(0..).collect();
    let model: Vec<Outcome> = order
        .iter()
        .filter_map(|id| {
            let case = lists().find(|case| case.outcomes.iter().any(|outcome| outcome.id == *id))?;
            let outcome = case.outcomes.iter().find(|outcome| outcome.id == *id)?;
            let of = outcome.of.map(|of| places[&case.outcomes[of].id]);
            Some(Outcome { of, ..never(id) })
        })
        .collect();
    for case in cases.iter_mut().filter(|case| !case.outcomes.iter().map(|it| &it.id).eq(model.iter().map(|it| &it.id)))
    {
        let own: Vec<usize> = case.outcomes.iter().map(|outcome| places[&outcome.id]).collect();
        let mut all = model.clone();
        for (mut outcome, &place) in std::mem::take(&mut case.outcomes).into_iter().zip(&own) {
            outcome.of = outcome.of.map(|of| own[of]);
            if let AnyRate::Tied(tie) = &mut outcome.rate {
                tie.of = own[tie.of];
            }
            all[place] = outcome;
        }
        case.outcomes = all;
    }
}

/// The ids of the outcomes of a file, in the order of the cases, as far as there are any; then those that other variants
/// state.
pub(super) fn ids<'v>(cases: Option<&Case>, tables: impl Iterator<Item = &'v Table>) -> Vec<String> {
    let mut ids: Vec<String> =
        cases.into_iter().flat_map(|case| &case.outcomes).map(|outcome| outcome.id.clone()).collect();
    let stated = tables.filter_map(|table| table.get("outcome")?.node.table()).flat_map(|table| &table.entries);
    for entry in stated {
        if ids.len() < MAX_OUTCOMES && !ids.contains(&entry.key) {
            ids.push(entry.key.clone());
        }
    }
    ids
}

/// An outcome that no reply leads to.
fn never(id: &str) -> Outcome {
    let none = Distribution::fixed(0.0).and_then(Rate::new).expect("0 is a share");
    Outcome {
        id: id.to_owned(),
        of: None,
        rate: none.into(),
        delay: Delay::fixed(0.0).expect("it is not negative").into(),
        value: Worth::nothing(),
        minutes: Minutes::default(),
    }
}
