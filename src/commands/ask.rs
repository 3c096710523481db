//! The frame of every question about one scenario: read, make room for the reports, play, write, print.

use std::path::Path;
use std::time::Instant;

use crate::chart::{self, Chart};
use crate::cli::{Format, Playing};
use crate::engine::Settings;
use crate::output::Folder;
use crate::report::ReportFile;
use crate::report::optimum::OutcomeRecord;
use crate::report::page::Content;
use crate::scenario::document::source::Disk;
use crate::study::space::Space;
use crate::terminal::{self, Progress};

use super::{Failure, Printer, note_warnings, overrides, pages, reports, sampling, threads};

/// A question about one scenario.
pub(super) struct Ask<'a> {
    playing: &'a Playing<Format>,
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
    /// The sentences beside a table that is printed as CSV.
    pub(super) said: Option<String>,
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
        Ok(Ask { playing, begin, space })
    }

    /// The name of the scenario.
    pub(super) fn name(&self) -> &str {
        &self.space.scenario.name
    }

    /// Are charts drawn?
    pub(super) fn draws(&self) -> bool {
        chart::DRAWN && !self.playing.no_charts
    }

    /// Makes the folder for the reports, sees whether they may be written there, and says what is worth a second look.
    /// All of this before anything is played: what cannot be written should be known at once.
    pub(super) fn open(
        &self,
        files: &[&str],
        record: &'static str,
        charts: &[String],
        printer: &mut Printer,
    ) -> Result<Folder, Failure> {
        let folder = Folder::open_for(reports::folder(&self.playing.out, &self.space.scenario.stem)?, record)?;
        let pictures = if self.draws() { reports::picture_names(charts) } else { Vec::new() };
        folder.check(files.iter().copied().chain([record]).chain(pictures.iter().map(String::as_str)))?;
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
        let mut record = reports::record(scenario, &origin.overrides, &answer.settings);
        record.overrides.extend(answer.typed);
        record.outcome = answer.outcome;
        let (command, name) = answer.page;
        let pictures = answer.charts.iter().map(|(name, chart)| reports::picture(name, chart)).collect();
        let command = (reports::command(command, &record), &record);
        let page = reports::page_of(scenario, command, answer.content, pictures, Vec::new());
        let file = ReportFile { name: name.into(), bytes: page };
        let table = self.playing.format == Format::Csv;
        let table = table.then(|| answer.tables[0].1.clone());
        let tables = answer.tables.into_iter().map(|(name, bytes)| ReportFile { name: name.into(), bytes });
        let pictures = answer.charts.into_iter().flat_map(|(name, chart)| reports::pictures(&name, chart));
        reports::write(folder, tables.chain(pictures).chain([file]).collect(), record)?;
        let page = folder.path().join(name);
        if !printer.shows(self.playing.quiet, self.playing.format == Format::Table) {
            return pages::open(&page, self.playing.open);
        }
        match table {
            None => printer.data(&answer.shown)?,
            Some(table) => {
                printer.table(&table)?;
                answer.said.iter().try_for_each(|said| printer.note(said))?;
            }
        }
        answer.left_out.iter().try_for_each(|left_out| printer.note(left_out))?;
        printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        pages::tell(&page, printer)?;
        printer.note(&terminal::played(answer.campaigns, self.begin.elapsed()))?;
        pages::open(&page, self.playing.open)
    }
}
