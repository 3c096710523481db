//! The kind of a touch that a campaign has sent.

use crate::figures::TouchFigures;

/// The kind of a touch of a campaign; for letters under way before the campaign only that they were.
pub fn touch_kind(touch: &TouchFigures) -> &'static str {
    if touch.segment.is_empty() { "sent before the first day" } else { touch.channel.way() }
}
