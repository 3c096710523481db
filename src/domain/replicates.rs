//! Trials in replicates, from which simulation error is read.
//!
//! The trials of a case may depend on each other on purpose: what is drawn once a trial is spread evenly over them. Trial
//! t belongs to replicate t mod [`REPLICATES`], and replicates are independent of each other, so how much their sums
//! differ tells how far the mean may be off, whatever the trials of one replicate have to do with each other. With at
//! most as many trials as replicates, and so for trials that are all independent, this is the textbook's s/√n.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use strum::VariantArray;

use super::count::{Count, TrialCounts};
use super::flag::Flag;
use super::ratio::float;

/// How many replicates the trials are dealt out to. A standard error from so many is itself off by some 6 %, and 1.96
/// of it cover 94.8 % (Student's law with 127 degrees of freedom).
pub const REPLICATES: usize = 128;

/// The weight of an outright win in [`Replicate::won`]: the least number that every tie size up to 22 divides.
pub const WHOLE_WIN: u64 = 232_792_560;

/// The sums over the trials of one replicate of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Replicate {
    /// How many trials.
    pub trials: u64,
    /// The sum of each basic count, in the order of their places.
    pub counts: [u128; Count::BY_CAMPAIGN.len()],
    /// The sums of the further ones, in the order of their places after these; none where campaigns have none.
    pub further: Vec<u128>,
    /// The trials that have each flag, in the order of the flags.
    pub flags: [u64; Flag::VARIANTS.len()],
    /// The wins of the case: for each trial [`WHOLE_WIN`] shared by all that are best in it.
    pub won: u64,
}

/// The replicates of a case, as many as there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Replicate>")]
pub struct Replicates(Vec<Replicate>);

impl Default for Replicates {
    fn default() -> Replicates {
        Replicates::new(None)
    }
}

impl TryFrom<Vec<Replicate>> for Replicates {
    type Error = String;

    fn try_from(each: Vec<Replicate>) -> Result<Replicates, String> {
        let number = each.len();
        if number == REPLICATES {
            Ok(Replicates(each))
        } else {
            Err(format!("there are {REPLICATES} replicates, not {number}"))
        }
    }
}

impl Replicates {
    /// Those of no trial, of campaigns with the `further` counts of so many outcomes, if they have them.
    pub fn new(further: Option<u16>) -> Replicates {
        let further = vec![0; Count::further_of_campaign(further)];
        Replicates(vec![Replicate { further, ..Replicate::default() }; REPLICATES])
    }

    /// Each of them, in order.
    pub fn each(&self) -> &[Replicate] {
        &self.0
    }

    /// Each of them, in order.
    pub fn each_mut(&mut self) -> &mut [Replicate] {
        &mut self.0
    }

    /// The replicate of a trial.
    #[inline]
    pub fn of_trial(&mut self, trial: u64) -> &mut Replicate {
        &mut self.0[trial as usize % REPLICATES]
    }

    /// How many of some trials, counted from 0, belong to each replicate.
    pub fn dealt(trials: Range<u64>) -> impl Iterator<Item = u64> {
        let before =
            |trial: u64, replicate: u64| trial / REPLICATES as u64 + u64::from(trial % REPLICATES as u64 > replicate);
        (0..REPLICATES as u64).map(move |replicate| before(trials.end, replicate) - before(trials.start, replicate))
    }

    /// Adds the trials of `other`.
    pub fn merge(&mut self, other: &Replicates) {
        for (sums, other) in self.0.iter_mut().zip(&other.0) {
            sums.merge(other);
        }
    }

    /// How many trials there are in all replicates together.
    pub fn trials(&self) -> u64 {
        self.0.iter().map(|replicate| replicate.trials).sum()
    }

    /// A sum over all replicates.
    pub fn sum(&self, of: impl Fn(&Replicate) -> u128) -> u128 {
        self.0.iter().map(of).sum()
    }

    /// How much more of something each replicate has than its share. Exactly nothing where all trials have the same.
    pub fn excess(&self, of: impl Fn(&Replicate) -> u128) -> Excess {
        Excess::new(self.0.iter().map(|replicate| (replicate.trials, of(replicate) as i128)))
    }
}

impl Replicate {
    /// Counts one trial.
    #[inline]
    pub fn add(&mut self, counted: &TrialCounts) {
        self.trials += 1;
        for (sum, &counted) in self.counts.iter_mut().zip(counted.basic()) {
            *sum += u128::from(counted);
        }
        for (sum, &counted) in self.further.iter_mut().zip(counted.further()) {
            *sum += u128::from(counted);
        }
        for (sum, flag) in self.flags.iter_mut().zip(Flag::VARIANTS) {
            *sum += u64::from(flag.is_up(counted));
        }
    }

    fn merge(&mut self, other: &Replicate) {
        self.trials += other.trials;
        for (sum, other) in self.counts.iter_mut().zip(&other.counts).chain(self.further.iter_mut().zip(&other.further))
        {
            *sum += other;
        }
        for (sum, other) in self.flags.iter_mut().zip(other.flags) {
            *sum += other;
        }
        self.won += other.won;
    }

