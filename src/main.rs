//! The program: reads its arguments, does what they ask for, and sets the exit status.

use std::process::ExitCode;

use clap::Parser;
use inmail_sim::cli::Cli;
use inmail_sim::commands;

fn main() -> ExitCode {
    if commands::answer_shell() {
        return commands::Exit::Done.into();
    }
    match Cli::try_parse() {
        Ok(cli) => commands::execute(cli).into(),
        Err(answer) => commands::answer(&answer).into(),
    }
}
