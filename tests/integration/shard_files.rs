//! `run --shard K/N --tally OUT`: what it writes, when it plays nothing, and when it refuses.

use inmail_sim::tally_file::TallyFile;

use crate::program::{Outcome, Program, SMALL};

/// Plays a shard of `a.toml` with 20 trials.
fn shard(program: &Program, arguments: &[&str]) -> Outcome {
    program.run([&["run", "a.toml", "--trials", "20"], arguments].concat())
}

#[test]
fn a_shard_writes_its_tally_and_no_reports() {
    let program = Program::new().file("a.toml", SMALL);
    shard(&program, &["--shard", "2/3", "--tally", "deeper/2.tally"])
        .exits(0)
        .prints("")
        .notes("shard 2/3 (7 of 20 simulations a case) in deeper/2.tally\n28 simulations in … s\n");
    assert_eq!(
        (program.names("."), program.names("deeper")),
        (vec!["a.toml".into(), "deeper".into()], vec!["2.tally".into()])
    );
    let file = TallyFile::from_bytes(&program.bytes("deeper/2.tally")).expect("it is sound");
    assert_eq!((file.tally.trials, file.header.shard.to_string().as_str()), (7, "2/3"));
    shard(&program, &["--shard", "3/3", "--tally", "3.tally", "--quiet"]).exits(0).prints("").notes("");
    assert!(program.has("3.tally"));
}

#[test]
fn a_tally_without_a_shard_is_of_all_trials() {
    let program = Program::new().file("a.toml", SMALL);
    shard(&program, &["--tally", "a.tally"]).exits(0).mentions("shard 1/1 (20 of 20 simulations a case) in a.tally");
}

#[test]
fn the_bytes_of_a_shard_do_not_tell_how_it_was_played() {
    let program = Program::new().file("a.toml", SMALL);
    for threads in ["1", "5"] {
        let tally = format!("{threads}.tally");
        let trials = ["run", "a.toml", "--trials", "2000", "--shard", "1/2"];
        program.run([&trials[..], &["--threads", threads, "--tally", &tally]].concat()).exits(0);
    }
    assert!(program.bytes("1.tally") == program.bytes("5.tally"));
}

#[test]
fn a_shard_that_is_there_is_not_played_again() {
    let program = Program::new().file("a.toml", SMALL);
    let long = ["run", "a.toml", "--trials", "2000", "--shard", "1/2", "--tally", "1.tally"];
    program.run(long).exits(0);
    let before = program.bytes("1.tally");
    program.run(long).exits(0).prints("").notes("shard 1/2 is in 1.tally already: nothing to play\n");
    program.run([&long[..], &["--quiet", "--threads", "3"]].concat()).exits(0).prints("").notes("");
    assert!(program.bytes("1.tally") == before);
    // A copy of the scenario in another folder is the same scenario.
    program.put("copy/a.toml", SMALL);
    program.run([&["run", "copy/a.toml"], &long[2..]].concat()).exits(0).mentions("already");
}

#[test]
fn what_is_something_else_is_never_overwritten() {
    let program = Program::new().file("a.toml", SMALL);
    let first = ["--shard", "1/2", "--tally", "1.tally"];
    shard(&program, &first).exits(0);
    let before = program.bytes("1.tally");
    let kept = "nothing was overwritten, move it away or choose another file for `--tally`\n";
    let refused = |arguments: &[&str], why: &str| {
        shard(&program, arguments).exits(2).prints("").notes(&format!("error: `1.tally` is {why}; {kept}"));
        assert!(program.bytes("1.tally") == before);
    };
    refused(&["--shard", "2/2", "--tally", "1.tally"], "shard 1/2, not 2/2");
    let another = |what: &str| format!("a tally of another run: its {what}");
    refused(&["--shard", "1/3", "--tally", "1.tally"], &another("number of shards is 2, not 3"));
    refused(&[&first[..], &["--seed", "2"]].concat(), &another("seed is 1, not 2 (by `--seed`)"));
    let set = "segment.prospects.per_week=9";
    refused(&[&first[..], &["--set", set]].concat(), &another(&format!("`--set` is left out, not `{set}`")));

    program.put("1.tally", &before[..before.len() - 1]);
    shard(&program, &first).exits(2).mentions("`1.tally` is in the way and is damaged or incomplete");
    for mine in ["", "notes of my own\n"] {
        program.put("1.tally", mine);
        shard(&program, &first).exits(2).prints("").mentions("`1.tally` is in the way and is ").mentions(kept);
        assert_eq!(program.text("1.tally"), mine);
    }
    program.put("folder/mine", "");
    shard(&program, &["--tally", "folder"]).exits(2).mentions("cannot read `folder`: it is a folder");
}

#[test]
fn a_tally_that_cannot_be_written_is_known_before_anything_is_played() {
    let program = Program::new().file("a.toml", SMALL).file("taken", "mine");
    let long = ["run", "a.toml", "--trials", "1000000000", "--weeks", "520"];
    program
        .run([&long[..], &["--tally", "taken/1.tally"]].concat())
        .exits(1)
        .mentions("cannot write to `taken/1.tally`");
}

#[test]
fn a_shard_of_what_cannot_be_cut_is_wrong_input() {
    let program = Program::new().file("a.toml", SMALL).file("b.toml", SMALL);
    let refused = |arguments: &[&str], why: &str| {
        shard(&program, arguments).exits(2).prints("").notes(&format!("error: {why}\n"));
    };
    refused(
        &["--set", "precision=0.01", "--shard", "1/2", "--tally", "1.tally"],
        "a shard cannot know when all of them are precise enough; take `precision` out of the scenario and choose the \
         number of `trials`",
    );
    refused(
        &["--shard", "1/21", "--tally", "1.tally"],
        "`--shard 1/21` leaves shards without a trial: there are 20 trials; choose no more shards than that",
    );
    refused(&["b.toml", "--tally", "1.tally"], "`--tally` is for one scenario file, not for 2; play them apart");
    program.put("wrong.toml", "weeks = 0");
    program.run(["run", "wrong.toml", "--tally", "1.tally"]).exits(2).mentions("`weeks` is `0`");
    assert_eq!(program.names("."), ["a.toml", "b.toml", "wrong.toml"]);
}

#[test]
fn options_of_a_shard_that_make_no_sense_are_wrong_input() {
    let program = Program::new().file("a.toml", SMALL);
    shard(&program, &["--shard", "1/2"]).exits(2).mentions("--tally <OUT>");
    shard(&program, &["--tally", "1.tally", "--out", "x"]).exits(2).mentions("cannot be used with '--out <DIR>'");
    shard(&program, &["--tally", "1.tally", "--no-charts"]).exits(2).mentions("cannot be used with '--no-charts'");
    for wrong in ["0/3", "4/3", "1/0", "3", "1/2/3", "a/b", "-1/3", "", "1/4294967296"] {
        let outcome = shard(&program, &[&format!("--shard={wrong}"), "--tally", "1.tally"]).exits(2).prints("");
        assert!(outcome.stderr.starts_with("error: "), "{wrong}: {}", outcome.stderr);
    }
    assert_eq!(program.names("."), ["a.toml"]);
}
