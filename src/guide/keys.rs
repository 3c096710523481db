//! Keys and sections, explained.

use super::topic::{Line, Topic};
use super::values::forms;
use crate::scenario::document::kind::{Kind, MAX_DAYS, MAX_LIFT, MAX_WORTH};
use crate::scenario::keys::{self, Default, Key, RULEBOOK_SECTIONS, SECTIONS, Section, meaning_of};
use crate::scenario::{NOT_IN_WHAT_IF, builtin_rulebook_texts};

pub(super) const SCENARIO: &str = "keys of scenario files";
pub(super) const RULEBOOK: &str = "keys of rulebook files";

/// Every key, then the sections that they stand in.
pub(super) fn topics() -> Vec<Topic> {
    let scenario = keys::reference().iter().map(|key| key_topic(key, SCENARIO));
    let rulebook = keys::rulebook_reference().iter().map(|key| key_topic(key, RULEBOOK));
    let sections = SECTIONS
        .iter()
        .filter_map(|section| section_topic(section, SECTIONS, keys::reference(), "sections of scenario files"));
    let parts = RULEBOOK_SECTIONS.iter().filter_map(|section| {
        section_topic(section, RULEBOOK_SECTIONS, keys::rulebook_reference(), "sections of rulebook files")
    });
    scenario.chain(sections).chain(rulebook).chain(parts).collect()
}

fn key_topic(key: &Key, group: &'static str) -> Topic {
    Topic::new(key.path, group, key.meaning)
        .with_words("unit", key.unit)
        .with("may be", allowed(key.kind))
        .with("default", default(key, group))
        .with_words("for", &key.channels.join(", "))
        .with("stands in", place(key, group))
        .with("example", example(key))
}

/// The range of a key, and the meaning of each word or form.
fn allowed(kind: Kind) -> Vec<Line> {
    let words = kind.words().into_iter().filter_map(|word| {
        // A word means what it says unless the list of words knows better.
        Some(Line::Pair(format!("\"{word}\""), meaning_of(word)?.to_owned()))
    });
    let range = match kind {
        Kind::Rate | Kind::TiedRate => "a share from 0 to 1, in one of these forms:".to_owned(),
        Kind::Lift => format!("a factor from 0 to {MAX_LIFT}, in one of these forms:"),
        Kind::Worth => format!("an amount from 0 to {MAX_WORTH}, in one of these forms:"),
        Kind::Delay => format!("a time from 0 to {MAX_DAYS} days, in one of these forms:"),
        Kind::OneOf(_) => "one of these words:".to_owned(),
        kind => kind.to_string(),
    };
    std::iter::once(Line::Words(range)).chain(words).chain(forms(kind)).collect()
}

/// The default of a key, and its source.
fn default(key: &Key, group: &str) -> Vec<Line> {
    let source = (!key.source.is_empty()).then(|| Line::Words(key.source.to_owned()));
    match key.default {
        Default::Required => vec![Line::Words("required".into())],
        Default::Value(value) => std::iter::once(Line::Code(value.into())).chain(source).collect(),
        Default::Otherwise(words) => {
            let built_in = if group == SCENARIO { built_in(key) } else { Vec::new() };
            std::iter::once(Line::Words(words.into())).chain(source).chain(built_in).collect()
        }
    }
}

/// The values of a rule in the built-in rulebooks, with their sources.
fn built_in(key: &Key) -> Vec<Line> {
    let ("rules", name) = key.place() else { return Vec::new() };
    let stated = builtin_rulebook_texts().filter_map(|(rulebook, text)| {
        let (value, comment) = stated(text, name)?;
        Some(Line::Pair(value.to_owned(), format!("in {rulebook} ({comment})")))
    });
    stated.collect()
}

/// The value of a rule in the text of a rulebook, and the comment behind it.
fn stated<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let rules = text.lines().skip_while(|line| *line != "[rules]").skip(1).take_while(|line| !line.starts_with('['));
    let mut values = rules.filter_map(|line| Some((line.split_once('=')?, line)));
    let ((_, rest), _) = values.find(|((key, _), _)| key.trim() == name)?;
    let (value, comment) = rest.split_once('#')?;
    Some((value.trim(), comment.trim()))
}

