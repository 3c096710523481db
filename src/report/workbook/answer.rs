//! The first sheet: the question, the answer, and what it rests on, with the two charts that decide.

use std::collections::BTreeSet;

use csv::StringRecord;
use jiff::civil::Date;
use rust_xlsxwriter::{Chart, ChartAxisCrossing, ChartLegendPosition, ChartSolidFill, ChartType, Worksheet, XlsxError};

use crate::domain::case::Case;
use crate::domain::plan::{Billing, Plan};
use crate::report::cell::as_chosen;
use crate::report::table_file::TableFile;
use crate::words::visible::{capital, clean};

use super::{Cover, Looks, Ranking, date, printed, shown};

/// The name of the sheet, the column of names in its small table of cases, and the first one of numbers; names take the
/// columns between.
const ANSWER: &str = "Answer";
const NAME: u16 = 1;
const FIRST_NUMBERS: u16 = 4;
/// Sentences take this width, in columns of the sheet and in characters.
const WIDTH: (u16, usize) = (6, 100);
/// Charts show the first cases, no more than this.
const MOST_CASES: usize = 24;
/// The width of a chart, the height of its frame and that of a case [pixels].
const CHART: (u32, u32, u32) = (760, 130, 26);

/// A sheet that is filled from top to bottom.
struct Lines<'s> {
    sheet: &'s mut Worksheet,
    looks: &'s Looks,
    next: u32,
}

impl Lines<'_> {
    /// A sentence, with what it is about before it where that is not the same as above it.
    fn add(&mut self, about: &str, text: &str, is_bold: bool) -> Result<(), XlsxError> {
        let format = if is_bold { self.looks.bold.clone().set_text_wrap() } else { self.looks.wrapped.clone() };
        let text = shown(text);
        self.sheet.write_string_with_format(self.next, 0, about, &self.looks.bold)?;
        self.sheet.merge_range(self.next, 1, self.next, WIDTH.0, &text, &format)?;
        let lines = text.chars().count().div_ceil(WIDTH.1).max(1);
        self.sheet.set_row_height(self.next, 15 * lines as u32)?;
        self.next += 1;
        Ok(())
    }

    fn all<S: AsRef<str>>(&mut self, about: &str, texts: impl IntoIterator<Item = S>) -> Result<(), XlsxError> {
        for (place, text) in texts.into_iter().enumerate() {
            self.add(if place == 0 { about } else { "" }, text.as_ref(), false)?;
        }
        Ok(())
    }
}

