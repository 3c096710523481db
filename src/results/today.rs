//! How fast the credits of an account may go from today on: an account as somebody describes it in a few words, the scenario
//! that follows from that, and what it comes to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use thiserror::Error;

use crate::domain::calendar::{Calendar, SendDays};
use crate::domain::plan::{Billing, Plan, Refill};
use crate::domain::quantity::Day;
use crate::engine::Sampling;
use crate::guide::{self, Account, Answers, PENDING_DAYS, toml};
use crate::scenario::document::problem::Problems;
use crate::scenario::document::quote::string;
use crate::scenario::{Overrides, builtin_rulebooks, rulebook};
use crate::study::space::Space;
use crate::study::today::{Today, own_pace, rule_of_thumb_pace, today};
use crate::words::today::{Described, Renewal, answer, title};
use crate::words::visible::visible;

/// A campaign is at least so long, so that its first follow-ups are in it \[days\].
const SHORTEST: Day = 14;

/// So many simulations tell a pace to a person a week.
const TRIALS: u64 = 1000;

/// What the scenario is called while it is in no file.
const NAME: &str = "today.toml";

/// An account as somebody describes it.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The built-in rulebook that has its plan.
    pub rulebook: String,
    /// Its plan.
    pub plan: Plan,
    /// The credits that it holds.
    pub credits: u32,
    /// The day of the month on which they renew.
    pub renews: i8,
    /// InMails without an answer.
    pub pending: u32,
    /// How often a first InMail is answered, if that is known.
    pub rate: Option<String>,
    /// How often a follow-up is answered, if that is known.
    pub follow_up_rate: Option<String>,
    /// The InMails a working day that are meant to be sent, if that is said.
    pub a_day: Option<f64>,
    /// Days on which nothing is sent.
    pub days_off: Vec<String>,
    /// The day from which on is asked.
    pub start: Date,
    /// Simulated campaigns.
    pub trials: u64,
    /// The seed of their luck, if it is stated.
    pub seed: Option<u64>,
    /// The file to which the scenario is written, if it is.
    pub written: Option<String>,
}

/// Why an account cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Impossible {
    /// It holds more than its plan allows.
    #[error("{plan} holds {cap} credits at most; type what LinkedIn shows as left")]
    Credits {
        /// The name of the plan.
        plan: String,
        /// The most that it holds.
        cap: u32,
    },
    /// It renews on another day than its rulebook says.
    #[error(
        "with rulebook `{rulebook}` the credits of {plan} renew on the first of each month, whatever the day of the bill: \
         type 1"
    )]
    Renews {
        /// The name of the plan.
        plan: String,
        /// The rulebook.
        rulebook: String,
    },
    /// More InMails are without an answer than it can have sent.
    #[error(
        "with {plan}, which holds {cap} credits at most and brings {granted} a month, no more than {} InMails of the last \
         {PENDING_DAYS} days can be without an answer; count those alone",
        cap + granted
    )]
    Pending {
        /// The name of the plan.
        plan: String,
        /// The most that it holds.
        cap: u32,
        /// What it brings.
        granted: u32,
    },
}

/// An account as it was described, checked.
pub struct Asked {
    holding: Holding,
    calendar: Calendar,
    renewal: Renewal,
    typed: String,
    rate: Option<String>,
    follow_up_rate: Option<String>,
    days_off: Vec<String>,
    per_week: Vec<u32>,
}

impl Asked {
    /// Checks what was said.
    pub fn new(holding: Holding) -> Result<Asked, Impossible> {
        let Holding { plan, credits, renews, pending, start, .. } = &holding;
        let (credits, renews, start) = (*credits, *renews, *start);
        let (name, cap, granted) = (plan.name.clone(), plan.cap, plan.credits_per_month);
        if credits > cap {
            return Err(Impossible::Credits { plan: name, cap });
        }
        if *pending > cap + granted {
            return Err(Impossible::Pending { plan: name, cap, granted });
        }
        if plan.refill == Refill::FirstOfMonth && renews != 1 {
            return Err(Impossible::Renews { plan: name, rulebook: holding.rulebook.clone() });
        }
        let days_off: Vec<Date> = holding.days_off.iter().filter_map(|day| day.trim().parse().ok()).collect();
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
            renewal,
            typed: typed(&holding),
            rate: holding.rate.as_deref().map(toml),
            follow_up_rate: holding.follow_up_rate.as_deref().map(toml),
            days_off: holding.days_off.iter().map(|day| date(day.trim())).collect(),
            per_week: match holding.a_day {
                Some(a_day) => own_pace(&calendar, a_day),
                None => rule_of_thumb_pace(&calendar, held, granted),
            },
            holding,
            calendar,
        })
    }

    /// The text of the scenario.
    pub fn document(&self) -> String {
        guide::today(&self.account())
    }

    /// The scenario, and the way to read it again.
    pub fn space(&self) -> Result<Space, Problems> {
        let files = BTreeMap::from([(PathBuf::from(NAME), self.document().into_bytes())]);
        Space::read(&files, Path::new(NAME), None, Overrides::default(), Sampling::Even)
    }

    /// What it comes to.
    pub fn look_ahead(&self, space: &Space) -> Today {
        today(space).expect("the scenario has two cases, one of them with a follow-up")
    }

    /// The account, of which a scenario is made.
    fn account(&self) -> Account<'_> {
        let Holding { plan, .. } = &self.holding;
        let granted_today = if self.renewal == Renewal::Counted { plan.credits_per_month } else { 0 };
        Account {
            typed: &self.typed,
            rulebook: &self.holding.rulebook,
            plan: &plan.id,
            lacks_price: plan.price(Billing::Monthly).is_none(),
            start: self.calendar.start,
            until: self.calendar.date(self.calendar.days - 1),
            renews: self.holding.renews,
            // The first day grants them.
            credits: self.holding.credits - granted_today,
            pending: self.holding.pending,
            rate: self.rate.as_deref(),
            follow_up_rate: self.follow_up_rate.as_deref(),
            days_off: &self.days_off,
            per_week: &self.per_week,
            is_own_pace: self.holding.a_day.is_some(),
            trials: self.holding.trials,
            seed: self.holding.seed,
        }
    }

    /// The account, as the answer speaks of it.
    pub fn described(&self) -> Described {
        Described {
            plan: self.holding.plan.name.clone(),
            cap: self.holding.plan.cap,
            granted: self.holding.plan.credits_per_month,
            credits: self.holding.credits,
            renews: self.holding.renews,
            renewal: self.renewal,
            pending: (self.holding.pending, PENDING_DAYS as u32),
            rate: self.holding.rate.clone(),
            follow_up_rate: self.holding.follow_up_rate.clone(),
            own_pace: self.holding.a_day,
            written: self.holding.written.as_deref().map(quoted),
        }
    }
}

