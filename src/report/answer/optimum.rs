//! The verdict of a search, for programs.

use serde_json::json;

use crate::report::optimum::OutcomeRecord;

use super::{Fields, fields};

/// What a search came to, in fields and in these sentences; nothing but these where nobody entered.
pub fn optimum_verdict(outcome: Option<&OutcomeRecord>, text: &[String]) -> Fields {
    let mut verdict = fields(json!({ "text": text }));
    verdict.extend(outcome.into_iter().flat_map(|outcome| fields(json!(outcome))));
    verdict
}
