//! A log: whatever it holds, it is refused or calibrated, and a scenario laid over what comes of it can be played.
//!
//! The first byte chooses the order of dates, the prior, whether the credits that are held are stated, and whether rows are
//! events whatever they look like.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::record::answers::answers;
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::calibrate;
use inmail_sim::record::contact::Contact;
use inmail_sim::record::fragment::{Balance, fragment};
use inmail_sim::record::log::{LogReading, read_log};
use inmail_sim::record::moment::Order;
use inmail_sim::record::totals::calibrate_all;
use inmail_sim::scenario::{Overrides, load_from};
use jiff::civil::{Date, date};

use super::scenario::play;

/// The most touches of totals that are calibrated: more take long.
const MOST: u64 = 10_000;

/// Priors within the range of `--prior`.
const PRIORS: [(f64, f64); 4] = [(0.5, 0.5), (0.001, 1e6), (1e6, 0.001), (3.0, 17.0)];

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, log)) = data.split_first() else { return };
    let order = [None, Some(Order::Dmy), Some(Order::Mdy), Some(Order::Ymd)][usize::from(choice % 4)];
    let reading = LogReading { dates: order, events: choice / 64 % 2 == 1, ..LogReading::default() };
    match read_log("log.csv", log, &reading) {
        Ok(log) => {
            calibrated(&log.contacts, choice);
            if log.totals.iter().map(|total| total.sent).fold(0, u64::saturating_add) <= MOST {
                let found = calibrate_all(&[], &log.totals, date(2026, 1, 1), BetaRate::JEFFREYS);
                assert!(log.totals.is_empty() || !found.touches.is_empty());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Calibrates contacts, and loads and plays a scenario that makes use of every touch.
pub(super) fn calibrated(contacts: &[Contact], choice: u8) {
    let dates = |contact: &Contact| [Some(contact.sent), contact.replied, contact.accepted];
    let Some(as_of) = contacts.iter().flat_map(dates).flatten().map(|moment| moment.date).max() else { return };
    let (alpha, beta) = PRIORS[usize::from(choice / 4 % 4)];
    let prior = BetaRate { alpha, beta };
    let calibration = calibrate(contacts, as_of, prior);
    if calibration.touches.is_empty() {
        return;
    }
    let answers = answers(&calibration, contacts, prior);
    // `calibrate` refuses to begin a campaign on other days.
    let opening = (choice / 16).is_multiple_of(2) && (date(1900, 1, 1)..Date::constant(2999, 12, 31)).contains(&as_of);
    let balance = Some(Balance::Lots(vec![(30, 10), (5, 90)])).filter(|_| opening && choice / 32 % 2 == 1);
    load(&fragment(&calibration, &answers, opening, balance.as_ref()));
}

/// Loads a scenario that is laid over a fragment.
fn load(fragment: &str) {
    let read: toml::Table = fragment.parse().expect("a fragment is TOML");
    let touches = read["touch"].as_table().expect("a fragment has touches");
    let segments: String = touches
        .keys()
        .take(50)
        .enumerate()
        .map(|(number, touch)| {
            let touch = toml::Value::from(touch.as_str());
            format!("[segment.s{number}]\nper_week = 1\nsequence = [{touch}]\n")
        })
        .collect();
    let scenario = format!("extends = \"record.toml\"\nplans = [\"sales-navigator\"]\nweeks = 2\n{segments}");
    let files = [("record.toml", fragment), ("a.toml", &scenario)];
    let files: BTreeMap<PathBuf, Vec<u8>> =
        files.into_iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect();
    match load_from(&files, Path::new("a.toml"), &Overrides::default()) {
        Ok(scenario) => play(&scenario),
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("the program refuses what it wrote: {told:?}\n{fragment}");
        }
    }
}