/// Fills the sheet.
pub(super) fn add(
    sheet: &mut Worksheet,
    looks: &Looks,
    cover: &Cover<'_>,
    held: &[&TableFile<'_>],
    left_out: &[&TableFile<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name(ANSWER)?;
    sheet.set_column_width(0, 16)?;
    sheet.set_column_range_width(1, WIDTH.0, 17)?;
    sheet.set_screen_gridlines(false);
    printed(sheet);
    let mut lines = Lines { sheet, looks, next: 0 };
    lines.add("Question", cover.question, true)?;
    lines.all("", Some(cover.description).filter(|description| !description.is_empty()))?;
    if let Some((finding, rest)) = cover.answer.split_first() {
        lines.add("Answer", finding, true)?;
        lines.all("", rest)?;
    }
    lines.all("Played", [&cover.played])?;
    first_days(&mut lines, cover.cases)?;
    prices(&mut lines, cover.cases)?;
    lines.all("", &cover.prices)?;
    lines.all("Rules", cover.rulebooks.iter().map(|rulebook| rulebook.name.as_str()))?;
    lines.all("Look at again", &cover.warnings)?;
    lines
        .all("Left out", left_out.iter().map(|table| format!("{} is too long for a sheet", table.table.file_name())))?;
    lines.all("Repeated by", [&cover.repeated])?;
    if let Some((summary, ranked)) = held.iter().find(|table| table.stem() == "summary").zip(cover.ranked.as_ref()) {
        charts(&mut lines, summary, cover, ranked)?;
    }
    Ok(())
}

/// The first day of the cases, each once as far as there is room.
fn first_days(lines: &mut Lines<'_>, cases: &[Case]) -> Result<(), XlsxError> {
    let days: BTreeSet<Date> = cases.iter().map(|case| case.calendar.start).collect();
    lines.sheet.write_string_with_format(lines.next, 0, "First day", &lines.looks.bold)?;
    for (place, day) in (1..=WIDTH.0).zip(days.into_iter().filter_map(date)) {
        lines.sheet.write_datetime_with_format(lines.next, place, &day, &lines.looks.left_date)?;
    }
    lines.next += 1;
    Ok(())
}

/// The prices used: each plan as it is charged, once.
fn prices(lines: &mut Lines<'_>, cases: &[Case]) -> Result<(), XlsxError> {
    let mut charged: Vec<(Plan, Billing, &str)> = Vec::new();
    for case in cases {
        for seat in case.team().iter() {
            for plan in seat.plans() {
                let row = (plan.clone(), case.billing, case.price_currency());
                if !charged.contains(&row) {
                    charged.push(row);
                }
            }
        }
    }
    let (sheet, looks) = (&mut *lines.sheet, lines.looks);
    let headings = ["Prices used", "plan", "price a month", "  currency", "billed", "credits a month", "cap"];
    for (place, heading) in (0..).zip(headings) {
        let is_number = matches!(place, 2 | 5 | 6);
        sheet.write_string_with_format(
            lines.next,
            place,
            heading,
            if is_number { &looks.right } else { &looks.bold },
        )?;
    }
    for (row, (plan, billing, currency)) in (lines.next + 1..).zip(&charged) {
        sheet.write_string(row, 1, shown(&plan.name))?;
        if let Some(price) = plan.price(*billing) {
            sheet.write_number_with_format(row, 2, price.units(), &looks.amount)?;
        }
        sheet.write_string_with_format(row, 3, shown(currency), &looks.indented)?;
        let billed = match billing {
            Billing::Monthly => "monthly",
            Billing::Annual => "annually",
        };
        sheet.write_string(row, 4, billed)?;
        sheet.write_number(row, 5, plan.credits_per_month)?;
        sheet.write_number(row, 6, plan.cap)?;
    }
    lines.next += 1 + charged.len() as u32;
    Ok(())
}

/// Bars of a length for each case.
struct Bars {
    title: String,
    kind: ChartType,
    series: Vec<Series>,
}

/// Bars of one colour: what people call them, and their lengths.
struct Series {
    heading: String,
    values: Vec<Option<f64>>,
    colour: u32,
}

/// What decides: the figure that ranks, and what the account really receives, as columns of the summary have it.
fn bars(ranked: &Ranking, column: impl Fn(&str) -> Vec<Option<f64>>) -> [Bars; 2] {
    let series = |heading: &str, values, colour| Series { heading: heading.to_owned(), values, colour };
    [
        Bars {
            title: clean(&capital(&ranked.figure)),
            kind: ChartType::Bar,
            series: vec![series(&ranked.figure, ranked.values.clone(), 0x0072B2)],
        },
        Bars {
            title: "Effective credits: granted and returned".to_owned(),
            kind: ChartType::BarStacked,
            series: vec![
                series("credits granted", column("granted"), 0x56B4E9),
                series("credits returned", column("refunded"), 0x009E73),
            ],
        },
    ]
}

/// Charts of what decides, drawn by the program that opens the workbook, from a small table of cases by the names that people
/// have for them.
fn charts(
    lines: &mut Lines<'_>,
    summary: &TableFile<'_>,
    cover: &Cover<'_>,
    ranked: &Ranking,
) -> Result<(), XlsxError> {
    let place = |name: &str| summary.columns.iter().position(|column| column.name == name);
    let rows: Vec<StringRecord> = summary.rows().take(MOST_CASES).collect();
    let (head, shown) = (lines.next + 1, rows.len() as u32);
    let height = CHART.1 + CHART.2 * shown;
    let name_of = |id: &str| {
        let case = cover.cases.iter().find(|case| case.name.id() == id);
        case.map_or_else(|| id.to_owned(), |case| case.name.to_string())
    };
    lines.sheet.write_string_with_format(head, 0, "Shown below", &lines.looks.bold)?;
    lines.sheet.write_string_with_format(head, NAME, "case", &lines.looks.bold)?;
    for (row, cells) in (head + 1..).zip(&rows) {
        lines.sheet.write_string(row, NAME, self::shown(&name_of(as_chosen(&cells[0]))))?;
    }
    let (mut next, mut column) = (head + shown + 2, FIRST_NUMBERS);
    let of_column = |name: &str| {
        let from = place(name);
        rows.iter().map(|cells| from.and_then(|from| cells[from].parse::<f64>().ok())).collect()
    };
    for Bars { title, kind, series } in bars(ranked, of_column) {
        let mut chart = Chart::new(kind);
        let has_loss = series.iter().flat_map(|of| &of.values).flatten().any(|&value| value < 0.0);
        for Series { heading, values, colour } in series {
            lines.sheet.write_string_with_format(head, column, self::shown(&heading), &lines.looks.right)?;
            for (row, value) in (head + 1..).zip(values.into_iter().take(rows.len())) {
                if let Some(number) = value {
                    lines.sheet.write_number_with_format(row, column, number, &lines.looks.amount)?;
                }
            }
            let last = head + shown;
            let bars = chart.add_series().set_categories((ANSWER, head + 1, NAME, last, NAME));
            bars.set_values((ANSWER, head + 1, column, last, column)).set_name((ANSWER, head, column)).set_gap(60);
            bars.set_format(ChartSolidFill::new().set_color(colour));
            column += 1;
        }
        chart.title().set_name(&title);
        // Of bars the cases are on the upright axis: the first on top, and the numbers below them.
        chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
        if !has_loss {
            chart.x_axis().set_min(0);
        }
        chart.x_axis().set_num_format("General");
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_width(CHART.0).set_height(height).set_alt_text(&title);
        lines.sheet.insert_chart(next, 1, &chart)?;
        next += height / 20 + 2;
    }
    Ok(())
}
