//! The identity of the people on a list: one person may have several addresses, and several people one name.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::super::placeholder::is_placeholder;

/// The parts of an address after which the member stands.
const MARKERS: [&str; 5] = ["in", "pub", "lead", "people", "profile"];

/// The first parts of addresses that are those of no member.
const OTHERS: [&str; 5] = ["company", "school", "showcase", "groups", "jobs"];

/// The people further up on the list.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The members of all their addresses.
    addresses: HashSet<String>,
    /// The names and companies of all.
    names: HashSet<String>,
    /// The names and companies of those without any address.
    bare: HashSet<String>,
}

impl Known {
    /// Is this somebody new? `addresses` are all addresses and ids of members in the row.
    pub(super) fn is_new<'t>(&mut self, addresses: impl Iterator<Item = &'t str>, name: &str, company: &str) -> bool {
        let addresses: Vec<String> = addresses.filter_map(member).collect();
        let mut is_known = addresses.iter().any(|address| self.addresses.contains(address));
        // Two people of one name are two, unless they work at the same place and nothing else tells them apart.
        if !name.is_empty() && !company.is_empty() && !is_placeholder(name) {
            let called = format!("{}\n{}", plain(name), plain(company));
            if addresses.is_empty() {
                is_known |= !self.names.insert(called.clone());
                self.bare.extend((!is_known).then_some(called));
            } else {
                // Whoever stood there without an address has this one now.
                is_known |= self.bare.remove(&called);
                self.names.insert(called);
            }
        }
        self.addresses.extend(addresses);
        !is_known
    }
}

/// A text in small letters with single blanks.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The member of an address, whatever page of theirs it shows; nothing if it is no member's.
fn member(address: &str) -> Option<String> {
    let address = percent_decode_str(address.trim()).decode_utf8_lossy().to_lowercase();
    let address = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if !path.contains('/') {
        // The id alone, as long as it is no host.
        return (!path.is_empty() && !path.contains('.')).then(|| id("", path));
    }
    let mut parts = path.split('/').map(str::trim).filter(|part| !part.is_empty());
    let host = parts.next().map_or("", |host| host.trim_start_matches("www."));
    let host = if host == "linkedin.com" || host.ends_with(".linkedin.com") { "" } else { host };
    let parts: Vec<&str> = parts.collect();
    if let Some(place) = parts.iter().position(|part| MARKERS.contains(part)) {
        let who = match &parts[place..] {
            [_] => return None,
            ["profile", "view", ..] => {
                return query.split('&').find_map(|pair| pair.strip_prefix("id=")).map(|who| id(host, who));
            }
            // An old address has the name and three numbers, which tell people of that name apart.
            ["pub", who @ ..] => who.join("/"),
            // What follows a comma says by which search somebody was found.
            [_, who, ..] => who.split(',').next().unwrap_or_default().to_owned(),
            [] => return None,
        };
        // Numbers are given to members; a name of somebody's own may be one, too.
        let own = if matches!(parts[place], "in" | "pub") { "/" } else { "" };
        return match who.is_empty() {
            true => None,
            false if who.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("{host}#{own}{who}")),
            false => Some(id(host, &who)),
        };
    }
    match parts.first() {
        None => None,
        Some(first) if host.is_empty() && OTHERS.contains(first) => None,
        Some(_) => Some(format!("{host}/{}?{query}", parts.join("/"))),
    }
}

fn id(host: &str, who: &str) -> String {
    let mark = if who.bytes().all(|byte| byte.is_ascii_digit()) { '#' } else { '@' };
    format!("{host}{mark}{who}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_somebodys_whatever_page_it_shows() {
        let same = [
            ["https://www.linkedin.com/in/ann-a", "https://www.linkedin.com/in/ann-a/en"],
            ["https://www.linkedin.com/in/ann-a/", "http://de.linkedin.com/in/Ann-A/detail/contact-info/?x=1#top"],
            ["https://www.linkedin.com/in/j%C3%BCrgen", "linkedin.com/in/jürgen"],
            ["https://www.linkedin.com/sales/lead/ACw1,NAME_SEARCH,x", "ACw1"],
            ["https://www.linkedin.com/sales/people/ACw1,x,y", "https://www.linkedin.com/in/ACw1/"],
            ["https://www.linkedin.com/profile/view?trk=x&id=17", "https://linkedin.com/profile/view?id=17"],
        ];
        for [one, other] in same {
            assert_eq!(member(one), member(other), "{one} {other}");
            assert!(member(one).is_some(), "{one}");
        }
        let different = [
            ["https://www.linkedin.com/in/bob-b/en", "https://www.linkedin.com/in/ann-a/en"],
            ["https://www.linkedin.com/profile/view?id=1", "https://www.linkedin.com/profile/view?id=2"],
            ["https://www.linkedin.com/pub/ann-a/1/2/3", "https://www.linkedin.com/pub/ann-a/4/5/6"],
            ["https://www.linkedin.com/in/17", "https://www.linkedin.com/profile/view?id=17"],
            ["https://example.com/team?person=1", "https://example.com/team?person=2"],
            ["https://example.com/in/ann", "https://www.linkedin.com/in/ann"],
        ];
        for [one, other] in different {
            assert_ne!(member(one), member(other), "{one} {other}");
        }
        for nobody in [
            "",
            "linkedin.com",
            "https://www.linkedin.com/in/",
            "https://linkedin.com/company/acme",
            "https://acme.com/",
        ] {
            assert_eq!(member(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn people_of_one_name_are_one_only_where_nothing_tells_them_apart() {
        let mut known = Known::default();
        let mut is_new = |addresses: &[&str], name, company| known.is_new(addresses.iter().copied(), name, company);
        assert!(is_new(&[], "Ann A", "") && is_new(&[], "Ann A", ""), "nothing says that they are one");
        assert!(is_new(&[], "Ann A", "Acme") && !is_new(&[], "ann  a", "ACME"));
        assert!(!is_new(&["linkedin.com/in/ann"], "Ann A", "Acme"), "she has an address now");
        assert!(is_new(&["linkedin.com/in/ann-2"], "Ann A", "Acme"), "another of that name");
        assert!(is_new(&["linkedin.com/in/bob", "AC1"], "Bob", "Acme") && !is_new(&["ac1"], "", ""));
    }
}
