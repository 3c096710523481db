//! The arguments of `calibrate`, as typed.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `calibrate`.
#[derive(Debug, Args)]
pub struct Calibrate {
    /// A log as CSV, or a LinkedIn data archive, as the zip or the folder.
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// The scenario fragment to write; the other files go beside it.
    #[arg(long, value_name = "FRAGMENT")]
    pub out: PathBuf,
    /// Read the record as of the end of this day, and begin the campaign on the next with what is open then.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// What a column of the log is called, as in `--column sent_at="Date sent"`; may be given several times.
    #[arg(long, value_name = "NAME=HEADER")]
    pub column: Vec<String>,
    /// How dates such as 3/5/26 are meant.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub dates: Option<Dates>,
    /// What is thought of rates before the record is seen: a Beta distribution, each parameter from 0.001 to
    /// 1000000 [default: 0.5,0.5].
    #[arg(long, value_name = "ALPHA,BETA", value_parser = beta)]
    pub prior: Option<(f64, f64)>,
    /// Count messages to people who were connections by then, too.
    #[arg(long)]
    pub connections: bool,
    /// Credits held now.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub balance: Option<u32>,
    /// Credits held now that lapse in so many days; may be given several times.
    #[arg(long, value_name = "CREDITS@DAYS", value_parser = lot, conflicts_with = "balance")]
    pub lots: Vec<(u32, u32)>,
    /// The plan of the account: the credits held now are then found by playing the record through its ledger.
    #[arg(long, value_name = "PLAN", requires = "renews", conflicts_with_all = ["balance", "lots"])]
    pub plan: Option<String>,
    /// The day of the month on which the plan renews.
    #[arg(long, value_name = "DAY", requires = "plan", value_parser = clap::value_parser!(i8).range(1..=31))]
    pub renews: Option<i8>,
    /// The rulebook that has the plan: a built-in name, or a file.
    #[arg(long, value_name = "RULEBOOK", default_value = "article-2025-10", requires = "plan")]
    pub rulebook: String,
    /// Leave the charts out.
    #[arg(long)]
    pub no_charts: bool,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How dates between slashes are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dates {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// The range of both parameters of a prior: beyond it either nothing is thought of rates, or no record changes it.
const PRIOR: RangeInclusive<f64> = 0.001..=1e6;

/// Reads `ALPHA,BETA`.
fn beta(typed: &str) -> Result<(f64, f64), String> {
    let parts = typed.split_once(',').and_then(|(alpha, beta)| Some((alpha.parse().ok()?, beta.parse().ok()?)));
    let beta = parts.filter(|(alpha, beta)| PRIOR.contains(alpha) && PRIOR.contains(beta));
    beta.ok_or_else(|| "it must be two numbers from 0.001 to 1000000, such as 3,17".into())
}

/// Reads `CREDITS@DAYS`.
fn lot(typed: &str) -> Result<(u32, u32), String> {
    let parts = typed.split_once('@').and_then(|(credits, days)| Some((credits.parse().ok()?, days.parse().ok()?)));
    let lot = parts.filter(|&(credits, days)| credits <= 1_000_000 && (1..=36_500).contains(&days));
    lot.ok_or_else(|| "it must be CREDITS@DAYS, such as 36@71 for 36 credits that lapse in 71 days".into())
}
