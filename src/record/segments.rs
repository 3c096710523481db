//! A scenario from a qualified list, with one segment a tier: a run of it shows how long the list takes and what it costs.

mod own;

use std::fmt::Write;

use crate::domain::touch::{Channel, REPLY_RATE};
use crate::scenario::document::quote::{quote, string};

use super::checklist::Checklist;
use own::OwnTouch;

pub use own::Own;

/// The weeks within which all prospects of a tier are started.
const STARTS: usize = 10;

/// The most characters of the list's name in that of the scenario.
const MOST_CHARACTERS: usize = 60;

/// The weeks of the campaign: three months' subscription pays for them, in whatever month they start.
const WEEKS: usize = 12;

/// The beginning of the scenario.
const HEADER: &str = "\
# How long does this list take, and what does it cost under each plan?
# One segment a tier, the best with priority 1. Change the pace, and the rates to your own.
# After a run, touches.csv says how many of each tier were written to, and weekly.csv how many touches
# go out in each week: none once the list is through.

description = \"How long it takes to write to all of them, and what it costs under each plan.\"
";

/// A touch of such a scenario, with the text of its keys.
struct Written {
    id: &'static str,
    channel: Channel,
    follows: bool,
    /// The rate at which it is accepted, as it is written, if it is an invitation.
    accepted: Option<&'static str>,
    /// The rate at which it draws a reply, as it is written.
    replied: &'static str,
    /// Keys that a touch of a record gets as well, unless it has them.
    more: &'static [(&'static str, &'static str)],
}

/// How long a touch waits for an answer to the one before it: the key, and its value with its source.
pub const WAIT: (&str, &str) = ("wait_days", "[5, 7] # the article's advice");

const TOUCHES: [Written; 5] = [
    Written {
        id: "inmail",
        channel: Channel::InMail,
        follows: false,
        accepted: None,
        replied: "{ alpha = 3, beta = 17 } # vendors: 6 % to 26 % of cold InMails",
        more: &[("minutes", "5 # an assumption")],
    },
    Written {
        id: "follow-up",
        channel: Channel::InMail,
        follows: true,
        accepted: None,
        replied: "{ pert = [0.02, 0.07, 0.15] } # about half the rate of the first: derived",
        more: &[WAIT, ("minutes", "3 # an assumption")],
    },
    Written {
        id: "connect",
        channel: Channel::Connect,
        follows: false,
        accepted: Some("{ pert = [0.10, 0.28, 0.45] } # vendors: 28 % cold, 45 % warmed up"),
        replied: "0.22 # vendors: of those who accept",
        more: &[("limit_per_week", "100 # vendors: about so many are let through"), ("minutes", "2 # an assumption")],
    },
    Written {
        id: "message",
        channel: Channel::Message,
        follows: false,
        accepted: None,
        replied: "{ pert = [0.10, 0.22, 0.40] } # an assumption",
        more: &[("minutes", "3 # an assumption")],
    },
    Written {
        id: "email",
        channel: Channel::Email,
        follows: false,
        accepted: None,
        replied: "0.034 # vendors: of cold e-mails",
        more: &[("minutes", "3 # an assumption")],
    },
];

/// The sequence of a tier with this first channel.
fn sequence(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::InMail => &["inmail", "follow-up"],
        Channel::Connect => &["connect"],
        Channel::Message => &["message"],
        Channel::Email | Channel::Engage => &["email"],
    }
}

/// A tier that has prospects.
struct Used {
    tier: usize,
    prospects: u32,
    open: u32,
    priority: u32,
}

/// A scenario with a segment for each tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segments {
    /// The file.
    pub text: String,
    /// The touches in it whose rates are borrowed.
    pub borrowed: Vec<String>,
}

