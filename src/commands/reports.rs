//! The reports of a run, and what it prints, whether it was played in one go or merged from shards.

use std::path::{Component, Path, PathBuf};

use crate::chart::{self, Chart};
use crate::cli::ResultFormat;
use crate::engine::{Sampling, Settings};
use crate::figures::verdict::Verdict;
use crate::figures::{CaseFigures, Figure, Figures};
use crate::output::Folder;
use crate::report::overview::Overview;
use crate::report::page::{self, Basis, Content, Page, Picture, Stated, file_name};
use crate::report::seat_overview;
use crate::report::{
    self, Cover, FileRecord, Ranking, ReportFile, ResultEntry, RulebookRecord, RunRecord, StopRecord, Table,
};
use crate::scenario::assumption::Origin;
use crate::scenario::{self, Overrides, Scenario};
use crate::terminal;
use crate::words::figure::{cost_per_reply, in_words};

use super::forms::{Forms, picture_names};
use super::{Exit, Failure, Printer, pages};

/// The result of a scenario: everything that reports are made of.
pub(super) struct Played {
    pub(super) figures: Figures,
    pub(super) verdict: Verdict,
    /// Sums of cases, which are shown below them.
    pub(super) sums: Vec<CaseFigures>,
    /// The command and its files, as they would be typed again.
    pub(super) command: Vec<String>,
    run: RunRecord,
    /// Files of an earlier run that stay beside its own.
    older: Vec<String>,
}

impl Played {
    /// The result of a scenario that was played with these changes and settings.
    pub(super) fn new(scenario: &Scenario, figures: Figures, overrides: &Overrides, settings: &Settings) -> Played {
        let settings = Settings { trials: figures.trials, ..*settings };
        let run = record(scenario, overrides, &settings);
        let command = command("run", &run);
        Played { verdict: Verdict::new(&figures), figures, sums: Vec::new(), command, run, older: Vec::new() }
    }

    /// How the command ends: the exit status says, too, whether a target is missed.
    pub(super) fn exit(&self) -> Exit {
        if self.figures.misses_a_target() { Exit::Missed } else { Exit::Done }
    }

    /// The same for programs.
    pub(super) fn entry(&self, scenario: &Scenario) -> ResultEntry {
        ResultEntry::new(
            &self.run,
            &scenario.description,
            (&self.figures, &self.sums),
            &self.verdict,
            warnings(scenario),
        )
    }

    /// Writes the reports of a scenario.
    pub(super) fn write(&mut self, scenario: &Scenario, folder: &Folder, forms: Forms) -> Result<(), Failure> {
        let mut files = report::tables(&self.figures);
        if !self.sums.is_empty() {
            let bytes = report::sums_csv(self.figures.trials, &self.sums);
            files.insert(1, ReportFile { name: Table::Sums.file_name().into(), bytes });
        }
        let charts = if forms.charts { chart::charts(&scenario.name, &self.figures)? } else { Vec::new() };
        forms.add(&mut files, report::PAGE, &self.cover(scenario), &charts)?;
        let answer = page::run(&self.figures, &self.verdict);
        let pictures = charts.iter().map(|chart| picture(chart.name, chart)).collect();
        let bytes = page_of(scenario, (self.command.clone(), &self.run), answer, pictures, Vec::new());
        files.push(ReportFile { name: report::PAGE.into(), bytes });
        for chart in if forms.slides { self.charts_for_slides(scenario, forms)? } else { charts } {
            files.extend(forms.pictures(chart.name, chart)?);
        }
        self.older = write(folder, files, self.run.clone(), forms)?;
        Ok(())
    }

    /// The charts whose files are for slides.
    fn charts_for_slides(&self, scenario: &Scenario, forms: Forms) -> Result<Vec<Chart>, Failure> {
        let charts = forms.charts.then(|| chart::charts_for_slides(&scenario.name, &self.figures)).transpose()?;
        Ok(charts.unwrap_or_default())
    }

