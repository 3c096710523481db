//! `precision = "decision"`: how often a ranking that is called settled is wrong, and what it saves.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::decision::Decision;
use inmail_sim::domain::precision::Precision;
use inmail_sim::engine::{Sampling, Settings, decisions, play};

use crate::builder::campaign;

/// Trials that there may be.
const TRIALS: u64 = 60_000;

/// A week of twenty InMails, each answered at this rate within a day; in the second segment, on luck of its own, where that
/// is asked for.
fn case(rate: f64, apart: bool) -> Case {
    let campaign = campaign().plan(100, 300, 100.0).weeks(1);
    let campaign = if apart {
        campaign.per_week(0).inmail("inmail", rate, 1.0).segment("others").per_week(20).again("inmail")
    } else {
        campaign.per_week(20).inmail("inmail", rate, 1.0)
    };
    campaign.build()
}

/// What is settled by a run of these cases, and after how many trials.
fn settled(cases: &[Case], seed: u64) -> (Option<Decision>, u64) {
    let settings = Settings { trials: TRIALS, seed, sampling: Sampling::Even, precision: Some(Precision::Decision) };
    let tally = play(cases, &settings, |_| {});
    (decisions(cases, &tally, TRIALS).remove(0), tally.trials)
}

#[test]
fn of_cases_that_cost_the_same_none_is_called_cheaper_more_often_than_claimed() {
    // The cost per reply of both is the same, so whoever tells them apart is wrong. At the claimed 5 % of 60 seeds, more
    // than 9 would be wrong by chance in 0.1 % of such tests.
    let cases = [case(0.3, false), case(0.3, true)];
    let (mut wrong, mut ties) = (0, 0);
    for seed in 0..60 {
        if let (Some(decision), _) = settled(&cases, seed) {
            wrong += u32::from(decision.ties.is_empty());
            ties += u32::from(!decision.ties.is_empty());
        }
    }
    assert!(wrong <= 9, "{wrong} of 60 wrong");
    // 60 000 trials tell the difference to about 0.2 % of the cost, so that within 1 % lies within what it may be off.
    assert!(ties >= 40, "{ties} of 60 shown to be ties");
}

#[test]
fn a_case_that_costs_less_is_found_before_the_end() {
    // 5 % more replies for the same money. A chance of 5 % to be wrong: more than 9 of 60 in 0.1 % of such tests.
    let cases = [case(0.3, false), case(0.315, true)];
    let found: Vec<_> = (0..60).map(|seed| settled(&cases, seed)).collect();
    let right = |decision: &Decision| decision.best == 1 && decision.ties.is_empty();
    let wrong = found.iter().filter(|(decision, _)| !decision.as_ref().is_some_and(right)).count();
    assert!(wrong <= 9, "{wrong} of 60 wrong or unsettled");
    assert!(found.iter().all(|&(_, trials)| trials < TRIALS), "{found:?}");
}

#[test]
fn where_nothing_is_to_be_decided_all_trials_are_played() {
    assert_eq!(settled(&[case(0.3, false)], 1), (None, TRIALS));
    let mut other = case(0.3, true);
    other.currency = "EUR".into();
    assert_eq!(settled(&[case(0.2, false), other], 1), (None, TRIALS));
}
