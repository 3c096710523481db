//! What is made of logs as people and tools keep them.

mod kinds;

use jiff::civil::date;

use super::*;
use crate::record::moment::MomentError;

fn read(text: &str, columns: &[(&str, &str)], dates: Option<Order>) -> Result<Log, LogError> {
    let columns = columns.iter().map(|&(name, called)| (name.into(), called.into())).collect();
    read_log("log.csv", text.as_bytes(), &LogReading { columns, dates, ..LogReading::default() })
}

#[test]
fn rows_become_contacts() {
    let text = "Sent_At,replied_at,Touch,segment,credits\n2026-03-01,2026-03-02,letter,bosses,1\n2026-03-03,,,,0\n";
    let Log { contacts, left_out, .. } = read(text, &[], None).expect("it is right");
    assert_eq!(left_out, []);
    assert_eq!((contacts[0].touch.as_str(), contacts[0].segment.as_str()), ("letter", "bosses"));
    assert_eq!((contacts[0].credit, contacts[1].credit), (Some(true), Some(false)));
    assert_eq!((contacts[1].touch.as_str(), contacts[1].replied), ("inmail", None));
}

#[test]
fn columns_may_have_names_of_their_own() {
    let text = "Date sent;Answered\n1.3.2026;4.3.2026\n";
    let own = [("sent_at", "Date sent"), ("replied_at", "answered")];
    let Log { contacts, .. } = read(text, &own, None).expect("it is right");
    assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(3.0));
    let Err(LogError::NoColumn { called, header, .. }) = read(text, &[("sent_at", "Sent")], None) else {
        panic!("there is no such column")
    };
    assert_eq!((called.as_str(), header.join("|").as_str()), ("Sent", "Date sent|Answered"));
}

#[test]
fn one_date_that_can_only_be_read_one_way_decides_for_all() {
    let text = "sent_at,replied_at\n3/5/26,3/6/26\n3/15/26,3/16/26\n";
    let Log { contacts, .. } = read(text, &[], None).expect("it is right");
    assert_eq!(contacts[0].sent.date.to_string(), "2026-03-05");
    // It may stand in another column.
    let Log { contacts, .. } = read("sent_at,replied_at\n3/5/26,3/15/26\n", &[], None).expect("it is right");
    assert_eq!(contacts[0].sent.date.to_string(), "2026-03-05");
    let Log { contacts, .. } = read("sent_at,replied_at\n13/5/26,5/14/26\n", &[], None).expect("each has its own");
    assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(1.0));
    let both = "sent_at,replied_at\n3/5/26,\n13/5/26,\n5/13/26,3/15/26\n";
    assert!(matches!(read(both, &[], None), Err(LogError::Ambiguous { column: "sent_at", .. })));
    let text = "sent_at,replied_at\n3/5/26,\n4/5/26,\n";
    let Err(LogError::Ambiguous { column, written }) = read(text, &[], None) else { panic!("it is not clear") };
    assert_eq!((column, written.as_str()), ("sent_at", "3/5/26"));
    let Log { contacts, .. } = read(text, &[], Some(Order::Dmy)).expect("it is right");
    assert_eq!(contacts[0].sent.date.to_string(), "2026-05-03");
}

#[test]
fn rows_that_cannot_be_used_are_named_with_the_reason() {
    let text = "sent_at,replied_at\n,2026-03-01\n2026-02-30,\n2026-03-05,2026-03-04\n2026-03-05,soon\n2026-03-05,1,2\n";
    let Log { contacts, left_out, .. } = read(text, &[], None).expect("it is right");
    assert!(contacts.is_empty());
    let told: Vec<String> = left_out.iter().map(|row| format!("{}: {}", row.line, row.reason)).collect();
    assert_eq!(
        told,
        [
            "2: no sent_at",
            "3: sent_at: there is no such day",
            "4: replied_at is before the touch went out",
            "5: replied_at: no date",
            "6: 3 columns where the header has 2",
        ]
    );
}

