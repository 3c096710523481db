//! `report.html`: one file that refers to nothing else, in which whatever users name stays text.

use crate::program::{BUSY, Program, SMALL, in_repository};

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
        // What a region is called is text, whatever it says.
        let (before, rest) = tag.split_once(" aria-label=\"").unwrap_or((tag, "\""));
        let tag = &format!("{before}{}", rest.split_once('"').expect("it ends").1);
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
        for once in ["<h1>", "class=\"finding\"", "Where rulebooks disagree", "How to repeat this"] {
            assert_eq!(html.matches(once).count(), 1, "{once} in {name}");
        }
        for kind in ["Simulation error", "Luck", "Not knowing the reply rate"] {
            assert!(html.contains(&format!("<dt>{kind}</dt>")), "{kind} in {name}");
        }
    }
}

/// Claims that every element ends.
fn assert_is_closed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body =
        html.replace(between(html, "<script>", "</script>"), "").replace(between(html, "<style>", "</style>"), "");
    for tag in tags(&body) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') && !["meta", "wbr", "!DOCTYPE"].contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn what_is_opened_is_closed() {
    let program = Program::new().file("a.toml", HOSTILE);
    assert_is_closed(&page(&program, &["a.toml"]));
}

/// What stands on the first sheet of paper.
fn summary(html: &str) -> &str {
    between(html, "<div class=\"summary\">", "<section>")
}

#[test]
fn the_first_sheet_has_what_somebody_needs_who_decides_and_the_rest_is_folded_where_it_is_long() {
    let program = Program::new().file("a.toml", format!("description = 'Which plan?'\n{SMALL}"));
    let html = page(&program, &["a.toml", "--trials", "200"]);
    let first = summary(&html);
    for said in
        ["<p class=\"lead\">Which plan?</p>", "class=\"finding\"", "200 simulations a case, 26 weeks from 2026-"]
    {
        assert!(first.contains(said), "{said}");
    }
    assert_eq!(first.matches("<th scope=\"col\"").count(), 5, "the names and four figures");
    assert_eq!(first.matches("<svg").count(), 1);
    let used = between(first, "<dl class=\"used\">", "</dl>").replace('\u{a0}', " ");
    assert!(
        used.contains("Sales Navigator 80 USD, Recruiter Lite 75 USD") && used.contains("inmail reply 20\u{202f}%"),
        "{used}"
    );
    assert!(used.contains("<dd>2026-03-02 to 2026-08-30 (26 weeks)</dd>"), "{used}");
    let rest = html.split_once(first).expect("it is there").1;
    let heading = |part: &str, name: &str| part.contains(&format!("<h2>{name}"));
    let folded: Vec<&str> = rest.split("<details class=\"part\">").skip(1).collect();
    for name in ["How sure is this?", "What this rests on: ", "The rules", "What each touch did"] {
        assert!(folded.iter().any(|part| heading(part.split("</details>").next().unwrap_or_default(), name)), "{name}");
    }
    assert!(!folded.iter().any(|part| part.starts_with("\n<summary><h2>The cases side by side")));
}

#[test]
fn of_many_cases_the_best_stand_on_the_first_sheet_and_what_they_lack_is_told_together() {
    let paces =
        (10..26).map(|pace| format!("[[what_if]]\nname = '{pace} a week'\nsegment.prospects.per_week = {pace}\n"));
    let text = format!("plans = ['none', 'premium-career', 'recruiter-lite']\n{SMALL}{}", paces.collect::<String>());
    let program = Program::new().file("a.toml", text);
    let run = ["run", "a.toml", "--trials", "100", "--no-charts", "--format"];
    let markdown = program.run([&run[..], &["markdown"]].concat()).exits(0).stdout;
    let html = program.text("results/a/report.html");
    let first = summary(&html);
    // Who has no credits does not run out of them.
    let short = program.table("results/a/summary.csv");
    let short: Vec<_> = short.rows().filter(|row| row.number("stockout_probability") > 0.1).collect();
    let short = short.iter().filter(|row| row.text("plan") != "none").count();
    assert!((4..=34).contains(&short), "{short}");
    let said = format!("{short} of 51 cases run out of credits in more than one simulation in ten");
    assert_eq!(first.matches(&said).count(), 1, "{first}");
    let each = between(first, "<ul class=\"each\">", "</ul>");
    assert_eq!(each.matches("<li>").count(), short);
    assert!(!each.contains("<li>none"), "{each}");
    assert!(markdown.contains(&format!("\n- {said}; summary.csv tells which\n")), "{markdown}");
    assert!(first.contains("The best 12 of 51 cases.") && first.matches("<th scope=\"row\"").count() == 12);
    assert!(html.contains("<details class=\"part\">\n<summary><h2>The cases side by side</h2></summary>"));
}

#[test]
fn what_can_be_scrolled_has_a_name_and_headings_are_printed_on_every_sheet() {
    let program = Program::new().file("a.toml", SMALL);
    let html = page(&program, &["a.toml", "--trials", "100"]);
    for tag in tags(&html).filter(|tag| tag.contains("tabindex")) {
        let name = tag.split_once("aria-label=\"").expect("it has a name").1;
        assert!(tag.contains(" role=\"") && !name.starts_with('"'), "<{tag}>");
    }
    assert!(html.contains("aria-label=\"The command that repeats it\">\n<pre>"));
    let print = html.split_once("@media print").expect("it is there").1;
    assert!(print.contains("th button { display: contents; }") && print.contains("display: table-header-group"));
}

