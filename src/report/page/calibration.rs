//! The page of a record.

use maud::html;

use crate::domain::distribution::Distribution;
use crate::figures::number::{number, percent, whole};
use crate::record::calibration::{Calibration, Part as Messages, TouchRecord};
use crate::report::overview::Cell;
use crate::words::calibration::finding;

use super::content::{Content, Part, SHORT, Warning};
use super::markup::{Column, Grid};

/// What a record says: what it comes to in sentences, and what is worth a warning.
pub fn calibration(calibration: &Calibration, sentences: Vec<String>, warnings: Vec<String>) -> Content {
    let touches = || calibration.touches.iter();
    let whole_rows = touches().map(|touch| (touch, &touch.all));
    let rows: Vec<_> = touches()
        .flat_map(|touch| std::iter::once(&touch.all).chain(&touch.segments).map(move |part| (touch, part)))
        .collect();
    let all = grid(rows.iter().copied(), &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    Content {
        facts: format!("As of {}", calibration.as_of),
        sentences: finding(calibration).into_iter().chain(sentences).collect(),
        notes: Vec::new(),
        warnings: warnings.into_iter().map(Warning::new).collect(),
        table: Some(grid(whole_rows.take(SHORT), &[0, 2, 3, 5, 6])),
        parts: vec![Part::with_rows("Touches and segments", all.rows.len(), html! { (all) })],
    }
}

/// These columns of the table of touches and segments.
fn grid<'a>(rows: impl Iterator<Item = (&'a TouchRecord, &'a Messages)>, shown: &[usize]) -> Grid {
    let columns = [
        Column::text("touch", ""),
        Column::text("segment", "the people; all where it is empty"),
        Column::number("sent", "how many went out"),
        Column::number("replied", "how many were answered so far, of invitations accepted"),
        Column::number("open", "how many are silent and too young to be given up"),
        Column::number("rate", "the share that will be answered, those that are open counted for what they are"),
        Column::number("90 % sure", "between what that lies"),
        Column::text("half within", "the time in which half of the answers come"),
        Column::text("90 % within", "the time in which nine of ten answers come"),
    ];
    let count = |number: u64| Cell { shown: whole(number), value: Some(number as f64) };
    let row = |(touch, part): (&TouchRecord, &Messages)| {
        let law = Distribution::beta(part.rate.alpha, part.rate.beta);
        let end = |u| law.as_ref().map_or("–".into(), |law| percent(law.quantile(u)));
        let days = |u| match touch.fit.days(u) {
            _ if touch.is_undated() || !part.segment.is_empty() => "–".to_owned(),
            days if days < 1.0 => format!("{} h", number(24.0 * days)),
            days => format!("{} d", number(days)),
        };
        let cells = [
            Cell::text(&touch.touch),
            Cell::text(&part.segment),
            count(part.fates.sent()),
            count(part.fates.replies()),
            count(part.open),
            Cell { shown: percent(part.rate.mean()), value: Some(part.rate.mean()) },
            Cell::text(format!("{} to {}", end(0.05), end(0.95))),
            Cell::text(days(0.5)),
            Cell::text(days(0.9)),
        ];
        shown.iter().map(|&place| cells[place].clone()).collect()
    };
    Grid {
        caption: "The rate is what will come in the end: what is still open may yet be answered.".into(),
        columns: shown.iter().map(|&place| columns[place].clone()).collect(),
        rows: rows.map(row).collect(),
        best: Vec::new(),
    }
}
