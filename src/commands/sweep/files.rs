//! The files of a sweep: tables that grow while it is played, and the record by which it goes on.

use std::fs;
use std::path::Path;

use crate::cli;
use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::output::{Folder, Stream};
use crate::report::{BREAK_EVEN, ReportFile, SWEEP, SWEEP_DIFFERENCES, SWEEP_RECORD, SweepRecord, sha256};
use crate::report::{
    read_sweep, sweep_difference_rows, sweep_differences_header, sweep_header, sweep_rows, whole_cells,
};
use crate::study::sweep::{Checked, Grid, PlayedCell, Sweep};

use super::super::Failure;
use super::super::reports::picture_names;

/// The tables that grow.
const GROWING: [&str; 2] = [SWEEP, SWEEP_DIFFERENCES];

/// The tables of a sweep in their folder.
pub(super) struct Tables {
    folder: Folder,
    streams: [Stream; 2],
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
        charts: &[String],
    ) -> Result<Tables, Failure> {
        let path = arguments.playing.out.join(&checked.first.stem);
        let earlier = fs::read(path.join(SWEEP_RECORD)).ok().and_then(|bytes| SweepRecord::read(&bytes));
        let same = earlier.as_ref().is_some_and(|earlier| earlier.is_same(record));
        let is_unfinished = earlier.as_ref().is_some_and(SweepRecord::is_unfinished);
        let mut kept = if same { whole(&path, (grid, checked), sweep) } else { None };
        if arguments.resume {
            let cells = checked.cells.iter().map(|cell| cell.cases.as_slice());
            let fill = |(cells_kept, texts): &(usize, [Vec<u8>; 2])| {
                read_sweep(sweep, [&texts[0], &texts[1]], cells.take(*cells_kept)).is_some()
            };
            kept = kept.filter(fill);
            refuse_other(&path, earlier.as_ref(), same, kept.is_some())?;
        } else if let Some((cells, _)) = kept.take_if(|(cells, _)| *cells > 0 && is_unfinished) {
            return Err(Failure::Wrong(format!(
                "`{}` holds {cells} of {} cells of this sweep; go on with it by `--resume`, or delete `{SWEEP}` there to \
                 begin anew",
                path.display(),
                checked.cells.len()
            )));
        }
        let folder = Folder::open_for(path.clone(), SWEEP_RECORD)?;
        let names = picture_names(charts);
        folder.check(names.iter().map(String::as_str).chain([BREAK_EVEN, SWEEP_RECORD]))?;
        if !is_unfinished {
            folder.check(GROWING)?;
        }
        let replaces = folder.holds_earlier_run();
        let mut begun = record.clone();
        // Files of an earlier sweep stay its own until this one is done.
        for (name, hash) in folder.earlier() {
            begun.reports.entry(name.clone()).or_insert_with(|| hash.clone());
        }
        let others: Vec<&str> = folder.earlier().keys().map(String::as_str).collect();
        folder.write_beside(&[ReportFile { name: SWEEP_RECORD.into(), bytes: begun.to_json() }], &others)?;
        let (cells, texts) = kept.filter(|_| arguments.resume).unwrap_or_default();
        let open = |table: usize| Stream::open(path.join(GROWING[table]), texts[table].len() as u64);
        let streams = [open(0)?, open(1)?];
        let mut tables = Tables { folder, streams, texts, cells, replaces };
        if tables.texts.iter().all(Vec::is_empty) {
            tables.write([sweep_header(&grid.paths()), sweep_differences_header(&grid.paths())])?;
        }
        Ok(tables)
    }

    /// Where they are.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The table with a row for each cell, case and figure.
    pub(super) fn table(&self) -> &[u8] {
        &self.texts[0]
    }

    /// Adds the rows of a cell.
    pub(super) fn add(&mut self, cell: &PlayedCell, figures: &[Figure]) -> Result<(), Failure> {
        self.write([sweep_rows(cell, figures), sweep_difference_rows(cell, figures)])?;
        self.cells += 1;
        Ok(())
    }

    fn write(&mut self, rows: [Vec<u8>; 2]) -> Result<(), Failure> {
        for ((stream, text), rows) in self.streams.iter_mut().zip(&mut self.texts).zip(rows) {
            stream.add(&rows)?;
            text.extend(rows);
        }
        Ok(())
    }

    /// Writes the other files, and the record that lists all.
    pub(super) fn finish(&self, mut reports: Vec<ReportFile>, mut record: SweepRecord) -> Result<(), Failure> {
        record.reports = reports.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect();
        record.reports.extend(GROWING.iter().zip(&self.texts).map(|(name, text)| ((*name).into(), sha256(text))));
        reports.push(ReportFile { name: SWEEP_RECORD.into(), bytes: record.to_json() });
        Ok(self.folder.write_beside(&reports, &GROWING)?)
    }
}

/// How many cells are whole in the tables that are there, and what the tables hold up to there; nothing if there are no
/// tables, or other ones.
fn whole(path: &Path, (grid, checked): (&Grid, &Checked), sweep: &Sweep) -> Option<(usize, [Vec<u8>; 2])> {
    let read = |name: &str| fs::read(path.join(name)).ok();
    let mut texts = [read(SWEEP)?, read(SWEEP_DIFFERENCES)?];
    let cells = checked.cells.iter().enumerate();
    let cells = cells.map(|(place, cell)| -> (Vec<String>, Vec<CaseName>) { (grid.values(place), cell.cases.clone()) });
    let (cells, bytes) = whole_cells([&texts[0], &texts[1]], &grid.paths(), &sweep.figures, cells)?;
    texts.iter_mut().zip(bytes).for_each(|(text, bytes)| text.truncate(bytes as usize));
    Some((cells, texts))
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
