//! The rules of a checklist: they are read, or refused with messages that point into them.

use inmail_sim::record::checklist::Checklist;
use inmail_sim::record::prospects::{ListReading, read_prospects};
use inmail_sim::scenario::document::problem::Problems;

const LIST: &str = "name,title,company\nAnn,CEO,Acme\nBob,Product owner,\nZoë,\"Head of sales, now CEO\",Blue\n";

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let checklist = match Checklist::read("rules.toml", text) {
        Ok(checklist) => checklist,
        Err(problems) => return assert_placed(&problems),
    };
    let wanted = checklist.columns();
    let reading = ListReading { wanted: &wanted, ..ListReading::default() };
    let list = read_prospects("list.csv", LIST.as_bytes(), &reading).expect("it is right");
    for prospect in &list.prospects {
        let placed = checklist.place(prospect);
        assert!(placed.tier < checklist.tiers().len() && !checklist.reasons(prospect, &placed).is_empty());
    }
}

/// All problems have words, and places that can be shown.
pub(super) fn assert_placed(problems: &Problems) {
    assert!(problems.iter().count() > 0);
    for problem in problems.iter() {
        assert!(!problem.to_string().is_empty() && !inmail_sim::terminal::problem(problem).is_empty());
        for place in problem.place.iter().chain(problem.related.iter().map(|related| &related.place)) {
            assert!(place.line > 0 && place.column > 0 && place.width > 0);
        }
    }
}
