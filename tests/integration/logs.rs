//! Logs as people and tools really keep them: what is counted of each kind, and what is refused.

use crate::program::{Outcome, Program};

/// Calibrates files without charts; the last of what is typed may be options.
fn calibrated(program: &Program, typed: &[&str]) -> Outcome {
    program.run(["calibrate"].iter().chain(typed).chain(&["--out", "out/record.toml", "--no-charts"]))
}

/// What was sent and answered of each touch, and of its segments.
fn counted(program: &Program) -> Vec<String> {
    let first_four = |row: &str| row.split(',').take(4).collect::<Vec<_>>().join(",");
    program.text("out/calibration.csv").lines().skip(1).map(first_four).collect()
}

/// Calibrates one file, and compares what is counted.
fn counts(text: &str, options: &[&str], expected: &[&str]) -> (Program, Outcome) {
    let program = Program::new().file("a.csv", text);
    let typed: Vec<&str> = ["a.csv"].iter().chain(options).copied().collect();
    let outcome = calibrated(&program, &typed).exits(0);
    assert_eq!(counted(&program), expected, "{text}");
    (program, outcome)
}

/// Compares why a file is refused.
fn refused(text: &str, options: &[&str], expected: &[&str]) {
    let program = Program::new().file("a.csv", text);
    let typed: Vec<&str> = ["a.csv"].iter().chain(options).copied().collect();
    let outcome = calibrated(&program, &typed).exits(2);
    for part in expected {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
    assert!(!program.has("out"));
}

/// Ten people.
const NAMES: [&str; 10] = ["Ada", "Ben", "Cora", "Dan", "Eda", "Finn", "Gil", "Hana", "Ivo", "Jule"];

/// A row for each person, on one day after the other.
fn rows(row: impl Fn(usize, &str) -> String) -> String {
    NAMES.iter().enumerate().map(|(place, name)| row(place + 1, name) + "\n").collect()
}

#[test]
fn yes_and_no_stand_for_answers_without_a_date() {
    let text = format!(
        "Gesendet,Name,Antwort?\n{}",
        rows(|day, name| format!("{day}. Mai 2026,{name},{}", if day % 5 == 0 { "Ja" } else { "Nein" }))
    );
    let (program, outcome) =
        counts(&text, &["--column", "sent_at=Gesendet", "--column", "replied_at=Antwort?"], &["inmail,,10,2"]);
    let told = outcome.stdout.replace('\n', " ");
    assert!(told.contains("inmail: none of the 2 answers has a date: each came at some time"), "{told}");
    let fragment = program.text("out/record.toml");
    assert!(fragment.contains("shape = 0.4036, scale = 0.8865"), "{fragment}");
    assert!(
        fragment.contains("; 2 without a date\n") && fragment.contains("# what is usual: no answer has a date"),
        "{fragment}"
    );
}

#[test]
fn a_status_says_what_came_beside_dates() {
    let status = |day: usize| ["replied", "declined", "pending", "no_response", "uncontacted"][day % 5];
    let text = format!(
        "sent_at,replied_at,Status,Owner\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},{},x", if day == 5 { "2026-05-09" } else { "" }, status(day)))
    );
    let (_, outcome) = counts(&text, &[], &["inmail,,8,4"]);
    assert!(outcome.stderr.contains("a.csv: not used: Owner\n"), "{}", outcome.stderr);
    let told = outcome.stdout.replace('\n', " ");
    assert!(told.contains("3 of 4 answers have no date") && told.contains("2 not sent"), "{told}");
}

