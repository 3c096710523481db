//! Tables that the program writes, read strictly and by the names of their columns.

/// A table with a header.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl Table {
    /// Reads CSV in which every row has a cell for each column.
    #[track_caller]
    pub(crate) fn read(bytes: &[u8]) -> Table {
        let mut reader = ::csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
        let cells = |record: &::csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let columns = cells(reader.headers().expect("there is a header"));
        let rows = reader.records().map(|record| cells(&record.expect("a row is as long as the header"))).collect();
        Table { columns, rows }
    }

    /// The header, as it stands in the file.
    pub(crate) fn header(&self) -> String {
        self.columns.join(",")
    }

    /// All rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }

    /// The rows that have `text` in `column`.
    pub(crate) fn having<'a>(&'a self, column: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
        self.rows().filter(move |row| row.text(column) == text)
    }

    /// What is in a column, each once, in order.
    pub(crate) fn distinct(&self, column: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for row in self.rows() {
            if !found.iter().any(|text| text == row.text(column)) {
                found.push(row.text(column).to_owned());
            }
        }
        found
    }
}

impl<'a> Row<'a> {
    /// All cells, in order.
    pub(crate) fn cells(&self) -> &'a [String] {
        self.cells
    }

    /// The cell of a column.
    #[track_caller]
    pub(crate) fn text(&self, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| name == column);
        &self.cells[place.unwrap_or_else(|| panic!("there is no column `{column}`"))]
    }

    /// The number in the cell of a column.
    #[track_caller]
    pub(crate) fn number(&self, column: &str) -> f64 {
        let text = self.text(column);
        text.parse().unwrap_or_else(|_| panic!("`{text}` in column `{column}` is no number"))
    }
}

/// Claims that two numbers are equal but for the last digits that a table writes of each.
#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64, what: &str) {
    let near = (found - expected).abs() <= 1e-9 * found.abs().max(expected.abs()).max(1.0);
    assert!(near, "{what}: {found}, where {expected} is due");
}
