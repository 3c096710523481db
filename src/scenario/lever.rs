//! Levers: the settings of a scenario that a planner holds, each with a change that is worth a try.

use crate::domain::case::{Case, Order};
use crate::domain::plan::{Billing, Plan};
use crate::domain::quantity::Money;
use crate::domain::segment::{Pace, Segment};
use crate::domain::touch::{Channel, Wait};

use super::Overrides;
use super::document::quote::{quote, string};

/// By what part a pace or a limit is changed.
const PART: f64 = 0.2;

/// By how many days a wait is changed.
const DAYS: u32 = 2;

/// By how many credits a reserve is changed.
const CREDITS: u32 = 5;

/// By what part a price falls.
const DISCOUNT: f64 = 0.1;

/// A setting, and a change of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    /// Its dotted path.
    pub path: String,
    /// Its value before, as people read it.
    pub from: String,
    /// Its value after the change.
    pub to: String,
    /// The arguments that select the case and make the change.
    pub overrides: Overrides,
}

/// The levers of a case of the scenario that `overrides` change: paces and limits a fifth lower and higher, waits two days
/// shorter and longer, reserves five credits lower and higher, the other order of sending, one person less
/// and more of each seat, the other billing, prices and costs a tenth lower, and each sequence without its last touch. Only what the case has; not each can be set in every file.
pub fn levers(case: &Case, overrides: &Overrides) -> Vec<Lever> {
    let overrides =
        Overrides { plans: vec![case.name.plan.clone()], what_ifs: vec![case.name.exactly()], ..overrides.clone() };
    let mut levers = Vec::new();
    let mut add = |path: String, from: String, to: String, value: String| {
        if from != to {
            let mut overrides = overrides.clone();
            overrides.set.push(format!("{path}={value}"));
            levers.push(Lever { path, from, to, overrides });
        }
    };
    for segment in &case.segments {
        let path = |key: &str| format!("segment.{}.{key}", quote(&segment.id));
        if let Pace::PerWeek(numbers) = &segment.pace {
            for factor in [1.0 - PART, 1.0 + PART] {
                let changed: Vec<u32> = numbers.iter().map(|&number| times(number, factor)).collect();
                add(path("per_week"), shown(numbers), shown(&changed), written(&changed));
            }
        }
        if costs_credits(case, segment) && (segment.reserve > 0 || case.segments.len() > 1) {
            for changed in [segment.reserve.saturating_sub(CREDITS), segment.reserve + CREDITS] {
                add(path("reserve"), segment.reserve.to_string(), changed.to_string(), changed.to_string());
            }
        }
        if let [kept @ .., _] = segment.sequence.as_slice()
            && !kept.is_empty()
        {
            let ids = |sequence: &[usize]| -> Vec<&str> {
                sequence.iter().map(|&place| case.touches[place].id.as_str()).collect()
            };
            let value = format!("[{}]", ids(kept).iter().map(|id| string(id)).collect::<Vec<_>>().join(", "));
            add(path("sequence"), ids(&segment.sequence).join(", "), ids(kept).join(", "), value);
        }
    }
    for (place, touch) in case.touches.iter().enumerate() {
        let path = |key: &str| format!("touch.{}.{key}", quote(&touch.id));
        let is_later = case.segments.iter().any(|segment| segment.sequence.iter().skip(1).any(|&of| of == place));
        if let Some(wait) = touch.wait.filter(|_| is_later) {
            for changed in [sooner(wait), later(wait)] {
                add(path("wait_days"), days(wait), days(changed), days(changed));
            }
        }
        if let Some(limit) = touch.limit_per_week {
            for changed in [times(limit, 1.0 - PART), times(limit, 1.0 + PART)] {
                add(path("limit_per_week"), limit.to_string(), changed.to_string(), changed.to_string());
            }
        }
    }
    if case.segments.iter().any(|segment| segment.sequence.len() > 1) {
        let names = ["follow-ups-first", "new-first"];
        let [from, to] = if case.pacing.order == Order::FollowUpsFirst { names } else { [names[1], names[0]] };
        add("pacing.order".into(), from.into(), to.into(), string(to));
    }
    for seat in &case.seats {
        for changed in [seat.count - 1, seat.count + 1].into_iter().filter(|&changed| changed > 0) {
            let path = format!("seat.{}.count", quote(&seat.id));
            add(path, seat.count.to_string(), changed.to_string(), changed.to_string());
        }
    }
    let mut plans: Vec<Plan> = Vec::new();
    for plan in case.team().iter().map(|seat| &seat.plan).filter(|plan| !plan.is_none()) {
        if plans.iter().all(|known| known.id != plan.id) {
            plans.push(plan.clone());
        }
    }
    let is_sold_annually = !plans.is_empty() && plans.iter().all(|plan| plan.price_per_month_annual.is_some());
    if case.billing == Billing::Monthly && is_sold_annually {
        add("billing".into(), "monthly".into(), "annual".into(), string("annual"));
    }
    let key = match case.billing {
        Billing::Monthly => "price_per_month",
        Billing::Annual => "price_per_month_annual",
    };
    let mut cheaper = |path: String, price: Money| {
        let lower = format!("{:.2}", price.units() * (1.0 - DISCOUNT));
        add(path, price.to_string(), lower.clone(), lower);
    };
    for plan in &plans {
        if let Some(price) = plan.price(case.billing) {
            cheaper(format!("plan.{}.{key}", quote(&plan.id)), price);
        }
    }
    for touch in &case.touches {
        cheaper(format!("touch.{}.cost", quote(&touch.id)), touch.cost);
    }
    for segment in &case.segments {
        cheaper(format!("segment.{}.cost_per_prospect", quote(&segment.id)), segment.cost_per_prospect);
    }
    cheaper("costs.per_month".into(), case.costs.per_month);
    cheaper("costs.once".into(), case.costs.once);
    levers
}

