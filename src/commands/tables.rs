//! What comes with the tables of a command: their form, the columns of all of them, and the workbook.

use crate::chart::Chart;
use crate::cli;
use crate::report::{self, Cover, CsvForm, Drawn, PACKAGE, ReportFile, TableFile, WORKBOOK};

use super::Failure;

/// How tables are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables {
    form: CsvForm,
    workbook: bool,
}

impl Tables {
    /// As the arguments ask for it.
    pub(super) fn new(typed: &cli::Tables) -> Tables {
        let form = match typed.csv {
            cli::CsvForm::Comma => CsvForm::Comma,
            cli::CsvForm::Semicolon => CsvForm::Semicolon,
        };
        Tables { form, workbook: !typed.no_xlsx }
    }

    /// The names of the files that come with the tables.
    pub(super) fn names(self) -> impl Iterator<Item = String> {
        [Some(PACKAGE), self.workbook.then_some(WORKBOOK)].into_iter().flatten().map(String::from)
    }

    /// Puts the tables among these files into their form, and adds what comes with them.
    pub(super) fn add(self, files: &mut Vec<ReportFile>, cover: &Cover<'_>, charts: &[Chart]) -> Result<(), Failure> {
        let tables: Vec<TableFile<'_>> = files.iter().filter_map(TableFile::of).collect();
        let pictures = charts.iter().map(|Chart { finding, png, .. }| Drawn { finding, png });
        let pictures: Vec<Drawn<'_>> = pictures.collect();
        let workbook = self.workbook.then(|| report::workbook_xlsx(cover, &tables, &pictures)).transpose()?;
        let package = report::package_json(cover.question, &tables, self.form);
        if self.form != CsvForm::Comma {
            for file in files.iter_mut() {
                if let Some(bytes) = TableFile::of(file).map(|table| table.csv(self.form)) {
                    file.bytes = bytes;
                }
            }
        }
        files.push(ReportFile { name: PACKAGE.into(), bytes: package });
        files.extend(workbook.map(|bytes| ReportFile { name: WORKBOOK.into(), bytes }));
        Ok(())
    }
}
