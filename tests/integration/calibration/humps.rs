//! How often is it told that the delay does not fit, where it does and where it has two humps? `cargo test --release humps --
//! --ignored --nocapture`.

use inmail_sim::domain::delay::Delay;
use inmail_sim::record::calibration::{Remark, TouchRecord};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::held::{self, Truth};
use super::records::{calibrated, record};
use super::usual;

/// Three fifths of the answers within a day, the others after two weeks.
fn two_weeks_apart() -> Delay {
    Delay::piecewise(vec![(0.1, 0.2), (1.0, 0.59), (14.0, 0.61), (28.0, 1.0)]).expect("a delay")
}

/// Three fifths within a day, the others after about six.
fn days_apart() -> Delay {
    Delay::piecewise(vec![(0.1, 0.1), (0.9, 0.6), (4.0, 0.62), (8.0, 0.98), (12.0, 1.0)]).expect("a delay")
}

/// The share of records of which it is told that the delay does not fit: so many messages, and so many days after the last.
fn told(what: &str, records: u64, (messages, days_after): (usize, i64), truth: Truth) -> f64 {
    let is_told = |seed| {
        let mut rng = StdRng::seed_from_u64(seed);
        let (rate, delay) = truth.draw(&mut rng);
        let touch = calibrated(&record(&mut rng, &[(messages, rate)], &delay, days_after), days_after);
        f64::from(touch.remarks.iter().any(|remark| matches!(remark, Remark::Misfit(_))))
    };
    let told: Vec<f64> = (0..records).into_par_iter().map(is_told).collect();
    let share = told.iter().sum::<f64>() / records as f64;
    println!("{what}, {messages} messages, {days_after} days after: told of {:.1} %", 100.0 * share);
    share
}

/// How often intervals hold where the delay has two humps.
fn holds(what: &str, records: u64, (messages, days_after): (usize, i64), delay: fn() -> Delay) {
    held::held(what, records, |rng| {
        let (rate, delay) = Truth::Fixed(delay).draw(rng);
        let touch: TouchRecord = calibrated(&record(rng, &[(messages, rate)], &delay, days_after), days_after);
        std::iter::once(held::rate("rate", touch.all.rate, rate)).chain(held::delays(&touch, &delay)).collect()
    });
}

#[test]
#[ignore = "it takes minutes"]
fn how_often_a_delay_that_does_not_fit_is_told() {
    for size in [(200, 0), (200, 60), (600, 0), (600, 60), (5_000, 60)] {
        let records = if size.0 > 1_000 { 100 } else { 400 };
        // Of 400 records of which 1 % are told, more than 10 are by a chance of 3 in 1 000.
        for (what, truth) in [("usual", Truth::Fixed(usual)), ("drawn", Truth::Expected)] {
            let share = told(what, records, size, truth);
            assert!(share <= 0.025, "{what}: {share}");
        }
        for (what, delay) in [("two weeks apart", two_weeks_apart as fn() -> Delay), ("days apart", days_apart)] {
            told(what, records, size, Truth::Fixed(delay));
            holds(what, records.min(200), size, delay);
        }
    }
}
