//! `ask`: a few questions on a terminal, then the scenario file that the answers make, and what it comes to.

use std::io::{self, BufRead, IsTerminal};

use clap::Parser;

use crate::cli::{Cli, Command, Questions};
use crate::guide::{Answers, QUESTIONS};
use crate::output::write_all_new;
use crate::results;
use crate::scenario::document::source::{Disk, Files};
use crate::terminal;

use super::{Exit, Failure, Printer, run};

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
    let answers = answers(&mut io::stdin().lock(), &mut |line| printer.note(line))?;
    write_all_new(&[(file.clone(), answers.document())])?;
    printer.note(&format!("wrote {}; the same again: inmail-sim run {0}", file.display()))?;
    // The file is run as anybody would run it.
    let typed = ["inmail-sim".into(), "run".into(), file.clone().into_os_string()];
    let end = match Cli::try_parse_from(typed) {
        Ok(Cli { command: Command::Run(asked), .. }) => run::run(&asked, printer)?,
        Ok(_) | Err(_) => Exit::Done,
    };
    // Whoever says what is left and when it renews is told how fast it may go, as by `today`.
    for (title, said) in results::today::of_answers(&answers, Disk.today()) {
        printer.data(&format!("\n{}", terminal::today(printer.screen(), &title, &said)))?;
    }
    Ok(end)
}

/// The answers. What is no answer is told, and asked again; the end of the input answers as an
/// empty line does.
fn answers(input: &mut dyn BufRead, tell: &mut dyn FnMut(&str) -> Result<(), Failure>) -> Result<Answers, Failure> {
    let (mut answers, mut asked) = (Answers::default(), Vec::new());
    // What an answer makes a question of use comes next, though it stands before.
    while let Some(question) = QUESTIONS.iter().find(|of| !asked.contains(&of.id) && of.is_of_use(&answers)) {
        asked.push(question.id);
        let usual = results::usual(question, &answers, &|| true);
        loop {
            tell(&format!("{} [{usual}]", question.asked))?;
            let mut line = String::new();
            let read = input.read_line(&mut line).unwrap_or(0);
            let answer = if line.trim().is_empty() { &usual } else { line.trim() };
            match answers.add(question, answer) {
                Err(wrong) if read > 0 => wrong.iter().try_for_each(|wrong| tell(&format!("  {wrong}")))?,
                Ok(()) => break,
                Err(_) => {
                    answers.add_as_it_is(question, answer);
                    break;
                }
            }
        }
    }
    Ok(answers)
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
        let answers = answers(&mut input.as_bytes(), &mut tell).unwrap_or_default();
        (answers.document(), told)
    }

    /// The questions that are of use where everything is answered as usual.
    fn usual() -> usize {
        QUESTIONS.iter().filter(|question| question.is_of_use(&Answers::default())).count()
    }

    #[test]
    fn empty_lines_answer_as_usual_and_make_a_file_that_is_right() {
        for input in ["\n".repeat(QUESTIONS.len()).as_str(), ""] {
            let (text, told) = asked(input);
            assert_eq!(told.len(), usual());
            assert!(text.contains("plans  = [\"sales-navigator\", \"premium-business\"]"), "{text}");
            assert!(!text.contains("follow-up") && !text.contains("outcome"), "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_is_told_and_asked_again() {
        let (text, told) =
            asked("sales-navigatr\nsales-navigator\n79,99\n\n1\nmax\n600\n18%\nof course\nYes\n5\n120\n43\n1\n\n");
        assert!(told[1].contains("did you mean `sales-navigator`?"), "{told:?}");
        assert!(told.contains(&"  `of course` is no answer to that; say 0, 1, 2 or 3".to_owned()), "{told:?}");
        assert_eq!(told.len(), QUESTIONS.len() + 4);
        for line in [
            "[plan.sales-navigator]\nprice_per_month = 79.99",
            "per_week = \"max\"",
            "prospects = 600",
            "reply_rate = \"18%\"",
            "[touch.follow-up]\nchannel    = \"inmail\"\nwait_days  = 5\n",
            "value = 120",
            "[opening]\ncredits = 43",
            "billing_day = 1",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn the_currency_is_asked_for_as_soon_as_there_is_an_amount() {
        let lines = |place: usize, line: &str| format!("{}{line}\n", "\n".repeat(place));
        let (text, told) = asked(&lines(1, "95; 50"));
        assert!(told[2].starts_with("In which currency") && told[2].ends_with("[USD]"), "{told:?}");
        assert!(!text.contains("currency"), "{text}");
        let (text, told) = asked(&lines(1, "79,99 €; 99"));
        assert!(told[2].ends_with("[EUR]") && text.contains("currency = \"EUR\""), "{told:?} {text}");
        let worth = told.iter().position(|line| line.starts_with("What is a reply worth")).unwrap_or_default() - 1;
        let (_, told) = asked(&lines(worth, "120"));
        assert!(told[worth].starts_with("What is a reply worth"), "{told:?}");
        assert!(told[worth + 1].starts_with("In which currency"), "{told:?}");
        // Where two prices could be one, that is told, and nothing is taken for granted.
        let (text, told) = asked(&lines(1, "79,99"));
        assert!(told[2].contains("may be one price or two") && !text.contains("price_per_month"), "{told:?} {text}");
    }
}
