//! What `calibrate` prints for programs, where its files go, which export a log is, and the last day that counts.

use super::{first_five, log};
use crate::program::Program;

#[test]
fn what_a_record_says_can_be_had_as_json_and_goes_into_a_folder_of_its_own() {
    let program = Program::new().file("Mine/our log.csv", log());
    let told = program.run(["calibrate", "Mine/our log.csv", "--format", "json"]).exits(0);
    let said: serde_json::Value = serde_json::from_str(&told.stdout).expect("it is JSON");
    let keys =
        |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&said), "after_the_last_day as_of command fragment left_out notes text touches version warnings");
    let touch = &said["touches"][0];
    assert_eq!(
        keys(touch),
        "answered awaited channel delay_days late naive_rate open rate remarks segments sent to_come touch undated"
    );
    assert_eq!((touch["sent"].as_u64(), touch["answered"].as_u64()), (Some(60), Some(12)));
    assert_eq!(said["fragment"], "record.toml");
    let of = |file: &str| program.text(&format!("results/our log/{file}"));
    let table = of("calibration.csv");
    let mean = table.lines().nth(1).and_then(|row| row.split(',').nth(5)).expect("it has a rate").to_owned();
    let printed = touch["rate"]["mean"].as_f64().expect("a number");
    assert!((printed - mean.parse::<f64>().expect("a number")).abs() < 1e-9, "{printed} {mean}");
    // What stands in the pages stands in the JSON.
    let page = include_str!("../../../docs/reports.md");
    let of_touch = keys(touch).split(' ').map(|key| format!("touches[].{key}")).collect::<Vec<_>>();
    for key in keys(&said).split(' ').map(str::to_owned).chain(of_touch) {
        assert!(page.contains(&format!("`{key}`")), "`{key}` is on no page");
    }
    // A fragment that was changed is left as it is, and what stands in another folder is not touched.
    let changed = of("record.toml") + "# mine\n";
    program.put("results/our log/record.toml", &changed);
    let again = program.run(["calibrate", "Mine/our log.csv", "--no-charts"]).exits(0);
    again.mentions("is left as it is; the new one is `record-2.toml`");
    assert_eq!((of("record.toml"), of("record-2.toml").contains("# mine")), (changed, false));
    program
        .run(["calibrate", "Mine/our log.csv", "--out", "some/folder", "--no-charts", "--quiet"])
        .exits(0)
        .prints("");
    assert!(program.has("some/folder/record.toml"));
    let quiet = program.run(["calibrate", "Mine/our log.csv", "--no-charts", "--quiet", "--format", "json"]).exits(0);
    assert!(quiet.stdout.starts_with('{'), "what is for programs is printed all the same");
    program.run(["calibrate", "--counts", "inmail=3/14", "--no-charts"]).exits(0);
    assert!(program.has("results/record/record.toml"));
}

#[test]
fn two_records_of_one_name_do_not_replace_each_other() {
    let program = Program::new().file("mine/log.csv", log()).file("yours/log.csv", log().replace("managers", "owners"));
    let calibrate = |source: &str| program.run(["calibrate", source, "--no-charts"]).exits(0);
    calibrate("mine/log.csv");
    let mine = program.contents("results/log");
    let note =
        "note: `results/log` holds what was made of another file of this name; this goes into `results/yours-log`";
    assert!(calibrate("yours/log.csv").stderr.replace('\n', " ").contains(note));
    assert_eq!(program.contents("results/log"), mine);
    let yours = program.contents("results/yours-log");
    // Each finds its own again, wherever it is called from, and however much has come to it.
    program.put("mine/log.csv", log() + "2026-01-01,\n");
    assert!(!calibrate("./mine/../mine/log.csv").stderr.contains("note: "));
    calibrate("yours/log.csv");
    assert_eq!(program.contents("results/yours-log"), yours);
    // Of a third one that would go into the same folder somebody must say where.
    program.put("their/yours/log.csv", log());
    let refused = program.run(["calibrate", "their/yours/log.csv"]).exits(2);
    refused.mentions("`results/log` and `results/yours-log` hold what was made of other files of this name");
    let record = program.text("results/log/calibration.json");
    assert!(!record.contains("mine") && record.contains("\"source\""), "{record}");
}

#[test]
fn which_export_a_log_is_can_be_said_and_must_be_known() {
    let program = Program::new().file("a.csv", "Name,Contacted,Responded\nA,3/4/2026,3/6/2026\nB,3/5/2026,-\n");
    let told = program.run(["calibrate", "a.csv", "--as", "recruiter-project", "--no-charts"]).exits(0);
    let told =
        told.mentions("a.csv: an export of LinkedIn Recruiter, candidates of a project with their answers (`--as");
    assert!(told.stdout.contains("as of 2026-03-06"), "month first, as the tool writes them: {}", told.stdout);
    program
        .run(["calibrate", "a.csv", "--as", "recruiter-projects"])
        .exits(2)
        .mentions("did you mean `recruiter-project`?");
    program.run(["calibrate", "a.csv", "--as", "evaboot"]).exits(2).mentions("a list of people, which `qualify` reads");
}

#[test]
fn what_is_later_than_the_last_day_has_not_come() {
    let text =
        "sent_at,replied_at\n2026-03-01,2026-03-05\n2026-03-02,2026-03-20\n2026-03-03,yes\n2026-03-15,2026-03-16\n";
    let program = Program::new().file("log.csv", text);
    let told = program.run(["calibrate", "log.csv", "--as-of", "2026-03-10", "--no-charts"]).exits(0);
    let row = program.text("results/log/calibration.csv").lines().nth(1).map(first_five);
    assert_eq!(row.as_deref(), Some("inmail,,3,2,1"), "one dated by then, one at some time, one still to come");
    let told = told.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "1 answer without a date may have come after the day of `--as-of`, since the record goes on up to 2026-03-20: \
                    1 of them is taken to have come by then, as many as usually do";
    assert!(told.contains(expected), "{told}");
}

/// Usually 71 % come within a day and a half, and 98.5 % within a month: 28.8 of 40 that came within a month.
#[test]
fn of_answers_without_a_date_as_many_count_as_usually_have_come_by_then() {
    let rows = |answer: &str, number: usize| format!("2026-03-01,{answer}\n").repeat(number);
    let text = format!("sent_at,replied_at\n{}{}2026-03-02,2026-04-01\n", rows("yes", 40), rows("", 60));
    let program = Program::new().file("log.csv", text);
    let told = program.run(["calibrate", "log.csv", "--as-of", "2026-03-02", "--no-charts"]).exits(0);
    told.mentions("40 answers without a date");
    let row = program.text("results/log/calibration.csv").lines().nth(1).map(first_five).expect("it is written");
    let answered: u32 = row.split(',').nth(3).and_then(|cell| cell.parse().ok()).expect("a number");
    assert!((28..=29).contains(&answered), "{row}");
}
