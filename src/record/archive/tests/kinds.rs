//! Archives of every era and language, one kind a test.

use super::*;

/// Files of one archive.
fn read(files: &[(ArchiveFile, &str)]) -> Archived {
    each(&[files])
}

/// Files of several archives.
fn each(archives: &[&[(ArchiveFile, &str)]]) -> Archived {
    let mut read = Archives::new(Reading::default());
    for (place, files) in archives.iter().enumerate() {
        read.begin((archives.len() > 1).then(|| format!("part-{place}")));
        for (file, text) in *files {
            read.read(*file, text.as_bytes()).expect("a file of an archive");
        }
    }
    read.finish()
}

/// The touches, each with how many went out and how many were answered or accepted.
fn counted(archived: &Archived) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::<&str, [u64; 2]>::new();
    for contact in &archived.contacts {
        let count = counts.entry(&contact.touch).or_default();
        count[0] += 1;
        count[1] += u64::from(contact.replied.is_some() || contact.accepted.is_some());
    }
    counts.iter().map(|(touch, [sent, came])| format!("{touch} {sent}/{came}")).collect()
}

fn lines(archived: &Archived, reason: &Reason) -> Vec<u64> {
    archived.left_out.iter().filter(|row| row.reason == *reason).map(|row| row.line).collect()
}

const NAMES_ONLY: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n";

/// A row of an archive without the addresses of recipients.
fn by_name(conversation: &str, title: &str, from: &str, to: &str, day: u32, subject: &str) -> String {
    format!("{conversation},{title},\"{from}\",,\"{to}\",2022-05-{day:02} 08:00:00 UTC,{subject},x,INBOX\n")
}

#[test]
fn a_draft_is_not_sent_in_whatever_language_it_is_one() {
    for (heading, yes, no) in [
        ("IS MESSAGE DRAFT", "TRUE", "FALSE"),
        ("IS MESSAGE DRAFT", "Ja", "Nein"),
        ("IS CONVERSATION DRAFT", "true", "false"),
        ("Is Message Draft", "1", "0"),
    ] {
        let header = HEADER.trim_end().to_owned() + "," + heading + "\n";
        let draft = |row: String, is: &str| row.trim_end().to_owned() + is + "\n";
        let text = header
            + &draft(row("1", "me", "uma", "2026-04-01", "Hello"), no)
            + &draft(row("1", "me", "uma", "2026-04-09", ""), yes)
            + &draft(row("2", "me", "vic", "2026-04-02", "Hello"), yes)
            + &draft(row("3", "me", "wes", "2026-04-02", "Hello"), no);
        // The last column is that of attachments, and the draft stands behind it.
        let archived = read(&[(ArchiveFile::Messages, &text.replace(",INBOX,", ",INBOX,,"))]);
        assert_eq!(counted(&archived), ["inmail 2/0"], "{heading}");
        assert_eq!((archived.holdings[0].drafts, lines(&archived, &Reason::NotSent)), (2, vec![4, 6]));
        assert!(archived.contacts[0].followed.is_none(), "a draft follows nothing up");
    }
}

