//! The title of the chart, and the note above each of its panels.

use crate::domain::reason::Reason;
use crate::figures::number::{percent, whole};
use crate::figures::{CaseFigures, Figure};
use crate::words::case::mean_count;

use super::{has_credits, shares};

/// The week, from 1, that is most likely to be short, and how likely that is.
fn worst_week(case: &CaseFigures) -> Option<(usize, f64)> {
    let of_weeks = shares(case, Reason::Credits).into_iter().zip(1..).filter(|&(share, _)| share > 0.0);
    of_weeks.reduce(|worst, other| if other.0 > worst.0 { other } else { worst }).map(|(share, week)| (week, share))
}

/// Its caps and its chance of running short, in words.
pub(super) fn note(case: &CaseFigures) -> String {
    let mut caps: Vec<String> = case.plan_weeks.iter().map(|week| whole(week.cap)).collect();
    caps.dedup();
    let cap = match caps.len() {
        0 => String::new(),
        1..=3 => format!("cap {} · ", caps.join(", then ")),
        _ => "several caps · ".to_owned(),
    };
    let credits = match worst_week(case) {
        None if !has_credits(case) => "no credits".to_owned(),
        None => format!("{cap}never short"),
        Some((week, share)) => {
            let short =
                format!("{cap}short in {} of simulations", percent(mean_count(case, Figure::StockoutProbability)));
            let worst = format!(", at worst in week\u{a0}{week}: {}", percent(share));
            if case.by_week.len() == 1 { short } else { short + &worst }
        }
    };
    let others = Reason::ALL.into_iter().filter(|&reason| reason != Reason::Credits);
    let others = others.filter_map(|reason| {
        let share = case.held_up(reason).filter(|&share| share > 0.0)?;
        Some(format!(" · {} in {}", in_short(reason), percent(share)))
    });
    credits + &others.collect::<String>()
}

/// What a reason is called where there is little room.
fn in_short(reason: Reason) -> &'static str {
    match reason {
        Reason::Restriction => "a restriction",
        Reason::Limit => "a limit",
        Reason::Hours => "hours",
        Reason::CreditsAtMost => "a segment's credits",
        Reason::Credits => "credits",
    }
}

/// What the columns of a reason show.
pub(super) fn holds_up(reason: Reason) -> &'static str {
    match reason {
        Reason::Restriction => "simulations in which a restriction holds somebody up that week",
        Reason::Limit => "simulations in which a limit holds somebody up that week",
        Reason::Hours => "simulations in which hours hold somebody up that week",
        Reason::CreditsAtMost => "simulations in which a segment's share of the credits does",
        Reason::Credits => "simulations in which that week is short of credits",
    }
}

/// The title: the case that runs out, and how likely that is; where no case has credits, what holds people up most often.
pub(super) fn finding(all: &[&CaseFigures]) -> String {
    let cases: Vec<&CaseFigures> = all.iter().copied().filter(|case| has_credits(case)).collect();
    if cases.is_empty() { most_often(all) } else { of_credits(&cases) }
}

/// What holds people up most often.
fn most_often(cases: &[&CaseFigures]) -> String {
    let each =
        cases.iter().flat_map(|case| Reason::ALL.map(|reason| (case, reason, case.held_up(reason).unwrap_or(0.0))));
    let most = each.reduce(|most, other| if other.2 > most.2 { other } else { most });
    most.map_or(String::new(), |(case, reason, share)| {
        format!("{}: someone is held up by {} in {} of simulations", case.name, in_short(reason), in_words(share))
    })
}

fn of_credits(cases: &[&CaseFigures]) -> String {
    let chance = |case: &CaseFigures| mean_count(case, Figure::StockoutProbability);
    let mut order: Vec<&CaseFigures> = cases.to_vec();
    order.sort_by(|a, b| chance(a).total_cmp(&chance(b)));
    let never = order.iter().filter(|case| chance(case) <= 0.0).count();
    let ([best, ..], [.., worst]) = (order.as_slice(), order.as_slice()) else { return String::new() };
    let (low, high) = (in_words(chance(best)), in_words(chance(worst)));
    match (cases, never) {
        ([case], 1) => format!("{} never runs short of credits", case.name),
        ([case], _) => {
            let week = worst_week(case).map_or(String::new(), |(week, _)| format!(", most often in week {week}"));
            format!("{}: credits run short in {high} of simulations{week}", case.name)
        }
        (all, never) if never == all.len() => "No case ever runs short of credits".to_owned(),
        ([_, _, _, ..], 1) if chance(order[1]) >= 0.5 => {
            let low = in_words(chance(order[1]));
            let more = if low == high { "" } else { " or more" };
            format!("{} never runs short of credits; every other case does in {low} of simulations{more}", best.name)
        }
        (_, 1) => format!("{} never runs short of credits; {} does in {high} of simulations", best.name, worst.name),
        (all, 2..) => {
            format!(
                "{never} of {} cases never run short of credits; {} does in {high} of simulations",
                all.len(),
                worst.name
            )
        }
        _ if low == high => format!("Credits run short in {low} of simulations in every case"),
        _ => format!(
            "{} is least often short of credits, in {low} of simulations, and {} most often, in {high}",
            best.name, worst.name
        ),
    }
}

/// A share in a sentence.
fn in_words(share: f64) -> String {
    percent(share).replace('>', "more than ").replace('<', "less than ")
}
