//! The counts of all trials together: whole numbers and how often each occurred, so that tallies merge exactly in any
//! order and do not grow with the number of trials.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::count::{Count, TrialCounts, WeekCounts};
use super::figure::Figure;
use super::formula::{Formula, Measure};
use super::histogram::Histogram;
use super::mean::{Level, Mean};
use super::outcome_figure::{OutcomeFigure, OutcomePart};
use super::quantity::Day;
use super::replicates::{Replicates, WHOLE_WIN};
use super::spread::Spread;
use super::terms::Terms;

/// The figures whose values may follow from several counts under these terms, or from money: those of which a tally holds how
/// often each value occurred, in that order.
fn of_several_counts(terms: &Terms) -> Vec<Figure> {
    let basic = [Figure::LoadedCostPerReply];
    let further = [Figure::Expenses, Figure::FullCost, Figure::Value, Figure::NetValue, Figure::Return];
    let of_outcomes =
        |outcomes| (0..outcomes).map(|place| Figure::Outcome(OutcomeFigure::new(place, "", OutcomePart::Cost)));
    let further = terms.further.into_iter().flat_map(|outcomes| further.into_iter().chain(of_outcomes(outcomes)));
    basic.into_iter().chain(further).collect()
}

/// The figures whose differences do not follow from those of one count under these terms, in the order in which a tally
/// holds them.
fn paired(terms: &Terms) -> Vec<Figure> {
    let of_one_count = [
        Figure::Labour,
        Figure::CostPerReply,
        Figure::CostPerEffectiveCredit,
        Figure::EffectiveCreditsPerMonth,
        Figure::Multiplier,
    ];
    of_one_count.into_iter().chain(of_several_counts(terms)).collect()
}

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

/// Sums over all trials of what a touch of a segment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TouchTally {
    /// How often it went out.
    pub sent: u64,
    /// The credits that it cost.
    pub credits: u64,
    /// Invitations accepted, those after the last day included.
    pub accepted: u64,
    /// Replies that it drew, those after the last day included.
    pub replies: u64,
}

/// What a segment came to in all trials together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SegmentTally {
    /// The sum of the prospects started.
    pub started: u64,
    /// The sum of their replies, those after the last day included.
    pub replied: u64,
    /// How often each campaign day was the one on which the segment was through; trials in which it was not through by the
    /// last day are not in it.
    pub through: Histogram,
}

/// A case compared with the first case of its scenario, trial by trial: each value is this case's less the first's.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairedTally {
    /// Differences of the counts, in the order of their places in a campaign; empty for money.
    pub counts: Vec<Histogram>,
    /// Differences of the figures that do not follow from one count, where both are defined; empty for one that is the same
    /// in every trial of both cases, and for loaded cost where only the plan costs anything in either, since it is then the
    /// cost.
    pub differences: Vec<Spread>,
}

