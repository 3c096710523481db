//! The connections of an archive, and on which day each was made.
//!
//! Exports up to about 2023 have no addresses of profiles here, and later ones lack some. Such a connection is known by its
//! name, and is whoever has it among the people who were written to or invited, if that is one person only.

use jiff::civil::Date;

use super::Map;
use super::people::{Known, People, Person};

/// The connections of an owner.
#[derive(Debug, Default)]
pub(super) struct Connections {
    /// The day on which each was made.
    pub(super) since: Map<Person, Date>,
    /// Those who may be a connection or not: another person of the same name is one.
    pub(super) namesakes: Vec<Person>,
}

impl Connections {
    /// The connections among the people who were met, by the days of each as the file knows them.
    pub(super) fn new(
        listed: Map<Person, Vec<Date>>,
        people: &People,
        met: impl IntoIterator<Item = Person>,
    ) -> Connections {
        let mut by_name: Map<u64, Vec<Person>> = Map::default();
        for person in met {
            let Some(name) = people.name(person).filter(|_| people.known(person) == Known::Address) else { continue };
            let of_name = by_name.entry(name).or_default();
            if !of_name.contains(&person) {
                of_name.push(person);
            }
        }
        let mut connections = Connections::default();
        for (person, dates) in listed {
            let Some(&first) = dates.iter().min() else { continue };
            let by_name_alone = people.known(person) == Known::Name;
            let same = people.name(person).filter(|_| by_name_alone).and_then(|name| by_name.get(&name));
            match same.map(Vec::as_slice) {
                Some([one]) if dates.len() == 1 => {
                    let known = connections.since.entry(*one).or_insert(first);
                    *known = first.min(*known);
                }
                Some(several) => connections.namesakes.extend(several),
                None => {}
            }
            connections.since.insert(person, first);
        }
        // Who is known by an address is told from namesakes.
        connections.namesakes.retain(|person| !connections.since.contains_key(person));
        connections.namesakes.sort_unstable();
        connections.namesakes.dedup();
        connections
    }
}
