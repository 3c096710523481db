//! The arguments of `qualify`, as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `qualify`.
#[derive(Debug, Args)]
pub struct Qualify {
    /// A list of prospects as CSV, such as a search export.
    #[arg(value_name = "PROSPECTS", required_unless_present = "rules_template")]
    pub prospects: Option<PathBuf>,
    /// The folder for what is written [default: results/NAME, by the name of the list].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The rules: `checklist` and `recruiting` are built in, or a file of your own [default: checklist].
    #[arg(long, value_name = "RULES")]
    pub rules: Option<PathBuf>,
    /// Print the rules, to begin a file of your own with, and do nothing else.
    #[arg(long, conflicts_with_all = ["prospects", "out", "record", "column", "assume", "export", "format"])]
    pub rules_template: bool,
    /// A fragment written by `calibrate`, whose rates the scenario is to use.
    #[arg(long, value_name = "FRAGMENT")]
    pub record: Option<PathBuf>,
    /// What a column of the list is called, as in `--column title="Job title"`; may be given several times.
    #[arg(long, value_name = "NAME=HEADER")]
    pub column: Vec<String>,
    /// Which tool's export the list is, such as `evaboot`, where it is not told by its headings.
    #[arg(long = "as", value_name = "NAME")]
    pub export: Option<String>,
    /// What is taken for granted of people of whom the list does not say it: `degree=1st`, `2nd`, `3rd` or `out` (of the
    /// network).
    #[arg(long, value_name = "degree=DEGREE")]
    pub assume: Option<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How to print what a file of one's own says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}
