//! The people of archives: known by the address of their profile, or by name where there is none.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::super::placeholder::is_placeholder;
use super::Map;

/// Somebody, by a number.
pub(super) type Person = u32;

/// In place of a conversation, for people who are met outside of messages.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The means by which somebody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// The address of their profile.
    Address,
    /// Their name alone.
    Name,
    /// Nothing: they have left.
    Nothing,
}

/// The people met so far.
#[derive(Debug, Default)]
pub(super) struct People {
    numbers: Map<String, Person>,
    known: Vec<Known>,
    /// The hashes of their names; 0 where there is none.
    names: Vec<u64>,
}

impl People {
    /// The person with this profile; without one, of this name. Members who have left have neither: they are told apart
    /// by the conversation alone.
    pub(super) fn find(&mut self, url: &str, name: &str, conversation: u32) -> Person {
        let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let member = url.rsplit('/').next().filter(|member| !member.is_empty());
        let (key, known) = match member {
            Some(member) => (format!("@{}", member.to_lowercase()), Known::Address),
            None if name.is_empty() || is_placeholder(name) => (format!("?{conversation}"), Known::Nothing),
            None => (format!("={}", name.to_lowercase()), Known::Name),
        };
        let next = self.numbers.len() as Person;
        let person = *self.numbers.entry(key).or_insert(next);
        if person == next {
            self.known.push(known);
            self.names.push(0);
        }
        let called = &mut self.names[person as usize];
        if *called == 0 && !name.is_empty() && !is_placeholder(name) {
            *called = number(&name.to_lowercase());
        }
        person
    }

    /// The means by which somebody is known.
    pub(super) fn known(&self, person: Person) -> Known {
        self.known[person as usize]
    }

    /// The name of somebody, by a number; `None` where there is none.
    pub(super) fn name(&self, person: Person) -> Option<u64> {
        Some(self.names[person as usize]).filter(|&name| name != 0)
    }

    /// Somebody, and all others of the same name, under another address or without one.
    pub(super) fn alike(&self, person: Person) -> Vec<Person> {
        let name = self.names[person as usize];
        let is_alike = |(other, known): &(Person, &u64)| *other == person || (name != 0 && **known == name);
        (0..).zip(&self.names).filter(is_alike).map(|(other, _)| other).collect()
    }
}

fn number(name: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        let mut people = People::default();
        let ada = people.find("https://www.linkedin.com/in/Ada/", "Ada L.", 1);
        assert_eq!(people.find("https://linkedin.com/in/ada?x=1", "", 7), ada);
        let namesake = people.find("", "Ada L.", 1);
        assert_ne!(namesake, ada);
        assert_eq!((people.alike(ada), people.alike(namesake)), (vec![ada, namesake], vec![ada, namesake]));
        assert_eq!((people.known(ada), people.known(namesake)), (Known::Address, Known::Name));
    }

    #[test]
    fn members_who_have_left_are_told_apart_by_conversation() {
        let mut people = People::default();
        let gone = people.find("", "LinkedIn Member", 1);
        assert_eq!(people.find("", "", 1), gone);
        assert_ne!(people.find("", "LinkedIn Member", 2), gone);
    }
}
