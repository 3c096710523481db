//! A few questions, each with a usual answer, the scenario file that the answers make, and the answers that a file tells.

mod list;
mod money;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};

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
    /// Words that say the same as one of these, each with the one.
    also: &'static [(&'static str, &'static str)],
    /// What may be said in place of a number, and what that means.
    pub or: Option<(&'static str, &'static str)>,
    /// Has it a use after these answers?
    when: fn(&Answers) -> bool,
    /// Why an answer is not clear after these, if it is not.
    unclear: fn(&Answers, &str) -> Option<String>,
    /// What an answer makes of the file.
    write: fn(&mut Parts, &str),
    /// The answer that a file tells; nothing where it says nothing about it.
    read: fn(&Table) -> Option<String>,
}

impl Question {
    /// Has it a use after these answers?
    pub fn is_of_use(&self, answers: &Answers) -> bool {
        (self.when)(answers)
    }

    /// The word among those that answer it which an answer says; the answer itself where any may be given.
    fn word<'a>(&self, answer: &'a str) -> Result<&'a str, String>
    where
        Self: 'a,
    {
        if self.words.is_empty() {
            return Ok(answer);
        }
        let also = self.also.iter().find(|(known, _)| answer.eq_ignore_ascii_case(known)).map(|(_, word)| *word);
        let known = self.words.iter().find(|word| answer.eq_ignore_ascii_case(word)).copied();
        known.or(also).ok_or_else(|| {
            let (last, others) = self.words.split_last().unwrap_or((&"", &[]));
            format!("`{answer}` is no answer to that; say {} or {last}", others.join(", "))
        })
    }
}

/// The file, part by part.
#[derive(Debug, Clone, Default)]
struct Parts {
    plans: Vec<String>,
    top: String,
    prices: String,
    opening: String,
    inmail: String,
    sequence: Vec<String>,
    follow_ups: String,
    segment: String,
    seat: String,
    outcome: String,
}

