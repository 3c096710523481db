//! Logs of trackers, tools and customer databases.

use inmail_sim::record::contact::{Contact, LeftOut};
use inmail_sim::record::exports::Exports;
use inmail_sim::record::log::{Log, LogError, LogReading, Logs, Note};
use inmail_sim::record::moment::Order;

/// What is counted, a touch a line: how many went out and how many were answered, or accepted, how many of these without a date,
/// and the days that each of the others took; then what is left out.
pub(super) fn counted(contacts: &[Contact], left_out: &[LeftOut]) -> String {
    let mut touches: Vec<&str> = contacts.iter().map(|contact| contact.touch.as_str()).collect();
    touches.sort_unstable();
    touches.dedup();
    let line = |touch: &&str| {
        let of: Vec<&Contact> = contacts.iter().filter(|contact| contact.touch == *touch).collect();
        let is_invitation = touch.starts_with("connect");
        let came = |contact: &&&Contact| {
            let (at, sometime) = match is_invitation {
                true => (contact.accepted, contact.undated.accepted),
                false => (contact.replied, contact.undated.replied),
            };
            (at.is_some() || sometime).then(|| at.map(|at| format!("{:.1}", at.days_since(contact.sent))))
        };
        let answers: Vec<Option<String>> = of.iter().filter_map(|contact| came(&contact)).collect();
        let days: Vec<&str> = answers.iter().flatten().map(String::as_str).collect();
        let undated = answers.len() - days.len();
        let undated = if undated > 0 { format!(" ({undated} undated)") } else { String::new() };
        let days = if days.is_empty() { String::new() } else { format!(" after {}", days.join(" ")) };
        format!("{touch} {}/{}{undated}{days}", of.len(), answers.len())
    };
    let left = left_out.iter().map(|row| format!("{}: {}", row.line, row.reason));
    touches.iter().map(line).chain(left).collect::<Vec<_>>().join("\n")
}

fn read_all(files: &[(&str, &str)], reading: LogReading) -> Result<Log, LogError> {
    let mut logs = Logs::new(reading);
    for (name, text) in files {
        logs.read(name, text.as_bytes())?;
    }
    logs.finish().map_err(|(_, error)| error)
}

fn columns(typed: &[(&str, &str)]) -> LogReading {
    let columns = typed.iter().map(|&(name, called)| (name.to_owned(), called.to_owned())).collect();
    LogReading { columns, ..LogReading::default() }
}

/// Reads logs that must be counted so.
fn counts(what: &str, files: &[(&str, &str)], reading: LogReading, expected: &str) -> Log {
    let log = read_all(files, reading).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(counted(&log.contacts, &log.left_out), expected, "{what}");
    log
}

fn export(log: &Log) -> Option<&str> {
    log.notes.iter().find_map(|note| if let Note::Export(_, export) = note { Some(export.name.as_str()) } else { None })
}

#[test]
fn trackers_say_yes_a_date_or_a_word() {
    let sent_and_answered = columns(&[("sent_at", "Day"), ("replied_at", "Answered?")]);
    let yes_no = "Day,Who,Firm,Answered?\n2026-04-01,Ida,Oak,Yes\n2026-04-02,Jo,Elm,No\n2026-04-03,Kit,Ash,no\n\
                  2026-04-04,Lou,Fir,TRUE\n";
    counts("yes and no", &[("tracker.csv", yes_no)], sent_and_answered, "inmail 4/2 (2 undated)");

    let reading = columns(&[("sent_at", "date_sent"), ("replied_at", "date_replied"), ("touch", "kind")]);
    let dates = "date_found,name,kind,status,date_sent,date_replied,outcome\n\
        2026-05-01,Ida,inmail,replied,2026-05-02,2026-05-04,call\n2026-05-01,Jo,inmail,sent,2026-05-03,,\n\
        2026-05-01,Kit,inmail,draft_approved,,,\n2026-05-01,Lou,inmail,followed_up,2026-05-05,,\n";
    counts("dates", &[("outreach.csv", dates)], reading, "inmail 3/1 after 2.0\n4: not sent");

    let accepted =
        "sent_at,accepted_at,replied_at\n2026-05-01,2026-05-03,2026-05-04\n2026-05-02,2026-05-04,\n2026-05-03,,\n";
    let log = counts("acceptances", &[("log.csv", accepted)], LogReading::default(), "connect 3/2 after 2.0 2.0");
    assert_eq!(log.contacts.iter().filter(|contact| contact.replied.is_some()).count(), 1);

    let twice = "sent_at,replied_at,person\n2026-05-01,,a\n2026-05-09,2026-05-10,a\n2026-05-02,,b\n2026-05-10,,b\n";
    let log = counts("two touches each", &[("log.csv", twice)], LogReading::default(), "inmail 4/1 after 1.0");
    assert!(log.notes.contains(&Note::Again(2)), "{:?}", log.notes);
    assert_eq!(log.contacts.iter().filter(|contact| contact.followed.is_some()).count(), 2);

    let clocks = "sent_at,replied_at\n2026-10-25 02:30 CEST,2026-10-25 02:10 CET\n2026-05-02 10:00,2026-05-02\n\
                  2026-05-03 10:00,2026-05-03 09:58\n2026-05-04 10:00,\n";
    let left = "inmail 3/2 after 0.0 0.0\n4: replied_at is before the touch went out";
    counts("clocks of two zones", &[("log.csv", clocks)], LogReading::default(), left);
}

