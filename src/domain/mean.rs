//! A mean over trials, and between which values it lies: the one place where what trials did not show is reckoned with.
//!
//! Where trials vary, the standard error of the replicates tells how far their mean may be off. Where nearly all of them
//! are alike it does not: what comes once in a thousand campaigns shows in none of the first thousand with a chance of a
//! third, and then the error is 0. So as long as most replicates hold nothing but what is usual, the mean is bounded by the
//! share of campaigns in which something else may come (Clopper and Pearson, The use of confidence or fiducial limits
//! illustrated in the case of the binomial, Biometrika 26, 1934; of none seen in n it is about 3/n, 95 % sure), times the
//! most that it may come to. Of replicates of m trials each a share of at least 1 − (1 − p)^m depart where trials do with
//! chance p.
//!
//! Where some tens of replicates depart, the sum of what they hold leans to the side of the unusual: that few came is more
//! likely than that many did. The error is then taken at the bound and not at the mean, as by Wilson (Probable inference,
//! the law of succession, and statistical inference, Journal of the American Statistical Association 22, 1927).

use statrs::function::beta::beta_reg;

use super::normal::TWO_SIDED_95;
use super::ratio::Extent;
use super::ratio_sums::{self, Portion};
use super::replicates::{Excess, Usual};

/// As long as fewer replicates depart from what is usual, the error that they tell is no measure of what else may come.
const FEW: usize = 30;

/// How sure a bound is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// The number of standard errors to that side.
    pub errors: f64,
    /// The logarithm of 1 over the chance of a mistake on that side.
    pub odds: f64,
}

impl Level {
    /// Of an interval that is wrong in 5 %, to either side in half of these.
    pub const TWO_SIDED_95: Level = Level { errors: TWO_SIDED_95, odds: 3.688_879_454_113_936_3 };
    /// As far off as one standard error: wrong to either side in 15.9 %.
    pub const ONE_ERROR: Level = Level { errors: 1.0, odds: 1.841_021_645_009_264 };
    /// Of a bound to one side that is wrong in 5 %.
    pub const ONE_SIDED_95: Level = Level { errors: 1.644_853_626_951_472_2, odds: 2.995_732_273_553_991 };
}

/// A mean over trials, or the difference of two on the same luck.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    /// What it is over the trials: infinite where there was nothing to share the amount.
    pub value: f64,
    /// Between which values it lies for certain, since no trial can come to anything else.
    pub bounds: (f64, f64),
    /// What it would be if all trials were as one may be at the least and at the most; of a ratio to first order.
    reach: (f64, f64),
    /// Does the number that shares the amount vary from trial to trial?
    shares_vary: bool,
    excess: Excess,
}

impl Mean {
    /// That of sums by replicate; trials lie within `extent`.
    pub fn new(portions: impl Iterator<Item = Portion> + Clone, extent: &Extent) -> Mean {
        let total = Portion::total(portions.clone());
        let excess = ratio_sums::excess(portions.clone(), extent.parts);
        let nothing = || Excess::new(portions.map(|portion| (portion.trials, 0)));
        Mean::around(&total, excess.unwrap_or_else(nothing), extent)
    }

    /// That of sums over all trials, of which it is known by how much each replicate exceeds its share.
    pub fn around(total: &Portion, excess: Excess, extent: &Extent) -> Mean {
        let parts = f64::from(extent.parts);
        let value = ratio_sums::mean(std::iter::once(*total), extent.parts).unwrap_or(f64::INFINITY);
        let [least, most] = [extent.amount.0, extent.amount.1].map(|amount| amount as f64 / parts);
        let [fewest, all] = [extent.number.0, extent.number.1].map(|number| number as f64);
        let each = total.number as f64 / total.trials.max(1) as f64;
        let reach = |amount: f64, number: f64| value + (amount - value * number) / each;
        let reach = if value.is_finite() { (reach(least, all), reach(most, fewest)) } else { extent.values() };
        Mean { value, bounds: extent.values(), reach, shares_vary: fewest < all, excess }
    }

    /// A statistic that is not known to lie anywhere, and whose trials are all accounted for by `excess`.
    pub fn unbounded(value: f64, excess: Excess) -> Mean {
        Mean { value, bounds: (f64::NEG_INFINITY, f64::INFINITY), reach: (value, value), shares_vary: false, excess }
    }

    /// The mean of single values that lie between these.
    pub fn within(value: f64, excess: Excess, reach: (f64, f64)) -> Mean {
        Mean { value, bounds: reach, reach, shares_vary: false, excess }
    }

