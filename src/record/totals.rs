//! Totals: how many went out and how many were answered, and nothing of when.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::beta::BetaRate;
use super::calibration::{Calibration, calibrate};
use super::contact::{Contact, Undated};
use super::moment::Moment;

/// The most touches of all totals together.
pub const MAX_TOTAL: u64 = 1_000_000;

/// So long ago all of it went out: whatever was to come has come \[days\].
const LONG: i64 = 20_000;

/// How many of a touch were answered, or accepted if it is an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The touch.
    pub touch: String,
    /// The segment; empty where there is none.
    pub segment: String,
    /// The number of answers.
    pub replied: u64,
    /// The number that went out, no less than that of the answers.
    pub sent: u64,
}

/// Calibrates a record and totals, of whose answers all have come, as of a day.
pub fn calibrate_all(contacts: &[Contact], totals: &[Total], as_of: Date, prior: BetaRate) -> Calibration {
    if totals.is_empty() {
        return calibrate(contacts, as_of, prior);
    }
    let all: Vec<Contact> = contacts.iter().cloned().chain(self::contacts(totals, as_of)).collect();
    calibrate(&all, as_of, prior)
}

/// Totals as contacts of long before `as_of`, whose answers have no date.
fn contacts(totals: &[Total], as_of: Date) -> Vec<Contact> {
    let sent = Moment { date: as_of.saturating_sub(LONG.days()), time: None::<Time> };
    let of_total = |total: &Total| {
        let reached =
            |number: u64| (u128::from(number) * u128::from(total.replied) / u128::from(total.sent.max(1))) as u64;
        let contact = |number: u64| {
            let is_answered = reached(number + 1) > reached(number);
            Contact {
                touch: total.touch.clone(),
                segment: total.segment.clone(),
                person: None,
                sent,
                replied: None,
                accepted: None,
                after: None,
                followed: None,
                undated: Undated { replied: is_answered, accepted: is_answered },
                credit: None,
            }
        };
        (0..total.sent).map(|number| ((number as f64 + 0.5) / total.sent as f64, contact(number))).collect::<Vec<_>>()
    };
    // Spread evenly, so that no half of them has more answers, or more of a segment, than the other.
    let mut contacts: Vec<(f64, Contact)> = totals.iter().flat_map(of_total).collect();
    contacts.sort_by(|one, other| one.0.total_cmp(&other.0));
    contacts.into_iter().map(|(_, contact)| contact).collect()
}

#[cfg(test)]
mod tests {
    use super::super::calibration::Remark;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn totals_are_counted_and_nothing_more() {
        let total =
            |segment: &str, replied, sent| Total { touch: "inmail".into(), segment: segment.into(), replied, sent };
        let known =
            |totals: &[Total]| calibrate_all(&[], totals, date(2026, 3, 5), BetaRate::JEFFREYS).touches.remove(0);
        let one = known(&[total("", 33, 145)]);
        assert_eq!((one.all.fates.sent(), one.all.fates.replies(), one.all.open), (145, 33, 0));
        assert!(
            (one.fit.rate.alpha - 33.5).abs() < 0.01 && (one.fit.rate.beta - 112.5).abs() < 0.05,
            "{:?}",
            one.fit.rate
        );
        assert!(one.is_undated() && one.remarks.is_empty(), "{:?}", one.remarks);
        let two = known(&[total("a", 40, 100), total("b", 5, 100)]);
        assert_eq!(two.segments.iter().map(|part| part.fates.replies()).collect::<Vec<_>>(), [40, 5]);
        assert!(!two.remarks.iter().any(|remark| matches!(remark, Remark::Drift { .. })));
    }
}
