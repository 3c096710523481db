//! What is wrong with a log, for people.

use crate::record::log::LogError;
use crate::scenario::document::source::reason;
use crate::scenario::nearest;

use super::sources::ambiguous;

pub(super) fn told(error: &LogError) -> String {
    match error {
        LogError::Io(error) => reason(error),
        LogError::Ambiguous { column, written } => ambiguous(&format!("{column} `{written}`")),
        LogError::NoColumn { wanted, header } => {
            let near = nearest(wanted, header.iter().map(String::as_str));
            let near = near.map_or(String::from("."), |near| format!("; did you mean `{near}`?"));
            let listed: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "no column `{wanted}`{near} It has {}; say which one it is with `--column {wanted}=\"…\"`",
                listed.join(", ")
            )
        }
        // What stands there instead is not shown: it may be the data of people.
        LogError::NoHeader { wanted } => {
            format!("no column `{wanted}`: its first row is no header; give it one, with a name for each column")
        }
    }
}