/// Writes the scenario for the list of this name. `tiers` has, for each tier, the number of its prospects and of those among them with an Open Profile;
/// `record` the path of a fragment to lay the scenario over, with its touches.
pub fn segments(checklist: &Checklist, list: &str, tiers: &[(u32, u32)], record: Option<(&str, &Own)>) -> Segments {
    let mut text = HEADER.to_owned();
    let list: String = list.chars().filter(|c| !c.is_control()).take(MOST_CHARACTERS).collect();
    let _ =
        writeln!(text, "name = {}", string(&format!("People on {}", if list.is_empty() { "a list" } else { &list })));
    if let Some((record, _)) = record {
        let _ = writeln!(text, "extends = {}", string(record));
    }
    let _ = writeln!(
        text,
        "weeks = {WEEKS} # {STARTS} of starts, then time for follow-ups and replies: three months' subscription"
    );
    text.push('\n');
    let used: Vec<Used> = tiers
        .iter()
        .enumerate()
        .filter(|(_, (prospects, _))| *prospects > 0)
        .zip(1..)
        .map(|((tier, &(prospects, open)), priority)| Used { tier, prospects, open, priority })
        .collect();
    let is_needed = |id: &str| used.iter().any(|used| sequence(checklist.tiers()[used.tier].channel).contains(&id));
    let nothing = Own::default();
    let own = record.map_or(&nothing, |(_, own)| own);
    if !own.costs_hours {
        text.push_str("[effort]\nhourly_cost = 30 # an assumption\n\n");
    }
    let mut borrowed = Vec::new();
    let mut ids: Vec<(&str, String)> = Vec::new();
    for touch in TOUCHES.iter().filter(|touch| is_needed(touch.id)) {
        let known = own.touch(touch.id, touch.channel, touch.follows);
        let id = known.map_or_else(|| own.free(touch.id), |known| known.id.clone());
        text.push_str(&written(touch, &id, known));
        borrowed.extend(known.is_none().then(|| id.clone()));
        ids.push((touch.id, id));
    }
    let mut listed: Vec<&Used> = used.iter().collect();
    // What can be afforded is asked of the first segment with InMails: one that pays for them, if there is one.
    listed.sort_by_key(|used| used.prospects == used.open);
    for &Used { tier, prospects, open, priority } in listed {
        let tier = &checklist.tiers()[tier];
        let touches = sequence(tier.channel).iter().filter_map(|id| ids.iter().find(|(known, _)| known == id));
        let touches: Vec<String> = touches.map(|(_, id)| string(id)).collect();
        let _ = writeln!(text, "[segment.{}] # {}", quote(&tier.name), tier.why);
        let _ = writeln!(text, "prospects = {prospects}");
        let _ = writeln!(text, "priority = {priority}");
        let pace = (prospects as usize).div_ceil(STARTS);
        let _ = writeln!(text, "per_week = {pace} # so that all are started within {STARTS} weeks");
        let _ = writeln!(text, "sequence = [{}]", touches.join(", "));
        if open == prospects {
            text.push_str("open_profile = 1 # the list says so of all of them\n");
        } else if open > 0 {
            let share = f64::from(open) / f64::from(prospects);
            let _ = writeln!(text, "open_profile = {}", (share * 1e4).round() / 1e4);
        }
        text.push('\n');
    }
    Segments { text: text.trim_end().to_owned() + "\n", borrowed }
}

/// The keys of a touch on this channel whose rates are borrowed, each with its source, as a file has them; nothing for a channel
/// that draws no reply. One that follows another may have rates of its own.
pub fn borrowed_touch(channel: Channel, follows: bool) -> Option<String> {
    let of_channel = || TOUCHES.iter().filter(|touch| touch.channel == channel);
    let touch = of_channel().find(|touch| touch.follows == follows).or_else(|| of_channel().next())?;
    Some(rates(touch))
}

/// The channel and the rates of a touch.
fn rates(touch: &Written) -> String {
    let mut text = format!("channel = \"{}\"\n", touch.channel.name());
    if let Some(accepted) = touch.accepted {
        let _ = writeln!(text, "accept_rate = {accepted}");
    }
    let _ = writeln!(text, "{REPLY_RATE} = {}", touch.replied);
    text
}

