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

use crate::domain::delay::Delay;

use super::family::{Family, Place};
use super::fate::Fates;

/// Points of the grid on either side of the peak, along each axis.
const REACH: i32 = 8;

/// The distance between two points of the grid, in standard deviations.
const STEP: f64 = 0.6;

/// How often the peak is looked for from a better place.
const ROUNDS: usize = 100;

/// A Beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    /// Above 0.
    pub alpha: f64,
    /// Above 0.
    pub beta: f64,
}

impl Beta {
    /// What is thought of a rate before anything is known (Jeffreys, Theory of probability, 3rd edition 1961, § 3.9).
    pub const JEFFREYS: Beta = Beta { alpha: 0.5, beta: 0.5 };

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The one with this mean and variance; nothing where there is none.
    fn with_moments(mean: f64, variance: f64) -> Option<Beta> {
        let size = mean * (1.0 - mean) / variance - 1.0;
        (size > 0.0 && size.is_finite()).then_some(Beta { alpha: mean * size, beta: (1.0 - mean) * size })
    }
}

/// What a record says about a touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The family of the delay.
    pub family: Family,
    /// The rate, as the Beta distribution with the mean and variance of its posterior.
    pub rate: Beta,
    /// Where the posterior of the delay has its mean.
    pub place: Place,
    /// The logarithm of the probability of the record under this family: the larger, the better it fits (Kass & Raftery,
    /// Bayes factors, Journal of the American Statistical Association 90, 1995).
    pub ln_evidence: f64,
    /// The points at which the posterior of the delay was summed, each with its weight, which add up to 1.
    places: Vec<(Place, f64)>,
}

impl Fit {
    /// Fits the family that explains the record best; nothing without a reply.
    pub fn best(fates: &Fates, prior: Beta) -> Option<Fit> {
        let fits = Family::ALL.into_iter().filter_map(|family| Fit::new(fates, family, prior));
        fits.max_by(|one, other| one.ln_evidence.total_cmp(&other.ln_evidence))
    }

    /// Fits a family; nothing without a reply, or where numbers fail.
    pub fn new(fates: &Fates, family: Family, prior: Beta) -> Option<Fit> {
        if fates.replies() == 0 {
            return None;
        }
        let model = Model { fates, family, prior };
        let (peak, axes) = model.peak()?;
        let top = model.at(peak)?;
        let mut sums = Sums::default();
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
                sums.add(place, weights);
            }
        }
        let volume = axes[0][0] * axes[1][1] * axes[2][2] * STEP.powi(3);
        sums.fit(family, top + volume.ln() - ln_beta(prior))
    }

    /// The delay, at the mean of its parameters.
    pub fn delay(&self) -> Option<Delay> {
        self.family.delay(self.place)
    }

    /// The days within which a share `u` of the replies come: the posterior's value below which a share `p` of it lies.
    ///
    /// From its mean, variance and skewness on the logarithmic scale (Cornish & Fisher, Revue de l'Institut International
    /// de Statistique 5, 1938).
    pub fn delay_quantile(&self, u: f64, z: f64) -> f64 {
        let days = self.places.iter().filter_map(|&(place, weight)| {
            let days = self.family.delay(place)?.quantile(u);
            Some((days.ln(), weight))
        });
        let days: Vec<(f64, f64)> = days.collect();
        let moment = |of: &dyn Fn(f64) -> f64| days.iter().map(|&(day, weight)| weight * of(day)).sum::<f64>();
        let mean = moment(&|day| day);
        let sd = moment(&|day| (day - mean).powi(2)).sqrt();
        if sd == 0.0 {
            return mean.exp();
        }
        let skewness = moment(&|day| ((day - mean) / sd).powi(3));
        (mean + sd * (z + (z * z - 1.0) * skewness / 6.0)).exp()
    }

    /// The share of replies within so many days, and the ends of its 90 % interval.
    pub fn within(&self, days: f64) -> [f64; 3] {
        let mut shares: Vec<(f64, f64)> = self
            .places
            .iter()
            .filter_map(|&(place, weight)| Some((self.family.delay(place)?.cdf(days), weight)))
            .collect();
        shares.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mean = shares.iter().map(|&(share, weight)| share * weight).sum();
        let quantile = |of: f64| {
            let mut below = 0.0;
            let found = shares.iter().find(|(_, weight)| {
                below += weight;
                below >= of
            });
            found.map_or(mean, |&(share, _)| share)
        };
        [mean, quantile(0.05), quantile(0.95)]
    }
}

