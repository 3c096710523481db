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
use super::posterior::{Density, logistic};

/// Points of the grid on either side of the peak, along each axis.
const REACH: i32 = 6;

/// The distance between two points of the grid, in standard deviations.
const STEP: f64 = 1.0;

/// The most steps on the way to the peak.
const ROUNDS: usize = 100;

/// A step that raises the logarithm of the density by no more than this ends at the peak, as far as a grid needs it.
const ENOUGH: f64 = 1e-6;

/// Fits a family of two parameters; nothing where numbers fail.
pub(super) fn fit(fates: &Fates, family: Stretched, prior: BetaRate) -> Option<Fit> {
    let model = Model::new(fates, family, prior);
    let (peak, axes) = model.peak()?;
    let top = model.given(peak)?.ln(peak[2])?;
    let mut places = Vec::new();
    for first in -REACH..=REACH {
        for second in -REACH..=REACH {
            let steps = [STEP * f64::from(first), STEP * f64::from(second)];
            let [location, ln_spread, logit] =
                std::array::from_fn(|row| peak[row] + axes[row][0] * steps[0] + axes[row][1] * steps[1]);
            let Some(given) = model.given([location, ln_spread, logit]) else { continue };
            let rate = given.rate();
            let points = (-REACH..=REACH).map(|third| {
                let logit = logit + axes[2][2] * STEP * f64::from(third);
                ((given.ln_delay + rate.ln(logit) - top).exp(), logistic(logit))
            });
            places.push(Summed::new(Place { location, ln_spread }, points));
        }
    }
    summed(&places, family)
}

/// The posterior of location, logarithm of the spread, and logit of the rate, up to a factor.
struct Model {
    family: Stretched,
    prior: BetaRate,
    replies: f64,
    sent: f64,
    /// All days from which and to which fates are known, each once.
    days: Vec<f64>,
    /// The number of replies that came after one of the days and within another, by their places.
    replied: Vec<(usize, usize, f64)>,
    /// The number of messages that were silent for these days, by their place.
    silent: Vec<(usize, f64)>,
}

/// The posterior with the delay given: a function of the rate is left.
struct Given {
    /// The logarithm of all that depends on the delay alone.
    ln_delay: f64,
    ahead: f64,
    behind: f64,
    silent: Vec<(f64, f64)>,
}

impl Given {
    fn rate(&self) -> Density<'_> {
        Density { ahead: self.ahead, behind: self.behind, silent: &self.silent }
    }

    /// The logarithm of the posterior at this logit of the rate; nothing where numbers fail.
    fn ln(&self, logit: f64) -> Option<f64> {
        let ln = self.ln_delay + self.rate().ln(logit);
        ln.is_finite().then_some(ln)
    }
}

impl Model {
    fn new(fates: &Fates, family: Stretched, prior: BetaRate) -> Model {
        let ends = fates.replied().flat_map(|(after, within, _)| [after, within]);
        let mut days: Vec<f64> = ends.chain(fates.silent().map(|(days, _)| days)).collect();
        days.sort_by(f64::total_cmp);
        days.dedup();
        let place = |day: f64| days.partition_point(|&known| known < day);
        let replied =
            fates.replied().map(|(after, within, count)| (place(after), place(within), count as f64)).collect();
        let silent = fates.silent().map(|(days, count)| (place(days), count as f64)).collect();
        let (replies, sent) = (fates.replies() as f64, fates.sent() as f64);
        Model { family, prior, replies, sent, replied, silent, days }
    }

