//! The line on which a parser stumbled.

use std::ops::Range;

/// A line longer than this is not looked into \[bytes\].
const LONGEST: usize = 400;

/// A line of the text, without spaces around it.
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// The line with this byte of the text.
    pub(super) fn around(text: &'t str, at: usize) -> Line<'t> {
        let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let to = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = &text[from..to];
        Line { start: from + line.len() - line.trim_start().len(), text: line.trim() }
    }

    /// Is it longer than any that people write?
    pub(super) fn is_long(&self) -> bool {
        self.text.len() > LONGEST
    }

    /// Its bytes in the text.
    pub(super) fn all(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The key before the first equals sign, and the value behind it without a comment, if it is not a list or table.
    pub(super) fn parts(&self) -> Option<(&'t str, &'t str)> {
        let (key, rest) = self.text.split_once('=')?;
        let rest = rest.split(" #").next().unwrap_or_default();
        Some((key.trim(), rest.trim()))
    }

    /// Does it look like the beginning of something new: a header, or a key with a value?
    pub(super) fn begins_anew(&self) -> bool {
        let word = |text: &str| text.trim().starts_with(|c: char| c.is_alphabetic());
        match self.text.strip_prefix('[') {
            Some(rest) => word(rest.trim_start_matches('[')),
            None => self.text.split_once('=').is_some_and(|(key, _)| word(key) && !key.contains(['{', '[', '"'])),
        }
    }
}
