//! `qualify`: gives each prospect of a list a tier and a first channel, and makes a scenario of the tiers.

mod files;
mod notes;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::cli::Qualify;
use crate::figures::number::count;
use crate::output::Folder;
use crate::record::checklist::{BUILT_IN, Checklist, Placed};
use crate::record::contact::LeftOut;
use crate::record::prospects::{FIELDS, List, ListError, Prospect, read_prospects};
use crate::record::segments::{Own, Segments, segments};
use crate::report::{
    FileRecord, LEFT_OUT, QUALIFIED, QUALIFIED_RECORD, ReportFile, SEGMENTS, left_out_csv, qualified_csv,
    qualified_json,
};
use crate::scenario::document::problem::Problems;
use crate::scenario::document::source::reason;
use crate::terminal;
use files::{Hashed, text_of};

use super::own_files::{Left, Limited, MAX_BYTES, columns, is_spreadsheet};
use super::{Failure, Printer};

pub(super) fn qualify(arguments: &Qualify, printer: &mut Printer) -> Result<(), Failure> {
    if arguments.out.is_file() {
        return Err(wrong(&arguments.out, "it is a file; `--out` wants a folder, which is made if need be"));
    }
    let rules = arguments.rules.as_deref().unwrap_or(Path::new("checklist"));
    let text = arguments.rules.as_ref().map_or(Ok(BUILT_IN.to_owned()), |path| text_of(path))?;
    let checklist = Checklist::read(&rules.display().to_string(), &text).map_err(wrong_text)?;
    let own = arguments.record.as_deref().map(own).transpose()?;
    let (list, read) = read(arguments, &checklist)?;
    if list.prospects.is_empty() {
        return Err(wrong(&arguments.prospects, &nobody(&list.left_out)));
    }
    let folder = Folder::open_for(arguments.out.clone(), QUALIFIED_RECORD)?;
    folder.check([QUALIFIED, SEGMENTS, LEFT_OUT, QUALIFIED_RECORD])?;
    if !arguments.quiet {
        notes::rules(&checklist).iter().try_for_each(|told| printer.note(told))?;
        notes::list(&checklist, &list, arguments.rules.is_some()).iter().try_for_each(|told| printer.note(told))?;
    }
    let List { prospects, left_out, .. } = list;
    let placed: Vec<(Prospect, Placed)> = prospects
        .into_iter()
        .map(|prospect| {
            let placed = checklist.place(&prospect);
            (prospect, placed)
        })
        .collect();
    let mut tiers = vec![(0, 0); checklist.tiers().len()];
    for (prospect, placed) in &placed {
        tiers[placed.tier].0 += 1;
        tiers[placed.tier].1 += u32::from(prospect.open_profile);
    }
    let record = arguments.record.as_deref().map(|path| files::from(path, &arguments.out));
    let Segments { text: scenario, borrowed } = segments(&checklist, &tiers, record.as_deref().zip(own.as_ref()));
    let named = |name: &str, bytes: Vec<u8>| ReportFile { name: name.into(), bytes };
    let mut files = vec![
        named(SEGMENTS, scenario.into_bytes()),
        named(QUALIFIED, qualified_csv(&checklist, &placed)),
        named(LEFT_OUT, left_out_csv(&left_out)),
    ];
    let read = [read, FileRecord::new(name(rules), text.as_bytes())];
    files.push(named(QUALIFIED_RECORD, qualified_json(&read, &files)));
    let written: Vec<PathBuf> = files.iter().map(|file| arguments.out.join(&file.name)).collect();
    folder.write(|_| files)?;
    if !arguments.quiet {
        if record.is_some() {
            notes::borrowed(&borrowed).iter().try_for_each(|told| printer.note(told))?;
        }
        printer.data(&terminal::qualified(printer.screen(), &checklist, &tiers, &left_out))?;
        printer.note(&terminal::initialised(&written.iter().map(PathBuf::as_path).collect::<Vec<_>>()))?;
    }
    Ok(())
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
fn read(arguments: &Qualify, checklist: &Checklist) -> Result<(List, FileRecord), Failure> {
    let wanted = checklist.columns();
    let known: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).chain(wanted.iter().copied()).collect();
    let own = columns(&arguments.column, &known, "title=\"Job title\"")?;
    let path = &arguments.prospects;
    if let Some(why) = is_spreadsheet(path) {
        return Err(wrong(path, why));
    }
    let file = File::open(path).map_err(|error| wrong(path, &reason(&error)))?;
    let left = Left::new(MAX_BYTES);
    let mut input = BufReader::with_capacity(1 << 20, Hashed::new(Limited::new(file, &left)));
    let list = read_prospects(&name(path), &mut input, &own, &wanted).map_err(|error| match error {
        ListError::Io(error) => wrong(path, &reason(&error)),
        ListError::Empty => wrong(path, "it is empty"),
        ListError::Excess(_) => wrong(path, &error.to_string()),
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

/// The touches and costs of a fragment.
fn own(path: &Path) -> Result<Own, Failure> {
    let text = text_of(path)?;
    Own::read(&path.display().to_string(), &text).map_err(wrong_text)
}
