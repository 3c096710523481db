//! Does a record tell the truth? Records are played from known rates and delays, cut off at a date, and fitted.

use std::collections::HashMap;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::touch::Action;
use inmail_sim::engine::{Sampling, trace};
use inmail_sim::record::fate::{Fate, Fates};
use inmail_sim::record::fit::{Beta, Fit};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::builder::campaign;

const RECORDS: u64 = 500;
const RATE: f64 = 0.18;
const Z: f64 = 1.644_853_626_951_472_2;

fn sender(weeks: u32, per_week: u32) -> Case {
    let people = campaign().plan(100_000, 1_000_000, 60.0).weeks(weeks).every_day().per_week(per_week);
    people
        .inmail("inmail", 0.0, 1.0)
        .with(|case| {
            let Action::InMail(reply) = &mut case.touches[0].action else { unreachable!() };
            reply.rate = Rate::new(Distribution::fixed(RATE).expect("finite")).expect("a share");
            reply.delay = delay();
        })
        .build()
}

fn delay() -> Delay {
    if std::env::var("LN").is_ok() {
        return Delay::lognormal(2.0, 14.0).expect("a delay");
    }
    Delay::weibull(0.4036, 0.8865).expect("a delay")
}

/// What is known at the end of day `cut` of what was sent.
fn record(case: &Case, trial: u64, cut: i32) -> Fates {
    let (_, events) = trace(case, Sampling::Plain.luck(11, trial));
    let mut sent = HashMap::new();
    let mut fates = HashMap::new();
    for event in &events {
        let who = event.subject.prospect;
        match event.kind {
            EventKind::Send if event.day <= cut => {
                sent.insert(who, event.day);
                fates.insert(who, Fate::silent_for(f64::from(cut - event.day)));
            }
            EventKind::Reply if event.day <= cut => {
                fates.insert(who, Fate::replied_on_day((event.day - sent[&who]) as u32));
            }
            _ => {}
        }
    }
    fates.into_values().collect()
}

#[test]
fn explore() {
    for (weeks, per_week, cut) in [(10, 20, 69 + 30), (5, 40, 34), (20, 10, 139), (10, 60, 69 + 10), (4, 25, 27)] {
        let case = sender(weeks, per_week);
        let t = std::time::Instant::now();
        let results: Vec<([bool; 3], f64, f64, f64, bool)> = (0..RECORDS)
            .into_par_iter()
            .map(|trial| {
                let fates = record(&case, trial, cut);
                let fit = Fit::best(&fates, Beta::JEFFREYS).expect("replies");
                let law = Distribution::beta(fit.rate.alpha, fit.rate.beta).expect("a law");
                let inside = |low: f64, high: f64, truth: f64| low <= truth && truth <= high;
                let of_delay = |u| inside(fit.delay_quantile(u, -Z), fit.delay_quantile(u, Z), delay().quantile(u));
                let covered = [inside(law.quantile(0.05), law.quantile(0.95), RATE), of_delay(0.5), of_delay(0.9)];
                let naive = fates.replies() as f64 / fates.sent() as f64;
                let open = fates.silent().filter(|s| s.0 < 15.0).map(|s| s.1).sum::<u64>() as f64 / fates.sent() as f64;
                (covered, fit.rate.mean(), naive, open, fit.family == inmail_sim::record::family::Family::Weibull)
            })
            .collect();
        let mean = |of: &dyn Fn(&([bool; 3], f64, f64, f64, bool)) -> f64| {
            results.iter().map(of).sum::<f64>() / RECORDS as f64
        };
        println!(
            "weeks {weeks} x {per_week} cut {cut}: rate {:.3} p50 {:.3} p90 {:.3}; mean {:.4} naive {:.4} open15 {:.3} weibull {:.2} {:?}",
            mean(&|r| f64::from(r.0[0])),
            mean(&|r| f64::from(r.0[1])),
            mean(&|r| f64::from(r.0[2])),
            mean(&|r| r.1),
            mean(&|r| r.2),
            mean(&|r| r.3),
            mean(&|r| f64::from(r.4)),
            t.elapsed()
        );
    }
}
