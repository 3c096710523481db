//! What replies lead to: which outcomes are reached, when, and for how much.

use crate::domain::case::Case;
use crate::domain::count::{Count, TrialCounts};
use crate::domain::outcome::Worth;
use crate::domain::quantity::{Day, Money, Share};
use crate::domain::touch::Touch;

use super::delay_plan::DelayPlan;
use super::luck::{Luck, OutcomePurpose, Stream, StreamKey, Threshold};
use super::rated::Rated;
use super::unknown::UnknownId;
use super::unknowns::Unknowns;

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
    /// follows; `days` is room to work in.
    #[inline]
    pub(crate) fn follow(
        &self,
        reply: Landed,
        luck: Luck,
        drawn: impl Fn(UnknownId) -> f64,
        days: &mut Vec<Option<Day>>,
        mut on_reached: impl FnMut(Reached),
    ) {
        let segment = reply.segment.map(|segment| &self.segments[segment]);
        let keys = segment.map_or(&self.pending[reply.touch], |segment| &segment.keys);
        let of_segment = segment.map_or(1.0, |segment| drawn(segment.lift));
        let value_lift = segment.map_or(1.0, |segment| segment.value_lift);
        days.clear();
        days.resize(self.plans.len(), None);
        for &outcome in &self.order {
            let (plan, keys) = (&self.plans[outcome], keys[outcome]);
            let (before, lift) = match plan.of {
                None => (Some(reply.day), drawn(self.touches[reply.touch]) * of_segment),
                Some(of) => (days[of], 1.0),
            };
            let latent = |key: StreamKey| luck.stream(key).at(reply.index);
            let chance = Threshold::new(Share::held(drawn(plan.rate) * lift));
            let Some(before) = before.filter(|_| latent(keys.reached).is_below(chance)) else { continue };
            let day = before + plan.delay.table(plan.delay.place(&drawn)).days_from_none(latent(keys.delay));
            days[outcome] = Some(day);
            let value = plan.value.at(latent(keys.value).unit(), value_lift);
            on_reached(Reached { outcome, day, value, effort: plan.effort });
        }
    }
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
