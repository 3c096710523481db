//! Circumstances and choices: which cases there are, what they are called, and by what they are ranked.

use super::{SMALL, compile, right, right_with, wrong};
use crate::domain::figure::Figure;
use crate::scenario::{Overrides, Scenario};

const TWO_BY_TWO: &str = r#"
plans = ["sales-navigator", "none"]
base_name = "light rep"
[touch.inmail]
channel = "inmail"
reply_rate = 0.1
[segment.prospects]
per_week = 3
sequence = ["inmail"]
[[what_if]]
name = "better"
touch.inmail.reply_rate = 0.2
[[what_if]]
name = "heavy rep"
kind = "circumstance"
segment.prospects.per_week = 25
[[what_if]]
name = "slow"
kind = "choice"
touch.inmail.reply_delay_days = 9
"#;

fn names(scenario: &Scenario) -> Vec<String> {
    scenario.cases.iter().map(|case| case.name.id()).collect()
}

#[test]
fn each_choice_is_laid_over_each_circumstance_and_the_base_is_the_first() {
    let scenario = right(TWO_BY_TWO);
    let of = |variant: &str| ["sales-navigator", "none"].map(|plan| format!("{plan}{variant}"));
    let variants = ["", " · better", " · slow", " · heavy rep", " · heavy rep · better", " · heavy rep · slow"];
    assert_eq!(names(&scenario), variants.map(of).concat());
    let last = &scenario.cases[8];
    assert_eq!(last.name.what_if().as_deref(), Some("heavy rep · better"));
    assert_eq!(
        (last.name.in_circumstance().id(), last.name.circumstance_label()),
        ("sales-navigator · better".into(), "heavy rep".into())
    );
    assert_eq!(scenario.cases[0].name.circumstance_label(), "light rep");
    assert_eq!(last.reply_rate(0).and_then(|rate| rate.as_fixed()), Some(0.2));
    assert_eq!(last.segments[0].pace, scenario.cases[6].segments[0].pace);
}

#[test]
fn what_ifs_are_asked_for_by_circumstance_choice_or_whole_name() {
    let chosen = |names: &[&str]| {
        let what_ifs = names.iter().map(|&name| name.to_owned()).collect();
        let overrides = Overrides { plans: vec!["none".into()], what_ifs, ..Overrides::default() };
        let scenario = compile(&[("a.toml", TWO_BY_TWO)], &overrides).expect("they exist");
        scenario.cases.iter().map(|case| case.name.variant()).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&["heavy rep"]), ["heavy rep", "heavy rep · better", "heavy rep · slow"]);
    assert_eq!(chosen(&["better"]), ["better", "heavy rep · better"]);
    assert_eq!(chosen(&["heavy rep · slow"]), ["heavy rep · slow"]);
    assert_eq!(chosen(&["base"]), ["base", "better", "slow"]);
    assert_eq!(chosen(&["=base", "=better"]), ["base", "better"]);
}

#[test]
fn a_name_that_two_cases_would_have_is_told() {
    let clash = TWO_BY_TWO.replace("\"slow\"", "\"heavy rep · better\"");
    let problem = wrong(&[("a.toml", &clash)]);
    assert!(problem.contains("what-if `heavy rep · better`"), "{problem}");
    let kind = TWO_BY_TWO.replace("\"choice\"", "\"choise\"");
    let problem = wrong(&[("a.toml", &kind)]);
    assert!(problem.contains("must be \"choice\" or \"circumstance\""), "{problem}");
}

#[test]
fn what_ranks_follows_from_what_costs_and_is_worth_money() {
    let by = |set: &[&str]| right_with(TWO_BY_TWO, set).cases[0].rank_by;
    assert_eq!((by(&[]).figure, by(&[]).is_stated), (Figure::CostPerReply, false));
    assert_eq!(by(&["effort.hourly_cost=40"]).figure, Figure::CostPerReply, "nothing takes time");
    assert_eq!(by(&["effort.hourly_cost=40", "touch.inmail.minutes=3"]).figure, Figure::LoadedCostPerReply);
    assert_eq!(by(&["costs.once=5"]).figure, Figure::LoadedCostPerReply);
    let with_deals = TWO_BY_TWO.replacen("[touch", "[outcome.deal]\nrate = 0.1\n[touch", 1);
    let by = |set: &[&str]| right_with(&with_deals, set).cases[0].rank_by;
    assert_eq!(by(&[]).figure, Figure::CostPerReply);
    assert_eq!(by(&["costs.once=5", "outcome.deal.value=900"]).figure, Figure::NetValue);
    let stated = by(&["rank_by=outcome.deal.cost"]);
    assert_eq!((stated.figure.name(), stated.is_stated), ("outcome.deal.cost", true));
}

#[test]
fn crossed_names_that_meet_are_told_whatever_they_are_made_of() {
    let what_if = |name: &str, kind: &str| format!("[[what_if]]\nname = \"{name}\"\nkind = \"{kind}\"\n");
    let parts = [("a", "circumstance"), ("a · b", "circumstance"), ("b · c", "choice"), ("c", "choice")];
    let text: String = parts.iter().map(|(name, kind)| what_if(name, kind)).collect();
    let problem = wrong(&[("a.toml", &format!("{SMALL}{text}"))]);
    assert!(problem.contains("what-if `a · b · c`"), "{problem}");
}

#[test]
fn a_case_is_shown_with_its_plan_s_name_and_known_by_its_id_and_plans_of_one_name_are_told_apart() {
    let shown = |text: &str| -> Vec<String> { right(text).cases.iter().map(|case| case.name.to_string()).collect() };
    assert_eq!(shown(TWO_BY_TWO)[..3], ["Sales Navigator", "No plan", "Sales Navigator · better"]);
    let twins = TWO_BY_TWO.replace("\"none\"]", "\"mine\"]") + "[plan.mine]\nlike = \"sales-navigator\"\n";
    assert_eq!(names(&right(&twins))[..2], ["sales-navigator", "mine"]);
    let own = twins.clone() + "name = \"Ours\"\n";
    assert_eq!(shown(&own)[..2], ["Sales Navigator", "Ours"]);
    let same = twins + "name = \"Sales Navigator\"\n";
    assert_eq!(shown(&same)[..2], ["Sales Navigator (sales-navigator)", "Sales Navigator (mine)"]);
}

#[test]
fn a_price_of_the_rulebook_is_in_another_currency_unless_the_file_states_it_or_is_in_dollars() {
    let foreign = |head: &str, tail: &str| -> Vec<bool> {
        let scenario = right(&format!("{head}{TWO_BY_TWO}{tail}").replace("\"none\"", "\"premium-career\", \"none\""));
        scenario.cases[..3].iter().map(|case| case.has_foreign_prices).collect()
    };
    let price = "[plan.premium-career]\nprice_per_month = 30\n";
    assert_eq!(foreign("", ""), [false; 3]);
    assert_eq!(foreign("currency = \"usd\"\n", price), [false; 3]);
    assert_eq!(foreign("currency = \"EUR\"\n", ""), [true, true, false]);
    assert_eq!(foreign("currency = \"EUR\"\n", price), [true, false, false]);
    let scenario =
        right(&format!("currency = \"EUR\"\n{TWO_BY_TWO}").replace("\"none\"", "\"premium-career\", \"none\""));
    let doubt = "known in US dollars and taken as EUR one for one, nothing is converted";
    assert!(scenario.cases[..2].iter().all(|case| case.plan.price_doubt.as_deref() == Some(doubt)));
    assert_eq!(scenario.cases[2].plan.price_doubt, None);
}
