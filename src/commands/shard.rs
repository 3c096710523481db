//! `run --tally`: plays one part of the trials of a scenario, and writes what was counted for `merge`. A part that was
//! written before is not played again, so that the same commands, given once more, play only what is missing.

use std::path::Path;
use std::time::Instant;

use crate::cli::Run;
use crate::domain::shard::Shard;
use crate::engine;
use crate::output::{self, OutputError};
use crate::scenario::document::source::{Disk, Kept};
use crate::scenario::{self, Scenario};
use crate::study::space::settings;
use crate::tally_file::{Header, Input, Refusal, TallyFile, fingerprint};
use crate::terminal::{self, Progress};

use super::{Failure, Printer, VERSION, overrides, read_tally, sampling, targets, threads};

pub(super) fn shard(arguments: &Run, path: &Path, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let (scenario, header) = load(arguments)?;
    if is_there(path, &header)? {
        return if arguments.playing.quiet { Ok(()) } else { printer.note(&terminal::shard_there(header.shard, path)) };
    }
    output::prepare(path)?;
    let part = header.shard.part(scenario.trials);
    let number = part.end - part.start;

    let (tally, targets) = {
        let progress = Progress::new(&scenario.name, number, arguments.playing.quiet);
        let play = || {
            let trials = part.clone();
            let tally = engine::play_part(&scenario.cases, &header.settings, trials, |trials| progress.add(trials));
            (tally, targets::play(&scenario, &header.settings, part, arguments.playing.quiet))
        };
        threads(arguments.playing.threads)?.install(play)
    };
    let file = TallyFile { header, tally, targets };
    match output::write_new(path, &file.to_bytes()) {
        // Somebody else may have played the same shard meanwhile.
        Err(OutputError::Exists(_)) if is_there(path, &file.header)? => {}
        written => written?,
    }
    if !arguments.playing.quiet {
        printer.note(&terminal::shard_written(file.header.shard, number, scenario.trials, path))?;
        printer.note(&terminal::played(number * scenario.cases.len() as u64, begin.elapsed()))?;
    }
    Ok(())
}

/// The scenario, and the header that names the shard to be played.
fn load(arguments: &Run) -> Result<(Scenario, Header), Failure> {
    let [file] = &arguments.files[..] else {
        return Err(Failure::Refused(vec![Refusal::SeveralScenarios(arguments.files.len())]));
    };
    let files = Kept::new(&Disk);
    let overrides = overrides(&arguments.playing.changes, arguments.playing.trials);
    let scenario = scenario::load_from(&files, file, &overrides)?;
    let shard = match arguments.shard {
        Some((number, of)) => Shard::new(number, of).expect("arguments are read as a number from 1 to that of shards"),
        None => Shard::WHOLE,
    };
    if scenario.precision.is_some() {
        return Err(Failure::Refused(vec![Refusal::Precision]));
    }
    if u64::from(shard.of()) > scenario.trials {
        return Err(Failure::Refused(vec![Refusal::TooManyShards(shard, scenario.trials)]));
    }
    let header = Header {
        version: VERSION.into(),
        shard,
        settings: settings(&scenario, sampling(&arguments.playing.changes)),
        overrides,
        inputs: files.into_read().into_iter().map(|(path, bytes)| Input::new(&path, bytes)).collect(),
        cases: fingerprint(&scenario.cases),
    };
    Ok((scenario, header))
}

/// Is this very shard there already? Anything else that is there is in the way.
fn is_there(path: &Path, header: &Header) -> Result<bool, Failure> {
    if !path.try_exists().unwrap_or(false) {
        return Ok(false);
    }
    let refusal = match read_tally(path) {
        Ok(file) => match file.header.differences(header) {
            differences if !differences.is_empty() => Refusal::TakenByOtherRun(path.into(), differences),
            _ if file.header.shard != header.shard => {
                Refusal::TakenByOtherShard(path.into(), file.header.shard, header.shard)
            }
            _ => return Ok(true),
        },
        Err(Refusal::Unsound(path, error)) => Refusal::Taken(path, error),
        Err(refusal) => refusal,
    };
    Err(Failure::Refused(vec![refusal]))
}
