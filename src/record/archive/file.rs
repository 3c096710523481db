//! The files of an archive that are made use of, and their columns.

use super::super::contact::Reason;
use super::super::moment::{Orders, orders_of};
use super::super::rows::Row;

/// The columns that are read of each file, those first that it must have. Archives up to about 2020 have no number of a
/// conversation, and say of a message whether it came in or went out.
const MESSAGES: [&str; 10] = [
    "FROM",
    "TO",
    "DATE",
    "CONVERSATION ID",
    "SENDER PROFILE URL",
    "RECIPIENT PROFILE URLS",
    "SUBJECT",
    "FOLDER",
    "CONVERSATION TITLE",
    "DIRECTION",
];
const INVITATIONS: [&str; 6] = ["Direction", "Sent At", "From", "To", "inviterProfileUrl", "inviteeProfileUrl"];
const CONNECTIONS: [&str; 4] = ["Connected On", "First Name", "Last Name", "URL"];
const PROFILE: [&str; 2] = ["First Name", "Last Name"];

/// The files of an archive that are made use of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArchiveFile {
    /// `Connections.csv`
    Connections,
    /// `Invitations.csv`
    Invitations,
    /// `messages.csv`
    Messages,
    /// `Profile.csv`, which has the name of the owner.
    Profile,
}

impl ArchiveFile {
    /// Every file.
    pub const ALL: [ArchiveFile; 4] =
        [ArchiveFile::Connections, ArchiveFile::Invitations, ArchiveFile::Messages, ArchiveFile::Profile];

    /// Its name in the archive.
    pub fn name(self) -> &'static str {
        self.shape().name
    }

    /// The file of this name. A long one may come in numbered parts, as `messages_1.csv`, and so may one that was saved
    /// twice, as `messages (1).csv`.
    pub fn named(name: &str) -> Option<ArchiveFile> {
        let (stem, end) = name.rsplit_once('.')?;
        let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')'));
        let is_numbered = bare.len() < stem.len() && bare.ends_with(['_', ' ', '-']);
        let bare = if is_numbered { bare.trim_end_matches(['_', ' ', '-']) } else { stem };
        let is_called = |file: &ArchiveFile| file.name()[..file.name().len() - 4].eq_ignore_ascii_case(bare);
        end.eq_ignore_ascii_case("csv").then(|| ArchiveFile::ALL.into_iter().find(is_called)).flatten()
    }

    pub(super) fn shape(self) -> Shape {
        let shape = |name, columns, needed, dates| Shape { name, columns, needed, dates };
        match self {
            ArchiveFile::Messages => shape("messages.csv", &MESSAGES[..], 3, "DATE"),
            ArchiveFile::Invitations => shape("Invitations.csv", &INVITATIONS, 2, "Sent At"),
            ArchiveFile::Connections => shape("Connections.csv", &CONNECTIONS, 2, "Connected On"),
            ArchiveFile::Profile => shape("Profile.csv", &PROFILE, 2, "First Name"),
        }
    }
}

/// The shape of a file.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    /// The number of columns, from the first on, that it must have.
    pub(super) needed: usize,
    /// The column of its dates.
    pub(super) dates: &'static str,
}

/// The places of the columns of a file, in the order of its [`Shape`].
pub(super) struct Columns {
    places: Vec<Option<usize>>,
    /// Those that say whether a message or its conversation is a draft.
    pub(super) drafts: Vec<usize>,
}

impl Columns {
    pub(super) fn find(header: &[String], names: &[&str]) -> Columns {
        let place = |name: &&str| header.iter().position(|known| known.eq_ignore_ascii_case(name));
        let is_draft = |name: &String| name.to_ascii_lowercase().contains("draft");
        let drafts = (0..).zip(header).filter(|(_, name)| is_draft(name)).map(|(place, _)| place).collect();
        Columns { places: names.iter().map(place).collect(), drafts }
    }

    /// The text in each of them; empty where the file has no such column.
    pub(super) fn texts<'r, const N: usize>(&self, row: &'r Row) -> [Result<&'r str, Reason>; N] {
        std::array::from_fn(|column| {
            self.places[column].map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)
        })
    }
}

/// Is a date written as LinkedIn writes those of invitations, whatever the language: 8/1/26, 9:00 AM? The month comes first.
pub(super) fn is_fixed(date: &str) -> bool {
    let (day, time) = date.split_at(date.find([',', ' ']).unwrap_or(date.len()));
    let parts: Vec<usize> = day.split('/').map(str::len).collect();
    let has_half = || time.trim_end().to_ascii_uppercase().ends_with(['M']) && time.contains(':');
    matches!(parts[..], [1 | 2, 1 | 2, 2]) && has_half()
}

/// The order of day and month that a date shows: none if it begins with the year.
pub(super) fn order_shown(date: &str) -> Orders {
    let begins_with_year = date.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    if begins_with_year { Orders::Unknown } else { orders_of([date]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_are_known_by_their_number() {
        for name in ["messages.csv", "Messages.CSV", "messages_2.csv", "messages (1).csv", "messages-3.csv"] {
            assert_eq!(ArchiveFile::named(name), Some(ArchiveFile::Messages), "{name}");
        }
        for name in ["guide_messages.csv", "messages.csv.html", "messages2.csv", "messages_.csv", "messages_1.txt", "x"]
        {
            assert_eq!(ArchiveFile::named(name), None, "{name}");
        }
    }
}
