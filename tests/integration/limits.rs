//! How long, deep and many things may be, from outside: what is too much is told and never tried.

use crate::program::{Program, SMALL};

/// The problem that `check` tells of a file.
fn told(program: &Program, file: &str) -> String {
    let outcome = program.run(["check", "--quiet", file]).exits(2).prints("");
    outcome.stderr.lines().next().unwrap_or_default().to_owned()
}

/// The problem that `check` tells of this text.
fn told_of(text: impl AsRef<[u8]>) -> String {
    told(&Program::new().file("a.toml", text), "a.toml")
}

/// Is this text right?
fn is_right(text: impl AsRef<[u8]>) {
    Program::new().file("a.toml", text).run(["check", "--quiet", "a.toml"]).exits(0).prints("").notes("");
}

/// The smallest scenario, followed by `number` pieces of text.
fn with(number: usize, piece: impl Fn(usize) -> String) -> String {
    SMALL.to_owned() + &(0..number).map(piece).collect::<String>()
}

#[test]
fn a_file_may_have_ten_million_bytes() {
    let padded = |length: usize| format!("{SMALL}{}", "#".repeat(length - SMALL.len()));
    is_right(padded(10_000_000));
    assert_eq!(told_of(padded(10_000_001)), "error: `a.toml` is larger than 10 MB");
}

#[test]
fn a_scenario_may_have_ten_thousand_touches_and_segments() {
    let touch = |n| format!("[touch.t{n}]\nchannel = 'email'\nreply_rate = 0.1\n");
    let segment = |n| format!("[segment.s{n}]\nper_week = 1\nsequence = ['inmail']\n");
    let text = |number| format!("plans = ['none']\n{}", with(number, |n| touch(n) + &segment(n)));
    is_right(text(9_999));
    let program = Program::new().file("a.toml", text(10_000));
    let both = program.run(["check", "--quiet", "a.toml"]).exits(2);
    both.mentions("error: too many touches; there may be 10000")
        .mentions("error: too many segments; there may be 10000");
}

#[test]
fn all_cases_together_have_limits() {
    let plan = |n| format!("[plan.p{n}]\ncredits_per_month = 1\ncap = 1\nprice_per_month = 1\n");
    let what_if = |n: usize| format!("[[what_if]]\nname = '{n}'\nweeks = 1\n");
    let cases = with(1_000, |n| plan(n) + &what_if(n));
    // The table of a what-if holds the plans as well.
    assert_eq!(told_of(cases), "error: too many values in all what-ifs together; there may be 500000");
    let plans = "plans = ['none', 'premium-career', 'premium-business', 'sales-navigator', 'recruiter-lite']\n";
    is_right(format!("{plans}{}", with(999, what_if)));
    let more = format!("{plans}{}", with(999, what_if) + "[[what_if]]\nname = 'x'\nweeks = 2\n");
    assert_eq!(told_of(more), "error: in what-if `x`: too many cases; there may be 5000");
    let weeks = |n: usize| format!("[[what_if]]\nname = '{n}'\nweeks = 520\n");
    is_right(format!("weeks = 240\nplans = ['none']\n{}", with(288, weeks)));
    let told = told_of(format!("weeks = 241\nplans = ['none']\n{}", with(288, weeks)));
    assert_eq!(
        told,
        "error: in what-if `287`: too many campaign weeks of all people in all cases together; there may be 150000"
    );
    assert_eq!(told_of(with(1_001, what_if)), "error: too many what-ifs; there may be 1000");
    let numbers = |n| format!("per_week = [{}]", "1, ".repeat(n));
    let long = SMALL.replace("per_week = 10", &numbers(130_000));
    assert_eq!(told_of(long), "error: too many values in all cases together; there may be 500000");
}

#[test]
fn a_campaign_may_start_ten_million_prospects_under_all_plans() {
    let paced = |weeks: u32, per_week: &str| {
        format!(
            "weeks = {weeks}\nplans = ['none']\n{}",
            SMALL.replace("per_week = 10", &format!("per_week = {per_week}"))
        )
    };
    let too_many = "error: too many prospects in all cases together; there may be 10000000";
    is_right(paced(10, "1000000"));
    assert_eq!(told_of(paced(11, "1000000")), too_many);
    is_right(paced(520, "[1000000, 1000000, 0]"));
    is_right(paced(520, "1000000") + "prospects = 1000000\n");
    // As many as the balance allows: hardly more than the credits, unless almost all of them come back.
    let plan = |rate: &str| {
        let text = paced(520, "'max'").replace("'none'", "'x'").replace("0.2", rate);
        text + "[plan.x]\ncredits_per_month = 10000\ncap = 30000\nprice_per_month = 1\n"
    };
    is_right(plan("'10% to 25%'"));
    assert_eq!(told_of(plan("1")), too_many);
    let pending = "[opening]\npending = [{ touch = 'inmail', sent_days_ago = 1, count = 1000000 }";
    let pending = |n: usize| format!("plans = ['none']\n{SMALL}{}]\n", pending.to_owned() + &pending_again(n));
    is_right(pending(8));
    assert_eq!(told_of(pending(10)), too_many);
    let lots = format!("{SMALL}[opening]\nlots = [{{ credits = 1000000 }}, {{ credits = 1 }}]\n");
    assert_eq!(told_of(lots), "error: too many credits held on day 0; there may be 1000000");
}

fn pending_again(number: usize) -> String {
    ", { touch = 'inmail', sent_days_ago = 1, count = 1000000 }".repeat(number)
}

