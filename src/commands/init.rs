//! `init`: writes a scenario file to start from, with what it needs beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Init;
use crate::guide::{self, EXAMPLES, Example, SCHEMA_FILE};
use crate::output::write_all_new;
use crate::scenario::nearest;
use crate::terminal;

use super::{Failure, Printer};

pub(super) fn init(arguments: &Init, printer: &mut Printer) -> Result<(), Failure> {
    if arguments.list {
        let examples: Vec<(&str, &str)> = EXAMPLES.iter().map(|example| (example.name, example.question())).collect();
        return printer.data(&terminal::examples(printer.screen(), &examples));
    }
    let example = arguments.template.as_deref().map(example).transpose()?;
    let name = example.map_or("campaign", |example| example.name);
    let file = arguments.file.clone().unwrap_or_else(|| format!("{name}.toml").into());
    let schema = arguments.schema.then_some(SCHEMA_FILE);
    let (text, beside) = match example {
        Some(example) => guide::example_files(example, schema),
        None => (guide::template(&file.display().to_string(), schema), Vec::new()),
    };
    let beside = beside.into_iter().chain(schema.map(|name| (name, guide::scenario_schema())));
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside: Vec<(PathBuf, String)> = beside.map(|(path, text)| (folder.join(path), text)).collect();
    if let Some((path, _)) = beside.iter().find(|(path, _)| *path == file) {
        let path = path.display();
        return Err(Failure::Wrong(format!("`{path}` is the name of a file that it needs beside it; choose another")));
    }
    // Files that several scenarios read may be there already, unchanged.
    let beside = beside.into_iter().filter(|(path, text)| fs::read(path).ok().as_deref() != Some(text.as_bytes()));
    let files: Vec<(PathBuf, String)> = std::iter::once((file, text)).chain(beside).collect();
    write_all_new(&files)?;
    if !arguments.quiet {
        let written: Vec<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        printer.note(&terminal::initialised(&written))?;
    }
    Ok(())
}

fn example(name: &str) -> Result<&'static Example, Failure> {
    let plain = name.strip_suffix(".toml").unwrap_or(name);
    EXAMPLES.iter().find(|example| example.name == plain).ok_or_else(|| {
        let near = nearest(plain, EXAMPLES.iter().map(|example| example.name));
        Failure::unknown("template", name, near, || "`inmail-sim init --list` lists them".into())
    })
}
