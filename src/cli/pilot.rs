//! The arguments of `pilot`.

use std::path::PathBuf;

use clap::Args;

use super::{Format, Playing};

/// The arguments of `pilot`.
#[derive(Debug, Args)]
pub struct Pilot {
    /// A scenario file, among whose cases is chosen.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The touch that is tested: its id in the file.
    #[arg(long, value_name = "ID")]
    pub touch: String,
    /// How many are sent in the test.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub sends: u32,
    /// What a reply is worth [default: what its outcomes are where `net_value` ranks, else the lowest full cost per reply].
    #[arg(long, value_name = "MONEY", value_parser = money)]
    pub reply_value: Option<f64>,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<Format>,
}

/// Reads an amount of money in whole cents.
fn money(typed: &str) -> Result<f64, String> {
    let amount = typed.trim().parse::<f64>().ok();
    let is_money = |amount: &f64| {
        let cents = amount * 100.0;
        (0.0..=1e11).contains(&cents) && (cents - cents.round()).abs() <= 1e-6 * cents.max(1.0)
    };
    amount
        .filter(is_money)
        .ok_or_else(|| "it must be an amount from 0 to 1 000 000 000 in whole cents, such as 12.50".into())
}
