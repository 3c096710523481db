//! Finds what a user asks about.

use std::collections::BTreeSet;

use super::topic::Topic;
use super::{headings, keys, reports, values};
use crate::scenario::document::kind::FORMS;
use crate::scenario::keys::reference;
use crate::scenario::nearest;

/// Everything that can be explained, in the order in which it is listed.
pub fn topics() -> Vec<Topic> {
    keys::topics()
        .into_iter()
        .chain(values::topics())
        .chain(values::plans())
        .chain(reports::topics())
        .chain(headings::topics())
        .collect()
}

/// The topics of a name, or the name that was probably meant: a dotted path with the user's ids or with `ID` for
/// them, the end of one, a section, a word, a figure, a column, a table or an event.
pub fn explain(asked: &str) -> Result<Vec<Topic>, Option<String>> {
    let topics = topics();
    let quotes = ['`', '"', '\'', '[', ']', ' '];
    let asked = asked.trim_matches(quotes);
    let named = |asked: &str| -> Vec<Topic> {
        topics.iter().filter(|topic| names(&topic.name).iter().any(|name| is_called(name, asked))).cloned().collect()
    };
    let found = named(asked);
    if !found.is_empty() {
        return Ok(found);
    }
    if let Some(found) = asked.strip_prefix("what_if.").map(named).filter(|found| !found.is_empty()) {
        return Ok(found);
    }
    // A number inside of a rate, lift or delay: the key, and the form that the number is of.
    if let Some((key, part)) = asked.rsplit_once('.')
        && (FORMS.iter().any(|form| form.keys.contains(&part)) || ["shape", "scale"].contains(&part))
        && let Ok(key) = explain(key)
    {
        let forms = values::topics().into_iter().filter(|topic| names(&topic.name).iter().any(|name| name == part));
        return Ok(key.into_iter().chain(forms).collect());
    }
    // Each once: a name that begins like several is none.
    let known: BTreeSet<String> = topics
        .iter()
        .filter(|topic| topic.group != headings::GROUP)
        .flat_map(|topic| names(&topic.name))
        .flat_map(|name| ends(&name))
        .collect();
    Err(in_place(asked).or_else(|| nearest(asked, known.iter().map(String::as_str))))
}

/// The key of the section that a path names that was probably meant, under the ids that were asked with.
fn in_place(asked: &str) -> Option<String> {
    let (section, key) = asked.rsplit_once('.')?;
    let keys = reference().iter().filter(|key| !key.place().0.is_empty() && is_called(key.place().0, section));
    let known: Vec<&str> = keys.map(|key| key.place().1).collect();
    nearest(key, known).map(|near| format!("{section}.{near}"))
}

/// The names of a topic: a form has those of all its keys, a table that of its file without the ending, too.
fn names(name: &str) -> Vec<String> {
    let mut names: Vec<String> = name.split(", ").map(str::to_owned).collect();
    names.extend(name.strip_suffix(".csv").map(str::to_owned));
    names
}

/// Is the path, or its end, what the user wrote?
fn is_called(path: &str, asked: &str) -> bool {
    if path == asked {
        return true;
    }
    let asked: Vec<&str> = asked.split('.').collect();
    let path: Vec<&str> = path.split('.').collect();
    let plain: Vec<&str> = path.iter().copied().filter(|part| *part != "ID").collect();
    let ends_so = |path: &[&str]| {
        path.len() >= asked.len() && {
            let end = &path[path.len() - asked.len()..];
            end[0] != "ID" && end.iter().zip(&asked).all(|(part, asked)| part == asked || *part == "ID")
        }
    };
    ends_so(&path) || ends_so(&plain)
}

