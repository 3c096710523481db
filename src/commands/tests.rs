//! Every command that writes, with each of its operations on files going wrong in turn: what is there afterwards is the
//! old or the new, as the record tells, and the next command ends with the new and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Parser;

use crate::cli::{Cli, Colour};
use crate::output::accident::{Accident, with};
use crate::report::ChangeRecord;

use super::{Exit, Failure, Printer, perform};

const SCENARIO: &str = "
weeks  = 2
trials = 2
plans  = ['premium-business', 'sales-navigator']
touch.letter = { channel = 'inmail', reply_rate = '5% to 30%' }
segment.all  = { per_week = 2, sequence = ['letter'] }
goal = { minimize = 'replies', vary = { 'segment.all.per_week' = [1, 2] } }
";

const ACCIDENTS: [Accident; 3] = [Accident::Fails, Accident::Dies, Accident::LosesPower];

/// A file of a person, in the folder of the reports.
const MINE: &str = "a/mine.txt";

/// What is in a folder: the bytes of every file, by its path below the folder.
type Contents = BTreeMap<String, Vec<u8>>;

fn contents(folder: &Path) -> Contents {
    fn gather(folder: &Path, below: &str, contents: &mut Contents) {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            let name = format!("{below}{}", path.file_name().expect("it has a name").to_string_lossy());
            if path.is_dir() {
                gather(&path, &format!("{name}/"), contents);
            } else {
                contents.insert(name, fs::read(&path).expect("it can be read"));
            }
        }
    }
    let mut contents = Contents::new();
    gather(folder, "", &mut contents);
    contents
}

fn put(folder: &Path, contents: &Contents) {
    for (name, bytes) in contents {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
}

/// A folder with the files that commands read, in which `out` takes what they write.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(inputs: &Contents, out: &Contents) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), inputs);
        put(&folder.path().join("out"), out);
        Place { folder }
    }

    /// Does a command, in whose arguments `@` stands for the folder.
    fn perform(&self, arguments: &str) -> Result<Exit, Failure> {
        let folder = self.folder.path().display().to_string();
        let words = arguments.split(' ').map(|word| word.replace('@', &folder));
        let cli = Cli::parse_from(std::iter::once("inmail-sim".to_owned()).chain(words));
        perform(&cli.command, &mut Printer::new(Colour::Never))
    }

    fn out(&self) -> Contents {
        match self.folder.path().join("out") {
            out if out.is_dir() => contents(&out),
            _ => Contents::new(),
        }
    }
}

/// The files that commands read.
fn inputs() -> Contents {
    let log = |replies: u32| {
        let row = |day: u32| {
            let reply = if day <= replies { format!("2026-01-{:02}", day + 1) } else { String::new() };
            format!("2026-01-{day:02},{reply}\n")
        };
        format!("sent_at,replied_at\n{}", (1..=28).map(row).collect::<String>())
    };
    let list = |title: &str| format!("profileUrl,fullName,title\nhttps://example.invalid/a,A B,{title}\n");
    let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    Contents::from([
        text("a.toml", SCENARIO.into()),
        text("b.toml", SCENARIO.replace("[1, 2]", "[1, 3]")),
        text("a/log.csv", log(7)),
        text("b/log.csv", log(9)),
        text("a/list.csv", list("CEO")),
        text("b/list.csv", list("Engineer")),
    ])
}

/// Claims that what is there is one of two sets, or that the record says that it is being changed from one to the other.
fn assert_old_or_new(there: &Contents, old: &Contents, new: &Contents, record: &str, when: &str) {
    let is_hidden = |name: &str| name.contains(".inmail-sim-") || name.contains("unfinished-sweep/");
    let there: Contents = there.clone().into_iter().filter(|(name, _)| !is_hidden(name)).collect();
    let is_changing = there.get(record).is_some_and(|bytes| ChangeRecord::read(bytes).is_some());
    if !is_changing && !record.is_empty() {
        assert!(there == *old || there == *new, "{when}: a mix: {:?}", there.keys());
        return;
    }
    for (name, bytes) in there.iter().filter(|(name, _)| *name != record) {
        assert!([old, new].iter().any(|set| set.get(name) == Some(bytes)), "{when}: {name} is half");
    }
}

