//! Problems with touches, segments, plans and cases that do not fit together.

use jiff::civil::Date;
use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use crate::scenario::document::known::Known;
use crate::scenario::document::lists::{all, either, quoted};
use crate::scenario::document::near::{did_you_mean, nearest};
use crate::scenario::document::problem::Wrong;
use crate::scenario::document::quote::quote;

#[derive(Debug, Error, AsRefStr, VariantNames)]
pub(in crate::scenario) enum CampaignProblem {
    #[error("the scenario has no {what}; it needs at least one `[{what}.ID]`")]
    Nothing { what: &'static str },
    /// The last day of a campaign, before its first or too long after it.
    #[error("`until` is {until}; the campaign begins on {start}, so it must be a date from then to {last}")]
    Until { until: Date, start: Date, last: Date },
    /// A key that a touch has, but not on this channel.
    #[error(
        "`{key}` is of no use in `{touch}`, whose channel is `{channel}`; beside `channel` it may have {}",
        all(.known.iter().map(quoted))
    )]
    IdleKey { key: String, touch: String, channel: &'static str, known: Vec<&'static str> },
    /// A rate that is tied to one of a touch that has none.
    #[error("`{path}` cannot follow touch `{touch}`, whose channel `{channel}` has no `{key}`{known}")]
    NoSuchRate { path: String, touch: String, channel: &'static str, key: &'static str, known: Known },
    /// A rate that is tied to itself, by way of others.
    #[error("`{path}` follows itself{}", by_way_of(.by))]
    TiedInCircle { path: String, by: Vec<String> },
    #[error("outcome `{id}` has a dot in its name, which figures take for that of a part; choose another name")]
    OutcomeId { id: String },
    /// An outcome that leads to itself, by way of others.
    #[error("`{path}` leads back to itself{}", back_to_a_reply(.by))]
    OutcomeCircle { path: String, by: Vec<String> },
    #[error("`{key}` cannot be set in a what-if; set it for the whole file")]
    NotInWhatIf { key: String },
    #[error("plan `{plan}` has no annual price; set `plan.{}.price_per_month_annual`", quote(.plan))]
    NoAnnualPrice { plan: String },
    #[error("plan `{plan}` has no monthly price; set `billing = \"annual\"` or `plan.{}.price_per_month`", quote(.plan))]
    NoMonthlyPrice { plan: String },
    /// A plan whose price its seller tells only those who ask.
    #[error("no price of plan `{plan}` is published; state yours: `[plan.{}] {key} = …`", quote(.plan))]
    NoPrice { plan: String, key: &'static str },
    #[error("touch `{touch}` has channel `{channel}`; pending can be inmail, message and email")]
    PendingChannel { touch: String, channel: &'static str },
    #[error("touch `{touch}` cannot be silent after {days} days: its rate is 1 and its delay shorter")]
    NeverSilent { touch: String, days: u64 },
    #[error("touch `{touch}` lacks `wait_days`, which it needs in second or later place of `{segment}`")]
    NoWait { touch: String, segment: String },
    /// A pace that follows the balance, before a touch that does not cost any credit.
    #[error("`per_week = \"{pace}\"` needs a first touch of channel `inmail`; `{touch}` has channel `{channel}`")]
    FreePace { pace: &'static str, touch: String, channel: &'static str },
    /// A window, in days after the touch before it, in which no send day can lie; the first one comes after `next` days.
    #[error(
        "touch `{touch}` can never go out in `{segment}`: no send day comes {} after the touch before it; the next comes \
         after {next}",
        days(*.window)
    )]
    NeverDue { touch: String, segment: String, window: (u32, u32), next: u32 },
    /// As many as the balance allows, where it allows any number.
    #[error("`{segment}` would never stop: `per_week = \"max\"` with an `open_profile` of 1 needs `prospects`")]
    Endless { segment: String },
    /// A segment in a file with seats.
    #[error("no seat works `{segment}`; name it in the `segments` of one, or take it out")]
    NobodyWorks { segment: String },
    #[error(
        "the plan change names no `seat`, and every seat names a plan of its own, so it holds for none; name the seat"
    )]
    NobodysChange,
    /// A pooled plan that a seat would change from.
    #[error(
        "`{seat}` cannot change to `{to}` in week {week}: `{from}` is pooled, and the account of all its seats changes as a \
         whole and is never parted; it may change to `none`, or to `{from}` anew"
    )]
    LeavesPool { seat: String, week: u32, from: String, to: String },
    /// A pooled plan that a seat would change to.
    #[error(
        "`{seat}` cannot change to `{to}` in week {week}: `{to}` is pooled, and accounts are never joined; let it begin under \
         `{to}`"
    )]
    JoinsPool { seat: String, week: u32, to: String },
    /// A change of some of the seats that share an account.
    #[error(
        "the plan change in week {week} leaves out `{seat}`: `{plan}` is pooled, and the account of all its seats changes as \
         a whole; change all of them to the same plan in that week"
    )]
    PartsPool { plan: String, week: u32, seat: String },
    /// A plan or what-if that the arguments ask for, and that no case has.
    #[error(
        "unknown {what} `{name}`; known: {}{}",
        all(.known.iter().map(quoted)),
        did_you_mean(nearest(.name, .known.iter().map(String::as_str)).as_deref())
    )]
    NoCase { what: &'static str, name: String, known: Vec<String> },
    /// A plan that no case of the what-ifs asked for has, although others do.
    #[error(
        "no case has plan `{plan}` and what-if {}; known there: {}",
        either(.what_ifs.iter().map(quoted)),
        all(.known.iter().map(quoted))
    )]
    NoCommonCase { plan: String, what_ifs: Vec<String>, known: Vec<String> },
}

impl Wrong for CampaignProblem {}

fn back_to_a_reply(others: &[String]) -> String {
    match others {
        [] => "; it must be of `reply` or of another outcome".into(),
        others => format!(" by way of {}; one of them must be of `reply`", all(others.iter().map(quoted))),
    }
}

fn by_way_of(others: &[String]) -> String {
    match others {
        [] => "; it must follow another, or be a rate of its own".into(),
        others => format!(" by way of {}; one of them must be a rate of its own", all(others.iter().map(quoted))),
    }
}

fn days((from, to): (u32, u32)) -> String {
    let window = if from == to { from.to_string() } else { format!("{from} to {to}") };
    format!("{window} {}", if to == 1 { "day" } else { "days" })
}