/// A path and all its ends, with and without `ID`.
fn ends(path: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split('.').collect();
    let plain: Vec<&str> = parts.iter().copied().filter(|part| *part != "ID").collect();
    let of = |parts: &[&str]| -> Vec<String> { (0..parts.len()).map(|from| parts[from..].join(".")).collect() };
    let all = of(&parts).into_iter().chain(of(&plain));
    all.filter(|end| !end.starts_with("ID")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(asked: &str) -> Vec<String> {
        explain(asked).unwrap_or_default().into_iter().map(|topic| format!("{}: {}", topic.group, topic.name)).collect()
    }

    #[test]
    fn what_is_printed_over_a_table_is_explained() {
        for heading in [
            "cost per reply",
            "90 of 100 between",
            "best in",
            "runs out",
            "a month",
            "rule of thumb",
            "plan cost per reply",
            "a reply costs",
        ] {
            assert!(explain(heading).is_ok_and(|found| found.len() == 1), "{heading}: {:?}", explain(heading));
        }
    }

    #[test]
    fn a_key_is_found_by_any_of_its_names() {
        let key = "keys of scenario files: touch.ID.reply_rate";
        for asked in [
            "touch.ID.reply_rate",
            "touch.inmail.reply_rate",
            "touch.reply_rate",
            "reply_rate",
            "`reply_rate`",
            "what_if.touch.inmail.reply_rate",
        ] {
            assert_eq!(found(asked)[0], key, "{asked}");
        }
        assert_eq!(found("touch.inmail.reply_rate"), [key]);
        assert_eq!(found("touch.inmail.reply_rate.mean"), [key, "rates, lifts, delays and amounts: mean, sd"]);
        assert_eq!(found("reply_lift").len(), 3);
        assert_eq!(found("[pacing]"), ["sections of scenario files: pacing"]);
        assert_eq!(found("touch.follow-up"), ["sections of scenario files: touch.ID"]);
        assert_eq!(found("drop-oldest"), ["words: drop-oldest"]);
        assert_eq!(found("cost_per_reply"), ["figures of the reports: cost_per_reply"]);
        assert_eq!(found("weekly"), found("weekly.csv"));
        assert_eq!(found("refund"), ["events of a trace: refund"]);
        assert_eq!(found("recruiter-lite"), ["plans of the built-in rulebooks: recruiter-lite"]);
        assert_eq!(found("none"), ["words: none", "plans of the built-in rulebooks: none"]);
        assert_eq!(found("article-2025-10"), ["rulebooks: article-2025-10"]);
        let both = ["keys of scenario files: outcome.ID.rate", "rates, lifts, delays and amounts: rate"];
        assert_eq!(found("rate"), both);
    }

    #[test]
    fn every_topic_is_found_by_its_name_and_says_something() {
        for topic in topics() {
            for name in names(&topic.name) {
                assert!(explain(&name).is_ok_and(|found| found.contains(&topic)), "{name}");
            }
            assert!(!topic.meaning.is_empty() && !topic.facts.is_empty(), "{}", topic.name);
        }
    }

    #[test]
    fn a_slip_has_a_nearest_name_and_nonsense_has_none() {
        assert_eq!(explain("reply_rte"), Err(Some("reply_rate".into())));
        assert_eq!(explain("touch.ID.replyrate"), Err(Some("touch.ID.reply_rate".into())));
        assert_eq!(explain("cost_per_replies"), Err(Some("cost_per_reply".into())));
        assert_eq!(explain("touch.inmail.rate"), Err(Some("touch.inmail.reply_rate".into())));
        assert_eq!(explain("segment.list.pace"), Err(Some("segment.list.per_week".into())));
        assert_eq!(explain("plan.sales-navigator.price"), Err(Some("plan.sales-navigator.price_per_month".into())));
        assert_eq!(explain("wait"), Err(Some("wait_days".into())));
        assert_eq!(explain("Recruiter Corporat"), Err(Some("recruiter-corporate".into())));
        assert_eq!(explain("Recruiter"), Err(None), "there are three");
        assert_eq!(explain("quotation"), Err(None));
        assert_eq!(explain(""), Err(None));
    }
}
