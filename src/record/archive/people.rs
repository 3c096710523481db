//! Who is who: people by the address of their profile, or by name where there is none.

use super::Map;

/// Somebody, by a number.
pub(super) type Person = u32;

/// No conversation: what is known of somebody outside of messages.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The people met so far.
#[derive(Debug, Default)]
pub(super) struct People {
    numbers: Map<String, Person>,
}

impl People {
    /// The person with this profile; without one, of this name. Members who have left have neither: they are told apart
    /// by the conversation alone.
    pub(super) fn find(&mut self, url: &str, name: &str, conversation: u32) -> Person {
        let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let key = match url.rsplit('/').next() {
            Some(member) if !member.is_empty() => format!("@{}", member.to_lowercase()),
            _ if name.is_empty() || name.eq_ignore_ascii_case("linkedin member") => format!("?{conversation}"),
            _ => format!("={}", name.to_lowercase()),
        };
        let next = self.numbers.len() as Person;
        *self.numbers.entry(key).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        let mut people = People::default();
        let ada = people.find("https://www.linkedin.com/in/Ada/", "Ada L.", 1);
        assert_eq!(people.find("https://linkedin.com/in/ada?x=1", "", 7), ada);
        assert_ne!(people.find("", "Ada L.", 1), ada);
    }

    #[test]
    fn members_who_have_left_are_told_apart_by_conversation() {
        let mut people = People::default();
        let gone = people.find("", "LinkedIn Member", 1);
        assert_eq!(people.find("", "", 1), gone);
        assert_ne!(people.find("", "LinkedIn Member", 2), gone);
    }
}
