//! What a page has to say: an answer, its tables, and what else is known.

use maud::{Markup, html};

use super::markup::{Grid, paragraph};

/// An answer, as a page shows it.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// How it was found and for when, in a line.
    pub(super) facts: String,
    /// The answer in sentences, the finding first.
    pub(super) sentences: Vec<String>,
    /// What else is to be said of it.
    pub(super) notes: Vec<String>,
    /// What is worth a warning.
    pub(super) warnings: Vec<Warning>,
    /// The table by which somebody decides: few columns, and few rows.
    pub(super) table: Option<Grid>,
    /// What follows on the next pages.
    pub(super) parts: Vec<Part>,
}

impl Content {
    /// How the answer was found and for when, in a line.
    pub fn facts(&self) -> &str {
        &self.facts
    }

    /// What is worth a warning, each in a sentence.
    pub fn warnings(&self) -> impl Iterator<Item = &str> {
        self.warnings.iter().map(|warning| warning.said.as_str())
    }

    /// The answer in sentences, the finding first.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// The same with another answer, which is short, under a heading of its own.
    pub fn with(mut self, heading: &str, other: &Content) -> Content {
        let warned: Vec<&str> = other.warnings().collect();
        let body = html! {
            (paragraph("facts", &other.facts)) "\n"
            (paragraph("said", &other.sentences.join(" "))) "\n"
            @if let Some(table) = &other.table { (table) }
            @if !warned.is_empty() { (paragraph("said", &warned.join(" "))) "\n" }
            @for part in &other.parts { h3 { (part.heading) } "\n" (part.body) "\n" }
        };
        self.parts.insert(0, Part::open(heading, body));
        self
    }
}

/// A warning.
#[derive(Debug, Clone)]
pub(super) struct Warning {
    pub(super) said: String,
    /// What it says together, one by one; empty where there is no more to say.
    pub(super) each: Vec<String>,
}

impl Warning {
    /// A warning that says all.
    pub(super) fn new(said: impl Into<String>) -> Warning {
        Warning { said: said.into(), each: Vec::new() }
    }
}

/// A part of a page with a heading.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) body: Markup,
    /// Is it shown only to those who unfold it?
    pub(super) is_folded: bool,
}

/// Tables with more rows than this are folded.
pub(super) const SHORT: usize = 12;

impl Part {
    pub(super) fn open(heading: impl Into<String>, body: Markup) -> Part {
        Part { heading: heading.into(), body, is_folded: false }
    }

    pub(super) fn folded(heading: impl Into<String>, body: Markup) -> Part {
        Part { is_folded: true, ..Part::open(heading, body) }
    }

    /// A part whose table has so many rows.
    pub(super) fn with_rows(heading: impl Into<String>, rows: usize, body: Markup) -> Part {
        Part { is_folded: rows > SHORT, ..Part::open(heading, body) }
    }
}