#[test]
fn what_says_that_nothing_came_is_no_date() {
    let nothing = ["-", "–", "n/a", "NA", "none", "null", "No", "0", "0000-00-00", "00/00/0000 00:00", "No reply"];
    let rows: String = nothing.iter().map(|word| format!("2026-03-05,{word}\n")).collect();
    let Log { contacts, left_out, .. } = read(&format!("sent_at,replied_at\n{rows}"), &[], None).expect("it is right");
    assert_eq!(left_out, []);
    assert_eq!(contacts.iter().filter(|contact| contact.replied.is_none()).count(), nothing.len());
}

#[test]
fn what_went_out_after_the_last_day_is_named() {
    let text = "sent_at,replied_at\n2026-03-05,\n2026-03-06,2026-03-07\n";
    let reading = LogReading { until: Some(date(2026, 3, 5)), ..LogReading::default() };
    let Log { contacts, left_out, .. } = read_log("log.csv", text.as_bytes(), &reading).expect("it is right");
    assert_eq!((contacts.len(), left_out[0].line, left_out[0].reason.clone()), (1, 3, Reason::After));
}

#[test]
fn a_column_of_nothing_but_days_of_a_spreadsheet_is_one_of_dates() {
    let text = "sent_at,replied_at\n46086,46087.5\n46087,-\n";
    let Log { contacts, left_out, .. } = read(text, &[], None).expect("it is right");
    assert_eq!((contacts[0].sent.date.to_string(), left_out), ("2026-03-05".into(), Vec::new()));
    assert_eq!(contacts[0].replied.map(|at| at.days_since(contacts[0].sent)), Some(1.0));
    let Log { left_out, .. } = read("sent_at,replied_at\n46086,\n2026-03-05,\n", &[], None).expect("it is right");
    assert_eq!(left_out[0].reason, Reason::Date("sent_at", MomentError::Unreadable));
}

#[test]
fn what_is_no_header_is_not_told() {
    for text in
        ["Ada L,ada@x.example,u\nB,b,u\n", "Ada,2026-03-05\n", "Ada,0170 1234\n", "https://x.example/in/ada,A\n"]
    {
        assert!(matches!(read(text, &[], None), Err(LogError::NoHeader { .. })), "{text}");
    }
    assert!(matches!(read("", &[], None), Err(LogError::Empty)));
    // People are named above people, columns above dates.
    let read = |text| read(text, &[], None);
    assert!(matches!(read("Ada L,Bob B\nCid C,Dan D\n"), Err(LogError::NoHeader { .. })));
    assert!(matches!(read("Name,Sent on\nAda,2026-03-05\n"), Err(LogError::NoColumn { .. })));
}

