//! A user's own record: what was sent and what came back, turned into rates and delays with honest uncertainty.
//!
//! A [log] or a LinkedIn data [archive] holds [contacts](contact). Of each the [fate] is known: a reply that came within so
//! many days, or silence so far. A [fit] has the share of messages that will ever draw a reply, and how long replies take,
//! both together, so that a message that is still open is neither a failure nor left out.

mod address;
pub mod answers;
pub mod archive;
pub mod balance;
mod best;
pub mod beta;
pub mod calibration;
pub mod channel;
pub mod checklist;
pub mod contact;
mod cure;
pub mod dating;
mod drift;
mod encoding;
pub mod evidence;
pub mod excess;
pub mod exports;
pub mod family;
pub mod fate;
pub mod fit;
pub mod fragment;
pub mod kaplan_meier;
mod knots;
mod laplace;
mod lines;
mod linked;
pub mod log;
pub mod misfit;
mod model;
pub mod moment;
mod parts;
mod placeholder;
mod plain;
mod pooling;
mod posterior;
pub mod prospects;
pub mod published;
pub mod rows;
pub mod segments;
pub mod to_come;
mod together;
pub mod totals;
