//! The messages, invitations and connections of LinkedIn data archives, turned into contacts.
//!
//! All that is kept of a message is who wrote to whom and when, and whether it had a subject: a few dozen bytes.

mod connections;
mod invitations;
mod people;
mod threads;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::io::{self, Read};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHasher;
use thiserror::Error;

use super::contact::{Contact, LeftOut, Reason, join};
use super::excess::{Counted, Excess, Leaving};
use super::moment::{Moment, MomentError, Order, Orders, orders_of};
use super::placeholder::is_placeholder;
use super::rows::{BadRow, Row, Rows};

use connections::Connections;
use invitations::{Invitation, inviter};
use people::{People, Person};
use threads::{Message, Outcome, Outside};

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// Options for reading an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
    /// Do messages to people who were connections by then count?
    pub connections: bool,
}

/// The columns that are read of each file, those first that it must have.
const MESSAGES: [&str; 8] =
    ["CONVERSATION ID", "FROM", "DATE", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "SUBJECT", "FOLDER"];
const INVITATIONS: [&str; 6] = ["Direction", "Sent At", "From", "To", "inviterProfileUrl", "inviteeProfileUrl"];
const CONNECTIONS: [&str; 4] = ["Connected On", "First Name", "Last Name", "URL"];

/// The files of an archive that are made use of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArchiveFile {
    /// `Connections.csv`
    Connections,
    /// `Invitations.csv`
    Invitations,
    /// `messages.csv`
    Messages,
}

impl ArchiveFile {
    /// Every file.
    pub const ALL: [ArchiveFile; 3] = [ArchiveFile::Connections, ArchiveFile::Invitations, ArchiveFile::Messages];

    /// Its name in the archive.
    pub fn name(self) -> &'static str {
        self.shape().name
    }

    fn shape(self) -> Shape {
        let shape = |name, columns, needed, dates| Shape { name, columns, needed, dates };
        match self {
            ArchiveFile::Messages => shape("messages.csv", &MESSAGES[..], 3, "DATE"),
            ArchiveFile::Invitations => shape("Invitations.csv", &INVITATIONS, 2, "Sent At"),
            ArchiveFile::Connections => shape("Connections.csv", &CONNECTIONS, 2, "Connected On"),
        }
    }
}

/// The shape of a file.
struct Shape {
    name: &'static str,
    columns: &'static [&'static str],
    /// The number of columns, from the first on, that it must have.
    needed: usize,
    /// The column of its dates.
    dates: &'static str,
}

/// The place of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The number of the archive.
    source: u16,
    file: ArchiveFile,
    line: u64,
}

/// A row without its date.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Message { conversation: u32, from: Person, to: Person, is_to_several: bool, has_subject: bool },
    Invitation { from: Option<Person>, to: Person },
    Connection(Person),
}

/// The contents of the archives of one owner.
#[derive(Debug, Default)]
struct Part {
    /// The days on which each connection was made, if there is a file of connections. Those who are known by name alone may be
    /// several.
    connected: Option<Map<Person, Vec<Date>>>,
    messages: Vec<Message>,
    invitations: Vec<Invitation>,
}

/// The contents of all archives, as they are read.
#[derive(Debug, Default)]
pub struct Archives {
    reading: Reading,
    people: People,
    conversations: Map<String, u32>,
    /// The names of the archives, where there are several.
    names: Vec<Option<String>>,
    /// The archive that is being read.
    part: Part,
    /// Those that have been read, each with its owner.
    parts: Vec<(Person, Part)>,
    left_out: Leaving<Place>,
    counted: Counted,
    latest: Option<Date>,
}

/// The result of reading archives.
#[derive(Debug, Default)]
pub struct Archived {
    /// The touches of their owners.
    pub contacts: Vec<Contact>,
    /// The rows that are left out, in the order of archives, files and lines.
    pub left_out: Vec<LeftOut>,
    /// The last day of which they hold a row.
    pub latest: Option<Date>,
    /// Is there an archive without a file of connections?
    pub lacks_connections: bool,
    /// The number of connections that are known by a name that several people have.
    pub namesakes: u64,
}

/// Why an archive file cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It has no header with these columns.
    #[error("no header with the columns {}", .0.join(", "))]
    NoHeader(&'static [&'static str]),
    /// Such a date may be meant either way round, and nothing in the file says which.
    #[error("`{0}` may be read as day/month or month/day, and no other date of the file decides")]
    Ambiguous(String),
    /// It holds too much, or hardly anything that can be read.
    #[error(transparent)]
    Excess(#[from] Excess),
}

/// The places of the columns of a file, in the order of its [`Shape`].
struct Columns(Vec<Option<usize>>);

