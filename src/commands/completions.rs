//! `completions`: scripts by which shells ask this program what could be typed next, and the answers.
//!
//! A script calls the program with a variable in its environment. The answers know the files that are named on the
//! command line: their plans, what-ifs, touches and segments.

mod names;
mod shells;
mod words;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter};

use crate::cli::{Cli, Completions, Shell};

use super::{Failure, Printer};
use names::{Name, Names};
use shells::{Asked, LINE};

/// The variable by which a shell asks, and says which one it is.
const VARIABLE: &str = "INMAIL_SIM_COMPLETE";

/// The name of this program in shells.
const PROGRAM: &str = "inmail-sim";

pub(super) fn completions(arguments: &Completions, printer: &mut Printer) -> Result<(), Failure> {
    shells::print_script(arguments.shell, printer)
}

/// Answers a shell that asks what could be typed, if it is one that called the program; was it?
pub fn answer_shell() -> bool {
    let text = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let Some(shell) = text(VARIABLE).and_then(|shell| Shell::from_str(&shell, true).ok()) else { return false };
    let arguments = std::env::args_os().skip_while(|argument| argument != "--").skip(1);
    let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    let index = text("_CLAP_COMPLETE_INDEX").and_then(|index| index.parse().ok());
    if let Some(asked) = Asked::new(shell, &arguments, &text(LINE).unwrap_or_default(), index) {
        let names = Names::read(scenarios(&asked.words));
        // Whoever asks and does not listen, or is not told, can still type.
        let _ = std::io::stdout().write_all(answer(&asked, names).as_bytes());
    }
    true
}

/// What could be typed, as the shell that asks wants to be told.
fn answer(asked: &Asked, names: Names) -> String {
    let words: Vec<OsString> = asked.words.iter().map(OsString::from).collect();
    let last = words.len().saturating_sub(1);
    let folder = std::env::current_dir().ok();
    let found = clap_complete::engine::complete(&mut completing(names), words, last, folder.as_deref());
    asked.answer(&found.unwrap_or_default())
}

/// The scenario files that are named on a command line.
fn scenarios(words: &[String]) -> Vec<PathBuf> {
    let paths = words.iter().skip(1).map(PathBuf::from);
    paths.filter(|path| is_toml(path) && path.is_file()).collect()
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// The definitions of the arguments, with what can be typed for each value.
fn completing(names: Names) -> clap::Command {
    let names = Arc::new(names);
    let add = move |argument: Arg, list: fn(&Names, &str) -> Vec<Name>| {
        let names = Arc::clone(&names);
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| candidates(&names, list, typed)))
    };
    Cli::command().mut_subcommands(move |command| {
        let add = add.clone();
        command.mut_args(move |argument| match argument.get_id().as_str() {
            "plan" => add(argument, |names, _| names.plans()),
            "what_if" => add(argument, |names, _| names.what_ifs()),
            "set" | "vary" => add(argument, |names, typed| names.assignments(typed)),
            "rulebook" => add(argument, |_, _| names::rulebooks()),
            "template" => add(argument, |_, _| names::templates()),
            "key" => add(argument, |_, _| names::explained()),
            "command" => add(argument, |_, _| commands()),
            "file" | "files" => {
                let wanted = |path: &Path| path.is_dir() || is_toml(path);
                argument.add(ArgValueCompleter::new(PathCompleter::any().filter(wanted)))
            }
            _ => argument,
        })
    })
}

fn commands() -> Vec<Name> {
    let about = |command: &clap::Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    Cli::command().get_subcommands().map(|command| Name::new(command.get_name(), about(command))).collect()
}

/// The names that begin as what was typed.
fn candidates(names: &Names, list: fn(&Names, &str) -> Vec<Name>, typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let begun = list(names, typed).into_iter().filter(|name| name.name.starts_with(typed));
    begun.map(|name| CompletionCandidate::new(name.name).help(Some(name.meaning.into()))).collect()
}

#[cfg(test)]
mod tests;
