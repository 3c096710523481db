//! The connections of an archive, and on which day each was made.
//!
//! Exports up to about 2023 have no addresses of profiles here, and later ones lack some. Such a connection is known by its
//! name, and is whoever has it among the people who were written to or invited, if that is one person only.

use jiff::civil::Date;

use super::Map;
use super::people::{Known, People, Person};

/// The day of a connection whose date cannot be read: somebody is one all the same, and a message to them is none to a
/// stranger.
pub(super) const UNDATED: Date = Date::MIN;

/// The connections of an owner.
#[derive(Debug, Default)]
pub(super) struct Connections {
    /// The day on which each was made.
    pub(super) since: Map<Person, Date>,
    /// Those who may be a connection or not: another person of the same name is one.
    pub(super) namesakes: Vec<Person>,
    /// The number of those who are listed by name or address.
    pub(super) listed: u64,
}

impl Connections {
    /// The connections among the people who were met, by the days of each as the file knows them.
    pub(super) fn new(
        listed: Map<Person, Vec<Date>>,
        people: &People,
        met: impl IntoIterator<Item = Person>,
    ) -> Connections {
        let of_name = |person: &Person| people.name(*person).filter(|_| people.known(*person) == Known::Name);
        let mut by_name: Map<u64, Vec<Person>> =
            listed.keys().filter_map(of_name).map(|name| (name, Vec::new())).collect();
        for person in met {
            let Some(name) = people.name(person).filter(|_| people.known(person) == Known::Address) else { continue };
            let Some(of_name) = by_name.get_mut(&name) else { continue };
            let person = people.one(person);
            if !of_name.contains(&person) {
                of_name.push(person);
            }
        }
        let mut connections = Connections::default();
        for (person, dates) in listed {
            let first = dates.iter().filter(|&&date| date != UNDATED).min().or(dates.first());
            let (Some(&first), one) = (first, people.one(person)) else { continue };
            match of_name(&person).and_then(|name| by_name.get(&name)).map(Vec::as_slice) {
                None | Some([]) => connections.add(one, first),
                Some([one]) if dates.len() == 1 => connections.add(*one, first),
                Some(several) => {
                    connections.namesakes.extend(several);
                    if one == person {
                        connections.add(one, first);
                    }
                }
            }
            connections.listed += u64::from(people.known(person) != Known::Nothing);
        }
        // Who is known by an address is told from namesakes.
        connections.namesakes.retain(|person| !connections.since.contains_key(person));
        connections.namesakes.sort_unstable();
        connections.namesakes.dedup();
        connections
    }

    fn add(&mut self, person: Person, on: Date) {
        let known = self.since.entry(person).or_insert(on);
        // A day that can be read is better than none.
        *known = if *known == UNDATED || on != UNDATED && on < *known { on } else { *known };
    }

    /// Is somebody certainly none of them?
    pub(super) fn lack(&self, person: Person) -> bool {
        self.listed > 0 && !self.since.contains_key(&person) && self.namesakes.binary_search(&person).is_err()
    }
}