#[test]
fn what_a_status_says_of_the_next_step_does_not_undo_what_came() {
    let status =
        ["Demo scheduled", "Sent - next step planned", "Draft", "Answered: no", "No reply - follow-up scheduled"];
    let text = format!(
        "sent_at,replied_at,Status\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},{}", if day == 7 { "2026-05-09" } else { "" }, status[day % 5]))
    );
    // Two drafts, of which one has a date of an answer; two demos, two that said no.
    let (_, outcome) = counts(&text, &[], &["inmail,,9,5"]);
    assert!(outcome.stdout.replace('\n', " ").contains("1 not sent"), "{}", outcome.stdout);
    let text = format!(
        "Date,Message sent?,Replied?\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},{}", ["n", "y"][day % 2], ["no", "yes"][usize::from(day == 7)]))
    );
    counts(&text, &["--column", "sent_at=Date", "--column", "replied_at=Replied?"], &["inmail,,5,1"]);
    let text = format!(
        "sent_at,accepted_at,touch\n{}",
        rows(|day, _| {
            let came =
                ["Accepted - no answer", "Connected - never replied", "Declined - no interest", "", "yes"][day % 5];
            format!("2026-05-{day:02},{came},invitation")
        })
    );
    counts(&text, &[], &["invitation,,10,6"]);
}

#[test]
fn a_status_that_is_not_understood_is_counted_and_named() {
    let status = ["purple", "Purple", "replied", "nurture Ada", "no reply"];
    let text = format!("sent_at,status\n{}", rows(|day, _| format!("2026-05-{day:02},{}", status[day % 5])));
    let (_, outcome) = counts(&text, &[], &["inmail,,4,2"]);
    let told = outcome.stdout.replace('\n', " ");
    outcome
        .mentions("a.csv: in 6 rows it is not known what is said of an answer (`Purple`, `nurture Ada`), so that they");
    assert!(told.contains("6 of 10 rows do not count because of their status, replied_at or accepted_at"), "{told}");
    let text =
        format!("sent_at,replied_at,status\n{}", rows(|day, _| format!("2026-05-{day:02},,{}", status[day % 5])));
    let (_, outcome) = counts(&text, &[], &["inmail,,10,2"]);
    outcome.mentions("in 6 rows it is not known what is said of an answer (`Purple`, `nurture Ada`); they go by");
}

#[test]
fn touches_go_by_the_channels_that_people_name() {
    let channels = |program: &Program, expected: &[&str]| {
        let text = program.text("out/record.toml");
        let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("channel = ")).collect();
        assert_eq!(found, expected, "{text}");
    };
    let names = ["LI invite", "LinkedIn DM", "Cold mail 1", "InMail B", "Telefonat"];
    let text = format!(
        "sent_at,replied_at,touch\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},{}", if day > 5 { "2026-05-12" } else { "" }, names[day % 5]))
    );
    let expected = ["LinkedIn DM,,2,1", "Cold mail 1,,2,1", "InMail B,,2,1", "LI invite,,2,1"];
    let (program, outcome) = counts(&text, &[], &expected);
    channels(&program, &["\"message\"", "\"email\"", "\"inmail\"", "\"connect\""]);
    assert!(outcome.stdout.replace('\n', " ").contains("2 no touch, and no answer to one"), "{}", outcome.stdout);
    // A column of channels is one of touches.
    let ways = ["Uitnodiging", "InMail", "E-Mail", "LinkedIn-Nachricht", "InMail"];
    let text = format!(
        "sent_at,replied_at,Kanal\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},{}", if day > 5 { "2026-05-12" } else { "" }, ways[day % 5]))
    );
    counts(&text, &[], &["inmail,,4,2", "email,,2,1", "message,,2,1", "connect,,2,1"]);
    let text = text.replace("Kanal", "Type").replace("Uitnodiging", "Hot").replace("E-Mail", "Warm");
    counts(&text, &[], &["inmail,,10,5"]);
    // So is the column that says when something went out.
    let text = "Mensaje enviado,Respondido\n2026-05-01,2026-05-02\n2026-05-03,\n";
    let columns = ["--column", "sent_at=Mensaje enviado", "--column", "replied_at=Respondido"];
    let (_, outcome) = counts(text, &columns, &["message,,2,1"]);
    outcome.mentions("all rows are taken for messages, after the column `Mensaje enviado`");
    counts(text, &[&columns[..], &["--touch", "inmail"]].concat(), &["inmail,,2,1"]);
    let text = "Sent,Status\n2026-05-01,Replied\n2026-05-03,No reply\n";
    counts(text, &["--column", "sent_at=Sent", "--column", "replied_at=Status"], &["inmail,,2,1"]);
}

