//! What the cost of a campaign counts, so that words and axes can say so.

/// What costs money in a campaign: each of these and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outlay {
    /// The plan alone.
    Plan,
    /// Work at its price.
    Work,
    /// What is paid beside plan and work, whether work has a price or not.
    All,
}

impl Outlay {
    /// That of a campaign, by whether anything is paid beside plan and work, and for work.
    pub fn of(expenses: bool, labour: bool) -> Outlay {
        match (expenses, labour) {
            (true, _) => Outlay::All,
            (false, true) => Outlay::Work,
            (false, false) => Outlay::Plan,
        }
    }
}
