//! `qualify`: gives each prospect of a list a tier and a first channel, and makes a scenario of the tiers.

mod files;
mod notes;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::cli::{ListFormat, Qualify};
use crate::figures::number::count;
use crate::output::Folder;
use crate::record::checklist::{ALL_BUILT_IN, Checklist, Placed};
use crate::record::contact::LeftOut;
use crate::record::exports::Kind;
use crate::record::prospects::{Degree, FIELDS, List, ListError, ListReading, Prospect, read_prospects};
use crate::record::segments::{Own, Segments, segments};
use crate::report::{
    FileRecord, Found, LEFT_OUT, QUALIFIED, QUALIFIED_RECORD, ReportFile, SEGMENTS, Worth, found_json, left_out_csv,
    qualified_csv, qualified_json,
};
use crate::scenario::document::problem::Problems;
use crate::scenario::document::source::reason;
use crate::terminal::{self, Level};
use files::{Hashed, text_of};

use super::own_files::{
    Home, Left, Limited, MAX_BYTES, changed, columns, export, home, is_spreadsheet, mark, own_name,
};
use super::{Failure, Printer};

pub(super) fn qualify(arguments: &Qualify, printer: &mut Printer) -> Result<(), Failure> {
    let (rules, text) = rules(arguments.rules.as_deref())?;
    let Some(list_path) = arguments.prospects.as_deref().filter(|_| !arguments.rules_template) else {
        return printer.data(&text);
    };
    let Home { folder: out, note } = match &arguments.out {
        Some(out) => Home { folder: out.clone(), note: None },
        None => home(Some(list_path), QUALIFIED_RECORD)?,
    };
    if out.is_file() {
        return Err(wrong(&out, "it is a file; `--out` wants a folder, which is made if need be"));
    }
    let checklist = Checklist::read(&rules, &text).map_err(wrong_text)?;
    let own = arguments.record.as_deref().map(own).transpose()?;
    let (list, read) = read(arguments, list_path, &checklist)?;
    if list.prospects.is_empty() {
        return Err(wrong(list_path, &nobody(&list.left_out)));
    }
    let folder = Folder::open_for(out.clone(), QUALIFIED_RECORD)?;
    let (scenario_name, kept) = own_name(&folder, SEGMENTS)?;
    folder.check([QUALIFIED, &scenario_name, LEFT_OUT, QUALIFIED_RECORD])?;
    let mut notes: Vec<String> = note.iter().map(|why| terminal::message(Level::Note, why, None, None)).collect();
    notes.extend(notes::rules(&checklist));
    notes.extend(notes::list(&checklist, &list, arguments.rules.is_some()));
    let placed: Vec<Placed> = list.prospects.iter().map(|prospect| checklist.place(prospect)).collect();
    let mut tiers = vec![(0, 0); checklist.tiers().len()];
    for (prospect, placed) in list.prospects.iter().zip(&placed) {
        tiers[placed.tier].0 += 1;
        tiers[placed.tier].1 += u32::from(prospect.open_profile);
    }
    let record = arguments.record.as_deref().map(|path| files::from(path, &out));
    let called = list_path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let made = segments(&checklist, &called, &tiers, record.as_deref().zip(own.as_ref()));
    let Segments { text: scenario, borrowed } = made;
    let worth = Worth::of(&checklist, &tiers, &list);
    let found = Found {
        export: list.export.map(|export| export.tool.as_str()),
        unused: list.unused,
        checklist: &checklist,
        tiers: &tiers,
        left_out: &list.left_out,
        worth,
    };
    let named = |name: &str, bytes: Vec<u8>| ReportFile { name: name.into(), bytes };
    let prospects: Vec<(Prospect, Placed)> = list.prospects.into_iter().zip(placed).collect();
    let mut files = vec![
        named(&scenario_name, scenario.into_bytes()),
        named(QUALIFIED, qualified_csv(&checklist, &prospects)),
        named(LEFT_OUT, left_out_csv(&list.left_out)),
    ];
    let source = arguments.out.is_none().then(|| mark(Some(list_path)));
    let read = [read, FileRecord::new(name(Path::new(&rules)), text.as_bytes())];
    files.push(named(QUALIFIED_RECORD, qualified_json(&read, source.as_deref(), &files)));
    let written: Vec<PathBuf> = files.iter().map(|file| out.join(&file.name)).collect();
    folder.write(|_| files)?;
    if kept {
        notes.push(terminal::message(Level::Note, &changed(SEGMENTS, &scenario_name), None, None));
    }
    if record.is_some() {
        notes.extend(notes::borrowed(&borrowed));
    }
    if !printer.shows(arguments.quiet, arguments.format == ListFormat::Table) {
        return Ok(());
    }
    notes.iter().try_for_each(|told| printer.note(told))?;
    printer.data(&match arguments.format {
        ListFormat::Table => terminal::qualified(printer.screen(), &found, &scenario_name),
        ListFormat::Json => found_json(&found, &scenario_name, &terminal::worth(&found, &scenario_name)),
    })?;
    printer.note(&terminal::initialised(&written.iter().map(PathBuf::as_path).collect::<Vec<_>>()))
}

