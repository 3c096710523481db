//! The what-if page in a real browser, driven as a person would: Chromium by its driver, which speaks JSON over HTTP.
//!
//! Where there is no driver the tests pass, and say that they have seen nothing.
#![cfg(feature = "page")]

use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::calibrate::archive;
use crate::program::{Program, SMALL, in_repository};
use crate::what_if_page::Served;

/// The longest that a browser may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// The driver of a browser, which ends with it.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A browser with one window.
struct Browser {
    client: Client,
    runtime: Runtime,
    _driver: Driver,
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
        let Ok(driver) = driver.map(Driver) else {
            eprintln!("no chromedriver here: the page was not tried in a browser");
            return None;
        };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < PATIENCE, "the driver does not start");
            std::thread::yield_now();
        }
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"],
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        let wanted = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let address = format!("http://127.0.0.1:{port}");
        match runtime.block_on(ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&address)) {
            Ok(client) => Some(Browser { client, runtime, _driver: driver }),
            Err(why) => {
                eprintln!("no browser starts here: the page was not tried in one: {why}");
                None
            }
        }
    }

    /// Waits for what the driver answers.
    fn wait<T>(&self, answer: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(answer).unwrap_or_else(|why| panic!("{why}"))
    }

    fn go(&self, address: &str) {
        self.wait(self.client.goto(address));
    }

    /// What a script in the page returns.
    fn run(&self, script: &str) -> Value {
        self.wait(self.client.execute(script, Vec::new()))
    }

    /// Waits until what a script returns, or promises, is true.
    fn until(&self, what: &str) {
        let begin = Instant::now();
        while self.run(&format!("return Promise.resolve({what}).then(Boolean)")) != true {
            let state = self.run("return [document.querySelector('#main')?.dataset.answer, document.querySelector('#finding')?.textContent]");
            assert!(begin.elapsed() < PATIENCE, "this never came: {what}\n{state}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn element(&self, selector: &str) -> Element {
        self.wait(self.client.find(Locator::Css(selector)))
    }

    fn click(&self, selector: &str) {
        self.run(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(selector)));
        self.wait(self.element(selector).click());
    }

    /// Types into a field in place of what is in it, and leaves it.
    fn write(&self, selector: &str, text: &str) {
        self.run(&format!("const field = document.querySelector({}); field.scrollIntoView({{ block: 'center' }}); field.focus(); field.select?.()", json!(selector)));
        self.wait(self.element(selector).send_keys(&format!("{text}{}", char::from(Key::Tab))));
    }

    /// Drops a file on the page.
    fn drop_file(&self, path: &str) {
        self.run("const input = document.createElement('input'); input.type = 'file'; input.id = 'hand'; document.body.append(input)");
        self.wait(self.element("#hand").send_keys(path));
        self.run(
            "const hand = document.querySelector('#hand');
             const dataTransfer = new DataTransfer();
             dataTransfer.items.add(hand.files[0]);
             hand.remove();
             for (const kind of ['dragenter', 'dragover', 'drop']) {
                 document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
             }",
        );
    }

    fn text(&self, selector: &str) -> String {
        let found = self.run(&format!("return document.querySelector({}).textContent", json!(selector)));
        found.as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is killed takes its browser with it only once the session has ended.
        let _ = self.runtime.block_on(self.client.clone().close());
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
    // The archive of one's messages, as LinkedIn hands it out.
    browser.click("dialog .shut");
    served.program.put("archive.zip", archive().bytes("archive.zip"));
    browser.drop_file(&served.program.path("archive.zip").to_string_lossy());
    browser.click("dialog .choice");
    browser.until("document.querySelector('dialog table')");
    assert!(browser.text("dialog table").contains("inmail418"), "{}", browser.text("dialog table"));
    browser.click("dialog .takes li:last-child button");
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
    // What a change comes to is asked for together with it, and once.
    browser.run(
        "const send = window.fetch; window.asked = { edits: 0, ahead: 0, after: 0 };
         window.fetch = (address, options) => {
             const asked = JSON.parse(options?.body ?? '{}');
             if (address === 'api/edit') window.asked.edits += 1;
             else if (asked.edits) window.asked.ahead += 1;
             else if (address === 'api/answer' && asked.before === undefined) window.asked.after += 1;
             return send(address, options);
         }",
    );
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
    let asked = browser.run("return window.asked");
    assert!(asked["edits"].as_u64() > Some(3), "{asked}");
    assert_eq!((&asked["ahead"], &asked["after"]), (&asked["edits"], &json!(0)), "{asked}");
    let trials = browser.run("return document.querySelector('#main').dataset.trials");
    served.program.put("last.toml", file_text(&browser));
    let run =
        ["run", "last.toml", "--trials", trials.as_str().expect("it says how many"), "--format", "json", "--no-charts"];
    let printed: Value = serde_json::from_str(&served.program.run(run).exits(0).stdout).expect("it is JSON");
    assert_eq!(printed["results"][0]["verdict"]["text"][0], browser.text("#finding"));
}

/// The field of the question that begins so.
fn question(asked: &str) -> String {
    format!(
        "[...document.querySelectorAll('#form fieldset')].find((set) => set.textContent.startsWith({}))",
        json!(asked)
    )
}

#[test]
fn the_short_form_follows_what_is_changed_beside_it() {
    let Some(browser) = Browser::new("") else { return };
    let served = Served::new(Program::new(), None);
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    settled(&browser);
    let answer = |asked: &str, value: &str| {
        browser.run(&format!(
            "const field = {}.querySelector('input'); field.value = {};
             field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
            question(asked),
            json!(value)
        ));
    };
    let is = |asked: &str, value: &str| {
        browser.until(&format!("{}.querySelector('input').value === {}", question(asked), json!(value)))
    };
    // With a list the plan is as long as it takes, until somebody says how long.
    is("How many months", "6");
    answer("How many people are on your list", "100");
    is("How many months", "3");
    answer("How many months", "12");
    // What is paid for in vain is told, and mended where that stands.
    browser.until("document.querySelector('#rest').textContent.includes('The list is through before the end')");
    settled(&browser);
    browser.click("#rest button:not([hidden])");
    is("How many months", "3");
    // What is left, and when it renews, tell how fast it may go.
    answer("How many InMail credits", "43");
    answer("On which day of the month", "1");
    browser.until("document.querySelector('#accounts')?.textContent.includes('Sales Navigator: 43 credits on ')");
    // A rate of one's own becomes the answer, and stays when another answer is given.
    let log = served.program.path("log.csv");
    let rows: String =
        (1..=28).map(|day| format!("2026-01-{day:02},{}\n", if day % 4 == 0 { "2026-02-01" } else { "" })).collect();
    std::fs::write(&log, format!("sent_at,replied_at\n{rows}")).expect("it can be written");
    browser.drop_file(&log.to_string_lossy());
    browser.click("dialog .choice");
    browser.until("document.querySelector('dialog table')");
    browser.click("dialog .takes button");
    let rate = question("How often is a first InMail");
    browser.until(&format!("{rate}.querySelectorAll('input[type=radio]')[2].checked"));
    browser.click("dialog .shut");
    let low = browser.run(&format!("return {rate}.querySelectorAll('input[type=text]')[1].value"));
    answer("How many new people", "12");
    settled(&browser);
    assert_eq!(browser.run("return document.querySelector('#form').hidden"), false);
    assert_eq!(browser.run("return Boolean(document.querySelector('dialog[open]'))"), false);
    assert_eq!(browser.run(&format!("return {rate}.querySelectorAll('input[type=text]')[1].value")), low);
    // Loaded anew, it knows the answers, and that there is more in the plan than they tell.
    browser.click("#to-all");
    show_text(&browser);
    // What was answered last is in the plan only after a moment.
    browser.until("document.querySelector('#text').value.includes('per_week = 12')");
    settled(&browser);
    browser.run(
        "const text = document.querySelector('#text'); text.value = 'description = \"Mine\"\\n' + text.value;
         text.dispatchEvent(new Event('input', { bubbles: true })); text.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    browser.until("document.querySelector('#about').textContent.includes('Mine')");
    // The address follows half a second later, and may just have followed an older change.
    let held = "import(new URL('link.js', document.baseURI)).then((link) => link.unpack(location.hash))";
    browser.until(&format!("{held}.then((state) => state?.text.includes('Mine'))"));
    browser.run("onbeforeunload = null; location.reload()");
    browser.until("document.querySelector('#main')?.dataset.answer === 'settled'");
    browser.click("#to-form");
    is("How many people are on your list", "100");
    browser.until("document.querySelector('#about').textContent.includes('You have changed settings')");
    browser.click("#to-all");
    show_text(&browser);
    browser.until("document.querySelector('#text').value.includes('per_week = 12')");
    let text = file_text(&browser);
    assert!(text.contains(&format!("reply_rate = \"{}", low.as_str().expect("it is typed"))), "{text}");
}

/// The button with this text, somewhere in a part of the page.
fn pressed(browser: &Browser, within: &str, text: &str) {
    let button = format!(
        "[...document.querySelectorAll({})].find((button) => button.checkVisibility() && button.textContent.trim() === {})",
        json!(format!("{within} button")),
        json!(text)
    );
    browser.until(&button);
    browser.run(&format!("{button}.click()"));
}

/// Chooses a value among those of a list, as somebody does who opens it.
fn choose(browser: &Browser, select: &str, value: &str) {
    browser.run(&format!(
        "const select = document.querySelector({}); select.focus(); select.value = {};
         select.dispatchEvent(new Event('change', {{ bubbles: true }}))",
        json!(select),
        json!(value)
    ));
}

#[test]
fn targets_changes_of_plan_and_what_ifs_are_made_at_controls() {
    let Some(browser) = Browser::new("") else { return };
    let served = Served::new(Program::new().file("a.toml", format!("trials = 2000\n{SMALL}")), Some("a.toml"));
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    settled(&browser);
    show_text(&browser);
    pressed(&browser, "#add", "Add a target");
    browser.until("document.activeElement.closest('[data-group=\"target.0\"]')");
    browser.until(&format!("document.querySelector({})", json!(field("target.0.at_least"))));
    browser.write(&field("target.0.at_least"), "31");
    browser.until("document.querySelector('#text').value.includes('at_least = 31')");
    browser.until(
        "document.querySelector('[data-group=\"target.0\"] h3').textContent === 'Target: replies in time, at least 31'",
    );
    browser.until("document.querySelector('#targets').checkVisibility() && document.querySelector('#targets').textContent.includes('31')");
    browser.write(&field("target.0.at_least"), "some");
    let wrong = "[data-path=\"target.0.at_least\"] .wrong";
    browser.until(&format!("!document.querySelector({}).hidden", json!(wrong)));
    assert!(browser.text(wrong).starts_with("This is"), "{}", browser.text(wrong));
    browser.write(&field("target.0.at_least"), "31");
    settled(&browser);
    pressed(&browser, "#add", "Add a change of plan");
    browser.until("document.querySelector('[data-path=\"plan_change.0.plan\"] select')");
    choose(&browser, "[data-path=\"plan_change.0.plan\"] select", "none");
    browser.until("document.querySelector('#text').value.includes('plan = \"none\"')");
    settled(&browser);
    pressed(&browser, "[data-group=\"target.0\"]", "Remove");
    browser.until("!document.querySelector('[data-group=\"target.0\"]')");
    pressed(&browser, "#toast", "Undo");
    browser.until("document.querySelector('[data-group=\"target.0\"]')");
    // A what-if begins as the plan is, and changes more than one thing.
    settled(&browser);
    pressed(&browser, "#add", "Add a what-if");
    browser.write("dialog input", "more of it");
    choose(&browser, "dialog select", "segment.prospects.per_week");
    browser.click("dialog button.main");
    let pace = "[data-path$='more of it\".segment.prospects.per_week']";
    browser.until(&format!("document.querySelector({})", json!(pace)));
    assert_eq!(
        browser.run(&format!("return document.querySelector({} + ' .body input[type=text]').value", json!(pace))),
        "10"
    );
    assert!(
        browser.text(&format!("{pace} .usual")).contains("the plan: 10"),
        "{}",
        browser.text(&format!("{pace} .usual"))
    );
    browser.write(&format!("{pace} .body input[type=text]"), "20");
    browser.until("document.querySelector('#table').textContent.includes('more of it')");
    choose(&browser, "[data-group^=what_if] .adding select", "weeks");
    browser.until("document.querySelector('#text').value.includes('weeks = 26')");
    settled(&browser);
    // A list of it begins at a control, too, with the rows of the plan.
    choose(&browser, "[data-group^=what_if] .adding select", "what_if.\"more of it\".plan_change");
    browser.until("document.activeElement.closest('[data-group$=\".plan_change.1\"]')");
    choose(&browser, "[data-path^=what_if][data-path$='.plan_change.1.plan'] select", "premium-business");
    browser.until("document.querySelector('#text').value.includes('plan = \"premium-business\"')");
    settled(&browser);
    // A name that is taken is told where it is typed, and nothing that was typed is lost.
    pressed(&browser, "#add", "Add a what-if");
    browser.write("dialog input", "more of it");
    browser.click("dialog button.main");
    browser.until("document.querySelector('dialog .wrong').textContent.includes('is there already')");
    assert_eq!(browser.run("return document.querySelector('dialog input').value"), "more of it");
    browser.write("dialog input", "even more");
    browser.click("dialog button.main");
    browser.until("document.querySelector('#text').value.includes('even more')");
    settled(&browser);
}

#[test]
fn a_search_knows_what_people_call_things_and_suggests_where_it_finds_nothing() {
    let Some(browser) = Browser::new("") else { return };
    let served = Served::new(Program::new().file("a.toml", SMALL), Some("a.toml"));
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    settled(&browser);
    let seek = |text: &str| {
        browser.run(&format!(
            "const field = document.querySelector('#search'); field.value = {};
             field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
            json!(text)
        ));
    };
    let is_seen = |selector: &str| {
        let seen = format!(
            "return [...document.querySelectorAll({})].some((node) => node.checkVisibility())",
            json!(selector)
        );
        browser.run(&seen) == true
    };
    let offers = || {
        browser.run("return [...document.querySelectorAll('#add button')].filter((node) => node.checkVisibility()).map((node) => node.textContent).join()")
    };
    for (sought, path) in [
        ("holiday", "pacing.days_off"),
        ("follow up", "touch.inmail.wait_days"),
        ("Price", "plan.sales-navigator.price_per_month"),
        ("limits", "touch.inmail.limit_per_week"),
    ] {
        seek(sought);
        assert!(is_seen(&format!("[data-path=\"{path}\"]")), "{sought}");
        assert!(browser.text("#found").ends_with(" found"), "{sought}: {}", browser.text("#found"));
    }
    for (sought, offer) in [
        ("meeting", "Add an outcome of a reply"),
        ("team", "Add colleagues with an account each"),
        ("goal", "Add a target"),
    ] {
        seek(sought);
        assert!(offers().as_str().is_some_and(|found| found.contains(offer)), "{sought}: {}", offers());
    }
    seek("recruiter");
    assert_eq!(
        browser.run(
            "return [...document.querySelectorAll('#switches li')].filter((node) => node.checkVisibility()).length > 0"
        ),
        true
    );
    seek("holliday");
    assert_eq!(browser.text("#found"), "Nothing is called so.");
    pressed(&browser, "#suggest", "holiday");
    assert!(is_seen("[data-path=\"pacing.days_off\"]"));
    // What is offered whatever was looked for finds something.
    seek("zzzzzz");
    let common =
        browser.run("return [...document.querySelectorAll('#suggest button')].map((node) => node.textContent)");
    let common: Vec<String> = serde_json::from_value(common).expect("they are texts");
    assert!(common.len() > 3, "{common:?}");
    for word in common {
        seek(&word);
        assert!(browser.text("#found").ends_with(" found"), "{word}");
    }
    seek("");
    assert!(is_seen("#switches") && !is_seen("#suggest"));
}

#[test]
fn follow_ups_and_money_are_asked_for_as_people_speak_of_them() {
    let downloads = tempfile::tempdir().expect("a folder");
    let Some(browser) = Browser::new(&downloads.path().to_string_lossy()) else { return };
    let served = Served::new(Program::new(), None);
    browser.go(&format!("http://{}/{}/", served.host, served.token));
    settled(&browser);
    let shown = |asked: &str| browser.run(&format!("return {}.checkVisibility()", question(asked))) == true;
    assert!(!shown("After how many days") && !shown("In which currency"));
    browser.run(&format!("{}.querySelector('input[value=\"2\"]').click()", question("How many follow-ups")));
    browser.until(&format!("{}.checkVisibility()", question("After how many days")));
    for (place, price) in [(0, "79,99 €"), (1, "49,5")] {
        browser.run(&format!(
            "const field = {}.querySelectorAll('input')[{place}]; field.value = '{price}';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
            question("What does a month")
        ));
    }
    let currency = question("In which currency");
    browser.until(&format!("{currency}.checkVisibility()"));
    browser.until(&format!("[...{currency}.querySelectorAll('button')].some((pill) => pill.textContent === 'EUR' && pill.getAttribute('aria-pressed') === 'true')"));
    browser.until("document.querySelector('#finding').textContent.includes('EUR')");
    settled(&browser);
    // Kept, changed and kept again: the report holds both.
    for name in ["two letters", "none"] {
        browser.click("#keep");
        browser.write("dialog input", name);
        browser.click("dialog button.main");
        browser.run(&format!("{}.querySelector('input[value=\"0\"]').click()", question("How many follow-ups")));
        browser.until(&format!("!{}.checkVisibility()", question("After how many days")));
        settled(&browser);
    }
    browser.click("#hand-on");
    browser.click("dialog button[aria-label=\"Download: Report page\"]");
    let begin = Instant::now();
    let saved = downloads.path().join("campaign.html");
    let page = loop {
        assert!(begin.elapsed() < PATIENCE, "nothing was saved");
        // It may be there before all of it is.
        let page = std::fs::read_to_string(&saved).unwrap_or_default();
        if page.contains("</html>") {
            break page;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let kept = page.split("What was kept, side by side").nth(1).expect("it is in it");
    assert!(kept.contains("two letters") && kept.contains("none"), "{}", kept.chars().take(2000).collect::<String>());
    browser.click("dialog .shut");
    browser.click("#to-all");
    show_text(&browser);
    browser.until("document.querySelector('#text').value.includes('price_per_month = 79.99')");
}