#[test]
fn events_and_steps_are_known_in_other_languages() {
    for [invited, accepted, wrote, came] in [
        ["Kontaktanfrage verschickt", "Kontaktanfrage angenommen", "Nachricht versendet", "Antwort eingegangen"],
        ["Convite enviado", "Convite aceito", "Mensagem enviada", "Resposta recebida"],
        ["Uitnodiging verzonden", "Uitnodiging geaccepteerd", "Bericht verstuurd", "Antwoord ontvangen"],
        ["Invitación enviada", "Invitación aceptada", "Mensaje enviado", "Respuesta recibida"],
    ] {
        let text = format!(
            "Datum,Ereignis,Name\n2026-05-01,{invited},Ada\n2026-05-01,{invited},Ben\n2026-05-02,{accepted},Ada\n2026-05-03,{wrote},Ada\n\
             2026-05-05,{came},Ada\n"
        );
        counts(&text, &[], &["connect,,2,1", "message,,1,1"]);
        let text = format!(
            "Name,{invited} am,{accepted} am,{wrote} am,{came} am\nAda,2026-05-01,2026-05-02,2026-05-03,2026-05-05\n\
             Ben,2026-05-01,,,\n"
        );
        counts(&text, &[], &["connect,,2,1", "message,,1,1"]);
    }
    let ways = "Datum;Typ;Richtung;Name\n01.05.2026;InMail;ausgehend;Ada\n02.05.2026;InMail;ausgehend;Ben\n\
        13.05.2026;InMail;eingehend;Ben\n";
    counts(ways, &[], &["inmail,,2,1"]);
    // Whether a message was answered, and not what the answer was.
    let text = "Name,InMail sent,InMail replied,Message sent,Message replied,Reply message\n\
        Ada,2026-05-01,2026-05-02,2026-05-03,yes,Thanks\nBen,2026-05-02,,2026-05-09,no,\n";
    counts(text, &[], &["inmail,,2,1", "message,,2,1"]);
    let totals = "Semaine,InMails envoyés,InMails répondus\n2026-05-04,20,3\n2026-05-11,25,5\n";
    counts(totals, &[], &["inmail,,45,8"]);
}

#[test]
fn acceptances_make_invitations_and_touch_says_what_all_rows_are() {
    let text = format!(
        "sent_at,accepted_at,replied_at\n{}",
        rows(|day, _| format!("2026-05-{day:02},{},", if day % 3 == 0 { "2026-05-12" } else { "" }))
    );
    let (program, _) = counts(&text, &[], &["connect,,10,3"]);
    assert!(program.text("out/record.toml").contains("channel = \"connect\""));
    counts(&text, &["--touch", "InMail"], &["InMail,,10,0"]);
    let text =
        format!("sent_at,accepted_at\n{}", rows(|day, _| format!("2026-05-{day:02},{}", ["no", "yes"][day % 2])));
    counts(&text, &[], &["connect,,10,5"]);
    let failed = "sent_at,replied_at,error\n2026-05-01,,\n2026-05-02,2026-05-03,\n2026-05-03,,no credits left\n";
    counts(failed, &[], &["inmail,,2,1"]);
}

