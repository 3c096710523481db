//! Warnings about a scenario that can be run but is probably not meant so: kind, place and wording.

use std::fmt;

use jiff::civil::Date;

use super::document::lists::{all, quoted};
use super::document::place::Place;
use super::document::quote::quote;

/// How many cases, plans or dates a message names one by one.
const NAMED: usize = 4;

/// Something that its author would probably want to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its kind.
    pub kind: WarningKind,
    /// The place that makes it so.
    pub place: Place,
}

/// A thing that can be worth a second look. Shares are per cent as people write them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the fields are what the message of their variant shows")]
#[non_exhaustive]
pub enum WarningKind {
    /// Something hangs on the first day, which is left to the default.
    StartAssumed { start: Date, what: &'static str },
    /// The account was running, but not when it renews.
    RenewalAssumed { what: String, plan: String, granted: u32 },
    /// A record that does not say what the account holds.
    UnknownBalance,
    /// A currency beside a price that is stated in another.
    ForeignPrice { currency: String, plans: Vec<String>, rulebook: String, key: &'static str },
    /// Working time without a price.
    FreeHours,
    /// More InMails than any plan of the file can pay for.
    Demand { wanted: u64, weeks: u32, credits: u64, with_refunds: u64 },
    /// An account that opens with more credits than it may hold.
    OpeningAboveCap { opening: u64, cap: u64 },
    /// A reserve that the balance hardly ever exceeds.
    ReserveAboveCap { segment: String, reserve: u32, plans: Vec<String> },
    /// Months that are paid and hardly used.
    ShortLastPeriod { cases: Vec<String>, every: bool, paid: u32, used: String, days: u32, weeks_without: u32 },
    /// A year that is paid at once, of which the months of the campaign count.
    PartOfYear { cases: Vec<String>, every: bool, months: u32, whole: u32 },
    /// The price of a year where that of a month of it is meant.
    YearAsMonth { plan: String, price: String, month: String },
    /// A campaign that goes on from a record on another day than the one after its last.
    ApartFromRecord { what: &'static str, last: Date, start: Date, first: Date },
    /// A seat that begins after the last week.
    LateSeat { seat: String, week: u32, weeks: u32 },
    /// Plans to compare, where every seat names its own.
    IdlePlans,
    /// What each brings along, where every seat says that for itself.
    IdleOpening,
    /// A plan change after the last week.
    LatePlanChange { week: u32, weeks: u32 },
    /// More numbers than there are weeks.
    LongList { segment: String, numbers: u32, weeks: u32 },
    /// Days off before or after the campaign.
    DaysOff { dates: Vec<Date>, first: Date, last: Date },
    /// A touch that goes to nobody.
    UnusedTouch { touch: String },
    /// A file that is extended for touches that go to nobody.
    UnusedTouches { touches: Vec<String>, used: Vec<String> },
    /// A plan that no case has.
    UnusedPlan { plan: String },
    /// A segment that starts nobody.
    IdleSegment { segment: String, key: &'static str },
    /// Open Profiles only.
    AllOpen { segment: String },
    /// A what-if that is the base, perhaps because an argument is laid over both.
    SameAsBase { name: String, by_argument: bool },
    /// A rate that nobody published.
    UnheardOf { path: String, mean: String, low: &'static str, high: &'static str, of: &'static str },
    /// A later InMail that draws more replies than an earlier one.
    BetterLater { touch: String, mean: String, before: String, mean_before: String },
    /// Waits that end after the campaign.
    NeverDue { touch: String, segment: String, days: u64, campaign: u32 },
    /// A form of TOML 1.1.
    NewerToml { told: &'static str },
    /// Too few trials for quantiles.
    FewTrials { trials: u64, beyond: u64 },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use WarningKind as Kind;
        match self {
            Kind::StartAssumed { start, what } => {
                write!(f, "`start` is not stated, so it is {start}, and {what} depends on it; state `start`")
            }
            Kind::RenewalAssumed { what, plan, granted } => {
                write!(f, "the account was running before ({what}), but `billing_day` is not stated, so a new ")?;
                write!(
                    f,
                    "subscription to `{plan}` is charged on day 0 and grants {} more; ",
                    counted(*granted, "credit")
                )?;
                f.write_str("type `billing_day = 1`, the day of the month on which your credits renew")
            }
            Kind::UnknownBalance => f.write_str(
                "the record does not say how many credits are held, so there are none on the first day; state them by \
                 `--set opening.credits=…`, or find them by `calibrate` with `--plan` and `--renews`",
            ),
            Kind::ForeignPrice { currency, plans, rulebook, key } => {
                let named = all(plans.iter().map(quoted));
                let price = if plans.len() == 1 { "price" } else { "prices" };
                let is = if plans.len() == 1 { "is" } else { "are" };
                write!(
                    f,
                    "`currency` is \"{currency}\", but the {price} of {named} {is} in US dollars, from rulebook "
                )?;
                let stated = all(plans.iter().map(|plan| format!("`plan.{}.{key}`", quote(plan))));
                write!(f, "`{rulebook}`, and nothing is converted; state {stated}")
            }
            Kind::FreeHours => {
                f.write_str("`minutes` are stated, but `effort.hourly_cost` is not, so working time costs nothing; ")?;
                f.write_str("state what an hour costs")
            }
            Kind::Demand { wanted, weeks, credits, with_refunds } => {
                write!(
                    f,
                    "about {} are wanted in {}, but no case has more ",
                    counted(*wanted, "InMail"),
                    counted(*weeks, "week")
                )?;
                write!(f, "than {}, some {with_refunds} with refunds; ", counted(*credits, "credit"))?;
                f.write_str("lower `per_week` or compare a bigger plan")
            }
            Kind::OpeningAboveCap { opening, cap } => {
                write!(f, "the account opens with {}, above the cap of {cap}, and the ", counted(*opening, "credit"))?;
                f.write_str("next refill cuts what is above it; state what the account really holds")
            }
            Kind::ReserveAboveCap { segment, reserve, plans } => {
                write!(f, "`segment.{}` leaves {} to others, but ", quote(segment), counted(*reserve, "credit"))?;
                let hold = if plans.len() == 1 { "holds" } else { "hold" };
                write!(f, "{} {hold} no more, so its InMails hardly ever go out; ", list(plans, "plans"))?;
                f.write_str("lower `reserve`")
            }
            Kind::ShortLastPeriod { cases, every, paid, used, days, weeks_without } => {
                let who = if *every { "every case".into() } else { list(cases, "cases") };
                let one = *every || cases.len() == 1;
                let (pay, make_use) = if one { ("pays", "uses") } else { ("pay", "use") };
                write!(f, "{who} {pay} for {} and {make_use} {used}: the campaign ends ", counted(*paid, "month"))?;
                write!(f, "{} into the last billing period; ", counted(*days, "day"))?;
                match weeks_without {
                    0 => f.write_str("a longer campaign makes use of it"),
                    weeks => write!(f, "`weeks = {weeks}` does without that period"),
                }
            }
            Kind::PartOfYear { cases, every, months, whole } => {
                let who = if *every { "every case".into() } else { list(cases, "cases") };
                let pay = if *every || cases.len() == 1 { "pays" } else { "pay" };
                let count = if *months == 1 { "counts" } else { "count" };
                write!(f, "{who} {pay} by the year, and of {whole} months that are paid for only {months} {count}; ")?;
                write!(f, "`months = {whole}` counts them all")
            }
            Kind::YearAsMonth { plan, price, month } => {
                write!(
                    f,
                    "`plan.{}.price_per_month_annual` is the price of one month in a year that is ",
                    quote(plan)
                )?;
                write!(f, "paid at once; if {price} is what the year costs, type {month}, a twelfth of it")
            }
            Kind::ApartFromRecord { what, last, start, first } => {
                write!(
                    f,
                    "the {what} are those of {last}, the last day of the record, and the campaign begins with them "
                )?;
                write!(f, "on {start}; `start = {first}` goes on where the record ends")
            }
            Kind::LateSeat { seat, week, weeks } => {
                write!(f, "`seat.{}` begins in week {week} and never works, since the campaign has ", quote(seat))?;
                write!(f, "{}; choose an earlier week or take the seat out", counted(*weeks, "week"))
            }
            Kind::NewerToml { told } => {
                write!(f, "editors and other programs that read TOML 1.0 refuse this: {told}")
            }
            Kind::IdlePlans => {
                f.write_str(
                    "`plans` has no say, since every seat names a plan of its own; take it out, or the `plan` of ",
                )?;
                f.write_str("the seats for which plans are to be compared")
            }
            Kind::IdleOpening => {
                f.write_str("`opening` is of no use, since every seat has one of its own; take it out")
            }
            Kind::LatePlanChange { week, weeks } => {
                write!(
                    f,
                    "the plan change in week {week} never comes, since the campaign has {}; ",
                    counted(*weeks, "week")
                )?;
                f.write_str("choose an earlier week or take it out")
            }
            Kind::LongList { segment, numbers, weeks } => {
                write!(f, "`segment.{}.per_week` has {numbers} numbers, but the campaign has ", quote(segment))?;
                write!(f, "{}; take out what is too much", counted(*weeks, "week"))
            }
            Kind::DaysOff { dates, first, last } => {
                let be = if dates.len() == 1 { "is" } else { "are" };
                match dates.as_slice() {
                    [earliest, .., latest] if dates.len() > NAMED => {
                        write!(f, "{} days off, {earliest} to {latest}, {be}", dates.len())?;
                    }
                    dates => write!(f, "{} {be}", all(dates))?,
                }
                write!(f, " outside the campaign, which lasts from {first} to {last}; ")?;
                f.write_str("check the year, or take out what is too much")
            }
            Kind::UnusedTouch { touch } => {
                write!(f, "touch `{touch}` is in no sequence and not pending; put it into a `sequence` or take it out")
            }
            Kind::UnusedTouches { touches, used } => {
                write!(f, "none of the touches of this file, {}, is in a sequence, so ", list(touches, "touches"))?;
                write!(f, "what it says of them changes nothing; sequences have {}", list(used, "touches"))
            }
            Kind::UnusedPlan { plan } => {
                write!(f, "`plan.{}` is in no case; list it under `plans` or take it out", quote(plan))
            }
            Kind::IdleSegment { segment, key } => {
                write!(f, "`segment.{}` starts nobody in any case, since `{key}` is 0; ", quote(segment))?;
                f.write_str("state how many, or take the segment out")
            }
            Kind::AllOpen { segment } => {
                write!(f, "`segment.{}` has Open Profiles only, so all its InMails are free; ", quote(segment))?;
                f.write_str("state the share, such as 0.1 for one in ten")
            }
            Kind::SameAsBase { name, by_argument: false } => {
                write!(f, "what-if `{name}` changes nothing, its cases are those of the base; ")?;
                f.write_str("change something in it or take it out")
            }
            Kind::SameAsBase { name, by_argument: true } => {
                write!(f, "what-if `{name}` changes nothing here, since an argument sets the same for every case; ")?;
                f.write_str("leave out the argument, or the what-if by `--what-if`")
            }
            Kind::UnheardOf { path, mean, low, high, of } => {
                write!(
                    f,
                    "`{path}` is {mean} % on average, outside the {low} to {high} % that are published for {of}; "
                )?;
                f.write_str("check it: 10 % is written 0.1 or \"10%\"")
            }
            Kind::BetterLater { touch, mean, before, mean_before } => {
                write!(
                    f,
                    "`{touch}` draws more replies on average, {mean} %, than `{before}` before it, {mean_before} %, "
                )?;
                f.write_str("although those who like to reply have done so by then; check both rates")
            }
            Kind::NeverDue { touch, segment, days, campaign } => {
                write!(f, "`{touch}` never goes out in `segment.{}`: it is due {days} days after ", quote(segment))?;
                write!(f, "the first touch, and the campaign has {campaign}; shorten the waits or lengthen `weeks`")
            }
            Kind::FewTrials { trials, beyond } => {
                write!(f, "`trials` is {trials}, so that only {} beyond ", lie(*beyond))?;
                f.write_str("either end of the 90 % range; 1000 or more make it reliable")
            }
        }
    }
}

/// `1 day`, `2 days`.
pub(super) fn counted(number: impl Into<u64>, thing: &str) -> String {
    let number = number.into();
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn lie(campaigns: u64) -> String {
    if campaigns == 1 { "1 campaign lies".into() } else { format!("{campaigns} campaigns lie") }
}

/// The names one by one, or their number if they are many.
fn list(names: &[String], what: &str) -> String {
    if names.len() > NAMED { format!("{} {what}", names.len()) } else { all(names.iter().map(quoted)) }
}
