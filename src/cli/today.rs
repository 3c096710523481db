//! The arguments of `today`, as typed.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::Format;
use super::playing::few;

/// The arguments of `today`. What it cannot do without is asked for by the command itself, all at once.
#[derive(Debug, Args)]
#[command(override_usage = "inmail-sim today --plan <ID> --credits <N> --renews <DAY> [OPTIONS]")]
pub struct Today {
    /// Your plan, such as `sales-navigator`.
    #[arg(long, value_name = "ID")]
    pub plan: Option<String>,
    /// The InMail credits that you have now.
    #[arg(long, value_name = "N", value_parser = credits, allow_negative_numbers = true)]
    pub credits: Option<u32>,
    /// The day of the month on which your credits renew, 1 to 31.
    #[arg(long, value_name = "DAY", value_parser = day_of_month, allow_negative_numbers = true)]
    pub renews: Option<i8>,
    /// InMails of the last 30 days that have no answer yet.
    #[arg(long, value_name = "N", value_parser = number, default_value_t = 0, allow_negative_numbers = true)]
    pub pending: u32,
    /// How often a first InMail is answered: `0.15`, `"5% to 30%"` or `"11 of 64"` [default: 5% to 30%].
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    pub rate: Option<String>,
    /// How often a follow-up is answered [default: 0.25 to 1.1 times as often as the first].
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    pub follow_up_rate: Option<String>,
    /// How many InMails a working day you mean to send: you are told how long that lasts.
    #[arg(long, value_name = "N", value_parser = a_day, allow_negative_numbers = true)]
    pub a_day: Option<f64>,
    /// Days on which you send nothing, as in `--days-off 2026-12-24,2026-12-25`.
    #[arg(long, value_name = "DATES", value_delimiter = ',')]
    pub days_off: Vec<String>,
    /// The day to look ahead from [default: today].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// The built-in rulebook that has the plan.
    #[arg(long, value_name = "NAME", default_value = "article-2025-10")]
    pub rulebook: String,
    /// Campaigns simulated for each pace, 10 000 at most.
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = few)]
    pub trials: u64,
    /// Selects the luck: the same seed gives the same results.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Write what was played to this file, never over one that is there, for `forecast` and the other commands.
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Reads a number of credits.
fn credits(typed: &str) -> Result<u32, String> {
    small(typed).ok_or_else(|| "it must be the number of your credits, such as 43".into())
}

/// Reads a number of InMails.
fn number(typed: &str) -> Result<u32, String> {
    small(typed).ok_or_else(|| "it must be a number of InMails, such as 20".into())
}

/// Reads a number of InMails a working day.
fn a_day(typed: &str) -> Result<f64, String> {
    let number = typed.trim().replace(',', ".").parse().ok().filter(|number| (0.1..=1000.0).contains(number));
    number.ok_or_else(|| "it must be a number of InMails a working day, 0.1 to 1000, such as 6".into())
}

fn small(typed: &str) -> Option<u32> {
    typed.trim().parse().ok().filter(|&number: &u32| number <= 1_000_000)
}

/// Reads a day of the month.
fn day_of_month(typed: &str) -> Result<i8, String> {
    let day = typed.trim().parse().ok().filter(|day| (1..=31).contains(day));
    day.ok_or_else(|| "it must be the day of the month on which your credits renew, 1 to 31".into())
}

/// Reads a date.
fn date(typed: &str) -> Result<Date, String> {
    let date = typed.trim().parse().ok().filter(|date: &Date| (1900..=2999).contains(&date.year()));
    date.ok_or_else(|| "it must be a date such as 2026-12-16".into())
}
