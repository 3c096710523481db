//! What is written is read, and nothing else is.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::{Strategy, any, prop, prop_assert_eq, prop_assert_ne, proptest};
use sha2::{Digest, Sha256};

use super::*;
use crate::domain::count::{Count, TrialCounts, WeekCounts};
use crate::domain::figure::Figure;
use crate::domain::flag::Flag;
use crate::domain::quantity::Money;
use crate::domain::ranking::Circumstance;
use crate::domain::requirement::{Comparison, Requirement};
use crate::domain::shard::Shard;
use crate::domain::tally::{CaseTally, SeatCounts, Shape, TouchTally};
use crate::domain::target::TargetSums;
use crate::domain::terms::Terms;
use crate::engine::{Sampling, Settings};
use crate::scenario::Overrides;

/// A shard that nobody played: three trials of two cases, with something in most fields.
fn made_up() -> TallyFile {
    let header = Header {
        version: "0.1.0".into(),
        shard: Shard::new(2, 3).unwrap(),
        settings: Settings { trials: 10, seed: 1, sampling: Sampling::Even, precision: None },
        overrides: Overrides {
            set: vec!["segment.prospects.per_week=20".into()],
            plans: vec!["sales-navigator".into()],
            what_ifs: vec!["base".into(), "a better letter".into()],
            trials: Some(10),
            seed: None,
            weeks: Some(300),
        },
        inputs: vec![
            Input::new(Path::new("folder/a.toml"), b"extends = 'b.toml'\n".to_vec()),
            Input::new(Path::new("folder/b.toml"), "# \u{20ac}\n".into()),
        ],
        cases: [0xab; 32],
    };
    let terms = |cost| Terms {
        cost: Money::from_cents(cost),
        opening: 5,
        granted: 300,
        grant_days: 6,
        effort_unit: 500,
        hourly_cost: Money::from_cents(4_000),
        ..Terms::default()
    };
    let shape = |cost| Shape { terms: terms(cost), weeks: 1, touches: 1, segments: 1, seats: 1 };
    let circumstances = Circumstance::of_all(2);
    let mut tally = Tally::new([shape(36_000), shape(48_000)], &circumstances);
    let counted = |replies, effort| {
        let mut counted = TrialCounts::default();
        counted[Count::Refunded] = replies;
        counted[Count::RepliesSettled] = replies;
        counted[Count::Effort] = effort;
        counted
    };
    for (trial, (replies, effort)) in (3..).zip([(2, 60), (0, 70_000), (41, 60)]) {
        tally.add(trial, &[counted(replies, effort), counted(replies + 1, effort)], &circumstances);
    }
    for case in &mut tally.cases {
        (0..3).for_each(|_| case.add_week(0, &WeekCounts::default()));
        let seat =
            SeatCounts { refunded: 43, spent: 380, lost: 9, started: 390, replies: 43, effort: 120, was_short: true };
        case.seats[0].add(&seat);
        case.touches[0].merge(&TouchTally { sent: 390, credits: 380, accepted: 0, replies: 43 });
    }
    let targets = tally.cases.iter().map(|case| vec![held(case.terms)]).collect();
    TallyFile { header, tally, targets }
}

/// What the three trials came to, held to one target.
fn held(terms: Terms) -> TargetSums {
    let asked = Requirement {
        figure: Figure::RepliesSettled,
        comparison: Comparison::AtLeast,
        value: 2.0,
        with: None,
        by: None,
    };
    let mut sums = TargetSums::default();
    for (trial, replies) in (3..).zip([2, 0, 41]) {
        let mut counted = TrialCounts::default();
        counted[Count::RepliesSettled] = replies;
        sums.add(trial, &asked, &terms, &counted);
    }
    sums
}

/// These bytes with the right checksum.
fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    let checksum = Sha256::digest(&content);
    content.extend_from_slice(&checksum);
    content
}

#[test]
fn the_format_is_the_one_that_its_number_stands_for() {
    let bytes = made_up().to_bytes();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_description(
        "Once a version of the program is out, whoever changes this gives FORMAT a new number and tells \
         docs/tally-file.md.",
    );
    settings.bind(|| insta::assert_binary_snapshot!(&format!("tally-format-{FORMAT}.tally"), bytes));
}

#[test]
fn what_is_written_is_read() {
    assert_eq!(TallyFile::from_bytes(&made_up().to_bytes()), Ok(made_up()));
    let golden = format!("{}/tests/golden/tally-format-{FORMAT}.snap.tally", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(TallyFile::from_bytes(&std::fs::read(golden).unwrap()), Ok(made_up()));
}

#[test]
fn every_field_is_in_the_document() {
    fn gather(value: &serde_json::Value, names: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                names.insert(name.clone());
                gather(value, names);
            }),
            serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, names)),
            _ => {}
        }
    }
    let document = include_str!("../../docs/tally-file.md");
    let mut names = BTreeSet::new();
    let TallyFile { header, tally, targets } = made_up();
    gather(&serde_json::to_value(header).unwrap(), &mut names);
    gather(&serde_json::to_value(tally).unwrap(), &mut names);
    gather(&serde_json::to_value(targets).unwrap(), &mut names);
    assert!(names.len() > 40, "{names:?}");
    let missing: Vec<&String> = names.iter().filter(|name| !document.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/tally-file.md lacks {missing:?}");
    assert!(document.contains(&format!("format {FORMAT}")));
}

