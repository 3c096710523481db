//! The figures of the weeks of a case, and of its touches.

use crate::domain::case::Case;
use crate::domain::count::Count;
use crate::domain::histogram::Histogram;
use crate::domain::tally::CaseTally;

use super::{Estimate, Quantiles, TouchFigures, WeekFigures};

/// The campaign weeks of a case.
pub(super) fn by_week(tally: &CaseTally) -> Vec<WeekFigures> {
    let estimate = |counted: &Histogram, count: Count| {
        let estimate = Estimate::of(counted, 0, None);
        // 1 or 0: its mean is a share, which has no quantiles.
        if count == Count::Short || Count::FURTHER_BY_WEEK.contains(&count) {
            Estimate { quantiles: Quantiles::default(), ..estimate }
        } else {
            estimate
        }
    };
    let counts = || Count::BY_WEEK.into_iter().chain(Count::FURTHER_BY_WEEK);
    let figures = |week: &Vec<Histogram>| WeekFigures {
        estimates: week.iter().zip(counts()).map(|(counted, count)| estimate(counted, count)).collect(),
    };
    tally.weeks.iter().map(figures).collect()
}

/// The week, from 1, by which half of the trials that are ever short of credits have been for the first time.
pub(super) fn first_short_week(tally: &CaseTally) -> Option<u32> {
    let weeks = tally.first_short.counts().into_iter().map(|(week, trials)| (Some((week + 1) as f64), trials));
    Quantiles::of(weeks, tally.first_short.total()).p50.map(|week| week as u32)
}

/// The means over `trials` of each touch of each segment of a case.
pub(super) fn by_touch(case: &Case, tally: &CaseTally, trials: u64) -> Vec<TouchFigures> {
    let mean = |sum: u64| if trials == 0 { 0.0 } else { sum as f64 / trials as f64 };
    let rows = case.touch_rows().into_iter().zip(&tally.touches);
    rows.map(|(row, counted)| {
        let touch = &case.touches[row.touch];
        TouchFigures {
            segment: row.segment.map(|place| case.segments[place].id.clone()).unwrap_or_default(),
            touch: touch.id.clone(),
            channel: touch.channel(),
            sent: mean(counted.sent),
            credits: mean(counted.credits),
            accepted: mean(counted.accepted),
            replies: mean(counted.replies),
            minutes: mean(counted.sent) * touch.minutes.minutes(),
        }
    })
    .collect()
}
