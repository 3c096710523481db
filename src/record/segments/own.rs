//! The touches that a scenario fragment has, such as one that `calibrate` wrote.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::checklist::Mistake;
use crate::domain::touch::Channel;

/// What of a fragment matters to a scenario that is laid over it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    touches: Vec<OwnTouch>,
    /// Does it say what an hour costs?
    pub(super) costs_hours: bool,
}

/// A touch of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnTouch {
    pub(super) id: String,
    channel: Option<Channel>,
    keys: Vec<String>,
}

impl OwnTouch {
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known == key)
    }
}

impl Own {
    /// Reads a fragment.
    pub fn read(text: &str) -> Result<Own, Vec<Mistake>> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Err(errors.iter().map(Mistake::of_syntax).collect());
        }
        let section = |name: &str| document.get_ref().get(name).and_then(|section| section.get_ref().as_table());
        let mut touches: Vec<(usize, OwnTouch)> = Vec::new();
        for (id, touch) in section("touch").into_iter().flat_map(|touches| touches.iter()) {
            let Some(table) = touch.get_ref().as_table() else { continue };
            let name = table.get("channel").and_then(|channel| channel.get_ref().as_str());
            let channel = Channel::ALL.into_iter().find(|channel| Some(channel.name()) == name);
            let keys = table.keys().map(|key| key.get_ref().to_string()).collect();
            touches.push((id.span().start, OwnTouch { id: id.get_ref().to_string(), channel, keys }));
        }
        touches.sort_by_key(|(start, _)| *start);
        let has_cost = |effort: &DeTable<'_>| effort.get("hourly_cost").map(Spanned::<DeValue<'_>>::get_ref).is_some();
        Ok(Own {
            touches: touches.into_iter().map(|(_, touch)| touch).collect(),
            costs_hours: section("effort").is_some_and(has_cost),
        })
    }

    /// The touch that is called `id` if it goes by this channel; otherwise the first that does, and that goes out after
    /// another or not.
    pub(super) fn touch(&self, id: &str, channel: Channel, follows: bool) -> Option<&OwnTouch> {
        let mut right = self.touches.iter().filter(|touch| touch.channel == Some(channel));
        let named = right.clone().find(|touch| touch.id == id);
        named.or_else(|| right.find(|touch| touch.has("wait_days") == follows))
    }

    /// An id that no touch has, like this one.
    pub(super) fn free(&self, id: &str) -> String {
        let is_free = |id: &String| self.touches.iter().all(|touch| touch.id != *id);
        let others =
            (1..).map(|number| if number == 1 { format!("{id}-borrowed") } else { format!("{id}-borrowed-{number}") });
        std::iter::once(id.to_owned()).chain(others).find(is_free).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_are_found_by_their_channel_in_the_order_of_the_file() {
        let own = Own::read(
            "[touch.inmail]\nchannel = \"email\"\n[touch.zeta]\nchannel = \"inmail\"\n[touch.again]\nchannel = \"inmail\"\n\
             wait_days = 6\n[touch.alpha]\nchannel = \"inmail\"\n[effort]\nhourly_cost = 9\n",
        )
        .expect("it is right");
        let id = |id, channel, follows| own.touch(id, channel, follows).map(|touch| touch.id.as_str());
        assert_eq!(id("inmail", Channel::InMail, false), Some("zeta"));
        assert_eq!(id("follow-up", Channel::InMail, true), Some("again"));
        assert_eq!(id("alpha", Channel::InMail, false), Some("alpha"));
        assert_eq!(id("connect", Channel::Connect, false), None);
        assert_eq!((own.free("inmail"), own.free("connect")), ("inmail-borrowed".into(), "connect".into()));
        assert!(own.costs_hours);
    }
}
