//! `sensitivity`: tells what matters to the figures of each case, and writes it down.

use std::time::Instant;

use crate::chart;
use crate::cli::{Format, Sensitivity as Arguments};
use crate::domain::case::Case;
use crate::domain::figure::Figure;
use crate::engine::Settings;
use crate::output::Folder;
use crate::report::sensitivity::{LEVERS, RECORD, SENSITIVITY, levers_csv, sensitivity_csv};
use crate::report::{ReportFile, RunRecord};
use crate::scenario::document::source::{Cached, Disk, Kept};
use crate::scenario::lever::levers;
use crate::scenario::{self, Overrides, Scenario};
use crate::study::sensitivity::{Asked, Lever, Sensitivity, played, runs};
use crate::terminal::{self, Progress};

use super::figures::figures;
use super::{Failure, Printer, note_warnings, overrides, reports, sampling, settings, threads};

/// The most campaigns of a case unless more are asked for: each is played several times over.
const TRIALS: u64 = 20_000;

/// The most cases of which levers are tried.
const LEVER_CASES: usize = 8;

pub(super) fn sensitivity(arguments: &Arguments, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let figures = figures(&arguments.figure)?;
    let overrides = overrides(&arguments.changes, arguments.trials);
    let kept = Kept::new(&Disk);
    let loaded = scenario::load_from(&kept, &arguments.file, &overrides);
    let scenario = loaded.map_err(|problems| Failure::Problems(vec![problems]))?;
    let files = Cached::from(kept);
    let charts = !arguments.no_charts;
    let folder = Folder::open_for(arguments.out.join(&scenario.stem), RECORD)?;
    folder.check(names(charts, &figures).iter().map(String::as_str))?;
    if !arguments.quiet {
        note_warnings(&scenario, printer)?;
    }

    let trials = if arguments.trials.is_some() { scenario.trials } else { scenario.trials.min(TRIALS) };
    let settings = Settings { trials, precision: None, ..settings(&scenario, sampling(&arguments.changes)) };
    let asked = Asked { figures, trials, seed: settings.seed, sampling: settings.sampling };
    let tried = Tried { files: &files, arguments, overrides: &overrides, scenario: &scenario };
    let levers: Vec<Vec<Lever>> = tried.levers();
    let campaigns = scenario.cases.iter().zip(&levers).map(|(case, levers)| trials * runs(case, levers)).sum();
    let found = {
        let progress = Progress::new(&scenario.name, campaigns, arguments.quiet);
        let play = |(case, levers): (&Case, &Vec<Lever>)| played(case, levers, &asked, |trials| progress.add(trials));
        threads(arguments.threads)?.install(|| scenario.cases.iter().zip(&levers).flat_map(play).collect::<Vec<_>>())
    };

    let cases = scenario.cases.iter().map(|case| case.name.to_string()).collect();
    let record = reports::record(&scenario, trials, cases, &overrides, &settings);
    write(&scenario, &asked, &found, &folder, charts, record)?;
    if !arguments.quiet {
        show(&scenario, &found, arguments.format, printer)?;
        if scenario.cases.len() > LEVER_CASES {
            printer.note(&terminal::sensitivity::levers_of_first(LEVER_CASES, scenario.cases.len()))?;
        }
        printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    Ok(())
}

/// What it takes to find the levers of each case.
struct Tried<'a> {
    files: &'a Cached,
    arguments: &'a Arguments,
    overrides: &'a Overrides,
    scenario: &'a Scenario,
}

impl Tried<'_> {
    /// The levers of each case: other plans, and each changed setting with which its file still can be read.
    fn levers(&self) -> Vec<Vec<Lever>> {
        let load = |overrides: &Overrides| scenario::load_from(self.files, &self.arguments.file, overrides).ok();
        let all = Overrides { plans: Vec::new(), ..self.overrides.clone() };
        let all = load(&all).map_or_else(|| self.scenario.cases.clone(), |scenario| scenario.cases);
        let of = |(place, case): (usize, &Case)| {
            if place >= LEVER_CASES {
                return Vec::new();
            }
            let others = all.iter().filter(|other| other.name.what_if == case.name.what_if && other.name != case.name);
            let plans = others.map(|other| Lever {
                path: "plan".into(),
                from: case.name.plan.clone(),
                to: other.name.plan.clone(),
                case: other.clone(),
            });
            let settings = levers(case, self.overrides).into_iter().filter_map(|lever| {
                let changed = load(&lever.overrides)?.cases.pop().filter(|changed| changed != case)?;
                Some(Lever { path: lever.path, from: lever.from, to: lever.to, case: changed })
            });
            plans.chain(settings).collect()
        };
        self.scenario.cases.iter().enumerate().map(of).collect()
    }
}

/// The files that may be written.
fn names(charts: bool, figures: &[Figure]) -> Vec<String> {
    let charts = figures.iter().filter(|_| charts).flat_map(|figure| {
        let name = chart::tornado::name(*figure);
        [format!("{name}.png"), format!("{name}.svg")]
    });
    [SENSITIVITY, LEVERS, RECORD].into_iter().map(str::to_owned).chain(charts).collect()
}

fn write(
    scenario: &Scenario,
    asked: &Asked,
    found: &[Sensitivity],
    folder: &Folder,
    charts: bool,
    record: RunRecord,
) -> Result<(), Failure> {
    let mut files = vec![
        ReportFile { name: SENSITIVITY.into(), bytes: sensitivity_csv(found) },
        ReportFile { name: LEVERS.into(), bytes: levers_csv(found) },
    ];
    for &figure in asked.figures.iter().filter(|_| charts) {
        let of_figure: Vec<&Sensitivity> = found.iter().filter(|found| found.figure == figure).collect();
        if let Some(chart) = chart::tornado::chart(&scenario.name, &of_figure)? {
            let name = chart::tornado::name(figure);
            files.push(ReportFile { name: format!("{name}.png"), bytes: chart.png });
            files.push(ReportFile { name: format!("{name}.svg"), bytes: chart.svg.into_bytes() });
        }
    }
    reports::write(folder, files, RECORD, record)
}

fn show(scenario: &Scenario, found: &[Sensitivity], format: Format, printer: &mut Printer) -> Result<(), Failure> {
    match format {
        Format::Table => found
            .iter()
            .try_for_each(|found| printer.data(&terminal::sensitivity::table(printer.screen(), &scenario.name, found))),
        Format::Csv => printer.data(&String::from_utf8_lossy(&sensitivity_csv(found))),
    }
}
