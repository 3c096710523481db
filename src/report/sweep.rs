//! The tables of a sweep, which are written row by row while it is played, and read again when it goes on.

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::study::sweep::{PlayedCell, Point, Root, Sweep};

use super::cell::{number, text};

/// The file with a row for each cell, case and figure.
pub const SWEEP: &str = "sweep.csv";
/// The file with a row for each cell, pair of cases and figure.
pub const SWEEP_DIFFERENCES: &str = "sweep_differences.csv";
/// The file with a row for each value at which two cases break even.
pub const BREAK_EVEN: &str = "break_even.csv";

/// The paths that have a column of their own: plans and what-ifs have theirs anyway.
fn header<'p>(first: &[&'p str], paths: &[&'p str], last: &[&'p str]) -> Vec<u8> {
    csv_rows([[first, paths, last].concat()])
}

/// The first line of the table of cells.
pub fn sweep_header(paths: &[&str]) -> Vec<u8> {
    header(&["case", "plan", "what_if"], paths, &["figure", "mean", "se", "p05", "p50", "p95"])
}

/// The first line of the table of differences.
pub fn sweep_differences_header(paths: &[&str]) -> Vec<u8> {
    header(&["case", "against"], paths, &["figure", "mean", "se"])
}

/// The rows of a cell in the table of cells.
pub fn sweep_rows(cell: &PlayedCell, figures: &[Figure]) -> Vec<u8> {
    let rows = cell.cases.iter().flat_map(|(case, _, measured)| {
        figures.iter().zip(measured).map(move |(figure, measured)| {
            let quantiles = &measured.quantiles;
            let numbers =
                [measured.sums.mean(), measured.sums.standard_error(), quantiles.p05, quantiles.p50, quantiles.p95];
            let mut row = sweep_key(case, &cell.values, *figure);
            row.extend(numbers.map(number));
            row
        })
    });
    csv_rows(rows)
}

/// The cells by which a row is found in the table of cells.
fn sweep_key(case: &CaseName, values: &[String], figure: Figure) -> Vec<String> {
    let mut key = vec![text(&case.to_string()), text(&case.plan), text(case.what_if.as_deref().unwrap_or_default())];
    key.extend(values.iter().map(|value| text(value)));
    key.push(figure.name().to_owned());
    key
}

/// The rows of a cell in the table of differences.
pub fn sweep_difference_rows(cell: &PlayedCell, figures: &[Figure]) -> Vec<u8> {
    let mut rows = Vec::new();
    for (place, (case, ..)) in cell.cases.iter().enumerate() {
        for (other, (against, ..)) in cell.cases[..place].iter().enumerate() {
            for (number_of, &figure) in figures.iter().enumerate() {
                let difference = cell.difference((number_of, figure), place, other);
                let mut row = vec![text(&case.to_string()), text(&against.to_string())];
                row.extend(cell.values.iter().map(|value| text(value)));
                row.push(figure.name().to_owned());
                row.push(number(difference.map(|(mean, _)| mean)));
                row.push(number(difference.and_then(|(_, se)| se)));
                rows.push(row);
            }
        }
    }
    csv_rows(rows)
}

/// Where cases break even, as CSV.
pub fn break_even_csv(sweep: &Sweep) -> Vec<u8> {
    let header = ["path", "case", "against", "figure", "value", "low", "high"].map(str::to_owned).to_vec();
    let path = sweep.varied.first().map(|varied| varied.path.clone()).unwrap_or_default();
    let row = |root: &Root| {
        let name = |case: usize| text(&sweep.cases[case].to_string());
        let mut row = vec![text(&path), name(root.case), name(root.against), root.figure.name().to_owned()];
        row.extend([root.at.value, root.at.low, root.at.high].map(number));
        row
    };
    csv_rows(std::iter::once(header).chain(sweep.roots.iter().map(row)))
}

/// How much of the tables of an interrupted sweep can be kept: the cells that are whole in both, and the bytes that they
/// take in each, the header included. Nothing if what stands there is not what such a sweep writes.
pub fn whole_cells(
    tables: [&[u8]; 2],
    paths: &[&str],
    figures: &[Figure],
    cells: impl Iterator<Item = (Vec<String>, Vec<CaseName>)>,
) -> Option<(usize, [u64; 2])> {
    let mut readers =
        tables.map(|table| csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table));
    let mut record = csv::StringRecord::new();
    let mut kept = [0; 2];
    let headers = [sweep_header(paths), sweep_differences_header(paths)];
    for (((reader, table), header), kept) in readers.iter_mut().zip(tables).zip(headers).zip(&mut kept) {
        if !reader.read_record(&mut record).ok()? || csv_rows([record.iter().map(str::to_owned)]) != header {
            return None;
        }
        *kept = end(table, reader.position().byte());
    }
    let mut whole = 0;
    for (values, cases) in cells {
        let pairs = cases.len() * cases.len().saturating_sub(1) / 2;
        let expected = |row: usize| sweep_key(&cases[row / figures.len()], &values, figures[row % figures.len()]);
        for row in 0..cases.len() * figures.len() {
            match readers[0].read_record(&mut record) {
                // A line without its end was cut off.
                Ok(true) if ends_line(tables[0], readers[0].position().byte()) => {
                    let key = expected(row);
                    if record.len() != key.len() + 5 || !record.iter().zip(&key).all(|(cell, key)| cell == key) {
                        return None;
                    }
                }
                _ => return Some((whole, kept)),
            }
        }
        for _ in 0..pairs * figures.len() {
            match readers[1].read_record(&mut record) {
                Ok(true) if ends_line(tables[1], readers[1].position().byte()) => {}
                _ => return Some((whole, kept)),
            }
        }
        kept = [0, 1].map(|place: usize| end(tables[place], readers[place].position().byte()));
        whole += 1;
    }
    Some((whole, kept))
}

/// Where the line ends of which a reader has read up to here: it leaves the second of two characters for later.
fn end(table: &[u8], position: u64) -> u64 {
    position + u64::from(table[..position as usize].ends_with(b"\r") && table.get(position as usize) == Some(&b'\n'))
}

fn ends_line(table: &[u8], position: u64) -> bool {
    table[..end(table, position) as usize].ends_with(b"\n")
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

fn csv_rows<Row: IntoIterator<Item = Cell>, Cell: AsRef<[u8]>>(rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes all that is written, and every row has a cell for each column");
    }
    writer.into_inner().expect("memory takes all that is written")
}
