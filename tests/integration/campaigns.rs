//! Trials of which only what they came to is kept are those of a run.

use std::collections::BTreeMap;
use std::path::Path;

use inmail_sim::domain::ranking::Circumstance;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::campaigns::Campaigns;
use inmail_sim::engine::lanes::LANES;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::{Sampling, Settings, nothing_played, play};
use inmail_sim::scenario::{Overrides, load_from};

/// A plain case, and one that is played trial by trial.
const BOTH: &str = "plans = ['sales-navigator']
touch.a = { channel = 'inmail', reply_rate = '10% to 25%' }
segment.s = { per_week = 19, sequence = ['a'] }
[[what_if]]
name = 'limited'
touch.a.limit_per_week = 8";

#[test]
fn campaigns_come_to_the_same_as_those_of_a_run() {
    let files = BTreeMap::from([("a.toml".into(), BOTH.as_bytes().to_vec())]);
    let cases = load_from(&files, Path::new("a.toml"), &Overrides::default()).expect("it is right").cases;
    for case in &cases {
        let (schedule, one) = (Schedule::new(case), std::slice::from_ref(case));
        for trials in [1, LANES as u64, LANES as u64 + 3] {
            let settings = Settings { trials, seed: 3, sampling: Sampling::Even, precision: None };
            let mut tally: Tally = nothing_played(one);
            let alone = Circumstance::all(one, &[schedule.terms()]);
            let lucks = (0..trials).map(|trial| Sampling::Even.luck(3, trial));
            let mut number = 0;
            Campaigns::new(&schedule).play(lucks, |outcome| {
                tally.add(number, std::slice::from_ref(outcome), &alone);
                number += 1;
            });
            let run = play(one, &settings, |_| {});
            assert_eq!((number, &tally.cases[0].counts), (trials, &run.cases[0].counts), "{}", case.name);
            assert_eq!(tally.cases[0].replicates, run.cases[0].replicates, "{}", case.name);
        }
    }
}

#[test]
fn the_first_weeks_of_a_campaign_are_a_campaign_of_their_own() {
    let text = format!("plan_change = [{{ week = 9, plan = 'premium-business' }}]\nweeks = 14\n{BOTH}");
    let files = BTreeMap::from([("a.toml".into(), text.into_bytes())]);
    let cases = load_from(&files, Path::new("a.toml"), &Overrides::default()).expect("it is right").cases;
    let settings = Settings { trials: 200, seed: 5, sampling: Sampling::Even, precision: None };
    let whole = play(&cases, &settings, |_| {});
    let first: Vec<_> = cases.iter().map(|case| case.first_weeks(11)).collect();
    let first = play(&first, &settings, |_| {});
    for (whole, first) in whole.cases.iter().zip(&first.cases) {
        assert_eq!(first.weeks, whole.weeks[..11]);
    }
}
