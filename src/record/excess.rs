//! How much is read of a user's own files, and what is kept of rows that cannot be read.

use thiserror::Error;

use super::contact::Reason;

/// The most rows of a log, and of all files of archives together.
pub const MAX_ROWS: u64 = 1_000_000;

/// The most rows of a list: of them more is kept.
pub const MAX_PEOPLE: u64 = 250_000;

/// So many rows of which none can be read are no log, list or archive.
pub const MAX_UNREADABLE: u64 = 100_000;

/// The most rows that cannot be read and are listed one by one. The others are counted.
pub const MAX_LISTED: u64 = 1_000;

/// Why a file is not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Excess {
    /// It has too many rows.
    #[error("more than {0} rows; leave out what is older or of no use")]
    Rows(u64),
    /// It is not what it is taken for.
    #[error("none of the first {MAX_UNREADABLE} rows can be read; is it the right file?")]
    Unreadable,
}

/// The rows read so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// The most there may be.
    most: u64,
    rows: u64,
    /// Those of the files before this one.
    before: u64,
    /// Was there one in this file that can be read?
    any: bool,
}

impl Default for Counted {
    fn default() -> Counted {
        Counted::up_to(MAX_ROWS)
    }
}

impl Counted {
    /// Nothing yet, of which there may be so much.
    pub(super) fn up_to(most: u64) -> Counted {
        Counted { most, rows: 0, before: 0, any: false }
    }

    /// Begins another file.
    pub(super) fn begin(&mut self) {
        *self = Counted { before: self.rows, any: false, ..*self };
    }

    /// Counts a row.
    pub(super) fn add(&mut self, is_readable: bool) -> Result<(), Excess> {
        self.rows += 1;
        self.any |= is_readable;
        match (self.rows - self.before, self.any) {
            (MAX_UNREADABLE.., false) => Err(Excess::Unreadable),
            _ if self.rows > self.most => Err(Excess::Rows(self.most)),
            _ => Ok(()),
        }
    }
}

/// The rows that are left out, each with its place, the reason, and the number of rows that it stands for.
#[derive(Debug)]
pub(super) struct Leaving<P> {
    rows: Vec<(P, Reason, u64)>,
    /// How many cannot be read.
    unreadable: u64,
    /// Those of the rows that stand for further ones like them.
    folded: Vec<usize>,
}

impl<P> Default for Leaving<P> {
    fn default() -> Leaving<P> {
        Leaving { rows: Vec::new(), unreadable: 0, folded: Vec::new() }
    }
}

impl<P> Leaving<P> {
    /// Leaves out a row.
    pub(super) fn add(&mut self, place: P, reason: Reason) {
        self.unreadable += u64::from(reason.is_unreadable());
        if reason.is_unreadable() && self.unreadable > MAX_LISTED {
            if let Some(&alike) = self.folded.iter().find(|&&alike| self.rows[alike].1.is_like(&reason)) {
                self.rows[alike].2 += 1;
                return;
            }
            self.folded.push(self.rows.len());
        }
        self.rows.push((place, reason, 1));
    }

    /// Leaves out rows.
    pub(super) fn all(&mut self, rows: impl IntoIterator<Item = (P, Reason)>) {
        rows.into_iter().for_each(|(place, reason)| self.add(place, reason));
    }

    /// All of them, in the order of their places.
    pub(super) fn sorted(mut self) -> Vec<(P, Reason, u64)>
    where
        P: Ord,
    {
        self.rows.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Damage;
    use super::*;

    #[test]
    fn the_first_thousand_rows_that_cannot_be_read_are_listed_and_the_others_counted_by_reason() {
        let mut leaving = Leaving::default();
        for line in 0..5_000u64 {
            leaving.add(line, if line % 2 == 0 { Reason::Damaged(Damage::Quote) } else { Reason::Missing("sent_at") });
        }
        (5_000..5_010).for_each(|line| leaving.add(line, Reason::Double));
        let columns = |found| Reason::Damaged(Damage::Columns { found, header: 2 });
        (5_010..5_020).for_each(|line| leaving.add(line, columns(line as usize)));
        let rows = leaving.sorted();
        assert_eq!(rows.len(), 1_000 + 2 + 10 + 1);
        assert_eq!(rows.iter().map(|(.., rows)| rows).sum::<u64>(), 5_020);
        assert_eq!(
            (&rows[1_000], &rows[1_001]),
            (&(1_000, Reason::Damaged(Damage::Quote), 2_000), &(1_001, Reason::Missing("sent_at"), 2_000))
        );
        assert_eq!(rows[1_012], (5_010, columns(5_010), 10));
    }

    #[test]
    fn a_file_is_given_up_that_has_too_many_rows_or_only_such_as_cannot_be_read() {
        let added = |readable: fn(u64) -> bool| {
            let mut counted = Counted::default();
            (1..=MAX_ROWS + 1).find_map(|row| counted.add(readable(row)).err().map(|excess| (row, excess)))
        };
        assert_eq!(added(|_| false), Some((MAX_UNREADABLE, Excess::Unreadable)));
        assert_eq!(added(|row| row == MAX_UNREADABLE), Some((MAX_ROWS + 1, Excess::Rows(MAX_ROWS))));
        assert_eq!(added(|_| true), Some((MAX_ROWS + 1, Excess::Rows(MAX_ROWS))));
    }
}
