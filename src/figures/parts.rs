//! The figures of the weeks of a case, and of its touches.

use jiff::civil::Date;

use crate::domain::case::Case;
use crate::domain::count::Count;
use crate::domain::histogram::Histogram;
use crate::domain::outcome::REPLY;
use crate::domain::outcome_figure::{OutcomeFigure, OutcomePart};
use crate::domain::plan::Billing;
use crate::domain::quantity::Day;
use crate::domain::reason::Reason;
use crate::domain::segment::Pace;
use crate::domain::subscription;
use crate::domain::tally::CaseTally;
use crate::domain::touch::Channel;

use super::single;
use super::{Estimate, Figure, OutcomeFigures, PlanFigures, Quantiles, SegmentFigures, TouchFigures, WeekFigures};

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

/// Does a case ask for a number of people a week whom its first touch writes to, and for nobody else? A list ends, and whoever
/// takes as many as there are credits for asks for no number.
pub(super) fn has_pace(case: &Case) -> bool {
    let writes = |touch: &usize| match case.touches[*touch].channel() {
        Channel::InMail | Channel::Email | Channel::Message => true,
        Channel::Connect | Channel::Engage => false,
    };
    case.segments.iter().all(|segment| {
        let is_number = matches!(segment.pace, Pace::PerWeek(_));
        is_number && segment.prospects.is_none() && segment.sequence.first().is_some_and(writes)
    })
}

/// The share of trials that cost more than their outcomes are worth; nothing where no outcome is worth anything.
pub(super) fn loses(tally: &CaseTally) -> Option<f64> {
    tally.terms.has_value.then(|| single::below_nothing(Figure::NetValue, tally)).flatten()
}

/// The week, from 1, by which half of the trials that are ever short of credits have been for the first time.
pub(super) fn first_short_week(tally: &CaseTally) -> Option<u32> {
    let weeks = tally.first_short.counts().into_iter().map(|(week, trials)| (Some((week + 1) as f64), trials));
    Quantiles::of(weeks, tally.first_short.total()).p50.map(|week| week as u32)
}

/// How far the replies of a case lead, outcome by outcome.
pub(super) fn by_outcome(case: &Case, tally: &CaseTally) -> Vec<OutcomeFigures> {
    let trials = tally.replicates.trials();
    let figures = (0..).zip(&case.outcomes).map(|(place, outcome)| {
        let figure = |part| Figure::Outcome(OutcomeFigure::new(place, &outcome.id, part));
        let estimate = |part| single::single(figure(part), tally).estimate;
        let cents = tally.replicates.sum(|replicate| replicate.count(Count::Worth(place)));
        OutcomeFigures {
            id: outcome.id.clone(),
            of: outcome.of.map_or(REPLY, |of| case.outcomes[of].id.as_str()).to_owned(),
            reached: estimate(OutcomePart::Reached),
            in_time: estimate(OutcomePart::InTime),
            cost_each: estimate(OutcomePart::Cost),
            value: if trials == 0 { 0.0 } else { cents as f64 / 100.0 / trials as f64 },
        }
    });
    figures.collect()
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
            expenses: mean(counted.sent) * touch.cost.units(),
        }
    })
    .collect()
}

/// The plans that the people of a case begin under, each once, in the order of its seats.
pub(super) fn plans(case: &Case) -> Vec<PlanFigures> {
    let mut plans: Vec<PlanFigures> = Vec::new();
    for seat in case.team().iter() {
        match plans.iter_mut().find(|plan| plan.id == seat.plan.id) {
            Some(plan) => plan.people += seat.count,
            None => plans.push(PlanFigures {
                id: seat.plan.id.clone(),
                name: seat.plan.name.clone(),
                people: seat.count,
                price: seat.plan.price(case.billing).map_or(0.0, |price| price.units()),
                doubt: seat.plan.price_doubt.clone(),
                // Who states a price has no doubt about it.
                is_foreign: case.has_foreign_prices && seat.plan.price_doubt.is_some(),
                price_key: case.billing.price_key(),
            }),
        }
    }
    plans
}

/// What the subscriptions of a case charge on which days, as far as somebody could stop paying.
pub(super) fn charges(case: &Case) -> Vec<(Date, f64)> {
    let all = match case.billing {
        Billing::Monthly => subscription::charges(case),
        Billing::Annual => Vec::new(),
    };
    all.into_iter().map(|(day, amount)| (case.calendar.date(day), amount.units())).collect()
}

/// How far each segment of a case came in so many trials.
pub(super) fn by_segment(case: &Case, tally: &CaseTally, trials: u64) -> Vec<SegmentFigures> {
    let share = |sum: u64| (trials > 0).then(|| sum as f64 / trials as f64);
    let segments = case.segments.iter().zip(&tally.segments);
    segments
        .map(|(segment, counted)| {
            let days = counted.through.counts().into_iter().map(|(day, times)| (Some(day as f64), times));
            let Quantiles { p05, p50, p95, .. } = Quantiles::of(days, trials);
            let is_list = segment.prospects.is_some();
            let date = |day: f64| case.calendar.date(day as Day);
            SegmentFigures {
                segment: segment.id.clone(),
                prospects: segment.prospects,
                started: share(counted.started),
                replied: share(counted.replied),
                through_probability: share(counted.through.total()).filter(|_| is_list),
                through: [p05, p50, p95].map(|day| day.filter(|_| is_list).map(date)),
            }
        })
        .collect()
}

/// The share of trials with a week in which each reason held up a wanted touch.
pub(super) fn held_up(tally: &CaseTally) -> [Option<f64>; Reason::ALL.len()] {
    let trials = tally.replicates.trials();
    Reason::ALL.map(|reason| {
        // What campaigns do not count holds up nobody.
        let without = tally.count(Count::held_up(reason)).map_or(trials, |weeks| weeks.count(0));
        (trials > 0).then(|| (trials - without) as f64 / trials as f64)
    })
}
