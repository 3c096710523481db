//! Figures of weeks and touches made up for tests.

use crate::domain::count::Count;
use crate::domain::plan_weeks::PlanWeek;
use crate::domain::touch::Channel;
use crate::figures::{CaseFigures, Estimate, Figure, TouchFigures, WeekFigures};

use crate::figures::samples::{case, quantiles, set};

/// A case of some weeks, which is granted `grant` credits every fourth week, up to three times as many.
pub(super) fn weekly(plan: &str, what_if: Option<&str>, weeks: u32, grant: u32) -> CaseFigures {
    let mut case = case(plan, what_if, 480.0, f64::from(grant * weeks.div_ceil(4)), 12.0, 0.0);
    set(&mut case, Figure::Labour, Some(260.0), None);
    set(&mut case, Figure::Replies, Some(1.5 * f64::from(weeks)), Some(0.1));
    set(&mut case, Figure::StockoutProbability, Some(if grant < 20 { 0.994 } else { 0.0 }), None);
    case.weeks = weeks;
    case.days = 7 * weeks as i32;
    case.by_week = (0..weeks).map(|place| week(place, grant)).collect();
    case.plan_weeks = (0..weeks)
        .map(|place| PlanWeek {
            cap: u64::from(3 * grant),
            granted: if place % 4 == 0 { grant.into() } else { 0 },
            taken_up: None,
        })
        .collect();
    case.by_touch = vec![
        touch("people", "letter", Channel::InMail, 120.0, 18.5),
        touch("people", "follow-up", Channel::InMail, 90.0, 4.25),
        touch("others", "letter", Channel::Email, 60.0, 2.0),
        touch("others", "visit", Channel::Engage, 60.0, 0.0),
        touch("", "letter", Channel::InMail, 0.0, 0.5),
    ];
    case
}

fn week(place: u32, grant: u32) -> WeekFigures {
    let spread = |middle: f64| Estimate {
        mean: Some(middle),
        se: None,
        quantiles: quantiles([0.4, 0.8, 1.0, 1.25, 1.9].map(|factor| Some((factor * middle).round()))),
    };
    let mut estimates = vec![spread(4.0); Count::BY_WEEK.len()];
    estimates[Count::Balance.in_week()] = spread(f64::from(grant * (4 - place % 4) / 4));
    estimates[Count::RepliesSoFar.in_week()] = spread(1.5 * f64::from(place + 1));
    let short = if grant < 20 { f64::from(place % 4) / 3.02 } else { 0.0 };
    estimates[Count::Short.in_week()] = Estimate { mean: Some(short), ..Estimate::default() };
    WeekFigures { estimates }
}

/// The figures of a touch.
pub(super) fn touch(segment: &str, touch: &str, channel: Channel, sent: f64, replies: f64) -> TouchFigures {
    let credits = if channel == Channel::InMail { sent } else { 0.0 };
    let (segment, touch) = (segment.to_owned(), touch.to_owned());
    TouchFigures { segment, touch, channel, sent, credits, accepted: 0.0, replies, minutes: 2.0 * sent, expenses: 0.0 }
}
