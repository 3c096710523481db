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
use threads::{Message, Threads};

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
        let counted = (!reading.connections).then_some(&connected);
        let (mut contacts, silent) = threads.contacts(owner, counted);
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
mod tests {
    use super::*;

    const HEADER: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n";

    /// A message row: conversation, sender, recipient, date, subject.
    fn row(conversation: &str, from: &str, to: &str, date: &str, subject: &str) -> String {
        let url = |name: &str| match name {
            "gone" => String::new(),
            name => {
                name.split('+').map(|name| format!("https://www.linkedin.com/in/{name}")).collect::<Vec<_>>().join(",")
            }
        };
        format!(
            "{conversation},,{from},{},\"{to}\",\"{}\",{date} 10:00:00 UTC,{subject},\"two\nlines, \"\"quoted\"\"\",INBOX,\n",
            url(from),
            url(to)
        )
    }

    fn archive(reading: Reading, messages: &str, invitations: &str, connections: &str) -> (Vec<Contact>, Vec<LeftOut>) {
        let mut archive = Archive::new(reading);
        archive.read(ArchiveFile::Connections, connections.as_bytes()).expect("connections");
        archive.read(ArchiveFile::Messages, messages.as_bytes()).expect("messages");
        archive.read(ArchiveFile::Invitations, invitations.as_bytes()).expect("invitations");
        archive.finish()
    }

    const CONNECTIONS: &str = "Notes:\n\"When exporting, some addresses are missing\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nCy,C,https://www.linkedin.com/in/cy,,,,05 Jan 2026\nDi,D,https://www.linkedin.com/in/di,,,,20 Mar 2026\n";

    const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nMe,Di,\"3/15/26, 1:45 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/di\nMe,Ed,\"3/5/26, 1:45 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ed\nFay,Me,\"3/5/26, 1:45 AM\",,INCOMING,https://www.linkedin.com/in/fay,https://www.linkedin.com/in/me\n";

    fn messages() -> String {
        let rows = [
            row("1", "ann", "me", "2026-03-09", ""),
            row("1", "me", "ann", "2026-03-07", "Re"),
            row("1", "me", "ann", "2026-03-01", "Hello"),
            row("2", "me", "bob+eve", "2026-03-01", "All"),
            row("3", "cy", "me", "2026-03-03", ""),
            row("3", "me", "cy", "2026-03-02", ""),
            row("4", "fay", "me", "2026-03-02", ""),
            row("4", "me", "fay", "2026-03-03", ""),
            row("5", "me", "me", "2026-03-03", "Note"),
            row("6", "me", "gone", "2026-03-04", "Hi"),
            row("7", "me", "gus", "2026-03-04", ""),
            "8,,me\n".to_owned(),
        ];
        format!("\u{feff}{HEADER}{}", rows.concat())
    }

    fn told(contacts: &[Contact]) -> Vec<String> {
        let days = |contact: &Contact, until: Option<Moment>| until.map(|until| until.days_since(contact.sent));
        let one = |contact: &Contact| {
            let (replied, followed) = (days(contact, contact.replied), days(contact, contact.followed));
            format!(
                "{} {} {replied:?} {followed:?} {:?}",
                contact.touch,
                contact.sent.date,
                days(contact, contact.accepted)
            )
        };
        contacts.iter().map(one).collect()
    }

    #[test]
    fn conversations_become_touches_with_follow_ups_and_replies() {
        let (contacts, left_out) = archive(Reading::default(), &messages(), INVITATIONS, CONNECTIONS);
        assert_eq!(
            told(&contacts),
            [
                "inmail 2026-03-01 None Some(6.0) None",
                "follow-up 2026-03-07 Some(2.0) None None",
                "inmail 2026-03-04 None None None",
                "message 2026-03-04 None None None",
                "connect 2026-03-15 None None Some(5.0)",
                "connect 2026-03-05 None None None",
            ]
        );
        let reasons: Vec<String> =
            left_out.iter().map(|row| format!("{}:{}: {}", row.file, row.line, row.reason)).collect();
        assert_eq!(
            reasons,
            [
                "Invitations.csv:4: an invitation from the other side",
                "messages.csv:8: a group",
                "messages.csv:10: a connection by then",
                "messages.csv:12: a connection by then",
                "messages.csv:14: begun by the other side",
                "messages.csv:16: begun by the other side",
                "messages.csv:18: a message to oneself",
                "messages.csv:24: DATE: no date",
            ]
        );
    }

    #[test]
    fn messages_to_connections_are_counted_if_asked_for() {
        let reading = Reading { connections: true, ..Reading::default() };
        let (contacts, _) = archive(reading, &messages(), INVITATIONS, CONNECTIONS);
        assert!(told(&contacts).contains(&"message 2026-03-02 Some(1.0) None None".into()), "{contacts:#?}");
    }

    #[test]
    fn dates_that_may_be_meant_either_way_are_asked_about() {
        let one = INVITATIONS.replace("3/15/26", "3/5/26");
        let mut archive = Archive::new(Reading::default());
        assert!(matches!(
            archive.read(ArchiveFile::Invitations, one.as_bytes()),
            Err(ArchiveError::Ambiguous(date)) if date == "3/5/26, 1:45 AM"
        ));
        let mut archive = Archive::new(Reading { dates: Some(Order::Dmy), ..Reading::default() });
        assert!(archive.read(ArchiveFile::Invitations, one.as_bytes()).is_ok());
    }

    #[test]
    fn a_file_that_is_something_else_is_refused() {
        let mut archive = Archive::new(Reading::default());
        assert!(matches!(
            archive.read(ArchiveFile::Messages, &b"a,b\n1,2\n"[..]),
            Err(ArchiveError::NoHeader(columns)) if columns == ["CONVERSATION ID", "FROM", "DATE"]
        ));
    }
}
