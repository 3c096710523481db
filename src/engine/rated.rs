//! The rates that may be tied to each other: whose they are, and how they are drawn.

use crate::domain::case::Case;
use crate::domain::rate::AnyRate;
use crate::domain::touch::Touch;

use super::luck::{Stream, StreamKey};

/// A rate of which each touch, or each outcome, may have one of its own or one tied to that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rated {
    Replies,
    Acceptances,
    Outcomes,
}

impl Rated {
    /// The rate of the touch or outcome in a place; nothing if it has none.
    pub(super) fn rate(self, case: &Case, place: usize) -> Option<&AnyRate> {
        match self {
            Rated::Replies => case.touches.get(place).and_then(Touch::reply_rate),
            Rated::Acceptances => case.touches.get(place).and_then(Touch::accept_rate),
            Rated::Outcomes => case.outcomes.get(place).map(|outcome| &outcome.rate),
        }
    }

    /// Where the rate itself is drawn.
    pub(super) fn stream(self, case: &Case, place: usize) -> Stream<'_> {
        match self {
            Rated::Replies => Stream::ReplyRate(&case.touches[place].id),
            Rated::Acceptances => Stream::AcceptRate(&case.touches[place].id),
            Rated::Outcomes => Stream::OutcomeRate(&case.outcomes[place].id),
        }
    }

    /// Where the lift is drawn that ties it to another.
    pub(super) fn lift(self, case: &Case, place: usize) -> Stream<'_> {
        match self {
            Rated::Replies => Stream::ReplyRateLift(&case.touches[place].id),
            Rated::Acceptances => Stream::AcceptRateLift(&case.touches[place].id),
            Rated::Outcomes => Stream::OutcomeRateLift(&case.outcomes[place].id),
        }
    }

    /// The places of those whose rates the one in a place follows, that in the end first, itself last.
    pub(super) fn way(self, case: &Case, place: usize) -> Vec<usize> {
        let mut way = vec![place];
        while let Some(tie) = self.rate(case, way[way.len() - 1]).and_then(AnyRate::tie) {
            way.push(tie.of);
        }
        way.reverse();
        way
    }

    /// The latent with which the rate in a place rises: that of the rate that it follows in the end or, where that is known,
    /// of the first lift on the way that is not.
    pub(super) fn latent(self, case: &Case, place: usize) -> StreamKey {
        let way = self.way(case, place);
        let unsure = way.iter().find_map(|&place| match self.rate(case, place)? {
            AnyRate::Own(rate) => rate.distribution().as_fixed().is_none().then(|| self.stream(case, place)),
            AnyRate::Tied(tie) => tie.lift.distribution().as_fixed().is_none().then(|| self.lift(case, place)),
        });
        unsure.unwrap_or_else(|| self.stream(case, place)).key()
    }
}
