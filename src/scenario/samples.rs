//! Reads samples from a column of a CSV file.

use super::document::context::Context;
use super::document::found::Found;
use super::document::kind::Kind;
use super::document::number::percentage;
use super::document::problem::{TextProblem, ValueProblem};
use super::document::reader::Field;
use super::document::source::{Mark, Role};
use super::document::tree::Table;
use super::problem::RateProblem;
use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;

/// The most columns of a file of samples.
pub(super) const MAX_COLUMNS: usize = 1_000;
/// The most bytes of the names of all columns.
const MAX_HEADER: usize = 100_000;

/// The distribution of the values that `{ samples = "file.csv", column = "…" }` names: each column is read once, however
/// many rates come from it. Everything wrong with them is reported where it stands in the CSV file.
pub(super) fn distribution(field: &Field<'_>, table: &Table) -> Option<Distribution> {
    let (samples, names, place) = samples(field, table)?;
    let make = || samples.read(&names, place).and_then(|values| field.made(Distribution::samples(values)));
    field.ctx.once((samples.source, place, field.kind), make)
}

/// The same, of times.
pub(super) fn delay(field: &Field<'_>, table: &Table) -> Option<Delay> {
    let (samples, names, place) = samples(field, table)?;
    let make = || samples.read(&names, place).and_then(|values| field.delay_made(Delay::samples(values)));
    field.ctx.once((samples.source, place), make)
}

/// The file that is named, the names of its columns, and the place of the one that is meant.
fn samples<'f>(field: &'f Field<'_>, table: &Table) -> Option<(Samples<'f>, Vec<String>, usize)> {
    let mut path = field.inner(table, "samples")?;
    path.kind = Kind::Path;
    let column = field.inner(table, "column").map(|mut column| {
        column.kind = Kind::Name;
        (column.text(), column.mark())
    });
    let written = path.text()?;
    let file = field.ctx.resolve(&written, path.mark());
    let source = field.ctx.open(Role::Samples, &file, &written, Some(path.mark()))?;
    let column = match column {
        Some((None, _)) => return None,
        Some((Some(name), mark)) => Some((name, mark)),
        None => None,
    };
    let samples = Samples { ctx: field.ctx, source, field, blame: path.mark() };
    let names = samples.names()?;
    let place = samples.column(&names, column)?;
    Some((samples, names, place))
}

struct Samples<'s> {
    ctx: &'s Context<'s>,
    source: usize,
    field: &'s Field<'s>,
    /// Where the scenario names the file.
    blame: Mark,
}

/// The sign between the columns of a file where commas should be: it is in the header and in the line below it, and no
/// comma in the header.
fn other_separator(text: &str) -> Option<char> {
    let mut lines = text.lines();
    let (header, below) = (lines.next()?, lines.next()?);
    [';', '\t'].into_iter().find(|&sign| header.contains(sign) && below.contains(sign) && !header.contains(','))
}

impl Samples<'_> {
    /// The names of the columns.
    fn names(&self) -> Option<Vec<String>> {
        let source = self.ctx.source(self.source);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source.text().as_bytes());
        let header = reader.headers().ok()?;
        let start = Mark { source: self.source, start: 0, end: 0 };
        if header.len() > MAX_COLUMNS {
            return self.ctx.report(TextProblem::TooMany { what: "columns", max: MAX_COLUMNS }, start);
        }
        if header.as_slice().len() > MAX_HEADER {
            return self
                .ctx
                .report(TextProblem::TooMany { what: "characters in the names of columns", max: MAX_HEADER }, start);
        }
        if let Some(separator) = other_separator(source.text()) {
            let at = source.text().find(separator).unwrap_or_default();
            let name = if separator == ';' { "semicolons" } else { "tabs" };
            let message = format!("{name} separate its columns; save it with commas, and points in its numbers");
            return self.ctx.report(RateProblem::Csv { message }, Mark { source: self.source, start: at, end: at + 1 });
        }
        Some(header.iter().map(|name| name.trim().to_owned()).collect())
    }

    /// The values of the column in this place.
    fn read(&self, names: &[String], place: usize) -> Option<Vec<f64>> {
        let source = self.ctx.source(self.source);
        let text = source.text();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let (mut values, mut clean) = (Vec::new(), true);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let start = error.position().map_or(0, |position| position.byte() as usize);
                    let mark = Mark { source: self.source, start, end: start };
                    return self.ctx.report(RateProblem::Csv { message: error.to_string() }, mark);
                }
            };
            if record.iter().skip(names.len()).any(|cell| !cell.trim().is_empty()) {
                clean = false;
                let message = format!("more cells in this line than columns, which are {}; ", names.len())
                    + "numbers take a point for their decimals, and texts with a comma stand in double quotes";
                self.ctx.note(RateProblem::Csv { message }, self.mark(text, &record, names.len()));
                continue;
            }
            let cell = record.get(place).unwrap_or_default();
            match self.value(cell) {
                Some(value) => values.push(value),
                None => {
                    clean = false;
                    let kind = ValueProblem::Value {
                        path: names.get(place).cloned().unwrap_or_default(),
                        found: if cell.trim().is_empty() {
                            Found::Nothing
                        } else {
                            Found::Text(cell.chars().take(60).collect())
                        },
                        allowed: self.field.range(),
                    };
                    self.ctx.note(kind, self.mark(text, &record, place));
                }
            }
        }
        if values.is_empty() && clean {
            let start = text.len();
            return self.ctx.report(RateProblem::NoSamples, Mark { source: self.source, start, end: start });
        }
        clean.then_some(values)
    }

    /// The place of the column that is named, or of the only one.
    fn column(&self, names: &[String], column: Option<(String, Mark)>) -> Option<usize> {
        match column {
            Some((name, mark)) => names.iter().position(|known| *known == name.trim()).or_else(|| {
                self.ctx.report(ValueProblem::unknown("column", &name, names.iter().map(String::as_str)), mark)
            }),
            None if names.len() > 1 => self.ctx.report(RateProblem::NoColumn { known: names.to_vec() }, self.blame),
            None if names.first().is_some_and(|name| self.value(name).is_some()) => {
                let mark = Mark { source: self.source, start: 0, end: names[0].len() };
                self.ctx.report(RateProblem::NoHeader { found: names[0].clone() }, mark)
            }
            // An empty file has no header and so no first column, but no record either that would lack it.
            None => Some(0),
        }
    }

    fn value(&self, cell: &str) -> Option<f64> {
        let cell = cell.trim();
        let share = if matches!(self.field.kind, Kind::Rate | Kind::TiedRate) { percentage(cell) } else { None };
        let value: f64 = share.or_else(|| cell.parse().ok())?;
        (0.0..=self.field.largest()).contains(&value).then_some(value + 0.0)
    }

    /// Where a cell stands; for a record with quotes, the line on which the record begins.
    fn mark(&self, text: &str, record: &csv::StringRecord, place: usize) -> Mark {
        let byte = record.position().map_or(0, |position| position.byte() as usize);
        let rest = text.get(byte..).unwrap_or_default();
        // The position may be that of the line break before the record.
        let start = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let before: usize = record.iter().take(place).map(|cell| cell.len() + 1).sum();
        let length = record.get(place).map_or(0, str::len);
        let whole = Mark { source: self.source, start, end: start + line.len() };
        if line.contains('"') || length == 0 || before + length > line.len() {
            whole
        } else {
            Mark { start: start + before, end: start + before + length, ..whole }
        }
    }
}
