//! `merge`: makes the reports of a run from the tallies of all its shards, and needs nothing else to do so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::{Merge, ResultFormat};
use crate::domain::tally::Tally;
use crate::domain::target::TargetSums;
use crate::engine;
use crate::report;
use crate::results::{self, Played};
use crate::scenario::{self, Scenario};
use crate::study::space::settings;
use crate::tally_file::{Header, ReadError, Refusal, TallyFile, are_sound_targets, fingerprint, is_sound};
use crate::terminal;

use super::{Exit, Failure, Printer, VERSION, forms, note_warnings, pages, read_tally, reports, threads};

pub(super) fn merge(arguments: &Merge, printer: &mut Printer) -> Result<Exit, Failure> {
    let run = gather(&arguments.tallies).map_err(Failure::Refused)?;
    let forms = forms::typed(&arguments.forms);
    let folder = reports::open(&arguments.out, &run.scenario, forms)?;
    let (result, older) = threads(arguments.threads)?.install(|| {
        let figures = results::figures(&run.scenario, &run.header.settings, &run.tally, &run.targets);
        let Header { overrides, settings, .. } = &run.header;
        let file = run.header.scenario().unwrap_or(Path::new(""));
        let turns =
            results::between(&run.scenario, (&run.header.files(), file), &figures, overrides, settings.sampling);
        let mut result = Played::new(&run.scenario, figures, overrides, settings);
        result.verdict.turns = turns;
        reports::write_all(&result, &run.scenario, &folder, forms).map(|older| (result, older))
    })?;
    if printer.shows(arguments.quiet, arguments.format == ResultFormat::Table) {
        note_warnings(&run.scenario, printer)?;
        reports::show((&result, &older), &run.scenario, arguments.format, &folder, printer)?;
        if arguments.format == ResultFormat::Json {
            printer.data(&report::results_json(&[result.entry(&run.scenario)]))?;
        }
        let campaigns = result.figures.trials * run.scenario.cases.len() as u64;
        printer.note(&terminal::merged(campaigns, arguments.tallies.len()))?;
    }
    pages::open(&folder.path().join(report::PAGE), arguments.open)?;
    Ok(reports::exit(&result.figures))
}

/// A run, as its shards tell of it.
struct Run {
    /// The file of the first tally.
    first: PathBuf,
    /// Its header, which is that of all but for the number of the shard.
    header: Header,
    scenario: Scenario,
    /// A tally of these cases before any trial.
    nothing: Tally,
    tally: Tally,
    /// The counts of each case for each target.
    targets: Vec<Vec<TargetSums>>,
    /// The shards so far, by their numbers, each with its file.
    shards: BTreeMap<u32, PathBuf>,
}

/// Merges all tallies, one after the other, so that memory does not grow with their number. If they are not all shards
/// of one run, or not all of them are sound, tells everything that is wrong.
fn gather(files: &[PathBuf]) -> Result<Run, Vec<Refusal>> {
    let (mut run, mut refusals): (Option<Run>, Vec<Refusal>) = (None, Vec::new());
    for path in files {
        let added = match (read(path), &mut run) {
            (Err(refusal), _) => Err(refusal),
            (Ok(file), Some(run)) => run.add(path, file),
            (Ok(file), run) => Run::begin(path, &file.header).and_then(|begun| run.insert(begun).add(path, file)),
        };
        refusals.extend(added.err());
    }
    let Some(run) = run else { return Err(refusals) };
    // What cannot be read may be the shard that seems to be missing.
    if !refusals.iter().any(|refusal| matches!(refusal, Refusal::Unreadable(..))) {
        refusals.extend(run.missing());
    }
    if refusals.is_empty() { Ok(run) } else { Err(refusals) }
}

fn read(path: &Path) -> Result<TallyFile, Refusal> {
    let file = read_tally(path)?;
    if file.header.version != VERSION {
        return Err(Refusal::OtherVersion(path.into(), file.header.version, VERSION));
    }
    Ok(file)
}

impl Run {
    /// The run that a tally is of, without its trials.
    fn begin(path: &Path, header: &Header) -> Result<Run, Refusal> {
        let refusal = || Refusal::OtherCases(path.into());
        let scenario = header.scenario().ok_or_else(refusal)?;
        let scenario = scenario::load_from(&header.files(), scenario, &header.overrides).map_err(|_| refusal())?;
        let same = fingerprint(&scenario.cases) == header.cases
            && settings(&scenario, header.settings.sampling) == header.settings
            && scenario.precision.is_none();
        if !same {
            return Err(refusal());
        }
        let nothing = engine::nothing_played(&scenario.cases);
        let (first, header) = (path.to_owned(), header.clone());
        let targets = vec![vec![TargetSums::default(); scenario.targets.len()]; scenario.cases.len()];
        Ok(Run { first, header, scenario, tally: nothing.clone(), targets, nothing, shards: BTreeMap::new() })
    }

    fn add(&mut self, path: &Path, file: TallyFile) -> Result<(), Refusal> {
        let differences = file.header.differences(&self.header);
        if !differences.is_empty() {
            return Err(Refusal::OtherRun(path.into(), self.first.clone(), differences));
        }
        let shard = file.header.shard;
        if let Some(other) = self.shards.get(&shard.number()) {
            return Err(Refusal::Twice(shard, other.clone(), path.into()));
        }
        let part = shard.part(self.scenario.trials);
        let (cases, targets) = (self.scenario.cases.len(), self.scenario.targets.len());
        let are_sound = are_sound_targets(&file.targets, cases, targets, part.clone());
        if !are_sound || !is_sound(&file.tally, &self.nothing, part) {
            return Err(Refusal::Unsound(path.into(), ReadError::MadeUp));
        }
        self.shards.insert(shard.number(), path.into());
        self.tally.merge(&file.tally);
        for (sums, other) in self.targets.iter_mut().flatten().zip(file.targets.iter().flatten()) {
            sums.merge(other);
        }
        Ok(())
    }

    /// Tells which shards are missing, if any are.
    fn missing(&self) -> Option<Refusal> {
        let of = self.header.shard.of();
        let (mut missing, mut next) = (Vec::new(), 1);
        for &number in self.shards.keys() {
            if number > next {
                missing.push(next..=number - 1);
            }
            next = number.saturating_add(1);
        }
        if !self.shards.contains_key(&of) {
            missing.push(next..=of);
        }
        (!missing.is_empty()).then_some(Refusal::Missing(missing, of))
    }
}
