//! Lists of tables, and what-ifs, on the what-if page: added, changed and taken out as people, messages and colleagues are.

use serde_json::{Value, json};

use super::{Served, after, controls, small, text};
use crate::program::{Program, SMALL};

/// The group of this id, if it is shown.
fn group<'l>(look: &'l Value, id: &str) -> Option<&'l Value> {
    look["groups"].as_array()?.iter().find(|group| group["id"] == id)
}

/// The control of this path.
fn control<'l>(look: &'l Value, path: &str) -> &'l Value {
    controls(look).find(|control| control["path"] == path).unwrap_or_else(|| panic!("{path} has no control"))
}

/// All that can be added, to the file or to a part of it.
fn offered(look: &Value) -> Vec<String> {
    let of_file = look["can_add"].as_array().cloned().unwrap_or_default();
    let groups = look["groups"].as_array().cloned().unwrap_or_default();
    let of_groups = groups.iter().flat_map(|group| group["can_add"].as_array().cloned().unwrap_or_default());
    of_file.into_iter().chain(of_groups).map(|offer| text(&offer["kind"]).to_owned()).collect()
}

/// A file in which every list has something to be about.
const TEAM: &str = "plans = [\"sales-navigator\"]\n[touch.inmail]\nchannel = \"inmail\"\nreply_rate = 0.2\n\
                    [segment.prospects]\nper_week = 10\nsequence = [\"inmail\"]\n[seat.me]\nsegments = [\"prospects\"]\n";

#[test]
fn rows_of_every_list_are_added_changed_and_taken_out() {
    let served = small();
    let lists =
        ["plan_change", "target", "opening.lots", "opening.pending", "seat.me.opening.lots", "seat.me.opening.pending"];
    let look = served.ask("look", &json!({ "text": TEAM }));
    let offered = offered(&look);
    for list in lists {
        assert!(offered.iter().any(|kind| kind == list), "{list}: {offered:?}");
        let add = json!([{ "do": "add", "kind": list, "name": "" }]);
        let added = served.edit(TEAM, &add);
        assert_eq!(added["look"]["ok"], true, "{list}: {}", added["look"]["findings"]);
        let first = group(&added["look"], &format!("{list}.0")).unwrap_or_else(|| panic!("{list}: {added}"));
        assert_eq!((&first["can_remove"], &first["can_rename"]), (&json!(true), &json!(false)));
        assert!(text(&first["title"]).contains(": ") && !text(&first["title"]).contains('_'), "{first}");
        let shown = first["controls"].as_array().expect("a list");
        assert!(shown.iter().all(|control| !text(&control["meaning"]).is_empty()), "{first}");
        // Each value can be changed, and a wrong one is told where it stands and not lost.
        for stated in shown.iter().filter(|control| !control["value"].is_null() && control["kind"] != "text") {
            let path = text(&stated["path"]);
            let set = |value: &str| {
                served.edit(text(&added["text"]), &json!([{ "do": "set", "path": path, "value": value }]))
            };
            let changed = set("3");
            assert_eq!(changed["look"]["ok"], true, "{path}: {}", changed["look"]["findings"]);
            assert_eq!(control(&changed["look"], path)["value"], "3");
            let wrong = set("nonsense");
            let now = control(&wrong["look"], path);
            assert_eq!((&now["value"], now["message"].is_null()), (&json!("nonsense"), false), "{path}: {wrong}");
        }
        let removed = served.edit(text(&added["text"]), &json!([{ "do": "remove", "path": format!("{list}.0") }]));
        assert_eq!(removed["look"]["ok"], true, "{list}: {}", removed["look"]["findings"]);
        assert!(group(&removed["look"], &format!("{list}.0")).is_none(), "{list}: {removed}");
        assert_eq!(text(&removed["text"]).trim_end(), TEAM.trim_end(), "nothing of it stays");
        // A second one beside the first, of which the first is taken out.
        let two = after(&served, text(&added["text"]), &add);
        let one = served.edit(&two, &json!([{ "do": "remove", "path": format!("{list}.0") }]));
        assert!(
            group(&one["look"], &format!("{list}.0")).is_some() && group(&one["look"], &format!("{list}.1")).is_none()
        );
    }
}

