//! The commands, and what they share. The only room where all others meet.

mod calibrate;
mod check;
mod completions;
mod explain;
mod figures;
mod forecast;
mod init;
mod man;
mod merge;
mod optimize;
mod own_files;
mod pilot;
mod plans;
mod qualify;
mod reports;
mod run;
mod schema;
mod sensitivity;
mod shard;
mod sweep;
mod targets;
mod trace;

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::chart::ChartError;
use crate::cli::{self, Changes, Cli, Colour, Command};
use crate::engine::{Sampling, Settings};
use crate::output::OutputError;
use crate::scenario::document::problem::Problems;
use crate::scenario::{self, Overrides, Scenario};
use crate::tally_file::{self, Refusal, TallyFile};
use crate::terminal::{self, Screen};

pub use completions::answer_shell;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done = 0,
    /// It failed while running: a folder that cannot be written to, say.
    Failed = 1,
    /// What it was given is wrong.
    WrongInput = 2,
    /// All done, and a case misses a target.
    Missed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command did not do what it was asked to.
enum Failure {
    /// The files or arguments are wrong, for these reasons.
    Problems(Vec<Problems>),
    /// The files or arguments are wrong, and this has been printed.
    Told,
    /// There are so many warnings, where none may be.
    Strict(usize),
    /// Two files would write to the same folder.
    SameFolder { first: PathBuf, second: PathBuf, folder: PathBuf },
    /// A shard is not played or tallies are not merged, for these reasons.
    Refused(Vec<Refusal>),
    /// An argument names nothing that there is.
    Wrong(String),
    /// The arguments are wrong, as these messages say.
    Marked(String),
    /// Reports could not be written.
    Output(OutputError),
    /// A chart could not be drawn.
    Chart(ChartError),
    /// The threads could not be started.
    Threads(rayon::ThreadPoolBuildError),
    /// Something could not be printed.
    Print(io::Error),
    /// It was stopped before it was done, and this has been printed.
    Stopped,
}

