//! The response rates and the delay of replies, fitted together: a share r of messages draws a reply, after a delay; the
//! others never do.
//!
//! Such a *cure model* (Boag, Maximum likelihood estimates of the proportion of patients cured by cancer therapy, Journal
//! of the Royal Statistical Society B 11, 1949; Farewell, Biometrics 38, 1982) gives every message its due: one that drew
//! a reply between days a and b has the likelihood r·(F(b) − F(a)), one that has been silent for c days 1 − r·F(c), so
//! that silence since yesterday says next to nothing, and silence for three months nearly everything. What it is where
//! several messages went to one person stands in `evidence`.
//!
//! The posterior of the delay's two parameters, with the rates summed over, is summed over a grid of points along the axes
//! of its normal approximation, where equal steps are as good as any rule for integrals of such bell curves (Trefethen &
//! Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56, 2014).

use super::family::{Law, Place, Stretched};
use super::fit::{Fitted, Possible};
use super::laplace::{cholesky, peak, times};
use super::model::Model;
use super::posterior::logistic;

/// Points of the grid on either side of the peak, along each axis.
const REACH: i32 = 6;

/// The distance between two points of the grid, in standard deviations.
const STEP: f64 = 1.0;

/// Fits a family of two parameters; nothing where numbers fail.
pub(super) fn fit(model: &Model, family: Stretched) -> Option<Fitted> {
    let law = |point: &[f64]| Place { location: point[0], ln_spread: point[1] };
    let ln = |point: &[f64]| {
        let place = law(point);
        Some(family.ln_prior(place) + model.ln(&model.come(&family.delay(place)?), &point[2..]))
    };
    let start = family.centre().into_iter().chain(model.start()).collect();
    let (top, covariance) = peak(start, &ln)?;
    let about: Vec<f64> = top[2..].iter().map(|&logit| logistic(logit)).collect();
    let axes = cholesky(&covariance[..2].iter().map(|row| row[..2].to_vec()).collect())?;
    let mut possible = Vec::new();
    for first in -REACH..=REACH {
        for second in -REACH..=REACH {
            let moved = times(&axes, &[STEP * f64::from(first), STEP * f64::from(second)]);
            let place = law(&[top[0] + moved[0], top[1] + moved[1]]);
            let Some(delay) = family.delay(place) else { continue };
            let number = (first + REACH) * (2 * REACH + 1) + second + REACH;
            let Some(given) = model.given(&model.come(&delay), &about, number as u64) else { continue };
            let ln = family.ln_prior(place) + given.ln;
            possible
                .push((ln, Possible { law: Law::Stretched(family, place), delay, weight: 0.0, rates: given.rates }));
        }
    }
    // Each point stands for so much of the plane.
    let cell = STEP * STEP * axes[0][0] * axes[1][1];
    Fitted::new(family.family(), possible, cell.ln())
}
