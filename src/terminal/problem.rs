//! Messages about what is wrong: the message, the place, and the line with the place marked.
//!
//! The form is that of rustc. Its own `annotate-snippets` was tried and left: it does not break messages at the width of
//! the terminal, lets control characters of file names through, parts a message and its note by a line of their own, and
//! needs a line from its beginning, where of a long one no more is kept than is shown.

use crate::words::visible::visible;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::scenario::document::place::Place;
use crate::scenario::document::problem::Problem;
use crate::scenario::warning::Warning;

use super::screen::{Screen, wrapped};

pub(super) const PLACE: Style = AnsiColor::Blue.on_default().bold();

/// The weight of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing is done before it is put right.
    Error,
    /// Something that may not be what was meant.
    Warning,
    /// An addition to the message before it.
    Note,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }

    pub(super) fn style(self) -> Style {
        let colour = match self {
            Level::Error => AnsiColor::Red,
            Level::Warning => AnsiColor::Yellow,
            Level::Note => AnsiColor::Blue,
        };
        colour.on_default().bold()
    }

    /// The character that underlines a place.
    fn mark(self) -> &'static str {
        if self == Level::Note { "-" } else { "^" }
    }
}

/// Something that went wrong.
pub fn error(text: &str) -> String {
    message(Level::Error, text, None, None)
}

/// Something that is wrong with a file.
pub fn problem(problem: &Problem) -> String {
    let related = problem.related.as_ref().map(|related| (related.note, &related.place));
    message(Level::Error, &problem.to_string(), problem.place.as_ref(), related)
}

/// Something in a file that is probably not meant.
pub fn warning(warning: &Warning) -> String {
    message(Level::Warning, &warning.to_string(), Some(&warning.place), None)
}

/// A message about a place, and what stands at another that has to do with it.
pub fn message(level: Level, text: &str, place: Option<&Place>, related: Option<(&str, &Place)>) -> String {
    compose(level, text, place, related, Screen::of_errors().map(Screen::width))
}

fn compose(
    level: Level,
    text: &str,
    place: Option<&Place>,
    related: Option<(&str, &Place)>,
    width: Option<usize>,
) -> String {
    let mut composed = String::new();
    headline(&mut composed, level, text, width);
    if let Some(place) = place {
        snippet(&mut composed, level, place, width);
    }
    if let Some((note, place)) = related {
        composed.push('\n');
        headline(&mut composed, Level::Note, note, width);
        snippet(&mut composed, Level::Note, place, width);
    }
    composed
}

/// The text in lines no wider than the terminal, the later ones below the first word of the first.
fn headline(composed: &mut String, level: Level, text: &str, width: Option<usize>) {
    let (word, style) = (level.word(), level.style());
    let indent = " ".repeat(word.len() + 2);
    let lines = wrapped(&visible(text), width.unwrap_or(usize::MAX), [&indent, &indent]).join("\n");
    // Writing to a string cannot fail.
    let _ = write!(composed, "{style}{word}{style:#}: {}", lines.trim_start());
}

/// File, line and column, and the line itself with the place marked.
fn snippet(composed: &mut String, level: Level, place: &Place, width: Option<usize>) {
    let margin = place.line.to_string().len();
    let (text, before, marked) = shown(place, width.map(|width| width.saturating_sub(margin + 3)));
    let (file, line, column) = (visible(&place.file), place.line, place.column);
    let (style, mark) = (level.style(), level.mark().repeat(marked));
    // A width of a format ends at 65 535.
    let before = " ".repeat(before);
    // Writing to a string cannot fail.
    let _ = write!(
        composed,
        "\n{:margin$}{PLACE}-->{PLACE:#} {file}:{line}:{column}\
         \n{:margin$} {PLACE}|{PLACE:#}\
         \n{PLACE}{line} |{PLACE:#} {text}\
         \n{:margin$} {PLACE}|{PLACE:#} {before}{style}{mark}{style:#}",
        "", "", ""
    );
}

