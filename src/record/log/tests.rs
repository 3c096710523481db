//! What is made of logs as people and tools keep them.

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
        ["Ada L,ada@x.example,u\nB,b,u\n", "Ada,2026-03-05\n", "Ada,0170 1234\n", "https://x.example/in/ada,A\n", ""]
    {
        assert!(matches!(read(text, &[], None), Err(LogError::NoHeader { .. })), "{text}");
    }
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
