//! `qualified.csv`: a list of prospects with the tier and the first channel of each. The only report with names in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::checklist::{Checklist, Placed};
use crate::record::prospects::Prospect;

use super::cell::text;
use super::manifest::Table;
use super::table::{Sheet, field};
use super::{FileRecord, ReportFile, sha256};

/// The name of the table.
pub const QUALIFIED: &str = Table::Qualified.file_name();

/// The name of the scenario that is made of the tiers.
pub const SEGMENTS: &str = "segments.toml";

/// The name of the file that records what all of it was made of.
pub const QUALIFIED_RECORD: &str = "qualified.json";

#[derive(Serialize)]
struct Record<'a> {
    version: &'a str,
    files: &'a [FileRecord],
    reports: BTreeMap<&'a str, String>,
}

/// The record of the files that were read (the list and the rules) and written, each with its hash.
pub fn qualified_json(read: &[FileRecord], written: &[ReportFile]) -> Vec<u8> {
    let reports = written.iter().map(|file| (file.name.as_str(), sha256(&file.bytes))).collect();
    let record = Record { version: env!("CARGO_PKG_VERSION"), files: read, reports };
    let mut json = serde_json::to_vec_pretty(&record).expect("a record of text is always JSON");
    json.push(b'\n');
    json
}

type Row<'a> = (&'a Checklist, &'a Prospect, &'a Placed);

/// The prospects, the best tier first and otherwise in the order of the list, as CSV.
pub fn qualified_csv(checklist: &Checklist, prospects: &[(Prospect, Placed)]) -> Vec<u8> {
    let mut rows: Vec<Row<'_>> = prospects.iter().map(|(prospect, placed)| (checklist, prospect, placed)).collect();
    rows.sort_by_key(|(_, _, placed)| placed.tier);
    sheet().csv(rows)
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let fields = vec![
        field("tier", "", "the tier, which is a segment of the scenario, too", |row: &Row<'a>| {
            text(&row.0.tiers()[row.2.tier].name)
        }),
        field("channel", "", "how to write first", |row: &Row<'a>| row.0.tiers()[row.2.tier].channel.name().to_owned()),
        field("name", "", "the name", |row: &Row<'a>| text(&row.1.name)),
        field("title", "", "the title", |row: &Row<'a>| text(&row.1.title)),
        field("company", "", "the company", |row: &Row<'a>| text(&row.1.company)),
        field("profile", "", "the address of the profile", |row: &Row<'a>| text(&row.1.profile)),
        field("reasons", "", "what was found, and why it leads to this tier", |row: &Row<'a>| {
            text(&row.0.reasons(row.1, row.2))
        }),
        field("line", "", "the line of the list", |row: &Row<'a>| row.1.line.to_string()),
    ];
    Sheet::new(Table::Qualified, fields)
}
