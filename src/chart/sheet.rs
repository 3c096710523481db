//! The frame of every chart: its finding as the title, how it was simulated below that, a legend, the body, and notes at
//! the foot.

use crate::figures::number::fixed;
use crate::figures::{CaseFigures, Figures};
use crate::words::bought::length;
use crate::words::visible::clean;

use super::body::{Body, Part};
use super::legend::Legend;
use super::pen::Pen;
use super::style::{MARGIN, NOTE, TITLE, WIDTH};
use super::text::{balance, shorten, width};
use super::{Chart, ChartError, Shown, picture};

const ROOM: i32 = WIDTH - 2 * MARGIN;

/// Title and subtitle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    finding: String,
    title: Vec<String>,
    subtitle: String,
}

impl Head {
    /// A head with the finding as the title.
    pub(super) fn new(finding: String, subtitle: &str) -> Head {
        // The point between plan and what-if stays with the plan.
        let title = balance(&finding.replace(" · ", "\u{a0}· "), TITLE, ROOM, 4);
        Head { finding, title, subtitle: shorten(&clean(subtitle), NOTE, ROOM) }
    }

    /// The head of a chart of `subject`, say "Cost per reply", in the scenario called `name`, simulated as `facts` say.
    pub(super) fn for_scenario(finding: String, subject: &str, name: &str, facts: &str) -> Head {
        // A long name must not push out the facts behind it.
        let room = ROOM - width(&format!("{subject} ·  · {facts}"), NOTE);
        Head::new(finding, &format!("{subject} · {} · {facts}", shorten(&clean(name), NOTE, room)))
    }

    /// The head of a chart of `subject` in the figures of a run.
    pub(super) fn for_run(finding: String, subject: &str, shown: &Shown<'_>) -> Head {
        let Figures { trials, cases, .. } = shown.figures;
        let finding = match shown.left_out {
            0 => finding,
            more => format!("{finding} (the first {} of {} cases)", cases.len(), cases.len() + more),
        };
        let long = |case: &CaseFigures| length(case.start, case.days);
        let is_shared = cases.iter().all(|case| long(case) == long(&cases[0]));
        let weeks = if is_shared { format!("{} · ", long(&cases[0])) } else { String::new() };
        let plural = if *trials == 1 { "" } else { "s" };
        let each = if cases.len() > 1 { " a case" } else { "" };
        let facts = format!("{weeks}{} simulation{plural}{each}", fixed(*trials as f64, 0));
        Head::for_scenario(finding, subject, shown.name, &facts)
    }

    /// Where the next part may begin.
    pub(super) fn bottom(&self) -> i32 {
        MARGIN + self.title.len() as i32 * TITLE.line_height() + NOTE.line_height() + 12
    }
}

/// A chart that is being drawn: head and legend first, then the body, and the foot at the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    /// The stem of the names of the chart's files.
    name: &'static str,
    finding: String,
    /// Draws the body.
    pub pen: Pen,
    /// Where the body may begin.
    pub top: i32,
    /// Empty space below the foot, in addition to the margin.
    pub below: i32,
    /// Where it may be cut into pictures for slides.
    pub parts: Vec<Part>,
}

impl Sheet {
    /// A sheet with this head and legend.
    pub(super) fn new(name: &'static str, head: Head, legend: &Legend) -> Sheet {
        let mut pen = Pen::default();
        pen.lines(&head.title, TITLE, MARGIN, MARGIN + TITLE.cap_height());
        let subtitle = MARGIN + head.title.len() as i32 * TITLE.line_height() + NOTE.em;
        pen.lines(std::slice::from_ref(&head.subtitle), NOTE, MARGIN, subtitle);
        legend.draw(&mut pen, head.bottom());
        Sheet { name, pen, top: head.bottom() + legend.height, finding: head.finding, below: 0, parts: Vec::new() }
    }

    /// The chart with a note at its foot, which begins at the height `top`, or none if the note is empty. `description`
    /// says how to read the chart and what it shows, for those who cannot see it.
    pub(super) fn finish(mut self, top: i32, note: &str, description: &str) -> Result<Chart, ChartError> {
        let body = Body { pen: self.pen.clone(), parts: self.parts, bottom: top, description: description.to_owned() };
        let lines = if note.is_empty() { Vec::new() } else { balance(note, NOTE, ROOM, 6) };
        self.pen.lines(&lines, NOTE, MARGIN, top + NOTE.em);
        let height = top + lines.len() as i32 * NOTE.line_height() + MARGIN + self.below;
        picture::chart(self.name, self.finding, height, &self.pen, body)
    }
}
