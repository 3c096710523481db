//! The values of keys, explained: the forms of rates, lifts and delays, and words.

use super::topic::{Line, Topic};
use crate::domain::plan::{Plan, Rulebook};
use crate::scenario::document::kind::{FORMS, Form, Kind, PLAIN_FORMS};
use crate::scenario::keys::{self, choices};
use crate::scenario::{builtin_rulebooks, rulebook};

const GROUP: &str = "rates, lifts, delays and amounts";
const WORDS: &str = "words";
const PLANS: &str = "plans of the built-in rulebooks";

/// The kinds that have forms, what they are called and what they mean.
const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::TiedRate, "rate", "a share of attempts; drawn once for each campaign unless it is known exactly"),
    (Kind::Lift, "lift", "a factor on rates; drawn once for each campaign unless it is known exactly"),
    (Kind::Worth, "amount", "an amount of money; drawn for each outcome unless it is known exactly"),
    (Kind::Delay, "delay", "a time in days; drawn for each reply or acceptance unless it is known exactly"),
];

/// The kinds, each table that is a rate, lift or delay, then every word.
pub(super) fn topics() -> Vec<Topic> {
    let kinds = KINDS.into_iter().map(|(kind, name, meaning)| {
        let is_such = |of: Kind| of == kind || (of, kind) == (Kind::Rate, Kind::TiedRate);
        let keys = keys::reference().iter().filter(|key| is_such(key.kind)).map(|key| key.path);
        Topic::new(name, GROUP, meaning)
            .with("forms", forms(kind))
            .with_words("keys", &keys.collect::<Vec<_>>().join(", "))
    });
    let tables = FORMS.iter().map(|form| {
        Topic::new(form.keys.join(", "), GROUP, form.meaning)
            .with_words("for", &kinds_of(form).join(", "))
            .with("example", [Line::Code(form.example.into())])
    });
    let words = choices().map(|choice| {
        let keys = keys::reference().iter().filter(|key| key.kind.words().contains(&choice.word)).map(|key| key.path);
        Topic::new(choice.word, WORDS, choice.meaning).with_words("value of", &keys.collect::<Vec<_>>().join(", "))
    });
    kinds.chain(tables).chain(words).collect()
}

/// The plans of the built-in rulebooks, those of the same id together, and having none; then the rulebooks.
pub(super) fn plans() -> Vec<Topic> {
    let rulebooks: Vec<Rulebook> = builtin_rulebooks().filter_map(|name| rulebook(name).ok()).collect();
    let mut topics: Vec<Topic> = Vec::new();
    for rulebook in &rulebooks {
        for plan in &rulebook.plans {
            let price = match (plan.price_per_month, plan.price_per_month_annual) {
                (Some(price), _) => format!("{price} USD a month"),
                (None, Some(price)) => format!("{price} USD a month, billed annually"),
                (None, None) => "no published price".into(),
            };
            let words = format!("{} credits a month, a cap of {}, {price}", plan.credits_per_month, plan.cap);
            let line = Line::Pair(rulebook.id.clone(), words);
            match topics.iter_mut().find(|topic| topic.name == plan.id) {
                Some(topic) => topic.facts[0].lines.push(line),
                None => topics.push(Topic::new(&plan.id, PLANS, format!("the plan {}", plan.name)).with("in", [line])),
            }
        }
    }
    let none = Topic::new(Plan::NONE, PLANS, "no plan: no credits, and no cost");
    topics.push(none.with_words("value of", "plans, plan_change.plan, seat.ID.plan and plan.ID.like"));
    topics.extend(rulebooks.into_iter().map(|rulebook| {
        let plans = rulebook.plans.iter().map(|plan| plan.id.as_str()).collect::<Vec<_>>().join(", ");
        Topic::new(rulebook.id, "rulebooks", rulebook.name)
            .with_words("plans", &plans)
            .with_words("value of", "rulebook")
    }));
    topics
}

/// The ways to write a rate, lift or delay; none of anything else.
pub(super) fn forms(kind: Kind) -> impl Iterator<Item = Line> {
    let forms = PLAIN_FORMS.iter().chain(FORMS).filter(move |form| form.kinds.contains(&kind));
    forms.map(|form| Line::Pair(form.example.into(), form.meaning.into()))
}

fn kinds_of(form: &Form) -> Vec<&'static str> {
    KINDS.iter().filter(|(kind, ..)| form.kinds.contains(kind)).map(|(_, name, _)| *name).collect()
}
