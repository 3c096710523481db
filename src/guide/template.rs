//! A scenario to start from: what most campaigns need is stated, every other key stands there to be switched on.

mod parts;

use crate::scenario::document::kind::Kind;
use crate::scenario::keys::{self, Key};
use parts::{PARTS, Part};

/// No line is longer \[characters\].
const WIDTH: usize = 118;

/// A key that only makes sense with another file, those that take the place of another, and those of seats that are
/// written as elsewhere.
const LEFT_OUT: [&str; 11] = [
    "extends",
    "months",
    "until",
    "goal.maximize",
    "plan_change.seat",
    "seat.ID.opening.credits",
    "seat.ID.opening.lots.credits",
    "seat.ID.opening.lots.lapses_in_days",
    "seat.ID.opening.pending.touch",
    "seat.ID.opening.pending.sent_days_ago",
    "seat.ID.opening.pending.count",
];

/// A commented scenario. `file` is what it will be called, `schema` the path of its schema, if there is one.
pub fn template(file: &str, schema: Option<&str>) -> String {
    let mut text = comment_lines(&HEAD.replace("FILE", file));
    match schema {
        Some(path) => text.push_str(&format!("#:schema {path}\n")),
        None => text.push_str(&format!("#\n{}", comment_lines(NO_SCHEMA))),
    }
    let mut shown: Vec<&str> = Vec::new();
    for part in PARTS {
        text.push('\n');
        text.push_str(&written(part, &mut shown));
    }
    text
}

/// The head of the file, a paragraph a line. `FILE` stands for the name of the file.
const HEAD: &str = "\
Which plan is right for our campaign?

The first line is the question: change it, and what stands below, to what you know about your campaign. What names no \
source is made up.

A line that begins with `#` and a key, such as `#billing_day = 18`, is switched off: take the `#` away to use it, and \
that of the header above it if it has one.

`inmail-sim check FILE` tells what is wrong and what would be run, `inmail-sim run FILE` runs it, and `inmail-sim \
explain KEY` tells more about a key, such as reply_rate.";

/// The end of the head if there is no schema.
const NO_SCHEMA: &str = "\
An editor that knows TOML schemas completes and checks keys as you type: `inmail-sim init --schema` writes a file with \
its schema beside it.";

/// A part of the file: its comment, its header, what it states, and the keys that it could state.
fn written(part: &Part, shown: &mut Vec<&'static str>) -> String {
    let section = keys::reference().iter().filter(|key| key.place().0 == part.pattern && fits(key, part));
    let stated = |key: &Key| part.stated.iter().find(|(name, _, _)| *name == key.place().1);
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut options: Vec<(String, String)> = Vec::new();
    for key in section {
        let name = key.place().1;
        match stated(key) {
            Some((_, value, comment)) => {
                let comment = comment.map_or_else(|| says(key), str::to_owned);
                lines.push((format!("{name} = {value}"), comment));
            }
            None if shown.contains(&key.path) || is_stated(key) || LEFT_OUT.contains(&key.path) => continue,
            None => options.push((format!("#{name} = {}", key.example), says(key))),
        }
        shown.push(key.path);
    }
    if !part.live {
        lines.iter_mut().for_each(|(line, _)| line.insert(0, '#'));
    }
    let header = match (part.header, part.live) {
        ("", _) => String::new(),
        (header, true) => format!("{header}\n"),
        (header, false) => format!("#{header}\n"),
    };
    let column =
        lines.iter().chain(&options).map(|(line, _)| line.chars().count()).filter(|&length| length <= 44).max();
    let all: String = lines.iter().chain(&options).map(|line| commented(line, column.unwrap_or(0))).collect();
    format!("{}{header}{all}{}", comment_lines(part.comment), part.more)
}

/// Does some part state the key?
fn is_stated(key: &Key) -> bool {
    let (section, name) = key.place();
    PARTS.iter().any(|part| part.pattern == section && part.stated.iter().any(|(stated, _, _)| *stated == name))
}

/// Can a touch on the part's channel make use of the key?
fn fits(key: &Key, part: &Part) -> bool {
    key.channels.is_empty() || key.channels.contains(&part.channel)
}

/// A line with what it means behind it, or above it where there is no room.
fn commented((line, comment): &(String, String), column: usize) -> String {
    if comment.is_empty() {
        return format!("{line}\n");
    }
    let padded = format!("{line:column$}  # {comment}");
    if padded.chars().count() <= WIDTH { padded + "\n" } else { format!("{}{line}\n", comment_lines(comment)) }
}

/// The unit and the meaning of a key.
fn says(key: &Key) -> String {
    let unit = match key.kind {
        // The words say it.
        _ if key.unit.is_empty() || key.meaning.contains(key.unit) => String::new(),
        Kind::Rate | Kind::TiedRate | Kind::Lift => String::new(),
        _ => format!("{}: ", key.unit),
    };
    format!("{unit}{}", key.meaning)
}

/// Paragraphs as lines of comment; none if there are no words.
fn comment_lines(paragraphs: &str) -> String {
    let mut text = String::new();
    for paragraph in paragraphs.lines() {
        let mut line = String::from("#");
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                text.push_str(&line);
                text.push('\n');
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
