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

/// As little as can be played.
const SCENARIO: &str = "
weeks  = 1
trials = 10
plans  = ['sales-navigator']
touch.letter = { channel = 'inmail', reply_rate = 0.5, reply_delay_days = 1 }
segment.all  = { per_week = 2, sequence = ['letter'] }
goal = { minimize = 'cost_per_reply', vary = { 'segment.all.per_week' = [1, 2] } }
";

const ALL: [Accident; 3] = [Accident::Fails, Accident::Dies, Accident::LosesPower];

/// A file of a person, in the folder of the reports.
const MINE: &str = "a/mine.txt";

/// What the names of files begin with that are not to stay.
const HIDDEN: &str = ".inmail-sim-";

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
    fn new() -> Place {
        // In memory where there is such a folder: what is synced a thousand times need not reach a disk.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let place = Place { folder: folder.expect("a folder") };
        put(place.folder.path(), &inputs());
        for (seed, shard) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
            let arguments =
                format!("--seed {seed} --shard {shard}/2 --tally @/{seed}{shard}.tally --quiet --threads 1");
            place.perform(&format!("run @/a.toml {arguments}")).expect("it can be written");
        }
        place
    }

    /// Makes that what is in `out`.
    fn reset(&self, out: &Contents) {
        let folder = self.folder.path().join("out");
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("it can be removed");
        }
        put(&folder, out);
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
        // A test is of what is not known, and of what there is to choose from.
        text("b.toml", SCENARIO.replace("0.5", "'20% to 60%'").replace("plans  =", "# all plans:")),
        text("1.log.csv", log(7)),
        text("2.log.csv", log(9)),
        text("1.list.csv", list("CEO")),
        text("2.list.csv", list("Engineer")),
    ])
}

/// Claims that what is there is one of two sets, or that the record says that it is being changed from one to the other.
fn assert_old_or_new(there: &Contents, old: &Contents, new: &Contents, record: &str, when: &str) {
    let is_hidden = |name: &str| name.contains(HIDDEN) || name.contains("unfinished-sweep/");
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

/// What happens to a command, and where.
struct Ordeal<'a> {
    old: &'a str,
    new: &'a str,
    /// The record of what it writes; empty if it writes files that have none.
    record: &'a str,
    accidents: &'a [Accident],
    /// Is it done where nothing was before as well, or only where `old` was done?
    also_first: bool,
}

impl Ordeal<'_> {
    /// Does the command `new` with each accident at each operation in turn, and then as `next` says.
    fn undergo(&self, place: &Place, next: impl Fn(&str)) {
        let Ordeal { old, new, record, .. } = self;
        for first in [true, false].into_iter().filter(|&first| !first || self.also_first) {
            place.reset(&Contents::from([(MINE.to_owned(), b"mine".to_vec())]));
            if !first {
                place.perform(old).unwrap_or_else(|failure| panic!("{old}: {failure}"));
            }
            let earlier = place.out();
            place.perform(new).unwrap_or_else(|failure| panic!("{new}: {failure}"));
            let later = place.out();
            assert!(earlier != later && later.contains_key(MINE), "{new} changes something");
            for &accident in self.accidents {
                for operation in 0.. {
                    let when = format!("{accident:?} at operation {operation} of {new}, first: {first}");
                    place.reset(&earlier);
                    let (done, happened) = with(accident, operation, || place.perform(new));
                    if !happened {
                        assert!(done.is_ok() && place.out() == later, "{when}");
                        break;
                    }
                    assert_old_or_new(&place.out(), &earlier, &later, record, &when);
                    next(&when);
                    let mut there = place.out();
                    if record.is_empty() {
                        // What is hidden goes with the next command that writes, and here none had to.
                        there.retain(|name, _| !name.contains(HIDDEN));
                    }
                    assert!(there == later, "{when}, and then: {:?}", there.keys());
                }
            }
        }
    }

    /// The same, and then the command again, which does what it is asked to.
    fn undergo_and_repeat(&self, place: &Place) {
        self.undergo(place, |when| {
            place.perform(self.new).unwrap_or_else(|failure| panic!("{when}, and then: {failure}"));
        });
    }
}

