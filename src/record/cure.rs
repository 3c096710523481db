//! The response rate and the delay of replies, fitted together: a share r of messages draws a reply, after a delay; the
//! others never do.
//!
//! Such a *cure model* (Boag, Maximum likelihood estimates of the proportion of patients cured by cancer therapy, Journal
//! of the Royal Statistical Society B 11, 1949; Farewell, Biometrics 38, 1982) gives every message its due: one that drew
//! a reply between days a and b has the likelihood r·(F(b) − F(a)), one that has been silent for c days 1 − r·F(c), so
//! that silence since yesterday says next to nothing, and silence for three months nearly everything.
//!
//! The posterior of the rate and of the delay's two parameters is summed over a grid of points along the axes of its
//! normal approximation, where equal steps are as good as any rule for integrals of such bell curves (Trefethen &
//! Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56, 2014).

use super::beta::{BetaRate, Moments};
use super::family::{Place, Stretched};
use super::fate::Fates;
use super::fit::{Fit, Possible};

/// Points of the grid on either side of the peak, along each axis.
const REACH: i32 = 8;

/// The distance between two points of the grid, in standard deviations.
const STEP: f64 = 0.6;

/// How often the peak is looked for from a better place.
const ROUNDS: usize = 100;

/// Fits a family of two parameters; nothing where numbers fail.
pub(super) fn fit(fates: &Fates, family: Stretched, prior: BetaRate) -> Option<Fit> {
    let model = Model { fates, family, prior };
    let (peak, axes) = model.peak()?;
    let top = model.at(peak)?;
    let mut places = Vec::new();
    for first in -REACH..=REACH {
        for second in -REACH..=REACH {
            let place = Place {
                location: peak[0] + axes[0][0] * f64::from(first) * STEP,
                ln_spread: peak[1] + STEP * (axes[1][0] * f64::from(first) + axes[1][1] * f64::from(second)),
            };
            let Some(given) = model.given(place) else { continue };
            let from = peak[2] + STEP * (axes[2][0] * f64::from(first) + axes[2][1] * f64::from(second));
            let weights = (-REACH..=REACH).map(|third| {
                let logit = from + STEP * axes[2][2] * f64::from(third);
                ((given.ln_density(logit, prior) - top).exp(), logistic(logit))
            });
            places.push(Summed::new(place, weights));
        }
    }
    summed(&places, family)
}

/// The posterior, up to a factor.
struct Model<'f> {
    fates: &'f Fates,
    family: Stretched,
    prior: BetaRate,
}

/// The posterior with the delay given: what is left is a function of the rate.
struct Given {
    /// All that depends on the delay alone.
    ln_delay: f64,
    replies: f64,
    /// The share of replies that would have come by now, and how many have not.
    silent: Vec<(f64, f64)>,
}

impl Given {
    /// The logarithm of the density, by the logit of the rate.
    fn ln_density(&self, logit: f64, prior: BetaRate) -> f64 {
        let (rate, ln_rate, ln_rest) = (logistic(logit), -(-logit).exp().ln_1p(), -logit.exp().ln_1p());
        let silent: f64 = self.silent.iter().map(|&(within, count)| count * (-rate * within).ln_1p()).sum();
        self.ln_delay + (self.replies + prior.alpha) * ln_rate + prior.beta * ln_rest + silent
    }
}

