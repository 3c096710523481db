//! A cure model whose delay is piecewise linear: some share of the replies comes in each stretch of days, evenly within it.
//! So it can have any shape, such as two humps.
//!
//! Before a record is seen, the logarithms of the shares lie around those of the usual delay, as far off as a random
//! function with neighbours alike (a logistic Gaussian process: Leonard, Density estimation, stochastic processes and
//! prior information, Journal of the Royal Statistical Society B 40, 1978). The posterior is summed over draws from its
//! normal approximation, somewhat widened, each weighed by how much likelier it is than there (importance sampling).

use crate::domain::delay::Delay;
use crate::domain::normal;
use crate::engine::luck::{Luck, Stream};

use super::family::{Family, KNOTS, Law};
use super::fit::{Fitted, Possible};
use super::laplace::{Matrix, cholesky, peak, times};
use super::model::Model;
use super::posterior::logistic;

/// Draws of the shares.
const DRAWS: u64 = 256;

/// Draws are spread so much wider than the normal approximation.
const WIDENED: f64 = 1.2;

/// So many draws of equal weight must be worth as much as all of them for the fit to be of use.
const FEWEST: f64 = 25.0;

/// The stretches that end at [`KNOTS`].
const STRETCHES: usize = KNOTS.len();

/// The standard deviation by which the logarithm of a share may be off in a stretch, and how far off a stretch must be to be
/// hardly alike: so many times as late.
const ROUGH: f64 = 0.8;
const ALIKE: f64 = 4.0;

/// The standard deviation of the slope by which the logarithms of shares fall more slowly or faster with that of time, as
/// they do where replies take longer or less.
const TILT: f64 = 0.3;

/// Fits shares to the stretches; nothing where a reply took longer than the last, or where draws differ so much in weight
/// that few of them count.
pub(super) fn fit(model: &Model) -> Option<Fitted> {
    let prior = Prior::new()?;
    let ln = |point: &[f64]| {
        let (latents, logits) = point.split_at(STRETCHES);
        let delay = Delay::piecewise(points(prior.shares(latents))).ok()?;
        Some(ln_normal(latents) + model.ln(&model.come(&delay), logits))
    };
    if model.last_answer() > KNOTS[STRETCHES - 1] + 1e-9 {
        return None;
    }
    let start = std::iter::repeat_n(0.0, STRETCHES).chain(model.start()).collect();
    let (top, covariance) = peak(start, &ln)?;
    let about: Vec<f64> = top[STRETCHES..].iter().map(|&logit| logistic(logit)).collect();
    let axes = cholesky(&covariance[..STRETCHES].iter().map(|row| row[..STRETCHES].to_vec()).collect())?;
    let ln_axes: f64 = (0..STRETCHES).map(|place| (WIDENED * axes[place][place]).ln()).sum();
    let luck = Luck::of_trial(0, 0).stream(Stream::Fit.key());
    let draw = |number: u64| {
        let value = |place: u64| luck.at(number * STRETCHES as u64 + place).unit();
        let normal: Vec<f64> = (0..STRETCHES as u64).map(|place| normal::quantile(value(place))).collect();
        let latents: Vec<f64> =
            times(&axes, &normal).into_iter().zip(&top).map(|(moved, top)| top + WIDENED * moved).collect();
        let law = Law::Piecewise(points(prior.shares(&latents)));
        let delay = law.delay()?;
        let given = model.given(&model.come(&delay), &about, number)?;
        // Constants of both normal densities are the same.
        let ln = ln_normal(&latents) + given.ln - (ln_normal(&normal) - ln_axes);
        Some((ln, Possible { law, delay, weight: 0.0, rates: given.rates }))
    };
    let fitted = Fitted::new(Family::Piecewise, (0..DRAWS).filter_map(draw).collect(), -(DRAWS as f64).ln())?;
    // By Kish, Survey sampling, 1965, section 8.2.
    let squares: f64 = fitted.possible.iter().map(|possible| possible.weight * possible.weight).sum();
    (1.0 / squares >= FEWEST).then_some(fitted)
}

/// A law drawn from the prior, by values that are evenly spread between 0 and 1.
pub(super) fn drawn(unit: &mut dyn FnMut() -> f64) -> Option<Law> {
    let latents: Vec<f64> = (0..STRETCHES).map(|_| normal::quantile(unit())).collect();
    Some(Law::Piecewise(points(Prior::new()?.shares(&latents))))
}

/// The logarithm of a normal density, but for a constant.
fn ln_normal(values: &[f64]) -> f64 {
    -0.5 * values.iter().map(|value| value * value).sum::<f64>()
}

/// The prior of the logarithms of shares.
struct Prior {
    centre: Vec<f64>,
    /// Turns independent normal values into those by which they are off.
    factor: Matrix,
}

impl Prior {
    fn new() -> Option<Prior> {
        let usual = Law::usual().delay()?;
        let begin = |stretch: usize| stretch.checked_sub(1).map_or(0.0, |before| KNOTS[before]);
        let centre = (0..STRETCHES).map(|stretch| (usual.cdf(KNOTS[stretch]) - usual.cdf(begin(stretch))).ln());
        let time = |stretch: usize| (0.5 * (begin(stretch) + KNOTS[stretch])).ln();
        let covariance = |one: usize, other: usize| {
            let apart = (time(one) - time(other)) / ALIKE.ln();
            ROUGH * ROUGH * (-apart.abs()).exp() + TILT * TILT * time(one) * time(other)
        };
        let covariance = (0..STRETCHES).map(|one| (0..STRETCHES).map(|other| covariance(one, other)).collect());
        Some(Prior { centre: centre.collect(), factor: cholesky(&covariance.collect())? })
    }

    /// The share of each stretch, by independent standard normal values.
    fn shares(&self, latents: &[f64]) -> Vec<f64> {
        let off = times(&self.factor, latents);
        let shares: Vec<f64> = self.centre.iter().zip(off).map(|(centre, off)| (centre + off).exp()).collect();
        let all: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / all).collect()
    }
}

/// The points of the distribution function, with the last share 1.
fn points(shares: Vec<f64>) -> Vec<(f64, f64)> {
    let mut reached = 0.0;
    let rising = KNOTS.into_iter().zip(shares).map(|(day, share)| {
        reached += share;
        (day, reached.min(1.0))
    });
    let mut points: Vec<(f64, f64)> = rising.collect();
    if let Some(last) = points.last_mut() {
        last.1 = 1.0;
    }
    points
}