#[test]
fn rows_in_braces_and_under_headers_are_changed_in_place() {
    let served = small();
    for rows in [
        "[[target]] # what we need\nfigure = \"replies\"\nat_least = 25 # by then\n",
        "target = [{ figure = \"replies\", at_least = 25 }] # ours\n",
    ] {
        let file = if rows.starts_with('[') { format!("{SMALL}{rows}") } else { format!("{rows}{SMALL}") };
        let set =
            |path: &str, value: &str| after(&served, &file, &json!([{ "do": "set", "path": path, "value": value }]));
        assert_eq!(set("target.0.at_least", "30"), file.replace("25", "30"));
        // A target has one bound: another one takes its place.
        let other = served.edit(&file, &json!([{ "do": "set", "path": "target.0.at_most", "value": "9" }]));
        assert_eq!(other["look"]["ok"], true, "{other}");
        assert!(!text(&other["text"]).contains("at_least"), "{other}");
        let look = served.ask("look", &json!({ "text": file }));
        assert_eq!(
            text(&group(&look, "target.0").expect("it is shown")["title"]),
            "Target: replies in time, at least 25"
        );
        assert_eq!(control(&look, "target.0.at_least")["unit"], "replies");
        let answer = served.ask("answer", &json!({ "text": file, "trials": 20, "charts": false }));
        assert!(text(&answer["targets"]).contains("25"), "{answer}");
        let figures = control(&look, "target.0.figure")["words"].as_array().expect("a list").len();
        assert!(figures > 10, "{figures}");
        let (status, refused) = served.asked(
            "edit",
            &json!({ "text": file, "edits": [{ "do": "set", "path": "target.7.at_least", "value": "1" }] }),
        );
        assert_eq!(status, 422, "{refused}");
    }
}

#[test]
fn what_is_said_in_another_way_makes_room() {
    let served = small();
    let months = format!("months = 6\n{SMALL}");
    let weeks = after(&served, &months, &json!([{ "do": "set", "path": "weeks", "value": "9" }]));
    assert!(weeks.contains("weeks = 9") && !weeks.contains("months"), "{weeks}");
    let credits = format!("{SMALL}[opening]\ncredits = 43\n");
    let lots = served.edit(&credits, &json!([{ "do": "add", "kind": "opening.lots", "name": "" }]));
    assert_eq!(lots["look"]["ok"], true, "{lots}");
    assert_eq!(control(&lots["look"], "opening.lots.0.credits")["value"], "43");
    assert!(controls(&lots["look"]).all(|control| control["path"] != "opening.credits"), "{lots}");
    // A header under which nothing is left goes, but for what somebody wrote there.
    assert!(!text(&lots["text"]).contains("[opening]\n"), "{lots}");
    for told in ["# as of today\n[opening]\ncredits = 43\n", "[opening] # as of today\ncredits = 43\n"] {
        let lots =
            after(&served, &format!("{SMALL}{told}"), &json!([{ "do": "add", "kind": "opening.lots", "name": "" }]));
        assert!(lots.contains("[opening]") && lots.contains("# as of today"), "{lots}");
    }
    let more = format!("{SMALL}[opening]\ncredits = 43\npending = []\n");
    let lots = after(&served, &more, &json!([{ "do": "add", "kind": "opening.lots", "name": "" }]));
    assert!(lots.contains("[opening]\n"), "{lots}");
}

#[test]
fn rows_that_another_file_states_become_those_of_this_one_when_they_are_changed() {
    let program = Program::new()
        .file("base.toml", format!("{SMALL}[[target]]\nfigure = \"replies\"\nat_least = 25\n"))
        .file("a.toml", "extends = \"base.toml\"\nweeks = 5\n");
    let served = Served::new(program, Some("a.toml"));
    let begun = served.ask("begin", &json!({}));
    let edited =
        served.edit(text(&begun["text"]), &json!([{ "do": "set", "path": "target.0.at_least", "value": "30" }]));
    assert_eq!(edited["look"]["ok"], true, "{edited}");
    assert_eq!(control(&edited["look"], "target.0.at_least")["value"], "30");
    assert!(text(&edited["text"]).contains("figure = \"replies\""), "{edited}");
}

