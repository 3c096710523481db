//! Bounds for tests in which luck enters, each from theory and with its false-alarm rate.
//!
//! Seeds are fixed, so a test that passes once passes always; a false alarm can only come with a change of the numbers.
//! There are fewer than a thousand checks, so all of them together raise one in fewer than 1 of 10,000 such changes.

use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::moments::Moments;
use statrs::distribution::{ChiSquared, ContinuousCDF, DiscreteCDF, Normal, Poisson};

/// The chance that one check fails although what it checks is right.
pub(crate) const FALSE_ALARM: f64 = 1e-7;

/// The fewest occurrences that a cell of a chi-square test with few cells is to have on average: the law is then near
/// its limit even far out. What is rarer is counted together with its neighbours.
const ENOUGH: f64 = 100.0;

/// How many standard errors something normally distributed stays within, either way, but for `false_alarm`.
pub(crate) fn normal_bound(false_alarm: f64) -> f64 {
    Normal::standard().inverse_cdf(1.0 - false_alarm / 2.0)
}

/// `observed` is a mean of so many values that it is normal, with this expectation and standard error.
#[track_caller]
pub(crate) fn assert_near(what: &str, observed: f64, expected: f64, standard_error: f64) {
    let (z, bound) = ((observed - expected) / standard_error, normal_bound(FALSE_ALARM));
    assert!(z.abs() <= bound, "{what}: {observed} for {expected} ± {standard_error}, z = {z:.2} beyond {bound:.2}");
}

/// A number of rare events is Poisson distributed with this expectation.
#[track_caller]
pub(crate) fn assert_poisson(what: &str, observed: u64, expected: f64) {
    let law = Poisson::new(expected).expect("an expectation is positive");
    let at_most = law.cdf(observed);
    let at_least = observed.checked_sub(1).map_or(1.0, |below| law.sf(below));
    assert!(at_most.min(at_least) > FALSE_ALARM / 2.0, "{what}: {observed} for {expected}");
}

/// Pearson's chi-square of counts against what is expected of them.
fn chi_square(observed: &[u64], expected: impl Iterator<Item = f64>) -> f64 {
    observed.iter().zip(expected).map(|(&count, mean)| (count as f64 - mean).powi(2) / mean).sum()
}

/// All cells are equally likely. As there are many of them, a fit too good is an alarm as well; degrees of freedom: the
/// cells less one.
#[track_caller]
pub(crate) fn assert_even(what: &str, observed: &[u64]) {
    let mean = observed.iter().sum::<u64>() as f64 / observed.len() as f64;
    let statistic = chi_square(observed, std::iter::repeat(mean));
    let freedom = observed.len() as f64 - 1.0;
    let law = ChiSquared::new(freedom).expect("there are two cells");
    let tail = law.cdf(statistic).min(law.sf(statistic));
    assert!(tail > FALSE_ALARM / 2.0, "{what}: chi-square {statistic:.1} with {freedom} degrees of freedom");
}

/// The cells have these probabilities, which sum to 1. What cannot happen has not happened. Neighbouring cells are
/// taken together until enough is expected of each; degrees of freedom: what is left of the cells less one.
#[track_caller]
pub(crate) fn assert_fits(what: &str, observed: &[u64], probabilities: &[f64]) {
    assert_eq!(observed.len(), probabilities.len());
    assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{what}: not probabilities");
    let total = observed.iter().sum::<u64>() as f64;
    let mut cells = vec![(0u64, 0.0)];
    for (&count, &probability) in observed.iter().zip(probabilities) {
        assert!(count == 0 || probability > 0.0, "{what}: the impossible has happened");
        let last = cells.last_mut().expect("there is always a cell");
        *last = (last.0 + count, last.1 + probability * total);
        if last.1 >= ENOUGH {
            cells.push((0, 0.0));
        }
    }
    // The last cell has not got enough: it goes to the one before it.
    let rest = cells.pop().expect("there is always a cell");
    let last = cells.last_mut().expect("one cell has enough");
    *last = (last.0 + rest.0, last.1 + rest.1);
    let (counts, means): (Vec<u64>, Vec<f64>) = cells.into_iter().unzip();
    let freedom = counts.len() as f64 - 1.0;
    if freedom > 0.0 {
        let statistic = chi_square(&counts, means.into_iter());
        let tail = ChiSquared::new(freedom).expect("there are two cells").sf(statistic);
        assert!(tail > FALSE_ALARM, "{what}: chi-square {statistic:.1} with {freedom} degrees of freedom");
    }
}

