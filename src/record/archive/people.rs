//! The people of archives: known by the address of their profile, or by name where there is none.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::super::placeholder::is_placeholder;
use super::Map;
use super::names::{number, plain_name};

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
    /// The numbers of their names; 0 where there is none.
    names: Vec<u64>,
    /// Somebody else who is the same person, or themselves.
    same: Vec<Person>,
}

impl People {
    /// The person with this profile; without one, of this name. Members who have left have neither: they are told apart
    /// by the conversation alone.
    pub(super) fn find(&mut self, url: &str, name: &str, conversation: u32) -> Person {
        let is_nameless = name.is_empty() || is_placeholder(name);
        let (key, known) = match member(url) {
            Some(member) => (format!("@{member}"), Known::Address),
            None if is_nameless => (format!("?{conversation}"), Known::Nothing),
            None => (format!("={}", plain_name(name)), Known::Name),
        };
        let next = self.numbers.len() as Person;
        let person = *self.numbers.entry(key).or_insert(next);
        if person == next {
            self.known.push(known);
            self.names.push(0);
            self.same.push(next);
        }
        let called = &mut self.names[person as usize];
        if *called == 0 && !is_nameless {
            *called = number(&plain_name(name));
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

    /// The end of an address of somebody, or their name where there is none.
    pub(super) fn called(&self, person: Person) -> Option<&str> {
        self.numbers.iter().find(|(_, known)| **known == person).map(|(key, _)| &key[1..])
    }

    /// Somebody, and all others of the same name, under another address or without one.
    pub(super) fn alike(&self, person: Person) -> Vec<Person> {
        (0..self.names.len() as Person).filter(|&other| self.are_alike(person, other)).collect()
    }

    /// All addresses and names that are known to be those of somebody.
    pub(super) fn united(&self, person: Person) -> Vec<Person> {
        let one = self.one(person);
        (0..self.same.len() as Person).filter(|&other| self.one(other) == one).collect()
    }

    /// Are two the same, or have they the same name?
    pub(super) fn are_alike(&self, one: Person, other: Person) -> bool {
        let name = self.names[one as usize];
        one == other || name != 0 && self.names[other as usize] == name
    }

    /// The names of all, by their numbers.
    pub(super) fn all_names(&self) -> HashSet<u64> {
        self.names.iter().copied().filter(|&name| name != 0).collect()
    }

    /// The names that several addresses have.
    pub(super) fn shared_names(&self) -> HashSet<u64> {
        let addressed = (0..self.names.len()).filter(|&person| self.known[person] == Known::Address);
        let mut names: Vec<u64> = addressed.map(|person| self.names[person]).filter(|&name| name != 0).collect();
        names.sort_unstable();
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }

    /// The one of several addresses and names of a person that stands for all.
    pub(super) fn one(&self, mut person: Person) -> Person {
        while self.same[person as usize] != person {
            person = self.same[person as usize];
        }
        person
    }

    /// From now on these two are one person.
    pub(super) fn unite(&mut self, one: Person, other: Person) {
        let (one, other) = (self.one(one), self.one(other));
        // Whoever has an address stands for those without.
        let rank = |person: Person| (self.known[person as usize] != Known::Address, person);
        let (first, second) = if rank(one) <= rank(other) { (one, other) } else { (other, one) };
        self.same[second as usize] = first;
    }

    /// Takes whoever is known by name alone for the only person with an address who has it.
    pub(super) fn unite_names(&mut self) {
        if !self.known.contains(&Known::Name) {
            return;
        }
        let mut addressed: Map<u64, Option<Person>> = Map::default();
        for person in 0..self.names.len() as Person {
            if let Some(name) = self.name(person).filter(|_| self.known(person) == Known::Address) {
                let one = self.one(person);
                addressed.entry(name).and_modify(|of| *of = of.filter(|of| *of == one)).or_insert(Some(one));
            }
        }
        for person in 0..self.names.len() as Person {
            let name = self.name(person).filter(|_| self.known(person) == Known::Name);
            if let Some(Some(one)) = name.and_then(|name| addressed.get(&name)) {
                self.unite(*one, person);
            }
        }
    }
}

/// The member whose profile an address shows, however it is written.
pub(super) fn member(url: &str) -> Option<String> {
    let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    // As nearly all begin.
    let usual = url.strip_prefix("https://www.linkedin.com/in/");
    let of_profile = usual.or_else(|| Some(url.split_once("/in/")?.1)).and_then(|rest| rest.split('/').next());
    let member = of_profile.or_else(|| url.rsplit('/').next()).filter(|member| !member.is_empty())?;
    if member.is_ascii() && !member.contains('%') {
        return Some(member.to_ascii_lowercase());
    }
    Some(percent_decode_str(member).decode_utf8_lossy().nfc().flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        let mut people = People::default();
        let ada = people.find("https://www.linkedin.com/in/Ada/", "Ada L.", 1);
        assert_eq!(people.find("https://linkedin.com/in/ada?x=1", "", 7), ada);
        assert_eq!(people.find("https://se.linkedin.com/in/ada/sv", "", 7), ada);
        let namesake = people.find("", "Ada L.", 1);
        assert_ne!(namesake, ada);
        assert_eq!((people.alike(ada), people.alike(namesake)), (vec![ada, namesake], vec![ada, namesake]));
        assert_eq!((people.known(ada), people.known(namesake)), (Known::Address, Known::Name));
        let soren = people.find("https://www.linkedin.com/in/s%C3%B8ren-å", "Søren", 1);
        assert_eq!(people.find("https://www.linkedin.com/in/sØren-a\u{30a}", "", 2), soren);
    }

    #[test]
    fn members_who_have_left_are_told_apart_by_conversation() {
        let mut people = People::default();
        let gone = people.find("", "LinkedIn Member", 1);
        assert_eq!(people.find("", "", 1), gone);
        assert_ne!(people.find("", "Membre de LinkedIn", 2), gone);
    }

    #[test]
    fn a_name_alone_is_the_only_person_who_has_it() {
        let mut people = People::default();
        let [una, bare] = ["linkedin.com/in/una", ""].map(|url| people.find(url, "Una Ruiz", 1));
        let several = ["linkedin.com/in/li", "linkedin.com/in/li-2", ""].map(|url| people.find(url, "Li Wei", 1));
        people.unite_names();
        assert_eq!(people.one(bare), una);
        assert_eq!(several.map(|person| people.one(person)), several);
    }
}
