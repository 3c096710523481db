//! A scenario from a qualified list: a segment a tier, so that one run tells how long the list takes and what it costs.

use std::fmt::Write;

use crate::domain::touch::Channel;

use super::checklist::Checklist;

/// In how many weeks each tier is to be started.
const WEEKS: usize = 12;

/// A touch of such a scenario, as it is written.
struct Written {
    id: &'static str,
    text: &'static str,
}

const TOUCHES: [Written; 5] = [
    Written {
        id: "inmail",
        text: "channel = \"inmail\"\nreply_rate = { alpha = 3, beta = 17 } # vendors: 6 % to 26 % of cold InMails\nminutes = 5 # an assumption\n",
    },
    Written {
        id: "follow-up",
        text: "channel = \"inmail\"\nreply_rate = { pert = [0.02, 0.07, 0.15] } # about half the rate of the first: derived\nwait_days = [5, 7] # the article's advice\nminutes = 3 # an assumption\n",
    },
    Written {
        id: "connect",
        text: "channel = \"connect\"\naccept_rate = { pert = [0.10, 0.28, 0.45] } # vendors: 28 % cold, 45 % warmed up\nreply_rate = 0.22 # vendors: of those who accept\nlimit_per_week = 100 # vendors: about so many are let through\nminutes = 2 # an assumption\n",
    },
    Written {
        id: "message",
        text: "channel = \"message\"\nreply_rate = { pert = [0.10, 0.22, 0.40] } # an assumption\nminutes = 3 # an assumption\n",
    },
    Written {
        id: "email",
        text: "channel = \"email\"\nreply_rate = 0.034 # vendors: of cold e-mails\nminutes = 3 # an assumption\n",
    },
];

/// How a tier with a first channel is written to.
fn sequence(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::InMail => &["inmail", "follow-up"],
        Channel::Connect => &["connect"],
        Channel::Message => &["message"],
        Channel::Email | Channel::Engage => &["email"],
    }
}

/// The scenario: each tier with how many prospects it has and how many of them have an Open Profile. It is laid over the
/// fragment of a record, if there is one, which has the touches in `known`.
pub fn segments(checklist: &Checklist, tiers: &[(u32, u32)], record: Option<&str>, known: &[String]) -> String {
    let mut text = String::from("# How long does this list take, and what does it cost under each plan?\n");
    text.push_str("# One segment a tier, the best first. Change the pace, and the rates to your own.\n\n");
    if let Some(record) = record {
        let _ = writeln!(text, "extends = {}\n", toml::Value::from(record));
    }
    let used: Vec<(usize, &(u32, u32))> =
        tiers.iter().enumerate().filter(|(_, (prospects, _))| *prospects > 0).collect();
    let needed = |id: &str| used.iter().any(|(tier, _)| sequence(checklist.tiers()[*tier].channel).contains(&id));
    let is_new = |touch: &&Written| needed(touch.id) && !known.iter().any(|known| known == touch.id);
    if TOUCHES.iter().any(|touch| is_new(&touch)) {
        text.push_str("[effort]\nhourly_cost = 30 # an assumption\n\n");
    }
    for touch in TOUCHES.iter().filter(is_new) {
        let _ = write!(text, "[touch.{}]\n{}\n", touch.id, touch.text);
    }
    for (priority, (tier, &(prospects, open))) in (1..).zip(used) {
        let tier = &checklist.tiers()[tier];
        let ids: Vec<String> = sequence(tier.channel).iter().map(|id| format!("\"{id}\"")).collect();
        let _ = writeln!(text, "[segment.{}] # {}", toml_key(&tier.name), tier.why);
        let _ = writeln!(text, "prospects = {prospects}");
        let _ = writeln!(text, "priority = {priority}");
        let _ = writeln!(text, "per_week = {} # to be through in {WEEKS} weeks", (prospects as usize).div_ceil(WEEKS));
        let _ = writeln!(text, "sequence = [{}]", ids.join(", "));
        if open == prospects {
            text.push_str("open_profile = 0.99 # all of them now; an assumption: some close theirs\n");
        } else if open > 0 {
            let share = f64::from(open) / f64::from(prospects);
            let _ = writeln!(text, "open_profile = {}", (share * 1e4).round() / 1e4);
        }
        text.push('\n');
    }
    text
}

/// A name as a key, between quotes if it needs them.
fn toml_key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { toml::Value::from(name).to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::checklist::BUILT_IN;
    use super::*;

    #[test]
    fn each_tier_with_prospects_is_a_segment_and_brings_the_touches_that_it_needs() {
        let checklist = Checklist::read(BUILT_IN).expect("it is right");
        let text = segments(&checklist, &[(0, 0), (8, 8), (25, 0), (0, 0), (0, 0), (3, 1)], None, &[]);
        for part in [
            "[segment.open-profiles]",
            "prospects = 8\npriority = 1\nper_week = 1 ",
            "open_profile = 0.99 # all of them now",
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
    }

    #[test]
    fn what_a_record_has_is_taken_from_there() {
        let checklist = Checklist::read(BUILT_IN).expect("it is right");
        let tiers = [(0, 0), (0, 0), (5, 0), (0, 0), (0, 0), (0, 0)];
        let text = segments(&checklist, &tiers, Some("my \"own\".toml"), &["inmail".into()]);
        assert!(text.contains("extends = 'my \"own\".toml'"), "{text}");
        assert!(!text.contains("[touch.inmail]") && text.contains("[touch.follow-up]"), "{text}");
    }
}
