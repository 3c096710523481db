//! What was typed, and whether it can be so.

use std::fmt::Write;

use jiff::civil::Date;

use crate::cli::Today;
use crate::commands::Failure;
use crate::domain::calendar::{Calendar, SendDays};
use crate::domain::plan::{Billing, Plan, Refill, Rulebook};
use crate::domain::quantity::Day;
use crate::guide::{Account, PENDING_DAYS};
use crate::scenario::document::source::{Disk, Files};
use crate::scenario::document::tree;
use crate::scenario::{builtin_rulebooks, nearest, rulebook};
use crate::study::today::rule_of_thumb_pace;
use crate::terminal;
use crate::words::today::{Described, Renewal};
use crate::words::visible::visible;

/// A campaign is at least so long, so that its first follow-ups are in it \[days\].
const SHORTEST: Day = 14;

/// An account as it was typed, checked.
pub(super) struct Asked<'a> {
    arguments: &'a Today,
    plan: Plan,
    credits: u32,
    renews: i8,
    calendar: Calendar,
    renewal: Renewal,
    typed: String,
    rate: Option<String>,
    follow_up_rate: Option<String>,
    days_off: Vec<String>,
    per_week: Vec<u32>,
}

impl<'a> Asked<'a> {
    /// Checks what was typed.
    pub(super) fn new(arguments: &'a Today) -> Result<Asked<'a>, Failure> {
        let (Some(plan), Some(credits), Some(renews)) = (&arguments.plan, arguments.credits, arguments.renews) else {
            return Err(Failure::Marked(missing(arguments)));
        };
        let plan = find(plan, &arguments.rulebook)?;
        let (name, cap, granted) = (&plan.name, plan.cap, plan.credits_per_month);
        if credits > cap {
            return Err(Failure::Wrong(format!(
                "`--credits` is {credits}, but {name} holds {cap} credits at most; type what LinkedIn shows as left"
            )));
        }
        if arguments.pending > cap + granted {
            return Err(Failure::Wrong(format!(
                "`--pending` is {}, but with {name}, which holds {cap} credits at most and brings {granted} a month, no more than \
                 {} InMails of the last {PENDING_DAYS} days can be without an answer; count those alone",
                arguments.pending,
                cap + granted
            )));
        }
        let start = arguments.from.unwrap_or_else(|| Disk.today());
        let days_off: Vec<Date> = arguments.days_off.iter().filter_map(|day| day.trim().parse().ok()).collect();
        let mut calendar = Calendar {
            start,
            days: SHORTEST,
            send_days: SendDays::default(),
            days_off: days_off.into_iter().collect(),
        };
        let renews_today = match plan.refill {
            Refill::BillingDay => calendar.is_month_day(0, renews),
            Refill::FirstOfMonth => start.day() == 1,
        };
        let renewal = match renews_today {
            false => Renewal::Later,
            // Fewer than the renewal brings cannot have it among them.
            true if credits < granted => Renewal::ToCome,
            true => Renewal::Counted,
        };
        let held = if renewal == Renewal::ToCome { (credits + granted).min(cap) } else { credits };
        let renewal_from = |first: Day| (first..).find(|&day| calendar.is_month_day(day, renews)).unwrap_or(first);
        let end = renewal_from(SHORTEST);
        // Whoever holds little lives on the first renewal.
        calendar.days = if held < granted && renewal_from(1) == end { renewal_from(end + 1) } else { end };
        Ok(Asked {
            credits,
            renews,
            renewal,
            typed: typed(arguments, start),
            rate: arguments.rate.as_deref().map(toml),
            follow_up_rate: arguments.follow_up_rate.as_deref().map(toml),
            days_off: arguments.days_off.iter().map(|day| date(day.trim())).collect(),
            per_week: rule_of_thumb_pace(&calendar, held, granted),
            arguments,
            calendar,
            plan,
        })
    }

    /// The account, of which a scenario is made.
    pub(super) fn account(&self) -> Account<'_> {
        let granted_today = if self.renewal == Renewal::Counted { self.plan.credits_per_month } else { 0 };
        Account {
            typed: &self.typed,
            rulebook: &self.arguments.rulebook,
            plan: &self.plan.id,
            lacks_price: self.plan.price(Billing::Monthly).is_none(),
            start: self.calendar.start,
            until: self.calendar.date(self.calendar.days - 1),
            renews: self.renews,
            // The first day grants them.
            credits: self.credits - granted_today,
            pending: self.arguments.pending,
            rate: self.rate.as_deref(),
            follow_up_rate: self.follow_up_rate.as_deref(),
            days_off: &self.days_off,
            per_week: &self.per_week,
            trials: self.arguments.trials,
            seed: self.arguments.seed,
        }
    }

    /// The account, as the answer speaks of it.
    pub(super) fn described(&self) -> Described {
        Described {
            plan: self.plan.name.clone(),
            cap: self.plan.cap,
            granted: self.plan.credits_per_month,
            credits: self.credits,
            renews: self.renews,
            renewal: self.renewal,
            pending: (self.arguments.pending, PENDING_DAYS as u32),
            rate: self.arguments.rate.clone(),
            follow_up_rate: self.arguments.follow_up_rate.clone(),
            written: self.arguments.write.as_ref().map(|file| quoted(&file.display().to_string())),
        }
    }
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

/// A rate as it is written in a file: what is no number and no table is a text.
fn toml(typed: &str) -> String {
    let typed = typed.trim();
    let is_one = typed.lines().count() == 1 && !typed.contains('#') && tree::value(typed, 0, 0).is_ok();
    let is_word = typed.starts_with(|first: char| first.is_alphabetic());
    if is_one && !is_word { typed.to_owned() } else { text(typed) }
}

/// A date, or what was typed in its place.
fn date(typed: &str) -> String {
    if typed.parse::<Date>().is_ok_and(|date| date.to_string() == typed) { typed.to_owned() } else { text(typed) }
}

fn text(typed: &str) -> String {
    format!("\"{}\"", visible(typed).replace('\\', "\\\\").replace('"', "\\\""))
}

/// The command, as it would be typed again on another day.
fn typed(arguments: &Today, start: Date) -> String {
    let Today { plan, credits, renews, pending, rate, follow_up_rate, days_off, rulebook, trials, seed, .. } =
        arguments;
    let days_off = (!days_off.is_empty()).then(|| days_off.join(","));
    let options: [(&str, Option<String>); 11] = [
        ("plan", plan.clone()),
        ("credits", credits.map(|number| number.to_string())),
        ("renews", renews.map(|day| day.to_string())),
        ("pending", (*pending > 0).then(|| pending.to_string())),
        ("rate", rate.clone()),
        ("follow-up-rate", follow_up_rate.clone()),
        ("days-off", days_off),
        ("from", Some(start.to_string())),
        ("rulebook", (builtin_rulebooks().next() != Some(rulebook)).then(|| rulebook.clone())),
        ("trials", Some(trials.to_string())),
        ("seed", seed.map(|seed| seed.to_string())),
    ];
    let stated = options.into_iter().filter_map(|(name, value)| Some(format!(" --{name} {}", quoted(&value?))));
    visible(&format!("inmail-sim today{}", stated.collect::<String>()))
}

fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./\\,:".contains(c);
    if value.chars().all(is_plain) { value.to_owned() } else { format!("\"{value}\"") }
}
