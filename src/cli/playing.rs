//! The arguments of every command that plays a scenario.

use std::path::PathBuf;

use clap::{Arg, Args, ValueEnum};

use super::Changes;

/// The arguments of every command that plays a scenario. A command words the help of some of them in its own way. The
/// last ones have a fixed place in the help, so that options of a command's own can stand before them.
#[derive(Debug, Args)]
pub struct Playing<F: ValueEnum + Default + Send + Sync + 'static> {
    /// Where the report goes: a folder named after the file.
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Changes to the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Campaigns simulated for each case, such as 20000 or 20k.
    #[arg(long, value_name = "N", value_parser = count)]
    pub trials: Option<u64>,
    /// Threads to use; the results are the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Leave the chart out.
    #[arg(long, display_order = 100)]
    pub no_charts: bool,
    /// Open the page in the browser when all is done.
    #[arg(long, display_order = 100)]
    pub open: bool,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = F::default(), display_order = 101)]
    pub format: F,
    /// Print nothing but errors.
    #[arg(long, short, display_order = 103)]
    pub quiet: bool,
}

/// Reads a whole number, perhaps in thousands or millions.
pub(super) fn count(typed: &str) -> Result<u64, String> {
    let digits = typed.replace(['_', ',', '\'', ' ', '\u{a0}', '\u{202f}'], "").to_lowercase();
    let (digits, unit) = match digits.strip_suffix('k') {
        Some(digits) => (digits.to_owned(), 1_000),
        None => match digits.strip_suffix('m') {
            Some(digits) => (digits.to_owned(), 1_000_000),
            None => (digits, 1),
        },
    };
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    number.ok_or_else(|| "it must be a whole number, such as 20000 or 20k".into())
}

/// Words the help of arguments anew, each given by its name. They keep their order, unlike with `mut_arg`.
pub(super) fn reworded(words: &'static [(&str, &str)]) -> impl FnMut(Arg) -> Arg {
    |arg| match words.iter().find(|(name, _)| arg.get_id() == *name) {
        Some((_, help)) => arg.help(*help),
        None => arg,
    }
}
