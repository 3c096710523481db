//! `[goal]`: what it comes to, and what is said about one that is wrong.

use super::{Overrides, SMALL, compile, right, right_with, wrong};
use crate::domain::figure::Figure;
use crate::domain::objective::{Aim, Statistic};

fn with(goal: &str) -> String {
    format!("{SMALL}\n[goal]\n{goal}\n")
}

/// What is said about a goal, without the name of the file, lines counted from `[goal]`.
fn told(goal: &str) -> String {
    let lines = SMALL.lines().count() + 1;
    let line = |line: &str| {
        let (at, rest) = line.strip_prefix("a.toml:").and_then(|rest| rest.split_once(':')).expect("it has a place");
        format!("{}:{rest}", at.parse::<usize>().expect("a number") - lines)
    };
    wrong(&[("a.toml", &with(goal))]).lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_goal_has_an_objective_requirements_and_axes() {
    let goal = right(&with(
        "maximize = 'worst 10% of replies'\nrequire = ['cost <= 900', 'replies >= 25 by week 12 with 80%']\n\
         indifference = 0\n[goal.vary]\nplan = ['sales-navigator', 'recruiter-lite']\n\
         segment.prospects.per_week = '10..30:3'\n'touch.inmail.reply_rate' = [0.1, '10% to 20%']",
    ))
    .goal
    .expect("the file has one");
    assert_eq!((goal.objective.aim, goal.objective.figure), (Aim::Maximize, Figure::Replies));
    assert!(matches!(goal.objective.statistic, Statistic::Worst(share) if share.get() == 0.1));
    assert_eq!(
        goal.require.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        "cost <= 900; replies >= 25 by week 12 with 80%"
    );
    assert_eq!((goal.confidence, goal.indifference, goal.combinations()), (0.95, 0.0, 12));
    let paths: Vec<&str> = goal.vary.iter().map(|axis| axis.path.as_str()).collect();
    assert_eq!(paths, ["plan", "segment.prospects.per_week", "touch.inmail.reply_rate"]);
    let texts = |number| goal.combination(number).iter().map(|setting| setting.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(0), ["sales-navigator", "10", "0.1"]);
    assert_eq!(texts(9), ["recruiter-lite", "20", "'10% to 20%'"]);
}

#[test]
fn a_goal_changes_nothing_else() {
    let (plain, goal) = (right(SMALL), right(&with("minimize = 'cost'\nvary.weeks = [8, 9]")));
    assert_eq!((plain.cases, plain.assumptions, plain.goal), (goal.cases, goal.assumptions, None));
    assert!(goal.warnings.is_empty());
}

#[test]
fn arguments_are_laid_over_a_goal() {
    let goal =
        right_with(&with("minimize = 'cost'\nvary.weeks = [8, 9]"), &["goal.confidence=0.9", "goal.maximize=replies"]);
    let goal = goal.goal.expect("the file has one");
    assert_eq!((goal.confidence, goal.objective.aim), (0.9, Aim::Maximize));
}

#[test]
fn every_mistake_in_a_goal_is_told_at_its_place() {
    for (goal, expected) in [
        ("vary.weeks = [8]", "1:2: `goal` lacks `minimize`"),
        ("minimize = 'cost'", "1:2: `goal` lacks `vary`"),
        ("minimise = 'cost'\nvary.weeks = [8]", "2:1: unknown key `minimise` in `goal`; did you mean `minimize`?"),
        (
            "minimize = 'cost'\nmaximize = 'replies'\nvary.weeks = [8]",
            "3:1: `goal` has both `minimize` and `maximize`; it may have one of them",
        ),
        (
            "minimize = 'cost_per_replies'\nvary.weeks = [8]",
            "2:13: unknown figure `cost_per_replies`; did you mean `cost_per_reply`?",
        ),
        (
            "minimize = 3\nvary.weeks = [8]",
            "2:12: `goal.minimize` is `3`; it must be a figure such as \"cost_per_reply\", \"p90 of cost_per_reply\" or \
             \"worst 10% of replies\"",
        ),
        (
            "minimize = 'cost'\nconfidence = 1\nvary.weeks = [8]",
            "3:14: `goal.confidence` is `1`; it must be a number above 0 and below 1",
        ),
        (
            "minimize = 'cost'\nindifference = 2\nvary.weeks = [8]",
            "3:16: `goal.indifference` is `2`; it must be a number from 0 to 1; did you mean 0.02?",
        ),
        (
            "minimize = 'cost'\nrequire = 'cost <= 900'\nvary.weeks = [8]",
            "3:11: `goal.require` is `'cost <= 900'`; it must be a list, each item a text such as \"replies >= 25 by week \
             12 with 80%\" or \"cost <= 900\"; did you mean [\"cost <= 900\"]?",
        ),
        (
            "minimize = 'cost'\nrequire = ['cost <= 900', 'replies >= 5 with 120%']\nvary.weeks = [8]",
            "3:46: `120%` cannot stand here; it must be a share above 0% and not above 100%, such as `80%`",
        ),
        (
            "minimize = 'cost'\nrequire = ['replies >= 5 by week 30']\nvary.plan = ['recruiter-lite']",
            "3:34: week 30 comes after the campaign's last, week 26; name an earlier one or set `weeks`",
        ),
        ("minimize = 'cost'\nvary = {}", "3:8: `goal.vary` is empty; it must have at least one item"),
        (
            "minimize = 'cost'\nvary = ['weeks']",
            "3:8: `goal.vary` is `['weeks']`; it must be a table of paths, each with a list of values, or a range such as \
             \"5..50:10\"",
        ),
        (
            "minimize = 'cost'\nvary.weeks = 8",
            "3:14: `goal.vary.weeks` is `8`; it must be a list of values, or a range such as \"5..50:10\"",
        ),
        ("minimize = 'cost'\nvary.weeks = []", "3:14: `weeks` is empty; it must have at least one item"),
        ("minimize = 'cost'\nvary.weeks = [8, 9, 8]", "3:21: value `8` is there twice; once is enough"),
        (
            "minimize = 'cost'\n[goal.vary]\n'touch.inmail.minutes' = [1]\ntouch.inmail.minutes = [2]",
            "5:14: path `touch.inmail.minutes` is there twice; once is enough",
        ),
        ("minimize = 'cost'\nvary.weeks = [8, 900]", "3:18: `weeks` is `900`; it must be a whole number from 1 to 520"),
        (
            "minimize = 'cost'\n[goal.vary]\nsegment.prospects.per_wek = [8, 9]",
            "4:19: unknown key `per_wek` in `segment.prospects`; did you mean `per_week`?",
        ),
        (
            "minimize = 'cost'\n[goal.vary]\n'segment.prospect.per_week' = [8, 9]",
            "4:1: unknown segment `prospect`; did you mean `prospects`?",
        ),
        (
            "minimize = 'cost'\nvary.plan = ['sales-navigator', 'sales']",
            "3:33: unknown plan `sales`; did you mean `sales-navigator`?",
        ),
        ("minimize = 'cost'\nvary.what_if = ['base', 'x']", "3:25: unknown what-if `x`; known: `base`"),
        (
            "minimize = 'cost'\n[goal.vary]\n'segment.prospects.per_week' = '1..1000:1000'\n'segment.prospects.reserve' = '0..100:101'",
            "3:7: too many combinations of the values in `goal.vary`; there may be 100000",
        ),
    ] {
        assert_eq!(told(goal), expected, "{goal}");
    }
}

#[test]
fn a_goal_is_for_the_whole_file() {
    let text = format!("{SMALL}\n[[what_if]]\nname = 'x'\ngoal.minimize = 'cost'\n");
    assert_eq!(
        wrong(&[("a.toml", &text)]),
        "a.toml:11:1: `goal` cannot be set in a what-if; set it for the whole file"
    );
}

#[test]
fn what_a_what_if_alone_declares_can_be_varied() {
    let text = format!(
        "{SMALL}\n[[what_if]]\nname = 'x'\n\
         touch.second = {{ channel = 'inmail', reply_rate = 0.1, wait_days = 5 }}\n\
         segment.prospects.sequence = ['inmail', 'second']\n\
         [goal]\nminimize = 'cost'\n[goal.vary]\n'touch.second.reply_rate' = [0.1, 0.2]\n"
    );
    assert!(compile(&[("a.toml", &text)], &Overrides::default()).is_ok());
}
