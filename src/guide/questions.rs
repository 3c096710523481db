//! A few questions, each with a usual answer, the scenario file that the answers make, and the answers that a file tells.

mod list;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};

use crate::scenario::document::problem::Problems;
use crate::scenario::document::quote::string;
use crate::scenario::document::tree;
use crate::scenario::{Overrides, load_from};

pub use list::QUESTIONS;

/// A question.
#[derive(Debug)]
pub struct Question {
    /// The name of its answer.
    pub id: &'static str,
    /// The question.
    pub asked: &'static str,
    /// What an empty line answers, where nothing else follows from the other answers.
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
    /// The answer that a file tells; nothing where it says nothing about it.
    read: fn(&Table) -> Option<String>,
}

/// The file, part by part.
#[derive(Debug, Clone, Default)]
struct Parts {
    plans: Vec<String>,
    top: String,
    prices: String,
    opening: String,
    inmail: String,
    follow_up: String,
    segment: String,
    seat: String,
    outcome: String,
}

/// The answers to some questions, by the names of these. What is not answered counts as answered as usual.
#[derive(Debug, Clone, Default)]
pub struct Answers(BTreeMap<&'static str, String>);

impl Answers {
    /// Answers a question, or tells what is wrong with the answer.
    pub fn add(&mut self, question: &Question, answer: &str) -> Result<(), Problems> {
        let mut with = self.clone();
        with.add_as_it_is(question, answer);
        let files = BTreeMap::from([("campaign.toml".into(), with.document().into_bytes())]);
        load_from(&files, Path::new("campaign.toml"), &Overrides::default())?;
        *self = with;
        Ok(())
    }

    /// Answers it whatever may be wrong with the answer.
    pub fn add_as_it_is(&mut self, question: &Question, answer: &str) {
        self.0.insert(question.id, answer.to_owned());
    }

    /// The answer to the question of this name.
    pub fn of(&self, id: &str) -> &str {
        let usual = || QUESTIONS.iter().find(|question| question.id == id).map_or("", |question| question.usual);
        self.0.get(id).map_or_else(usual, String::as_str)
    }

    /// The file that they make.
    pub fn document(&self) -> String {
        let mut parts = Parts::default();
        QUESTIONS.iter().for_each(|question| (question.write)(&mut parts, self.of(question.id)));
        document(&parts)
    }

    /// The answers that a file tells, by the names of the questions; nothing if it says more than they do.
    pub fn told(text: &str) -> Option<BTreeMap<&'static str, String>> {
        let stated: Table = text.parse().ok()?;
        let read = |question: &Question| Some((question.id, (question.read)(&stated)?));
        let answers = Answers(QUESTIONS.iter().filter_map(read).collect());
        let made: Table = answers.document().parse().ok()?;
        (made == stated).then_some(answers.0)
    }
}

fn document(parts: &Parts) -> String {
    let Parts { top, prices, opening, inmail, follow_up, segment, seat, outcome, .. } = parts;
    let start = if opening.is_empty() { "next-monday" } else { "today" };
    let mut text = format!("# Which plan is right for us?\n\n{top}start  = \"{start}\"\n{prices}");
    let sections = [
        ("opening", opening),
        ("touch.inmail", inmail),
        ("touch.follow-up", follow_up),
        ("segment.people", segment),
        ("seat.colleagues", seat),
        ("outcome.reply-worth", outcome),
    ];
    for (name, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = write!(text, "\n[{name}]\n{lines}");
    }
    text
}

/// What was counted as TOML: `11 of 64` is `{ replies = 11, sent = 64 }`.
pub fn counted(typed: &str) -> Option<String> {
    let (replies, sent) = typed.split_once(OF)?;
    let [replies, sent] = [replies, sent].map(|number| number.trim().parse::<u64>().ok());
    Some(format!("{{ replies = {}, sent = {} }}", replies?, sent?))
}

/// What stands between how many were answered and how many were sent.
const OF: &str = " of ";