#[test]
fn an_archive_without_addresses_goes_by_names() {
    let messages = NAMES_ONLY.to_owned()
        + &by_name("1", "", "Nils Berg", "Uma Oren", 1, "Hello")
        + &by_name("1", "", "Uma Oren", "Nils Berg", 2, "")
        + &by_name("2", "", "Nils Berg", "Vic Paz, MBA", 3, "Hello")
        + &by_name("2", "", "Vic Paz", "Nils Berg", 4, "")
        + &by_name("3", "", "Nils Berg", "Wes Quill", 5, "")
        + &by_name("4", "Lunch", "Nils Berg", "Xia Rao, Yul Sand", 6, "Lunch")
        + &by_name("5", "", "Nils Berg", "Vic Paz, Uma Oren", 7, "")
        + &by_name("6", "", "Zed Tran", "Nils Berg, Abe Ume", 8, "");
    let connections = "First Name,Last Name,Email Address,Company,Position,Connected On\nWes,Quill,,,,02 Apr 2022\n\
                       Uma,\"Oren\",,,,30 Jun 2022\n";
    let invitations = "From,To,Sent At,Message,Direction\nNils Berg,Uma Oren,\"6/28/22, 7:00 PM\",,OUTGOING\n";
    let profile = "First Name,Last Name,Headline\nNils,Berg,x\n";
    let archived = read(&[
        (ArchiveFile::Messages, &messages),
        (ArchiveFile::Connections, connections),
        (ArchiveFile::Invitations, invitations),
        (ArchiveFile::Profile, profile),
    ]);
    assert_eq!(counted(&archived), ["connect 1/1", "inmail 2/2"]);
    assert_eq!(lines(&archived, &Reason::Connection), [6]);
    assert_eq!((archived.holdings[0].groups, lines(&archived, &Reason::Group)), (3, vec![7, 8, 9]));
    assert_eq!(archived.holdings[0].owner, "N. B.");
}

#[test]
fn without_conversations_the_two_who_write_are_one() {
    let text = "From,To,Date,Subject,Content,Direction,Folder\n\
                Nils Berg,Uma Oren,2019-05-01T09:00:00,Hello,x,OUTGOING,SENT\n\
                Nils Berg,LinkedIn-Mitglied,2019-05-02T09:00:00,Hello,x,OUTGOING,SENT\n\
                Nils Berg,LinkedIn-Mitglied,2019-05-03T09:00:00,Hello,x,OUTGOING,SENT\n\
                Uma Oren,Nils Berg,2019-05-04T09:00:00,RE: Hello,x,INCOMING,INBOX\n\
                Vic Paz,Nils Berg,2019-05-04T09:00:00,,x,INCOMING,INBOX\n";
    let archived = read(&[(ArchiveFile::Messages, text)]);
    assert_eq!(counted(&archived), ["inmail 3/1"]);
    assert_eq!(lines(&archived, &Reason::BegunByOther), [6]);
}

#[test]
fn one_person_under_two_addresses_is_one() {
    let first = row("1", "me", "uma", "2026-04-01", "Hello");
    let both = HEADER.to_owned() + &first.replace("/in/uma", "/in/%C3%BCma") + &row("1", "üma", "me", "2026-04-02", "");
    assert_eq!(counted(&read(&[(ArchiveFile::Messages, &both)])), ["inmail 1/1"]);
    // A new address and a new name between two archives, and what stands in both counts once.
    let earlier = format!("{HEADER}{first}");
    let married = first.replace("uma", "uma-lind");
    let later = format!("{HEADER}{married}{}", row("1", "uma-lind", "me", "2026-04-20", ""));
    let archived = each(&[&[(ArchiveFile::Messages, &earlier)], &[(ArchiveFile::Messages, &later)]]);
    assert_eq!(counted(&archived), ["inmail 1/1"]);
    assert_eq!(reasons(&archived), ["part-0/messages.csv:2: there already"]);
    // The same name within one conversation of two.
    let moved = HEADER.to_owned() + &first + &row("1", "uma", "me", "2026-04-02", "").replace("/in/uma", "/in/uma-2");
    assert_eq!(counted(&read(&[(ArchiveFile::Messages, &moved)])), ["inmail 1/1"]);
}

