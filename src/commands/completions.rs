//! `completions`: scripts by which shells ask this program what could be typed next, and the answers.
//!
//! A script calls the program with a variable in its environment. The answers know the files that are named on the
//! command line: their plans, what-ifs, touches and segments.

mod names;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, CommandFactory};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter};
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::cli::{Cli, Completions, Shell};

use super::{Failure, Printer};
use names::{Name, Names};

/// The variable by which a shell asks, and says which one it is.
const VARIABLE: &str = "INMAIL_SIM_COMPLETE";

/// The name of this program in shells.
const PROGRAM: &str = "inmail-sim";

pub(super) fn completions(arguments: &Completions, printer: &mut Printer) -> Result<(), Failure> {
    let shell: &dyn EnvCompleter = match arguments.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::PowerShell => &Powershell,
        Shell::Elvish => &Elvish,
    };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    printer.data(&String::from_utf8_lossy(&script))
}

/// Answers a shell that asks what could be typed, if it is one that called the program; was it?
pub fn answer_shell() -> bool {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let is_bash =
        std::env::var_os(VARIABLE).is_some_and(|shell| Path::new(&shell).file_stem() == Some(OsStr::new("bash")));
    let folder = std::env::current_dir().ok();
    let files = scenarios(&arguments);
    let ask = CompleteEnv::with_factory(|| completing(Names::read(files.clone()), is_bash)).var(VARIABLE);
    ask.bin(PROGRAM).completer(PROGRAM).try_complete(arguments, folder.as_deref()).unwrap_or_else(|error| error.exit())
}

/// The scenario files that are named on a command line.
fn scenarios(arguments: &[OsString]) -> Vec<PathBuf> {
    let paths = arguments.iter().skip(1).map(PathBuf::from);
    paths.filter(|path| is_toml(path) && path.is_file()).collect()
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// The definitions of the arguments, with what can be typed for each value.
fn completing(names: Names, is_bash: bool) -> clap::Command {
    let names = Arc::new(names);
    let add = move |argument: Arg, list: fn(&Names, &str) -> Vec<Name>| {
        let names = Arc::clone(&names);
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| candidates(&names, list, typed, is_bash)))
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
fn candidates(
    names: &Names,
    list: fn(&Names, &str) -> Vec<Name>,
    typed: &OsStr,
    is_bash: bool,
) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    // Bash leaves it to the program to protect spaces.
    let protect = |name: &str| if is_bash { name.replace(' ', "\\ ") } else { name.to_owned() };
    let typed = if is_bash { typed.replace("\\ ", " ") } else { typed.to_owned() };
    let begun = list(names, &typed).into_iter().filter(|name| name.name.starts_with(&typed));
    begun.map(|name| CompletionCandidate::new(protect(&name.name)).help(Some(name.meaning.into()))).collect()
}

#[cfg(test)]
mod tests;
