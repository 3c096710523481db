//! A few questions, each with a usual answer, and the scenario file that the answers make.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::scenario::document::problem::Problems;
use crate::scenario::{Overrides, load_from};

use super::borrowed::{FOLLOW_UP, RATE_SAYS};

/// A question.
#[derive(Debug)]
pub struct Question {
    /// The name of its answer.
    pub id: &'static str,
    /// The question.
    pub asked: &'static str,
    /// What an empty line answers.
    pub usual: &'static str,
    /// Where that comes from, or what it means; empty where there is nothing to say.
    pub remark: &'static str,
    /// In what a number is counted; empty where there is no number.
    pub unit: &'static str,
    /// The only words that answer it; none where the scenario decides.
    pub words: &'static [&'static str],
    /// What may be said in place of a number, and what that means.
    pub or: Option<(&'static str, &'static str)>,
    /// What an answer makes of the file.
    write: fn(&mut Parts, &str),
}

/// The file, part by part.
#[derive(Debug, Clone, Default)]
struct Parts {
    top: String,
    opening: String,
    inmail: String,
    follow_up: String,
    segment: String,
    outcome: String,
}

/// All questions, in the order in which they are asked.
pub const QUESTIONS: [Question; 9] = [
    Question {
        id: "plans",
        asked: "Which plans do you think of? Names with commas between; `inmail-sim plans` lists them",
        usual: "sales-navigator, premium-business",
        remark: "the two that most outreach is done with",
        unit: "",
        words: &[],
        or: None,
        write: |parts, answer| {
            let plans: Vec<String> = answer.split(',').map(|plan| quoted(plan.trim())).collect();
            let _ = writeln!(parts.top, "plans  = [{}]", plans.join(", "));
        },
    },
    Question {
        id: "months",
        asked: "How many months do you plan for?",
        usual: "6",
        remark: "half a year shows what credits that lapse and roll over come to",
        unit: "months",
        words: &[],
        or: None,
        write: |parts, answer| {
            let _ = writeln!(parts.top, "months = {}", toml(answer));
        },
    },
    Question {
        id: "per_week",
        asked: "How many new people do you want to write to each week? A number, or max for as many as credits allow",
        usual: "10",
        remark: "a pace that one person keeps up",
        unit: "people a week",
        words: &[],
        or: Some(("max", "as many as credits allow")),
        write: |parts, answer| {
            let _ = writeln!(parts.segment, "per_week = {}", toml(answer));
        },
    },
    Question {
        id: "people",
        asked: "How many people are on your list? A number, or all for as many as you want",
        usual: "all",
        remark: "a list ends; without one there is always somebody new to write to",
        unit: "people",
        words: &[],
        or: Some(("all", "as many as I want")),
        write: |parts, answer| {
            if answer != "all" {
                let _ = writeln!(parts.segment, "prospects = {}", toml(answer));
            }
        },
    },
    Question {
        id: "rate",
        asked: "How often is a first InMail answered? 15%, or a range that holds in nine cases of ten",
        usual: "5% to 30%",
        remark: RATE_SAYS,
        unit: "",
        words: &[],
        or: None,
        write: |parts, answer| {
            let _ = writeln!(parts.inmail, "channel    = \"inmail\"\nreply_rate = {}", toml(answer));
        },
    },
    Question {
        id: "follow_up",
        asked: "Do you send a follow-up to those who stay silent? yes or no",
        usual: "no",
        remark: "each follow-up costs a credit of its own",
        unit: "",
        words: &["yes", "no", "y", "n"],
        or: None,
        write: |parts, answer| {
            let follows = answer.eq_ignore_ascii_case("yes") || answer.eq_ignore_ascii_case("y");
            let sequence = if follows { "[\"inmail\", \"follow-up\"]" } else { "[\"inmail\"]" };
            let _ = writeln!(parts.segment, "sequence = {sequence}");
            if follows {
                parts.follow_up = format!("channel    = \"inmail\"\nwait_days  = 7\nreply_rate = {FOLLOW_UP}\n");
            }
        },
    },
    Question {
        id: "worth",
        asked: "What is a reply worth to you, in your currency? A number, or nothing",
        usual: "nothing",
        remark: "with a worth the plans are ranked by what is left, without one by cost per reply",
        unit: "in your currency",
        words: &[],
        or: Some(("nothing", "I cannot say")),
        write: |parts, answer| {
            if answer != "nothing" {
                parts.outcome = format!("rate  = 1.0\nvalue = {}\n", toml(answer));
            }
        },
    },
    Question {
        id: "credits",
        asked: "How many InMail credits do you have left today? A number, or none for a plan that begins with the campaign",
        usual: "none",
        remark: "a plan that begins grants its first credits on the first day",
        unit: "credits",
        words: &[],
        or: Some(("none", "none, the plan begins with the campaign")),
        write: |parts, answer| {
            if answer != "none" {
                let _ = writeln!(parts.opening, "credits = {}", toml(answer));
            }
        },
    },
    Question {
        id: "renews",
        asked: "On which day of the month do your credits renew? A number from 1 to 31, or first for the campaign's first day",
        usual: "first",
        remark: "LinkedIn shows it beside your subscription",
        unit: "day of the month",
        words: &[],
        or: Some(("first", "on the first day of the campaign")),
        write: |parts, answer| {
            if answer != "first" {
                let _ = writeln!(parts.top, "billing_day = {}", toml(answer));
            }
        },
    },
];

