//! What spreadsheets and programs with types make of the tables: the workbook, the columns beside the tables, and the form
//! of numbers.

use std::fs;
use std::io::{Cursor, Read};

use calamine::{Data, DataType, Reader, Xlsx};
use inmail_sim::report::{Kind, Table as Known};
use serde_json::Value;

use crate::program::{BUSY, Program};
use crate::table::Table;

/// The tables in a folder, each with its name.
fn tables(program: &Program, folder: &str) -> Vec<(String, Vec<u8>)> {
    program.contents(folder).into_iter().filter(|(name, _)| name.ends_with(".csv")).collect()
}

/// Would a program that parts thousands by points take this for a whole number?
fn is_mistakable(cell: &str) -> bool {
    let is = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = cell.strip_prefix('-').unwrap_or(cell).split_once('.');
    parts.is_some_and(|(before, after)| is(before) && after.len() == 3 && is(after))
}

/// Claims that a cell of the workbook is that of the table: a number, a date or text.
#[track_caller]
fn assert_same(found: Option<&Data>, cell: &str, kind: &str, place: &str) {
    let found = found.unwrap_or(&Data::Empty);
    match kind {
        _ if cell.is_empty() => assert_eq!(found, &Data::Empty, "{place}"),
        "integer" | "number" => assert_eq!(found.get_float(), cell.parse().ok(), "{place}"),
        "date" => {
            let (year, month, day, ..) = found.get_datetime().expect(place).to_ymd_hms_milli();
            assert_eq!(format!("{year}-{month:02}-{day:02}"), cell, "{place}");
        }
        _ => assert_eq!(found.get_string().expect(place), cell.strip_prefix("'").unwrap_or(cell), "{place}"),
    }
}

/// Claims of a folder of reports that its package names every column of every table with the type that its cells have,
/// that the workbook holds the same cells, and that no number can be taken for another one.
#[track_caller]
pub(crate) fn assert_sound(program: &Program, folder: &str) {
    let package: Value = serde_json::from_slice(&program.bytes(&format!("{folder}/datapackage.json"))).expect("JSON");
    let described = package["resources"].as_array().expect("a list");
    let tables = tables(program, folder);
    assert_eq!(described.len(), tables.len(), "{folder}");
    let workbook = program.bytes(&format!("{folder}/report.xlsx"));
    let mut workbook: Xlsx<_> = Reader::new(Cursor::new(workbook)).expect("it is a workbook");
    for (name, bytes) in tables {
        let at = format!("{name} in {folder}");
        let table = Table::read(&bytes);
        let fields = &described.iter().find(|one| one["path"] == name.as_str()).expect(&at)["schema"]["fields"];
        let fields: Vec<(&str, &str)> = (fields.as_array().expect("a list").iter())
            .map(|field| (field["name"].as_str().expect("text"), field["type"].as_str().expect("text")))
            .collect();
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.join(","), table.header(), "{at}");
        let sheet = workbook.worksheet_range(name.trim_end_matches(".csv")).expect(&at);
        let heads: Vec<&str> = names
            .iter()
            .zip(0..)
            .map(|(_, place)| {
                let head = sheet.get_value((0, place)).and_then(|head| head.get_string()).expect("it has a heading");
                head.lines().next().unwrap_or_default()
            })
            .collect();
        assert_eq!(heads, names, "{at}");
        for (row, line) in table.rows().zip(1..) {
            for ((cell, (column, kind)), place) in row.cells().iter().zip(&fields).zip(0..) {
                let at = format!("`{cell}`, {column} in line {line} of {at}");
                assert!(!is_mistakable(cell), "{at}");
                let is_of_kind = match *kind {
                    "integer" => cell.parse::<i64>().is_ok(),
                    "number" => cell.parse::<f64>().is_ok(),
                    "date" => cell.parse::<jiff::civil::Date>().is_ok(),
                    _ => true,
                };
                assert!(cell.is_empty() || is_of_kind, "{at}");
                assert_same(sheet.get_value((line, place)), cell, kind, &at);
            }
        }
        assert_eq!(sheet.height(), 1 + table.rows().count(), "{at}");
    }
}

#[test]
fn a_workbook_and_a_comma_say_the_same_as_plain_tables_on_any_number_of_threads() {
    let program = Program::new().file("busy.toml", BUSY);
    let run = |out: &str, threads: &str, more: &[&str]| {
        let arguments = ["run", "busy.toml", "--trials", "40", "--quiet", "--out", out, "--threads", threads];
        program.run([&arguments, more].concat()).exits(0);
    };
    run("point", "1", &["--plan", "sales-navigator", "--set", "name='=1+1 & <b>'"]);
    run("comma", "2", &["--plan", "sales-navigator", "--set", "name='=1+1 & <b>'", "--csv", "semicolon"]);
    assert_sound(&program, "point/busy");
    for name in ["report.xlsx", "report.html", "cost-per-reply.png"] {
        let path = |out: &str| program.bytes(&format!("{out}/busy/{name}"));
        assert!(path("point") == path("comma"), "{name}");
    }

    let package: Value = serde_json::from_slice(&program.bytes("comma/busy/datapackage.json")).expect("it is JSON");
    assert_eq!(package["resources"][0]["dialect"]["delimiter"], ";");
    for (name, bytes) in tables(&program, "comma/busy") {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("it begins with the mark of its encoding");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
        let plain = program.table(&format!("point/busy/{name}"));
        assert_eq!(reader.headers().expect("it has a header").iter().collect::<Vec<_>>().join(","), plain.header());
        let columns = Known::ALL.into_iter().find(|table| table.file_name() == name).expect("it is known").columns();
        let mut rows = 0;
        for (row, expected) in reader.records().zip(plain.rows()) {
            let cells = row.expect("it is as long as the header");
            let back = cells.iter().zip(&columns).map(|(cell, column)| match column.kind {
                Kind::Number => {
                    assert!(!cell.contains('.'), "`{cell}` in {name}");
                    cell.replace(',', ".")
                }
                _ => cell.to_owned(),
            });
            assert_eq!(back.collect::<Vec<_>>(), expected.cells(), "{name}");
            rows += 1;
        }
        assert_eq!(rows, plain.rows().count(), "{name}");
    }
}

