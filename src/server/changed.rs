//! What has changed since: a case before and after, on the same luck.

use serde::Serialize;

use crate::engine::Sampling;
use crate::figures::number::{difference_within, shown};
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Figure, Figures, TWO_SIDED_95};
use crate::scenario::Scenario;
use crate::study::space::settings;
use crate::words::difference::{against, finding};
use crate::words::figure::named;

use super::desk::Desk;
use super::playing::{GoesOn, called, figures, read, together};
use super::state::{Refused, State};

/// What has changed since, for the case that is best now.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Changed {
    said: Vec<String>,
    rows: Vec<Row>,
}

/// A figure before and after.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row {
    figure: String,
    before: String,
    after: String,
    difference: String,
}

/// What is shown before and after, beside the figure that ranks.
const SHOWN: [Figure; 4] = [Figure::RepliesSettled, Figure::CostPerReply, Figure::EffectiveCredits, Figure::Cost];

/// What has changed from a text to a scenario, which comes to these figures: the case that is best now, against the one of the
/// same name, or the best one, before. Nothing where what was before cannot be played.
pub(super) fn changed(
    desk: &Desk,
    before: &str,
    (now, come_to): (&Scenario, &Figures),
    goes_on: GoesOn<'_>,
) -> Result<Option<Changed>, Refused> {
    let before = State { text: before.to_owned(), off: Vec::new() };
    let Ok((before, _)) = read(desk, &before, now.trials) else { return Ok(None) };
    let place = best(come_to);
    let id = now.cases[place].name.id();
    let was = match before.cases.iter().position(|case| case.name.id() == id) {
        Some(place) => place,
        None => {
            best(&figures(desk, &before, &settings(&before, Sampling::default()), goes_on).ok_or(Refused::Dropped)?)
        }
    };
    let both = together(vec![only("before", &before, was), only("now", now, place)])?;
    let played = figures(desk, &both, &settings(&both, Sampling::default()), goes_on).ok_or(Refused::Dropped)?;
    let [first, second] = played.cases.as_slice() else { return Ok(None) };
    if first.currency != second.currency {
        return Ok(None);
    }
    let by = played.circumstances.first().map(|of| of.by);
    let shown = by.into_iter().filter(|by| !SHOWN.contains(by)).chain(SHOWN);
    let rows = shown.filter_map(|figure| row(figure, first, second)).collect();
    Ok(Some(Changed { said: vec![finding(&played)], rows }))
}

/// A scenario of which one case is left, under another name.
fn only(name: &str, scenario: &Scenario, place: usize) -> Scenario {
    let mut case = scenario.cases[place].clone();
    // Both are of one circumstance, so that they can be compared.
    case.name.circumstance = None;
    called(name, Scenario { cases: vec![case], targets: Vec::new(), precision: None, ..scenario.clone() })
}

/// The best case of the first circumstance, or the first one.
fn best(figures: &Figures) -> usize {
    let first = figures.circumstances.first();
    let order = first.map(|of| Standing::among_cases(figures, of.by, of.cases.clone()).order);
    order.and_then(|order| order.first().copied()).unwrap_or(0)
}

/// A figure of both; nothing where one of them has none.
fn row(figure: Figure, before: &CaseFigures, after: &CaseFigures) -> Option<Row> {
    let value = |case: &CaseFigures| Some(shown(figure, case.estimate(figure).mean?));
    let against = against(after, figure);
    let (mean, error) = (against.mean?, TWO_SIDED_95 * against.se.unwrap_or_default());
    let difference = if (mean, error) == (0.0, 0.0) { "the same".to_owned() } else { difference_within(mean, error) };
    Some(Row { figure: named(figure), before: value(before)?, after: value(after)?, difference })
}