    /// The same with the other sign.
    pub fn negative(self) -> Mean {
        let turned = |(low, high): (f64, f64)| (-high, -low);
        Mean {
            value: -self.value,
            bounds: turned(self.bounds),
            reach: turned(self.reach),
            shares_vary: self.shares_vary,
            excess: self.excess.times(-1.0),
        }
    }

    /// By how much it exceeds another, of the same trials.
    pub fn minus(&self, other: &Mean) -> Mean {
        let less = |one: (f64, f64), other: (f64, f64)| (one.0 - other.1, one.1 - other.0);
        Mean {
            value: self.value - other.value,
            bounds: less(self.bounds, other.bounds),
            reach: less(self.reach, other.reach),
            shares_vary: self.shares_vary || other.shares_vary,
            excess: self.excess.clone().minus(&other.excess),
        }
    }

    /// The standard error; nothing where fewer than two replicates hold a trial.
    pub fn standard_error(&self) -> Option<f64> {
        if self.value.is_finite() { self.excess.standard_error() } else { None }
    }

    /// The share of trials in which something else may come, where none has shown anything else.
    pub fn share_unseen(&self, level: Level) -> f64 {
        self.share(0, level)
    }

    /// Did no trial differ from the others, as far as can be seen?
    pub fn never_varied(&self) -> bool {
        self.excess.usual().apart == 0
    }

    /// Between which values it lies; each end is wrong with the chance of the level. Nothing where so few trials tell none.
    pub fn interval(&self, level: Level) -> Option<(f64, f64)> {
        let (least, most) = self.bounds;
        if least == most {
            return Some((self.value, self.value));
        } else if self.value.is_infinite() {
            // There may be something to share it among in so small a share of campaigns.
            return Some((least / self.share(0, level), f64::INFINITY));
        }
        let (below, above) = self.off(level)?;
        Some(((self.value - below).max(least).min(self.value), (self.value + above).min(most).max(self.value)))
    }

    /// By how much it may be less and more, whatever its bounds.
    pub fn off(&self, level: Level) -> Option<(f64, f64)> {
        let error = level.errors * self.excess.standard_error()?;
        let Usual { apart, offset } = self.excess.usual();
        if 2 * apart >= self.excess.replicates() {
            return Some((error, error));
        }
        let share = self.share(apart, level);
        // What all is shared among may be missing in as many trials, so that the rest counts for more.
        let odds = if self.shares_vary { share / (1.0 - share) } else { share };
        let usual = self.value + offset;
        let (down, up) = (odds * (usual - self.reach.0).max(0.0), odds * (self.reach.1 - usual).max(0.0));
        let few = apart < FEW;
        // To the side of the usual lies what was not seen at all; to the other what was seen too seldom.
        let near = |unseen: f64| if few { error + unseen } else { error };
        let far = |unseen: f64| {
            let bound = (unseen - offset.abs()).max(error);
            let lean = error * error / (2.0 * offset.abs());
            if few { bound } else { bound.min(lean + lean.hypot(error)) }
        };
        Some(if offset < 0.0 {
            (near(down), far(up))
        } else if offset > 0.0 {
            (far(down), near(up))
        } else {
            (down.max(error), up.max(error))
        })
    }

    /// The share of trials that may depart where so many replicates do.
    fn share(&self, apart: usize, level: Level) -> f64 {
        let replicates = self.excess.replicates();
        let each = self.excess.trials() as f64 / replicates.max(1) as f64;
        1.0 - (1.0 - at_most(apart, replicates, level)).powf(1.0 / each)
    }
}

