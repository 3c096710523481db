//! What luck decides: the values of rates in a trial, whether something happens, and how long it takes.

use std::f64::consts::SQRT_2;

use inmail_sim::domain::case::{Case, Pending, Restriction};
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::delays::Delays;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::quantity::{Day, Share};
use inmail_sim::domain::rate::{AnyRate, Lift, Rate};
use inmail_sim::domain::seat::Seat;
use inmail_sim::domain::segment::Segment;
use inmail_sim::domain::touch::Touch;
use inmail_sim::engine::luck::{Latent, Luck, Purpose, Stream, Threshold};
use statrs::function::erf::{erfc, erfc_inv};

/// The longest delay that is looked for [days]; what takes longer comes then.
const LONGEST: Day = 36_500;

/// Luck of one person in one trial.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chances {
    luck: Luck,
}

/// A touch to a prospect, as its latents are addressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// The id of the segment.
    pub(super) segment: &'a str,
    /// The id of the touch.
    pub(super) touch: &'a str,
    /// How many touches of the same id come before it in the sequence.
    pub(super) occurrence: u32,
    /// The prospect: the i-th that the person started of the segment, from 0.
    pub(super) prospect: u64,
}

impl Chances {
    /// The chances under this luck.
    pub(super) fn new(luck: Luck) -> Chances {
        Chances { luck }
    }

    pub(super) fn latent(self, stream: Stream, index: u64) -> Latent {
        self.luck.stream(stream.key()).at(index)
    }

    fn rate(self, rate: &Rate, stream: Stream) -> f64 {
        rate.distribution().quantile(self.luck.unknown(stream.key()).unit())
    }

    fn lift(self, lift: &Lift, stream: Stream) -> f64 {
        lift.distribution().quantile(self.luck.unknown(stream.key()).unit())
    }

    /// The value in this trial of the reply rate of the touch in this place: its own, or that of another times a lift.
    pub(super) fn reply_rate(self, case: &Case, place: usize) -> f64 {
        let touch = &case.touches[place];
        match touch.reply_rate().expect("it draws replies") {
            AnyRate::Own(rate) => self.rate(rate, Stream::ReplyRate(&touch.id)),
            AnyRate::Tied(tie) => {
                (self.reply_rate(case, tie.of) * self.lift(&tie.lift, Stream::ReplyRateLift(&touch.id))).min(1.0)
            }
        }
    }

    /// The value in this trial of the acceptance rate of the touch in this place, likewise.
    pub(super) fn accept_rate(self, case: &Case, place: usize) -> f64 {
        let touch = &case.touches[place];
        match touch.accept_rate().expect("it is an invitation") {
            AnyRate::Own(rate) => self.rate(rate, Stream::AcceptRate(&touch.id)),
            AnyRate::Tied(tie) => {
                (self.accept_rate(case, tie.of) * self.lift(&tie.lift, Stream::AcceptRateLift(&touch.id))).min(1.0)
            }
        }
    }

    /// The value in this trial of the rate of the outcome in this place, likewise.
    pub(super) fn outcome_rate(self, case: &Case, place: usize) -> f64 {
        let outcome = &case.outcomes[place];
        match &outcome.rate {
            AnyRate::Own(rate) => self.rate(rate, Stream::OutcomeRate(&outcome.id)),
            AnyRate::Tied(tie) => {
                (self.outcome_rate(case, tie.of) * self.lift(&tie.lift, Stream::OutcomeRateLift(&outcome.id))).min(1.0)
            }
        }
    }

    /// The value in this trial of what a touch multiplies the rates of outcomes by.
    pub(super) fn touch_outcome_lift(self, touch: &Touch) -> f64 {
        self.lift(&touch.outcome_lift, Stream::TouchOutcomeLift(&touch.id))
    }

    /// The value in this trial of what a segment multiplies the rates of outcomes by.
    pub(super) fn segment_outcome_lift(self, segment: &Segment) -> f64 {
        self.lift(&segment.outcome_lift, Stream::SegmentOutcomeLift(&segment.id))
    }

    /// The delay of an outcome in this trial.
    pub(super) fn outcome_delay(self, case: &Case, place: usize) -> &Delay {
        let outcome = &case.outcomes[place];
        let own = || self.luck.unknown(Stream::OutcomeRate(&outcome.id).key()).unit();
        let rate = self.unit_of_outcome(case, place).unwrap_or_else(own);
        self.delay(&outcome.delay, rate, Stream::OutcomeDelay(&outcome.id))
    }