    /// The sum of a count; of one that campaigns do not have, nothing.
    pub fn count(&self, count: Count) -> u128 {
        let place = count.in_campaign();
        match place.checked_sub(self.counts.len()) {
            None => self.counts[place],
            Some(place) => self.further.get(place).copied().unwrap_or_default(),
        }
    }

    /// How many of the trials have a flag.
    pub fn flag(&self, flag: Flag) -> u64 {
        self.flags[flag as usize]
    }
}

/// By how much each replicate exceeds its share of the whole: its sum less its trials × the mean of all trials.
#[derive(Debug, Clone, PartialEq)]
pub struct Excess {
    trials: u64,
    /// How many trials each replicate holds.
    held: Vec<u64>,
    each: Vec<f64>,
}

/// What most replicates hold alike, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// How many replicates hold something else than what is most common.
    pub apart: usize,
    /// By how much the most common exceeds the mean, for each trial.
    pub offset: f64,
}

impl Excess {
    /// That of what each replicate, with so many trials, sums to. Exactly nothing where all trials have the same.
    pub fn new(replicates: impl Iterator<Item = (u64, i128)> + Clone) -> Excess {
        let trials = replicates.clone().map(|(trials, _)| trials).sum::<u64>();
        let sum: i128 = replicates.clone().map(|(_, sum)| sum).sum();
        let number = i128::from(trials.max(1));
        let (mean, rest) = (sum.div_euclid(number), sum.rem_euclid(number));
        let excess = |(of_trials, of): (u64, i128)| {
            // The share is its trials × (mean + rest / number). What is not whole of it comes to half of one at most:
            // no more than rounding takes where the deviation is too large to be kept whole.
            let of_rest = i128::from(of_trials) * rest;
            let whole = divided(of_rest + number / 2, number);
            let fraction = of_rest - whole * number;
            let deviation = of - i128::from(of_trials) * mean - whole;
            match deviation.checked_mul(number) {
                Some(of_all) => float(of_all - fraction) / float(number),
                None => deviation as f64,
            }
        };
        let held = replicates.clone().map(|(trials, _)| trials).collect();
        Excess { trials, held, each: replicates.map(excess).collect() }
    }

    /// The same of sums that are no whole numbers.
    pub fn of_numbers(replicates: impl Iterator<Item = (u64, f64)> + Clone) -> Excess {
        let trials = replicates.clone().map(|(trials, _)| trials).sum::<u64>();
        let mean = replicates.clone().map(|(_, sum)| sum).sum::<f64>() / trials.max(1) as f64;
        let held = replicates.clone().map(|(trials, _)| trials).collect();
        let each = replicates.map(|(of_trials, sum)| sum - of_trials as f64 * mean).collect();
        Excess { trials, held, each }
    }

    /// That of as many times what this one is of.
    pub fn times(mut self, factor: f64) -> Excess {
        self.each.iter_mut().for_each(|excess| *excess *= factor);
        self
    }

    /// That of the sum of what both are of, in the same trials.
    pub fn plus(mut self, other: &Excess) -> Excess {
        self.each.iter_mut().zip(&other.each).for_each(|(excess, other)| *excess += other);
        self
    }

    /// That of the difference of what both are of, in the same trials.
    pub fn minus(mut self, other: &Excess) -> Excess {
        self.each.iter_mut().zip(&other.each).for_each(|(excess, other)| *excess -= other);
        self
    }

    /// The standard error of the mean over trials; nothing where fewer than two replicates hold a trial.
    pub fn standard_error(&self) -> Option<f64> {
        let replicates = self.replicates();
        if replicates < 2 {
            return None;
        }
        let squares: f64 = self.each.iter().map(|excess| excess * excess).sum();
        let replicates = replicates as f64;
        Some((squares * replicates / (replicates - 1.0)).sqrt() / self.trials as f64)
    }

    /// How many trials there are.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// How many replicates hold a trial.
    pub fn replicates(&self) -> usize {
        self.held.iter().filter(|&&trials| trials > 0).count()
    }

    /// What most replicates of the same size hold, and how many of all depart from it: where trials hardly ever differ, that
    /// many at least do. Where there is no such thing, all depart.
    pub fn usual(&self) -> Usual {
        let (mut alike, mut most, mut offset) = (0, 0, 0.0);
        // Sizes differ by one trial at most.
        let largest = self.held.iter().copied().max().unwrap_or(0);
        for size in [largest, largest.saturating_sub(1)].into_iter().filter(|&size| size > 0) {
            let of_size =
                || self.held.iter().zip(&self.each).filter(|(held, _)| **held == size).map(|(_, it)| it.to_bits());
            let Some((common, times)) = majority(of_size) else { continue };
            alike += times;
            if times > most {
                (most, offset) = (times, f64::from_bits(common) / size as f64);
            }
        }
        Usual { apart: self.replicates() - alike, offset }
    }
}

