//! `calibrate`: from a log or an archive, made up as exports look, to the files that it leaves behind.

mod options;

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::Program;

const HEADER: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS";

/// What nobody but the user may get to see.
const PRIVATE: [&str; 7] = ["Zephyrine", "Quillon", "zephyrine-q", "Wotan", "wotan-x", "secret offer", "linkedin.com"];

/// What a log needs, as refusals say.
const NEEDED: &str = "a log has a row for each touch, with when it went out and when it was answered, or whether; where only \
                      totals are known, `--counts inmail=ANSWERS/SENT` takes them";

/// What a calibration leaves behind.
const FILES: [&str; 9] = [
    "calibration.csv",
    "calibration.html",
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
pub(crate) fn archive() -> Program {
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
fn a_log_of_what_the_archive_holds_is_told() {
    // The first eight messages of the archive, by the minute, and a log of other days.
    let row = |place: usize| format!("2026-01-{:02} 10:00,,inmail\n", place + 1);
    let head = "sent_at,replied_at,touch\n".to_owned();
    let program = archive()
        .file("same.csv", (0..8).fold(head.clone(), |text, place| text + &row(place)))
        .file("other.csv", (0..8).fold(head, |text, place| text + &row(place).replace("2026", "2025")));
    let told = |log: &str| {
        let out = format!("{log}.toml");
        program.run(["calibrate", "archive.zip", log, "--out", &out, "--no-charts"]).exits(0).stderr.replace('\n', " ")
    };
    assert!(told("same.csv").contains("8 touches of the logs went out in the same minute as one of the archive"));
    assert!(!told("other.csv").contains("same minute"));
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
    let names: Vec<&str> = FILES.iter().copied().chain(["second.toml"]).collect();
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
         with `--column sent_at=\"Sent\"`, or take it as it looks by `--guess`\n",
    );
    wrong(
        "sent_at,replied_at\n",
        &[],
        "error: the record holds no touch that counts; docs/own-record.md says what it consists of\n",
    );
    wrong(
        "sent_at,replied_at\n2026-03-05,\n",
        &["--as-of", "2026-01-01"],
        "error: nothing had gone out by 2026-01-01\n",
    );
    wrong(
        ambiguous,
        &["--column", "send_at=Date"],
        "error: unknown column `send_at`; known: sent_at, replied_at, touch, segment, accepted_at, credits, person, \
         status, error; did you mean `sent_at`?\n",
    );
    wrong(ambiguous, &["--as-of", "soon"], "error: `--as-of soon`: no date; write it as YYYY-MM-DD\n");
    let program = Program::new().file("log.csv", log());
    program.run(["calibrate", "log.csv", "--out", "record.csv"]).exits(2).notes(
        "error: `--out record.csv` must be a folder, or a file that ends in .toml, such as `--out record.toml`\n",
    );
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
        "error: `a.zip`: refused: the path of a file in it reaches outside of the archive\n",
    );
    let mut huge = zipped(&[("messages.csv", messages())]);
    let central = huge.windows(4).rposition(|four| four == b"PK\x01\x02").expect("there is a directory");
    huge[central + 24..central + 28].copy_from_slice(&4_000_000_000u32.to_le_bytes());
    refused(huge, "error: `a.zip`: refused: `messages.csv` claims to hold 4000000000 bytes\n");
    refused(
        zipped(&[("Notes.csv", b"a,b\n".to_vec())]),
        "error: `a.zip`: no LinkedIn archive: it holds none of `Connections.csv`, `Invitations.csv`, `messages.csv`\n",
    );
    refused(
        zipped(&[("messages.csv", b"a,b\n1,2\n".to_vec())]),
        "error: `a.zip`: messages.csv has no header with the columns FROM, TO, DATE\n",
    );
    let program =
        Program::new().file("a.zip", zipped(&[("Profile.csv", b"First Name,Last Name\nUma,Oren\n".to_vec())]));
    program.run(["calibrate", "a.zip", "--out", "record.toml"]).exits(2).mentions("mails a large archive in two parts");
    let program = Program::new().file("a.zip", b"PK\x03\x04 and no more");
    program.run(["calibrate", "a.zip", "--out", "record.toml"]).exits(2).mentions("no zip that can be read");
}

/// A log with `rows` under a header with the usual two columns and `more`.
fn log_of(more: &str, rows: impl IntoIterator<Item = String>) -> String {
    let rows: String = rows.into_iter().map(|row| row + "\n").collect();
    format!("sent_at,replied_at{more}\n{rows}")
}

/// A day of March 2026 and the next, of every tenth place on.
fn days(place: usize) -> (String, String) {
    (format!("2026-03-{:02}", place % 20 + 1), format!("2026-03-{:02}", place % 20 + 2))
}

