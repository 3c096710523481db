//! A cure model whose delay is piecewise linear: some share of the messages draws a reply in each stretch of days, evenly
//! within it.
//!
//! Taken by its hazards, the chance in each stretch that a message that is still silent draws a reply in it, the record
//! falls apart into one factor for each stretch, and so does a prior that is *neutral* (Connor & Mosimann, Concepts of
//! independence for proportions with a generalization of the Dirichlet distribution, Journal of the American Statistical
//! Association 64, 1969). So hazards are drawn each by itself, from their quantile functions. The prior of rate and shares
//! is such a one but for a power of the rate, by which draws are weighed.

use crate::domain::delay::Delay;
use crate::engine::luck::{Luck, Stream};

use super::beta::{BetaRate, Moments};
use super::family::{Family, KNOTS};
use super::fate::Fates;
use super::fit::{Fit, Possible};
use super::posterior::{Density, Quantiles};

/// Draws of rate and shares; four times as many where they differ much in weight.
const DRAWS: u64 = 400;

/// So many draws of equal weight must be worth as much as all of them for the fit to be of use.
const FEWEST: f64 = 40.0;

/// The stretches that end at [`KNOTS`].
const STRETCHES: usize = KNOTS.len();

/// The shares of the replies that are expected in each stretch before a record is seen, in all as much as two replies: 65 %
/// within a day, 90 % within a week.
const PRIOR: [f64; STRETCHES] = [1.30, 0.32, 0.18, 0.10, 0.06, 0.04];

/// A rate with the share of the replies that come in each stretch.
struct Draw {
    ln_weight: f64,
    rate: f64,
    shares: [f64; STRETCHES],
}

/// Fits shares to the stretches between [`KNOTS`]; nothing where a reply took longer than the last, or where draws differ so
/// much in weight that few of them count.
pub(super) fn fit(fates: &Fates, prior: BetaRate) -> Option<Fit> {
    // Replies are told by the hour or the day, and knots are whole days, so that each lies in one stretch.
    let mut replies = PRIOR;
    for (_, within, count) in fates.replied() {
        let stretch = KNOTS.iter().position(|&knot| within <= knot + 1e-9)?;
        replies[stretch] += count as f64;
    }
    let draws = draws(replies, fates, prior);
    let top = draws.iter().map(|draw| draw.ln_weight).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = draws.iter().map(|draw| (draw.ln_weight - top).exp()).collect();
    let total: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    // By Kish, Survey sampling, 1965, section 8.2; never where numbers fail.
    (total * total / squares >= FEWEST).then_some(())?;
    let weighed = || draws.iter().zip(weights.iter().map(|weight| weight / total));
    let moments = |rate: f64| Moments { mean: rate, square: rate * rate };
    let rate = Moments::mixed(weighed().map(|(draw, weight)| (weight, moments(draw.rate))));
    let average = std::array::from_fn(|stretch| weighed().map(|(draw, weight)| weight * draw.shares[stretch]).sum());
    let points = points(average);
    let written: Vec<String> = points.iter().map(|(day, share)| format!("[{day}, {share}]")).collect();
    let delays = weighed().filter_map(|(draw, weight)| {
        let delay = Delay::piecewise(self::points(draw.shares)).ok()?;
        Some(Possible { delay, weight, rate: moments(draw.rate) })
    });
    Some(Fit {
        family: Family::Piecewise,
        rate: BetaRate::with_moments(rate)?,
        delay: Delay::piecewise(points.clone()).ok()?,
        written: format!("{{ cdf = [{}] }}", written.join(", ")),
        delays: delays.collect(),
    })
}

/// Draws from the posterior, always the same: they follow from the record alone. `replies` are those in each stretch, with
/// those expected before.
fn draws(replies: [f64; STRETCHES], fates: &Fates, prior: BetaRate) -> Vec<Draw> {
    // The prior, Beta(alpha, beta) of the rate times a Dirichlet distribution of the shares, would be neutral if the
    // parameters of the latter added up to alpha. So this power of the rate is left.
    let power = prior.alpha - PRIOR.iter().sum::<f64>();
    // For draws to be of like weight, the hazards take over what they can of a high power: as if that many messages fewer
    // would never be answered. At the most likely rate both have the same slope. The last hazard must keep some of them.
    let answered: f64 = replies.iter().sum();
    let come = |days: f64| (0..STRETCHES).map(|stretch| PRIOR[stretch] * passed(stretch, days)).sum::<f64>();
    let (mut never, mut settled) = (prior.beta, prior.beta);
    for (days, count) in fates.silent() {
        never += count as f64 * come(days) / come(f64::INFINITY);
        settled += if passed(STRETCHES - 1, days) == 1.0 { count as f64 } else { 0.0 };
    }
    let kept = answered / (answered + power);
    let fewer = (never * (1.0 - kept)).min(settled * (1.0 - 0.5 * kept)).max(0.0);
    let hazards: [Quantiles; STRETCHES] = std::array::from_fn(|stretch| {
        let later: f64 = replies[stretch + 1..].iter().sum();
        let mut behind = prior.beta - fewer + later;
        let mut silent = Vec::new();
        for (days, count) in fates.silent() {
            let passed = passed(stretch, days);
            if passed == 1.0 {
                behind += count as f64;
            } else if passed > 0.0 {
                silent.push((passed, count as f64));
            }
        }
        Density { ahead: replies[stretch], behind, silent: &silent }.quantiles()
    });
    let latents = Luck::of_trial(0, 0).stream(Stream::Fit.key());
    let draw = |number: u64| {
        let mut left = 1.0;
        let answered: [f64; STRETCHES] = std::array::from_fn(|stretch| {
            let hazard = hazards[stretch].quantile(latents.at(number * STRETCHES as u64 + stretch as u64).unit());
            let answered = left * hazard;
            left *= 1.0 - hazard;
            answered
        });
        let rate: f64 = answered.iter().sum();
        let ln_fewer = if fewer > 0.0 { fewer * left.ln() } else { 0.0 };
        Draw { ln_weight: power * rate.ln() + ln_fewer, rate, shares: answered.map(|share| share / rate) }
    };
    let number = if power > 0.0 { 4 * DRAWS } else { DRAWS };
    (0..number).map(draw).collect()
}

