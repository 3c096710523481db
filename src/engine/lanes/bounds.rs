//! What else than credits may hold up the touches of one person, in all lanes: limits, the hours of the week, restrictions.

use crate::domain::quantity::Day;
use crate::domain::reason::Reason;

use super::row::{Chosen, LANES, Row};
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::quota::Limits;
use crate::engine::schedule::RestrictionPlan;
use crate::engine::segment_plan::Step;

/// What the limits of one person leave, and whether this one is restricted.
#[derive(Debug, Clone)]
pub(super) struct Bounds<'a> {
    limits: &'a Limits,
    /// By touch; empty where none has a limit.
    sent: Vec<Sent>,
    today: usize,
    /// The working time left in the campaign week, in thousandths of a minute.
    time: Row,
    restriction: Option<Restriction<'a>>,
    /// A bit for each reason that held something up in the week under way.
    held: Row,
}

/// How often a touch went out.
#[derive(Debug, Clone)]
struct Sent {
    /// In this campaign week, or in the last seven days.
    in_week: Row,
    /// On each of the last seven days, in a circle.
    by_day: [Row; 7],
}

/// Restrictions of one person.
#[derive(Debug, Clone)]
struct Restriction<'a> {
    plan: &'a RestrictionPlan,
    lucks: Box<[(Latents, Threshold); LANES]>,
    /// The last day on which nothing goes out.
    until: Row,
    /// No room at all on a day of a restriction, else as much as one likes.
    open: Row,
}

impl Sent {
    const NOTHING: Sent = Sent { in_week: Row::ZERO, by_day: [Row::ZERO; 7] };
}

/// What rows are divided by: a multiplication and a shift, since no vector instruction divides whole numbers.
#[derive(Debug, Clone, Copy)]
struct Divisor {
    factor: u64,
    shift: u32,
}

impl Divisor {
    /// Divides by a number from 1 to 2^31 - 1. The factor is 2^shift / `by`, rounded up: that adds less than 2^31 / 2^shift
    /// to the quotient of a number below 2^31, which is below 1 / `by` and so never reaches the next whole one.
    #[inline(always)]
    const fn new(by: u32) -> Divisor {
        let shift = 31 + u32::BITS - by.leading_zeros();
        Divisor { factor: (1 << shift) / by as u64 + 1, shift }
    }

    /// The whole quotients of a row of numbers that are not negative.
    #[inline(always)]
    fn into(self, row: Row) -> Row {
        Row::of(|lane| ((row[lane] as u32 as u64 * self.factor) >> self.shift) as i32)
    }
}

/// More than ever goes out.
pub(super) const ENOUGH: Row = Row::all(i32::MAX / 4);

