//! The exact text of every table for small fixed figures, and that a strict reader gives back what went in.

use jiff::civil::date;

use super::*;
use crate::domain::case::CaseName;
use crate::domain::count::Count;
use crate::domain::quantity::Share;
use crate::domain::ranking::Circumstance;
use crate::domain::requirement::{Comparison, Requirement};
use crate::domain::touch::Channel;
use crate::figures::TargetFigures;
use crate::figures::samples;
use crate::figures::targets::{Interval, TargetVerdict};
use crate::figures::{
    CaseFigures, Estimate, Figure, OutcomeFigures, Quantiles, SeatFigures, SegmentFigures, TouchFigures, WeekFigures,
    reported,
};

use super::overview::{Heading, Overview};

fn estimate(mean: f64) -> Estimate {
    let at = |share: f64| Some(mean + share);
    let quantiles = Quantiles { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: None };
    Estimate { mean: Some(mean), se: Some(0.125), quantiles }
}

/// A target of the second case.
fn target() -> TargetFigures {
    let share = Interval { mean: Some(0.75), low: Some(0.5), high: None };
    TargetFigures {
        case: CaseName { plan: "career".into(), choice: Some("more".into()), ..CaseName::default() },
        asked: Requirement {
            figure: Figure::CostPerReply,
            comparison: Comparison::AtMost,
            value: 12.5,
            with: Share::new(0.8),
            by: Some(1),
        },
        probability: share,
        mean: Interval::default(),
        verdict: TargetVerdict::Undecided,
        never_missed: None,
    }
}

/// Two cases: each figure's mean is its place among the figures, and a little more in the second case.
fn figures() -> Figures {
    let case = |plan: &str, what_if: Option<&str>, more: f64| CaseFigures {
        name: CaseName { plan: plan.into(), choice: what_if.map(Into::into), ..CaseName::default() },
        weeks: 1,
        days: 7,
        currency: "EUR".into(),
        has_foreign_prices: false,
        plans: Vec::new(),
        estimates: (0..Figure::ALL.len()).map(|place| estimate(place as f64 + more)).collect(),
        against_first: what_if.map(|_| vec![estimate(more); Figure::ALL.len()]),
        start: date(2026, 12, 28),
        charges: Vec::new(),
        by_week: vec![WeekFigures {
            estimates: (0..Count::BY_WEEK.len()).map(|place| estimate(place as f64)).collect(),
        }],
        plan_weeks: Vec::new(),
        by_touch: vec![TouchFigures {
            segment: "=1+1".into(),
            touch: "hello, \"you\"".into(),
            channel: Channel::Connect,
            sent: 12.5,
            credits: 0.0,
            accepted: 1.0 / 3.0,
            replies: 0.1 + 0.2,
            minutes: 25.0,
            expenses: 0.0,
        }],
        by_segment: vec![SegmentFigures {
            segment: "=1+1".into(),
            prospects: what_if.map(|_| 40),
            started: Some(37.5),
            replied: Some(6.25),
            through_probability: what_if.map(|_| 0.75),
            through: [what_if.map(|_| date(2026, 12, 30)), what_if.map(|_| date(2027, 1, 2)), None],
        }],
        by_seat: vec![SeatFigures {
            seat: "heavy".into(),
            count: 2,
            plan: "sales-navigator".into(),
            cost: 480.0,
            labour: Some(37.5),
            granted: 600.0,
            refunded: Some(50.25),
            spent: Some(601.0),
            unused: what_if.map(|_| 12.5),
            started: Some(310.0),
            replies: Some(52.0),
            cost_per_reply: Some(480.0 / 52.0),
            stockout_probability: Some(0.25),
        }],
        held_up: [0.0, 0.25, 0.5, 0.0, 1.0].map(Some),
        by_outcome: vec![OutcomeFigures {
            id: "meeting".into(),
            of: "reply".into(),
            reached: estimate(4.0 + more),
            in_time: estimate(3.0),
            cost_each: estimate(20.0),
            value: 250.5,
        }],
        ranked: None,
        loses: None,
        has_pace: false,
        first_short_week: None,
    };
    let mut figures = Figures {
        circumstances: Circumstance::of_all(2),
        trials: 1000,
        reported: reported(&[]),
        cases: vec![case("career", None, 0.0), case("career", Some("more"), 0.5)],
        targets: vec![target()],
        ..Figures::default()
    };
    figures.cases[1].by_touch[0].accepted = 0.0;
    figures.cases[1].estimates[Figure::CostPerReply.place()] = Estimate::default();
    figures.cases[1].by_week.push(WeekFigures { estimates: vec![Estimate::default(); Count::BY_WEEK.len()] });
    figures
}