#[test]
fn the_dates_of_invitations_are_never_asked_about() {
    let fixed = |day: &str| invited(&[day]);
    for (date, day) in [("2/3/26, 9:00 AM", "2026-02-03"), ("2/3/26, 11:59\u{202f}PM", "2026-02-03")] {
        let archived = read(&[(ArchiveFile::Invitations, &fixed(date)), (ArchiveFile::Connections, CONNECTIONS)]);
        assert_eq!(archived.contacts[0].sent.date.to_string(), day);
    }
    // Those of a file that was saved anew may be told from rows that came in.
    let incoming = "Zed,Me,20/03/2026 10:00,,INCOMING,https://www.linkedin.com/in/zed,https://www.linkedin.com/in/me\n";
    let text = fixed("02/03/2026 09:00") + incoming;
    let archived = read(&[(ArchiveFile::Invitations, &text), (ArchiveFile::Connections, CONNECTIONS)]);
    assert_eq!(archived.contacts[0].sent.date.to_string(), "2026-03-02");
}

#[test]
fn no_rate_rests_on_invitations_of_which_only_the_pending_are_listed() {
    let connection = |name: &str, day: u32| format!("{name},X,https://www.linkedin.com/in/{name},,,,{day} Mar 2026\n");
    let connections = |names: &[&str]| {
        let rows: String = (19..).zip(names).map(|(day, name)| connection(name, day)).collect();
        format!("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{rows}")
    };
    let invitations = invited(&["3/18/26, 9:00 AM"]).replace("/in/di", "/in/pia");
    let note = HEADER.to_owned() + &row("1", "me", "uma", "2026-03-18", "") + &row("1", "uma", "me", "2026-03-21", "");
    let of = |names: &[&str]| {
        read(&[
            (ArchiveFile::Messages, &note),
            (ArchiveFile::Invitations, &invitations),
            (ArchiveFile::Connections, &connections(names)),
        ])
    };
    let archived = of(&["uma", "vic", "wes", "xia"]);
    let Holding { invitations: 1, accepted: Some(0), others_connected: 4, .. } = archived.holdings[0] else {
        panic!("{:?}", archived.holdings)
    };
    assert!(archived.holdings[0].only_pending() && archived.contacts.is_empty(), "{:?}", listed(&archived.contacts));
    assert_eq!(lines(&archived, &Reason::Pending), [2]);
    assert_eq!(lines(&archived, &Reason::Note), [2], "it went out before she was a connection");
    let archived = of(&["uma", "vic", "wes", "pia"]);
    assert!(counted(&archived).contains(&"connect 1/1".to_owned()), "one of the invited is a connection");
}

#[test]
fn an_inmail_without_a_subject_is_one_only_beside_others() {
    let connections = (ArchiveFile::Connections, CONNECTIONS);
    let bare = row("1", "me", "uma", "2026-04-01", "") + &row("1", "uma", "me", "2026-04-02", "");
    let alone = format!("{HEADER}{bare}{}", row("2", "me", "vic", "2026-04-01", ""));
    let archived = read(&[(ArchiveFile::Messages, &alone), connections]);
    assert!(archived.contacts.is_empty());
    assert_eq!((archived.holdings[0].without_subject, lines(&archived, &Reason::Unsure)), (2, vec![2, 6]));
    let beside = alone.clone() + &row("3", "me", "wes", "2026-04-01", "Hello");
    let archived = read(&[(ArchiveFile::Messages, &beside), connections]);
    assert_eq!(counted(&archived), ["inmail 3/1"]);
    assert!(archived.contacts.iter().all(|contact| contact.credit == Some(true)));
    // Whether they were connections is not known without a file of these.
    assert_eq!(counted(&read(&[(ArchiveFile::Messages, &alone)])), ["message 2/1"]);
}

#[test]
fn a_connection_of_an_unknown_day_is_one_all_the_same() {
    let connections = "First Name,Last Name,URL,Connected On\nUma,O,https://www.linkedin.com/in/uma,5 xyz 2026\n\
                       Di,D,https://www.linkedin.com/in/di,\nWes,Q,https://www.linkedin.com/in/wes,05 wrz 2025\n";
    let messages = HEADER.to_owned()
        + &row("1", "me", "uma", "2026-04-01", "")
        + &row("2", "me", "wes", "2026-04-01", "")
        + &row("3", "me", "vic", "2026-04-01", "Hello");
    let archived = read(&[
        (ArchiveFile::Messages, &messages),
        (ArchiveFile::Connections, connections),
        (ArchiveFile::Invitations, &invited(&["3/18/26, 9:00 AM"])),
    ]);
    assert_eq!(counted(&archived), ["inmail 1/0"]);
    assert_eq!(lines(&archived, &Reason::Connection), [2, 4]);
    assert_eq!(lines(&archived, &Reason::OnSomeDay), [2], "she accepted, nobody knows when");
}

