//! The files of a sweep: tables that grow while it is played, and the record by which it goes on.

use std::fs;
use std::path::Path;

use crate::cli::Sweep;
use crate::domain::figure::Figure;
use crate::output::{Folder, Stream};
use crate::report::{BREAK_EVEN, PlayedCell, ReportFile, SWEEP, SWEEP_DIFFERENCES, SWEEP_RECORD, SweepRecord};
use crate::report::{sweep_difference_rows, sweep_differences_header, sweep_header, sweep_rows, whole_cells};

use super::super::Failure;
use super::grid::{Checked, Grid};

/// The tables that grow.
const GROWING: [&str; 2] = [SWEEP, SWEEP_DIFFERENCES];

/// The tables of a sweep in their folder.
pub(super) struct Tables {
    folder: Folder,
    streams: [Stream; 2],
    /// How many cells are written.
    pub(super) cells: usize,
    /// Are there files of an earlier sweep?
    pub(super) replaces: bool,
}

impl Tables {
    /// Makes the folder if need be, sees whether everything may be written there, and begins the tables, or goes on with
    /// those that are there.
    pub(super) fn open(
        arguments: &Sweep,
        checked: &Checked,
        grid: &Grid,
        record: &SweepRecord,
        charts: &[String],
    ) -> Result<Tables, Failure> {
        let path = arguments.playing.out.join(&checked.first.stem);
        let earlier = fs::read(path.join(SWEEP_RECORD)).ok().and_then(|bytes| SweepRecord::read(&bytes));
        let paths: Vec<&str> = grid.axes.iter().map(|axis| axis.path.as_str()).collect();
        let figures: Vec<Figure> =
            Figure::ALL.into_iter().filter(|figure| record.figures.iter().any(|name| name == figure.name())).collect();
        let figures = in_order(&record.figures, figures);
        let same = earlier.as_ref().is_some_and(|earlier| earlier.is_same(record));
        let is_unfinished = earlier.as_ref().is_some_and(SweepRecord::is_unfinished);
        let kept = if same { whole(&path, &paths, &figures, checked, grid) } else { None };
        if arguments.resume {
            refuse_other(&path, earlier.as_ref(), same, kept.is_some())?;
        } else if let Some((cells, _)) = kept.filter(|&(cells, _)| cells > 0 && is_unfinished) {
            return Err(Failure::Wrong(format!(
                "`{}` holds {cells} of {} cells of this sweep; go on with it by `--resume`, or delete `{SWEEP}` there to \
                 begin anew",
                path.display(),
                checked.cells.len()
            )));
        }
        let folder = Folder::open_for(path.clone(), SWEEP_RECORD)?;
        let names = charts.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]);
        let names: Vec<String> = names.chain([BREAK_EVEN.to_owned(), SWEEP_RECORD.to_owned()]).collect();
        folder.check(names.iter().map(String::as_str))?;
        if !is_unfinished {
            folder.check(GROWING)?;
        }
        let replaces = folder.holds_earlier_run();
        let mut begun = record.clone();
        // What is still there of an earlier sweep stays its own until this one is done.
        for (name, hash) in folder.earlier() {
            begun.reports.entry(name.clone()).or_insert_with(|| hash.clone());
        }
        let others: Vec<&str> = folder.earlier().keys().map(String::as_str).collect();
        folder.write_beside(&[ReportFile { name: SWEEP_RECORD.into(), bytes: begun.to_json() }], &others)?;
        let (cells, bytes) = kept.filter(|_| arguments.resume).unwrap_or((0, [0, 0]));
        let mut streams =
            [Stream::open(path.join(SWEEP), bytes[0])?, Stream::open(path.join(SWEEP_DIFFERENCES), bytes[1])?];
        if bytes == [0, 0] {
            streams[0].add(&sweep_header(&paths))?;
            streams[1].add(&sweep_differences_header(&paths))?;
        }
        Ok(Tables { folder, streams, cells, replaces })
    }

    /// Where they are.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds the rows of a cell.
    pub(super) fn add(&mut self, cell: &PlayedCell, figures: &[Figure]) -> Result<(), Failure> {
        self.streams[0].add(&sweep_rows(cell, figures))?;
        self.streams[1].add(&sweep_difference_rows(cell, figures))?;
        self.cells += 1;
        Ok(())
    }

    /// All that was written.
    pub(super) fn read(&self) -> Result<[Vec<u8>; 2], Failure> {
        let read = |name: &str| {
            let path = self.path().join(name);
            fs::read(&path).map_err(|error| Failure::Output(crate::output::OutputError::Io(path, error)))
        };
        Ok([read(SWEEP)?, read(SWEEP_DIFFERENCES)?])
    }

    /// The tables are not what was written.
    pub(super) fn changed(&self) -> Failure {
        Failure::Wrong(format!("`{}` was changed while the sweep was played", self.path().join(SWEEP).display()))
    }

    /// Writes the other files.
    pub(super) fn finish(&self, files: &[ReportFile]) -> Result<(), Failure> {
        Ok(self.folder.write_beside(files, &GROWING)?)
    }
}

/// The figures in the order in which they were asked for.
fn in_order(names: &[String], figures: Vec<Figure>) -> Vec<Figure> {
    names.iter().filter_map(|name| figures.iter().copied().find(|figure| figure.name() == name)).collect()
}

/// The cells that are whole in the tables that are there, and the bytes that they take; nothing if there are none, or
/// other ones.
fn whole(path: &Path, paths: &[&str], figures: &[Figure], checked: &Checked, grid: &Grid) -> Option<(usize, [u64; 2])> {
    let read = |name: &str| fs::read(path.join(name)).ok();
    let tables = [read(SWEEP)?, read(SWEEP_DIFFERENCES)?];
    let cells = checked.cells.iter().enumerate().map(|(place, cell)| (grid.values(place), cell.cases.clone()));
    whole_cells([&tables[0], &tables[1]], paths, figures, cells)
}

/// Refuses to go on with what is not this sweep.
fn refuse_other(path: &Path, earlier: Option<&SweepRecord>, same: bool, whole: bool) -> Result<(), Failure> {
    let folder = path.display();
    match earlier {
        Some(_) if same && whole => Ok(()),
        None => Err(Failure::Wrong(format!("there is no sweep in `{folder}` to go on with; leave out `--resume`"))),
        Some(_) if same => Err(Failure::Wrong(format!(
            "`{SWEEP}` in `{folder}` is not as this sweep writes it; leave out `--resume` to begin anew"
        ))),
        Some(earlier) if earlier.version != super::VERSION => Err(Failure::Wrong(format!(
            "the sweep in `{folder}` was begun by version {}, and this is {}; leave out `--resume` to begin anew",
            earlier.version,
            super::VERSION
        ))),
        Some(_) => Err(Failure::Wrong(format!(
            "the sweep in `{folder}` was begun with another file or other options; give those, or leave out `--resume` to \
             begin anew"
        ))),
    }
}
