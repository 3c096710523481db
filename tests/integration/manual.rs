//! What the program says about itself: explanations, manual pages, and what shells are told.

use clap::CommandFactory;
use inmail_sim::cli::Cli;

use crate::program::{Program, SMALL, in_repository};

#[test]
fn names_are_explained_and_slips_have_a_nearest_name() {
    let program = Program::new();
    let list = program.run(["explain"]).exits(0).notes("").stdout;
    for name in ["touch.ID.reply_rate", "as_of", "pert", "drop-oldest", "cost_per_reply", "weekly.csv", "restricted"] {
        assert!(list.lines().any(|line| line.trim_start().starts_with(name)), "{name}: {list}");
    }
    let key = program.run(["explain", "touch.inmail.reply_delay_days"]).exits(0).notes("").stdout;
    assert!(
        key.contains("derived from figures given second hand as LinkedIn's: 65 % of replies within a day"),
        "{key}"
    );
    program
        .run(["explain", "reply_rte"])
        .exits(2)
        .prints("")
        .notes("error: nothing is called `reply_rte`; did you mean `reply_rate`?\n");
    program
        .run(["explain", "quotation"])
        .exits(2)
        .prints("")
        .notes("error: nothing is called `quotation`; `inmail-sim explain` lists all names\n");
}

#[test]
fn explanations_are_coloured_where_colours_are_wanted() {
    let program = Program::new();
    let plain = program.run(["explain", "weeks"]).exits(0).stdout;
    let coloured = program.run(["explain", "weeks", "--color", "always"]).exits(0).stdout;
    assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}[1mweeks\u{1b}[0m"), "{coloured}");
}

#[test]
fn every_command_has_a_manual_page() {
    let program = Program::new();
    let page = program.run(["man"]).exits(0).notes("").stdout;
    assert!(page.contains(".TH inmail-sim 1") && page.contains("inmail\\-sim\\-run(1)"), "{page}");
    let page = program.run(["man", "run"]).exits(0).notes("").stdout;
    assert!(page.contains(".TH inmail-sim-run 1") && page.contains("\\-\\-trials"), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\""), "{page}");
    let pages = 1 + Cli::command().get_subcommands().count();
    program.run(["man", "--out", "pages"]).exits(0).prints("").notes(&format!("{pages} pages in pages\n"));
    assert_eq!(program.names("pages").len(), pages);
    assert_eq!(program.text("pages/inmail-sim-run.1"), page);
    program
        .run(["man", "--out", "pages"])
        .exits(1)
        .notes("error: `pages/inmail-sim.1` is there already; it was not overwritten\n");
    program.run(["man", "rum"]).exits(2).notes("error: unknown command `rum`; did you mean `run`?\n");
}

#[test]
fn manual_pages_say_how_a_command_is_used_as_its_help_does() {
    let program = Program::new();
    let mut commands = Cli::command();
    commands.build();
    let names = commands.get_subcommands().map(|command| command.get_name()).filter(|name| *name != "help");
    for name in names {
        let help = program.run([name, "-h"]).exits(0).stdout;
        let usage = help.lines().find_map(|line| line.strip_prefix("Usage: ")).expect("how it is used");
        let page = program.run(["man", name]).exits(0).stdout;
        let synopsis = page.lines().skip_while(|line| *line != ".SH SYNOPSIS").nth(1).expect("a synopsis");
        // Without the marks of type.
        let synopsis =
            ["\\fB", "\\fI", "\\fR"].iter().fold(synopsis.replace("\\-", "-"), |text, mark| text.replace(mark, ""));
        assert_eq!(synopsis, usage, "{name}");
    }
    assert!(program.run(["man", "compare"]).exits(0).stdout.contains("<FILE> <FILE>..."), "it wants two files");
}

#[test]
fn manual_pages_bear_the_day_of_the_version() {
    let package: toml::Table =
        std::fs::read_to_string(in_repository("Cargo.toml")).expect("it is there").parse().expect("TOML");
    let date = package["package"]["metadata"]["release"]["date"].as_str().expect("a date");
    date.parse::<jiff::civil::Date>().expect("a date");
    let page = Program::new().run(["man", "run"]).exits(0).stdout;
    assert!(page.contains(&format!(".TH inmail-sim-run 1 {date} ")), "{page}");
    let version = package["package"]["version"].as_str().expect("a version");
    let changelog = std::fs::read_to_string(in_repository("CHANGELOG.md")).expect("it is there");
    if let Some((_, heading)) = changelog.split_once(&format!("\n## [{version}]")) {
        assert!(heading.lines().next().is_some_and(|rest| rest.contains(date)), "the changelog has another date");
    }
}

