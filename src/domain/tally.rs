//! The counts of all trials together: whole numbers and how often each occurred, so that tallies merge exactly in any
//! order and do not grow with the number of trials.

mod paired;
mod parts;
mod several;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::count::{Count, TrialCounts, WeekCounts};
use super::figure::Figure;
use super::formula::Formula;
use super::histogram::Histogram;
use super::mean::{Level, Mean};
use super::replicates::{Replicates, WHOLE_WIN};
use super::spread::Spread;
use super::terms::Terms;
use several::{add_defined, formulas, merge_all, of_several_counts, pairs, place_of, split};

pub use paired::PairedTally;
pub use parts::{SeatCounts, SeatTally, SegmentCounts, SegmentTally, TouchTally};

/// The tally of all cases of a scenario, played on the same luck.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Trials played of each case.
    pub trials: u64,
    /// The cases, in the order of the scenario.
    pub cases: Vec<CaseTally>,
}

/// The counts of the trials of one case.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CaseTally {
    /// The terms, the same in every trial.
    pub terms: Terms,
    /// How often each value of each count occurred, in the order of their places in a campaign; empty for money.
    pub counts: Vec<Histogram>,
    /// How often each value occurred in each campaign week, in the order of their places in a week.
    pub weeks: Vec<Vec<Histogram>>,
    /// How often each campaign week, from 0, was the first one short of credits; trials without any are not in it.
    pub first_short: Histogram,
    /// Sums over all trials by segment and touch, in the order of [`touch_rows`](super::case::Case::touch_rows).
    pub touches: Vec<TouchTally>,
    /// What its segments came to, in file order.
    pub segments: Vec<SegmentTally>,
    /// What its seats came to, in file order; empty without seats.
    pub seats: Vec<SeatTally>,
    /// The values of the figures that may follow from several counts, where they are defined; empty where the terms let one
    /// count decide them, as the replies do loaded cost where labour has no price.
    pub values: Vec<Spread>,
    /// The sums over the trials of each replicate, from which simulation error follows.
    pub replicates: Replicates,
    /// `best[k]`: trials in which k cases, this one among them, shared the lowest cost per reply.
    pub best: Vec<u64>,
    /// The comparison with the first case, trial by trial; nothing for the first case itself.
    pub against_first: Option<PairedTally>,
}

/// How large the tally of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// The terms of the case.
    pub terms: Terms,
    /// Its campaign weeks.
    pub weeks: u32,
    /// Its rows of touches.
    pub touches: usize,
    /// Its segments.
    pub segments: usize,
    /// Its seats; 0 where it has none but the one that needs no name.
    pub seats: usize,
}

impl Tally {
    /// A tally of nothing yet, of cases of these shapes.
    pub fn new(cases: impl IntoIterator<Item = Shape>) -> Tally {
        let mut cases: Vec<CaseTally> = cases.into_iter().map(CaseTally::new).collect();
        let ties = cases.len() + 1;
        for (place, case) in cases.iter_mut().enumerate() {
            case.best = vec![0; ties];
            case.against_first = (place > 0).then(|| PairedTally::new(&case.terms));
        }
        Tally { trials: 0, cases }
    }

    /// Counts successive trials, the first of which has this number, from 0: what each came to under each case.
    pub fn add(&mut self, first: u64, counts: &[TrialCounts]) {
        let Some(terms) = self.cases.first().map(|case| case.terms) else { return };
        let number = self.cases.len();
        let trials = || (first..).zip(counts.chunks_exact(number));
        // Case by case, so that the tables of many cases need not be at hand at once.
        for (place, case) in self.cases.iter_mut().enumerate() {
            let formulas = formulas(&case.terms);
            trials().for_each(|(trial, counts)| case.add(trial, &formulas, &counts[place]));
            if let Some(paired) = &mut case.against_first {
                let formulas = pairs(&case.terms, &terms);
                trials().for_each(|(_, counts)| paired.add(&formulas, terms.further, &counts[place], &counts[0]));
            }
        }
        trials().for_each(|(trial, counts)| self.add_win(trial, counts));
        self.trials += (counts.len() / number) as u64;
    }

    /// Counts which cases have the lowest cost per reply.
    fn add_win(&mut self, trial: u64, counts: &[TrialCounts]) {
        let costs = |case: &CaseTally, counted: &TrialCounts| (case.terms.cost.cents(), counted[Count::RepliesSettled]);
        let mut of_each = self.cases.iter().zip(counts).map(|(case, counted)| costs(case, counted));
        let Some(mut lowest) = of_each.next() else { return };
        let mut ties = 1;
        for cost in of_each {
            match by_cost_per_reply(cost, lowest) {
                Ordering::Less => (lowest, ties) = (cost, 1),
                Ordering::Equal => ties += 1,
                Ordering::Greater => {}
            }
        }
        for (case, counted) in self.cases.iter_mut().zip(counts) {
            if by_cost_per_reply(costs(case, counted), lowest).is_eq() {
                case.best[ties] += 1;
                case.replicates.of_trial(trial).won += WHOLE_WIN / ties as u64;
            }
        }
    }

