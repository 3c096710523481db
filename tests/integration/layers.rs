//! The layout of the crate: which room may know which, and what each must not do.
//!
//! The rooms are the modules of the crate; `foo.rs` and everything in `foo/` are the room `foo`. The test reads the
//! source as text: comments are left out, and everything that an item says about itself by `crate::` or by enough
//! `super::` to reach the crate counts as knowing.

mod circles;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::program::in_repository;

/// Each room, and the rooms that it may know beside itself.
const ARROWS: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("cli", &[]),
    ("scenario", &["domain"]),
    ("engine", &["domain"]),
    ("figures", &["domain"]),
    ("study", &["scenario", "engine", "figures", "domain"]),
    ("record", &["scenario", "engine", "figures", "domain"]),
    ("tally_file", &["scenario", "engine", "domain"]),
    ("words", &["study", "record", "scenario", "figures", "domain"]),
    ("report", &["words", "study", "record", "figures", "domain"]),
    ("chart", &["words", "study", "record", "figures", "domain"]),
    ("guide", &["report", "scenario", "figures", "domain"]),
    ("results", &["guide", "report", "chart", "words", "study", "scenario", "engine", "figures", "domain"]),
    ("output", &["report"]),
    ("terminal", &["guide", "report", "words", "study", "record", "scenario", "engine", "figures", "domain"]),
    (
        "server",
        &["guide", "results", "chart", "report", "words", "study", "record", "figures", "engine", "scenario", "domain"],
    ),
    (
        "commands",
        &[
            "server",
            "terminal",
            "results",
            "output",
            "guide",
            "chart",
            "report",
            "words",
            "tally_file",
            "study",
            "record",
            "figures",
            "engine",
            "scenario",
            "cli",
            "domain",
        ],
    ),
];

/// The rooms whose results follow from their arguments alone: no reading, writing, printing, clock or chance.
const PURE: [&str; 9] = ["domain", "engine", "figures", "study", "words", "report", "chart", "guide", "tally_file"];

/// What a pure room must not say.
const IMPURE: [&str; 16] = [
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::time",
    "Instant",
    "SystemTime",
    "thread_rng",
    "rand::",
    "thread_local!",
];

/// The rooms in which the order of a hash map could show in a result.
const ORDERED: [&str; 4] = ["engine", "figures", "study", "words"];

/// Ways to go through a hash map in its own order.
const ITERATION: [&str; 8] =
    [".iter()", ".iter_mut()", ".keys()", ".values()", ".values_mut()", ".into_iter()", ".drain(", ".retain("];

/// The longest that a file may be [lines].
const LONGEST: usize = 400;

/// A source file.
struct Source {
    /// Its path below `src`, with `/` between folders.
    path: String,
    /// Its text.
    text: String,
}

/// A line of a source file, without its comment.
struct Line<'a> {
    number: usize,
    code: &'a str,
    in_tests: bool,
}

impl Source {
    /// The room that it belongs to; nothing for the crate page and the program, which join the rooms.
    fn room(&self) -> Option<&str> {
        let room = self.path.split('/').next()?;
        let room = room.strip_suffix(".rs").unwrap_or(room);
        (!["main", "lib"].contains(&room)).then_some(room)
    }

    /// How many `super::` lead from here to the crate.
    fn depth(&self) -> usize {
        self.path.split('/').count()
    }

    fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }

    /// Its lines without comments. What follows `mod tests {` is for tests: they stand at the foot of a file.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut in_tests = self.is_test();
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(self.text.lines()) {
            in_tests |= line.starts_with("mod tests {");
            lines.push(Line { number, code: without_comment(line), in_tests });
        }
        lines
    }

    /// The rooms that it knows, each with the number of the line that says so. What tests need counts, too.
    fn knows(&self) -> Vec<(String, usize)> {
        let lines = self.lines();
        // One text, so that a list of imports over several lines can be read.
        let code: String = lines.iter().map(|line| format!("{}\n", line.code)).collect();
        let mut known = Vec::new();
        let mut note = |at: usize, rest: &str| {
            let line = &lines[code[..at].matches('\n').count()];
            known.extend(heads(rest).into_iter().map(|room| (room, line.number)));
        };
        for (at, path) in code.match_indices("crate::") {
            if !ends_in_word(&code[..at]) {
                note(at, &code[at + path.len()..]);
            }
        }
        for (at, _) in code.match_indices("super::") {
            if code[..at].ends_with("super::") || ends_in_word(&code[..at]) {
                continue;
            }
            let rest = code[at..].trim_start_matches("super::");
            let ups = (code.len() - at - rest.len()) / "super::".len();
            let line = &lines[code[..at].matches('\n').count()];
            // A module of tests at the foot of a file is one further down.
            let below = usize::from(line.in_tests && !self.is_test());
            if ups >= self.depth() + below {
                note(at, rest);
            }
        }
        known.sort_by_key(|(_, number)| *number);
        known
    }
}

/// The line up to its comment. A `//` in a text, as in an address, is taken for one too: no code that matters follows.
fn without_comment(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// Does the text end inside a word, so that what follows is only its rest?
fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '_' || last == '$')
}

/// The first names of a path: one, or those of a list in braces.
fn heads(path: &str) -> Vec<String> {
    let name = |path: &str| path.chars().take_while(|&char| char.is_alphanumeric() || char == '_').collect::<String>();
    let Some(list) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 1;
    let mut items = vec![String::new()];
    for char in list.chars() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => items.push(String::new()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if char != ',' || depth > 1 {
            items.last_mut().expect("there is always one").push(char);
        }
    }
    items.iter().map(|item| name(item.trim())).filter(|item| !item.is_empty()).collect()
}

/// Every source file of the crate, in order.
fn sources() -> Vec<Source> {
    fn gather(folder: &Path, below: &str, sources: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("the source can be listed") {
            let path = entry.expect("the source can be listed").path();
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            if path.is_dir() {
                gather(&path, &format!("{below}{name}/"), sources);
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(&path).expect("the source is UTF-8");
                sources.push(Source { path: format!("{below}{name}"), text });
            }
        }
    }
    let mut sources = Vec::new();
    gather(&in_repository("src"), "", &mut sources);
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(sources.len() > 50, "the source is there");
    sources
}

/// What is wrong with the arrows of these files, a line each.
fn wrong_arrows(sources: &[Source]) -> String {
    let mut wrong = String::new();
    for source in sources {
        let Some(room) = source.room() else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
            let _ = writeln!(wrong, "src/{}: room `{room}` is new: say in ARROWS what it may know", source.path);
            continue;
        };
        let stranger = |known: &str| known != room && !allowed.contains(&known);
        for (known, number) in source.knows().into_iter().filter(|(known, _)| stranger(known)) {
            let line = source.text.lines().nth(number - 1).unwrap_or_default().trim();
            let _ = writeln!(wrong, "src/{}:{number}: `{room}` must not know `{known}`: {line}", source.path);
        }
    }
    wrong
}

/// The lines by which texts with places, a floor of its own within a room, would know of campaigns.
fn wrong_floor(sources: &[Source]) -> String {
    let mut wrong = String::new();
    for source in sources.iter().filter(|source| source.path.starts_with("scenario/document")) {
        for line in source.lines() {
            let mut named = line.code.match_indices("scenario::");
            let below = usize::from(line.in_tests && !source.is_test());
            let up = "super::".repeat(source.depth() - 1 + below);
            if named.any(|(at, name)| !line.code[at + name.len()..].starts_with("document")) || line.code.contains(&up)
            {
                let _ = writeln!(wrong, "src/{}:{}: {}", source.path, line.number, line.code.trim());
            }
        }
    }
    wrong
}

/// The lines of these files that are not for tests and of which `is_wrong` says so.
fn wrong_lines(sources: &[Source], is_wrong: impl Fn(&Source, &str) -> bool) -> String {
    let mut wrong = String::new();
    for source in sources {
        for line in source.lines().iter().filter(|line| !line.in_tests && is_wrong(source, line.code)) {
            let _ = writeln!(wrong, "src/{}:{}: {}", source.path, line.number, line.code.trim());
        }
    }
    wrong
}

