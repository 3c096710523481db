//! Explanations, in lines no wider than the terminal.

use std::fmt::Write;

use anstyle::Style;

use super::problem::PLACE;
use super::screen::{Screen, beginning, columns, wrapped};
use super::{FAINT, STRONG};
use crate::guide::{Line, Topic};

/// Where facts begin, behind their labels \[characters\].
const INDENT: usize = 13;

/// Lines that all begin at the margin.
const NO_INDENT: [&str; 2] = ["", ""];

/// Where lines under a heading begin \[characters\].
const MARGIN: usize = 2;

/// Topics with all that is to be said about them, in lines that fit.
pub fn explained(screen: Screen, topics: &[Topic]) -> String {
    let width = screen.width();
    let texts: Vec<String> = topics.iter().map(|topic| explanation(topic, width)).collect();
    texts.join("\n")
}

fn explanation(topic: &Topic, width: usize) -> String {
    let name = if topic.name.is_empty() { "the file" } else { &topic.name };
    let fits = columns(name) + columns(topic.group) + 3 <= width;
    let space = if fits { " ".to_owned() } else { format!("\n{:MARGIN$}", "") };
    let mut text = format!("{STRONG}{name}{STRONG:#}{space}{FAINT}({}){FAINT:#}\n", topic.group);
    for line in wrapped(&topic.meaning, width - MARGIN, NO_INDENT) {
        let _ = writeln!(text, "{:MARGIN$}{line}", "");
    }
    text.push('\n');
    for fact in &topic.facts {
        // Examples stand in a column of their own, as wide as the widest that leaves room for what it means.
        let pairs = fact.lines.iter().filter_map(|line| match line {
            Line::Pair(code, _) => Some(columns(code)),
            _ => None,
        });
        let column = pairs.filter(|&length| length <= width / 3).max().unwrap_or(0);
        let lines = fact.lines.iter().flat_map(|line| shown(line, column, width - INDENT));
        for (place, line) in lines.enumerate() {
            let label = if place == 0 { fact.label } else { "" };
            let space = INDENT - MARGIN - columns(label);
            let _ = writeln!(text, "{:MARGIN$}{}{:space$}{line}", "", styled(FAINT, label), "");
        }
    }
    text
}

/// The lines that a line takes.
fn shown(line: &Line, column: usize, width: usize) -> Vec<String> {
    let code = |code: &str| format!("{PLACE}{code}{PLACE:#}");
    match line {
        Line::Words(words) => wrapped(words, width, NO_INDENT),
        Line::Code(text) => vec![code(text)],
        Line::Pair(text, words) => {
            let length = columns(text);
            let room = width - column - 2;
            let mut lines = wrapped(words, room, NO_INDENT).into_iter();
            let indent = column + 2;
            let mut shown = Vec::new();
            if length <= column {
                let first = lines.next().unwrap_or_default();
                shown.push(format!("{}{:space$}{first}", code(text), "", space = indent - length));
            } else {
                // Too long for the column: what it means stands below it.
                shown.push(code(text));
            }
            shown.extend(lines.map(|line| format!("{:indent$}{line}", "")));
            shown
        }
    }
}

/// Every topic in a line that fits, under the heading of its group.
pub fn topics(screen: Screen, topics: &[Topic]) -> String {
    let width = screen.width();
    let mut text = String::new();
    let mut groups: Vec<&str> = Vec::new();
    for topic in topics {
        if !groups.contains(&topic.group) {
            groups.push(topic.group);
        }
    }
    for group in groups {
        let inside = || topics.iter().filter(|topic| topic.group == group);
        let column = inside().map(|topic| columns(&topic.name)).max().unwrap_or(0).min(width / 2);
        let _ = writeln!(text, "{STRONG}{group}{STRONG:#}");
        for topic in inside() {
            let name = cut(&topic.name, column);
            let space = column + 2 - columns(&name);
            let meaning = cut(&topic.meaning, width - MARGIN - column - 2);
            let _ = writeln!(text, "{:MARGIN$}{PLACE}{name}{PLACE:#}{:space$}{meaning}", "", "");
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{FAINT}`inmail-sim explain NAME` tells more about any of them{FAINT:#}");
    text
}

/// The example scenarios: their names, and the questions that they answer.
pub fn examples(screen: Screen, examples: &[(&str, &str)]) -> String {
    let column = examples.iter().map(|(name, _)| columns(name)).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for (name, question) in examples {
        for (place, line) in wrapped(question, screen.width().saturating_sub(column), NO_INDENT).iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            let space = column - columns(name);
            let _ = writeln!(text, "{}{:space$}{line}", styled(STRONG, name), "");
        }
    }
    text
}

/// The text in a style; nothing, if there is none.
fn styled(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// The beginning of a text that takes more than `room` columns.
fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room { text.to_owned() } else { format!("{}…", beginning(text, room.saturating_sub(1))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide;

    /// The text without colours.
    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let facts = guide::topics().into_iter().flat_map(|topic| topic.facts);
        let codes = facts.flat_map(|fact| fact.lines).filter_map(|line| match line {
            Line::Code(code) | Line::Pair(code, _) => Some(code),
            Line::Words(_) => None,
        });
        let codes: Vec<String> = codes.collect();
        for width in [60, 80, 120] {
            let list = plain(&topics(Screen::new(width), &guide::topics()));
            assert!(list.lines().all(|line| line.chars().count() <= width.into()), "{list}");
            let all = plain(&explained(Screen::new(width), &guide::topics()));
            // What is to be typed is never broken.
            let typed = |line: &str| codes.iter().any(|code| line.ends_with(code.as_str()));
            let long: Vec<&str> =
                all.lines().filter(|line| line.chars().count() > width.into() && !typed(line)).collect();
            assert!(long.is_empty(), "{}", long.join("\n"));
        }
    }

    #[test]
    fn a_key_is_explained_in_full() {
        let topics = guide::explain("limit_per_week").expect("it is a key");
        assert_eq!(
            plain(&explained(Screen::new(80), &topics)),
            "\
touch.ID.limit_per_week (keys of scenario files)
  the most that go out in a campaign week over all segments

  unit       touches
  may be     a whole number from 0 to 1000000
  default    none
             LinkedIn publishes none; vendors speak of about 100 invitations a
             week
  stands in  [touch.ID], where ID is a name of your choice; also in [[what_if]]
  example    [touch.inmail]
             limit_per_week = 100
"
        );
    }
}