#[test]
fn what_extends_itself_or_leads_nowhere_is_told() {
    let chain = |length: usize| {
        let program = Program::new().file(&format!("{length}.toml"), SMALL).file("folder/x", "");
        (0..length)
            .fold(program, |program, n| program.file(&format!("{n}.toml"), format!("extends = '{}.toml'", n + 1)))
    };
    chain(16).run(["check", "--quiet", "0.toml"]).exits(0);
    assert_eq!(told(&chain(17), "0.toml"), "error: too many files that extend one another; there may be 16");
    let to = |target: &str| told(&chain(0).file("a.toml", format!("extends = '{target}'")), "a.toml");
    assert_eq!(to("a.toml"), "error: `extends` leads back to `a.toml`; it must end somewhere");
    assert_eq!(to("folder/../a.toml"), "error: `extends` leads back to `folder/../a.toml`; it must end somewhere");
    assert_eq!(to("folder"), "error: cannot read `folder`: it is a folder");
    assert_eq!(to("none.toml"), "error: cannot read `none.toml`: there is no such file");
    assert_eq!(to(""), "error: cannot read ``: there is no such file");
    let circle = chain(0).file("a.toml", "extends = 'b.toml'").file("b.toml", "extends = 'a.toml'");
    assert_eq!(told(&circle, "a.toml"), "error: `extends` leads back to `a.toml`; it must end somewhere");
    let broken = chain(0).file("a.toml", "extends = 'b.toml'").file("b.toml", "weeks = 1\nweeks = 2\n");
    broken
        .run(["check", "a.toml"])
        .exits(2)
        .mentions("error: key `weeks` is there twice")
        .mentions(" --> b.toml:2:1\n");
    let chained = format!("{SMALL}[[what_if]]\nname = 'x'\nextends = 'y'\n");
    assert_eq!(told_of(chained), "error: `extends` cannot be set in a what-if; set it for the whole file");
}

#[test]
fn samples_have_limits_too() {
    let program = Program::new().file("a.toml", SMALL.replace("0.2", "{ samples = 'a.csv', column = 'rate' }"));
    let rows = format!("who,rate\n{}", "a,0.25\n".repeat(1_400_000));
    program.put("a.csv", &rows);
    program.run(["check", "--quiet", "a.toml"]).exits(0);
    program.put("a.csv", "who,share\na,0.5\n");
    assert_eq!(told(&program, "a.toml"), "error: unknown column `rate`; known: `who` and `share`");
    program.put("a.csv", format!("rate{}\n", ",x".repeat(1_000)));
    assert_eq!(told(&program, "a.toml"), "error: too many columns; there may be 1000");
    for cell in ["NaN", "inf", "-inf", "1e308", "-0.1"] {
        program.put("a.csv", format!("rate\n{cell}\n"));
        assert_eq!(told(&program, "a.toml"), format!("error: `rate` is `{cell}`; it must be a number from 0 to 1"));
    }
    program.put("a.csv", "rate\n-0.0\n");
    program.run(["check", "--quiet", "a.toml"]).exits(0);
    // Many large files are too much even if each of them is not.
    let texts: String =
        (0..11).map(|n| format!("[touch.t{n}]\nchannel = 'email'\nreply_rate = {{ samples = '{n}.csv' }}\n")).collect();
    program.put("a.toml", SMALL.to_owned() + &texts);
    (0..11).for_each(|n| program.put(&format!("{n}.csv"), format!("rate\n{}", " ".repeat(9_999_000))));
    program
        .run(["check", "a.toml"])
        .exits(2)
        .mentions("error: too many bytes in all files together; there may be 100000000");
}

#[test]
fn campaigns_at_the_ends_of_time_are_played() {
    let year = |start: &str| format!("start = {start}\n{SMALL}");
    let range = "it must be a date such as 2026-03-02, from 1900 to 2999, \"today\" or \"next-monday\"";
    assert_eq!(told_of(year("9999-12-31")), format!("error: `start` is `9999-12-31`; {range}"));
    assert_eq!(told_of(year("1899-12-31")), format!("error: `start` is `1899-12-31`; {range}"));
    for start in ["2999-12-31", "1900-01-01"] {
        let text = format!("weeks = 520\nbilling_day = 31\ntrials = 2\n{}", year(start));
        let text = text
            + "[touch.late]\nchannel = 'inmail'\nreply_rate = 1\nreply_delay_days = 36500\n\
                           wait_days = 36500\nlimit_per_week = 0\n";
        let text = text.replace("[\"inmail\"]", "[\"inmail\", \"late\"]");
        Program::new().file("a.toml", text).run(["run", "--no-charts", "--quiet", "a.toml"]).exits(0);
    }
}

#[test]
fn byte_order_marks_windows_lines_and_other_encodings_are_read_or_told() {
    is_right(format!("\u{feff}{}", SMALL.replace('\n', "\r\n")));
    is_right(SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let half: Vec<u8> = format!("{SMALL}\u{1f680}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(told_of(&half[..half.len() - 2]).starts_with("error: the text is not UTF-"));
    assert_eq!(told_of(b"name = \"Caf\xe9\"\n"), "error: the text is not UTF-8 from here on; save the file as UTF-8");
}

#[cfg(unix)]
#[test]
fn devices_loops_of_links_and_odd_names_are_no_danger() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let program = Program::new().file("folder/x", "");
    assert_eq!(told(&program, "/dev/zero"), "error: `/dev/zero` is larger than 10 MB");
    assert_eq!(
        told(&program, "folder"),
        "error: cannot read `folder`: it is a folder without scenario files (`.toml`)"
    );
    symlink("loop.toml", program.path("loop.toml")).expect("links can be made");
    assert!(told(&program, "loop.toml").starts_with("error: cannot read `loop.toml`: "));
    let name = OsStr::from_bytes(b"caf\xe9.toml");
    let outcome = program.run([OsStr::new("check"), name]).exits(2);
    assert_eq!(outcome.stderr, "error: cannot read `caf\u{fffd}.toml`: there is no such file\n");
}
