//! What a campaign asks of an account before anything is left to luck: whom it would start, and the credits that it
//! would spend if it had them.

use super::case::Case;
use super::followed::Followed;
use super::seat::{Seat, people, share};
use super::segment::{Pace, Segment};
use super::touch::{Action, Channel};

/// A reply rate that nobody reaches: above it, refunds would be taken to feed a campaign for ever.
const HIGHEST_RATE: f64 = 0.9;

/// How many prospects all who work the segment would start in the whole campaign; `None`: as many as their credits allow.
pub fn starts(case: &Case, segment: &Segment) -> Option<u64> {
    let wanted = wanted(case, segment)?;
    let starts = wanted.iter().map(|person| {
        // The campaign's last week may be a short one.
        let last =
            (0..).zip(&person.by_week).last().map_or(0, |(week, &last)| last - case.calendar.due(week + 1, last));
        let all = person.by_week.iter().map(|&number| u64::from(number)).sum::<u64>() - u64::from(last);
        person.part.map_or(all, |part| all.min(part.into()))
    });
    Some(starts.sum())
}

/// What one of those who work a segment would start.
pub struct Wanted {
    /// How many prospects in each campaign week, if it were a whole one and there were enough.
    pub by_week: Vec<u32>,
    /// How many there are in this one's part of the list; `None`: as many as are wanted.
    pub part: Option<u32>,
}

/// What each of those who work the segment would start, in file order; `None`: as many as their credits allow.
pub fn wanted(case: &Case, segment: &Segment) -> Option<Vec<Wanted>> {
    let Pace::PerWeek(numbers) = &segment.pace else { return None };
    let place = case.segments.iter().position(|other| other.id == segment.id)?;
    let team = case.team();
    // The last number holds for all the weeks after it.
    let number = |week: u32| numbers.get(week as usize - 1).or(numbers.last()).copied().unwrap_or_default();
    let working = people(&team).filter(|person| team[person.seat].segments.contains(&place));
    let wanted = working.map(|person| Wanted {
        by_week: (1..=case.calendar.weeks()).map(|week| team[person.seat].ramped(week, number(week))).collect(),
        part: segment.prospects.map(|prospects| share(&team, person, place).part(prospects)),
    });
    Some(wanted.collect())
}

/// How many touches are pending on the first days of all people who ever begin.
pub fn pending(case: &Case) -> u64 {
    of_beginners(case, Seat::pending)
}

/// How many credits all people who ever begin bring along.
pub fn brought(case: &Case) -> u64 {
    of_beginners(case, Seat::held)
}

fn of_beginners(case: &Case, of_seat: fn(&Seat) -> u64) -> u64 {
    case.team().iter().filter(|seat| seat.first_day() < case.calendar.days).map(of_seat).sum()
}

/// How many of the segment's later touches use this channel.
pub fn later(case: &Case, segment: &Segment, channel: Channel) -> u64 {
    segment.sequence.iter().skip(1).filter(|&&touch| case.touches[touch].channel() == channel).count() as u64
}

/// The mean number of credits that a prospect of the segment would cost if they never ran out: InMails to those who
/// have neither replied nor accepted by then, and have no Open Profile.
pub fn credits_each(case: &Case, segment: &Segment) -> f64 {
    let closed = 1.0 - segment.open_profile.distribution().mean();
    let lifted = |rate: f64, lift: f64| (rate * lift).clamp(0.0, 1.0);
    let (reply_lift, accept_lift) =
        (segment.reply_lift.distribution().mean(), segment.accept_lift.distribution().mean());
    let (mut credits, mut silent, mut stranger) = (0.0, 1.0, 1.0);
    for &touch in &segment.sequence {
        let mean = |rate: Option<Followed<'_>>| rate.map_or(0.0, |rate| rate.mean());
        let replies = || lifted(mean(case.reply_rate(touch)), reply_lift);
        match &case.touches[touch].action {
            Action::InMail(_) => {
                credits += silent * stranger * closed;
                silent *= 1.0 - replies();
            }
            Action::Connect { .. } => {
                let accepted = lifted(mean(case.accept_rate(touch)), accept_lift);
                stranger *= 1.0 - accepted;
                silent *= 1.0 - accepted * replies();
            }
            Action::Free(..) => silent *= 1.0 - replies(),
            Action::Engage { .. } => {}
        }
    }
    credits
}

/// The credits that all segments with a stated pace would spend.
pub fn credits_wanted(case: &Case) -> f64 {
    let wanted = |segment: &Segment| starts(case, segment).unwrap_or_default() as f64 * credits_each(case, segment);
    case.segments.iter().map(wanted).sum()
}

/// How many times over refunds let credits be spent, at the best of the reply rates: 1 / (1 - r).
pub fn refund_multiple(case: &Case) -> f64 {
    let rates = case.segments.iter().flat_map(|segment| {
        let lift = segment.reply_lift.distribution().mean();
        let inmails = segment.sequence.iter().filter(|&&touch| case.touches[touch].channel() == Channel::InMail);
        inmails.filter_map(move |&touch| Some(case.reply_rate(touch)?.mean() * lift))
    });
    1.0 / (1.0 - rates.fold(0.0, f64::max).clamp(0.0, HIGHEST_RATE))
}

/// About the most touches that a campaign of the case can come to, pending ones included, if it has so many `credits`.
pub fn touches_at_most(case: &Case, credits: u64) -> f64 {
    let spendable = credits as f64 * refund_multiple(case);
    let touches = |segment: &Segment| {
        let wanted = starts(case, segment).map_or(f64::INFINITY, |starts| starts as f64);
        let is_paid = case.touches[segment.sequence[0]].channel().costs_credit()
            && segment.open_profile.distribution().as_fixed() == Some(0.0);
        let started = if is_paid || wanted.is_infinite() { wanted.min(spendable) } else { wanted };
        started * segment.sequence.len() as f64
    };
    case.segments.iter().map(touches).sum::<f64>() + pending(case) as f64
}