#[test]
fn a_part_of_a_file_is_never_taken_for_all_of_it() {
    let bytes = made_up().to_bytes();
    for length in 0..bytes.len() {
        assert_eq!(TallyFile::from_bytes(&bytes[..length]), Err(ReadError::Damaged), "{length} bytes");
    }
    let more = [bytes.as_slice(), b"\n"].concat();
    assert_eq!(TallyFile::from_bytes(&more), Err(ReadError::Damaged));
}

#[test]
fn a_byte_that_is_another_is_seen_wherever_it_is() {
    let bytes = made_up().to_bytes();
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x20;
        let expected = match at {
            0..8 => ReadError::NoTally,
            8..10 => ReadError::Format(u16::from_le_bytes([wrong[8], wrong[9]])),
            _ => ReadError::Damaged,
        };
        assert_eq!(TallyFile::from_bytes(&wrong), Err(expected), "byte {at}");
    }
}

#[test]
fn what_is_something_else_is_told_from_a_damaged_tally() {
    for other in [&b"case,plan\n"[..], b"\x89PNG\r\n\x1a\n", b"\0\0\0\0\0\0\0\0\0\0"] {
        assert!(!begins(&other[..8]));
        assert_eq!(TallyFile::from_bytes(other), Err(ReadError::NoTally));
    }
    assert_eq!(TallyFile::from_bytes(b""), Err(ReadError::Damaged));
    assert!(ReadError::Format(7).to_string().contains("format 7"));
}

#[test]
fn a_length_is_not_believed() {
    // A text, and after it a list, of nearly as many bytes as can be counted.
    let length = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    let beginning = [&MAGIC[..], &FORMAT.to_le_bytes()].concat();
    let text = sealed([&beginning[..], &length].concat());
    assert_eq!(TallyFile::from_bytes(&text), Err(ReadError::MadeUp));
    let header = postcard::to_stdvec(&made_up().header).unwrap();
    let cases = sealed([&beginning[..], &header, &[3], &length].concat());
    assert_eq!(TallyFile::from_bytes(&cases), Err(ReadError::MadeUp));
}

#[test]
fn nothing_follows_a_tally() {
    let mut content = made_up().to_bytes();
    content.truncate(content.len() - CHECKSUM);
    content.push(0);
    assert_eq!(TallyFile::from_bytes(&sealed(content)), Err(ReadError::MadeUp));
}

#[test]
fn a_tally_that_nobody_can_have_counted_is_not_sound() {
    let made_up = made_up().tally;
    let shape = |case: &CaseTally| Shape { terms: case.terms, weeks: 1, touches: 1, segments: 1, seats: 1 };
    let nothing = Tally::new(made_up.cases.iter().map(shape), &Circumstance::of_all(2));
    assert!(is_sound(&made_up, &nothing, 3..6));
    for other in [3..7, 2..6, 4..7, 0..3] {
        assert!(!is_sound(&made_up, &nothing, other.clone()), "{other:?}");
    }
    let wrong: [fn(&mut Tally); 18] = [
        |tally| drop(tally.cases.pop()),
        |tally| tally.cases[0].weeks.push(Default::default()),
        |tally| tally.cases[0].counts[0].add(1),
        |tally| tally.cases[0].weeks[0][Count::RepliesSoFar.in_week()] = [0, 0, 1].into_iter().collect(),
        |tally| tally.cases[1].terms.granted += 1,
        |tally| tally.cases[1].touches[0].sent = u64::MAX,
        |tally| tally.cases[1].best.push(0),
        |tally| tally.cases[1].against_first = None,
        |tally| tally.cases[0].best[0] = 1,
        |tally| tally.cases[1].best[1] += 1,
        |tally| tally.cases[0].replicates.each_mut().swap(3, 6),
        |tally| tally.cases[0].replicates.each_mut()[4].counts[0] = u128::MAX,
        |tally| tally.cases[0].replicates.each_mut()[4].counts[0] += 1,
        |tally| tally.cases[0].replicates.each_mut()[4].flags[Flag::Short as usize] += 1,
        |tally| tally.cases[0].replicates.each_mut()[4].flags[Flag::Silent as usize] -= 1,
        |tally| tally.cases[0].replicates.each_mut()[4].won += 1,
        |tally| tally.cases[0].first_short.add(0),
        |tally| tally.trials = 2,
    ];
    for (place, wrong) in wrong.iter().enumerate() {
        let mut tally = made_up.clone();
        wrong(&mut tally);
        assert!(!is_sound(&tally, &nothing, 3..6), "{place}");
    }
}

