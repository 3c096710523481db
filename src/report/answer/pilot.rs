//! The verdict on a test, for programs.

use serde_json::{Value, json};

use crate::study::pilot::{Pilot, Test};

use super::{Fields, fields};

/// What a test saves and costs, and what to choose after it.
pub fn pilot_verdict(pilot: &Pilot) -> Fields {
    let Test { sends, worth, cost } = pilot.asked;
    let is_worth = match worth.interval {
        _ if cost <= 0.0 => "free",
        Some((low, _)) if low > cost => "yes",
        Some((_, high)) if high < cost => "no",
        _ => "undecided",
    };
    let choice = |&(from, case): &(u32, usize)| json!({ "from_replies": from, "case": pilot.cases[case].id() });
    let best = pilot.best.map(|best| json!({ "sends": best.sends, "saves": best.worth.value, "cost": best.cost }));
    fields(json!({
        "text": pilot.sentences(),
        "touch": pilot.touch,
        "sends": sends,
        "saves": worth.value,
        "saves_low": worth.interval.map(|(low, _)| low),
        "saves_high": worth.interval.map(|(_, high)| high),
        "cost": cost,
        "currency": pilot.currency,
        "worth_its_cost": is_worth,
        "best": best,
        "knowing_saves": pilot.knowing.value,
        "reply_value": pilot.reply_value,
        "without_test": pilot.cases[pilot.now].id(),
        "choices": pilot.choices.iter().map(choice).collect::<Vec<Value>>(),
    }))
}
