//! What replies lead to: which outcomes are reached, when, and for how much.

use crate::domain::case::Case;
use crate::domain::count::{Count, TrialCounts};
use crate::domain::outcome::Worth;
use crate::domain::quantity::{Day, Money, Share};
use crate::domain::touch::Touch;

use super::delay_plan::DelayPlan;
use super::delay_table::DelayTable;
use super::luck::{Latents, Luck, OutcomePurpose, Stream, StreamKey, Threshold};
use super::rated::Rated;
use super::unknown::UnknownId;
use super::unknowns::Unknowns;
use super::vectors::Vectors;

/// The outcomes of a case made ready.
#[derive(Debug, Clone, Default)]
pub(crate) struct OutcomePlans<'a> {
    /// In the order of the case.
    plans: Vec<OutcomePlan<'a>>,
    /// Their places, each after that of what it follows.
    order: Vec<usize>,
    /// The lift of each touch on the rates of what replies reach.
    touches: Vec<UnknownId>,
    /// The same of each segment, and the latents of its outcomes.
    segments: Vec<SegmentOutcomes>,
    /// The latents of outcomes of replies to pending touches, by touch.
    pending: Vec<Vec<OutcomeKeys>>,
}

/// An outcome made ready.
#[derive(Debug, Clone)]
struct OutcomePlan<'a> {
    of: Option<usize>,
    rate: UnknownId,
    delay: DelayPlan,
    value: &'a Worth,
    /// The work that it takes, in the unit of the schedule.
    effort: u64,
}

#[derive(Debug, Clone)]
struct SegmentOutcomes {
    lift: UnknownId,
    value_lift: f64,
    keys: Vec<OutcomeKeys>,
}

/// How the latents of an outcome are found.
#[derive(Debug, Clone, Copy)]
struct OutcomeKeys {
    reached: StreamKey,
    delay: StreamKey,
    value: StreamKey,
}

impl OutcomeKeys {
    fn new<'s>(stream: impl Fn(OutcomePurpose) -> Stream<'s>) -> OutcomeKeys {
        let key = |purpose| stream(purpose).key();
        OutcomeKeys {
            reached: key(OutcomePurpose::Reached),
            delay: key(OutcomePurpose::Delay),
            value: key(OutcomePurpose::Value),
        }
    }
}

/// A reply that has landed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Landed {
    pub(crate) day: Day,
    /// The touch that drew it, a place in the case's.
    pub(crate) touch: usize,
    /// The segment, a place in the case's; nothing if the touch was pending on day 0.
    pub(crate) segment: Option<usize>,
    /// The prospect of the segment, or the number among the pending ones of that touch.
    pub(crate) index: u64,
}

/// An outcome that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// A place in the case's outcomes.
    pub(crate) outcome: usize,
    pub(crate) day: Day,
    pub(crate) value: Money,
    pub(crate) effort: u64,
}

impl Reached {
    /// Counts it in a campaign of so many days.
    #[inline]
    pub(super) fn count_in(&self, counted: &mut TrialCounts, days: Day) {
        let place = self.outcome as u16;
        counted[Count::Reached(place)] += 1;
        counted[Count::InTime(place)] += u64::from(self.day < days);
        // What nobody could earn any more is not told apart.
        for count in [Count::Value, Count::Worth(place)] {
            counted[count] = counted[count].saturating_add(self.value.cents());
        }
        counted[Count::Effort] += self.effort;
    }
}