#[test]
fn the_profile_names_the_owner_of_few_conversations() {
    let messages = HEADER.to_owned()
        + &row("1", "me", "uma", "2026-04-01", "Hello")
        + &row("1", "uma", "me", "2026-04-02", "")
        + &row("2", "uma", "me", "2026-04-05", "");
    let profile = |name: &str| format!("First Name,Last Name,Maiden Name\n{name},,\n");
    let of = |name| read(&[(ArchiveFile::Messages, &messages), (ArchiveFile::Profile, &profile(name))]);
    assert_eq!(counted(&of("Me")), ["inmail 1/1"]);
    assert!(of("Uma").contacts.is_empty(), "the other side wrote first");
}

#[test]
fn contact_begins_anew_after_silence_once_there_was_an_answer() {
    let text = [
        // Ann wrote long ago, and answers an InMail of now.
        row("1", "ann", "me", "2019-01-02", ""),
        row("2", "me", "ann", "2026-06-04", "Hello"),
        row("2", "ann", "me", "2026-06-05", ""),
        // In the conversation that is under way a message costs nothing, however late.
        row("2", "me", "ann", "2026-12-05", ""),
        row("3", "me", "bob", "2025-01-10", "Hello"),
        row("3", "bob", "me", "2025-01-12", ""),
        row("4", "me", "bob", "2025-02-01", "Too soon to be anything new"),
        row("5", "me", "bob", "2026-06-10", "Another"),
    ];
    let archived = read(&[(ArchiveFile::Messages, &(HEADER.to_owned() + &text.concat()))]);
    assert_eq!(counted(&archived), ["inmail 3/2"]);
    // A message takes two lines.
    assert_eq!(lines(&archived, &Reason::BegunByOther), [2]);
    assert_eq!(lines(&archived, &Reason::AfterReply), [8, 14]);
}

#[test]
fn an_owner_with_a_new_name_and_a_new_address_is_known_by_the_messages_of_both_archives() {
    let begun = |owner: &str| {
        HEADER.to_owned()
            + &row("1", owner, "uma", "2026-04-01", "Hello")
            + &row("1", "uma", owner, "2026-04-03", "")
            + &row("2", owner, "vic", "2026-04-02", "Hello")
    };
    let later = begun("married") + &row("3", "married", "wes", "2026-05-02", "Hello");
    let (first, second) = (begun("single"), later);
    let archived = each(&[&[(ArchiveFile::Messages, &first)], &[(ArchiveFile::Messages, &second)]]);
    assert_eq!(counted(&archived), ["inmail 3/1"]);
    assert_eq!((archived.holdings.len(), lines(&archived, &Reason::Double).len()), (1, 3));

    // Two colleagues who write to each other, and to the same person on the same day, are two.
    let of_colleague = |owner: &str, id: &str| {
        HEADER.to_owned()
            + &row("1", "ada", "ben", "2026-04-01", "Hello")
            + &row(id, owner, "uma", "2026-04-02", "Hello")
            + &row(&format!("{id}0"), owner, "vic", "2026-04-02", "Hello")
    };
    let (ada, ben) = (of_colleague("ada", "2"), of_colleague("ben", "3"));
    let archived = each(&[&[(ArchiveFile::Messages, &ada)], &[(ArchiveFile::Messages, &ben)]]);
    assert_eq!((archived.holdings.len(), counted(&archived)), (2, vec!["inmail 5/0".to_owned()]));
}
