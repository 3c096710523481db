//! A record: how long answers take, and how large the rates are.

mod delay;
mod rate;

use crate::domain::touch::Channel;
use crate::figures::number::{number, whole};
use crate::record::calibration::{Calibration, TouchRecord};

use super::sheet::Head;
use super::{Chart, ChartError};

/// The stems of the names of their files.
pub const CALIBRATION: [&str; 2] = [delay::NAME, rate::NAME];

/// The charts of a record; that of the delay is left out where nothing came back.
pub fn calibration(calibration: &Calibration) -> Result<Vec<Chart>, ChartError> {
    Ok(delay::draw(calibration)?.into_iter().chain(rate::draw(calibration)?).collect())
}

/// The head of a chart of `subject` in a record.
fn head(calibration: &Calibration, subject: &str, finding: String) -> Head {
    let sent: u64 = calibration.touches.iter().map(|touch| touch.all.fates.sent()).sum();
    Head::new(finding, &format!("{subject} · {} touches up to {}", whole(sent), calibration.as_of))
}

/// The touch that titles speak of: the one of which most came back.
fn lead<'a>(touches: &[&'a TouchRecord]) -> Option<&'a TouchRecord> {
    let by_replies = |touch: &&&TouchRecord| touch.all.fates.replies();
    // Of equals the first.
    touches.iter().rev().max_by_key(by_replies).copied()
}

/// The answers that a touch draws, in a word.
fn answers(touch: &TouchRecord) -> &'static str {
    if touch.channel == Channel::Connect { "acceptances" } else { "replies" }
}

/// A time in days, in hours or minutes where it is shorter than one of these.
fn time(days: f64) -> String {
    let (value, unit) = match days * 24.0 {
        hours if hours < 1.0 => (hours * 60.0, "minute"),
        hours if hours < 24.0 => (hours, "hour"),
        _ => (days, "day"),
    };
    let digits = if value < 9.95 { format!("{value:.1}") } else { number(value.round()) };
    let digits = digits.trim_end_matches(".0").to_owned();
    let many = if digits == "1" { "" } else { "s" };
    format!("{digits}\u{a0}{unit}{many}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::beta::BetaRate;
    use crate::record::calibration::calibrate;
    use crate::record::contact::{Contact, Undated};
    use crate::record::moment::Moment;
    use jiff::ToSpan;
    use jiff::civil::date;

    /// So many messages, every so many of them answered on one of the next days.
    fn contacts(touch: &str, segment: &str, number: usize, every: usize) -> Vec<Contact> {
        let at = |day: usize| Moment { date: date(2026, 1, 1) + (day as i64).days(), time: None };
        let contact = |place: usize| Contact {
            touch: touch.into(),
            segment: segment.into(),
            person: None,
            sent: at(place % 60),
            replied: place.is_multiple_of(every).then(|| at(place % 60 + [1, 1, 1, 2, 2, 5, 12][place / every % 7])),
            accepted: None,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit: None,
        };
        (0..number).map(contact).collect()
    }

    fn drawn(contacts: &[Contact]) -> Vec<Chart> {
        let found = calibrate(contacts, date(2026, 3, 5), BetaRate::JEFFREYS);
        super::calibration(&found).expect("they can be drawn")
    }

    /// So few come back that the delay is hardly known: what is drawn is the layout, and the record itself.
    #[test]
    fn the_charts_look_as_agreed() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let mut record = contacts("inmail", "directors", 20, 10);
        record.extend(contacts("inmail", "managers", 30, 15));
        for chart in drawn(&record) {
            settings.bind(|| insta::assert_snapshot!(chart.name, chart.svg));
        }
    }

    #[test]
    fn titles_speak_of_the_touch_of_which_most_came_back() {
        let mut record = contacts("follow-up", "", 60, 8);
        record.extend(contacts("inmail", "directors", 120, 5));
        record.extend(contacts("inmail", "managers", 90, 9));
        let found: Vec<String> =
            drawn(&record).iter().map(|chart| chart.finding.replace(['\u{a0}', '\u{202f}'], " ")).collect();
        assert!(found[0].starts_with("Half of the replies to inmail come within "), "{}", found[0]);
        assert!(found[1].starts_with("inmail: ") && found[1].contains(" draw a reply (90 % sure: "), "{}", found[1]);
        assert!(found[1].ends_with("within the published 6.0 % to 26 %"), "{}", found[1]);
    }

    #[test]
    fn where_nothing_came_back_there_is_no_delay_to_show() {
        let names =
            |every| drawn(&contacts("inmail", "", 40, every)).iter().map(|chart| chart.name).collect::<Vec<_>>();
        assert_eq!((names(1_000).len(), names(4)), (2, vec!["delay", "rate"]));
        let silent: Vec<Contact> =
            contacts("inmail", "", 40, 4).into_iter().map(|contact| Contact { replied: None, ..contact }).collect();
        assert_eq!(drawn(&silent).iter().map(|chart| chart.name).collect::<Vec<_>>(), ["rate"]);
    }

    #[test]
    fn times_are_in_minutes_hours_and_days() {
        let words = |days| time(days).replace('\u{a0}', " ");
        assert_eq!([words(0.0845 / 24.0), words(0.01)], ["5.1 minutes", "14 minutes"]);
        assert_eq!([words(0.25), words(1.0), words(6.96), words(12.4)], ["6 hours", "1 day", "7 days", "12 days"]);
    }
}
