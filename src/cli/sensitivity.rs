//! The arguments of `sensitivity`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::{Changes, Format};

/// The arguments of `sensitivity`.
#[derive(Debug, Args)]
pub struct Sensitivity {
    /// A scenario file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A figure to look at, such as `replies`; may be given several times.
    #[arg(long, value_name = "NAME", default_value = "cost_per_reply")]
    pub figure: Vec<String>,
    /// Where the reports go: a folder named after the file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// What to change about the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Campaigns simulated for each case, each of them several times [default: as in the file, 20 000 at most].
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Threads to use; the results are the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Leave the chart out.
    #[arg(long)]
    pub no_charts: bool,
    /// How to print what matters.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}