/// The answers to some questions, and the file that they make.
#[derive(Debug, Clone, Default)]
pub struct Answers(Parts);

impl Answers {
    /// Answers the next question, or tells what is wrong with the answer. Those from `next` on have been asked of nobody
    /// yet, and count as answered as usual.
    pub fn add(&mut self, question: &Question, answer: &str, next: usize) -> Result<(), Problems> {
        let mut with = self.0.clone();
        (question.write)(&mut with, answer);
        check(&with, next)?;
        self.0 = with;
        Ok(())
    }

    /// Answers it whatever may be wrong with the answer.
    pub fn add_as_it_is(&mut self, question: &Question, answer: &str) {
        (question.write)(&mut self.0, answer);
    }

    /// The file that they make.
    pub fn document(&self) -> String {
        document(&self.0)
    }
}

/// Is the file right that has these parts and the usual answers to the questions from this place on?
fn check(parts: &Parts, from: usize) -> Result<(), Problems> {
    let mut parts = parts.clone();
    QUESTIONS[from..].iter().for_each(|question| (question.write)(&mut parts, question.usual));
    let files = BTreeMap::from([("campaign.toml".into(), document(&parts).into_bytes())]);
    load_from(&files, Path::new("campaign.toml"), &Overrides::default()).map(drop)
}

fn document(parts: &Parts) -> String {
    let Parts { top, opening, inmail, follow_up, segment, outcome } = parts;
    let start = if opening.is_empty() { "next-monday" } else { "today" };
    let mut text = format!("# Which plan is right for us?\n\n{top}start  = \"{start}\"\n");
    if !opening.is_empty() {
        let _ = write!(text, "\n[opening]\n{opening}");
    }
    let _ = write!(text, "\n[touch.inmail]\n{inmail}");
    if !follow_up.is_empty() {
        let _ = write!(text, "\n[touch.follow-up]\n{follow_up}");
    }
    let _ = write!(text, "\n[segment.people]\n{segment}");
    if !outcome.is_empty() {
        let _ = write!(text, "\n[outcome.reply-worth]\n{outcome}");
    }
    text
}

/// An answer as TOML: a number as it is, everything else a text.
fn toml(answer: &str) -> String {
    if answer.parse::<f64>().is_ok_and(f64::is_finite) { answer.to_owned() } else { quoted(answer) }
}

fn quoted(text: &str) -> String {
    format!("{:?}", text.replace(|sign: char| sign.is_control(), ""))
}
