//! What all trials counted together: whole numbers and how often each occurred, so that tallies merge exactly in any
//! order and do not grow with the number of trials.

use serde::{Deserialize, Serialize};

use super::histogram::Histogram;
use super::moments::Moments;
use super::outcome::{Count, Outcome, WeekCount, WeekOutcome};
use super::ratio::Ratio;
use super::spread::Spread;
use super::terms::Terms;

/// The tally of all cases of a scenario, played on the same luck.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Trials played of each case.
    pub trials: u64,
    /// The cases, in the order of the scenario.
    pub cases: Vec<CaseTally>,
}

/// What the trials of one case counted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CaseTally {
    /// What is the same in every trial.
    pub terms: Terms,
    /// How often each value of each count occurred, in the order of [`Count::ALL`].
    pub counts: [Histogram; Count::ALL.len()],
    /// How often each value occurred in each campaign week, in the order of [`WeekCount::ALL`].
    pub weeks: Vec<[Histogram; WeekCount::ALL.len()]>,
    /// Sums over all trials by segment and touch, in the order of [`touch_rows`](super::case::Case::touch_rows).
    pub touches: Vec<TouchTally>,
    /// Loaded cost per reply of the trials with a reply; empty where labour has no price, since it is then the cost per
    /// reply, which follows from the replies.
    pub loaded_cost_per_reply: Spread,
    /// Sum over trials of effort × settled replies.
    pub effort_by_replies: u128,
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

/// A case compared with the first case of its scenario, trial by trial: each value is this case's less the first's.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairedTally {
    /// Differences of the counts, in the order of [`Count::ALL`].
    pub counts: [Histogram; Count::ALL.len()],
    /// Differences of having at least one week short of credits (-1, 0 or 1).
    pub stockout: Histogram,
    /// Differences of having no reply (-1, 0 or 1).
    pub no_reply: Histogram,
    /// Differences of labour; empty where labour has a price in neither case.
    pub labour: Spread,
    /// Differences of cost per reply, where both are finite.
    pub cost_per_reply: Spread,
    /// Differences of loaded cost per reply, where both are finite; empty where labour has a price in neither case.
    pub loaded_cost_per_reply: Spread,
    /// Differences of cost per effective credit, where both are finite.
    pub cost_per_effective_credit: Spread,
    /// Differences of effective credits per month, where both are defined.
    pub effective_credits_per_month: Spread,
    /// Differences of the multiplier, where both are defined.
    pub multiplier: Spread,
    /// Sums over trials of products of a count of this case and one of the first.
    pub products: Products,
    /// `best_alone[k]`: trials in which this case shared the lowest cost per reply with k-1 others, the first not
    /// among them.
    pub best_alone: Vec<u64>,
    /// `first_alone[k]`: trials in which the first case shared it with k-1 others, this one not among them.
    pub first_alone: Vec<u64>,
}

/// Sums over trials of products of a count of a case and one of the first case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Products {
    /// Settled replies × settled replies.
    pub replies_replies: u128,
    /// Refunds × refunds.
    pub refunded_refunded: u128,
    /// Effort × effort.
    pub effort_effort: u128,
    /// Effort × the first case's settled replies.
    pub effort_replies: u128,
    /// Settled replies × the first case's effort.
    pub replies_effort: u128,
}

impl Tally {
    /// A tally of nothing yet, of cases with these terms, campaign weeks and rows of touches.
    pub fn new(cases: impl IntoIterator<Item = (Terms, u32, usize)>) -> Tally {
        let mut cases: Vec<CaseTally> = cases
            .into_iter()
            .map(|(terms, weeks, touches)| CaseTally {
                terms,
                weeks: vec![Default::default(); weeks as usize],
                touches: vec![TouchTally::default(); touches],
                ..CaseTally::default()
            })
            .collect();
        let ties = cases.len() + 1;
        for (place, case) in cases.iter_mut().enumerate() {
            case.best = vec![0; ties];
            case.against_first = (place > 0).then(|| PairedTally {
                best_alone: vec![0; ties],
                first_alone: vec![0; ties],
                ..PairedTally::default()
            });
        }
        Tally { trials: 0, cases }
    }

