//! The pages: an answer that can be sent on, each in one file.
//!
//! A page refers to nothing outside of it, and forbids itself to. Whatever comes from a scenario is escaped. Its tables can
//! be sorted where scripts run, and read where they do not.
//!
//! All pages are made alike. What is printed on the first sheet of paper is for somebody who decides: the question, the
//! answer, a small table, one chart, and what it rests on. The rest follows, folded where it is long. What there is to say
//! is a [`Content`], which each kind of answer makes in a file of its own here; what holds for every answer about a scenario
//! is its [`Basis`].

mod basis;
mod calibration;
mod content;
mod forecast;
mod grounds;
mod markup;
mod optimum;
mod pilot;
mod rules;
mod run;
mod sensitivity;
mod sweep;
mod tables;

#[cfg(test)]
mod tests;

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

pub use basis::{Basis, Stated};
pub use calibration::calibration;
pub use content::Content;
pub use forecast::forecast;
pub use optimum::optimum;
pub use pilot::pilot;
pub use run::{in_short, run, table_on_screen, targets_on_screen};
pub use sensitivity::sensitivity;
pub use sweep::sweep;

use crate::report::overview::Cell;
use content::{Part, Warning};
use markup::{Column, Grid, Text, embedded, is_tall, list, paragraph, stem};

/// The style sheet of the page.
const STYLE: &str = include_str!("page/style.css");
/// The script that sorts its tables, and unfolds it.
const SCRIPT: &str = include_str!("page/page.js");

/// All that a page shows.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// What it is about: the name of the scenario.
    pub title: &'a str,
    /// The question in a line, perhaps empty.
    pub question: &'a str,
    /// The answer.
    pub content: Content,
    /// Its charts, the one that says most first.
    pub charts: Vec<Picture<'a>>,
    /// What the answer rests on, if it is about a scenario.
    pub basis: Option<Basis<'a>>,
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

/// The page as an HTML document.
pub fn page_html(page: &Page<'_>) -> Vec<u8> {
    let name = Text(page.title);
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
                    div.summary { "\n" (summary(page)) } "\n"
                    @for part in parts(page) { (section(&part)) }
                } "\n"
                script { "\n" (PreEscaped(SCRIPT)) } "\n"
            } "\n"
        } "\n"
    };
    document.into_string().into_bytes()
}

/// What somebody needs who decides.
fn summary(page: &Page<'_>) -> Markup {
    let Content { facts, sentences, notes, warnings, table, .. } = &page.content;
    let used = page.basis.as_ref().map(Basis::used).unwrap_or_default();
    html! {
        header { "\n"
            h1 { (Text(page.title)) } "\n"
            @if !page.question.is_empty() { (paragraph("lead", page.question)) }
            (paragraph("facts", facts))
        } "\n"
        section.verdict aria-label="Verdict" { "\n"
            @if let Some((finding, rest)) = sentences.split_first() {
                (paragraph("finding", finding))
                @if !rest.is_empty() { (paragraph("sure", &rest.join(" "))) }
            }
            @for note in notes { (paragraph("sure", note)) }
            @if !warnings.is_empty() { (warned(warnings)) }
        } "\n"
        @if let Some(table) = table { (table) }
        @if !used.is_empty() {
            dl.used { "\n"
                @for (name, said) in &used { div { dt { (name) } dd { (Text(said)) } } "\n" }
            } "\n"
        }
        @if let Some(first) = page.charts.first() { (chart(first)) }
    }
}

/// Warnings, each with what it stands for, if that is more than it says, folded.
fn warned(warnings: &[Warning]) -> Markup {
    html! {
        ul.warnings { "\n"
            @for Warning { said, each } in warnings {
                li {
                    (Text(said))
                    @if !each.is_empty() { details { summary { "Which" } "\n" (list("each", each)) } }
                } "\n"
            }
        } "\n"
    }
}

/// Everything below the summary.
fn parts(page: &Page<'_>) -> Vec<Part> {
    let mut parts = page.content.parts.clone();
    if let Some(more) = page.charts.get(1..).filter(|more| !more.is_empty()) {
        let heading = if more.len() == 1 { "One more chart".into() } else { format!("{} more charts", more.len()) };
        parts.push(Part::folded(heading, html! { @for picture in more { (chart(picture)) } }));
    }
    parts.extend(page.basis.iter().flat_map(|basis| grounds::parts(basis, !page.charts.is_empty())));
    parts
}

fn section(Part { heading, body, is_folded }: &Part) -> Markup {
    html! {
        section { "\n"
            @if *is_folded {
                details.part { "\n" summary { h2 { (Text(heading)) } } "\n" (body) } "\n"
            } @else {
                h2 { (Text(heading)) } "\n" (body)
            }
        } "\n"
    }
}

fn chart(picture: &Picture<'_>) -> Markup {
    html! {
        figure class=[is_tall(picture.svg).then_some("tall")] { "\n"
            figcaption { (Text(picture.finding)) } "\n"
            div.chart tabindex="0" role="group" aria-label=(Text(picture.finding)) {
                (PreEscaped(embedded(picture.svg, picture.name)))
            } "\n"
        } "\n"
    }
}

/// A drawing as a part of an HTML document, in which nothing else has its ids.
pub fn drawing_html(picture: &Picture<'_>) -> String {
    embedded(picture.svg, picture.name)
}

/// A table of texts as a part of an HTML document: each column with its name, and whether it holds numbers.
pub fn table_html(caption: &str, columns: &[(&str, bool)], rows: Vec<Vec<String>>) -> String {
    let column =
        |&(name, is_number): &(&str, bool)| if is_number { Column::number(name, "") } else { Column::text(name, "") };
    let grid = Grid {
        caption: caption.to_owned(),
        columns: columns.iter().map(column).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(Cell::text).collect()).collect(),
        best: Vec::new(),
    };
    grid.render().into_string()
}

/// The name of a file without its folders, which hold on one machine only.
pub fn file_name(path: &str) -> &str {
    stem(path)
}
