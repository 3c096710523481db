//! The forms in which a command was asked to write its answer, and what an earlier one wrote that they leave.

use crate::chart;
use crate::cli;
use crate::output::{Folder, Hashes};
use crate::report::{CsvForm, ReportFile, WORKBOOK};
use crate::results::Forms;

/// As the arguments ask for it.
pub(super) fn typed(typed: &cli::Forms) -> Forms {
    let csv = match typed.csv {
        cli::CsvForm::Comma => CsvForm::Comma,
        cli::CsvForm::Semicolon => CsvForm::Semicolon,
    };
    Forms { csv, workbook: !typed.no_xlsx, ..of_charts(typed.no_charts, typed.charts) }
}

/// Charts as this, and all else as usual.
pub(super) fn of_charts(no_charts: bool, charts: cli::Charts) -> Forms {
    let slides = charts == cli::Charts::Slides;
    Forms { csv: CsvForm::Comma, workbook: true, charts: chart::DRAWN && !no_charts, slides }
}

/// Of the files of an earlier run, those that stay beside new ones: they are of a form that this run was asked not to write,
/// and nobody has changed them since.
pub(super) fn staying(forms: Forms, folder: &Folder, earlier: &Hashes, new: &[ReportFile]) -> Hashes {
    let stays = |name: &str| match name.ends_with(WORKBOOK) {
        true => !forms.workbook,
        false => !forms.charts && [".png", ".svg"].into_iter().any(|end| name.ends_with(end)),
    };
    let is_new = |name: &str| new.iter().any(|file| file.name == name);
    let left = earlier.iter().filter(|(name, hash)| stays(name) && !is_new(name) && folder.has(name, hash));
    left.map(|(name, hash)| (name.clone(), hash.clone())).collect()
}
