//! Why a study cannot be made.

use std::path::PathBuf;

use thiserror::Error;

use crate::scenario::document::lists::{all, quoted};
use crate::scenario::document::problem::Problems;

/// Why a study cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The scenario is wrong, as it stands or with some of the values that are studied.
    #[error("{0}")]
    Problems(Problems),
    /// The file does not say what an optimum would be.
    #[error(
        "`{}` has no `[goal]`; say in it what to look for, as in `minimize = \"cost_per_reply\"`, and in `[goal.vary]` \
         among what; `inmail-sim explain goal` tells more",
        .0.display()
    )]
    NoGoal(PathBuf),
    /// The plans and what-ifs that are varied are not those that were chosen.
    #[error("no combination is left: `--plan` or `--what-if` leave out every plan or what-if of `[goal.vary]`")]
    NoCombination,
    /// Amounts of money of some candidates cannot be compared with those of others.
    #[error(
        "the what-ifs are in different currencies, and nothing is converted: leave out those in another one, with \
         `--what-if` for those that are meant"
    )]
    Currencies,
    /// The cases are in several circumstances, of these names, and are ranked within one.
    #[error(
        "cases are ranked within one circumstance, and these are in several: {}; choose one of them, as in \
         `--what-if \"{}\"`",
        all(.0.iter().map(quoted)),
        .0.last().map_or("", String::as_str)
    )]
    Circumstances(Vec<String>),
    /// A requirement looks at a week that some candidates do not reach.
    #[error("`{requirement}` asks for more weeks than the {weeks} that some campaigns of the search have")]
    TooFewWeeks {
        /// The requirement, as written.
        requirement: String,
        /// How many weeks there are.
        weeks: f64,
    },
    /// A forecast of the balance of several accounts, in a case of this name.
    #[error(
        "`{0}` has several people, and a forecast looks ahead in the account of one; look at each in a file of its own, \
         with a single seat of `count = 1`"
    )]
    SeveralPeople(String),
    /// A forecast of an account that begins after the first day, in a case of this name.
    #[error(
        "in `{0}` nobody works on the first day, from which a forecast looks ahead; let `start` be the day on which the seat \
         begins, and take its `from_week` out"
    )]
    BeginsLater(String),
    /// A combination of values leaves no case of the scenario of this name.
    #[error("a combination of `{0}` has no case")]
    NoCase(String),
    /// A path that cannot be varied like this.
    #[error("`{argument}`: {reason}")]
    Vary {
        /// The path with its values, as written.
        argument: String,
        /// Why not.
        reason: &'static str,
    },
    /// There are more combinations of values than a sweep may have; how many, if they can be counted.
    #[error(
        "the values make {} cells; a sweep has 100 000 at most: give fewer values",
        .0.map_or_else(|| "too many".to_owned(), |cells| cells.to_string())
    )]
    TooManyCells(Option<usize>),
    /// The tables of a sweep would have so many rows.
    #[error("the tables would have {0} rows; a sweep may have 4 000 000: give fewer values, figures or cases")]
    TooManyRows(usize),
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Refusal {
        Refusal::Problems(problems)
    }
}