#[test]
fn dates_are_read_however_they_are_written_or_named_by_line() {
    let dates = [
        "2026-06-01 09:00:00+00",
        "Jun 2 2026 9:00AM",
        "03-Jun-2026 09:00",
        "2026/06/04",
        "2026.06.05",
        "\"Sat, 06 Jun 2026 09:00:00 +0000\"",
        "1780822800",
        "2026-06-08T09:00:00.123456",
        "06/09/2026 9:00:00 AM",
        "Wed Jun 10 2026",
        "2026-06-11 at 09:00",
        "12th June 2026",
        "2026-06-13T09:00:00-0700",
        "14.06.26",
        "20260615090000",
    ];
    let unread = ["2026-W25-3", "yesterday", "4 days ago", "June 2026"];
    let rows: String = dates.iter().chain(&unread).map(|date| format!("{date},\n")).collect();
    let reading = LogReading { dates: Some(Order::Mdy), ..LogReading::default() };
    let log = counts(
        "dates",
        &[("log.csv", &format!("sent_at,replied_at\n{rows}"))],
        reading,
        "inmail 15/0\n17: sent_at: no date\n18: sent_at: no date\n19: sent_at: no date\n20: sent_at: no date",
    );
    let days: Vec<i8> = log.contacts.iter().map(|contact| contact.sent.date.day()).collect();
    assert_eq!(days, (1..=15).collect::<Vec<i8>>());
}

