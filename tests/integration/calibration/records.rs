//! Records as they are read, with times of day and segments, calibrated whole.

use std::ops::RangeInclusive;

use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::{TouchRecord, calibrate};
use inmail_sim::record::contact::{Contact, Undated};
use inmail_sim::record::moment::Moment;
use jiff::ToSpan;
use jiff::civil::{Date, Time, date};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{ContinuousCDF, Normal};

use super::{AS_EXPECTED, RATE, usual};

/// The first day of every record, and how many days things went out.
pub(super) const START: Date = date(2026, 1, 1);
const DAYS: usize = 35;

/// What is known so many days after the last message to people of these rates, so many of each, with times to the second.
pub(super) fn record(rng: &mut StdRng, segments: &[(usize, f64)], delay: &Delay, days_after: i64) -> Vec<Contact> {
    let last = START + (DAYS as i64 - 1 + days_after).days();
    let mut contacts = Vec::new();
    for (place, &(number, rate)) in segments.iter().enumerate() {
        for message in 0..number {
            // From nine to five.
            let sent = (message * DAYS / number) as f64 + 0.375 + rng.random::<f64>() / 3.0;
            let (replied, after) = (rng.random::<f64>() < rate, delay.quantile(rng.random()).min(3e5));
            contacts.push(Contact {
                touch: "inmail".into(),
                segment: place.to_string(),
                person: None,
                sent: at(sent),
                replied: replied.then(|| at(sent + after)).filter(|moment| moment.date <= last),
                accepted: None,
                after: None,
                followed: None,
                undated: Undated::default(),
                credit: None,
            });
        }
    }
    contacts
}

pub(super) fn at(days: f64) -> Moment {
    let seconds = ((days - days.floor()) * 86_400.0) as i64;
    let time = Time::midnight().wrapping_add(seconds.seconds());
    Moment { date: START + (days as i64).days(), time: Some(time) }
}

pub(super) fn calibrated(contacts: &[Contact], days_after: i64) -> TouchRecord {
    calibrate(contacts, START + (DAYS as i64 - 1 + days_after).days(), BetaRate::JEFFREYS).touches.remove(0)
}

fn holds(rate: BetaRate, truth: f64) -> f64 {
    let law = Distribution::beta(rate.alpha, rate.beta).expect("a distribution");
    f64::from(law.quantile(0.05) <= truth && truth <= law.quantile(0.95))
}

/// Intervals of 90 % over so many records hold the truth as often as those of the usual delay do.
#[test]
fn a_record_with_times_of_day_tells_the_truth_as_often_as_it_says() {
    const RECORDS: u64 = 350;
    let z = Normal::standard().inverse_cdf(0.95);
    for (what, days_after) in [("timed, settled", 150), ("timed, open", 0)] {
        let covers = |seed| {
            let contacts = record(&mut StdRng::seed_from_u64(seed), &[(600, RATE)], &usual(), days_after);
            let touch = calibrated(&contacts, days_after);
            let of_delay = |u| {
                let ends = touch.fit.delay_quantile(u, -z)..=touch.fit.delay_quantile(u, z);
                f64::from(ends.contains(&usual().quantile(u)))
            };
            [holds(touch.all.rate, RATE), of_delay(0.5), of_delay(0.9), touch.all.rate.mean()]
        };
        let said: Vec<[f64; 4]> = (0..RECORDS).into_par_iter().map(covers).collect();
        let mean = |place: usize| said.iter().map(|said| said[place]).sum::<f64>() / RECORDS as f64;
        println!("{what}: rate {:.4} for {RATE}", mean(3));
        for (place, name) in
            ["the rate", "the median of the delay", "the 90 % quantile of the delay"].iter().enumerate()
        {
            println!("{what}: {name} is covered in {:.1} % of records", 100.0 * mean(place));
            assert!(AS_EXPECTED.contains(&mean(place)), "{what}: {name} is covered in {}", mean(place));
        }
    }
}

/// Are the rates of segments inside of their intervals? They have the mean 0.18, and are drawn from a Beta distribution of
/// this size, or are equal.
fn assert_segments(what: &str, numbers: &[usize], size: Option<f64>, days_after: i64, allowed: RangeInclusive<f64>) {
    // As many segments in all records together for each kind.
    let records = 800 / numbers.len() as u64;
    let law = size.map(|size| Distribution::beta(size * RATE, size * (1.0 - RATE)).expect("a distribution"));
    let covered = |seed| {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut rate = || law.as_ref().map_or(RATE, |law| law.quantile(rng.random()));
        let segments: Vec<(usize, f64)> = numbers.iter().map(|&number| (number, rate())).collect();
        let touch = calibrated(&record(&mut rng, &segments, &usual(), days_after), days_after);
        let rates = touch.segments.iter().map(|part| {
            let place: usize = part.segment.parse().expect("a number");
            holds(part.rate, segments[place].1)
        });
        rates.sum::<f64>() / numbers.len() as f64
    };
    let covered: Vec<f64> = (0..records).into_par_iter().map(covered).collect();
    let mean = covered.iter().sum::<f64>() / records as f64;
    let variance = covered.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / records as f64;
    let error = (variance / records as f64).sqrt();
    println!("segments, {what}: rates are covered in {:.1} % ± {:.1} %", 100.0 * mean, 100.0 * error);
    assert!(allowed.contains(&mean), "{what}: rates of segments are covered in {mean}");
    assert!(error < 0.04 / 3.0, "{what}: so few records do not tell");
}

#[test]
fn segments_are_known_as_well_as_they_say() {
    assert_segments("5 of 40", &[40; 5], Some(30.0), 150, 0.86..=0.94);
    assert_segments("5 of 40, open", &[40; 5], Some(30.0), 0, 0.86..=0.94);
    assert_segments("2 of 100 and 2 of 20", &[100, 20, 100, 20], Some(15.0), 150, 0.86..=0.94);
    assert_segments("4 of 400", &[400; 4], Some(15.0), 150, 0.86..=0.94);
    // That segments do not differ at all cannot be seen from so few: their intervals stay wider than that, which is no fault.
    assert_segments("5 of 40, all alike", &[40; 5], None, 150, 0.86..=0.98);
}