#[test]
fn the_same_touch_in_two_files_counts_once() {
    let month = |last: usize, answered: bool| {
        let row = |day: usize, name: &str| {
            let reply = if answered && day == 2 { "2026-06-03" } else { "" };
            if day <= last { format!("2026-05-{day:02},{reply},{name}") } else { String::new() }
        };
        rows(row)
    };
    let program = Program::new()
        .file("may.csv", format!("sent_at,replied_at,person\n{}", month(6, false)))
        .file("june.csv", format!("sent_at,replied_at,person\n{}", month(10, true)));
    for files in [["may.csv", "june.csv"], ["june.csv", "may.csv"]] {
        let outcome = calibrated(&program, &files).exits(0);
        assert_eq!(counted(&program), ["inmail,,10,1"], "{files:?}");
        assert!(outcome.stderr.contains("6 rows stand in two places and count once"), "{}", outcome.stderr);
    }
    // Without people one file must hold nothing else than the other.
    let plain = |rows: &[&str]| format!("sent_at,replied_at\n{}\n", rows.join("\n"));
    let program = Program::new()
        .file("a.csv", plain(&["2026-05-01,", "2026-05-01,2026-05-02", "2026-05-04,"]))
        .file("b.csv", plain(&["2026-05-01,", "2026-05-01,2026-05-02", "2026-05-04,2026-05-05", "2026-05-06,"]))
        .file("c.csv", plain(&["2026-05-01,2026-05-09", "2026-05-20,"]));
    calibrated(&program, &["a.csv", "b.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,4,2"]);
    calibrated(&program, &["a.csv", "a.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,3,1"]);
    let outcome = calibrated(&program, &["a.csv", "c.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,5,2"]);
    assert!(outcome.stderr.contains("c.csv: 1 row as in another source"), "{}", outcome.stderr);
}

#[test]
fn an_answer_in_a_row_of_its_own_belongs_to_the_touch_before_it() {
    let text = "sent_at,replied_at,person\n2026-05-01,,Ada\n2026-05-02,,Ben\n2026-05-10,,Ada\n,2026-05-11,Ada\n,yes,Ben\n\
        ,2026-05-12,Cora\n";
    let (_, outcome) = counts(text, &[], &["inmail,,3,2"]);
    assert!(outcome.stdout.contains("1 an answer to nothing that went out before"), "{}", outcome.stdout);
    // In a file of its own.
    let program = Program::new()
        .file("sent.csv", "sent_at,Profile URL\n2026-05-01,x/ada\n2026-05-02,x/ben\n")
        .file("replies.csv", "replied_at,Profile URL\n2026-05-04,x/ben\n");
    calibrated(&program, &["sent.csv", "replies.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,2,1"]);
    calibrated(&program, &["sent.csv"]).exits(2).mentions("no column `replied_at`");
}

#[test]
fn a_row_may_be_an_event() {
    let text = "Timestamp,Event,Lead,Campaign\n2026-05-01T09:00:00Z,CONNECTION_REQUEST_SENT,ada,x\n\
        2026-05-01T09:05:00Z,CONNECTION_REQUEST_SENT,ben,x\n2026-05-02T09:00:00Z,CONNECTION_REQUEST_ACCEPTED,ada,x\n\
        2026-05-03T09:00:00Z,MESSAGE_SENT,ada,x\n2026-05-03T09:00:00Z,MESSAGE_SENT,ada,x\n\
        2026-05-04T09:00:00Z,MESSAGE_REPLY_RECEIVED,ada,x\n2026-05-04T09:00:01Z,EVERY_MESSAGE_REPLY_RECEIVED,ada,x\n\
        2026-05-05T09:00:00Z,MESSAGE_SENT,ada,x\n2026-05-05T10:00:00Z,VIEWED_PROFILE,ben,x\n\
        2026-05-06T09:00:00Z,INMAIL_SENT,cora,x\n2026-05-12T09:00:00Z,INMAIL_SENT,cora,x\n\
        2026-05-13T09:00:00Z,INMAIL_REPLY_RECEIVED,cora,x\n";
    let expected = ["connect,,2,1", "message,,1,1", "inmail,,1,0", "follow-up,,1,1"];
    let (program, outcome) = counts(text, &[], &expected);
    assert!(outcome.stderr.contains("a.csv: read as events"), "{}", outcome.stderr);
    let left_out = program.text("out/left-out.csv").replace("\r\n", "\n");
    assert_eq!(
        left_out,
        "file,line,reason\na.csv,6,there already\na.csv,8,after the reply\na.csv,9,after the reply\n\
         a.csv,10,\"no touch, and no answer to one\"\n"
    );
    // What happened may stand in several files that share a number.
    let program = Program::new()
        .file("sent.csv", "taskId,type,createdAt,memberId\n7,INMAIL_SENT,2026-05-01,m1\n8,INMAIL_SENT,2026-05-02,m2\n")
        .file("came.csv", "taskId,outcomeType,createdAt\n8,INMAIL_DECLINED,2026-05-06\n");
    calibrated(&program, &["sent.csv", "came.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,2,1"]);
    calibrated(&program, &["sent.csv"]).exits(2).mentions("a table of events that holds 2 messages and not one answer");
    // The subjects of a CRM, and what goes out and comes in by a column.
    let crm = "Date,Subject,Name\n2026-05-01,InMail: A word,Ada\n2026-05-02,InMail: A word,Ben\n2026-05-05,InMail: Re: A word,Ada\n";
    counts(crm, &[], &["inmail,,2,1"]);
    let ways = "Date,Type,Direction,Name\n2026-05-01,LinkedIn message,Outbound,Ada\n2026-05-02,LinkedIn message,Outbound,Ben\n\
        2026-05-03,LinkedIn message,Inbound,Ben\n";
    counts(ways, &["--events"], &["message,,2,1"]);
    refused(
        "Date,Note\n2026-05-01,x\n",
        &["--events"],
        &["a table of events, one a row, without a column that says what happened"],
    );
}

