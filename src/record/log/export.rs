//! What the table of known exports says of a log.

use std::collections::BTreeMap;

use crate::record::exports::{Export, Exports, Kind};
use crate::record::moment::Order;

use super::layout::place;
use super::words::{Says, says};
use super::{COLUMNS, LogError, LogReading, Step};

/// The export that a table with this header is: the stated one, or a known one that is a log. A table with the columns of logs
/// by their own names is none.
pub(super) fn of(header: &[String], reading: &LogReading) -> Result<Option<&'static Export>, LogError> {
    let is_log = |export: &Export| !matches!(export.kind, Kind::List | Kind::Other);
    if let Some(stated) = reading.export {
        return if is_log(stated) { Ok(Some(stated)) } else { Err(LogError::NoLog { export: stated }) };
    }
    let has_own_names = place(header, COLUMNS[0]).is_some();
    Ok(Some(Exports::built_in()).filter(|_| !has_own_names).and_then(|exports| exports.detect_among(header, is_log)))
}

/// The list or part of an archive that a table is, if it is a known one.
pub(super) fn no_log(header: &[String]) -> Option<&'static Export> {
    Exports::built_in().detect_among(header, |export| matches!(export.kind, Kind::List | Kind::Other))
}

/// The order of day and month of its dates, where it is fixed.
pub(super) fn order(export: Option<&Export>) -> Option<Order> {
    match export?.dates.as_deref()? {
        "dmy" => Some(Order::Dmy),
        "mdy" => Some(Order::Mdy),
        "ymd" => Some(Order::Ymd),
        _ => None,
    }
}

/// The steps of a table with a row for each person: of `connect.sent_at` the step is `connect`.
pub(super) fn steps(export: &Export, header: &[String]) -> Vec<Step> {
    let mut steps: BTreeMap<&str, [Option<String>; 3]> = BTreeMap::new();
    for meaning in export.meanings() {
        let Some((touch, column)) = meaning.rsplit_once('.') else { continue };
        let place = ["sent_at", "accepted_at", "replied_at"].iter().position(|known| *known == column);
        let (Some(place), Some(found)) = (place, export.place(header, meaning)) else { continue };
        steps.entry(touch).or_default()[place] = Some(header[found].clone());
    }
    let step = |(touch, [sent, accepted, replied]): (&str, [Option<String>; 3])| {
        Some(Step { touch: touch.to_owned(), sent: sent?, accepted, replied })
    };
    let mut steps: Vec<Step> = steps.into_iter().filter_map(step).collect();
    steps.sort_by_key(|step| place(header, &step.sent));
    steps
}

/// What a cell says of a touch: by the export's own words first.
pub(super) fn status(export: Option<&Export>, text: &str) -> Option<Says> {
    let own = export.and_then(|export| export.says(text));
    let own = own.and_then(|meaning| match meaning {
        "replied" => Some(Says::Answered),
        "accepted" | "connected" => Some(Says::Accepted),
        "declined" => Some(Says::Declined),
        "sent" | "inmail" | "invited" | "emailed" | "contacted" => Some(Says::Nothing),
        "nothing" => Some(Says::NotSent),
        _ => None,
    });
    own.or_else(|| says(text))
}
