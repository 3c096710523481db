//! The messages, invitations and connections of a LinkedIn data archive, turned into contacts.
//!
//! Of a message only who wrote to whom and when, and whether it had a subject, is kept: a few dozen bytes each, whatever
//! was written.

mod people;
mod threads;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::io::{self, BufRead};

use jiff::civil::Date;
use rustc_hash::FxHasher;

use super::contact::{Contact, LeftOut, Reason};
use super::moment::{Moment, MomentError, Order, order_of};
use super::rows::{Row, Rows};

use people::{People, Person};
use threads::{Message, Outside, Threads};

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// How an archive is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
    /// Are messages to people who were connections by then counted?
    pub connections: bool,
}

/// The files of an archive that are made use of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArchiveFile {
    /// `messages.csv`
    Messages,
    /// `Invitations.csv`
    Invitations,
    /// `Connections.csv`
    Connections,
}

impl ArchiveFile {
    /// Every file, in the order in which they must be read.
    pub const ALL: [ArchiveFile; 3] = [ArchiveFile::Connections, ArchiveFile::Messages, ArchiveFile::Invitations];

    /// Its name in the archive.
    pub fn name(self) -> &'static str {
        match self {
            ArchiveFile::Messages => "messages.csv",
            ArchiveFile::Invitations => "Invitations.csv",
            ArchiveFile::Connections => "Connections.csv",
        }
    }
}

/// What an archive holds, in the making.
#[derive(Debug, Default)]
pub struct Archive {
    reading: Reading,
    people: People,
    /// When somebody became a connection.
    connected: Map<Person, Date>,
    threads: Threads,
    invitations: Vec<Invitation>,
    left_out: Vec<LeftOut>,
}

/// An invitation that the owner sent.
#[derive(Debug, Clone, Copy)]
struct Invitation {
    from: Person,
    to: Person,
    sent: Moment,
}

/// An invitation with its date as written.
struct Written {
    line: u64,
    date: String,
    from: Person,
    to: Person,
}

/// Why an archive file cannot be used.
#[derive(Debug)]
pub enum ArchiveError {
    /// It cannot be read.
    Io(io::Error),
    /// No header is found with these columns.
    NoHeader(&'static [&'static str]),
    /// Dates such as this may be meant either way round, and nothing in the file says which.
    Ambiguous(String),
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> ArchiveError {
        ArchiveError::Io(error)
    }
}

/// Where columns are, by their names in whatever case.
struct Columns(Vec<Option<usize>>);

impl Columns {
    fn find(header: &[String], names: &[&str]) -> Columns {
        let place = |name: &&str| header.iter().position(|known| known.eq_ignore_ascii_case(name));
        Columns(names.iter().map(place).collect())
    }

    fn text<'r>(&self, row: &'r Row, column: usize) -> Result<&'r str, Reason> {
        self.0[column].map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged)
    }
}

const MESSAGES: [&str; 8] =
    ["CONVERSATION ID", "FROM", "DATE", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "SUBJECT", "FOLDER"];
const INVITATIONS: [&str; 7] =
    ["Direction", "Sent At", "From", "To", "inviterProfileUrl", "inviteeProfileUrl", "Message"];
const CONNECTIONS: [&str; 4] = ["Connected On", "URL", "First Name", "Last Name"];

impl Archive {
    /// An archive of which nothing has been read yet.
    pub fn new(reading: Reading) -> Archive {
        Archive { reading, ..Archive::default() }
    }