impl<'a> Bounds<'a> {
    /// The bounds of a person, of whose segments some may have a share of the credits; nothing where nothing is bound.
    pub(super) fn new(
        limits: &'a Limits,
        restriction: Option<&'a RestrictionPlan>,
        has_shares: bool,
    ) -> Option<Bounds<'a>> {
        let restriction = restriction.map(|plan| Restriction {
            plan,
            lucks: Box::new([(Latents::default(), Threshold::default()); LANES]),
            until: Row::ZERO,
            open: ENOUGH,
        });
        let is_bound = has_shares || restriction.is_some() || !limits.touches.is_empty() || limits.time < u64::MAX;
        is_bound.then(|| Bounds {
            limits,
            sent: vec![Sent::NOTHING; limits.touches.len()],
            today: 0,
            time: Row::ZERO,
            restriction,
            held: Row::ZERO,
        })
    }

    /// Begins the trials that have these lucks, with what is `drawn` in each lane.
    pub(super) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> Threshold) {
        self.sent.fill(Sent::NOTHING);
        if let Some(restriction) = &mut self.restriction {
            for ((lane, own), luck) in restriction.lucks.iter_mut().enumerate().zip(lucks) {
                *own = (luck.stream(restriction.plan.key), drawn(lane, restriction.plan.chance));
            }
            restriction.until = Row::all(-1);
        }
    }

    /// Begins a campaign week.
    #[inline(always)]
    pub(super) fn begin_week(&mut self) {
        self.time = i32::try_from(self.limits.time).map_or(ENOUGH, Row::all);
        self.held = Row::ZERO;
        if !self.limits.is_rolling {
            self.sent.iter_mut().for_each(|sent| sent.in_week = Row::ZERO);
        }
    }

    /// Begins a day, a send day or not: what is seven days old no longer counts.
    #[inline(always)]
    pub(super) fn begin_day(&mut self, day: Day) {
        self.today = day as usize % 7;
        for sent in &mut self.sent {
            let gone = std::mem::replace(&mut sent.by_day[self.today], Row::ZERO);
            if self.limits.is_rolling {
                sent.in_week -= gone;
            }
        }
        if let Some(Restriction { until, open, .. }) = &mut self.restriction {
            *open = Row::of(|lane| if day <= until[lane] { 0 } else { ENOUGH[lane] });
        }
    }

    /// The lanes in which a restriction lets nothing out today.
    #[inline(always)]
    pub(super) fn restricted(&self) -> Chosen {
        self.restriction.as_ref().map_or(Chosen::NONE, |restriction| Chosen::of(|lane| restriction.open[lane] == 0))
    }

    /// How often a step may go out today.
    #[inline(always)]
    pub(super) fn room(&self, step: &Step) -> Row {
        let mut room = self.restriction.as_ref().map_or(ENOUGH, |restriction| restriction.open);
        if !step.is_limited {
            return room;
        }
        if let Some(left) = self.left(step) {
            room = room.min(left);
        }
        if step.time > 0 {
            room = room.min(Divisor::new(step.time as u32).into(self.time));
        }
        room
    }

    /// How often a step may go out today by its own limits, if it has any.
    #[inline(always)]
    fn left(&self, step: &Step) -> Option<Row> {
        let (sent, limit) = (self.sent.get(step.touch as usize)?, self.limits.touches[step.touch as usize]);
        let row = |limit: u32| i32::try_from(limit).map_or(ENOUGH, Row::all);
        Some((row(limit.per_week) - sent.in_week).min(row(limit.per_day) - sent.by_day[self.today]).max(Row::ZERO))
    }

    /// A step has gone out so often.
    #[inline(always)]
    pub(super) fn take(&mut self, step: &Step, number: Row) {
        if let Some(sent) = self.sent.get_mut(step.touch as usize) {
            sent.in_week += number;
            sent.by_day[self.today] += number;
        }
        if step.time > 0 {
            self.time -= Row::of(|lane| number[lane] * step.time as i32);
        }
    }

    /// Notes which of the limits keeps the next touch of a step from going out in these lanes. A restriction is noted apart.
    #[inline(always)]
    pub(super) fn hold_up(&mut self, lanes: Chosen, step: &Step) {
        let lanes = lanes.without(self.restricted());
        if lanes.is_empty() {
            return;
        }
        let left = if step.is_limited { self.left(step) } else { None };
        let left = left.unwrap_or(ENOUGH);
        self.note(lanes, |lane| if left[lane] == 0 { Reason::Limit } else { Reason::Hours });
    }

    /// Notes which credits were wanting in these lanes: those that a segment which has spent so many may spend at most, or
    /// those of the account.
    #[inline(always)]
    pub(super) fn hold_up_for_credits(&mut self, lanes: Chosen, at_most: Option<i32>, spent: &Row) {
        let most = at_most.unwrap_or(i32::MAX);
        self.note(lanes, |lane| if spent[lane] >= most { Reason::CreditsAtMost } else { Reason::Credits });
    }

    /// Notes what held a touch up in each of these lanes.
    #[inline(always)]
    pub(super) fn note(&mut self, lanes: Chosen, reason: impl Fn(usize) -> Reason) {
        let held = self.held;
        self.held = Row::of(|lane| held[lane] | if lanes.has(lane) { 1 << reason(lane) as u8 } else { 0 });
    }

    /// What held touches up in the week under way, a bit for each reason.
    #[inline(always)]
    pub(super) fn held(&self) -> Row {
        self.held
    }

    /// Ends a send day on which so many credits were spent: a burst may lead to a restriction.
    #[inline(always)]
    pub(super) fn end_sending(&mut self, day: Day, spent: Row) {
        let Some(Restriction { plan, lucks, until, .. }) = &mut self.restriction else { return };
        let most = i32::try_from(plan.above_per_day).unwrap_or(i32::MAX);
        for lane in Chosen::of(|lane| spent[lane] > most) {
            let (latents, chance) = lucks[lane];
            if latents.at(day as u64).is_below(chance) {
                until[lane] = day + plan.days;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_divisor_divides_as_whole_numbers_do(number in 0..=i32::MAX, by in 1..=i32::MAX as u32, near in 0u32..3) {
            // Just below, at and just above a multiple, too.
            let multiple = (number as u32 / by * by).saturating_add(near).saturating_sub(1).min(i32::MAX as u32) as i32;
            for number in [number, multiple, i32::MAX] {
                let quotient = Divisor::new(by).into(Row::all(number))[5];
                prop_assert_eq!(quotient as u32, number as u32 / by, "{} / {}", number, by);
            }
        }
    }
}
