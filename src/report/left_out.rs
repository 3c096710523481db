//! `left-out.csv`: which rows of a file of one's own do not count.

use crate::record::contact::LeftOut;

use super::cell::text;
use super::manifest::Table;
use super::table::{Sheet, field};

/// The name of the table.
pub const LEFT_OUT: &str = Table::LeftOut.file_name();

/// The rows that are left out, as CSV: where they are and why, and nothing of what they say.
pub fn left_out_csv(left_out: &[LeftOut]) -> Vec<u8> {
    sheet().csv(left_out)
}

pub(super) fn sheet<'a>() -> Sheet<'a, &'a LeftOut> {
    let fields = vec![
        field("file", "", "the name of the file", |row: &&LeftOut| text(&row.file)),
        field("line", "", "the line on which the row begins", |row: &&LeftOut| row.line.to_string()),
        field("reason", "", "why it does not count", |row: &&LeftOut| row.reason.to_string()),
    ];
    Sheet::new(Table::LeftOut, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::contact::Reason;

    #[test]
    fn rows_are_named_by_place_and_reason() {
        let row = LeftOut { file: "messages.csv".into(), line: 7, reason: Reason::Group };
        assert_eq!(left_out_csv(&[row]), b"file,line,reason\r\nmessages.csv,7,a group\r\n");
    }
}