#[test]
fn exports_of_tools_are_known_and_read_without_a_word() {
    let recruiter = "\"Name\",\"Status\",\"Contacted\",\"Responded\",\"Project\"\n\
        \"Ida\",\"Accepted\",\"Mar 2, 2026 at 9:00 AM\",\"Mar 4, 2026 at 9:00 AM\",\"Cooks\"\n\
        \"Jo\",\"Declined\",\"Mar 3, 2026 at 9:00 AM\",\"-\",\"Cooks\"\n\"Kit\",\"Pending\",\"Mar 4, 2026 at 9:00 AM\",\"-\",\"Cooks\"\n\
        \"Lou\",\"Uncontacted\",\"-\",\"-\",\"Cooks\"\n";
    let log = counts(
        "Recruiter",
        &[("people.csv", recruiter)],
        LogReading::default(),
        "inmail 3/2 (1 undated) after 2.0\n5: not sent",
    );
    assert_eq!(export(&log), Some("recruiter-project"));

    let activity = "activityId,activityType,createdAt,seatId,memberIdentityKey\nx0,SENT_INMAIL,03-02-2026 09:00:00,5,k0\n\
                    x1,SENT_INMAIL,03-03-2026 09:00:00,5,k1\nx2,SENT_INMAIL,03-04-2026 09:00:00,5,k2\n";
    let outcomes = "activityId,outcomeType,createdAt\nx1,INMAIL_ACCEPTED,03-05-2026 21:00:00\n";
    let both = [("activity.csv", activity), ("outcomes.csv", outcomes)];
    counts("Sales Navigator", &both, LogReading::default(), "inmail 3/1 after 2.5");
    let alone = read_all(&both[..1], LogReading::default());
    assert!(matches!(alone, Err(LogError::NoAnswers { sent: 3 })), "{alone:?}");

    let lemlist = "createdAt,type,leadEmail,leadLinkedinUrl\n2026-03-02T09:00:00.000Z,linkedinInviteDone,i@x.example,u/ida\n\
        2026-03-03T09:00:00.000Z,linkedinInviteDone,j@x.example,u/jo\n2026-03-04T09:00:00.000Z,linkedinInviteAccepted,i@x.example,u/ida\n\
        2026-03-05T09:00:00.000Z,linkedinSent,i@x.example,u/ida\n2026-03-06T09:00:00.000Z,linkedinReplied,i@x.example,u/ida\n";
    counts("lemlist", &[("a.csv", lemlist)], LogReading::default(), "connect 2/1 after 2.0\nmessage 1/1 after 1.0");

    let tasks = "\"Subject\",\"Assigned\",\"Date\",\"Status\",\"Name\"\n\"InMail: Soup\",\"Me\",\"3/2/2026\",\"Completed\",\"Ida\"\n\
        \"InMail: Soup\",\"Me\",\"3/13/2026\",\"Completed\",\"Jo\"\n\"InMail: RE: Soup\",\"Me\",\"3/15/2026\",\"Completed\",\"Jo\"\n";
    counts("Salesforce", &[("report.csv", tasks)], LogReading::default(), "inmail 2/1 after 2.0");

    let contacted = "\"Name\",\"Contacted\",\"Profile\"\n\"Ida\",\"3/1/2026, 9:00:00 AM\",\"u/ida\"\n\"Jo\",\"3/2/2026, 9:00:00 AM\",\"u/jo\"\n";
    let replied = "\"Name\",\"Contacted\",\"Responded\",\"Profile\"\n\"Kit\",\"3/3/2026, 9:00:00 AM\",\"3/5/2026, 3:00:00 PM\",\"u/kit\"\n";
    let mut reading = columns(&[("sent_at", "Contacted"), ("replied_at", "Responded")]);
    reading.dates = Some(Order::Mdy);
    counts("two tables", &[("c.csv", contacted), ("r.csv", replied)], reading, "inmail 3/1 after 2.2");

    let steps = "profile_url,name,first_msg_sent_at,follow_up_sent_at,replied_at,status\nu/ida,Ida,2026-03-05 10:00,,2026-03-06 10:00,replied\n\
        u/jo,Jo,2026-03-06 10:00,2026-03-13 10:00,,followed_up\nu/kit,Kit,2026-03-07 10:00,2026-03-14 10:00,2026-03-16 10:00,replied\n";
    let expected = "message 3/1 after 1.0\nmessage follow-up 2/1 after 2.0";
    let log = counts("steps", &[("followups.csv", steps)], LogReading::default(), expected);
    assert_eq!(log.contacts.iter().filter(|contact| contact.followed.is_some()).count(), 2);
}

#[test]
fn totals_are_summed_up_by_touch() {
    let daily = "category,Profile Views,Connections Sent,Connections Accepted,Messages Sent,Message Replies,InMails Sent,InMail Replies\n\
        2026-03-01,9,20,6,5,1,3,0\n2026-03-02,9,30,9,6,2,4,1\n";
    let totals = |text: &str| {
        let log = read_all(&[("t.csv", text)], LogReading::default()).expect("totals");
        let all: Vec<String> =
            log.totals.iter().map(|total| format!("{} {}/{}", total.touch, total.sent, total.replied)).collect();
        all.join(", ")
    };
    assert_eq!(totals(daily), "connect 50/15, message 11/3, inmail 7/1");
    assert_eq!(totals("\"Project\",\"Inmails Sent\",\"Responses Received\"\n\"Cooks\",\"9\",\"4\"\n"), "inmail 9/4");
    assert_eq!(totals("Seat,InMails Sent,InMails Accepted,InMails Declined\nMe,20,3,2\n"), "inmail 20/5");
}

#[test]
fn what_a_later_log_holds_again_counts_once() {
    let first = "sent_at,replied_at,person\n2026-03-01,2026-03-05,a\n2026-03-02,,b\n";
    let second = "sent_at,replied_at,person\n2026-03-01,2026-03-05,a\n2026-03-02,2026-04-02,b\n2026-04-01,,c\n";
    let expected = "inmail 3/2 after 4.0 31.0\n2: there already\n3: there already";
    counts("exports of two months", &[("mar.csv", first), ("apr.csv", second)], LogReading::default(), expected);
    counts(
        "one twice",
        &[("mar.csv", first), ("mar.csv", first)],
        LogReading::default(),
        "inmail 2/1 after 4.0\n2: there already\n3: there already",
    );
}

