//! Tables that other tools are known to export, as data: the headings by which each is told, and what they mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::plain::letters;

/// The known exports.
static BUILT_IN: LazyLock<Exports> =
    LazyLock::new(|| Exports::read(include_str!("exports.toml")).expect("the table of exports can be read"));

/// The meanings of columns, each with its headings, the best first.
pub type Columns = BTreeMap<String, Vec<String>>;

/// All that is known of exports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exports {
    usual: Usual,
    words: Columns,
    export: Vec<Export>,
}

/// The headings that any tool may use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    list: Columns,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person.
    List,
    /// A touch, or a person with the touches to them.
    Log,
    /// An event.
    Events,
    /// Counts of what was sent and answered.
    Totals,
    /// Something else, such as a part of an archive.
    Other,
}

/// A table that a tool exports.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Its name for `--as`.
    pub name: String,
    /// The tool and the table, for people.
    pub tool: String,
    /// What a row is.
    pub kind: Kind,
    /// The headings that all must be there.
    marks: Vec<String>,
    /// What its columns mean.
    #[serde(default)]
    columns: Columns,
    /// Other headings that it has.
    #[serde(default)]
    rest: Vec<String>,
    /// What its own words for states say.
    #[serde(default)]
    words: Columns,
    /// Meanings that hold for every row.
    #[serde(default)]
    always: BTreeMap<String, String>,
    /// The order of its dates, such as `mdy`, where it is fixed.
    pub dates: Option<String>,
    /// Where its headings were seen.
    pub source: String,
    /// When: year and month.
    pub seen: String,
}

impl Exports {
    /// Those that are part of the program.
    pub fn built_in() -> &'static Exports {
        &BUILT_IN
    }

    /// Those of a table such as the program's own.
    pub fn read(text: &str) -> Result<Exports, toml::de::Error> {
        let mut exports: Exports = toml::from_str(text)?;
        // Words of states are compared by their letters, for each row of a table.
        let of_exports = exports.export.iter_mut().map(|export| &mut export.words);
        for words in of_exports.chain([&mut exports.words]).flat_map(BTreeMap::values_mut) {
            words.iter_mut().for_each(|word| *word = letters(word));
        }
        Ok(exports)
    }

    /// All exports, in the order of the table.
    pub fn all(&self) -> &[Export] {
        &self.export
    }

    /// The names of all exports, in the order of the table.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.export.iter().map(|export| export.name.as_str())
    }

    /// The export of this name.
    pub fn named(&self, name: &str) -> Option<&Export> {
        self.export.iter().find(|export| export.name == name)
    }

    /// The export that a table with this header is: all marks of it are there, and more of its headings than of any other's.
    pub fn detect(&self, header: &[String]) -> Option<&Export> {
        self.detect_among(header, |_| true)
    }

    /// The same among some of them.
    pub fn detect_among(&self, header: &[String], is_one: impl Fn(&Export) -> bool) -> Option<&Export> {
        let header: Vec<String> = header.iter().map(|name| letters(name)).collect();
        let has = |name: &String| header.contains(&letters(name));
        let is_it = |export: &&Export| is_one(export) && export.marks.iter().all(has);
        let known = |export: &Export| {
            let mut names: Vec<String> = export.headings().map(letters).collect();
            names.sort_unstable();
            names.dedup();
            names.iter().filter(|name| header.contains(name)).count()
        };
        // Of equals the first.
        self.export.iter().filter(is_it).rev().max_by_key(|export| known(export))
    }

    /// The headings of a column of a list with this meaning: of the export first, if it is one, and then the usual ones.
    pub fn of_list<'e>(&'e self, export: Option<&'e Export>, meaning: &str) -> impl Iterator<Item = &'e str> {
        headings(export, &self.usual.list, meaning)
    }

    /// What a word for a state says, such as `replied`: by the export's own words, if it is one that has it, and then by the
    /// general ones.
    pub fn says<'e>(&'e self, export: Option<&'e Export>, word: &str) -> Option<&'e str> {
        export.and_then(|export| export.says(word)).or_else(|| among(&self.words, word))
    }
}

