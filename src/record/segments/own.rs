//! The touches that a scenario fragment has, such as one that `calibrate` wrote.

use crate::domain::touch::Channel;
use crate::scenario::document::context::Context;
use crate::scenario::document::problem::Problems;
use crate::scenario::document::source::{Disk, Role};
use crate::scenario::document::tree::{Table, Value};
use crate::scenario::keys::SCENARIO;

/// The parts of a fragment that matter to a scenario laid over it.
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
    /// Reads a fragment from the text of a file of this name, or says what is wrong with it and where.
    pub fn read(file: &str, text: &str) -> Result<Own, Problems> {
        let ctx = Context::new(&Disk);
        let document = ctx.document(ctx.add(Role::Rules, file, text), &SCENARIO).ok_or_else(|| ctx.problems())?;
        let section = |name: &str| document.get(name).and_then(|entry| entry.node.table());
        let touch = |id: &str, table: &Table| {
            let channel =
                Channel::ALL.into_iter().find(|channel| match table.get("channel").map(|it| &it.node.value) {
                    Some(Value::Text(name)) => name == channel.name(),
                    _ => false,
                });
            OwnTouch { id: id.to_owned(), channel, keys: table.keys().map(str::to_owned).collect() }
        };
        let entries = section("touch").into_iter().flat_map(|touches| &touches.entries);
        Ok(Own {
            touches: entries.filter_map(|entry| Some(touch(&entry.key, entry.node.table()?))).collect(),
            costs_hours: section("effort").is_some_and(|effort| effort.get("hourly_cost").is_some()),
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
            "record.toml",
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
