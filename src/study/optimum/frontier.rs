//! The price of each further reply: the candidates between which money buys most replies.

use super::Optimum;
use crate::study::race::{Entrant, Keeps};

/// The candidates on the frontier, by rising cost, with what replies cost from one to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier<'a>(pub Vec<Corner<'a>>);

/// A candidate on the frontier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corner<'a> {
    /// The candidate.
    pub entrant: &'a Entrant,
    /// The price of each further reply from the corner before to this one; for the first that of each reply.
    pub each_further: f64,
}

impl Optimum<'_> {
    /// The frontier of those that do not fail what is required, or of all if everybody fails: from whoever costs least on
    /// to whoever brings further replies for the least money each.
    pub fn frontier(&self) -> Frontier<'_> {
        let keeps = |entrant: &&Entrant| entrant.keeps != Keeps::No;
        let all_fail = !self.race.entrants.iter().any(|entrant| keeps(&entrant));
        let bring: Vec<&Entrant> =
            self.race.entrants.iter().filter(|it| it.replies > 0.0 && (all_fail || keeps(it))).collect();
        let cheapest = |a: &&Entrant, b: &&Entrant| a.cost.total_cmp(&b.cost).then(b.replies.total_cmp(&a.replies));
        let Some(mut last) = bring.iter().copied().min_by(cheapest) else { return Frontier(Vec::new()) };
        let mut corners = vec![Corner { entrant: last, each_further: last.cost / last.replies }];
        loop {
            let further = |entrant: &Entrant| (entrant.cost - last.cost) / (entrant.replies - last.replies);
            let more = bring.iter().copied().filter(|it| it.replies > last.replies);
            // Of those at the same price for each, the one that brings more.
            let next = more.min_by(|a, b| further(a).total_cmp(&further(b)).then(b.replies.total_cmp(&a.replies)));
            let Some(next) = next else { break };
            corners.push(Corner { entrant: next, each_further: further(next) });
            last = next;
        }
        Frontier(corners)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::CaseName;
    use crate::domain::figure::Figure;
    use crate::domain::objective::{Aim, Objective, Statistic};
    use crate::domain::outlay::Outlay;
    use crate::engine::Sampling;
    use crate::study::race::{Contest, Race, Verdict};

    fn entrant(number: usize, cost: f64, replies: f64, keeps: Keeps) -> Entrant {
        let name = CaseName { plan: format!("p{number}"), ..CaseName::default() };
        let (objective, misses) = (Some(cost / replies), Vec::new());
        let (low, high, trials, left, outlay) = (None, None, 256, false, Outlay::Plan);
        let (doubts, never_failed, may_fail, beside) = (Vec::new(), Vec::new(), 0.0, None);
        Entrant {
            number,
            name,
            objective,
            low,
            high,
            keeps,
            misses,
            doubts,
            never_failed,
            may_fail,
            trials,
            left,
            beside,
            cost,
            outlay,
            replies,
        }
    }

    fn corners(entrants: Vec<Entrant>) -> Vec<(usize, f64)> {
        let objective = Objective { aim: Aim::Minimize, figure: Figure::CostPerReply, statistic: Statistic::Mean };
        let (confidence, indifference, trials, seed, sampling) = (0.95, 0.01, 1_000, 1, Sampling::Even);
        let contest = Contest { objective, require: &[], confidence, indifference, trials, seed, sampling };
        let race = Race { verdict: Verdict::Best, entrants, played: 0, exhaustive: 0 };
        let optimum = Optimum {
            name: "",
            currency: "USD",
            contest,
            settings: vec![Vec::new(); race.entrants.len()],
            race,
            paths: Vec::new(),
        };
        optimum.frontier().0.iter().map(|corner| (corner.entrant.number, corner.each_further)).collect()
    }

    #[test]
    fn further_replies_are_bought_where_they_are_cheapest() {
        let of = |keeps: Keeps| {
            vec![
                entrant(0, 100.0, 10.0, Keeps::Yes),
                entrant(1, 140.0, 14.0, Keeps::Open),
                entrant(2, 160.0, 20.0, Keeps::Yes),
                entrant(3, 300.0, 30.0, Keeps::Yes),
                entrant(4, 150.0, 40.0, keeps),
            ]
        };
        assert_eq!(corners(of(Keeps::No)), [(0, 10.0), (2, 6.0), (3, 14.0)]);
        assert_eq!(corners(of(Keeps::Yes)), [(0, 10.0), (4, 50.0 / 30.0)]);
        assert!(corners(vec![entrant(0, 100.0, 0.0, Keeps::Yes)]).is_empty());
    }
}
