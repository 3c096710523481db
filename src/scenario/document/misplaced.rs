//! Keys that stand in the wrong section: where they belong.

use super::lists::either;
use crate::scenario::keys::Key;

/// The sections that are lists of tables: their headers have two pairs of brackets.
const LISTS: [&str; 4] = ["plan_change", "opening.lots", "opening.pending", "what_if"];

/// The paths of the sections that have a key of this name, in the order of the list; empty for the top of a file.
pub(crate) fn sections_with(keys: &[Key], key: &str) -> Vec<String> {
    let mut sections = Vec::new();
    for listed in keys {
        let parts: Vec<&str> = listed.path.split('.').collect();
        let place = parts.iter().position(|part| *part == key && *part != "ID");
        if let Some(section) = place.map(|place| parts[..place].join(".")).filter(|found| !sections.contains(found)) {
            sections.push(section);
        }
    }
    sections
}

/// Where a key belongs, for messages.
pub(crate) fn belonging(key: &str, sections: &[String], dotted: bool) -> String {
    let place = |section: &String| match section.as_str() {
        "" if dotted => format!("`{key}`"),
        _ if dotted => format!("`{section}.{key}`"),
        "" => "at the top of the file, above the first [section]".to_owned(),
        list if LISTS.contains(&list) => format!("under `[[{list}]]`"),
        _ => format!("under `[{section}]`"),
    };
    format!("{} {}", if dotted { "write" } else { "it belongs" }, either(sections.iter().map(place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::reference;

    #[test]
    fn keys_are_found_in_every_section_that_has_them() {
        assert_eq!(sections_with(reference(), "weeks"), [""]);
        assert_eq!(sections_with(reference(), "restriction"), ["pacing"]);
        assert_eq!(sections_with(reference(), "reply_lift"), ["touch.ID", "segment.ID"]);
        assert!(sections_with(reference(), "ID").is_empty() && sections_with(reference(), "budget").is_empty());
    }

    #[test]
    fn places_are_named_as_headers_or_as_paths() {
        let sections = ["", "touch.ID", "plan_change"].map(str::to_owned);
        assert_eq!(
            belonging("x", &sections, false),
            "it belongs at the top of the file, above the first [section], under `[touch.ID]` or under `[[plan_change]]`"
        );
        assert_eq!(belonging("x", &sections[..2], true), "write `x` or `touch.ID.x`");
    }
}