    /// Reads one of its files.
    pub fn read(&mut self, file: ArchiveFile, input: impl BufRead) -> Result<(), ArchiveError> {
        let (columns, needed): (&'static [&'static str], usize) = match file {
            ArchiveFile::Messages => (&MESSAGES, 3),
            ArchiveFile::Invitations => (&INVITATIONS, 2),
            ArchiveFile::Connections => (&CONNECTIONS, 2),
        };
        let is_header = |header: &[String]| {
            columns[..needed].iter().all(|name| header.iter().any(|known| known.eq_ignore_ascii_case(name)))
        };
        let rows = Rows::new(input, is_header)?;
        let mut rows = rows.ok_or(ArchiveError::NoHeader(&columns[..needed]))?;
        let places = Columns::find(rows.header(), columns);
        let mut written = Vec::new();
        while let Some(row) = rows.next_row()? {
            let (line, taken) = match row {
                Err((line, damage)) => (line, Err(Reason::Damaged(damage))),
                Ok(row) => (row.line, self.take(file, &places, &row, &mut written)),
            };
            if let Err(reason) = taken {
                self.leave_out(file, line, reason);
            }
        }
        self.invite(written)
    }

    fn leave_out(&mut self, file: ArchiveFile, line: u64, reason: Reason) {
        self.left_out.push(LeftOut { file: file.name().into(), line, reason });
    }

    fn take(
        &mut self,
        file: ArchiveFile,
        columns: &Columns,
        row: &Row,
        written: &mut Vec<Written>,
    ) -> Result<(), Reason> {
        match file {
            ArchiveFile::Messages => self.message(columns, row),
            ArchiveFile::Invitations => self.invitation(columns, row, written),
            ArchiveFile::Connections => self.connection(columns, row),
        }
    }

    fn message(&mut self, columns: &Columns, row: &Row) -> Result<(), Reason> {
        let text = |column| columns.text(row, column);
        let (conversation, from, folder) = (text(0)?, text(1)?, text(7)?);
        if conversation.is_empty() {
            return Err(Reason::Missing("CONVERSATION ID"));
        }
        if ["draft", "drafts", "spam"].iter().any(|name| folder.eq_ignore_ascii_case(name)) {
            return Err(Reason::NotSent);
        }
        let at = self.date(text(2)?, "DATE")?;
        let conversation = self.threads.conversation(conversation);
        let from = self.people.find(text(3)?, from, conversation);
        let (urls, names) = (text(5)?, text(4)?);
        let separators = [',', ';', ' '];
        let listed = urls.split(separators).filter(|url| !url.is_empty()).count();
        // A single recipient without an address has a name at least, perhaps one with a comma in it.
        let recipients = if listed > 0 { listed } else { usize::from(!names.is_empty()) };
        let to = self.people.find(
            urls.split(separators).find(|url| !url.is_empty()).unwrap_or_default(),
            names,
            conversation,
        );
        let has_subject = !text(6)?.is_empty();
        let message = Message { at, line: row.line, from, to, is_to_several: recipients > 1, has_subject };
        self.threads.add(conversation, message);
        Ok(())
    }

    fn invitation(&mut self, columns: &Columns, row: &Row, written: &mut Vec<Written>) -> Result<(), Reason> {
        let text = |column| columns.text(row, column);
        if !text(0)?.eq_ignore_ascii_case("outgoing") {
            return Err(Reason::Incoming);
        }
        let from = self.people.find(text(4)?, text(2)?, people::NOWHERE);
        let to = self.people.find(text(5)?, text(3)?, people::NOWHERE);
        written.push(Written { line: row.line, date: text(1)?.to_owned(), from, to });
        Ok(())
    }

    fn connection(&mut self, columns: &Columns, row: &Row) -> Result<(), Reason> {
        let text = |column| columns.text(row, column);
        let on = self.date(text(0)?, "Connected On")?;
        let name = format!("{} {}", text(2)?, text(3)?);
        let person = self.people.find(text(1)?, name.trim(), people::NOWHERE);
        let known = self.connected.entry(person).or_insert(on.date);
        *known = (*known).min(on.date);
        Ok(())
    }

    fn date(&self, text: &str, column: &'static str) -> Result<Moment, Reason> {
        Moment::read(text, self.reading.dates).map_err(|error| Reason::Date(column, error))
    }

    /// Reads the dates of invitations once all have been seen: they are written alike, so that one that can only be read
    /// one way decides for all.
    fn invite(&mut self, written: Vec<Written>) -> Result<(), ArchiveError> {
        let order = self.reading.dates.or_else(|| order_of(written.iter().map(|invitation| invitation.date.as_str())));
        for Written { line, date, from, to } in written {
            match Moment::read(&date, order) {
                Ok(sent) => self.invitations.push(Invitation { from, to, sent }),
                Err(MomentError::Ambiguous) => return Err(ArchiveError::Ambiguous(date)),
                Err(error) => self.leave_out(ArchiveFile::Invitations, line, Reason::Date("Sent At", error)),
            }
        }
        Ok(())
    }

    /// The contacts of the archive's owner, and the rows that are left out, each in the order of files and lines.
    pub fn finish(self) -> (Vec<Contact>, Vec<LeftOut>) {
        let Archive { reading, connected, threads, invitations, mut left_out, .. } = self;
        let owner = threads.owner().or_else(|| inviter(&invitations));
        let Some(owner) = owner else { return (Vec::new(), left_out) };
        let invited = invitations.iter().map(|invitation| (invitation.to, invitation.sent.date)).collect();
        let free = if reading.connections { Map::default() } else { connected.clone() };
        let (mut contacts, silent) = threads.contacts(owner, &Outside { connected: free, invited });
        left_out.extend(silent.into_iter().map(|(line, reason)| LeftOut {
            file: ArchiveFile::Messages.name().into(),
            line,
            reason,
        }));
        for invitation in invitations.iter().filter(|invitation| invitation.from == owner) {
            let accepted = connected.get(&invitation.to).filter(|&&on| on >= invitation.sent.date);
            contacts.push(Contact {
                touch: "connect".into(),
                segment: String::new(),
                sent: invitation.sent,
                replied: None,
                accepted: accepted.map(|&date| Moment { date, time: None }),
                followed: None,
                credit: Some(false),
            });
        }
        left_out.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        (contacts, left_out)
    }
}

/// Who sent most of the invitations.
fn inviter(invitations: &[Invitation]) -> Option<Person> {
    let count = |person| invitations.iter().filter(|invitation| invitation.from == person).count();
    invitations.first().map(|first| first.from).filter(|&first| 2 * count(first) >= invitations.len())
}

#[cfg(test)]
mod tests;
