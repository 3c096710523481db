//! Targets and when to stop: what they are read as, and what is said about those that are wrong.

use super::{SMALL, assert_told, right, right_with};
use crate::domain::figure::Figure;
use crate::domain::precision::Precision;

fn targets(text: &str) -> Vec<String> {
    right(&format!("target = [{text}]\n{SMALL}")).targets.iter().map(ToString::to_string).collect()
}

#[test]
fn a_target_is_a_figure_and_one_bound_perhaps_with_a_share_perhaps_by_a_week() {
    let all = "{ figure = 'replies', at_least = 25, with = '80%', by = 12 }, { figure = 'cost', at_most = 900 },
               { figure = 'cost_per_reply', below = 40.5, with = 0.5 }, { figure = 'stockout_probability', above = 0 }";
    let expected = [
        "replies >= 25 by week 12 with 80%",
        "cost <= 900",
        "cost_per_reply < 40.5 with 50%",
        "stockout_probability > 0%",
    ];
    assert_eq!(targets(&all.replace('\n', " ")), expected);
    assert_eq!(right(SMALL).targets, []);
}

#[test]
fn an_argument_replaces_all_targets() {
    let text = format!("{SMALL}[[target]]\nfigure = 'replies'\nat_least = 3\n");
    let scenario = right_with(&text, &["target=[{ figure = 'cost', below = 1 }]"]);
    assert_eq!(scenario.targets.iter().map(ToString::to_string).collect::<Vec<_>>(), ["cost < 1"]);
}

#[test]
fn what_is_wrong_with_a_target_is_told() {
    let snippets: &[(&str, &[&str])] = &[
        ("figure = 'repplies', at_least = 3", &["1:22: unknown figure `repplies`; did you mean `replies`?"]),
        ("at_least = 3", &["1:11: `target` lacks `figure`"]),
        (
            "figure = 'cost', at_least = 3, below = 5",
            &["1:44: `target` has both `at_least` and `below`; it may have one of them"],
        ),
        (
            "figure = 'cost', at_least = -1",
            &["1:41: `target.at_least` is `-1`; it must be a number from 0 to 1000000000"],
        ),
        (
            "figure = 'stockout_probability', at_most = 10",
            &["1:56: `target.at_most` is `10`; it must be a number from 0 to 1; did you mean 0.1?"],
        ),
        (
            "figure = 'cost', at_most = 3, with = 80",
            &[
                "1:50: `target.with` is `80`; it must be a share from 0 to 1, such as 0.8 or \"80%\"; did you mean 0.8 or \
               \"80%\"?",
            ],
        ),
        (
            "figure = 'cost', at_most = 3, with = 'most'",
            &["1:50: `target.with` is `'most'`; it must be a share from 0 to 1, such as 0.8 or \"80%\""],
        ),
        (
            "figure = 'cost', at_most = 3, by = 0",
            &["1:48: `target.by` is `0`; it must be a whole number from 1 to 520"],
        ),
        ("figure = 'cost', at_mots = 3", &["1:30: unknown key `at_mots` in `target`; did you mean `at_most`?"]),
    ];
    assert_told(snippets, |snippet| format!("target = [{{ {snippet} }}]\n{SMALL}"));
}

#[test]
fn a_what_if_has_the_targets_of_the_file() {
    assert_told(
        &[("target = []", &["9:1: `target` cannot be set in a what-if; set it for the whole file"])],
        |snippet| {
            format!("{SMALL}what_if.0 = 1").replace("what_if.0 = 1", &format!("[[what_if]]\n{snippet}\nname = 'x'"))
        },
    );
}

#[test]
fn a_run_stops_at_a_fraction_or_on_the_decision() {
    let with = |precision: &str| right(&format!("precision = {precision}\n{SMALL}")).precision;
    assert_eq!(with("0.01"), Some(Precision::Error(0.01)));
    assert_eq!(with("'decision'"), Some(Precision::Decision));
    let allowed = "it must be a number above 0 and below 1, or \"decision\"";
    let told = format!("1:13: `precision` is `'decisive'`; {allowed}; did you mean \"decision\"?");
    assert_told(&[("'decisive'", &[&told])], |snippet| format!("precision = {snippet}\n{SMALL}"));
}

#[test]
fn a_figure_of_an_outcome_is_one_of_the_file() {
    let deal = "outcome.meeting.rate = 0.5\noutcome.deal = { of = 'meeting', rate = 0.1 }\n";
    let target = |figure: &str| format!("target = [{{ figure = '{figure}', at_least = 3 }}]\n{deal}{SMALL}");
    for figure in ["outcome.deal", "outcome.deal.in_time", "outcome.meeting.cost"] {
        let scenario = right(&target(figure));
        let figure = scenario.targets[0].figure;
        let places: Vec<_> = Figure::of(["meeting", "deal"]).into_iter().filter(|known| *known == figure).collect();
        assert_eq!(places.len(), 1, "{}", figure.name());
    }
    let told = super::wrong(&[("a.toml", &target("outcome.deall.cost"))]);
    assert_eq!(told, "a.toml:1:22: unknown figure `outcome.deall.cost`; did you mean `outcome.deal.cost`?");
    // One that only a what-if states is one of the file.
    let what_if = "what_if = [{ name = 'x', outcome.hire.rate = 0.1 }]\n";
    let text = format!("{what_if}target = [{{ figure = 'outcome.hire', at_least = 1 }}]\n{SMALL}");
    assert_eq!(right(&text).targets[0].to_string(), "outcome.hire >= 1");

    let goal = |aim: &str, require: &str| {
        format!("goal = {{ minimize = '{aim}', require = ['{require}'], vary = {{ weeks = [8, 9] }} }}\n{deal}{SMALL}")
    };
    let read = right(&goal("p90 of outcome.deal.cost", "outcome.meeting >= 2 by week 4")).goal.expect("it has one");
    assert_eq!(read.objective.to_string(), "p90 of outcome.deal.cost");
    assert_eq!(read.require[0].to_string(), "outcome.meeting >= 2 by week 4");
    assert_eq!(
        super::wrong(&[("a.toml", &goal("outcome.deel", "cost < 9"))]),
        "a.toml:1:22: unknown figure `outcome.deel`; did you mean `outcome.deal`?"
    );
}
