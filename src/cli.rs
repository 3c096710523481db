//! Arguments as typed, and the help that goes with them. No decisions.

mod calibrate;
mod forecast;
mod forms;
mod merge;
#[cfg(feature = "page")]
mod open;
mod optimize;
mod pilot;
mod playing;
mod qualify;
mod sensitivity;
mod sweep;
mod today;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use calibrate::{Calibrate, Dates, Step};
pub use forecast::Forecast;
pub use forms::{Charts, CsvForm, Forms};
pub use merge::Merge;
#[cfg(feature = "page")]
pub use open::Open;
pub use optimize::Optimize;
pub use pilot::Pilot;
pub use playing::Playing;
use playing::reworded;
pub use qualify::{ListFormat, Qualify};
pub use sensitivity::Sensitivity;
pub use sweep::Sweep;
pub use today::Today;

/// What a plan's InMail credits will really do for you, before you spend anything.
#[derive(Debug, Parser)]
#[command(
    name = "inmail-sim",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Begin with: inmail-sim init"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to colour what is printed.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", display_order = 200)]
    pub color: Colour,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate every case of every scenario file, print a table, and write CSV reports and charts.
    Run(Run),
    /// Answer a few questions on a terminal: they become a scenario file, which is run.
    Ask(Questions),
    /// Open the what-if page in a browser: controls, answers as you move them, and nothing leaves this machine.
    #[cfg(feature = "page")]
    Open(Open),
    /// Set scenarios side by side: all their cases on the same luck, their sums, one table and one set of reports.
    Compare(Compare),
    /// Make the reports of a run from the tallies of all its shards.
    Merge(Merge),
    /// Vary one value or several over a range: where plans break even, and which case is best where.
    Sweep(Sweep),
    /// Find the best plan and values for the goal that a scenario file states.
    Optimize(Optimize),
    /// Tell what matters: how much of the spread is luck, how much is not knowing the rates, and what each setting does.
    Sensitivity(Sensitivity),
    /// Tell what a test of a touch would save, before it is sent, and which test is best.
    Pilot(Pilot),
    /// Check scenario files: what is wrong or doubtful, the cases that they would run, and the numbers in words.
    Check(Check),
    /// List the plans of a rulebook: credits, cap, price, cost per credit.
    Plans(Plans),
    /// Show one campaign of one case, credit by credit.
    Trace(Trace),
    /// Turn a record of what you sent and what came back into rates and delays for scenario files.
    Calibrate(Calibrate),
    /// Look ahead from the first day: the balance to come, when credits run out, and how many InMails a day they afford.
    Forecast(Forecast),
    /// Say how many InMails a day your credits afford from today on, without a file.
    Today(Today),
    /// Give each prospect of a list a tier and a first channel, and make a scenario of the tiers.
    Qualify(Qualify),
    /// Write a commented scenario file to start from; never over a file that is there.
    Init(Init),
    /// Explain a key, a figure or a column: what it means, what it may be, its default and source.
    Explain(Explain),
    /// Print a JSON Schema: of files, by which editors complete and check them as you type, or of what `--format json` prints.
    Schema(Schema),
    /// Print a script that lets a shell complete commands, options, plans and what-ifs.
    Completions(Completions),
    /// Print a manual page.
    Man(Man),
}

/// The arguments of `run`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("out", "Where the reports go: a folder for each scenario, named after its file"),
])))]
pub struct Run {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<ResultFormat>,
    /// Play one part of the trials only, the K-th of N, for `merge`.
    #[arg(long, value_name = "K/N", value_parser = shard, requires = "tally", display_order = 102)]
    pub shard: Option<(u32, u32)>,
    /// Write what was counted to this file, for `merge`, and no reports; a shard that is there already is not played.
    #[arg(long, value_name = "OUT", conflicts_with_all = ["out", "no_charts", "charts", "no_xlsx", "csv", "open", "format"], display_order = 102)]
    pub tally: Option<PathBuf>,
}

/// The arguments of `ask`.
#[derive(Debug, Args)]
pub struct Questions {
    /// The file to write; never over one that is there.
    #[arg(value_name = "FILE", default_value = "campaign.toml")]
    pub file: PathBuf,
}

