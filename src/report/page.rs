//! `report.html`: everything about a run on one page that can be sent on.
//!
//! The page is one file: it refers to nothing outside of it, and forbids itself to. Whatever comes from a scenario is
//! escaped. Its tables can be sorted where scripts run, and read where they do not.

mod markup;
mod rules;
mod tables;

#[cfg(test)]
mod tests;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::case::Case;
use crate::domain::plan::Rulebook;
use crate::figures::Figures;
use crate::figures::number::whole;
use crate::figures::verdict::{Shortage, Verdict};

use super::overview::Overview;
use super::seat_overview::seats;
use super::{RunRecord, StopRecord};
use markup::{Text, embedded, list, paragraph, shell, stem};

/// The style sheet of the page.
const STYLE: &str = include_str!("page/style.css");
/// The script that sorts its tables.
const SCRIPT: &str = include_str!("page/sort.js");

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

/// All that the page shows.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The record of the run, without its reports.
    pub run: &'a RunRecord,
    /// A line about the scenario, perhaps empty.
    pub description: &'a str,
    /// Its figures.
    pub figures: &'a Figures,
    /// The verdict on them.
    pub verdict: &'a Verdict,
    /// The charts as SVG documents, each with its finding.
    pub charts: Vec<Picture<'a>>,
    /// The values on which the results rest.
    pub assumptions: Vec<Stated>,
    /// The cases, for the rules that hold in them.
    pub cases: &'a [Case],
    /// The rulebooks of the cases.
    pub rulebooks: &'a [Rulebook],
    /// The rulebooks that are part of the program.
    pub builtin: &'a [Rulebook],
    /// The warnings about the scenario.
    pub warnings: Vec<String>,
}

/// A chart.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The stem of its files' names.
    pub name: &'a str,
    /// The SVG document.
    pub svg: &'a str,
    /// Its finding, in a sentence.
    pub finding: &'a str,
}

/// A value on which the results rest.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The what-if that states it; empty for the base.
    pub what_if: String,
    /// Its dotted path.
    pub path: String,
    /// The value as it is written.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The label that says on whose word it is.
    pub label: String,
    /// The remark on where it comes from.
    pub remark: String,
}

/// The page as an HTML document.
pub fn page_html(page: &Page<'_>) -> Vec<u8> {
    let overview = Overview::new(page.figures);
    let name = Text(&page.run.scenario);
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    let document = html! {
        (DOCTYPE) "\n"
        html lang="en" { "\n"
            head { "\n"
                meta charset="utf-8"; "\n"
                meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
                meta http-equiv="Content-Security-Policy" content=(PreEscaped(policy)); "\n"
                meta name="color-scheme" content="light dark"; "\n"
                title { (name) } "\n"
                style { "\n" (PreEscaped(STYLE)) } "\n"
            } "\n"
            body { "\n"
                main { "\n"
                    header { "\n"
                        h1 { (name) } "\n"
                        @if !page.description.is_empty() { (paragraph("lead", page.description)) }
                        (paragraph("facts", &overview.facts))
                    } "\n"
                    (verdict(page.verdict))
                    @for (heading, content) in sections(page, &overview) {
                        section { "\n" h2 { (heading) } "\n" (content) } "\n"
                    }
                } "\n"
                script { "\n" (PreEscaped(SCRIPT)) } "\n"
            } "\n"
        } "\n"
    };
    document.into_string().into_bytes()
}

/// The sections below the verdict: headings and contents.
fn sections(page: &Page<'_>, overview: &Overview) -> Vec<(&'static str, Markup)> {
    let figures = page.figures;
    let sections = [
        (!figures.targets.is_empty()).then(|| ("The targets", tables::targets(figures))),
        Some(("The cases side by side", tables::overview(overview))),
        seats(figures).map(|seats| ("The seats side by side", tables::seats(&seats))),
        Some(("How sure is this?", kinds())),
        (!page.charts.is_empty()).then(|| ("Charts", html! { @for picture in &page.charts { (chart(picture)) } })),
        (figures.cases.len() > 1).then(|| ("Against the first case", tables::differences(figures))),
        Some(("What each touch did", tables::touches(figures))),
        Some(("What this rests on", tables::assumptions(&page.assumptions))),
        Some(("The rules", rules::rules(page))),
        (!page.warnings.is_empty()).then(|| ("Warnings about the scenario", list("warnings", &page.warnings))),
        Some(("How to repeat this run", repeating(page))),
    ];
    sections.into_iter().flatten().collect()
}

/// The finding first, then how sure it is, and who runs out of credits.
fn verdict(verdict: &Verdict) -> Markup {
    let sentences = verdict.sentences();
    let shortages: Vec<String> = verdict.shortages.iter().map(Shortage::sentence).collect();
    html! {
        section.verdict aria-label="Verdict" { "\n"
            @if let Some((finding, rest)) = sentences.split_first() {
                (paragraph("finding", finding))
                @if !rest.is_empty() { (paragraph("sure", &rest.join(" "))) }
            }
            @if let Some(note) = verdict.prices_note() { (paragraph("sure", &note)) }
            @if !shortages.is_empty() { (list("warnings", &shortages)) }
        } "\n"
    }
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

fn chart(picture: &Picture<'_>) -> Markup {
    html! {
        figure { "\n"
            div.chart tabindex="0" { (PreEscaped(embedded(picture.svg, picture.name))) } "\n"
            figcaption { (Text(picture.finding)) } "\n"
        } "\n"
    }
}

/// Everything that is needed to get the same bytes again.
fn repeating(page: &Page<'_>) -> Markup {
    let run = page.run;
    let file = run.files.first().map(|file| file.name.as_str()).unwrap_or_default();
    let command = std::iter::once(format!("inmail-sim run {}", shell(file)))
        .chain(run.overrides.iter().map(|typed| match typed.split_once(' ') {
            Some((flag, value)) => format!("{flag} {}", shell(value)),
            None => typed.clone(),
        }))
        // A page has a chart at least, unless they were left out.
        .chain(page.charts.is_empty().then(|| "--no-charts".to_owned()))
        .collect::<Vec<_>>()
        .join(" ");
    let precision = run.precision.as_ref().map(|precision| match precision {
        StopRecord::Error(error) => format!("stops at a relative standard error of {error}"),
        StopRecord::Word(word) => format!("stops on the {word}"),
    });
    let rows = [
        ("version", run.version.clone()),
        ("seed", run.seed.to_string()),
        ("simulations a case", whole(run.trials)),
        ("sampling", run.sampling.clone()),
    ];
    let rows = rows.into_iter().chain(precision.map(|precision| ("precision", precision)));
    html! {
        p {
            "The same files, this command and version " (Text(&run.version))
            " of the program give this page again, byte for byte."
        } "\n"
        pre { code { (Text(&command)) } } "\n"
        table.facts { "\n"
            tbody { "\n"
                @for (name, value) in rows {
                    tr { th scope="row" { (name) } td { (Text(&value)) } } "\n"
                }
                @for file in &run.files {
                    tr { th scope="row" { (Text(&file.name)) } td { code { "SHA-256 " (Text(&file.sha256)) } } } "\n"
                }
            } "\n"
        } "\n"
    }
}

/// The name of a file without its folders, which hold on one machine only.
pub fn file_name(path: &str) -> &str {
    stem(path)
}