    /// The posterior with the delay of this point given.
    fn given(&self, [location, ln_spread, _]: [f64; 3]) -> Option<Given> {
        let delay = self.family.delay(Place { location, ln_spread })?;
        let mut ln_delay = 0.0;
        for (value, (centre, width)) in [location, ln_spread].into_iter().zip(self.family.prior()) {
            ln_delay -= 0.5 * ((value - centre) / width).powi(2);
        }
        let come: Vec<f64> = self.days.iter().map(|&day| delay.cdf(day)).collect();
        for &(after, within, count) in &self.replied {
            ln_delay += count * (come[within] - come[after]).max(1e-300).ln();
        }
        let silent = self.silent.iter().map(|&(days, count)| (come[days], count)).collect();
        Some(Given { ln_delay, ahead: self.replies + self.prior.alpha, behind: self.prior.beta, silent })
    }

    /// The peak, and the axes of the normal approximation there: the lower triangle of which times its own transpose is
    /// the covariance. Newton's method, held back while it would go downhill (Levenberg, Quarterly of Applied Mathematics
    /// 2, 1944).
    fn peak(&self) -> Option<([f64; 3], [[f64; 3]; 3])> {
        let [(location, _), (ln_spread, _)] = self.family.prior();
        let naive = (self.replies + 0.5) / (self.sent + 1.0);
        let mut point = [location, ln_spread, (naive / (1.0 - naive)).ln()];
        let (mut value, mut damping) = (self.given(point)?.ln(point[2])?, 1.0);
        let (mut gradient, mut curvature) = self.slopes(point)?;
        for _ in 0..ROUNDS {
            let mut damped = curvature;
            (0..3).for_each(|place| damped[place][place] += damping);
            let step = cholesky(damped).map(|factor| solve(factor, gradient));
            let Some(step) = step else {
                damping = damping.max(1e-3) * 8.0;
                continue;
            };
            let next: [f64; 3] = std::array::from_fn(|place| point[place] + step[place]);
            match self.given(next).and_then(|given| given.ln(next[2])).filter(|&next| next >= value) {
                Some(higher) => {
                    let gained = higher - value;
                    (point, value, damping) = (next, higher, damping / 8.0);
                    if gained < ENOUGH && damping < 1e-3 {
                        break;
                    }
                    (gradient, curvature) = self.slopes(point)?;
                }
                None if damping > 1e12 => break,
                None => damping = damping.max(1e-3) * 8.0,
            }
        }
        let covariance = inverse(cholesky(curvature)?);
        Some((point, cholesky(covariance)?))
    }

    /// The slope at a point, and minus the matrix of second derivatives, by differences.
    fn slopes(&self, point: [f64; 3]) -> Option<([f64; 3], [[f64; 3]; 3])> {
        const H: f64 = 1e-3;
        // Twenty-seven points around this one have nine delays.
        let mut values = [[[0.0; 3]; 3]; 3];
        for (values, first) in values.iter_mut().zip([-H, 0.0, H]) {
            for (values, second) in values.iter_mut().zip([-H, 0.0, H]) {
                let given = self.given([point[0] + first, point[1] + second, point[2]])?;
                for (value, third) in values.iter_mut().zip([-H, 0.0, H]) {
                    *value = given.ln(point[2] + third)?;
                }
            }
        }
        // So many steps along one axis and another.
        let at = |moves: &[(usize, isize)]| {
            let mut place = [1usize; 3];
            moves.iter().for_each(|&(axis, steps)| place[axis] = place[axis].wrapping_add_signed(steps));
            values[place[0]][place[1]][place[2]]
        };
        let (mut gradient, mut curvature) = ([0.0; 3], [[0.0; 3]; 3]);
        for one in 0..3 {
            let (above, below) = (at(&[(one, 1)]), at(&[(one, -1)]));
            gradient[one] = (above - below) / (2.0 * H);
            curvature[one][one] = -(above - 2.0 * at(&[]) + below) / (H * H);
            for other in (0..3).take(one) {
                let corner = |a, b| at(&[(one, a), (other, b)]);
                let mixed = (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4.0 * H * H);
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

/// The Cholesky factor of a matrix: the lower triangle that times its own transpose is the matrix. Nothing where it is not
/// positive definite.
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

/// Solves `matrix` · x = `right` for a matrix with this Cholesky factor.
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
