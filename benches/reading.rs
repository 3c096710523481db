//! How fast scenarios are read and checked: the largest example, and files as large as they may be.
//!
//! `cargo bench --bench reading` reads each from memory, and checks that it has the cases that it should have.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use inmail_sim::scenario::{Overrides, load_from};

/// The smallest scenario.
const SMALL: &str = "[touch.inmail]\nchannel = 'inmail'\nreply_rate = '10% to 25%'\n\
                     [segment.all]\nper_week = 10\nsequence = ['inmail']\n";

/// The longest of the examples.
fn largest_example() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).expect("there are examples").map(|entry| entry.expect("it can be listed").path());
    let scenarios = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let texts = scenarios.map(|path| fs::read_to_string(path).expect("it can be read"));
    texts.max_by_key(String::len).expect("there is an example")
}

/// What is read: its name, its text, and how many cases it has.
fn texts() -> [(&'static str, String, usize); 4] {
    let repeated =
        |number, piece: &dyn Fn(usize) -> String| SMALL.to_owned() + &(1..number).map(piece).collect::<String>();
    let segment = |n| format!("[segment.s{n}]\nper_week = 1\nsequence = ['inmail']\n");
    let touch = |n| format!("[touch.t{n}]\nchannel = 'inmail'\nreply_rate = '{}% to 25%'\n", 5.0 + n as f64 / 1000.0);
    let what_if = |n| format!("[[what_if]]\nname = '{n}'\nsegment.all.reserve = {n}\n");
    [
        ("the largest example", largest_example(), 6),
        ("10 000 segments", repeated(10_000, &segment), 4),
        ("10 000 touches with a range each", repeated(10_000, &touch), 4),
        ("1 000 what-ifs", repeated(1_001, &what_if), 4_004),
    ]
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(20);
    for (name, text, cases) in texts() {
        let files = BTreeMap::from([(PathBuf::from("a.toml"), text.into_bytes())]);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let read = load_from(&files, Path::new("a.toml"), &Overrides::default());
                assert_eq!(read.map(|scenario| scenario.cases.len()), Ok(cases));
            });
        });
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
