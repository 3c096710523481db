//! `ask`: a few questions on a terminal, then the scenario file that the answers make, and what it comes to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use clap::Parser;

use crate::cli::{Cli, Command, Questions};
use crate::output::write_all_new;
use crate::scenario::document::problem::Problems;
use crate::scenario::{Overrides, load_from};

use super::{Exit, Failure, Printer, run};

/// A question: what is asked, what an empty line answers, and what an answer makes of the file.
struct Question {
    asked: &'static str,
    usual: &'static str,
    /// The only words that answer it; none where the scenario decides.
    words: &'static [&'static str],
    write: fn(&mut Parts, &str),
}

/// The file, part by part.
#[derive(Clone, Default)]
struct Parts {
    top: String,
    inmail: String,
    follow_up: String,
    segment: String,
    outcome: String,
}

const QUESTIONS: [Question; 7] = [
    Question {
        asked: "Which plans do you think of? Names with commas between; `inmail-sim plans` lists them",
        usual: "sales-navigator, premium-business",
        words: &[],
        write: |parts, answer| {
            let plans: Vec<String> = answer.split(',').map(|plan| quoted(plan.trim())).collect();
            let _ = writeln!(parts.top, "plans  = [{}]", plans.join(", "));
        },
    },
    Question {
        asked: "How many months do you plan for?",
        usual: "6",
        words: &[],
        write: |parts, answer| {
            let _ = writeln!(parts.top, "months = {}", toml(answer));
        },
    },
    Question {
        asked: "How many new people do you want to write to each week? A number, or max for as many as credits allow",
        usual: "10",
        words: &[],
        write: |parts, answer| {
            let _ = writeln!(parts.segment, "per_week = {}", toml(answer));
        },
    },
    Question {
        asked: "How many people are on your list? A number, or all for as many as you want",
        usual: "all",
        words: &[],
        write: |parts, answer| {
            if answer != "all" {
                let _ = writeln!(parts.segment, "prospects = {}", toml(answer));
            }
        },
    },
    Question {
        asked: "How often is a first InMail answered? 15%, or a range that holds in nine cases of ten",
        usual: "5% to 30%",
        words: &[],
        write: |parts, answer| {
            let _ = writeln!(parts.inmail, "channel    = \"inmail\"\nreply_rate = {}", toml(answer));
        },
    },
    Question {
        asked: "Do you send a follow-up to those who stay silent? yes or no",
        usual: "no",
        words: &["yes", "no", "y", "n"],
        write: |parts, answer| {
            let follows = answer.eq_ignore_ascii_case("yes") || answer.eq_ignore_ascii_case("y");
            let sequence = if follows { "[\"inmail\", \"follow-up\"]" } else { "[\"inmail\"]" };
            let _ = writeln!(parts.segment, "sequence = {sequence}");
            if follows {
                parts.follow_up = "channel    = \"inmail\"\nwait_days  = 7\n\
                    reply_rate = { of = \"inmail\", lift = { pert = [0.25, 0.45, 1.1] } }\n"
                    .into();
            }
        },
    },
    Question {
        asked: "What is a reply worth to you, in your currency? A number, or nothing",
        usual: "nothing",
        words: &[],
        write: |parts, answer| {
            if answer != "nothing" {
                parts.outcome = format!("rate  = 1.0\nvalue = {}\n", toml(answer));
            }
        },
    },
];

pub(super) fn questions(arguments: &Questions, printer: &mut Printer) -> Result<Exit, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::Wrong(
            "`ask` asks its questions on a terminal, and there is none here; write a file by `inmail-sim init`, or give \
             numbers to `inmail-sim today`"
                .into(),
        ));
    }
    let file = &arguments.file;
    if file.exists() {
        let message =
            format!("`{}` is there already, and `ask` writes over nothing; name another file", file.display());
        return Err(Failure::Wrong(message));
    }
    let text = answers(&mut io::stdin().lock(), &mut |line| printer.note(line))?;
    write_all_new(&[(file.clone(), text)])?;
    printer.note(&format!("wrote {}; the same again: inmail-sim run {0}", file.display()))?;
    // The file is run as anybody would run it.
    let typed = ["inmail-sim".into(), "run".into(), file.clone().into_os_string()];
    match Cli::try_parse_from(typed) {
        Ok(Cli { command: Command::Run(asked), .. }) => run::run(&asked, printer),
        Ok(_) | Err(_) => Ok(Exit::Done),
    }
}

