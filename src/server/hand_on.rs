//! What can be taken along: the scenario file, and what a run of it writes.

use std::io::{Cursor, Write};

use serde::Deserialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::chart;
use crate::figures::verdict::Verdict;
use crate::report::{self, CsvForm, PAGE, WORKBOOK, page};
use crate::results::Forms;

use super::desk::Desk;
use super::document;
use super::playing::{Found, GoesOn, play};
use super::side;
use super::state::{Refused, State};

/// The wish for a file.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(flatten)]
    state: State,
    #[serde(default = "usual")]
    trials: u64,
    form: Form,
    /// States that stand side by side, for the page.
    #[serde(default)]
    beside: Option<side::Asked>,
}

/// The heading of what stands side by side.
const BESIDE: &str = "What was kept, side by side";

/// As many as a file usually asks for; never more than it does.
fn usual() -> u64 {
    100_000
}

/// What is wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Toml,
    Json,
    Page,
    Workbook,
    Pictures,
}

/// A file, ready to be saved.
pub(super) struct Saved {
    pub(super) name: String,
    pub(super) media: &'static str,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn saved(desk: &Desk, asked: &Asked, goes_on: GoesOn<'_>) -> Result<Saved, Refused> {
    let stem = desk.stem();
    if asked.form == Form::Toml {
        let bytes = document::played(&asked.state.text, &asked.state.off).into_bytes();
        return Ok(Saved { name: format!("{stem}.toml"), media: "application/toml", bytes });
    }
    let Found { scenario, played, .. } = play(desk, &asked.state, asked.trials, goes_on)?;
    let forms =
        Forms { csv: CsvForm::Comma, workbook: asked.form == Form::Workbook, charts: chart::DRAWN, slides: false };
    let one = |name: &str, saved: String, media| -> Result<Saved, Refused> {
        let mut files = played.files(&scenario, forms)?;
        let place = files.iter().position(|file| file.name == name);
        let file = place.map(|place| files.swap_remove(place));
        let bytes = file.ok_or_else(|| Refused::Failed(format!("`{name}` was not made")))?.bytes;
        Ok(Saved { name: saved, media, bytes })
    };
    match asked.form {
        Form::Toml | Form::Json => {
            let json = report::results_json(&[played.entry(&scenario)]);
            Ok(Saved { name: format!("{stem}.json"), media: "application/json", bytes: json.into_bytes() })
        }
        Form::Page => {
            let charts = chart::charts(&scenario.name, &played.figures)?;
            let beside = asked.beside.as_ref().map(|asked| side::played(desk, asked, goes_on)).transpose()?;
            let beside = beside.map(|(_, figures)| page::in_short(&figures, &Verdict::new(&figures)));
            let bytes = played.page(&scenario, &charts, beside.as_ref().map(|answer| (BESIDE, answer)));
            Ok(Saved { name: format!("{stem}.html"), media: "text/html; charset=utf-8", bytes })
        }
        Form::Workbook => one(
            &report::workbook_name(PAGE),
            format!("{stem}{WORKBOOK}"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Form::Pictures => {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            for chart in chart::charts(&scenario.name, &played.figures)? {
                for file in forms.pictures(chart.name, chart)? {
                    zip.start_file(file.name, SimpleFileOptions::default())?;
                    zip.write_all(&file.bytes)?;
                }
            }
            let bytes = zip.finish()?.into_inner();
            Ok(Saved { name: format!("{stem}-charts.zip"), media: "application/zip", bytes })
        }
    }
}