    /// The unit of what is first unknown of an outcome's rate.
    fn unit_of_outcome(self, case: &Case, place: usize) -> Option<f64> {
        let outcome = &case.outcomes[place];
        let unit =
            |of: &Distribution, stream: Stream| of.as_fixed().is_none().then(|| self.luck.unknown(stream.key()).unit());
        match &outcome.rate {
            AnyRate::Own(rate) => unit(rate.distribution(), Stream::OutcomeRate(&outcome.id)),
            AnyRate::Tied(tie) => self
                .unit_of_outcome(case, tie.of)
                .or_else(|| unit(tie.lift.distribution(), Stream::OutcomeRateLift(&outcome.id))),
        }
    }

    /// After how many days something happens, if at rate `rate` it does; less than a day is none.
    pub(super) fn days_from_none(self, whether: Latent, when: Latent, rate: f64, delay: &Delay) -> Option<Day> {
        if !happens(whether, rate) {
            return None;
        }
        let days = (0..=LONGEST).find(|&days| when.bits() < (delay.cdf(f64::from(days)) * 2f64.powi(63)) as u64);
        // What takes longer still takes so long.
        days.or(Some(LONGEST))
    }

    /// The unit of what is first unknown of a touch's rate: the one that it follows in the end, or a lift after it.
    fn unit_of_rate(self, case: &Case, place: usize, is_reply: bool) -> Option<f64> {
        let touch = &case.touches[place];
        let (rate, own, lift) = if is_reply {
            (touch.reply_rate(), Stream::ReplyRate(&touch.id), Stream::ReplyRateLift(&touch.id))
        } else {
            (touch.accept_rate(), Stream::AcceptRate(&touch.id), Stream::AcceptRateLift(&touch.id))
        };
        let unit =
            |of: &Distribution, stream: Stream| of.as_fixed().is_none().then(|| self.luck.unknown(stream.key()).unit());
        match rate.expect("it has such a rate") {
            AnyRate::Own(rate) => unit(rate.distribution(), own),
            AnyRate::Tied(tie) => {
                self.unit_of_rate(case, tie.of, is_reply).or_else(|| unit(tie.lift.distribution(), lift))
            }
        }
    }

    /// The value in this trial of what an `engage` touch multiplies reply rates by.
    pub(super) fn touch_reply_lift(self, touch: &Touch, lift: &Lift) -> f64 {
        self.lift(lift, Stream::TouchReplyLift(&touch.id))
    }

    /// The value in this trial of what an `engage` touch multiplies acceptance rates by.
    pub(super) fn touch_accept_lift(self, touch: &Touch, lift: &Lift) -> f64 {
        self.lift(lift, Stream::TouchAcceptLift(&touch.id))
    }

    /// The value in this trial of what a segment multiplies reply rates by.
    pub(super) fn segment_reply_lift(self, segment: &Segment) -> f64 {
        self.lift(&segment.reply_lift, Stream::SegmentReplyLift(&segment.id))
    }

    /// The value in this trial of what a segment multiplies acceptance rates by.
    pub(super) fn segment_accept_lift(self, segment: &Segment) -> f64 {
        self.lift(&segment.accept_lift, Stream::SegmentAcceptLift(&segment.id))
    }

    /// The value in this trial of what a seat multiplies the reply rates of its people by.
    pub(super) fn seat_reply_lift(self, seat: &Seat) -> f64 {
        self.lift(&seat.reply_lift, Stream::SeatReplyLift(&seat.id))
    }

    /// The value in this trial of what a seat multiplies the acceptance rates of its people by.
    pub(super) fn seat_accept_lift(self, seat: &Seat) -> f64 {
        self.lift(&seat.accept_lift, Stream::SeatAcceptLift(&seat.id))
    }

    /// What is left in this trial of the rates of the segment's prospect of this number, from 0, of how far down the list
    /// it stands.
    pub(super) fn wear(self, segment: &Segment, prospect: u64) -> f64 {
        self.lift(&segment.wear, Stream::Wear(&segment.id)).powf(prospect as f64 / 100.0)
    }

    /// The delay of replies to a touch in this trial.
    pub(super) fn reply_delay(self, case: &Case, place: usize) -> &Delay {
        let touch = &case.touches[place];
        let own = || self.luck.unknown(Stream::ReplyRate(&touch.id).key()).unit();
        let rate = self.unit_of_rate(case, place, true).unwrap_or_else(own);
        self.delay(&touch.reply().expect("it draws replies").delay, rate, Stream::ReplyDelay(&touch.id))
    }

