//! How fast the credits of an account may go from today on, in plain words.

use crate::domain::calendar::Calendar;
use crate::domain::quantity::Day;
use crate::figures::number::{count, fixed, percent};
use crate::study::forecast::{Forecast, SELDOM, Until};
use crate::study::today::{Advised, Answered, FollowUp, Kept, Today};

use super::forecast::{ABOUT_RIGHT, TOO_FAST, verdict};

/// Beyond this share of simulations, credits are said to run out.
const MOSTLY: f64 = 0.5;

/// Fewer InMails a day than this are none.
const LEAST: f64 = 0.05;

/// So many InMails in all are worth a word.
const WORTH: f64 = 1.5;

/// A renewal on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// There is none.
    Later,
    /// What it brings is among the credits that are held.
    Counted,
    /// It is still to come.
    ToCome,
}

/// An account as it was described.
#[derive(Debug, Clone)]
pub struct Described {
    /// The name of its plan.
    pub plan: String,
    /// The most that the plan holds after a renewal.
    pub cap: u32,
    /// What it grants each month.
    pub granted: u32,
    /// What the account holds.
    pub credits: u32,
    /// The day of the month on which it renews.
    pub renews: i8,
    /// Whether it does so today.
    pub renewal: Renewal,
    /// InMails without an answer, of so many days.
    pub pending: (u32, u32),
    /// How often a first InMail is answered, if that was said.
    pub rate: Option<String>,
    /// How often a follow-up is answered, if that was said.
    pub follow_up_rate: Option<String>,
    /// The InMails a working day that are meant to be sent, if that was said.
    pub own_pace: Option<f64>,
    /// The file that was written, if one was.
    pub written: Option<String>,
}

/// The account, in a line.
pub fn title(found: &Today, account: &Described) -> String {
    let [ahead, _] = &found.ahead;
    let weekday = ahead.calendar.start.strftime("%A");
    let renewal = match account.renewal {
        Renewal::Later => String::new(),
        Renewal::Counted => format!(", {} of them new today", account.granted),
        Renewal::ToCome => format!(", and {} more from today's renewal", account.granted),
    };
    let credits = count(account.credits.into(), "credit");
    format!("{}: {credits} on {weekday}, {}{renewal}", account.plan, ahead.long_date(0))
}

/// The answer, a paragraph each: how many, the rule of thumb, follow-ups, and what was assumed.
pub fn answer(found: &Today, account: &Described) -> Vec<String> {
    vec![pace(found, account), paced(found, account), follow_ups(found), assumed(found, account)]
}

/// The same, and how to go on by the command that asks it.
pub fn paragraphs(found: &Today, account: &Described) -> Vec<String> {
    answer(found, account).into_iter().chain([onwards(found, account)]).collect()
}

/// The days up to a day on which something is sent.
pub fn working_days(calendar: &Calendar, until: Day) -> usize {
    (0..until).filter(|&day| calendar.is_send_day(day)).count()
}

fn pace(found: &Today, account: &Described) -> String {
    let [ahead, _] = &found.ahead;
    let Some(advised) = found.advised else {
        return "No InMail can be sent.".into();
    };
    let Advised { pace, until, kept } = advised;
    if pace.inmails_a_day < LEAST {
        return scarce(ahead, until);
    }
    let end = match ahead.affordable.as_ref().map(|found| found.until) {
        Some(Until::Lapse(_) | Until::End(_)) => format!("end on {}", ahead.date(until - 1)),
        _ => format!("renew on {}", ahead.date(until)),
    };
    let days = working_days(&ahead.calendar, until);
    if days == 1 {
        let first = (0..until).find(|&day| ahead.calendar.is_send_day(day)).unwrap_or_default();
        let on = if first == 0 { "today".into() } else { format!("on {}", ahead.date(first)) };
        let number = fixed(pace.inmails_a_day, 0);
        return format!("Send {number} InMails {on}, the only working day before your credits {end}.");
    }
    let people = match pace.prospects_a_week {
        1 => "1 new person".into(),
        people => format!("{people} new people"),
    };
    let week = if until < 7 { String::new() } else { format!(", to {people} a week") };
    let last = ahead.date(until - 1);
    let a_day = fixed(pace.inmails_a_day, 1);
    let advice = format!(
        "Send {a_day} InMails a working day up to {last}{week}: in 9 of 10 simulations your credits last until they {end}."
    );
    let Some(Kept { renewal, leaves, drops }) = kept else {
        // Over a weekend nothing can be spent before it.
        let between = ahead.refills.iter().find(|&&day| day > 0 && day < until);
        let brings = between.map(|&day| format!(" What the renewal on {} brings is counted in.", ahead.date(day)));
        return advice + &brings.unwrap_or_default();
    };
    let renewal = ahead.date(renewal);
    let before = match drops {
        0 => format!("Nothing is lost by keeping some: the renewal on {renewal} leaves up to {leaves}"),
        drops => format!(
            "Of those that you hold send {drops} before the renewal on {renewal}, which leaves no more than {leaves}"
        ),
    };
    format!("{advice} {before} beside its own {}.", account.granted)
}