    /// Adds the trials of `other`, a tally of the same cases.
    pub fn merge(&mut self, other: &Tally) {
        self.trials += other.trials;
        for (case, other) in self.cases.iter_mut().zip(&other.cases) {
            case.merge(other);
        }
    }
}

impl CaseTally {
    /// That of no trial, of a case of this shape.
    fn new(Shape { terms, weeks, touches, segments, seats }: Shape) -> CaseTally {
        let of_week = Count::BY_WEEK.len() + terms.further.map_or(0, |_| Count::FURTHER_BY_WEEK.len());
        CaseTally {
            terms,
            counts: vec![Histogram::default(); Count::of_campaign(terms.further).count()],
            weeks: vec![vec![Histogram::default(); of_week]; weeks as usize],
            touches: vec![TouchTally::default(); touches],
            segments: vec![SegmentTally::default(); segments],
            seats: vec![SeatTally::default(); seats],
            values: vec![Spread::default(); of_several_counts(&terms).len()],
            replicates: Replicates::new(terms.further),
            ..CaseTally::default()
        }
    }

    /// How often each value of `count` occurred; nothing for one that campaigns do not have, and for money.
    pub fn count(&self, count: Count) -> Option<&Histogram> {
        self.counts.get(count.in_campaign()).filter(|_| !count.is_amount())
    }

    /// How often each value of a figure occurred that may follow from several counts.
    pub fn values(&self, figure: Figure) -> Option<&Spread> {
        place_of(figure, &of_several_counts(&self.terms)).map(|place| &self.values[place])
    }

    /// How far the cost per reply may be off, relative to it, by one standard error or by what trials did not show; nothing
    /// without a reply or with one trial. The cost is the same in every trial, so it is that of the mean number of settled
    /// replies, of which no trial has more than `most`.
    pub fn relative_error(&self, most: &TrialCounts) -> Option<f64> {
        let measure = Figure::RepliesSettled.under(&self.terms)?;
        let replies = Mean::new(self.replicates.each().iter().map(|it| measure.over(it)), &measure.extent(most));
        let (below, above) = replies.off(Level::ONE_ERROR)?;
        (replies.value > 0.0).then(|| below.max(above) / replies.value)
    }

    /// Counts one week, from 0, of one trial.
    #[inline]
    pub fn add_week(&mut self, week: usize, counted: &WeekCounts) {
        for (histogram, &counted) in self.weeks[week].iter_mut().zip(counted.each()) {
            histogram.add(i64::from(counted));
        }
    }

    /// Counts all weeks of one trial.
    pub fn add_weeks(&mut self, weeks: &[WeekCounts]) {
        for (week, counted) in weeks.iter().enumerate() {
            self.add_week(week, counted);
        }
        if let Some(first) = weeks.iter().position(|week| week[Count::Short] > 0) {
            self.first_short.add(first as i64);
        }
    }

    fn add(&mut self, trial: u64, formulas: &[Option<Formula>], counted: &TrialCounts) {
        let (basic, further) = split(&mut self.counts);
        for (histogram, &counted) in basic.iter_mut().zip(counted.basic()) {
            histogram.add(counted as i64);
        }
        for (count, (histogram, &counted)) in
            Count::further(self.terms.further).zip(further.iter_mut().zip(counted.further()))
        {
            if !count.is_amount() {
                histogram.add(counted as i64);
            }
        }
        for (values, formula) in self.values.iter_mut().zip(formulas) {
            if let Some(formula) = formula {
                add_defined(values, formula.in_trial(counted).value());
            }
        }
        self.replicates.of_trial(trial).add(counted);
    }

    fn merge(&mut self, other: &CaseTally) {
        merge_all(&mut self.counts, &other.counts);
        for (week, other) in self.weeks.iter_mut().zip(&other.weeks) {
            merge_all(week, other);
        }
        self.first_short.merge(&other.first_short);
        for (touch, other) in self.touches.iter_mut().zip(&other.touches) {
            touch.merge(other);
        }
        for (segment, other) in self.segments.iter_mut().zip(&other.segments) {
            segment.merge(other);
        }
        for (seat, other) in self.seats.iter_mut().zip(&other.seats) {
            seat.merge(other);
        }
        self.values.iter_mut().zip(&other.values).for_each(|(spread, other)| spread.merge(other));
        self.replicates.merge(&other.replicates);
        for (sum, other) in self.best.iter_mut().zip(&other.best) {
            *sum += other;
        }
        if let (Some(paired), Some(other)) = (&mut self.against_first, &other.against_first) {
            paired.merge(other);
        }
    }
}

