//! Whether a tally that was read could have been counted: what is reported from it must not depend on who wrote it.

use std::ops::Range;

use crate::domain::count::Count;
use crate::domain::flag::Flag;
use crate::domain::histogram::Histogram;
use crate::domain::moments::Moments;
use crate::domain::replicates::{Replicate, Replicates, WHOLE_WIN};
use crate::domain::spread::Spread;
use crate::domain::tally::{CaseTally, PairedTally, SeatTally, SegmentTally, Tally};
use crate::domain::target::TargetSums;

/// No count of a trial is larger; squares of it, summed over all trials that a scenario may have, are whole numbers.
const LARGEST: i64 = 1 << 46;

/// No trial's labour has more parts, so that all trials that a scenario may have together are still a whole number.
const MOST_LABOUR: u128 = 1 << 96;

/// Could `tally` have come from these trials of the cases of which `nothing` is the tally before any?
pub fn is_sound(tally: &Tally, nothing: &Tally, part: Range<u64>) -> bool {
    tally.trials == part.end - part.start
        && tally.cases.len() == nothing.cases.len()
        && tally.cases.iter().zip(&nothing.cases).all(|(case, nothing)| is_sound_case(case, nothing, &part))
}

/// Could so many targets have come to this in these trials of so many cases?
pub fn are_sound_targets(sums: &[Vec<TargetSums>], cases: usize, targets: usize, part: Range<u64>) -> bool {
    sums.len() == cases
        && sums
            .iter()
            .all(|of_case| of_case.len() == targets && of_case.iter().all(|sums| sums.could_be_of(part.clone())))
}

fn is_sound_case(case: &CaseTally, nothing: &CaseTally, part: &Range<u64>) -> bool {
    let trials = part.end - part.start;
    let once = |histogram: &Histogram| is_counted(histogram, 0, trials);
    let touches = case.touches.iter().flat_map(|touch| [touch.sent, touch.credits, touch.accepted, touch.replies]);
    case.terms == nothing.terms
        && case.weeks.len() == nothing.weeks.len()
        && case.touches.len() == nothing.touches.len()
        && case.segments.len() == nothing.segments.len()
        && case.segments.iter().all(|segment| is_sound_segment(case, segment, trials))
        && case.seats.len() == nothing.seats.len()
        && case.seats.iter().all(|seat| is_sound_seat(seat, trials))
        && case.best.len() == nothing.best.len()
        && case.counts.len() == nothing.counts.len()
        && case.weeks.iter().zip(&nothing.weeks).all(|(week, nothing)| week.len() == nothing.len())
        && counted(case).chain(case.weeks.iter().flatten()).all(once)
        && is_first_of_short(case)
        && touches.into_iter().all(|sum| is_sum(sum, trials))
        && is_affordable(case)
        && case.values.len() == nothing.values.len()
        && case.values.iter().all(|spread| is_spread(spread, trials))
        && case.best.iter().all(|&sum| sum <= trials)
        && are_of(case, part)
        && agree(&case.replicates, case)
        && all_replies_came_in_some_week(case)
        && match (&case.against_first, &nothing.against_first) {
            (None, None) => true,
            (Some(paired), Some(nothing)) => is_sound_pair(paired, nothing, case, trials),
            _ => false,
        }
}

/// The counts of a case of which it is kept how often each value occurred.
fn counts(case: &CaseTally) -> impl Iterator<Item = Count> {
    Count::of_campaign(case.terms.further).filter(|count| !count.is_amount())
}

fn counted(case: &CaseTally) -> impl Iterator<Item = &Histogram> {
    counts(case).filter_map(|count| case.count(count))
}

fn is_sound_pair(paired: &PairedTally, nothing: &PairedTally, case: &CaseTally, trials: u64) -> bool {
    paired.counts.len() == nothing.counts.len()
        && paired.differences.len() == nothing.differences.len()
        && counts(case).filter_map(|count| paired.count(count)).all(|it| is_counted(it, -LARGEST, trials))
        && paired.differences.iter().all(|spread| is_spread(spread, trials))
}

/// Was something counted once in each trial, and never below `least`?
fn is_counted(histogram: &Histogram, least: i64, trials: u64) -> bool {
    histogram.total() == trials && histogram.counts().iter().all(|(value, _)| (least..=LARGEST).contains(value))
}

