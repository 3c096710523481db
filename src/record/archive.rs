//! The messages, invitations and connections of LinkedIn data archives, turned into contacts.
//!
//! All that is kept of a message is who wrote to whom and when, and whether it had a subject: a few dozen bytes.

mod connections;
mod file;
mod holding;
mod invitations;
mod names;
mod owners;
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
use super::moment::{Moment, MomentError, Order, Orders};
use super::placeholder::is_placeholder;
use super::rows::{BadRow, Row, Rows};

use connections::{Connections, UNDATED};
use file::{Columns, Shape, is_fixed, order_shown};
use invitations::Invitation;
use names::{is_list, is_yes, plain_name, several};
use people::{People, Person, member};
use threads::{Message, Outcome, Outside};

pub use file::ArchiveFile;
pub use holding::Holding;

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// Options for reading an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
    /// Do messages to people who were connections by then count?
    pub connections: bool,
}

/// The place of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    /// The number of the archive.
    source: u16,
    file: ArchiveFile,
    /// The number of the file among all that are read.
    number: u16,
    line: u64,
}

/// A row without its date.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Message { conversation: u32, from: Person, to: Person, is_to_several: bool, has_subject: bool },
    Invitation { from: Option<Person>, to: Person },
    Connection(Person),
}

/// The contents of an archive, or of those of one owner.
#[derive(Debug, Default)]
struct Part {
    /// The name of the owner, as the profile has it.
    profile: Option<(Person, String)>,
    /// Who sent what went out, where the file of messages says so.
    outgoing: Map<Person, u64>,
    /// The names, by numbers, of each column of names that may be those of several, by the place of the message.
    lists: Vec<(Place, Vec<u64>)>,
    /// The senders of invitations that came in.
    inviters: Vec<Person>,
    drafts: u64,
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
    /// The names of the files.
    files: Vec<Arc<str>>,
    /// The archive that is being read.
    part: Part,
    /// Those that have been read.
    parts: Vec<Part>,
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
    /// What the archives of each owner hold.
    pub holdings: Vec<Holding>,
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

    /// Ends the archive that is being read.
    fn end(&mut self) {
        self.parts.push(std::mem::take(&mut self.part));
    }

    /// Reads a file of the archive that was begun, under its usual name.
    pub fn read(&mut self, file: ArchiveFile, input: impl Read) -> Result<(), ArchiveError> {
        self.read_as(file, file.name(), input)
    }

