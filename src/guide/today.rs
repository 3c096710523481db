//! The scenario that `today` plays: an account as somebody describes it in a few words, and what most of them do not know.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::borrowed::{DELAY, DELAY_SAYS, FOLLOW_UP, FOLLOW_UP_SAYS, RATE, RATE_SAYS, WAIT};

/// InMails without an answer are those of so many days.
pub const PENDING_DAYS: i32 = 30;

/// An account, and what is known about its InMails. Values are written as in scenario files.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    /// The command that describes it.
    pub typed: &'a str,
    /// A built-in rulebook.
    pub rulebook: &'a str,
    /// The id of a plan in it.
    pub plan: &'a str,
    /// Has the plan no monthly price?
    pub lacks_price: bool,
    /// The first day.
    pub start: Date,
    /// The last day of the campaign.
    pub until: Date,
    /// The day of the month on which the plan renews.
    pub renews: i8,
    /// What it holds.
    pub credits: u32,
    /// InMails without an answer.
    pub pending: u32,
    /// How often a first InMail is answered, if that is known.
    pub rate: Option<&'a str>,
    /// How often a follow-up is answered, if that is known.
    pub follow_up_rate: Option<&'a str>,
    /// Days on which nothing is sent.
    pub days_off: &'a [String],
    /// New people in each week.
    pub per_week: &'a [u32],
    /// Are these as many as somebody wants to write to? Else they follow from the rule of thumb.
    pub is_own_pace: bool,
    /// Simulated campaigns.
    pub trials: u64,
    /// The seed of their luck, if it is stated.
    pub seed: Option<u64>,
}

/// The name of the what-if in which everybody gets a follow-up.
pub const FOLLOWED_UP: &str = "with a follow-up";

/// The scenario of an account: its base writes to everybody once, at its own pace or that of the rule of thumb.
pub fn today(account: &Account<'_>) -> String {
    let Account { typed, rulebook, plan, start, until, renews, credits, trials, .. } = account;
    let pace: Vec<String> = account.per_week.iter().map(u32::to_string).collect();
    let seed = account.seed.map_or(String::new(), |seed| format!("seed        = {seed}\n"));
    let price = if account.lacks_price {
        format!("[plan.{plan}]\nprice_per_month = 0   # none is published: put in what you pay\n\n")
    } else {
        String::new()
    };
    let off = if account.days_off.is_empty() {
        String::new()
    } else {
        format!("[pacing]\ndays_off = [{}]\n\n", account.days_off.join(", "))
    };
    let (rate, rate_says) = stated(account.rate, RATE, RATE_SAYS);
    let (whose, pace_says) = match account.is_own_pace {
        true => ("the pace that was asked about", "So many each working day, and none on the days off."),
        false => (
            "the pace of the rule of thumb",
            "The rule of thumb: what is left by the working days left in the month, later the new credits by those of each \
             month.",
        ),
    };
    let (follow_up, follow_up_says) = stated(account.follow_up_rate, FOLLOW_UP, FOLLOW_UP_SAYS);
    format!(
        "\
# How many InMails a day can we afford from today on?
#
# Written by `{typed}`.
# `inmail-sim forecast` with this file tells what that told. Change what you know better, such as the pace.

name        = \"From today on\"
description = \"Everybody gets one InMail, at {whose}; or a follow-up, too.\"
rulebook    = \"{rulebook}\"
plans       = [\"{plan}\"]
start       = {start}
until       = {until}   # the day before a renewal
billing_day = {renews}   # the day of the month on which the credits renew
trials      = {trials}
{seed}
{price}[opening]
credits = {credits}
pending = [{pending}]

[touch.inmail]
channel          = \"inmail\"
reply_rate       = {rate}   # {rate_says}
reply_delay_days = {DELAY}   # {DELAY_SAYS}

[touch.follow-up]
channel    = \"inmail\"
wait_days  = {WAIT}
reply_rate = {follow_up}   # {follow_up_says}

[segment.prospects]
sequence = [\"inmail\"]
# {pace_says}
per_week = [{pace}]

{off}[[what_if]]
name = \"{FOLLOWED_UP}\"
segment.prospects.sequence = [\"inmail\", \"follow-up\"]
",
        pending = pending(account),
        pace = pace.join(", "),
    )
}

fn stated<'a>(own: Option<&'a str>, borrowed: &'a str, source: &'a str) -> (&'a str, &'a str) {
    own.map_or((borrowed, source), |own| (own, "your own"))
}

/// The InMails without an answer, spread evenly over the working days of the days before the first.
fn pending(account: &Account<'_>) -> String {
    let is_working = |&ago: &i32| {
        let date = account.start.saturating_sub(ago.days());
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !account.days_off.contains(&date.to_string())
    };
    let days: Vec<i32> = (1..=PENDING_DAYS).filter(is_working).collect();
    let number = u64::from(account.pending);
    let of_each = |place: u64| {
        // The place of a message among the days, for each of them in its middle.
        let before = |place: u64| (place * number + days.len() as u64 / 2) / days.len() as u64;
        before(place + 1) - before(place)
    };
    let counts = (0..).zip(&days).map(|(place, ago)| (ago, of_each(place))).filter(|(_, count)| *count > 0);
    let lines: String = counts
        .map(|(ago, count)| format!("    {{ touch = \"inmail\", sent_days_ago = {ago}, count = {count} }},\n"))
        .collect();
    if lines.is_empty() { lines } else { format!("   # spread evenly over the last {PENDING_DAYS} days\n{lines}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_pending_is_spread_over_all_working_days_and_none_is_lost() {
        let days_off = ["2026-11-26".to_owned()];
        let counts = |pending: u32| {
            let account = Account {
                typed: "",
                rulebook: "",
                plan: "",
                lacks_price: false,
                start: date(2026, 12, 16),
                until: date(2026, 12, 31),
                renews: 1,
                credits: 0,
                pending,
                rate: None,
                follow_up_rate: None,
                days_off: &days_off,
                per_week: &[],
                is_own_pace: false,
                trials: 1,
                seed: None,
            };
            let text = super::pending(&account);
            let counts =
                text.split("count = ").skip(1).map(|rest| rest.split(' ').next().and_then(|it| it.parse().ok()));
            counts.collect::<Option<Vec<u32>>>().expect("numbers")
        };
        // The 30 days before 16 December have 22 weekdays, one of them a day off.
        for pending in 0..200 {
            let counts = counts(pending);
            assert_eq!(counts.iter().sum::<u32>(), pending);
            assert!(counts.iter().all(|&count| (pending / 21..=pending / 21 + 1).contains(&count)), "{counts:?}");
            assert_eq!(counts.len(), pending.min(21) as usize);
        }
    }
}