/// Where a key may stand.
fn place(key: &Key, group: &str) -> Vec<Line> {
    let sections = if group == SCENARIO { SECTIONS } else { RULEBOOK_SECTIONS };
    let header = sections.iter().find(|section| section.path == key.place().0).map(Section::header).unwrap_or_default();
    let mut words = match &*header {
        "" => "the file's beginning, before the first header".to_owned(),
        header => header.to_owned(),
    };
    if header.contains("ID") {
        words.push_str(", where ID is a name of your choice");
    }
    let first = key.path.split('.').next().unwrap_or_default();
    if group == SCENARIO && first != "name" && !NOT_IN_WHAT_IF.contains(&first) {
        words.push_str("; also in [[what_if]]");
    }
    vec![Line::Words(words)]
}

/// A key as it stands in a file, under its header.
fn example(key: &Key) -> Vec<Line> {
    let (section, name) = key.place();
    let touch = match key.channels {
        ["connect"] => "invitation",
        ["engage"] => "warm-up",
        _ if name == "wait_days" => "follow-up",
        _ => "inmail",
    };
    let id = match section {
        "touch.ID" => touch,
        "segment.ID" => "prospects",
        "outcome.ID" => "deal",
        _ if section.starts_with("seat.ID") => "colleague",
        _ => "team-seat",
    };
    let all = SECTIONS.iter().find(|known| known.path == section);
    let header = all.map(|known| known.header().replace("ID", id)).filter(|header| !header.is_empty());
    header.into_iter().chain([format!("{name} = {}", key.example)]).map(Line::Code).collect()
}

/// A section of a kind of file, with its keys and with the sections in it.
fn section_topic(section: &Section, all: &[Section], keys: &[Key], group: &'static str) -> Option<Topic> {
    let keys = keys.iter().filter(|key| key.place().0 == section.path);
    let keys = keys.map(|key| Line::Pair(key.place().1.into(), key.meaning.into()));
    let within = all.iter().filter_map(|other| {
        let name = other.path.strip_prefix(section.path)?.strip_prefix('.').filter(|name| !name.contains('.'))?;
        Some(Line::Pair(name.into(), other.meaning.into()))
    });
    let lines = keys.chain(within);
    let header = Line::Code(section.header());
    let topic = Topic::new(section.path, group, section.meaning).with("header", [header]).with("keys", lines);
    (!section.path.is_empty()).then_some(topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_tells_what_stands_in_it_sections_too() {
        let names = |path: &str| -> Vec<String> {
            let all = topics();
            let topic = all.iter().find(|topic| topic.name == path && topic.group == "sections of scenario files");
            let fact =
                topic.and_then(|topic| topic.facts.iter().find(|fact| fact.label == "keys")).expect("it has keys");
            let name = |line: &Line| if let Line::Pair(name, _) = line { Some(name.clone()) } else { None };
            fact.lines.iter().filter_map(name).collect()
        };
        assert_eq!(names("opening"), ["credits", "lots", "pending"]);
        assert!(
            names("seat.ID").contains(&"opening".to_owned()) && names("pacing").contains(&"restriction".to_owned())
        );
    }

    #[test]
    fn rules_are_quoted_from_the_rulebooks_with_their_sources() {
        let key = keys::reference().iter().find(|key| key.path == "rules.overflow").expect("it is listed");
        let pair = |value: &str, words: &str| Line::Pair(value.into(), words.into());
        assert_eq!(
            built_in(key),
            [
                pair(
                    "\"drop-oldest\"",
                    "in article-2025-10 (article: the oldest credits expire when new ones would exceed the cap)"
                ),
                pair(
                    "\"drop-newest\"",
                    "in linkedin-help-2026 (LinkedIn Help: the excess is trimmed on the refill day and does not roll over)"
                ),
            ]
        );
        let rules = keys::reference().iter().filter(|key| key.place().0 == "rules");
        rules.for_each(|key| assert_eq!(built_in(key).len(), 2, "{}", key.path));
    }
}