/// What is said of the accounts of which the answers to the questions for a scenario speak, one for each plan that they name: a
/// title, and what it comes to from this day on or why it cannot be. None unless they say what is left and when it renews.
pub fn of_answers(answers: &Answers, start: Date) -> Vec<(String, Vec<String>)> {
    let (Ok(credits), Ok(renews)) = (answers.of("credits").parse(), answers.of("renews").parse()) else {
        return Vec::new();
    };
    let Some((id, book)) = builtin_rulebooks().next().and_then(|id| Some((id, rulebook(id).ok()?))) else {
        return Vec::new();
    };
    let usual = Answers::default();
    let rate = Some(answers.of("rate")).filter(|rate| *rate != usual.of("rate"));
    let account = |named: &str| {
        let plan = book.plans.iter().find(|plan| plan.is_called(named))?.clone();
        let name = plan.name.clone();
        let asked = Asked::new(Holding {
            rulebook: id.to_owned(),
            plan,
            credits,
            renews,
            pending: 0,
            rate: rate.map(str::to_owned),
            follow_up_rate: None,
            a_day: None,
            days_off: Vec::new(),
            start,
            trials: TRIALS,
            seed: None,
            written: None,
        });
        let asked = match asked {
            Ok(asked) => asked,
            Err(why) => return Some((name, vec![format!("That cannot be: {why}.")])),
        };
        let (account, found) = (asked.described(), asked.look_ahead(&asked.space().ok()?));
        Some((title(&found, &account), answer(&found, &account)))
    };
    answers.of("plans").split(',').filter_map(account).collect()
}

/// A date, or what was typed in its place.
fn date(typed: &str) -> String {
    if typed.parse::<Date>().is_ok_and(|date| date.to_string() == typed) { typed.to_owned() } else { string(typed) }
}

/// The command, as it would be typed again on another day.
fn typed(holding: &Holding) -> String {
    let Holding {
        plan,
        credits,
        renews,
        pending,
        rate,
        follow_up_rate,
        a_day,
        days_off,
        rulebook,
        start,
        trials,
        seed,
        ..
    } = holding;
    let days_off = (!days_off.is_empty()).then(|| days_off.join(","));
    let options: [(&str, Option<String>); 12] = [
        ("plan", Some(plan.id.clone())),
        ("credits", Some(credits.to_string())),
        ("renews", Some(renews.to_string())),
        ("pending", (*pending > 0).then(|| pending.to_string())),
        ("rate", rate.clone()),
        ("follow-up-rate", follow_up_rate.clone()),
        ("a-day", a_day.map(|a_day| a_day.to_string())),
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::guide::QUESTIONS;

    #[test]
    fn each_plan_that_is_thought_of_has_its_own_account() {
        let mut answers = Answers::default();
        for (id, answer) in [("plans", "sales-navigator, premium-business"), ("credits", "46"), ("renews", "9")] {
            let question = QUESTIONS.iter().find(|question| question.id == id).expect("it is asked");
            answers.add_as_it_is(question, answer);
        }
        let said = of_answers(&answers, date(2026, 3, 2));
        let [(first, advice), (second, why)] = &said[..] else { panic!("there are two plans: {said:?}") };
        assert_eq!(first.replace('\u{a0}', " "), "Sales Navigator: 46 credits on Monday, 2 March 2026");
        assert!(
            advice[0].replace('\u{a0}', " ").contains("the renewal on 9 Mar leaves up to 100 beside its own 50"),
            "{advice:?}"
        );
        // More than it can hold.
        assert_eq!((second.as_str(), why.len()), ("Premium Business", 1));
        assert!(why[0].starts_with("That cannot be: Premium Business holds 45 credits at most"), "{why:?}");
    }
}
