//! `report.xlsx`: all tables in one workbook, for people who work on in a spreadsheet.
//!
//! The first sheet says what was asked and what came of it; each table is a sheet, whose cells are numbers and dates rather
//! than text that looks like them; then the charts as pictures, and what the columns mean. All of the tables follows from
//! their files. The same run gives the same bytes: no clock is asked.

mod answer;
mod pictures;

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::domain::case::Case;
use crate::domain::plan::Rulebook;
use crate::words::visible::clean;

use super::cell::as_chosen;
use super::table::{Column, Kind};
use super::table_file::TableFile;
use pictures::add_pictures;

/// The end of the name of a workbook.
pub const WORKBOOK: &str = ".xlsx";

/// The name of the workbook that belongs to the page of this name.
pub fn workbook_name(page: &str) -> String {
    format!("{}{WORKBOOK}", page.trim_end_matches(".html"))
}

/// A table with more rows has no sheet: it would take programs long to open, and few could read it.
const MOST_ROWS: usize = 50_000;
/// A cell holds no longer text [characters].
const LONGEST: usize = 32_000;
/// Columns are no wider than this, and those of text no narrower [characters].
const WIDTHS: (usize, usize) = (10, 44);

/// What the first sheet says.
#[derive(Debug, Clone)]
pub struct Cover<'a> {
    /// The name of the scenario: its question.
    pub question: &'a str,
    /// A line about it, perhaps empty.
    pub description: &'a str,
    /// The answer in sentences, the finding first.
    pub answer: Vec<String>,
    /// What was played, in words.
    pub played: String,
    /// What ranks the cases, where a run has played them.
    pub ranked: Option<Ranking>,
    /// The cases, for the prices that they charge.
    pub cases: &'a [Case],
    /// A note on the prices.
    pub prices: Option<String>,
    /// The rulebooks of the cases.
    pub rulebooks: &'a [Rulebook],
    /// What is doubtful in the scenario.
    pub warnings: Vec<String>,
    /// How it is repeated.
    pub repeated: String,
}

/// What ranks cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// What people call the figure.
    pub figure: String,
    /// Its mean for each case, in their order; nothing where it is undefined.
    pub values: Vec<Option<f64>>,
}

/// A chart as a picture.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// Its finding, in a sentence.
    pub finding: &'a str,
    /// The PNG.
    pub png: &'a [u8],
}

/// What workbooks look like.
struct Looks {
    bold: Format,
    heading: Format,
    /// The heading of numbers and dates.
    over_numbers: Format,
    right: Format,
    indented: Format,
    wrapped: Format,
    date: Format,
    left_date: Format,
    share: Format,
    amount: Format,
}

impl Looks {
    fn new() -> Looks {
        let top = || Format::new().set_align(FormatAlign::Top);
        let bold = top().set_bold();
        let right = bold.clone().set_align(FormatAlign::Right);
        let heading = |like: &Format| like.clone().set_text_wrap().set_border_bottom(FormatBorder::Thin);
        let date = Format::new().set_num_format("yyyy-mm-dd");
        Looks {
            heading: heading(&bold),
            over_numbers: heading(&right),
            right,
            indented: Format::new().set_indent(1),
            wrapped: top().set_text_wrap(),
            bold,
            left_date: date.clone().set_align(FormatAlign::Left),
            date,
            share: Format::new().set_num_format("0.0%"),
            amount: Format::new().set_num_format("#,##0.00"),
        }
    }

    /// How the cells of a column are shown; what has another unit in each row as it is.
    fn of(&self, column: &Column) -> Option<&Format> {
        match column.kind {
            Kind::Date => Some(&self.date),
            Kind::Number if column.unit == "share" => Some(&self.share),
            Kind::Number if !column.unit.starts_with("as ") => Some(&self.amount),
            _ => None,
        }
    }
}

