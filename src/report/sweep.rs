//! The tables of a sweep, which are written row by row while it is played, and read again when it goes on.

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::study::measure::Measured;
use crate::study::sweep::{PlayedCell, Point, Root, Sweep};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Sheet, field, path_fields};

/// The file with a row for each cell, case and figure.
pub const SWEEP: &str = Table::Sweep.file_name();
/// The file with a row for each cell, pair of cases and figure.
pub const SWEEP_DIFFERENCES: &str = Table::SweepDifferences.file_name();
/// The file with a row for each value at which two cases break even.
pub const BREAK_EVEN: &str = Table::BreakEven.file_name();

/// A figure of a case in a cell.
pub(super) struct Row<'a> {
    case: &'a CaseName,
    values: &'a [String],
    figure: Figure,
    measured: &'a Measured,
}

/// The difference of a figure between a case and one before it, in a cell.
pub(super) struct DifferenceRow<'a> {
    case: &'a CaseName,
    against: &'a CaseName,
    values: &'a [String],
    figure: Figure,
    /// The mean and its standard error.
    difference: Option<(f64, Option<f64>)>,
}

/// The first line of the table of cells.
pub fn sweep_header(paths: &[&str]) -> Vec<u8> {
    sheet(paths).header()
}

/// The first line of the table of differences.
pub fn sweep_differences_header(paths: &[&str]) -> Vec<u8> {
    difference_sheet(paths).header()
}

