//! The program as its users meet it: a folder with files, what they type there, and what comes of it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::table::Table;

/// A scenario as small as they come: one InMail at a known rate, ten new people a week, under each of four plans.
pub(crate) const SMALL: &str = include_str!("program/small.toml");

/// A scenario in which everything happens: every channel and every way to gain or lose a credit, in six cases.
pub(crate) const BUSY: &str = include_str!("program/busy.toml");

/// The reports of a run without charts.
pub(crate) const REPORTS: [&str; 12] = [
    "datapackage.json",
    "differences.csv",
    "figures.csv",
    "held_up.csv",
    "outcomes.csv",
    "report.html",
    "report.xlsx",
    "run.json",
    "segments.csv",
    "summary.csv",
    "touches.csv",
    "weekly.csv",
];

/// A folder of its own, in which the program is run; it goes when this value does.
pub(crate) struct Program {
    folder: TempDir,
}

impl Program {
    /// An empty folder.
    pub(crate) fn new() -> Program {
        Program { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// The same with this file in it, in place of any that was there.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Program {
        self.put(path, content);
        self
    }

    /// Writes a file, as a user would.
    pub(crate) fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("folders can be made");
        fs::write(path, content).expect("files can be written");
    }

    /// Runs the program in the folder, with these arguments.
    pub(crate) fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
        let arguments: Vec<_> = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        let output = self.command().args(&arguments).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
        let typed: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
        Outcome {
            typed: format!("inmail-sim {}", typed.join(" ")),
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The program in the folder, not started yet, deaf to what the environment says about colours and threads.
    pub(crate) fn command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("inmail-sim"));
        command.current_dir(self.folder.path());
        for variable in ["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_HYPERLINK", "NO_COLOR", "RAYON_NUM_THREADS"] {
            command.env_remove(variable);
        }
        command
    }

    /// Where a file of the folder is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The bytes of a file.
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("`{path}`: {error}"))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).expect("it is UTF-8")
    }

    /// The table in a CSV file.
    pub(crate) fn table(&self, path: &str) -> Table {
        Table::read(&self.bytes(path))
    }

    /// Is there such a file or folder?
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// The names of what is in a folder, hidden files included, in order.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.expect("it can be listed"))).collect();
        names.sort();
        names
    }

    /// The bytes of every file in a folder, by name.
    pub(crate) fn contents(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let file = |name: String| (name.clone(), self.bytes(&format!("{folder}/{name}")));
        self.names(folder).into_iter().map(file).collect()
    }
}

/// How a run of the program ended, and what it printed.
#[derive(Debug)]
pub(crate) struct Outcome {
    typed: String,
    status: Option<i32>,
    /// Standard output: data.
    pub(crate) stdout: String,
    /// Standard error: notes and what is wrong.
    pub(crate) stderr: String,
}

impl Outcome {
    /// Claims that this is the exit status.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Outcome {
        assert_eq!(self.status, Some(status), "exit status of `{}`\n{}{}", self.typed, self.stdout, self.stderr);
        self
    }

    /// Claims that exactly this is on standard output.
    #[track_caller]
    pub(crate) fn prints(self, expected: &str) -> Outcome {
        self.same("standard output", expected, &self.stdout);
        self
    }

    /// Claims that exactly this is on standard error, but for how many seconds it took.
    #[track_caller]
    pub(crate) fn notes(self, expected: &str) -> Outcome {
        self.same("standard error", expected, &without_time(&self.stderr));
        self
    }

    /// Claims that standard error says this, among other things.
    #[track_caller]
    pub(crate) fn mentions(self, part: &str) -> Outcome {
        assert!(self.stderr.contains(part), "`{}` does not mention `{part}`:\n{}", self.typed, self.stderr);
        self
    }

    #[track_caller]
    fn same(&self, what: &str, expected: &str, found: &str) {
        assert!(expected == found, "{what} of `{}`\n{}", self.typed, difference(expected, found));
    }
}

/// Claims that there are exactly these files in a folder of reports.
#[track_caller]
pub(crate) fn only_reports(program: &Program, folder: &str, others: &[&str]) {
    let mut expected: Vec<&str> = REPORTS.iter().chain(others).copied().collect();
    expected.sort();
    assert_eq!(program.names(folder), expected, "in {folder}");
}

/// The path of a file of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The same text with `…` for the seconds that a run took, or would take on this machine.
fn without_time(text: &str) -> String {
    let line = |line: &str| {
        let took = line.split_once(" simulations in ").filter(|(_, rest)| rest.ends_with(" s\n"));
        let takes = line.split_once(": a run takes ").filter(|(_, rest)| rest.contains(" on "));
        match (took, takes) {
            (Some((campaigns, _)), _) => format!("{campaigns} simulations in … s\n"),
            (None, Some((stem, _))) => format!("{stem}: a run takes …\n"),
            (None, None) => line.to_owned(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Both texts line by line: `-` before what was expected, `+` before what was found, nothing before what they share.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), found.split('\n').collect());
    let alike = |(one, other): &(&&str, &&str)| one == other;
    let before = expected.iter().zip(&found).take_while(alike).count();
    let rest = expected.len().min(found.len()) - before;
    let after = expected.iter().rev().zip(found.iter().rev()).take(rest).take_while(alike).count();
    let marked = |mark: &str, lines: &[&str]| -> String {
        lines.iter().map(|line| format!("{mark} {}\n", visible(line))).collect()
    };
    [
        marked(" ", &expected[..before]),
        marked("-", &expected[before..expected.len() - after]),
        marked("+", &found[before..found.len() - after]),
        marked(" ", &expected[expected.len() - after..]),
    ]
    .concat()
}

/// The text with a code for each character that looks like a space or like nothing.
fn visible(text: &str) -> String {
    let hidden = |char: char| char != ' ' && (char.is_whitespace() || char.is_control());
    text.chars().map(|char| if hidden(char) { char.escape_unicode().to_string() } else { char.to_string() }).collect()
}

#[test]
fn a_difference_shows_what_was_expected_and_what_was_found() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "  a\n- b\n+ x\n+ y\n  c\n  \n");
    assert_eq!(difference("a", "a\na"), "  a\n+ a\n");
    assert_eq!(difference("1 000", "1\u{202f}000"), "- 1 000\n+ 1\\u{202f}000\n");
}

#[test]
fn only_the_seconds_are_taken_out() {
    assert_eq!(without_time("reports in a\n10 simulations in 0.01 s\n"), "reports in a\n10 simulations in … s\n");
    assert_eq!(without_time("a: a run takes about 2.0 s on 2 threads\nb\n"), "a: a run takes …\nb\n");
}
