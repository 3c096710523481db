//! The ratio of two sums over trials, and how far it may be off: the one place where a mean and its error come from.
//!
//! The mean is the ratio of the means, never a mean of ratios. Its error is that of the delta method, from the
//! [replicates](super::replicates).
//!
//! No sum overflows: an amount is below 2^90 parts a trial (10^11 cents an hour × 1.008 × 10^7 thousandths of a minute
//! × 64 touches for each of 10^7 prospects, the limits of a scenario), and there are at most 10^9 trials, so that all
//! together are below 2^120.

use serde::{Deserialize, Serialize};

use super::replicates::Excess;

/// The sums over the trials of one replicate: an amount, and the number that shares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Portion {
    /// How many trials.
    pub trials: u64,
    /// The sum of the amounts, in the parts that they come in.
    pub amount: i128,
    /// The sum of the numbers that share them.
    pub number: i128,
}

impl Portion {
    /// All portions together.
    pub fn total(portions: impl Iterator<Item = Portion>) -> Portion {
        portions.fold(Portion::default(), |sum, portion| Portion {
            trials: sum.trials + portion.trials,
            amount: sum.amount + portion.amount,
            number: sum.number + portion.number,
        })
    }
}

/// The ratio of the means, amounts in parts of which `parts` make a whole; nothing where there is none to share them.
pub fn mean(portions: impl Iterator<Item = Portion>, parts: u32) -> Option<f64> {
    let Portion { amount, number, .. } = Portion::total(portions);
    (number > 0).then(|| amount as f64 / (number as f64 * f64::from(parts)))
}

/// By how much each replicate exceeds its share of the ratio, to first order (the delta method): the difference of two
/// of these, from the same trials, has the standard error of the paired difference. Nothing where the ratio is undefined.
pub fn excess(portions: impl Iterator<Item = Portion> + Clone, parts: u32) -> Option<Excess> {
    let mean = mean(portions.clone(), parts)?;
    Some(excess_around(mean, &Portion::total(portions.clone()), portions, 1.0 / f64::from(parts)))
}

/// The same around a mean that is known, of what varies alone, one of whose amounts is worth `unit`: what is the same in
/// every trial makes no difference.
pub fn excess_around(mean: f64, total: &Portion, varying: impl Iterator<Item = Portion> + Clone, unit: f64) -> Excess {
    let number_a_trial = total.number as f64 / total.trials as f64;
    let amounts = Excess::new(varying.clone().map(|portion| (portion.trials, portion.amount)));
    if varying.clone().all(|portion| portion.number == i128::from(portion.trials)) {
        return amounts.times(unit / number_a_trial);
    }
    let numbers = Excess::new(varying.map(|portion| (portion.trials, portion.number)));
    amounts.times(unit / number_a_trial).plus(&numbers.times(-mean / number_a_trial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::replicates::REPLICATES;

    /// The most that a trial may come to, and the most trials.
    const MOST: i128 = (1 << 90) - 1;
    const TRIALS: u64 = 1_000_000_000;

    fn portions(amount: impl Fn(u64) -> i128 + Clone) -> impl Iterator<Item = Portion> + Clone {
        let trials = TRIALS / REPLICATES as u64;
        (0..REPLICATES as u64).map(move |place| Portion {
            trials,
            amount: i128::from(trials) * amount(place),
            number: trials.into(),
        })
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let same = portions(|_| MOST);
        assert_eq!(mean(same.clone(), 1), Some(MOST as f64));
        assert_eq!(excess(same, 1).and_then(|excess| excess.standard_error()), Some(0.0));
        // Half of the replicates have nothing, the others all: an error of half of that over the root of 127.
        let halves = portions(|place| if place % 2 == 0 { MOST } else { 0 });
        assert_eq!(mean(halves.clone(), 1), Some(MOST as f64 / 2.0));
        let error = excess(halves, 1).and_then(|excess| excess.standard_error()).expect("there are 128 replicates");
        let expected = MOST as f64 / 2.0 / 127f64.sqrt();
        assert!((error / expected - 1.0).abs() < 1e-12, "{error} {expected}");
    }
}