impl<'a> OutcomePlans<'a> {
    /// Makes the outcomes of a case ready, whose work is counted in `effort_unit`.
    pub(super) fn new(case: &'a Case, effort_unit: u64, unknowns: &mut Unknowns<'_, '_>) -> OutcomePlans<'a> {
        if case.outcomes.is_empty() {
            return OutcomePlans::default();
        }
        let plans = case.outcomes.iter().enumerate().map(|(place, outcome)| {
            let latent = Rated::Outcomes.latent(case, place);
            OutcomePlan {
                of: outcome.of,
                rate: unknowns.rate(Rated::Outcomes, place),
                delay: unknowns.delay(Stream::OutcomeDelay(&outcome.id), latent, &outcome.delay),
                value: &outcome.value,
                effort: outcome.minutes.thousandths() / effort_unit,
            }
        });
        let plans = plans.collect();
        let lift = |touch: &Touch| unknowns.of(Stream::TouchOutcomeLift(&touch.id), touch.outcome_lift.distribution());
        let touches = case.touches.iter().map(lift).collect();
        let segments = case.segments.iter().map(|segment| SegmentOutcomes {
            lift: unknowns.of(Stream::SegmentOutcomeLift(&segment.id), segment.outcome_lift.distribution()),
            value_lift: segment.value_lift,
            keys: keys(case, |outcome, purpose| Stream::Outcome { segment: &segment.id, outcome, purpose }),
        });
        let segments = segments.collect();
        let pending = case
            .touches
            .iter()
            .map(|touch| keys(case, |outcome, purpose| Stream::PendingOutcome { touch: &touch.id, outcome, purpose }));
        OutcomePlans { plans, order: order(case), touches, segments, pending: pending.collect() }
    }

    /// Are there none?
    pub(crate) fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// Draws what a reply leads to in a trial in which the schedule's unknowns are `drawn`, each outcome after what it
    /// follows; `odds` is room to work in.
    #[inline]
    pub(crate) fn follow<'p>(
        &'p self,
        reply: Landed,
        luck: Luck,
        drawn: impl Fn(UnknownId) -> f64,
        odds: &mut Odds<'p>,
        on_reached: impl FnMut(Reached),
    ) {
        self.weigh((reply.touch, reply.segment), luck, drawn, odds);
        odds.add(reply.day, reply.index);
        odds.follow(Vectors::PORTABLE, on_reached);
    }

    /// The odds of replies to a touch, of a segment unless it was pending on day 0, in a trial in which the schedule's
    /// unknowns are `drawn`.
    #[inline]
    pub(crate) fn weigh<'p>(
        &'p self,
        (touch, segment): (usize, Option<usize>),
        luck: Luck,
        drawn: impl Fn(UnknownId) -> f64,
        odds: &mut Odds<'p>,
    ) {
        let segment = segment.map(|segment| &self.segments[segment]);
        let keys = segment.map_or(&self.pending[touch], |segment| &segment.keys);
        let of_reply = drawn(self.touches[touch]) * segment.map_or(1.0, |segment| drawn(segment.lift));
        let value_lift = segment.map_or(1.0, |segment| segment.value_lift);
        odds.reached.resize(self.plans.len(), (0, [0; TOGETHER]));
        odds.each.clear();
        odds.each.extend(self.order.iter().map(|&outcome| {
            let (plan, keys) = (&self.plans[outcome], keys[outcome]);
            let lift = if plan.of.is_none() { of_reply } else { 1.0 };
            OutcomeOdds {
                outcome,
                of: plan.of,
                chance: Threshold::new(Share::held(drawn(plan.rate) * lift)),
                reached: luck.stream(keys.reached),
                table: plan.delay.table(plan.delay.place(&drawn)),
                delays: luck.stream(keys.delay),
                value: match plan.value.is_known() {
                    true => Value::Known(plan.value.at(0.5, value_lift)),
                    false => Value::Drawn(plan.value, value_lift, luck.stream(keys.value)),
                },
                effort: plan.effort,
            }
        }));
    }
}

/// How many replies are followed at a time: as many as a word has bits.
const TOGETHER: usize = u64::BITS as usize;

/// What decides in a trial over what replies of one kind lead to: the same for each of them but for its latents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Odds<'p> {
    /// Each after that of what it follows.
    each: Vec<OutcomeOdds<'p>>,
    /// The replies that are to be followed.
    replies: Replies,
    /// Which of those followed last reached each outcome of the case, a bit each, and when.
    reached: Vec<(u64, [Day; TOGETHER])>,
}

