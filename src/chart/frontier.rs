//! The frontier: what each combination costs against the replies that it brings, and what each further reply costs.

mod plot;

use crate::figures::number::{money, number, whole};
use crate::study::optimum::Optimum;
use crate::study::optimum::frontier::Corner;
use crate::study::race::{Keeps, Verdict};

use super::legend::{Legend, Sample, occurring};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREY, ORANGE, VERMILION};
use super::{Chart, ChartError};

/// The stem of the names of its files.
pub const FRONTIER: &str = "frontier";

/// The chart of a search among combinations; none if no campaign brings a reply.
pub fn frontier(optimum: &Optimum<'_>) -> Result<Option<Chart>, ChartError> {
    let entrants = &optimum.race.entrants;
    if !entrants.iter().any(|entrant| entrant.replies > 0.0) {
        return Ok(None);
    }
    let facts = format!(
        "{} combination{} · at most {} simulations each",
        whole(entrants.len() as u64),
        if entrants.len() == 1 { "" } else { "s" },
        whole(optimum.contest.trials)
    );
    let finding = finding(optimum);
    let head = Head::for_scenario(finding.clone(), "Cost against replies", optimum.name, &facts);
    let mut sheet = Sheet::new(FRONTIER, head, &legend(optimum));
    let bottom = plot::draw(&mut sheet.pen, optimum, sheet.top + 14);
    sheet.finish(bottom + 14, &note(optimum), &description(optimum, &finding)).map(Some)
}

/// Who is best, and what replies beyond it cost.
fn finding(optimum: &Optimum<'_>) -> String {
    let found = optimum.finding();
    let found = found.trim_end_matches('.');
    let frontier = optimum.frontier();
    let Some(first) = optimum.race.entrants.first() else { return found.to_owned() };
    let after = frontier.0.iter().skip_while(|corner| corner.entrant.number != first.number).nth(1);
    match after {
        Some(corner) => {
            format!("{found}; each reply beyond that costs {}", money(corner.each_further, optimum.currency))
        }
        None => found.to_owned(),
    }
}

fn legend(optimum: &Optimum<'_>) -> Legend {
    let fails = || optimum.race.entrants.iter().map(|entrant| entrant.keeps == Keeps::No);
    Legend::new(vec![occurring([
        (true, Sample::Point(VERMILION), first_is(optimum)),
        (true, Sample::Point(BLUE), "on the frontier: further replies at the least cost each"),
        (fails().any(|fails| !fails), Sample::Point(GREY), "other"),
        (fails().any(|fails| fails), Sample::Ring(ORANGE), "fails what is required"),
    ])])
}

fn first_is(optimum: &Optimum<'_>) -> &'static str {
    match optimum.race.verdict {
        Verdict::Best | Verdict::Tie => "best",
        Verdict::Undecided => "looks best",
        Verdict::Infeasible => "nearest to what is required",
        Verdict::Undefined => "first",
    }
}

fn note(optimum: &Optimum<'_>) -> String {
    let least = optimum.race.entrants.iter().map(|entrant| entrant.trials).min().unwrap_or(0);
    let most = optimum.race.entrants.iter().map(|entrant| entrant.trials).max().unwrap_or(0);
    let mut note = "Points are means over the simulations that it took to see that another is better".to_owned();
    note.push_str(&match least == most {
        true => format!(": {}. ", whole(most)),
        false => format!(": {} for most that are far off, up to {} for the best. ", whole(least), whole(most)),
    });
    if !optimum.contest.require.is_empty() {
        let asked: Vec<String> = optimum.contest.require.iter().map(ToString::to_string).collect();
        note.push_str(&format!("Required: {}. ", asked.join("; ")));
    }
    let frontier = optimum.frontier();
    let prices: Vec<String> = frontier.0.iter().map(|corner| money(corner.each_further, optimum.currency)).collect();
    if let [first, rest @ ..] = prices.as_slice() {
        note.push_str(&format!("At the least cost that is drawn in blue or red each reply costs {first}"));
        note.push_str(&match rest {
            [] => ". ".to_owned(),
            rest => format!("; from there on each further one {}. ", rest.join(", then ")),
        });
    }
    note + "Points that would hide each other are drawn once."
}

fn description(optimum: &Optimum<'_>, finding: &str) -> String {
    let corner = |corner: &Corner<'_>| {
        format!(
            "{} costs {}, brings {} replies, each further one for {}",
            optimum.label(corner.entrant),
            money(corner.entrant.cost, optimum.currency),
            number(corner.entrant.replies),
            money(corner.each_further, optimum.currency)
        )
    };
    let corners: Vec<String> = optimum.frontier().0.iter().map(corner).collect();
    format!(
        "{finding}. A point a combination: its cost to the right, its mean replies upwards. On the frontier: {}.",
        if corners.is_empty() { "none".into() } else { corners.join("; ") }
    )
}
