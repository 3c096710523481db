//! The commands, and what they share. The only room where all others meet.

mod ask;
mod calibrate;
mod check;
mod compare;
mod completions;
mod explain;
mod failure;
mod figures;
mod forecast;
mod forms;
mod init;
mod man;
mod merge;
#[cfg(feature = "page")]
mod open;
mod optimize;
mod own_files;
mod pages;
mod pilot;
mod plans;
mod qualify;
mod questions;
mod reports;
mod run;
mod schema;
mod sensitivity;
mod shard;
mod signals;
mod sweep;
mod targets;
#[cfg(test)]
mod tests;
mod today;
mod trace;

use std::env::var_os;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::cli::{self, Changes, Check, Cli, Colour, Command, Compare, Run};
use crate::engine::Sampling;
use crate::scenario::{self, Overrides, Scenario};
use crate::tally_file::{self, Refusal, TallyFile};
use crate::terminal::{self, Screen};
use crate::words::visible::{visible, visible_lines};

pub use completions::answer_shell;
use failure::{Failure, did_you_mean};

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done = 0,
    /// It failed while running: a folder that cannot be written to, say.
    Failed = 1,
    /// Its input is wrong.
    WrongInput = 2,
    /// All done, and a case misses a target.
    Missed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Runs the command, prints on standard error what is wrong, and returns how it ended.
pub fn execute(mut cli: Cli) -> Exit {
    signals::heed();
    if let Command::Run(Run { files, .. })
    | Command::Check(Check { files, .. })
    | Command::Compare(Compare { files, .. }) = &mut cli.command
    {
        *files = files.iter().flat_map(|path| matching(path)).collect();
    }
    Printer::new(cli.color).end(|printer| perform(&cli.command, printer))
}

/// The files that a pattern stands for, where no file has that name: not every shell looks for them itself.
fn matching(path: &Path) -> Vec<PathBuf> {
    let pattern = path.to_str().filter(|name| !path.exists() && name.contains(['*', '?', '[']));
    let found: Vec<PathBuf> = pattern.and_then(|name| glob::glob(name).ok()).into_iter().flatten().flatten().collect();
    if found.is_empty() { vec![path.to_owned()] } else { found }
}

/// Prints help, the version, or what is wrong with the arguments, and returns how that ended.
pub fn answer(answer: &clap::Error) -> Exit {
    Printer::new(Colour::Auto).end(|_| {
        answer.print()?;
        io::stdout().flush()?;
        Ok(if answer.use_stderr() { Exit::WrongInput } else { Exit::Done })
    })
}

fn perform(command: &Command, printer: &mut Printer) -> Result<Exit, Failure> {
    match command {
        Command::Run(run) => return run::run(run, printer),
        Command::Ask(asked) => return questions::questions(asked, printer),
        #[cfg(feature = "page")]
        Command::Open(opened) => open::open(opened, printer),
        Command::Compare(compare) => return compare::compare(compare, printer),
        Command::Merge(merge) => return merge::merge(merge, printer),
        Command::Sweep(sweep) => sweep::sweep(sweep, printer),
        Command::Optimize(optimize) => optimize::optimize(optimize, printer),
        Command::Pilot(pilot) => pilot::pilot(pilot, printer),
        Command::Check(check) => check::check(check, printer),
        Command::Plans(plans) => plans::plans(plans, printer),
        Command::Trace(trace) => trace::trace(trace, printer),
        Command::Calibrate(calibrate) => calibrate::calibrate(calibrate, printer),
        Command::Forecast(forecast) => forecast::forecast(forecast, printer),
        Command::Today(asked) => today::today(asked, printer),
        Command::Qualify(qualify) => qualify::qualify(qualify, printer),
        Command::Sensitivity(asked) => sensitivity::sensitivity(asked, printer),
        Command::Init(init) => init::init(init, printer),
        Command::Explain(explain) => explain::explain(explain, printer),
        Command::Schema(schema) => schema::schema(schema, printer),
        Command::Completions(completions) => completions::completions(completions, printer),
        Command::Man(man) => man::man(man, printer),
    }?;
    Ok(Exit::Done)
}

/// Where data and notes are printed.
struct Printer {
    /// Standard output: data.
    data: AutoStream<io::Stdout>,
    /// Standard error: everything else.
    notes: AutoStream<io::Stderr>,
    /// Are notes left out?
    is_silent: bool,
}

