//! The figures of an outcome: how often it is reached, in all and inside the campaign, and what each time costs.

use strum::VariantArray;

use super::kept::kept;

/// A figure of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutcomeFigure {
    name: &'static str,
    place: u16,
    part: OutcomePart,
}

/// What stands before the id of the outcome in the name of a figure.
const BEFORE: &str = "outcome.";

/// What a figure tells of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray)]
pub enum OutcomePart {
    /// How often it is reached in all.
    Reached,
    /// How often it is reached inside the campaign.
    InTime,
    /// Full cost ÷ how often it is reached in all.
    Cost,
}

impl OutcomePart {
    /// Every part, in the order of the reports.
    pub const ALL: [OutcomePart; 3] = [OutcomePart::Reached, OutcomePart::InTime, OutcomePart::Cost];

    /// What stands after the id in the name of such a figure.
    fn end(self) -> &'static str {
        match self {
            OutcomePart::Reached => "",
            OutcomePart::InTime => ".in_time",
            OutcomePart::Cost => ".cost",
        }
    }
}

impl OutcomeFigure {
    /// A figure of the outcome that has this place and this id in its scenario.
    pub fn new(place: u16, id: &str, part: OutcomePart) -> OutcomeFigure {
        OutcomeFigure { name: kept(&format!("{BEFORE}{id}{}", part.end())), place, part }
    }

    /// Its name in reports: `outcome.ID`, `outcome.ID.in_time`, `outcome.ID.cost`.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The id of the outcome.
    pub fn id(self) -> &'static str {
        let name = self.name.strip_prefix(BEFORE).unwrap_or(self.name);
        name.strip_suffix(self.part.end()).unwrap_or(name)
    }

    /// The place of the outcome in its scenario.
    pub const fn place(self) -> u16 {
        self.place
    }

    /// What it tells.
    pub const fn part(self) -> OutcomePart {
        self.part
    }
}