#[test]
fn labour_beyond_all_that_people_can_do_is_not_sound() {
    let hourly_cost = Money::MAX;
    let terms = Terms { effort_unit: 10_080_000, hourly_cost, ..Terms::default() };
    let alone = Circumstance::of_all(1);
    let nothing = Tally::new([Shape { terms, ..Shape::default() }], &alone);
    for (effort, expected) in [(1 << 30, true), (1 << 40, false)] {
        let mut tally = nothing.clone();
        let mut counted = TrialCounts::default();
        counted[Count::Effort] = effort;
        tally.add(0, &[counted], &alone);
        assert_eq!(is_sound(&tally, &nothing, 0..1), expected, "{effort}");
    }
}

#[test]
fn it_is_told_what_differs() {
    let here = made_up().header;
    let told = |change: fn(&mut Header)| {
        let mut other = here.clone();
        change(&mut other);
        let told: Vec<String> = other.differences(&here).iter().map(Difference::to_string).collect();
        told.join(", ")
    };
    assert_eq!(told(|header| header.shard = Shard::new(1, 3).unwrap()), "");
    assert_eq!(told(|header| header.inputs[1].path = "elsewhere/b.toml".into()), "");
    assert_eq!(told(|header| header.version = "0.2.0".into()), "its version is 0.2.0, not 0.1.0");
    assert_eq!(told(|header| header.settings.seed = 2), "its seed is 2, not 1");
    assert_eq!(told(|header| header.settings.sampling = Sampling::Plain), "its sampling is plain, not even");
    assert_eq!(told(|header| header.overrides.seed = Some(1)), "its seed is 1 (by `--seed`), not 1");
    assert_eq!(
        told(|header| (header.settings.trials, header.overrides.trials) = (20, Some(20))),
        "its number of trials is 20 (by `--trials`), not 10 (by `--trials`)"
    );
    assert_eq!(told(|header| header.shard = Shard::new(2, 4).unwrap()), "its number of shards is 4, not 3");
    assert_eq!(
        told(|header| {
            header.overrides.set.push("weeks=3".into());
            header.overrides.plans.clear();
        }),
        "its `--set` is `segment.prospects.per_week=20` and `weeks=3`, not `segment.prospects.per_week=20`, its `--plan` \
         is left out, not `sales-navigator`"
    );
    assert_eq!(told(|header| header.overrides.weeks = None), "its `--weeks` is left out, not 300");
    assert_eq!(told(|header| header.inputs[0].path = "folder/c.toml".into()), "its scenario is `c.toml`, not `a.toml`");
    let sha = |text: &[u8]| Sha256::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(
        told(|header| header.inputs[1].bytes = b"weeks = 1".into()),
        format!("its `b.toml` (by its SHA-256) is {}…, not {}…", sha(b"weeks = 1"), sha("# \u{20ac}\n".as_bytes()))
    );
    assert_eq!(told(|header| header.cases = [0; 32]), "its machine or build of the program is 00000000, not abababab");
}

/// Anything that a header may hold.
fn headers() -> impl Strategy<Value = Header> {
    let text = || "\\PC{0,12}";
    let texts = || prop::collection::vec("\\PC{0,12}", 0..3);
    let inputs = prop::collection::vec((text(), any::<Vec<u8>>()), 0..3);
    let overrides = (texts(), texts(), texts(), any::<Option<u64>>(), any::<Option<u64>>(), any::<Option<u32>>());
    (text(), 1u32.., any::<(u32, u64, u64, bool, [u8; 32])>(), overrides, inputs).prop_map(
        |(version, of, (number, trials, seed, even, cases), overrides, inputs)| {
            let (set, plans, what_ifs, typed, typed_seed, weeks) = overrides;
            let sampling = if even { Sampling::Even } else { Sampling::Plain };
            Header {
                version,
                shard: Shard::new(number % of + 1, of).unwrap(),
                settings: Settings { trials, seed, sampling, precision: None },
                overrides: Overrides { set, plans, what_ifs, trials: typed, seed: typed_seed, weeks },
                inputs: inputs.into_iter().map(|(path, bytes)| Input { path, bytes }).collect(),
                cases,
            }
        },
    )
}

proptest! {
    #[test]
    fn any_header_is_read_as_it_was_written(header in headers(), other in headers()) {
        let file = TallyFile { header, ..made_up() };
        let other = TallyFile { header: other, ..made_up() };
        let bytes = file.to_bytes();
        prop_assert_eq!(TallyFile::from_bytes(&bytes).unwrap(), file.clone());
        if file != other {
            prop_assert_ne!(bytes, other.to_bytes());
        }
    }
}