/// Is a segment through on a day of the campaign, once in each trial at most?
fn is_sound_segment(case: &CaseTally, segment: &SegmentTally, trials: u64) -> bool {
    let days = 7 * case.weeks.len() as i64;
    let is_day = |&(day, _): &(i64, u64)| (0..days).contains(&day);
    [segment.started, segment.replied].into_iter().all(|sum| is_sum(sum, trials))
        && segment.through.total() <= trials
        && segment.through.counts().iter().all(is_day)
}

fn is_sound_seat(seat: &SeatTally, trials: u64) -> bool {
    let SeatTally { refunded, spent, lost, started, replies, effort, short } = seat;
    [refunded, spent, lost, started, replies].into_iter().all(|&sum| is_sum(sum, trials))
        && *effort <= u128::from(trials) * LARGEST as u128
        && *short <= trials
}

/// Does each trial with a week short of credits have a first one, and that one among its weeks?
fn is_first_of_short(case: &CaseTally) -> bool {
    let weeks = case.first_short.counts();
    let short = case.count(Count::Short).map(Histogram::counts).unwrap_or_default();
    let with = short.into_iter().filter(|&(weeks, _)| weeks > 0);
    case.first_short.total() == with.map(|(_, trials)| trials).sum::<u64>()
        && weeks.into_iter().all(|(week, _)| (0..case.weeks.len() as i64).contains(&week))
}

/// Was something counted once in each trial at most?
fn is_spread(spread: &Spread, trials: u64) -> bool {
    spread.counts().iter().map(|&(_, count)| count).sum::<u64>() <= trials
}

fn is_sum(sum: u64, trials: u64) -> bool {
    // So that the sums of all shards of a thousand million trials fit into 64 bits.
    u128::from(sum) <= u128::from(trials) << 33
}

fn is_affordable(case: &CaseTally) -> bool {
    let efforts = case.count(Count::Effort).map(Histogram::counts).unwrap_or_default();
    let most = efforts.last().map_or(0, |&(most, _)| most);
    case.terms.labour_parts(most as u128) <= MOST_LABOUR
}

/// Are the replies up to the last week all those inside the campaign?
fn all_replies_came_in_some_week(case: &CaseTally) -> bool {
    case.weeks.last().is_none_or(|week| Some(&week[Count::RepliesSoFar.in_week()]) == case.count(Count::Replies))
}

/// Do the replicates hold these trials, and no more of anything than so many trials may have?
fn are_of(case: &CaseTally, part: &Range<u64>) -> bool {
    case.replicates.each().iter().zip(Replicates::dealt(part.clone())).all(|(replicate, trials)| {
        let Replicate { trials: of_replicate, counts, further, flags, won } = replicate;
        *of_replicate == trials
            && further.len() == Count::further_of_campaign(case.terms.further)
            && counts.iter().chain(further).all(|&sum| sum <= u128::from(trials) * LARGEST as u128)
            && flags.iter().all(|&sum| sum <= trials)
            && u128::from(*won) <= u128::from(trials) * u128::from(WHOLE_WIN)
    })
}

/// Do the replicates have together what the case has? To be asked once each is known to be no larger than it may be.
fn agree(replicates: &Replicates, case: &CaseTally) -> bool {
    let trials_with =
        |count: Count, value: i64| case.count(count).map_or(0, |counted| u128::from(counted.count(value)));
    let sum_of = |count: Count| replicates.sum(|replicate| replicate.count(count)) as i128;
    let shared = case.best.iter().zip(0..).skip(1);
    let won = shared.map(|(&trials, ties)| u128::from(trials) * u128::from(WHOLE_WIN / ties)).sum::<u128>();
    counts(case).all(|count| case.count(count).is_some_and(|counted| sum_of(count) == Moments::of(counted).sum))
        && replicates.sum(|replicate| replicate.flag(Flag::Short).into())
            == u128::from(replicates.trials()) - trials_with(Count::Short, 0)
        && replicates.sum(|replicate| replicate.flag(Flag::Silent).into()) == trials_with(Count::RepliesSettled, 0)
        && replicates.sum(|replicate| replicate.won.into()) == won
        && case.best.first() == Some(&0)
}
