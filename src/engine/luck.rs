//! Luck: the latent number behind every outcome, found by its address and never by the order of use.
//!
//! An address has two parts: a *stream*, which says what is drawn (whether a touch draws a reply, how long the reply
//! takes, a rate that is not known, …), and an *index* in it, which says for whom (the i-th prospect that the segment
//! starts). Seed and trial select the world in which they are looked up. Since the case is no part of an address, two
//! cases of a trial meet the same luck. How what is drawn once a trial is spread over the trials is up to
//! [`Sampling`](super::sampling::Sampling).

use crate::domain::quantity::Share;

use super::mix::{STEP, fnv1a, mix};
use super::point::Point;

/// The things that are drawn. The names in them are the ids of the scenario file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream<'a> {
    /// The reply rate of a touch, once a trial.
    ReplyRate(&'a str),
    /// The acceptance rate of a touch, once a trial.
    AcceptRate(&'a str),
    /// The reply lift of an `engage` touch, once a trial.
    TouchReplyLift(&'a str),
    /// The acceptance lift of an `engage` touch, once a trial.
    TouchAcceptLift(&'a str),
    /// The reply lift of a segment, once a trial.
    SegmentReplyLift(&'a str),
    /// The acceptance lift of a segment, once a trial.
    SegmentAcceptLift(&'a str),
    /// The reply lift of a seat, once a trial for all of its people.
    SeatReplyLift(&'a str),
    /// The acceptance lift of a seat, likewise.
    SeatAcceptLift(&'a str),
    /// The reply lift of a segment as people of a seat work it: what follows from those of both.
    ReplyLiftOf {
        /// The id of the segment.
        segment: &'a str,
        /// The id of the seat.
        seat: &'a str,
    },
    /// The acceptance lift of a segment as people of a seat work it, likewise.
    AcceptLiftOf {
        /// The id of the segment.
        segment: &'a str,
        /// The id of the seat.
        seat: &'a str,
    },
    /// The share of Open Profiles in a segment, once a trial.
    OpenProfileShare(&'a str),
    /// The wear of a segment's list, once a trial.
    Wear(&'a str),
    /// The chance of a restriction, once a trial.
    RestrictionChance,
    /// Which of several delays replies to a touch take, once a trial.
    ReplyDelay(&'a str),
    /// Which of several delays acceptances of a touch take, once a trial.
    AcceptDelay(&'a str),
    /// The lift that ties the reply rate of a touch to another, once a trial.
    ReplyRateLift(&'a str),
    /// The lift that ties the acceptance rate of a touch to another, once a trial.
    AcceptRateLift(&'a str),
    /// The rate of an outcome, once a trial.
    OutcomeRate(&'a str),
    /// The lift that ties the rate of an outcome to another, once a trial.
    OutcomeRateLift(&'a str),
    /// Which of several delays an outcome takes, once a trial.
    OutcomeDelay(&'a str),
    /// The lift of a touch on what its replies lead to, once a trial.
    TouchOutcomeLift(&'a str),
    /// The lift of a segment on what its replies lead to, once a trial.
    SegmentOutcomeLift(&'a str),
    /// Whether a burst leads to a restriction; indexed by day.
    Restriction,
    /// Whether a prospect of the segment has an Open Profile; indexed, like all that follow, by the prospect: the i-th
    /// that the segment starts, from 0.
    OpenProfile(&'a str),
    /// The outcome of a touch for a prospect.
    Touch {
        /// The id of the segment.
        segment: &'a str,
        /// The id of the touch.
        touch: &'a str,
        /// How many touches of the same id come before it in the sequence.
        occurrence: u32,
        /// Which outcome of the touch.
        purpose: Purpose,
    },
    /// What a prospect's reply leads to.
    Outcome {
        /// The id of the segment.
        segment: &'a str,
        /// The id of the outcome.
        outcome: &'a str,
        /// What about it.
        purpose: OutcomePurpose,
    },
    /// What a reply to a touch pending on day 0 leads to; indexed as [`Stream::Pending`].
    PendingOutcome {
        /// The id of the touch.
        touch: &'a str,
        /// The id of the outcome.
        outcome: &'a str,
        /// What about it.
        purpose: OutcomePurpose,
    },
    /// A value of the posterior of a record when it is fitted; indexed by draw and value.
    Fit,
    /// The outcome of a touch pending on day 0; indexed by its number among the pending ones of that touch, from 0, in
    /// the order in which the scenario lists them.
    Pending {
        /// The id of the touch.
        touch: &'a str,
        /// Which outcome of the touch.
        purpose: Purpose,
    },
}

/// Which outcome of a touch a latent decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Whether it draws a reply.
    Reply,
    /// How long the reply takes.
    ReplyDelay,
    /// Whether an invitation is accepted.
    Acceptance,
    /// How long the acceptance takes.
    AcceptanceDelay,
}

/// What about an outcome a latent decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomePurpose {
    /// Whether it is reached.
    Reached,
    /// How long it takes.
    Delay,
    /// What it is worth.
    Value,
}

/// A stream with its names hashed: what a case prepares once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StreamKey(u64);

impl Stream<'_> {
    /// The stream with its names hashed.
    pub fn key(self) -> StreamKey {
        let (kind, names): (u64, [&str; 2]) = match self {
            Stream::ReplyRate(touch) => (1, [touch, ""]),
            Stream::AcceptRate(touch) => (2, [touch, ""]),
            Stream::TouchReplyLift(touch) => (3, [touch, ""]),
            Stream::TouchAcceptLift(touch) => (4, [touch, ""]),
            Stream::SegmentReplyLift(segment) => (5, [segment, ""]),
            Stream::SegmentAcceptLift(segment) => (6, [segment, ""]),
            Stream::OpenProfileShare(segment) => (7, [segment, ""]),
            Stream::RestrictionChance => (8, ["", ""]),
            Stream::Restriction => (9, ["", ""]),
            Stream::OpenProfile(segment) => (10, [segment, ""]),
            Stream::Fit => (11, ["", ""]),
            Stream::ReplyDelay(touch) => (12, [touch, ""]),
            Stream::AcceptDelay(touch) => (13, [touch, ""]),
            Stream::Wear(segment) => (14, [segment, ""]),
            Stream::SeatReplyLift(seat) => (15, [seat, ""]),
            Stream::Touch { segment, touch, occurrence, purpose } => {
                (16 + purpose as u64 + (u64::from(occurrence) << 8), [segment, touch])
            }
            Stream::Pending { touch, purpose } => (32 + purpose as u64, [touch, ""]),
            Stream::ReplyRateLift(touch) => (40, [touch, ""]),
            Stream::AcceptRateLift(touch) => (41, [touch, ""]),
            Stream::OutcomeRate(outcome) => (42, [outcome, ""]),
            Stream::OutcomeRateLift(outcome) => (43, [outcome, ""]),
            Stream::OutcomeDelay(outcome) => (44, [outcome, ""]),
            Stream::TouchOutcomeLift(touch) => (45, [touch, ""]),
            Stream::SegmentOutcomeLift(segment) => (46, [segment, ""]),
            Stream::SeatAcceptLift(seat) => (47, [seat, ""]),
            Stream::Outcome { segment, outcome, purpose } => (48 + purpose as u64, [segment, outcome]),
            Stream::ReplyLiftOf { segment, seat } => (56, [segment, seat]),
            Stream::AcceptLiftOf { segment, seat } => (57, [segment, seat]),
            Stream::PendingOutcome { touch, outcome, purpose } => (52 + purpose as u64, [touch, outcome]),
        };
        StreamKey(names.iter().fold(mix(kind), |key, name| mix(key ^ fnv1a(name.as_bytes()))))
    }
}

/// The world of one trial: all latents that belong to it.
///
/// What is drawn once a trial may come from another world than what is drawn prospect by prospect, and one unknown from
/// yet another: this is how it is told what each of them does (Sobol', Sensitivity estimates for nonlinear mathematical
/// models, 1993).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Luck {
    world: u64,
    /// Where what is drawn once a trial comes from.
    unknowns: Origin,
    /// The one unknown that comes from elsewhere.
    exchanged: Option<(StreamKey, Origin)>,
}

/// Where the unknowns of a trial are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// In a world, without regard to other trials.
    World(u64),
    /// At the trial's place among those over which they are spread evenly: a [`Point`], whose parts leave room for what
    /// tells the two apart.
    Point { replicate: u64, number: u32 },
}

impl Default for Origin {
    fn default() -> Origin {
        Origin::World(0)
    }
}

impl Origin {
    #[inline(always)]
    fn latent(self, key: StreamKey) -> Latent {
        match self {
            Origin::World(world) => Latents(mix(world ^ key.0)).at(0),
            Origin::Point { replicate, number } => Latent(Point { replicate, number }.latent(key.0)),
        }
    }
}

impl Luck {
    /// The luck of trial `trial` under `seed`, independent of that of every other trial.
    pub fn of_trial(seed: u64, trial: u64) -> Luck {
        let world = mix(mix(seed.wrapping_add(STEP)).wrapping_add(trial.wrapping_mul(STEP)));
        Luck { world, unknowns: Origin::World(world), exchanged: None }
    }

    /// The same but for what is drawn once a trial.
    pub(super) fn of_point(seed: u64, trial: u64, point: Point) -> Luck {
        let Point { replicate, number } = point;
        Luck { unknowns: Origin::Point { replicate, number }, ..Luck::of_trial(seed, trial) }
    }

    /// The same prospects under everything that `other` draws once a trial.
    pub fn with_unknowns_of(self, other: Luck) -> Luck {
        Luck { world: self.world, ..other }
    }

    /// The same but for one unknown, which is that of `other`.
    pub fn exchanging(self, key: StreamKey, other: Luck) -> Luck {
        Luck { exchanged: Some((key, other.origin(key))), ..self }
    }

    /// The luck of one of the people, that of `number` of the people of a seat, both from 0: under the same unknowns
    /// everybody has prospects of their own. Whoever comes first has those of a campaign without seats.
    pub fn of_person(self, seat: usize, number: u32) -> Luck {
        let person = (seat as u64) << 32 | u64::from(number);
        let world = if person == 0 { self.world } else { mix(self.world ^ mix(person.wrapping_mul(STEP))) };
        Luck { world, ..self }
    }

    /// The latents of one stream.
    #[inline]
    pub fn stream(self, key: StreamKey) -> Latents {
        Latents(mix(self.world ^ key.0))
    }

    /// The latent of what is drawn once a trial.
    #[inline(always)]
    pub fn unknown(self, key: StreamKey) -> Latent {
        match self.exchanged {
            Some((exchanged, origin)) if exchanged == key => exchanged_latent(origin, key),
            _ => self.unknowns.latent(key),
        }
    }

    fn origin(self, key: StreamKey) -> Origin {
        match self.exchanged {
            Some((exchanged, origin)) if exchanged == key => origin,
            _ => self.unknowns,
        }
    }
}

/// Apart from the usual way, which it would slow down.
#[cold]
#[inline(never)]
fn exchanged_latent(origin: Origin, key: StreamKey) -> Latent {
    origin.latent(key)
}

/// The latents of one stream in one trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Latents(u64);

impl Latents {
    /// How many latents are compared at a time: as many as a word has bits.
    pub(crate) const RUN: usize = 64;

    /// Which of the latents from `first` on are below a chance, a bit each.
    #[inline(always)]
    pub(crate) fn run_below(self, first: u64, chance: Threshold) -> u64 {
        let state = self.0.wrapping_add(first.wrapping_mul(STEP));
        let mut bits = 0;
        for number in 0..Latents::RUN as u64 {
            let latent = Latent(mix(state.wrapping_add(number.wrapping_mul(STEP))) >> 1);
            bits |= u64::from(latent.is_below(chance)) << number;
        }
        bits
    }

    /// The latents from `first` on.
    #[inline]
    pub(crate) fn from(self, first: u64) -> Latents {
        Latents(self.0.wrapping_add(first.wrapping_mul(STEP)))
    }

    /// The latent at `index`.
    #[inline]
    pub fn at(self, index: u64) -> Latent {
        Latent(mix(self.0.wrapping_add(index.wrapping_mul(STEP))) >> 1)
    }
}

/// The uniform number behind an outcome: a whole number of 2^-63, from 0 to just below 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Latent(u64);

impl Latent {
    /// Does an event of that chance happen? If it does, it also happens at every higher chance.
    #[inline]
    pub fn is_below(self, chance: Threshold) -> bool {
        self.0 < chance.0
    }

    /// The latent as a number between 0 and 1, neither included.
    #[inline]
    pub fn unit(self) -> f64 {
        // 52 bits and a half: exact, so it cannot round to 1.
        ((self.0 >> 11) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
    }

    /// The latent in units of 2^-63.
    #[inline]
    pub fn bits(self) -> u64 {
        self.0
    }
}

/// A chance in units of 2^-63, as latents are compared with it: exact for 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Threshold(u64);

impl Threshold {
    /// The chance `share`.
    #[inline]
    pub fn new(share: Share) -> Threshold {
        Threshold((share.get() * (1u64 << 63) as f64) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampling::Sampling;
    use super::*;

    #[test]
    fn unknowns_come_from_the_world_that_they_are_taken_from_and_prospects_stay() {
        let (rate, lift) = (Stream::ReplyRate("a").key(), Stream::SegmentReplyLift("s").key());
        let prospects = Stream::OpenProfile("s").key();
        for sampling in [Sampling::Even, Sampling::Plain] {
            let (one, other) = (sampling.luck(1, 700), sampling.luck(2, 700));
            let replaced = one.with_unknowns_of(other);
            assert_eq!([replaced.unknown(rate), replaced.unknown(lift)], [other.unknown(rate), other.unknown(lift)]);
            assert_eq!(replaced.stream(prospects), one.stream(prospects));
            let exchanged = one.exchanging(rate, other);
            assert_eq!([exchanged.unknown(rate), exchanged.unknown(lift)], [other.unknown(rate), one.unknown(lift)]);
            assert_eq!(exchanged.stream(prospects), one.stream(prospects));
            assert_ne!(one.unknown(rate), other.unknown(rate), "{sampling:?}");
            assert_ne!(one.stream(prospects), other.stream(prospects));
        }
    }
}
