//! Rulebook files, sample files, and files that nobody would write.

use std::path::Path;

use super::{Overrides, SMALL, compile, files, load_from, names, right, wrong};
use crate::domain::plan::{Billing, CreditLife, Overflow, Plan, PlanChangeRule, Refill, Rulebook};
use crate::domain::quantity::Money;
use crate::scenario::document::source::{MAX_BYTES, Role};
use crate::scenario::{builtin_rulebooks, rulebook};

fn built_in(name: &str) -> Rulebook {
    rulebook(name).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The cents of a price, if there is one.
type Cents = Option<u64>;

/// Id, credits, cap, and prices by the month and by the year.
fn figures(rulebook: &Rulebook) -> Vec<(&str, u32, u32, Cents, Cents)> {
    let plans = rulebook.plans.iter().map(|plan| {
        let price = |billing| plan.price(billing).map(Money::cents);
        (plan.id.as_str(), plan.credits_per_month, plan.cap, price(Billing::Monthly), price(Billing::Annual))
    });
    plans.collect()
}

#[test]
fn the_built_in_rulebooks_state_their_figures_and_sources() {
    assert_eq!(builtin_rulebooks().collect::<Vec<_>>(), ["article-2025-10", "linkedin-help-2026"]);
    let article = built_in("article-2025-10");
    let expected = [
        ("premium-career", 5, 15, Some(6000), None),
        ("premium-business", 15, 45, Some(6000), None),
        ("sales-navigator", 50, 150, Some(8000), None),
        ("recruiter-lite", 30, 90, Some(7500), None),
    ];
    assert_eq!(figures(&article), expected);
    assert!(article.plans.iter().all(|plan| plan.refill == Refill::BillingDay));
    assert_eq!((article.rules.overflow, article.rules.plan_change), (Overflow::DropOldest, PlanChangeRule::KeepToCap));

    let help = built_in("linkedin-help-2026");
    let expected = [
        ("premium-career", 5, 15, Some(2999), Some(1999)),
        ("premium-business", 15, 45, Some(5999), Some(4799)),
        ("sales-navigator", 50, 150, Some(11999), Some(8999)),
        ("sales-navigator-advanced", 50, 150, Some(15999), Some(13999)),
        ("recruiter-lite", 30, 120, Some(16999), Some(14000)),
        ("premium-all-in-one", 30, 90, Some(8999), Some(7499)),
        ("sales-navigator-advanced-plus", 50, 150, None, Some(12083)),
        ("recruiter-professional-services", 100, 400, None, None),
        ("recruiter-corporate", 150, 600, None, None),
    ];
    assert_eq!(figures(&help), expected);
    let first_of_month: Vec<bool> = help.plans.iter().map(|plan| plan.refill == Refill::FirstOfMonth).collect();
    assert_eq!(first_of_month, [false, false, true, true, false, false, true, false, false]);
    assert_eq!((help.rules.overflow, help.rules.plan_change), (Overflow::DropNewest, PlanChangeRule::Forfeit));
    let is_recruiter = |plan: &Plan| plan.id.starts_with("recruiter-") && plan.id != "recruiter-lite";
    for plan in &help.plans {
        let life = if is_recruiter(plan) { CreditLife::Unlimited } else { CreditLife::AsRules };
        assert_eq!((plan.pooled, plan.credit_life), (is_recruiter(plan), life), "{}", plan.id);
        let is_old = ["premium-career", "premium-business", "recruiter-lite"].contains(&plan.id.as_str());
        assert_eq!(plan.doubts().is_empty(), is_old, "{}", plan.id);
    }
    for rulebook in [article, help] {
        assert!(builtin_rulebooks().any(|name| name == rulebook.id) && rulebook.sources.len() > 5);
        assert_eq!((rulebook.rules.credit_life_days, rulebook.rules.refund_window_days), (Some(90), 90));
    }
}

#[test]
fn a_rulebook_may_be_a_file_beside_the_one_that_names_it() {
    let rules = "[rules]\ncredit_life_days = 90\nrefund_window_days = 90\nrefund_life = \"fresh\"\n\
                 cap_on_refund = false\noverflow = \"drop-oldest\"\nplan_change = \"forfeit\"\n";
    let plan = "[plan.z]\ncredits_per_month = 1\ncap = 2\nprice_per_month = 3\n[plan.a]\nrefill = \"first-of-month\"\n\
                credits_per_month = 4\ncap = 5\nprice_per_month = 6\n";
    let book = format!("id = \"mine\"\nname = \"My rules\"\nas_of = \"2026-01\"\nsources = [\"own\"]\n{rules}{plan}");
    let below = format!("rulebook = \"rules.toml\"\n{SMALL}");
    let texts = [("a.toml", "extends = \"d/b.toml\""), ("d/b.toml", below.as_str()), ("d/rules.toml", book.as_str())];
    let scenario = compile(&texts, &Overrides::default()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(names(&scenario), ["z", "a"]);
    assert_eq!(
        (scenario.rulebooks[0].id.as_str(), scenario.rulebooks[0].sources[0].as_str()),
        ("mine", "as of 2026-01")
    );
    assert!(scenario.sources.iter().any(|source| source.role == Role::Rulebook && source.written == "rules.toml"));

    let book = "id = \"\"\n[rules]\noverflow = \"newest\"\nlife = 3\n[plan.none]\n[plan.x]\ncap = -1\nlike = \"y\"\n";
    let texts = [("a.toml", below.as_str()), ("rules.toml", book)];
    let expected = [
        "rules.toml:1:1: the file lacks `name`",
        "rules.toml:1:6: `id` is `\"\"`; it must be a text in quotes, not empty",
        "rules.toml:2:2: `rules` lacks `credit_life_days`",
        "rules.toml:2:2: `rules` lacks `refund_window_days`",
        "rules.toml:2:2: `rules` lacks `refund_life`",
        "rules.toml:2:2: `rules` lacks `cap_on_refund`",
        "rules.toml:2:2: `rules` lacks `plan_change`",
        "rules.toml:3:12: `rules.overflow` is `\"newest\"`; it must be \"drop-oldest\" or \"drop-newest\"",
        "rules.toml:4:1: unknown key `life` in `rules`; known: `credit_life_days`, `refund_window_days`, `refund_life`, \
         `cap_on_refund`, `overflow` and `plan_change`",
        "rules.toml:5:7: `none` is taken; choose another name for the plan",
        "rules.toml:6:7: `plan.x` lacks `credits_per_month`",
        "rules.toml:7:7: `plan.x.cap` is `-1`; it must be a whole number from 0 to 1000000",
        "rules.toml:8:1: unknown key `like` in `plan.x`; known: `name`, `credits_per_month`, `cap`, `price_per_month`, \
         `price_per_month_annual`, `refill`, `pooled`, `credit_life_days`, `doubt` and `price_doubt`",
    ];
    assert_eq!(wrong(&texts), expected.join("\n"));
}

/// The smallest scenario with a reply rate from a sample file.
fn sampled(samples: &str) -> String {
    SMALL.replace("0.2", samples)
}

#[test]
fn samples_come_from_a_column_of_a_file_beside_the_one_that_names_it() {
    let below = sampled("{ samples = \"x/r.csv\", column = \"rate\" }");
    let csv = "\u{feff}who,\"the, rate\", rate \r\n\"a\r\nb\",1,0.5\r\n\r\nc,2, 25 % \r\n";
    let above = "extends = \"d/b.toml\"\n[[what_if]]\nname = \"x\"\ntouch.inmail.reply_rate.column = \"rate\"\n";
    let texts = [("a.toml", above), ("d/b.toml", &below), ("d/x/r.csv", csv)];
    let scenario = compile(&texts, &Overrides::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let samples = scenario.sources.iter().filter(|source| source.role == Role::Samples);
    assert_eq!(
        samples.map(|source| (source.name.as_str(), source.written.as_str())).collect::<Vec<_>>(),
        [("d/x/r.csv", "x/r.csv")]
    );
    let only = sampled("{ samples = \"r.csv\" }");
    compile(&[("a.toml", &only), ("r.csv", "rate\n0.5\n25%\n")], &Overrides::default()).expect("one column");
}

#[test]
fn what_is_wrong_with_samples_is_told_where_it_stands() {
    let told = |samples: &str, csv: &str| wrong(&[("a.toml", &sampled(samples)), ("r.csv", csv)]);
    let (one, rate) = ("{ samples = \"r.csv\" }", "{ samples = \"r.csv\", column = \"rate\" }");
    let expected = "r.csv:2:3: `rate` is `1.5`; it must be a number from 0 to 1; did you mean 0.015?\n\
                    r.csv:4:1: `rate` is empty; it must be a number from 0 to 1\n\
                    r.csv:5:3: `rate` is `nan`; it must be a number from 0 to 1\n\
                    r.csv:6:1: `rate` is empty; it must be a number from 0 to 1";
    assert_eq!(told(rate, "w,rate\nö,1.5\na,1\nb,\nc,nan\nd\n"), expected);
    assert_eq!(told(one, "rate\n"), "r.csv:2:1: the file has no samples; it needs a header and at least one value");
    assert_eq!(told(one, ""), "r.csv:1:1: the file has no samples; it needs a header and at least one value");
    assert_eq!(told(one, "0.1\n0.2\n"), "r.csv:1:1: the file begins with `0.1`; its first line must name its columns");
    let several = "a.toml:3:26: the file has several columns; name one by `column`: `a` or `b`";
    assert_eq!(told(one, "a,b\n1,1\n"), several);
    // As spreadsheets save it where decimals have a comma.
    let separated =
        "r.csv:1:4: not CSV: semicolons separate its columns; save it with commas, and points in its numbers";
    assert_eq!(told(rate, "who;rate\na;0,15\n"), separated);
    assert_eq!(told(rate, "who\trate\na\t0.15\n"), separated.replace("semicolons", "tabs"));
    let more = "r.csv:2:3: not CSV: more cells in this line than columns, which are 1; numbers take a point for their \
                decimals, and texts with a comma stand in double quotes";
    assert_eq!(told(one, "rate\n0,15\n0.2\n"), more);
    compile(&[("a.toml", &sampled(one)), ("r.csv", "rate; share\n0.15,,\n")], &Overrides::default())
        .expect("empty cells at the end of a line are none");
    assert_eq!(told(rate, "rates,b\n1,1\n"), "a.toml:3:44: unknown column `rate`; did you mean `rates`?");
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let read = |bytes: Vec<u8>| {
        let mut files = files(&[]);
        files.insert("a.toml".into(), bytes);
        load_from(&files, Path::new("a.toml"), &Overrides::default()).expect_err("unreadable").to_string()
    };
    let missing = load_from(&files(&[]), Path::new("x.toml"), &Overrides::default()).expect_err("missing");
    assert_eq!(missing.to_string(), "cannot read `x.toml`: there is no such file");
    assert_eq!(
        read(b"weeks = 3\nname = \"\xff\"".to_vec()),
        "a.toml:2:9: the text is not UTF-8 from here on; save the file as UTF-8"
    );
    assert_eq!(
        read(b"\xef\xbb\xbf\xff".to_vec()),
        "a.toml:1:1: the text is not UTF-8 from here on; save the file as UTF-8"
    );
    assert_eq!(read(vec![b'#'; MAX_BYTES + 1]), "`a.toml` is larger than 10 MB");
}

#[test]
fn looking_for_more_ends_where_nobody_reads_on() {
    let count = |text: &str| compile(&[("a.toml", text)], &Overrides::default()).expect_err("wrong").iter().count();
    let keys = |number: usize| (0..number).map(|n| format!("wrong_{n} = 1\n")).collect::<String>() + SMALL;
    assert_eq!((count(&keys(999)), count(&keys(1_000)), count(&keys(3_000))), (999, 1_000, 1_000));
    // Each unknown name comes with all that are known, which may fill the memory before there are a thousand.
    let name = "x".repeat(990);
    let touches: String = (0..2_000).map(|n| format!("touch.{name}{n}.channel = 'engage'\n")).collect();
    let unknown = vec!["'?'"; 64].join(", ");
    let segments: String =
        (0..9).map(|n| format!("segment.s{n} = {{ per_week = 1, sequence = [{unknown}] }}\n")).collect();
    let told = count(&format!("{touches}{segments}"));
    assert!((2..60).contains(&told), "{told}");
}

#[test]
fn nothing_that_can_be_typed_makes_it_panic() {
    let text = format!(
        "{SMALL}wait_days = 3\n[opening]\nlots = [{{ credits = 1 }}]\npending = [{{ touch = \"inmail\", \
                        sent_days_ago = 1, count = 1 }}]\n[[what_if]]\nname = \"x\"\nplan.x = {{ like = \"none\" }}\n"
    );
    for (at, _) in text.char_indices() {
        let _ = compile(&[("a.toml", &text[..at])], &Overrides::default());
    }
    let values = ["-1", "1e308", "-0.0", "[]", "{}", "[[]]", "[{}]", "\"\"", "nan", "0x", "true", "9999-12-31"];
    for key in crate::scenario::keys::reference() {
        for value in values.into_iter().chain([&*"9".repeat(99)]) {
            let set = vec![format!("{}={value}", key.path), format!("{}.mean={value}", key.path)];
            let overrides = Overrides { set, ..Overrides::default() };
            let _ = compile(&[("a.toml", SMALL)], &overrides);
            let what_if = format!("{SMALL}\n[[what_if]]\nname = \"x\"\n{}={value}\n", key.path);
            let _ = compile(&[("a.toml", &what_if)], &Overrides::default());
        }
    }
    right(SMALL);
}
