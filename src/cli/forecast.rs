//! The arguments of `forecast`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::{Changes, Format};

/// The arguments of `forecast`.
#[derive(Debug, Args)]
pub struct Forecast {
    /// A scenario file whose first day is the one to look ahead from.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A fragment written by `calibrate`, whose values take the place of those of the file.
    #[arg(long, value_name = "FRAGMENT")]
    pub record: Option<PathBuf>,
    /// Where the report goes: a folder named after the file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// What to change about the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Campaigns simulated for each case [default: as in the file, 10 000 at most].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub trials: Option<u64>,
    /// Threads to use; the results are the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Leave the chart out.
    #[arg(long)]
    pub no_charts: bool,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}