impl Failure {
    fn exit(&self) -> Exit {
        match self {
            Failure::Problems(_) | Failure::Told | Failure::Strict(_) => Exit::WrongInput,
            Failure::SameFolder { .. } | Failure::Refused(_) | Failure::Wrong(_) | Failure::Marked(_) => {
                Exit::WrongInput
            }
            Failure::Output(_) | Failure::Chart(_) | Failure::Threads(_) | Failure::Print(_) => Exit::Failed,
            Failure::Stopped => Exit::Failed,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Problems(files) => {
                let all = files.iter().flat_map(Problems::iter).map(terminal::problem).collect::<Vec<_>>();
                f.write_str(&all.join("\n"))
            }
            Failure::Told | Failure::Stopped => Ok(()),
            Failure::Strict(warnings) => f.write_str(&terminal::strict(*warnings)),
            Failure::SameFolder { first, second, folder } => f.write_str(&terminal::error(&format!(
                "`{}` and `{}` would both write to `{}`; run them apart, with different folders for `--out`",
                first.display(),
                second.display(),
                folder.display()
            ))),
            Failure::Refused(refusals) => {
                let all = refusals.iter().map(|refusal| terminal::error(&refusal.to_string())).collect::<Vec<_>>();
                f.write_str(&all.join("\n"))
            }
            Failure::Marked(messages) => f.write_str(messages),
            Failure::Wrong(message) => f.write_str(&terminal::error(message)),
            Failure::Output(error) => f.write_str(&terminal::error(&error.to_string())),
            Failure::Chart(error) => f.write_str(&terminal::error(&error.to_string())),
            Failure::Threads(error) => f.write_str(&terminal::error(&format!("cannot start the threads: {error}"))),
            Failure::Print(error) => f.write_str(&terminal::error(&format!("cannot print: {error}"))),
        }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Failure {
        Failure::Output(error)
    }
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Failure {
        Failure::Chart(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Print(error)
    }
}

/// Does what was asked for, and tells how it ended. What is wrong is printed on standard error.
pub fn execute(cli: &Cli) -> Exit {
    let mut printer = Printer::new(cli.color);
    let result = match &cli.command {
        Command::Run(run) => return printer.end(|printer| run::run(run, printer)),
        Command::Merge(merge) => return printer.end(|printer| merge::merge(merge, printer)),
        Command::Sweep(sweep) => sweep::sweep(sweep, &mut printer),
        Command::Optimize(optimize) => optimize::optimize(optimize, &mut printer),
        Command::Pilot(pilot) => pilot::pilot(pilot, &mut printer),
        Command::Check(check) => check::check(check, &mut printer),
        Command::Plans(plans) => plans::plans(plans, &mut printer),
        Command::Trace(trace) => trace::trace(trace, &mut printer),
        Command::Calibrate(calibrate) => calibrate::calibrate(calibrate, &mut printer),
        Command::Forecast(forecast) => forecast::forecast(forecast, &mut printer),
        Command::Qualify(qualify) => qualify::qualify(qualify, &mut printer),
        Command::Sensitivity(asked) => sensitivity::sensitivity(asked, &mut printer),
        Command::Init(init) => init::init(init, &mut printer),
        Command::Explain(explain) => explain::explain(explain, &mut printer),
        Command::Schema(schema) => schema::schema(schema, &mut printer),
        Command::Completions(completions) => completions::completions(completions, &mut printer),
        Command::Man(man) => man::man(man, &mut printer),
    };
    printer.end(|_| result.map(|()| Exit::Done))
}

/// Where data and notes are printed.
struct Printer {
    /// Standard output: data.
    data: AutoStream<io::Stdout>,
    /// Standard error: everything else.
    notes: AutoStream<io::Stderr>,
}

impl Printer {
    fn new(colour: Colour) -> Printer {
        let choice = match colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Printer { data: AutoStream::new(io::stdout(), choice), notes: AutoStream::new(io::stderr(), choice) }
    }

    /// The screen that data are laid out for, as wide as it is now.
    fn screen(&self) -> Screen {
        Screen::of_output()
    }

    /// How a command ends. What is wrong is printed.
    fn end(&mut self, command: impl FnOnce(&mut Printer) -> Result<Exit, Failure>) -> Exit {
        match command(self) {
            Ok(exit) => exit,
            // Whoever reads the output has had enough of it, as `head` has.
            Err(Failure::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Err(failure @ (Failure::Told | Failure::Stopped)) => failure.exit(),
            Err(failure) => {
                // If even this cannot be printed, the exit status still tells.
                let _ = writeln!(self.notes, "{failure}");
                failure.exit()
            }
        }
    }

    fn data(&mut self, text: &str) -> Result<(), Failure> {
        self.data.write_all(text.as_bytes())?;
        Ok(self.data.flush()?)
    }

    fn note(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.notes, "{text}")?)
    }
}

/// Reads scenario files; if anything is wrong with any of them, tells all of it.
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

/// Says what is worth a second look.
fn note_warnings(scenario: &Scenario, printer: &mut Printer) -> Result<(), Failure> {
    scenario.warnings.iter().try_for_each(|warning| printer.note(&terminal::warning(warning)))
}

fn load(file: &Path, overrides: &Overrides) -> Result<Scenario, Failure> {
    scenario::load(file, overrides).map_err(|problems| Failure::Problems(vec![problems]))
}

/// What is to be played of a scenario.
fn settings(scenario: &Scenario, sampling: Sampling) -> Settings {
    Settings { trials: scenario.trials, seed: scenario.seed, sampling, precision: scenario.precision }
}

fn sampling(changes: &Changes) -> Sampling {
    match changes.sampling {
        cli::Sampling::Even => Sampling::Even,
        cli::Sampling::Plain => Sampling::Plain,
    }
}

/// So many threads; without a number, one a core.
fn threads(number: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    let number = number.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(number).build().map_err(Failure::Threads)
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
        set: changes.set.clone(),
        plans: changes.plan.clone(),
        what_ifs: changes.what_if.clone(),
        trials,
        seed: changes.seed,
        weeks: changes.weeks,
    }
}
