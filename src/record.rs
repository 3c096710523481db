//! A user's own record: what was sent and what came back, turned into rates and delays with honest uncertainty.
//!
//! A message is known by its [`Fate`](fate::Fate): a reply that came within so many days, or silence so far. [`cure`]
//! fits the share of messages that will ever draw a reply, and how long replies take, to both together, so that a
//! message that is still open is neither a failure nor left out.

pub mod archive;
pub mod contact;
pub mod cure;
pub mod family;
pub mod fate;
pub mod kaplan_meier;
pub mod log;
pub mod moment;
pub mod rows;