fn text(table: Table) -> String {
    let file = tables(&figures()).into_iter().find(|file| file.name == table.file_name());
    String::from_utf8(file.unwrap().bytes).unwrap()
}

/// The lines of a table, which all end in CRLF.
fn lines(table: Table) -> Vec<String> {
    let text = text(table);
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    text.trim_end_matches("\r\n").split("\r\n").map(Into::into).collect()
}

#[test]
fn the_summary_has_a_row_a_case() {
    assert_eq!(
        lines(Table::Summary),
        [
            "case,plan,what_if,trials,weeks,currency,cost,granted,refunded,spent,unused,effective_credits,\
             effective_credits_per_month,multiplier,cost_per_effective_credit,replies,replies_settled,cost_per_reply,\
             cost_per_reply_se,cost_per_reply_p05,cost_per_reply_p50,cost_per_reply_p95,loaded_cost_per_reply,\
             no_reply_probability,stockout_probability,best_probability",
            "career,career,,1000,1,EUR,0,3,4,5,21,15,16,17,20,11,12,18,0.1250,18.05,18.5,,19,22,21,23",
            "career · more,career,more,1000,1,EUR,0.5,3.5,4.5,5.5,22.5,15.5,16.5,17.5,20.5,11.5,12.5,,,,,,19.5,22.5,21.5,\
             23.5",
        ]
    );
}

#[test]
fn the_figures_have_a_row_a_case_and_figure() {
    let lines = lines(Table::Figures);
    assert_eq!(lines.len(), 1 + 2 * 24);
    assert_eq!(lines[0], "case,plan,what_if,figure,unit,mean,se,p05,p25,p50,p75,p95");
    assert_eq!(lines[1], "career,career,,cost,EUR,0,0.1250,0.05,0.25,0.5,0.75,");
    assert_eq!(lines[1 + 18], "career,career,,cost_per_reply,EUR/reply,18,0.1250,18.05,18.25,18.5,18.75,");
    assert_eq!(lines[1 + 24 + 18], "career · more,career,more,cost_per_reply,EUR/reply,,,,,,,");
}

#[test]
fn the_weeks_have_a_row_a_case_week_and_count() {
    let lines = lines(Table::Weekly);
    assert_eq!(lines.len(), 1 + 3 * 9);
    assert_eq!(lines[0], "case,plan,what_if,week,week_start,figure,mean,p05,p25,p50,p75,p95");
    assert_eq!(lines[2], "career,career,,1,2026-12-28,sent,1,1.05,1.25,1.5,1.75,");
    assert_eq!(lines[1 + 2 * 9], "career · more,career,more,2,2027-01-04,balance,,,,,,");
}

#[test]
fn the_touches_have_a_row_a_case_segment_and_touch() {
    assert_eq!(
        lines(Table::Touches),
        [
            "case,plan,what_if,segment,touch,channel,sent,credits,accepted,replies,minutes",
            "career,career,,'=1+1,\"hello, \"\"you\"\"\",connect,12.5,0,0.333333333333,0.3,25",
            "career · more,career,more,'=1+1,\"hello, \"\"you\"\"\",connect,12.5,0,0,0.3,25",
        ]
    );
}

#[test]
fn the_segments_have_dates_where_the_number_of_prospects_is_known() {
    let columns =
        "case,plan,what_if,segment,prospects,started,replied,through_probability,through_p05,through_p50,through_p95";
    let rows = [
        "career,career,,'=1+1,,37.5,6.25,,,,",
        "career · more,career,more,'=1+1,40,37.5,6.25,0.75,2026-12-30,2027-01-02,",
    ];
    assert_eq!(lines(Table::Segments), [columns, rows[0], rows[1]]);
}

#[test]
fn each_case_has_all_reasons_that_hold_up_touches() {
    let lines = lines(Table::HeldUp);
    assert_eq!(lines.len(), 1 + 2 * 5);
    assert_eq!(lines[0], "case,plan,what_if,reason,probability,weeks");
    let place = Figure::HeldUpByHours.place();
    assert_eq!(lines[3], format!("career,career,,hours,0.5,{place}"));
    assert_eq!(lines[5], format!("career,career,,credits,1,{}", Figure::HeldUpByCredits.place()));
}