/// There is less than a credit a week.
fn scarce(ahead: &Forecast, until: Day) -> String {
    let (renewal, last) = (ahead.date(until), until.min(ahead.last_day() + 1) - 1);
    match ahead.rule_of_thumb.credits {
        0 => {
            let held = ahead.balance[..=last as usize].iter().map(|[_, middle, _]| middle.unsigned_abs());
            let back = held.max().unwrap_or_default();
            let answered = if back == 0 {
                String::new()
            } else {
                format!("; answers to earlier ones bring back about {} before then", count(back, "credit"))
            };
            format!("Send no InMail before {renewal}, when your credits renew: there are none{answered}.")
        }
        credits => format!(
            "Send {} in all before {renewal}, when your credits renew: one a week is more than there is.",
            count(credits.into(), "InMail")
        ),
    }
}

/// What the pace comes to that was played: somebody's own, or that of the rule of thumb.
fn paced(found: &Today, account: &Described) -> String {
    let [ahead, _] = &found.ahead;
    let (rule, month) = (ahead.rule_of_thumb, ahead.calendar.start.strftime("%B"));
    let Some(a_day) = account.own_pace.or(rule.a_day()) else {
        return format!("Rule of thumb: it says nothing, since no working day is left in {month}.");
    };
    let (credits, days) = (count(rule.credits.into(), "credit"), count(rule.weekdays.into(), "working day"));
    let says = match account.own_pace {
        Some(1.0) => "Your pace: 1 InMail a working day".into(),
        Some(own) => format!("Your pace: {own} InMails a working day"),
        None => format!("Rule of thumb: {credits} ÷ {days} left in {month} = {} a day", fixed(a_day, 1)),
    };
    let is_own = account.own_pace.is_some();
    let Some(advised) = found.advised.filter(|advised| is_own || advised.pace.inmails_a_day >= LEAST) else {
        return if is_own { format!("{says}, {TOO_FAST}.") } else { format!("{says}.") };
    };
    let (until, pace) = (advised.until.min(ahead.last_day() + 1), advised.pace);
    let short = ahead.short_by(until - 1);
    // A pace lasts if it does in nine of ten simulations, however near it comes to one that does.
    let verdict = if is_own && short > SELDOM { TOO_FAST } else { verdict(a_day, pace.inmails_a_day) };
    if !is_own && advised.kept.is_some() && a_day > pace.inmails_a_day && verdict != ABOUT_RIGHT {
        return format!("{says}: it thinks of {month} alone, and leaves nothing for later.");
    }
    let says = format!("{says}, {verdict}");
    if short > MOSTLY {
        let day = (0..until).find(|&day| ahead.short_by(day) > MOSTLY).unwrap_or_default();
        let by = if day == 0 { "today".into() } else { format!("by {}", ahead.date(day)) };
        let idle = working_days(&ahead.calendar, until) - working_days(&ahead.calendar, day + 1);
        let then = if idle == 0 {
            String::new()
        } else {
            format!(", {} before the renewal", count(idle as u64, "working day"))
        };
        return format!("{says}: your credits run out {by} in half of the simulations{then}.");
    }
    let fewer = (pace.inmails_a_day - a_day) * working_days(&ahead.calendar, until) as f64;
    let fewer = (fewer > WORTH && advised.kept.is_none() && verdict != ABOUT_RIGHT).then(|| {
        let replies = fixed(fewer * found.answered[0].share, 1);
        format!(
            ": about {} and {replies} replies fewer up to {}",
            count(fewer.round() as u64, "InMail"),
            ahead.date(until - 1)
        )
    });
    let early = (short > SELDOM)
        .then(|| format!(": your credits run out before the renewal in {} of simulations", percent(short)));
    let left = ahead.balance[until as usize - 1][1].unsigned_abs();
    let cut = (left + u64::from(account.granted)).saturating_sub(account.cap.into()).min(left);
    let cut = (cut > 0).then(|| {
        format!("; the renewal then drops about {}, what is above the cap of {}", count(cut, "credit"), account.cap)
    });
    [Some(says), fewer.or(early), cut, Some(".".into())].into_iter().flatten().collect()
}

