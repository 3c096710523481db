//! In which forms an answer is written: its tables, and what comes with them.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::chart::Chart;
use crate::report::{self, Cover, CsvForm, Drawn, ReportFile, TableFile, package_name, workbook_name};

use super::NotMade;

/// The forms in which an answer is written.
#[derive(Debug, Clone, Copy)]
pub struct Forms {
    /// How its tables are written.
    pub csv: CsvForm,
    /// Is there a workbook?
    pub workbook: bool,
    /// Are charts drawn?
    pub charts: bool,
    /// Are their files for slides?
    pub slides: bool,
}

impl Forms {
    /// The names of the files that come with the tables of the page of this name.
    pub fn names(self, page: &str) -> impl Iterator<Item = String> {
        [Some(package_name(page)), self.workbook.then(|| workbook_name(page))].into_iter().flatten()
    }

    /// Puts the tables among these files into their form, and adds what comes with them and the page of this name.
    pub fn add<'c>(
        self,
        files: &mut Vec<ReportFile>,
        page: &str,
        cover: &Cover<'_>,
        charts: impl IntoIterator<Item = &'c Chart>,
    ) -> Result<(), NotMade> {
        let tables: Vec<TableFile<'_>> = files.iter().filter_map(TableFile::of).collect();
        let charts: Vec<&Chart> = charts.into_iter().collect();
        // Those for slides are pictures of their own.
        if self.workbook || !self.slides {
            charts.par_iter().try_for_each(|chart| chart.png().map(drop))?;
        }
        let picture = |chart: &&'c Chart| Ok(Drawn { finding: &chart.finding, png: chart.png()? });
        let workbook = || {
            let pictures = charts.iter().map(picture).collect::<Result<Vec<Drawn<'_>>, NotMade>>()?;
            Ok::<Vec<u8>, NotMade>(report::workbook_xlsx(cover, &tables, &pictures)?)
        };
        let workbook = self.workbook.then(workbook).transpose()?;
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
    pub fn pictures(self, stem: &str, chart: Chart) -> Result<Vec<ReportFile>, NotMade> {
        let all = if self.slides { chart.slides()? } else { vec![chart] };
        all.par_iter().try_for_each(|chart| chart.png().map(drop))?;
        let mut files = Vec::new();
        for (place, chart) in (1..).zip(all) {
            let stem = if place == 1 { stem.to_owned() } else { format!("{stem}-{place}") };
            let [png, svg] = picture_names_of(&stem);
            files.push(ReportFile { name: png, bytes: chart.png()?.to_vec() });
            files.push(ReportFile { name: svg, bytes: chart.svg.into_bytes() });
        }
        Ok(files)
    }
}

/// The names of the files of all these charts.
pub fn picture_names<S: AsRef<str>>(stems: &[S]) -> Vec<String> {
    stems.iter().flat_map(|stem| picture_names_of(stem.as_ref())).collect()
}

fn picture_names_of(stem: &str) -> [String; 2] {
    [".png", ".svg"].map(|end| format!("{stem}{end}"))
}
