//! `merge`: the reports of one run from the tallies of its shards, byte for byte, and from nothing else.

use inmail_sim::chart;
use inmail_sim::tally_file::TallyFile;

use crate::program::{BUSY, Outcome, Program, REPORTS, SMALL};

/// Scenarios that lie over others, and read a rulebook and samples from files.
const LAID_OVER: &str = r#"
extends  = "below/base.toml"
rulebook = "rules.toml"
trials   = 400

[[what_if]]
name = "more"
segment.prospects.per_week = 20
"#;
const BASE: &str = r#"
[touch.inmail]
channel    = "inmail"
reply_rate = { samples = "rates.csv" }

[segment.prospects]
per_week = 10
sequence = ["inmail"]

[effort]
hourly_cost = 30
"#;

/// Plays a scenario in so many shards, each on another number of threads, the last first.
fn shards(program: &Program, file: &str, of: usize, arguments: &[&str]) -> Vec<String> {
    let tally = |number: usize| format!("tallies/{number}-of-{of}.tally");
    for number in (1..=of).rev() {
        let (shard, threads) = (format!("{number}/{of}"), (number % 3 + 1).to_string());
        let run = ["run", file, "--quiet", "--shard", &shard, "--threads", &threads, "--tally", &tally(number)];
        program.run([&run, arguments].concat()).exits(0);
    }
    (1..=of).map(tally).collect()
}

fn merge(program: &Program, tallies: &[String], arguments: &[&str]) -> Outcome {
    let tallies: Vec<&str> = tallies.iter().map(String::as_str).collect();
    program.run([&["merge"], arguments, &tallies[..]].concat())
}

/// Claims that shards of a scenario merge to what one run gives, in a folder where there is nothing but tallies.
fn same_as_one_run(program: &Program, file: &str, stem: &str, arguments: &[&str], charts: bool) {
    let charts: &[&str] = if charts { &[] } else { &["--no-charts"] };
    let run = program.run([&["run", file], arguments, charts].concat()).exits(0);
    let expected = program.contents(&format!("results/{stem}"));
    let drawn = expected.len() - REPORTS.len();
    assert!(
        if charts.is_empty() { (2..=2 * chart::NAMES.len()).contains(&drawn) } else { drawn == 0 },
        "{drawn} charts"
    );
    for of in [1, 7] {
        let mut tallies = shards(program, file, of, arguments);
        let elsewhere = Program::new();
        for tally in &tallies {
            elsewhere.put(tally, program.bytes(tally));
        }
        tallies.rotate_left(of / 2);
        let merged = merge(&elsewhere, &tallies, &[&["--threads", "2", "--out", "merged"], charts].concat()).exits(0);
        assert_eq!(merged.stdout, run.stdout);
        let contents = elsewhere.contents(&format!("merged/{stem}"));
        for ((name, bytes), (of_run, expected)) in contents.iter().zip(&expected) {
            assert!(name == of_run && bytes == expected, "{name} of {stem} is another from {of} shards");
        }
        assert_eq!(contents.len(), expected.len());
    }
}

#[test]
fn shards_merge_to_the_reports_of_one_run() {
    let program = Program::new().file("busy.toml", BUSY);
    same_as_one_run(&program, "busy.toml", "busy", &["--trials", "301"], true);
}

#[test]
fn what_the_command_line_changed_is_in_the_tallies() {
    let program = Program::new().file("folder/busy.toml", BUSY);
    let changes = ["--set", "touch.inmail.reply_rate=0.3", "--what-if", "=slow", "--what-if", "base", "--seed", "5"];
    let changes = [&changes[..], &["--weeks", "9", "--trials", "60", "--plan", "sales-navigator"]].concat();
    same_as_one_run(&program, "folder/busy.toml", "busy", &changes, false);
}

#[test]
fn rates_that_each_campaign_draws_for_itself_are_the_same_in_shards() {
    let program = Program::new().file("busy.toml", BUSY);
    let run = ["--trials", "701", "--sampling", "plain"];
    same_as_one_run(&program, "busy.toml", "busy", &run, false);
    let record = program.text("results/busy/run.json");
    assert!(record.contains("\"sampling\": \"plain\"") && record.contains("\"--sampling plain\""), "{record}");
    program.run([&["run", "busy.toml", "--no-charts", "--out", "even"], &run[..2]].concat()).exits(0);
    assert_ne!(program.text("even/busy/summary.csv"), program.text("results/busy/summary.csv"));
}

