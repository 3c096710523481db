//! Touches that follow one another to the same person and await the same thing by the same channel. An answer that comes
//! after a later one may be to any of them, so they are fitted together.

use std::collections::BTreeMap;

use super::contact::{Awaited, Contact, End};
use super::evidence::Evidence;
use super::fate::{Fate, rounded};

/// Touches that are fitted together, by their places, in order.
#[derive(Debug, PartialEq)]
pub(super) struct Group(pub(super) Vec<usize>);

/// The contacts with somebody who was written to again and again until an answer came, by their places.
pub(super) type Chain = Vec<usize>;

/// The chains of contacts that are in the order in which they went out. `kind` has what tells touches that await the same by
/// the same channel from others.
pub(super) fn chains<K: PartialEq>(
    contacts: &[&Contact],
    awaited: impl Fn(usize) -> Awaited,
    kind: impl Fn(usize) -> K,
) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    for (place, contact) in contacts.iter().enumerate() {
        let before = contact.person.and_then(|person| last.get(&person).copied());
        let goes_on = |chain: &Chain| {
            let answer = chain.iter().filter_map(|&before| contacts[before].awaited(awaited(before))).min();
            let is_over = answer.is_some_and(|answer| contact.sent.days_since(answer) > 0.0);
            contact.after.is_some() && !is_over && kind(chain[0]) == kind(place)
        };
        let chain = match before.filter(|&chain| goes_on(&chains[chain])) {
            Some(chain) => {
                chains[chain].push(place);
                chain
            }
            None => {
                chains.push(vec![place]);
                chains.len() - 1
            }
        };
        contact.person.map(|person| last.insert(person, chain));
    }
    chains
}

/// Touches that are in one chain, directly or by others. `touch` has the touch of each contact.
pub(super) fn groups(chains: &[Chain], touches: usize, touch: &[usize]) -> Vec<Group> {
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
    chain: &Chain,
    contacts: &[&Contact],
    cell: &[usize],
    (awaited, end): (Awaited, End),
) {
    let answer = chain.iter().filter_map(|&place| contacts[place].awaited(awaited)).min();
    let over = chain.last().and_then(|&last| contacts[last].followed);
    let fate = |place: usize| contacts[place].fate_with(answer, over, end);
    let fates: Vec<(usize, Fate)> = chain.iter().filter_map(|&place| Some((place, fate(place)?))).collect();
    match fates[..] {
        // Days are counted from the latest message, so that those of all end in the same moment.
        [.., _, (last, Fate::Replied { after, within })] => {
            let sent = contacts[last].sent;
            evidence.add_shared(fates.iter().map(|&(place, _)| {
                let days = rounded(sent.days_since(contacts[place].sent));
                (cell[place], after + days, within + days)
            }));
        }
        _ => fates.iter().for_each(|&(place, fate)| evidence.add(cell[place], fate)),
    }
}
