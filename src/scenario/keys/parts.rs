//! Parts of the lists of keys.

use super::{Default, Key};
use crate::domain::touch::Channel;
use crate::scenario::document::kind::{Kind, MAX_COUNT, MAX_DAYS};

pub(super) const COUNT: Kind = Kind::Whole(0, MAX_COUNT);
pub(super) const DAYS: Kind = Kind::Whole(1, MAX_DAYS);
pub(super) const BILLING: Kind = Kind::OneOf(&["monthly", "annual"]);
pub(super) const REFILL: Kind = Kind::OneOf(&["billing-day", "first-of-month"]);
pub(super) const WEEKDAY: Kind = Kind::OneOf(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
pub(super) const CHANNEL: Kind = Kind::OneOf(Channel::NAMES);
pub(super) const LIFE: Kind = Kind::WholeOr(1, MAX_DAYS, "none");
pub(super) const LIMIT_WEEK: Kind = Kind::OneOf(&["campaign", "rolling"]);
pub(super) const WINDOW: Kind = Kind::Whole(0, MAX_DAYS);
pub(super) const REFUND_LIFE: Kind = Kind::OneOf(&["fresh", "inherit"]);
pub(super) const OVERFLOW: Kind = Kind::OneOf(&["drop-oldest", "drop-newest"]);
pub(super) const PLAN_CHANGE: Kind = Kind::OneOf(&["keep-to-cap", "forfeit"]);

pub(super) const REQUIRED: Default = Default::Required;
pub(super) const NONE: Default = Default::Otherwise("none");

/// The words for what a what-if may be: what is ours to choose, which it is if it does not say, and what is not.
pub(in crate::scenario) const KINDS: [&str; 2] = ["choice", "circumstance"];

/// The keys of a target that state a bound, in the order of [`Comparison::ALL`](crate::domain::requirement::Comparison).
pub const BOUNDS: [&str; 4] = ["at_least", "at_most", "above", "below"];

/// A key for any channel, whose default is nobody's figure.
pub(super) const fn key(
    path: &'static str,
    kind: Kind,
    default: Default,
    unit: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Key {
    Key { path, kind, default, source: "", unit, meaning, channels: &[], example }
}

pub(super) const fn value(toml: &'static str) -> Default {
    Default::Value(toml)
}

impl Key {
    /// The same with the source of its default.
    pub(super) const fn from(self, source: &'static str) -> Key {
        Key { source, ..self }
    }

    /// The same for touches on these channels only.
    pub(super) const fn on(self, channels: &'static [&'static str]) -> Key {
        Key { channels, ..self }
    }
}
