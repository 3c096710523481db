//! How long a campaign is, in each of the ways to say so, and when it begins.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};

use super::{Overrides, SMALL, files, right, right_with, wrong_with_places};
use crate::scenario::document::source::Files;
use crate::scenario::{Scenario, load_from};

fn days(stated: &str) -> i32 {
    right(&format!("{stated}\n{SMALL}")).cases[0].calendar.days
}

#[test]
fn months_end_on_the_day_before_the_same_day() {
    assert_eq!(days("months = 1\nstart = 2026-03-02"), 31);
    assert_eq!(days("months = 6\nstart = 2026-03-02"), 184, "to 1 September");
    assert_eq!(days("months = 1\nstart = 2026-01-31"), 28, "to 27 February: the 28th stands for the 31st");
    assert_eq!(days("months = 119"), 3624);
}

#[test]
fn until_is_the_last_day() {
    assert_eq!(days("until = 2026-03-02"), 1);
    assert_eq!(days("until = '2026-03-15'"), 14);
    assert_eq!(days("until = 2036-02-17"), 3640);
}

#[test]
fn a_length_laid_over_another_replaces_it() {
    let six_months = format!("months = 6\n{SMALL}[[what_if]]\nname = 'short'\nuntil = 2026-03-15\n");
    let lengths = |set: &[&str]| {
        let scenario = right_with(&six_months, set);
        scenario
            .cases
            .iter()
            .filter(|case| case.name.plan == "sales-navigator")
            .map(|case| case.calendar.days)
            .collect::<Vec<_>>()
    };
    assert_eq!(lengths(&[]), [184, 14]);
    assert_eq!(lengths(&["weeks=2"]), [14, 14]);
    assert_eq!(lengths(&["until=2026-03-03"]), [2, 2]);
    let weeks = Overrides { weeks: Some(3), ..Overrides::default() };
    let scenario = load_from(&files(&[("a.toml", &six_months)]), Path::new("a.toml"), &weeks).expect("it is right");
    assert!(scenario.cases.iter().all(|case| case.calendar.days == 21));
}

#[test]
fn two_lengths_in_one_table_are_too_many() {
    let told = |stated: &str| wrong_with_places(&format!("{stated}\n{SMALL}"));
    let both = |first, second| format!("the file has both `{first}` and `{second}`; it may have one of them");
    assert_eq!(told("until = 2026-05-01\nweeks = 3"), [(2, both("weeks", "until"))]);
    assert_eq!(told("months = 3\nuntil = 2026-05-01"), [(2, both("months", "until"))]);
}

#[test]
fn who_states_one_length_relies_on_no_other() {
    let relied_on = |stated: &str| {
        let scenario = right(&format!("{stated}\n{SMALL}"));
        scenario.assumptions.iter().map(|assumption| assumption.path.clone()).filter(|path| path == "weeks").count()
    };
    assert_eq!((relied_on(""), relied_on("months = 2"), relied_on("until = 2026-04-01")), (1, 0, 0));
}

/// Files that are read on a certain day.
struct On(Date, BTreeMap<PathBuf, Vec<u8>>);

impl Files for On {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.1.read(path)
    }

    fn today(&self) -> Date {
        self.0
    }
}

#[test]
fn a_start_may_follow_from_today() {
    let read = |start: &str, today: Date, set: &[&str]| -> Scenario {
        let text = format!("start = '{start}'\n{SMALL}");
        let overrides = Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() };
        load_from(&On(today, files(&[("a.toml", &text)])), Path::new("a.toml"), &overrides).expect("it is right")
    };
    let first = |start: &str, today| read(start, today, &[]).cases[0].calendar.start;
    // 30 November 2026 is a Monday.
    assert_eq!(first("today", date(2026, 11, 30)), date(2026, 11, 30));
    assert_eq!(first("next-monday", date(2026, 11, 29)), date(2026, 11, 30));
    assert_eq!(first("next-monday", date(2026, 11, 30)), date(2026, 12, 7), "never today itself");
    let repeated = read("today", date(2027, 5, 1), &["start=2026-11-30"]);
    assert_eq!(repeated.cases, read("today", date(2026, 11, 30), &[]).cases);
}

#[test]
fn a_word_that_is_no_start_is_told_with_what_may_stand_there() {
    let told = wrong_with_places(&format!("start = 'tody'\n{SMALL}"));
    let all = "it must be a date such as 2026-03-02, from 1900 to 2999, \"today\" or \"next-monday\"";
    assert_eq!(told, [(1, format!("`start` is `'tody'`; {all}; did you mean \"today\"?"))]);
}
