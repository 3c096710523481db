//! Archives, made up as LinkedIn writes them.

use super::*;

mod kinds;

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
    let mut archives = Archives::new(reading);
    archives.begin(None);
    archives.read(ArchiveFile::Messages, messages.as_bytes()).expect("messages");
    archives.read(ArchiveFile::Invitations, invitations.as_bytes()).expect("invitations");
    archives.read(ArchiveFile::Connections, connections.as_bytes()).expect("connections");
    let archived = archives.finish();
    (archived.contacts, archived.left_out)
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

fn listed(contacts: &[Contact]) -> Vec<String> {
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
        listed(&contacts),
        [
            "inmail 2026-03-01 None Some(6.0) None",
            "follow-up 2026-03-07 Some(2.0) None None",
            "inmail 2026-03-04 None None None",
            // Gus was no connection, and nobody invited him.
            "inmail 2026-03-04 None None None",
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
    let left_out = left_out.iter().filter(|row| &*row.file == "messages.csv");
    let messages = contacts.iter().filter(|contact| contact.touch != "connect").cloned().collect::<Vec<_>>();
    (listed(&messages), left_out.map(|row| format!("{}: {}", row.line, row.reason)).collect())
}

#[test]
fn once_somebody_is_a_connection_messages_count_no_more() {
    let (messages, left_out) = told_of_friends(Reading::default());
    assert_eq!(messages, ["inmail 2026-03-01 None Some(10.0) None", "inmail 2026-03-11 None None None"]);
    let friend = |line| format!("{line}: a connection by then");
    let begun = |line| format!("{line}: begun by the other side");
    assert_eq!(left_out, ["2: the note of an invitation".to_owned(), begun(4), friend(8), friend(10), friend(12)]);
}

#[test]
fn messages_to_connections_are_counted_if_asked_for() {
    let reading = Reading { connections: true, ..Reading::default() };
    let (contacts, _) = archive(reading, &messages(), INVITATIONS, CONNECTIONS);
    assert!(listed(&contacts).contains(&"message 2026-03-02 Some(1.0) None None".into()), "{contacts:#?}");
    let (messages, left_out) = told_of_friends(reading);
    assert_eq!(
        messages,
        [
            "inmail 2026-03-01 None Some(10.0) None",
            "follow-up 2026-03-11 None Some(1.0) None",
            "follow-up 2026-03-12 Some(1.0) None None",
            "inmail 2026-03-11 None None None",
        ]
    );
    assert_eq!(left_out, ["2: the note of an invitation", "4: begun by the other side"]);
}

#[test]
fn dates_that_may_be_meant_either_way_are_asked_about() {
    let one = INVITATIONS.replace("3/15/26", "3/5/26").replace(", 1:45 AM", " 1:45");
    let mut archive = Archives::new(Reading::default());
    assert!(matches!(
        archive.read(ArchiveFile::Invitations, one.as_bytes()),
        Err(ArchiveError::Ambiguous(date)) if date == "3/5/26 1:45"
    ));
    let mut archive = Archives::new(Reading { dates: Some(Order::Dmy), ..Reading::default() });
    assert!(archive.read(ArchiveFile::Invitations, one.as_bytes()).is_ok());
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    let mut archive = Archives::new(Reading::default());
    assert!(matches!(
        archive.read(ArchiveFile::Messages, &b"a,b\n1,2\n"[..]),
        Err(ArchiveError::NoHeader(columns)) if columns == ["FROM", "TO", "DATE"]
    ));
}

/// Archives, each with its messages, invitations and connections, where it has such a file.
fn archives(each: &[(&str, Option<&str>, Option<&str>)]) -> Archived {
    let mut archives = Archives::new(Reading::default());
    for (place, (messages, invitations, connections)) in each.iter().enumerate() {
        archives.begin((each.len() > 1).then(|| format!("part-{place}")));
        archives.read(ArchiveFile::Messages, messages.as_bytes()).expect("messages");
        for (file, text) in [(ArchiveFile::Invitations, invitations), (ArchiveFile::Connections, connections)] {
            if let Some(text) = text {
                archives.read(file, text.as_bytes()).expect("a side file");
            }
        }
    }
    archives.finish()
}

fn reasons(archived: &Archived) -> Vec<String> {
    archived.left_out.iter().map(|row| format!("{}:{}: {}", row.file, row.line, row.reason)).collect()
}

/// A row without anybody's address, of a message to `to` or by them.
fn bare(conversation: &str, from: &str, to: &str, date: &str, subject: &str) -> String {
    format!("{conversation},,{from},,\"{to}\",,{date} 10:00:00 UTC,{subject},x,INBOX,\n")
}

#[test]
fn a_person_is_the_same_with_and_without_an_address() {
    let named = |from: &str, url: &str, to: &str, day: u32, subject: &str| {
        format!("c,,{from},{url},{to},,2026-03-{day:02} 10:00:00 UTC,{subject},x,INBOX,\n")
    };
    let me = "https://www.linkedin.com/in/me";
    let rows = [
        named("Ann", "https://www.linkedin.com/in/ann", "Me", 5, ""),
        named("Me", me, "Ann", 3, ""),
        named("Me", "", "Ann", 1, "Hello"),
        bare("gone", "LinkedIn Member", "Me", "2026-03-08", ""),
        row("gone", "me", "bob", "2026-03-07", "Hello"),
        bare("left", "LinkedIn Member", "Me", "2026-03-09", ""),
        bare("left", "Me", "Cid", "2026-03-08", "Hello"),
    ];
    let archived = archives(&[(&format!("{HEADER}{}", rows.concat()), None, None)]);
    assert_eq!(
        listed(&archived.contacts),
        [
            "inmail 2026-03-01 None Some(2.0) None",
            "follow-up 2026-03-03 Some(2.0) None None",
            "inmail 2026-03-07 Some(1.0) None None",
            "inmail 2026-03-08 Some(1.0) None None",
        ]
    );
    assert!(archived.left_out.is_empty());
}

#[test]
fn members_who_have_left_do_not_make_a_group_a_letter() {
    let rows = [
        "g,,me,https://www.linkedin.com/in/me,\"LinkedIn Member,Bob B\",https://www.linkedin.com/in/bob,2026-03-01 10:00:00 \
         UTC,Hi,x,INBOX,\n"
            .to_owned(),
        "c,,me,https://www.linkedin.com/in/me,\"Bob, PhD\",https://www.linkedin.com/in/bob,2026-03-02 10:00:00 \
         UTC,Hi,x,INBOX,\n"
            .to_owned(),
    ];
    let archived = archives(&[(&format!("{HEADER}{}", rows.concat()), None, None)]);
    assert_eq!(listed(&archived.contacts), ["inmail 2026-03-02 None None None"]);
    assert_eq!(reasons(&archived), ["messages.csv:2: a group"]);
}

#[test]
fn a_second_letter_follows_up_the_first_unless_that_is_long_ago() {
    let rows = [
        row("1", "me", "ann", "2026-01-01", "Hello"),
        row("2", "me", "ann", "2026-01-11", "Hello again"),
        row("3", "me", "ann", "2026-06-01", "Do you remember me"),
        row("4", "me", "bob", "2026-01-01", "Hello"),
        row("4", "bob", "me", "2026-01-02", ""),
        row("5", "me", "bob", "2026-01-20", "One more thing"),
    ];
    let archived = archives(&[(&format!("{HEADER}{}", rows.concat()), None, None)]);
    assert_eq!(
        listed(&archived.contacts),
        [
            "inmail 2026-01-01 None Some(10.0) None",
            "follow-up 2026-01-11 None Some(141.0) None",
            "inmail 2026-06-01 None None None",
            "inmail 2026-01-01 Some(1.0) None None",
        ]
    );
    assert_eq!(reasons(&archived), ["messages.csv:12: after the reply"]);
}

/// Invitations to one person on these days, written as archives do.
fn invited(days: &[&str]) -> String {
    let row = |day: &&str| {
        format!("Me,Di,\"{day}\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/di\n")
    };
    format!(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n{}",
        days.iter().map(row).collect::<String>()
    )
}

#[test]
fn an_acceptance_belongs_to_the_last_invitation_before_it() {
    // Di has been a connection since 20 March.
    let listed_of = |days: &[&str]| listed(&archives(&[(HEADER, Some(&invited(days)), Some(CONNECTIONS))]).contacts);
    assert_eq!(
        listed_of(&["3/18/26, 9:00 AM", "2/18/26, 9:00 AM"]),
        ["connect 2026-02-18 None Some(28.0) None", "connect 2026-03-18 None None Some(2.0)"]
    );
    assert_eq!(listed_of(&["3/21/26, 12:30 AM"]), ["connect 2026-03-21 None None Some(0.0)"], "another time zone");
    assert_eq!(listed_of(&["3/22/26, 12:30 AM"]), ["connect 2026-03-22 None None None"]);
    let twice = archives(&[(HEADER, Some(&invited(&["3/18/26, 9:00 AM"; 2])), Some(CONNECTIONS))]);
    assert_eq!(reasons(&twice), ["Invitations.csv:2: there already"]);
}

#[test]
fn without_connections_nobody_knows_what_was_accepted() {
    let archived = archives(&[(HEADER, Some(&invited(&["3/18/26, 9:00 AM"])), None)]);
    assert!(archived.contacts.is_empty() && archived.lacks_connections);
    assert_eq!(reasons(&archived), ["Invitations.csv:2: accepted or not: Connections.csv is missing"]);
    assert_eq!(archived.latest.map(|day| day.to_string()).as_deref(), Some("2026-03-18"), "it is read all the same");
}

#[test]
fn archives_of_one_owner_are_one_and_those_of_two_are_two() {
    let mine =
        format!("{HEADER}{}{}", row("1", "me", "ann", "2026-03-01", "Hi"), row("2", "me", "bob", "2026-03-02", "Hi"));
    let more = format!("{mine}{}", row("1", "ann", "me", "2026-03-03", ""));
    let once = archives(&[(&more, None, Some(CONNECTIONS))]);
    let both = archives(&[(&mine, None, Some(CONNECTIONS)), (&more, None, None)]);
    assert_eq!(listed(&both.contacts), listed(&once.contacts));
    assert_eq!(reasons(&both), ["part-0/messages.csv:2: there already", "part-0/messages.csv:4: there already"]);
    let other =
        format!("{HEADER}{}{}", row("1", "zoe", "me", "2026-03-05", "Yo"), row("9", "zoe", "yan", "2026-03-06", "Yo"));
    let two = archives(&[(&more, None, None), (&other, None, None)]);
    assert_eq!(
        listed(&two.contacts)[2..],
        ["inmail 2026-03-05 None None None".to_owned(), "inmail 2026-03-06 None None None".to_owned()]
    );
}

#[test]
fn who_invites_is_the_owner() {
    let rows = [row("1", "ann", "me", "2026-03-03", ""), row("1", "me", "ann", "2026-03-01", "Hi")];
    let archived =
        archives(&[(&format!("{HEADER}{}", rows.concat()), Some(&invited(&["3/18/26, 9:00 AM"])), Some(CONNECTIONS))]);
    assert_eq!(listed(&archived.contacts)[0], "inmail 2026-03-01 Some(2.0) None None");
}

#[test]
fn dates_of_messages_may_be_written_like_those_of_invitations() {
    let re_saved = |day: &str| {
        row("1", "me", "ann", "2026-03-05", "Hi").replace("2026-03-05 10:00:00 UTC", &format!("{day} 10:00"))
    };
    let text = format!("{HEADER}{}{}", re_saved("05/03/2026"), re_saved("25/03/2026"));
    let archived = archives(&[(&text, None, None)]);
    assert_eq!(archived.contacts[0].sent.date.to_string(), "2026-03-05");
    let mut unclear = Archives::new(Reading::default());
    unclear.begin(None);
    let error = unclear.read(ArchiveFile::Messages, format!("{HEADER}{}", re_saved("05/03/2026")).as_bytes());
    assert!(matches!(error, Err(ArchiveError::Ambiguous(date)) if date == "05/03/2026 10:00"));
}

#[test]
fn the_owner_takes_part_in_every_conversation_whoever_writes_in_it() {
    let rows: Vec<String> =
        (0..5).map(|place| row(&format!("c{place}"), &format!("ann{place}"), "me", "2026-03-01", "")).collect();
    let archived = archives(&[(&format!("{HEADER}{}", rows.concat()), None, None)]);
    assert!(archived.contacts.is_empty(), "nothing was sent by its owner");
    assert_eq!(archived.left_out.len(), 5);
    // An address may change; the name stays.
    let moved = row("d", "me", "bob", "2026-03-02", "Hello").replace("/in/me", "/in/me-new");
    let archived =
        archives(&[(&format!("{HEADER}{}{moved}", row("c", "me", "ann", "2026-03-01", "Hello")), None, None)]);
    assert_eq!(archived.contacts.len(), 2);
}

#[test]
fn only_what_begins_a_conversation_can_be_the_note_of_an_invitation() {
    // Di was invited on 18 March, the day on which she was written to again.
    let rows = [row("1", "me", "di", "2026-03-11", "Hello"), row("1", "me", "di", "2026-03-18", "")];
    let messages = format!("{HEADER}{}", rows.concat());
    let archived = archives(&[(&messages, Some(&invited(&["3/18/26, 9:00 AM"])), Some(CONNECTIONS))]);
    assert_eq!(
        listed(&archived.contacts)[..2],
        ["inmail 2026-03-11 None Some(7.0) None", "follow-up 2026-03-18 None None None"]
    );
}

#[test]
fn who_becomes_a_connection_on_the_day_of_an_inmail_was_none_before_it() {
    let messages = |subject: &str| {
        HEADER.to_owned() + &row("1", "di", "me", "2026-03-20", "") + &row("1", "me", "di", "2026-03-20", subject)
    };
    let (contacts, left_out) = archive(Reading::default(), &messages("Hello"), INVITATIONS, CONNECTIONS);
    assert!(listed(&contacts)[0].starts_with("inmail 2026-03-20 Some(0.0) None"), "{:?}", listed(&contacts));
    assert!(left_out.iter().all(|row| row.reason != Reason::Connection), "{left_out:?}");
    // Without a subject it is a message, as one may send to a connection.
    let (_, left_out) = archive(Reading::default(), &messages(""), INVITATIONS, CONNECTIONS);
    assert!(left_out.iter().any(|row| row.reason == Reason::Connection), "{left_out:?}");
}

#[test]
fn a_connection_without_an_address_is_whoever_alone_has_its_name() {
    let messages =
        HEADER.to_owned() + &bare("1", "me", "Cy C", "2026-03-02", "") + &row("2", "me", "ed", "2026-03-02", "Hi");
    let invitation = |name: &str, address: &str| {
        format!(
            "Me,{name},\"3/15/26, 1:45 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/{address}\n"
        )
    };
    let header = INVITATIONS.lines().next().expect("a header");
    let invitations = [invitation("Di D", "di"), invitation("Ed E", "ed-1"), invitation("Ed E", "ed-2")].concat();
    let connections =
        "First Name,Last Name,Email Address,Connected On\nCy,C,,05 Jan 2026\nDi,D,,20 Mar 2026\nEd,E,,20 Mar 2026\n";
    let mut archives = Archives::new(Reading::default());
    archives.begin(None);
    archives.read(ArchiveFile::Messages, messages.as_bytes()).expect("messages");
    archives.read(ArchiveFile::Invitations, format!("{header}\n{invitations}").as_bytes()).expect("invitations");
    archives.read(ArchiveFile::Connections, connections.as_bytes()).expect("connections");
    let Archived { contacts, left_out, lacks_connections, namesakes, .. } = archives.finish();
    assert!(!lacks_connections && namesakes == 2, "{namesakes}");
    let accepted: Vec<bool> =
        contacts.iter().filter(|of| of.touch == "connect").map(|of| of.accepted.is_some()).collect();
    assert_eq!(accepted, [true], "Di is a connection, and nobody knows which Ed is");
    let reasons: Vec<&Reason> = left_out.iter().map(|row| &row.reason).collect();
    assert_eq!(reasons, [&Reason::Namesake, &Reason::Namesake, &Reason::Connection]);
}
