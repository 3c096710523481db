//! Where the files of a calibration go.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::chart;
use crate::output::{Folder, Hashes};
use crate::report::{
    CALIBRATION, CALIBRATION_PAGE, CALIBRATION_RECORD, LEFT_OUT, ReportFile, calibration_json, sha256,
};
use crate::results::Forms;
use crate::terminal::{self, Level};

use super::file;
use crate::commands::Failure;
use crate::commands::forms::staying;
use crate::commands::own_files::{changed, home, mark, own_name};

/// The fragment in a folder that is for all files.
const FRAGMENT: &str = "record.toml";

/// The place of the fragment, and of the other files beside it.
pub(super) struct Destination {
    folder: Folder,
    /// The folder as it was named; nothing for the one in which the user is.
    shown: PathBuf,
    pub(super) fragment: String,
    /// Has the fragment another name than usual, since its user has changed the one that is there?
    is_kept: bool,
    forms: Forms,
    /// The mark of what the record was read from, where the folder is called after that.
    mark: Option<String>,
    /// Why the folder is not the usual one.
    moved: Option<String>,
}

impl Destination {
    /// Makes sure that the files may be written there: beside a fragment that is named, or else into a folder. `source` is
    /// what the record was read from.
    pub(super) fn new(out: Option<&Path>, source: Option<&Path>, forms: Forms) -> Result<Destination, Failure> {
        let named = out.map(fragment_name).transpose()?.flatten();
        let mut moved = None;
        let shown = match (out, &named) {
            (Some(out), Some(_)) => out.parent().map(Path::to_owned).unwrap_or_default(),
            (Some(out), None) => out.to_owned(),
            (None, _) => {
                let home = home(source, CALIBRATION_RECORD)?;
                moved = home.note;
                home.folder
            }
        };
        let path = Some(&shown).filter(|folder| !folder.as_os_str().is_empty()).cloned().unwrap_or(".".into());
        let folder = Folder::open_for(path, CALIBRATION_RECORD)?;
        let (fragment, is_kept) = match named {
            Some(named) => (named, false),
            None => own_name(&folder, FRAGMENT)?,
        };
        let charts = chart::CALIBRATION.iter().filter(|_| forms.charts);
        let charts: Vec<String> = charts.flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]).collect();
        let others = [fragment.as_str(), CALIBRATION, LEFT_OUT, CALIBRATION_PAGE, CALIBRATION_RECORD];
        folder.check(others.into_iter().chain(charts.iter().map(String::as_str)))?;
        Ok(Destination { folder, shown, fragment, is_kept, forms, mark: out.is_none().then(|| mark(source)), moved })
    }

    /// The path of a file.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.shown.join(name)
    }

    /// A note, if the user's own fragment stays as it is.
    pub(super) fn kept(&self) -> Option<String> {
        self.is_kept.then(|| terminal::message(Level::Note, &changed(FRAGMENT, &self.fragment), None, None))
    }

    /// A note, if the usual folder is another record's.
    pub(super) fn moved(&self) -> Option<String> {
        self.moved.as_ref().map(|why| terminal::message(Level::Note, why, None, None))
    }

    /// Writes the files and their record. Other fragments of earlier calibrations stay, since scenarios may extend them.
    /// Returns the older charts that stay, too.
    pub(super) fn write(&self, mut files: Vec<ReportFile>, as_of: Date) -> Result<Vec<String>, Failure> {
        let mut left = Vec::new();
        self.folder.write(|earlier| {
            let is_fragment = |name: &str| name.ends_with(".toml") && name != self.fragment;
            let kept = earlier.iter().filter(|(name, _)| is_fragment(name));
            let mut reports: Hashes = kept.map(|(name, hash)| (name.clone(), hash.clone())).collect();
            reports.extend(files.iter().map(|file| (file.name.clone(), sha256(&file.bytes))));
            let older = staying(self.forms, &self.folder, earlier, &files);
            left.extend(older.keys().cloned());
            files.push(file(CALIBRATION_RECORD, calibration_json(as_of, self.mark.as_deref(), (&reports, &older))));
            files
        })?;
        Ok(left)
    }

    /// Are there files of an earlier calibration?
    pub(super) fn replaces(&self) -> bool {
        self.folder.holds_earlier_run()
    }
}

/// The name of the fragment, which scenario files extend; nothing for a folder.
fn fragment_name(out: &Path) -> Result<Option<String>, Failure> {
    let Some(end) = out.extension().map(|end| end.to_string_lossy().into_owned()) else { return Ok(None) };
    if end == "toml" && !out.is_dir() {
        return Ok(out.file_name().map(|name| name.to_string_lossy().into_owned()));
    }
    if out.is_dir() || !end.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let shown = out.display();
    Err(Failure::Wrong(format!(
        "`--out {shown}` must be a folder, or a file that ends in .toml, such as `--out record.toml`"
    )))
}