/// Replies that have landed, [`TOGETHER`] at most.
#[derive(Debug, Clone)]
struct Replies {
    number: usize,
    days: [Day; TOGETHER],
    /// The prospect of each, or the number among the pending ones of its touch.
    indices: [u64; TOGETHER],
}

impl Default for Replies {
    fn default() -> Replies {
        Replies { number: 0, days: [0; TOGETHER], indices: [0; TOGETHER] }
    }
}

/// The same of one outcome.
#[derive(Debug, Clone, Copy)]
struct OutcomeOdds<'p> {
    outcome: usize,
    of: Option<usize>,
    chance: Threshold,
    reached: Latents,
    table: &'p DelayTable,
    delays: Latents,
    value: Value<'p>,
    effort: u64,
}

/// What each time that an outcome is reached is worth.
#[derive(Debug, Clone, Copy)]
enum Value<'p> {
    Known(Money),
    /// Drawn, and lifted.
    Drawn(&'p Worth, f64, Latents),
}

impl OutcomeOdds<'_> {
    /// Who of these reaches it, a bit each.
    #[inline(always)]
    fn among(&self, indices: &[u64]) -> u64 {
        let is_reached = |index: u64| u64::from(self.reached.at(index).is_below(self.chance));
        (0..).zip(indices).fold(0, |bits, (place, &index)| bits | is_reached(index) << place)
    }
}

impl Odds<'_> {
    /// Adds a reply that lands on that day. There is room for it unless so many have been added since the last were
    /// followed that they fill it.
    #[inline]
    pub(crate) fn add(&mut self, landed: Day, index: u64) {
        let Replies { number, days, indices } = &mut self.replies;
        (days[*number], indices[*number]) = (landed, index);
        *number += 1;
    }

    /// Is there no room for another reply?
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.replies.number == TOGETHER
    }

    /// Draws what the replies lead to that were added.
    #[inline]
    pub(crate) fn follow(&mut self, vectors: Vectors, mut on_reached: impl FnMut(Reached)) {
        let Odds { each, replies, reached } = self;
        let indices = &replies.indices[..replies.number];
        for odds in each {
            let bits = match odds.of {
                None => vectors.run(
                    #[inline(always)]
                    || odds.among(indices),
                ),
                Some(of) => ones(reached[of].0).fold(0, |bits, place| bits | odds.among(&[indices[place]]) << place),
            };
            reached[odds.outcome].0 = bits;
            for place in ones(bits) {
                let after = odds.of.map_or(replies.days[place], |of| reached[of].1[place]);
                let index = indices[place];
                let day = after + odds.table.days_from_none(odds.delays.at(index));
                let value = match odds.value {
                    Value::Known(value) => value,
                    Value::Drawn(value, lift, latents) => value.at(latents.at(index).unit(), lift),
                };
                reached[odds.outcome].1[place] = day;
                on_reached(Reached { outcome: odds.outcome, day, value, effort: odds.effort });
            }
        }
        replies.number = 0;
    }
}

/// The places of the bits of a word that are set.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (place < TOGETHER).then_some(place)
    })
}

/// The places of a case's outcomes, each after that of what it follows.
fn order(case: &Case) -> Vec<usize> {
    let depth = |place: usize| std::iter::successors(Some(place), |&place| case.outcomes[place].of).count();
    let mut order: Vec<usize> = (0..case.outcomes.len()).collect();
    order.sort_by_key(|&place| depth(place));
    order
}

fn keys<'s>(case: &'s Case, stream: impl Fn(&'s str, OutcomePurpose) -> Stream<'s>) -> Vec<OutcomeKeys> {
    case.outcomes.iter().map(|outcome| OutcomeKeys::new(|purpose| stream(&outcome.id, purpose))).collect()
}
