//! What replies lead to.

use inmail_sim::domain::outcome::Worth;
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::luck::{OutcomePurpose, Stream};

use super::Kind;
use super::day::{About, Trial};
use super::landing::Who;

/// An outcome that will be reached.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToCome {
    day: Day,
    about: About,
}

impl Trial<'_> {
    /// Draws what a reply leads to that lands today: what follows replies first, then what follows that, and so on.
    pub(super) fn lead_on(&mut self, who: Who, reply: About) {
        let case = self.case;
        // Those that lead on, with the day on which they do; a reply is no outcome.
        let mut generation: Vec<(Option<usize>, Day)> = vec![(None, self.today)];
        while !generation.is_empty() {
            let mut next = Vec::new();
            for place in 0..case.outcomes.len() {
                let from = generation.iter().find(|(from, _)| *from == case.outcomes[place].of);
                if let Some(day) = from.and_then(|&(_, day)| self.outcome(who, reply, place, day)) {
                    next.push((Some(place), day));
                }
            }
            generation = next;
        }
    }

    /// The day on which an outcome is reached, if it is, by way of what happened on `day`. It is counted at once.
    fn outcome(&mut self, who: Who, reply: About, place: usize, day: Day) -> Option<Day> {
        let case = self.case;
        let outcome = &case.outcomes[place];
        let touch = &case.touches[reply.touch.expect("a touch drew the reply")];
        let segment = reply.segment.map(|segment| &case.segments[segment]);
        let (chances, outcome_id) = (self.people[who.person()].chances, outcome.id.as_str());
        let latent = |purpose| match (who, segment) {
            (Who::Pending { number, .. }, _) => {
                chances.latent(Stream::PendingOutcome { touch: &touch.id, outcome: outcome_id, purpose }, number)
            }
            (Who::Prospect { place, .. }, Some(segment)) => {
                chances.latent(Stream::Outcome { segment: &segment.id, outcome: outcome_id, purpose }, place as u64)
            }
            (Who::Prospect { .. }, None) => panic!("a prospect is of a segment"),
        };
        let mut rate = chances.outcome_rate(case, place);
        if outcome.of.is_none() {
            rate *= chances.touch_outcome_lift(touch);
            rate *= segment.map_or(1.0, |segment| chances.segment_outcome_lift(segment));
        }
        let delay = chances.outcome_delay(case, place);
        let days =
            chances.days_from_none(latent(OutcomePurpose::Reached), latent(OutcomePurpose::Delay), rate, delay)?;
        let unit = latent(OutcomePurpose::Value).unit();
        let amount = match &outcome.value {
            Worth::Spread(distribution) => distribution.quantile(unit),
            Worth::Law(law) => law.quantile(unit),
        };
        let cents = (amount * segment.map_or(1.0, |segment| segment.value_lift) * 100.0 + 0.5).floor() as u64;
        let day = day + days;
        self.played.reached[place].0 += 1;
        self.played.reached[place].1 += u64::from(day < case.calendar.days);
        self.played.value_cents += cents;
        self.people[who.person()].counted.effort += outcome.minutes.thousandths();
        self.outcomes.push(ToCome { day, about: About { amount: Some(cents), outcome: Some(place), ..reply } });
        Some(day)
    }

    /// The first day on which an outcome is still to come.
    pub(super) fn next_outcome(&self) -> Option<Day> {
        self.outcomes.iter().map(|to_come| to_come.day).min()
    }

    /// Records the outcomes that are reached today.
    pub(super) fn reach_todays(&mut self) {
        let (todays, later): (Vec<ToCome>, Vec<ToCome>) =
            self.outcomes.iter().partition(|to_come| to_come.day == self.today);
        self.outcomes = later;
        for to_come in todays {
            self.record(Kind::Outcome, 0, None, to_come.about);
        }
    }
}
