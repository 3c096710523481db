//! What stands around every chart: its finding as the title, what was simulated below it, and notes at the foot.

use crate::words::visible::clean;
use plotters::backend::DrawingBackend;

use crate::figures::Figures;

use super::Shown;
use super::pen::{Drawn, Pen};
use super::style::{MARGIN, NOTE, TITLE, WIDTH};
use super::text::{balance, shorten, width};
use crate::figures::number::fixed;

const ROOM: i32 = WIDTH - 2 * MARGIN;

/// Title and subtitle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// What the chart found.
    pub finding: String,
    title: Vec<String>,
    subtitle: String,
}

impl Head {
    /// The head of the chart of `subject`, say "Cost per reply", with what it found in what is shown.
    pub(super) fn new(finding: String, subject: &str, shown: &Shown<'_>) -> Head {
        let figures = shown.figures;
        let finding = match shown.left_out {
            0 => finding,
            more => format!("{finding} (the first {} of {} cases)", figures.cases.len(), figures.cases.len() + more),
        };
        // The point between plan and what-if stays with the plan.
        let title = finding.replace(" · ", "\u{a0}· ");
        let mut tail = String::new();
        if let Some(weeks) = same_weeks(figures) {
            tail.push_str(&format!(" · {weeks} week{}", if weeks == 1 { "" } else { "s" }));
        }
        let trials = figures.trials;
        tail.push_str(&format!(
            " · {} simulated campaign{}{}",
            fixed(trials as f64, 0),
            if trials == 1 { "" } else { "s" },
            if figures.cases.len() > 1 { " a case" } else { "" }
        ));
        let title = balance(&title, TITLE, ROOM, 4);
        Head { finding, title, subtitle: subtitle(subject, shown.name, &tail) }
    }

    /// The head of a chart of `subject` that is not made from the figures of a run, with what it found in the scenario
    /// called `name`; `tail` says how it was simulated.
    pub(super) fn of(finding: String, subject: &str, name: &str, tail: &str) -> Head {
        Head::titled(finding, &subtitle(subject, name, &format!(" · {tail}")))
    }

    /// A head whose subtitle is made elsewhere.
    pub(super) fn titled(finding: String, subtitle: &str) -> Head {
        let title = balance(&finding.replace(" · ", "\u{a0}· "), TITLE, ROOM, 4);
        Head { finding, title, subtitle: shorten(&clean(subtitle), NOTE, ROOM) }
    }

    /// Where what follows may begin.
    pub(super) fn bottom(&self) -> i32 {
        MARGIN + self.title.len() as i32 * TITLE.line_height() + NOTE.line_height() + 12
    }

    /// Draws it at the top.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        pen.lines(&self.title, TITLE, MARGIN, MARGIN + TITLE.cap_height())?;
        let below = MARGIN + self.title.len() as i32 * TITLE.line_height();
        pen.lines(std::slice::from_ref(&self.subtitle), NOTE, MARGIN, below + NOTE.em)
    }
}

fn subtitle(subject: &str, name: &str, tail: &str) -> String {
    // A long name must not push out what follows it.
    let room = ROOM - width(&format!("{subject} · {tail}"), NOTE);
    format!("{subject} · {}{tail}", shorten(&clean(name), NOTE, room))
}

/// The length of the campaigns, if all have the same.
fn same_weeks(figures: &Figures) -> Option<u32> {
    let weeks = figures.cases.first()?.weeks;
    figures.cases.iter().all(|case| case.weeks == weeks).then_some(weeks)
}

/// Notes at the foot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Foot(Vec<String>);

impl Foot {
    /// A paragraph; none if there is nothing to note.
    pub(super) fn new(note: &str) -> Foot {
        Foot(if note.is_empty() { Vec::new() } else { balance(note, NOTE, ROOM, 6) })
    }

    /// Its height, the margin below it included.
    pub(super) fn height(&self) -> i32 {
        self.0.len() as i32 * NOTE.line_height() + MARGIN
    }

    /// Draws it from the height `top` on.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, top: i32) -> Drawn<DB> {
        pen.lines(&self.0, NOTE, MARGIN, top + NOTE.em)
    }
}
