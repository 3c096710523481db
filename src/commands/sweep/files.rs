//! The files of a sweep: tables that grow while it is played, and what is left of a sweep that was interrupted.

use std::path::{Path, PathBuf};

use crate::cli;
use crate::domain::figure::Figure;
use crate::output::{Folder, Growing, Left, OutputError};
use crate::report::{
    BREAK_EVEN, ReportFile, SWEEP, SWEEP_DIFFERENCES, SWEEP_PAGE, SWEEP_RECORD, SweepRecord, read_sweep, sha256,
    sweep_difference_rows, sweep_differences_header, sweep_header, sweep_rows, with_commas,
};
use crate::results::{Forms, picture_names};
use crate::scenario::Scenario;
use crate::study::sweep::{Checked, Grid, PlayedCell, Sweep};
use crate::terminal;

use super::super::Failure;
use super::super::forms::staying;
use super::super::reports;

/// The tables that grow.
const GROWING: [&str; 2] = [SWEEP, SWEEP_DIFFERENCES];

/// The folder in which they do.
const UNFINISHED: &str = "unfinished-sweep";

/// The tables of a sweep in their folder.
pub(super) struct Tables {
    folder: Folder,
    /// The tables on the disk; none if a sweep that is done already is gone through again.
    growing: Option<Growing>,
    /// All that the tables hold.
    texts: [Vec<u8>; 2],
    /// How many cells are written.
    pub(super) cells: usize,
    /// Are there files of an earlier sweep?
    pub(super) replaces: bool,
}

impl Tables {
    /// Makes the folder if need be, sees whether everything may be written there, and begins the tables, or goes on with
    /// those that are there, whose cells are filled into the sweep.
    pub(super) fn open(
        arguments: &cli::Sweep,
        (grid, checked): (&Grid, &Checked),
        sweep: &mut Sweep,
        record: &SweepRecord,
        (forms, charts): (Forms, &[String]),
    ) -> Result<Tables, Failure> {
        let path = reports::folder(&arguments.playing.out, &checked.first.stem)?;
        if arguments.resume && !path.is_dir() {
            return Err(nothing_there(&path));
        }
        let folder = Folder::open_for(path, SWEEP_RECORD)?;
        let finished = folder.own(SWEEP_RECORD)?.and_then(|bytes| SweepRecord::read(&bytes));
        let mut left = folder.left(UNFINISHED, SWEEP_RECORD, &GROWING)?;
        let begun = left.as_ref().map(|left| begun(&folder, left)).transpose()?;
        // A sweep that became whole and was interrupted before it could tidy up.
        let is_litter = begun.as_ref().zip(finished.as_ref()).is_some_and(|(begun, finished)| begun.is_same(finished));
        if let Some(left) = left.take_if(|_| is_litter) {
            left.remove()?;
        }
        let mut kept = None;
        if let Some((left, begun)) = left.as_ref().zip(begun.as_ref()) {
            see_to(left, &folder, record, begun, arguments.resume)?;
            if arguments.resume && left.parts > 0 {
                kept = Some((left.parts, left.tables.clone()));
            }
        } else if arguments.resume {
            let finished = finished.ok_or_else(|| nothing_there(folder.path()))?;
            refuse_other(folder.path(), &finished, record)?;
            let own = |name: &str| folder.own(name)?.ok_or_else(|| changed(&folder.path().join(name)));
            let read = |name: &str| own(name).map(|bytes| with_commas(ReportFile { name: name.into(), bytes }));
            kept = Some((checked.cells.len(), vec![read(SWEEP)?, read(SWEEP_DIFFERENCES)?]));
        }
        let names: Vec<String> = picture_names(charts).into_iter().chain(forms.names(SWEEP_PAGE)).collect();
        folder.check(names.iter().map(String::as_str).chain([BREAK_EVEN, SWEEP_PAGE, SWEEP_RECORD]).chain(GROWING))?;

        let replaces = folder.holds_earlier_run();
        let (cells, texts) = kept.unwrap_or_default();
        let Ok(texts) = <[Vec<u8>; 2]>::try_from(texts) else {
            if let Some(left) = left {
                left.remove()?;
            }
            let texts = [sweep_header(&grid.paths()), sweep_differences_header(&grid.paths())];
            let begun = ReportFile { name: SWEEP_RECORD.into(), bytes: record.to_json() };
            let tables = [0, 1].map(|place| ReportFile { name: GROWING[place].into(), bytes: texts[place].clone() });
            let growing = Some(folder.grow(UNFINISHED, &begun, &tables)?);
            return Ok(Tables { folder, growing, texts, cells: 0, replaces });
        };
        let known = checked.cells.iter().map(|cell| cell.cases.as_slice()).take(cells);
        if read_sweep(sweep, [&texts[0], &texts[1]], known).is_none() {
            return Err(changed(&folder.path().join(SWEEP)));
        }
        let growing = left.map(Left::go_on).transpose()?;
        Ok(Tables { folder, growing, texts, cells, replaces })
    }

    /// Where the reports are.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the reports are, and whose they replace.
    pub(super) fn told(&self, scenario: &Scenario, goes_on: bool) -> String {
        let other = reports::other(&self.folder, scenario);
        terminal::reports_written(self.path(), self.replaces && !goes_on, other)
    }

