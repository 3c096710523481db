//! `optimize`: finds the best of all combinations that a scenario's goal names.

use std::path::Path;
use std::time::Instant;

use crate::chart;
use crate::cli::{Format, Optimize};
use crate::decide::optimum::Optimum;
use crate::decide::race::{Contest, race};
use crate::domain::case::Case;
use crate::output::Folder;
use crate::report::ReportFile;
use crate::report::optimum::{FILE, optimum_csv};
use crate::scenario::goal::Goal;
use crate::scenario::source::{Cached, Disk, Kept};
use crate::scenario::{self, Overrides, Scenario};
use crate::terminal::{self, Progress};

use super::{Failure, Printer, note_warnings, overrides, sampling, threads};

pub(super) fn optimize(arguments: &Optimize, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let overrides = overrides(&arguments.changes, arguments.trials);
    let kept = Kept::new(&Disk);
    let read = scenario::load_from(&kept, &arguments.file, &overrides);
    let scenario = read.map_err(|problems| Failure::Problems(vec![problems]))?;
    let Some(goal) = &scenario.goal else { return Err(Failure::Wrong(no_goal(&arguments.file))) };
    let candidates = candidates(&scenario, goal);
    if candidates.is_empty() {
        let message =
            "no combination is left: `--plan` or `--what-if` leave out every plan or what-if of `[goal.vary]`";
        return Err(Failure::Wrong(message.into()));
    }
    let folder = Folder::open(arguments.out.join(&scenario.stem))?;
    if !arguments.quiet {
        note_warnings(&scenario, printer)?;
    }
    let contest = Contest {
        objective: goal.objective,
        require: &goal.require,
        confidence: goal.confidence,
        indifference: goal.indifference,
        trials: scenario.trials,
        seed: scenario.seed,
        sampling: sampling(&arguments.changes),
    };
    let files = Cached::from(kept);
    let case = |number: usize| {
        let candidate = &candidates[number];
        compiled(&files, &arguments.file, &overrides, goal, candidate, &scenario)
    };
    let progress = Progress::new(&scenario.name, candidates.len() as u64, arguments.quiet);
    let pool = threads(arguments.threads)?;
    let race = pool.install(|| race(&contest, candidates.len(), case, |out| progress.add(out)));
    let race = race.map_err(|failure: Box<Failure>| *failure)?;
    drop(progress);

    let settings = |number: usize| {
        let settings = goal.combination(candidates[number].combination);
        settings.into_iter().map(|setting| setting.text.as_str()).collect()
    };
    let optimum = Optimum {
        name: &scenario.name,
        currency: scenario.cases.first().map_or("", |case| &case.currency),
        contest: &contest,
        race: &race,
        paths: goal.vary.iter().map(|axis| axis.path.as_str()).collect(),
        settings: (0..candidates.len()).map(settings).collect(),
    };
    let table = optimum_csv(&optimum);
    let printed = match arguments.format {
        Format::Table => terminal::optimum(&optimum),
        Format::Csv => String::from_utf8_lossy(&table).into_owned(),
    };
    let mut files = vec![ReportFile { name: FILE.into(), bytes: table }];
    if !arguments.no_charts {
        let chart = pool.install(|| chart::frontier(&optimum))?;
        if let Some(chart) = chart {
            files.push(ReportFile { name: format!("{}.png", chart.name), bytes: chart.png });
            files.push(ReportFile { name: format!("{}.svg", chart.name), bytes: chart.svg.into_bytes() });
        }
    }
    folder.add(&files)?;
    if !arguments.quiet {
        printer.data(&printed)?;
        printer.note(&terminal::reports_written(folder.path(), false))?;
        printer.note(&terminal::played(race.played, begin.elapsed()))?;
    }
    Ok(())
}

/// One of those that are compared: a combination of the values of all axes, and one of its cases.
struct Candidate<'a> {
    combination: usize,
    /// The case of the file that has its plan and its what-if.
    like: &'a Case,
}

/// Every combination with every case of the file that it is about.
fn candidates<'a>(scenario: &'a Scenario, goal: &Goal) -> Vec<Candidate<'a>> {
    let value = |combination: usize, path: &str| {
        let place = goal.vary.iter().position(|axis| axis.path == path)?;
        Some(goal.combination(combination)[place].text.clone())
    };
    let mut candidates = Vec::new();
    for combination in 0..goal.combinations() {
        let (plan, what_if) = (value(combination, "plan"), value(combination, "what_if"));
        let like = scenario.cases.iter().filter(|case| {
            plan.as_ref().is_none_or(|plan| *plan == case.name.plan)
                && what_if.as_ref().is_none_or(|what_if| what_if == what_if_of(case))
        });
        candidates.extend(like.map(|like| Candidate { combination, like }));
    }
    candidates
}

/// What `--what-if` calls the what-if of a case.
fn what_if_of(case: &Case) -> &str {
    case.name.what_if.as_deref().unwrap_or("base")
}

/// The case of a candidate, or what is wrong with its values.
fn compiled(
    files: &Cached,
    path: &Path,
    overrides: &Overrides,
    goal: &Goal,
    candidate: &Candidate<'_>,
    scenario: &Scenario,
) -> Result<Case, Box<Failure>> {
    let plans = vec![candidate.like.name.plan.clone()];
    let what_ifs = vec![what_if_of(candidate.like).to_owned()];
    let mut set = Overrides { plans, what_ifs, ..overrides.clone() };
    for (axis, setting) in goal.vary.iter().zip(goal.combination(candidate.combination)) {
        if !["plan", "what_if"].contains(&axis.path.as_str()) {
            set = axis.set(setting, set);
        }
    }
    let cases = scenario::cases_from(files, path, &set);
    let cases = cases.map_err(|problems| Box::new(Failure::Problems(vec![problems])))?;
    let case = cases.into_iter().next();
    case.ok_or_else(|| Box::new(Failure::Wrong(format!("a combination of `{}` has no case", scenario.stem))))
}

fn no_goal(file: &Path) -> String {
    format!(
        "`{}` has no `[goal]`; say what to look for and among what, as in\n\n[goal]\nminimize = \"cost_per_reply\"\n\n\
         [goal.vary]\nplan = [\"sales-navigator\", \"premium-business\"]\n\"segment.prospects.per_week\" = [5, 10, 20]",
        file.display()
    )
}
