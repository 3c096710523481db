//! The verdict of a sweep, for programs.

use serde_json::{Value, json};

use crate::figures::verdict::Turn;
use crate::study::sweep::Sweep;
use crate::words::sweep::{sweep_sentences, turns};

use super::{Fields, fields};

/// Which case is best in how many cells, and where that changes, figure by figure.
pub fn sweep_verdict(sweep: &Sweep) -> Fields {
    let answers: Vec<Value> = (0..sweep.figures.len()).map(|figure| answer(sweep, figure)).collect();
    let text: Vec<String> = (0..sweep.figures.len()).flat_map(|figure| sweep_sentences(sweep, figure)).collect();
    fields(json!({ "text": text, "cells": sweep.cells(), "answers": answers }))
}

fn answer(sweep: &Sweep, figure: usize) -> Value {
    let best = sweep.cases.iter().zip(sweep.wins(figure));
    let best = best.map(|(case, (cells, surely))| json!({ "case": case.id(), "cells": cells, "surely": surely }));
    let change =
        |Turn { path, from, to, at }: &Turn| json!({ "path": path, "from": from.id(), "to": to.id(), "at": at });
    json!({
        "figure": sweep.figures[figure].name(),
        "best": best.collect::<Vec<Value>>(),
        "changes": turns(sweep, figure).iter().map(change).collect::<Vec<Value>>(),
        "text": sweep_sentences(sweep, figure),
    })
}