/// The variable by which the scripts call the program.
const VARIABLE: &str = "INMAIL_SIM_COMPLETE";

#[test]
fn every_shell_has_a_script_that_calls_the_program() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = program.run(["completions", shell]).exits(0).notes("").stdout;
        assert!(script.contains(VARIABLE) && script.contains(shell) && script.contains("inmail-sim"), "{script}");
    }
    program.run(["completions", "cmd"]).exits(2).prints("");
}

#[test]
fn a_shell_is_told_the_plans_and_what_ifs_of_the_file_on_the_line() {
    let what_if = "\n[[what_if]]\nname = \"twenty a week\"\nsegment.prospects.per_week = 20\n";
    let program = Program::new().file("a.toml", format!("plans = [\"recruiter-lite\"]\n{SMALL}{what_if}"));
    let asked = |shell: &str, arguments: &[&str]| {
        let mut command = program.command();
        command.env(VARIABLE, shell).env("_CLAP_COMPLETE_INDEX", (arguments.len() - 1).to_string());
        command.env("INMAIL_SIM_LINE", arguments.join(" "));
        let output = command.arg("--").args(arguments).output().expect("the program starts");
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
        String::from_utf8(output.stdout).expect("what is printed is UTF-8")
    };
    // Bash hands over the line, and the end of it that it will replace.
    let bash = |line: &str, replaced: &str| asked("bash", &[&format!("inmail-sim {line}"), replaced]);
    assert_eq!(bash("run a.toml --plan ", ""), "recruiter-lite\n");
    assert_eq!(bash("run a.toml --what-if tw", "tw"), "twenty\\ a\\ week\n");
    assert_eq!(bash("run a.toml --what-if twenty\\ a", "twenty\\ a"), "twenty\\ a\\ week\n");
    assert_eq!(bash("run a.toml --set segment.prospects.pe", "segment.prospects.pe"), "segment.prospects.per_week=\n");
    assert_eq!(bash("trace a", "a"), "a.toml\n");
    assert_eq!(asked("fish", &["inmail-sim", "plans", "--rulebook", "art"]).lines().count(), 1);
    // The others quote what they put in, and say what was typed with its quotes.
    for shell in ["zsh", "fish"] {
        for typed in ["'twenty a", "twenty\\ a", "\"twenty"] {
            let found = asked(shell, &["inmail-sim", "run", "a.toml", "--what-if", typed]);
            assert_eq!(found.trim_end(), "twenty a week", "{shell}: {typed}");
        }
    }
    assert_eq!(asked("elvish", &["inmail-sim", "run", "a.toml", "--what-if", "twenty a"]), "twenty a week\n");
    let found = asked("powershell", &["inmail-sim", "run", "a.toml", "--what-if", "'twenty a"]);
    assert_eq!(found, "'twenty a week'\ttwenty a week\ttwenty a week\n");
}

#[test]
fn power_shell_is_answered_in_its_own_quotes_and_names_that_cannot_be_seen_are_left_out() {
    let names = ["it's ‘so’", "$five", "-a.b", "a\u{1b}b", "a\nb", "plain_1"];
    let what_if =
        |name: &str| format!("\n[[what_if]]\nname = {}\nsegment.prospects.per_week = 2\n", toml::Value::from(name));
    let what_ifs = names.map(what_if).concat();
    let program = Program::new().file("a.toml", format!("plans = [\"recruiter-lite\"]\n{SMALL}{what_ifs}"));
    let mut command = program.command();
    command.env(VARIABLE, "powershell").env("INMAIL_SIM_LINE", "inmail-sim run 'a.toml' --what-if ");
    let output = command.output().expect("the program starts");
    let printed = String::from_utf8(output.stdout).expect("it is UTF-8");
    let texts: Vec<&str> = printed.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(texts, ["base", "'it''s ‘‘so’’'", "'$five'", "'-a.b'", "plain_1"]);
}