/// What was counted has the distribution `probabilities` over 0, 1, 2, …: mean, variance, and all of it. The standard
/// error of a variance over n values is the root of (μ4 − σ⁴) / n, up to terms of 1/n².
#[track_caller]
pub(crate) fn assert_distributed(what: &str, counted: &Histogram, probabilities: &[f64]) {
    let moments = Moments::of(counted);
    let number = moments.number as f64;
    let expectation = |value: &dyn Fn(f64) -> f64| -> f64 {
        probabilities.iter().enumerate().map(|(count, probability)| probability * value(count as f64)).sum()
    };
    let mean = expectation(&|count| count);
    let central = |power| expectation(&|count| (count - mean).powi(power));
    let (variance, fourth) = (central(2), central(4));
    assert_near(&format!("{what}, mean"), moments.mean().expect("values"), mean, (variance / number).sqrt());
    let error = ((fourth - variance * variance) / number).sqrt();
    assert_near(&format!("{what}, variance"), moments.variance().expect("values"), variance, error);
    let counts: Vec<u64> = (0..probabilities.len()).map(|value| counted.count(value as i64)).collect();
    assert_eq!(counts.iter().sum::<u64>(), counted.total(), "{what}: the impossible has happened");
    assert_fits(what, &counts, probabilities);
}

/// The chances of 0 to `number` successes, each with chance `rate`, independently.
pub(crate) fn binomial(number: u32, rate: f64) -> Vec<f64> {
    // By adding one attempt after the other: sums of positive numbers, so nothing is lost.
    (0..number).fold(vec![1.0], |chances, _| {
        let mut next = vec![0.0; chances.len() + 1];
        for (successes, chance) in chances.into_iter().enumerate() {
            next[successes] += chance * (1.0 - rate);
            next[successes + 1] += chance * rate;
        }
        next
    })
}

/// The chances of 0 to `number` successes where their rate is drawn once from Beta(`alpha`, `beta`): Pólya's urn, one
/// attempt after the other.
pub(crate) fn beta_binomial(number: u32, alpha: f64, beta: f64) -> Vec<f64> {
    (0..number).fold(vec![1.0], |chances, attempts| {
        let mut next = vec![0.0; chances.len() + 1];
        for (successes, chance) in chances.into_iter().enumerate() {
            let rate = (alpha + successes as f64) / (alpha + beta + f64::from(attempts));
            next[successes] += chance * (1.0 - rate);
            next[successes + 1] += chance * rate;
        }
        next
    })
}

#[test]
fn bounds_are_those_of_printed_tables() {
    // Two-sided 5 % and 0.1 % points of the normal distribution.
    assert!((normal_bound(0.05) - 1.959_964).abs() < 1e-6 && (normal_bound(0.001) - 3.290_527).abs() < 1e-6);
    // Upper 0.1 % points of chi-square with 1, 10 and 100 degrees of freedom.
    for (freedom, point) in [(1.0, 10.828), (10.0, 29.588), (100.0, 149.449)] {
        let tail = ChiSquared::new(freedom).expect("it is positive").sf(point);
        assert!((tail - 0.001).abs() < 1e-6, "{freedom}: {tail}");
    }
    // With many degrees of freedom it is normal, up to the cube of Wilson and Hilferty (1931).
    let (freedom, bound) = (65_535.0, normal_bound(FALSE_ALARM));
    let ninth = 2.0 / (9.0 * freedom);
    let point = freedom * f64::powi(1.0 - ninth + bound * f64::sqrt(ninth), 3);
    let tail = ChiSquared::new(freedom).expect("it is positive").sf(point);
    assert!((tail / (FALSE_ALARM / 2.0) - 1.0).abs() < 0.01, "{tail}");
}

#[test]
fn chances_are_those_of_the_textbook() {
    let binomial = binomial(4, 0.5);
    assert_eq!(binomial, [0.0625, 0.25, 0.375, 0.25, 0.0625]);
    // A rate of which nothing is known makes every number of successes equally likely (Bayes).
    assert!(beta_binomial(4, 1.0, 1.0).iter().all(|chance| (chance - 0.2).abs() < 1e-15));
}
