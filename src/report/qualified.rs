//! `qualified.csv`: a list of prospects with the tier and the first channel of each. The only report with names in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::touch::Channel;
use crate::record::checklist::{Checklist, Placed};
use crate::record::contact::LeftOut;
use crate::record::prospects::{List, Prospect};

use super::cell::text;
use super::manifest::Table;
use super::table::{Kind, Sheet, field};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    reports: BTreeMap<&'a str, String>,
}

/// The record of the files that were read (the list and the rules) and written, each with its hash, and perhaps the mark of
/// where the list is.
pub fn qualified_json(read: &[FileRecord], source: Option<&str>, written: &[ReportFile]) -> Vec<u8> {
    let reports = written.iter().map(|file| (file.name.as_str(), sha256(&file.bytes))).collect();
    let record = Record { version: env!("CARGO_PKG_VERSION"), files: read, source, reports };
    let mut json = serde_json::to_vec_pretty(&record).expect("a record of text is always JSON");
    json.push(b'\n');
    json
}

/// What was found on a list, without the people.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The tool whose export it is, if it is a known one.
    pub export: Option<&'a str>,
    /// The columns that are not made use of.
    pub unused: Vec<String>,
    /// The rules.
    pub checklist: &'a Checklist,
    /// For each tier the number of its prospects, and of those among them with an Open Profile.
    pub tiers: &'a [(u32, u32)],
    /// The rows that do not count.
    pub left_out: &'a [LeftOut],
    /// How many are worth a credit.
    pub worth: Worth,
}

/// How many of the people on a list are worth a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    /// Those who are.
    pub now: u32,
    /// Those who are if they are out of reach, which the list does not say.
    pub perhaps: u32,
    /// Does the list not say how far away people are?
    pub has_no_degree: bool,
    /// Does it have no column with something to write about, without which nobody is worth a credit?
    pub has_no_angle: bool,
}

impl Worth {
    /// Counts them in the tiers.
    pub fn of(checklist: &Checklist, tiers: &[(u32, u32)], list: &List) -> Worth {
        let (mut now, mut perhaps) = (0, 0);
        let by_inmail = checklist.tiers().iter().zip(tiers).filter(|(tier, _)| tier.channel == Channel::InMail);
        for (tier, (prospects, open)) in by_inmail {
            *if tier.is_unlisted() { &mut perhaps } else { &mut now } += prospects - open;
        }
        let [(_, angle), ..] = checklist.columns_by_use();
        let has_no_angle = (0..angle.len()).all(|place| list.without.contains(&place));
        Worth { now, perhaps, has_no_degree: list.has_no_degree, has_no_angle }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    command: &'static str,
    version: &'a str,
    export: Option<&'a str>,
    scenario: &'a str,
    prospects: u32,
    /// Can it be told who is worth a credit?
    has_degree: bool,
    worth_a_credit: u32,
    perhaps_worth_a_credit: u32,
    tiers: Vec<TierOf<'a>>,
    left_out: BTreeMap<String, u64>,
    not_used: &'a [String],
    text: [&'a str; 1],
}

#[derive(Serialize)]
struct TierOf<'a> {
    name: &'a str,
    channel: &'a str,
    prospects: u32,
    open_profiles: u32,
    why: &'a str,
}

/// What was found, as JSON, with a sentence that says it. The scenario of the tiers is in the file of this name.
pub fn found_json(found: &Found<'_>, scenario: &str, said: &str) -> String {
    let tiers = found.checklist.tiers().iter().zip(found.tiers);
    let mut left_out = BTreeMap::new();
    for row in found.left_out {
        *left_out.entry(row.reason.to_string()).or_default() += row.rows;
    }
    let document = Document {
        command: "qualify",
        version: env!("CARGO_PKG_VERSION"),
        export: found.export,
        scenario,
        prospects: found.tiers.iter().map(|(prospects, _)| prospects).sum(),
        has_degree: !found.worth.has_no_degree,
        worth_a_credit: found.worth.now,
        perhaps_worth_a_credit: found.worth.perhaps,
        tiers: tiers
            .map(|(tier, &(prospects, open_profiles))| TierOf {
                name: &tier.name,
                channel: tier.channel.name(),
                prospects,
                open_profiles,
                why: &tier.why,
            })
            .collect(),
        left_out,
        not_used: &found.unused,
        text: [said],
    };
    serde_json::to_string_pretty(&document).expect("text and numbers are always JSON") + "\n"
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
        field("line", "", "the line of the list", |row: &Row<'a>| row.1.line.to_string()).of(Kind::Whole),
    ];
    Sheet::new(Table::Qualified, fields)
}
