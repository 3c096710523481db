//! The arguments of `sweep`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::playing::reworded;
use super::{Format, Playing};

/// The arguments of `sweep`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("out", "Where the reports go: a folder for each scenario, named after its file"),
    ("format", "How to print what came of the sweep"),
])))]
pub struct Sweep {
    /// A scenario file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What to vary, as in `--vary segment.prospects.per_week=2..50:25`: a list, a range of so many points, or one with `:log`; `plan=all` and `what_if=all` choose cases; may be given several times.
    #[arg(long, required = true, value_name = "PATH=VALUES")]
    pub vary: Vec<String>,
    /// The figure to look at; may be given several times [default: the one that ranks].
    #[arg(long, value_name = "NAME")]
    pub figure: Vec<String>,
    /// Go on with a sweep that was interrupted.
    #[arg(long, display_order = 99)]
    pub resume: bool,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<Format>,
}
