//! The README says what the program does: its commands are run, its files are read, its tables are made anew and its
//! links are followed.

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

/// What a command line in the README begins with.
const PROGRAM: [&str; 2] = ["cargo run --release -- ", "inmail-sim "];

fn readme() -> String {
    fs::read_to_string(in_repository("README.md")).expect("the repository has a README")
}

/// Fails unless the README has this paragraph, table or block word for word, and then prints what to paste.
fn assert_has(what: &str, text: &str) {
    let found = readme().contains(&format!("\n\n{text}\n"));
    assert!(found, "README.md lacks {what}, or has it otherwise; paste this:\n\n{text}\n");
}

/// The files that the README shows, by the names that it gives them.
fn files(blocks: &[Block]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for block in blocks.iter().filter(|block| ["toml", "csv"].contains(&block.language.as_str())) {
        let mark = block.mark.as_ref().expect("every file in the README is marked with what it is, and its name");
        let (_, name) = mark.split_once('=').expect("a mark is kind=name");
        assert!(files.insert(PathBuf::from(name), block.text.clone().into_bytes()).is_none(), "two files `{name}`");
    }
    files
}

#[test]
fn every_scenario_in_the_readme_can_be_run() {
    let blocks = markdown::blocks(&readme());
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
fn commands_print_what_the_readme_shows() {
    let blocks = markdown::blocks(&readme());
    let program = Program::new();
    for (path, bytes) in files(&blocks) {
        program.put(&path.to_string_lossy(), bytes);
    }
    let mut compared = 0;
    for pair in blocks.windows(2).filter(|pair| pair[0].language == "sh" && pair[1].language == "text") {
        let line = pair[0].text.trim();
        let arguments = arguments(line).unwrap_or_else(|| panic!("not a command of the program: {line}"));
        let scenarios = format!("{}/", in_repository("scenarios").display());
        // Charts are not printed.
        let without = arguments.iter().map(String::as_str).chain(["--no-charts"]);
        let has_charts = Cli::try_parse_from(std::iter::once("inmail-sim").chain(without.clone())).is_ok();
        let typed: Vec<&str> =
            if has_charts { without.collect() } else { arguments.iter().map(String::as_str).collect() };
        let outcome = program.run(typed.iter().map(|argument| argument.replace("scenarios/", &scenarios)));
        let printed = if outcome.stdout.is_empty() { outcome.stderr } else { outcome.stdout };
        assert_has(&format!("what `{line}` prints"), &format!("```text\n{}\n```", printed.trim_end()));
        compared += 1;
    }
    assert!(compared > 1);
}

#[test]
fn every_command_in_the_readme_can_be_typed() {
    for block in markdown::blocks(&readme()).iter().filter(|block| block.language == "sh") {
        for (line, arguments) in block.text.lines().filter_map(|line| Some((line, arguments(line)?))) {
            if let Err(error) = Cli::try_parse_from(std::iter::once("inmail-sim".to_owned()).chain(arguments)) {
                panic!("{line}\n{error}");
            }
        }
    }
    for command in ["cargo run --release -- run scenarios/which-plan.toml", "cargo test"] {
        assert_has("one of its two commands", &format!("```sh\n{command}\n```"));
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
fn every_form_of_a_rate_lift_or_delay_is_in_the_readme() {
    let rows = markdown::rows(&readme(), "| form | for | meaning |");
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
        assert!(shown, "README.md lacks the form {:?}", form.keys);
    }
}

#[test]
fn every_example_is_listed_with_its_question() {
    let readme = readme();
    let entries = fs::read_dir(in_repository("scenarios")).expect("the repository has scenarios");
    for path in entries.map(|entry| entry.expect("it can be listed").path()) {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it can be read");
        let question = text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("it begins with a question");
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let row = format!("| [{name}](scenarios/{name}) | {question} |");
        assert!(readme.contains(&format!("\n{row}\n")), "README.md lacks an example; paste this:\n\n{row}\n");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let readme = readme();
    let anchors = markdown::anchors(&readme);
    for target in markdown::targets(&readme) {
        match target.strip_prefix('#') {
            Some(anchor) => assert!(anchors.iter().any(|known| known == anchor), "no heading for #{anchor}"),
            None if target.starts_with("https://") => {}
            None => assert!(in_repository(&target).exists(), "no file {target}"),
        }
    }
}
