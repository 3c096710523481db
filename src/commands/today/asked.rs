//! What was typed, as an account.

use std::fmt::Write;

use crate::cli::Today;
use crate::commands::Failure;
use crate::domain::plan::{Plan, Rulebook};
use crate::results::today::{Asked, Holding, Impossible};
use crate::scenario::document::source::{Disk, Files};
use crate::scenario::{builtin_rulebooks, nearest, rulebook};
use crate::terminal;

/// The account that was typed, checked.
pub(super) fn asked(arguments: &Today) -> Result<Asked, Failure> {
    let (Some(plan), Some(credits), Some(renews)) = (&arguments.plan, arguments.credits, arguments.renews) else {
        return Err(Failure::Marked(missing(arguments)));
    };
    let holding = Holding {
        rulebook: arguments.rulebook.clone(),
        plan: find(plan, &arguments.rulebook)?,
        credits,
        renews,
        pending: arguments.pending,
        rate: arguments.rate.clone(),
        follow_up_rate: arguments.follow_up_rate.clone(),
        a_day: arguments.a_day,
        days_off: arguments.days_off.clone(),
        start: arguments.from.unwrap_or_else(|| Disk.today()),
        trials: arguments.trials,
        seed: arguments.seed,
        written: arguments.write.as_ref().map(|file| file.display().to_string()),
    };
    Asked::new(holding).map_err(|why| {
        Failure::Wrong(match why {
            Impossible::Credits { .. } => format!("`--credits` is {credits}, but {why}"),
            Impossible::Renews { .. } => format!("`--renews` is {renews}, but {why}"),
            Impossible::Pending { .. } => format!("`--pending` is {}, but {why}", arguments.pending),
        })
    })
}

/// What is missing, each with what it means, and how it is typed.
fn missing(arguments: &Today) -> String {
    let plans: Vec<String> = rulebook(&arguments.rulebook)
        .map(|rulebook| rulebook.plans.into_iter().map(|plan| plan.id).collect())
        .unwrap_or_default();
    let wanted = [
        (arguments.plan.is_none(), "--plan ID", format!("your plan: {}", plans.join(", "))),
        (arguments.credits.is_none(), "--credits N", "the InMail credits that you have now".into()),
        (arguments.renews.is_none(), "--renews DAY", "the day of the month on which they renew, 1 to 31".into()),
    ];
    let mut told = terminal::error("`today` must be told about your account:");
    for (_, option, meaning) in wanted.iter().filter(|(is_missing, ..)| *is_missing) {
        // Writing to a string cannot fail.
        let _ = write!(told, "\n  {option:<13} {meaning}");
    }
    told + "\nsuch as: inmail-sim today --plan sales-navigator --credits 43 --renews 1"
}

/// The plan of this id or name.
fn find(typed: &str, book: &str) -> Result<Plan, Failure> {
    let known = || builtin_rulebooks().collect::<Vec<_>>().join(", ");
    if !builtin_rulebooks().any(|name| name == book) {
        let near = nearest(book, builtin_rulebooks());
        return Err(Failure::unknown("rulebook", book, near, || format!("there are {}", known())));
    }
    let book = rulebook(book)?;
    let is_meant = |plan: &&Plan| plan.is_called(typed);
    if let Some(plan) = book.plans.iter().find(is_meant) {
        return Ok(plan.clone());
    }
    let other = builtin_rulebooks().filter_map(|name| rulebook(name).ok());
    let other = other.into_iter().find(|other| other.plans.iter().any(|plan| is_meant(&plan)));
    if let Some(Rulebook { id, .. }) = other {
        let remedy = format!("rulebook `{id}` has it: add `--rulebook {id}`");
        return Err(Failure::Unknown { what: "plan", name: typed.to_owned(), remedy });
    }
    let ids = || book.plans.iter().map(|plan| plan.id.as_str());
    let near = nearest(&typed.trim().to_lowercase().replace(' ', "-"), ids());
    Err(Failure::unknown("plan", typed, near, || format!("there are {}", ids().collect::<Vec<_>>().join(", "))))
}