/// Compares costs per reply, each given as the cost and the replies to share it: one without a reply is above all.
#[inline]
fn by_cost_per_reply((cost, replies): (u64, u64), (other_cost, other_replies): (u64, u64)) -> Ordering {
    if replies == 0 || other_replies == 0 {
        return (replies == 0).cmp(&(other_replies == 0));
    }
    (u128::from(cost) * u128::from(other_replies)).cmp(&(u128::from(other_cost) * u128::from(replies)))
}

#[cfg(test)]
mod tests {
    use super::several::{formula, paired};
    use super::*;
    use crate::domain::quantity::Money;

    /// No trial has more than ten replies.
    fn most() -> TrialCounts {
        let mut most = TrialCounts::default();
        most[Count::RepliesSettled] = 10;
        most
    }

    fn tally_of(replies: &[u64]) -> Tally {
        let mut tally = Tally::new([Shape { terms: Terms::default(), weeks: 1, ..Shape::default() }]);
        for (trial, &replies) in (0..).zip(replies) {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies;
            tally.add(trial, &[counted]);
        }
        tally
    }

    #[test]
    fn every_figure_that_no_single_count_decides_has_its_place() {
        for further in [None, Some(2)] {
            let terms = Terms { hourly_cost: Money::from_cents(1), effort_unit: 1, further, ..Terms::default() };
            let outcomes = ["a", "b"].into_iter().take(further.unwrap_or_default().into());
            for figure in Figure::of(outcomes) {
                let is_further = [Figure::Value, Figure::NetValue, Figure::Return, Figure::Expenses, Figure::FullCost]
                    .contains(&figure);
                if is_further && further.is_none() {
                    continue;
                }
                let is_held = |listed: &[Figure]| place_of(figure, listed).is_some();
                assert_eq!(is_held(&paired(&terms)), figure.source().is_ratio(), "{}", figure.name());
                let takes_several = formula(figure, &terms).is_some_and(|formula| formula.decided_by().is_none());
                assert_eq!(is_held(&of_several_counts(&terms)), takes_several, "{}", figure.name());
            }
        }
    }

    #[test]
    fn the_relative_error_is_that_of_the_mean_number_of_replies() {
        // Mean 2, sample variance 4, so the standard error of the mean is 2/√3.
        let tally = tally_of(&[0, 2, 4]);
        let error = tally.cases[0].relative_error(&most());
        assert!(error.is_some_and(|error| (error - 1.0 / 3.0f64.sqrt()).abs() < 1e-15), "{error:?}");
    }

    #[test]
    fn replies_that_never_varied_may_still_do_so_in_as_many_campaigns_as_none_showed() {
        let error =
            |trials: usize| tally_of(&vec![3; trials]).cases[0].relative_error(&most()).expect("there are replies");
        // One error off: 1.84 in so many trials, in which it may be 10 for 3.
        assert!((error(10_000) / (1.841 / 10_000.0 * 7.0 / 3.0) - 1.0).abs() < 1e-3, "{}", error(10_000));
        assert!(error(1_000) > 9.0 * error(10_000));
    }

    #[test]
    fn costs_per_reply_are_compared_as_ratios_and_one_without_a_reply_is_above_all() {
        assert_eq!(by_cost_per_reply((9999, 3), (6666, 2)), Ordering::Equal);
        assert_eq!(by_cost_per_reply((0, 1), (1, u64::MAX)), Ordering::Less);
        assert_eq!(by_cost_per_reply((u64::MAX, 2), (u64::MAX, 3)), Ordering::Greater);
        assert_eq!(by_cost_per_reply((0, 0), (7, 0)), Ordering::Equal);
        assert_eq!(
            (by_cost_per_reply((0, 0), (9, 1)), by_cost_per_reply((9, 1), (0, 0))),
            (Ordering::Greater, Ordering::Less)
        );
    }

    #[test]
    fn without_a_reply_or_with_one_trial_the_error_is_unknown() {
        assert_eq!(tally_of(&[0, 0, 0]).cases[0].relative_error(&most()), None);
        assert_eq!(tally_of(&[5]).cases[0].relative_error(&most()), None);
        assert_eq!(tally_of(&[]).cases[0].relative_error(&most()), None);
    }
}
