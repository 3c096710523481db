//! How long a run would take: played for a moment, and counted up.

use std::time::{Duration, Instant};

use crate::domain::case::Case;
use crate::domain::demand::brought;
use crate::domain::demand::touches_at_most;
use crate::domain::subscription::bill;
use crate::engine::{self, Settings};

/// A moment: nobody minds it, and it is long against what a clock resolves.
const MOMENT: Duration = Duration::from_millis(15);

/// Cases that take longer to make ready are not played: nobody wants to wait for an estimate.
const LONG: Duration = Duration::from_millis(250);

/// A trial of all cases with more touches than this is not played: one alone could take seconds.
const MANY_TOUCHES: f64 = 200_000.0;

/// About what a touch takes on one thread where there are many \[seconds\].
const TOUCH: f64 = 50e-9;

/// The seconds that playing these cases would take on all threads, if no precision ends it before.
pub(super) fn seconds(cases: &[Case], settings: &Settings) -> f64 {
    let credits = |case: &Case| {
        let opening = brought(case);
        bill(case).granted + opening
    };
    let touches: f64 = cases.iter().map(|case| touches_at_most(case, credits(case))).sum();
    let counted = touches * TOUCH * settings.trials as f64 / rayon::current_num_threads() as f64;
    if touches > MANY_TOUCHES {
        return counted;
    }
    let settings = Settings { precision: None, ..*settings };
    let time = |trials: u64| {
        let begin = Instant::now();
        engine::play_part(cases, &settings, 0..trials, |_| ());
        begin.elapsed()
    };
    // Without a trial it takes what making the cases ready takes.
    let ready = time(0);
    if ready > LONG {
        return ready.as_secs_f64() + counted;
    }
    // A slow trial may have been held up by another program: a second one tells.
    let steady = |trials: u64| {
        let played = time(trials);
        if played < ready + MOMENT { played } else { played.min(time(trials)) }
    };
    let (mut trials, mut played) = (1, steady(1));
    while trials < settings.trials && played < ready + MOMENT {
        trials = (trials * 4).min(settings.trials);
        played = steady(trials);
    }
    let each = played.saturating_sub(ready).as_secs_f64() / trials as f64;
    ready.as_secs_f64() + each * settings.trials as f64
}