/// The columns of the table of cells: the plan and the what-if have theirs anyway, every path that was varied has one.
pub(super) fn sheet<'a>(paths: &[&str]) -> Sheet<'a, Row<'a>> {
    let mut fields = vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |row: &Row<'a>| text(&row.case.id())),
        field("plan", "", "the id of the plan", |row: &Row<'a>| text(&row.case.plan)),
        field("what_if", "", "the name of the what-if; empty for the base", |row: &Row<'a>| {
            text(&row.case.what_if().unwrap_or_default())
        }),
    ];
    fields.extend(path_fields(paths, |row: &Row<'a>, place| &row.values[place]));
    let figure = |name, meaning, part: fn(&Measured) -> Option<f64>| {
        field(name, "as `figure`", meaning, move |row: &Row<'a>| number(part(row.measured)))
    };
    fields.extend([
        field("figure", "", "the name of the figure", |row: &Row<'a>| row.figure.name().to_owned()),
        figure("mean", "mean over trials; for a ratio the ratio of the means", |it| it.sums.mean()),
        figure("se", "standard error of the mean: simulation error", |it| it.sums.standard_error()),
        figure("p05", "5 % of the trials come to no more", |it| it.quantiles.p05),
        figure("p50", "half of the trials come to no more", |it| it.quantiles.p50),
        figure("p95", "95 % of the trials come to no more", |it| it.quantiles.p95),
    ]);
    Sheet::new(Table::Sweep, fields)
}

/// The columns of the table of differences.
pub(super) fn difference_sheet<'a>(paths: &[&str]) -> Sheet<'a, DifferenceRow<'a>> {
    let mut fields = vec![
        field("case", "", "the name of the case", |row: &DifferenceRow<'a>| text(&row.case.id())),
        field("against", "", "the name of a case before it", |row: &DifferenceRow<'a>| text(&row.against.id())),
    ];
    fields.extend(path_fields(paths, |row: &DifferenceRow<'a>, place| &row.values[place]));
    let mean = "mean over trials of the case's figure less the other's; for a ratio the difference of the ratios";
    let se = "standard error of the mean, paired by trial: simulation error";
    fields.extend([
        field("figure", "", "the name of the figure", |row: &DifferenceRow<'a>| row.figure.name().to_owned()),
        field("mean", "as `figure`", mean, |row: &DifferenceRow<'a>| number(row.difference.map(|(mean, _)| mean))),
        field("se", "as `figure`", se, |row: &DifferenceRow<'a>| number(row.difference.and_then(|(_, se)| se))),
    ]);
    Sheet::new(Table::SweepDifferences, fields)
}

/// The columns of the table of break-evens.
pub(super) fn break_even_sheet<'a>() -> Sheet<'a, (&'a Sweep, &'a Root)> {
    type Row<'a> = (&'a Sweep, &'a Root);
    let fields = vec![
        field("path", "", "the path that was varied", |(sweep, _): &Row<'a>| {
            text(sweep.varied.first().map_or("", |varied| &varied.path))
        }),
        field("case", "", "the name of the case", |(sweep, root): &Row<'a>| text(&sweep.cases[root.case].id())),
        field("against", "", "the name of a case before it", |(sweep, root): &Row<'a>| {
            text(&sweep.cases[root.against].id())
        }),
        field("figure", "", "the name of the figure", |(_, root): &Row<'a>| root.figure.name().to_owned()),
        field("value", "as `path`", "the value at which the figure of both is the same", |(_, root): &Row<'a>| {
            number(root.at.value)
        }),
        field("low", "as `path`", "where its 95 % interval begins: simulation error", |(_, root): &Row<'a>| {
            number(root.at.low)
        }),
        field("high", "as `path`", "where its 95 % interval ends: simulation error", |(_, root): &Row<'a>| {
            number(root.at.high)
        }),
    ];
    Sheet::new(Table::BreakEven, fields)
}

/// The rows of a cell in the table of cells.
pub fn sweep_rows(cell: &PlayedCell, figures: &[Figure]) -> Vec<u8> {
    let values = &cell.values;
    let rows = cell.cases.iter().flat_map(|(case, _, measured)| {
        let figures = figures.iter().zip(measured);
        figures.map(move |(&figure, measured)| Row { case, values, figure, measured })
    });
    sheet(&unnamed(values)).rows(rows)
}

/// The rows of a cell in the table of differences.
pub fn sweep_difference_rows(cell: &PlayedCell, figures: &[Figure]) -> Vec<u8> {
    let values = &cell.values;
    let pairs = cell.cases.iter().enumerate().flat_map(|(place, (case, ..))| {
        cell.cases[..place].iter().zip(0..).map(move |((against, ..), other)| (case, place, against, other))
    });
    let rows = pairs.flat_map(|(case, place, against, other)| {
        figures.iter().enumerate().map(move |(number, &figure)| {
            let difference = cell.difference((number, figure), place, other);
            DifferenceRow { case, against, values, figure, difference }
        })
    });
    difference_sheet(&unnamed(values)).rows(rows)
}

/// Names for the columns of these values where no header is written.
fn unnamed(values: &[String]) -> Vec<&'static str> {
    vec![""; values.len()]
}

/// Where cases break even, as CSV.
pub fn break_even_csv(sweep: &Sweep) -> Vec<u8> {
    break_even_sheet().csv(sweep.roots.iter().map(|root| (sweep, root)))
}

/// Fills the first cells of a sweep with what its tables say of them; nothing if they are not those of this sweep.
pub fn read_sweep<'c>(
    sweep: &mut Sweep,
    tables: [&[u8]; 2],
    cells: impl Iterator<Item = &'c [CaseName]>,
) -> Option<()> {
    let [mut points, mut differences] = tables.map(|table| csv::Reader::from_reader(table).into_records());
    let figures = sweep.figures.len();
    let read = |cell: Option<&str>| cell.and_then(|cell| cell.parse::<f64>().ok());
    for (cell, cases) in cells.enumerate() {
        let place = |name: &CaseName| sweep.cases.iter().position(|case| case == name);
        let cases: Vec<usize> = cases.iter().map(place).collect::<Option<_>>()?;
        for &case in &cases {
            for figure in 0..figures {
                let record = points.next()?.ok()?;
                let last = record.len().checked_sub(5)?;
                let [mean, se, p05, p50, p95] = std::array::from_fn(|place| read(record.get(last + place)));
                sweep.set_point(cell, figure, case, Point { mean, se, p05, p50, p95 });
            }
        }
        for (place, &case) in cases.iter().enumerate() {
            for &against in &cases[..place] {
                for figure in 0..figures {
                    let record = differences.next()?.ok()?;
                    let last = record.len().checked_sub(2)?;
                    if let Some(difference) = read(record.get(last)).zip(read(record.get(last + 1))) {
                        sweep.set_difference(cell, figure, (case, against), difference);
                    }
                }
            }
        }
    }
    Some(())
}
