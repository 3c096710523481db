//! Touches that were sent before day 0 and are still silent.

use crate::domain::event::Subject;
use crate::domain::quantity::{Day, Share};

use super::luck::{Luck, Threshold};
use super::outcomes::Landed;
use super::reply_plan::ReplyPlan;
use super::unknown::UnknownId;

/// Touches pending on day 0, made ready.
#[derive(Debug, Clone)]
pub(crate) struct PendingPlan {
    pub(crate) touch: u32,
    pub(crate) row: usize,
    /// Who sent them: a place among those who share the account.
    pub(crate) person: u32,
    /// The same among all people, where there are several.
    pub(crate) seat: Option<u32>,
    /// The day on which that person begins.
    pub(crate) begins: Day,
    pub(crate) sent: Day,
    /// When the credit that each cost would have lapsed; `None` if they were free.
    pub(crate) credit_lapses: Option<Day>,
    pub(crate) count: u32,
    /// The index of the first one's latents.
    pub(crate) first: u64,
    pub(crate) reply: ReplyPlan,
}

impl PendingPlan {
    /// The reply to the touch of this number, which lands on that day.
    pub(crate) fn landed(&self, number: u32, day: Day) -> Landed {
        Landed { day, touch: self.touch as usize, segment: None, index: self.first + u64::from(number) }
    }

    /// The touch concerned.
    pub(crate) fn subject(&self) -> Subject {
        Subject { seat: self.seat, touch: Some(self.touch), ..Subject::default() }
    }

    /// Draws which of them will draw a reply in a trial in which the schedule's unknowns are `drawn`, given that they have
    /// not yet, and on which day it lands.
    pub(crate) fn draw(&self, luck: Luck, drawn: impl Fn(UnknownId) -> f64, mut on_reply: impl FnMut(u32, Day)) {
        let days_ago = self.begins - self.sent;
        let delay = self.reply.delay.table(self.reply.delay.place(&drawn));
        let silent_so_far = delay.within(days_ago - 1);
        let rate = Share::held(drawn(self.reply.rate)).get();
        let chance = Threshold::new(Share::held(rate * (1.0 - silent_so_far) / (1.0 - rate * silent_so_far)));
        let (replies, delays) = (luck.stream(self.reply.key), luck.stream(self.reply.delay_key));
        for number in 0..self.count {
            let index = self.first + u64::from(number);
            if replies.at(index).is_below(chance) {
                let later = silent_so_far + delays.at(index).unit() * (1.0 - silent_so_far);
                on_reply(number, self.sent + delay.days_at(later).max(days_ago));
            }
        }
    }
}