/// The text of the file that the answers make. What is no answer is told, and asked again; the end of the input answers as an
/// empty line does.
fn answers(input: &mut dyn BufRead, tell: &mut dyn FnMut(&str) -> Result<(), Failure>) -> Result<String, Failure> {
    let mut parts = Parts::default();
    for (place, question) in QUESTIONS.iter().enumerate() {
        loop {
            tell(&format!("{} [{}]", question.asked, question.usual))?;
            let mut line = String::new();
            let read = input.read_line(&mut line).unwrap_or(0);
            let answer = if line.trim().is_empty() { question.usual } else { line.trim() };
            let is_word =
                question.words.is_empty() || question.words.iter().any(|word| answer.eq_ignore_ascii_case(word));
            if !is_word && read > 0 {
                tell(&format!(
                    "  `{answer}` is no answer to that; say {} or {}",
                    question.words[0], question.words[1]
                ))?;
                continue;
            }
            let mut with = parts.clone();
            (question.write)(&mut with, answer);
            match check(&with, place + 1) {
                Err(problems) if read > 0 => {
                    problems.iter().try_for_each(|problem| tell(&format!("  {}", problem.message)))?
                }
                Ok(()) | Err(_) => {
                    parts = with;
                    break;
                }
            }
        }
    }
    Ok(document(&parts))
}

/// Is the file right that has these parts and the usual answers to the questions from this place on?
fn check(parts: &Parts, from: usize) -> Result<(), Problems> {
    let mut parts = parts.clone();
    QUESTIONS[from..].iter().for_each(|question| (question.write)(&mut parts, question.usual));
    let files = BTreeMap::from([("campaign.toml".into(), document(&parts).into_bytes())]);
    load_from(&files, Path::new("campaign.toml"), &Overrides::default()).map(drop)
}

fn document(parts: &Parts) -> String {
    let Parts { top, inmail, follow_up, segment, outcome } = parts;
    let mut text =
        format!("# Which plan is right for us?\n\n{top}start  = \"next-monday\"\n\n[touch.inmail]\n{inmail}");
    if !follow_up.is_empty() {
        let _ = write!(text, "\n[touch.follow-up]\n{follow_up}");
    }
    let _ = write!(text, "\n[segment.people]\n{segment}");
    if !outcome.is_empty() {
        let _ = write!(text, "\n[outcome.reply-worth]\n{outcome}");
    }
    text
}

/// An answer as TOML: a number as it is, everything else a text.
fn toml(answer: &str) -> String {
    if answer.parse::<f64>().is_ok_and(f64::is_finite) { answer.to_owned() } else { quoted(answer) }
}

fn quoted(text: &str) -> String {
    format!("{:?}", text.replace(|sign: char| sign.is_control(), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: &str) -> (String, Vec<String>) {
        let mut told = Vec::new();
        let mut tell = |line: &str| {
            told.push(line.to_owned());
            Ok(())
        };
        let text = answers(&mut input.as_bytes(), &mut tell).unwrap_or_default();
        (text, told)
    }

    #[test]
    fn empty_lines_answer_as_usual_and_make_a_file_that_is_right() {
        for input in ["\n\n\n\n\n\n\n", ""] {
            let (text, told) = asked(input);
            assert_eq!(told.len(), QUESTIONS.len());
            assert!(text.contains("plans  = [\"sales-navigator\", \"premium-business\"]"), "{text}");
            assert!(!text.contains("follow-up") && !text.contains("outcome"), "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_is_told_and_asked_again() {
        let (text, told) = asked("sales-navigatr\nsales-navigator\n6\nmax\n600\n18%\nof course\nYes\n120\n");
        assert!(told[1].contains("did you mean `sales-navigator`?"), "{told:?}");
        assert!(told.contains(&"  `of course` is no answer to that; say yes or no".to_owned()), "{told:?}");
        assert_eq!(told.len(), QUESTIONS.len() + 4);
        for line in
            ["per_week = \"max\"", "prospects = 600", "reply_rate = \"18%\"", "[touch.follow-up]", "value = 120"]
        {
            assert!(text.contains(line), "{line}: {text}");
        }
    }
}
