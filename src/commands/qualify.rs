//! `qualify`: gives each prospect of a list a tier and a first channel, and makes a scenario of the tiers.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::cli::Qualify;
use crate::output::Folder;
use crate::record::checklist::{BUILT_IN, Checklist, Placed};
use crate::record::contact::LeftOut;
use crate::record::prospects::{FIELDS, ListError, Prospect, read_prospects};
use crate::record::segments::segments;
use crate::report::{
    FileRecord, LEFT_OUT, QUALIFIED, QUALIFIED_RECORD, ReportFile, SEGMENTS, left_out_csv, qualified_csv,
    qualified_json,
};
use crate::scenario::nearest;
use crate::scenario::source::reason;
use crate::terminal;

use super::{Failure, Printer};

pub(super) fn qualify(arguments: &Qualify, printer: &mut Printer) -> Result<(), Failure> {
    let file = |path: &Path, why: &str| Failure::Wrong(format!("`{}`: {why}", path.display()));
    let text = match &arguments.rules {
        Some(path) => fs::read_to_string(path).map_err(|error| file(path, &reason(&error)))?,
        None => BUILT_IN.to_owned(),
    };
    let rules = arguments.rules.as_deref().unwrap_or(Path::new("checklist"));
    let checklist = Checklist::read(&text).map_err(|why| file(rules, &why))?;
    let known = arguments.record.as_deref().map_or(Ok(Vec::new()), touches)?;
    let list = fs::read(&arguments.prospects).map_err(|error| file(&arguments.prospects, &reason(&error)))?;
    let (prospects, left_out) = read(arguments, &list, &checklist)?;
    if prospects.is_empty() {
        return Err(file(&arguments.prospects, &nobody(&left_out)));
    }
    let folder = Folder::open_for(arguments.out.clone(), QUALIFIED_RECORD)?;
    folder.check([QUALIFIED, SEGMENTS, LEFT_OUT, QUALIFIED_RECORD])?;
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
    let record = arguments.record.as_deref().map(|path| from(path, &arguments.out));
    let scenario = segments(&checklist, &tiers, record.as_deref(), &known);
    let named = |name: &str, bytes: Vec<u8>| ReportFile { name: name.into(), bytes };
    let mut files = vec![
        named(SEGMENTS, scenario.into_bytes()),
        named(QUALIFIED, qualified_csv(&checklist, &placed)),
        named(LEFT_OUT, left_out_csv(&left_out)),
    ];
    let read = [FileRecord::new(name(&arguments.prospects), &list), FileRecord::new(name(rules), text.as_bytes())];
    files.push(named(QUALIFIED_RECORD, qualified_json(&read, &files)));
    folder.write(&files)?;
    if !arguments.quiet {
        printer.data(&terminal::qualified(&checklist, &tiers, &left_out))?;
        let written: Vec<PathBuf> = files.iter().map(|file| arguments.out.join(&file.name)).collect();
        printer.note(&terminal::initialised(&written.iter().map(PathBuf::as_path).collect::<Vec<_>>()))?;
    }
    Ok(())
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

fn read(arguments: &Qualify, list: &[u8], checklist: &Checklist) -> Result<(Vec<Prospect>, Vec<LeftOut>), Failure> {
    let own: Vec<(String, String)> = arguments.column.iter().map(|typed| column(typed)).collect::<Result<_, _>>()?;
    let path = &arguments.prospects;
    let wrong = |why: &str| Failure::Wrong(format!("`{}`: {why}", path.display()));
    read_prospects(&name(path), list, &own, checklist.columns()).map_err(|error| match error {
        ListError::Io(error) => wrong(&reason(&error)),
        ListError::NoColumn { header, .. } if header.is_empty() => wrong("it is empty"),
        ListError::NoColumn { field, wanted, header } => {
            let listed = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            wrong(&format!(
                "no column {}; it has {}; say which one it is with `--column {field}=\"…\"`",
                listed(&wanted).join(" or "),
                listed(&header).join(", ")
            ))
        }
    })
}

fn column(typed: &str) -> Result<(String, String), Failure> {
    let (name, called) = typed.split_once('=').ok_or_else(|| {
        Failure::Wrong(format!("`{typed}` is not NAME=HEADER, such as `--column title=\"Job title\"`"))
    })?;
    let known = FIELDS.map(|(field, _)| field);
    if !known.contains(&name) {
        let near = nearest(name, known).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(Failure::Wrong(format!("unknown column `{name}`{near}; known: {}", known.join(", "))));
    }
    Ok((name.to_owned(), called.to_owned()))
}

/// The touches that a fragment has.
fn touches(fragment: &Path) -> Result<Vec<String>, Failure> {
    let wrong = |why: String| Failure::Wrong(format!("`{}`: {why}", fragment.display()));
    let text = fs::read_to_string(fragment).map_err(|error| wrong(reason(&error)))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(error.to_string()))?;
    let touches = table.get("touch").and_then(toml::Value::as_table);
    Ok(touches.map_or(Vec::new(), |touches| touches.keys().cloned().collect()))
}

/// The path of a file as one in `folder` must write it.
fn from(path: &Path, folder: &Path) -> String {
    if path.is_absolute() {
        return path.display().to_string();
    }
    let parts = || folder.components().filter(|part| *part != Component::CurDir);
    // From anywhere else the way back is not known.
    if parts().all(|part| matches!(part, Component::Normal(_))) {
        return format!("{}{}", "../".repeat(parts().count()), path.display());
    }
    std::path::absolute(path).unwrap_or(path.to_owned()).display().to_string()
}
