//! The what-if page as a browser meets it: who is let in, what is answered, and what becomes of the file.
#![cfg(feature = "page")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Stdio};

use serde_json::{Value, json};

use crate::program::{BUSY, Program, SMALL, in_repository};

mod lists;

/// A server that was started for a folder, and what a browser would know of it.
pub(crate) struct Served {
    child: Child,
    /// What it says; while nobody reads it, it is kept.
    _said: BufReader<ChildStderr>,
    pub(crate) host: String,
    pub(crate) token: String,
    pub(crate) program: Program,
}

/// A response, as it came.
struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Served {
    /// Opens this file of a folder, or none.
    pub(crate) fn new(program: Program, file: Option<&str>) -> Served {
        let mut command = program.command();
        command.arg("open").args(file).arg("--no-browser").stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut line = String::new();
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        said.read_line(&mut line).expect("it says where it is");
        let address = line.trim().rsplit(' ').next().unwrap_or_default();
        let rest = address.strip_prefix("http://").expect("it is an address");
        let (host, token) = rest.trim_end_matches('/').split_once('/').expect("it has a token");
        Served { child, _said: said, host: host.into(), token: token.into(), program }
    }

    fn send(&self, request: &str, body: &[u8]) -> Response {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it takes requests");
        stream.write_all(body).expect("it takes requests");
        let mut bytes = Vec::new();
        // A refusal may close before all of a request is read.
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("it speaks HTTP");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("it has a status");
        Response { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// Asks as the page does.
    fn post(&self, question: &str, body: &[u8]) -> Response {
        let Served { host, token, .. } = self;
        let length = body.len();
        let head = format!(
            "POST /{token}/api/{question} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        self.send(&head, body)
    }

    fn asked(&self, question: &str, body: &Value) -> (u16, Value) {
        let response = self.post(question, body.to_string().as_bytes());
        (response.status, serde_json::from_slice(&response.body).expect("answers are JSON"))
    }

    /// Asks what has an answer.
    fn ask(&self, question: &str, body: &Value) -> Value {
        let (status, answer) = self.asked(question, body);
        assert_eq!(status, 200, "{question}: {answer}");
        answer
    }

    fn edit(&self, text: &str, edits: &Value) -> Value {
        self.ask("edit", &json!({ "text": text, "edits": edits }))
    }

    fn saved(&self, body: &Value) -> Vec<u8> {
        let response = self.post("file", body.to_string().as_bytes());
        assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
        response.body
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("it is a text")
}

fn small() -> Served {
    Served::new(Program::new().file("small.toml", SMALL), Some("small.toml"))
}

/// A copy of an example, opened.
fn example(name: &str) -> Served {
    let text = std::fs::read(in_repository("scenarios").join(name)).expect("it is there");
    Served::new(Program::new().file(name, text), Some(name))
}

#[test]
fn nobody_but_the_page_gets_anything() {
    let served = small();
    let Served { host, token, .. } = &served;
    let get = |path: &str, headers: &str| {
        served.send(&format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"), b"")
    };
    let own = format!("Host: {host}\r\n");
    let page = get(&format!("/{token}/"), &own);
    assert_eq!(page.status, 200);
    assert!(page.body.starts_with(b"<!doctype html>") || page.body.starts_with(b"<!DOCTYPE html>"));
    for kept in ["default-src 'none'", "frame-ancestors 'none'", "no-store", "nosniff"] {
        assert!(page.head.contains(kept), "{kept}: {}", page.head);
    }
    assert!(!page.head.to_lowercase().contains("access-control"), "{}", page.head);
    let other_token = "0".repeat(token.len());
    let port = host.rsplit(':').next().expect("it has a port");
    for (path, headers) in [
        ("/".to_owned(), own.clone()),
        (format!("/{other_token}/"), own.clone()),
        (format!("/{token}"), own.clone()),
        (format!("/{token}/../{token}/"), own.clone()),
        (format!("/{token}/"), format!("Host: attacker.example:{port}\r\n")),
        (format!("/{token}/page.css"), format!("{own}Origin: http://attacker.example\r\n")),
        (format!("/{token}/page.css"), format!("{own}Sec-Fetch-Site: cross-site\r\n")),
        (format!("/{token}/Cargo.toml"), own.clone()),
        (format!("/{token}/%2e%2e/small.toml"), own.clone()),
    ] {
        let response = get(&path, &headers);
        assert_eq!((response.status, response.body.len()), (404, 0), "{path} {headers}");
    }
    for origin in ["", "Origin: http://attacker.example\r\n", "Origin: null\r\n"] {
        let request = format!(
            "POST /{token}/api/begin HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\nContent-Length: 2\r\n\r\n"
        );
        let response = served.send(&request, b"{}");
        assert_eq!((response.status, response.body.len()), (404, 0), "{origin}");
    }
    // Other addresses of this machine do not lead here.
    let elsewhere = std::net::SocketAddr::from(([127, 0, 0, 2], port.parse().expect("a number")));
    assert!(TcpStream::connect(elsewhere).is_err());
}

#[test]
fn what_is_shown_is_what_a_run_of_the_downloaded_file_prints() {
    let own = "[[what_if]]\nname = \"off\"\nweeks = 3\n";
    for (name, text, off) in
        [("small.toml", format!("{SMALL}\n{own}"), json!(["off"])), ("busy.toml", BUSY.into(), json!([]))]
    {
        let served = Served::new(Program::new().file(name, text), Some(name));
        let begun = served.ask("begin", &json!({}));
        let state = json!({ "text": begun["text"], "off": off, "trials": 300, "json": true });
        let with_form = |form: &str| {
            let mut asked = state.clone();
            asked["form"] = form.into();
            served.saved(&asked)
        };
        let file = with_form("toml");
        let saved_json = String::from_utf8(with_form("json")).expect("it is text");
        let answer = served.ask("answer", &state);
        let path = format!("downloads/{name}");
        served.program.put(&path, &file);
        let run = ["run", &path, "--trials", "300", "--format", "json", "--no-charts", "--no-xlsx"];
        let printed = served.program.run(run).stdout;
        assert_eq!(text_of(&answer["json"]), printed, "{name}");
        assert_eq!(saved_json, printed, "{name}");
        assert_eq!(
            off == json!([]),
            file == served.program.bytes(name),
            "{name}: a file is changed by nobody but the user"
        );
        assert!(!answer["charts"].as_array().expect("a list").is_empty());
    }
}

fn text_of(value: &Value) -> String {
    text(value).to_owned()
}

#[test]
fn every_wrong_value_is_told_at_its_control_and_not_lost() {
    let served = example("worth-it.toml");
    let begun = served.ask("begin", &json!({}));
    let file = text(&begun["text"]);
    let look = served.ask("look", &json!({ "text": file }));
    assert_eq!(look["ok"], true, "{look}");
    let paths: Vec<String> = controls(&look).map(|control| text_of(&control["path"])).collect();
    let mut tried = 0;
    for path in &paths {
        // A text may be anything, and so may a name until something is looked for by it.
        for wrong in ["-7", "nonsense value"] {
            let edited = served.edit(file, &json!([{ "do": "set", "path": path, "value": wrong }]));
            if edited["look"]["ok"] == true {
                continue;
            }
            tried += 1;
            let control = controls(&edited["look"]).find(|control| control["path"] == **path);
            let control = control.unwrap_or_else(|| panic!("{path} = {wrong}: its control is gone"));
            let findings = edited["look"]["findings"].as_array().expect("a list");
            let is_elsewhere = findings.iter().any(|finding| finding["level"] == "error" && !finding["path"].is_null());
            assert!(!control["message"].is_null() || is_elsewhere, "{path} = {wrong}: {findings:?}");
            assert!(!control["value"].is_null(), "{path} = {wrong} is lost");
            let mended = served.edit(text(&edited["text"]), &json!([{ "do": "text", "text": file }]));
            assert_eq!((text(&mended["text"]), &mended["look"]["ok"]), (file, &json!(true)), "{path} = {wrong}");
        }
    }
    assert!(tried >= 20, "{tried}");
}

/// All controls of a look.
fn controls(look: &Value) -> impl Iterator<Item = &Value> {
    let groups = look["groups"].as_array().into_iter().flatten();
    groups.flat_map(|group| [&group["controls"], &group["more"]]).filter_map(Value::as_array).flatten()
}

#[test]
fn an_edit_changes_what_it_is_about_and_nothing_else() {
    let served = example("which-plan.toml");
    let begun = served.ask("begin", &json!({}));
    let file = text(&begun["text"]);
    let changed = |edits: Value| {
        let edited = served.edit(file, &edits);
        assert_eq!(edited["look"]["ok"], true, "{edits}: {}", edited["look"]["findings"]);
        let after = text_of(&edited["text"]);
        let only = |these: &str, those: &str| -> Vec<String> {
            these.lines().filter(|line| !those.lines().any(|other| other == *line)).map(str::to_owned).collect()
        };
        (only(file, &after), only(&after, file))
    };
    let line = |text: &str| vec![text.to_owned()];
    assert_eq!(
        changed(json!([{ "do": "set", "path": "segment.prospects.per_week", "value": "17" }])),
        (
            line("per_week = 10             # new people a week; from the article"),
            line("per_week = 17             # new people a week; from the article")
        )
    );
    assert_eq!(changed(json!([{ "do": "set", "path": "weeks", "value": "12" }])), (vec![], line("weeks = 12")));
    assert_eq!(
        changed(json!([{ "do": "plan", "name": "recruiter-lite", "on": false }])),
        (vec![], line("plans = [\"premium-career\", \"premium-business\", \"sales-navigator\"]"))
    );
    let (gone, new) = changed(json!([
        { "do": "add", "kind": "touch", "name": "second", "word": "inmail" },
        { "do": "rename", "path": "touch.second", "name": "a reminder" },
    ]));
    assert_eq!(gone, line("sequence = [\"inmail\"]"));
    assert_eq!(
        new,
        [
            "[touch.\"a reminder\"]",
            "channel = \"inmail\"",
            "reply_rate = { pert = [0.02, 0.07, 0.15] } # about half the rate of the first: derived",
            "wait_days = [5, 7] # the article's advice",
            "sequence = [\"inmail\", \"a reminder\"]"
        ]
    );
    let (gone, new) = changed(json!([
        { "do": "add", "kind": "touch", "name": "second", "word": "inmail" },
        { "do": "remove", "path": "touch.second" },
    ]));
    assert_eq!((gone, new), (vec![], vec![]));
}

/// What becomes of a text by edits.
fn after(served: &Served, text: &str, edits: &Value) -> String {
    text_of(&served.edit(text, edits)["text"])
}

#[test]
fn what_is_not_meant_stays_as_it_was() {
    let served = small();
    let weeks = json!([{ "do": "set", "path": "weeks", "value": "5" }]);
    let (unset, plan) =
        (json!([{ "do": "unset", "path": "name" }]), json!([{ "do": "plan", "name": "b", "on": false }]));
    for (before, edits, expected) in [
        ("weeks = 4 # c\r\nseed = 1\r\n", &weeks, "weeks = 5 # c\r\nseed = 1\r\n"),
        ("\u{feff}weeks = 4", &weeks, "\u{feff}weeks = 5"),
        ("# What for?\n\n# mine\nname = 'x'\nseed = 1\n", &unset, "# What for?\n\nseed = 1\n"),
        ("plans = [\n  'a', # first\n  'b', # second\n]\n", &plan, "plans = [\n  'a', # first\n  ]\n"),
    ] {
        assert_eq!(after(&served, before, edits), expected, "{before:?} {edits}");
    }
    let off = json!({ "text": "[[what_if]]\r\nname = \"a \\\"b\\\"\"\r\n", "off": ["a \"b\""], "form": "toml" });
    assert_eq!(String::from_utf8_lossy(&served.saved(&off)), "");
    let text =
        "touch.'a, b' = { channel = 'email', reply_rate = 0.1 }\nsegment.s = { per_week = 1, sequence = ['a, b'] }\n";
    let look = served.ask("look", &json!({ "text": text }));
    let sequence = controls(&look).find(|control| control["path"] == "segment.s.sequence").expect("it is shown");
    let again = json!([{ "do": "set", "path": "segment.s.sequence", "value": sequence["value"] }]);
    assert_eq!(served.edit(text, &again)["look"]["ok"], true);
    let look = served.ask("look", &json!({ "text": "weeks = 5\n" }));
    assert!(controls(&look).all(|control| control["message"].is_null()), "{look}");
}

#[test]
fn whatever_can_be_added_makes_a_file_that_is_right() {
    let served = small();
    let look = served.ask("look", &json!({ "text": SMALL }));
    for addable in look["can_add"].as_array().expect("a list") {
        let words = addable["words"].as_array().cloned().unwrap_or_default();
        let words = if words.is_empty() { vec![json!({ "value": null })] } else { words };
        for word in words {
            let edit = json!([{ "do": "add", "kind": addable["kind"], "name": "new", "word": word["value"] }]);
            let edited = served.edit(SMALL, &edit);
            assert_eq!(edited["look"]["ok"], true, "{edit}: {}", edited["look"]["findings"]);
        }
    }
}

#[test]
fn what_is_no_scenario_file_is_refused_as_anywhere_else() {
    let program = Program::new().file("people.csv", "name,title\nAda,CEO\n").file("a/b.toml", SMALL);
    for (file, told) in [
        ("people.csv", "is no scenario file; if it is a record"),
        ("a", "did you mean `a/b.toml`?"),
        ("nothing.toml", "cannot read `nothing.toml`: there is no such file"),
    ] {
        program.run(["open", file, "--no-browser"]).exits(2).mentions(told);
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_a_reason() {
    let served = small();
    let refused = |text: &str, edit: Value| {
        let (status, answer) = served.asked("edit", &json!({ "text": text, "edits": [edit] }));
        assert_eq!(status, 422, "{answer}");
        text_of(&answer["error"])
    };
    let wrong = format!("weeks = 0\n{SMALL}");
    assert!(refused(&wrong, json!({ "do": "plan", "name": "x", "on": true })).contains("mend that first"));
    assert!(refused(SMALL, json!({ "do": "unset", "path": "no[where" })).contains("not stated"));
    assert!(refused(SMALL, json!({ "do": "add", "kind": "touch", "name": "inmail" })).contains("already"));
    assert!(refused("a = [", json!({ "do": "set", "path": "weeks", "value": "1" })).contains("cannot be read"));
}

#[test]
fn names_change_in_lists_of_lists_and_only_where_they_are_meant() {
    let served = example("cheapest-for-a-goal.toml");
    let file = text_of(&served.ask("begin", &json!({}))["text"]);
    let inmail = json!([{ "do": "rename", "path": "touch.inmail", "name": "letter" }]);
    let edited = served.edit(&file, &inmail);
    assert_eq!(edited["look"]["ok"], true, "{}", edited["look"]["findings"]);
    let both = "touch.meeting = { channel = 'email', reply_rate = 0.1 }\n\
                segment.touch = { per_week = 1, sequence = ['meeting'] }\n\
                outcome.meeting = { rate = 0.5 }\noutcome.deal = { of = 'meeting', rate = 0.5 }\n";
    let letter = json!([{ "do": "rename", "path": "touch.meeting", "name": "letter" }]);
    let expected = both.replace("touch.meeting", "touch.letter").replace("['meeting']", "[\"letter\"]");
    assert_eq!(after(&served, both, &letter), expected);
    let call = json!([{ "do": "rename", "path": "outcome.meeting", "name": "call" }]);
    let expected = both.replace("outcome.meeting", "outcome.call").replace("of = 'meeting'", "of = \"call\"");
    assert_eq!(after(&served, both, &call), expected);
}

#[test]
fn names_change_wherever_they_are_mentioned() {
    let served = example("worth-it.toml");
    let begun = served.ask("begin", &json!({}));
    let file = text(&begun["text"]);
    let look = served.ask("look", &json!({ "text": file }));
    let groups = look["groups"].as_array().expect("a list").clone();
    let before = served.ask("answer", &json!({ "text": file, "trials": 100, "charts": false }));
    // A what-if is a part of the names of cases.
    let is_renamed = |group: &&Value| group["can_rename"] == true && group["kind"] != "what_if";
    let renamed: Vec<&Value> = groups.iter().filter(is_renamed).collect();
    assert!(renamed.len() >= 3, "{groups:?}");
    for group in renamed {
        let path = text(&group["id"]);
        let edited = served.edit(file, &json!([{ "do": "rename", "path": path, "name": "another name" }]));
        assert_eq!(edited["look"]["ok"], true, "{path}: {}", edited["look"]["findings"]);
        // Luck is found by names, so that it is another one; all else stays, and comes back with the name.
        let asked = json!({ "text": edited["text"], "trials": 100, "charts": false });
        assert_eq!(served.ask("answer", &asked)["cases"], before["cases"], "{path}");
        let (section, name) = path.split_once('.').expect("it has a section");
        let back = json!([{ "do": "rename", "path": format!("{section}.\"another name\""), "name": name }]);
        assert_eq!(text(&served.edit(text(&edited["text"]), &back)["text"]), file, "{path}");
    }
}

#[test]
fn a_page_without_a_file_begins_with_questions() {
    let served = Served::new(Program::new(), None);
    let begun = served.ask("begin", &json!({}));
    assert!(begun["file"].is_null() && begun["text"].is_null(), "{begun}");
    let formed =
        served.ask("form", &json!({ "answers": { "plans": "recruiter-lite", "credits": "12", "renews": "1" } }));
    let answer = served.ask("answer", &json!({ "text": formed["text"], "trials": 50 }));
    assert!(text(&answer["verdict"][0]).contains("Recruiter Lite"), "{answer}");
    let wrong = served.ask("form", &json!({ "answers": { "rate": "half of them" } }));
    assert_eq!((&wrong["text"], &wrong["wrong"][0]["id"]), (&Value::Null, &json!("rate")));
}

#[test]
fn states_stand_side_by_side_and_before_and_after_on_the_same_luck() {
    let served = small();
    let begun = served.ask("begin", &json!({}));
    let before = text(&begun["text"]);
    let after = served.edit(before, &json!([{ "do": "set", "path": "weeks", "value": "4" }]));
    let asked = json!({ "text": after["text"], "before": before, "trials": 200, "charts": false });
    let changed = served.ask("answer", &asked)["changed"].clone();
    let rows = changed["rows"].as_array().expect("it has changed");
    assert!(
        rows.iter().any(|row| row["figure"] == "replies" && text(&row["difference"]).starts_with('−')),
        "{changed}"
    );
    let same = served.ask("answer", &json!({ "text": before, "before": before, "trials": 50, "charts": false }));
    assert!(same["changed"].is_null(), "{same}");
    let states = json!([{ "name": "half a year", "text": before }, { "name": "a month", "text": after["text"] }]);
    let compared = served.ask("compare", &json!({ "states": states, "trials": 50 }));
    assert!(text(&compared["table"]).contains("a month"), "{compared}");
    let (status, refused) = served.asked("compare", &json!({ "states": [states[0], states[0]], "trials": 50 }));
    assert_eq!((status, text(&refused["error"]).contains("half a year")), (422, true), "{refused}");
    // The report that is downloaded has them, with the figures of the page.
    let mut asked = json!({ "text": before, "trials": 50, "form": "page" });
    let alone = String::from_utf8(served.saved(&asked)).expect("it is text");
    asked["beside"] = json!({ "states": states, "trials": 50 });
    let page = String::from_utf8(served.saved(&asked)).expect("it is text");
    assert!(!alone.contains("What was kept") && page.contains("<h2>What was kept, side by side</h2>"));
    let part = page.split("What was kept").nth(1).expect("it has a heading");
    let rows = |html: &str| {
        let table = html.split("</table>").next().unwrap_or_default();
        let rows = table.split("<tr").skip(2);
        rows.map(|row| row.split("</tr>").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let told = rows(part).join(" ");
    assert!(told.contains("half a year") && told.contains("a month"), "{told}");
    let cell = |html: &str| html.split("<td").nth(1).and_then(|rest| rest.split('>').nth(1)).map(str::to_owned);
    assert_eq!(
        rows(part).first().and_then(|row| cell(row)),
        rows(text(&compared["table"])).first().and_then(|row| cell(row))
    );
    // As on the page it is told whether credits run out, and what is asked of each.
    assert!(!part.split("<h2>").next().unwrap_or_default().contains("Their targets"));
    let target = "[[target]]\nfigure = \"replies\"\nat_least = 3\n";
    let states = json!([
        { "name": "half a year", "text": format!("{before}{target}") },
        { "name": "a month", "text": format!("{}{target}", text(&after["text"])) },
    ]);
    asked["beside"] = json!({ "states": states, "trials": 50 });
    let page = String::from_utf8(served.saved(&asked)).expect("it is text");
    let part = page.split("What was kept").nth(1).and_then(|part| part.split("<h2>").next()).expect("it has a heading");
    assert!(part.contains("runs out") && part.contains("Their targets") && part.contains("replies &gt;= 3"), "{part}");
    let compared = served.ask("compare", &json!({ "states": states, "trials": 50 }));
    assert!(text(&compared["targets"]).contains("replies &gt;= 3"), "{compared}");
    let wrong = json!([states[0], { "name": "wrong", "text": "weeks = 0" }]);
    let (status, refused) = served.asked("compare", &json!({ "states": wrong, "trials": 50 }));
    assert_eq!((status, text(&refused["error"]).starts_with("“wrong” cannot be played: ")), (422, true), "{refused}");
}

#[test]
fn files_of_ones_own_are_read_here_and_leave_nothing() {
    let served = small();
    let drop = |question: &str, path: &str| {
        let bytes = std::fs::read(in_repository("scenarios").join(path)).expect("it is there");
        let response = served.post(question, &bytes);
        let answer: Value = serde_json::from_slice(&response.body).expect("answers are JSON");
        (response.status, answer)
    };
    let (status, list) = drop("list?name=prospects.csv", "lists/prospects.csv");
    assert_eq!(status, 200, "{list}");
    let begun = served.ask("answer", &json!({ "text": list["segments"], "trials": 20, "charts": false }));
    assert!(!begun["verdict"].as_array().expect("a list").is_empty());
    let rows: String =
        (1..=28).map(|day| format!("2026-01-{day:02},{}\n", if day % 4 == 0 { "2026-02-01" } else { "" })).collect();
    let log = served.post("record?name=log.csv", format!("sent_at,replied_at\n{rows}").as_bytes());
    let record: Value = serde_json::from_slice(&log.body).expect("answers are JSON");
    assert_eq!((log.status, &record["takes"][0]["path"]), (200, &json!("touch.inmail.reply_rate")), "{record}");
    assert!(text(&record["table"]).contains("<td class=\"number\">28</td><td class=\"number\">7</td>"), "{record}");
    let taken = json!([{ "do": "set", "path": record["takes"][0]["path"], "value": record["takes"][0]["value"] }]);
    assert_eq!(served.edit(SMALL, &taken)["look"]["ok"], true);
    let (status, refused) = drop("record?name=../../people.csv", "lists/prospects.csv");
    assert_eq!(status, 422, "{refused}");
    assert!(text(&refused["error"]).contains("`people.csv`"), "{refused}");
    assert_eq!(served.program.names(""), ["small.toml"]);
}

#[test]
fn what_a_file_names_is_read_when_it_is_opened_and_nothing_else_ever() {
    let program = Program::new()
        .file("base.toml", SMALL)
        .file("other.toml", "secret = true")
        .file("a.toml", "extends = \"base.toml\"\nweeks = 5\n");
    let served = Served::new(program, Some("a.toml"));
    let begun = served.ask("begin", &json!({}));
    let look = served.ask("look", &json!({ "text": begun["text"] }));
    assert_eq!(look["ok"], true, "{look}");
    assert!(controls(&look).any(|control| control["path"] == "segment.prospects.per_week"), "{look}");
    let groups = look["groups"].as_array().expect("a list");
    let people = groups.iter().find(|group| group["id"] == "segment.prospects").expect("it is taken over");
    assert_eq!((&people["can_remove"], &people["can_rename"]), (&json!(false), &json!(false)), "{people}");
    let states = json!([{ "name": "base", "text": begun["text"] }, { "name": "now", "text": begun["text"] }]);
    served.ask("compare", &json!({ "states": states, "trials": 20 }));
    let look = served.ask("look", &json!({ "text": "extends = \"other.toml\"" }));
    assert_eq!(look["ok"], false);
    assert!(!look.to_string().contains("secret"), "{look}");
}

#[test]
fn a_plan_that_outlasts_its_list_is_shortened_by_what_is_offered() {
    let served = Served::new(Program::new(), None);
    let answers = json!({ "people": "100", "months": "24", "price": "95, 50", "seats": "2", "rate": "11 of 64" });
    let formed = served.ask("form", &json!({ "answers": answers }));
    let asked = |text: &Value| served.ask("answer", &json!({ "text": text, "trials": 1000, "charts": false }));
    let note = asked(&formed["text"])["notes"][0].clone();
    assert!(text(&note["said"]).starts_with("The list is through before the end"), "{note}");
    assert!(text(&note["act"]["shown"]).starts_with("Plan for "), "{note}");
    let edited = served.edit(text(&formed["text"]), &note["act"]["edits"]);
    let shorter = asked(&edited["text"]);
    // What is left of a month is paid for all the same.
    assert!(shorter["notes"].as_array().expect("a list").iter().all(|note| note["act"].is_null()), "{shorter}");
    // The questions ask for all that is in it, and give it back.
    let told = served.ask("told", &json!({ "text": edited["text"] }));
    assert_eq!((&told["answers"]["rate"], &told["answers"]["seats"]), (&json!("11 of 64"), &json!("2")));
    assert_ne!(told["answers"]["months"], "24");
    let more = served.edit(text(&formed["text"]), &json!([{ "do": "set", "path": "costs.once", "value": "5" }]));
    assert!(served.ask("told", &json!({ "text": more["text"] }))["answers"].is_null());
    // A file that says how long it goes on in weeks says so in one way afterwards, too.
    let weeks = text(&formed["text"]).replace("months = 24", "weeks = 104");
    let note = asked(&json!(weeks))["notes"][0].clone();
    let edited = served.edit(&weeks, &note["act"]["edits"]);
    assert_eq!(edited["look"]["ok"], true, "{}", edited["look"]["findings"]);
    assert!(!text(&edited["text"]).contains("weeks ="), "{edited}");
}

#[test]
fn what_a_what_if_states_is_changed_as_the_plan_is() {
    let served = small();
    for what_if in [
        "[[what_if]] # two letters\nname = \"more, of it\"\nsegment.prospects.per_week = 20 # twice as many\n",
        "what_if = [{ name = \"more, of it\", segment = { prospects = { per_week = 20 } } }]\n",
    ] {
        let file = if what_if.starts_with('[') { format!("{SMALL}{what_if}") } else { format!("{what_if}{SMALL}") };
        let look = served.ask("look", &json!({ "text": file }));
        let path = "what_if.\"more, of it\".segment.prospects.per_week";
        let control = controls(&look).find(|control| control["path"] == path).expect("it has a control").clone();
        assert_eq!((&control["value"], &control["label"]), (&json!("20"), &json!("prospects: people a week")));
        let set = |value: &str| served.edit(&file, &json!([{ "do": "set", "path": path, "value": value }]));
        assert_eq!(text(&set("25")["text"]), file.replace("per_week = 20", "per_week = 25"));
        let wrong = set("a lot");
        let control = controls(&wrong["look"]).find(|control| control["path"] == path).expect("it is still there");
        assert!(text(&control["message"]).contains("whole number"), "{control}");
        let removed = served.edit(&file, &json!([{ "do": "remove", "path": "what_if.\"more, of it\"" }]));
        assert_eq!(removed["look"]["what_ifs"], json!([]), "{removed}");
        assert_eq!(removed["look"]["ok"], true, "{removed}");
    }
}

#[test]
fn what_changes_come_to_is_answered_while_they_are_made() {
    let served = small();
    let begun = served.ask("begin", &json!({}));
    let edits = json!([{ "do": "set", "path": "segment.prospects.per_week", "value": "20" }]);
    let edited = served.edit(text(&begun["text"]), &edits);
    let ahead = served.ask("answer", &json!({ "text": begun["text"], "edits": edits, "trials": 64, "json": true }));
    let after = served.ask("answer", &json!({ "text": edited["text"], "trials": 64, "json": true }));
    assert_eq!(ahead, after);
    let wrong = json!([{ "do": "set", "path": "segment.prospects.per_week", "value": "some" }]);
    let (status, refused) = served.asked("answer", &json!({ "text": begun["text"], "edits": wrong, "trials": 64 }));
    assert_eq!((status, refused["findings"].is_array()), (422, true), "{refused}");
}

#[test]
fn a_campaign_is_told_in_the_words_of_people() {
    let served = small();
    let begun = served.ask("begin", &json!({}));
    let told = served.ask("trace", &json!({ "text": begun["text"], "case": "sales-navigator", "trial": 1 }));
    let table = text(&told["table"]);
    for words in ["plan paid", "credits granted", "<td>sent</td>", ">+50</td>", ">−1</td>"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert!(!table.contains("grant<") && !table.contains("charge"), "{table}");
    let (status, refused) = served.asked("trace", &json!({ "text": begun["text"], "case": "none", "trial": 1 }));
    assert_eq!((status, text(&refused["error"])), (422, "no case is called “none”"));
}

#[test]
fn controls_say_what_holds_and_may_be_chosen_as_people_would() {
    let served = small();
    let look = |text: &str| served.ask("look", &json!({ "text": text }));
    let control = |look: &Value, path: &str| {
        controls(look).find(|control| control["path"] == path).unwrap_or_else(|| panic!("{path} has a control")).clone()
    };
    let usd = look(SMALL);
    let price = control(&usd, "plan.sales-navigator.price_per_month");
    assert_eq!((&price["usual"], &price["slider"]["at"]), (&json!("80.00"), &json!(80.0)), "{price}");
    // What the list says is in another currency.
    let euros = control(&look(&format!("currency = 'EUR'\n{SMALL}")), "plan.sales-navigator.price_per_month");
    assert_ne!(euros["usual"], "80.00", "{euros}");
    let words = control(&usd, "touch.inmail.channel")["words"].clone();
    let shown: Vec<&str> = words.as_array().expect("a list").iter().map(|word| text(&word["shown"])).collect();
    assert!(shown.contains(&"invitation to connect"), "{shown:?}");
    assert_eq!(control(&usd, "trials")["label"], "simulations");
}