#[test]
fn a_refusal_names_the_tool_and_the_column() {
    let sender = "profileUrl,fullName,message,timestamp,error\nu/ida,Ida,Hi,2026-03-01T09:00:00Z,\n";
    match read_all(&[("result.csv", sender)], LogReading::default()) {
        Err(LogError::NoColumn { wanted: "replied_at", export: Some(export), .. }) => {
            assert_eq!(export.name, "phantombuster-sender");
        }
        other => panic!("{other:?}"),
    }
    // With answers it is read, without those that failed.
    let answered =
        "profileUrl,message,timestamp,error,Answer\nu/a,Hi,2026-03-01,,2026-03-02\nu/b,Hi,2026-03-01,not found,\n";
    let reading = columns(&[("replied_at", "Answer")]);
    counts("with answers", &[("result.csv", answered)], reading, "inmail 1/1 after 1.0\n3: not sent");
    let list = "First Name,Last Name,Title,Company Name,Person Linkedin Url\nIda,I,CEO,Oak,u/ida\n";
    match read_all(&[("people.csv", list)], LogReading::default()) {
        Err(LogError::NoLog { export }) => assert_eq!(export.name, "apollo"),
        other => panic!("{other:?}"),
    }
}

/// An export of a tool that the program has never heard of, as data alone.
const NEW: &str = r#"
words = {}
usual = { list = {} }

[[export]]
name = "post-log"
tool = "Post"
kind = "log"
marks = ["Abgang"]
columns = { sent_at = ["Abgang"], replied_at = ["Eingang"], person = ["Wer"], status = ["Lage"] }
words = { replied = ["gut"], nothing = ["liegt noch da"], sent = ["weg"] }
dates = "dmy"
source = "made up"
seen = "2026-11"

[[export]]
name = "post-steps"
tool = "Post"
kind = "log"
marks = ["Karte"]
columns = { "connect.sent_at" = ["Karte"], "connect.accepted_at" = ["Ja"], "inmail.sent_at" = ["Brief"], "inmail.replied_at" = ["Dank"], person = ["Wer"] }
source = "made up"
seen = "2026-11"

[[export]]
name = "post-events"
tool = "Post"
kind = "events"
marks = ["Was"]
columns = { at = ["Wann"], event = ["Was"], person = ["Wer"] }
words = { inmail = ["17"], invited = ["18"], accepted = ["19"], replied = ["20"], nothing = ["21"] }
dates = "dmy"
source = "made up"
seen = "2026-11"

[[export]]
name = "post-totals"
tool = "Post"
kind = "totals"
marks = ["raus"]
columns = { inmails = ["raus"], inmail_answers = ["rein"], at = ["Woche"] }
source = "made up"
seen = "2026-11"
"#;

#[test]
fn to_know_another_export_needs_no_code() {
    let exports: &'static Exports = Box::leak(Box::new(Exports::read(NEW).expect("it is a table of exports")));
    let as_named = |name: &str| LogReading { export: exports.named(name), ..LogReading::default() };
    let log =
        "Wer,Abgang,Eingang,Lage\nIda,3.4.2026,5.4.2026,\nJo,3/4/26,,gut\nKit,3/4/26,,weg\nLou,3/4/26,,liegt noch da\n";
    let read = counts("log", &[("a.csv", log)], as_named("post-log"), "inmail 3/2 (1 undated) after 2.0\n5: not sent");
    assert_eq!(read.contacts[1].sent.date.to_string(), "2026-04-03");
    let steps = "Wer,Karte,Ja,Brief,Dank\nIda,2026-03-01,2026-03-03,2026-03-04,2026-03-08\nJo,2026-03-01,,,\n";
    counts("steps", &[("a.csv", steps)], as_named("post-steps"), "connect 2/1 after 2.0\ninmail 1/1 after 4.0");
    let events = "Wann,Was,Wer\n1/3/26,18,Ida\n3/3/26,19,Ida\n4/3/26,17,Jo\n5/3/26,21,Jo\n9/3/26,20,Jo\n";
    let expected = "connect 1/1 after 2.0\ninmail 1/1 after 5.0\n5: no touch, and no answer to one";
    counts("events", &[("a.csv", events)], as_named("post-events"), expected);
    let log = read_all(&[("a.csv", "Woche,raus,rein\n2026-03-02,20,3\n2026-03-09,10,1\n")], as_named("post-totals"));
    let totals = log.expect("totals").totals;
    assert_eq!((totals[0].touch.as_str(), totals[0].sent, totals[0].replied), ("inmail", 30, 4));
    let list = LogReading { export: Exports::built_in().named("evaboot"), ..LogReading::default() };
    assert!(matches!(read_all(&[("a.csv", "a,b\n1,2\n")], list), Err(LogError::NoLog { .. })));
}
