//! Data archives of several years, whole, in part, and saved again by other programs.

use inmail_sim::record::archive::{ArchiveError, ArchiveFile, Archived, Archives, Reading};
use inmail_sim::record::moment::Order;

use super::logs::counted;
use crate::program::Program;

const MESSAGES: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n";
const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";

const OWNER: &str = "Uma Urn";

fn address(name: &str) -> String {
    let hidden = name.is_empty() || name.contains("LinkedIn");
    if hidden {
        String::new()
    } else {
        format!("https://www.linkedin.com/in/{}", name.to_lowercase().replace(' ', "-"))
    }
}

/// A message of a day of March 2026.
fn message(conversation: &str, from: &str, to: &str, day: u32, subject: &str) -> String {
    let (sender, recipient) = (address(from), address(to));
    format!("{conversation},,{from},{sender},{to},{recipient},2026-03-{day:02} 09:00:00 UTC,{subject},text,INBOX\n")
}

/// InMails to people of these names, a day apart from the second on.
fn inmails(names: &[&str]) -> String {
    (2..).zip(names).map(|(day, name)| message(&format!("c-{name}"), OWNER, name, day, "Soup")).collect()
}

fn invitation(name: &str, sent: &str) -> String {
    format!("{OWNER},{name},\"{sent}\",,OUTGOING,{},{}\n", address(OWNER), address(name))
}

fn read_as(reading: Reading, files: &[(ArchiveFile, &str)]) -> Result<Archived, ArchiveError> {
    let mut archives = Archives::new(reading);
    archives.begin(None);
    files.iter().try_for_each(|(file, text)| archives.read(*file, text.as_bytes()))?;
    Ok(archives.finish())
}

fn counts(what: &str, files: &[(ArchiveFile, &str)], expected: &str) -> Archived {
    let archived = read_as(Reading::default(), files).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(counted(&archived.contacts, &archived.left_out), expected, "{what}");
    archived
}

#[test]
fn what_nobody_of_flesh_and_blood_wrote_does_not_count() {
    let text = [
        MESSAGES,
        &inmails(&["Ida", "Jo"]),
        &message("c-Jo", "Jo", OWNER, 5, ""),
        "s1,Sell more,Cas Mor,,Uma Urn,https://www.linkedin.com/in/uma-urn,2026-03-01 09:00:00 UTC,,\"<p class=\"\"spinmail\"\">Hi</p>\",INBOX\n",
        &message("s2", "LinkedIn Member", OWNER, 3, ""),
        "s3,,Rex,https://www.linkedin.com/in/rex,Uma Urn,https://www.linkedin.com/in/uma-urn,2026-03-04 02:00:00 UTC,,Win,SPAM\n",
        "s1,,Uma Urn,https://www.linkedin.com/in/uma-urn,Cas Mor,,2026-03-02 09:00:00 UTC,,no,INBOX\n",
    ]
    .concat();
    let left = "5: begun by the other side\n6: begun by the other side\n7: not sent\n8: begun by the other side";
    let files = [(ArchiveFile::Connections, CONNECTIONS), (ArchiveFile::Messages, text.as_str())];
    counts("sponsored and spam", &files, &format!("inmail 2/1 after 2.0\n{left}"));
}

#[test]
fn addresses_may_be_empty_missing_or_several() {
    let bare = |row: String| row.replace(&address("Kit"), "").replace(&address("Ida"), "");
    let text = [
        MESSAGES,
        &bare(inmails(&["Ida", "Jo"])),
        &bare(message("k", OWNER, "Kit", 20, "")),
        &message("c-Ida", "Ida", OWNER, 3, ""),
    ]
    .concat();
    let connected = format!("{CONNECTIONS}Kit,,{},,,,15 Mar 2026\n", address("Kit"));
    let files = [(ArchiveFile::Connections, connected.as_str()), (ArchiveFile::Messages, text.as_str())];
    counts("no recipients", &files, "inmail 2/1 after 1.0\n4: a connection by then");
    let both = "g,,Uma Urn,https://www.linkedin.com/in/uma-urn,\"Ida, Jo\",https://www.linkedin.com/in/ida; https://www.linkedin.com/in/jo,2026-03-01 09:00:00 UTC,Hi,x,INBOX\n";
    let text = [MESSAGES, both, &inmails(&["Kit"])].concat();
    counts("semicolons", &[(ArchiveFile::Messages, &text)], "inmail 1/0\n2: a group");
    let text = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,FOLDER\nc1,Uma Urn,Ida,2026-06-01 09:00 UTC,Soup,SENT\n\
                c2,Uma Urn,Jo,2026-06-02 09:00 UTC,Soup,SENT\nc1,Ida,Uma Urn,2026-06-03 09:00 UTC,,INBOX\n";
    counts("no columns of addresses", &[(ArchiveFile::Messages, text)], "inmail 2/1 after 2.0");
}

