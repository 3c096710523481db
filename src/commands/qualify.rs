//! `qualify`: gives each prospect of a list a tier and a first channel, and makes a scenario of the tiers.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::cli::Qualify;
use crate::output::write_all_new;
use crate::record::checklist::{BUILT_IN, Checklist, Placed};
use crate::record::contact::LeftOut;
use crate::record::prospects::{FIELDS, ListError, Prospect, read_prospects};
use crate::record::segments::segments;
use crate::report::{left_out_csv, qualified_csv};
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
    let (prospects, left_out) = read(arguments, &checklist)?;
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
    let files: Vec<(PathBuf, Vec<u8>)> = vec![
        (arguments.out.join("qualified.csv"), qualified_csv(&checklist, &placed)),
        (arguments.out.join("segments.toml"), scenario.into_bytes()),
        (arguments.out.join("left-out.csv"), left_out_csv(&left_out)),
    ];
    write_all_new(&files)?;
    if !arguments.quiet {
        printer.data(&terminal::qualified(&checklist, &tiers, &left_out))?;
        let written: Vec<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        printer.note(&terminal::initialised(&written))?;
    }
    Ok(())
}

fn read(arguments: &Qualify, checklist: &Checklist) -> Result<(Vec<Prospect>, Vec<LeftOut>), Failure> {
    let own: Vec<(String, String)> = arguments.column.iter().map(|typed| column(typed)).collect::<Result<_, _>>()?;
    let path = &arguments.prospects;
    let wrong = |why: &str| Failure::Wrong(format!("`{}`: {why}", path.display()));
    let input = File::open(path).map_err(|error| wrong(&reason(&error)))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_prospects(&name, BufReader::new(input), &own, checklist.columns()).map_err(|error| match error {
        ListError::Io(error) => wrong(&reason(&error)),
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
    let plain = |path: &Path| path.components().filter(|part| part.as_os_str() != ".").count();
    let ups = if folder.is_absolute() { None } else { Some(plain(folder)) };
    match ups {
        Some(ups) => format!("{}{}", "../".repeat(ups), path.display()),
        None => std::path::absolute(path).unwrap_or(path.to_owned()).display().to_string(),
    }
}
