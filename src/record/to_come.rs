//! The answers that are still to come from what is open.

use crate::domain::distribution::Distribution;

use super::beta::BetaRate;
use super::fate::Fates;
use super::fit::Fit;

/// Delays that stand for all that may be the right one, and values that stand for each of their rates.
const DELAYS: usize = 32;
const RATES: u32 = 5;

/// A number of answers that are to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToCome {
    /// Its mean.
    pub mean: f64,
    /// With 95 % there are at least as many.
    pub low: u64,
    /// With 95 % there are no more.
    pub high: u64,
}

impl Fit {
    /// The answers to come from the messages of the touch that are silent so far: by the joint posterior of rate and delay,
    /// and by chance.
    pub fn to_come(&self, fates: &Fates) -> ToCome {
        let silent: Vec<(f64, f64)> = fates.silent().map(|(days, count)| (days, count as f64)).collect();
        let open: f64 = silent.iter().map(|(_, count)| count).sum();
        let mut chances = vec![0.0];
        let (mut mean, delays) = (0.0, self.representatives(DELAYS));
        let weight = 1.0 / (delays.len() as f64 * f64::from(RATES));
        for possible in &delays {
            let come: Vec<(f64, f64)> = silent.iter().map(|&(days, count)| (possible.delay.cdf(days), count)).collect();
            for rate in rates(BetaRate::with_moments(self.rate_by(possible)), self.rate_by(possible).mean) {
                let expected: f64 =
                    come.iter().map(|&(come, count)| count * rate * (1.0 - come) / (1.0 - rate * come)).sum();
                mean += weight * expected;
                add_binomial(&mut chances, open, expected / open.max(1.0), weight);
            }
        }
        let quantile = |u: f64| {
            let mut reached = 0.0;
            let is_above = |chance: &f64| {
                reached += chance;
                reached >= u
            };
            chances.iter().position(is_above).unwrap_or(chances.len() - 1) as u64
        };
        ToCome { mean, low: quantile(0.05), high: quantile(0.95) }
    }
}

/// A few values of a rate, equally likely.
fn rates(law: Option<BetaRate>, mean: f64) -> Vec<f64> {
    let law = law.and_then(|law| Distribution::beta(law.alpha, law.beta).ok());
    let value = |place: u32| law.as_ref().map_or(mean, |law| law.quantile((f64::from(place) + 0.5) / f64::from(RATES)));
    (0..RATES).map(value).collect()
}

/// Adds the chances of each number of answers to so many messages, until they are next to nothing.
fn add_binomial(chances: &mut Vec<f64>, number: f64, rate: f64, weight: f64) {
    let rate = rate.clamp(0.0, 1.0 - 1e-9);
    let (mut ln, step) = (number * (-rate).ln_1p(), (rate / (1.0 - rate)).ln());
    for answers in 0..=number as usize {
        if answers > 0 {
            ln += ((number - answers as f64 + 1.0) / answers as f64).ln() + step;
        }
        if answers as f64 > number * rate && ln < -36.0 {
            break;
        }
        if chances.len() <= answers {
            chances.push(0.0);
        }
        chances[answers] += weight * ln.exp();
    }
}

#[cfg(test)]
mod tests {
    use super::super::fate::Fate;
    use super::*;

    #[test]
    fn what_is_open_draws_answers_as_its_rate_and_delay_say() {
        // Half of the answers come within a day: of what was sent yesterday and is silent, 0.1/0.9 will be answered.
        let replied = (0..4_000).map(|place| Fate::replied_on_day(if place % 2 == 0 { 1 } else { 2 }));
        let settled: Fates = replied.chain(vec![Fate::silent_for(1e3); 16_000]).collect();
        let fit = Fit::best(&settled, BetaRate::JEFFREYS).expect("numbers hold");
        let open: Fates = vec![Fate::silent_for(1.0); 90].into_iter().collect();
        let ToCome { mean, low, high } = fit.to_come(&open);
        // With a binomial distribution of 90 and 1/9, 10 ± 3: 5 % lie below 5 and above 15.
        assert!(
            (mean - 10.0).abs() < 0.6 && (4..=6).contains(&low) && (14..=16).contains(&high),
            "{mean} {low} {high}"
        );
        assert_eq!(fit.to_come(&Fates::default()), ToCome { mean: 0.0, low: 0, high: 0 });
    }
}