/// The share of a stretch that has passed after so many days.
fn passed(stretch: usize, days: f64) -> f64 {
    let from = stretch.checked_sub(1).map_or(0.0, |before| KNOTS[before]);
    ((days - from) / (KNOTS[stretch] - from)).clamp(0.0, 1.0)
}

/// The points of the distribution function, with six digits and the last share 1.
fn points(shares: [f64; STRETCHES]) -> Vec<(f64, f64)> {
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
    use rand::SeedableRng;
    use rand::rngs::StdRng;
    use rand_distr::{Beta, Distribution, Gamma};

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

    /// Mean and standard deviation of the rate and of the share of the first day, by draws from the prior that are weighed
    /// by the likelihood, and by those of the fit: their means differ by less than five standard errors of 400 draws, and
    /// their standard deviations by less than a quarter, which is seven.
    #[test]
    fn draws_are_those_of_the_posterior() {
        const RECORD: [(u32, usize); 4] = [(1, 5), (2, 2), (5, 2), (20, 1)];
        const SILENT: [(f64, usize); 5] = [(0.5, 8), (2.0, 8), (5.0, 8), (25.0, 8), (100.0, 12)];
        let replied = RECORD.into_iter().flat_map(|(day, count)| vec![Fate::replied_on_day(day); count]);
        let silent = SILENT.into_iter().flat_map(|(days, count)| vec![Fate::Silent { days }; count]);
        let fates: Fates = replied.chain(silent).collect();
        let spread = |draws: &[(f64, f64)]| {
            let total: f64 = draws.iter().map(|(weight, _)| weight).sum();
            let mean = draws.iter().map(|(weight, value)| weight / total * value).sum::<f64>();
            let variance: f64 = draws.iter().map(|(weight, value)| weight / total * (value - mean).powi(2)).sum();
            (mean, variance.sqrt())
        };
        for prior in [BetaRate::JEFFREYS, BetaRate { alpha: 3.0, beta: 17.0 }, BetaRate { alpha: 40.0, beta: 60.0 }] {
            let mut rng = StdRng::seed_from_u64(1);
            let law = Beta::new(prior.alpha, prior.beta).expect("a distribution");
            let expected: Vec<(f64, [f64; 2])> = (0..60_000)
                .map(|_| {
                    let rate = law.sample(&mut rng);
                    let shares = PRIOR.map(|share| Gamma::new(share, 1.0).expect("a distribution").sample(&mut rng));
                    let shares = shares.map(|share| share / shares.iter().sum::<f64>());
                    let come = |days: f64| (0..STRETCHES).map(|at| shares[at] * passed(at, days)).sum::<f64>();
                    let at = |day: u32| KNOTS.iter().position(|&knot| f64::from(day) <= knot).expect("a stretch");
                    let replied = RECORD.map(|(day, count)| (rate * shares[at(day)]).powi(count as i32));
                    let silent = SILENT.map(|(days, count)| (1.0 - rate * come(days)).powi(count as i32));
                    (replied.iter().chain(&silent).product(), [rate, shares[0]])
                })
                .collect();
            let fit = fit(&fates, prior).expect("numbers hold");
            let found: Vec<(f64, [f64; 2])> =
                fit.delays.iter().map(|of| (of.weight, [of.rate.mean, of.delay.cdf(1.0)])).collect();
            for value in 0..2 {
                let of = |draws: &[(f64, [f64; 2])]| {
                    spread(&draws.iter().map(|(weight, values)| (*weight, values[value])).collect::<Vec<_>>())
                };
                let ((mean, sd), (expected, expected_sd)) = (of(&found), of(&expected));
                println!("{prior:?} {value}: {mean} ± {sd} for {expected} ± {expected_sd}");
                assert!((mean - expected).abs() < 5.0 * expected_sd / 20.0, "{prior:?} {value}");
                assert!((sd / expected_sd - 1.0).abs() < 0.25, "{prior:?} {value}");
            }
        }
    }

    #[test]
    fn so_sure_a_prior_that_hardly_a_draw_counts_is_not_fitted() {
        let fates: Fates = vec![Fate::replied_on_day(2); 9].into_iter().chain([Fate::silent_for(500.0); 90]).collect();
        assert_eq!(fit(&fates, BetaRate { alpha: 9e6, beta: 1e6 }), None);
    }
}