impl Printer {
    fn new(colour: Colour) -> Printer {
        let choice = |is_terminal: bool| match colour {
            // Zero forces nothing, though the library takes any value for a wish.
            Colour::Auto if !is_terminal && var_os("CLICOLOR_FORCE").is_some_and(|force| force == "0") => {
                ColorChoice::Never
            }
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        let (data, notes) = (io::stdout(), io::stderr());
        let (of_data, of_notes) = (choice(data.is_terminal()), choice(notes.is_terminal()));
        Printer { data: AutoStream::new(data, of_data), notes: AutoStream::new(notes, of_notes), is_silent: false }
    }

    /// The screen that data are laid out for, as wide as it is now.
    fn screen(&self) -> Screen {
        Screen::of_output()
    }

    /// Runs a command, prints its failure, and returns how it ends.
    fn end(&mut self, command: impl FnOnce(&mut Printer) -> Result<Exit, Failure>) -> Exit {
        match command(self) {
            Ok(exit) => exit,
            // Whoever reads the output has had enough of it, as `head` has.
            Err(Failure::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Err(failure @ (Failure::Told | Failure::Stopped)) => failure.exit(),
            Err(failure) => {
                // If even this cannot be printed, there is still the exit status.
                let _ = writeln!(self.notes, "{}", failure.shown());
                failure.exit()
            }
        }
    }

    fn data(&mut self, text: &str) -> Result<(), Failure> {
        self.data.write_all(text.as_bytes())?;
        Ok(self.data.flush()?)
    }

    /// Prints a CSV table as it is; on a terminal without what cannot be seen there.
    fn table(&mut self, csv: &[u8]) -> Result<(), Failure> {
        let text = String::from_utf8_lossy(csv);
        if io::stdout().is_terminal() { self.data(&visible_lines(&text)) } else { self.data(&text) }
    }

    fn note(&mut self, text: &str) -> Result<(), Failure> {
        if self.is_silent { Ok(()) } else { Ok(writeln!(self.notes, "{text}")?) }
    }

    /// Leaves notes out from now on if that is asked for, and tells whether the result is still to be printed: what is for
    /// people is not, what is for programs is.
    fn shows(&mut self, quiet: bool, is_for_people: bool) -> bool {
        self.is_silent = quiet;
        !quiet || !is_for_people
    }
}

/// Says for what it is waited where a file is a pipe, which may have nothing to read yet.
fn note_pipes(files: &[PathBuf], quiet: bool, printer: &mut Printer) -> Result<(), Failure> {
    let pipes = files.iter().filter(|file| !quiet && is_pipe(file));
    pipes.into_iter().try_for_each(|file| {
        printer
            .note(&format!("`{}` is a pipe: waiting for what is written to it", visible(&file.display().to_string())))
    })
}

#[cfg(unix)]
fn is_pipe(file: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    file.symlink_metadata().is_ok_and(|found| found.file_type().is_fifo())
}

/// Elsewhere pipes are no files.
#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// Reads scenario files; the failure holds everything that is wrong with any of them.
fn load_all(files: &[PathBuf], overrides: &Overrides) -> Result<Vec<Scenario>, Failure> {
    let (mut scenarios, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        match scenario::load(file, overrides) {
            Ok(scenario) => scenarios.push(scenario),
            Err(found) => problems.push(found),
        }
    }
    if problems.is_empty() { Ok(scenarios) } else { Err(Failure::Problems(problems)) }
}

/// Prints the warnings about a scenario.
fn note_warnings(scenario: &Scenario, printer: &mut Printer) -> Result<(), Failure> {
    scenario.warnings.iter().try_for_each(|warning| printer.note(&terminal::warning(warning)))
}

fn load(file: &Path, overrides: &Overrides) -> Result<Scenario, Failure> {
    Ok(scenario::load(file, overrides)?)
}

fn sampling(changes: &Changes) -> Sampling {
    match changes.sampling {
        cli::Sampling::Even => Sampling::Even,
        cli::Sampling::Plain => Sampling::Plain,
    }
}

/// A pool of this many threads; without a number, one a core.
fn threads(number: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    let number = number.map_or(0, usize::from);
    Ok(rayon::ThreadPoolBuilder::new().num_threads(number).build()?)
}

/// Reads a tally; a file that is none is not read to its end.
fn read_tally(path: &Path) -> Result<TallyFile, Refusal> {
    let read = || -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (File::open(path)?, Vec::new());
        (&file).take(tally_file::LOOKED_AT).read_to_end(&mut bytes)?;
        if tally_file::begins(&bytes) {
            file.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    };
    let bytes = read().map_err(|error| Refusal::Unreadable(path.into(), scenario::document::source::reason(&error)))?;
    TallyFile::from_bytes(&bytes).map_err(|error| Refusal::Unsound(path.into(), error))
}

fn overrides(changes: &Changes, trials: Option<u64>) -> Overrides {
    Overrides {
        set: changes
            .set
            .iter()
            .cloned()
            .chain(changes.rulebook.iter().map(|name| format!("rulebook={name}")))
            .collect(),
        plans: changes.plan.clone(),
        what_ifs: changes.what_if.clone(),
        trials,
        seed: changes.seed,
        weeks: changes.weeks,
    }
}