#[test]
fn files_that_a_scenario_names_are_in_the_tallies() {
    let rules = include_str!("../../src/rulebooks/article-2025-10.toml");
    let files = || {
        let program = Program::new().file("in/over.toml", LAID_OVER).file("in/rules.toml", rules);
        program.file("in/below/base.toml", BASE).file("in/below/rates.csv", "rate\n0.1\n0.25\n0.3\n")
    };
    same_as_one_run(&files(), "in/over.toml", "over", &[], false);
    let program = files();
    let absolute = program.path("in/over.toml");
    same_as_one_run(&program, absolute.to_str().expect("it is UTF-8"), "over", &["--trials", "50"], false);
}

/// Four shards of `a.toml`, of 20 trials.
fn four() -> (Program, Vec<String>) {
    let program = Program::new().file("a.toml", SMALL);
    let tallies = shards(&program, "a.toml", 4, &["--trials", "20"]);
    (program, tallies)
}

#[test]
fn a_merge_says_what_it_did() {
    let (program, tallies) = four();
    let merged = merge(&program, &tallies, &["--no-charts"]).exits(0);
    let merged = merged.notes("reports in results/a\npage: results/a/report.html\n80 campaigns from 4 tallies\n");
    assert!(
        merged.stdout.starts_with("a (20 simulations a case, 26 weeks from 2026-03-02, USD)\n\n"),
        "{}",
        merged.stdout
    );
    let quiet = merge(&program, &tallies, &["--no-charts", "--quiet"]).exits(0);
    quiet.prints("").notes("");
    program.put("results/a/summary.csv", "mine");
    merge(&program, &tallies, &["--no-charts"]).exits(1).prints("").mentions("holds files that no run wrote");
    assert_eq!(program.text("results/a/summary.csv"), "mine");
}

/// Claims that these tallies are refused for this reason, with nothing written.
#[track_caller]
fn refused(program: &Program, tallies: &[String], why: &str) {
    merge(program, tallies, &["--no-charts"]).exits(2).prints("").notes(why);
    assert!(!program.has("results"));
}

#[test]
fn missing_shards_and_those_given_twice_are_told() {
    let (program, tallies) = four();
    refused(&program, &tallies[1..], "error: 1 of 4 shards is missing: 1; play them and merge again\n");
    refused(&program, &tallies[1..2], "error: 3 of 4 shards are missing: 1,3-4; play them and merge again\n");
    let twice = [&tallies[..], &tallies[2..3]].concat();
    let told = "error: shard 3/4 is given twice, in `tallies/3-of-4.tally` and in `tallies/3-of-4.tally`; leave one of \
                them out\n";
    refused(&program, &twice, told);
    refused(
        &program,
        &twice[2..],
        &format!("{told}error: 2 of 4 shards are missing: 1-2; play them and merge again\n"),
    );
}

#[test]
fn shards_of_other_runs_are_refused_by_what_differs() {
    let (program, mut tallies) = four();
    program.put("b.toml", SMALL);
    let text = SMALL.replacen("10", "11", 1);
    assert_ne!(text, SMALL);
    program.put("other/a.toml", text);
    let sha = |text: &[u8]| inmail_sim::report::sha256(text)[..8].to_owned();
    let texts = format!(
        "scenario text (by its SHA-256) is {}…, not {}…",
        sha(&program.bytes("other/a.toml")),
        sha(SMALL.as_bytes())
    );
    let others: [(&[&str], &str); 9] = [
        (&["a.toml", "--seed", "2"], "seed is 2 (by `--seed`), not 1"),
        (&["a.toml", "--trials", "24"], "number of trials is 24 (by `--trials`), not 20 (by `--trials`)"),
        (&["a.toml", "--sampling", "plain"], "sampling is plain, not even"),
        (&["a.toml", "--shard", "1/5"], "number of shards is 5, not 4"),
        (&["a.toml", "--set", "weeks=9"], "`--set` is `weeks=9`, not left out"),
        (&["a.toml", "--plan", "sales-navigator"], "`--plan` is `sales-navigator`, not left out"),
        (&["a.toml", "--weeks", "26"], "`--weeks` is 26, not left out"),
        (&["b.toml"], "scenario is `b.toml`, not `a.toml`"),
        (&["other/a.toml"], &texts),
    ];
    for (place, (arguments, what)) in others.iter().enumerate() {
        let other = format!("tallies/other-{place}.tally");
        let mut run = vec!["run", "--tally", &other];
        run.extend(*arguments);
        for (option, value) in [("--trials", "20"), ("--shard", "1/4")] {
            if !arguments.contains(&option) {
                run.extend([option, value]);
            }
        }
        program.run(run).exits(0);
        tallies[0] = other.clone();
        let given = [&tallies[1..], &tallies[..1]].concat();
        refused(
            &program,
            &given,
            &format!(
                "error: `{other}` is of another run than `tallies/2-of-4.tally`: its {what}; merge them apart\nerror: 1 of \
                 4 shards is missing: 1; play them and merge again\n"
            ),
        );
    }
}

