//! Tests of more and more letters, and the best of them.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Test, Worth};

/// The curve goes to so many times the test that was asked for.
const BEYOND: u32 = 4;

/// The longest test that is looked at.
const LONGEST: u32 = 400_000;

/// How many points there are where the number of letters grows tenfold.
const A_DECADE: f64 = 14.0;

/// How many tests are looked at between the neighbours of the best.
const CLOSER: u32 = 16;

/// Tests of from one letter to several times as many as were asked for, and on to where more are not worth it, each as
/// `test` has it; `price` is the cost of a letter.
pub(super) fn curve(asked: Test, knowing: Worth, price: f64, test: impl Fn(u32) -> Test + Sync) -> Vec<Test> {
    let mut longest = asked.sends.saturating_mul(BEYOND).min(LONGEST);
    let mut tests = vec![asked];
    add(&mut tests, spaced(1, longest), &test);
    let most = knowing.interval.map_or(knowing.value, |(_, high)| high.max(knowing.value));
    // A test that costs more than it is worth to know the rate is not the best.
    while price > 0.0 && best(&tests) + 1 == tests.len() && longest < LONGEST && f64::from(longest) * price < most {
        let from = longest;
        longest = longest.saturating_mul(BEYOND).min(LONGEST);
        add(&mut tests, spaced(from, longest), &test);
    }
    let best = best(&tests);
    if price > 0.0 && tests[best].net() > 0.0 {
        let from = tests[best.saturating_sub(1)].sends;
        let to = tests[(best + 1).min(tests.len() - 1)].sends;
        let step = ((to - from) / CLOSER).max(1);
        add(&mut tests, (from..to).step_by(step as usize).collect(), &test);
    }
    tests
}

/// The place of the test that is worth most beyond its cost; of equal ones the shortest.
fn best(tests: &[Test]) -> usize {
    let mut best = 0;
    for (place, test) in tests.iter().enumerate() {
        if test.net() > tests[best].net() {
            best = place;
        }
    }
    best
}

/// Adds the tests that are not there yet.
fn add(tests: &mut Vec<Test>, mut sends: Vec<u32>, test: &(impl Fn(u32) -> Test + Sync)) {
    sends.retain(|&sends| tests.iter().all(|test| test.sends != sends));
    tests.extend(sends.into_par_iter().map(test).collect::<Vec<_>>());
    tests.sort_by_key(|test| test.sends);
}

/// Whole numbers from one to another, both included, in about equal ratios.
fn spaced(from: u32, to: u32) -> Vec<u32> {
    let decades = (f64::from(to) / f64::from(from)).log10();
    let steps = (decades * A_DECADE).ceil().max(1.0) as u32;
    let at = |step: u32| f64::from(from) * 10f64.powf(decades * f64::from(step) / f64::from(steps));
    let mut sends: Vec<u32> = (0..=steps).map(|step| at(step).round() as u32).collect();
    sends.dedup();
    sends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spaced_in_equal_ratios() {
        assert_eq!(spaced(1, 1), [1]);
        let sends = spaced(1, 400_000);
        assert_eq!((sends.first(), sends.last()), (Some(&1), Some(&400_000)));
        assert!(sends.windows(2).all(|pair| pair[0] < pair[1]) && sends.len() < 90, "{sends:?}");
        assert_eq!(sends[..6], [1, 2, 3, 4, 5, 6]);
    }

    /// A test that saves 10 × (1 − e^(−n / 20)).
    fn saturating(price: f64) -> impl Fn(u32) -> Test + Sync {
        move |sends| {
            let value = 10.0 * (1.0 - (-f64::from(sends) / 20.0).exp());
            Test { sends, worth: Worth { value, interval: None }, cost: price * f64::from(sends) }
        }
    }

    fn found(sends: u32, price: f64) -> (u32, u32) {
        let test = saturating(price);
        let knowing = Worth { value: 10.0, interval: None };
        let tests = curve(test(sends), knowing, price, test);
        assert!(tests.iter().any(|test| test.sends == sends));
        assert!(tests.windows(2).all(|pair| pair[0].sends < pair[1].sends));
        (tests[best(&tests)].sends, tests[tests.len() - 1].sends)
    }

    #[test]
    fn the_best_is_where_one_more_saves_no_more_than_it_costs() {
        // Half e^(−n / 20) is what one more saves: 0.1 at 20 × ln 5 = 32.2.
        assert_eq!(found(20, 0.1), (32, 80));
        assert_eq!(found(1000, 0.1), (32, 4000));
    }

    #[test]
    fn it_is_looked_for_beyond_what_was_asked() {
        assert_eq!(found(2, 0.1).0, 32);
        // 20 × ln 500 = 124.3, where it is so flat that every other test is looked at.
        assert_eq!(found(5, 0.001), (125, 320));
    }
}
