//! The arguments of `calibrate`, as typed.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Charts, ListFormat};

/// The arguments of `calibrate`.
#[derive(Debug, Args)]
pub struct Calibrate {
    /// A log as CSV, or a LinkedIn data archive, as the zip or the folder.
    #[arg(required_unless_present = "counts", value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// The scenario fragment to write, the other files beside it; or a folder for all of them [default: results/NAME, by the
    /// name of the first source].
    #[arg(long, value_name = "FRAGMENT")]
    pub out: Option<PathBuf>,
    /// Read the record as of the end of this day, and begin the campaign on the next with what is open then.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// What a column of the log is called, as in `--column sent_at="Date sent"`; may be given several times.
    #[arg(long, value_name = "NAME=HEADER")]
    pub column: Vec<String>,
    /// Which tool's export the logs are, such as `recruiter-project`, where it is not told by their headings.
    #[arg(long = "as", value_name = "NAME")]
    pub export: Option<String>,
    /// What all rows of the logs are, as in `--touch connect`; otherwise the column `touch` says so.
    #[arg(long, value_name = "NAME")]
    pub touch: Option<String>,
    /// Take columns that look like those that are needed for them, and say which, where they go by names of their own.
    #[arg(long)]
    pub guess: bool,
    /// Read each row of a log as an event: something went out, was accepted, or was answered.
    #[arg(long, conflicts_with = "step")]
    pub events: bool,
    /// Read each row of a log as a person, with columns for each step, as in `--step inmail=Sent:Answered` and
    /// `--step connect=Invited:Accepted:Answered`; may be given several times.
    #[arg(long, value_name = "TOUCH=COLUMNS", value_parser = step)]
    pub step: Vec<Step>,
    /// Answers and touches where only totals are known, as in `--counts inmail=33/145` for 33 answers to 145 InMails; may be
    /// given several times.
    #[arg(long, value_name = "TOUCH=ANSWERS/SENT", value_parser = counts)]
    pub counts: Vec<(String, u64, u64)>,
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
    /// Draw no charts; those of an earlier run stay as they are.
    #[arg(long)]
    pub no_charts: bool,
    /// What the charts are drawn for.
    #[arg(long, value_enum, value_name = "FOR", default_value_t = Charts::Page, conflicts_with = "no_charts")]
    pub charts: Charts,
    /// How to print what the record says.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    /// Open the page in the browser when all is done.
    #[arg(long)]
    pub open: bool,
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
    /// Year, month, day.
    Ymd,
}

/// A step of a log with a row for each person: a touch, and what its columns are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The touch.
    pub touch: String,
    /// When it went out.
    pub sent: String,
    /// When it was accepted.
    pub accepted: Option<String>,
    /// When it was answered.
    pub replied: Option<String>,
}

/// Reads `TOUCH=SENT:ACCEPTED:REPLIED`. Of two columns the second is the answer, to an invitation its acceptance.
fn step(typed: &str) -> Result<Step, String> {
    let example = "such as connect=Invited:Accepted:Answered or inmail=Sent:Answered";
    let (touch, columns) = typed.split_once('=').ok_or_else(|| format!("it must be TOUCH=COLUMNS, {example}"))?;
    let columns: Vec<&str> = columns.split(':').map(str::trim).collect();
    let column = |place: usize| columns.get(place).filter(|name| !name.is_empty()).map(|name| (*name).to_owned());
    let sent = column(0).filter(|_| !touch.trim().is_empty() && columns.len() <= 3);
    let sent = sent.ok_or_else(|| format!("it must name a touch and one to three columns, {example}"))?;
    let is_invitation = touch.to_lowercase().contains("connect") || touch.to_lowercase().contains("invit");
    let (accepted, replied) = match columns.len() {
        3 => (column(1), column(2)),
        _ if is_invitation => (column(1), None),
        _ => (None, column(1)),
    };
    Ok(Step { touch: touch.trim().to_owned(), sent, accepted, replied })
}

/// Reads `TOUCH=ANSWERS/SENT`.
fn counts(typed: &str) -> Result<(String, u64, u64), String> {
    let parts = typed.rsplit_once('=').and_then(|(touch, counts)| {
        let (replied, sent) = counts.split_once('/')?;
        Some((touch.trim().to_owned(), replied.trim().parse().ok()?, sent.trim().parse().ok()?))
    });
    let counts =
        parts.filter(|(touch, replied, sent)| !touch.is_empty() && replied <= sent && (1..=1_000_000).contains(sent));
    counts.ok_or_else(|| "it must be TOUCH=ANSWERS/SENT, such as inmail=33/145 for 33 answers to 145 InMails".into())
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
