//! The arguments of `merge`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::{Forms, ResultFormat};

/// The arguments of `merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// The tallies of all shards of a run, in any order.
    #[arg(required = true, value_name = "TALLY")]
    pub tallies: Vec<PathBuf>,
    /// Where the reports go: a folder for each scenario, named after its file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Threads to use; the results are the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// In which forms the answer is written.
    #[command(flatten)]
    pub forms: Forms,
    /// Open the page in the browser when all is done.
    #[arg(long, display_order = 101)]
    pub open: bool,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = ResultFormat::Table, display_order = 101)]
    pub format: ResultFormat,
    /// Print nothing but errors.
    #[arg(long, short, display_order = 103)]
    pub quiet: bool,
}