/// Calibrates a log without charts.
fn calibrated(program: &Program, more: &[&str]) -> crate::program::Outcome {
    let typed = ["calibrate", "log.csv", "--out", "out/record.toml", "--no-charts"];
    program.run(typed.iter().chain(more))
}

/// The first five cells of each row of `calibration.csv`.
fn counted(program: &Program) -> Vec<String> {
    program.text("out/calibration.csv").lines().skip(1).map(first_five).collect()
}

#[test]
fn a_log_may_be_written_by_any_program() {
    let row = |place: usize| {
        let (sent, replied) = days(place);
        let replied = if place.is_multiple_of(5) { replied } else { String::new() };
        format!("{sent},{replied},{}", if place.is_multiple_of(2) { "Führung" } else { "HR" })
    };
    let plain = log_of(",segment", (0..60).map(row));
    let wide =
        |order: fn(u16) -> [u8; 2]| format!("\u{feff}{plain}").encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let narrow = plain.chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect();
    let program = Program::new().file("log.csv", &*plain);
    calibrated(&program, &["--quiet"]).exits(0);
    let expected = program.text("out/calibration.csv");
    for bytes in [
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        narrow,
        plain.replace('\n', "\r").into_bytes(),
        format!("sep=;\r\n{}", plain.replace(',', ";")).into_bytes(),
    ] {
        let program = Program::new().file("log.csv", bytes);
        calibrated(&program, &["--quiet"]).exits(0);
        assert_eq!(program.text("out/calibration.csv"), expected);
    }
}

#[test]
fn no_row_is_swallowed_and_no_silence_is_left_out() {
    let row = |place: usize| {
        let note = if place == 5 || place == 25 { "a 5\" pipe" } else { "x" };
        format!("{},{},{note}", days(place).0, ["-", "n/a", "0000-00-00", "No"][place % 4])
    };
    let program = Program::new().file("log.csv", log_of(",note", (0..30).map(row)));
    calibrated(&program, &[]).exits(0);
    assert_eq!(counted(&program), ["inmail,,30,0,30"]);
    assert_eq!(program.text("out/left-out.csv").lines().count(), 1);
}

#[test]
fn answers_that_cannot_be_read_are_warned_of() {
    let row = |place: usize| {
        let (sent, replied) = days(place);
        format!(
            "{sent},{}",
            if place < 40 {
                replied.as_str()
            } else if place < 60 {
                "soon"
            } else {
                ""
            }
        )
    };
    let program = Program::new().file("log.csv", log_of("", (0..200).map(row)));
    let told = calibrated(&program, &[]).exits(0).stdout.replace("\n  ", " ");
    let warning = "warning: 20 of 200 rows do not count because of their replied_at or accepted_at, so that the rates are \
        those of the others, which may be quite different; mend them, and leave the cell empty where nothing came\n";
    assert!(told.contains(warning), "{told}");
    assert!(told.ends_with("20 rows do not count: 20 replied_at: no date.\n"), "{told}");
}

#[test]
fn whatever_the_ids_are_a_scenario_can_take_the_fragment_up() {
    let touches = [
        "inmail",
        "inmail-x",
        "inmail-other",
        "inmail-x-2",
        "\"a\nb\"",
        "a b",
        "tab\there",
        "\u{7}",
        "reply_rate",
        "'\\",
        "\"say \"\"it\"\"\"",
        "ü.[x]",
        "\u{202e}x\u{85}",
    ];
    let long = "x".repeat(3_000);
    let touches = || touches.iter().copied().chain([long.as_str()]);
    let segments = ["", "other", "x", "\"x\n\"", "y\u{1}", "y "];
    let rows = touches().flat_map(|touch| segments.map(|segment| format!("2026-03-05,,{touch},{segment}")));
    let program = Program::new().file("log.csv", log_of(",touch,segment", rows));
    calibrated(&program, &["--quiet", "--as-of", "2026-03-09", "--balance", "5"]).exits(0);
    program.put(
        "scenario.toml",
        "extends = \"out/record.toml\"\nname = \"n\"\nplans = [\"sales-navigator\"]\n\
         [segment.a]\nper_week = 6\nsequence = [\"inmail-x\"]\n",
    );
    program.run(["check", "scenario.toml", "--quiet"]).exits(0);
    let text = program.text("out/record.toml");
    // Of the record's own names none is changed for the sake of a segment.
    for id in
        ["[touch.inmail-x]", "[touch.inmail-other]", "[touch.inmail-x-2]", "[touch.inmail-x-3]", "[touch.\"a b\"]"]
    {
        assert!(text.contains(id), "{id}");
    }
}