/// The value that is more frequent than all others together, and how often it occurs (Boyer and Moore, MJRTY: a fast majority
/// vote algorithm, 1981).
fn majority<I: Iterator<Item = u64>>(values: impl Fn() -> I) -> Option<(u64, usize)> {
    let (mut common, mut lead) = (0, 0);
    for value in values() {
        (common, lead) = match lead {
            0 => (value, 1),
            lead if value == common => (common, lead + 1),
            lead => (common, lead - 1),
        };
    }
    let (times, others) = values().fold((0, 0), |(times, others), value| match value == common {
        true => (times + 1, others),
        false => (times, others + 1),
    });
    (times > others).then_some((common, times))
}

/// How often a whole number is held in one that is not negative: quicker for those of 64 bits, as nearly all are.
fn divided(whole: i128, by: i128) -> i128 {
    match (i64::try_from(whole), i64::try_from(by)) {
        (Ok(whole), Ok(by)) => whole.div_euclid(by).into(),
        _ => whole.div_euclid(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replicates(replies: impl IntoIterator<Item = u64>) -> Replicates {
        let mut replicates = Replicates::default();
        for (trial, replies) in (0..).zip(replies) {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies;
            replicates.of_trial(trial).add(&counted);
        }
        replicates
    }

    fn error(replicates: &Replicates) -> Option<f64> {
        replicates.excess(|replicate| replicate.count(Count::RepliesSettled)).standard_error()
    }

    #[test]
    fn of_no_more_trials_than_replicates_the_error_is_that_of_the_textbook() {
        // Mean 5, sum of squared deviations 32, so a sample variance of 32/7 and an error of √(32/7/8).
        let found = error(&replicates([2, 4, 4, 4, 5, 5, 7, 9])).expect("there are eight");
        assert!((found - (4.0f64 / 7.0).sqrt()).abs() < 1e-15, "{found}");
    }

    #[test]
    fn replicates_count_as_wholes() {
        // The trials of a replicate make up for each other but for its first: sums 1, 0, 0, … over two trials each.
        let whole = (0..256).map(|trial| if trial < 128 { 3 + u64::from(trial == 0) } else { 5 });
        let found = error(&replicates(whole)).expect("there are 128");
        let mean = 1.0 / 128.0;
        let squares: f64 = (0..128).map(|place| (f64::from(u8::from(place == 0)) - mean).powi(2)).sum();
        let expected = (squares / 127.0 / 128.0).sqrt() / 2.0;
        assert!((found - expected).abs() < 1e-15, "{found} {expected}");
    }

    #[test]
    fn what_never_varies_has_no_error_even_in_replicates_of_different_size() {
        for value in [0, 1, 3, 987_654_321_987, u64::MAX / 3] {
            assert_eq!(error(&replicates(std::iter::repeat_n(value, 1_000))), Some(0.0), "{value}");
        }
    }

    #[test]
    fn one_replicate_tells_nothing_of_its_error() {
        assert_eq!(error(&replicates([3])), None);
        assert_eq!(error(&Replicates::default()), None);
        let mut one = Replicates::default();
        (0..9).for_each(|number| one.of_trial(number * REPLICATES as u64).add(&TrialCounts::default()));
        assert_eq!((error(&one), one.trials()), (None, 9));
    }

    #[test]
    fn what_most_replicates_hold_alike_is_usual() {
        let usual = |of: &dyn Fn(u64) -> u64, trials: u64| {
            replicates((0..trials).map(of)).excess(|replicate| replicate.count(Count::RepliesSettled)).usual()
        };
        // 300 trials: of the replicates 44 hold three and 84 two.
        assert_eq!(usual(&|_| 7, 300), Usual { apart: 0, offset: 0.0 });
        let rare = usual(&|trial| 7 + u64::from(trial == 5 || trial == 133 || trial == 99), 300);
        assert_eq!(rare.apart, 2, "two of the three are of one replicate");
        assert!((rare.offset + 3.0 / 300.0).abs() < 1e-12, "{rare:?}");
        assert_eq!(usual(&|trial| trial, 5).apart, 5);
    }

    #[test]
    fn it_is_known_how_many_of_some_trials_each_replicate_holds() {
        for trials in [0..0, 0..1, 5..5, 127..129, 100..300, 128..256, 1_000..1_001, u64::MAX - 300..u64::MAX] {
            let mut counted = Replicates::default();
            trials.clone().for_each(|trial| counted.of_trial(trial).trials += 1);
            let counted: Vec<u64> = counted.each().iter().map(|replicate| replicate.trials).collect();
            assert_eq!(Replicates::dealt(trials.clone()).collect::<Vec<_>>(), counted, "{trials:?}");
        }
    }

    #[test]
    fn more_or_fewer_replicates_than_there_are_are_not_read() {
        let read = |number: usize| {
            let written = postcard::to_stdvec(&vec![Replicate::default(); number]).expect("it can be written");
            postcard::from_bytes::<Replicates>(&written)
        };
        assert_eq!(read(REPLICATES), Ok(Replicates::default()));
        for wrong in [0, REPLICATES - 1, REPLICATES + 1] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn any_win_that_may_be_shared_is_shared_whole() {
        assert!((1..=22).all(|ties| WHOLE_WIN.is_multiple_of(ties)));
    }
}
