//! The words that keys may be set to.

use crate::domain::touch::Channel;

/// A word that a key may be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The word.
    pub word: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

const fn choice(word: &'static str, meaning: &'static str) -> Choice {
    Choice { word, meaning }
}

/// The words that are no channel, those before the channels and those after them.
#[rustfmt::skip]
const WORDS: [&[Choice]; 2] = [&[
    choice("today", "the day on which the file is read"),
    choice("next-monday", "the first Monday after that day"),
    choice("monthly", "the price a month without a contract"),
    choice("annual", "the price a month for those who pay by the year"),
    choice("billing-day", "on the day of the month on which the subscription began"),
    choice("first-of-month", "on the first day of each calendar month"),
    choice("decision", "once it is settled which case is best, or which are as good as it"),
    choice("none", "credits never lapse"),
    choice("fresh", "a full life from the day on which it comes back"),
    choice("inherit", "what was left of the life of the credit that was spent"),
    choice("drop-oldest", "the credits that would lapse first"),
    choice("drop-newest", "the new credits"),
    choice("keep-to-cap", "as much as the new plan's cap allows, the rest is lost"),
    choice("forfeit", "nothing: all credits are lost"),
], &[
    choice("max", "as many as the credits allow"),
    choice("refunds", "as many as credits came back in the week before"),
    choice("mon", "Monday"),
    choice("tue", "Tuesday"),
    choice("wed", "Wednesday"),
    choice("thu", "Thursday"),
    choice("fri", "Friday"),
    choice("sat", "Saturday"),
    choice("sun", "Sunday"),
    choice("follow-ups-first", "later touches that are due, then new people"),
    choice("new-first", "new people, then later touches that are due"),
    choice("campaign", "each campaign week"),
    choice("rolling", "any seven days in a row"),
    choice("choice", "ours to choose"),
    choice("circumstance", "not ours to choose"),
]];

/// Every word that some key may be set to.
pub fn choices() -> impl Iterator<Item = Choice> {
    let channels = Channel::ALL.into_iter().map(|channel| choice(channel.name(), channel.meaning()));
    let [before, after] = WORDS;
    before.iter().copied().chain(channels).chain(after.iter().copied())
}

/// The meaning of a word that a key may be set to.
pub fn meaning_of(word: &str) -> Option<&'static str> {
    choices().find(|choice| choice.word == word).map(|choice| choice.meaning)
}
