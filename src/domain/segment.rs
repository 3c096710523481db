//! Segments: groups of prospects that share a sequence, a pace and a priority.

use super::quantity::{Credits, Money};
use super::rate::{Lift, Rate};

/// A group of prospects.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its name in scenario files.
    pub id: String,
    /// The touches in the order in which a prospect goes through them: places in [`Case::touches`], never empty.
    ///
    /// [`Case::touches`]: super::case::Case::touches
    pub sequence: Vec<usize>,
    /// How many prospects start, and when.
    pub pace: Pace,
    /// How many prospects there are; `None`: as many as are wanted.
    pub prospects: Option<u32>,
    /// Segments go in ascending order of it, ties in file order.
    pub priority: u32,
    /// A touch that costs a credit goes out only while the balance is above it.
    pub reserve: Credits,
    /// The most credits that it may spend in the campaign, refunds giving none of them back; `None`: as many as it needs.
    pub credits_at_most: Option<Credits>,
    /// Multiplies the reply rates of the segment's touches.
    pub reply_lift: Lift,
    /// Multiplies the acceptance rates of the segment's touches.
    pub accept_lift: Lift,
    /// The factor on all rates that is left after each hundred of its prospects: a list is worked from its best end.
    pub wear: Lift,
    /// Multiplies the rates of what replies of the segment lead to.
    pub outcome_lift: Lift,
    /// Multiplies the value of its outcomes; not negative.
    pub value_lift: f64,
    /// The share of prospects with an Open Profile, to whom InMail is free.
    pub open_profile: Rate,
    /// What each prospect started costs beside plan and work: finding an address, say.
    pub cost_per_prospect: Money,
}

/// How many new prospects a segment starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pace {
    /// One number a campaign week, the last one repeating; never empty.
    PerWeek(Vec<u32>),
    /// As long as the balance is above the reserve.
    Max,
    /// As many as the account had credits refunded in the week before.
    Refunds,
}
