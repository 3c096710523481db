//! The arguments of `qualify`, as typed.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `qualify`.
#[derive(Debug, Args)]
pub struct Qualify {
    /// A list of prospects as CSV, such as a search export.
    #[arg(value_name = "PROSPECTS")]
    pub prospects: PathBuf,
    /// The folder for what is written.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Rules of your own, in place of the built-in checklist.
    #[arg(long, value_name = "RULES")]
    pub rules: Option<PathBuf>,
    /// A fragment written by `calibrate`, whose rates the scenario is to use.
    #[arg(long, value_name = "FRAGMENT")]
    pub record: Option<PathBuf>,
    /// What a column of the list is called, as in `--column title="Job title"`; may be given several times.
    #[arg(long, value_name = "NAME=HEADER")]
    pub column: Vec<String>,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}