/// As much of the line as there is room for, how many characters of it stand before the mark, and how many are marked.
fn shown(place: &Place, room: Option<usize>) -> (String, usize, usize) {
    let text: Vec<char> = visible(&place.text.replace('\t', " ")).chars().collect();
    let before = place.column - place.text_column;
    let room = room.unwrap_or(usize::MAX).max(10);
    if text.len() <= room {
        let marked = place.width.min(text.len().saturating_sub(before).max(1));
        return (text.into_iter().collect(), before, marked);
    }
    // A third of the room shows what comes before, unless all of it up to the mark's end fits.
    let skipped = if before + place.width < room { 0 } else { before.saturating_sub(room / 3) };
    let mut part: Vec<char> = text.iter().copied().skip(skipped).take(room).collect();
    if skipped > 0 {
        part[0] = '…';
    }
    if skipped + room < text.len() {
        part[room - 1] = '…';
    }
    (part.into_iter().collect(), before - skipped, place.width.min(room - (before - skipped)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    fn place(text: &str, column: usize, width: usize) -> Place {
        Place { file: "a.toml".into(), line: 12, column, text: text.into(), text_column: 1, width }
    }

    #[test]
    fn a_related_place_is_shown_below_and_marked_otherwise() {
        let (here, there) = (place("plans = [\"a\", \"a\"]", 15, 3), place("plans = [\"a\", \"a\"]", 10, 3));
        let message =
            compose(Level::Warning, "plan `a` is there twice", Some(&here), Some(("first named here", &there)), None);
        assert_eq!(
            plain(&message),
            "warning: plan `a` is there twice
  --> a.toml:12:15
   |
12 | plans = [\"a\", \"a\"]
   |               ^^^
note: first named here
  --> a.toml:12:10
   |
12 | plans = [\"a\", \"a\"]
   |          ---"
        );
    }

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_but_what_can_be_seen() {
        let line = "name = \"\u{1b}[2J\u{202e}\"";
        let place = Place { file: "a\u{7}.toml".into(), ..place(line, 8, 7) };
        let message = compose(Level::Error, "`\u{1b}]0;x\u{9c}` is wrong", Some(&place), Some(("here", &place)), None);
        let seen = "12 | name = \"\u{fffd}[2J\u{fffd}\"";
        let plain = plain(&message);
        assert_eq!(plain.matches(seen).count(), 2, "{plain}");
        assert!(plain.starts_with("error: `\u{fffd}]0;x\u{fffd}` is wrong\n  --> a\u{fffd}.toml:12:8"), "{plain}");
    }

    #[test]
    fn long_messages_are_broken_between_words_on_a_terminal_only() {
        let text = "`weeks` is `0`; it must be a whole number from 1 to 520";
        assert_eq!(plain(&compose(Level::Error, text, None, None, None)), format!("error: {text}"));
        assert_eq!(
            plain(&compose(Level::Error, text, None, None, Some(41))),
            "error: `weeks` is `0`; it must be a whole\n       number from 1 to 520"
        );
        let long = "a".repeat(60);
        assert_eq!(plain(&compose(Level::Note, &long, None, None, Some(40))), format!("note: {long}"));
    }

    #[test]
    fn of_a_line_that_is_too_long_the_part_around_the_mark_is_shown() {
        let line = format!("{}MARK{}", "a".repeat(50), "b".repeat(50));
        let message = plain(&compose(Level::Error, "x", Some(&place(&line, 51, 4)), None, Some(45)));
        let lines: Vec<&str> = message.lines().collect();
        assert_eq!(lines[3], format!("12 | …{}MARK{}…", "a".repeat(12), "b".repeat(22)));
        assert_eq!(lines[4], format!("   | {}^^^^", " ".repeat(13)));
        let message = plain(&compose(Level::Error, "x", Some(&place(&line, 1, 200)), None, Some(45)));
        assert_eq!(message.lines().last(), Some(&*format!("   | {}", "^".repeat(40))));
    }
}
