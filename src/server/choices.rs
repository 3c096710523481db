//! What a value may be chosen from: the words of its kind, or the names that it may hold.

use serde::Serialize;
use toml_edit::{DocumentMut, Item};

use crate::domain::figure::Figure;
use crate::domain::outcome::REPLY;
use crate::domain::touch::Channel;
use crate::scenario::document::key::Key;
use crate::scenario::keys::meaning_of;
use crate::words::figure::{SUBJECTS, named, subject};

use super::findings::Finding;
use super::plans::PlanSwitch;

/// What a page shows controls of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'s> {
    /// The file, laid over those that it extends.
    pub(super) document: &'s DocumentMut,
    pub(super) findings: &'s [Finding],
    /// The plans that may be compared.
    pub(super) plans: &'s [PlanSwitch],
}

/// A word that a value may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Word {
    pub(super) value: String,
    pub(super) shown: String,
    pub(super) meaning: String,
    /// What it belongs to, where there are many of them.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) group: &'static str,
}

/// The key of the way in which a message goes out.
const CHANNEL: &str = "touch.ID.channel";

/// The ways in which a message may go out, as people call them.
pub(super) fn channels() -> Vec<Word> {
    let word = |channel: Channel| Word {
        value: channel.name().to_owned(),
        shown: channel.way().to_owned(),
        meaning: meaning_of(channel.name()).unwrap_or_default().to_owned(),
        group: "",
    };
    Channel::ALL.into_iter().map(word).collect()
}

/// The key of the figure that ranks.
pub(super) const RANK_BY: &str = "rank_by";

/// What a value of this kind may be chosen from: its words, or the names that it may hold.
pub(super) fn words(key: &Key, seen: &Seen<'_>) -> Vec<Word> {
    let Seen { document, plans, .. } = *seen;
    let word = |word: &str| Word {
        value: word.to_owned(),
        shown: word.to_owned(),
        meaning: meaning_of(word).unwrap_or_default().to_owned(),
        group: "",
    };
    let names = |section: &str| {
        let table = document.get(section).and_then(Item::as_table_like);
        table.into_iter().flat_map(|table| table.iter().map(|(name, _)| name)).map(word).collect::<Vec<Word>>()
    };
    let figures = |is_offered: fn(Figure) -> bool| {
        let outcomes = document.get("outcome").and_then(Item::as_table_like);
        figures(outcomes.into_iter().flat_map(|table| table.iter().map(|(name, _)| name)), is_offered)
    };
    match key.path {
        "segment.ID.sequence" => names("touch"),
        "seat.ID.segments" => names("segment"),
        "outcome.ID.of" => std::iter::once(word(REPLY)).chain(names("outcome")).collect(),
        "plan_change.seat" => names("seat"),
        "plan_change.plan" | "seat.ID.plan" => plans.iter().map(of_plan).collect(),
        "opening.pending.touch" | "seat.ID.opening.pending.touch" => {
            let channel = |touch: &str| document.get("touch")?.get(touch)?.get("channel")?.as_str();
            let may_be =
                |touch: &str| Channel::ALL.iter().any(|of| of.may_be_pending() && channel(touch) == Some(of.name()));
            names("touch").into_iter().filter(|word| may_be(&word.value)).collect()
        }
        CHANNEL => channels(),
        RANK_BY => figures(Figure::ranks),
        "target.figure" => figures(|figure| figure != Figure::BestProbability),
        _ => key.kind.words().into_iter().map(word).collect(),
    }
}

fn of_plan(plan: &PlanSwitch) -> Word {
    Word { value: plan.id.clone(), shown: plan.name.clone(), meaning: plan.said.clone(), group: "" }
}

/// The figures of a file with these outcomes that are offered, by what they are about.
fn figures<'o>(outcomes: impl Iterator<Item = &'o str>, is_offered: fn(Figure) -> bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for figure in Figure::of(outcomes).into_iter().filter(|&figure| is_offered(figure)) {
        let word = Word {
            value: figure.name().to_owned(),
            shown: named(figure),
            meaning: String::new(),
            group: subject(figure),
        };
        // Some figures of two names are the same.
        if !words.iter().any(|known| known.shown == word.shown) {
            words.push(word);
        }
    }
    words.sort_by_key(|word| SUBJECTS.iter().position(|subject| *subject == word.group));
    words
}