    /// Counts one trial: what it came to under each case.
    pub fn add(&mut self, outcomes: &[Outcome]) {
        self.trials += 1;
        let costs = || self.cases.iter().zip(outcomes).map(|(case, outcome)| case.cost_per_reply(outcome));
        let Some(lowest) = costs().min() else { return };
        let ties = costs().filter(|&cost| cost == lowest).count();
        let (first_terms, first) = (self.cases[0].terms, &outcomes[0]);
        let first_best = self.cases[0].cost_per_reply(first) == lowest;
        for (case, outcome) in self.cases.iter_mut().zip(outcomes) {
            let best = case.cost_per_reply(outcome) == lowest;
            case.add(outcome);
            case.best[ties] += u64::from(best);
            if let Some(paired) = &mut case.against_first {
                paired.add(&case.terms, outcome, &first_terms, first);
                paired.best_alone[ties] += u64::from(best && !first_best);
                paired.first_alone[ties] += u64::from(first_best && !best);
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
    /// How often each value of `count` occurred.
    pub fn count(&self, count: Count) -> &Histogram {
        &self.counts[count as usize]
    }

    /// The standard error of the cost per reply, relative to it, over `trials`; nothing without a reply or with one
    /// trial. The cost is the same in every trial, so it is that of the mean number of settled replies.
    pub fn relative_error(&self, trials: u64) -> Option<f64> {
        let replies = Moments { number: trials, ..Moments::of(self.count(Count::RepliesSettled)) };
        let mean = replies.mean().filter(|&mean| mean > 0.0)?;
        replies.standard_error().map(|error| error / mean)
    }

    /// Counts one week, from 0, of one trial.
    #[inline]
    pub fn add_week(&mut self, week: usize, outcome: &WeekOutcome) {
        for (histogram, count) in self.weeks[week].iter_mut().zip(WeekCount::ALL) {
            histogram.add(i64::from(outcome[count]));
        }
    }

    fn cost_per_reply(&self, outcome: &Outcome) -> Ratio {
        self.terms.cost_per_reply(outcome[Count::RepliesSettled])
    }

    fn add(&mut self, outcome: &Outcome) {
        for (histogram, count) in self.counts.iter_mut().zip(Count::ALL) {
            histogram.add(outcome[count] as i64);
        }
        if self.terms.prices_labour() {
            let loaded = self.terms.loaded_cost_per_reply(outcome[Count::Effort], outcome[Count::RepliesSettled]);
            add_defined(&mut self.loaded_cost_per_reply, loaded.value());
        }
        self.effort_by_replies += u128::from(outcome[Count::Effort]) * u128::from(outcome[Count::RepliesSettled]);
    }

    fn merge(&mut self, other: &CaseTally) {
        merge_all(&mut self.counts, &other.counts);
        for (week, other) in self.weeks.iter_mut().zip(&other.weeks) {
            merge_all(week, other);
        }
        for (touch, other) in self.touches.iter_mut().zip(&other.touches) {
            touch.merge(other);
        }
        self.loaded_cost_per_reply.merge(&other.loaded_cost_per_reply);
        self.effort_by_replies += other.effort_by_replies;
        add_all(&mut self.best, &other.best);
        if let (Some(paired), Some(other)) = (&mut self.against_first, &other.against_first) {
            paired.merge(other);
        }
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
    /// How often each difference of `count` occurred.
    pub fn count(&self, count: Count) -> &Histogram {
        &self.counts[count as usize]
    }

    fn add(&mut self, terms: &Terms, outcome: &Outcome, first_terms: &Terms, first: &Outcome) {
        for (histogram, count) in self.counts.iter_mut().zip(Count::ALL) {
            histogram.add(outcome[count] as i64 - first[count] as i64);
        }
        let positive = |outcome: &Outcome, count| i64::from(outcome[count] > 0);
        self.stockout.add(positive(outcome, Count::WeeksShort) - positive(first, Count::WeeksShort));
        self.no_reply.add(positive(first, Count::RepliesSettled) - positive(outcome, Count::RepliesSettled));

        let (refunded, first_refunded) = (outcome[Count::Refunded], first[Count::Refunded]);
        let (replies, first_replies) = (outcome[Count::RepliesSettled], first[Count::RepliesSettled]);
        add_defined(
            &mut self.cost_per_reply,
            terms.cost_per_reply(replies).less(first_terms.cost_per_reply(first_replies)),
        );
        add_defined(
            &mut self.cost_per_effective_credit,
            terms.cost_per_effective_credit(refunded).less(first_terms.cost_per_effective_credit(first_refunded)),
        );
        add_defined(
            &mut self.effective_credits_per_month,
            terms.effective_credits_per_month(refunded).less(first_terms.effective_credits_per_month(first_refunded)),
        );
        add_defined(&mut self.multiplier, terms.multiplier(refunded).less(first_terms.multiplier(first_refunded)));
        if terms.prices_labour() || first_terms.prices_labour() {
            let (effort, first_effort) = (outcome[Count::Effort], first[Count::Effort]);
            let (labour, first_labour) =
                (terms.labour_parts(effort.into()), first_terms.labour_parts(first_effort.into()));
            self.labour.add((labour as i128 - first_labour as i128) as f64 / f64::from(Terms::PARTS));
            let first_loaded = first_terms.loaded_cost_per_reply(first_effort, first_replies);
            let loaded = terms.loaded_cost_per_reply(effort, replies);
            add_defined(&mut self.loaded_cost_per_reply, loaded.less(first_loaded));
        }

        let product = |count: Count, of_first: Count| u128::from(outcome[count]) * u128::from(first[of_first]);
        self.products.replies_replies += product(Count::RepliesSettled, Count::RepliesSettled);
        self.products.refunded_refunded += product(Count::Refunded, Count::Refunded);
        self.products.effort_effort += product(Count::Effort, Count::Effort);
        self.products.effort_replies += product(Count::Effort, Count::RepliesSettled);
        self.products.replies_effort += product(Count::RepliesSettled, Count::Effort);
    }

    fn merge(&mut self, other: &PairedTally) {
        merge_all(&mut self.counts, &other.counts);
        self.stockout.merge(&other.stockout);
        self.no_reply.merge(&other.no_reply);
        self.labour.merge(&other.labour);
        self.cost_per_reply.merge(&other.cost_per_reply);
        self.loaded_cost_per_reply.merge(&other.loaded_cost_per_reply);
        self.cost_per_effective_credit.merge(&other.cost_per_effective_credit);
        self.effective_credits_per_month.merge(&other.effective_credits_per_month);
        self.multiplier.merge(&other.multiplier);
        self.products.replies_replies += other.products.replies_replies;
        self.products.refunded_refunded += other.products.refunded_refunded;
        self.products.effort_effort += other.products.effort_effort;
        self.products.effort_replies += other.products.effort_replies;
        self.products.replies_effort += other.products.replies_effort;
        add_all(&mut self.best_alone, &other.best_alone);
        add_all(&mut self.first_alone, &other.first_alone);
    }
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

fn add_all(sums: &mut [u64], others: &[u64]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum += other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally_of(replies: &[u64]) -> Tally {
        let mut tally = Tally::new([(Terms::default(), 1, 0)]);
        for &replies in replies {
            let mut outcome = Outcome::default();
            outcome[Count::RepliesSettled] = replies;
            tally.add(&[outcome]);
        }
        tally
    }

    #[test]
    fn the_relative_error_is_that_of_the_mean_number_of_replies() {
        // Mean 2, sample variance 4, so the standard error of the mean is 2/√3.
        let tally = tally_of(&[0, 2, 4]);
        let error = tally.cases[0].relative_error(tally.trials);
        assert!(error.is_some_and(|error| (error - 1.0 / 3.0f64.sqrt()).abs() < 1e-15), "{error:?}");
    }

    #[test]
    fn without_a_reply_or_with_one_trial_the_error_is_unknown() {
        assert_eq!(tally_of(&[0, 0, 0]).cases[0].relative_error(3), None);
        assert_eq!(tally_of(&[5]).cases[0].relative_error(1), None);
        assert_eq!(tally_of(&[]).cases[0].relative_error(0), None);
    }
}
