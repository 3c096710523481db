//! `calibrate`: from a log or an archive, made up as exports look, to the files that it leaves behind.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::Program;

const HEADER: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS";

/// What nobody but the user may get to see.
const PRIVATE: [&str; 7] = ["Zephyrine", "Quillon", "zephyrine-q", "Wotan", "wotan-x", "secret offer", "linkedin.com"];

/// What a calibration leaves behind.
const FILES: [&str; 8] = [
    "calibration.csv",
    "calibration.json",
    "delay.png",
    "delay.svg",
    "left-out.csv",
    "rate.png",
    "rate.svg",
    "record.toml",
];

/// The address of somebody's profile.
fn address(name: &str) -> String {
    match name {
        "LinkedIn Member" | "" => String::new(),
        name => format!("https://www.linkedin.com/in/{}", name.to_lowercase().replace(' ', "-")),
    }
}

/// A message row, with a text over several lines.
fn message(conversation: &str, from: &str, to: &[&str], date: &str, subject: &str) -> String {
    let addresses: Vec<String> = to.iter().map(|name| address(name)).collect();
    format!(
        "{conversation},,{from},{},\"{}\",\"{}\",{date} UTC,{subject},\"Dear you,\n\nthis is my \"\"secret offer\"\", ok?\",INBOX,\n",
        address(from),
        to.join(","),
        addresses.join(",")
    )
}

/// Forty InMails from 1 January on, a day apart and every fifth of them answered, and everything that does not count.
fn messages() -> String {
    const ME: &str = "Wotan X";
    let mut text = format!("\u{feff}{HEADER}\n");
    for place in 0..40 {
        let (month, day) = if place < 31 { (1, place + 1) } else { (2, place - 30) };
        let (other, id) = (format!("Zephyrine Q{place}"), format!("c{place}"));
        if place % 5 == 0 {
            text.push_str(&message(&id, &other, &[ME], &format!("2026-{month:02}-{day:02} 18:30:00"), ""));
        }
        text.push_str(&message(&id, ME, &[&other], &format!("2026-{month:02}-{day:02} 10:00"), "Hello"));
    }
    text.push_str(&message("group", ME, &["Quillon A", "Quillon B"], "2026-01-03 10:00:00", "All"));
    text.push_str(&message("self", ME, &[ME], "2026-01-03 10:00:00", "Note"));
    text.push_str(&message("gone", ME, &["LinkedIn Member"], "2026-01-04 10:00:00", "Hello"));
    text.push_str(&message("theirs", "Quillon C", &[ME], "2026-01-05 10:00:00", "Buy"));
    text.push_str(&message("friend", ME, &["Quillon D"], "2026-01-06 10:00:00", ""));
    text.push_str("bad,,Wotan X,,Quillon E,,2026-02-30 10:00:00 UTC,Hi,x,INBOX,\n");
    text.push_str("bad,,Wotan X,,Quillon E,,2026-02-03 10:00:00 UTC,Hi,x,INBOX,,one,too,many\n");
    text.push_str("bad,,Wotan X,,Quillon F,,2026-02-03 10:00:00 UTC,Hi,\"never closed,INBOX,\n");
    text
}

const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
    Wotan X,Quillon D,\"1/1/26, 1:45 AM\",,OUTGOING,https://www.linkedin.com/in/wotan-x,https://www.linkedin.com/in/quillon-d\n\
    Wotan X,Quillon G,\"1/15/26, 1:45 PM\",,OUTGOING,https://www.linkedin.com/in/wotan-x,https://www.linkedin.com/in/quillon-g\n\
    Quillon H,Wotan X,\"1/15/26, 1:45 PM\",,INCOMING,https://www.linkedin.com/in/quillon-h,https://www.linkedin.com/in/wotan-x\n";

const CONNECTIONS: &str = "Notes:\n\"Some addresses may be missing.\"\n\n\
    First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Quillon,D,https://www.linkedin.com/in/quillon-d,d@quillon.example,,,02 Jan 2026\n";

