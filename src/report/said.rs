//! What a record says, for programs. Nothing in it tells who was written to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::distribution::Distribution;
use crate::record::answers::Answers;
use crate::record::balance::Held;
use crate::record::beta::BetaRate;
use crate::record::calibration::{Calibration, Part, Remark, TouchRecord};
use crate::record::contact::{Awaited, LeftOut};
use crate::record::misfit::Misfit;

/// What is known of a record.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// Its rates and delays.
    pub calibration: &'a Calibration,
    /// The answers to invitations that were accepted, by touch.
    pub answers: &'a BTreeMap<String, Answers>,
    /// The rows that do not count.
    pub left_out: &'a [LeftOut],
    /// The touches that went out after the last day that counts.
    pub later: u64,
    /// What the account holds, and its plan, if that was asked.
    pub held: Option<(&'a Held, &'a str)>,
    /// What is to be known of its sources.
    pub notes: &'a [String],
    /// The same in sentences, and what is doubtful of it.
    pub in_words: [Vec<String>; 2],
}

#[derive(Serialize)]
struct Document<'a> {
    command: &'static str,
    version: &'a str,
    fragment: &'a str,
    as_of: String,
    touches: Vec<Touch<'a>>,
    left_out: BTreeMap<String, u64>,
    after_the_last_day: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<Balance<'a>>,
    text: &'a [String],
    notes: &'a [String],
    warnings: &'a [String],
}

#[derive(Serialize)]
struct Touch<'a> {
    touch: &'a str,
    channel: &'a str,
    /// What is counted as an answer.
    awaited: &'a str,
    #[serde(flatten)]
    all: Counted<'a>,
    /// Answers of which the record does not say when they came.
    undated: u64,
    /// Answers that came too late for a credit to be returned.
    late: u64,
    /// Nothing where no answer has a date.
    delay_days: Option<Delay<'a>>,
    to_come: ToCome,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_acceptance: Option<After>,
    remarks: Vec<Remarked<'a>>,
    segments: Vec<Counted<'a>>,
}

/// All of a touch, or a segment of it.
#[derive(Serialize)]
struct Counted<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    segment: &'a str,
    sent: u64,
    answered: u64,
    open: u64,
    rate: Rate,
    naive_rate: f64,
}

#[derive(Serialize)]
struct Rate {
    mean: f64,
    p05: Option<f64>,
    p95: Option<f64>,
}

#[derive(Serialize)]
struct Delay<'a> {
    family: &'a str,
    p50: f64,
    p90: f64,
    p50_low: f64,
    p50_high: f64,
    p90_low: f64,
    p90_high: f64,
}

#[derive(Serialize)]
struct ToCome {
    mean: f64,
    p05: u64,
    p95: u64,
}

/// The answers of those who accepted an invitation.
#[derive(Serialize)]
struct After {
    accepted: u64,
    answered: u64,
    rate: Rate,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Remarked<'a> {
    Thin { answers: u64 },
    Drift { before: f64, after: f64, from: String },
    StandsOut { segment: &'a str, alone: f64, rate: f64 },
    Misfit { day: f64, came: f64, expected: f64 },
}

#[derive(Serialize)]
struct Balance<'a> {
    plan: &'a str,
    least: u32,
    most: u32,
    lots: Vec<Lot>,
    /// The first day of the record.
    first: String,
    /// The day from which on it is known.
    known_from: Option<String>,
    /// The most with answers to InMails from before the record, and the last day on which one could return a credit.
    most_with_earlier_answers: u32,
    earlier_answers_until: String,
    undated_answers: u64,
    unpaid: u64,
}

#[derive(Serialize)]
struct Lot {
    credits: u32,
    lapses_in_days: u32,
}

