//! `report.html`: one file that refers to nothing else, in which whatever users name stays text.

use crate::program::{BUSY, Program, in_repository};

/// A scenario in which every name is an attack.
const HOSTILE: &str = r#"name = "<script>alert(1)</script>"
description = "\"><img src=x onerror=alert(2)>"
plans = ["<b>plan</b>", "sales-navigator"]
trials = 300

[plan."<b>plan</b>"]
name              = "<i>Plan</i>"
credits_per_month = 5
cap               = 15
price_per_month   = 20

[touch."<svg onload=alert(3)>"]
channel    = "inmail"
reply_rate = "10% to 25%" # <u>made up</u> & "quoted"

[segment."</table><script>alert(4)</script>"]
per_week = 10
sequence = ["<svg onload=alert(3)>"]

[outcome."<img src=x onerror=alert(6)>"]
rate = 0.3

[[what_if]]
name = "</title><script>alert(5)</script>"
segment."</table><script>alert(4)</script>".per_week = 5

[[what_if]]
name = "=HYPERLINK(\"http://example.com\")"
currency = "@sum"
"#;

fn page(program: &Program, arguments: &[&str]) -> String {
    program.run([&["run", "--quiet"], arguments].concat()).exits(0);
    program.text("results/a/report.html")
}

/// What stands between the brackets of each tag.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default())
}

/// Claims that nothing on the page is fetched from anywhere.
fn assert_refers_to_nothing(html: &str) {
    for tag in tags(html) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        for fetching in ["link", "img", "iframe", "object", "embed", "base", "form", "image", "foreignObject", "a"] {
            assert_ne!(name, fetching, "<{tag}>");
        }
        for attribute in [" src=", " href=\"h", " href=\"/", "xlink:", " srcset=", " action=", " onload=", " onerror="]
        {
            assert!(!tag.contains(attribute), "<{tag}>");
        }
    }
    let (style, script) = (between(html, "<style>", "</style>"), between(html, "<script>", "</script>"));
    for reference in ["url(", "@import", "@font-face", "http:", "https:", "//"] {
        assert!(!style.contains(reference), "{reference} in the style");
    }
    for reference in ["fetch", "import", "XMLHttp", "http:", "https:", "innerHTML", "eval"] {
        assert!(!script.contains(reference), "{reference} in the script");
    }
    assert!(html.contains("default-src 'none'"), "it forbids itself to fetch anything");
    assert!(!html.contains("url(http") && !html.contains("url(&"));
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect("it is there").0
}

#[test]
fn whatever_a_user_names_stays_text_and_nothing_is_fetched() {
    let program = Program::new().file("a.toml", HOSTILE);
    let html = page(&program, &["a.toml"]);
    assert_refers_to_nothing(&html);
    // The one script is the page's own.
    assert_eq!(html.matches("<script").count(), 1);
    for escaped in [
        "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>",
        "&quot;&gt;&lt;img src=x onerror=alert(2)&gt;",
        "&lt;b&gt;plan&lt;/b&gt;",
        "&lt;i&gt;Plan&lt;/i&gt;",
        "&lt;svg onload=alert(3)&gt;",
        "&lt;/table&gt;&lt;script&gt;alert(4)&lt;/script&gt;",
        "&lt;/title&gt;&lt;script&gt;alert(5)&lt;/script&gt;",
        "&lt;u&gt;made up&lt;/u&gt; &amp; &quot;quoted&quot;",
    ] {
        assert!(html.contains(escaped), "{escaped}");
    }
    for raw in ["<script>alert", "<b>plan", "<i>Plan", "<svg onload", "<img", "<u>made"] {
        assert!(!html.contains(raw), "{raw}");
    }
}

#[test]
fn every_other_example_is_a_page_of_its_own_too() {
    for name in ["which-plan", "two-rulebooks", "free-ways-first", "own-record"] {
        let program = Program::new();
        let file = in_repository(&format!("scenarios/{name}.toml"));
        program.run(["run", &file.to_string_lossy(), "--trials", "200", "--quiet"]).exits(0);
        let html = program.text(&format!("results/{name}/report.html"));
        assert_refers_to_nothing(&html);
        assert!(!html.contains(&*program.path("").to_string_lossy()), "no folder of this machine");
        for once in ["<h1>", "class=\"finding\"", "Where rulebooks disagree", "How to repeat this run"] {
            assert_eq!(html.matches(once).count(), 1, "{once} in {name}");
        }
        for kind in ["Simulation error", "Luck", "Not knowing the reply rate"] {
            assert!(html.contains(&format!("<dt>{kind}</dt>")), "{kind} in {name}");
        }
    }
}