fn parts() -> [(&'static str, String); 3] {
    [
        ("messages.csv", messages()),
        ("Invitations.csv", INVITATIONS.to_owned()),
        ("Connections.csv", CONNECTIONS.to_owned()),
    ]
}

/// The same as a folder `archive` and as a zip.
fn archive() -> Program {
    let program = Program::new().file("archive.zip", zipped(&parts().map(|(name, text)| (name, text.into_bytes()))));
    parts().into_iter().fold(program, |program, (name, text)| program.file(&format!("archive/{name}"), text))
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A log in which every fifth of 60 messages was answered, after one to three days.
fn log() -> String {
    let mut text = "sent_at,replied_at,touch,segment\n".to_owned();
    for place in 0..60 {
        let segment = if place % 2 == 0 { "directors" } else { "managers" };
        let replied =
            if place % 5 == 0 { format!("2026-03-{:02}", place % 25 + 1 + place % 3 + 1) } else { String::new() };
        text.push_str(&format!("2026-03-{:02},{replied},inmail,{segment}\n", place % 25 + 1));
    }
    text
}

#[test]
fn a_folder_and_a_zip_say_the_same() {
    let program = archive();
    program.run(["calibrate", "archive", "--out", "one/record.toml"]).exits(0);
    program.run(["calibrate", "archive.zip", "--out", "other/record.toml"]).exits(0);
    assert_eq!(program.names("one"), FILES);
    assert!(program.contents("one") == program.contents("other"), "the files differ");
    let rows: Vec<String> = program.text("one/calibration.csv").lines().skip(1).map(first_five).collect();
    assert_eq!(rows, ["connect,,2,1,1", "inmail,,41,8,33"]);
}

/// The first five cells of a row.
fn first_five(row: &str) -> String {
    row.split(',').take(5).collect::<Vec<_>>().join(",")
}

#[test]
fn what_does_not_count_is_named_by_line() {
    let program = archive();
    program.run(["calibrate", "archive", "--out", "record.toml", "--no-charts"]).exits(0);
    let left_out = program.text("left-out.csv").replace("\r\n", "\n");
    assert_eq!(
        left_out,
        "file,line,reason\n\
         Invitations.csv,4,an invitation from the other side\n\
         messages.csv,146,a group\n\
         messages.csv,149,a message to oneself\n\
         messages.csv,155,begun by the other side\n\
         messages.csv,158,a connection by then\n\
         messages.csv,161,DATE: there is no such day\n\
         messages.csv,162,14 columns where the header has 11\n\
         messages.csv,163,a quote is not closed\n"
    );
    assert!(!program.has("delay.svg") && !program.has("rate.png"));
}

#[test]
fn nothing_personal_leaves_an_archive() {
    let program = archive();
    let outcome = program.run(["calibrate", "archive", "--out", "out/record.toml", "--as-of", "2026-02-10"]).exits(0);
    let mut told = vec![("standard output".to_owned(), outcome.stdout), ("standard error".to_owned(), outcome.stderr)];
    for (name, bytes) in program.contents("out") {
        told.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    for (name, text) in told {
        for private in PRIVATE {
            assert!(!text.to_lowercase().contains(&private.to_lowercase()), "{name} says `{private}`");
        }
    }
}

#[test]
fn a_fragment_is_taken_up_by_a_scenario() {
    let program = Program::new().file("log.csv", log());
    let typed = ["calibrate", "log.csv", "--out", "record.toml", "--as-of", "2026-03-31", "--lots", "36@71"];
    program.run(typed).exits(0);
    let text = program.text("record.toml");
    assert!(text.contains("start = 2026-04-01") && text.contains("lots = [{ credits = 36, lapses_in_days = 71 }]"));
    assert!(text.contains("{ touch = \"inmail-directors\", sent_days_ago = "), "{text}");
    let scenario = "extends = \"record.toml\"\nname = \"From the record\"\nplans = [\"sales-navigator\"]\ntrials = 200\n\
        [segment.directors]\nper_week = 6\nsequence = [\"inmail-directors\"]\n\
        [segment.managers]\nper_week = 6\nsequence = [\"inmail-managers\"]\n";
    program.put("scenario.toml", scenario);
    program.run(["run", "scenario.toml", "--no-charts", "--quiet"]).exits(0);
}

#[test]
fn a_second_calibration_replaces_the_first_and_nothing_else() {
    let program = Program::new().file("log.csv", log());
    let calibrate = |out: &str, charts: bool| {
        let charts = (!charts).then_some("--no-charts");
        program.run(["calibrate", "log.csv", "--quiet", "--out", out].into_iter().chain(charts))
    };
    calibrate("out/record.toml", true).exits(0).prints("").notes("");
    assert_eq!(program.names("out"), FILES);
    calibrate("out/second.toml", false).exits(0);
    let names = ["calibration.csv", "calibration.json", "left-out.csv", "record.toml", "second.toml"];
    assert_eq!(program.names("out"), names);
    calibrate("out/record.toml", false).exits(0);
    assert_eq!(program.names("out"), names);

    program.put("out/record.toml", "# mine now\n");
    calibrate("out/record.toml", false).exits(1).mentions("`record.toml`");
    assert_eq!(program.text("out/record.toml"), "# mine now\n");
    let program = Program::new().file("log.csv", log()).file("out/calibration.csv", "mine");
    program.run(["calibrate", "log.csv", "--out", "out/record.toml"]).exits(1).mentions("`calibration.csv`");
    assert_eq!(program.names("out"), ["calibration.csv"]);
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_written() {
    let wrong = |content: &str, more: &[&str], expected: &str| {
        let program = Program::new().file("log.csv", content);
        let typed = ["calibrate", "log.csv", "--out", "out/record.toml"];
        program.run(typed.iter().chain(more)).exits(2).prints("").notes(expected);
        assert!(!program.has("out"), "{expected}");
    };
    let ambiguous = "sent_at,replied_at\n3/5/26,\n";
    wrong(
        ambiguous,
        &[],
        "error: `log.csv`: sent_at `3/5/26` may be read as day/month or month/day, and no other date of the file \
         decides; add `--dates dmy` or `--dates mdy`\n",
    );
    wrong(
        "Sent,replied_at\n",
        &[],
        "error: `log.csv`: no column `sent_at`; did you mean `Sent`? It has `Sent`, `replied_at`; say which one it is \
         with `--column sent_at=\"…\"`\n",
    );
    wrong(
        "sent_at,replied_at\n",
        &[],
        "error: the record holds no touch that counts; see what it consists of in the README\n",
    );
    wrong(
        "sent_at,replied_at\n2026-03-05,\n",
        &["--as-of", "2026-01-01"],
        "error: nothing had gone out by 2026-01-01\n",
    );
    wrong(
        ambiguous,
        &["--column", "send_at=Date"],
        "error: unknown column `send_at`; did you mean `sent_at`?; known: sent_at, replied_at, touch, segment, \
         accepted_at, credits\n",
    );
    wrong(ambiguous, &["--as-of", "soon"], "error: `--as-of soon`: no date; write it as YYYY-MM-DD\n");
    let program = Program::new().file("log.csv", log());
    program
        .run(["calibrate", "log.csv", "--out", "record.csv"])
        .exits(2)
        .notes("error: `--out record.csv` must be a file that ends in .toml, such as `--out record.toml`\n");
    assert_eq!(program.names("."), ["log.csv"]);
}

#[test]
fn archives_that_are_not_to_be_trusted_are_refused() {
    let refused = |bytes: Vec<u8>, expected: &str| {
        let program = Program::new().file("a.zip", bytes);
        program.run(["calibrate", "a.zip", "--out", "out/record.toml"]).exits(2).prints("").notes(expected);
        assert_eq!(program.names("."), ["a.zip"]);
    };
    let messages = || messages().into_bytes();
    refused(
        zipped(&[("../../messages.csv", messages())]),
        "error: `a.zip`: refused: `../../messages.csv` reaches outside of the archive\n",
    );
    let mut huge = zipped(&[("messages.csv", messages())]);
    let central = huge.windows(4).rposition(|four| four == b"PK\x01\x02").expect("there is a directory");
    huge[central + 24..central + 28].copy_from_slice(&4_000_000_000u32.to_le_bytes());
    refused(huge, "error: `a.zip`: refused: `messages.csv` claims to hold 4000000000 bytes\n");
    refused(
        zipped(&[("Profile.csv", b"a,b\n".to_vec())]),
        "error: `a.zip`: no LinkedIn archive: it holds none of `Connections.csv`, `Invitations.csv`, `messages.csv`\n",
    );
    refused(
        zipped(&[("messages.csv", b"a,b\n1,2\n".to_vec())]),
        "error: `a.zip`: messages.csv has no header with the columns CONVERSATION ID, FROM, DATE\n",
    );
    let program = Program::new().file("a.zip", b"PK\x03\x04 and no more");
    program.run(["calibrate", "a.zip", "--out", "record.toml"]).exits(2).mentions("no zip that can be read");
}