#[test]
fn the_outcomes_have_a_row_a_case_and_outcome_and_the_header_alone_without_any() {
    let header = "case,plan,what_if,outcome,of,reached,reached_p05,reached_p50,reached_p95,in_time,cost_each,value";
    let expected = [
        header,
        "career,career,,meeting,reply,4,4.05,4.5,,3,20,250.5",
        "career · more,career,more,meeting,reply,4.5,4.55,5,,3,20,250.5",
    ];
    assert_eq!(lines(Table::Outcomes), expected);
    let mut without = figures();
    without.cases.iter_mut().for_each(|case| case.by_outcome.clear());
    assert_eq!(outcomes_csv(&without), format!("{header}\r\n").into_bytes());
}

#[test]
fn the_differences_are_those_of_every_case_but_the_first() {
    let lines = lines(Table::Differences);
    assert_eq!(lines.len(), 1 + 24);
    assert_eq!(lines[0], "case,against,figure,mean,se,p05,p50,p95");
    assert_eq!(lines[1 + 18], "career · more,career,cost_per_reply,0.5,0.1250,0.55,1,");
}

#[test]
fn a_target_is_a_row_with_its_share_and_its_verdict() {
    let text = String::from_utf8(targets_csv(&figures())).unwrap();
    let expected = "case,target,probability,low,high,verdict\r\n\
                    career · more,cost_per_reply <= 12.5 by week 1 with 80%,0.75,0.5,,undecided\r\n";
    assert_eq!(text, expected);
    let without = Figures { targets: Vec::new(), ..figures() };
    assert!(tables(&without).iter().all(|file| file.name != "targets.csv") && tables(&figures()).len() == 10);
}

#[test]
fn a_strict_reader_gives_back_what_the_columns_promise() {
    for (table, csv) in OF_RUN {
        let bytes = csv(&figures());
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(&bytes[..]);
        let names: Vec<String> = table.columns().into_iter().map(|column| column.name).collect();
        assert_eq!(reader.headers().unwrap(), names);
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert!(!rows.is_empty());
        for (place, column) in table.columns().iter().enumerate() {
            assert!(!column.meaning.is_empty(), "{}", column.name);
            let numbers = rows.iter().map(|row| &row[place]).filter(|cell| !cell.is_empty());
            assert!(column.unit.is_empty() || numbers.into_iter().all(|cell| cell.parse::<f64>().is_ok()));
        }
    }
}

#[test]
fn every_table_is_named_once() {
    let names: Vec<String> = tables(&figures()).into_iter().map(|file| file.name).collect();
    assert_eq!(
        names,
        [
            "summary.csv",
            "figures.csv",
            "weekly.csv",
            "touches.csv",
            "segments.csv",
            "seats.csv",
            "held_up.csv",
            "outcomes.csv",
            "differences.csv",
            "targets.csv"
        ]
    );
}

#[test]
fn the_overview_says_who_a_team_is_and_which_cost_per_reply_is_meant() {
    let one = |plan: &str| samples::with_seats(samples::case(plan, None, 80.0, 30.0, 8.0, 0.0));
    let told = |is_team: bool| {
        let mut case = one("team");
        case.name.is_team = is_team;
        Overview::new(&samples::figures(vec![case])).facts
    };
    assert!(told(true).ends_with(", USD, team of 6 people: 2 heavy + 4 light"), "{}", told(true));
    assert!(told(false).ends_with(", USD, 6 people: 2 heavy + 4 light"), "{}", told(false));
    let headings = |labour: f64| {
        let mut case = one("a");
        samples::set(&mut case, Figure::Labour, Some(labour), Some(0.0));
        Overview::new(&samples::figures(vec![case])).columns.iter().map(Heading::line).collect::<Vec<_>>()
    };
    let has = |labour: f64, name: &str| headings(labour).iter().any(|heading| heading == name);
    assert!(has(0.0, "cost per reply") && has(9.0, "plan cost per reply") && !has(9.0, "cost per reply"));
    assert!(has(0.0, "costs in all") && has(9.0, "plan costs in all"));
}
