//! The counts of all trials together: whole numbers and how often each occurred, so that tallies merge exactly in any
//! order and do not grow with the number of trials.

mod paired;
mod parts;
mod several;

use serde::{Deserialize, Serialize};

use super::count::{Count, TrialCounts, WeekCounts};
use super::figure::{Better, Figure};
use super::formula::Measure;
use super::histogram::Histogram;
use super::mean::{Level, Mean};
use super::ranking::{Circumstance, better, is_best};
use super::replicates::{Replicates, WHOLE_WIN};
use super::spread::Spread;
use super::terms::Terms;
use several::{formulas, merge_all, of_several_counts, pairs, place_of};

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
    /// `best[k]`: trials in which k cases of a circumstance, this one among them, were best by the figure that ranks.
    pub best: Vec<u64>,
    /// The comparison with the first case of its circumstance, trial by trial; nothing for the first case itself.
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
    /// A tally of nothing yet, of cases of these shapes in these circumstances.
    pub fn new(cases: impl IntoIterator<Item = Shape>, circumstances: &[Circumstance]) -> Tally {
        let mut cases: Vec<CaseTally> = cases.into_iter().map(CaseTally::new).collect();
        for circumstance in circumstances {
            for (place, case) in cases[circumstance.cases.clone()].iter_mut().enumerate() {
                case.best = vec![0; circumstance.cases.len() + 1];
                case.against_first = (place > 0).then(|| PairedTally::new(&case.terms));
            }
        }
        Tally { trials: 0, cases }
    }

    /// Counts successive trials, the first of which has this number, from 0: what each came to under each case, in the
    /// circumstances that the tally was made for.
    pub fn add(&mut self, first: u64, counts: &[TrialCounts], circumstances: &[Circumstance]) {
        let number = self.cases.len();
        let trials = || (first..).zip(counts.chunks_exact(number));
        for Circumstance { cases: places, by } in circumstances {
            let cases = &mut self.cases[places.clone()];
            let terms = cases[0].terms;
            // Case by case, so that the tables of many cases need not be at hand at once.
            for (place, case) in places.clone().zip(&mut *cases) {
                let own = counts[place..].iter().step_by(number);
                case.add(first, own.clone());
                if let Some(paired) = &mut case.against_first {
                    let of_first = counts[places.start..].iter().step_by(number);
                    paired.add(&pairs(&case.terms, &terms), terms.further, own.zip(of_first));
                }
            }
            let measures: Option<Vec<Measure>> = cases.iter().map(|case| by.under(&case.terms)).collect();
            let (measures, side) =
                measures.zip(by.better()).expect("what ranks has a better side and is each case's own");
            let mut values = vec![None; cases.len()];
            trials().for_each(|(trial, counts)| {
                add_win(cases, &measures, side, trial, &counts[places.clone()], &mut values)
            });
        }
        self.trials += (counts.len() / number.max(1)) as u64;
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

    /// How far the mean of a figure may be off, relative to it, by one standard error or by what trials did not show, where no
    /// trial counts more than `most`; of one that is not above 0, or undefined, that of the settled replies. Nothing
    /// without a reply or with one trial.
    pub fn relative_error(&self, figure: Figure, most: &TrialCounts) -> Option<f64> {
        let of = |figure: Figure| {
            let measure = figure.under(&self.terms)?.in_doubt();
            let mean = Mean::new(self.replicates.each().iter().map(|it| measure.over(it)), &measure.extent(most));
            let (below, above) = mean.off(Level::ONE_ERROR)?;
            (mean.value > 0.0 && mean.value.is_finite()).then(|| below.max(above) / mean.value)
        };
        of(figure).or_else(|| of(Figure::RepliesSettled))
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

    /// Counts successive trials, the first of which has this number: count by count, since a value that occurs again is
    /// found at once.
    fn add<'t>(&mut self, first: u64, trials: impl Iterator<Item = &'t TrialCounts> + Clone) {
        for (place, (count, histogram)) in Count::of_campaign(self.terms.further).zip(&mut self.counts).enumerate() {
            if !count.is_amount() {
                histogram.add_each(trials.clone().map(|counted| *counted.at(place) as i64));
            }
        }
        for (values, formula) in self.values.iter_mut().zip(formulas(&self.terms)) {
            if let Some(formula) = formula {
                values.add_each(trials.clone().filter_map(|counted| formula.in_trial(counted).value()));
            }
        }
        for (trial, counted) in (first..).zip(trials) {
            self.replicates.of_trial(trial).add(counted);
        }
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

/// Counts which of these cases are best in a trial by what each measures, for which `values` has room.
fn add_win(
    cases: &mut [CaseTally],
    measures: &[Measure],
    side: Better,
    trial: u64,
    counts: &[TrialCounts],
    values: &mut [Option<f64>],
) {
    for ((value, measure), counted) in values.iter_mut().zip(measures).zip(counts) {
        *value = measure.in_trial(counted).value();
    }
    let best = values.iter().copied().reduce(|one, other| better(one, other, side)).flatten();
    let ties = values.iter().filter(|&&value| is_best(value, best)).count();
    for (case, _) in cases.iter_mut().zip(&*values).filter(|&(_, &value)| is_best(value, best)) {
        case.best[ties] += 1;
        case.replicates.of_trial(trial).won += WHOLE_WIN / ties as u64;
    }
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
        let alone = Circumstance::of_all(1);
        let mut tally = Tally::new([Shape { terms: Terms::default(), weeks: 1, ..Shape::default() }], &alone);
        for (trial, &replies) in (0..).zip(replies) {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies;
            tally.add(trial, &[counted], &alone);
        }
        tally
    }

    #[test]
    fn every_figure_that_no_single_count_decides_has_its_place() {
        for further in [None, Some(2)] {
            let (expenses_vary, has_value) = (further.is_some(), further.is_some());
            let hourly_cost = Money::from_cents(1);
            let terms = Terms { hourly_cost, effort_unit: 1, expenses_vary, has_value, further, ..Terms::default() };
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
        let error = tally.cases[0].relative_error(Figure::CostPerReply, &most());
        assert!(error.is_some_and(|error| (error - 1.0 / 3.0f64.sqrt()).abs() < 1e-15), "{error:?}");
    }

    #[test]
    fn replies_that_never_varied_may_still_do_so_in_as_many_campaigns_as_none_showed() {
        let error = |trials: usize| {
            tally_of(&vec![3; trials]).cases[0]
                .relative_error(Figure::CostPerReply, &most())
                .expect("there are replies")
        };
        // One error off: 1.84 in so many trials, in which it may be 10 for 3.
        assert!((error(10_000) / (1.841 / 10_000.0 * 7.0 / 3.0) - 1.0).abs() < 1e-3, "{}", error(10_000));
        assert!(error(1_000) > 9.0 * error(10_000));
    }

    /// The wins of cases that cost so many cents, with so many replies, in one trial.
    fn wins<const CASES: usize>(by: Figure, cases: [(u64, u64); CASES]) -> [Option<usize>; CASES] {
        let shape = |&(cost, _): &(u64, u64)| {
            let terms = Terms { cost: Money::from_cents(cost), ..Terms::default() };
            Shape { terms, weeks: 1, ..Shape::default() }
        };
        let circumstances = [Circumstance { by, ..Circumstance::of_all(CASES).remove(0) }];
        let mut tally = Tally::new(cases.iter().map(shape), &circumstances);
        let counts = cases.map(|(_, replies)| {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies;
            counted
        });
        tally.add(0, &counts, &circumstances);
        std::array::from_fn(|place| tally.cases[place].best.iter().position(|&trials| trials > 0))
    }

    #[test]
    fn a_case_wins_by_the_figure_that_ranks_with_those_that_hardly_differ() {
        let cost = Figure::CostPerReply;
        // 33.33 each, whatever the terms; nothing a reply beats all; one without a reply is worst, and ties with its like.
        assert_eq!(wins(cost, [(9999, 3), (6666, 2), (10_000, 3)]), [Some(2), Some(2), None]);
        assert_eq!(wins(cost, [(0, 1), (1, 1 << 40)]), [Some(1), None]);
        assert_eq!(wins(cost, [(0, 0), (9, 1)]), [None, Some(1)]);
        assert_eq!(wins(cost, [(0, 0), (7, 0)]), [Some(2), Some(2)]);
        assert_eq!(
            wins(cost, [(10_000_000_001, 1), (10_000_000_000, 1), (10_000_000_100, 1)]),
            [Some(2), Some(2), None]
        );
        assert_eq!(wins(Figure::RepliesSettled, [(5, 3), (900, 4), (1, 4)]), [None, Some(2), Some(2)]);
    }

    #[test]
    fn cases_win_and_are_compared_within_their_circumstance() {
        let terms = Terms { cost: Money::from_cents(100), ..Terms::default() };
        let group = |cases| Circumstance { cases, ..Circumstance::of_all(1).remove(0) };
        let circumstances = [group(0..2), group(2..4)];
        let mut tally = Tally::new([Shape { terms, weeks: 1, ..Shape::default() }; 4], &circumstances);
        let counts = [1, 2, 9, 8].map(|replies| {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies;
            counted
        });
        tally.add(0, &counts, &circumstances);
        assert_eq!(tally.cases.iter().map(|case| case.best[1]).collect::<Vec<_>>(), [0, 1, 1, 0]);
        let differences = tally.cases.iter().map(|case| {
            let paired = case.against_first.as_ref()?;
            Some(paired.count(Count::RepliesSettled)?.counts()[0].0)
        });
        assert_eq!(differences.collect::<Vec<_>>(), [None, Some(1), None, Some(-1)]);
    }

    #[test]
    fn without_a_reply_or_with_one_trial_the_error_is_unknown() {
        assert_eq!(tally_of(&[0, 0, 0]).cases[0].relative_error(Figure::CostPerReply, &most()), None);
        assert_eq!(tally_of(&[5]).cases[0].relative_error(Figure::CostPerReply, &most()), None);
        assert_eq!(tally_of(&[]).cases[0].relative_error(Figure::CostPerReply, &most()), None);
    }
}
