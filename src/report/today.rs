//! How fast the credits of an account may go, for programs.

use serde::Serialize;

use crate::study::forecast::Forecast;
use crate::study::today::{FollowUp, Today};
use crate::words::today::{Described, paragraphs, working_days};

use super::seed::Seed;

/// The answer, and what it rests on. Shares are of simulations or of InMails, 0 to 1; dates are YYYY-MM-DD.
#[derive(Serialize)]
struct Document<'a> {
    command: &'static str,
    version: &'static str,
    plan: &'a str,
    from: String,
    credits: u32,
    renews: i8,
    pending: u32,
    rate: Option<&'a str>,
    follow_up_rate: Option<&'a str>,
    trials: u64,
    seed: Seed,
    inmails_a_day: Option<f64>,
    prospects_a_week: Option<u32>,
    /// The last day up to which that has to last, and the days until then on which something is sent.
    until: Option<String>,
    working_days: Option<usize>,
    /// What was asked about, in place of the rule of thumb.
    own_pace: Option<Paced>,
    rule_of_thumb: RuleOfThumb,
    follow_up: FollowedUp,
    text: Vec<String>,
}

#[derive(Serialize)]
struct RuleOfThumb {
    inmails_a_day: Option<f64>,
    /// Where it was played.
    runs_out: Option<f64>,
    credits_left: Option<i64>,
}

#[derive(Serialize)]
struct Paced {
    inmails_a_day: f64,
    runs_out: Option<f64>,
    credits_left: Option<i64>,
}

#[derive(Serialize)]
struct FollowedUp {
    verdict: &'static str,
    answered_without: f64,
    answered_with: f64,
    /// Half of the interval of each, 95 % sure.
    plus_minus: [f64; 2],
    inmails_a_day: Option<f64>,
    prospects_a_week: Option<u32>,
}

/// The answer as JSON.
pub fn today_json(found: &Today, account: &Described, seed: u64) -> String {
    let [once, again] = &found.ahead;
    let pace = |ahead: &Forecast| ahead.affordable.as_ref().and_then(|found| found.pace);
    let advised = found.advised;
    let until = advised.map(|advised| advised.until);
    let played = until.map(|until| until.min(once.last_day() + 1));
    let runs_out = played.map(|until| once.short_by(until - 1));
    let credits_left = played.map(|until| once.balance[until as usize - 1][1]);
    let is_rule_played = account.own_pace.is_none();
    let [first, later] = found.answered;
    let document = Document {
        command: "today",
        version: env!("CARGO_PKG_VERSION"),
        plan: &account.plan,
        from: once.calendar.start.to_string(),
        credits: account.credits,
        renews: account.renews,
        pending: account.pending.0,
        rate: account.rate.as_deref(),
        follow_up_rate: account.follow_up_rate.as_deref(),
        trials: once.trials,
        seed: Seed(seed),
        inmails_a_day: advised.map(|advised| advised.pace.inmails_a_day),
        prospects_a_week: advised.map(|advised| advised.pace.prospects_a_week),
        until: until.map(|until| once.calendar.date(until - 1).to_string()),
        working_days: until.map(|until| working_days(&once.calendar, until)),
        own_pace: account.own_pace.map(|inmails_a_day| Paced { inmails_a_day, runs_out, credits_left }),
        rule_of_thumb: RuleOfThumb {
            inmails_a_day: once.rule_of_thumb.a_day(),
            runs_out: runs_out.filter(|_| is_rule_played),
            credits_left: credits_left.filter(|_| is_rule_played),
        },
        follow_up: FollowedUp {
            verdict: match found.follow_up {
                FollowUp::More => "more",
                FollowUp::Equal => "equal",
                FollowUp::Fewer => "fewer",
            },
            answered_without: first.share,
            answered_with: later.share,
            plus_minus: [first.off, later.off],
            inmails_a_day: pace(again).map(|pace| pace.inmails_a_day),
            prospects_a_week: pace(again).map(|pace| pace.prospects_a_week),
        },
        text: paragraphs(found, account),
    };
    serde_json::to_string_pretty(&document).expect("all keys are texts, and no number is infinite") + "\n"
}
