//! `compare`: sets the cases of several scenarios side by side, on the same luck.

use std::time::Instant;

use crate::cli::{Compare, ResultFormat};
use crate::report::page::file_name;
use crate::report::{self, Table};
use crate::results::Played;
use crate::scenario::{side_by_side, unlike};
use crate::study::space::settings;
use crate::terminal::{self, Level};

use super::{
    Exit, Failure, Printer, forms, load_all, note_pipes, note_warnings, overrides, pages, reports, run, sampling,
    threads,
};

pub(super) fn compare(arguments: &Compare, printer: &mut Printer) -> Result<Exit, Failure> {
    let Compare { files, playing } = arguments;
    let begin = Instant::now();
    let overrides = overrides(&playing.changes, playing.trials);
    note_pipes(files, playing.quiet, printer)?;
    let scenarios = load_all(files, &overrides)?;
    let unlike = unlike(&scenarios);
    let scenario = side_by_side(scenarios).map_err(|same| {
        Failure::Wrong(format!("two of the files, or of their cases, are called `{same}`; rename one"))
    })?;
    let forms = forms::typed(&playing.forms);
    let folder = reports::open(&playing.out, &scenario, forms)?;
    folder.check([Table::Sums.file_name()])?;
    let pool = threads(playing.threads)?;
    let shows = printer.shows(playing.quiet, playing.format == ResultFormat::Table);
    note_warnings(&scenario, printer)?;
    if let Some(unlike) = unlike {
        printer.note(&terminal::message(Level::Warning, &unlike, None, None))?;
    }
    let settings = settings(&scenario, sampling(&playing.changes));
    let figures = pool.install(|| run::play(&scenario, &settings, playing.quiet));
    let campaigns = figures.trials * scenario.cases.len() as u64;
    let stems: Vec<_> =
        files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect();
    let sums = figures.sums(&stems);
    let mut result = Played::new(&scenario, figures, &overrides, &settings);
    result.sums = sums;
    // Like that of a run, the page holds no folders.
    let typed = files.iter().map(|file| file_name(&file.to_string_lossy()).to_owned());
    result.command = std::iter::once("compare".to_owned()).chain(typed).collect();
    let older = pool.install(|| reports::write_all(&result, &scenario, &folder, forms))?;
    if shows {
        reports::show((&result, &older), &scenario, playing.format, &folder, printer)?;
        if playing.format == ResultFormat::Json {
            printer.data(&report::results_json(&[result.entry(&scenario)]))?;
        }
    }
    printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    pages::open(&folder.path().join(report::PAGE), playing.open)?;
    Ok(reports::exit(&result.figures))
}
