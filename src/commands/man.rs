//! `man`: manual pages, made from the definitions of the arguments.

use std::io;
use std::path::PathBuf;

use clap::CommandFactory;

use crate::cli::{Cli, Man};
use crate::output::write_all_new;
use crate::scenario::nearest;
use crate::terminal;

use super::{Failure, Printer};

/// The section that does not follow from the definitions of arguments.
const EXIT_STATUS: &str = "\
.SH \"EXIT STATUS\"
.TP
\\fB0\\fR
done
.TP
\\fB1\\fR
failed while running: a folder that cannot be written to, a file in the way
.TP
\\fB2\\fR
the input is wrong: a file, a value or an option; nothing was written
.TP
\\fB3\\fR
done, and a case misses a target: everything was written
";

pub(super) fn man(arguments: &Man, printer: &mut Printer) -> Result<(), Failure> {
    let mut program = Cli::command();
    program.build();
    if let Some(folder) = &arguments.out {
        // The command `help` prints what these pages say.
        let commands = program.get_subcommands().filter(|command| command.get_name() != "help");
        let all = std::iter::once(&program).chain(commands);
        let pages = all.map(|command| Ok((folder.join(file_name(command)), page(command)?)));
        let pages: Vec<(PathBuf, String)> = pages.collect::<io::Result<_>>()?;
        write_all_new(&pages)?;
        return printer.note(&terminal::pages_written(pages.len(), folder));
    }
    let command = match &arguments.command {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let near = nearest(name, program.get_subcommands().map(clap::Command::get_name));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Failure::Wrong(format!("unknown command `{name}`{near}"))
        })?,
    };
    printer.data(&page(command)?)
}

fn file_name(command: &clap::Command) -> String {
    format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()))
}

/// The day of this version, which its package states: the same version gives the same pages on any day.
fn released() -> &'static str {
    let (_, release) = include_str!("../../Cargo.toml").split_once("[package.metadata.release]").unwrap_or_default();
    release.split('"').nth(1).unwrap_or_default()
}

fn page(command: &clap::Command) -> io::Result<String> {
    let mut command = command.clone();
    // What pages say by themselves leaves out which files there may be several of, and which options have to have a value.
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_string();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.override_usage(usage)).manual("inmail-sim").date(released()).render(&mut page)?;
    page.extend_from_slice(EXIT_STATUS.as_bytes());
    Ok(String::from_utf8_lossy(&page).into_owned())
}