#[test]
fn an_answer_is_found_wherever_it_stands_and_whenever_it_came() {
    let other = [MESSAGES, &inmails(&["Ida", "Jo"]), &message("new", "Ida", OWNER, 5, "")].concat();
    counts("another thread", &[(ArchiveFile::Messages, &other)], "inmail 2/1 after 3.0");
    let late = [MESSAGES, &inmails(&["Ida", "Jo"]), "c-Ida,,Ida,https://www.linkedin.com/in/ida,Uma Urn,https://www.linkedin.com/in/uma-urn,2026-07-05 09:00:00 UTC,,x,INBOX\n"].concat();
    counts("months later", &[(ArchiveFile::Messages, &late)], "inmail 2/1 after 125.0");
    let one = [MESSAGES, &inmails(&["Ida"]), &message("c-Ida", "Ida", OWNER, 3, "")].concat();
    let profile = "First Name,Last Name,Maiden Name\nUma,Urn,\n";
    counts(
        "one conversation",
        &[(ArchiveFile::Profile, profile), (ArchiveFile::Messages, &one)],
        "inmail 1/1 after 1.0",
    );
}

#[test]
fn files_that_were_saved_again_are_read() {
    let again = |text: &str| format!("\u{feff}{}", text.replace(',', ";").replace('\n', "\r\n"));
    let messages =
        again(&[MESSAGES, &inmails(&["Ida", "Jo"])].concat()).replace("2026-03-03 09:00:00 UTC", "03/03/2026 09:00");
    let invited = again(&[INVITATIONS, &invitation("Kit", "03/04/2026 09:00")].concat());
    let connected = again(&format!("{CONNECTIONS}Kit,,{},,,,4-Apr-26\n", address("Kit")));
    let files = [
        (ArchiveFile::Connections, connected.as_str()),
        (ArchiveFile::Invitations, invited.as_str()),
        (ArchiveFile::Messages, messages.as_str()),
    ];
    assert!(matches!(read_as(Reading::default(), &files), Err(ArchiveError::Ambiguous(_))), "3 or 4 April");
    let dmy = read_as(Reading { dates: Some(Order::Dmy), connections: false }, &files).expect("now it is clear");
    assert_eq!(counted(&dmy.contacts, &dmy.left_out), "connect 1/1 after 1.0\ninmail 2/0");
    let header = MESSAGES.trim_end().split(',').map(|name| format!(" {name} ")).collect::<Vec<_>>().join(",");
    let text = format!("{header}\r\n\n{}", inmails(&["Ida", "Jo"]).replace('\n', "\n\n"));
    counts("blanks about headings", &[(ArchiveFile::Messages, &text)], "inmail 2/0");
}

#[test]
fn an_archive_is_found_wherever_it_was_unpacked_and_in_however_many_parts() {
    let some = |names: &[&str]| [MESSAGES, &inmails(names)].concat();
    let program = Program::new()
        .file("deep/Archive_2026/Messages.csv", some(&["Ida", "Jo"]))
        .file("parts/messages.csv", some(&["Ida", "Jo"]))
        .file("parts/messages_1.csv", some(&["Kit"]))
        .file("parts/coach_messages.csv", "a,b\n")
        .file("first/Profile.csv", "First Name,Last Name\nUma,Urn\n")
        .file("tool/messages.csv", "sent_at,name,text\n2026-03-01,Ida,Hi\n")
        .file("tool/answers.csv", "sent_at,replied_at\n2026-03-01,\n");
    let sent = |folder: &str| {
        let told = program.run(["calibrate", folder, "--no-charts"]).exits(0);
        let table = program.text(&format!("results/{folder}/calibration.csv"));
        (table.lines().nth(1).map(|row| row.split(',').take(3).collect::<Vec<_>>().join(",")), told)
    };
    assert_eq!(sent("deep").0.as_deref(), Some("inmail,,2"));
    let (row, told) = sent("parts");
    assert_eq!(row.as_deref(), Some("inmail,,3"));
    told.mentions("Not read, though called like messages: coach_messages.csv.");
    program.run(["calibrate", "first"]).exits(2).mentions("in two parts");
    program.run(["calibrate", "tool"]).exits(2).mentions("`tool/answers.csv`");
}
