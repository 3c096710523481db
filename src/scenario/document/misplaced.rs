//! Keys that stand in the wrong section: where they belong.

use super::key::Keys;
use super::lists::either;

impl Keys {
    /// The paths of the sections that have a key of this name, in the order of the list; empty for the top of a file.
    pub(crate) fn sections_with(&self, key: &str) -> Vec<String> {
        let mut sections = Vec::new();
        for listed in self.list {
            let parts: Vec<&str> = listed.path.split('.').collect();
            let place = parts.iter().position(|part| *part == key && *part != "ID");
            if let Some(section) = place.map(|place| parts[..place].join(".")).filter(|found| !sections.contains(found))
            {
                sections.push(section);
            }
        }
        sections
    }

    /// Where a key belongs that these sections have, for messages; as a dotted path if only such a path can be written.
    pub(crate) fn belonging(&self, key: &str, sections: &[String], dotted: bool) -> String {
        let place = |section: &String| match section.as_str() {
            "" if dotted => format!("`{key}`"),
            _ if dotted => format!("`{section}.{key}`"),
            "" => "at the top of the file, above the first [section]".to_owned(),
            list if self.is_list(list) => format!("under `[[{list}]]`"),
            _ => format!("under `[{section}]`"),
        };
        format!("{} {}", if dotted { "write" } else { "it belongs" }, either(sections.iter().map(place)))
    }
}
