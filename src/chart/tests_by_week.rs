//! The charts by week and by channel.

use super::samples_by_week::{touch, weekly};
use super::tests::texts;
use super::{Chart, charts, style};
use crate::domain::count::Count;
use crate::domain::reason::Reason;
use crate::domain::touch::Channel;
use crate::figures::samples::{case, empty, figures, set};
use crate::figures::{CaseFigures, Estimate, Figure};

const NAMES_BY_WEEK: [&str; 3] = ["balance", "replies", "touches"];

fn drawn(cases: Vec<CaseFigures>) -> Vec<Chart> {
    let all = charts("spring-outreach", &figures(cases)).unwrap();
    all.into_iter().filter(|chart| NAMES_BY_WEEK.contains(&chart.name)).collect()
}

fn names(cases: Vec<CaseFigures>) -> Vec<&'static str> {
    drawn(cases).into_iter().map(|chart| chart.name).collect()
}

/// The finding of the chart called `name`.
fn finding(name: &str, cases: Vec<CaseFigures>) -> String {
    let chart = drawn(cases).into_iter().find(|chart| chart.name == name).unwrap();
    chart.finding.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn charts_by_week_look_as_agreed() {
    let mut changed = weekly("career", Some("a larger plan later"), 6, 8);
    changed.plan_weeks[4].taken_up = Some("business".to_owned());
    changed.plan_weeks[4..].iter_mut().for_each(|week| week.cap = 60);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for chart in drawn(vec![weekly("career", None, 6, 8), changed]) {
        settings.bind(|| insta::assert_snapshot!(chart.name, chart.svg));
    }
}

#[test]
fn a_chart_that_is_not_needed_is_not_drawn() {
    let names_after = |change: fn(&mut CaseFigures)| {
        let mut case = weekly("career", None, 6, 8);
        change(&mut case);
        names(vec![case])
    };
    assert_eq!(names_after(|_| {}), NAMES_BY_WEEK);
    assert_eq!(names_after(|case| case.by_touch.truncate(1)), ["balance", "replies"]);
    // One touch goes out, the other went out before.
    assert_eq!(names_after(|case| drop(case.by_touch.drain(1..4))), ["balance", "replies"]);
    assert_eq!(names_after(|case| case.by_touch.clear()), ["balance"]);
    assert_eq!(names_after(|case| set(case, Figure::Granted, Some(0.0), None)), ["replies", "touches"]);
    assert_eq!(names_after(|case| case.by_week.clear()), ["touches"]);
    assert!(names(vec![case("a", None, 1.0, 1.0, 1.0, 0.0), empty("b", None)]).is_empty());
}

#[test]
fn the_balance_is_shown_of_the_plans_of_the_base_or_of_all_cases_of_one_plan() {
    let panels = |cases: Vec<CaseFigures>| {
        let svg = drawn(cases).remove(0).svg;
        texts(&svg).into_iter().filter(|(text, _)| text.starts_with("cap ")).count()
    };
    let case = |plan, what_if| weekly(plan, what_if, 6, 8);
    assert_eq!(panels(vec![case("a", None), case("b", None), case("a", Some("x")), case("b", Some("x"))]), 2);
    assert_eq!(panels(vec![case("a", None), case("a", Some("x")), case("a", Some("y"))]), 3);
}

#[test]
fn findings_name_who_runs_short_and_who_brings_replies() {
    let (short, never) = (weekly("a", None, 6, 8), weekly("b", None, 6, 40));
    assert_eq!(
        finding("balance", vec![short.clone(), never.clone()]),
        "b never runs short of credits; a does in 99 % of simulations"
    );
    assert_eq!(
        finding("balance", vec![short.clone()]),
        "a: credits run short in 99 % of simulations, most often in week 4"
    );
    assert_eq!(
        finding("balance", vec![never.clone(), short.clone(), short.clone()]),
        "b never runs short of credits; every other case does in 99 % of simulations"
    );
    assert_eq!(
        finding("replies", vec![short.clone()]),
        "a: 9 replies in 6 weeks in the median simulation; in 90 of 100 simulations 4 to 17"
    );
    let mut more = never.clone();
    set(&mut more, Figure::Replies, Some(12.0), Some(0.1));
    assert_eq!(
        finding("replies", vec![short.clone(), more]),
        "b brings most replies: 9 in 6 weeks in the median simulation; in 90 of 100 simulations 4 to 17"
    );
    let mut silent = short;
    set(&mut silent, Figure::Replies, Some(0.0), Some(0.0));
    silent.by_touch.iter_mut().for_each(|touch| touch.replies = 0.0);
    assert_eq!(finding("replies", vec![silent.clone()]), "No reply comes in any simulation");
    assert_eq!(finding("touches", vec![silent]), "a: no touch brings a reply");
}

#[test]
fn what_holds_people_up_is_shown_without_credits_too() {
    let mut case = weekly("a", None, 6, 8);
    set(&mut case, Figure::Granted, Some(0.0), None);
    case.held_up[Reason::Hours as usize] = Some(0.8);
    let (estimates, place) = (&mut case.by_week[2].estimates, Count::held_up(Reason::Hours).in_week());
    estimates.resize(estimates.len().max(place + 1), Estimate::default());
    estimates[place].mean = Some(0.5);
    assert_eq!(finding("balance", vec![case]), "a: someone is held up by hours in 80 % of simulations");
}

#[test]
fn touches_are_priced_by_credits_and_hours() {
    // 480 USD for 16 credits: 30 each; 260 USD for 660 minutes. A letter takes a credit and two minutes.
    let case = weekly("a", None, 6, 8);
    assert_eq!(
        finding("touches", vec![case.clone()]),
        "a: letter to people brings most replies, 18.5 at 200 USD each; letter to others brings 2.00 at 23.6 USD each"
    );
    let mut free = case;
    free.by_touch = vec![touch("s", "hello", Channel::Message, 9.0, 1.0), touch("s", "mail", Channel::Email, 9.0, 0.5)];
    set(&mut free, Figure::Labour, Some(0.0), None);
    assert_eq!(
        finding("touches", vec![free.clone()]),
        "a: hello brings most replies, 1.00 at no cost; mail brings 0.500 at no cost"
    );
    free.by_touch[1].expenses = 4.5;
    assert_eq!(
        finding("touches", vec![free]),
        "a: hello brings most replies, 1.00 at no cost; mail brings 0.500 at 9.00 USD each"
    );
}

/// Cases that strain a layout, each kind with a name.
fn strains() -> Vec<(&'static str, Vec<CaseFigures>)> {
    let plans = ["premium-career", "premium-business", "sales-navigator", "recruiter-lite"];
    let what_ifs = [None, Some("twice the pace"), Some("a what-if of several words, and of some more"), Some("x")];
    let grid = what_ifs.iter().flat_map(|what_if| plans.map(|plan| weekly(plan, *what_if, 26, 15))).collect();
    let plan = "a-plan-whose-name-takes-all-of-the-sixty-characters-allowed!";
    let what_if = Some("A what-if <whose> name & \"takes\" all of the sixty characters");
    let mut long = vec![weekly(plan, None, 520, 4_000_000), weekly(plan, what_if, 520, 30_000)];
    for case in &mut long {
        case.currency = "a currency".to_owned();
        case.plan_weeks[100].taken_up = Some(plan.to_owned());
        case.plan_weeks[104].taken_up = Some(plan.to_owned());
        set(case, Figure::Cost, Some(3e9), None);
        case.by_touch.iter_mut().for_each(|touch| touch.touch = plan.to_owned());
    }
    vec![
        ("one", vec![weekly("plan", None, 26, 15)]),
        ("a week", plans.map(|plan| weekly(plan, None, 1, 15)).into()),
        ("ten years", plans[..2].iter().map(|plan| weekly(plan, None, 520, 50)).collect()),
        ("grid", grid),
        ("many plans", (0..24).map(|place| weekly(&format!("plan-{place}"), None, 12, place)).collect()),
        ("long", long),
    ]
}

#[test]
fn nothing_by_week_is_cut_off_and_no_text_lies_on_another() {
    let mut wrong = Vec::new();
    for (kind, cases) in strains() {
        for chart in drawn(cases) {
            let texts = texts(&chart.svg);
            for (place, (text, frame)) in texts.iter().enumerate() {
                let (left, right) = (style::MARGIN as f32 - 2.0, (style::WIDTH - style::MARGIN) as f32 + 2.0);
                if frame.left() < left || frame.right() > right {
                    wrong.push(format!("{kind}, {}: {text} is cut off", chart.name));
                }
                for (other, beside) in &texts[place + 1..] {
                    let apart = frame.right() <= beside.left()
                        || beside.right() <= frame.left()
                        || frame.bottom() <= beside.top()
                        || beside.bottom() <= frame.top();
                    if !apart {
                        wrong.push(format!("{kind}, {}: {text} lies on {other}", chart.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
