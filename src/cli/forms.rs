//! The arguments that say in which forms an answer is written.

use clap::{Args, ValueEnum};

/// The arguments of every command that writes tables, a workbook and charts.
#[derive(Debug, Args)]
pub struct Forms {
    /// Draw no charts; those of an earlier run stay as they are.
    #[arg(long, display_order = 100)]
    pub no_charts: bool,
    /// What the charts are drawn for.
    #[arg(long, value_enum, value_name = "FOR", default_value_t = Charts::Page, conflicts_with = "no_charts", display_order = 100)]
    pub charts: Charts,
    /// Write no workbook; that of an earlier run stays as it is.
    #[arg(long, display_order = 100)]
    pub no_xlsx: bool,
    /// How the CSV files are written.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = CsvForm::Comma, display_order = 100)]
    pub csv: CsvForm,
}

/// What charts are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Charts {
    /// Pages and documents: each in one picture, ten inches wide.
    Page,
    /// Slides: pictures of 16:9, as wide as a slide, with six rows at most; the next ones on further pictures.
    Slides,
}

/// How CSV files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CsvForm {
    /// For programs: a comma between cells, a decimal point.
    Comma,
    /// For spreadsheets where people write 1,5: a semicolon between cells, a decimal comma, a byte-order mark.
    Semicolon,
}
