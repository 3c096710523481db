//! How exactly a record tells when answers came.

use jiff::civil::Date;

use super::contact::{Awaited, Came, Contact};
use super::moment::Moment;

/// How the answers to a touch are dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dating {
    /// The number of those without a date.
    pub undated: u64,
    /// Is there one whose time after its touch is known to the hour?
    pub is_timed: bool,
}

impl Dating {
    pub(super) fn of(contacts: &[&Contact], awaited: Awaited, as_of: Date) -> Dating {
        let sent = contacts.iter().filter(|contact| contact.sent.date <= as_of);
        let came: Vec<(Moment, Came)> =
            sent.filter_map(|contact| Some((contact.sent, contact.came(awaited)?))).collect();
        let is_timed = |(sent, came): &(Moment, Came)| matches!(came, Came::At(moment) if moment.date <= as_of && moment.is_timed() && sent.is_timed());
        Dating {
            undated: came.iter().filter(|(_, came)| *came == Came::Sometime).count() as u64,
            is_timed: came.iter().any(is_timed),
        }
    }
}
