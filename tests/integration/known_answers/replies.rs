//! How many reply at rates that are known.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::count::Count;
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::engine::{Sampling, Settings, play};

use crate::builder::{Campaign, campaign};
use crate::statistics::{assert_distributed, binomial};

/// How many prospects there are.
pub(super) const PROSPECTS: u32 = 40;

/// A campaign that starts all prospects in its first week, with a credit for each.
pub(super) fn everyone() -> Campaign {
    campaign().opening(PROSPECTS).every_day().per_week(PROSPECTS).prospects(PROSPECTS)
}

/// How often each number of replies occurred, those after the campaign included. The trials are independent, as the
/// bounds have it.
pub(super) fn replies(case: Case, trials: u64) -> Histogram {
    let tally = play(&[case], &Settings { trials, seed: 30, sampling: Sampling::Plain, precision: None }, |_| {});
    tally.cases[0].count(Count::RepliesSettled).cloned().expect("it is counted")
}

#[test]
fn replies_to_inmails_are_binomial() {
    for rate in [0.02, 0.1, 0.5, 0.93] {
        let counted = replies(everyone().inmail("inmail", rate, 40.0).build(), 50_000);
        assert_distributed(&format!("replies at {rate}"), &counted, &binomial(PROSPECTS, rate));
    }
}

#[test]
fn replies_to_a_sequence_are_binomial_too() {
    // Nobody can reply twice, so each of the prospects replies with chance r + (1−r)q, and for lack of a lift the
    // acceptance and the reply to the message multiply.
    let (accept, message, inmail) = (0.4, 0.3, 0.15);
    let case =
        everyone().weeks(12).connect("connect", accept, message, 2.0).inmail("inmail", inmail, 1.0).after(10).build();
    let rate = accept * message + (1.0 - accept * message) * inmail;
    assert_distributed("replies to a sequence", &replies(case, 50_000), &binomial(PROSPECTS, rate));
}
