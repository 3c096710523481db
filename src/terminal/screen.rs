//! The screen, and texts in lines that fit on it.
//!
//! Widths are in columns: a Chinese character takes two, an accent that combines with the letter before it none.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, wrap};
use unicode_width::UnicodeWidthStr;

use crate::report::overview::Room;
use crate::words::visible::visible;

use super::STRONG;

/// A narrower screen has no room for everything \[columns\].
const WIDE: u16 = 100;

/// One as wide as this has room for more than is needed \[columns\].
const WIDER: u16 = 120;

/// No screen is taken to be narrower \[columns\].
const NARROWEST: u16 = 40;

/// Kept free at the end of lines, for those that are indented \[columns\].
const MARGIN: usize = 2;

/// The screen that texts are laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    width: u16,
}

impl Screen {
    /// A screen of this width \[columns\], but no narrower than 40.
    pub fn new(width: u16) -> Screen {
        Screen { width: width.max(NARROWEST) }
    }

    /// The terminal that standard output goes to; if it goes elsewhere, one as wide as the variable `COLUMNS` says, or of
    /// 100 columns.
    pub fn of_output() -> Screen {
        // Where standard output goes decides, not where errors are shown.
        let terminal = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0);
        let stated = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
        Screen::new(terminal.or_else(stated).unwrap_or(WIDE))
    }

    /// The terminal that standard error goes to, if it is one.
    pub(super) fn of_errors() -> Option<Screen> {
        terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| Screen::new(width.0))
    }

    /// The same, but no wider than this \[columns\].
    pub(super) fn at_most(self, width: u16) -> Screen {
        Screen::new(self.width.min(width))
    }

    /// Its width \[columns\].
    pub(super) fn width(self) -> usize {
        self.width.into()
    }

    /// The room for the columns of a table.
    pub(super) fn room(self) -> Room {
        match self.width {
            ..WIDE => Room::Narrow,
            WIDE..WIDER => Room::Middling,
            _ => Room::Wide,
        }
    }

    /// A text in lines that fit; none without words.
    pub(super) fn wrapped(self, text: &str) -> Vec<String> {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() { Vec::new() } else { wrapped(&words.join(" "), self.width() - MARGIN, ["", ""]) }
    }
}

/// The first sentence in strong lines, the rest in a paragraph of plain ones.
pub(super) fn finding_first(screen: Screen, sentences: &[String]) -> String {
    let Some((finding, rest)) = sentences.split_first() else { return String::new() };
    strong(screen, finding) + &plain(screen, &rest.join(" "))
}

/// A text in strong lines that fit.
pub(super) fn strong(screen: Screen, text: &str) -> String {
    let lines = screen.wrapped(&visible(text));
    lines.iter().map(|line| format!("{STRONG}{line}{STRONG:#}\n")).collect()
}

/// A text in plain lines that fit.
pub(super) fn plain(screen: Screen, text: &str) -> String {
    screen.wrapped(&visible(text)).iter().map(|line| format!("{line}\n")).collect()
}

/// A point of a list, in lines that fit.
pub(super) fn point(screen: Screen, text: &str) -> String {
    wrapped(text, screen.width(), ["· ", "  "]).iter().map(|line| format!("{line}\n")).collect()
}

/// A text in lines of at most `width` columns, the first and the later ones behind these indents. Lines are broken at
/// plain spaces only, and a word that is longer has a line of its own.
pub(super) fn wrapped(text: &str, width: usize, [first, later]: [&str; 2]) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(later)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(false);
    wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
}

/// The columns of the screen that a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The longest beginning of a text that takes at most `room` columns.
pub(super) fn beginning(text: &str, room: usize) -> &str {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.rev().map(|end| &text[..end]).find(|part| columns(part) <= room).unwrap_or_default()
}

/// The longest end of a text that takes at most `room` columns.
pub(super) fn ending(text: &str, room: usize) -> &str {
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    starts.map(|start| &text[start..]).find(|part| columns(part) <= room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_they_look() {
        // Eight characters of two columns each, and eight letters of which each has an accent of its own.
        let (chinese, accented) = ("销售导航 销售导航", "e\u{301}".repeat(8));
        assert_eq!(columns(chinese), 17);
        assert_eq!(columns(&accented), 8);
        assert_eq!(wrapped(chinese, 17, ["", ""]), [chinese]);
        assert_eq!(wrapped(chinese, 16, ["", ""]), ["销售导航", "销售导航"]);
        assert_eq!(wrapped(&format!("a {accented}"), 10, ["", ""]), [format!("a {accented}")]);
    }

    #[test]
    fn parts_of_a_text_are_cut_by_columns() {
        assert_eq!([beginning("销售导航", 5), ending("销售导航", 5)], ["销售", "导航"]);
        assert_eq!(beginning("e\u{301}e\u{301}", 1), "e\u{301}");
    }

    #[test]
    fn words_are_kept_whole_and_tied_ones_together() {
        let screen = Screen::new(40);
        let (long, tied) = ("x".repeat(50), "12\u{a0}USD");
        assert_eq!(screen.wrapped(&format!("a  {long} b")), ["a", &long, "b"]);
        let text = format!("{} {tied}", "y".repeat(33));
        assert_eq!(screen.wrapped(&text), ["y".repeat(33).as_str(), tied]);
        assert_eq!(screen.wrapped(" "), [""; 0]);
    }

    #[test]
    fn room_is_what_the_width_leaves() {
        let rooms = [0, 99, 100, 119, 120].map(|width| Screen::new(width).room());
        assert_eq!(rooms, [Room::Narrow, Room::Narrow, Room::Middling, Room::Middling, Room::Wide]);
    }
}
