//! The arguments of `sweep`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::{Changes, Format};

/// The arguments of `sweep`.
#[derive(Debug, Args)]
pub struct Sweep {
    /// A scenario file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What to vary, as in `--vary segment.prospects.per_week=2..50:25`: a list, a range of so many points, or one with `:log`; `plan=all` and `what_if=all` choose cases; may be given several times.
    #[arg(long, required = true, value_name = "PATH=VALUES")]
    pub vary: Vec<String>,
    /// The figure to look at; may be given several times [default: cost_per_reply].
    #[arg(long, value_name = "NAME")]
    pub figure: Vec<String>,
    /// Where the reports go: a folder for each scenario, named after its file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// What to change about the scenarios.
    #[command(flatten)]
    pub changes: Changes,
    /// Campaigns simulated for each case.
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Threads to use; the results are the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Go on with a sweep that was interrupted.
    #[arg(long)]
    pub resume: bool,
    /// Leave the charts out.
    #[arg(long)]
    pub no_charts: bool,
    /// How to print what came of the sweep.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}