impl Columns {
    fn find(header: &[String], names: &[&str]) -> Columns {
        let place = |name: &&str| header.iter().position(|known| known.eq_ignore_ascii_case(name));
        Columns(names.iter().map(place).collect())
    }

    /// The text in each of them; empty where the file has no such column.
    fn texts<'r, const N: usize>(&self, row: &'r Row) -> [Result<&'r str, Reason>; N] {
        std::array::from_fn(|column| self.0[column].map_or(Ok(""), |place| row.text(place)).map_err(Reason::Damaged))
    }
}

impl Archives {
    /// No archives yet.
    pub fn new(reading: Reading) -> Archives {
        Archives { reading, ..Archives::default() }
    }

    /// Begins an archive: the files that are read next are its own. `name` tells it from others in what is left out.
    pub fn begin(&mut self, name: Option<String>) {
        self.end();
        self.names.push(name);
    }

    /// Ends the archive that is being read, whose owner can be found now.
    fn end(&mut self) {
        let part = std::mem::take(&mut self.part);
        let owner = inviter(&part.invitations).or_else(|| threads::writer(&part.messages));
        // Without an owner there are connections at most.
        let Some(owner) = owner else { return };
        match self.parts.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, known)) => known.merge(part),
            None => self.parts.push((owner, part)),
        }
    }

    /// Reads a file of the archive that was begun.
    pub fn read(&mut self, file: ArchiveFile, input: impl Read) -> Result<(), ArchiveError> {
        let Shape { columns, needed, dates, .. } = file.shape();
        let needed = &columns[..needed];
        let is_header =
            |header: &[String]| needed.iter().all(|name| header.iter().any(|known| known.eq_ignore_ascii_case(name)));
        let mut rows = Rows::new(input, is_header)?.ok_or(ArchiveError::NoHeader(needed))?;
        let columns = Columns::find(rows.header(), columns);
        if file == ArchiveFile::Connections {
            self.part.connected.get_or_insert_default();
        }
        if self.names.is_empty() {
            self.names.push(None);
        }
        let source = (self.names.len() - 1) as u16;
        self.counted.begin();
        let mut orders = Orders::Unknown;
        let mut undecided: Vec<(Place, String, Entry)> = Vec::new();
        while let Some(row) = rows.next_row()? {
            let (line, taken) = match &row {
                Err(BadRow { line, damage }) => (*line, Err(Reason::Damaged(damage.clone()))),
                Ok(row) => (row.line, self.take(file, &columns, row)),
            };
            let place = Place { source, file, line };
            let dated = taken.and_then(|(text, entry)| match Moment::read(text, self.reading.dates) {
                Ok(at) => Ok(Some((text, at, entry))),
                Err(MomentError::Ambiguous) => {
                    undecided.push((place, text.to_owned(), entry));
                    Ok(None)
                }
                Err(error) => Err(Reason::Date(dates, error)),
            });
            let is_read = dated.as_ref().map_or_else(|reason| !reason.is_unreadable(), |_| true);
            self.counted.add(is_read)?;
            match dated {
                Ok(Some((text, at, entry))) => {
                    orders = orders.and(order_shown(text));
                    self.add(place, at, entry);
                }
                Ok(None) => {}
                Err(reason) => self.left_out.add(place, reason),
            }
        }
        // Dates of a file are written alike, so that one that can only be read one way decides for all.
        for (place, text, entry) in undecided {
            let Ok(at) = Moment::read(&text, orders.one()) else { return Err(ArchiveError::Ambiguous(text)) };
            self.add(place, at, entry);
        }
        Ok(())
    }

    /// The entry of a row, and its date as written.
    fn take<'r>(&mut self, file: ArchiveFile, columns: &Columns, row: &'r Row) -> Result<(&'r str, Entry), Reason> {
        match file {
            ArchiveFile::Messages => {
                let [id, from, date, from_url, to, to_urls, subject, folder] = columns.texts(row);
                let (id, from, folder) = (id?, from?, folder?);
                if id.is_empty() {
                    return Err(Reason::Missing("CONVERSATION ID"));
                }
                if ["draft", "drafts", "spam"].iter().any(|name| folder.eq_ignore_ascii_case(name)) {
                    return Err(Reason::NotSent);
                }
                let conversation = self.conversation(id);
                let from = self.people.find(from_url?, from, conversation);
                let (urls, names) = (to_urls?, to?);
                let mut listed = urls.split([',', ';', ' ']).filter(|url| !url.is_empty());
                let first = listed.next().unwrap_or_default();
                // A name may have a comma in it; those of several who have left have not.
                let with_gone = names.contains(',') && names.split(',').any(is_placeholder);
                let is_to_several = listed.next().is_some() || with_gone;
                let to = self.people.find(first, names, conversation);
                let has_subject = !subject?.is_empty();
                Ok((date?, Entry::Message { conversation, from, to, is_to_several, has_subject }))
            }
            ArchiveFile::Invitations => {
                let [direction, sent, from, to, from_url, to_url] = columns.texts(row);
                if !direction?.eq_ignore_ascii_case("outgoing") {
                    return Err(Reason::Incoming);
                }
                let (url, name) = (from_url?, from?);
                let is_known = !(url.is_empty() && name.is_empty());
                let from = is_known.then(|| self.people.find(url, name, people::NOWHERE));
                // Those who have left are all different people.
                let to = self.people.find(to_url?, to?, people::NOWHERE - row.line as u32);
                Ok((sent?, Entry::Invitation { from, to }))
            }
            ArchiveFile::Connections => {
                let [connected, first_name, last_name, url] = columns.texts(row);
                let name = format!("{} {}", first_name?, last_name?);
                let person = self.people.find(url?, name.trim(), people::NOWHERE);
                Ok((connected?, Entry::Connection(person)))
            }
        }
    }

    /// The number of a conversation.
    fn conversation(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.conversations.get(id) {
            return number;
        }
        let number = self.conversations.len() as u32;
        self.conversations.insert(id.to_owned(), number);
        number
    }

    fn add(&mut self, place: Place, at: Moment, entry: Entry) {
        self.latest = self.latest.max(Some(at.date));
        match entry {
            Entry::Message { conversation, from, to, is_to_several, has_subject } => {
                self.part.messages.push(Message { place, at, conversation, from, to, is_to_several, has_subject });
            }
            Entry::Invitation { from, to } => self.part.invitations.push(Invitation { place, from, to, sent: at }),
            Entry::Connection(person) => {
                self.part.connected.get_or_insert_default().entry(person).or_default().push(at.date);
            }
        }
    }

    /// The contacts of all owners.
    pub fn finish(mut self) -> Archived {
        self.end();
        let Archives { reading, people, names, parts, mut left_out, latest, .. } = self;
        let mut archived = Archived { latest, ..Archived::default() };
        for (owner, Part { connected, messages, invitations }) in parts {
            let owners = people.alike(owner);
            let met = messages.iter().flat_map(|message| [message.from, message.to]);
            let met: Vec<Person> = met.chain(invitations.iter().map(|invitation| invitation.to)).collect();
            let connections = connected.map(|connected| Connections::new(connected, &people, met));
            archived.namesakes += connections.as_ref().map_or(0, |of| of.namesakes.len() as u64);
            let invited = invitations.iter().map(|invitation| (invitation.to, invitation.sent.date)).collect();
            archived.lacks_connections |= connections.is_none();
            let free = connections.as_ref().filter(|_| !reading.connections);
            let free = free.map(|connections| connections.since.clone()).unwrap_or_default();
            let mut outcome = threads::contacts(messages, &owners, &people, &Outside { connected: free, invited });
            invitations::contacts(invitations, &owners, connections.as_ref(), &mut outcome);
            let Outcome { contacts, left_out: silent } = outcome;
            join(&mut archived.contacts, contacts);
            silent.into_iter().for_each(|(place, reason)| left_out.add(place, reason));
        }
        let called = |archive: &Option<String>, file: ArchiveFile| match archive {
            Some(archive) => format!("{archive}/{}", file.name()).into(),
            None => file.name().into(),
        };
        let files: Vec<[Arc<str>; 3]> =
            names.iter().map(|archive| ArchiveFile::ALL.map(|file| called(archive, file))).collect();
        let named = |(place, reason, rows): (Place, Reason, u64)| {
            let file = files[usize::from(place.source)][place.file as usize].clone();
            LeftOut { file, line: place.line, reason, rows }
        };
        archived.left_out = left_out.sorted().into_iter().map(named).collect();
        archived
    }
}

impl Part {
    /// Adds what another archive of the same owner holds.
    fn merge(&mut self, other: Part) {
        self.messages.extend(other.messages);
        self.invitations.extend(other.invitations);
        if let Some(connected) = other.connected {
            let known = self.connected.get_or_insert_default();
            for (person, dates) in connected {
                let known = known.entry(person).or_default();
                // What stands in both archives is one connection.
                known.extend(dates.into_iter().filter(|date| !known.contains(date)).collect::<Vec<_>>());
            }
        }
    }
}

/// The order of day and month that a date shows: none if it begins with the year.
fn order_shown(date: &str) -> Orders {
    let begins_with_year = date.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    if begins_with_year { Orders::Unknown } else { orders_of([date]) }
}

#[cfg(test)]
mod tests;
