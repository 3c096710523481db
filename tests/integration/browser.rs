//! The what-if page in a real browser, driven as a person would: Chromium by its driver, which speaks JSON over HTTP.
//!
//! Where there is no driver the tests pass, and say that they have seen nothing.
#![cfg(feature = "page")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Program, in_repository};
use crate::what_if_page::Served;

/// The longest that a browser may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// The name under which drivers hand out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one window.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// A browser whose downloads go to this folder; none where there is no driver.
    fn new(downloads: &str) -> Option<Browser> {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).ok()?.port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(driver) = driver else {
            eprintln!("no chromedriver here: the page was not tried in a browser");
            return None;
        };
        let mut browser = Browser { driver, port, session: String::new() };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < PATIENCE, "the driver does not start");
            std::thread::yield_now();
        }
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"],
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let made = browser.command("POST", "/session", &wanted);
        let Some(session) = made["sessionId"].as_str() else {
            eprintln!("no browser starts here: the page was not tried in one: {}", made["message"]);
            return None;
        };
        browser.session = session.to_owned();
        Some(browser)
    }

    /// Sends a command to the driver, and returns the value that it answers.
    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("there are timeouts");
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).expect("the driver takes commands");
        let mut bytes = Vec::new();
        let mut part = [0; 8192];
        // The driver keeps the connection: what it says of the length tells where an answer ends.
        loop {
            let read = stream.read(&mut part).expect("the driver answers");
            bytes.extend_from_slice(&part[..read]);
            let text = String::from_utf8_lossy(&bytes);
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            if read == 0 || length.is_some_and(|length| body.len() >= length) {
                let answer: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("no answer: {text}"));
                return answer["value"].clone();
            }
        }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let value = self.command(method, &format!("/session/{}{path}", self.session), body);
        assert!(value["error"].is_null(), "{method} {path}: {}", value["message"]);
        value
    }

    fn go(&self, address: &str) {
        self.ask("POST", "/url", &json!({ "url": address }));
    }

    /// What a script in the page returns.
    fn run(&self, script: &str) -> Value {
        self.ask("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns true.
    fn until(&self, what: &str) {
        let begin = Instant::now();
        while self.run(&format!("return Boolean({what})")) != true {
            let state = self.run("return [document.querySelector('#main')?.dataset.answer, document.querySelector('#finding')?.textContent]");
            assert!(begin.elapsed() < PATIENCE, "this never came: {what}\n{state}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn element(&self, selector: &str) -> String {
        let found = self.ask("POST", "/element", &json!({ "using": "css selector", "value": selector }));
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("{selector} is not there")).to_owned()
    }

    fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.run(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(selector)));
        self.ask("POST", &format!("/element/{element}/click"), &json!({}));
    }

    /// Types into a field in place of what is in it, and leaves it.
    fn write(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.run(&format!("const field = document.querySelector({}); field.scrollIntoView({{ block: 'center' }}); field.focus(); field.select?.()", json!(selector)));
        self.ask("POST", &format!("/element/{element}/value"), &json!({ "text": format!("{text}\u{E004}") }));
    }

    fn text(&self, selector: &str) -> String {
        let found = self.run(&format!("return document.querySelector({}).textContent", json!(selector)));
        found.as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.ask("DELETE", "", &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The field of a control in which a value is typed.
fn field(path: &str) -> String {
    format!("[data-path=\"{path}\"] .body input:not([type=range])")
}

/// Waits until the answer to everything that was changed is on the page, whole.
fn settled(browser: &Browser) {
    browser.until("document.querySelector('#main').dataset.answer === 'settled'");
}

/// Unfolds the text of the file, which is kept up to date only where it can be seen.
fn show_text(browser: &Browser) {
    browser.run("document.querySelector('#text-part').open = true");
}

/// The text of the file as the page has it.
fn file_text(browser: &Browser) -> String {
    browser.run("return document.querySelector('#text').value").as_str().unwrap_or_default().to_owned()
}

#[test]
fn somebody_without_a_file_finds_an_answer_and_takes_it_along() {
    let downloads = tempfile::tempdir().expect("a folder");
    let Some(browser) = Browser::new(&downloads.path().to_string_lossy()) else { return };
    let served = Served::new(Program::new(), None);
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    // The form, and an answer beside it before anything is typed.
    settled(&browser);
    assert!(browser.text("#finding").contains("Sales Navigator"), "{}", browser.text("#finding"));
    browser.click("#form input[value=\"recruiter-lite\"]");
    browser.until("document.querySelector('#table').textContent.includes('Recruiter Lite')");
    browser.click("#to-all");
    show_text(&browser);
    // Five controls.
    let changes = [
        ("segment.people.per_week", "14"),
        ("segment.people.prospects", "300"),
        ("touch.inmail.reply_rate", "8% to 20%"),
        ("months", "4"),
        ("plan.recruiter-lite.price_per_month", "150"),
    ];
    for (path, value) in changes {
        let group = path.rsplit_once('.').map_or("campaign", |(group, _)| group);
        browser.run(&format!("document.querySelector('[data-group=\"{group}\"] details').open = true"));
        browser.until(&format!("document.querySelector({})", json!(field(path))));
        browser.write(&field(path), value);
        browser.until(&format!("document.querySelector('#text').value.includes({})", json!(value)));
    }
    // A mistake, told at its control and not lost, and mended.
    let pace = "segment.people.per_week";
    browser.write(&field(pace), "a lot");
    browser.until(&format!("!document.querySelector('[data-path=\"{pace}\"] .wrong').hidden"));
    assert_eq!(browser.run(&format!("return document.querySelector({}).value", json!(field(pace)))), "a lot");
    assert!(browser.text(&format!("[data-path=\"{pace}\"] .wrong")).contains("whole number"));
    browser.write(&field(pace), "9");
    settled(&browser);
    // Two what-ifs, side by side.
    for (name, value) in [("nine", "12"), ("twelve", "12")] {
        browser.click("#keep");
        browser.write("dialog input", name);
        browser.click("dialog button.main");
        browser.write(&field(pace), value);
        settled(&browser);
    }
    browser.click("#side");
    browser.until("document.querySelector('#side-by-side table')?.textContent.includes('twelve')");
    // The file, and a run of it.
    let trials = browser.run("return document.querySelector('#main').dataset.trials");
    let finding = browser.text("#finding");
    browser.click("#hand-on");
    browser.click("dialog button[aria-label=\"Download: The plan\"]");
    let begin = Instant::now();
    let saved = downloads.path().join("campaign.toml");
    while !saved.exists() {
        assert!(begin.elapsed() < PATIENCE, "nothing was saved");
        std::thread::sleep(Duration::from_millis(20));
    }
    let bytes = std::fs::read(&saved).expect("it is there");
    assert_eq!(String::from_utf8_lossy(&bytes), file_text(&browser));
    served.program.put("campaign.toml", bytes);
    let trials = trials.as_str().expect("it says how many").to_owned();
    let run = served.program.run([
        "run",
        "campaign.toml",
        "--trials",
        &trials,
        "--format",
        "json",
        "--no-charts",
        "--no-xlsx",
    ]);
    let printed: Value = serde_json::from_str(&run.exits(0).stdout).expect("it is JSON");
    assert_eq!(printed["results"][0]["verdict"]["text"][0], finding);
    // An archive of one's own.
    browser.click("dialog .shut");
    let input = browser.element("#file");
    let log = served.program.path("log.csv");
    let rows: String =
        (1..=28).map(|day| format!("2026-01-{day:02},{}\n", if day % 4 == 0 { "2026-02-01" } else { "" })).collect();
    std::fs::write(&log, format!("sent_at,replied_at\n{rows}")).expect("it can be written");
    browser.ask("POST", &format!("/element/{input}/value"), &json!({ "text": log.to_string_lossy() }));
    browser.click("dialog .choice");
    browser.until("document.querySelector('dialog table')");
    browser.click("dialog .takes button");
    browser.until("!document.querySelector('#text').value.includes('8% to 20%')");
}

#[test]
fn many_changes_in_a_row_end_in_the_answer_to_the_last_one() {
    let Some(browser) = Browser::new("") else { return };
    let example = std::fs::read(in_repository("scenarios/which-plan.toml")).expect("it is there");
    let served = Served::new(Program::new().file("a.toml", example), Some("a.toml"));
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    settled(&browser);
    show_text(&browser);
    let slider = "[data-path=\"segment.prospects.per_week\"] input[type=range]";
    browser.run(&format!(
        "const slider = document.querySelector({slider}); let step = 0;
         window.done = false;
         const timer = setInterval(() => {{
             slider.value = step % 2 ? 40 - step % 7 : 3 + step % 7;
             slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
             if (++step === 60) {{
                 clearInterval(timer);
                 slider.value = 23;
                 slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
                 slider.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 window.done = true;
             }}
         }}, 20)",
        slider = json!(slider)
    ));
    browser.until("window.done && document.querySelector('#text').value.includes('per_week = 23')");
    settled(&browser);
    let trials = browser.run("return document.querySelector('#main').dataset.trials");
    served.program.put("last.toml", file_text(&browser));
    let run =
        ["run", "last.toml", "--trials", trials.as_str().expect("it says how many"), "--format", "json", "--no-charts"];
    let printed: Value = serde_json::from_str(&served.program.run(run).exits(0).stdout).expect("it is JSON");
    assert_eq!(printed["results"][0]["verdict"]["text"][0], browser.text("#finding"));
}
