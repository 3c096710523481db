//! Two tables and a table of exports, cut at lines of `---`. The tables are read as logs together, and the first as a list, as
//! the export that the first byte chooses, and as whatever they are taken for; another table of exports is refused or known.

use inmail_sim::record::exports::{Export, Exports};
use inmail_sim::record::log::{LogReading, Logs};
use inmail_sim::record::prospects::{ListReading, read_prospects};

use super::log::calibrated;
use super::parts;

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    let mut parts = parts(rest, 3).into_iter();
    let tables = [parts.next().unwrap_or_default(), parts.next().unwrap_or_default()];
    let exports = Exports::built_in().all();
    for export in [exports.get(usize::from(choice) % exports.len()), None] {
        read(&tables, export, choice);
    }
    let Some(Ok(text)) = parts.next().map(str::from_utf8) else { return };
    match Exports::read(text) {
        Ok(exports) => {
            let header: Vec<String> =
                tables[0].split(|&byte| byte == b',').map(|name| String::from_utf8_lossy(name).into()).collect();
            if let Some(found) = exports.detect(&header) {
                assert!(exports.all().contains(found));
            }
            for export in exports.all() {
                let places = export.meanings().filter_map(|meaning| export.place(&header, meaning));
                assert!(places.into_iter().all(|place| place < header.len()));
                let said = header.iter().filter_map(|word| exports.says(Some(export), word));
                assert!(said.count() <= header.len());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn read(tables: &[&[u8]; 2], export: Option<&'static Export>, choice: u8) {
    let mut logs = Logs::new(LogReading { export, ..LogReading::default() });
    for (name, table) in ["one.csv", "other.csv"].into_iter().zip(tables) {
        if let Err(error) = logs.read(name, *table) {
            assert!(!error.to_string().is_empty());
        }
    }
    match logs.finish() {
        Ok(log) => calibrated(&log.contacts, choice),
        Err((place, error)) => assert!(place < tables.len() && !error.to_string().is_empty()),
    }
    let wanted = ["note", "invited"];
    if let Err(error) =
        read_prospects("list.csv", tables[0], &ListReading { export, wanted: &wanted, ..ListReading::default() })
    {
        assert!(!error.to_string().is_empty());
    }
}
