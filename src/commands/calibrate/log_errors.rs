//! Mistakes in a log, in words.

use crate::record::log::LogError;
use crate::scenario::document::source::reason;
use crate::scenario::nearest;

/// The options that settle the order of day and month.
pub(super) const DATES: &str = "add `--dates dmy` or `--dates mdy`";

/// Why a log cannot be used.
pub(super) fn log_error(error: &LogError) -> String {
    match error {
        LogError::Io(error) => reason(error),
        LogError::Excess(error) => error.to_string(),
        LogError::OneForTwo { columns, .. } => {
            format!("{error}; say which one is {0} with `--column {0}=\"…\"`", columns[0])
        }
        LogError::Ambiguous { .. } => format!("{error}; {DATES}"),
        LogError::NoColumn { wanted, header } => {
            let near = nearest(wanted, header.iter().map(String::as_str));
            let near = near.map_or(String::from("."), |near| format!("; did you mean `{near}`?"));
            let listed = header.join("`, `");
            format!("{error}{near} It has `{listed}`; say which one it is with `--column {wanted}=\"…\"`")
        }
        // The first row is not shown: it may be the data of people.
        LogError::NoHeader { .. } => format!("{error}; give it one, with a name for each column"),
    }
}