#[test]
fn a_what_if_is_added_changes_what_is_chosen_and_begins_as_the_plan_is() {
    let served = small();
    let file = format!("months = 6\n{SMALL}");
    let add = json!([{ "do": "add", "kind": "what_if", "name": "more of it", "word": "segment.prospects.per_week" }]);
    let added = served.edit(&file, &add);
    assert_eq!(added["look"]["ok"], true, "{added}");
    let path = "what_if.\"more of it\".segment.prospects.per_week";
    let now = control(&added["look"], path);
    assert_eq!((&now["value"], &now["usual"], &now["of_plan"]), (&json!("10"), &json!("10"), &json!(true)));
    // What the plan says in another way, and what it does not say at all.
    let vary = |path: &str| {
        served.edit(text(&added["text"]), &json!([{ "do": "vary", "what_if": "more of it", "path": path }]))
    };
    let weeks = vary("weeks");
    assert_eq!(control(&weeks["look"], "what_if.\"more of it\".weeks")["usual"], "months 6");
    assert_eq!(
        control(&vary("segment.prospects.reserve")["look"], "what_if.\"more of it\".segment.prospects.reserve")["value"],
        "0"
    );
    let both = vary("touch.inmail.reply_rate");
    assert_eq!(both["look"]["ok"], true, "{both}");
    assert_eq!(control(&both["look"], "what_if.\"more of it\".touch.inmail.reply_rate")["value"], "0.2");
    for path in ["seed", "target.0.by", "nothing"] {
        let edits = json!([{ "do": "vary", "what_if": "more of it", "path": path }]);
        let (status, refused) = served.asked("edit", &json!({ "text": added["text"], "edits": edits }));
        assert_eq!(status, 422, "{path}: {refused}");
    }
    // It is called otherwise, on or off, and is not ours to choose.
    let edits = json!([
        { "do": "rename", "path": "what_if.\"more of it\"", "name": "twice" },
        { "do": "set", "path": "what_if.twice.kind", "value": "circumstance" },
        { "do": "set", "path": "what_if.twice.segment.prospects.per_week", "value": "20" },
    ]);
    let renamed = served.ask("edit", &json!({ "text": added["text"], "off": ["more of it"], "edits": edits }));
    assert_eq!(renamed["look"]["ok"], true, "{renamed}");
    assert_eq!((&renamed["off"], &renamed["look"]["what_ifs"][0]["kind"]), (&json!(["twice"]), &json!("circumstance")));
    assert!(text(&renamed["text"]).contains("segment.prospects.per_week = 20"), "{renamed}");
}

#[test]
fn a_list_within_a_what_if_has_controls() {
    let served = small();
    let file = format!("{SMALL}[[what_if]]\nname = \"less\"\nplan_change = [{{ week = 14, plan = \"none\" }}]\n");
    let set = json!([{ "do": "set", "path": "what_if.less.plan_change.0.week", "value": "9" }]);
    let edited = served.edit(&file, &set);
    assert_eq!(text(&edited["text"]), file.replace("14", "9"));
    let now = control(&edited["look"], "what_if.less.plan_change.0.week");
    assert_eq!((&now["label"], &now["value"]), (&json!("week"), &json!("9")));
    let row = group(&edited["look"], "what_if.less.plan_change.0").expect("each row is shown by itself");
    let title = text(&row["title"]);
    assert!(title.starts_with("What-if “less”: change of plan: week 9"), "{row}");
    let said = text(&edited["look"]["what_ifs"][0]["said"]);
    assert!(said.starts_with("change of plan: week 9"), "{said}");
}

