//! A table as it is written, with its columns: what the workbook, the package and other forms of it are made of.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use serde_json::{Map, Number, Value, json};

use super::ReportFile;
use super::cell::{as_chosen, decimals};
use super::manifest::Table;
use super::table::{Column, Kind, PATHS};

/// The name of the file that states the columns of all tables that belong to the page of this name. Answers to several
/// questions about a scenario lie in one folder.
pub fn package_name(page: &str) -> String {
    match page.trim_end_matches(".html") {
        "report" => "datapackage.json".into(),
        stem => format!("{stem}.datapackage.json"),
    }
}

/// How the tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvForm {
    /// A comma between cells, and a decimal point.
    #[default]
    Comma,
    /// A semicolon between cells, a decimal comma, and a mark at the beginning that tells the encoding: what a spreadsheet
    /// opens by double click where people write 1,5.
    Semicolon,
}

/// A table as CSV, with its columns.
#[derive(Debug, Clone)]
pub struct TableFile<'f> {
    /// Which table it is.
    pub table: Table,
    /// The columns that it has.
    pub columns: Vec<Column>,
    csv: &'f [u8],
}

impl<'f> TableFile<'f> {
    /// The table in a file as a table is made, unless it holds something else.
    pub fn of(file: &'f ReportFile) -> Option<TableFile<'f>> {
        let table = Table::ALL.into_iter().find(|table| table.file_name() == file.name)?;
        let known = table.columns();
        let column = |name: &str| {
            let find = |name: &str| known.iter().find(|column| column.name == name).cloned();
            // What has no name of its own is named by a path that was varied.
            find(name).or_else(|| Some(Column { name: name.into(), ..find(PATHS[0])? }))
        };
        let header = records(&file.bytes).next()?;
        Some(TableFile { table, columns: header.iter().map(column).collect::<Option<_>>()?, csv: &file.bytes })
    }

    /// Its name without the end of a file.
    pub fn stem(&self) -> &'static str {
        self.table.file_name().trim_end_matches(".csv")
    }

    /// Its rows.
    pub fn rows(&self) -> impl Iterator<Item = StringRecord> + use<'f> {
        records(self.csv).skip(1)
    }

    /// Its rows for programs: numbers as such, null for what is undefined or infinite, and names as they are.
    pub fn json(&self) -> Vec<Map<String, Value>> {
        let number = |number: f64| match number {
            whole if whole.fract() == 0.0 && whole.abs() < 9e15 => Some(Value::from(whole as i64)),
            number => Number::from_f64(number).map(Value::Number),
        };
        let value = |cell: &str, column: &Column| match column.kind {
            _ if cell.is_empty() => Value::Null,
            Kind::Whole | Kind::Number | Kind::Value if cell.parse::<f64>().is_ok() => {
                cell.parse().ok().and_then(number).unwrap_or_default()
            }
            _ => as_chosen(cell).into(),
        };
        let row = |record: StringRecord| {
            record
                .iter()
                .zip(&self.columns)
                .map(|(cell, of)| (as_chosen(&of.name).to_owned(), value(cell, of)))
                .collect()
        };
        self.rows().map(row).collect()
    }

    /// It as CSV in this form.
    pub fn csv(&self, form: CsvForm) -> Vec<u8> {
        if form == CsvForm::Comma {
            return self.csv.to_vec();
        }
        let mut writer = WriterBuilder::new()
            .delimiter(b';')
            .terminator(Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        for (line, record) in records(self.csv).enumerate() {
            let cells = record.iter().zip(&self.columns).map(|(cell, column)| {
                let is_number =
                    line > 0 && matches!(column.kind, Kind::Number | Kind::Value) && decimals(cell).is_some();
                if is_number { cell.replace('.', ",") } else { cell.to_owned() }
            });
            writer.write_record(cells).expect(MEMORY);
        }
        writer.into_inner().expect(MEMORY)
    }
}

