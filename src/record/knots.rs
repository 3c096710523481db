//! A cure model whose delay is piecewise linear: as many replies as may be in each stretch of days, evenly within it.
//!
//! Rate and shares are drawn in turn with what became of the silent messages (Tanner & Wong, The calculation of posterior
//! distributions by data augmentation, Journal of the American Statistical Association 82, 1987): given how many of these
//! would have replied and when, the rate is a Beta and the shares are a Dirichlet distribution.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Binomial, Distribution, Gamma};

use crate::domain::delay::Delay;

use super::beta::{BetaRate, Moments};
use super::family::{Family, KNOTS};
use super::fate::Fates;
use super::fit::{Fit, Possible};

/// Draws that are thrown away.
const BEFORE: usize = 100;

/// Draws that are kept.
const KEPT: usize = 400;

/// The shares of the replies that are expected in each stretch before a record is seen, in all as much as two replies: 65 %
/// within a day, 90 % within a week.
const PRIOR: [f64; KNOTS.len()] = [1.30, 0.32, 0.18, 0.10, 0.06, 0.04];

/// Fits shares to the stretches between [`KNOTS`]; nothing where a reply took longer than the last.
pub(super) fn fit(fates: &Fates, prior: BetaRate) -> Option<Fit> {
    // Replies are told by the hour or the day, and knots are whole days, so that each lies in one stretch.
    let mut replied = [0.0; KNOTS.len()];
    for (_, within, count) in fates.replied() {
        let stretch = KNOTS.iter().position(|&knot| within <= knot + 1e-9)?;
        replied[stretch] += count as f64;
    }
    let replies: f64 = replied.iter().sum();
    let sent = fates.sent() as f64;
    // Always the same draws: the fit is a function of the record.
    let mut rng = StdRng::seed_from_u64(0);
    let mut rate = (replies + 1.0) / (sent + 2.0);
    let mut shares = normalised(std::array::from_fn(|stretch| replied[stretch] + PRIOR[stretch]));
    let (mut rates, mut kept) = (Vec::new(), Vec::new());
    for draw in 0..BEFORE + KEPT {
        let mut counts = replied;
        let mut never = 0.0;
        for (days, count) in fates.silent() {
            let later: [f64; KNOTS.len()] =
                std::array::from_fn(|stretch| rate * shares[stretch] * (1.0 - spread(stretch, days)));
            let mut left = count;
            let mut rest = 1.0 - rate + later.iter().sum::<f64>();
            for (count, chance) in counts.iter_mut().zip(later) {
                let drawn = Binomial::new(left, (chance / rest).clamp(0.0, 1.0)).ok()?.sample(&mut rng);
                *count += drawn as f64;
                left -= drawn;
                rest -= chance;
            }
            never += left as f64;
        }
        let repliers: f64 = counts.iter().sum();
        let (yes, no) = (gamma(prior.alpha + repliers, &mut rng)?, gamma(prior.beta + never, &mut rng)?);
        rate = yes / (yes + no);
        let mut drawn = [0.0; KNOTS.len()];
        for (share, (count, prior)) in drawn.iter_mut().zip(counts.into_iter().zip(PRIOR)) {
            *share = gamma(count + prior, &mut rng)?;
        }
        shares = normalised(drawn);
        if draw >= BEFORE {
            rates.push(rate);
            kept.push(shares);
        }
    }
    let number = KEPT as f64;
    let moments = |rate: f64| Moments { mean: rate, square: rate * rate };
    let rate = Moments::mixed(rates.iter().map(|&rate| (1.0 / number, moments(rate))));
    let average = std::array::from_fn(|stretch| kept.iter().map(|shares| shares[stretch]).sum::<f64>() / number);
    let points = points(average);
    let written: Vec<String> = points.iter().map(|(day, share)| format!("[{day}, {share}]")).collect();
    let delays = kept.into_iter().zip(&rates).filter_map(|(shares, &rate)| {
        let delay = Delay::piecewise(self::points(shares)).ok()?;
        Some(Possible { delay, weight: 1.0 / number, rate: moments(rate) })
    });
    Some(Fit {
        family: Family::Piecewise,
        rate: BetaRate::with_moments(rate)?,
        delay: Delay::piecewise(points.clone()).ok()?,
        written: format!("{{ cdf = [{}] }}", written.join(", ")),
        delays: delays.collect(),
    })
}

/// The share of a stretch that lies within so many days.
fn spread(stretch: usize, days: f64) -> f64 {
    let from = stretch.checked_sub(1).map_or(0.0, |before| KNOTS[before]);
    ((days - from) / (KNOTS[stretch] - from)).clamp(0.0, 1.0)
}

fn normalised(shares: [f64; KNOTS.len()]) -> [f64; KNOTS.len()] {
    let sum: f64 = shares.iter().sum();
    shares.map(|share| share / sum)
}

fn gamma(shape: f64, rng: &mut StdRng) -> Option<f64> {
    Gamma::new(shape, 1.0).ok().map(|law| law.sample(rng))
}

/// The points of the distribution function, with six digits and the last share 1.
fn points(shares: [f64; KNOTS.len()]) -> Vec<(f64, f64)> {
    let mut reached = 0.0;
    let rising = KNOTS.into_iter().zip(shares).map(|(day, share)| {
        reached += share;
        (day, ((reached * 1e6).round() / 1e6).min(1.0))
    });
    let mut points: Vec<(f64, f64)> = rising.collect();
    if let Some(last) = points.last_mut() {
        last.1 = 1.0;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::fate::Fate;
    use super::*;

    #[test]
    fn with_every_message_settled_shares_and_rate_are_those_of_the_counts() {
        let replied = [(1, 600), (3, 200), (10, 150), (60, 50)].into_iter();
        let replied = replied.flat_map(|(day, count)| vec![Fate::replied_on_day(day); count]);
        let fates: Fates = replied.chain(vec![Fate::silent_for(200.0); 4_000]).collect();
        let fit = fit(&fates, BetaRate::JEFFREYS).expect("numbers hold");
        // The mean of 400 draws, each a Beta with a standard deviation of 0.0057: four of its errors.
        assert!((fit.rate.mean() - 0.2).abs() < 4.0 * 0.0057 / 20.0, "{:?}", fit.rate);
        for (day, share) in [(1.0, 0.6), (3.0, 0.8), (14.0, 0.95)] {
            assert!((fit.delay.cdf(day) - share).abs() < 0.01, "{day}: {}", fit.delay.cdf(day));
        }
    }

    #[test]
    fn the_fit_is_a_function_of_the_record() {
        let fates: Fates =
            vec![Fate::replied_on_day(2); 9].into_iter().chain(vec![Fate::silent_for(5.0); 30]).collect();
        assert_eq!(fit(&fates, BetaRate::JEFFREYS), fit(&fates, BetaRate::JEFFREYS));
    }

    #[test]
    fn what_takes_longer_than_the_last_day_does_not_fit() {
        assert_eq!(fit(&[Fate::replied_on_day(91)].into_iter().collect(), BetaRate::JEFFREYS), None);
    }
}