fn follow_ups(found: &Today) -> String {
    let [first, again] = found.answered;
    let decimals = decimals([first, again]);
    let [first, again] = [first, again].map(|answered| fixed(100.0 * answered.share, decimals));
    let verdict = match found.follow_up {
        FollowUp::More => "yes, they bring more.",
        FollowUp::Equal => "as good as equal.",
        FollowUp::Fewer => "not while there are new people to write to.",
    };
    format!(
        "Follow-ups: {verdict} Of 100 InMails {first} are answered if all go to new people, {again} if those who are silent \
         get a second one."
    )
}

/// As many decimals as the simulation tells, one at most.
pub fn decimals(answered: [Answered; 2]) -> usize {
    let off = answered.map(|answered| 100.0 * answered.off).into_iter().fold(0.0, f64::max);
    usize::from(off < 0.5)
}

fn assumed(found: &Today, account: &Described) -> String {
    let rate = account.rate.as_ref().map_or_else(
        || "5 % to 30 % of first InMails are answered (in 9 of 10 campaigns)".into(),
        |rate| format!("first InMails are answered at your rate, {rate}"),
    );
    let again = account
        .follow_up_rate
        .as_ref()
        .map_or_else(|| "follow-ups 0.25 to 1.1 times as often".into(), |rate| format!("follow-ups at yours, {rate}"));
    let pending = match account.pending {
        (0, _) => "no earlier InMail is still to be answered".into(),
        (number, days) => {
            let are = if number == 1 { "is" } else { "are" };
            format!(
                "{} {are} still to be answered, sent evenly over the last {days} days",
                count(number.into(), "earlier InMail")
            )
        }
    };
    let granted = count(account.granted.into(), "credit");
    let renewal = match account.renewal {
        Renewal::Later => String::new(),
        Renewal::Counted => format!("; the {granted} of today's renewal are among yours"),
        Renewal::ToCome => format!("; today's renewal is still to come, with {granted}"),
    };
    let trials = count(found.ahead[0].trials, "simulation");
    format!(
        "Assumed: {rate}, {again}, 65 % of answers within a day and 90 % within a week; {pending}{renewal}. A pace may be \
         off by one person a week ({trials})."
    )
}

fn onwards(found: &Today, account: &Described) -> String {
    // Whether the renewal of today has come is a guess, and much of the answer may hang on it.
    let granted = account.granted;
    let tomorrow = || found.ahead[0].calendar.start.tomorrow().ok();
    let renewed = match account.renewal {
        Renewal::Later => None,
        Renewal::ToCome => tomorrow().map(|day| format!("If today's {granted} are among yours already: --from {day}.")),
        Renewal::Counted => {
            let all = (account.credits + granted).min(account.cap);
            Some(format!("If today's {granted} are still to come: --credits {all}."))
        }
    };
    let own = match (&account.rate, account.pending.0) {
        (None, _) => "Your own rate: --rate \"11 of 64\", say.",
        (Some(_), 0) => "InMails of yours that are still out: --pending 20, say.",
        (Some(_), _) => "",
    };
    let file = match &account.written {
        Some(file) => format!("Go on with: inmail-sim forecast {file}"),
        None => "A file to go on with: --write FILE.".into(),
    };
    let own = Some(own.to_owned()).filter(|own| !own.is_empty());
    renewed.into_iter().chain(own).chain([file]).collect::<Vec<_>>().join(" ")
}
