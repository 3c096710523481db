//! Touches that follow one another to the same person and await the same thing by the same channel. An answer that comes
//! after a later one may be to any of them, so they are fitted together.

use std::collections::BTreeMap;

use super::contact::{Awaited, Came, Contact, End};
use super::evidence::Evidence;
use super::fate::{Fate, rounded};

/// Touches that are fitted together, by their places, in order.
#[derive(Debug, PartialEq)]
pub(super) struct Group(pub(super) Vec<usize>);

/// Chains of contacts, each with somebody who was written to again and again until an answer came.
pub(super) struct Chains {
    /// The places of the contacts, one chain after the other.
    places: Vec<usize>,
    /// Where each chain ends.
    ends: Vec<usize>,
}

impl Chains {
    /// The places of the contacts of each, in the order in which they went out.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        let mut from = 0;
        self.ends.iter().map(move |&end| &self.places[std::mem::replace(&mut from, end)..end])
    }
}

/// The chains of contacts that are in the order in which they went out. `kind` has what tells touches that await the same by
/// the same channel from others.
pub(super) fn chains<K: PartialEq>(
    contacts: &[&Contact],
    awaited: impl Fn(usize) -> Awaited,
    kind: impl Fn(usize) -> K,
) -> Chains {
    let mut by_person: Vec<(Option<u32>, usize)> = contacts.iter().map(|contact| contact.person).zip(0..).collect();
    by_person.sort_unstable();
    let places: Vec<usize> = by_person.into_iter().map(|(_, place)| place).collect();
    let goes_on = |chain: &[usize], place: usize| {
        let (first, contact) = (chain[0], contacts[place]);
        let is_open = || {
            let came = |&before: &usize| contacts[before].came(awaited(before));
            chain.iter().filter_map(came).all(|came| match came {
                Came::At(answer) => contact.sent.days_since(answer) <= 0.0,
                Came::Sometime => false,
            })
        };
        let is_same = contact.person.is_some() && contacts[first].person == contact.person;
        is_same && contact.after.is_some() && kind(first) == kind(place) && is_open()
    };
    let (mut from, mut ends) = (0, Vec::new());
    for end in 1..=places.len() {
        if places.get(end).is_none_or(|&next| !goes_on(&places[from..end], next)) {
            ends.push(end);
            from = end;
        }
    }
    Chains { places, ends }
}

/// Touches that are in one chain, directly or by others. `touch` has the touch of each contact.
pub(super) fn groups(chains: &Chains, touches: usize, touch: &[usize]) -> Vec<Group> {
    // Each touch points to an earlier one of its group, or to itself.
    let mut first: Vec<usize> = (0..touches).collect();
    fn root(first: &[usize], mut touch: usize) -> usize {
        while first[touch] != touch {
            touch = first[touch];
        }
        touch
    }
    for pair in chains.iter().flat_map(|chain| chain.windows(2)) {
        let [one, other] = [pair[0], pair[1]].map(|place| root(&first, touch[place]));
        first[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    (0..touches).for_each(|touch| groups.entry(root(&first, touch)).or_default().push(touch));
    groups.into_values().map(Group).collect()
}

/// Adds what a chain says to the evidence, in which `cell` has the place of each contact.
pub(super) fn add(
    evidence: &mut Evidence,
    chain: &[usize],
    contacts: &[&Contact],
    cell: &[usize],
    (awaited, end): (Awaited, End),
) {
    if let [place] = *chain {
        contacts[place].fate(awaited, end).into_iter().for_each(|fate| evidence.add(cell[place], fate));
        return;
    }
    let dated = chain.iter().filter_map(|&place| contacts[place].awaited(awaited)).min();
    let came = || chain.iter().find_map(|&place| contacts[place].came(awaited));
    let answer = dated.map(Came::At).or_else(came);
    let over = chain.last().and_then(|&last| contacts[last].followed);
    let fate = |place: usize| contacts[place].fate_with(answer, over, end);
    let fates: Vec<(usize, Fate)> = chain.iter().filter_map(|&place| Some((place, fate(place)?))).collect();
    match (&fates[..], fates.last().and_then(|&(last, fate)| Some((last, fate.ends()?)))) {
        // Days are counted from the latest message, so that those of all end in the same moment.
        ([_, _, ..], Some((last, (after, within)))) => {
            let sent = contacts[last].sent;
            evidence.add_shared(fates.iter().map(|&(place, _)| {
                let days = rounded(sent.days_since(contacts[place].sent));
                (cell[place], after + days, within + days)
            }));
        }
        _ => fates.iter().for_each(|&(place, fate)| evidence.add(cell[place], fate)),
    }
}
