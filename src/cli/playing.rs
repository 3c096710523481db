//! The arguments of every command that plays a scenario.

use std::path::PathBuf;

use clap::{Arg, Args, ValueEnum};

use super::{Changes, Forms};

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
    /// In which forms the answer is written.
    #[command(flatten)]
    pub forms: Forms,
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

/// Reads a whole number, perhaps in groups of three digits, in thousands or in millions.
pub(super) fn count(typed: &str) -> Result<u64, String> {
    let lower = typed.trim().to_lowercase();
    let units = [("k", 1_000), ("m", 1_000_000)];
    let unit = units.into_iter().find_map(|(end, unit)| Some((lower.strip_suffix(end)?.trim_end(), unit)));
    let (digits, unit) = unit.unwrap_or((&lower, 1));
    let groups: Vec<&str> = digits.split(['_', ',', '\'', ' ', '\u{a0}', '\u{202f}']).collect();
    let are_groups = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let is_whole =
        are_groups && groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let number = if is_whole { groups.concat().parse::<u64>().ok() } else { None };
    let number = number.and_then(|number| number.checked_mul(unit));
    number.ok_or_else(|| "it must be a whole number, such as 20000 or 20k".into())
}

/// Reads a number of campaigns where few will do.
pub(super) fn few(typed: &str) -> Result<u64, String> {
    count(typed).and_then(|number| match number {
        1..=10_000 => Ok(number),
        _ => Err(format!("{number} is not in 1..=10000")),
    })
}

/// Words the help of arguments anew, each given by its name. They keep their order, unlike with `mut_arg`.
pub(super) fn reworded(words: &'static [(&str, &str)]) -> impl FnMut(Arg) -> Arg {
    |arg| match words.iter().find(|(name, _)| arg.get_id() == *name) {
        Some((_, help)) => arg.help(*help),
        None => arg,
    }
}
