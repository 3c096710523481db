//! Tables as people and tools in several languages keep them, by their kinds.

use super::*;

/// What a table comes to, touch by touch: how many went out, were accepted, and were answered.
fn counts(text: &str, guess: bool) -> String {
    let log =
        read_log("log.csv", text.as_bytes(), &LogReading { guess, ..LogReading::default() }).expect("it is right");
    let mut touches: Vec<&str> = log.contacts.iter().map(|contact| contact.touch.as_str()).collect();
    touches.sort_unstable();
    touches.dedup();
    let of = |touch: &str| {
        let all = || log.contacts.iter().filter(|contact| contact.touch == touch);
        let accepted = all().filter(|contact| contact.accepted.is_some() || contact.undated.accepted).count();
        let replied = all().filter(|contact| contact.replied.is_some() || contact.undated.replied).count();
        format!("{touch} {}/{accepted}/{replied}", all().count())
    };
    let of_totals = log.totals.iter().map(|total| {
        let segment = if total.segment.is_empty() { String::new() } else { format!("{}: ", total.segment) };
        format!("{segment}{} {}/{}", total.touch, total.sent, total.replied)
    });
    touches.iter().map(|touch| of(touch)).chain(of_totals).collect::<Vec<_>>().join(", ")
}

#[test]
fn columns_of_dates_that_name_a_message_are_steps() {
    let text =
        "Lead,InMail,Follow-up 1,Follow-up 2,Answer\na,2026-04-01,,,2026-04-02\nb,2026-04-01,2026-04-08,2026-04-15,\n";
    assert_eq!(counts(text, false), "follow-up 2/0/0, inmail 2/0/1");
    // The first of them may say nothing but that it went out.
    let text =
        "Lead,Date sent,Follow up sent,Answered on\na,2026-04-01,,2026-04-02\nb,2026-04-01,2026-04-08,2026-04-09\n";
    assert_eq!(counts(text, false), "follow-up 1/0/1, inmail 2/0/1");
    let text = "Lead;Einladung am;Verbunden am;Nachricht am;Erinnerung am;Antwort am\n\
                a;01.04.2026;02.04.2026;03.04.2026;;04.04.2026\nb;01.04.2026;;;;\n";
    assert_eq!(counts(text, false), "connect 2/1/0, message 1/0/1");
    // What is planned has not gone out, and a connection is what came of an invitation.
    let text = "Lead,InMail sent,Next follow-up,Answer\na,2026-04-01,2026-04-09,2026-04-02\nb,2026-04-01,2026-04-08,\n";
    assert_eq!(counts(text, true), "inmail 2/0/1");
    let text = "Lead,Invite sent,Connection date,Last message sent,Replied\na,2026-04-01,2026-04-02,2026-04-03,yes\n\
                b,2026-04-01,,,\n";
    assert_eq!(counts(text, false), "connect 2/1/0, message 1/0/1", "a date of a connection is no second invitation");
}

#[test]
fn people_are_told_by_whatever_their_row_has() {
    let text = "type,created,Lead email,Lead LinkedIn URL\nEmail sent,2026-04-01,a@example.com,\n\
                Email replied,2026-04-02,A@example.com,\nInMail sent,2026-04-01,b@example.com,https://www.linkedin.com/in/b\n\
                InMail replied,2026-04-03,b@example.com,https://www.linkedin.com/in/b/\n";
    assert_eq!(counts(text, false), "email 1/0/1, inmail 1/0/1");
    // Two of one first name are two.
    let text = "First name,Last name,InMail sent,Email sent,Replied\nAnn,Abel,2026-04-01,2026-04-02,yes\n\
                Ann,Bole,2026-04-01,2026-04-02,no\n";
    assert_eq!(counts(text, false), "email 2/0/1, inmail 2/0/0");
    let text = "Data,Evento,Contatto\n01/04/2026,InMail inviata,Ann\n14/04/2026,InMail inviata,Bob\n15/04/2026,Risposta ricevuta,Ann\n";
    assert_eq!(counts(text, false), "inmail 2/0/1");
}

