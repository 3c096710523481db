//! `optimize`: finds the best of all combinations that a scenario's goal names.

use std::path::Path;
use std::time::Instant;

use crate::chart;
use crate::cli::{Format, Optimize};
use crate::domain::case::Case;
use crate::domain::requirement::Requirement;
use crate::output::Folder;
use crate::report::ReportFile;
use crate::report::optimum::{FILE, RECORD, optimum_csv};
use crate::scenario::document::source::{Cached, Disk, Kept};
use crate::scenario::goal::Goal;
use crate::scenario::{self, Overrides, Scenario};
use crate::study::optimum::Optimum;
use crate::study::race::{Contest, race};
use crate::terminal::{self, Progress};

use super::{Failure, Printer, note_warnings, overrides, reports, sampling, settings, threads};

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
    comparable(&scenario, goal, &candidates)?;
    let folder = Folder::open_for(arguments.out.join(&scenario.stem), RECORD)?;
    folder.check(names(!arguments.no_charts).iter().map(String::as_str))?;
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

    let stated = |number: usize| {
        let settings = goal.combination(candidates[number].combination);
        settings.into_iter().map(|setting| setting.text.as_str()).collect()
    };
    let optimum = Optimum {
        name: &scenario.name,
        currency: scenario.cases.first().map_or("", |case| &case.currency),
        contest: &contest,
        race: &race,
        paths: goal.vary.iter().map(|axis| axis.path.as_str()).collect(),
        settings: (0..candidates.len()).map(stated).collect(),
    };
    let table = optimum_csv(&optimum);
    let printed = match arguments.format {
        Format::Table => terminal::optimum(printer.screen(), &optimum),
        Format::Csv => String::from_utf8_lossy(&table).into_owned(),
    };
    let mut files = vec![ReportFile { name: FILE.into(), bytes: table }];
    if !arguments.no_charts {
        let chart = pool.install(|| chart::frontier(&optimum))?;
        files.extend(chart.into_iter().flat_map(reports::chart_files));
    }
    let settings = settings(&scenario, sampling(&arguments.changes));
    let cases = scenario.cases.iter().map(|case| case.name.to_string()).collect();
    let record = reports::record(&scenario, scenario.trials, cases, &overrides, &settings);
    reports::write(&folder, files, RECORD, record)?;
    if !arguments.quiet {
        printer.data(&printed)?;
        printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        printer.note(&terminal::played(race.played, begin.elapsed()))?;
    }
    Ok(())
}

/// Sees that all candidates can be held to what is required, and compared.
fn comparable(scenario: &Scenario, goal: &Goal, candidates: &[Candidate<'_>]) -> Result<(), Failure> {
    if scenario.cases.iter().any(|case| case.currency != scenario.cases[0].currency) {
        let message = "the what-ifs are in different currencies, and nothing is converted: leave out those in another \
                       one, with `--what-if` for those that are meant";
        return Err(Failure::Wrong(message.into()));
    }
    let varied = goal.vary.iter().position(|axis| axis.path == "weeks");
    for candidate in candidates {
        let weeks = varied.and_then(|place| goal.combination(candidate.combination)[place].number);
        let weeks = weeks.unwrap_or_else(|| candidate.like.calendar.weeks.into());
        let beyond = |asked: &&Requirement| asked.by.is_some_and(|week| f64::from(week) > weeks);
        if let Some(asked) = goal.require.iter().find(beyond) {
            let message =
                format!("`{asked}` asks for more weeks than the {weeks} that some campaigns of the search have");
            return Err(Failure::Wrong(message));
        }
    }
    Ok(())
}

/// The files that it writes.
fn names(charts: bool) -> Vec<String> {
    let charts = [".png", ".svg"].into_iter().filter(|_| charts).map(|end| format!("{}{end}", chart::FRONTIER));
    [FILE.to_owned(), RECORD.to_owned()].into_iter().chain(charts).collect()
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
        "`{}` has no `[goal]`; say in it what to look for, as in `minimize = \"cost_per_reply\"`, and in `[goal.vary]` \
         among what; `inmail-sim explain goal` tells more",
        file.display()
    )
}