#[test]
fn a_row_may_be_a_person_with_several_steps() {
    let text = "Name,Invite sent,Invite accepted,Message 1 sent,Message 2 sent,Replied on\n\
        Ada,2026-05-01,2026-05-02,2026-05-03,2026-05-10,2026-05-11\nBen,2026-05-01,2026-05-04,2026-05-05,,2026-05-06\n\
        Cora,2026-05-02,,,,\nDan,2026-05-02,2026-05-03,2026-05-04,2026-05-11,\n";
    let expected = ["connect,,4,3", "message,,3,1", "message follow-up,,2,1"];
    let (_, outcome) = counts(text, &[], &expected);
    assert!(outcome.stderr.contains("with these steps: connect, message, message follow-up"), "{}", outcome.stderr);
    let text = "Lead,A,B,C,D,E\nada,2026-05-01,2026-05-02,,2026-05-10,yes\nben,2026-05-01,,,2026-05-10,no\n";
    let steps = ["--step", "connect=A:B:C", "--step", "inmail=D:E"];
    counts(text, &steps, &["connect,,2,1", "inmail,,2,1"]);
    refused(text, &["--step", "inmail=D:F"], &["no column `F` for a step; it has `Lead`, `A`, `B`"]);
}

#[test]
fn totals_give_rates_alone() {
    let program = Program::new();
    let outcome = calibrated(&program, &["--counts", "inmail=33/145", "--as-of", "2026-05-31"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,145,33"]);
    assert!(outcome.stdout.contains("none of the 33 answers has a date"), "{}", outcome.stdout);
    let fragment = program.text("out/record.toml");
    assert!(fragment.contains("reply_rate = { alpha = 33.5, beta = 112.5 }"), "{fragment}");
    for wrong in ["inmail=33", "inmail=146/145", "=1/2", "inmail=a/b", "inmail=0/0"] {
        calibrated(&program, &["--counts", wrong]).exits(2).mentions("it must be TOUCH=ANSWERS/SENT");
    }
    let by_week = "Week,InMails sent,InMail responses,Response rate\n2026-05-04,\"1,000\",200,20%\n2026-05-11,500,40,8%\nTotal,\"1,500\",240,16%\n";
    let (program, outcome) = counts(by_week, &[], &["inmail,,1500,240"]);
    assert!(
        outcome.stderr.contains("read as totals") && outcome.stderr.contains("not used: Response rate"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stdout.contains("1 the sum of other rows"), "{}", outcome.stdout);
    assert!(program.text("out/record.toml").contains("up to 2026-05-11"));
    let by_seat = "Seat,Sent,Accepted,Declined\nNorth,100,20,5\nSouth,100,8,2\n";
    counts(by_seat, &["--as-of", "2026-05-31"], &["inmail,,200,35", "inmail,North,100,25", "inmail,South,100,10"]);
    refused(
        "Seat,InMails sent,InMail replies\nNorth,10,20\n",
        &[],
        &["20 answers to 10 of `inmail`: so these are no totals"],
    );
    let program = Program::new().file("a.csv", "sent_at,replied_at\n2026-05-01,\n");
    let twice = "`inmail` is in the record row by row, and its totals would count it again";
    calibrated(&program, &["a.csv", "--counts", "inmail=1/2"]).exits(2).mentions(twice);
}

#[test]
fn refusals_say_what_would_work() {
    refused(
        "Name,Sent,Reply\nAda,2026-05-01 sent (credit),yes\n",
        &[],
        &["no column `sent_at`", "`Name`, `Sent`, `Reply`", "`--column replied_at=\"Reply\"`"],
    );
    let columns = ["--column", "sent_at=When", "--column", "replied_at=Back"];
    refused(
        "When,Note\n2026-05-01,x\n",
        &columns,
        &["no column `Back`", "`--column replied_at=\"…\"`", "--counts inmail=ANSWERS/SENT"],
    );
    let program = Program::new()
        .file("messages.csv", "sent_at,replied_at,name\n2026-05-01,,Ada\n2026-05-02,2026-05-03,Ben\n")
        .file("log/Invitations.csv", "sent_at,name,role\n2026-05-01,Ada,CEO\n")
        .file("log/followups.csv", "sent_at,replied_at\n2026-05-01,\n");
    calibrated(&program, &["messages.csv"]).exits(0);
    assert_eq!(counted(&program), ["inmail,,2,1"]);
    let expected = "no LinkedIn archive, although its files are called as those of one";
    calibrated(&program, &["log"]).exits(2).mentions(expected).mentions("followups.csv`");
    for option in [&["--touch", "x"][..], &["--events"]] {
        let typed: Vec<&str> = ["--counts", "inmail=1/2"].iter().chain(option).copied().collect();
        calibrated(&program, &typed).exits(2).mentions("says how a log is to be read, and none is read here");
    }
}

#[test]
fn years_may_come_first() {
    let text = |day: &str| format!("sent_at,replied_at\n26-05-{day},\n26-05-21,26-05-23\n");
    counts(&text("02"), &[], &["inmail,,2,1"]);
    refused(
        &text("12"),
        &[],
        &["may be read as day-month-year or year-month-day", "or `--dates ymd` if the year comes first"],
    );
    counts(&text("12"), &["--dates", "ymd"], &["inmail,,2,1"]);
    let (program, _) = counts("sent_at,replied_at\n20260502090000,20260503093000\n", &[], &["inmail,,1,1"]);
    assert!(program.text("out/record.toml").contains("up to 2026-05-03"));
}

#[test]
fn dates_alone_claim_no_hours() {
    let text =
        format!("sent_at,replied_at\n{}", rows(|day, _| format!("2026-05-{day:02},2026-05-{:02}", day + 1)).repeat(20));
    let (_, outcome) = counts(&text, &["--as-of", "2026-09-01"], &["inmail,,200,200"]);
    let rows: Vec<&str> = outcome.stdout.lines().filter(|line| line.starts_with("  inmail")).collect();
    assert!(rows[0].contains(" d ") && !rows[0].contains(" h ") && !rows[0].contains("min"), "{}", rows[0]);
}

#[test]
fn nothing_personal_leaves_a_log() {
    let events = "createdAt,type,leadEmail\n2026-05-01,linkedinSent,zephyrine@quillon.example\n\
        2026-05-02,linkedinReplied,zephyrine@quillon.example\n";
    let steps = "Name,InMail sent,Second InMail sent,Replied\nZephyrine Q,2026-05-01,2026-05-08,2026-05-09\n";
    let log =
        "sent_at,replied_at,Name,status\n2026-05-01,yes,Zephyrine Q,quillon said so\n2026-05-01,soon,Zephyrine Q,\n";
    for text in [events, steps, log] {
        let program = Program::new().file("a.csv", text);
        let outcome = calibrated(&program, &["a.csv"]).exits(0);
        let files = program.contents("out").into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
        for told in files.chain([outcome.stdout, outcome.stderr]) {
            let told = told.to_lowercase();
            assert!(!told.contains("zephyrine") && !told.contains("quillon"), "{told}");
        }
    }
}
