//! The second step of a sequence in all lanes, and who waits for it.

use crate::domain::quantity::Day;

use super::landings::Landings;
use super::late::{LateReplies, Prices};
use super::repliers::Repliers;
use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::told::NOT_YET;
use crate::engine::lanes::turn::Turn;
use crate::engine::segment_plan::Step;

/// The second step, and the queue of those who may need it: all who have been started, in the order of their numbers,
/// but for those who reply before it is due.
#[derive(Debug, Clone)]
pub(super) struct FollowUp<'a> {
    pub(super) step: &'a Step,
    /// How many of those started have no place in the queue, and the day on which the last of them replies.
    pub(super) gone: Row,
    pub(super) gone_by: [Day; LANES],
    /// How many had a place at the end of each day, in a circle, as far back as anyone can be due.
    pub(super) queued_by: Vec<Row>,
    /// How many places the second step has come to: they got it, had replied, or were missed.
    pub(super) passed: Row,
    pub(super) late: LateReplies,
    pub(super) sent: Row,
    /// How many prospects reply to it, and how many of them would have replied to the first step later.
    pub(super) replies: Row,
    pub(super) came_first: Row,
}

impl<'a> FollowUp<'a> {
    pub(super) fn new(step: &'a Step, days: usize) -> FollowUp<'a> {
        FollowUp {
            step,
            gone: Row::ZERO,
            gone_by: [NOT_YET; LANES],
            queued_by: vec![Row::ZERO; days.min((step.wait as usize).saturating_add(step.patience as usize + 2))],
            passed: Row::ZERO,
            late: LateReplies::default(),
            sent: Row::ZERO,
            replies: Row::ZERO,
            came_first: Row::ZERO,
        }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(super) fn begin(&mut self) {
        (self.gone, self.passed, self.gone_by) = (Row::ZERO, Row::ZERO, [NOT_YET; LANES]);
        (self.sent, self.replies, self.came_first) = (Row::ZERO, Row::ZERO, Row::ZERO);
        self.late.clear();
    }

    /// Has nobody who was started a second touch to come when a day ends? Everybody has got it, was missed or has replied.
    pub(super) fn is_done(&self, lane: usize, day: Day) -> bool {
        let queued_by = |day: Day| {
            let at = |day: usize| self.queued_by[day % self.queued_by.len()][lane];
            usize::try_from(day).map_or(0, at)
        };
        let missed = queued_by(day.saturating_sub(self.step.wait).saturating_sub(self.step.patience));
        let (from, all) = (self.passed[lane].max(missed), queued_by(day));
        self.gone_by[lane] <= day && (from..all).all(|place| self.late.has_replied(lane, place, day))
    }

    /// Is the second touch due to anybody in a lane who has not replied by `day`?
    pub(super) fn anyone_is_due(&self, lane: usize, day: Day) -> bool {
        let queued_by =
            |day: Day| usize::try_from(day).map_or(0, |day| self.queued_by[day % self.queued_by.len()][lane]);
        let due_since = day - self.step.wait;
        let from = self.passed[lane].max(queued_by(due_since - self.step.patience - 1));
        (from..queued_by(due_since)).any(|place| !self.late.has_replied(lane, place, day))
    }

    /// Lets the next replier of each of these lanes reply to the second touch, unless his place is before `from`: he was
    /// missed. Tells in which lanes there are more.
    #[inline(never)]
    pub(super) fn pass(
        &mut self,
        lanes: Chosen,
        repliers: &mut Repliers,
        mut landings: Option<&mut Landings>,
        from: &Row,
        prices: Prices,
        turn: &mut Turn<'_, '_>,
    ) -> Chosen {
        let Turn { day, ref mut inbox, .. } = *turn;
        let mut more = Chosen::NONE;
        for lane in lanes {
            let replier = repliers.pass(lane);
            more.add_if(lane, repliers.next()[lane] < self.passed[lane]);
            let (delay, lands) = (replier.delay(), day + replier.delay());
            let first = self.late.reply(lane, replier).filter(|_| replier.number >= from[lane]);
            // The reply that lands first is the prospect's; of two on one day the earlier touch's.
            let replies = replier.number >= from[lane] && first.is_none_or(|first| lands < first.lands);
            if let Some(landings) = &mut landings {
                let instead_of = first.filter(|_| replies).map(|first| first.order);
                landings.add_second(lane, replies.then_some(lands), instead_of);
            }
            if !replies {
                continue;
            }
            if let Some(first) = first {
                inbox.take_back(lane, first.lands, prices.refunds_late(first, day));
                self.came_first[lane] += 1;
            }
            inbox.post(lane, lands, prices.second && delay <= prices.window);
            self.replies[lane] += 1;
        }
        more
    }
}
