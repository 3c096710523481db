//! How many reply at rates that are not known, and when: what distributions do.

use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::engine::{Sampling, trace};
use jiff::civil::Weekday;
use statrs::distribution::{ContinuousCDF, LogNormal, Weibull};

use super::replies::{PROSPECTS, everyone, replies};
use crate::builder::campaign;
use crate::statistics::{assert_distributed, assert_fits, beta_binomial};

/// The share of replies within so many days.
type Share<'a> = &'a dyn Fn(f64) -> f64;

#[test]
fn replies_at_a_rate_that_is_not_known_are_beta_binomial() {
    for (alpha, beta) in [(1.0, 1.0), (3.0, 17.0), (0.5, 4.5)] {
        let rate = Distribution::beta(alpha, beta).expect("parameters above 0");
        let case = everyone().inmail("inmail", 0.0, 1.0).unsure(rate).build();
        let counted = replies(case, 50_000);
        assert_distributed(
            &format!("replies at Beta({alpha}, {beta})"),
            &counted,
            &beta_binomial(PROSPECTS, alpha, beta),
        );
    }
}

#[test]
fn segments_that_share_a_touch_share_its_rate() {
    // Two halves of the same prospects: at one rate between them they are as one.
    let (alpha, beta) = (2.0, 6.0);
    let rate = Distribution::beta(alpha, beta).expect("parameters above 0");
    let case = everyone().prospects(PROSPECTS / 2).inmail("inmail", 0.0, 1.0).unsure(rate);
    let case = case.segment("others").per_week(PROSPECTS).prospects(PROSPECTS / 2).again("inmail").build();
    assert_distributed("replies of two segments", &replies(case, 50_000), &beta_binomial(PROSPECTS, alpha, beta));
}

#[test]
fn replies_land_when_the_delay_says() {
    const MESSAGES: u32 = 20_000;
    // The spread of the logarithm that puts nine in ten below p90: 1.28… is the normal distribution's 90 % point.
    let spread = f64::ln(9.0 / 2.5) / 1.281_551_565_544_600_5;
    let lognormal = LogNormal::new(f64::ln(2.5), spread).expect("a positive spread");
    let weibull = Weibull::new(0.8, 4.0).expect("parameters above 0");
    let lines = |days: f64| if days <= 2.5 { 0.24 * days } else { (0.6 + (days - 2.5) * 0.1).min(1.0) };
    let delays: [(&str, Delay, Share<'_>); 3] = [
        ("lognormal", Delay::lognormal(2.5, 9.0).expect("p90 above the median"), &|days| lognormal.cdf(days)),
        ("weibull", Delay::weibull(0.8, 4.0).expect("parameters above 0"), &|days| weibull.cdf(days)),
        ("piecewise", Delay::piecewise(vec![(2.5, 0.6), (6.5, 1.0)]).expect("up to share 1"), &lines),
    ];
    for (name, delay, within) in delays {
        let case = campaign().send_on([Weekday::Thursday]).weeks(1).per_week(MESSAGES);
        let case = case.message("message", 1.0, 0.0).delays(delay).build();
        // They go out on day 0, a Thursday, and land max(1, ceil(T)) days later; what lands beyond is taken together.
        let mut landed = vec![0; 60];
        let mut probabilities: Vec<f64> =
            (0..60u8).map(|day| within(day.into()) - within((day.max(1) - 1).into())).collect();
        probabilities[59] += 1.0 - within(59.0);
        for event in trace(&case, Sampling::Even.luck(31, 0)).1.iter().filter(|event| event.kind == EventKind::Reply) {
            landed[event.day.min(59) as usize] += 1;
        }
        assert_eq!(landed.iter().sum::<u64>(), u64::from(MESSAGES));
        assert_fits(&format!("{name} delays"), &landed, &probabilities);
    }
}
