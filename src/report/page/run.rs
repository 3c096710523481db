//! The page of a run.

use maud::{Markup, Render, html};

use crate::figures::Figures;
use crate::figures::standing::Standing;
use crate::figures::verdict::{Shortage, Verdict};
use crate::report::overview::Overview;
use crate::report::seat_overview::seats;

use super::content::{Content, Part, SHORT, Warning};
use super::markup::Grid;
use super::tables;

/// The kinds of uncertainty: the name of each, where it shows on the page, and the remedy.
const KINDS: [(&str, &str); 3] = [
    (
        "Simulation error",
        "is how far a printed mean may be off because only so many campaigns were simulated. It is every ± on this page, \
         95 % sure. More trials make it smaller.",
    ),
    (
        "Luck",
        "is that two campaigns with the same reply rate do not get the same number of replies. It really will vary so: \
         more trials do not change it, a longer campaign makes it matter less.",
    ),
    (
        "Not knowing the reply rate",
        "is that a rate stated as a range, or as a short record, is drawn anew for each simulated campaign. A longer \
         record of one's own narrows it; more trials do not.",
    ),
];

/// What these figures say.
pub fn run(figures: &Figures, verdict: &Verdict) -> Content {
    let overview = Overview::new(figures);
    let cases = figures.cases.len();
    let shown = shown(figures);
    let part = |heading: &str, rows: usize, table| Part::with_rows(heading, rows, html! { (table) });
    let parts = [
        targets(figures).map(|targets| part("The targets", figures.targets.len(), html! { (targets) })),
        Some(part("The cases side by side", cases, tables::overview(&overview))),
        seats(figures).map(|seats| part("The seats side by side", seats.rows.len(), tables::seats(&seats))),
        Some(Part::folded("How sure is this?", kinds())),
        (cases > 1).then(|| Part::folded("Against the first case", tables::differences(figures))),
        Some(Part::folded("What each touch did", html! { (tables::touches(figures)) })),
    ];
    Content {
        facts: overview.facts.clone(),
        sentences: verdict.sentences(),
        notes: [verdict.paid_on_note(), verdict.prices_note()].into_iter().flatten().collect(),
        warnings: warnings(verdict),
        table: Some(tables::few(&overview, &overview.few(), &shown)),
        parts: parts.into_iter().flatten().collect(),
    }
}

/// What these figures say in short, as a screen has it, to stand beside another answer: with whether credits run out.
pub fn in_short(figures: &Figures, verdict: &Verdict) -> Content {
    let targets = targets(figures).map(|targets| Part::open("Their targets", html! { (targets) }));
    Content { table: Some(decisive(figures)), parts: targets.into_iter().collect(), ..run(figures, verdict) }
}

/// The table by which somebody decides who looks at a screen, as a part of an HTML document: with whether credits run out.
pub fn table_on_screen(figures: &Figures) -> String {
    decisive(figures).render().into_string()
}

/// Whether each case meets its targets, likewise; nothing where there are none.
pub fn targets_on_screen(figures: &Figures) -> Option<String> {
    targets(figures).map(|targets| targets.render().into_string())
}

fn decisive(figures: &Figures) -> Grid {
    let overview = Overview::new(figures);
    let mut columns = overview.few();
    if let Some(place) = overview.shortage().filter(|place| !columns.contains(place)) {
        columns.insert(columns.len().saturating_sub(1), place);
    }
    tables::few(&overview, &columns, &shown(figures))
}

/// Whether each case meets its targets, if there are any.
fn targets(figures: &Figures) -> Option<Grid> {
    (!figures.targets.is_empty()).then(|| tables::targets(figures))
}

/// Who runs out of credits, all together if they are many.
fn warnings(verdict: &Verdict) -> Vec<Warning> {
    let each = verdict.shortages.iter().map(Shortage::sentence);
    match verdict.shortages_together() {
        Some(said) => vec![Warning { said, each: each.collect() }],
        None => each.map(Warning::new).collect(),
    }
}

/// The places of the cases on the first page: all, or of many the best of each circumstance, of all plans alike, in their
/// order.
fn shown(figures: &Figures) -> Vec<usize> {
    let each = (SHORT / figures.circumstances.len().max(1)).max(1);
    let best = figures.circumstances.iter().flat_map(|of| {
        let order = Standing::among_cases(figures, of.by, of.cases.clone()).order;
        let plan = |place: usize| &figures.cases[place].name.plan;
        let before = |rank: usize| order[..rank].iter().filter(|&&other| plan(other) == plan(order[rank])).count();
        let mut ranks: Vec<usize> = (0..order.len()).collect();
        ranks.sort_by_cached_key(|&rank| before(rank));
        ranks.into_iter().take(each).map(|rank| order[rank]).collect::<Vec<_>>()
    });
    let best: Vec<usize> = best.take(SHORT).collect();
    let all = 0..figures.cases.len();
    if all.len() <= SHORT || best.is_empty() {
        return all.take(SHORT).collect();
    }
    all.filter(|case| best.contains(case)).collect()
}

fn kinds() -> Markup {
    html! {
        p { "Three kinds of uncertainty, which are never mixed, because different things help against them." } "\n"
        dl { "\n"
            @for (kind, text) in KINDS { dt { (kind) } "\n" dd { (text) } "\n" }
        } "\n"
        p {
            "“90 of 100 between” and the bars and bands of the charts hold luck and not knowing the rate together. “Best” \
             and “runs out” are shares of simulations: they are about both of these as well."
        } "\n"
    }
}
