//! Who will reply to a step: drawn ahead for many prospects at once, since luck is found by its address and does not
//! ask when a touch goes out.

use crate::domain::quantity::{Day, Share};

use super::row::{LANES, Row};
use crate::engine::luck::{Latents, Luck, Threshold};
use crate::engine::schedule::ReplyPlan;

/// How many prospects are drawn at a time.
const AHEAD: i32 = Latents::RUN as i32;

/// Those who will reply to one step of a sequence, lane by lane, should it go out to them.
#[derive(Debug, Clone)]
pub(crate) struct Repliers<'a> {
    plan: &'a ReplyPlan,
    replies: [Latents; LANES],
    delays: [Latents; LANES],
    chance: [Threshold; LANES],
    /// The first of the prospects who are drawn, and a bit for each of them who replies and has not been passed.
    first: Row,
    ahead: [u64; LANES],
    next: Row,
}

impl<'a> Repliers<'a> {
    pub(crate) fn new(plan: &'a ReplyPlan) -> Repliers<'a> {
        Repliers {
            plan,
            replies: [Latents::default(); LANES],
            delays: [Latents::default(); LANES],
            chance: [Threshold::default(); LANES],
            first: Row::ZERO,
            ahead: [0; LANES],
            next: Row::ZERO,
        }
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`; `lift` is the segment's.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64, lift: usize) {
        for (lane, luck) in lucks.iter().enumerate() {
            self.replies[lane] = luck.stream(self.plan.key);
            self.delays[lane] = luck.stream(self.plan.delay_key);
            self.chance[lane] = Threshold::new(Share::held(drawn(lane, self.plan.rate) * drawn(lane, lift)));
        }
        (self.first, self.ahead, self.next) = (Row::all(-AHEAD), [0; LANES], Row::ZERO);
    }

    /// In each lane the next replier; where that is not known, a prospect before him.
    #[inline(always)]
    pub(crate) fn next(&self) -> &Row {
        &self.next
    }

    /// Passes the next replier of a lane, and tells who he is. Nothing if that was not known: it is then, and whoever
    /// comes before `from` may be left out.
    #[inline(always)]
    pub(crate) fn pass(&mut self, lane: usize, from: i32) -> Option<i32> {
        let known = self.ahead[lane] != 0;
        let passed = self.next[lane];
        if known {
            self.ahead[lane] &= self.ahead[lane] - 1;
        } else {
            self.first[lane] = from.max(self.first[lane] + AHEAD);
            self.ahead[lane] = self.replies[lane].run_below(self.first[lane] as u64, self.chance[lane]);
        }
        // Of a word without a bit the number of trailing zeros is its width: the first who is not drawn.
        self.next[lane] = self.first[lane] + self.ahead[lane].trailing_zeros() as i32;
        known.then_some(passed)
    }

    /// How long the reply of a prospect takes, if there is one.
    #[inline(always)]
    pub(crate) fn delay(&self, lane: usize, prospect: i32) -> Day {
        self.plan.delay.days(self.delays[lane].at(prospect as u64))
    }
}

/// A prospect to whom a step has gone out and who will reply to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reply {
    pub(crate) prospect: i32,
    pub(crate) delay: Day,
    /// The day on which it lands.
    pub(crate) lands: Day,
}