#[test]
fn a_list_is_begun_within_a_what_if_with_the_rows_of_the_plan() {
    let served = small();
    let what_if = "[[what_if]]\nname = \"an other\"\nweeks = 20\n";
    let lists = ["plan_change", "opening.lots", "opening.pending", "seat.me.opening.lots", "seat.me.opening.pending"];
    let file = format!("{TEAM}{what_if}");
    let look = served.ask("look", &json!({ "text": file }));
    let offered = offered(&look);
    for list in lists {
        let kind = format!("what_if.\"an other\".{list}");
        assert!(offered.contains(&kind), "{kind}: {offered:?}");
        let add = json!([{ "do": "add", "kind": kind, "name": "" }]);
        for what_if in [what_if.to_owned(), "what_if = [{ name = \"an other\", weeks = 20 }]\n".to_owned()] {
            let file = if what_if.starts_with('[') { format!("{TEAM}{what_if}") } else { format!("{what_if}{TEAM}") };
            let added = served.edit(&file, &add);
            assert_eq!(added["look"]["ok"], true, "{list}: {added}");
            let row = group(&added["look"], &format!("{kind}.0")).unwrap_or_else(|| panic!("{list}: {added}"));
            assert!(text(&row["title"]).starts_with("What-if “an other”: "), "{row}");
            let first = row["controls"].as_array().expect("a list").iter().find(|it| it["kind"] == "whole");
            let path = text(&first.unwrap_or_else(|| panic!("a number: {row}"))["path"]).to_owned();
            let wrong = served.edit(text(&added["text"]), &json!([{ "do": "set", "path": path, "value": "nonsense" }]));
            assert!(!control(&wrong["look"], &path)["message"].is_null(), "{wrong}");
            let two = served.edit(text(&added["text"]), &add);
            assert!(group(&two["look"], &format!("{kind}.1")).is_some(), "{two}");
            // With its last row the list goes, and nothing else.
            let remove = json!([{ "do": "remove", "path": format!("{kind}.0") }]);
            assert_eq!(after(&served, text(&added["text"]), &remove).trim_end(), file.trim_end());
        }
    }
    // What the plan has comes first.
    let file = format!("{SMALL}[[plan_change]]\nweek = 14 # half of it\nplan = \"none\"\n{what_if}");
    let add = json!([{ "do": "add", "kind": "what_if.\"an other\".plan_change", "name": "" }]);
    let added = served.edit(&file, &add);
    assert_eq!(added["look"]["ok"], true, "{added}");
    assert_eq!(control(&added["look"], "what_if.\"an other\".plan_change.0.week")["value"], "14");
    assert_eq!(control(&added["look"], "what_if.\"an other\".plan_change.1.week")["value"], "18");
    let file = format!("{SMALL}[opening]\ncredits = 43\n{what_if}");
    let add = json!([{ "do": "add", "kind": "what_if.\"an other\".opening.lots", "name": "" }]);
    let added = served.edit(&file, &add);
    assert_eq!(added["look"]["ok"], true, "{added}");
    assert_eq!(control(&added["look"], "what_if.\"an other\".opening.lots.0.credits")["value"], "43");
    let add = json!([{ "do": "add", "kind": "what_if.\"no such\".plan_change", "name": "" }]);
    let (status, refused) = served.asked("edit", &json!({ "text": file, "edits": add }));
    assert_eq!((status, text(&refused["error"]).contains("no such")), (422, true), "{refused}");
}

#[test]
fn a_what_if_that_was_about_nothing_else_goes_with_a_seat() {
    let served = small();
    let seats = format!("{TEAM}[seat.other]\nsegments = [\"prospects\"]\n");
    let about = |name: &str, more: &str| format!("[[what_if]]\nname = \"{name}\"\nseat.other.count = 2\n{more}");
    let file = format!("{seats}{}{}[[what_if]]\nname = \"same\"\n", about("two", ""), about("long", "weeks = 40\n"));
    let edits = json!([{ "do": "remove", "path": "seat.other" }]);
    let removed = served.ask("edit", &json!({ "text": file, "off": ["two", "long"], "edits": edits }));
    let names: Vec<&str> =
        removed["look"]["what_ifs"].as_array().expect("a list").iter().map(|it| text(&it["name"])).collect();
    assert_eq!((names, &removed["off"]), (vec!["long", "same"], &json!(["long"])), "{removed}");
    assert!(!text(&removed["text"]).contains("two"), "{removed}");
}

#[test]
fn what_people_look_for_is_said_by_what_is_shown_or_may_be_added() {
    let served = small();
    let look = served.ask("look", &json!({ "text": SMALL }));
    let groups = look["groups"].as_array().expect("a list");
    let said = |of: &Value| {
        ["label", "meaning", "path", "also", "shown", "title"]
            .map(|field| of[field].as_str().unwrap_or_default().to_lowercase())
            .join(" ")
    };
    let all: Vec<String> =
        groups.iter().chain(controls(&look)).chain(look["can_add"].as_array().expect("a list")).map(said).collect();
    for sought in [
        "meeting",
        "follow up",
        "price",
        "holiday",
        "vacation",
        "team",
        "limit",
        "budget",
        "deal",
        "goal",
        "expire",
        "upgrade",
        "salary",
        "weekend",
        "currency",
        "deadline",
    ] {
        let holds = |text: &&String| sought.split(' ').all(|word| text.contains(word));
        assert!(all.iter().any(|text| holds(&text)), "{sought}");
    }
}
