//! The questions.

use std::fmt::Write as _;

use toml::Value;

use crate::guide::borrowed::FOLLOW_UP;
use crate::scenario::document::quote::{quote, string};

use super::{Parts, Question, answer, at, counted, toml, typed};

/// The answer by which a plan costs what its list says.
const LIST: &str = "list";

/// All questions, in the order in which they are asked.
pub const QUESTIONS: [Question; 11] = [
    Question {
        id: "plans",
        asked: "Which plans do you think of? Names with commas between; `inmail-sim plans` lists them",
        usual: "sales-navigator, premium-business",
        remark: "the two that most outreach is done with",
        unit: "",
        words: &[],
        or: None,
        write: |parts, answer| {
            parts.plans = answer.split(',').map(|plan| plan.trim().to_owned()).collect();
            let plans: Vec<String> = parts.plans.iter().map(|plan| string(plan)).collect();
            let _ = writeln!(parts.top, "plans  = [{}]", plans.join(", "));
        },
        read: |stated| Some(stated.get("plans")?.as_array()?.iter().map(typed).collect::<Vec<_>>().join(", ")),
    },
    Question {
        id: "price",
        asked: "What does a month of them cost you? Numbers in the order of the plans, with commas between, or list for the \
                prices of the list",
        usual: LIST,
        remark: "prices differ by country and contract; only whoever pays knows them",
        unit: "a month",
        words: &[],
        or: Some((LIST, "what the list says")),
        write: prices,
        read: |stated| {
            let plans = stated.get("plan").and_then(Value::as_table);
            let price = |(id, plan): (&String, &Value)| Some(format!("{id} {}", typed(plan.get("price_per_month")?)));
            let prices: Vec<String> = plans.into_iter().flatten().filter_map(price).collect();
            Some(if prices.is_empty() { LIST.to_owned() } else { prices.join(", ") })
        },
    },
    Question {
        id: "seats",
        asked: "How many people write like that, you among them, each with a plan of their own?",
        usual: "1",
        remark: "each pays for a plan, has its credits, and writes to as many people",
        unit: "people",
        words: &[],
        or: None,
        write: |parts, answer| {
            if answer != "1" {
                let _ = writeln!(parts.seat, "segments = [\"people\"]\ncount = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["seat", "colleagues", "count"]).or(Some("1".to_owned())),
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
        read: |stated| answer(stated, &["segment", "people", "per_week"]),
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
        read: |stated| answer(stated, &["segment", "people", "prospects"]).or(Some("all".to_owned())),
    },
    Question {
        id: "rate",
        asked: "How often is a first InMail answered? 15%, or a range that holds in nine cases of ten",
        usual: "5% to 30%",
        remark: "nine campaigns in ten lie there, by vendors' figures; your own record is better, such as 11 of 64",
        unit: "",
        words: &[],
        or: None,
        write: |parts, answer| {
            let _ = writeln!(parts.inmail, "channel    = \"inmail\"\nreply_rate = {}", toml(answer));
        },
        read: |stated| rate(at(stated, &["touch", "inmail", "reply_rate"])?),
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
        read: |stated| {
            let sequence = at(stated, &["segment", "people", "sequence"])?.as_array()?;
            Some(if sequence.len() > 1 { "yes" } else { "no" }.to_owned())
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
        read: |stated| answer(stated, &["outcome", "reply-worth", "value"]).or(Some("nothing".to_owned())),
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
        read: |stated| answer(stated, &["opening", "credits"]).or(Some("none".to_owned())),
    },
    Question {
        id: "renews",
        asked: "On which day of the month do your credits renew? A number from 1 to 31, or first for the campaign's first day",
        usual: "first",
        remark: "LinkedIn shows it beside your subscription; with your credits it tells how many InMails a day you can send from \
                 today on",
        unit: "day of the month",
        words: &[],
        or: Some(("first", "on the first day of the campaign")),
        write: |parts, answer| {
            // A plan that begins with the campaign renews on its first day, whatever is said beside.
            if answer != "first" && !parts.opening.is_empty() {
                let _ = writeln!(parts.top, "billing_day = {}", toml(answer));
            }
        },
        read: |stated| answer(stated, &["billing_day"]).or(Some("first".to_owned())),
    },
    Question {
        id: "months",
        asked: "How many months do you plan for?",
        usual: "6",
        remark: "with a list as long as it takes to get through, in 95 of 100 cases; else half a year, which shows what credits \
                 that lapse and roll over come to",
        unit: "months",
        words: &[],
        or: None,
        write: |parts, answer| {
            let _ = writeln!(parts.top, "months = {}", toml(answer));
        },
        read: |stated| answer(stated, &["months"]),
    },
];

/// States the prices of plans: `95` of the first, `95, 60` of all in order, `sales-navigator 95` of the one that is named.
fn prices(parts: &mut Parts, answer: &str) {
    if answer == LIST {
        return;
    }
    let items: Vec<&str> = answer.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let of_item = |(place, item): (usize, &&str)| match item.rsplit_once(char::is_whitespace) {
        Some((plan, price)) if price.parse::<f64>().is_ok() => {
            Some((plan.trim().to_lowercase().replace(' ', "-"), price.to_owned()))
        }
        _ => Some((parts.plans.get(place)?.clone(), (*item).to_owned())),
    };
    let prices: Option<Vec<(String, String)>> = items.iter().enumerate().map(of_item).collect();
    // Of more prices than plans nobody knows which is whose: what was typed is told to be no price.
    let first = || vec![(parts.plans.first().cloned().unwrap_or_default(), answer.to_owned())];
    for (plan, price) in prices.unwrap_or_else(first) {
        let _ = write!(parts.prices, "\n[plan.{}]\nprice_per_month = {}\n", quote(&plan), toml(&price));
    }
}

/// A rate as somebody answers it: in per cent, as a range of these, or as what was counted. Nothing for what is written otherwise.
fn rate(value: &Value) -> Option<String> {
    let is_per_cent =
        |text: &str| text.trim().strip_suffix('%').is_some_and(|number| number.trim().parse::<f64>().is_ok());
    match value {
        Value::String(text) => {
            let (from, to) = text.split_once(" to ").unwrap_or((text, text));
            (is_per_cent(from) && is_per_cent(to)).then(|| text.clone())
        }
        value => Some(typed(value)).filter(|text| counted(text).is_some()),
    }
}
