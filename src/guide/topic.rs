//! Topics that can be explained: a name, its meaning, and some facts about it.

/// A topic that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name, in which `ID` stands for a name of the user's choice.
    pub name: String,
    /// The heading under which it is listed.
    pub group: &'static str,
    /// Its meaning.
    pub meaning: String,
    /// Facts about it.
    pub facts: Vec<Fact>,
}

/// A fact about a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its subject, such as `unit`.
    pub label: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Words, which may be broken into lines.
    Words(String),
    /// Something to be typed as it is.
    Code(String),
    /// Something to be typed, and what it means.
    Pair(String, String),
}

impl Topic {
    pub(super) fn new(name: impl Into<String>, group: &'static str, meaning: impl Into<String>) -> Topic {
        Topic { name: name.into(), group, meaning: meaning.into(), facts: Vec::new() }
    }

    /// The same with a fact, unless there is nothing to say.
    pub(super) fn with(mut self, label: &'static str, lines: impl IntoIterator<Item = Line>) -> Topic {
        let lines: Vec<Line> = lines.into_iter().collect();
        if !lines.is_empty() {
            self.facts.push(Fact { label, lines });
        }
        self
    }

    /// The same with a fact of some words, unless there are none.
    pub(super) fn with_words(self, label: &'static str, words: &str) -> Topic {
        let line = (!words.is_empty()).then(|| Line::Words(words.to_owned()));
        self.with(label, line)
    }
}
