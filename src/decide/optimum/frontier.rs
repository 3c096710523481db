//! What each further reply costs: the candidates between which money buys most replies.

use super::super::race::{Entrant, Keeps};
use super::Optimum;

/// The candidates on the frontier, by rising cost, and what replies cost from one to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier<'a>(pub Vec<Corner<'a>>);

/// A candidate on the frontier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corner<'a> {
    /// The candidate.
    pub entrant: &'a Entrant,
    /// What each further reply costs from the corner before to this one; from no campaign at all to the first.
    pub each_further: f64,
}

impl Optimum<'_> {
    /// The frontier of those that do not fail what is required: from no campaign at all, which costs and brings nothing,
    /// on to whoever brings further replies for the least money each.
    pub fn frontier(&self) -> Frontier<'_> {
        let mut corners: Vec<Corner<'_>> = Vec::new();
        let (mut cost, mut replies) = (0.0, 0.0);
        loop {
            let further = |entrant: &Entrant| (entrant.cost - cost) / (entrant.replies - replies);
            let more = self.race.entrants.iter().filter(|it| it.keeps != Keeps::No && it.replies > replies);
            // Of those at the same price for each, the one that brings more.
            let next = more.min_by(|a, b| further(a).total_cmp(&further(b)).then(b.replies.total_cmp(&a.replies)));
            let Some(next) = next else { break };
            let each_further = further(next);
            (cost, replies) = (next.cost, next.replies);
            corners.push(Corner { entrant: next, each_further });
        }
        Frontier(corners)
    }
}