impl Tally {
    /// A tally of nothing yet, of cases with these terms, campaign weeks, rows of touches and segments.
    pub fn new(cases: impl IntoIterator<Item = (Terms, u32, usize, usize)>) -> Tally {
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
                trials().for_each(|(_, counts)| paired.add(&formulas, &counts[place], &counts[0]));
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
    /// That of no trial, of a case with these terms, campaign weeks, rows of touches and segments.
    fn new((terms, weeks, touches, segments): (Terms, u32, usize, usize)) -> CaseTally {
        let of_week = Count::BY_WEEK.len() + terms.further.map_or(0, |_| Count::FURTHER_BY_WEEK.len());
        CaseTally {
            terms,
            counts: vec![Histogram::default(); Count::of_campaign(terms.further).count()],
            weeks: vec![vec![Histogram::default(); of_week]; weeks as usize],
            touches: vec![TouchTally::default(); touches],
            segments: vec![SegmentTally::default(); segments],
            values: vec![Spread::default(); of_several_counts(&terms).len()],
            replicates: Replicates::new(terms.further),
            ..CaseTally::default()
        }
    }

    /// How often each value of `count` occurred; nothing for one that campaigns do not have, and for money.
    pub fn count(&self, count: Count) -> Option<&Histogram> {
        self.counts.get(count.in_campaign()).filter(|_| !count.is_money())
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
        for (place, (histogram, counted)) in self.counts.iter_mut().zip(counted.each()).enumerate() {
            if !is_money(place) {
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

impl SegmentTally {
    /// Counts a trial in which the segment was through on this day, if it was.
    #[inline]
    pub fn add(&mut self, started: u64, replied: u64, through: Option<Day>) {
        self.started += started;
        self.replied += replied;
        if let Some(day) = through {
            self.through.add(day.into());
        }
    }

    fn merge(&mut self, other: &SegmentTally) {
        self.started += other.started;
        self.replied += other.replied;
        self.through.merge(&other.through);
    }
}

impl TouchTally {
    /// Adds the sums of `other`.
    pub fn merge(&mut self, other: &TouchTally) {
        self.sent += other.sent;
        self.credits += other.credits;
        self.accepted += other.accepted;
        self.replies += other.replies;
    }
}

impl PairedTally {
    /// That of no trial, of cases with the counts that these terms state.
    fn new(terms: &Terms) -> PairedTally {
        PairedTally {
            counts: vec![Histogram::default(); Count::of_campaign(terms.further).count()],
            differences: vec![Spread::default(); paired(terms).len()],
        }
    }

    /// How often each difference of `count` occurred; nothing for one that campaigns do not have, and for money.
    pub fn count(&self, count: Count) -> Option<&Histogram> {
        self.counts.get(count.in_campaign()).filter(|_| !count.is_money())
    }

    /// How often each difference of a figure occurred that does not follow from one count; `terms` and `first` are those of
    /// the two cases.
    pub fn differences(&self, figure: Figure, terms: &Terms, first: &Terms) -> Option<&Spread> {
        let figure = counted_as(figure, terms.is_loaded() || first.is_loaded());
        place_of(figure, &paired(terms)).map(|place| &self.differences[place])
    }

    fn add(&mut self, formulas: &[Option<(Formula, Formula)>], counted: &TrialCounts, first: &TrialCounts) {
        let counts = self.counts.iter_mut().zip(counted.each()).zip(first.each()).enumerate();
        for (place, ((histogram, counted), of_first)) in counts {
            if !is_money(place) {
                histogram.add(counted as i64 - of_first as i64);
            }
        }
        for (differences, formulas) in self.differences.iter_mut().zip(formulas) {
            if let Some((own, other)) = formulas {
                add_defined(differences, own.in_trial(counted).less(other.in_trial(first)));
            }
        }
    }

    fn merge(&mut self, other: &PairedTally) {
        merge_all(&mut self.counts, &other.counts);
        self.differences.iter_mut().zip(&other.differences).for_each(|(spread, other)| spread.merge(other));
    }
}

/// Is the count in this place of a campaign money?
fn is_money(place: usize) -> bool {
    const OF_OUTCOMES: usize = Count::Reached(0).in_campaign();
    const WORTH: usize = Count::Worth(0).in_campaign() - OF_OUTCOMES;
    const EACH: usize = Count::Reached(1).in_campaign() - OF_OUTCOMES;
    match place.checked_sub(OF_OUTCOMES) {
        Some(of_outcomes) => of_outcomes % EACH == WORTH,
        None => place == Count::Expenses.in_campaign() || place == Count::Value.in_campaign(),
    }
}

/// The place of a figure in a list; of an outcome it is the place of the outcome that counts, whatever its name.
fn place_of(figure: Figure, listed: &[Figure]) -> Option<usize> {
    listed.iter().position(|listed| listed.place() == figure.place())
}

/// The figure whose values a figure has: loaded cost is cost where only the plan costs anything, and is not counted twice.
fn counted_as(figure: Figure, is_loaded: bool) -> Figure {
    if figure == Figure::LoadedCostPerReply && !is_loaded { Figure::CostPerReply } else { figure }
}

/// How a figure follows from counts, if it does.
fn formula(figure: Figure, terms: &Terms) -> Option<Formula> {
    match figure.under(terms)? {
        Measure::Formula(formula) => Some(formula),
        Measure::Flag(..) => None,
    }
}

/// How the figures that may follow from several counts do so; nothing for those that follow from one.
fn formulas(terms: &Terms) -> Vec<Option<Formula>> {
    let follows = |figure| formula(figure, terms).filter(|formula| formula.decided_by().is_none());
    of_several_counts(terms).into_iter().map(follows).collect()
}

/// The formulas of paired figures in a case and in the first one; nothing for what is not to be counted.
fn pairs(terms: &Terms, first: &Terms) -> Vec<Option<(Formula, Formula)>> {
    let is_loaded = terms.is_loaded() || first.is_loaded();
    let pair = |figure| {
        let (own, other) = formula(figure, terms).zip(formula(figure, first))?;
        let is_constant = own.is_constant() && other.is_constant();
        (counted_as(figure, is_loaded) == figure && !is_constant).then_some((own, other))
    };
    paired(terms).into_iter().map(pair).collect()
}

/// Counts a value, unless it is undefined.
fn add_defined(spread: &mut Spread, value: Option<f64>) {
    if let Some(value) = value {
        spread.add(value);
    }
}

fn merge_all(histograms: &mut [Histogram], others: &[Histogram]) {
    for (histogram, other) in histograms.iter_mut().zip(others) {
        histogram.merge(other);
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
    use super::super::quantity::Money;
    use super::*;

    /// No trial has more than ten replies.
    fn most() -> TrialCounts {
        let mut most = TrialCounts::default();
        most[Count::RepliesSettled] = 10;
        most
    }

    fn tally_of(replies: &[u64]) -> Tally {
        let mut tally = Tally::new([(Terms::default(), 1, 0, 0)]);
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
