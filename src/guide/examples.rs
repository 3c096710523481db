//! The files in `scenarios`, as part of the program.

/// A scenario file that answers a question, and what it needs beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The name of its file without `.toml`.
    pub name: &'static str,
    text: &'static str,
    /// The files that it names, each by its path from the scenario's folder.
    beside: &'static [&'static str],
}

macro_rules! example {
    ($name:literal) => {
        example!($name, [])
    };
    ($name:literal, $beside:expr) => {
        Example { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")), beside: &$beside }
    };
}

/// Every file in `scenarios`, in the order of `docs/examples.md`.
pub const EXAMPLES: &[Example] = &[
    example!("which-plan"),
    example!("upgrade-or-target"),
    example!("follow-up-or-not"),
    example!("double-credits"),
    example!("short-and-personal"),
    example!("top-fifth"),
    example!("free-ways-first"),
    example!("free-ways-first-executives", ["free-ways-first.toml"]),
    example!("email-or-inmail"),
    example!("light-sender"),
    example!("recycle-refunds"),
    example!("pacing"),
    example!("four-hours"),
    example!("list-of-600"),
    example!("from-today"),
    example!("when-do-we-run-out"),
    example!("downgrade-or-cancel"),
    example!("annual-or-monthly"),
    example!("own-record", ["data/follow-up-rates.csv", "data/reply-delays.csv"]),
    example!("own-plan"),
    example!("six-people"),
    example!("pooled-contract"),
    example!("new-colleague"),
    example!("goal-by-june"),
    example!("two-rulebooks"),
    example!("break-even"),
    example!("cheapest-for-a-goal"),
    example!("what-matters"),
    example!("test-first"),
    example!("worth-it"),
];

/// The data files of the scenarios: paths from their folder, and contents.
const DATA: &[(&str, &str)] = &[
    ("data/follow-up-rates.csv", include_str!("../../scenarios/data/follow-up-rates.csv")),
    ("data/reply-delays.csv", include_str!("../../scenarios/data/reply-delays.csv")),
];

/// The line that tells an editor where the schema of a file is.
const DIRECTIVE: &str = "#:schema ";

impl Example {
    /// The question that it answers.
    pub fn question(&self) -> &'static str {
        self.text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    /// Its text, with the schema where `schema` says, or nowhere.
    fn text(&self, schema: Option<&str>) -> String {
        let lines = self.text.lines().filter_map(|line| match schema {
            Some(schema) if line.starts_with(DIRECTIVE) => Some(format!("{DIRECTIVE}{schema}\n")),
            _ if line.starts_with(DIRECTIVE) => None,
            _ => Some(format!("{line}\n")),
        });
        lines.collect()
    }
}

/// The text of an example, then what must stand beside it: paths from its folder, and contents.
pub fn example_files(example: &Example, schema: Option<&str>) -> (String, Vec<(&'static str, String)>) {
    let beside = example.beside.iter().filter_map(|path| {
        let data = DATA.iter().find(|(name, _)| name == path).map(|(_, text)| text.to_string());
        let other = || EXAMPLES.iter().find(|other| path.strip_suffix(".toml") == Some(other.name));
        Some((*path, data.or_else(|| Some(other()?.text(schema)))?))
    });
    (example.text(schema), beside.collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::scenario::{Overrides, load_from};

    #[test]
    fn every_file_of_the_folder_is_an_example() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let names = |folder: PathBuf, extension: &str| -> Vec<String> {
            let entries = fs::read_dir(folder).expect("the folder can be listed");
            let paths = entries.map(|entry| entry.expect("it can be listed").path());
            let paths = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
            let mut names: Vec<String> =
                paths.map(|path| path.file_name().expect("it has a name").to_string_lossy().into_owned()).collect();
            names.sort();
            names
        };
        let mut known: Vec<String> = EXAMPLES.iter().map(|example| format!("{}.toml", example.name)).collect();
        known.sort();
        assert_eq!(known, names(folder.clone(), "toml"));
        let known: Vec<&str> = DATA.iter().filter_map(|(path, _)| path.strip_prefix("data/")).collect();
        assert_eq!(known, names(folder.join("data"), "csv"));
    }

    #[test]
    fn an_example_needs_only_what_stands_beside_it() {
        for example in EXAMPLES {
            assert!(example.question().ends_with('?'), "{}", example.name);
            let (text, beside) = example_files(example, None);
            assert_eq!(beside.len(), example.beside.len(), "{}", example.name);
            assert!(!text.contains("#:schema"), "{}", example.name);
            let mut files = BTreeMap::from([(PathBuf::from("mine.toml"), text.into_bytes())]);
            files.extend(beside.into_iter().map(|(path, text)| (PathBuf::from(path), text.into_bytes())));
            let loaded = load_from(&files, Path::new("mine.toml"), &Overrides::default());
            assert!(loaded.is_ok(), "{}: {}", example.name, loaded.expect_err("it is wrong"));
        }
    }

    #[test]
    fn the_schema_stands_where_it_is_said_to_stand() {
        let (text, beside) = example_files(&EXAMPLES[7], Some("scenario.schema.json"));
        for text in [&text, &beside[0].1] {
            assert_eq!(text.matches("\n#:schema scenario.schema.json\n").count(), 1, "{text}");
        }
    }
}
