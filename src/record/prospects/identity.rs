//! The identity of the people on a list: one person may have several addresses, and several people one name.

use std::collections::HashSet;

use super::super::address::{member, plain};
use super::super::placeholder::is_placeholder;

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

#[cfg(test)]
mod tests {
    use super::*;

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
