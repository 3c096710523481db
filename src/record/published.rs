//! Rates that others have published, to compare a record with.

use crate::domain::touch::Channel;

use super::calibration::TouchRecord;

/// A range of rates that others have published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published {
    /// Whose rate it is, and who says so.
    pub of: &'static str,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Rates of first InMails.
const INMAIL: [Published; 3] = [
    Published { of: "vendors: all campaigns", low: 0.06, high: 0.26 },
    Published { of: "vendors: cold to personal", low: 0.10, high: 0.18 },
    Published { of: "pessimists: generic", low: 0.03, high: 0.08 },
];

/// Rates of invitations.
const CONNECT: [Published; 2] = [
    Published { of: "vendors: cold to warmed up", low: 0.28, high: 0.45 },
    Published { of: "vendors: C-suite to managers", low: 0.19, high: 0.39 },
];

/// Rates of InMails to people who did not answer the first: 0.45 times those of the first.
const FOLLOW_UP: [Published; 1] = [Published { of: "derived: 0.45 × vendors", low: 0.027, high: 0.117 }];

/// The published rates of touches like this one.
pub fn published(touch: &TouchRecord) -> &'static [Published] {
    match touch.channel {
        Channel::InMail if touch.follows() => &FOLLOW_UP,
        Channel::InMail => &INMAIL,
        Channel::Connect => &CONNECT,
        Channel::Message | Channel::Engage | Channel::Email => &[],
    }
}
