//! The frame of every question about one scenario: read, make room for the reports, play, write, print.

use std::path::Path;
use std::time::Instant;

use crate::chart::Chart;
use crate::cli::{Format, Playing};
use crate::engine::Settings;
use crate::output::Folder;
use crate::report::optimum::OutcomeRecord;
use crate::report::page::Content;
use crate::report::{AnswerEntry, Fields, ReportFile, answer_json};
use crate::results::{self, Forms, picture_names};
use crate::scenario::document::source::Disk;
use crate::study::space::Space;
use crate::terminal::{self, Progress};

use super::{Failure, Printer, forms, note_warnings, overrides, pages, reports, sampling, threads};

/// A question about one scenario.
pub(super) struct Ask<'a> {
    playing: &'a Playing<Format>,
    forms: Forms,
    begin: Instant,
    /// The scenario that it is about.
    pub(super) space: Space,
}

/// The answer to a question, as it is written and printed.
pub(super) struct Answer {
    /// The trials of each case.
    pub(super) settings: Settings,
    /// How many campaigns were played in all.
    pub(super) campaigns: u64,
    /// The arguments of the command's own, as they would be typed again.
    pub(super) typed: Vec<String>,
    /// The tables with their names; the first is printed as CSV.
    pub(super) tables: Vec<(&'static str, Vec<u8>)>,
    /// The command, and the name of its page.
    pub(super) page: (&'static str, &'static str),
    /// What the page says.
    pub(super) content: Content,
    /// The charts, each with the stem of its files' names.
    pub(super) charts: Vec<(String, Chart)>,
    /// The answer for people.
    pub(super) shown: String,
    /// The same in fields and sentences, for programs.
    pub(super) verdict: Fields,
    /// What a search came to, for programs.
    pub(super) outcome: Option<OutcomeRecord>,
    /// A note about what the answer leaves out.
    pub(super) left_out: Option<String>,
}

impl<'a> Ask<'a> {
    /// Reads the scenario, with the fragment of a record laid over it if there is one.
    pub(super) fn new(file: &Path, fragment: Option<&Path>, playing: &'a Playing<Format>) -> Result<Ask<'a>, Failure> {
        let begin = Instant::now();
        let overrides = overrides(&playing.changes, playing.trials);
        let space = Space::read(&Disk, file, fragment, overrides, sampling(&playing.changes))?;
        Ok(Ask { playing, forms: forms::typed(&playing.forms), begin, space })
    }

    /// The name of the scenario.
    pub(super) fn name(&self) -> &str {
        &self.space.scenario.name
    }

    /// Are charts drawn?
    pub(super) fn draws(&self) -> bool {
        self.forms.charts
    }

    /// Makes the folder for the reports, sees whether they may be written there, and says what is worth a second look.
    /// All of this before anything is played: what cannot be written should be known at once.
    pub(super) fn open(
        &self,
        tables: &[&str],
        (page, record): (&str, &'static str),
        charts: &[String],
        printer: &mut Printer,
    ) -> Result<Folder, Failure> {
        let folder = Folder::open_for(reports::folder(&self.playing.out, &self.space.scenario.stem)?, record)?;
        reports::check_source(&folder, &self.space.scenario)?;
        let pictures = if self.draws() { picture_names(charts) } else { Vec::new() };
        let others: Vec<String> = pictures.into_iter().chain(self.forms.names(page)).collect();
        folder.check(tables.iter().copied().chain([page, record]).chain(others.iter().map(String::as_str)))?;
        if !self.playing.quiet {
            note_warnings(&self.space.scenario, printer)?;
        }
        Ok(folder)
    }

    /// Plays so many campaigns, or whatever else `total` counts, on as many threads as were asked for.
    pub(super) fn play<T: Send>(&self, total: u64, play: impl FnOnce(&Progress) -> T + Send) -> Result<T, Failure> {
        let pool = threads(self.playing.threads)?;
        let progress = Progress::new(self.name(), total, self.playing.quiet);
        Ok(pool.install(|| play(&progress)))
    }

    /// Writes the answer, and the record of how it was found, and prints it.
    pub(super) fn end(self, folder: &Folder, answer: Answer, printer: &mut Printer) -> Result<(), Failure> {
        let Space { scenario, origin, .. } = &self.space;
        let mut record = results::record(scenario, &origin.overrides, &answer.settings);
        record.overrides.extend(answer.typed);
        record.outcome = answer.outcome;
        let (command, name) = answer.page;
        let pictures = answer.charts.iter().map(|(name, chart)| results::picture(name, chart)).collect();
        let typed = (results::command(command, &record), &record);
        let cover = results::cover(scenario, &answer.content, &record);
        let said = answer.content.sentences().join(" ");
        let page = results::page_of(scenario, typed, answer.content, pictures, Vec::new());
        let page = ReportFile { name: name.into(), bytes: page };
        let named = |(name, bytes): (&str, Vec<u8>)| ReportFile { name: name.into(), bytes };
        let tables: Vec<ReportFile> = answer.tables.into_iter().map(named).collect();
        let data = match self.playing.format {
            Format::Table => None,
            Format::Csv => Some(String::from_utf8_lossy(&tables[0].bytes).into_owned()),
            Format::Json => Some(answer_json(AnswerEntry {
                command,
                scenario: &scenario.name,
                description: &scenario.description,
                seed: record.seed,
                trials: Some(record.trials),
                sampling: &record.sampling,
                verdict: answer.verdict,
                tables: &tables,
                warnings: results::warnings(scenario),
            })),
        };
        let mut files = tables;
        self.forms.add(&mut files, name, &cover, answer.charts.iter().map(|(_, chart)| chart))?;
        for (name, chart) in answer.charts {
            files.extend(self.forms.pictures(&name, chart)?);
        }
        files.push(page);
        let older = reports::write(folder, files, record, self.forms)?;
        let page = folder.path().join(name);
        if !printer.shows(self.playing.quiet, self.playing.format == Format::Table) {
            return pages::open(&page, self.playing.open);
        }
        match (data, self.playing.format) {
            (Some(table), Format::Csv) => {
                printer.table(table.as_bytes())?;
                printer.note(&said)?;
            }
            (Some(document), _) => printer.data(&document)?,
            (None, _) => printer.data(&answer.shown)?,
        }
        answer.left_out.iter().try_for_each(|left_out| printer.note(left_out))?;
        reports::tell_written(folder, scenario, &older, printer)?;
        pages::tell(&page, printer)?;
        printer.note(&terminal::played(answer.campaigns, self.begin.elapsed()))?;
        pages::open(&page, self.playing.open)
    }
}
