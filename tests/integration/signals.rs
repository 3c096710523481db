//! Signals end the program, and whoever started it sees by which one.
#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

use crate::program::{Program, SMALL};

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(sent.expect("there is a `kill`").success());
}

#[test]
fn every_command_ends_by_the_signal_that_it_is_sent() {
    let program = Program::new().file("a.toml", format!("plans = [\"recruiter-lite\"]\n{SMALL}"));
    let commands = [
        &["run", "a.toml", "--trials", "1000000000"][..],
        &["sensitivity", "a.toml", "--trials", "1000000000"],
        &["sweep", "a.toml", "--trials", "1000000000", "--vary", "segment.prospects.per_week=1,2"],
    ];
    for (arguments, (name, number)) in commands.iter().zip([("-INT", 2), ("-TERM", 15), ("-HUP", 1)]) {
        let mut command = program.command();
        let mut child =
            command.args(*arguments).stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        // It plays for hours once its folder is there.
        while arguments[0] != "sensitivity" && !program.has("results/a") {
            assert!(child.try_wait().expect("it can be asked").is_none(), "it ended by itself");
            std::thread::yield_now();
        }
        send(name, &child);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.signal(), Some(number), "{arguments:?}");
        assert_eq!(output.stdout, b"");
        let notes = String::from_utf8(output.stderr).expect("it is UTF-8");
        assert_eq!(notes.contains("go on with"), notes.starts_with("stopped: "), "{notes}");
        std::fs::remove_dir_all(program.path("results")).ok();
    }
}

#[test]
fn what_a_shell_has_made_the_program_deaf_to_does_not_end_it() {
    let program = Program::new().file("a.toml", format!("plans = [\"recruiter-lite\"]\n{SMALL}"));
    let command = program.command();
    // The shell ignores the signal, and so does what takes its place.
    let line = "trap '' HUP; exec \"$0\" sweep a.toml --quiet --no-charts --trials 500 --vary segment.prospects.per_week=1..50:50";
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).arg(command.get_program()).current_dir(program.path(""));
    let mut child = shell.stderr(Stdio::piped()).spawn().expect("it starts");
    while !program.has("results/a/sweep.json") {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended before it was sent a signal");
        std::thread::yield_now();
    }
    send("-HUP", &child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