#[test]
fn a_workbook_begins_with_the_answer_and_holds_the_charts() {
    let program = Program::new().file("busy.toml", BUSY);
    let run = ["run", "busy.toml", "--trials", "40", "--format", "json", "--plan", "sales-navigator"];
    let result: Value = serde_json::from_str(&program.run(run).exits(0).stdout).expect("it is JSON");
    let bytes = program.bytes("results/busy/report.xlsx");
    let mut workbook: Xlsx<_> = Reader::new(Cursor::new(bytes.as_slice())).expect("it is a workbook");
    let names = workbook.sheet_names();
    assert_eq!(
        [&names[0], &names[1], &names[names.len() - 2], &names[names.len() - 1]],
        ["Answer", "summary", "Pictures", "Columns"]
    );
    let answer = workbook.worksheet_range("Answer").expect("it is there");
    let texts: Vec<&str> = answer.cells().filter_map(|(_, _, cell)| cell.get_string()).collect();
    let sentences = result["results"][0]["verdict"]["text"].as_array().expect("a list");
    for sentence in sentences.iter().map(|sentence| sentence.as_str().expect("text")).chain(["Everything, at once"]) {
        assert!(texts.contains(&sentence), "{sentence}: {texts:#?}");
    }
    let days: Vec<_> = answer.cells().filter_map(|(_, _, cell)| cell.get_datetime()).collect();
    assert_eq!(days[0].to_ymd_hms_milli(), (2026, 1, 26, 0, 0, 0, 0));
    let row = (0..answer.height()).find(|&row| answer[(row, 1)] == Data::String("Sales Navigator".into()));
    assert_eq!(answer[(row.expect("its price is told"), 2)].get_float(), Some(80.0));

    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("it is a zip");
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).expect(name).read_to_end(&mut bytes).expect("it can be unpacked");
        bytes
    };
    assert!(part("xl/media/image1.png") == program.bytes("results/busy/cost-per-reply.png"));
    let chart = String::from_utf8(part("xl/charts/chart1.xml")).expect("it is a text");
    // Work is paid for in this one, and so it ranks.
    assert!(chart.contains("<c:f>Answer!$") && chart.contains("Cost per reply, all costs included"), "{chart}");
    // Its cases go by the names that people have for them, and its numbers are those of the summary.
    let named =
        result["results"][0]["verdict"]["best"].as_str().expect("a case").replace("sales-navigator", "Sales Navigator");
    let row = (0..answer.height()).rfind(|&row| answer[(row, 1)] == Data::String(named.clone())).expect("its row");
    let best = &result["results"][0]["verdict"]["value"];
    assert_eq!(
        answer[(row, 4)].get_float().map(|cost| (cost * 1e6).round()),
        best.as_f64().map(|cost| (cost * 1e6).round())
    );
    let sheet = String::from_utf8(part("xl/worksheets/sheet2.xml")).expect("it is a text");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "), "{sheet}");
}

#[test]
fn the_first_chart_of_a_workbook_is_of_the_figure_that_ranks() {
    let program = Program::new().file("busy.toml", BUSY);
    program.run(["run", "busy.toml", "--trials", "20", "--no-charts", "--quiet", "--set", "rank_by=started"]).exits(0);
    let bytes = program.bytes("results/busy/report.xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("it is a zip");
    let mut chart = String::new();
    archive.by_name("xl/charts/chart1.xml").expect("a chart").read_to_string(&mut chart).expect("it is a text");
    assert!(chart.contains("People written to"), "{chart}");
}

#[test]
fn a_workbook_can_be_left_out_and_one_of_somebody_else_stays() {
    let program = Program::new().file("busy.toml", BUSY);
    let run = ["run", "busy.toml", "--trials", "40", "--no-charts", "--plan", "sales-navigator"];
    program.run(run).exits(0);
    let bytes = program.bytes("results/busy/report.xlsx");
    let workbook: Xlsx<_> = Reader::new(Cursor::new(bytes)).expect("it is a workbook");
    assert!(!workbook.sheet_names().contains(&"Pictures".to_owned()));
    let before = program.bytes("results/busy/report.xlsx");
    program.run([&run[..], &["--no-xlsx"]].concat()).exits(0).mentions("not made anew: report.xlsx\n");
    assert_eq!(program.bytes("results/busy/report.xlsx"), before);
    fs::write(program.path("results/busy/report.xlsx"), "mine").expect("it can be written");
    program.run(run).exits(1).mentions("holds files that no run wrote or that were changed since: `report.xlsx`");
    program.run([&run[..], &["--no-xlsx"]].concat()).exits(0);
    assert_eq!(program.text("results/busy/report.xlsx"), "mine");
}