impl Model<'_> {
    fn given(&self, place: Place) -> Option<Given> {
        let delay = self.family.delay(place)?;
        let mut ln_delay = 0.0;
        for (value, (centre, width)) in [place.location, place.ln_spread].into_iter().zip(self.family.prior()) {
            ln_delay -= 0.5 * ((value - centre) / width).powi(2);
        }
        for (after, within, count) in self.fates.replied() {
            ln_delay += count as f64 * (delay.cdf(within) - delay.cdf(after)).max(1e-300).ln();
        }
        let silent = self.fates.silent().map(|(days, count)| (delay.cdf(days), count as f64));
        Some(Given { ln_delay, replies: self.fates.replies() as f64, silent: silent.collect() })
    }

    fn at(&self, [location, ln_spread, logit]: [f64; 3]) -> Option<f64> {
        let value = self.given(Place { location, ln_spread })?.ln_density(logit, self.prior);
        value.is_finite().then_some(value)
    }

    /// The peak, and the axes of the normal approximation there: the lower triangle of which times its own transpose is
    /// the covariance. Newton's method, held back while it would go downhill (Levenberg, Quarterly of Applied Mathematics
    /// 2, 1944).
    fn peak(&self) -> Option<([f64; 3], [[f64; 3]; 3])> {
        let [(location, _), (ln_spread, _)] = self.family.prior();
        let naive = (self.fates.replies() as f64 + 0.5) / (self.fates.sent() as f64 + 1.0);
        let mut point = [location, ln_spread, (naive / (1.0 - naive)).ln()];
        let (mut value, mut damping) = (self.at(point)?, 1.0);
        for _ in 0..ROUNDS {
            let (gradient, curvature) = self.slopes(point, value)?;
            let mut damped = curvature;
            (0..3).for_each(|place| damped[place][place] += damping);
            let step = cholesky(damped).map(|factor| solve(factor, gradient));
            let Some(step) = step else {
                damping = damping.max(1e-3) * 8.0;
                continue;
            };
            let next = std::array::from_fn(|place| point[place] + step[place]);
            match self.at(next).filter(|&next| next >= value) {
                Some(higher) => {
                    let gained = higher - value;
                    (point, value, damping) = (next, higher, damping / 8.0);
                    if gained < 1e-9 && damping < 1e-3 {
                        break;
                    }
                }
                None if damping > 1e12 => break,
                None => damping = damping.max(1e-3) * 8.0,
            }
        }
        let (_, curvature) = self.slopes(point, value)?;
        let covariance = inverse(cholesky(curvature)?);
        Some((point, cholesky(covariance)?))
    }

    /// The slope at a point, and minus the matrix of second derivatives.
    fn slopes(&self, point: [f64; 3], value: f64) -> Option<([f64; 3], [[f64; 3]; 3])> {
        const H: f64 = 1e-3;
        let moved = |moves: &[(usize, f64)]| {
            let mut moved = point;
            moves.iter().for_each(|&(place, by)| moved[place] += by);
            self.at(moved)
        };
        let (mut gradient, mut curvature) = ([0.0; 3], [[0.0; 3]; 3]);
        for one in 0..3 {
            let (above, below) = (moved(&[(one, H)])?, moved(&[(one, -H)])?);
            gradient[one] = (above - below) / (2.0 * H);
            curvature[one][one] = -(above - 2.0 * value + below) / (H * H);
            for other in (0..3).take(one) {
                let corner = |a: f64, b: f64| moved(&[(one, a), (other, b)]);
                let mixed = (corner(H, H)? - corner(H, -H)? - corner(-H, H)? + corner(-H, -H)?) / (4.0 * H * H);
                (curvature[one][other], curvature[other][one]) = (-mixed, -mixed);
            }
        }
        Some((gradient, curvature))
    }
}

/// The sums over the grid at one place of the delay.
struct Summed {
    place: Place,
    weight: f64,
    /// Those of the rate, and of its square.
    rate: Moments,
}

impl Summed {
    /// Adds up points, each with its weight and its rate.
    fn new(place: Place, points: impl Iterator<Item = (f64, f64)>) -> Summed {
        let (mut weight, mut rate) = (0.0, Moments::default());
        for (more, point) in points {
            weight += more;
            rate = Moments { mean: rate.mean + more * point, square: rate.square + more * (point * point) };
        }
        Summed { place, weight, rate }
    }
}

fn summed(places: &[Summed], family: Stretched) -> Option<Fit> {
    let total: f64 = places.iter().map(|summed| summed.weight).sum();
    let rate = Moments::mixed(places.iter().map(|summed| (1.0 / total, summed.rate)));
    let average = |of: fn(&Place) -> f64| places.iter().map(|summed| summed.weight / total * of(&summed.place)).sum();
    let place = Place { location: average(|place| place.location), ln_spread: average(|place| place.ln_spread) };
    let delays = places.iter().filter(|summed| summed.weight > 0.0).filter_map(|summed| {
        let Summed { place, weight, rate } = *summed;
        let rate = Moments { mean: rate.mean / weight, square: rate.square / weight };
        Some(Possible { delay: family.delay(place)?, weight: weight / total, rate })
    });
    Some(Fit {
        family: family.family(),
        rate: BetaRate::with_moments(rate)?,
        delay: family.delay(place)?,
        written: family.written(place),
        delays: delays.collect(),
    })
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The lower triangle of which times its own transpose is a matrix; nothing where that is not positive definite.
fn cholesky(matrix: [[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let mut lower = [[0.0; 3]; 3];
    for row in 0..3 {
        for column in 0..=row {
            let known: f64 = (0..column).map(|place| lower[row][place] * lower[column][place]).sum();
            let rest = matrix[row][column] - known;
            if row == column {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                lower[row][row] = rest.sqrt();
            } else {
                lower[row][column] = rest / lower[column][column];
            }
        }
    }
    Some(lower)
}

/// What times the matrix with this Cholesky factor is `right`.
fn solve(lower: [[f64; 3]; 3], right: [f64; 3]) -> [f64; 3] {
    let mut half = right;
    for row in 0..3 {
        let known: f64 = (0..row).map(|place| lower[row][place] * half[place]).sum();
        half[row] = (half[row] - known) / lower[row][row];
    }
    let mut whole = half;
    for row in (0..3).rev() {
        let known: f64 = (row + 1..3).map(|place| lower[place][row] * whole[place]).sum();
        whole[row] = (whole[row] - known) / lower[row][row];
    }
    whole
}

/// The inverse of the matrix with this Cholesky factor.
fn inverse(lower: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|place| {
        let mut unit = [0.0; 3];
        unit[place] = 1.0;
        solve(lower, unit)
    })
}