#[test]
fn a_first_row_that_is_no_header_is_not_shown() {
    let program = Program::new().file("log.csv", "Zephyrine Q,z@quillon.example,2026-03-05\n");
    calibrated(&program, &[]).exits(2).notes(
        &format!("error: `log.csv`: no column `sent_at`: its first row is no header; give it one, with a name for each column; {NEEDED}\n"),
    );
    let program = Program::new().file("log.csv", "When,What\n2026-03-05,x\n");
    calibrated(&program, &[]).exits(2).notes(
        &format!("error: `log.csv`: no column `sent_at`. It has `When`, `What`; say which one it is with `--column sent_at=\"When\"`; {NEEDED}\n"),
    );
}

#[test]
fn the_last_day_is_looked_at() {
    let row = |place: usize| format!("{},", days(place).0);
    let rows = || (0..40).map(row);
    let program = Program::new().file("log.csv", log_of("", rows()));
    let told = calibrated(&program, &["--as-of", "2026-03-18"]).exits(0).stdout;
    assert!(told.ends_with("\n4 rows do not count: 4 after the last day.\n"), "{told}");
    assert_eq!(counted(&program), ["inmail,,36,0,36"]);
    let left_out = program.text("out/left-out.csv").replace("\r\n", "\n");
    assert!(left_out.starts_with("file,line,reason\nlog.csv,20,after the last day\n"), "{left_out}");

    let warning = "warning: the last day, 2062-03-05, is that of one date far from all others; if that is a slip, give \
        `--as-of 2026-03-20`\n";
    let told = |log: String, more: &[&str]| {
        let program = Program::new().file("log.csv", log);
        calibrated(&program, more).exits(0).stdout.replace("\n  ", " ")
    };
    let slip = || log_of("", rows().chain(["2062-03-05,".into()]));
    assert!(told(slip(), &[]).contains(warning));
    assert!(!told(slip(), &["--as-of", "2062-03-05"]).contains("warning: the last day"));
    assert!(!told(log_of("", rows()), &[]).contains("warning: the last day"));
}

#[test]
fn columns_are_named_once_and_of_a_log() {
    let wrong = |source: &str, more: &[&str], expected: &str| {
        let program = archive().file("log.csv", log());
        let typed = ["calibrate", source, "--out", "out/record.toml"];
        program.run(typed.iter().chain(more)).exits(2).prints("").notes(expected);
        assert!(!program.has("out"));
    };
    let (sent, also) = ("sent_at=Date", "replied_at=date");
    wrong("log.csv", &["--column", sent, "--column", also], "error: `date` cannot be both sent_at and replied_at\n");
    wrong("log.csv", &["--column", sent, "--column", "sent_at=Sent"], "error: `--column sent_at=…` is given twice\n");
    wrong(
        "archive",
        &["--column", sent],
        "error: `--column` says what a log calls its columns, and none is read here\n",
    );
}

#[test]
fn touches_are_known_by_their_names_and_invitations_by_what_came_of_them() {
    let row = |place: usize, accepted: bool| {
        let touch = ["Connection request", "E-mail", "Step 1"][place % 3];
        let (sent, next) = days(place);
        let later = format!("2026-03-{:02}", place % 20 + 4);
        let accept = if place.is_multiple_of(2) { next } else { String::new() };
        let accept = if touch == "Step 1" || touch == "E-mail" { String::new() } else { accept };
        let reply = if place.is_multiple_of(4) { later } else { String::new() };
        if accepted { format!("{sent},{reply},{touch},{accept}") } else { format!("{sent},{reply},{touch}") }
    };
    let program = Program::new().file("log.csv", log_of(",touch,accepted_at", (0..240).map(|place| row(place, true))));
    let told = calibrated(&program, &["--as-of", "2026-06-30"]).exits(0).stdout.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(told.contains("Taken for an InMail: Step 1.\n"), "{told}");
    assert!(told.contains("Connection request: 20 of 40 who accepted have answered so far; 50 % will.\n"), "{told}");
    let text = program.text("out/record.toml");
    assert!(text.contains("[touch.E-mail]\nchannel = \"email\"\n"), "{text}");
    assert!(text.contains("# 40 of 80 accepted so far\n"), "{text}");
    assert!(text.contains("# 20 of 40 who accepted have answered so far\n"), "{text}");

    let program = Program::new().file("log.csv", log_of(",touch", (0..240).map(|place| row(place, false))));
    let told = calibrated(&program, &["--as-of", "2026-06-30"]).exits(0).stdout.replace('\n', " ");
    assert!(
        told.contains(
            "Connection request: there is no accepted_at, so that each answer counts as an acceptance, and acceptances \
             without one are not seen."
        ),
        "{told}"
    );
    let text = program.text("out/record.toml");
    let expected = "# 20 of 80 answered so far\n";
    assert!(
        text.contains(expected) && text.contains("reply_rate = 1 # acceptances are known by answers alone"),
        "{text}"
    );
}