    /// The table with a row for each cell, case and figure.
    pub(super) fn table(&self) -> &[u8] {
        &self.texts[0]
    }

    /// Adds the rows of a cell.
    pub(super) fn add(&mut self, cell: &PlayedCell, figures: &[Figure]) -> Result<(), Failure> {
        let rows = [sweep_rows(cell, figures), sweep_difference_rows(cell, figures)];
        if let Some(growing) = &mut self.growing {
            growing.add(&rows)?;
        }
        self.texts.iter_mut().zip(rows).for_each(|(text, rows)| text.extend(rows));
        self.cells += 1;
        Ok(())
    }

    /// Sees to it that what is done is kept. Returns where it is.
    pub(super) fn keep(&self) -> Result<PathBuf, Failure> {
        let Some(growing) = &self.growing else { return Ok(self.folder.path().join(SWEEP)) };
        growing.sync()?;
        Ok(growing.path().join(SWEEP))
    }

    /// The tables as files.
    pub(super) fn whole(&self) -> Vec<ReportFile> {
        let tables = GROWING.iter().zip(&self.texts);
        tables.map(|(name, text)| ReportFile { name: (*name).into(), bytes: text.clone() }).collect()
    }

    /// Puts these files in place, with the record that lists them. Returns the names of the older files that stay beside
    /// them.
    pub(super) fn finish(
        &mut self,
        mut reports: Vec<ReportFile>,
        mut record: SweepRecord,
        forms: Forms,
    ) -> Result<Vec<String>, Failure> {
        record.reports = reports.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect();
        let mut names = Vec::new();
        self.folder.write(|earlier| {
            record.older = staying(forms, &self.folder, earlier, &reports);
            names.extend(record.older.keys().cloned());
            reports.push(ReportFile { name: SWEEP_RECORD.into(), bytes: record.to_json() });
            reports
        })?;
        self.growing.take().map_or(Ok(()), Growing::end)?;
        Ok(names)
    }
}

/// The record of a sweep that was begun; what has none was not left by a sweep.
fn begun(folder: &Folder, left: &Left) -> Result<SweepRecord, Failure> {
    let begun = SweepRecord::read(&left.record);
    begun.ok_or_else(|| OutputError::InTheWay(folder.path().to_owned(), vec![UNFINISHED.into()]).into())
}

/// Refuses to drop what is left of a sweep, and to go on with what is not this one.
fn see_to(
    left: &Left,
    folder: &Folder,
    record: &SweepRecord,
    begun: &SweepRecord,
    resume: bool,
) -> Result<(), Failure> {
    let (path, done) = (folder.path().display(), left.parts);
    if resume {
        refuse_other(folder.path(), begun, record)?;
        let Some((table, lines)) = &left.changed else { return Ok(()) };
        let lines = match (lines.start(), lines.end()) {
            (first, last) if first == last => format!("line {first}"),
            (first, last) => format!("lines {first} to {last}"),
        };
        return Err(Failure::Wrong(format!(
            "{lines} of `{}` are not as this sweep wrote them; put them back, or delete them and all below them to have \
             these cells played again, or delete `{UNFINISHED}` in `{path}` to begin anew",
            table.display()
        )));
    }
    match done {
        0 => Ok(()),
        _ if begun.is_same(record) => Err(Failure::Wrong(format!(
            "`{path}` holds {done} of {} cells of this sweep; go on with it by `--resume`, or delete `{UNFINISHED}` there \
             to begin anew",
            record.cells
        ))),
        _ => Err(Failure::Wrong(format!(
            "`{path}` holds {done} of {} cells of another sweep, which was interrupted: `--vary {}`; finish it by its own \
             command with `--resume`, or delete `{UNFINISHED}` there, or choose another folder with `--out`",
            begun.cells,
            shortened(&begun.vary.join(" --vary "))
        ))),
    }
}

/// The beginning of what was varied, by which it is known.
fn shortened(vary: &str) -> String {
    const SHOWN: usize = 60;
    if vary.chars().count() > SHOWN {
        format!("{}…", vary.chars().take(SHOWN).collect::<String>())
    } else {
        vary.into()
    }
}

/// Refuses to go on with another sweep.
fn refuse_other(path: &Path, begun: &SweepRecord, record: &SweepRecord) -> Result<(), Failure> {
    let folder = path.display();
    if begun.is_same(record) {
        Ok(())
    } else if begun.version != super::VERSION {
        Err(Failure::Wrong(format!(
            "the sweep in `{folder}` was begun by version {}, and this is {}; leave out `--resume` to begin anew",
            begun.version,
            super::VERSION
        )))
    } else {
        Err(Failure::Wrong(format!(
            "the sweep in `{folder}` was begun with another file or other options; give those, or leave out `--resume` to \
             begin anew"
        )))
    }
}

/// There is nothing to go on with.
fn nothing_there(path: &Path) -> Failure {
    Failure::Wrong(format!("there is no sweep in `{}` to go on with; leave out `--resume`", path.display()))
}

/// A table of a sweep that is done is not as it was.
fn changed(table: &Path) -> Failure {
    let (name, folder) = (table.file_name().unwrap_or_default().display(), table.parent().unwrap_or(table).display());
    Failure::Wrong(format!(
        "`{name}` in `{folder}` is not as this sweep writes it; put it back, or move it away and leave out `--resume` to \
         begin anew"
    ))
}