#[test]
fn every_question_has_a_page_made_alike_that_is_one_of_its_files() {
    const GOAL: &str = "[goal]\nminimize = 'cost_per_reply'\nvary = { 'segment.prospects.per_week' = [5, 10] }\n";
    let text = format!("description = 'What now?'\n{SMALL}").replace("= 0.2", "= '10% to 30%'");
    let log: String = (1..=28)
        .map(|day| {
            format!("2026-01-{day:02},{}\n", if day % 4 == 0 { format!("2026-02-{day:02}") } else { String::new() })
        })
        .collect();
    let program =
        Program::new().file("a.toml", format!("{text}{GOAL}")).file("log.csv", format!("sent_at,replied_at\n{log}"));
    let asked: [(&[&str], &str, &str); 6] = [
        (&["forecast", "a.toml"], "forecast", "forecast.json"),
        (&["optimize", "a.toml"], "optimum", "optimum.json"),
        (&["pilot", "a.toml", "--touch", "inmail", "--sends", "10", "--reply-value", "20"], "pilot", "pilot.json"),
        (&["sensitivity", "a.toml"], "sensitivity", "sensitivity.json"),
        (&["sweep", "a.toml", "--vary", "segment.prospects.per_week=5,20"], "sweep", "sweep.json"),
        (&["calibrate", "log.csv", "--out", "results/a/record.toml"], "calibration", "calibration.json"),
    ];
    for (arguments, page, record) in asked {
        let is_about_a_scenario = arguments[1] == "a.toml";
        let less = if is_about_a_scenario { &["--trials", "300", "--quiet"][..] } else { &["--quiet"] };
        program.run([arguments, less].concat()).exits(0);
        let html = program.text(&format!("results/a/{page}.html"));
        assert_refers_to_nothing(&html);
        assert_is_closed(&html);
        let first = summary(&html);
        for once in ["<h1>", "class=\"lead\"", "class=\"facts\"", "class=\"finding\"", "<svg"] {
            assert_eq!(first.matches(once).count(), 1, "{once} in {page}");
        }
        assert!((2..=5).contains(&first.matches("<th scope=\"col\"").count()), "{page}");
        let command = arguments.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        assert_eq!(html.contains(&format!("<code>inmail-sim {command} ")), is_about_a_scenario, "{page}");
        let record: serde_json::Value =
            serde_json::from_str(&program.text(&format!("results/a/{record}"))).expect("JSON");
        assert!(record["reports"][format!("{page}.html")].is_string(), "{page} is not one of {record}");
        // It is known as the command's own, and replaced.
        program.run([arguments, less].concat()).exits(0);
        assert!(program.text(&format!("results/a/{page}.html")) == html, "{page} is another");
    }
}

#[test]
fn charts_are_drawings_with_a_text_in_their_place_or_left_out() {
    let program = Program::new().file("a.toml", BUSY);
    let html = page(&program, &["a.toml"]);
    let charts = inmail_sim::chart::NAMES.iter().filter(|name| program.has(&format!("results/a/{name}.svg"))).count();
    assert!(charts > 1);
    assert_eq!(html.matches("<svg").count(), charts);
    assert_eq!(
        html.matches("class=\"chart\" tabindex=\"0\" role=\"group\" aria-label=\"").count(),
        charts,
        "each has a name"
    );
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
    let html = program.text("results/own-record/report.html").replace("<wbr>", "");
    let row = |path: &str| {
        let rows = html.split("<tr>").filter(|row| row.starts_with(&format!("<th scope=\"row\">{path}</th>")));
        rows.map(|row| row.replace("&quot;", "\"").replace("<td>", "").replace("</td>", "|")).collect::<Vec<_>>()
    };
    let rate = row("touch.inmail.reply_rate");
    assert!(rate[0].contains("11 of 64|share|own record||{ replies = 11, sent = 64 }||"), "{rate:?}");
    assert!(rate[2].contains("17.2\u{202f}%|share|own number|11 of 64|0.172|a single number|"), "{rate:?}");
    assert!(row("weeks")[0].contains("8|weeks|command line||8||"), "{:?}", row("weeks"));
    assert!(row("pacing.order")[0].contains("follow-ups-first||assumption|"), "{:?}", row("pacing.order"));
    assert!(html.contains("inmail reply 11 of 64 from your record"), "in words on the first sheet");
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

#[test]
fn what_a_sweep_varies_has_no_one_value_on_its_page() {
    let program = Program::new().file("a.toml", SMALL);
    let page = |vary: &str| {
        program.run(["sweep", "a.toml", "--trials", "20", "--no-charts", "--quiet", "--vary", vary]).exits(0);
        program.text("results/a/sweep.html")
    };
    let rates = page("touch.inmail.reply_rate=0.1,0.3");
    assert!(rates.contains("<dd>reply rate of inmail: 0.1,0.3</dd>") && rates.contains("<dt>Campaign</dt>"));
    assert!(!rates.contains("<dt>Rates</dt>") && !rates.contains("command line"));
    let weeks = page("weeks=4,8");
    assert!(weeks.contains("<dt>Rates</dt>") && !weeks.contains("<dt>Campaign</dt>"), "{weeks}");
}

#[test]
fn a_campaign_is_told_from_its_first_day_to_its_last() {
    let program = Program::new().file("a.toml", SMALL);
    for (length, told) in [
        ("months=1", "2026-03-02 to 2026-04-01 (4 weeks and 3 days)"),
        ("until=2026-03-04", "2026-03-02 to 2026-03-04 (3 days)"),
        ("weeks=1", "2026-03-02 to 2026-03-08 (1 week)"),
    ] {
        let html = page(&program, &["a.toml", "--trials", "20", "--no-charts", "--set", length]);
        assert!(html.contains(&format!("<dt>Campaign</dt><dd>{told}</dd>")), "{told}");
    }
}