/// Does the command `new` with each accident in turn, where nothing was before and where `old` was done, and then again
/// as `next` says.
fn every_accident(old: &str, new: &str, record: &str, next: impl Fn(&Place, &str)) {
    let mut inputs = inputs();
    for shard in [1, 2].iter().flat_map(|seed| [1, 2].map(|number| (seed, number))).filter(|_| new.starts_with("merge")) {
        let (seed, number) = shard;
        let place = Place::new(&inputs, &Contents::new());
        let shard = format!("run @/a.toml --seed {seed} --shard {number}/2 --tally @/{seed}{number}.tally --quiet");
        place.perform(&shard).expect("it can be written");
        let name = format!("{seed}{number}.tally");
        inputs.insert(name.clone(), fs::read(place.folder.path().join(&name)).expect("it is there"));
    }
    let mine = Contents::from([(MINE.to_owned(), b"mine".to_vec())]);
    for before in [None, Some(old)] {
        let place = Place::new(&inputs, &mine);
        if let Some(before) = before {
            place.perform(before).unwrap_or_else(|failure| panic!("{before}: {failure}"));
        }
        let earlier = place.out();
        place.perform(new).unwrap_or_else(|failure| panic!("{new}: {failure}"));
        let later = place.out();
        assert!(earlier != later && later.contains_key(MINE), "{new} changes something");
        for accident in ACCIDENTS {
            for operation in 0.. {
                let when = format!("{accident:?} at operation {operation} of {new} after {before:?}");
                let place = Place::new(&inputs, &earlier);
                let (done, happened) = with(accident, operation, || place.perform(new));
                if done.is_ok() {
                    assert!(place.out().iter().all(|(name, bytes)| later.get(name).is_none_or(|new| new == bytes)));
                }
                assert_old_or_new(&place.out(), &earlier, &later, record, &when);
                next(&place, &when);
                assert!(place.out() == later, "{when}, and then: {:?}", place.out().keys());
                if !happened {
                    assert!(done.is_ok(), "{when}");
                    break;
                }
            }
        }
    }
}

/// Claims that a set of files is whole whatever happens to a command that writes it.
fn a_set_is_whole(old: &str, new: &str, record: &str) {
    every_accident(old, new, record, |place, when| {
        place.perform(new).unwrap_or_else(|failure| panic!("{when}, and then: {failure}"));
    });
}

#[test]
fn a_run_is_whole_or_the_old_one() {
    let run = |seed: u32| format!("run @/a.toml --seed {seed} --out @/out --no-charts --quiet --threads 1");
    a_set_is_whole(&run(1), &run(2), "a/run.json");
}

#[test]
fn a_merged_run_is_whole_or_the_old_one() {
    let merge = |seed: u32| format!("merge @/{seed}1.tally @/{seed}2.tally --out @/out --no-charts --quiet --threads 1");
    a_set_is_whole(&merge(1), &merge(2), "a/run.json");
}

#[test]
fn an_answer_is_whole_or_the_old_one() {
    let options = "--out @/out --no-charts --quiet --threads 1";
    for (command, record) in [
        ("optimize @/a.toml", "a/optimum.json"),
        ("sensitivity @/a.toml", "a/sensitivity.json"),
        ("pilot @/a.toml --touch letter --sends 5", "a/pilot.json"),
        ("forecast @/a.toml", "a/forecast.json"),
    ] {
        a_set_is_whole(&format!("{command} --seed 1 {options}"), &format!("{command} --seed 2 {options}"), record);
    }
}

#[test]
fn a_calibration_and_a_list_are_whole_or_the_old_ones() {
    let calibrate = |of: &str| format!("calibrate @/{of}/log.csv --out @/out/a/record.toml --no-charts --quiet");
    a_set_is_whole(&calibrate("a"), &calibrate("b"), "a/calibration.json");
    let qualify = |of: &str| format!("qualify @/{of}/list.csv --out @/out/a --quiet");
    a_set_is_whole(&qualify("a"), &qualify("b"), "a/qualified.json");
}

#[test]
fn a_new_file_is_whole_or_not_there() {
    let tally = |name: &str| format!("run @/a.toml --shard 1/2 --tally @/out/{name}.tally --quiet --threads 1");
    a_set_is_whole(&tally("a"), &tally("b"), "");
    // Where all of it was done already there is nothing to do, and it is said so.
    let init = |name: &str| format!("init @/out/{name}/a.toml --template own-record --schema --quiet");
    every_accident(&init("a"), &init("b"), "", |place, when| match place.perform(&init("b")) {
        Ok(_) => {}
        Err(failure) => assert!(failure.to_string().contains("is there already"), "{when}, and then: {failure}"),
    });
}

#[test]
fn a_sweep_is_whole_or_goes_on() {
    let sweep = |seed: u32| {
        let vary = "--vary segment.all.per_week=1,2,3";
        format!("sweep @/a.toml {vary} --seed {seed} --out @/out --no-charts --quiet --threads 1")
    };
    let resume = format!("{} --resume", sweep(2));
    for goes_on in [false, true] {
        every_accident(&sweep(1), &sweep(2), "a/sweep.json", |place, when| {
            let (first, second) = if goes_on { (&resume, &sweep(2)) } else { (&sweep(2), &resume) };
            if let Err(failure) = place.perform(first) {
                // Something is left of it, or nothing yet.
                let (told, said) = (failure.to_string(), ["go on with it by `--resume`", "leave out `--resume`"]);
                assert!(told.contains(said[usize::from(goes_on)]), "{when}, and then: {told}");
                place.perform(second).unwrap_or_else(|failure| panic!("{when}, and then: {failure}"));
            }
        });
    }
}