#[test]
fn an_answer_to_an_invitation_is_an_acceptance_only_where_nothing_else_can_tell() {
    let text = "sent_at,replied_at,touch\n2026-03-05,2026-03-06,Connect\n2026-03-05,,Connect\n2026-03-05,,invite\n";
    let Log { contacts, left_out, .. } = read(text, &[], None).expect("it is right");
    assert_eq!(contacts.iter().map(|contact| contact.accepted.is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!((left_out[0].line, left_out[0].reason.clone()), (4, Reason::NoAcceptance));
    let text = "sent_at,replied_at,touch,accepted_at\n2026-03-05,2026-03-06,connect,\n";
    let Log { contacts, left_out, .. } = read(text, &[], None).expect("it is right");
    assert_eq!((contacts[0].accepted, left_out.len()), (None, 0));
}

/// What is counted of files, and the reasons for the rows that are left out.
fn counted(files: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut logs = Logs::new(LogReading::default());
    for (place, text) in files.iter().enumerate() {
        logs.read(&format!("{place}.csv"), text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
    let log = logs.finish().expect("it is right");
    let mut touches = std::collections::BTreeMap::<String, (u64, u64)>::new();
    for contact in &log.contacts {
        let counts = touches.entry(contact.touch.clone()).or_default();
        let came =
            contact.replied.or(contact.accepted).is_some() || contact.undated.replied || contact.undated.accepted;
        *counts = (counts.0 + 1, counts.1 + u64::from(came));
    }
    for total in &log.totals {
        let counts = touches.entry(total.touch.clone()).or_default();
        *counts = (counts.0 + total.sent, counts.1 + total.replied);
    }
    let touches = touches.into_iter().map(|(touch, (sent, came))| format!("{touch} {sent}/{came}")).collect();
    (touches, log.left_out.iter().map(|row| format!("{}:{} {}", row.file, row.line, row.reason)).collect())
}

#[test]
fn a_file_that_cannot_be_read_spoils_only_itself() {
    let mut logs = Logs::new(LogReading::default());
    let wrong = ["sent_at,replied_at\nx,\n05/06/2026,\n", "Day,InMails sent,Replies\nTotal,5,6\nMon,5,6\n"];
    for (day, wrong) in (1..).zip(wrong) {
        assert!(logs.read("wrong.csv", wrong.as_bytes()).is_err(), "{wrong}");
        let right = format!("sent_at,replied_at\n2026-09-{day:02},2026-09-10\nx,\n");
        logs.read("right.csv", right.as_bytes()).expect("it is right");
    }
    let log = logs.finish().expect("the others are right");
    let files: Vec<&str> = log.left_out.iter().map(|row| &*row.file).collect();
    assert_eq!((log.contacts.len(), files), (2, vec!["wrong.csv", "right.csv", "wrong.csv", "right.csv"]));
}

#[test]
fn a_tick_is_an_answer() {
    let text = "sent_at,replied_at\n2026-09-01,✔\n2026-09-02,☑\n2026-09-03,☐\n2026-09-04,-\n2026-09-05,\n";
    assert_eq!(counted(&[text]).0, ["inmail 5/2"]);
}

#[test]
fn people_are_the_same_however_they_are_written() {
    let sent =
        "sent_at,person\n2026-09-01,https://www.linkedin.com/in/ida/\n2026-09-02,JON@X.example\n2026-09-03,Kit  Kay\n";
    let came = "replied_at,person\n2026-09-04,http://de.linkedin.com/in/Ida?mini=true\n2026-09-05,jon@x.example\n\
                2026-09-06,kit kay\n";
    assert_eq!(counted(&[sent, came]).0, ["inmail 3/3"]);
    // The same export once more counts once.
    let again = sent.replace("/ida/", "/%49da");
    assert_eq!(counted(&[sent, came, &again]).0, ["inmail 3/3"]);
}

#[test]
fn answers_that_belong_to_nothing_are_told_where_they_are_many() {
    let mut logs = Logs::new(LogReading::default());
    for text in ["sent_at,person\n2026-09-01,Ida\n", "replied_at,person\n2026-09-02,Ida\n2026-09-03,I. Ito\n"] {
        logs.read("a.csv", text.as_bytes()).expect("it is right");
    }
    let notes = logs.finish().expect("it is right").notes;
    assert!(notes.contains(&Note::Stray(1, 2)), "{notes:?}");
    assert!(!notes.iter().any(|note| matches!(note, Note::NoAnswers(_))), "{notes:?}");
}

#[test]
fn names_of_touches_that_differ_in_case_are_one() {
    let one = "sent_at,replied_at,touch,person\n2026-09-01,,In-Mail,a\n2026-09-02,,First Note,a\n2026-09-05,,Email 1.1,a\n2026-09-06,,Email 11,a\n";
    let other = "sent_at,replied_at,touch,person\n2026-09-01,2026-09-03,inmail,a\n2026-09-04,,first note,b\n";
    assert_eq!(counted(&[one, other]).0, ["Email 1.1 1/0", "Email 11 1/0", "First Note 2/0", "inmail 1/1"]);
}

#[test]
fn a_touch_without_its_time_is_the_one_of_that_day_in_another_file() {
    let one = "sent_at,replied_at,person\n2026-09-01 10:00:07,,a\n2026-09-02 11:30:41,,b\n2026-09-03 09:00:00,,c\n";
    let days = "sent_at,replied_at,person\n2026-09-01,2026-09-04,a\n2026-09-05,,d\n";
    let minutes = "sent_at,replied_at,person\n2026-09-02 11:30,2026-09-06 08:00,b\n2026-09-03 09:05,,c\n";
    assert_eq!(counted(&[one, days]).0, ["inmail 4/1"]);
    // At another minute of the day it is another one.
    assert_eq!(counted(&[one, minutes]).0, ["inmail 4/1"]);
}

#[test]
fn two_touches_of_a_day_are_two_though_a_third_file_knows_the_day_alone() {
    let day = "sent_at,replied_at,person\n2026-09-01,,a\n";
    let times = "sent_at,replied_at,person\n2026-09-01 09:00,,a\n2026-09-01 16:00,2026-09-02 10:00,a\n";
    assert_eq!(counted(&[day, times]).0, ["inmail 2/1"]);
    assert_eq!(counted(&[times, day]).0, ["inmail 2/1"]);
    // The finer moment is kept.
    let mut logs = Logs::new(LogReading::default());
    for text in [day, times] {
        logs.read("a.csv", text.as_bytes()).expect("it is right");
    }
    assert!(logs.finish().expect("it is right").contacts.iter().all(|contact| contact.sent.is_timed()));
}

#[test]
fn rows_of_sums_are_no_totals_whatever_they_are_called() {
    for last in ["Grand total,30,6", "Zwischensumme,30,6", "Total of Ann,30,6", ",30,6", "Ø,15,3", "Team average,15,3"]
    {
        let text = format!("Region,InMails sent,Replies\nNorth,20,4\nSouth,10,2\n{last}\n");
        assert_eq!(
            counted(&[&text]),
            (vec!["inmail 30/6".into()], vec!["0.csv:4 the sum of other rows".into()]),
            "{last}"
        );
    }
}

#[test]
fn a_part_that_happens_to_come_to_as_much_as_others_or_to_be_called_like_a_sum_counts() {
    for (rows, sum) in [
        ("Ann,0,0\nBen,5,1\nCat,5,1", "inmail 10/2"),
        ("MEAN stack,40,8\nTotal Energies,20,1\nSuma Rao,9,2", "inmail 69/11"),
    ] {
        assert_eq!(counted(&[&format!("Part,InMails sent,Replies\n{rows}\n")]).0, [sum]);
    }
    // And so does a day.
    let text = "Date,InMails sent,Replies\n2026-09-01,2,1\n2026-09-02,3,0\n2026-09-03,5,1\n";
    assert_eq!(counted(&[text]).0, ["inmail 10/2"]);
}

#[test]
fn totals_of_channels_are_of_a_touch_each() {
    let text = "Kind,Sent,Replied\nInMail,40,8\nConnection requests,90,30\nEmail,50,2\nTotal,180,40\n";
    assert_eq!(counted(&[text]).0, ["connect 90/30", "email 50/2", "inmail 40/8"]);
    // What is no touch is left out.
    let text = "Channel,Sent,Replied\nConnection requests,90,30\nWebinar,20,3\n";
    assert_eq!(counted(&[text]), (vec!["connect 90/30".into()], vec!["0.csv:3 no touch, and no answer to one".into()]));
    // Parts that have such a word in their name are parts.
    let text = "Source,Sent,Replied\nEmail list,40,8\nWebinar,20,3\n";
    assert_eq!(counted(&[text]).0, ["inmail 60/11"]);
}

#[test]
fn the_same_totals_count_once_and_those_of_others_are_added() {
    let may = "Week,InMails sent,Replies\n2026-05-04,10,2\n2026-05-11,12,1\n2026-05-18,9,3\n";
    let june = "Week,InMails sent,Replies\n2026-05-11,12,1\n2026-05-18,9,3\n2026-05-25,4,0\n";
    let of_a_colleague = "Week,InMails sent,Replies\n2026-05-04,7,1\n2026-05-11,12,1\n";
    assert_eq!(counted(&[may, may]).0, ["inmail 31/6"]);
    assert_eq!(counted(&[may, june]).0, ["inmail 35/6"]);
    assert_eq!(counted(&[may, of_a_colleague]).0, ["inmail 50/8"]);
    // One part that is the same in two files may well be another's.
    let anna = "Part,InMails sent,Replies\nCFO,10,1\nCTO,12,2\n";
    let ben = "Part,InMails sent,Replies\nCFO,10,1\nHR,20,2\n";
    assert_eq!(counted(&[anna, ben]).0, ["inmail 52/6"]);
    let mut logs = Logs::new(LogReading::default());
    for text in [anna, ben] {
        logs.read("a.csv", text.as_bytes()).expect("it is right");
    }
    assert!(logs.finish().expect("it is right").notes.contains(&Note::Alike("a.csv".into(), 1)));
}

#[test]
fn an_event_that_was_not_done_did_not_go_out() {
    let text = "Subject,Due date,Status,Name\nInMail: Hello,2026-09-16,Completed,Ida\nInMail: Hello,2026-09-17,In progress,Jon\n\
                InMail: Hello,2026-09-18,Deferred,Kit\nInMail: RE: Hello,2026-09-19,Completed,Ida\n";
    assert_eq!(counted(&[text]).0, ["inmail 1/1"]);
}

#[test]
fn what_is_open_in_a_log_of_conversations_went_out() {
    let text = "date,event,person,status\n2026-09-01,InMail sent,Ida,Open\n2026-09-01,InMail sent,Jon,In progress\n\
                2026-09-02,InMail sent,Kit,Closed\n2026-09-04,InMail received,Kit,Closed\n";
    assert_eq!(counted(&[text]).0, ["inmail 3/1"]);
}

#[test]
fn a_conversation_goes_on_until_ninety_days_after_its_last_word() {
    let text = "date,event,person\n2026-01-01,InMail sent,Ida\n2026-01-02,InMail received,Ida\n2026-02-15,InMail sent,Ida\n\
                2026-02-20,InMail received,Ida\n2026-04-20,InMail sent,Ida\n2026-08-01,InMail sent,Ida\n\
                2026-03-01,InMail received,Jon\n2026-03-02,InMail sent,Jon\n2026-05-01,InMail received,Jon\n\
                2026-06-10,InMail sent,Jon\n";
    assert_eq!(counted(&[text]).0, ["inmail 2/1"]);
}

#[test]
fn what_the_other_side_began_is_a_conversation_until_there_was_silence() {
    let text = "date,event,person\n2026-01-01,InMail received,Ida\n2026-01-05,InMail sent,Ida\n2026-06-01,InMail sent,Ida\n\
                2026-06-02,InMail received,Ida\n2026-06-03,InMail sent,Jon\n2026-06-20,InMail sent,Jon\n2027-03-01,InMail sent,Jon\n";
    let (touches, left_out) = counted(&[text]);
    assert_eq!(touches, ["follow-up 1/0", "inmail 3/1"]);
    assert!(left_out.contains(&"0.csv:3 begun by the other side".into()), "{left_out:?}");
}

#[test]
fn columns_that_look_like_those_that_are_needed_are_taken_for_them_where_that_is_wanted() {
    let text =
        "Datum;Name;Art;Antwort\n3.9.2026;Ida;InMail;ja\n4.9.2026;Jon;InMail;noch nicht\n5.9.2026;Kit;InMail;nein\n";
    assert!(matches!(read(text, &[], None), Err(LogError::NoColumn { .. })));
    let reading = LogReading { guess: true, dates: Some(Order::Dmy), ..LogReading::default() };
    let log = read_log("log.csv", text.as_bytes(), &reading).expect("it is right");
    let answered: Vec<bool> = log.contacts.iter().map(|contact| contact.undated.replied).collect();
    assert_eq!(answered, [true, false, false]);
    let guessed =
        log.notes.iter().find_map(|note| if let Note::Guessed(_, columns) = note { Some(columns) } else { None });
    assert_eq!(guessed, Some(&vec![("sent_at", "Datum".to_owned()), ("replied_at", "Antwort".to_owned())]));
    // What does not look like anything is asked for all the same.
    assert!(read_log("log.csv", "A;B\n3.9.2026;x\n".as_bytes(), &reading).is_err());
}

#[test]
fn a_question_mark_in_place_of_a_tick_is_told() {
    let Log { notes, .. } = read("sent_at,replied_at\n2026-09-01,?\n2026-09-02,\n", &[], None).expect("it is right");
    assert!(notes.contains(&Note::Marks("log.csv".into(), 1)), "{notes:?}");
}

#[test]
fn a_day_within_an_answer_is_used_and_told_where_it_may_be_another() {
    let text = "sent_at,replied_at\n2026-04-28,\"Ja, am 3.5.\"\n2026-04-28,replied on May 3\n2026-04-28,Meeting on May 9\n2026-04-28,no\n";
    let Log { contacts, notes, left_out, .. } = read(text, &[], None).expect("it is right");
    let days: Vec<Option<f64>> = contacts.iter().map(|of| Some(of.replied?.days_since(of.sent))).collect();
    assert_eq!((days, left_out), (vec![Some(5.0), Some(5.0), None, None], vec![]));
    assert!(contacts[2].undated.replied && !contacts[3].undated.replied);
    assert_eq!(notes, [Note::Days("log.csv".into(), 1)]);
    let steps = "Name,InMail sent,Follow-up sent,Replied\nIda,2026-04-20,2026-04-28,yes 3 May\n";
    let Log { contacts, .. } = read(steps, &[], None).expect("it is right");
    assert_eq!(contacts[1].replied.map(|at| at.date), Some(date(2026, 5, 3)));
}

#[test]
fn what_is_planned_has_not_gone_out() {
    for word in [
        "planned",
        "Scheduled",
        "geplant",
        "in Planung",
        "Terminiert",
        "prévu",
        "programmé",
        "en cola",
        "agendado",
        "in de wachtrij",
    ] {
        let text = format!("sent_at,status\n2026-09-01,replied\n2026-09-02,no reply\n2026-12-24,{word}\n");
        assert_eq!(counted(&[&text]), (vec!["inmail 2/1".into()], vec!["0.csv:4 not sent".into()]), "{word}");
    }
    // Of several steps the last is planned.
    let text = "Name,InMail sent,Follow-up sent,Status\nIda,2026-09-01,2026-12-24,planned\nJon,2026-09-01,,replied\n";
    assert_eq!(counted(&[text]), (vec!["inmail 2/1".into()], vec!["0.csv:2 not sent".into()]));
    let reading = LogReading { until: Some(date(2026, 9, 30)), ..LogReading::default() };
    let text = "sent_at,replied_at\n2026-09-01,2026-09-02\n2026-12-24,\n";
    let Log { contacts, left_out, .. } = read_log("log.csv", text.as_bytes(), &reading).expect("it is right");
    assert_eq!((contacts.len(), &left_out[0].reason), (1, &Reason::After));
}

#[test]
fn a_touch_named_in_two_languages_is_one_unless_somebody_had_both() {
    let text = "sent_at,replied_at,touch,person\n2026-09-01,,InMail,Ida\n2026-09-08,2026-09-09,Nachfassen 1,Ida\n\
                2026-09-01,,InMail,Jon\n2026-09-08,,follow-up 1,Jon\n2026-09-15,,Nachfassen 2,Jon\n";
    assert_eq!(counted(&[text]).0, ["InMail 2/0", "Nachfassen 1 2/1", "Nachfassen 2 1/0"]);
    let notes = read(text, &[], None).expect("it is right").notes;
    assert_eq!(notes, [Note::Translated(vec![["follow-up 1".into(), "Nachfassen 1".into()]])]);
    let both = format!("{text}2026-09-20,,Nachfassen 1,Jon\n");
    assert_eq!(counted(&[&both]).0, ["InMail 2/0", "Nachfassen 1 2/1", "Nachfassen 2 1/0", "follow-up 1 1/0"]);
}
