//! The README and the pages in `docs` say what the program does: their commands are run, their files are read, their
//! tables are made anew and their links are followed.

mod markdown;
mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use inmail_sim::cli::Cli;
use inmail_sim::scenario::document::kind::FORMS;
use inmail_sim::scenario::{Overrides, load_from};

use crate::program::{Program, in_repository};
use markdown::Block;

/// What a command line on a page begins with.
const PROGRAM: [&str; 2] = ["cargo run --release -- ", "inmail-sim "];

/// What is left out of a block on a page.
const LEFT_OUT: char = '…';

/// A page of the manual.
pub(crate) struct Page {
    /// Where it is, from the root of the repository.
    pub(crate) path: String,
    /// What stands on it.
    pub(crate) text: String,
}

/// The page at this path.
fn page(path: &str) -> Page {
    let text = fs::read_to_string(in_repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Page { path: path.to_owned(), text }
}

/// All pages: the README, then those in `docs` by name.
pub(crate) fn pages() -> Vec<Page> {
    let entries = fs::read_dir(in_repository("docs")).expect("the repository has pages");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    names.sort();
    std::iter::once("README.md".to_owned())
        .chain(names.into_iter().map(|name| format!("docs/{name}")))
        .map(|path| page(&path))
        .collect()
}

/// The one page on which this stands.
pub(crate) fn page_with(text: &str) -> Page {
    let mut found: Vec<Page> = pages().into_iter().filter(|page| page.text.contains(text)).collect();
    let paths: Vec<&str> = found.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(paths.len(), 1, "one page must have this, not {paths:?}:\n{text}");
    found.remove(0)
}

/// Fails unless one page has this table, word for word and no row more, and then prints what to paste.
fn assert_has(what: &str, table: &str) {
    let has = |page: &Page| format!("{}\n", page.text).contains(&format!("\n\n{table}\n"));
    let found: Vec<String> = pages().into_iter().filter(has).map(|page| page.path).collect();
    assert!(!found.is_empty(), "no page has {what}, or it has it otherwise; paste this:\n\n{table}\n");
    assert_eq!(found.len(), 1, "one page is enough for {what}: {found:?}");
}

/// The blocks of all pages.
fn all_blocks() -> Vec<Block> {
    pages().iter().flat_map(|page| markdown::blocks(&page.text)).collect()
}

/// The files that these blocks are, by the names that they are given.
fn files(blocks: &[Block]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for block in blocks.iter().filter(|block| ["toml", "csv"].contains(&block.language.as_str())) {
        let mark = block.mark.as_ref().expect("every file on a page is marked with what it is, and its name");
        let (_, name) = mark.split_once('=').expect("a mark is kind=name");
        assert!(files.insert(PathBuf::from(name), block.text.clone().into_bytes()).is_none(), "two files `{name}`");
    }
    files
}

#[test]
fn every_scenario_on_a_page_can_be_run() {
    let blocks = all_blocks();
    let files = files(&blocks);
    let scenarios = blocks.iter().filter_map(|block| block.mark.as_ref()?.strip_prefix("scenario="));
    let scenarios: Vec<&str> = scenarios.collect();
    assert!(scenarios.len() > 3);
    for name in scenarios {
        match load_from(&files, Path::new(name), &Overrides::default()) {
            Ok(scenario) => assert_eq!(scenario.warnings, [], "{name}"),
            Err(problems) => panic!("{problems}"),
        }
    }
}

#[test]
fn commands_print_what_the_pages_show() {
    let files = files(&all_blocks());
    let (mut compared, mut seen, mut wrong) = (0, BTreeMap::new(), String::new());
    for page in pages() {
        let program = Program::new();
        files.iter().for_each(|(path, bytes)| program.put(&path.to_string_lossy(), bytes));
        let blocks = markdown::blocks(&page.text);
        for (number, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "text") {
            let written = block.mark.as_ref().and_then(|mark| mark.strip_prefix("file="));
            let (what, found) = match (written, number.checked_sub(1).map(|before| &blocks[before])) {
                (Some(name), _) => (format!("`{name}` as it was written"), program.text(name)),
                (None, Some(before)) if before.language == "sh" => {
                    let line = before.text.trim();
                    (format!("what `{line}` prints"), once(&mut seen, &program, line))
                }
                _ => continue,
            };
            let found = found.trim_end();
            if !shows(block.text.trim_end(), found) {
                wrong += &format!("{} lacks {what}; paste this:\n\n{found}\n\n", page.path);
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared > 15);
}

/// What this line prints, also if that was seen on another page and nothing but results would come of it again.
fn once(seen: &mut BTreeMap<String, String>, program: &Program, line: &str) -> String {
    if line.contains("--out") {
        return printed(program, line);
    }
    seen.entry(line.to_owned()).or_insert_with(|| printed(program, line)).clone()
}

/// What this line prints, without charts, which are not printed.
fn printed(program: &Program, line: &str) -> String {
    let arguments = arguments(line).unwrap_or_else(|| panic!("not a command of the program: {line}"));
    let scenarios = format!("{}/", in_repository("scenarios").display());
    let without = arguments.iter().map(String::as_str).chain(["--no-charts"]);
    let has_charts = Cli::try_parse_from(std::iter::once("inmail-sim").chain(without.clone())).is_ok();
    let typed: Vec<&str> = if has_charts { without.collect() } else { arguments.iter().map(String::as_str).collect() };
    let outcome = program.run(typed.iter().map(|argument| argument.replace("scenarios/", &scenarios)));
    if outcome.stdout.is_empty() { outcome.stderr } else { outcome.stdout }
}

/// Does a block show this text, whole or but for what it leaves out?
fn shows(block: &str, text: &str) -> bool {
    let parts: Vec<&str> = block.split(LEFT_OUT).collect();
    let [first, between @ .., last] = &parts[..] else { return block == text };
    let Some(rest) = text.strip_prefix(first) else { return false };
    let rest = between.iter().try_fold(rest, |rest, part| Some(rest.split_once(part)?.1));
    block == text || rest.is_some_and(|rest| rest.ends_with(last))
}

#[test]
fn what_a_block_leaves_out_may_be_anything_and_nothing_else_may() {
    assert!(shows("a\nb", "a\nb") && shows("a\n…\nd", "a\nb\nc\nd") && shows("…\nd", "a\nd") && shows("a…", "abc"));
    assert!(!shows("a", "ab") && !shows("a\n…\nd", "b\nc\nd") && !shows("…\nb\n…", "a\nc\nd") && !shows("…c", "acd"));
}

#[test]
fn every_command_on_a_page_can_be_typed() {
    for block in all_blocks().iter().filter(|block| block.language == "sh") {
        for (line, arguments) in block.text.lines().filter_map(|line| Some((line, arguments(line)?))) {
            if let Err(error) = Cli::try_parse_from(std::iter::once("inmail-sim".to_owned()).chain(arguments)) {
                panic!("{line}\n{error}");
            }
        }
    }
    for command in ["cargo run --release -- run scenarios/which-plan.toml", "cargo test"] {
        assert!(page("README.md").text.contains(&format!("\n\n```sh\n{command}\n```\n")), "README.md lacks {command}");
    }
}

/// The arguments on a line that calls the program.
fn arguments(line: &str) -> Option<Vec<String>> {
    let rest = PROGRAM.iter().find_map(|program| line.strip_prefix(program))?;
    let (mut arguments, mut quote) = (vec![String::new()], None);
    for char in rest.chars() {
        match char {
            '"' | '\'' if quote.is_none() => quote = Some(char),
            _ if quote == Some(char) => quote = None,
            ' ' if quote.is_none() => arguments.push(String::new()),
            _ => arguments.last_mut()?.push(char),
        }
    }
    Some(arguments)
}

#[test]
fn every_form_of_a_rate_lift_or_delay_is_on_a_page() {
    let heading = "| form | for | meaning |";
    let rows = markdown::rows(&page_with(heading).text, heading);
    let key = |kind: &str| match kind {
        "rate" => "touch.follow-up.reply_rate",
        "lift" => "segment.prospects.reply_lift",
        "amount" => "outcome.deal.value",
        _ => "touch.inmail.reply_delay_days",
    };
    for row in &rows {
        let form = markdown::code(&row[0]);
        for kind in ["rate", "lift", "delay", "amount"] {
            let scenario = "touch.inmail.channel = 'inmail'\n\
                            touch.inmail.reply_rate = 0.1\n\
                            segment.prospects.sequence = ['inmail']\n\
                            segment.prospects.per_week = 10\n";
            let other = match kind {
                "rate" => "touch.follow-up.channel = 'email'\n",
                "amount" => "outcome.deal.rate = 0.1\n",
                _ => "",
            };
            let files = BTreeMap::from([
                (PathBuf::from("a.toml"), format!("{scenario}{other}{} = {form}\n", key(kind)).into_bytes()),
                (PathBuf::from("campaigns.csv"), b"campaign,rate\nspring,0.1\nautumn,0.2\n".to_vec()),
            ]);
            let loaded = load_from(&files, Path::new("a.toml"), &Overrides::default());
            assert_eq!(loaded.is_ok(), row[1].split(", ").any(|of| of == kind), "{form} as a {kind}");
        }
    }
    for form in FORMS {
        let shown = rows.iter().any(|row| form.keys.iter().all(|key| row[0].contains(&format!("{key} ="))));
        assert!(shown, "no page has the form {:?}", form.keys);
    }
}

#[test]
fn every_example_is_listed_with_its_question() {
    let heading = "| file | question |";
    let listed = page_with(heading).text;
    let entries = fs::read_dir(in_repository("scenarios")).expect("the repository has scenarios");
    for path in entries.map(|entry| entry.expect("it can be listed").path()) {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it can be read");
        let question = text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("it begins with a question");
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let row = format!("| [{name}](../scenarios/{name}) | {question} |");
        assert!(listed.contains(&format!("\n{row}\n")), "an example is not listed; paste this:\n\n{row}\n");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let others = ["CONTRIBUTING.md", "CHANGELOG.md"].map(page);
    for Page { path, text } in pages().into_iter().chain(others) {
        for target in markdown::targets(&text).into_iter().filter(|target| !target.starts_with("https://")) {
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let folder = Path::new(&path).parent().expect("it is a file");
            let file = if file.is_empty() { PathBuf::from(&path) } else { folder.join(file) };
            let file = in_repository(&file.to_string_lossy());
            assert!(file.exists(), "{path}: nothing is at {target}");
            if !anchor.is_empty() {
                let text = fs::read_to_string(&file).expect("a link to a heading leads to a page");
                assert!(
                    markdown::anchors(&text).iter().any(|known| known == anchor),
                    "{path}: no heading for {target}"
                );
            }
        }
    }
}

#[test]
fn long_pages_begin_with_what_is_on_them() {
    for Page { path, text } in pages().into_iter().filter(|page| page.path != "README.md") {
        let prose = markdown::prose(&text);
        let sections: Vec<&str> = prose.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let (head, _) = prose.split_once("\n## ").unwrap_or((&prose, ""));
        let listed = markdown::targets(head);
        for section in sections.iter().filter(|_| text.len() > 8_000 && sections.len() > 2) {
            let target = format!("#{}", markdown::anchor(section));
            assert!(listed.contains(&target), "{path} is long and does not begin with a link to {target}");
        }
        let mut anchors = markdown::anchors(&text);
        anchors.sort();
        anchors.windows(2).for_each(|pair| assert!(pair[0] != pair[1], "{path} has two headings #{}", pair[0]));
    }
}

#[test]
fn what_the_readme_tells_to_type_can_be_typed() {
    let prose = markdown::prose(&page("README.md").text);
    let lines: Vec<&str> = prose.split('`').skip(1).step_by(2).filter(|code| code.starts_with("inmail-sim ")).collect();
    assert!(lines.len() > 8);
    for line in lines {
        let typed = std::iter::once("inmail-sim".to_owned()).chain(arguments(line).expect("it calls the program"));
        if let Err(error) = Cli::try_parse_from(typed) {
            panic!("{line}\n{error}");
        }
    }
}

#[test]
fn changes_that_the_readme_proposes_can_be_made() {
    let text = page("README.md").text;
    let (mut file, mut tried) = (None, 0);
    for (number, part) in text.split("```").enumerate() {
        if number % 2 == 1 {
            let typed = part.strip_prefix("sh\n").and_then(|line| arguments(line.trim()));
            file = typed.and_then(|typed| typed.into_iter().find(|word| word.starts_with("scenarios/"))).or(file);
            continue;
        }
        for change in part.split('`').skip(1).step_by(2).filter(|code| code.starts_with("--set ")) {
            let scenario = in_repository(file.as_ref().expect("a change is of the file above it"));
            let change = arguments(&format!("inmail-sim {change}")).expect("it calls the program");
            let check = ["check".to_owned(), scenario.display().to_string(), "--quiet".to_owned()];
            Program::new().run(check.into_iter().chain(change)).exits(0);
            tried += 1;
        }
    }
    assert!(tried > 4);
}

#[test]
fn the_readme_is_short_and_leads_to_every_page() {
    assert!(page("README.md").text.len() <= 12_000, "nobody reads a long README: what is more has a page in docs");
    let linked = markdown::targets(&page("README.md").text);
    for Page { path, .. } in pages().into_iter().skip(1) {
        assert!(linked.contains(&path), "README.md has no link to {path}");
    }
}
