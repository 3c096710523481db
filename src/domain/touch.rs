//! Touches: the ways of contacting a prospect, and what each may lead to.

mod channel;

pub use channel::{Channel, Draws};

use super::delays::Delays;
use super::quantity::{Minutes, Money};
use super::rate::{AnyRate, Lift};

/// The key of a touch that states the share of replies, as files and reports call it.
pub const REPLY_RATE: &str = "reply_rate";

/// The key of a touch that states the share of acceptances.
pub const ACCEPT_RATE: &str = "accept_rate";

/// The key of a touch that states how long replies take.
pub const REPLY_DELAY: &str = "reply_delay_days";

/// The key of a touch that states how long acceptances take.
pub const ACCEPT_DELAY: &str = "accept_delay_days";

/// One contact attempt, as a sequence may contain it.
#[derive(Debug, Clone, PartialEq)]
pub struct Touch {
    /// Its name in scenario files, such as `inmail` or `follow-up`.
    pub id: String,
    /// The channel, and what it may lead to.
    pub action: Action,
    /// How long after the touch before it this one is due; `None` if the scenario states no wait, which only a touch
    /// in first place may do.
    pub wait: Option<Wait>,
    /// The most of this touch that may go out in a campaign week over all segments; `None`: no limit.
    pub limit_per_week: Option<u32>,
    /// The most of it that may go out on a civil day over all segments; `None`: no limit.
    pub limit_per_day: Option<u32>,
    /// The working time that sending it takes.
    pub minutes: Minutes,
    /// What each one sent costs beside plan and work, also where it costs no credit. One sent before day 0 costs nothing.
    pub cost: Money,
    /// Multiplies the rates of what its replies lead to.
    pub outcome_lift: Lift,
}

/// A channel with the outcomes that it may have.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Costs a credit, unless the prospect has an Open Profile or has accepted a connection by then.
    InMail(Reply),
    /// An invitation to connect, free. When it is accepted a free message goes out, which may draw a reply.
    Connect {
        /// The share of invitations that are accepted.
        accept_rate: AnyRate,
        /// From the invitation to the acceptance.
        accept_delay: Delays,
        /// The reply to the message, its delay counted from the acceptance.
        reply: Reply,
    },
    /// A free touch on a channel that draws replies without an acceptance, such as a message or an e-mail.
    Free(Channel, Reply),
    /// Warming up: no outcome of its own, but it multiplies the later rates of that prospect.
    Engage {
        /// Multiplies the rates at which later invitations are accepted.
        accept_lift: Lift,
        /// Multiplies the rates at which later touches draw replies.
        reply_lift: Lift,
    },
}

/// How a touch draws replies.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The share of such touches that draw a reply.
    pub rate: AnyRate,
    /// From the touch to the reply.
    pub delay: Delays,
}

impl Touch {
    /// The channel that the touch uses.
    pub fn channel(&self) -> Channel {
        match self.action {
            Action::InMail(_) => Channel::InMail,
            Action::Connect { .. } => Channel::Connect,
            Action::Free(channel, _) => channel,
            Action::Engage { .. } => Channel::Engage,
        }
    }

    /// How the touch draws replies; nothing for one that draws none.
    pub fn reply(&self) -> Option<&Reply> {
        match &self.action {
            Action::InMail(reply) | Action::Connect { reply, .. } | Action::Free(_, reply) => Some(reply),
            Action::Engage { .. } => None,
        }
    }

    /// The share of such touches that draw a reply; nothing for one that draws none.
    pub fn reply_rate(&self) -> Option<&AnyRate> {
        self.reply().map(|reply| &reply.rate)
    }

    /// The share of invitations that are accepted; nothing for another touch.
    pub fn accept_rate(&self) -> Option<&AnyRate> {
        match &self.action {
            Action::Connect { accept_rate, .. } => Some(accept_rate),
            Action::InMail(_) | Action::Free(..) | Action::Engage { .. } => None,
        }
    }

    /// How long what it may lead to takes, by the keys that state it.
    pub fn delays(&self) -> impl Iterator<Item = (&'static str, &Delays)> {
        let accepted = match &self.action {
            Action::Connect { accept_delay, .. } => Some((ACCEPT_DELAY, accept_delay)),
            Action::InMail(_) | Action::Free(..) | Action::Engage { .. } => None,
        };
        accepted.into_iter().chain(self.reply().map(|reply| (REPLY_DELAY, &reply.delay)))
    }
}

/// When a touch in second or later place is due, counted from the day s on which the touch before it went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Due from day s+n on, as long as it must wait; n is at least 1.
    AtLeast(u32),
    /// Due from day s+a to day s+b; if it could not go out by then, it is skipped. 1 ≤ a ≤ b.
    Window(u32, u32),
}
