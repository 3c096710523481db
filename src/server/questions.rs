//! What a page may ask, by the names of the questions, and the answers as JSON.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::answer;
use super::desk::Desk;
use super::edit::{Edit, edited};
use super::form::{self, Form, Made};
use super::hand_on::{self, Saved};
use super::look::{Look, look};
use super::own::{self, Own};
use super::playing::GoesOn;
use super::side;
use super::state::{Refused, State};
use super::trace;

/// What it takes to answer.
#[derive(Clone)]
pub(super) struct Answerer {
    pub(super) desk: Desk,
    pub(super) own: Arc<Own>,
}

/// An answer.
pub(super) enum Reply {
    /// A document for the page.
    Json(Vec<u8>),
    /// A file to be saved.
    File(Saved),
}

/// Changes of a state.
#[derive(Debug, Deserialize)]
struct Edits {
    #[serde(flatten)]
    state: State,
    edits: Vec<Edit>,
}

/// A state after changes, and how it looks.
#[derive(Debug, Serialize)]
struct Edited {
    #[serde(flatten)]
    state: State,
    look: Look,
}

impl Answerer {
    /// Answers a question that came with these bytes; nothing if there is no such question. `name` is that of a file whose
    /// bytes they are.
    pub(super) fn answer(
        &self,
        question: &str,
        name: &str,
        bytes: &[u8],
        goes_on: GoesOn<'_>,
    ) -> Option<Result<Reply, Refused>> {
        let desk = &self.desk;
        Some(match question {
            "begin" => json(|| Ok(form::begin(desk))),
            "form" => json(|| Ok(form::form(&parsed::<Form>(bytes)?, goes_on))),
            "told" => json(|| Ok(form::told(&parsed::<Made>(bytes)?))),
            "look" => json(|| Ok(look(desk, &parsed(bytes)?))),
            "edit" => json(|| {
                let Edits { state, edits } = parsed(bytes)?;
                let state = edited(desk, &state, &edits)?;
                Ok(Edited { look: look(desk, &state), state })
            }),
            "answer" => json(|| answer::answer(desk, &parsed(bytes)?, goes_on)),
            "compare" => json(|| side::compare(desk, &parsed(bytes)?, goes_on)),
            "trace" => json(|| trace::trace(desk, &parsed(bytes)?)),
            "file" => parsed(bytes).and_then(|asked| hand_on::saved(desk, &asked, goes_on)).map(Reply::File),
            "record" => json(|| own::read(&*self.own, false, name, bytes)),
            "list" => json(|| own::read(&*self.own, true, name, bytes)),
            _ => return None,
        })
    }
}

fn json<T: Serialize>(answer: impl FnOnce() -> Result<T, Refused>) -> Result<Reply, Refused> {
    Ok(Reply::Json(serde_json::to_vec(&answer()?)?))
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).map_err(|error| Refused::Wrong(format!("this is no such question: {error}")))
}
