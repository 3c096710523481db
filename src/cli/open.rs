//! The arguments of `open`, as typed.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `open`.
#[derive(Debug, Args)]
pub struct Open {
    /// The scenario file to begin with; without one, a few questions make it. It is never written over.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Start no browser; the address is printed.
    #[arg(long)]
    pub no_browser: bool,
}