    /// What the first sheet of the workbook says.
    fn cover<'a>(&self, scenario: &'a Scenario) -> Cover<'a> {
        Cover {
            answer: self
                .verdict
                .sentences()
                .into_iter()
                .chain(self.verdict.paid_on_note())
                .chain(self.verdict.shortages_in_words())
                .collect(),
            played: Overview::new(&self.figures).facts,
            ranked: Some(self.ranking()),
            prices: self.verdict.prices_note(),
            ..cover(scenario, &Content::default(), &self.run)
        }
    }

    /// The figure by which the first circumstance is ranked, of all cases.
    fn ranking(&self) -> Ranking {
        let by = self.figures.circumstances.first().map_or(Figure::CostPerReply, |first| first.by);
        let figure = match by {
            Figure::CostPerReply => cost_per_reply(self.figures.has_costs_beside()).to_owned(),
            by => in_words(by),
        };
        Ranking { figure, values: self.figures.cases.iter().map(|case| case.estimate(by).mean).collect() }
    }

    /// Prints what came of a scenario, unless it is kept for a document of all, and where its reports are.
    pub(super) fn show(
        &self,
        scenario: &Scenario,
        format: ResultFormat,
        folder: &Folder,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let overview = Overview::with_sums(&self.figures, &self.sums);
        let seats = seat_overview::seats(&self.figures);
        match format {
            ResultFormat::Table => {
                printer.data(&terminal::summary(printer.screen(), &scenario.name, &overview))?;
                printer.data(&terminal::verdict(printer.screen(), &self.verdict))?;
                if let Some(seats) = seats {
                    printer.data(&terminal::seats(printer.screen(), &seats))?;
                }
                printer.data(&terminal::targets(printer.screen(), &self.figures.targets))?;
            }
            ResultFormat::Markdown => {
                printer.data(&report::result_markdown(
                    &scenario.name,
                    (&overview, seats.as_ref()),
                    &self.verdict,
                    &self.figures.targets,
                ))?;
            }
            ResultFormat::Csv => {
                printer.table(&report::summary_with_sums_csv(&self.figures, &self.sums))?;
                printer.note(terminal::verdict(printer.screen(), &self.verdict).trim_end())?;
                if !self.figures.targets.is_empty() {
                    printer.note(terminal::targets(printer.screen(), &self.figures.targets).trim_end())?;
                }
            }
            ResultFormat::Json => {}
        }
        tell_written(folder, scenario, &self.older, printer)?;
        pages::tell(&folder.path().join(report::PAGE), printer)
    }
}

/// The record by which a run can be repeated; its reports are not yet known.
pub(super) fn record(scenario: &Scenario, overrides: &Overrides, settings: &Settings) -> RunRecord {
    RunRecord {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: scenario.name.clone(),
        seed: settings.seed,
        trials: settings.trials,
        sampling: settings.sampling.name().into(),
        precision: settings.precision.map(StopRecord::new),
        files: scenario.sources.iter().map(|source| file_record(&source.written, &source.sha256)).collect(),
        rulebooks: scenario
            .rulebooks
            .iter()
            .map(|rulebook| RulebookRecord { id: rulebook.id.clone(), name: rulebook.name.clone() })
            .collect(),
        overrides: typed(overrides, settings.sampling),
        cases: scenario.cases.iter().map(|case| case.name.id()).collect(),
        starts: scenario.cases.iter().map(|case| case.calendar.start.to_string()).collect(),
        outcome: None,
        reports: Default::default(),
        older: Default::default(),
    }
}

/// A file that was read, as the record of a run lists it.
pub(super) fn file_record(written: &str, sha256: &str) -> FileRecord {
    FileRecord { name: plain(written), sha256: sha256.to_owned() }
}

/// The command with the file that it was given first, as it would be typed again.
pub(super) fn command(name: &str, run: &RunRecord) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(run.files.first().map(|file| file.name.clone())).collect()
}