/// The workbook of this answer, these tables and these pictures.
pub fn workbook_xlsx(
    cover: &Cover<'_>,
    tables: &[TableFile<'_>],
    pictures: &[Drawn<'_>],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let about = DocProperties::new().set_title(clean(cover.question)).set_creation_datetime(&created);
    workbook.set_properties(&about);
    // A fifth larger than with the usual level, and packed in half the time.
    workbook.set_zip_compression_level(2);
    let looks = Looks::new();
    let currency = currency(cover.cases);
    let (mut held, mut left_out) = (Vec::new(), Vec::new());
    for table in tables {
        let is_small = table.rows().nth(MOST_ROWS).is_none();
        if is_small { &mut held } else { &mut left_out }.push(table);
    }
    answer::add(workbook.add_worksheet(), &looks, cover, &held, &left_out)?;
    for table in &held {
        add_table(workbook.add_worksheet(), &looks, table, &currency)?;
    }
    if !pictures.is_empty() {
        add_pictures(workbook.add_worksheet(), &looks, pictures)?;
    }
    add_columns(workbook.add_worksheet(), &looks, tables, &currency)?;
    workbook.save_to_buffer()
}

/// The currency, where all cases have the same.
fn currency(cases: &[Case]) -> String {
    let mut labels = cases.iter().map(|case| case.currency.as_str());
    let first = labels.next().filter(|label| !label.is_empty()).unwrap_or("currency");
    if labels.all(|label| label == first) { clean(first) } else { "currency".into() }
}

/// A unit for people.
fn unit(column: &Column, currency: &str) -> String {
    column.unit.replace("currency", currency)
}

/// Text as a cell holds it.
fn shown(text: &str) -> String {
    clean(text).chars().take(LONGEST).collect()
}

fn heading(sheet: &mut Worksheet, looks: &Looks, names: &[(String, Kind)]) -> Result<(), XlsxError> {
    for (place, (name, kind)) in (0..).zip(names) {
        let is_text = matches!(kind, Kind::Text | Kind::Value);
        sheet.write_string_with_format(0, place, name, if is_text { &looks.heading } else { &looks.over_numbers })?;
    }
    sheet.set_row_height(0, 30)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    printed(sheet);
    Ok(())
}

/// On paper a sheet is as wide as the page.
fn printed(sheet: &mut Worksheet) {
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
}

/// A sheet of a table: a row for each of its rows, with the unit under each name.
fn add_table(sheet: &mut Worksheet, looks: &Looks, table: &TableFile<'_>, currency: &str) -> Result<(), XlsxError> {
    sheet.set_name(table.stem())?;
    let named = |column: &Column| match unit(column, currency) {
        unit if unit.is_empty() => (clean(&column.name), column.kind),
        unit => (format!("{}\n[{unit}]", clean(&column.name)), column.kind),
    };
    let names: Vec<(String, Kind)> = table.columns.iter().map(named).collect();
    heading(sheet, looks, &names)?;
    // The button of the filter takes the room of some letters.
    let of_name =
        |(name, _): &(String, Kind)| name.lines().map(|line| line.chars().count() + 3).max().unwrap_or_default();
    let mut widths: Vec<usize> = names.iter().map(|name| of_name(name).max(WIDTHS.0)).collect();
    for (place, column) in (0..).zip(&table.columns) {
        if let Some(format) = looks.of(column) {
            sheet.set_column_format(place, format)?;
        }
    }
    let mut last = 0;
    for (row, cells) in (1..).zip(table.rows()) {
        for ((place, cell), (column, width)) in (0..).zip(&cells).zip(table.columns.iter().zip(&mut widths)) {
            if write_cell(sheet, (row, place), column.kind, cell)? {
                *width = (*width).max(cell.chars().count() + 1);
            }
        }
        last = row;
    }
    for (place, width) in (0..).zip(widths) {
        sheet.set_column_width(place, width.min(WIDTHS.1) as u32)?;
    }
    if last > 0 {
        sheet.autofilter(0, 0, last, names.len() as u16 - 1)?;
    }
    Ok(())
}

/// Writes a cell as what it is, and tells whether that is text; nothing into an empty one.
fn write_cell(sheet: &mut Worksheet, (row, place): (u32, u16), kind: Kind, cell: &str) -> Result<bool, XlsxError> {
    let number = || cell.parse::<f64>().ok().filter(|number| number.is_finite());
    match kind {
        _ if cell.is_empty() => return Ok(false),
        Kind::Whole | Kind::Number | Kind::Value => {
            if let Some(number) = number() {
                sheet.write_number(row, place, number)?;
                return Ok(false);
            }
        }
        Kind::Date => {
            if let Some(date) = cell.parse().ok().and_then(date) {
                sheet.write_datetime(row, place, &date)?;
                return Ok(false);
            }
        }
        Kind::Text => {}
    }
    // What is stated as text is never computed: the quote before what looks like a formula has no use.
    sheet.write_string(row, place, shown(as_chosen(cell)))?;
    Ok(true)
}

/// A date, if spreadsheets know it.
fn date(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(date.year().try_into().ok()?, date.month() as u8, date.day() as u8).ok()
}

/// The last sheet: what the columns mean.
fn add_columns(
    sheet: &mut Worksheet,
    looks: &Looks,
    tables: &[TableFile<'_>],
    currency: &str,
) -> Result<(), XlsxError> {
    sheet.set_name("Columns")?;
    heading(sheet, looks, &["table", "column", "unit", "meaning"].map(|name| (name.to_owned(), Kind::Text)))?;
    let columns = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table.stem(), column)));
    for (row, (table, column)) in (1..).zip(columns) {
        let cells = [table.to_owned(), clean(&column.name), unit(column, currency), column.meaning.clone()];
        for (place, text) in (0..).zip(cells) {
            sheet.write_string(row, place, shown(&text))?;
        }
    }
    for (place, width) in (0..).zip([14, 30, 18, 90]) {
        sheet.set_column_width(place, width)?;
    }
    Ok(())
}
