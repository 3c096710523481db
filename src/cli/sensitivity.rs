//! The arguments of `sensitivity`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::playing::reworded;
use super::{Format, Playing};

/// Each campaign is played several times over.
const TRIALS: &str =
    "Campaigns simulated for each case, each of them several times [default: as in the file, 20 000 at most]";

/// The arguments of `sensitivity`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("out", "Where the reports go: a folder named after the file"),
    ("trials", TRIALS),
    ("format", "How to print what matters"),
])))]
pub struct Sensitivity {
    /// A scenario file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A figure to look at, such as `replies`; may be given several times [default: the one that ranks].
    #[arg(long, value_name = "NAME")]
    pub figure: Vec<String>,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<Format>,
}
