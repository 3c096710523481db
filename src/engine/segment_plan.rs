//! A segment made ready to be played: whom it starts and how, and the touches that they go through.

use std::sync::Arc;

use crate::domain::event::Subject;
use crate::domain::quantity::{Credits, Day};
use crate::domain::seat::Share;
use crate::domain::segment::Pace;

use super::delay_plan::DelayPlan;
use super::luck::StreamKey;
use super::reply_plan::ReplyPlan;
use super::unknown::UnknownId;

/// A segment made ready, as one person works it.
#[derive(Debug, Clone)]
pub(crate) struct SegmentPlan {
    /// Its place in the case.
    pub(crate) place: u32,
    /// Its place in the order in which the segments of the account go.
    pub(crate) turn: u32,
    /// Who works it: a place among those who share the account.
    pub(crate) person: u32,
    /// The same among all people, where there are several.
    pub(crate) seat: Option<u32>,
    /// The pace of that person.
    pub(crate) pace: Pace,
    /// Which part of the list that person works.
    pub(crate) share: Share,
    /// How many prospects there are in it, as far as can be counted.
    pub(crate) prospects: u32,
    /// Is their number known?
    pub(crate) is_list: bool,
    pub(crate) reserve: Credits,
    /// The most credits that it may spend.
    pub(crate) credits_at_most: u64,
    /// What is left of all rates after each hundred prospects; nothing where that is all.
    pub(crate) wear: Option<UnknownId>,
    pub(crate) steps: Arc<[Step]>,
    pub(crate) open_profile: UnknownId,
    pub(crate) open_profile_key: StreamKey,
    pub(crate) reply_lift: UnknownId,
    pub(crate) accept_lift: UnknownId,
}

impl SegmentPlan {
    /// Does this person have a part of the list, if it is one?
    pub(crate) fn is_worked(&self) -> bool {
        self.is_list && self.prospects > 0
    }

    /// The segment itself.
    pub(crate) fn whole(&self) -> Subject {
        Subject { seat: self.seat, segment: Some(self.place), ..Subject::default() }
    }

    /// A prospect of the segment, and the touch concerned.
    pub(crate) fn subject(&self, step: &Step, prospect: u32) -> Subject {
        Subject { prospect: Some(prospect), touch: Some(step.touch), ..self.whole() }
    }
}

/// What is left of the rates of a prospect whose number in this part of the list is told, where so much is left after each
/// hundred of the whole list.
#[inline]
pub(crate) fn worn(wear: f64, part: Share, number: u32) -> f64 {
    wear.powf(part.before(number) / 100.0)
}

/// A touch in the sequence of a segment.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Its place in the case.
    pub(crate) touch: u32,
    /// Its row in the report on touches.
    pub(crate) row: usize,
    pub(crate) effort: u64,
    /// Days from the touch before it to the day from which it is due.
    pub(crate) wait: Day,
    /// Days from then to the last on which it may go out.
    pub(crate) patience: Day,
    pub(crate) kind: StepKind,
    /// The steps before it that warm prospects up.
    pub(crate) lifted_by: Vec<usize>,
    /// Can it be free to some although it is an InMail?
    pub(crate) may_be_free: bool,
    pub(super) is_plain: bool,
    /// Is it an InMail that costs a credit whoever it goes to, or a touch that is free to all, which nothing before it warms
    /// up?
    pub(crate) is_uniform: bool,
    /// May a limit or the hours of the week hold it up?
    pub(crate) is_limited: bool,
    /// The working time that it takes of the hours of the week, in thousandths of a minute; nothing where those are not
    /// limited.
    pub(crate) time: u64,
}

/// The effect of a step.
#[derive(Debug, Clone)]
pub(crate) enum StepKind {
    InMail(ReplyPlan),
    Free(ReplyPlan),
    Connect(Box<ConnectPlan>),
    Engage { reply_lift: UnknownId, accept_lift: UnknownId },
}

impl Step {
    /// Does it cost a credit whoever it goes to, with no bound but the balance and no rate that depends on the prospect?
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// How it draws replies, if it does.
    pub(crate) fn reply(&self) -> Option<&ReplyPlan> {
        match &self.kind {
            StepKind::InMail(reply) | StepKind::Free(reply) => Some(reply),
            StepKind::Connect(connect) => Some(&connect.reply),
            StepKind::Engage { .. } => None,
        }
    }
}

/// How a step draws acceptances, and its message replies.
#[derive(Debug, Clone)]
pub(crate) struct ConnectPlan {
    pub(crate) rate: UnknownId,
    pub(crate) key: StreamKey,
    pub(crate) delay_key: StreamKey,
    pub(crate) delay: DelayPlan,
    pub(crate) reply: ReplyPlan,
}
