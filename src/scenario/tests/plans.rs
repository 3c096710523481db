//! Plans without a price, and what a plan has of its own beside credits and price.

use super::{Overrides, SMALL, compile, names, right, right_with, wrong};
use crate::domain::plan::CreditLife;
use crate::domain::quantity::Money;

/// A scenario of the rulebook in which some plans have no price.
fn help(text: &str) -> String {
    format!("rulebook = \"linkedin-help-2026\"\n{text}\n{SMALL}")
}

/// What is wrong with it.
fn wrong_in(text: &str) -> String {
    wrong(&[("a.toml", &help(text))])
}

#[test]
fn all_plans_are_those_with_a_price_under_the_billing_and_the_files_own() {
    let monthly = [
        "premium-career",
        "premium-business",
        "sales-navigator",
        "sales-navigator-advanced",
        "recruiter-lite",
        "premium-all-in-one",
    ];
    assert_eq!(names(&right(&help(""))), monthly);
    let mut annual = monthly.to_vec();
    annual.push("sales-navigator-advanced-plus");
    assert_eq!(names(&right(&help("billing = \"annual\""))), annual);
    // With a price of one's own a plan is one of the rulebook's like any other.
    let priced = "plan.recruiter-corporate.price_per_month = 900\n\
                  plan.mine = { credits_per_month = 1, cap = 3, price_per_month = 2 }";
    let mut all = monthly.to_vec();
    all.extend(["recruiter-corporate", "mine"]);
    assert_eq!(names(&right(&help(priced))), all);
    assert_eq!(names(&right_with(&help(""), &["plan.recruiter-corporate.price_per_month=900"])), all[..7]);
}

#[test]
fn a_plan_is_named_by_its_id_or_as_people_write_its_name() {
    let plans = |list: &str, more: &str| names(&right(&help(&format!("plans = [{list}]\n{more}"))));
    assert_eq!(plans("'Sales Navigator Core', 'premium business'", ""), ["sales-navigator", "premium-business"]);
    assert_eq!(plans("'SALES NAVIGATOR'", ""), ["sales-navigator"], "by its id without the hyphen");
    assert_eq!(
        plans(
            "'mine', 'My Plan'",
            "plan.mine.like = 'Recruiter Lite'\nplan.other = { like = 'mine', name = 'My plan' }"
        ),
        ["mine", "other"]
    );
    let twice = "a.toml:2:29: plan `sales navigator` is there twice; once is enough";
    assert_eq!(wrong_in("plans = ['sales-navigator', 'sales navigator']"), twice);
    let two =
        "plan.one = { like = 'recruiter-lite', name = 'Ours' }\nplan.two = { like = 'recruiter-lite', name = 'ours' }";
    assert!(wrong_in(&format!("plans = ['ours']\n{two}")).contains("unknown plan `ours`"), "it may be either");
}

#[test]
fn a_plan_without_a_price_is_told_wherever_it_is_named() {
    let asked = "no price of plan `recruiter-corporate` is published; state yours: \
                 `[plan.recruiter-corporate] price_per_month = …`";
    assert_eq!(wrong_in("plans = [\"recruiter-lite\", \"recruiter-corporate\"]"), format!("a.toml:2:28: {asked}"));
    assert_eq!(wrong_in("plan.recruiter-corporate.cap = 500"), format!("a.toml:2:6: {asked}"));
    let change = "plans = [\"recruiter-lite\"]\nplan_change = [{ week = 2, plan = \"recruiter-corporate\" }]";
    assert_eq!(wrong_in(change), format!("a.toml:3:35: {asked}"));
    let like = "plan.ours.like = \"recruiter-corporate\"";
    assert_eq!(wrong_in(like), format!("a.toml:2:6: {}", asked.replace("recruiter-corporate", "ours")));
    let annual = wrong_in("billing = \"annual\"\nplans = [\"recruiter-corporate\"]");
    assert_eq!(annual, format!("a.toml:3:10: {}", asked.replace("per_month =", "per_month_annual =")));
    let overrides = Overrides { plans: vec!["recruiter-corporate".into()], ..Overrides::default() };
    let told = compile(&[("a.toml", &help(""))], &overrides).expect_err("it has no price").to_string();
    assert_eq!(told, format!("--plan:1:1: {asked}"));
    // A price that is wrong is told, and not missed besides.
    let told = wrong_in("plans = [\"recruiter-corporate\"]\nplan.recruiter-corporate.price_per_month = -1");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn without_any_price_under_the_billing_every_plan_is_told() {
    let told = wrong(&[("a.toml", &format!("billing = \"annual\"\n{SMALL}"))]);
    assert_eq!(told.matches("has no annual price").count(), 4, "{told}");
}

#[test]
fn a_plan_may_have_a_life_of_credits_of_its_own_and_share_them() {
    let text = "plans = [\"recruiter-corporate\", \"ours\", \"long\", \"recruiter-lite\"]\n\
                plan.recruiter-corporate.price_per_month = 900\n\
                plan.ours = { like = \"recruiter-corporate\", credit_life_days = 60 }\n\
                plan.long = { like = \"recruiter-lite\", credit_life_days = \"none\", pooled = true }\n\
                rules.credit_life_days = 30";
    let scenario = right(&help(text));
    let lives: Vec<_> = scenario.cases.iter().map(|case| case.plan.credit_life_days(&case.rules)).collect();
    assert_eq!(lives, [None, Some(60), None, Some(30)]);
    let pooled: Vec<bool> = scenario.cases.iter().map(|case| case.plan.pooled).collect();
    assert_eq!(pooled, [true, true, true, false]);
    assert_eq!(scenario.cases[3].plan.credit_life, CreditLife::AsRules);
    assert_eq!(scenario.cases[1].plan.price_per_month, Some(Money::from_cents(90_000)));

    let scenario = right_with(&help("plans = [\"recruiter-lite\"]"), &["plan.recruiter-lite.credit_life_days=7"]);
    assert_eq!(scenario.cases[0].plan.credit_life, CreditLife::Days(7));
    let told = wrong_in("plan.recruiter-lite.credit_life_days = 0\nplan.recruiter-lite.pooled = 1");
    assert_eq!(
        told,
        "a.toml:2:40: `plan.recruiter-lite.credit_life_days` is `0`; it must be a whole number from 1 to 36500, or \
         \"none\"\na.toml:3:30: `plan.recruiter-lite.pooled` is `1`; it must be `true` or `false`; did you mean true?"
    );
}
