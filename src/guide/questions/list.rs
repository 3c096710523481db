//! The questions.

use std::fmt::Write as _;

use toml::Value;

use crate::guide::borrowed::{AFTER, FOLLOW_UP};
use crate::scenario::document::quote::{quote, string};

use super::money::{amount, currency, prices};
use super::{Question, answer, at, counted, toml, typed};

/// The answer by which a plan costs what its list says.
const LIST: &str = "list";

/// The answer by which a reply has no worth.
const NOTHING: &str = "nothing";

/// What stands between the ends of a range.
const TO: &str = " to ";

/// The currency of a file that states none.
const CURRENCY: &str = "USD";

/// A question about which nothing particular is to be said.
const ANY: Question = Question {
    id: "",
    asked: "",
    usual: "",
    remark: "",
    unit: "",
    words: &[],
    also: &[],
    or: None,
    when: |_| true,
    unclear: |_, _| None,
    write: |_, _| {},
    read: |_| None,
};

/// All questions, in the order in which they are asked.
pub const QUESTIONS: [Question; 13] = [
    Question {
        id: "plans",
        asked: "Which plans do you think of? Names with commas between; `inmail-sim plans` lists them",
        usual: "sales-navigator, premium-business",
        remark: "the two that most outreach is done with",
        write: |parts, answer| {
            parts.plans = plans(answer);
            let plans: Vec<String> = parts.plans.iter().map(|plan| string(plan)).collect();
            let _ = writeln!(parts.top, "plans  = [{}]", plans.join(", "));
        },
        read: |stated| Some(stated.get("plans")?.as_array()?.iter().map(typed).collect::<Vec<_>>().join(", ")),
        ..ANY
    },
    Question {
        id: "price",
        asked: "What does a month of them cost you? Numbers in the order of the plans, with semicolons between, or list for the \
                prices of the list",
        usual: LIST,
        remark: "prices differ by country and contract; only whoever pays knows them",
        unit: "a month",
        or: Some((LIST, "what the list says")),
        unclear: |answers, typed| match typed {
            LIST => None,
            typed => prices(&plans(answers.of("plans")), typed).err(),
        },
        write: |parts, answer| {
            let prices = if answer == LIST { Ok(Vec::new()) } else { prices(&parts.plans, answer) };
            for (plan, price) in prices.unwrap_or_default() {
                let _ = write!(parts.prices, "\n[plan.{}]\nprice_per_month = {}\n", quote(&plan), toml(&price.number));
            }
        },
        read: |stated| {
            let plans = stated.get("plan").and_then(Value::as_table);
            let price = |(id, plan): (&String, &Value)| Some(format!("{id} {}", typed(plan.get("price_per_month")?)));
            let prices: Vec<String> = plans.into_iter().flatten().filter_map(price).collect();
            Some(if prices.is_empty() { LIST.to_owned() } else { prices.join(", ") })
        },
        ..ANY
    },
    Question {
        id: "currency",
        asked: "In which currency are these amounts? Its code, such as EUR",
        usual: CURRENCY,
        remark: "the list has its prices in US dollars, which are not converted: with another currency type the price of each plan",
        when: |answers| {
            let states = answers.of("price") != LIST || answers.of("worth") != NOTHING;
            states || answers.of("currency") != CURRENCY
        },
        unclear: |_, typed| match currency(typed) {
            Some(_) => None,
            None => {
                Some(format!("`{typed}` is no code of a currency; it has three letters, such as EUR, USD, GBP or CHF"))
            }
        },
        write: |parts, answer| {
            if let Some(code) = currency(answer).filter(|code| code != CURRENCY) {
                let _ = writeln!(parts.top, "currency = {}", string(&code));
            }
        },
        read: |stated| answer(stated, &["currency"]).or(Some(CURRENCY.to_owned())),
        ..ANY
    },
    Question {
        id: "seats",
        asked: "How many people write like that, you among them, each with a plan of their own?",
        usual: "1",
        remark: "each pays for a plan, has its credits, and writes to as many people",
        unit: "people",
        write: |parts, answer| {
            if answer != "1" {
                let _ = writeln!(parts.seat, "segments = [\"people\"]\ncount = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["seat", "colleagues", "count"]).or(Some("1".to_owned())),
        ..ANY
    },
    Question {
        id: "per_week",
        asked: "How many new people do you want to write to each week? A number, or max for as many as credits allow",
        usual: "10",
        remark: "a pace that one person keeps up",
        unit: "people a week",
        or: Some(("max", "as many as credits allow")),
        write: |parts, answer| {
            let _ = writeln!(parts.segment, "per_week = {}", toml(answer));
        },
        read: |stated| answer(stated, &["segment", "people", "per_week"]),
        ..ANY
    },
    Question {
        id: "people",
        asked: "How many people are on your list? A number, or all for as many as you want",
        usual: "all",
        remark: "a list ends; without one there is always somebody new to write to",
        unit: "people",
        or: Some(("all", "as many as I want")),
        write: |parts, answer| {
            if answer != "all" {
                let _ = writeln!(parts.segment, "prospects = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["segment", "people", "prospects"]).or(Some("all".to_owned())),
        ..ANY
    },
    Question {
        id: "rate",
        asked: "How often is a first InMail answered? 15%, or a range that holds in nine cases of ten",
        usual: "5% to 30%",
        remark: "nine campaigns in ten lie there, by vendors' figures; your own record is better, such as 11 of 64",
        write: |parts, answer| {
            let _ = writeln!(parts.inmail, "channel    = \"inmail\"\nreply_rate = {}", toml(answer));
        },
        read: |stated| rate(at(stated, &["touch", "inmail", "reply_rate"])?),
        ..ANY
    },
    Question {
        id: "follow_up",
        asked: "How many follow-ups do you send to those who stay silent? A number from 0 to 3",
        usual: "0",
        remark: "each costs a credit of its own; that a second falls as far behind the first as the first behind the InMail is \
                 an assumption",
        words: &["0", "1", "2", "3"],
        also: &[("no", "0"), ("n", "0"), ("none", "0"), ("yes", "1"), ("y", "1")],
        write: |parts, answer| {
            parts.sequence = (0..=answer.parse().unwrap_or(0)).map(follow_up).collect();
            let names: Vec<String> = parts.sequence.iter().map(|touch| string(touch)).collect();
            let _ = writeln!(parts.segment, "sequence = [{}]", names.join(", "));
        },
        read: |stated| {
            let sequence = at(stated, &["segment", "people", "sequence"])?.as_array()?;
            Some(sequence.len().saturating_sub(1).to_string())
        },
        ..ANY
    },
    Question {
        id: "follow_up_days",
        asked: "After how many days without an answer does a follow-up go out? A number, or 5 to 7",
        usual: "7",
        remark: "PhantomBuster advises five to seven; nine answers in ten come within a week",
        unit: "days",
        when: |answers| answers.of("follow_up") != "0",
        write: |parts, answer| {
            for pair in parts.sequence.windows(2) {
                let [before, touch] = pair else { continue };
                let rate = FOLLOW_UP.replace(&string(AFTER), &string(before));
                let days = match answer.split_once(TO) {
                    Some((first, last)) => format!("[{}, {}]", toml(first), toml(last)),
                    None => toml(answer),
                };
                let _ = write!(
                    parts.follow_ups,
                    "\n[touch.{touch}]\nchannel    = \"inmail\"\nwait_days  = {days}\nreply_rate = {rate}\n"
                );
            }
        },
        read: |stated| {
            let days = at(stated, &["touch", "follow-up", "wait_days"])?;
            let both = days.as_array().map(|days| days.iter().map(typed).collect::<Vec<_>>().join(TO));
            both.or_else(|| Some(typed(days)))
        },
        ..ANY
    },
    Question {
        id: "worth",
        asked: "What is a reply worth to you, in your currency? A number, or nothing",
        usual: NOTHING,
        remark: "with a worth the plans are ranked by what is left, without one by cost per reply",
        unit: "in your currency",
        or: Some((NOTHING, "I cannot say")),
        unclear: |_, typed| amount(typed).err(),
        write: |parts, answer| {
            if answer != NOTHING {
                let value = amount(answer).map_or_else(|_| answer.to_owned(), |amount| amount.number);
                parts.outcome = format!("rate  = 1.0\nvalue = {}\n", toml(&value));
            }
        },
        read: |stated| answer(stated, &["outcome", "reply-worth", "value"]).or(Some(NOTHING.to_owned())),
        ..ANY
    },
    Question {
        id: "credits",
        asked: "How many InMail credits do you have left today? A number, or none for a plan that begins with the campaign",
        usual: "none",
        remark: "a plan that begins grants its first credits on the first day",
        unit: "credits",
        or: Some(("none", "none, the plan begins with the campaign")),
        write: |parts, answer| {
            if answer != "none" {
                let _ = writeln!(parts.opening, "credits = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["opening", "credits"]).or(Some("none".to_owned())),
        ..ANY
    },
    Question {
        id: "renews",
        asked: "On which day of the month do your credits renew? A number from 1 to 31, or first for the campaign's first day",
        usual: "first",
        remark: "LinkedIn shows it beside your subscription; with your credits it tells how many InMails a day you can send from \
                 today on",
        unit: "day of the month",
        or: Some(("first", "on the first day of the campaign")),
        write: |parts, answer| {
            // A plan that begins with the campaign renews on its first day, whatever is said beside.
            if answer != "first" && !parts.opening.is_empty() {
                let _ = writeln!(parts.top, "billing_day = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["billing_day"]).or(Some("first".to_owned())),
        ..ANY
    },
    Question {
        id: "months",
        asked: "How many months do you plan for?",
        usual: "6",
        remark: "with a list as long as it takes to get through, in 95 of 100 cases; else half a year, which shows what credits \
                 that lapse and roll over come to",
        unit: "months",
        write: |parts, answer| {
            let _ = writeln!(parts.top, "months = {}", toml(answer));
        },
        read: |stated| answer(stated, &["months"]),
        ..ANY
    },
];

/// The plans that an answer names.
pub(super) fn plans(answer: &str) -> Vec<String> {
    answer.split(',').map(|plan| plan.trim().to_owned()).collect()
}

/// What the touch is called that goes out after so many follow-ups.
fn follow_up(number: usize) -> String {
    match number {
        0 => AFTER.to_owned(),
        1 => "follow-up".to_owned(),
        number => format!("follow-up-{number}"),
    }
}

/// A rate as somebody answers it: in per cent, as a range of these, or as what was counted. Nothing for what is written otherwise.
fn rate(value: &Value) -> Option<String> {
    let is_per_cent =
        |text: &str| text.trim().strip_suffix('%').is_some_and(|number| number.trim().parse::<f64>().is_ok());
    match value {
        Value::String(text) => {
            let (from, to) = text.split_once(TO).unwrap_or((text, text));
            (is_per_cent(from) && is_per_cent(to)).then(|| text.clone())
        }
        value => Some(typed(value)).filter(|text| counted(text).is_some()),
    }
}
