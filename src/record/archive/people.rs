//! Who is who: people by the address of their profile, or by name where there is none.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::Map;

/// Somebody, by a number.
pub(super) type Person = u32;

/// No conversation: what is known of somebody outside of messages.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What stands in place of the name of a member who has left.
const GONE: &str = "linkedin member";

/// Is this the name of a member who has left?
pub(super) fn is_gone(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(GONE)
}

/// The people met so far.
#[derive(Debug, Default)]
pub(super) struct People {
    numbers: Map<String, Person>,
    /// Who has an address.
    addressed: Vec<bool>,
    /// People with an address by their names, of which a number is kept.
    named: Map<u64, Person>,
}

impl People {
    /// The person with this profile; without one, of this name. Members who have left have neither: they are told apart
    /// by the conversation alone.
    pub(super) fn find(&mut self, url: &str, name: &str, conversation: u32) -> Person {
        let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let member = url.rsplit('/').next().filter(|member| !member.is_empty());
        let key = match member {
            Some(member) => format!("@{}", member.to_lowercase()),
            None if name.is_empty() || is_gone(name) => format!("?{conversation}"),
            None => format!("={}", name.to_lowercase()),
        };
        let next = self.numbers.len() as Person;
        let person = *self.numbers.entry(key).or_insert(next);
        if person == next {
            self.addressed.push(member.is_some());
        }
        if member.is_some() && !name.is_empty() {
            self.named.entry(number(&name.to_lowercase())).or_insert(person);
        }
        person
    }

    /// Is the address of somebody's profile known?
    pub(super) fn is_addressed(&self, person: Person) -> bool {
        self.addressed[person as usize]
    }

    /// Those without an address who have the name of `person`.
    pub(super) fn namesakes(&self, person: Person) -> Vec<Person> {
        let name = |key: &String| key.strip_prefix('=').map(number);
        let is_one = |key: &String| name(key).and_then(|name| self.named.get(&name)) == Some(&person);
        self.numbers.iter().filter(|(key, _)| is_one(key)).map(|(_, &namesake)| namesake).collect()
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
        assert_eq!(people.namesakes(ada), [namesake]);
        assert!(people.is_addressed(ada) && !people.is_addressed(namesake));
    }

    #[test]
    fn members_who_have_left_are_told_apart_by_conversation() {
        let mut people = People::default();
        let gone = people.find("", "LinkedIn Member", 1);
        assert_eq!(people.find("", "", 1), gone);
        assert_ne!(people.find("", "LinkedIn Member", 2), gone);
    }
}
