//! The names of the touches of a channel.

use crate::domain::touch::Channel;
use crate::figures::TouchFigures;

/// The name of this many touches of a channel, without the number: `InMail`, `invitations`.
pub fn touches(channel: Channel, number: u64) -> String {
    let touch = match channel {
        Channel::InMail => "InMail",
        Channel::Connect => "invitation",
        Channel::Message => "message",
        Channel::Email => "e-mail",
        Channel::Engage => "visit",
    };
    format!("{touch}{}", if number == 1 { "" } else { "s" })
}

/// The kind of a touch of a campaign; for letters under way before the campaign only that they were.
pub fn touch_kind(touch: &TouchFigures) -> &'static str {
    match touch.channel {
        _ if touch.segment.is_empty() => "sent before the first day",
        Channel::InMail => "InMail",
        Channel::Connect => "invitation to connect",
        Channel::Message => "message",
        Channel::Engage => "step without a reply",
        Channel::Email => "e-mail",
    }
}