fn is_in(source: &Source, rooms: &[&str]) -> bool {
    source.room().is_some_and(|room| rooms.contains(&room))
}

/// Does the code say this, and not only as part of a longer word?
fn says(code: &str, word: &str) -> bool {
    let ends_inside = |at: usize| {
        let next = code[at + word.len()..].chars().next();
        word.ends_with(char::is_alphanumeric) && next.is_some_and(|next| next.is_alphanumeric() || next == '_')
    };
    code.match_indices(word).any(|(at, _)| !ends_in_word(&code[..at]) && !ends_inside(at))
}

fn is_impure(source: &Source, code: &str) -> bool {
    is_in(source, &PURE) && IMPURE.iter().any(|word| says(code, word))
}

/// Does the code go through one of the file's hash maps?
fn goes_through_a_hash_map(source: &Source, code: &str) -> bool {
    is_in(source, &ORDERED)
        && hash_maps(source).iter().any(|map| {
            let called = ITERATION.iter().any(|call| says(code, &format!("{map}{call}")));
            let looped = code.split_once(" in ").is_some_and(|(before, after)| {
                let after = after.trim_start_matches(['&', ' ']).trim_start_matches("mut ").trim_start_matches("self.");
                before.trim_start().starts_with("for ") && after.trim_end_matches(['{', ' ']) == *map
            });
            called || looped
        })
}

/// What a file calls its hash maps and sets: what it declares as one, or makes on the spot.
fn hash_maps(source: &Source) -> Vec<&str> {
    let is_hashed = |kind: &str| {
        let kind =
            kind.trim_start_matches(['&', ' ']).trim_start_matches("mut ").trim_start_matches("std::collections::");
        ["HashMap", "HashSet", "FxHashMap", "FxHashSet"].iter().any(|hashed| kind.starts_with(hashed))
    };
    let text = &source.text;
    let ends = [": ", " = "].into_iter().flat_map(|sign| text.match_indices(sign));
    let ends = ends.filter(|(at, sign)| is_hashed(&text[at + sign.len()..]));
    let start = |end: usize| text[..end].rfind(|char: char| !char.is_alphanumeric() && char != '_');
    ends.map(|(end, _)| &text[start(end).map_or(0, |at| at + 1)..end]).collect()
}

