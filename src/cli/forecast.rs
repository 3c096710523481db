//! The arguments of `forecast`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::playing::{few, reworded};
use super::{Format, Playing};

/// It says when and how much, which takes fewer campaigns than a comparison.
const TRIALS: &str = "Campaigns simulated for each case [default: as in the file, 10 000 at most]";

/// The arguments of `forecast`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("trials", TRIALS),
])))]
#[command(mut_args(|arg| if arg.get_id() == "trials" { arg.value_parser(few) } else { arg }))]
pub struct Forecast {
    /// A scenario file whose first day is the one to look ahead from.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A fragment written by `calibrate`, whose values take the place of those of the file.
    #[arg(long, value_name = "FRAGMENT")]
    pub record: Option<PathBuf>,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<Format>,
}