#[test]
fn a_person_tells_what_followed_on_what_and_is_told_nowhere() {
    let rows = (0..40).flat_map(|place| {
        let person = format!("Zephyrine Q{place}");
        let answer = if place % 4 == 0 { "2026-03-12" } else { "" };
        [format!("2026-03-02,,inmail,{person}"), format!("2026-03-10,{answer},follow-up,{person}")]
    });
    let program = Program::new().file("log.csv", log_of(",touch,person", rows));
    let outcome = calibrated(&program, &["--as-of", "2026-03-20"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,40,0,0", "follow-up,,40,10,30"]);
    assert!(program.text("out/record.toml").contains("wait_days = 8 "));
    let files = program.contents("out").into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    for text in files.chain([outcome.stdout, outcome.stderr]) {
        assert!(!text.contains("Zephyrine"), "{text}");
    }
}

#[test]
fn many_segments_are_not_all_shown() {
    let row = |place: usize| {
        let segment = if place < 60 { place / 2 } else { place - 30 };
        format!("{},,company {segment}", days(place).0)
    };
    let program = Program::new().file("log.csv", log_of(",segment", (0..70).map(row)));
    let told = calibrated(&program, &[]).exits(0).stdout;
    assert!(told.contains("\n  and 10 more segments in calibration.csv\n"), "{told}");
    assert!(told.contains(" company 29 ") && !told.contains(" company 30 "), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");

    let row = |place: usize| {
        format!("{},,A touch with a very long name,{} of directors no {}", days(place).0, "x".repeat(99), place % 3)
    };
    let program = Program::new().file("log.csv", log_of(",touch,segment", (0..60).map(row)));
    let told = calibrated(&program, &[]).exits(0).stdout;
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    for end in ["no 0 ", "no 1 ", "no 2 "] {
        assert!(told.contains(end), "{told}");
    }
}

#[test]
fn a_record_of_which_nothing_counts_says_why() {
    let program = Program::new()
        .file("log.csv", "sent_at,replied_at\nsoon,\n2026-03-05,\"x\n,\"\n-,\n2026-03-05 10:00+011000000000000,\n");
    calibrated(&program, &[]).exits(2).notes(
        "error: the record holds no touch that counts: 4 rows do not count: 2 sent_at: no date; 1 no sent_at; 1 \
         replied_at: no date\n",
    );
    assert!(!program.has("out"));
}

#[test]
fn a_touch_of_a_log_that_follows_another_has_its_wait_in_the_fragment() {
    let mut text = "sent_at,replied_at,touch,person,segment\n".to_owned();
    for person in 1..=9 {
        let segment = if person % 3 == 0 { "HR" } else { "IT" };
        text.push_str(&format!("2026-03-0{person},,first,p{person},{segment}\n"));
        text.push_str(&format!("2026-03-1{person},,again,p{person},{segment}\n"));
    }
    let program = Program::new().file("log.csv", text);
    program.run(["calibrate", "log.csv", "--out", "record.toml", "--no-charts"]).exits(0);
    let fragment = program.text("record.toml");
    assert_eq!(fragment.matches("wait_days = 10 ").count(), 3, "{fragment}");
    let scenario = "extends = \"record.toml\"\nplans = [\"sales-navigator\"]\nstart = 2026-04-01\n[segment.it]\nper_week = 5\n\
        sequence = [\"first-IT\", \"again-IT\"]\n";
    program.put("scenario.toml", scenario);
    program.run(["check", "scenario.toml"]).exits(0);
}

#[test]
fn a_spreadsheet_is_told_to_be_saved_as_csv() {
    let program = Program::new().file("book.xlsx", zipped(&[("xl/workbook.xml", b"<x/>".to_vec())]));
    let expected = "error: `book.xlsx`: a spreadsheet; save it as CSV first\n";
    program.run(["calibrate", "book.xlsx", "--out", "out/record.toml"]).exits(2).prints("").notes(expected);
    program.run(["qualify", "book.xlsx", "--out", "out"]).exits(2).prints("").notes(expected);
    assert!(!program.has("out"));
}

#[test]
fn what_is_wrong_with_each_source_has_a_line_of_its_own() {
    let program = Program::new().file("one.csv", "Ann Zed,Bob Zed\nCid Zed,Dan Zed\n").file("other.zip", "no zip");
    program.run(["calibrate", "one.csv", "other.zip", "--out", "out/record.toml"]).exits(2).prints("").notes(
        &format!("error: `one.csv`: no column `sent_at`: its first row is no header; give it one, with a name for each column; {NEEDED}\n\
         error: `other.zip`: no zip that can be read: invalid Zip archive: Could not find EOCD\n"),
    );
    assert!(!program.has("out"));
}
