//! Shards are exact: however a run is cut, in whatever order the parts are merged, it comes to the same tally and reports;
//! and a tally that somebody made up does no harm.

use std::ops::Range;
use std::path::Path;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::shard::Shard;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::{Sampling, Settings, nothing_played, play, play_part};
use inmail_sim::figures::Figures;
use inmail_sim::report::{self, ReportFile};
use inmail_sim::scenario::Overrides;
use inmail_sim::tally_file::{Header, Input, TallyFile, fingerprint, is_sound};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sha2::{Digest, Sha256};

use crate::lanes::ordered;
use crate::random_case;

/// Enough for several blocks of trials, rows of lanes and points of each replicate, and no multiple of any of them.
const TRIALS: u64 = 700;

fn settings(trials: u64, sampling: Sampling) -> Settings {
    Settings { trials, seed: 7, sampling, precision: None }
}

/// Cases of which some are played side by side, and some one trial after the other.
fn cases() -> impl Strategy<Value = Vec<Case>> {
    vec(prop_oneof![random_case::case(), random_case::case().prop_map(ordered)], 1..4)
}

fn reports(cases: &[Case], tally: &Tally) -> Vec<ReportFile> {
    report::tables(&Figures::new(cases, tally))
}

/// A shard of these cases as a file.
fn file(cases: &[Case], sampling: Sampling, shard: Shard, tally: Tally) -> TallyFile {
    let header = Header {
        version: "0.1.0".into(),
        shard,
        settings: settings(TRIALS, sampling),
        overrides: Overrides::default(),
        inputs: vec![Input::new(Path::new("a.toml"), b"weeks = 1".into())],
        cases: fingerprint(cases),
    };
    TallyFile { header, tally, targets: vec![Vec::new(); cases.len()] }
}

/// The ranges between the cuts.
fn parts(cuts: &[Index]) -> Vec<Range<u64>> {
    let mut ends: Vec<u64> = cuts.iter().map(|cut| cut.index(TRIALS as usize + 1) as u64).collect();
    ends.extend([0, TRIALS]);
    ends.sort_unstable();
    ends.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_a_run_is_cut_it_comes_to_the_same(
        cases in cases(),
        sampling in prop_oneof![Just(Sampling::Even), Just(Sampling::Plain)],
        cuts in vec(any::<Index>(), 0..7),
        order in any::<u64>(),
    ) {
        let settings = settings(TRIALS, sampling);
        let whole = play(&cases, &settings, |_| {});
        let mut parts = parts(&cuts);
        // Any order will do: by a number that has nothing to do with the place.
        parts.sort_by_key(|part| Sha256::digest((part.start ^ order).to_le_bytes()).to_vec());
        let mut merged = nothing_played(&cases);
        for (number, part) in (1..).zip(&parts) {
            let tally = play_part(&cases, &settings, part.clone(), |_| {});
            prop_assert!(is_sound(&tally, &nothing_played(&cases), part.clone()));
            let shard = Shard::new(number, parts.len() as u32).expect("it is one of them");
            let written = file(&cases, sampling, shard, tally).to_bytes();
            merged.merge(&TallyFile::from_bytes(&written).expect("it was written so").tally);
        }
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(reports(&cases, &merged), reports(&cases, &whole));
        // The bytes of a tally do not tell how it was counted either.
        let bytes = |tally| file(&cases, sampling, Shard::WHOLE, tally).to_bytes();
        prop_assert!(bytes(merged) == bytes(whole));
    }

    #[test]
    fn a_tally_that_was_made_up_is_refused_or_reported_but_never_stops_the_program(
        cases in vec(random_case::case(), 1..3),
        changes in vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let tally = play(&cases, &settings(20, Sampling::Even), |_| {});
        let written = file(&cases, Sampling::Even, Shard::WHOLE, tally).to_bytes();
        for kept in 1..=changes.len() {
            let mut bytes = written[..written.len() - 32].to_vec();
            for (place, byte) in &changes[..kept] {
                let place = 10 + place.index(bytes.len() - 10);
                bytes[place] = *byte;
            }
            let checksum = Sha256::digest(&bytes);
            bytes.extend_from_slice(&checksum);
            let Ok(read) = TallyFile::from_bytes(&bytes) else { continue };
            if is_sound(&read.tally, &nothing_played(&cases), 0..20) {
                let mut merged = nothing_played(&cases);
                merged.merge(&read.tally);
                merged.merge(&read.tally);
                reports(&cases, &merged);
            }
        }
    }
}

#[test]
fn the_same_cases_have_the_same_fingerprint_and_others_another() {
    let case = crate::builder::campaign().plan(50, 150, 99.99).per_week(9).inmail("inmail", 0.25, 3.0).build();
    let mut other = case.clone();
    other.calendar.days += 7;
    let of = |case: &Case| fingerprint(std::slice::from_ref(case));
    assert_eq!(of(&case), of(&case.clone()));
    assert_ne!(of(&case), of(&other));
}