#[test]
fn answers_in_a_table_of_their_own_may_go_by_a_number() {
    let mut logs = Logs::new(LogReading::default());
    let sent = "message_id,name,sent_at\nm1,a,2026-04-01\nm2,b,2026-04-02\n";
    logs.read("sent.csv", sent.as_bytes()).expect("it is right");
    logs.read("answers.csv", "message_id,replied_at\nm2,2026-04-09\nm7,2026-04-09\n".as_bytes()).expect("it is right");
    let log = logs.finish().expect("it is right");
    let replied: Vec<bool> = log.contacts.iter().map(|contact| contact.replied.is_some()).collect();
    assert_eq!(replied, [false, true]);
}

#[test]
fn what_is_missing_is_found_with_what_was_accepted_and_what_came_of_it() {
    let text = "Lead,Request sent,Connected?,Replied?\na,2026-04-01,y,y\nb,2026-04-02,y,n\nc,2026-04-03,n,n\n";
    assert_eq!(counts(text, true), "connect 3/2/1");
    // Of an InMail to be accepted is an answer.
    assert_eq!(counts("Lead,InMail sent,Accepted\na,2026-04-01,yes\nb,2026-04-02,no\n", true), "inmail 2/0/1");
    let text = "Name,Connected on,Message sent,Reply\na,2026-03-01,2026-04-01,yes\nb,2026-03-01,2026-04-02,no\n";
    assert_eq!(counts(text, true), "message 2/0/1");
    let text = "Prospect,Sent,Outcome\na,2026-04-01,Positive\nb,2026-04-02,None\nc,2026-04-02,Meeting booked\n";
    assert_eq!(counts(text, true), "inmail 3/0/2");
    let text = "Prospect,Contacted at,Replied,Bounced,Stage\na,2026-04-01,true,false,1\nb,2026-04-02,false,true,2\nc,2026-04-02,false,false,1\n";
    assert_eq!(
        counts(text, true),
        "inmail 2/0/1",
        "the number of a stage is no answer, and what bounced did not go out"
    );
    assert_eq!(
        counts("person,sent_at,replied_at\na,2026-04-01,2\nb,2026-04-02,0\nc,2026-04-02,1\n", false),
        "inmail 3/0/2"
    );
}

#[test]
fn what_did_not_come_is_no_answer_in_totals() {
    for text in [
        "Template,Sent,No response,Responded\nA,40,32,8\nB,30,24,6\n",
        "Template,Sent,Responded,Target replies,Not sent\nA,40,8,10,3\nB,30,6,10,2\n",
        "Template,Sent,Sent (total),Responded,Responded (total)\nA,40.0,40.0,8.0,8.0\nB,30.0,70.0,6.0,14.0\n",
    ] {
        assert_eq!(counts(text, false), "A: inmail 40/8, B: inmail 30/6", "{text}");
    }
    let only_silent = read("Template,Sent,No response\nA,40,32\nB,30,24\n", &[], None);
    assert!(matches!(only_silent, Err(LogError::NoColumn { .. })), "{only_silent:?}");
    // Acceptances of invitations are no answers to messages.
    let text = "Date,Connections sent,Connections accepted,Messages sent,Messages replied\n2026-04-01,20,6,6,2\n2026-04-02,20,5,5,1\n";
    assert_eq!(counts(text, false), "connect 40/11, message 11/3");
}

#[test]
fn stretches_of_time_that_are_made_of_others_are_sums() {
    let text = "Month,InMails sent,Replies\nApril,40,8\nMay,30,6\nJune,20,2\nQ2,90,16\nJuly,10,1\nAugust,10,0\nSeptember,5,0\nQ3,25,1\n";
    assert_eq!(
        counts(text, false),
        "April: inmail 40/8, May: inmail 30/6, June: inmail 20/2, July: inmail 10/1, August: inmail 10/0, September: inmail 5/0"
    );
    assert_eq!(
        counts("Quarter,Sent,Replied\nQ1,10,2\nQ2,10,2\nQ3,20,4\n", false),
        "Q1: inmail 10/2, Q2: inmail 10/2, Q3: inmail 20/4"
    );
    let text = "Team,Seat,Sent,Replied\nWest,a,10,2\nWest,b,10,1\nWest total,,20,3\nEast,c,5,1\nEast total,,5,1\nGrand total,,25,4\n";
    assert_eq!(counts(text, false), "West: inmail 20/3, East: inmail 5/1");
}