/// A table as it is made, from a file in whatever form it was written.
pub fn with_commas(file: ReportFile) -> Vec<u8> {
    let Some(text) = file.bytes.strip_prefix("\u{feff}".as_bytes()) else { return file.bytes };
    let read = ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(text);
    let lines: Vec<StringRecord> = read.into_records().filter_map(Result::ok).collect();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for (line, record) in lines.iter().enumerate() {
        let cells = record.iter().map(|cell| {
            let with_point = cell.replace(',', ".");
            if line > 0 && decimals(&with_point).is_some() { with_point } else { cell.to_owned() }
        });
        writer.write_record(cells).expect(MEMORY);
    }
    writer.into_inner().expect(MEMORY)
}

const MEMORY: &str = "memory takes all that is written, and every row has a cell for each column";

fn records(csv: &[u8]) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new().has_headers(false).from_reader(csv).into_records().filter_map(Result::ok)
}

/// The columns of the tables of a scenario as a Data Package, for programs that want to be told the types.
pub fn package_json(scenario: &str, tables: &[TableFile<'_>], form: CsvForm) -> Vec<u8> {
    let (delimiter, decimal) = match form {
        CsvForm::Comma => (",", "."),
        CsvForm::Semicolon => (";", ","),
    };
    let field = |column: &Column| {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Whole => "integer",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Value => "any",
        };
        let mut field = json!({ "name": column.name, "type": kind, "description": column.meaning });
        if !column.unit.is_empty() {
            field["unit"] = column.unit.as_str().into();
        }
        if column.kind == Kind::Number && form == CsvForm::Semicolon {
            field["decimalChar"] = decimal.into();
        }
        field
    };
    let resource = |table: &TableFile<'_>| {
        json!({
            "name": table.stem(),
            "path": table.table.file_name(),
            "profile": "tabular-data-resource",
            "description": format!("one row each: {}", table.table.one_row_each()),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": { "delimiter": delimiter, "lineTerminator": "\r\n" },
            "schema": {
                "fields": table.columns.iter().map(field).collect::<Vec<Value>>(),
                "missingValues": [""],
            },
        })
    };
    let package = json!({
        "profile": "tabular-data-package",
        "title": scenario,
        "resources": tables.iter().map(resource).collect::<Vec<Value>>(),
    });
    format!("{package:#}\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> ReportFile {
        ReportFile { name: name.into(), bytes: text.into() }
    }

    #[test]
    fn numbers_alone_get_a_decimal_comma() {
        let made = file(
            "sweep.csv",
            "case,plan,what_if,a.rate,figure,mean,se,p05,p50,p95\r\n1.5;x,b,,0.1250,cost,-2.5,,3,1000.25,\"4\"\r\n",
        );
        let table = TableFile::of(&made).expect("it is a table");
        assert_eq!((table.columns[3].kind, table.columns[3].name.as_str()), (Kind::Value, "a.rate"));
        assert_eq!(table.csv(CsvForm::Comma), made.bytes);
        let parted = ReportFile { bytes: table.csv(CsvForm::Semicolon), ..made.clone() };
        let unquoted = String::from_utf8_lossy(&made.bytes).replace("\"4\"", "4");
        assert_eq!(with_commas(parted), unquoted.as_bytes());
        assert_eq!(with_commas(made.clone()), made.bytes);
        assert_eq!(
            String::from_utf8(table.csv(CsvForm::Semicolon)).expect("it is a text"),
            "\u{feff}case;plan;what_if;a.rate;figure;mean;se;p05;p50;p95\r\n\"1.5;x\";b;;0,1250;cost;-2,5;;3;1000,25;4\r\n"
        );
    }

    #[test]
    fn what_is_no_table_has_no_columns() {
        assert!(TableFile::of(&file("report.html", "<p>")).is_none());
        assert!(TableFile::of(&file("summary.csv", "case,other\r\n")).is_none());
    }
}
