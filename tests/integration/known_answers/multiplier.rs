//! How far refunds stretch the credits granted.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::count::Count;
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::schedule::Schedule;

use super::MONTHS;
use crate::builder::{Campaign, campaign, play_each};
use crate::statistics::assert_near;

/// The expectation and the variance of how often one credit comes back that is granted on day `granted` and spent
/// again on the first send day on which it is there: each time it comes back with chance `rate`, `delay` days later,
/// and the campaign ends. A number with P(K ≥ k) = rate^k for k up to the times that the campaign has room for.
fn times_back(case: &Case, granted: Day, rate: f64, delay: Day) -> (f64, f64) {
    let end = case.calendar.days;
    let next_send = |day: Day| (day..end).find(|&day| case.calendar.is_send_day(day));
    let (mut mean, mut square, mut chance) = (0.0, 0.0, 1.0);
    let mut day = next_send(granted);
    for times in 1.. {
        let Some(back) = day.map(|day| day + delay).filter(|&back| back < end) else { break };
        chance *= rate;
        mean += chance;
        square += f64::from(2 * times - 1) * chance;
        day = next_send(back);
    }
    (mean, square - mean * mean)
}

/// The mean multiplier over `trials`, against its exact expectation; nothing may be lost on the way.
fn check_multiplier(case: &Case, rate: f64, delay: Day, trials: u64) {
    let (mut granted, mut mean, mut variance) = (0.0, 0.0, 0.0);
    let refills = (0..case.calendar.days).filter(|&day| case.calendar.is_month_day(day, 1));
    for day in refills {
        let credits = f64::from(case.plan.credits_per_month);
        let (times, spread) = times_back(case, day, rate, delay);
        (granted, mean, variance) = (granted + credits, mean + credits * times, variance + credits * spread);
    }
    assert_eq!(granted, Schedule::new(case).terms().granted as f64);
    let mut refunded = 0;
    play_each(case, 20, trials, |outcome, _| {
        assert_eq!(outcome[Count::Lapsed] + outcome[Count::Capped], 0);
        refunded += outcome[Count::Refunded];
    });
    let multiplier = 1.0 + refunded as f64 / trials as f64 / granted;
    let error = (variance / trials as f64).sqrt() / granted;
    assert_near(&format!("multiplier at {rate}"), multiplier, 1.0 + mean / granted, error);
    // What the limit is missed by is the returns after the last day: with room for n, a credit lacks r^(n+1) / (1−r).
    let limit = 1.0 / (1.0 - rate);
    let edge = limit - (1.0 + mean / granted);
    assert!((0.0..0.02 * limit).contains(&edge), "at {rate} the end of the campaign costs {edge}");
}

fn one_inmail(rate: f64, delay: f64) -> Campaign {
    // The cap is out of reach, so that nothing but the end of the campaign stops a credit.
    campaign().plan(50, 1_000_000, 80.0).weeks(260).per_week_max().inmail("inmail", rate, delay)
}

#[test]
fn used_per_week_max_a_credit_is_worth_one_over_one_minus_the_rate() {
    for rate in [0.1, 0.3, 0.5, 0.8] {
        check_multiplier(&one_inmail(rate, 1.0).every_day().build(), rate, 1, 400);
    }
}

#[test]
fn weekends_and_slower_replies_change_when_credits_come_back_and_not_how_many() {
    for rate in [0.1, 0.3, 0.5] {
        check_multiplier(&one_inmail(rate, 4.0).build(), rate, 4, 400);
    }
}

/// With a follow-up at rate q, replies per granted credit tend to R / (2 − r − R), R = r + (1−r)q.
///
/// N prospects started and F follow-ups sent, of delay 1 and so never with two replies under way, draw P replies, of
/// which E[P] = r E[N] + q E[F]. W of those started neither replied to the InMail nor had their follow-up yet, so
/// E[F] = (1−r) E[N] − E[W]. Credits: N + F = granted + P − L − C, L replies landing too late for a refund, C closing
/// balance. Together
///
/// E[P] = (R (granted + (1−q) E[W] − E[L] − E[C]) / (2 − r − R)) − q E[W],
///
/// so what is left of P after the right-hand side has expectation 0 in every trial, however long the campaign.
#[test]
fn a_follow_up_changes_the_replies_per_granted_credit_as_stated() {
    const TRIALS: u64 = 400;
    for (r, q) in [(0.1, 0.05), (0.3, 0.2), (0.5, 0.1), (0.2, 0.6), (0.0, 0.3)] {
        let reached = r + (1.0 - r) * q;
        let per_credit = reached / (2.0 - r - reached);
        let case = one_inmail(r, 1.0).every_day().inmail("follow-up", q, 1.0).after(7).build();
        let granted = Schedule::new(&case).terms().granted as f64;
        let (mut rest, mut squares, mut replied, mut waiting_sum) = (0.0, 0.0, 0.0, 0.0);
        play_each(&case, 21, TRIALS, |outcome, touches| {
            assert_eq!(outcome[Count::Lapsed] + outcome[Count::Capped], 0);
            let replies = outcome[Count::RepliesSettled] as f64;
            let late = replies - outcome[Count::Replies] as f64;
            let closing = outcome[Count::Balance] as f64;
            let waiting = (touches[0].sent - touches[0].replies - touches[1].sent) as f64;
            let expected = per_credit * (granted + (1.0 - q) * waiting - late - closing) - q * waiting;
            let left = replies - expected;
            (rest, squares) = (rest + left, squares + left * left);
            (replied, waiting_sum) = (replied + replies, waiting_sum + waiting);
        });
        let trials = TRIALS as f64;
        let error = (squares / trials).sqrt() / trials.sqrt();
        assert_near(&format!("replies beyond the expected at {r} and {q}"), rest / trials, 0.0, error);
        // In the limit W is all that matters: late replies are of the last day, and "max" leaves no balance. Follow-ups
        // go first, so whoever waits was started in the last days before credits ran out: one refill's worth.
        assert!(waiting_sum / trials <= 50.0 / (1.0 - r), "too many wait: {}", waiting_sum / trials);
        let edge = (replied / trials / granted - per_credit).abs();
        let bound = (2.0 * 50.0 / (1.0 - r)) / granted + 6.0 * error / granted;
        assert!(edge <= bound, "at {r} and {q}: {edge} beyond {bound}");
    }
}

#[test]
fn demand_below_the_grant_is_met_and_replies_come_on_top() {
    const TRIALS: u64 = 20_000;
    // Twenty weeks of five; the last replies land five weeks before the end.
    for rate in [0.1, 0.25, 0.6] {
        let case = campaign().plan(50, 150, 80.0).weeks(26).per_week(5).prospects(100).inmail("inmail", rate, 7.0);
        let case = case.build();
        let granted = Schedule::new(&case).terms().granted as f64;
        assert_eq!(granted, 50.0 * MONTHS.iter().filter(|&&day| day < 26 * 7).count() as f64);
        let mut refunded = 0;
        play_each(&case, 22, TRIALS, |outcome, _| {
            assert_eq!((outcome[Count::Short], outcome[Count::Spent], outcome[Count::Shortfall]), (0, 100, 0));
            assert_eq!(outcome[Count::RepliesSettled], outcome[Count::Refunded]);
            refunded += outcome[Count::Refunded];
        });
        let multiplier = 1.0 + refunded as f64 / TRIALS as f64 / granted;
        let error = (100.0 * rate * (1.0 - rate) / TRIALS as f64).sqrt() / granted;
        assert_near(&format!("multiplier at {rate}"), multiplier, 1.0 + rate * 100.0 / granted, error);
    }
}