impl Export {
    /// The value of a meaning that holds for every row.
    pub fn always(&self, meaning: &str) -> Option<&str> {
        self.always.get(meaning).map(String::as_str)
    }

    /// All headings that it may have, those first by which it is known.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        let all = self.marks.iter().chain(self.columns.values().flatten()).chain(&self.rest);
        all.map(String::as_str)
    }

    /// What its columns may mean.
    pub fn meanings(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// The place of its column with this meaning.
    pub fn place(&self, header: &[String], meaning: &str) -> Option<usize> {
        let place = |heading: &String| header.iter().position(|known| letters(known) == letters(heading));
        self.columns.get(meaning)?.iter().find_map(place)
    }

    /// What a word for a state says by its own words.
    pub fn says(&self, word: &str) -> Option<&str> {
        among(&self.words, word)
    }
}

fn among<'e>(words: &'e Columns, word: &str) -> Option<&'e str> {
    if words.is_empty() {
        return None;
    }
    let word = letters(word);
    words.iter().find(|(_, words)| words.contains(&word)).map(|(meaning, _)| meaning.as_str())
}

fn headings<'e>(export: Option<&'e Export>, usual: &'e Columns, meaning: &str) -> impl Iterator<Item = &'e str> {
    let own = export.and_then(|export| export.columns.get(meaning));
    own.into_iter().chain(usual.get(meaning)).flatten().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn each_export_is_told_by_its_own_headings_and_has_a_source() {
        let exports = Exports::built_in();
        let names: BTreeSet<&str> = exports.names().collect();
        assert_eq!(names.len(), exports.export.len(), "no name is taken twice");
        for export in &exports.export {
            let all: Vec<String> = export.headings().map(str::to_owned).collect();
            assert_eq!(exports.detect(&all).map(|found| &found.name), Some(&export.name));
            assert!(!export.marks.is_empty() && !export.source.is_empty() && !export.tool.is_empty());
            assert!(export.seen.len() == 7 && export.seen.starts_with("20"), "{}", export.name);
            assert_eq!(exports.named(&export.name), Some(export));
        }
        assert_eq!(exports.named("none"), None);
    }

    #[test]
    fn an_export_is_told_however_its_headings_are_written_and_nothing_else_is() {
        let exports = Exports::built_in();
        let detect = |text: &str| exports.detect(&header(text)).map(|export| export.name.as_str());
        assert_eq!(detect("FIRST_NAME,last name,TITLE,Person LinkedIn URL"), Some("apollo"));
        assert_eq!(
            detect("First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
            Some("linkedin-connections")
        );
        assert_eq!(detect("name,title,degree"), None);
    }

    #[test]
    fn headings_of_the_export_come_before_the_usual_ones() {
        let exports = Exports::built_in();
        let evaboot = exports.named("evaboot");
        assert_eq!(exports.of_list(evaboot, "title").next(), Some("Current Job"));
        assert_eq!(exports.of_list(None, "title").next(), Some("title"));
        let recruiter = exports.named("recruiter-project").expect("it is known");
        assert_eq!(recruiter.place(&header("Name,Date,CONTACTED"), "sent_at"), Some(2));
        assert_eq!(exports.of_list(None, "no such meaning").next(), None);
    }

    #[test]
    fn a_word_of_a_tool_may_say_something_else_than_it_usually_does() {
        let exports = Exports::built_in();
        assert_eq!(exports.says(None, "Connected"), Some("connected"));
        assert_eq!(exports.says(exports.named("hubspot"), "CONNECTED"), Some("replied"));
        assert_eq!(exports.says(None, "request-sent"), Some("invited"));
        assert_eq!(exports.says(None, "purple"), None);
    }
}