    /// The delay of acceptances of a touch in this trial.
    pub(super) fn accept_delay<'d>(self, case: &Case, place: usize, delays: &'d Delays) -> &'d Delay {
        let id = case.touches[place].id.as_str();
        let own = || self.luck.unknown(Stream::AcceptRate(id).key()).unit();
        let rate = self.unit_of_rate(case, place, false).unwrap_or_else(own);
        self.delay(delays, rate, Stream::AcceptDelay(id))
    }

    /// Of several delays the one of this trial: two normal deviates, that of the rate and the delay's own, are mixed, and
    /// the share of the normal distribution below the mixture is how far down the list it stands.
    fn delay<'d>(self, delays: &'d Delays, rate: f64, own: Stream) -> &'d Delay {
        let own = self.luck.unknown(own.key()).unit();
        let deviate = |unit: f64| -SQRT_2 * erfc_inv(2.0 * unit);
        let correlation = delays.correlation();
        let mixed = correlation * deviate(rate) + (1.0 - correlation.powi(2)).sqrt() * deviate(own);
        let down_the_list = delays.laws().len() as f64 * 0.5 * erfc(-mixed / SQRT_2);
        delays.laws().iter().take(down_the_list as usize + 1).next_back().expect("there is a delay")
    }

    /// Has the segment's prospect of this number, from 0, an Open Profile?
    pub(super) fn has_open_profile(self, segment: &Segment, prospect: u64) -> bool {
        let share = self.rate(&segment.open_profile, Stream::OpenProfileShare(&segment.id));
        happens(self.latent(Stream::OpenProfile(&segment.id), prospect), share)
    }

    /// Does a burst on this day lead to a restriction?
    pub(super) fn is_restricted_after(self, restriction: &Restriction, day: Day) -> bool {
        let chance = self.rate(&restriction.chance, Stream::RestrictionChance);
        happens(self.latent(Stream::Restriction, day as u64), chance)
    }

    /// After how many days a touch is replied to, if at rate `rate` it is.
    pub(super) fn reply(self, address: Address, rate: f64, delay: &Delay) -> Option<Day> {
        self.outcome(address, rate, delay, Purpose::Reply, Purpose::ReplyDelay)
    }

    /// After how many days an invitation is accepted, if at rate `rate` it is.
    pub(super) fn acceptance(self, address: Address, rate: f64, delay: &Delay) -> Option<Day> {
        self.outcome(address, rate, delay, Purpose::Acceptance, Purpose::AcceptanceDelay)
    }

    fn outcome(self, address: Address, rate: f64, delay: &Delay, whether: Purpose, when: Purpose) -> Option<Day> {
        let Address { segment, touch, occurrence, prospect } = address;
        let latent = |purpose| self.latent(Stream::Touch { segment, touch, occurrence, purpose }, prospect);
        if !happens(latent(whether), rate) {
            return None;
        }
        let latent = latent(when);
        let days = (1..=LONGEST).find(|&days| latent.bits() < (delay.cdf(f64::from(days)) * 2f64.powi(63)) as u64);
        days.or(Some(LONGEST))
    }

    /// How many days after the first one the pending touch of this number among those of its id is replied to, if it is.
    pub(super) fn pending_reply(self, case: &Case, pending: &Pending, number: u64) -> Option<Day> {
        let touch = &case.touches[pending.touch];
        let latent = |purpose| self.latent(Stream::Pending { touch: &touch.id, purpose }, number);
        let delay = self.reply_delay(case, pending.touch);
        let ago = pending.sent_days_ago as Day;

        // No reply takes less than a day, whatever the distribution says about the time of day.
        let gone = if ago == 1 { 0.0 } else { delay.cdf(f64::from(ago - 1)) };
        let rate = self.reply_rate(case, pending.touch);
        if !happens(latent(Purpose::Reply), rate * (1.0 - gone) / (1.0 - rate * gone)) {
            return None;
        }
        let share = gone + latent(Purpose::ReplyDelay).unit() * (1.0 - gone);
        // By a day whose share is 1 everything has landed, also where the tail is so thin that `share` rounds to 1.
        let landed = |days: Day| delay.cdf(f64::from(days));
        let days = (ago..=LONGEST).find(|&days| share < landed(days) || landed(days) >= 1.0)?;
        Some(days - ago)
    }
}

/// Does an event of this chance, held to 0 to 1, happen?
fn happens(latent: Latent, chance: f64) -> bool {
    latent.is_below(Threshold::new(Share::held(chance)))
}
