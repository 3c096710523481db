//! Words of states that are not understood.

use std::sync::Arc;

use super::Note;
use super::dates::{is_date_like, is_nothing};

/// The most of them that are named, and the most words of one.
const NAMED: usize = 6;
const WORDS: usize = 3;

/// The most that are kept to see whether they come again.
const KEPT: usize = 200;

/// Cells of which it is not known what they say. What stands in several rows is a state and is named; what stands in one may be
/// about somebody.
#[derive(Debug, Default)]
pub(super) struct Unclear {
    rows: usize,
    texts: Vec<(String, usize)>,
}

impl Unclear {
    /// Adds a cell that is not understood, if it says anything in words.
    pub(super) fn add(&mut self, text: &str) {
        if is_nothing(text) || is_date_like(text) {
            return;
        }
        self.rows += 1;
        if text.split_whitespace().count() > WORDS || text.contains(char::is_control) {
            return;
        }
        if let Some((_, rows)) = self.texts.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(text)) {
            *rows += 1;
        } else if self.texts.len() < KEPT {
            self.texts.push((text.to_owned(), 1));
        }
    }

    /// What is to be known of them, if there is anything. Rows that do not count are told besides.
    pub(super) fn note(self, file: &Arc<str>, counts: bool) -> Option<Note> {
        let Unclear { rows, texts } = self;
        let several = texts.into_iter().filter(|(_, rows)| *rows > 1).map(|(text, _)| text);
        let texts: Vec<String> = several.take(NAMED).collect();
        let is_note = rows > 0 && (counts || !texts.is_empty());
        is_note.then(|| Note::Status { file: file.clone(), rows, texts, counts })
    }
}