/// What was typed as TOML: what was counted, a value as it is, everything else as a text.
pub fn toml(typed: &str) -> String {
    let typed = typed.trim();
    if let Some(counted) = counted(typed) {
        return counted;
    }
    let is_one = typed.lines().count() == 1 && !typed.contains('#') && tree::value(typed, 0, 0).is_ok();
    let is_word = typed.starts_with(|first: char| first.is_alphabetic());
    if is_one && !is_word { typed.to_owned() } else { string(typed) }
}

/// The value at a path.
fn at<'t>(stated: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (last, sections) = path.split_last()?;
    sections.iter().try_fold(stated, |table, section| table.get(*section)?.as_table())?.get(*last)
}

/// The same as somebody answers it.
fn answer(stated: &Table, path: &[&str]) -> Option<String> {
    at(stated, path).map(typed)
}

fn typed(value: &Value) -> String {
    let counts = value.as_table().filter(|table| table.len() == 2);
    let counts = counts.and_then(|table| Some((table.get("replies")?.as_integer()?, table.get("sent")?.as_integer()?)));
    match (counts, value) {
        (Some((replies, sent)), _) => format!("{replies}{OF}{sent}"),
        (None, Value::String(text)) => text.clone(),
        (None, value) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_answers_made_tells_them_and_one_that_says_more_does_not() {
        let given = [
            ("plans", "premium-business, sales-navigator"),
            ("price", "premium-business 48.5"),
            ("seats", "3"),
            ("per_week", "max"),
            ("people", "600"),
            ("rate", "11 of 64"),
            ("follow_up", "yes"),
            ("worth", "120"),
            ("credits", "43"),
            ("renews", "1"),
            ("months", "12"),
        ];
        assert_eq!(given.map(|(id, _)| id), QUESTIONS.each_ref().map(|question| question.id));
        let mut answers = Answers::default();
        for (question, (_, answer)) in QUESTIONS.iter().zip(given) {
            answers.add(question, answer).expect("it is right");
        }
        let told = Answers::told(&answers.document()).expect("nothing but the answers is in it");
        assert_eq!(told.into_iter().collect::<BTreeMap<_, _>>(), given.map(|(id, it)| (id, it.to_owned())).into());
        let usual = Answers::default();
        let told = Answers::told(&usual.document()).expect("nothing but the answers is in it");
        assert!(told.iter().all(|(id, answer)| answer == usual.of(id)), "{told:?}");
        assert_eq!(Answers::told(&(usual.document() + "[costs]\nonce = 3\n")), None);
    }

    #[test]
    fn a_rate_is_told_as_it_is_answered_or_not_at_all() {
        let document = Answers::default().document();
        let told = |rate: &str| {
            let text = document.replace("reply_rate = \"5% to 30%\"", &format!("reply_rate = {rate}"));
            assert_ne!(text, document, "{rate}");
            Answers::told(&text).and_then(|told| told.get("rate").cloned())
        };
        for (rate, expected) in [
            ("0.18", None),
            ("1", None),
            ("\"12.5%\"", Some("12.5%")),
            ("\"8% to 20%\"", Some("8% to 20%")),
            ("{ replies = 11, sent = 64 }", Some("11 of 64")),
            ("{ alpha = 14, beta = 53 }", None),
            ("{ low = 0.05, high = 0.3 }", None),
            ("\"0.05 to 0.3\"", None),
        ] {
            assert_eq!(told(rate).as_deref(), expected, "{rate}");
        }
    }

    #[test]
    fn prices_are_those_of_the_plans_that_are_named_or_of_all_in_order() {
        let price = |answer: &str| {
            let mut answers = Answers::default();
            let question = QUESTIONS.iter().find(|question| question.id == "price").expect("it is asked");
            let wrong = answers.add(question, answer).err().map(|problems| problems.to_string());
            wrong.unwrap_or_else(|| {
                (question.read)(&answers.document().parse().expect("it is TOML")).unwrap_or_default()
            })
        };
        assert_eq!(price("95"), "sales-navigator 95");
        assert_eq!(price("95, 50.5"), "premium-business 50.5, sales-navigator 95");
        assert_eq!(price("Premium Business 50"), "premium-business 50");
        assert_eq!(price("list"), "list");
        assert!(price("a lot").contains("must be"), "{}", price("a lot"));
        assert!(price("1, 2, 3").contains("must be"), "{}", price("1, 2, 3"));
    }
}