/// A chart on a page, with the stem of its files' names.
pub(super) fn picture<'a>(name: &'a str, chart: &'a Chart) -> Picture<'a> {
    Picture { name, svg: &chart.svg, finding: &chart.finding }
}

/// The page of an answer about a scenario.
pub(super) fn page_of(
    scenario: &Scenario,
    (command, run): (Vec<String>, &RunRecord),
    content: Content,
    charts: Vec<Picture<'_>>,
    varied: Vec<(String, String)>,
) -> Vec<u8> {
    // What is varied has no one value.
    let kept = |path: &str| !varied.iter().any(|(varied, _)| varied == path);
    let assumptions = scenario.assumptions.iter().filter(|assumption| kept(&assumption.path));
    let assumptions = assumptions.map(|assumption| Stated {
        what_if: assumption.what_if.clone().unwrap_or_default(),
        path: assumption.path.clone(),
        value: assumption.value.clone(),
        unit: assumption.unit.into(),
        label: assumption.origin.label().into(),
        is_recorded: assumption.origin == Origin::Record,
        remark: assumption.remark.clone(),
    });
    let basis = Basis {
        command,
        run,
        assumptions: assumptions.collect(),
        varied,
        cases: &scenario.cases,
        rulebooks: &scenario.rulebooks,
        // They are part of the program, so that they can be read; if not, the page has less to say.
        builtin: scenario::builtin_rulebooks().filter_map(|name| scenario::rulebook(name).ok()).collect(),
        warnings: warnings(scenario),
    };
    let (title, question) = (scenario.name.as_str(), scenario.description.as_str());
    report::page_html(&Page { title, question, content, charts, basis: Some(basis) })
}

/// A chart that may be drawn, with its name.
pub(super) fn named(chart: Option<Chart>) -> Vec<(String, Chart)> {
    chart.into_iter().map(|chart| (chart.name.to_owned(), chart)).collect()
}

/// What the first sheet of the workbook says of an answer to a question about a scenario.
pub(super) fn cover<'a>(scenario: &'a Scenario, content: &Content, run: &RunRecord) -> Cover<'a> {
    Cover {
        question: &scenario.name,
        description: &scenario.description,
        answer: content.sentences().to_vec(),
        played: content.facts().to_owned(),
        ranked: None,
        cases: &scenario.cases,
        prices: None,
        rulebooks: &scenario.rulebooks,
        warnings: warnings(scenario),
        repeated: format!("version {} of the program, seed {}", run.version, run.seed),
    }
}

/// Writes files, and the record that lists them. Returns the names of the older files that stay beside them.
pub(super) fn write(
    folder: &Folder,
    mut files: Vec<ReportFile>,
    record: RunRecord,
    forms: Forms,
) -> Result<Vec<String>, Failure> {
    let reports = files.iter().map(|file| (file.name.clone(), report::sha256(&file.bytes))).collect();
    let mut names = Vec::new();
    folder.write(|earlier| {
        let older = forms.left(folder, earlier, &files);
        names.extend(older.keys().cloned());
        let record = report::run_json(&RunRecord { reports, older, ..record });
        files.push(ReportFile { name: folder.record().into(), bytes: record });
        files
    })?;
    Ok(names)
}

/// Says where reports are, and which older files stay beside them.
pub(super) fn tell_written(
    folder: &Folder,
    scenario: &Scenario,
    older: &[String],
    printer: &mut Printer,
) -> Result<(), Failure> {
    printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run(), other(folder, scenario)))?;
    terminal::older_files(older).map_or(Ok(()), |left| printer.note(&left))
}

/// The name of the file of an earlier run in a folder, if that file was not the same as the one of this run: which place it
/// had no record tells, so that nobody knows whether it was changed or was another.
fn other<'f>(folder: &'f Folder, scenario: &Scenario) -> Option<&'f str> {
    let (name, hash) = folder.source()?;
    scenario.sources.first().is_some_and(|source| source.sha256 != hash).then_some(name)
}

