//! Circles of files: a file that imports another which, directly or through others, imports it back.
//!
//! An arrow between a room's page `foo.rs` and its own parts below `foo/` does not count: the page declares them, and
//! they stand on what it declares. What only tests import does not count either.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Source, ends_in_word, sources};

/// Which files each file imports, by their modules: `scenario::document::tree`.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The module that a file is; the crate itself for the crate page and the program.
fn module(source: &Source) -> String {
    let path = source.path.trim_end_matches(".rs").replace('/', "::");
    if ["lib", "main"].contains(&path.as_str()) { String::new() } else { path }
}

/// The whole paths that begin with the names in `tree`, which may hold lists in braces: `a::{b, c::d}`.
fn leaves(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let end = tree.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(tree.len());
    let (names, rest) = tree.split_at(end);
    let path = [prefix, names.trim_end_matches(':')].into_iter().filter(|part| !part.is_empty());
    let path = path.collect::<Vec<_>>().join("::");
    let Some(list) = rest.strip_prefix('{').filter(|_| names.is_empty() || names.ends_with("::")) else {
        found.push(path);
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                let item = list[start..at].trim();
                if !item.is_empty() {
                    leaves(&path, item, found);
                }
                start = at + 1;
                if c == '}' {
                    return;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
}

/// The code of a file outside its tests.
fn code(source: &Source) -> String {
    source.lines().iter().filter(|line| !line.in_tests).map(|line| format!("{}\n", line.code)).collect()
}

/// The whole paths in `tree` as a module writes them: from the crate, from further up, or from itself.
fn from_the_crate(own: &str, tree: &str, found: &mut Vec<String>) {
    if let Some(rest) = tree.strip_prefix("crate::") {
        return leaves("", rest, found);
    }
    let rest = tree.trim_start_matches("super::");
    let ups = (tree.len() - rest.len()) / "super::".len();
    let own: Vec<&str> = own.split("::").collect();
    leaves(&own[..own.len().saturating_sub(ups)].join("::"), rest, found);
}

/// Every path of the crate that a file names outside its tests, from the crate on.
fn named(source: &Source) -> Vec<String> {
    let (code, own) = (code(source), module(source));
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            if !ends_in_word(&code[..at]) && !code[..at].ends_with("::") {
                from_the_crate(&own, &code[at..], &mut found);
            }
        }
    }
    found
}

/// The names that a file imports or hands on, under which its parts and others may know what is elsewhere, and where that is.
fn handed_on(source: &Source) -> Vec<(String, String)> {
    let (code, own) = (code(source), module(source));
    let mut found = Vec::new();
    for (at, import) in code.match_indices("use ") {
        let before = &code[code[..at].rfind('\n').map_or(0, |line| line + 1)..at];
        if before.is_empty() || before.starts_with("pub") {
            from_the_crate(&own, &code[at + import.len()..], &mut found);
        }
    }
    let name = |path: String| Some((format!("{own}::{}", path.rsplit_once("::")?.1), path));
    found.into_iter().filter_map(name).filter(|(name, path)| name != path).collect()
}

/// Is one of two modules the page of the other, or of a folder around it?
fn is_page(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with("::"));
    one.is_empty() || other.is_empty() || within(one, other) || within(other, one)
}

/// Which files import which.
fn arrows(sources: &[Source]) -> Arrows {
    let sources: Vec<&Source> = sources.iter().filter(|source| !source.is_test()).collect();
    let modules: BTreeSet<String> = sources.iter().map(|source| module(source)).collect();
    let handed_on: BTreeMap<String, String> = sources.iter().flat_map(|source| handed_on(source)).collect();
    let file_of = |path: &str| {
        let mut path = path;
        while !modules.contains(path) {
            // What a page hands on is of the file that it comes from.
            path =
                handed_on.get(path).map_or_else(|| path.rsplit_once("::").map(|(page, _)| page), |from| Some(from))?;
        }
        Some(path.to_owned())
    };
    let arrow = |source: &&Source| {
        let own = module(source);
        let files = named(source).into_iter().filter_map(|path| file_of(&path));
        let known = files.filter(|to| *to != own && !is_page(to, &own)).collect();
        (own, known)
    };
    sources.iter().map(arrow).collect()
}

/// The shortest way from a file along the arrows back to itself, if there is one.
fn way_back<'a>(arrows: &'a Arrows, start: &'a str) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in arrows.get(at).into_iter().flatten() {
            if next == start {
                let mut way = vec![at];
                while let Some(previous) = before.get(way[way.len() - 1]) {
                    way.push(previous);
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next.as_str()) {
                before.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    None
}

/// A line for each file that is part of a circle.
fn circles(sources: &[Source]) -> String {
    let arrows = arrows(sources);
    let ways = arrows.keys().filter_map(|start| way_back(&arrows, start));
    ways.map(|way| format!("{} → {}\n", way.join(" → "), way[0])).collect()
}

#[test]
fn files_import_one_another_in_no_circle() {
    let found = circles(&sources());
    assert!(found.is_empty(), "\n{found}");
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let circle = [
        source("engine.rs", "mod luck;\nmod mix;\nmod trial;\nuse luck::Luck;"),
        source("engine/luck.rs", "use super::{\n    mix::mix,\n    Settings,\n};"),
        source("engine/mix.rs", "fn mix() { crate::engine::trial::play() }"),
        source("engine/trial.rs", "use crate::{engine::{luck::{self, Luck}}, domain};"),
    ];
    assert_eq!(
        circles(&circle),
        "engine::luck → engine::mix → engine::trial → engine::luck\n\
         engine::mix → engine::trial → engine::luck → engine::mix\n\
         engine::trial → engine::luck → engine::mix → engine::trial\n"
    );
}

#[test]
fn a_circle_through_what_a_page_hands_on_is_seen() {
    let circle = [
        source("engine.rs", "mod luck;\nmod trial;\npub use luck::{Luck, Mix};"),
        source("engine/luck.rs", "use super::trial::play;"),
        source("engine/trial.rs", "use super::Luck;"),
        source("study.rs", "use crate::engine::Luck;"),
    ];
    let expected = "engine::luck → engine::trial → engine::luck\nengine::trial → engine::luck → engine::trial\n";
    assert_eq!(circles(&circle), expected);
}

#[test]
fn pages_parts_tests_and_comments_make_no_circle() {
    let fine = [
        source("engine.rs", "use luck::Luck; use crate::engine::trial::play;"),
        source("engine/luck.rs", "use super::Settings; // use super::trial\n"),
        source("engine/trial.rs", "use super::luck::Luck; use crate::engine::Settings;"),
        source("engine/trial/day.rs", "use super::super::trial::Day;\nmod tests {\n    use super::super::week;\n}"),
        source("engine/trial/week.rs", "use super::day::Day;"),
    ];
    assert_eq!(circles(&fine), "");
}
