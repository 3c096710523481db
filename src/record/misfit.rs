//! Does the fitted delay agree with when the answers of a record came?
//!
//! Days are divided into stretches in each of which as many answers are expected, of messages that were silent by then. Where
//! too many came in some and too few in others, the fit is wrong: Pearson's sum for records of which much is open (Akritas,
//! Pearson-type goodness-of-fit tests: the univariate case, Journal of the American Statistical Association 83, 1988; Hjort,
//! Goodness of fit tests in models for life history data based on cumulative hazard rates, Annals of Statistics 18, 1990). Their
//! number is taken as it is, and two parameters of the delay were fitted to them, so that three stretches fewer can tell anything.

use super::fit::Fit;

/// Delays that stand for all that may be the right one.
const DELAYS: usize = 32;

/// In each stretch so many answers are expected at least, and there are no more stretches.
const EXPECTED: f64 = 5.0;
const MOST: usize = 8;

/// What Pearson's sum exceeds by chance in 1 % of records, by the number of stretches from four on: the 99 % quantiles of the
/// chi-square distributions with three degrees of freedom fewer.
const BOUNDS: [f64; MOST - 3] = [6.635, 9.210, 11.345, 13.277, 15.086];

/// The share of answers by which record and fit must be apart on some day: many answers tell differences that change nothing.
const APART: f64 = 0.05;

/// Steps by which the end of a stretch is found.
const STEPS: usize = 24;

/// A day by which another share of the answers had come than is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Misfit {
    /// Days since the message.
    pub day: f64,
    /// The share of the answers with a date that had come.
    pub came: f64,
    /// The share of them that was expected.
    pub expected: f64,
}

/// What was seen of a touch, all with its number.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Answers with a date, by the days after and within which they came.
    pub(super) replied: Vec<(f64, f64, f64)>,
    /// Those without one.
    pub(super) undated: Vec<(f64, f64, f64)>,
    /// Messages by the days for which they were silent.
    pub(super) silent: Vec<(f64, f64)>,
}

/// A number of messages that were watched for some days, with what each should have drawn by then.
struct Watched {
    days: f64,
    number: f64,
    drawn: f64,
}

impl Seen {
    /// Where the fit is wrong, if it is.
    pub(super) fn misfit(&self, fit: &Fit) -> Option<Misfit> {
        let answers: f64 = self.replied.iter().map(|(.., count)| count).sum();
        let stretches = ((answers / EXPECTED) as usize).min(MOST);
        let bound = BOUNDS.get(stretches.checked_sub(4)?)?;
        let delays = fit.representatives(DELAYS);
        // The answers that one message should have drawn by then, if it had been silent until each of them.
        let drawn = |day: f64| {
            let share = |of: &&super::fit::Possible| fit.rate_by(of).mean * of.delay.cdf(day);
            -(-delays.iter().map(share).sum::<f64>() / delays.len() as f64).ln_1p()
        };
        // Where in its interval an answer came is not known: half of them were watched for all of it, by and large.
        let ends = |&(after, within, count): &(f64, f64, f64)| [(after, count / 2.0), (within, count / 2.0)];
        let watched = self.replied.iter().flat_map(ends).chain(self.silent.iter().copied());
        let watched: Vec<Watched> =
            watched.map(|(days, number)| Watched { days, number, drawn: drawn(days) }).collect();
        let all: f64 = watched.iter().map(|of| of.number * of.drawn).sum();
        let latest = watched.iter().map(|of| of.days).fold(0.0, f64::max);
        // As many as came, since it is the delay that is looked at, and not the rate.
        let expected_by = |day: f64| {
            let by_then = drawn(day);
            let by_then = watched.iter().map(|of| of.number * if of.days <= day { of.drawn } else { by_then });
            by_then.sum::<f64>() * answers / all
        };
        let came_by = |day: f64| {
            let part = |&(after, within, count): &(f64, f64, f64)| match () {
                () if within <= day => count,
                () if after >= day => 0.0,
                () => count * (drawn(day) - drawn(after)) / (drawn(within) - drawn(after)).max(1e-300),
            };
            self.replied.iter().map(part).sum::<f64>()
        };
        let (mut sum, mut before, mut worst) = (0.0, (0.0, 0.0), None::<Misfit>);
        for stretch in 1..=stretches {
            let wanted = answers * stretch as f64 / stretches as f64;
            let day = if stretch == stretches { latest } else { self.end(latest, |day| expected_by(day) < wanted) };
            let by_then = (came_by(day), expected_by(day));
            let (came, expected) = (by_then.0 - before.0, by_then.1 - before.1);
            // Ends may fall together where answers are dated by the day.
            if expected <= 0.0 {
                continue;
            }
            sum += (came - expected).powi(2) / expected;
            before = by_then;
            let found = Misfit { day, came: by_then.0 / answers, expected: by_then.1 / answers };
            worst = worst.filter(|worst| worst.apart() >= found.apart()).or(Some(found));
        }
        worst.filter(|worst| sum > *bound && worst.apart() > APART)
    }

    /// The day up to which `is_before` holds, but none within the interval of an answer, if that can be.
    fn end(&self, latest: f64, is_before: impl Fn(f64) -> bool) -> f64 {
        let (mut low, mut high) = (0.0, latest);
        for _ in 0..STEPS {
            let middle = 0.5 * (low + high);
            *if is_before(middle) { &mut low } else { &mut high } = middle;
        }
        let inside = self.replied.iter().find(|(after, within, _)| *after < high && high < *within);
        inside.map_or(high, |&(after, within, _)| if high - after < within - high { after } else { within })
    }
}

impl Misfit {
    fn apart(&self) -> f64 {
        (self.came - self.expected).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::super::beta::BetaRate;
    use super::super::family::Family;
    use super::super::fate::{Fate, Fates};
    use super::*;

    /// What is told of answers that come within these days, in even steps of their share, if the delay is a Weibull one.
    fn told(days: fn(f64) -> f64, answers: usize) -> Option<Misfit> {
        let came = (0..answers).map(|place| days((place as f64 + 0.5) / answers as f64));
        let fates: Fates = came.map(Fate::replied_after).chain(vec![Fate::silent_for(90.0); 4 * answers]).collect();
        let fit = Fit::new(&fates, Family::Weibull, BetaRate::JEFFREYS).expect("numbers hold");
        let replied = fates.dated().map(|(after, within, count)| (after, within, count as f64)).collect();
        let silent = fates.silent().map(|(days, count)| (days, count as f64)).collect();
        Seen { replied, silent, undated: Vec::new() }.misfit(&fit)
    }

    #[test]
    fn two_humps_are_no_weibull_delay_and_a_weibull_delay_is_one() {
        let humps = |u: f64| if u < 0.5 { 0.2 + u } else { 14.0 + 20.0 * (u - 0.5) };
        let Some(Misfit { day, came, expected }) = told(humps, 60) else { panic!("it is told") };
        assert!((0.5..15.0).contains(&day) && (came - expected).abs() > APART, "{day} {came} {expected}");
        let usual = |u: f64| 0.8865 * (-(1.0 - u).ln()).powf(1.0 / 0.4036);
        assert_eq!(told(|u| 2.0 * (-(1.0 - u).ln()), 60), None);
        assert_eq!((told(usual, 60), told(usual, 2_000)), (None, None));
        assert_eq!(told(humps, 19), None, "so few do not tell");
    }
}
