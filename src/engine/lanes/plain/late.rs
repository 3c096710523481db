//! Who of those that wait for a second touch has replied to the first one late.

use crate::domain::quantity::Day;

use super::repliers::Replier;
use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::told::NOBODY;
use crate::engine::lanes::turn::Turn;

/// Which of the two steps cost credits, and until how many days after the latest one a reply brings one back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prices {
    pub(super) first: bool,
    pub(super) second: bool,
    pub(super) window: Day,
}

impl Prices {
    /// Does a step cost credits?
    #[inline(always)]
    pub(super) fn pays(self, step: usize) -> bool {
        if step == 0 { self.first } else { self.second }
    }

    /// Does a late reply to the first step bring a credit back, if the second has gone out on that day?
    pub(super) fn refunds_late(self, reply: &LateReply, second: Day) -> bool {
        let within = if self.second { reply.lands <= second.saturating_add(self.window) } else { false };
        self.first && (reply.delay <= self.window || within)
    }
}

/// A reply to the first step that lands after the day from which the second is due.
#[derive(Debug, Clone, Copy)]
pub(super) struct LateReply {
    /// Of the prospect, in the queue for the second step.
    pub(super) place: i32,
    /// Among all who reply to the first step.
    pub(super) order: u32,
    pub(super) delay: Day,
    pub(super) lands: Day,
}

/// The late replies to the first step, lane by lane, and where the second step is among them: who has replied by then
/// needs no credit.
#[derive(Debug, Clone)]
pub(super) struct LateReplies {
    replies: Box<[Vec<LateReply>; LANES]>,
    /// To how many of these prospects the second step has come, and the place of the next; [`NOBODY`] if there is none.
    passed: [u32; LANES],
    next: Row,
}

impl Default for LateReplies {
    fn default() -> LateReplies {
        let replies = Box::new(std::array::from_fn(|_| Vec::new()));
        LateReplies { replies, passed: [0; LANES], next: Row::all(NOBODY) }
    }
}

impl LateReplies {
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.replies.iter_mut().for_each(Vec::clear);
        (self.passed, self.next) = ([0; LANES], Row::all(NOBODY));
    }

    #[inline(always)]
    pub(super) fn add(&mut self, lane: usize, reply: LateReply) {
        self.next[lane] = self.next[lane].min(reply.place);
        self.replies[lane].push(reply);
    }

    /// The late reply to the first step of one who replies to the second too.
    #[inline(always)]
    pub(super) fn reply(&self, lane: usize, replier: Replier) -> Option<&LateReply> {
        if !replier.is_late {
            return None;
        }
        let found = self.replies[lane].binary_search_by_key(&replier.number, |reply| reply.place);
        found.ok().map(|at| &self.replies[lane][at])
    }

    /// Has whoever has this place replied to the first step by `day`?
    pub(super) fn has_replied(&self, lane: usize, place: i32, day: Day) -> bool {
        let replies = &self.replies[lane];
        replies.binary_search_by_key(&place, |reply| reply.place).is_ok_and(|at| replies[at].lands <= day)
    }

    /// Goes through the places `from … due` as far as there is `room` for touches. Tells how far that is, and how many of
    /// them went out.
    #[inline(always)]
    pub(super) fn go_through(
        &mut self,
        from: Row,
        due: Row,
        room: Row,
        prices: Prices,
        turn: &mut Turn<'_, '_>,
    ) -> (Row, Row) {
        let (mut at, mut left) = (from, room);
        let (day, latest_refund) = (turn.day, turn.day.saturating_add(prices.window));
        // In most lanes nobody with a late reply has his turn.
        let next = self.next;
        let payable = Chosen::below(turn.vectors, &(next - from), &(room + Row::all(1)));
        for lane in Chosen::below(turn.vectors, &next, &due).and(payable) {
            let replies = &self.replies[lane];
            let mut passed = self.passed[lane] as usize;
            while let Some(&LateReply { place, delay, lands, .. }) =
                replies.get(passed).filter(|reply| reply.place < due[lane])
            {
                // The touches that it takes to get past him; negative where he was missed.
                let price = place - at[lane] + i32::from(lands > day);
                if price > left[lane] {
                    break;
                }
                if place >= at[lane] {
                    left[lane] -= price;
                    at[lane] = place + 1;
                    if prices.first && prices.second && lands > day && lands <= latest_refund && delay > prices.window {
                        // The window counts from the latest InMail, which is this one.
                        turn.inbox.refund(lane, lands);
                    }
                }
                passed += 1;
            }
            self.passed[lane] = passed as u32;
            self.next[lane] = replies.get(passed).map_or(NOBODY, |reply| reply.place);
        }
        let more = left.min(due - at);
        (at + more, room - left + more)
    }
}