/// Sees whether the folder is that of a file with the name of this one. Two whose names differ by their ending share it.
pub(super) fn check_source(folder: &Folder, scenario: &Scenario) -> Result<(), Failure> {
    let Some((first, (name, _))) = scenario.sources.first().zip(folder.source()) else { return Ok(()) };
    let written = plain(&first.written);
    // Some file systems do not tell upper from lower case.
    if name.to_lowercase() == written.to_lowercase() {
        return Ok(());
    }
    Err(Failure::Wrong(format!(
        "`{}` holds the results of `{name}`, and those of `{written}` would replace them; choose another folder with `--out`",
        folder.path().display()
    )))
}

/// The folder for the reports of the scenario file with this stem.
pub(super) fn folder(out: &Path, stem: &str) -> Result<PathBuf, Failure> {
    let mut parts = Path::new(stem).components();
    if matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == stem) {
        return Ok(out.join(stem));
    }
    Err(Failure::Wrong(format!(
        "the reports of `{stem}.toml` would go to a folder called `{stem}`, which is no name of a folder; rename the file"
    )))
}

/// Makes the folder for the reports of a scenario, and sees whether they may be written there.
pub(super) fn open(out: &Path, scenario: &Scenario, forms: Forms) -> Result<Folder, Failure> {
    let folder = Folder::open(folder(out, &scenario.stem)?)?;
    check_source(&folder, scenario)?;
    let seats = scenario.cases.iter().any(|case| !case.seats.is_empty());
    let names = names(forms.charts, !scenario.targets.is_empty(), seats).into_iter().chain(forms.names(report::PAGE));
    folder.check(names.collect::<Vec<_>>().iter().map(String::as_str))?;
    Ok(folder)
}

/// The files that a run writes.
fn names(charts: bool, targets: bool, seats: bool) -> Vec<String> {
    let tables = report::tables_with(targets, seats).map(|table| table.file_name().to_owned());
    let charts = if charts { picture_names(&chart::NAMES) } else { Vec::new() };
    tables.chain(charts).chain([report::PAGE.to_owned(), report::RECORD.to_owned()]).collect()
}

/// The warnings about a scenario, each with its place but no folder, which holds on one machine only.
pub(super) fn warnings(scenario: &Scenario) -> Vec<String> {
    let told = |warning: &scenario::warning::Warning| {
        format!("{}, line {}: {warning}", file_name(&warning.place.file), warning.place.line)
    };
    scenario.warnings.iter().map(told).collect()
}

/// The name of a file as it was stated, without the folders of an absolute path, which hold on one machine only.
pub(super) fn plain(written: &str) -> String {
    let path = Path::new(written);
    let name = path.file_name().filter(|_| path.is_absolute());
    name.map_or_else(|| written.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The changes of the command line, as they would be typed again.
pub(super) fn typed(overrides: &Overrides, sampling: Sampling) -> Vec<String> {
    let Overrides { set, plans, what_ifs, trials, seed, weeks } = overrides;
    let all =
        |flag: &str, values: &[String]| values.iter().map(|value| format!("--{flag} {value}")).collect::<Vec<_>>();
    let one = |flag: &str, value: Option<u64>| value.map(|value| format!("--{flag} {value}"));
    let numbers = [one("trials", *trials), one("seed", *seed), one("weeks", weeks.map(u64::from))];
    let sampling = Some(sampling).filter(|&sampling| sampling != Sampling::default());
    let sampling = sampling.map(|sampling| format!("--sampling {}", sampling.name()));
    [all("set", set), all("plan", plans), all("what-if", what_ifs)]
        .into_iter()
        .flatten()
        .chain(numbers.into_iter().flatten())
        .chain(sampling)
        .collect()
}