/// The answers to some questions, by the names of these. What is not answered counts as answered as usual.
#[derive(Debug, Clone, Default)]
pub struct Answers(BTreeMap<&'static str, String>);

impl Answers {
    /// Answers a question, or tells what is wrong with the answer.
    pub fn add(&mut self, question: &Question, answer: &str) -> Result<(), Vec<String>> {
        let answer = question.word(answer).map_err(|wrong| vec![wrong])?;
        if let Some(unclear) = (question.unclear)(self, answer) {
            return Err(vec![unclear]);
        }
        let mut with = self.clone();
        with.add_as_it_is(question, answer);
        with.one_currency(question).map_err(|wrong| vec![wrong])?;
        let files = BTreeMap::from([("campaign.toml".into(), with.document().into_bytes())]);
        let read = load_from(&files, Path::new("campaign.toml"), &Overrides::default());
        read.map_err(|problems| {
            // One answer may be wrong in several places of the file, of which nobody here has heard.
            let mut told: Vec<String> = problems.iter().map(|problem| here(&problem.message)).collect();
            told.dedup();
            told
        })?;
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

    /// The currency that stands beside a price or an amount, if one does.
    pub fn currency(&self) -> Option<String> {
        let [price, worth, _] = self.currencies();
        price.1.or(worth.1)
    }

    /// The questions that are about money, each with the currency that its answer names.
    fn currencies(&self) -> [(&'static str, Option<String>); 3] {
        let plans = list::plans(self.of("plans"));
        let prices = money::prices(&plans, self.of("price")).unwrap_or_default();
        let price = prices.into_iter().find_map(|(_, price)| price.currency);
        let worth = money::amount(self.of("worth")).ok().and_then(|amount| amount.currency);
        let stated = self.0.get("currency").and_then(|named| money::currency(named));
        [("price", price), ("worth", worth), ("currency", stated)]
    }

    /// Nothing is converted: is what the answer to a question is in also what the others are in?
    fn one_currency(&self, question: &Question) -> Result<(), String> {
        let all = self.currencies();
        let own = all.iter().find(|(id, _)| *id == question.id).and_then(|(_, currency)| currency.as_ref());
        let Some(own) = own else { return Ok(()) };
        match all.iter().filter_map(|(_, currency)| currency.as_ref()).find(|other| *other != own) {
            Some(other) => {
                Err(format!("this is in {own}, and another answer in {other}; state all amounts in one currency"))
            }
            None => Ok(()),
        }
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
    let Parts { top, prices, opening, inmail, follow_ups, segment, seat, outcome, .. } = parts;
    let start = if opening.is_empty() { "next-monday" } else { "today" };
    let mut text = format!("# Which plan is right for us?\n\n{top}start  = \"{start}\"\n{prices}");
    let sections = [
        ("opening", opening),
        ("touch.inmail", inmail),
        ("", follow_ups),
        ("segment.people", segment),
        ("seat.colleagues", seat),
        ("outcome.reply-worth", outcome),
    ];
    for (name, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
        let header = if name.is_empty() { String::new() } else { format!("\n[{name}]\n") };
        let _ = write!(text, "{header}{lines}");
    }
    text
}

/// A message about a key, as one about the answer that the key is made of.
fn here(message: &str) -> String {
    let of_key = message.strip_prefix('`').and_then(|rest| rest.split_once("` is "));
    of_key
        .filter(|(path, _)| path.contains('.'))
        .map_or_else(|| message.to_owned(), |(_, rest)| format!("this is {rest}"))
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
            ("currency", "EUR"),
            ("seats", "3"),
            ("per_week", "max"),
            ("people", "600"),
            ("rate", "11 of 64"),
            ("follow_up", "2"),
            ("follow_up_days", "5"),
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

    /// What an answer to a question makes of the file, as an answer, or what is wrong with it.
    fn answered(before: &[(&str, &str)], id: &str, answer: &str) -> String {
        let mut answers = Answers::default();
        let question = |id: &str| QUESTIONS.iter().find(|question| question.id == id).expect("it is asked");
        for (id, answer) in before {
            answers.add(question(id), answer).expect("it is right");
        }
        match answers.add(question(id), answer) {
            Ok(()) => (question(id).read)(&answers.document().parse().expect("it is TOML")).unwrap_or_default(),
            Err(wrong) => wrong.join("; "),
        }
    }

    #[test]
    fn a_price_is_what_people_type_or_told_to_be_unclear() {
        let price = |answer: &str| answered(&[], "price", answer);
        assert_eq!(price("95"), "sales-navigator 95");
        assert_eq!(price("95, 50.5"), "premium-business 50.5, sales-navigator 95");
        assert_eq!(price("79,99; 99 €"), "premium-business 99, sales-navigator 79.99");
        assert_eq!(price("Premium Business 50"), "premium-business 50");
        assert_eq!(price("list"), "list");
        assert!(price("a lot").contains("must be"), "{}", price("a lot"));
        assert!(price("1, 2, 3").contains("3 prices for 2 plans"), "{}", price("1, 2, 3"));
        assert!(price("79,99").contains("may be one price or two"), "{}", price("79,99"));
        assert_eq!(answered(&[("plans", "sales-navigator")], "price", "79,99"), "sales-navigator 79.99");
        assert_eq!(answered(&[], "worth", "1.200,50 €"), "1200.5");
        assert!(answered(&[], "worth", "1,200").contains("may be 1200 or 1.200"));
    }

    #[test]
    fn the_days_between_may_be_a_range_and_what_is_wrong_with_them_is_told_once() {
        let days = |answer: &str| answered(&[("follow_up", "2")], "follow_up_days", answer);
        assert_eq!((days("5 to 7"), days("5")), ("5 to 7".into(), "5".into()));
        let wrong = days("soon");
        assert!(wrong.starts_with("this is `\"soon\"`; it must be") && !wrong.contains("wait_days"), "{wrong}");
        assert_eq!(wrong.matches("must be").count(), 1, "{wrong}");
    }

    #[test]
    fn the_currency_is_asked_for_where_money_is_stated_and_usually_the_one_that_stands_beside_it() {
        let question = QUESTIONS.iter().find(|question| question.id == "currency").expect("it is asked");
        let mut answers = Answers::default();
        assert!(!question.is_of_use(&answers));
        for (id, answer, currency) in
            [("price", "95", None), ("worth", "120 €", Some("EUR")), ("price", "€95", Some("EUR"))]
        {
            answers.add(QUESTIONS.iter().find(|of| of.id == id).expect("it is asked"), answer).expect("it is right");
            assert!(question.is_of_use(&answers), "{answer}");
            assert_eq!(answers.currency().as_deref(), currency, "{answer}");
        }
        let both = [("price", "95; 60"), ("currency", "USD")];
        assert!(answered(&both, "worth", "120 €").contains("this is in EUR, and another answer in USD"));
        assert!(
            answered(&[("price", "95 €; 60")], "currency", "CHF").contains("this is in CHF, and another answer in EUR")
        );
        assert!(answered(&[("worth", "120 €")], "price", "$95").contains("this is in USD, and another answer in EUR"));
        assert_eq!(answered(&[("price", "95 €; 60")], "currency", "euro"), "EUR");
        let stated = answered(&[], "currency", "chf");
        assert_eq!(stated, "CHF");
        assert!(
            answered(&[], "currency", "99").contains("no code of a currency"),
            "{}",
            answered(&[], "currency", "99")
        );
    }

    #[test]
    fn follow_ups_are_counted_and_whoever_says_yes_means_one() {
        assert_eq!(["yes", "N", "3"].map(|answer| answered(&[], "follow_up", answer)), ["1", "0", "3"]);
        assert_eq!(answered(&[], "follow_up", "4"), "`4` is no answer to that; say 0, 1, 2 or 3");
        let mut answers = Answers::default();
        for (id, answer) in [("follow_up", "3"), ("follow_up_days", "5")] {
            answers.add(QUESTIONS.iter().find(|of| of.id == id).expect("it is asked"), answer).expect("it is right");
        }
        let text = answers.document();
        assert!(text.contains("sequence = [\"inmail\", \"follow-up\", \"follow-up-2\", \"follow-up-3\"]"), "{text}");
        assert_eq!(
            (text.matches("wait_days  = 5").count(), text.matches("{ of = \"inmail\"").count()),
            (3, 1),
            "{text}"
        );
        assert!(text.contains("reply_rate = { of = \"follow-up-2\", lift ="), "{text}");
    }
}