#[test]
fn what_is_no_sound_tally_is_refused_by_name() {
    let (program, mut tallies) = four();
    let last = program.bytes(&tallies[3]);
    let missing = "error: 1 of 4 shards is missing: 4; play them and merge again\n";
    let mut newer = last.clone();
    newer[8] = 9;
    let mut damaged = last.clone();
    damaged[500] ^= 1;
    tallies[3] = "4.tally".into();
    let wrong: [(&[u8], &str); 6] = [
        (&damaged, "is damaged or incomplete: its checksum does not match; remove it and play that shard again"),
        (&last[..700], "is damaged or incomplete: its checksum does not match; remove it and play that shard again"),
        (b"", "is damaged or incomplete: its checksum does not match; remove it and play that shard again"),
        (
            &newer,
            "is a tally in format 9, and this program reads format 1; take the version of inmail-sim that wrote it",
        ),
        (SMALL.as_bytes(), "is no tally of a shard"),
        (b"case,plan\r\n", "is no tally of a shard"),
    ];
    for (bytes, why) in wrong {
        program.put("4.tally", bytes);
        refused(&program, &tallies, &format!("error: `4.tally` {why}\n{missing}"));
    }
    std::fs::remove_file(program.path("4.tally")).expect("it is there");
    refused(&program, &tallies, "error: cannot read `4.tally`: there is no such file\n");
    refused(&program, &["tallies".into()], "error: cannot read `tallies`: it is a folder\n");
    let nothing: [&str; 1] = ["merge"];
    program.run(nothing).exits(2).mentions("<TALLY>...");
}

#[test]
fn what_somebody_made_up_is_refused_by_name() {
    let (program, mut tallies) = four();
    let file = TallyFile::from_bytes(&program.bytes(&tallies[0])).expect("it is sound");
    tallies[0] = "1.tally".into();
    let missing = "error: 1 of 4 shards is missing: 1; play them and merge again\n";
    let changed = |change: fn(&mut TallyFile)| {
        let mut file = file.clone();
        change(&mut file);
        program.put("1.tally", file.to_bytes());
    };
    let last_first = [&tallies[1..], &tallies[..1]].concat();

    changed(|file| file.header.version = "0.0.9".into());
    let version = concat!(
        "error: `1.tally` was played by version 0.0.9 of inmail-sim, and this is ",
        env!("CARGO_PKG_VERSION"),
        "; merge it with that version\n"
    );
    refused(&program, &tallies, &format!("{version}{missing}"));
    changed(|file| file.tally.trials += 1);
    let sound = "error: `1.tally` has a right checksum but holds what no shard writes; play it again\n";
    refused(&program, &last_first, &format!("{sound}{missing}"));
    let other_cases = "error: the scenario in `1.tally` does not come to the cases that were played; merge it on such a \
                       machine and with such a program as played it\n";
    let changes: [fn(&mut TallyFile); 5] = [
        |file| file.header.cases[0] ^= 1,
        |file| file.header.inputs.clear(),
        |file| file.header.inputs[0].bytes = b"weeks = 0".into(),
        |file| file.header.settings.seed += 1,
        |file| file.header.overrides.trials = Some(7),
    ];
    for change in changes {
        changed(change);
        refused(&program, &tallies[..1], other_cases);
    }
}