#[test]
fn what_is_opened_is_closed() {
    let program = Program::new().file("a.toml", HOSTILE);
    let html = page(&program, &["a.toml"]);
    let mut open: Vec<&str> = Vec::new();
    let body =
        html.replace(between(&html, "<script>", "</script>"), "").replace(between(&html, "<style>", "</style>"), "");
    for tag in tags(&body) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') && !["meta", "!DOCTYPE"].contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn charts_are_drawings_with_a_text_in_their_place_or_left_out() {
    let program = Program::new().file("a.toml", BUSY);
    let html = page(&program, &["a.toml"]);
    let charts = inmail_sim::chart::NAMES.iter().filter(|name| program.has(&format!("results/a/{name}.svg"))).count();
    assert!(charts > 1);
    assert_eq!(html.matches("<svg").count(), charts);
    assert_eq!(html.matches("role=\"img\"").count(), charts);
    assert_eq!(html.matches("<desc>").count(), charts);
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<std::collections::BTreeSet<_>>().len(), "{ids:?}");
    let without = page(&program, &["a.toml", "--no-charts"]);
    assert!(!without.contains("<svg") && without.contains("class=\"finding\""));
}

#[test]
fn what_the_results_rest_on_is_stated_with_whose_word_it_is() {
    let program = Program::new();
    let file = in_repository("scenarios/own-record.toml");
    program
        .run(["run", &file.to_string_lossy(), "--trials", "50", "--quiet", "--no-charts", "--set", "weeks=8"])
        .exits(0);
    let html = program.text("results/own-record/report.html");
    let row = |path: &str| {
        let rows = html.split("<tr>").filter(|row| row.starts_with(&format!("<th scope=\"row\">{path}</th>")));
        rows.map(|row| row.replace("&quot;", "\"").replace("<td>", "").replace("</td>", "|")).collect::<Vec<_>>()
    };
    let rate = row("touch.inmail.reply_rate");
    assert!(rate[0].contains("{ replies = 11, sent = 64 }|share|own record||"), "{rate:?}");
    assert!(rate[2].contains("0.172|share|own number|11 of 64|a single number|"), "{rate:?}");
    assert!(row("weeks")[0].contains("8|weeks|command line||"), "{:?}", row("weeks"));
    assert!(row("pacing.order")[0].contains("\"follow-ups-first\"||assumption|"), "{:?}", row("pacing.order"));
    assert!(row("rulebook")[0].contains("|article|"), "{:?}", row("rulebook"));
    assert!(row("touch.ID.limit_per_week")[0].contains("|published by a vendor|"));
    let command = "inmail-sim run own-record.toml --set weeks=8 --trials 50 --no-charts";
    assert!(html.contains(command), "the command that repeats it");
}

#[test]
fn the_page_is_the_same_on_any_number_of_threads() {
    let program = Program::new().file("a.toml", HOSTILE);
    let one = page(&program, &["a.toml", "--threads", "1"]);
    assert_eq!(page(&program, &["a.toml", "--threads", "3"]), one);
}

#[test]
fn no_cell_of_any_table_can_become_a_formula() {
    let program = Program::new().file("a.toml", HOSTILE);
    page(&program, &["a.toml", "--no-charts"]);
    for table in inmail_sim::report::tables_with(false, false) {
        let table = program.table(&format!("results/a/{}", table.file_name()));
        let mut quoted = 0;
        for cell in table.rows().flat_map(|row| row.cells()) {
            // A number may begin with a minus.
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
            quoted += u32::from(cell.starts_with("'="));
        }
        let of_cases =
            table.header().starts_with("case,against") || table.header().starts_with("case,plan,what_if,outcome");
        assert!(quoted > 0 || of_cases);
    }
}
