//! In which forms an answer is written: its tables, what comes with them, and what an earlier run wrote and this one leaves.

use crate::chart::{self, Chart};
use crate::cli;
use crate::output::{Folder, Hashes};
use crate::report::{self, Cover, CsvForm, Drawn, ReportFile, TableFile, WORKBOOK, package_name, workbook_name};

use super::Failure;

/// The forms in which an answer is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forms {
    csv: CsvForm,
    workbook: bool,
    /// Are charts drawn?
    pub(super) charts: bool,
    /// Are their files for slides?
    pub(super) slides: bool,
}

impl Forms {
    /// As the arguments ask for it.
    pub(super) fn new(typed: &cli::Forms) -> Forms {
        let csv = match typed.csv {
            cli::CsvForm::Comma => CsvForm::Comma,
            cli::CsvForm::Semicolon => CsvForm::Semicolon,
        };
        Forms {
            csv,
            workbook: !typed.no_xlsx,
            charts: chart::DRAWN && !typed.no_charts,
            slides: typed.charts == cli::Charts::Slides,
        }
    }

    /// Charts as this, and all else as usual.
    pub(super) fn of_charts(no_charts: bool, charts: cli::Charts) -> Forms {
        let slides = charts == cli::Charts::Slides;
        Forms { csv: CsvForm::Comma, workbook: true, charts: chart::DRAWN && !no_charts, slides }
    }

    /// The names of the files that come with the tables of the page of this name.
    pub(super) fn names(self, page: &str) -> impl Iterator<Item = String> {
        [Some(package_name(page)), self.workbook.then(|| workbook_name(page))].into_iter().flatten()
    }

    /// Puts the tables among these files into their form, and adds what comes with them and the page of this name.
    pub(super) fn add<'c>(
        self,
        files: &mut Vec<ReportFile>,
        page: &str,
        cover: &Cover<'_>,
        charts: impl IntoIterator<Item = &'c Chart>,
    ) -> Result<(), Failure> {
        let tables: Vec<TableFile<'_>> = files.iter().filter_map(TableFile::of).collect();
        let pictures = charts.into_iter().map(|Chart { finding, png, .. }| Drawn { finding, png });
        let pictures: Vec<Drawn<'_>> = pictures.collect();
        let workbook = self.workbook.then(|| report::workbook_xlsx(cover, &tables, &pictures)).transpose()?;
        let package = report::package_json(cover.question, &tables, self.csv);
        if self.csv != CsvForm::Comma {
            for file in files.iter_mut() {
                if let Some(bytes) = TableFile::of(file).map(|table| table.csv(self.csv)) {
                    file.bytes = bytes;
                }
            }
        }
        files.push(ReportFile { name: package_name(page), bytes: package });
        files.extend(workbook.map(|bytes| ReportFile { name: workbook_name(page), bytes }));
        Ok(())
    }

    /// The files of a chart with this stem: the picture, and the drawing that it was made from; of a chart that takes several
    /// slides each of them, from the second on with its number.
    pub(super) fn pictures(self, stem: &str, chart: Chart) -> Result<Vec<ReportFile>, Failure> {
        let all = if self.slides { chart.slides()? } else { vec![chart] };
        let files = (1..).zip(all).flat_map(|(place, chart)| {
            let stem = if place == 1 { stem.to_owned() } else { format!("{stem}-{place}") };
            let [png, svg] = picture_names_of(&stem);
            [ReportFile { name: png, bytes: chart.png }, ReportFile { name: svg, bytes: chart.svg.into_bytes() }]
        });
        Ok(files.collect())
    }

    /// Of the files of an earlier run, those that stay beside these: they are of a form that this run was asked not to
    /// write, and nobody has changed them since.
    pub(super) fn left(self, folder: &Folder, earlier: &Hashes, new: &[ReportFile]) -> Hashes {
        let stays = |name: &str| match name.ends_with(WORKBOOK) {
            true => !self.workbook,
            false => !self.charts && [".png", ".svg"].into_iter().any(|end| name.ends_with(end)),
        };
        let is_new = |name: &str| new.iter().any(|file| file.name == name);
        let left = earlier.iter().filter(|(name, hash)| stays(name) && !is_new(name) && folder.has(name, hash));
        left.map(|(name, hash)| (name.clone(), hash.clone())).collect()
    }
}

/// The names of the files of all these charts.
pub(super) fn picture_names<S: AsRef<str>>(stems: &[S]) -> Vec<String> {
    stems.iter().flat_map(|stem| picture_names_of(stem.as_ref())).collect()
}

fn picture_names_of(stem: &str) -> [String; 2] {
    [".png", ".svg"].map(|end| format!("{stem}{end}"))
}