    /// Reads a file of the archive that was begun. `name` is what it is called in what is left out.
    pub fn read_as(&mut self, file: ArchiveFile, name: &str, input: impl Read) -> Result<(), ArchiveError> {
        let Shape { columns, needed, dates, .. } = file.shape();
        let needed = &columns[..needed];
        let is_header =
            |header: &[String]| needed.iter().all(|name| header.iter().any(|known| known.eq_ignore_ascii_case(name)));
        let mut rows = Rows::new(input, is_header)?.ok_or(ArchiveError::NoHeader(needed))?;
        let columns = Columns::find(rows.header(), columns);
        match file {
            ArchiveFile::Connections => _ = self.part.connected.get_or_insert_default(),
            ArchiveFile::Profile => return self.read_profile(&columns, &mut rows),
            ArchiveFile::Invitations | ArchiveFile::Messages => {}
        }
        if self.names.is_empty() {
            self.names.push(None);
        }
        let called = self.names.last().and_then(Option::as_ref).map(|archive| format!("{archive}/{name}"));
        self.files.push(called.unwrap_or_else(|| name.to_owned()).into());
        let (source, number) = ((self.names.len() - 1) as u16, (self.files.len() - 1) as u16);
        self.counted.begin();
        let mut orders = Orders::Unknown;
        let mut undecided: Vec<(Place, String, Entry)> = Vec::new();
        while let Some(row) = rows.next_row()? {
            let line = row.as_ref().map_or_else(|bad| bad.line, |row| row.line);
            let place = Place { source, file, number, line };
            let taken = match &row {
                Err(BadRow { damage, .. }) => Err(Reason::Damaged(damage.clone())),
                Ok(row) => self.take(place, &columns, row, &mut orders),
            };
            let dated = taken.and_then(|(text, entry)| {
                match Moment::read(text, self.reading.dates.filter(|_| !is_fixed(text))) {
                    Ok(at) => Ok(Some((text, at, entry))),
                    Err(MomentError::Ambiguous) => {
                        undecided.push((place, text.to_owned(), entry));
                        Ok(None)
                    }
                    Err(error) => {
                        // Somebody is a connection whatever the day.
                        if let Entry::Connection(person) = entry {
                            self.connect(person, UNDATED);
                        }
                        Err(Reason::Date(dates, error))
                    }
                }
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
            let order = orders.one().or(is_fixed(&text).then_some(Order::Mdy)).or(self.reading.dates);
            let Ok(at) = Moment::read(&text, order) else { return Err(ArchiveError::Ambiguous(text)) };
            self.add(place, at, entry);
        }
        Ok(())
    }

    /// Reads the name of the owner.
    fn read_profile(&mut self, columns: &Columns, rows: &mut Rows<impl Read>) -> Result<(), ArchiveError> {
        while let Some(row) = rows.next_row()? {
            let Ok(row) = row else { continue };
            let [Ok(first_name), Ok(last_name)] = columns.texts(&row) else { continue };
            let name = format!("{first_name} {last_name}").trim().to_owned();
            if !name.is_empty() {
                self.part.profile = Some((self.people.find("", &name, people::NOWHERE), name));
                break;
            }
        }
        Ok(())
    }

    /// The entry of a row, and its date as written.
    fn take<'r>(
        &mut self,
        place: Place,
        columns: &Columns,
        row: &'r Row,
        orders: &mut Orders,
    ) -> Result<(&'r str, Entry), Reason> {
        match place.file {
            ArchiveFile::Messages => {
                let [from, to, date, id, from_url, to_urls, subject, folder, title, direction] = columns.texts(row);
                let (from, names, folder) = (from?, to?, folder?);
                let is_draft = ["draft", "drafts"].iter().any(|name| folder.eq_ignore_ascii_case(name))
                    || columns.drafts.iter().any(|&column| row.text(column).is_ok_and(is_yes));
                self.part.drafts += u64::from(is_draft);
                if is_draft || folder.eq_ignore_ascii_case("spam") {
                    return Err(Reason::NotSent);
                }
                let conversation = match id? {
                    "" => self.conversation_between(from, names, row.line)?,
                    id => self.conversation(id),
                };
                let from = self.people.find(from_url?, from, conversation);
                if direction?.eq_ignore_ascii_case("outgoing") {
                    *self.part.outgoing.entry(from).or_default() += 1;
                }
                let mut listed = to_urls?.split([',', ';', ' ']).filter(|url| !url.is_empty());
                let first = listed.next().unwrap_or_default();
                let has_several = listed.any(|url| member(url) != member(first)) || is_list(names);
                let list = if has_several { Vec::new() } else { several(names) };
                // Somebody's name may have a comma in it; those of a group that has a title are several.
                let is_titled = !list.is_empty() && first.is_empty() && !title?.is_empty();
                let is_to_several = has_several || is_titled;
                if !list.is_empty() && !is_titled {
                    self.part.lists.push((place, list));
                }
                let to = self.people.find(first, names, conversation);
                let has_subject = !subject?.is_empty();
                Ok((date?, Entry::Message { conversation, from, to, is_to_several, has_subject }))
            }
            ArchiveFile::Invitations => {
                let [direction, sent, from, to, from_url, to_url] = columns.texts(row);
                let (url, name) = (from_url?, from?);
                let is_known = !(url.is_empty() && name.is_empty());
                let from = is_known.then(|| self.people.find(url, name, people::NOWHERE));
                if !direction?.eq_ignore_ascii_case("outgoing") {
                    *orders = orders.and(order_shown(sent?));
                    self.part.inviters.extend(from);
                    return Err(Reason::Incoming);
                }
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
            ArchiveFile::Profile => Err(Reason::NotSent),
        }
    }

    /// The number of the conversation between two people, where the file has none. That with somebody who has left is another
    /// in each row.
    fn conversation_between(&mut self, from: &str, to: &str, line: u64) -> Result<u32, Reason> {
        if from.is_empty() || to.is_empty() {
            return Err(Reason::Missing("CONVERSATION ID"));
        }
        let mut both = [plain_name(from), plain_name(to)];
        both.sort();
        let gone = if is_placeholder(from) || is_placeholder(to) { line.to_string() } else { String::new() };
        Ok(self.conversation(&format!("\n{}\n{gone}", both.join("\n"))))
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
            Entry::Connection(person) => self.connect(person, at.date),
        }
    }

    fn connect(&mut self, person: Person, on: Date) {
        self.part.connected.get_or_insert_default().entry(person).or_default().push(on);
    }

    /// The contacts of all owners.
    pub fn finish(mut self) -> Archived {
        self.end();
        let Archives { reading, mut people, files, mut parts, mut left_out, latest, .. } = self;
        let mut archived = Archived { latest, ..Archived::default() };
        owners::settle(&mut people, &mut parts);
        for (owner, mut part) in owners::by_owner(&mut people, parts) {
            let owners = owners::names_of(&people, owner);
            threads::sort(&mut part.messages);
            threads::unite_partners(&part.messages, &owners, &mut people);
            owners::settle_on_one(&people, &mut part);
            let owners = owners::names_of(&people, owner);
            let mut holding = Holding::new(&people, owner, &part);
            let Part { connected, messages, invitations, inviters, .. } = part;
            let met = messages.iter().flat_map(|message| [message.from, message.to]);
            let met = met.chain(invitations.iter().map(|invitation| invitation.to));
            let connections = connected.map(|connected| Connections::new(connected, &people, met));
            archived.namesakes += connections.as_ref().map_or(0, |of| of.namesakes.len() as u64);
            archived.lacks_connections |= connections.is_none();
            let (own, others): (Vec<Invitation>, _) =
                invitations.into_iter().partition(|of| of.from.is_none_or(|from| owners.contains(&from)));
            left_out.all(others.into_iter().map(|of| (of.place, Reason::Incoming)));
            holding.invite(&own, connections.as_ref(), &inviters);
            let free = connections.as_ref().filter(|_| !reading.connections);
            let outside = Outside {
                connected: free.map(|connections| connections.since.clone()).unwrap_or_default(),
                invited: own.iter().map(|invitation| (invitation.to, invitation.sent.date)).collect(),
                invitees: own.iter().map(|invitation| invitation.to).collect(),
                connections: connections.as_ref(),
                only_pending: holding.only_pending(),
            };
            let mut outcome = threads::contacts(&messages, &owners, &people, &outside);
            invitations::contacts(own, connections.as_ref(), holding.only_pending(), &mut outcome);
            let Outcome { contacts, left_out: silent, groups, with_subject, without_subject, others, .. } = outcome;
            archived.holdings.push(Holding { groups, with_subject, without_subject, others, ..holding });
            join(&mut archived.contacts, contacts);
            left_out.all(silent);
        }
        let named = |(place, reason, rows): (Place, Reason, u64)| LeftOut {
            file: files[usize::from(place.number)].clone(),
            line: place.line,
            reason,
            rows,
        };
        archived.left_out = left_out.sorted().into_iter().map(named).collect();
        archived
    }
}

#[cfg(test)]
mod tests;
