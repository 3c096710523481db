//! Delays that are not known: which of several holds in a trial, and that nothing else changes.

use std::f64::consts::PI;
use std::slice;

use inmail_sim::domain::case::{Case, Pending};
use inmail_sim::domain::count::Count;
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::delays::Delays;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::{Event, EventKind};
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::tally::Tally;
use inmail_sim::domain::touch::Action;
use inmail_sim::engine::luck::{Luck, Stream};
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, Settings, play, trace};
use rayon::ThreadPoolBuilder;

use crate::builder::{Campaign, campaign, play_each};
use crate::statistics::{assert_distributed, assert_fits, assert_near, binomial};

/// As many delays of that many days each, the first of one day.
fn days(number: u32, correlation: f64) -> Delays {
    any_of((1..=number).map(|days| Delay::fixed(days.into()).expect("a delay")), correlation)
}

fn any_of(laws: impl IntoIterator<Item = Delay>, correlation: f64) -> Delays {
    Delays::any_of(laws.into_iter().collect(), correlation).expect("they are two at least")
}

fn slow() -> Delay {
    Delay::weibull(0.7, 6.0).expect("a delay")
}

/// A message on day 0 that everybody answers: the reply lands on the day that the place of its delay is, plus one.
fn answered(delays: Delays) -> Case {
    campaign().weeks(10).per_week(1).prospects(1).message("message", 1.0, 0.0).delays(delays).build()
}

/// The place of the delay of that touch in the trial of each of these lucks.
fn places(case: &Case, lucks: impl Iterator<Item = Luck>) -> Vec<usize> {
    let schedule = Schedule::new(case);
    let mut player = Player::new(&schedule);
    let place = |luck| {
        let mut events: Vec<Event> = Vec::new();
        player.play(luck, &mut events);
        let day = |kind| events.iter().find(|event| event.kind == kind).expect("it happens").day;
        (day(EventKind::Reply) - day(EventKind::Send)) as usize - 1
    };
    lucks.map(place).collect()
}

/// Two segments, a follow-up and touches pending, played side by side; and the same with an invitation, played one after
/// the other. All touches but the follow-up have these delays.
fn busy(delays: &Delays, with_invitation: bool) -> Case {
    let base = |case: Campaign| {
        let case = case.plan(40, 120, 80.0).weeks(12).per_week(15);
        let case = case.inmail("inmail", 0.0, 1.0).unsure(Distribution::beta(3.0, 9.0).expect("above 0"));
        case.delays(delays.clone()).inmail("follow-up", 0.2, 3.0).after(5).segment("others").per_week(4)
    };
    let case = base(campaign()).again("inmail");
    let case = case.with(|case| case.opening.pending.push(Pending { touch: 0, sent_days_ago: 3, count: 20 }));
    if !with_invitation {
        return case.build();
    }
    let case = case.segment("invited").per_week(6).connect("invitation", 0.4, 0.3, 1.0).delays(delays.clone());
    let invited = |case: &mut Case| {
        for touch in &mut case.touches {
            if let Action::Connect { accept_delay, .. } = &mut touch.action {
                *accept_delay = delays.clone();
            }
        }
    };
    case.with(invited).build()
}

fn tally(cases: &[Case], sampling: Sampling) -> Tally {
    play(cases, &Settings { trials: 300, seed: 5, sampling, precision: None }, |_| {})
}

#[test]
fn any_of_equal_delays_is_that_delay() {
    for with_invitation in [false, true] {
        let known = busy(&slow().into(), with_invitation);
        for (number, correlation) in [(2, 0.0), (7, 0.6), (64, -1.0)] {
            let mixed = busy(&any_of((0..number).map(|_| slow()), correlation), with_invitation);
            for sampling in [Sampling::Even, Sampling::Plain] {
                let [known, mixed] = [&known, &mixed].map(|case| tally(slice::from_ref(case), sampling));
                assert!(known == mixed, "{number} {correlation} {with_invitation}");
            }
        }
    }
}

#[test]
fn one_delay_holds_for_a_whole_trial_and_all_segments_in_every_case() {
    let case = |per_week| {
        let case =
            campaign().weeks(10).per_week(per_week).prospects(7).message("message", 1.0, 0.0).delays(days(9, 0.3));
        case.segment("others").per_week(5).prospects(5).again("message").build()
    };
    let (one, other) = (case(7), case(100));
    for trial in 0..30 {
        let luck = Sampling::Even.luck(2, trial);
        let landed = |case: &Case| {
            let (_, events) = trace(case, luck);
            let sent: Vec<_> = events.iter().filter(|event| event.kind == EventKind::Send).collect();
            let replies = events.iter().filter(|event| event.kind == EventKind::Reply);
            let delays = replies.map(|reply| {
                let sent = sent.iter().find(|sent| {
                    (sent.subject.segment, sent.subject.prospect) == (reply.subject.segment, reply.subject.prospect)
                });
                reply.day - sent.expect("it was sent").day
            });
            let delays: Vec<i32> = delays.collect();
            assert_eq!(delays.len(), 12);
            delays
        };
        let first = landed(&one)[0];
        assert!(landed(&one).iter().chain(&landed(&other)).all(|&delay| delay == first), "trial {trial}");
    }
}