/// The rules of this name, or in this file, and what they are called.
fn rules(named: Option<&Path>) -> Result<(String, String), Failure> {
    let name = named.unwrap_or(Path::new("checklist")).display().to_string();
    match ALL_BUILT_IN.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => Ok(((*name).to_owned(), (*text).to_owned())),
        None => Ok((name.clone(), text_of(Path::new(&name))?)),
    }
}

fn wrong(path: &Path, why: &str) -> Failure {
    Failure::Wrong(format!("`{}`: {why}", path.display()))
}

fn wrong_text(problems: Problems) -> Failure {
    Failure::Problems(vec![problems])
}

/// The name of a file without its folders.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Why a list has nobody on it.
fn nobody(left_out: &[LeftOut]) -> String {
    match left_out {
        [] => "there is nobody on it: it has a header and no rows".into(),
        [first, ..] => {
            format!(
                "there is nobody on it: no row can be used, the first, on line {}, for {}",
                first.line, first.reason
            )
        }
    }
}

/// The list, and the record of its file.
fn read(arguments: &Qualify, path: &Path, checklist: &Checklist) -> Result<(List, FileRecord), Failure> {
    let wanted = checklist.columns();
    let known: Vec<&str> = FIELDS.into_iter().chain(wanted.iter().copied()).collect();
    let own = columns(&arguments.column, &known, "title=\"Job title\"")?;
    let export = arguments.export.as_deref().map(export).transpose()?;
    let assumed = arguments.assume.as_deref().map(assumed).transpose()?;
    if let Some(why) = is_spreadsheet(path) {
        return Err(wrong(path, why));
    }
    let is = |end: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end));
    if ["zip", "json"].into_iter().any(is) {
        return Err(wrong(path, "a list is a table as CSV; unpack or save it as one first"));
    }
    let file = File::open(path).map_err(|error| wrong(path, &reason(&error)))?;
    let left = Left::new(MAX_BYTES);
    let mut input = BufReader::with_capacity(1 << 20, Hashed::new(Limited::new(file, &left)));
    let list = read_prospects(&name(path), &mut input, &ListReading { own: &own, wanted: &wanted, export, assumed });
    let list = list.map_err(|error| match error {
        ListError::Io(error) => wrong(path, &reason(&error)),
        ListError::Empty => wrong(path, "it is empty"),
        ListError::Excess(_) => wrong(path, &error.to_string()),
        ListError::NoList { export } => wrong(
            path,
            &format!(
                "this is an export of {}, and no list of people{}; if it is one, say which by `--as NAME`",
                export.tool,
                if export.kind == Kind::Other { "" } else { ": it is a record, which `calibrate` reads" }
            ),
        ),
        ListError::OneForTwo { ref columns, .. } => {
            wrong(path, &format!("{error}; say which one is {0} with `--column {0}=\"…\"`", columns[0]))
        }
        ListError::NoColumn { field, wanted, columns, header } => {
            let listed = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let has = match header {
                Some(header) => format!("it has {}", listed(&header).join(", ")),
                None => format!(
                    "its first row, which should name the columns, has {} and hardly one of a known name",
                    count(columns as u64, "column")
                ),
            };
            let wanted = listed(&wanted).join(" or ");
            wrong(path, &format!("no column {wanted}; {has}; say which one it is with `--column {field}=\"…\"`"))
        }
    })?;
    let sha256 = input.into_inner().sha256().map_err(|error| wrong(path, &reason(&error)))?;
    Ok((list, FileRecord { name: name(path), sha256 }))
}

/// The degree that is taken for granted.
fn assumed(typed: &str) -> Result<Degree, Failure> {
    let told = ["1st", "2nd", "3rd", "out"];
    let degree = typed.strip_prefix("degree=").filter(|degree| told.contains(degree));
    let known = |degree: &str| Degree::ALL.into_iter().find(|(name, _)| *name == degree).map(|(_, degree)| degree);
    degree.and_then(known).ok_or_else(|| {
        Failure::Wrong(format!("`--assume {typed}` must be degree=1st, degree=2nd, degree=3rd or degree=out"))
    })
}

/// The touches and costs of a fragment.
fn own(path: &Path) -> Result<Own, Failure> {
    let text = text_of(path)?;
    Own::read(&path.display().to_string(), &text).map_err(wrong_text)
}
