//! The arguments of `optimize`, as typed.

use std::path::PathBuf;

use clap::Args;

use super::playing::reworded;
use super::{Format, Playing};

/// The arguments of `optimize`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("trials", "The most campaigns simulated for each combination"),
])))]
pub struct Optimize {
    /// A scenario file with a `[goal]`.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<Format>,
}