/// A number times a factor, as a whole number that differs by one at least, unless it is 0.
fn times(number: u32, factor: f64) -> u32 {
    let changed = (f64::from(number) * factor).round() as u32;
    match number {
        0 => 0,
        _ if changed != number => changed,
        _ if factor < 1.0 => number - 1,
        _ => number + 1,
    }
}

fn costs_credits(case: &Case, segment: &Segment) -> bool {
    segment.sequence.iter().any(|&place| case.touches[place].channel() == Channel::InMail)
}

fn sooner(wait: Wait) -> Wait {
    match wait {
        Wait::AtLeast(days) => Wait::AtLeast(days.saturating_sub(DAYS).max(1)),
        Wait::Window(first, last) => {
            let less = DAYS.min(first.saturating_sub(1));
            Wait::Window(first - less, last - less)
        }
    }
}

fn later(wait: Wait) -> Wait {
    match wait {
        Wait::AtLeast(days) => Wait::AtLeast(days + DAYS),
        Wait::Window(first, last) => Wait::Window(first + DAYS, last + DAYS),
    }
}

fn days(wait: Wait) -> String {
    match wait {
        Wait::AtLeast(days) => days.to_string(),
        Wait::Window(first, last) => format!("[{first}, {last}]"),
    }
}

/// The numbers of a pace as TOML.
fn written(numbers: &[u32]) -> String {
    match numbers {
        [number] => number.to_string(),
        _ => format!("[{}]", numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// The same for people, who do not read lists to their end.
fn shown(numbers: &[u32]) -> String {
    match numbers {
        [first, second, third, _, .., last] => format!("[{first}, {second}, {third}, … {last}]"),
        _ => written(numbers),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::super::load_from;
    use super::*;

    fn levers_in(text: &str) -> (Vec<String>, usize) {
        let files = BTreeMap::from([("a.toml".into(), text.as_bytes().to_vec())]);
        let load = |overrides: &Overrides| load_from(&files, Path::new("a.toml"), overrides);
        let case = load(&Overrides::default()).expect("it is right").cases.swap_remove(0);
        let levers = levers(&case, &Overrides::default());
        let told = levers.iter().map(|lever| format!("{}: {} → {}", lever.path, lever.from, lever.to));
        let loaded = levers.iter().filter(|lever| {
            load(&lever.overrides).is_ok_and(|scenario| scenario.cases.len() == 1 && scenario.cases[0] != case)
        });
        (told.collect(), loaded.count())
    }

    #[test]
    fn a_lever_is_what_the_case_has_and_loads_as_another_case() {
        let (told, loaded) = levers_in(
            "plans = ['sales-navigator']
            touch.'in.mail' = { channel = 'inmail', reply_rate = 0.1, limit_per_week = 30 }
            touch.again = { channel = 'inmail', reply_rate = 0.05, wait_days = 2, cost = 0.5 }
            segment.a = { per_week = [10, 12], sequence = ['in.mail', 'again'], reserve = 3, cost_per_prospect = 1 }
            costs = { per_month = 49, once = 300 }",
        );
        assert_eq!(
            told,
            [
                "segment.a.per_week: [10, 12] → [8, 10]",
                "segment.a.per_week: [10, 12] → [12, 14]",
                "segment.a.reserve: 3 → 0",
                "segment.a.reserve: 3 → 8",
                "segment.a.sequence: in.mail, again → in.mail",
                "touch.\"in.mail\".limit_per_week: 30 → 24",
                "touch.\"in.mail\".limit_per_week: 30 → 36",
                "touch.again.wait_days: 2 → 1",
                "touch.again.wait_days: 2 → 4",
                "pacing.order: follow-ups-first → new-first",
                "plan.sales-navigator.price_per_month: 80.00 → 72.00",
                "touch.again.cost: 0.50 → 0.45",
                "segment.a.cost_per_prospect: 1.00 → 0.90",
                "costs.per_month: 49.00 → 44.10",
                "costs.once: 300.00 → 270.00",
            ]
        );
        assert_eq!(loaded, told.len());
    }

    #[test]
    fn seats_have_people_and_prices() {
        let (told, loaded) = levers_in(
            "touch.a = { channel = 'inmail', reply_rate = 0.1 }
            segment.s = { per_week = 10, sequence = ['a'] }
            seat.x = { segments = ['s'], count = 2, plan = 'sales-navigator' }
            seat.y = { segments = ['s'], plan = 'premium-business' }
            seat.z = { segments = ['s'], plan = 'sales-navigator', count = 3 }",
        );
        let ours = |told: &&String| !told.starts_with("segment.");
        assert_eq!(
            told.iter().filter(ours).collect::<Vec<_>>(),
            [
                "seat.x.count: 2 → 1",
                "seat.x.count: 2 → 3",
                "seat.y.count: 1 → 2",
                "seat.z.count: 3 → 2",
                "seat.z.count: 3 → 4",
                "plan.sales-navigator.price_per_month: 80.00 → 72.00",
                "plan.premium-business.price_per_month: 60.00 → 54.00",
            ]
        );
        assert_eq!(loaded, told.len());
    }

    #[test]
    fn what_a_case_does_not_have_is_no_lever() {
        let (told, _) = levers_in(
            "plans = ['none']
            touch.a = { channel = 'message', reply_rate = 0.1 }
            segment.s = { per_week = 0, sequence = ['a'] }",
        );
        assert_eq!(told, Vec::<String>::new());
    }

    #[test]
    fn small_numbers_change_by_one() {
        assert_eq!([times(0, 0.8), times(1, 0.8), times(2, 1.2), times(10, 1.2)], [0, 0, 3, 12]);
        assert_eq!(days(sooner(Wait::Window(2, 5))), "[1, 4]");
        assert_eq!(shown(&[1, 2, 3, 4, 5]), "[1, 2, 3, … 5]");
    }
}
