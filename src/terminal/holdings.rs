//! What an archive holds, before anything is fitted.

use std::fmt::Write;

use crate::figures::number::{count, whole};
use crate::record::archive::Holding;
use crate::words::visible::visible;

use super::screen::{Screen, plain, wrapped};
use super::{FAINT, STRONG};

/// Columns for the names of rows.
const NAMES: usize = 18;

/// A short table of what the archives of each owner hold, what it means that something is missing, and the files that look like
/// messages and are not read. `notes` say what is missing.
pub fn holdings(screen: Screen, holdings: &[Holding], not_read: &[String], notes: &[String]) -> String {
    let mut text = String::new();
    for holding in holdings {
        let _ = writeln!(text, "{STRONG}What the archive holds{STRONG:#} {FAINT}(shown here only){FAINT:#}\n");
        for (name, cell) in rows(holding) {
            let lines = wrapped(&visible(&cell), screen.width().saturating_sub(NAMES + 5), ["", ""]);
            for (place, line) in lines.iter().enumerate() {
                let name = if place == 0 { name } else { "" };
                let _ = writeln!(text, "  {FAINT}{name:<NAMES$}{FAINT:#}  {line}");
            }
        }
        text.push('\n');
        sentences(holding).iter().for_each(|sentence| text += &plain(screen, sentence));
    }
    if !not_read.is_empty() {
        let sentence = format!("Not read, though called like messages: {}.", visible(&not_read.join(", ")));
        text += &plain(screen, &sentence);
    }
    notes.iter().for_each(|note| text += &plain(screen, note));
    if text.ends_with("\n\n") { text.trim_end().to_owned() + "\n" } else { text }
}

fn rows(holding: &Holding) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if !holding.owner.is_empty() {
        rows.push(("owner", holding.owner.clone()));
    }
    if let Some((first, last)) = holding.days {
        rows.push(("from, to", format!("{first} to {last}")));
    }
    let drafts = match holding.drafts {
        0 => String::new(),
        drafts => {
            format!(", and {}, which {} not sent", count(drafts, "draft"), if drafts == 1 { "was" } else { "were" })
        }
    };
    let groups = match holding.groups {
        0 => String::new(),
        groups => format!("; {} of several people", count(groups, "conversation")),
    };
    rows.push(("messages", format!("{}{drafts}{groups}", whole(holding.messages))));
    let (with, without) = (whole(holding.with_subject), whole(holding.without_subject));
    let others = whole(holding.others);
    match holding.connections {
        None => rows.push(("first messages", format!("{with} with a subject, {others} without"))),
        Some(_) => {
            let first = format!("{with} with a subject, {without} without, to people who were no connections");
            rows.push(("first messages", first));
            if holding.others > 0 {
                rows.push(("", format!("{others} without, to people who may have been or became connections")));
            }
        }
    }
    let accepted = holding.accepted.filter(|_| holding.invitations > 0);
    let accepted = accepted.map_or(String::new(), |accepted| format!(", {} of them connections", whole(accepted)));
    rows.push(("invitations", format!("{}{accepted}", whole(holding.invitations))));
    let connections = holding.connections.map_or("no file of them".to_owned(), whole);
    rows.push(("connections", connections));
    rows
}

/// What cannot be known from such an archive, with its numbers.
fn sentences(holding: &Holding) -> Vec<String> {
    let mut said = Vec::new();
    if holding.only_pending() {
        said.push(format!(
            "None of the {} was accepted, while {} who are not among the invited became connections in the same time: the file \
             seems to list only what is still pending, so that no rate of acceptance is written.",
            count(holding.invitations, "invitation"),
            count(holding.others_connected, "person").replace("persons", "people"),
        ));
    }
    let without = holding.without_subject;
    if without > 0 {
        let what = count(without, "first message");
        let went = format!("{what} without a subject went to people who were no connections and not invited");
        said.push(match holding.with_subject {
            0 => format!(
                "{went}. They may be InMails, whose subject may be left out; nothing tells, and no rate rests on them alone: \
                 they do not count."
            ),
            with => format!(
                "{went}: InMails, most likely, whose subject may be left out. They count as such, beside {with} with a subject."
            ),
        });
    }
    if holding.messages > 0 && holding.with_subject == 0 {
        said.push(
            "There is no InMail with a subject that counts. Those of Sales Navigator and of Recruiter lie in inboxes of their own, and a \
             personal archive does not hold them: ask the administrator of the seat, or LinkedIn's support, for the data of \
             the seat, or keep a log."
                .to_owned(),
        );
    }
    said
}
