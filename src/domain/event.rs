//! What happens in a trial: the rows of a trace.

use super::quantity::{Credits, Day, Money};
use super::reason::Reason;

/// One thing that happened in a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The campaign day.
    pub day: Day,
    /// What happened.
    pub kind: EventKind,
    /// By how much the balance changed \[credits\].
    pub credits: i64,
    /// The balance afterwards.
    pub balance: Credits,
    /// The day at whose start the credits lapse; [`Lot::NEVER`](super::ledger::Lot::NEVER) if they do not;
    /// `None` where no lot is concerned.
    pub lapses: Option<Day>,
    /// Whom it concerned.
    pub subject: Subject,
    /// The money that it cost; what an outcome is worth.
    pub amount: Option<Money>,
}

/// The kinds of events, by the names that a trace uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// Credits that the account brings along, a lot at a time.
    Opening,
    /// A lot reached the end of its life.
    Lapse,
    /// A plan change took credits, a lot at a time.
    Forfeit,
    /// The price of the plan was charged.
    Charge,
    /// The plan granted credits.
    Grant,
    /// The cap dropped credits, a lot at a time.
    Cap,
    /// A reply landed.
    Reply,
    /// What a reply led to was reached.
    Outcome,
    /// A credit came back.
    Refund,
    /// A touch went out.
    Send,
    /// An invitation was accepted.
    Accept,
    /// A touch that was wanted did not go out for want of credits; once a segment and day.
    Short,
    /// A touch that was wanted did not go out for another reason; once a segment, day and reason.
    Held(Reason),
    /// A send day was lost to a restriction.
    Restricted,
}

impl EventKind {
    /// Every kind, in the order of a day; what holds something up with one reason for all.
    pub const ALL: [EventKind; 14] = [
        EventKind::Opening,
        EventKind::Lapse,
        EventKind::Forfeit,
        EventKind::Charge,
        EventKind::Grant,
        EventKind::Cap,
        EventKind::Reply,
        EventKind::Accept,
        EventKind::Refund,
        EventKind::Outcome,
        EventKind::Send,
        EventKind::Short,
        EventKind::Held(Reason::Limit),
        EventKind::Restricted,
    ];

    /// The name in a trace.
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Opening => "opening",
            EventKind::Lapse => "lapse",
            EventKind::Forfeit => "forfeit",
            EventKind::Charge => "charge",
            EventKind::Grant => "grant",
            EventKind::Cap => "cap",
            EventKind::Reply => "reply",
            EventKind::Refund => "refund",
            EventKind::Outcome => "outcome",
            EventKind::Send => "send",
            EventKind::Accept => "accept",
            EventKind::Short => "short",
            EventKind::Held(_) => "held",
            EventKind::Restricted => "restricted",
        }
    }

    /// Its meaning, in a line.
    pub fn meaning(self) -> &'static str {
        match self {
            EventKind::Opening => "credits that the account brings along; a row a lot",
            EventKind::Lapse => "credits reached the end of their life unspent; a row a lot",
            EventKind::Forfeit => "a plan change took credits; a row a lot",
            EventKind::Charge => "the price of the plan was charged",
            EventKind::Grant => "the plan granted credits",
            EventKind::Cap => "the cap dropped credits; a row a lot",
            EventKind::Reply => "a reply landed",
            EventKind::Accept => "an invitation was accepted",
            EventKind::Refund => "a credit came back",
            EventKind::Outcome => "an outcome was reached; what it is worth is its amount",
            EventKind::Send => "a touch went out",
            EventKind::Held(_) => {
                "someone was not written to because of a restriction, a limit, hours or a segment's share of the credits; a \
                 row a segment, day and reason"
            }
            EventKind::Short => "someone was not written to for lack of credits; a row a segment and day",
            EventKind::Restricted => "a send day was lost to a restriction",
        }
    }
}

/// Whom an event concerns: places in the lists of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    /// Whose account or touch it is: a place among the [people](super::seat::people) of the case. Nothing where there is
    /// one alone, and where several share the account and no single one of them is concerned.
    pub seat: Option<u32>,
    /// The segment.
    pub segment: Option<u32>,
    /// The prospect, counted from 0 within the segment.
    pub prospect: Option<u32>,
    /// The touch.
    pub touch: Option<u32>,
    /// The outcome.
    pub outcome: Option<u32>,
}
