//! The verdict on what matters, for programs.

use serde_json::{Value, json};

use crate::study::sensitivity::{Measured, Sensitivity};
use crate::words::sensitivity::lead;

use super::{Fields, fields};

/// What matters to each figure of each case; the sentences are those of the one that is spoken of first.
pub fn sensitivity_verdict(found: &[Sensitivity]) -> Fields {
    let of_first = found.iter().filter(|of| of.figure == found[0].figure).collect::<Vec<_>>();
    let text = lead(&of_first).map(Sensitivity::sentences).unwrap_or_default();
    fields(json!({ "text": text, "answers": found.iter().map(answer).collect::<Vec<Value>>() }))
}

fn answer(found: &Sensitivity) -> Value {
    let value = |measured: Option<Measured>| measured.map(|measured| measured.value);
    let input = found.by_width().first().copied().filter(|input| input.is_clear());
    let lever = found.best_lever().map(
        |(effect, change)| json!({ "path": effect.path, "from": effect.from, "to": effect.to, "change": change.value }),
    );
    json!({
        "case": found.case.id(),
        "figure": found.figure.name(),
        "mean": value(found.mean),
        "luck": found.luck.total.map(|share| share.value),
        "not_known": found.rates.first_order.map(|share| share.value),
        "matters_most": input.map(|input| &input.path),
        "helps_most": lever,
        "text": found.sentences(),
    })
}