#[test]
fn rooms_know_only_the_rooms_that_they_may() {
    let wrong = wrong_arrows(&sources());
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn texts_with_places_know_nothing_of_campaigns() {
    let wrong = wrong_floor(&sources());
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_arrows_make_no_circle() {
    // A room further down the list knows only rooms further up.
    for (place, (room, known)) in ARROWS.iter().enumerate() {
        for known in *known {
            assert!(ARROWS[..place].iter().any(|(earlier, _)| earlier == known), "{room} knows {known}");
        }
    }
}

#[test]
fn what_is_computed_follows_from_its_arguments_alone() {
    let wrong = wrong_lines(&sources(), is_impure);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_order_of_a_hash_map_never_shows() {
    let wrong = wrong_lines(&sources(), goes_through_a_hash_map);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn imports_are_named_one_by_one() {
    let is_glob = |_: &Source, code: &str| code.contains("use ") && code.contains("::*");
    let wrong = wrong_lines(&sources(), is_glob);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_file_is_longer_than_can_be_read() {
    let lines = |source: &Source| source.text.lines().count();
    let long = sources().into_iter().filter(|source| lines(source) > LONGEST);
    let long: Vec<String> = long.map(|source| format!("src/{}: {} lines", source.path, lines(&source))).collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// A file for the checks themselves.
fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

#[test]
fn a_wrong_arrow_is_seen_however_it_is_written() {
    let wrong = [
        ("engine.rs", "use crate::figures::Figures;"),
        ("engine/trial.rs", "use crate::{\n    domain::{case, plan},\n    report,\n};"),
        ("engine/trial.rs", "fn a() -> crate::terminal::Table {}"),
        ("engine/trial.rs", "use super::super::scenario;"),
        ("engine.rs", "use super::cli;"),
        ("domain/case.rs", "mod tests {\n    use super::super::super::engine;\n}"),
        ("advise.rs", ""),
    ];
    for (path, text) in wrong {
        let said = wrong_arrows(&[source(path, text)]);
        assert_eq!(said.lines().count(), 1, "{path}: {text}\n{said}");
    }
    let right = [
        (
            "engine.rs",
            "use crate::domain::case::Case; // as crate::figures does\n/// See [`crate::report`].\nfn a() {}",
        ),
        (
            "engine/trial.rs",
            "use super::schedule; use crate::engine::luck; use crate::{domain, engine::{luck, trial}};",
        ),
        ("domain/case.rs", "mod tests {\n    use super::super::plan;\n}"),
        ("lib.rs", "pub use crate::commands::execute;"),
    ];
    for (path, text) in right {
        assert_eq!(wrong_arrows(&[source(path, text)]), "", "{path}: {text}");
    }
    let said = wrong_arrows(&[source("engine/trial.rs", "\nuse crate::figures::Figures;\n")]);
    let expected = "src/engine/trial.rs:2: `engine` must not know `figures`: use crate::figures::Figures;\n";
    assert_eq!(said, expected);
}

#[test]
fn a_text_that_knows_of_campaigns_is_seen() {
    let wrong = [
        ("scenario/document/tree.rs", "use crate::scenario::keys;"),
        ("scenario/document/tree.rs", "use super::super::limits::Total;"),
        ("scenario/document/problem/key.rs", "use super::super::super::keys;"),
        ("scenario/document/tree.rs", "mod tests {\n    use crate::scenario::keys::SCENARIO;"),
        ("scenario/document.rs", "use super::keys;"),
    ];
    for (path, text) in wrong {
        assert_eq!(wrong_floor(&[source(path, text)]).lines().count(), 1, "{path}: {text}");
    }
    let right = [
        (
            "scenario/document/tree.rs",
            "use crate::scenario::document::source::Mark; use super::extent; // see scenario::keys",
        ),
        ("scenario/document/problem/key.rs", "use super::super::kind::Kind;"),
        ("scenario/document/tree.rs", "mod tests {\n    use super::super::source::Mark;"),
        ("scenario/limits.rs", "use crate::scenario::keys; use super::super::domain;"),
    ];
    for (path, text) in right {
        assert_eq!(wrong_floor(&[source(path, text)]), "", "{path}: {text}");
    }
}

#[test]
fn an_impure_line_is_seen_but_not_in_tests_and_comments() {
    let wrong = ["    println!(\"{a}\");", "use std::fs;", "let now = Instant::now();", "let a: f64 = rand::random();"];
    for text in wrong {
        assert_eq!(wrong_lines(&[source("domain/case.rs", text)], is_impure).lines().count(), 1, "{text}");
        assert_eq!(wrong_lines(&[source("commands/run.rs", text)], is_impure), "", "{text}");
        let tests = format!("#[cfg(test)]\nmod tests {{\n{text}\n}}");
        assert_eq!(wrong_lines(&[source("domain/case.rs", &tests)], is_impure), "", "{text}");
    }
    for text in ["// println!(\"{a}\");", "let operand::A = a;", "let an_Instant = Instantly;"] {
        assert_eq!(wrong_lines(&[source("domain/case.rs", text)], is_impure), "", "{text}");
    }
}

#[test]
fn a_way_through_a_hash_map_is_seen() {
    let map = "    rows: HashMap<TouchRow, usize>,\n";
    for text in ["for row in &self.rows {", "let a = self.rows.values().sum();", "for (a, b) in rows.iter() {"] {
        let text = format!("{map}{text}");
        assert_eq!(wrong_lines(&[source("engine.rs", &text)], goes_through_a_hash_map).lines().count(), 1, "{text}");
    }
    let fine =
        format!("{map}let c = C {{ list: Vec::new(), map: HashMap::new() }};\nlet a = self.rows.get(&b); list.iter()");
    assert_eq!(wrong_lines(&[source("engine.rs", &fine)], goes_through_a_hash_map), "");
}
