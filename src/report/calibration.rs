//! `calibration.csv`: what a record comes to.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::distribution::Distribution;
use crate::record::calibration::{Calibration, Part, TouchRecord};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Kind, Sheet, field};

/// The table of touches and segments.
pub const CALIBRATION: &str = Table::Calibration.file_name();

/// The record of a calibration: as of which day it is, and which files it wrote.
pub const CALIBRATION_RECORD: &str = "calibration.json";

/// The name of the page.
pub const CALIBRATION_PAGE: &str = "calibration.html";

/// A touch, and all of it or a segment.
type Row<'a> = (&'a TouchRecord, &'a Part);

/// The table of touches and segments, as CSV.
pub fn calibration_csv(calibration: &Calibration) -> Vec<u8> {
    let rows = calibration.touches.iter().flat_map(|touch| {
        let all = std::iter::once(&touch.all);
        all.chain(&touch.segments).map(move |part| (touch, part))
    });
    sheet().csv(rows)
}

/// The record of a calibration as of a day that wrote these files, each with its hash, and left those older ones. Of where the
/// record that was read came from it holds a mark alone: the names of such files often are those of people.
pub fn calibration_json(
    as_of: Date,
    source: Option<&str>,
    (reports, older): (&BTreeMap<String, String>, &BTreeMap<String, String>),
) -> Vec<u8> {
    let mut record = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "as_of": as_of.to_string(),
        "reports": reports,
    });
    if let Some(source) = source {
        record["source"] = source.into();
    }
    if !older.is_empty() {
        record["older"] = serde_json::json!(older);
    }
    format!("{record:#}\n").into_bytes()
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let quantile = |part: &Part, u| Distribution::beta(part.rate.alpha, part.rate.beta).ok().map(|law| law.quantile(u));
    let fields = vec![
        field("touch", "", "the id of the touch; of `connect` what is counted are acceptances", |row: &Row<'a>| {
            text(&row.0.touch)
        }),
        field("segment", "", "the segment; empty for all of the touch", |row: &Row<'a>| text(&row.1.segment)),
        field("sent", "touches", "how many went out", |row: &Row<'a>| row.1.fates.sent().to_string()).of(Kind::Whole),
        field("replied", "replies", "how many drew a reply", |row: &Row<'a>| row.1.fates.replies().to_string())
            .of(Kind::Whole),
        field(
            "open",
            "touches",
            "how many went out less than 90 days ago, are silent, and have not been followed up",
            |row: &Row<'a>| row.1.open.to_string(),
        )
        .of(Kind::Whole),
        field("rate_mean", "share", "the rate: the mean of what it may be", |row: &Row<'a>| number(row.1.rate.mean())),
        field("rate_p05", "share", "with 95 % it is above", move |row: &Row<'a>| number(quantile(row.1, 0.05))),
        field("rate_p95", "share", "with 95 % it is below", move |row: &Row<'a>| number(quantile(row.1, 0.95))),
        field("naive_rate", "share", "replied ÷ sent, which takes what is open for a failure", |row: &Row<'a>| {
            number(row.1.naive_rate())
        }),
        field(
            "delay_family",
            "",
            "the kind of delay that explains the record best, the same for all segments",
            |row: &Row<'a>| row.0.fit.family.name().to_owned(),
        ),
        field("delay_p50", "days", "half of the replies come within", |row: &Row<'a>| number(row.0.fit.days(0.5))),
        field("delay_p90", "days", "nine tenths of the replies come within", |row: &Row<'a>| {
            number(row.0.fit.days(0.9))
        }),
        field("delay_p50_low", "days", "with 95 % `delay_p50` is above", |row: &Row<'a>| {
            number(row.0.fit.days_between(0.5).0)
        }),
        field("delay_p50_high", "days", "with 95 % `delay_p50` is below", |row: &Row<'a>| {
            number(row.0.fit.days_between(0.5).1)
        }),
        field("delay_p90_low", "days", "with 95 % `delay_p90` is above", |row: &Row<'a>| {
            number(row.0.fit.days_between(0.9).0)
        }),
        field("delay_p90_high", "days", "with 95 % `delay_p90` is below", |row: &Row<'a>| {
            number(row.0.fit.days_between(0.9).1)
        }),
    ];
    Sheet::new(Table::Calibration, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::beta::BetaRate;
    use crate::record::calibration::calibrate;
    use crate::record::contact::{Contact, Undated};
    use crate::record::moment::Moment;
    use jiff::civil::date;

    #[test]
    fn names_of_columns_are_fixed() {
        let names: Vec<String> = Table::Calibration.columns().into_iter().map(|column| column.name).collect();
        assert_eq!(
            names.join(","),
            "touch,segment,sent,replied,open,rate_mean,rate_p05,rate_p95,naive_rate,delay_family,delay_p50,delay_p90,\
             delay_p50_low,delay_p50_high,delay_p90_low,delay_p90_high"
        );
    }

    #[test]
    fn each_touch_and_segment_has_a_row() {
        let at = |day| Moment { date: date(2026, 3, day), time: None };
        let contact = |segment: &str, replied: bool| Contact {
            touch: "inmail".into(),
            segment: segment.into(),
            person: None,
            sent: at(1),
            replied: replied.then(|| at(2)),
            accepted: None,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit: None,
        };
        let contacts: Vec<Contact> = (0..40).map(|n| contact(if n % 2 == 0 { "a" } else { "b" }, n % 4 == 0)).collect();
        let csv = calibration_csv(&calibrate(&contacts, date(2026, 3, 20), BetaRate::JEFFREYS));
        let csv = String::from_utf8(csv).expect("it is a text");
        let begins: Vec<String> =
            csv.lines().map(|line| line.split(',').take(5).collect::<Vec<_>>().join(",")).collect();
        assert_eq!(begins[1..], ["inmail,,40,10,30", "inmail,a,20,10,10", "inmail,b,20,0,20"]);
    }
}
