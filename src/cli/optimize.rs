//! The arguments of `optimize`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::{Changes, Format};

/// The arguments of `optimize`.
#[derive(Debug, Args)]
pub struct Optimize {
    /// A scenario file with a `[goal]`.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the report goes: a folder named after the file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// What to change about the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// The most campaigns simulated for each combination.
    #[arg(long, value_name = "N")]
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
