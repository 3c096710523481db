//! What `optimize` says where its campaigns cannot settle something, or where there is nothing to settle.

use crate::program::Program;

/// A goal among paces of two letters a week to five, under which fifty credits are enough for fifty letters.
fn never_short(require: &str) -> String {
    format!(
        "plans = ['sales-navigator']\nweeks = 10\ntrials = 20_000\ntouch.a = {{ channel = 'inmail', reply_rate = 0.2 }}\n\
         segment.s = {{ per_week = 5, sequence = ['a'] }}\n[goal]\nminimize = 'cost_per_reply'\nrequire = [{require}]\n\
         [goal.vary]\n'segment.s.per_week' = [2, 5]\n"
    )
}

#[test]
fn what_a_single_campaign_fails_is_kept_so_far_however_it_is_written() {
    for way in ["stockout_probability <= 0%", "weeks_short <= 0", "shortfall <= 0 with 100%"] {
        let program = Program::new().file("a.toml", never_short(&format!("'{way}'")));
        let told = program.run(["optimize", "a.toml", "--no-charts"]).exits(0).stdout.replace('\n', " ");
        let never = format!(
            "In none of 20\u{202f}000 simulations did it fail `{way}`: it does so in at most 2.19 in 10\u{202f}000 simulations"
        );
        assert!(told.contains("Sales Navigator, 5 people a week is best") && told.contains(&never), "{told}");
        assert!(!told.contains("indifference") && !told.contains("--trials"), "{told}");
        let record = program.text("results/a/optimum.json");
        let outcome: serde_json::Value = serde_json::from_str(&record).expect("it is JSON");
        let outcome = &outcome["outcome"];
        assert_eq!((&outcome["verdict"], &outcome["feasible"]), (&"best".into(), &"so far".into()));
        assert_eq!((&outcome["values"]["segment.s.per_week"], &outcome["never_failed"][0]), (&"5".into(), &way.into()));
    }
}

#[test]
fn what_is_open_is_blamed_and_nobody_else() {
    // Ten replies on average, and the bound in the middle of what 256 campaigns tell; five people are never short.
    let goal = never_short("'replies >= 1 with 50%', 'replies_settled >= 10.001', 'stockout_probability <= 0%'");
    let program = Program::new().file("a.toml", goal.replace("trials = 20_000", "trials = 256"));
    let told = program
        .run(["optimize", "a.toml", "--no-charts", "--set", "goal.indifference=0"])
        .exits(0)
        .stdout
        .replace('\n', " ");
    assert!(told.contains("256 simulations do not tell whether it keeps `replies_settled >= 10.001`."), "{told}");
    assert!(!told.contains("do not tell it from"), "four replies are told from ten: {told}");
}

#[test]
fn an_objective_that_is_infinite_for_who_is_left_is_told_so_with_the_reason() {
    // Of one letter a week for two weeks no campaign in two gets a reply; forty letters cost more credits than is allowed.
    let text = "plans = ['sales-navigator']\nweeks = 2\ntrials = 500\n\
                touch.a = { channel = 'inmail', reply_rate = 0.2 }\nsegment.s = { per_week = 1, sequence = ['a'] }\n\
                [goal]\nminimize = 'worst 20% of cost_per_reply'\nrequire = ['cost <= 100', 'spent <= 5']\n\
                [goal.vary]\n'segment.s.per_week' = [1, 40]\n";
    let program = Program::new().file("a.toml", text);
    let told = program.run(["optimize", "a.toml", "--no-charts"]).exits(0).stdout.replace('\n', " ");
    assert!(told.contains("Only Sales Navigator, 1 person a week may keep what is required, and its worst 20% of cost per reply is infinite."), "{told}");
    assert!(
        told.contains("In a campaign without a reply it is infinite, and so is any mean with such a campaign in it."),
        "{told}"
    );
    assert!(program.text("results/a/optimum.json").contains("\"verdict\": \"undefined\""));
}
