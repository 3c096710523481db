//! Reads samples from a column of a CSV file.

use super::context::Context;
use super::kind::Kind;
use super::near::nearest;
use super::problem::{Found, ProblemKind};
use super::rate::percentage;
use super::reader::Field;
use super::source::{Mark, Role};
use super::tree::Table;

/// The values that `{ samples = "file.csv", column = "…" }` names. Everything wrong with them is reported where it
/// stands in the CSV file.
pub(super) fn samples(field: &Field<'_>, table: &Table) -> Option<Vec<f64>> {
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
    Samples { ctx: field.ctx, source, field, blame: path.mark() }.read(column)
}

struct Samples<'s> {
    ctx: &'s Context<'s>,
    source: usize,
    field: &'s Field<'s>,
    /// Where the scenario names the file.
    blame: Mark,
}

impl Samples<'_> {
    fn read(&self, column: Option<(String, Mark)>) -> Option<Vec<f64>> {
        let source = self.ctx.source(self.source);
        let text = source.text();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().ok()?.clone();
        let names: Vec<&str> = header.iter().map(str::trim).collect();
        let place = self.column(&names, column)?;

        let (mut values, mut clean) = (Vec::new(), true);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let start = error.position().map_or(0, |position| position.byte() as usize);
                    let mark = Mark { source: self.source, start, end: start };
                    return self.ctx.report(ProblemKind::Csv { message: error.to_string() }, mark);
                }
            };
            let cell = record.get(place).unwrap_or_default();
            match self.value(cell) {
                Some(value) => values.push(value),
                None => {
                    clean = false;
                    let kind = ProblemKind::Value {
                        path: names.get(place).copied().unwrap_or_default().to_owned(),
                        found: if cell.trim().is_empty() {
                            Found::Nothing
                        } else {
                            Found::Text(cell.chars().take(60).collect())
                        },
                        allowed: self.field.range(),
                    };
                    self.ctx.report::<()>(kind, self.mark(text, &record, place));
                }
            }
        }
        if values.is_empty() && clean {
            let start = text.len();
            return self.ctx.report(ProblemKind::NoSamples, Mark { source: self.source, start, end: start });
        }
        clean.then_some(values)
    }

    /// The place of the column that is named, or of the only one.
    fn column(&self, names: &[&str], column: Option<(String, Mark)>) -> Option<usize> {
        let known = || names.iter().map(|name| name.to_string()).collect();
        match column {
            Some((name, mark)) => names.iter().position(|known| *known == name.trim()).or_else(|| {
                let near = nearest(&name, names.iter().copied());
                self.ctx.report(ProblemKind::UnknownName { what: "column", name, near, known: known() }, mark)
            }),
            None if names.len() > 1 => self.ctx.report(ProblemKind::NoColumn { known: known() }, self.blame),
            None if names.first().is_some_and(|name| self.value(name).is_some()) => {
                let mark = Mark { source: self.source, start: 0, end: names[0].len() };
                self.ctx.report(ProblemKind::NoHeader { found: names[0].to_owned() }, mark)
            }
            // An empty file has no header and so no first column, but no record either that would lack it.
            None => Some(0),
        }
    }

    fn value(&self, cell: &str) -> Option<f64> {
        let cell = cell.trim();
        let share = if self.field.kind == Kind::Rate { percentage(cell) } else { None };
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
