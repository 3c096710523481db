//! Against a choice between two cases that can be worked out on paper: one is worth nothing, the other gain × rate − price,
//! and the rate has a Beta distribution, so that the number of replies is Beta-binomial and the rate is Beta again.

use super::sums::Sums;
use super::worth::{likely_choices, of_knowing, of_test};
use super::*;
use crate::domain::distribution::Distribution;

const GAIN: f64 = 600.0;
const PRICE: f64 = 100.0;

/// Sums without luck: in each of a thousand parts, what the second case is worth at the rate of the part.
fn paper(alpha: f64, beta: f64) -> Sums {
    paper_in(1024, alpha, beta)
}

/// The same in so many parts.
fn paper_in(parts: usize, alpha: f64, beta: f64) -> Sums {
    let distribution = Distribution::beta(alpha, beta).expect("a distribution");
    Sums::made(&distribution, parts, 2, |rate, case| if case == 0 { 0.0 } else { GAIN * rate - PRICE })
}

/// The worth of the test: the sum over all numbers of replies.
fn by_hand(alpha: f64, beta: f64, sends: u32) -> f64 {
    let (mut sum, n) = (0.0, f64::from(sends));
    // The chance of no reply, then each from the one before.
    let mut chance: f64 = (0..sends).map(|sent| (beta + f64::from(sent)) / (alpha + beta + f64::from(sent))).product();
    for replies in 0..=sends {
        let k = f64::from(replies);
        sum += chance * (GAIN * (alpha + k) / (alpha + beta + n) - PRICE).max(0.0);
        chance *= (n - k) / (k + 1.0) * (alpha + k) / (beta + n - k - 1.0);
    }
    sum - (GAIN * alpha / (alpha + beta) - PRICE).max(0.0)
}

/// The worth of knowing the rate: E max(0, GAIN × r − PRICE), by the distribution of the same rate with one success
/// more.
fn of_knowing_by_hand(alpha: f64, beta: f64) -> f64 {
    let above = |alpha: f64| 1.0 - Distribution::beta(alpha, beta).expect("a distribution").cdf(PRICE / GAIN);
    let mean = alpha / (alpha + beta);
    GAIN * mean * above(alpha + 1.0) - PRICE * above(alpha) - (GAIN * mean - PRICE).max(0.0)
}

#[test]
fn a_test_is_worth_what_paper_says() {
    for (alpha, beta) in [(2.0, 8.0), (0.7, 5.0), (6.0, 30.0)] {
        let sums = paper(alpha, beta);
        for sends in [1, 2, 7, 20, 100, 1000] {
            let (found, expected) = (of_test(&sums, sends).worth, by_hand(alpha, beta, sends));
            // Parts are as fine as that.
            assert!((found.value - expected).abs() < 5e-3, "{alpha} {beta} {sends}: {} {expected}", found.value);
        }
        let (found, expected) = (of_knowing(&sums).value, of_knowing_by_hand(alpha, beta));
        assert!((found - expected).abs() < 5e-3, "{alpha} {beta}: {found} {expected}");
    }
}

/// As many parts as 20 000 trials have: each at its mean rate alone, they would lose up to a fifth of what tests are worth that
/// decide in the tail.
#[test]
fn in_few_parts_a_test_is_worth_as_much() {
    for (alpha, beta, sends) in [(2.0, 8.0, 20), (6.0, 30.0, 100), (0.7, 5.0, 7), (2.0, 30.0, 150), (1.0, 25.0, 400)] {
        let (found, expected) = (of_test(&paper_in(64, alpha, beta), sends).worth.value, by_hand(alpha, beta, sends));
        assert!((found / expected - 1.0).abs() < 0.01, "{alpha} {beta} {sends}: {found} {expected}");
    }
}

#[test]
fn longer_tests_are_never_worth_less_and_tend_to_knowing() {
    let sums = paper(2.0, 8.0);
    let knowing = of_knowing(&sums).value;
    let mut last = 0.0;
    for sends in (0..=60).chain([100, 1000, 2047, 2048, 4000, 20_000, 400_000]) {
        let value = of_test(&sums, sends).worth.value;
        // Where neighbouring outcomes are taken together, a little is lost.
        let lost = if sends < 2048 { 1e-9 } else { 1e-3 };
        assert!(value >= last - lost && value <= knowing + 1e-9, "{sends}: {value} after {last}");
        last = value;
    }
    assert!(knowing - last < 0.01 * knowing, "{last} {knowing}");
    assert_eq!(of_test(&sums, 0).worth.value, 0.0);
}

#[test]
fn what_to_choose_follows_from_the_number_of_replies() {
    // GAIN × (2 + k) / 30 > PRICE from k = 4 on; at 3 both are worth the same, and the first is kept.
    let chosen = of_test(&paper(2.0, 8.0), 20).chosen;
    let choices = likely_choices(&chosen);
    assert_eq!((choices.len(), choices[0], choices[1].1), (2, (0, 0), 1), "{choices:?}");
    assert!((3..=4).contains(&choices[1].0), "{choices:?}");
    let likely: f64 = chosen.iter().map(|(_, likely, _)| likely).sum();
    assert!((likely - 1.0).abs() < 1e-12, "{likely}");
}

/// A pilot with made-up figures.
pub(crate) fn made_up() -> Pilot {
    let worth = |value: f64| Worth { value, interval: Some((value - 0.3, value + 0.3)) };
    let test = |sends: u32, value: f64, cost: f64| Test { sends, worth: worth(value), cost };
    let asked = test(20, 6.2, 2.0);
    let best = test(35, 9.0, 3.5);
    Pilot {
        touch: "letter".into(),
        channel: Channel::InMail,
        known_rate: None,
        cases: ["none", "small", "large"].map(|plan| CaseName { plan: plan.into(), ..CaseName::default() }).into(),
        currency: "USD".into(),
        trials: 1000,
        reply_value: 11.8,
        valued_by: Some(1),
        by_outcomes: false,
        now: 1,
        send_cost: SendCost { credits: 0.8, credit_price: Some(0.125), priced_by: 1, labour: 0.0, expenses: 0.0 },
        asked,
        choices: vec![(0, 0), (3, 1), (6, 2)],
        curve: vec![test(1, 0.4, 0.1), test(5, 2.4, 0.5), asked, best, test(80, 12.0, 8.0)],
        best: Some(best),
        knowing: worth(14.0),
    }
}
