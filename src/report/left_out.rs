//! `left-out.csv`: which rows of a file of one's own do not count.

use crate::record::contact::LeftOut;

use super::cell::text;
use super::manifest::Table;
use super::table::{Kind, Sheet, field};

/// The name of the table.
pub const LEFT_OUT: &str = Table::LeftOut.file_name();

/// The rows that are left out, as CSV: where they are and why, and nothing of what they say.
pub fn left_out_csv(left_out: &[LeftOut]) -> Vec<u8> {
    sheet().csv(left_out)
}

pub(super) fn sheet<'a>() -> Sheet<'a, &'a LeftOut> {
    let fields = vec![
        field("file", "", "the name of the file", |row: &&LeftOut| text(&row.file)),
        field("line", "", "the line on which the row begins", |row: &&LeftOut| row.line.to_string()).of(Kind::Whole),
        field("reason", "", "why it does not count", reason),
    ];
    Sheet::new(Table::LeftOut, fields)
}

fn reason(row: &&LeftOut) -> String {
    if row.rows == 1 {
        row.reason.to_string()
    } else {
        format!("{}, and {} more rows like it", row.reason, row.rows - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::contact::Reason;

    #[test]
    fn rows_are_named_by_place_and_reason() {
        let row = LeftOut { file: "messages.csv".into(), line: 7, reason: Reason::Group, rows: 1 };
        assert_eq!(left_out_csv(std::slice::from_ref(&row)), b"file,line,reason\r\nmessages.csv,7,a group\r\n");
        let rows = left_out_csv(&[LeftOut { rows: 4, ..row }]);
        assert_eq!(rows, b"file,line,reason\r\nmessages.csv,7,\"a group, and 3 more rows like it\"\r\n");
    }
}
