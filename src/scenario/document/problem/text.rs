//! Problems with texts that cannot be read, or that hold too much.

use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use super::Wrong;
use crate::scenario::document::source::MAX_BYTES;

#[derive(Debug, Clone, Error, AsRefStr, VariantNames)]
pub(crate) enum TextProblem {
    #[error("cannot read `{path}`: {reason}")]
    Unreadable { path: String, reason: String },
    #[error("`{path}` is larger than {} MB", MAX_BYTES / 1_000_000)]
    TooLarge { path: String },
    #[error("the text is not UTF-8 from here on; save the file as UTF-8")]
    NotUtf8,
    #[error("`{path}` is a workbook or document, and no plain text; save it as CSV or plain text in UTF-8")]
    Workbook { path: String },
    #[error(
        "`{path}` is no scenario file; if it is a record of what was sent, `inmail-sim calibrate` tells its rates, and if it \
         is a list of people, `inmail-sim qualify` sorts it"
    )]
    NoScenario { path: String },
    #[error("{message}")]
    Syntax { message: String },
    #[error("{what} `{name}` is there twice; once is enough")]
    Twice { what: &'static str, name: String },
    #[error("too many {what}; there may be {max}")]
    TooMany { what: &'static str, max: usize },
}

impl Wrong for TextProblem {}
