//! Many trials side by side against the same trials one after the other: every count, week and touch of random
//! cases, with every set of vector instructions that this machine has.

use inmail_sim::domain::case::{Case, Opening};
use inmail_sim::domain::count::{Count, TrialCounts, WeekCounts};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::plan::{Plan, PlanChange, RefundLife, Rules};
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::reason::Reason;
use inmail_sim::domain::segment::Pace;
use inmail_sim::domain::tally::{SeatTally, SegmentTally, TouchTally};
use inmail_sim::domain::touch::Action;
use inmail_sim::engine::lanes::{LANES, Lanes};
use inmail_sim::engine::luck::Luck;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::vectors::Vectors;
use proptest::prelude::*;

use crate::random_case;

/// What some trials of a case counted: each outcome, each week of each, and the touches, segments and seats
/// of all.
type Counted = (Vec<TrialCounts>, Vec<Vec<WeekCounts>>, Vec<TouchTally>, Vec<SegmentTally>, Vec<SeatTally>);

fn lucks(seed: u64) -> [Luck; LANES] {
    std::array::from_fn(|lane| Luck::of_trial(seed, lane as u64))
}

fn one_after_the_other(schedule: &Schedule<'_>, rows: usize, seed: u64) -> Counted {
    let mut player = Player::new(schedule);
    let mut counted: Counted =
        (Vec::new(), Vec::new(), vec![TouchTally::default(); rows], segments(schedule), seats(schedule));
    for luck in lucks(seed) {
        counted.0.push(player.play(luck, &mut Silent).clone());
        counted.1.push(player.weeks().to_vec());
        counted.2.iter_mut().zip(player.touches()).for_each(|(sum, touch)| sum.merge(touch));
        counted.3.iter_mut().zip(player.segments()).for_each(|(sum, counts)| sum.add(*counts));
        counted.4.iter_mut().zip(player.seats()).for_each(|(sum, counts)| sum.add(counts));
    }
    counted
}

fn segments(schedule: &Schedule<'_>) -> Vec<SegmentTally> {
    vec![SegmentTally::default(); Player::new(schedule).segments().len()]
}

fn seats(schedule: &Schedule<'_>) -> Vec<SeatTally> {
    vec![SeatTally::default(); Player::new(schedule).seats().len()]
}

fn side_by_side(lanes: &mut Lanes<'_>, vectors: Vectors, schedule: &Schedule<'_>, rows: usize, seed: u64) -> Counted {
    let mut weeks: Vec<Vec<WeekCounts>> = vec![Vec::new(); LANES];
    lanes.play(vectors, &lucks(seed), |_, week| {
        for (lane, weeks) in weeks.iter_mut().enumerate() {
            let mut counted = WeekCounts::default();
            for count in Count::BY_WEEK {
                counted[count] = u32::try_from(week.lanes(count)[lane]).expect("no count is negative");
            }
            for reason in Reason::ALL.into_iter().filter(|&reason| reason != Reason::Credits) {
                counted[Count::held_up(reason)] = week.held_up(reason)[lane] as u32;
            }
            weeks.push(counted);
        }
    });
    let mut touches = vec![TouchTally::default(); rows];
    let (mut segments, mut seats) = (segments(schedule), seats(schedule));
    lanes.add_parts(LANES, &mut touches, &mut segments, &mut seats);
    let counted = |lane| {
        let mut counted = TrialCounts::default();
        lanes.count(lane, &mut counted);
        counted
    };
    ((0..LANES).map(counted).collect(), weeks, touches, segments, seats)
}

/// Makes a case one whose sequences keep their order: of what comes later one InMail at most, the last touch where it may be
/// free; nobody shares an account, and who begins later brings nothing along.
pub(crate) fn ordered(mut case: Case) -> Case {
    let is_inmail: Vec<bool> = case.touches.iter().map(|touch| matches!(touch.action, Action::InMail(_))).collect();
    let none = Distribution::fixed(0.0).and_then(Rate::new).expect("none is a share");
    for segment in &mut case.segments {
        if segment.pace == Pace::Max {
            segment.open_profile = none.clone();
        }
        let mut may_be_free = segment.open_profile.distribution().as_fixed() != Some(0.0);
        let mut sequence = vec![segment.sequence[0]];
        let mut has_inmail = false;
        for &touch in &segment.sequence {
            may_be_free |= matches!(case.touches[sequence[sequence.len() - 1]].action, Action::Connect { .. });
            if case.touches[touch].wait.is_none() || sequence[1..].contains(&touch) || has_inmail && is_inmail[touch] {
                continue;
            }
            sequence.push(touch);
            has_inmail |= is_inmail[touch];
            if is_inmail[touch] && may_be_free {
                break;
            }
        }
        let timed = sequence[1..].iter().filter(|&&touch| case.touches[touch].minutes.thousandths() > 0).count();
        if case.pacing.hours_per_week.is_some() && timed > 1 {
            sequence.truncate(2);
        }
        segment.sequence = sequence;
    }
    case.rules.refund_life = RefundLife::Fresh;
    let rules = case.rules.clone();
    make_ordered(&mut case.plan, &mut case.plan_changes, &mut case.opening, &rules);
    for seat in &mut case.seats {
        make_ordered(&mut seat.plan, &mut seat.plan_changes, &mut seat.opening, &rules);
        if seat.from_week > 1 {
            seat.opening = Opening::default();
        }
        if seat.segments.iter().any(|&place| case.segments[place].pace == Pace::Refunds) {
            seat.ramp.clear();
        }
    }
    case
}

/// What is credited later must not lapse earlier.
fn make_ordered(plan: &mut Plan, changes: &mut [PlanChange], opening: &mut Opening, rules: &Rules) {
    plan.pooled = false;
    for change in changes {
        (change.plan.credit_life, change.plan.pooled) = (plan.credit_life, false);
    }
    if let Some(life) = plan.credit_life_days(rules) {
        for lot in &mut opening.lots {
            lot.lapses_in_days = lot.lapses_in_days.map(|days| days.min(life));
        }
    }
}

fn rows(case: &Case) -> usize {
    case.touch_rows().len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trials_side_by_side_are_those_one_after_the_other(case in random_case::case(), seed: u64) {
        let case = ordered(case);
        let schedule = Schedule::new(&case);
        let expected = one_after_the_other(&schedule, rows(&case), seed);
        let mut lanes = Lanes::new(&schedule).expect("the case keeps its order");
        // Trials before must leave no trace, be they of another luck or of other vectors.
        side_by_side(&mut lanes, Vectors::widest(), &schedule, rows(&case), !seed);
        for vectors in Vectors::available() {
            let counted = side_by_side(&mut lanes, vectors, &schedule, rows(&case), seed);
            prop_assert_eq!(&counted, &expected, "{:?}", vectors);
        }
    }

    #[test]
    fn a_case_that_lanes_take_is_played_as_any_other(case in random_case::case(), seed: u64) {
        let schedule = Schedule::new(&case);
        if let Some(mut lanes) = Lanes::new(&schedule) {
            let expected = one_after_the_other(&schedule, rows(&case), seed);
            prop_assert_eq!(side_by_side(&mut lanes, Vectors::widest(), &schedule, rows(&case), seed), expected);
        }
    }
}