/// What a record says, as JSON. Its fragment is in the file of this name.
pub fn said_json(said: &Said<'_>, fragment: &str) -> String {
    let mut left_out = BTreeMap::new();
    for row in said.left_out {
        *left_out.entry(row.reason.to_string()).or_default() += row.rows;
    }
    let touches = said.calibration.touches.iter();
    let [text, warnings] = &said.in_words;
    let document = Document {
        command: "calibrate",
        version: env!("CARGO_PKG_VERSION"),
        fragment,
        as_of: said.calibration.as_of.to_string(),
        touches: touches.map(|record| touch(record, said.answers.get(&record.touch))).collect(),
        left_out,
        after_the_last_day: said.later,
        balance: said.held.map(|(held, plan)| balance(held, plan)),
        text,
        notes: said.notes,
        warnings,
    };
    serde_json::to_string_pretty(&document).expect("text and numbers are always JSON") + "\n"
}

fn touch<'a>(record: &'a TouchRecord, answers: Option<&Answers>) -> Touch<'a> {
    let after_acceptance = answers.and_then(|answers| match answers {
        Answers::Counted { accepted, answered, fit } => {
            Some(After { accepted: *accepted, answered: *answered, rate: rate(&fit.rate) })
        }
        Answers::Alone => None,
    });
    let to_come = &record.to_come;
    Touch {
        touch: &record.touch,
        channel: record.channel.name(),
        awaited: match record.awaited {
            Awaited::Acceptance => "acceptance",
            Awaited::Reply => "reply",
        },
        all: counted(&record.all),
        undated: record.dating.undated,
        late: record.late(),
        delay_days: (!record.is_undated()).then(|| delay(record)),
        to_come: ToCome { mean: to_come.mean, p05: to_come.low, p95: to_come.high },
        after_acceptance,
        remarks: record.remarks.iter().map(|remark| remarked(record, remark)).collect(),
        segments: record.segments.iter().map(counted).collect(),
    }
}

fn counted(part: &Part) -> Counted<'_> {
    Counted {
        segment: &part.segment,
        sent: part.fates.sent(),
        answered: part.fates.replies(),
        open: part.open,
        rate: rate(&part.rate),
        naive_rate: part.naive_rate(),
    }
}

fn rate(rate: &BetaRate) -> Rate {
    let law = Distribution::beta(rate.alpha, rate.beta).ok();
    let quantile = |u| law.as_ref().map(|law| law.quantile(u));
    Rate { mean: rate.mean(), p05: quantile(0.05), p95: quantile(0.95) }
}

fn delay(record: &TouchRecord) -> Delay<'_> {
    let fit = &record.fit;
    let ((p50_low, p50_high), (p90_low, p90_high)) = (fit.days_between(0.5), fit.days_between(0.9));
    let (family, p50, p90) = (fit.family.name(), fit.days(0.5), fit.days(0.9));
    Delay { family, p50, p90, p50_low, p50_high, p90_low, p90_high }
}

fn remarked<'a>(record: &'a TouchRecord, remark: &Remark) -> Remarked<'a> {
    match *remark {
        Remark::Thin { replies } => Remarked::Thin { answers: replies },
        Remark::Drift { before, after, from } => Remarked::Drift { before, after, from: from.to_string() },
        Remark::StandsOut { segment, alone, rate } => {
            Remarked::StandsOut { segment: &record.segments[segment].segment, alone, rate }
        }
        Remark::Misfit(Misfit { day, came, expected }) => Remarked::Misfit { day, came, expected },
    }
}

fn balance<'a>(held: &Held, plan: &'a str) -> Balance<'a> {
    let lot = |&(credits, lapses_in_days): &(u32, u32)| Lot { credits, lapses_in_days };
    Balance {
        plan,
        least: held.least(),
        most: held.most,
        lots: held.lots.iter().map(lot).collect(),
        first: held.first.to_string(),
        known_from: held.known_from.map(|day| day.to_string()),
        most_with_earlier_answers: held.with_earlier.0,
        earlier_answers_until: held.with_earlier.1.to_string(),
        undated_answers: held.undated,
        unpaid: held.unpaid,
    }
}