#[test]
fn a_run_is_whole_or_the_old_one() {
    let run = |seed: u32| format!("run @/a.toml --seed {seed} --out @/out --no-charts --quiet --threads 1");
    let (old, new) = (&run(1), &run(2));
    let ordeal = Ordeal { old, new, record: "a/run.json", accidents: &ALL, also_first: true };
    ordeal.undergo_and_repeat(&Place::new());
}

/// All of them write as a run does.
#[test]
fn an_answer_is_whole_or_the_old_one() {
    let (place, accidents) = (Place::new(), &[Accident::Fails, Accident::Dies]);
    let options = "--no-charts --quiet --threads 1 --out @/out";
    for (command, record) in [
        ("optimize @/a.toml --seed", "a/optimum.json"),
        ("sensitivity @/a.toml --seed", "a/sensitivity.json"),
        ("pilot @/b.toml --touch letter --sends 2 --seed", "b/pilot.json"),
        ("forecast @/a.toml --seed", "a/forecast.json"),
    ] {
        let [old, new] = [1, 2].map(|seed| format!("{command} {seed} {options}"));
        Ordeal { old: &old, new: &new, record, accidents, also_first: false }.undergo_and_repeat(&place);
    }
    for (command, record) in [
        ("merge @/N1.tally @/N2.tally --threads 1 --out @/out", "a/run.json"),
        ("calibrate @/N.log.csv --out @/out/a/record.toml", "a/calibration.json"),
        ("qualify @/N.list.csv --out @/out/a", "a/qualified.json"),
    ] {
        let charts = if record == "a/qualified.json" { "" } else { " --no-charts" };
        let [old, new] = ["1", "2"].map(|number| format!("{}{charts} --quiet", command.replace('N', number)));
        Ordeal { old: &old, new: &new, record, accidents, also_first: false }.undergo_and_repeat(&place);
    }
}

#[test]
fn a_new_file_is_whole_or_not_there() {
    let place = Place::new();
    let tally = |name: &str| format!("run @/a.toml --shard 1/2 --tally @/out/{name}.tally --quiet --threads 1");
    let (old, new) = (&tally("a"), &tally("b"));
    Ordeal { old, new, record: "", accidents: &ALL, also_first: true }.undergo_and_repeat(&place);
    // Where all of it was done already there is nothing to do, and it is said so.
    let init = |name: &str| format!("init @/out/{name}/a.toml --template own-record --schema --quiet");
    let (old, new) = (&init("a"), &init("b"));
    Ordeal { old, new, record: "", accidents: &ALL, also_first: false }.undergo(&place, |when| {
        if let Err(failure) = place.perform(new) {
            assert!(failure.to_string().contains("is there already"), "{when}, and then: {failure}");
        }
    });
}

#[test]
fn a_sweep_is_whole_or_goes_on() {
    let place = Place::new();
    let sweep = |seed: u32| {
        let vary = "--vary segment.all.per_week=1,2";
        format!("sweep @/a.toml {vary} --seed {seed} --out @/out --no-charts --quiet --threads 1")
    };
    let [old, new] = [1, 2].map(sweep);
    let resume = format!("{new} --resume");
    for goes_on in [false, true] {
        let accidents = if goes_on { &ALL[1..2] } else { &ALL };
        let ordeal = Ordeal { old: &old, new: &new, record: "a/sweep.json", accidents, also_first: !goes_on };
        ordeal.undergo(&place, |when| {
            let (first, second) = if goes_on { (&resume, &new) } else { (&new, &resume) };
            if let Err(failure) = place.perform(first) {
                // Something is left of it, or nothing yet.
                let (told, said) = (failure.to_string(), ["go on with it by `--resume`", "leave out `--resume`"]);
                assert!(told.contains(said[usize::from(goes_on)]), "{when}, and then: {told}");
                place.perform(second).unwrap_or_else(|failure| panic!("{when}, and then: {failure}"));
            }
        });
    }
}