/// Chi-square, once for each number and correlation: 4 checks.
#[test]
fn each_place_of_the_list_is_as_likely_whatever_the_correlation() {
    for (number, correlation) in [(2, 0.0), (5, 0.0), (5, 0.7), (64, -0.4)] {
        let case = answered(days(number, correlation));
        let mut counts = vec![0; number as usize];
        let lucks = (0..20_000).map(|trial| Sampling::Plain.luck(9, trial));
        places(&case, lucks).into_iter().for_each(|place| counts[place] += 1);
        assert_fits(&format!("{number} delays"), &counts, &vec![1.0 / f64::from(number); number as usize]);
    }
}

#[test]
fn over_replicates_places_are_spread_evenly() {
    // A block of eight points of a replicate has one latent in each eighth.
    let case = answered(days(8, 0.0));
    let mut counts = [0; 8];
    let lucks = (0..8 * 128).map(|trial| Sampling::Even.luck(3, trial));
    places(&case, lucks).into_iter().for_each(|place| counts[place] += 1);
    assert_eq!(counts, [128; 8]);
}

/// Binomial, for each correlation: 5 checks.
#[test]
fn later_delays_go_with_higher_rates_as_the_correlation_says() {
    const TRIALS: u64 = 20_000;
    for correlation in [-0.8, -0.3, 0.0, 0.4, 0.95] {
        let case = answered(days(2, correlation));
        let key = Stream::ReplyRate("message").key();
        let lucks = || (0..TRIALS).map(|trial| Sampling::Plain.luck(11, trial));
        let drawn = lucks().zip(places(&case, lucks()));
        let together = drawn.filter(|(luck, place)| luck.unknown(key).unit() > 0.5 && *place == 1);
        // Two normal numbers of correlation c are both above 0 with this chance (Sheppard, Philosophical transactions A
        // 192, 1899).
        let expected = 0.25 + f64::asin(correlation) / (2.0 * PI);
        let error = (expected * (1.0 - expected) / TRIALS as f64).sqrt();
        let observed = together.count() as f64 / TRIALS as f64;
        assert_near(&format!("correlation {correlation}"), observed, expected, error);
    }
}

#[test]
fn the_rate_of_an_acceptance_goes_with_its_own_delay() {
    let case = campaign().weeks(10).per_week(1).prospects(1).connect("invitation", 1.0, 0.0, 1.0).with(|case| {
        let Action::Connect { accept_delay, .. } = &mut case.touches[0].action else { panic!("it is an invitation") };
        *accept_delay = days(4, 1.0);
    });
    let case = case.build();
    for trial in 0..50 {
        let luck = Sampling::Even.luck(4, trial);
        let events = trace(&case, luck).1;
        let day = |kind| events.iter().find(|event| event.kind == kind).expect("it happens").day;
        let place = day(EventKind::Accept) - day(EventKind::Send) - 1;
        assert_eq!(place, (4.0 * luck.unknown(Stream::AcceptRate("invitation").key()).unit()) as i32);
    }
}

/// The mean, the variance and the whole law of the replies of touches pending, as the delay of the trial leaves them.
#[test]
fn touches_pending_reply_by_the_delay_of_the_trial() {
    const PENDING: u32 = 12;
    // Five days ago, at a rate of a half: if replies take two days all have come, if they take ten all are to come.
    let delays = any_of([2.0, 10.0].map(|days| Delay::fixed(days).expect("a delay")), 0.0);
    let case = campaign().per_week(0).message("message", 0.5, 0.0).delays(delays);
    let case = case.with(|case| case.opening.pending.push(Pending { touch: 0, sent_days_ago: 5, count: PENDING }));
    let mut counted = Histogram::default();
    play_each(&case.build(), 6, 50_000, |outcome, _| counted.add(outcome[Count::RepliesSettled] as i64));
    let mut expected: Vec<f64> = binomial(PENDING, 0.5).iter().map(|chance| chance / 2.0).collect();
    expected[0] += 0.5;
    assert_distributed("replies of touches pending", &counted, &expected);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let law = |scale| Delay::weibull(0.6, scale).expect("a delay");
    let delays = any_of([0.5, 2.0, 9.0].map(law), 0.5);
    let cases = [busy(&delays, false), busy(&delays, true)];
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| tally(&cases, Sampling::Even))
    };
    let one = on(1);
    assert!(one == on(8));
    assert!(one != tally(&[busy(&law(2.0).into(), false), busy(&law(2.0).into(), true)], Sampling::Even));
}