/// The text of a touch, or of the keys that are laid over one of the record.
fn written(touch: &Written, id: &str, known: Option<&OwnTouch>) -> String {
    let mut text = format!("[touch.{}]", quote(id));
    let more: Vec<_> = touch.more.iter().filter(|(key, _)| !known.is_some_and(|known| known.has(key))).collect();
    match known {
        Some(_) if more.is_empty() => return String::new(),
        Some(_) => text.push_str(" # its rates are those of the record\n"),
        None => {
            text.push('\n');
            text.push_str(&rates(touch));
        }
    }
    for (key, value) in more {
        let _ = writeln!(text, "{key} = {value}");
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::checklist::BUILT_IN;
    use super::*;

    fn built_in() -> Checklist {
        Checklist::read("checklist", BUILT_IN).expect("it is right")
    }

    #[test]
    fn each_tier_with_prospects_is_a_segment_and_brings_the_touches_that_it_needs() {
        let Segments { text, borrowed } =
            segments(&built_in(), "list", &[(0, 0), (0, 0), (8, 8), (25, 0), (0, 0), (0, 0), (0, 0), (3, 1)], None);
        for part in [
            "name = \"People on list\"",
            "weeks = 12 # 10 of starts",
            "[segment.open-profiles]",
            "prospects = 8\npriority = 1\nper_week = 1 ",
            "open_profile = 1 # the list says so of all of them",
            "[segment.top]",
            "prospects = 25\npriority = 2\nper_week = 3 ",
            "sequence = [\"inmail\", \"follow-up\"]",
            "open_profile = 0.3333\n",
            "[touch.email]",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        for part in ["connect", "[touch.message]", "extends"] {
            assert!(!text.contains(part), "{part}\n{text}");
        }
        assert!(text.find("[segment.top]") < text.find("[segment.open-profiles]"), "{text}");
        assert_eq!(borrowed, ["inmail", "follow-up", "email"]);
    }

    #[test]
    fn what_a_record_has_is_taken_from_there_by_its_channel() {
        let tiers = [(0, 0), (0, 0), (0, 0), (5, 0), (0, 0), (0, 0), (0, 0), (0, 0)];
        let own = Own::read(
            "own.toml",
            "[touch.inmail]\nchannel = \"email\"\n[touch.first]\nchannel = \"inmail\"\nminutes = 1\n",
        );
        let own = own.expect("it is right");
        let Segments { text, borrowed } = segments(&built_in(), "list", &tiers, Some(("my \"own\".toml", &own)));
        assert!(text.contains("extends = \"my \\\"own\\\".toml\""), "{text}");
        assert!(!text.contains("[touch.first]") && !text.contains("[touch.inmail]"), "{text}");
        assert!(text.contains("sequence = [\"first\", \"follow-up\"]"), "{text}");
        assert_eq!(borrowed, ["follow-up"]);
    }

    #[test]
    fn touches_of_a_record_take_as_long_as_borrowed_ones() {
        let tiers = [(0, 0), (0, 0), (0, 0), (5, 0), (0, 0), (0, 0), (4, 0), (0, 0)];
        let own = Own::read(
            "own.toml",
            "[touch.inmail]\nchannel = \"inmail\"\n[touch.again]\nchannel = \"inmail\"\nwait_days = 9\n[touch.connect]\n\
             channel = \"message\"\n",
        );
        let Segments { text, borrowed } =
            segments(&built_in(), "list", &tiers, Some(("own.toml", &own.expect("it is right"))));
        assert!(text.contains("[touch.inmail] # its rates are those of the record\nminutes = 5 "), "{text}");
        assert!(text.contains("[touch.again] # its rates are those of the record\nminutes = 3 "), "{text}");
        assert!(text.contains("[touch.connect-borrowed]\nchannel = \"connect\"\n"), "{text}");
        assert_eq!(borrowed, ["connect-borrowed"]);
    }
}