/// The posterior, up to a factor.
struct Model<'f> {
    fates: &'f Fates,
    family: Family,
    prior: Beta,
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
    fn ln_density(&self, logit: f64, prior: Beta) -> f64 {
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
            // The prior with its factor, since families are compared.
            ln_delay -= 0.5 * ((value - centre) / width).powi(2) + width.ln() + 0.5 * (2.0 * std::f64::consts::PI).ln();
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
            for other in 0..one {
                let corner = |a: f64, b: f64| moved(&[(one, a), (other, b)]);
                let mixed = (corner(H, H)? - corner(H, -H)? - corner(-H, H)? + corner(-H, -H)?) / (4.0 * H * H);
                (curvature[one][other], curvature[other][one]) = (-mixed, -mixed);
            }
        }
        Some((gradient, curvature))
    }
}

/// Sums over the grid.
#[derive(Default)]
struct Sums {
    rate: f64,
    squared_rate: f64,
    places: Vec<(Place, f64)>,
}

impl Sums {
    /// Adds the points at a place of the delay, each with its weight and its rate.
    fn add(&mut self, place: Place, points: impl Iterator<Item = (f64, f64)>) {
        let mut total = 0.0;
        for (weight, rate) in points {
            total += weight;
            self.rate += weight * rate;
            self.squared_rate += weight * rate * rate;
        }
        self.places.push((place, total));
    }

    fn fit(self, family: Family, ln_factor: f64) -> Option<Fit> {
        let total: f64 = self.places.iter().map(|(_, weight)| weight).sum();
        let mean = self.rate / total;
        let rate = Beta::with_moments(mean, self.squared_rate / total - mean * mean)?;
        let places: Vec<(Place, f64)> =
            self.places.into_iter().map(|(place, weight)| (place, weight / total)).collect();
        let average = |of: fn(&Place) -> f64| places.iter().map(|(place, weight)| weight * of(place)).sum();
        let place = Place { location: average(|place| place.location), ln_spread: average(|place| place.ln_spread) };
        Some(Fit { family, rate, place, ln_evidence: ln_factor + total.ln(), places })
    }
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// The logarithm of the factor of a Beta density.
fn ln_beta(Beta { alpha, beta }: Beta) -> f64 {
    statrs::function::beta::ln_beta(alpha, beta)
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

#[cfg(test)]
mod tests {
    use super::super::fate::Fate;
    use super::*;

    #[test]
    fn with_every_message_long_settled_the_rate_is_that_of_its_counts() {
        let replied = [(1, 20), (2, 6), (3, 4), (6, 2)]
            .into_iter()
            .flat_map(|(day, count)| vec![Fate::replied_on_day(day); count]);
        let fates: Fates = replied.chain(vec![Fate::silent_for(3_000.0); 168]).collect();
        let fit = Fit::best(&fates, Beta::JEFFREYS).expect("there are replies");
        assert!((fit.rate.alpha - 32.5).abs() < 0.2 && (fit.rate.beta - 168.5).abs() < 1.0, "{:?}", fit.rate);
        let one_day = fit.delay().expect("a delay").cdf(1.0);
        assert!((one_day - 20.0 / 32.0).abs() < 0.1, "{one_day}");
    }

    #[test]
    fn a_message_sent_today_says_nothing() {
        let settled: Fates =
            vec![Fate::replied_on_day(1); 20].into_iter().chain(vec![Fate::silent_for(400.0); 80]).collect();
        let mut with_open = settled.clone();
        with_open.merge(&vec![Fate::silent_for(0.0); 500].into_iter().collect());
        let fit = |fates: &Fates| Fit::new(fates, Family::Weibull, Beta::JEFFREYS).expect("there are replies");
        let (one, other) = (fit(&settled), fit(&with_open));
        assert!((one.rate.mean() - other.rate.mean()).abs() < 1e-9, "{one:?} {other:?}");
    }

    #[test]
    fn without_a_reply_there_is_no_fit() {
        assert_eq!(Fit::best(&[Fate::silent_for(9.0)].into_iter().collect(), Beta::JEFFREYS), None);
        assert_eq!(Fit::best(&Fates::default(), Beta::JEFFREYS), None);
    }
}
