//! Archives, made up as LinkedIn writes them.

use super::*;

const HEADER: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n";

/// A message row: conversation, sender, recipient, date, subject.
fn row(conversation: &str, from: &str, to: &str, date: &str, subject: &str) -> String {
    let url = |name: &str| match name {
        "gone" => String::new(),
        name => name.split('+').map(|name| format!("https://www.linkedin.com/in/{name}")).collect::<Vec<_>>().join(","),
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

/// Of the messages in conversations with Di, who accepted an invitation, and with Hal, who became a connection later.
fn told_of_friends(reading: Reading) -> (Vec<String>, Vec<String>) {
    let rows = [
        row("1", "me", "di", "2026-03-14", ""),
        row("1", "di", "me", "2026-03-20", ""),
        row("2", "me", "hal", "2026-03-01", "Hello"),
        row("2", "me", "hal", "2026-03-12", ""),
        row("2", "hal", "me", "2026-03-13", ""),
        row("3", "me", "hal", "2026-03-11", "Old friend"),
        row("4", "me", "ann", "2026-03-11", "Hello"),
    ];
    let connections = format!("{CONNECTIONS}Hal,H,https://www.linkedin.com/in/hal,,,,10 Mar 2026\n");
    let (contacts, left_out) = archive(reading, &format!("{HEADER}{}", rows.concat()), INVITATIONS, &connections);
    let left_out = left_out.iter().filter(|row| row.file == "messages.csv");
    let messages = contacts.iter().filter(|contact| contact.touch != "connect").cloned().collect::<Vec<_>>();
    (told(&messages), left_out.map(|row| format!("{}: {}", row.line, row.reason)).collect())
}

#[test]
fn once_somebody_is_a_connection_messages_count_no_more() {
    let (messages, left_out) = told_of_friends(Reading::default());
    assert_eq!(messages, ["inmail 2026-03-01 None Some(11.0) None", "inmail 2026-03-11 None None None"]);
    let friend = |line| format!("{line}: a connection by then");
    let begun = |line| format!("{line}: begun by the other side");
    assert_eq!(left_out, ["2: the note of an invitation".to_owned(), begun(4), friend(8), friend(10), friend(12)]);
}

#[test]
fn messages_to_connections_are_counted_if_asked_for() {
    let reading = Reading { connections: true, ..Reading::default() };
    let (contacts, _) = archive(reading, &messages(), INVITATIONS, CONNECTIONS);
    assert!(told(&contacts).contains(&"message 2026-03-02 Some(1.0) None None".into()), "{contacts:#?}");
    let (messages, left_out) = told_of_friends(reading);
    assert_eq!(
        messages,
        [
            "inmail 2026-03-01 None Some(11.0) None",
            "follow-up 2026-03-12 Some(1.0) None None",
            "inmail 2026-03-11 None None None",
            "inmail 2026-03-11 None None None",
        ]
    );
    assert_eq!(left_out, ["2: the note of an invitation", "4: begun by the other side"]);
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
