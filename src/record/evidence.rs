//! What a record says of touches whose answers take equally long.
//!
//! A person gets one touch after another until an answer comes, and that may be one to any touch that went out before.
//! Touch *j* draws an answer with its rate r_j, after a delay with the distribution function F; the earliest is the
//! person's. So nothing has come by the moment t with the chance S(t), the product of 1 − r_j F(t − s_j) over all touches
//! sent by then, at the moments s_j. Silence until t has the likelihood S(t), which is a factor for each touch, and an answer
//! between a and b has S(a) − S(b): only one that came after a later touch is of several touches together.

use std::collections::BTreeMap;

use crate::domain::delay::Delay;

use super::fate::{Fate, Fates, is_undated};

/// What is known of the messages of some groups: touches, or parts of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Of each group, the answers that no other message can have drawn, and the silence of all others, up to the end.
    alone: Vec<Fates>,
    /// The answers that one of several messages drew, by the group of each and the days after and within which they came.
    shared: BTreeMap<Vec<Possibly>, u64>,
}

/// A message that may have drawn an answer: its group, and the days after and within which that came, by their bits.
pub(super) type Possibly = (usize, u64, u64);

impl Evidence {
    /// None yet, of so many groups.
    pub(super) fn of_groups(number: usize) -> Evidence {
        Evidence { alone: vec![Fates::default(); number], shared: BTreeMap::new() }
    }

    /// The fates of one group, of which no message follows another.
    pub fn of(fates: &Fates) -> Evidence {
        Evidence { alone: vec![fates.clone()], shared: BTreeMap::new() }
    }

    /// Counts a message with a fate of its own.
    pub(super) fn add(&mut self, group: usize, fate: Fate) {
        self.alone[group].add(fate);
    }

    /// Counts messages with fates of their own.
    #[cfg(test)]
    pub(super) fn add_all(&mut self, group: usize, fates: &Fates) {
        self.alone[group].merge(fates);
    }

    /// Counts an answer that one of these messages drew.
    pub(super) fn add_shared(&mut self, messages: impl IntoIterator<Item = (usize, f64, f64)>) {
        let bits = |(group, after, within): (usize, f64, f64)| (group, after.to_bits(), within.to_bits());
        *self.shared.entry(messages.into_iter().map(bits).collect()).or_default() += 1;
    }

    /// The same of other groups, each made of some of these: `group` has the place of each.
    pub(super) fn grouped(&self, number: usize, group: impl Fn(usize) -> usize) -> Evidence {
        let mut grouped = Evidence::of_groups(number);
        for (place, fates) in self.alone.iter().enumerate() {
            grouped.alone[group(place)].merge(fates);
        }
        for (messages, count) in &self.shared {
            let messages = messages.iter().map(|&(place, after, within)| (group(place), after, within)).collect();
            *grouped.shared.entry(messages).or_default() += count;
        }
        grouped
    }

    /// Of each group, the answers that are its own alone, and the silence of all others.
    pub(super) fn alone(&self) -> &[Fates] {
        &self.alone
    }

    /// The answers that one of several messages drew, with their number.
    pub(super) fn shared(&self) -> impl Iterator<Item = (&[Possibly], f64)> {
        self.shared.iter().map(|(messages, &count)| (messages.as_slice(), count as f64))
    }

    /// The number of answers.
    pub(super) fn answers(&self) -> u64 {
        self.alone.iter().map(Fates::replies).sum::<u64>() + self.shared.values().sum::<u64>()
    }

    /// The number of those of which is known when they came.
    pub(super) fn dated(&self) -> u64 {
        // Of a shared answer the latest message tells.
        let is_undated = |messages: &[Possibly]| {
            let ends = messages.iter().map(|of| (f64::from_bits(of.1), f64::from_bits(of.2)));
            ends.min_by(|one, other| one.1.total_cmp(&other.1)).is_some_and(|(after, within)| is_undated(after, within))
        };
        let shared = self.shared.iter().filter(|(messages, _)| is_undated(messages)).map(|(_, count)| count);
        self.answers() - self.alone.iter().map(Fates::undated).sum::<u64>() - shared.sum::<u64>()
    }

    /// How often each message of a shared answer drew it, with this delay and these rates of the groups: calls `each` with the
    /// message, the chance and the number of such answers.
    pub(super) fn share_out(
        &self,
        delay: &Delay,
        rate: impl Fn(usize) -> f64,
        mut each: impl FnMut(Possibly, f64, f64),
    ) {
        let come = |bits: u64| delay.cdf(f64::from_bits(bits));
        for (messages, count) in self.shared() {
            let chances = messages.iter().map(|of| Chance { rate: rate(of.0), after: come(of.1), within: come(of.2) });
            let hazards: Vec<f64> = chances.map(Chance::hazard).collect();
            let all = hazards.iter().sum::<f64>().max(1e-300);
            messages.iter().zip(hazards).for_each(|(&message, hazard)| each(message, hazard / all, count));
        }
    }
}

/// What a message may have to do with an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    /// The rate of its touch.
    pub(super) rate: f64,
    /// The share of its answers that would have come before the interval of the answer.
    pub(super) after: f64,
    /// The share that would have come by its end.
    pub(super) within: f64,
}

/// The chance of the earliest answer to some messages in an interval.
pub(super) fn answered(chances: impl Iterator<Item = Chance>) -> f64 {
    // The difference of two products, as a sum that loses no digits.
    let (mut before, mut answered) = (1.0, 0.0);
    for Chance { rate, after, within } in chances {
        answered = answered * (1.0 - rate * within) + before * rate * (within - after);
        before *= 1.0 - rate * after;
    }
    answered
}

impl Chance {
    /// The chance of an answer in the interval where none has come before: the shares of these tell who drew it.
    pub(super) fn hazard(self) -> f64 {
        self.rate * (self.within - self.after) / (1.0 - self.rate * self.after).max(1e-300)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_answer_comes_when_silence_ends() {
        let chances = [(0.3, 0.5, 0.7), (0.1, 0.0, 0.4)].map(|(rate, after, within)| Chance { rate, after, within });
        let silent = |come: fn(&Chance) -> f64| chances.iter().map(|of| 1.0 - of.rate * come(of)).product::<f64>();
        let expected = silent(|of| of.after) - silent(|of| of.within);
        assert!((answered(chances.into_iter()) - expected).abs() < 1e-15);
    }

    #[test]
    fn an_answer_is_shared_out_among_those_that_may_have_drawn_it() {
        let mut evidence = Evidence::of_groups(2);
        evidence.add_shared([(0, 5.0, 6.0), (1, 0.0, 1.0)]);
        evidence.add_shared([(0, 5.0, 6.0), (1, 0.0, 1.0)]);
        let delay = Delay::piecewise(vec![(1.0, 0.5), (10.0, 1.0)]).expect("a delay");
        let mut shared = Vec::new();
        evidence.share_out(
            &delay,
            |group| [0.2, 0.1][group],
            |(group, ..), chance, count| shared.push((group, chance, count)),
        );
        let by_hand = [0.2 * 0.5 / 9.0 / (1.0 - 0.2 * (0.5 + 4.0 * 0.5 / 9.0)), 0.1 * 0.5];
        let sum: f64 = by_hand.iter().sum();
        assert_eq!((evidence.answers(), shared.len()), (2, 2));
        for (group, chance, count) in shared {
            assert!((chance - by_hand[group] / sum).abs() < 1e-12 && count == 2.0, "{group}: {chance}");
        }
        assert_eq!(evidence.grouped(1, |_| 0).answers(), 2);
    }
}
