//! Files over files, what-ifs over the base, arguments over all of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Overrides, SMALL, compile, names, rate_of, right, right_with, wrong};
use crate::domain::case::Case;
use crate::domain::segment::Pace;
use crate::scenario::assumption::FROM_RECORD;
use crate::scenario::document::source::Role;
use crate::scenario::{Scenario, load_from, load_with_from};

/// The reply rate of a case's first touch.
fn rate(case: &Case) -> f64 {
    rate_of(case, 0)
}

fn pace(case: &Case) -> &Pace {
    &case.segments[0].pace
}

fn overrides(set: &[&str]) -> Overrides {
    Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() }
}

fn told(text: &str, overrides: &Overrides) -> String {
    compile(&[("a.toml", text)], overrides).expect_err("something is wrong").to_string()
}

#[test]
fn a_file_lies_over_the_one_that_it_extends() {
    let below = format!("name = \"below\"\nweeks = 8\nplans = [\"none\", \"recruiter-lite\"]\n{SMALL}");
    let above = "extends = \"sub/b.toml\"\nplans = [\"none\"]\n[touch.extra]\nchannel = \"engage\"\n\
                 [touch.inmail]\nreply_rate = 0.5\n";
    let texts = [("a.toml", above), ("sub/b.toml", "extends = \"../c.toml\"\nweeks = 9\n"), ("sub/../c.toml", &below)];
    let scenario = compile(&texts, &Overrides::default()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((scenario.stem.as_str(), scenario.name.as_str()), ("a", "below"));
    let [case] = scenario.cases.as_slice() else { panic!("one case") };
    assert_eq!((case.calendar.weeks(), rate(case)), (9, 0.5));
    assert_eq!(case.touches.iter().map(|touch| touch.id.as_str()).collect::<Vec<_>>(), ["inmail", "extra"]);
    let sources: Vec<(Role, &str)> =
        scenario.sources.iter().map(|source| (source.role, source.written.as_str())).collect();
    let expected = [(Role::Scenario, "a.toml"), (Role::Extended, "sub/b.toml"), (Role::Extended, "../c.toml")];
    assert_eq!(sources, expected);
    assert_eq!(scenario.sources[0].sha256.len(), 64);
}

/// What a scenario rests on at a path, with the label and the remark.
fn stated(scenario: &Scenario, path: &str) -> (String, &'static str, String) {
    let found = scenario.assumptions.iter().find(|of| of.path == path).unwrap_or_else(|| panic!("{path} is stated"));
    (found.value.clone(), found.origin.label(), found.remark.clone())
}

#[test]
fn what_results_rest_on_is_what_was_laid_over_and_not_what_lies_below() {
    let own = "plans = ['none']
        touch.one = { channel = 'inmail', reply_rate = { alpha = 3, beta = 17 } } # a guess
        touch.two = { channel = 'connect', reply_rate = 0.2, accept_rate = 0.3 }
        segment.all = { per_week = 10, sequence = ['one'] }";
    let record = "[touch.one]\nreply_rate = { alpha = 14, beta = 53 } # 17 of 97\n\
        [touch.two]\nreply_rate = 0.22 # not from the record: a vendor's";
    let files: BTreeMap<PathBuf, Vec<u8>> =
        [("a.toml", own), ("r.toml", record)].map(|(name, text)| (name.into(), text.into())).into();
    let read = |set: &[&str]| {
        load_with_from(&files, Path::new("a.toml"), Some(Path::new("r.toml")), &overrides(set)).expect("it is right")
    };
    let played = read(&[]);
    let rate = stated(&played, "touch.one.reply_rate");
    assert_eq!(rate, ("{ alpha = 14, beta = 53 }".into(), "own record", "17 of 97".into()));
    assert_eq!(stated(&played, "touch.two.reply_rate").1, "published by a vendor");
    assert_eq!(stated(&played, "touch.two.accept_rate").1, "own number");
    // The fragment that `calibrate` writes is a record by whatever way it comes.
    let fragment = format!("{FROM_RECORD} 2026-03-06.\n[touch.one]\nreply_rate = {{ alpha = 14, beta = 53 }}");
    let extended = format!("extends = 'r.toml'\n{own}").replace("reply_rate = { alpha = 3, beta = 17 }", "minutes = 2");
    let files: BTreeMap<PathBuf, Vec<u8>> =
        [("a.toml", extended), ("r.toml", fragment)].map(|(name, text)| (name.into(), text.into())).into();
    let played = load_from(&files, Path::new("a.toml"), &overrides(&[])).expect("it is right");
    assert_eq!(stated(&played, "touch.one.reply_rate").1, "own record");
    assert_eq!(stated(&played, "touch.two.reply_rate").1, "own number");
    // What is added to such a file is nobody's record.
    let began = format!("{FROM_RECORD} 2026-03-06.\n{own}");
    let files: BTreeMap<PathBuf, Vec<u8>> = [(PathBuf::from("a.toml"), began.into_bytes())].into();
    let played = load_from(&files, Path::new("a.toml"), &overrides(&[])).expect("it is right");
    assert_eq!(stated(&played, "touch.one.reply_rate").1, "own number");
    // A part that an argument states is in the whole, and a default of which one is stated is told whole.
    let part = read(&["touch.one.reply_rate.beta=60", "touch.one.reply_delay_days.weibull.shape=0.5"]);
    let rate = stated(&part, "touch.one.reply_rate");
    assert_eq!(rate, ("{ alpha = 14, beta = 60 }".into(), "command line", String::new()));
    assert_eq!(stated(&part, "touch.one.reply_delay_days.weibull.shape").0, "0.5");
    assert_eq!(stated(&part, "touch.one.reply_delay_days.weibull.scale").0, "0.8865");
}

#[test]
fn a_record_that_does_not_say_what_is_held_is_told_of() {
    let own = "start = 2026-03-02\nplans = ['sales-navigator']
        touch.one = { channel = 'inmail', reply_rate = 0.2 }
        segment.all = { per_week = 5, sequence = ['one'] }";
    let warned = |record: Option<&str>, set: &[&str]| -> Vec<String> {
        let files: BTreeMap<PathBuf, Vec<u8>> = [("a.toml", own), ("r.toml", record.unwrap_or_default())]
            .map(|(name, text)| (name.into(), text.into()))
            .into();
        let fragment = record.map(|_| Path::new("r.toml"));
        let scenario = load_with_from(&files, Path::new("a.toml"), fragment, &overrides(set)).expect("it is right");
        scenario.warnings.iter().map(|warning| format!("{}: {warning}", warning.place.file)).collect()
    };
    let rate = "touch.one.reply_rate = 0.3\n";
    let unknown = "r.toml: the record does not say how many credits are held, so there are none on the first day; state \
        them by `--set opening.credits=…`, or find them by `calibrate` with `--plan` and `--renews`";
    assert_eq!(warned(Some(rate), &[]), [unknown]);
    assert_eq!(warned(None, &[]), [""; 0]);
    assert_eq!(warned(Some(rate), &["plans=[\"none\"]"]).iter().filter(|told| told.starts_with("r.toml")).count(), 0);
    assert_eq!(warned(Some(rate), &["opening.credits=0"]), [""; 0]);
    assert_eq!(warned(Some(&format!("billing_day = 2\n{rate}opening.lots = [{{ credits = 3 }}]")), &[]), [""; 0]);
}

#[test]
fn extending_must_end() {
    let circle = [("a.toml", "extends = \"b.toml\""), ("b.toml", "extends = \"./x/../a.toml\"")];
    assert_eq!(wrong(&circle), "b.toml:1:11: `extends` leads back to `./x/../a.toml`; it must end somewhere");
    assert_eq!(
        wrong(&[("a.toml", "extends = \"b.toml\"")]),
        "a.toml:1:11: cannot read `b.toml`: there is no such file"
    );
    let names: Vec<String> = (0..20).map(|number| format!("{number}.toml")).collect();
    let texts: Vec<String> = (1..21).map(|number| format!("extends = \"{number}.toml\"")).collect();
    let chain: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    assert_eq!(wrong(&chain), "16.toml:1:11: too many files that extend one another; there may be 16");
}

#[test]
fn a_mistake_is_told_where_it_stands_and_once() {
    let below = format!("{SMALL}minutes = 3\n[[what_if]]\nname = \"x\"\n[[what_if]]\nname = \"y\"\nweeks = 0\n");
    let texts = [("a.toml", "extends = \"d/b.toml\"\nwekes = 3\n"), ("d/b.toml", &below)];
    let expected = "a.toml:2:1: unknown key `wekes`; did you mean `weeks`?\n\
                    d/b.toml:8:1: unknown key `minutes` in `segment.prospects`; it belongs under `[touch.ID]` or under `[outcome.ID]`\n\
                    d/b.toml:13:9: `weeks` is `0`; it must be a whole number from 1 to 520";
    assert_eq!(wrong(&texts), expected);
}

#[test]
fn what_ifs_lie_over_the_base_and_not_over_one_another() {
    let text = format!(
        "plans = [\"none\", \"recruiter-lite\"]\n{SMALL}\n[[what_if]]\nname = \"x\"\ntouch.inmail.reply_rate = 0.5\n\
         segment.new = {{ per_week = 1, sequence = [\"inmail\"] }}\n[[what_if]]\nname = \"y\"\nplans = [\"none\"]\n\
         segment.prospects.per_week = [1, 2]\nrulebook = \"linkedin-help-2026\"\n"
    );
    let scenario = right(&text);
    assert_eq!(names(&scenario), ["none", "recruiter-lite", "none · x", "recruiter-lite · x", "none · y"]);
    let cases = &scenario.cases;
    assert_eq!((rate(&cases[0]), rate(&cases[2]), rate(&cases[4])), (0.2, 0.5, 0.2));
    assert_eq!((cases[0].segments.len(), cases[2].segments.len(), cases[4].segments.len()), (1, 2, 1));
    assert_eq!(cases[2].segments[1].id, "new");
    assert_eq!((pace(&cases[2]), pace(&cases[4])), (&Pace::PerWeek(vec![10]), &Pace::PerWeek(vec![1, 2])));
    let rulebooks: Vec<&str> = scenario.rulebooks.iter().map(|rulebook| rulebook.id.as_str()).collect();
    assert_eq!(rulebooks, ["article-2025-10", "linkedin-help-2026"]);
}

#[test]
fn a_rate_is_changed_by_its_own_keys_and_replaced_by_others() {
    let text =
        SMALL.replace("0.2", "{ mean = 0.2, sd = 0.05 }\nreply_delay_days = { weibull = { shape = 1, scale = 2 } }");
    assert_eq!(rate(&right_with(&text, &["touch.inmail.reply_rate=0.4"]).cases[0]), 0.4);
    // Each of these would lack its other half if it were not laid over what is there, or would not fit to it.
    right_with(&text, &["touch.inmail.reply_rate.mean=0.3"]);
    right_with(&text, &["touch.inmail.reply_rate={ alpha = 3, beta = 17 }"]);
    right_with(&text, &["touch.inmail.reply_delay_days.weibull.scale=3"]);
    right(&format!("{text}\n[[what_if]]\nname = \"x\"\ntouch.inmail.reply_rate.sd = 0.02\n"));
    right_with(SMALL, &["touch.inmail.reply_rate.mean=0.3", "touch.inmail.reply_rate.sd=0.1"]);
    let half = "--set:1:14: `touch.inmail.reply_rate` has `mean` but lacks `sd`";
    assert_eq!(told(SMALL, &overrides(&["touch.inmail.reply_rate.mean=0.3"])), half);
}

#[test]
fn of_several_delays_the_correlation_may_be_laid_over_alone_and_the_list_is_replaced_whole() {
    let text = SMALL.replace("0.2", "0.2\nreply_delay_days = { any_of = [1, { median = 2, p90 = 9 }] }");
    let delays = |text: &str, set: &[&str], case: usize| {
        let delays = right_with(text, set).cases[case].touches[0].reply().expect("it draws replies").delay.clone();
        (delays.laws().len(), delays.correlation())
    };
    assert_eq!(delays(&text, &[], 0), (2, 0.0));
    let correlation = "touch.inmail.reply_delay_days.correlation=0.4";
    assert_eq!(delays(&text, &[correlation], 0), (2, 0.4));
    assert_eq!(delays(&text, &["touch.inmail.reply_delay_days.any_of=[1, 2, 3]", correlation], 0), (3, 0.4));
    assert_eq!(delays(&text, &["touch.inmail.reply_delay_days={ median = 2, p90 = 9 }"], 0), (1, 0.0));
    let what_if = format!("{text}\n[[what_if]]\nname = \"x\"\ntouch.inmail.reply_delay_days.correlation = -0.5\n");
    let last = right(&what_if).cases.len() - 1;
    assert_eq!((delays(&what_if, &[], 0), delays(&what_if, &[], last)), ((2, 0.0), (2, -0.5)));
    // Over a delay of another form it says nothing about which delays those are.
    let lacks = "--set:1:14: `touch.inmail.reply_delay_days` has `correlation` but lacks `any_of`";
    assert_eq!(told(SMALL, &overrides(&[correlation])), lacks);
    let item = told(&text, &overrides(&["touch.inmail.reply_delay_days.any_of.0=3"]));
    assert!(item.contains("`touch.inmail.reply_delay_days.any_of`"), "{item}");
}

#[test]
fn lots_take_the_place_of_plain_credits() {
    let text = format!("opening.credits = 5\n{SMALL}\n[[what_if]]\nname = \"x\"\nopening.lots = [{{ credits = 3 }}]\n");
    let cases = right(&text).cases;
    assert_eq!((cases[0].opening.lots[0].credits, cases[4].opening.lots[0].credits), (5, 3));
    assert_eq!(right_with(&text, &["opening.credits=0"]).cases[4].opening.lots, []);
}

#[test]
fn arguments_lie_over_every_what_if() {
    let text = format!("{SMALL}\n[[what_if]]\nname = \"x\"\nweeks = 3\nsegment.prospects.per_week = 20\n");
    let mut overrides = overrides(&["segment.prospects.per_week=30", "touch.inmail.reply_rate=25%"]);
    (overrides.trials, overrides.seed, overrides.weeks) = (Some(7), Some(8), Some(9));
    overrides.plans = vec!["recruiter-lite".into()];
    let scenario = compile(&[("a.toml", &text)], &overrides).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((scenario.trials, scenario.seed, scenario.cases.len()), (7, 8, 2));
    for case in &scenario.cases {
        assert_eq!((case.calendar.weeks(), pace(case), rate(case)), (9, &Pace::PerWeek(vec![30]), 0.25));
    }
}

#[test]
fn an_argument_changes_what_a_what_if_adds_only_there() {
    let text = format!(
        "plans = [\"none\"]\n{SMALL}\n[[what_if]]\nname = \"x\"\nplans = [\"p\"]\nplan.p.like = \"recruiter-lite\"\n\
         segment.new = {{ per_week = 1, sequence = [\"inmail\"] }}\n"
    );
    let scenario =
        right_with(&text, &["segment.new.per_week=3", "plan.p.cap=7", "plan.recruiter-lite.credits_per_month=9"]);
    let [base, what_if] = scenario.cases.as_slice() else { panic!("two cases") };
    assert_eq!((base.segments.len(), &what_if.segments[1].pace), (1, &Pace::PerWeek(vec![3])));
    assert_eq!((what_if.plan.cap, what_if.plan.credits_per_month), (7, 9));
}

#[test]
fn what_an_argument_gets_wrong_is_told_as_it_was_typed() {
    let set = [
        "touch.inmial.reply_rate=0.3",
        "segment.prospects.reserv = 3",
        "weeks",
        "plans=none",
        "what_if=[]",
        "rulebook=x",
    ];
    let mut overrides = overrides(&set);
    (overrides.weeks, overrides.trials) = (Some(0), Some(0));
    let expected = [
        "--set:1:7: unknown touch `inmial`; did you mean `inmail`?",
        "--set:1:19: unknown key `reserv` in `segment.prospects`; did you mean `reserve`?",
        "--set:1:1: `weeks` is not of the form PATH=VALUE",
        "--set:1:1: `what_if` cannot be set by an argument; set it in the file",
        "--set:1:10: unknown rulebook `x`; known: `article-2025-10` and `linkedin-help-2026`",
        "--trials:1:1: `trials` is `0`; it must be a whole number from 1 to 1000000000",
        "--weeks:1:1: `weeks` is `0`; it must be a whole number from 1 to 520",
    ];
    assert_eq!(told(SMALL, &overrides), expected.join("\n"));
    let expected = "--set:1:7: `plans` is `none`; it must be a list, each item a text in quotes, not empty; did you mean [\"none\"]?";
    assert_eq!(told(SMALL, &super::Overrides { set: vec!["plans=none".into()], ..Overrides::default() }), expected);
}

#[test]
fn a_case_that_there_is_not_is_told_beside_what_else_is_wrong() {
    let text = SMALL.replace("channel", "chanel");
    let chosen = |text: &str| {
        let (plans, what_ifs) = (vec!["sales".to_owned(), "none".into()], vec!["fast".to_owned()]);
        compile(&[("a.toml", text)], &Overrides { plans, what_ifs, ..Overrides::default() })
            .expect_err("something is wrong")
            .to_string()
    };
    let key = "a.toml:2:1: unknown key `chanel` in `touch.inmail`; did you mean `channel`?\n";
    let what_if = "--what-if:1:1: unknown what-if `fast`; known: `base`";
    let plan = |name: &str, near: &str| format!("\n--plan:1:1: unknown plan `{name}`; known: `sales-navigator`{near}");
    let both = plan("sales", "; did you mean `sales-navigator`?") + &plan("none", "");
    assert_eq!(chosen(&format!("plans = ['sales-navigator']\n{text}")), key.replace(":2:", ":3:") + what_if + &both);
    // Which plans there are is not known before this is put right.
    let plans = "a.toml:1:10: unknown plan `sale`; did you mean `sales-navigator`?\n";
    assert_eq!(chosen(&format!("plans = ['sale']\n{SMALL}")), format!("{plans}{what_if}"));
}

#[test]
fn cases_are_chosen_by_name() {
    let text = format!("{SMALL}\n[[what_if]]\nname = \"slow\"\n[[what_if]]\nname = \"cancel\"\nplans = [\"none\"]\n");
    let choose = |plans: &[&str], what_ifs: &[&str]| {
        let list = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        let overrides = Overrides { plans: list(plans), what_ifs: list(what_ifs), ..Overrides::default() };
        compile(&[("a.toml", &text)], &overrides)
    };
    let chosen = |plans: &[&str], what_ifs: &[&str]| names(&choose(plans, what_ifs).unwrap_or_else(|p| panic!("{p}")));
    assert_eq!(chosen(&["sales-navigator"], &[]), ["sales-navigator", "sales-navigator · slow"]);
    assert_eq!(chosen(&[], &["cancel"]), ["none · cancel"]);
    assert_eq!(chosen(&["none", "recruiter-lite"], &["base", "cancel"]), ["recruiter-lite", "none · cancel"]);
    let told = |plans: &[&str], what_ifs: &[&str]| choose(plans, what_ifs).expect_err("nothing to choose").to_string();
    assert_eq!(
        told(&["sales"], &["fast"]),
        "--what-if:1:1: unknown what-if `fast`; known: `base`, `slow` and `cancel`\n\
         --plan:1:1: unknown plan `sales`; known: `premium-career`, `premium-business`, `sales-navigator`, \
         `recruiter-lite` and `none`; did you mean `sales-navigator`?"
    );
    assert_eq!(
        told(&[], &["solw"]),
        "--what-if:1:1: unknown what-if `solw`; known: `base`, `slow` and `cancel`; did you mean `slow`?"
    );
    assert_eq!(
        told(&["none"], &["slow"]),
        "--plan:1:1: no case has plan `none` and what-if `slow`; known there: `premium-career`, \
         `premium-business`, `sales-navigator` and `recruiter-lite`"
    );
}

#[test]
fn ids_with_dots_are_quoted_as_in_toml() {
    let text = SMALL.replace("touch.inmail", "touch.\"v1.2\"").replace("[\"inmail\"]", "[\"v1.2\"]");
    assert_eq!(rate(&right_with(&text, &["touch.\"v1.2\".reply_rate=0.7"]).cases[0]), 0.7);
    let told = told(&text, &overrides(&["touch.\"v1.2\".minutes=-1"]));
    assert!(told.starts_with("--set:1:22: `touch.\"v1.2\".minutes` is `-1`;"), "{told}");
}