/// The largest share that shows in as few as so many of a number with more than the chance of the level.
pub fn at_most(shown: usize, number: usize, level: Level) -> f64 {
    if shown >= number {
        return 1.0;
    } else if shown == 0 {
        return -(-level.odds / number as f64).exp_m1();
    }
    let chance = (-level.odds).exp();
    // The chance of no more than that many is that of a Beta variable above the share.
    let (more, less) = (shown as f64 + 1.0, (number - shown) as f64);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle: f64 = 0.5 * (low + high);
        if 1.0 - beta_reg(more, less, middle) > chance { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::replicates::{REPLICATES, Replicates};

    /// So many trials that come to 0 but for `rare` of them, which are spread out and come to `size`, of at most `most`.
    fn mean(trials: u64, rare: u64, size: u64, most: u64) -> Mean {
        let mut portions: Vec<Portion> =
            Replicates::dealt(0..trials).map(|trials| Portion { trials, amount: 0, number: trials.into() }).collect();
        // By the golden ratio, so that replicates hold none, one or two.
        let place = |event: u64| (event.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % REPLICATES;
        (0..rare).for_each(|event| portions[place(event)].amount += i128::from(size));
        Mean::new(portions.iter().copied(), &Extent { amount: (0, most.into()), number: (1, 1), parts: 1 })
    }

    fn level(odds: f64, errors: f64) -> Level {
        Level { errors, odds }
    }

    #[test]
    fn what_none_showed_is_bounded_by_the_rule_of_three_times_the_most_that_it_may_be() {
        for trials in [128, 1_000, 20_000] {
            let (low, high) = mean(trials, 0, 1, 26).interval(Level::ONE_SIDED_95).expect("there are replicates");
            let share = 1.0 - 0.05f64.powf(1.0 / trials as f64);
            assert_eq!(low, 0.0);
            assert!((high / (26.0 * share) - 1.0).abs() < 1e-9, "{trials}: {high}");
        }
    }

    #[test]
    fn what_can_be_nothing_else_is_certain() {
        assert_eq!(mean(300, 0, 0, 0).interval(Level::TWO_SIDED_95), Some((0.0, 0.0)));
        assert_eq!(mean(1, 0, 0, 3).interval(Level::TWO_SIDED_95), None);
    }

    #[test]
    fn of_a_few_events_the_bound_is_that_of_clopper_and_pearson() {
        // 3 of 10 000, 2.5 % to each side: 8.77 of 10 000 at most, by the Poisson limit 8.767.
        let (low, high) = mean(10_000, 3, 1, 1).interval(Level::TWO_SIDED_95).expect("there are replicates");
        assert!((high / 8.767e-4 - 1.0).abs() < 0.04 && low == 0.0, "{low} {high}");
    }

    #[test]
    fn where_most_replicates_vary_the_error_is_theirs() {
        let found = mean(20_000, 200, 1, 26);
        let error = found.standard_error().expect("there are replicates");
        let (low, high) = found.interval(level(8.0, 3.0)).expect("there are replicates");
        assert!((found.value - low - 3.0 * error).abs() < 1e-12 && (high - found.value - 3.0 * error).abs() < 1e-12);
        // Fewer of them: farther off on the side of what is rare, where the bound on the mean is that of Wilson.
        let found = mean(20_000, 45, 1, 26);
        let (_, high) = found.interval(level(8.0, 3.0)).expect("there are replicates");
        let error = 3.0 * found.standard_error().expect("there are replicates");
        let lean = error * error / (2.0 * found.value);
        let expected = found.value + lean + (lean * lean + error * error).sqrt();
        assert!((high / expected - 1.0).abs() < 1e-9, "{high} {expected}");
    }

    #[test]
    fn a_price_that_nobody_paid_so_far_is_high_and_not_infinite() {
        let portion = |trials| Portion { trials, amount: 100 * i128::from(trials), number: 0 };
        let portions: Vec<Portion> = Replicates::dealt(0..3_000).map(portion).collect();
        let portions = portions.iter().copied();
        let extent = Extent { amount: (100, 100), number: (0, 5), parts: 1 };
        let found = Mean::new(portions.clone(), &extent);
        let (low, high) = found.interval(Level::ONE_SIDED_95).expect("there are replicates");
        assert_eq!((found.value, high), (f64::INFINITY, f64::INFINITY));
        assert!((low * (1.0 - 0.05f64.powf(1.0 / 3_000.0)) / 20.0 - 1.0).abs() < 1e-9, "{low}");
        let never = Mean::new(portions, &Extent { number: (0, 0), ..extent });
        assert_eq!(never.interval(Level::ONE_SIDED_95), Some((f64::INFINITY, f64::INFINITY)));
    }

    #[test]
    fn of_a_difference_the_bound_reaches_to_both_sides() {
        let (one, other) = (mean(5_000, 0, 1, 10), mean(5_000, 0, 1, 4));
        let (low, high) = one.minus(&other).interval(Level::ONE_SIDED_95).expect("there are replicates");
        let share = 1.0 - 0.05f64.powf(1.0 / 5_000.0);
        assert!((low + 4.0 * share).abs() < 1e-12 && (high - 10.0 * share).abs() < 1e-12, "{low} {high}");
        assert!(one.minus(&other).never_varied());
    }
}
