//! What replies may lead to.

use super::{Overrides, SMALL, compile, right, right_with, wrong};
use crate::domain::case::Case;
use crate::domain::outcome::Worth;
use crate::domain::quantity::Minutes;

const FUNNEL: &str = "outcome.deal = { of = 'meeting', rate = 0.25, delay_days = 30, value = 5000 }
outcome.yes = { rate = 0.4, minutes = 10 }
outcome.meeting = { of = 'yes', rate = { of = 'yes', lift = 1.5 }, delay_days = 5 }
";

fn ids(case: &Case) -> Vec<(&str, Option<&str>)> {
    let name = |place: usize| case.outcomes[place].id.as_str();
    case.outcomes.iter().map(|outcome| (outcome.id.as_str(), outcome.of.map(name))).collect()
}

#[test]
fn outcomes_stand_after_what_they_follow() {
    let text = format!("plans = ['none']\n{FUNNEL}{SMALL}");
    let case = &right(&text).cases[0];
    assert_eq!(ids(case), [("yes", None), ("meeting", Some("yes")), ("deal", Some("meeting"))]);
    assert_eq!(case.outcomes[0].minutes, Minutes::new(10.0).expect("ten minutes"));
    assert_eq!(case.outcomes[1].rate.tie().map(|tie| tie.of), Some(0));
    let Worth::Spread(value) = &case.outcomes[2].value else { panic!("it is a number") };
    assert_eq!((value.as_fixed(), case.outcomes[0].value.is_nothing()), (Some(5000.0), true));
    let law = right_with(&text, &["outcome.deal.value={ median = 2_000_000, p90 = 9_000_000 }"]);
    assert!(matches!(law.cases[0].outcomes[2].value, Worth::Law(_)));
    assert!(matches!(
        right_with(&text, &["outcome.deal.value.pert=[1, 2, 9]"]).cases[0].outcomes[2].value,
        Worth::Spread(_)
    ));
}

#[test]
fn all_cases_have_the_outcomes_of_all_in_the_same_places() {
    let text = format!(
        "plans = ['none']\n{FUNNEL}{SMALL}[[what_if]]\nname = 'x'\noutcome.no = {{ rate = 0.1, value = 3 }}\n\
         outcome.meeting.rate = 0.9\n"
    );
    let scenario = right(&text);
    let [base, what_if] = scenario.cases.as_slice() else { panic!("two cases") };
    assert_eq!(ids(base), ids(what_if));
    let no = base.outcomes.iter().find(|outcome| outcome.id == "no").expect("it is there");
    assert!(no.value.is_nothing());
    let place = base.outcomes.iter().position(|outcome| outcome.id == "no").expect("it is there");
    assert!(!what_if.outcomes[place].value.is_nothing());
    // An argument changes what there is, where it is, and makes nothing new.
    let changed = right_with(&text, &["outcome.no.rate=0.2", "outcome.meeting.delay_days=1"]);
    assert_eq!(ids(&changed.cases[0]), ids(base));
    assert_eq!(changed.cases[0].outcomes[place], *no);
    let set = Overrides { set: vec!["outcome.metting.rate=0.2".into()], ..Overrides::default() };
    let told = compile(&[("a.toml", &text)], &set).expect_err("there is none").to_string();
    assert_eq!(told, "--set:1:9: unknown outcome `metting`; did you mean `meeting`?");
}

#[test]
fn what_is_wrong_with_an_outcome_is_told_with_all_else() {
    let told = |text: &str| wrong(&[("a.toml", &format!("plans = ['none']\n{text}\n{SMALL}"))]);
    assert_eq!(told("outcome.reply.rate = 0.1"), "a.toml:2:9: `reply` is taken; choose another name for the outcome");
    assert_eq!(
        told("outcome.'a.b'.rate = 0.1"),
        "a.toml:2:9: outcome `a.b` has a dot in its name, which figures take for that of a part; choose another name"
    );
    assert_eq!(told("outcome.a.of = 'reply'"), "a.toml:2:9: `outcome.a` lacks `rate`");
    assert_eq!(
        told("outcome.a = { rate = 2, of = 'replay', value = -1 }"),
        "a.toml:2:22: `outcome.a.rate` is `2`; it must be a share from 0 to 1; did you mean 0.02 or \"2%\"?\n\
         a.toml:2:30: unknown outcome `replay`; did you mean `reply`?\n\
         a.toml:2:48: `outcome.a.value` is `-1`; it must be an amount from 0 to 1000000000: a number, { uniform }, \
         { triangular }, { pert }, { median, p90 }, { weibull }, { cdf } or { samples, column }"
    );
    assert_eq!(
        told(
            "outcome.a = { rate = 0.1, of = 'b' }\noutcome.b = { rate = 0.1, of = 'a' }\noutcome.c = { rate = 0.1, of = 'c' }"
        ),
        "a.toml:2:32: `outcome.a.of` leads back to itself by way of `b`; one of them must be of `reply`\n\
         a.toml:4:32: `outcome.c.of` leads back to itself; it must be of `reply` or of another outcome"
    );
    assert!(told("touch.x = { channel = 'engage', outcome_lift = 2 }").contains("`outcome_lift` is of no use"));
}

#[test]
fn lifts_on_outcomes_are_read_where_they_stand() {
    let text = format!("plans = ['none']\n{FUNNEL}{SMALL}value_lift = 2.5\noutcome_lift = {{ uniform = [1, 2] }}\n");
    let case = &right_with(&text, &["touch.inmail.outcome_lift=0.5"]).cases[0];
    assert_eq!((case.segments[0].value_lift, case.touches[0].outcome_lift.distribution().as_fixed()), (2.5, Some(0.5)));
    assert_eq!(case.segments[0].outcome_lift.distribution().mean(), 1.5);
}
