//! The bodies of the fuzz targets, on a few inputs each: what is right, and that cut short, doubled or with a byte changed.

#[path = "../../fuzz/bodies/mod.rs"]
mod bodies;

use inmail_sim::record::exports::Exports;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::{option, sample};

use crate::program::{BUSY, SMALL};

const LOG: &str = "sent_at,replied_at,touch,segment,accepted_at\n2026-03-02 09:00,2026-03-04 10:00,inmail,a,\n\
                   2026-03-03,,inmail,b,\n2026-03-04,,connect,a,2026-03-09\n2026-03-05,2026-03-20,connect,b,2026-03-06\n\
                   13/3/2026,,follow up,\"a \"\"b\"\"\",\n";

const EVENTS: &str = "createdAt,type,id,lead\n2026-03-02 09:00,INMAIL_SENT,1,a\n2026-03-03,linkedinInviteDone,2,b\n\
                      2026-03-04,linkedinReplied,3,a\n2026-03-05,linkedinInviteAccepted,4,b\n13/3/2026,Visit,5,c\n";

const STEPS: &str = "Name,Invite sent,Invite accepted,InMail sent,Replied,Status\nA,2026-03-02,2026-03-03,2026-03-05,,Yes\n\
                     B,2026-03-02,,3/13/2026,2026-03-14,\n";

const TOTALS: &str =
    "Seat,InMails sent,InMail replies,Invites sent,Invites accepted\nA,40,8,\"1,000\",300\nTotal,40,8,0,-\n";

const ARCHIVE: &str = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,SENDER PROFILE URL,RECIPIENT PROFILE URLS\n\
                       1,Me,Ann,2026-03-02 09:00:00 UTC,Hello,https://x/in/me,https://x/in/ann\n\
                       1,Ann,Me,2026-03-03 09:00:00 UTC,,https://x/in/ann,https://x/in/me\n\
                       2,Me,Bob,2026-03-04 09:00:00 UTC,Hello,https://x/in/me,https://x/in/bob\n---\n\
                       From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n\
                       Me,Zoë,\"3/5/26, 9:00 AM\",,OUTGOING,https://x/in/me,https://x/in/zoe\n---\n\
                       First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
                       Zoë,Z,https://x/in/zoe,,Acme,CEO,06 Mar 2026\n---\nFirst Name,Last Name\nMe,\n";

const LIST: &str =
    "name,title,connectionDegree,isOpenLink\nAnn,CEO,3rd,yes\nBob,Clerk,2nd,no\nZoë,\"Owner, CFO\",Out,\n";

const RULES: &str = include_str!("../../src/record/checklist.toml");

const RULEBOOK: &str = include_str!("../../src/rulebooks/article-2025-10.toml");

const RECORD: &str = "[touch.inmail]\nchannel = \"inmail\"\nreply_rate = { alpha = 3, beta = 17 }\n";

/// An answer in another table than what it is an answer to, and what another tool exports.
const EXPORTS: &str = "activityId,activityType,createdAt,memberIdentityKey\n1,SENT_INMAIL,03-02-2026 09:00:00,a\n\
                       2,SENT_INMAIL,03-13-2026 09:00:00,b\n---\nactivityId,outcomeType,createdAt\n1,INMAIL_ACCEPTED,03-05-2026\n---\n\
                       words = {}\nusual = { list = {} }\n[[export]]\nname = \"x\"\ntool = \"X\"\nkind = \"log\"\n\
                       marks = [\"activityId\"]\ncolumns = { \"inmail.sent_at\" = [\"createdAt\"] }\nsource = \"\"\nseen = \"\"\n";

/// Runs the body on an input and on what is left of it when it is damaged in ways that are the same every time.
fn run(body: fn(&[u8]), input: &str) {
    let bytes = input.as_bytes();
    body(bytes);
    body(&bytes.repeat(2));
    for at in (0..bytes.len()).step_by(bytes.len() / 6 + 1) {
        body(&bytes[..at]);
        let mut changed = bytes.to_vec();
        changed[at] ^= 0x0f;
        body(&changed);
        changed.remove(at);
        body(&changed);
    }
    body(b"");
}

#[test]
fn the_bodies_of_the_fuzz_targets_do_what_they_are_for() {
    for choice in ["\0", "\u{2d}"] {
        for log in [LOG, EVENTS, STEPS, TOTALS] {
            run(bodies::log::run, &format!("{choice}{log}"));
        }
        run(bodies::archive::run, &format!("{choice}{ARCHIVE}"));
    }
    for (place, export) in (0..).zip(Exports::built_in().all()) {
        let header: Vec<&str> = export.headings().collect();
        let row = |cell: &str| vec![cell; header.len()].join(",");
        let rows = ["2026-03-02", "yes", "3", "3/13/2026 9:00"].map(row).join("\n");
        let table = format!("{}{}\n{rows}\n", char::from(place), header.join(","));
        bodies::exports::run(table.as_bytes());
    }
    run(bodies::exports::run, &format!("\u{6}{EXPORTS}"));
    run(bodies::list::run, LIST);
    run(bodies::list::run, &format!("{LIST}\n---\n{RULES}\n---\n{RECORD}"));
    run(bodies::rules::run, RULES);
    run(bodies::rulebook::run, RULEBOOK);
    run(bodies::scenario::run, BUSY);
    run(bodies::scenario::run, &format!("rulebook = \"rules.toml\"\n{SMALL}\n---\n{RULEBOOK}\n---\n1\n2\n"));
    run(bodies::set::run, "weeks=3\ntrials=2\ntouch.x.y=\n");
    run(bodies::tally::run, "a tally");
}

/// A name as a log may have it.
fn name() -> impl Strategy<Value = &'static str> {
    sample::select(vec![
        "",
        "inmail",
        "InMail 1",
        "connect",
        "message",
        "e-mail",
        "a.b",
        "say \"so\"",
        "it's",
        "x\ty",
        "é",
        "=1+1",
        "base",
        "\u{202e}z",
        "touch.inmail",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is recorded and whatever is thought before, a scenario can take up what comes of it.
    #[test]
    fn a_fragment_can_always_be_extended(
        choice: u8,
        rows in vec((0..400i64, option::of(0..200i64), option::of(0..200i64), name(), name(), 1..15usize), 1..12),
    ) {
        let day = |days: i64| (date(2025, 1, 1) + days.days()).to_string();
        let mut text = format!("{}sent_at,replied_at,accepted_at,touch,segment\n", char::from(choice % 128));
        for (sent, replied, accepted, touch, segment, times) in rows {
            let after = |days: Option<i64>| days.map_or(String::new(), |days| day(sent + days));
            let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
            let row = [day(sent), after(replied), after(accepted), quoted(touch), quoted(segment)].join(",") + "\n";
            text += &row.repeat(times);
        }
        bodies::log::run(text.as_bytes());
    }
}