/// The arguments of `compare`.
#[derive(Debug, Args)]
#[command(mut_args(reworded(&[
    ("out", "Where the reports go: a folder named after the files"),
])))]
pub struct Compare {
    /// Scenario files, two at least; trials, seed and precision are those of the first.
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The arguments of every command that plays.
    #[command(flatten)]
    pub playing: Playing<ResultFormat>,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to change about the scenarios.
    #[command(flatten)]
    pub changes: Changes,
    /// Campaigns simulated for each case, such as 20000 or 20k.
    #[arg(long, value_name = "N", value_parser = playing::count)]
    pub trials: Option<u64>,
    /// Let no warning pass: with any, the exit status is 2.
    #[arg(long)]
    pub strict: bool,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub format: Findings,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// The arguments of `plans`.
#[derive(Debug, Args)]
pub struct Plans {
    /// A built-in rulebook, or the path of a rulebook file.
    #[arg(long, value_name = "NAME", default_value = "article-2025-10")]
    pub rulebook: String,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// The arguments of `trace`.
#[derive(Debug, Args)]
pub struct Trace {
    /// A scenario file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which campaign, counted from 1.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub trial: u64,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// What to change about the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Do not say which case and campaign it is.
    #[arg(long, short)]
    pub quiet: bool,
}

/// The arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The file to write [default: campaign.toml, or the name of the template].
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write one of the example scenarios instead, with the files that it reads.
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// List the example scenarios with the questions that they answer, and write nothing.
    #[arg(long, conflicts_with_all = ["file", "template", "schema"])]
    pub list: bool,
    /// Write the schema for editors beside the file, and name it there.
    #[arg(long)]
    pub schema: bool,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A key such as `touch.inmail.reply_rate` or `reply_rate`, a section, figure, column or table; all if left out.
    #[arg(value_name = "KEY")]
    pub key: Option<String>,
}

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Of what.
    #[arg(value_enum, value_name = "KIND", default_value_t = FileKind::Scenario)]
    pub kind: FileKind,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// For which shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The page of this command; the page of the program if left out.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write all pages to this folder instead, never over a file that is there.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

/// What the command line changes about a scenario.
#[derive(Debug, Args)]
pub struct Changes {
    /// Set a value by its dotted path, as in `--set segment.prospects.per_week=20`; may be given several times.
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// The rulebook: a built-in one by its name, or the path of a file; instead of the scenario's.
    #[arg(long, value_name = "NAME")]
    pub rulebook: Option<String>,
    /// Only the cases of this plan; may be given several times.
    #[arg(long, value_name = "ID")]
    pub plan: Vec<String>,
    /// Only the cases of this what-if, by its circumstance, its choice or its whole name, `base` for the base; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub what_if: Vec<String>,
    /// Selects the luck: the same seed gives the same results.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How rates that are not known are drawn, spread evenly over the campaigns or for each by itself.
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Sampling::Even)]
    pub sampling: Sampling,
    /// The length of the campaign.
    #[arg(long, value_name = "N")]
    pub weeks: Option<u32>,
}

/// When to colour what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal that shows colours.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How what is drawn once a campaign is spread over the campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sampling {
    /// Evenly: fewer campaigns for the same answer.
    Even,
    /// For each campaign by itself.
    Plain,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileKind {
    /// Scenario files.
    Scenario,
    /// Rulebook files.
    Rulebook,
    /// What `--format json` prints.
    Results,
}

/// The shells that can complete what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
    /// PowerShell.
    #[value(name = "powershell")]
    PowerShell,
    /// Elvish.
    Elvish,
}

/// How to print rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: the table.
    Csv,
    /// For programs: all of the answer.
    Json,
}

/// How to print what came of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ResultFormat {
    /// For people.
    #[default]
    Table,
    /// For people, to be pasted where Markdown is read.
    Markdown,
    /// For programs: `summary.csv`.
    Csv,
    /// For programs: the summary and the verdict.
    Json,
}

/// How to print what was found in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Findings {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Reads `K/N`.
fn shard(typed: &str) -> Result<(u32, u32), String> {
    let parts = typed.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    let (number, of): (u32, u32) = parts.ok_or("it must be K/N, such as 3/7 for the third of seven shards")?;
    if (1..=of).contains(&number) {
        Ok((number, of))
    } else {
        Err(format!("shards are counted from 1/{of} to {of}/{of}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_sound() {
        Cli::command().debug_assert();
    }
}
