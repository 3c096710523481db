//! The room of charts without the feature `charts`: none is drawn, as if `--no-charts` had been typed.

use thiserror::Error;

use crate::domain::figure::Figure;
use crate::figures::Figures;
use crate::record::calibration::Calibration;
use crate::study::forecast::Forecast;
use crate::study::optimum::Optimum;
use crate::study::pilot::Pilot;
use crate::study::sweep::Sweep;

/// No chart is drawn.
pub const DRAWN: bool = false;

/// A chart, of which there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chart {
    /// The stem of its files' names.
    pub name: &'static str,
    /// The chart as an SVG document.
    pub svg: String,
    /// Its finding in a sentence.
    pub finding: String,
}

impl Chart {
    /// No picture.
    pub fn png(&self) -> Result<&[u8], ChartError> {
        Ok(&[])
    }

    /// No picture.
    pub fn slides(&self) -> Result<Vec<Chart>, ChartError> {
        Ok(Vec::new())
    }
}

/// Why a chart could not be drawn: never, since none is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChartError {}

/// The stems of the names of all charts' files: there are none.
pub const NAMES: [&str; 0] = [];
/// The stems of the names of the files of a record's charts: there are none.
pub const CALIBRATION: [&str; 0] = [];
/// The stem of the names of the files of a forecast's chart, which is not drawn.
pub const FORECAST: &str = "forecast";
/// The stem of the names of the files of a search's chart, which is not drawn.
pub const FRONTIER: &str = "frontier";
/// The stem of the names of the files of a pilot's chart, which is not drawn.
pub const PILOT: &str = "pilot";

/// No chart.
pub fn charts(_name: &str, _figures: &Figures) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}

/// No chart.
pub fn some_charts(_name: &str, _figures: &Figures, _stems: &[&str]) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}

/// No chart.
pub fn charts_for_slides(_name: &str, _figures: &Figures) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}

/// No chart.
pub fn calibration(_calibration: &Calibration) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}

/// No chart.
pub fn forecast(_name: &str, _forecasts: &[Forecast]) -> Result<Option<Chart>, ChartError> {
    Ok(None)
}

/// No chart.
pub fn frontier(_optimum: &Optimum<'_>) -> Result<Option<Chart>, ChartError> {
    Ok(None)
}

/// No chart.
pub fn pilot(_name: &str, _pilot: &Pilot) -> Result<Option<Chart>, ChartError> {
    Ok(None)
}

/// No name of a chart's files.
pub fn sweep_names(_sweep: &Sweep) -> Vec<String> {
    Vec::new()
}

/// No chart.
pub fn sweep_charts(_sweep: &Sweep) -> Result<Vec<(String, Chart)>, ChartError> {
    Ok(Vec::new())
}

/// The charts of what matters, of which there are none.
pub mod tornado {
    use super::{Chart, ChartError, Figure};
    use crate::study::sensitivity::Sensitivity;

    /// The stem of the names of the files of a figure's chart, which is not drawn.
    pub fn name(figure: Figure) -> String {
        figure.name().to_owned()
    }

    /// No chart.
    pub fn chart(_scenario: &str, _found: &[&Sensitivity]) -> Result<Option<Chart>, ChartError> {
        Ok(None)
    }
}
