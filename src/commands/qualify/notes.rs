//! Notes that a user of `qualify` should read before trusting the tiers.

use crate::figures::number::count;
use crate::record::checklist::{Checklist, Condition};
use crate::record::prospects::List;
use crate::scenario::document::problem::Problem;
use crate::terminal::{self, Level};
use crate::words::visible::visible;

/// The most unused columns that are named.
const MOST_NAMED: usize = 12;

/// All in the rules that is perhaps not meant.
pub(super) fn rules(checklist: &Checklist) -> Vec<String> {
    let warning = |odd: &Problem| terminal::message(Level::Warning, &odd.message, odd.place.as_ref(), None);
    checklist.odd().iter().map(warning).collect()
}

/// The things that the list does not say, and their consequences.
pub(super) fn list(checklist: &Checklist, list: &List, own_rules: bool) -> Vec<String> {
    let mut told = Vec::new();
    let lacks = |field: &str| list.lacks.contains(&field);
    let mut notes = Vec::new();
    notes.extend(list.export.map(|export| format!("this is an export of {} (`--as {}`)", export.tool, export.name)));
    notes.extend(unused(&list.unused));
    let empty = |condition: Condition| {
        let tiers: Vec<String> = checklist.tiers_with(condition).iter().map(|tier| format!("`{tier}`")).collect();
        (!tiers.is_empty()).then(|| format!("nobody is in {}", tiers.join(", ")))
    };
    if list.has_no_degree && list.odd_degrees == 0 && !checklist.tiers_with(Condition::Degree).is_empty() {
        told.push(
            "the list does not say how far away people are, so who is out of reach cannot be told; if it does, name the \
             column with `--column degree=\"…\"`, and `--assume degree=out` takes all to be out of reach"
                .into(),
        );
    }
    if lacks("open_profile")
        && let Some(empty) = empty(Condition::OpenProfile)
    {
        told.push(format!(
            "the list does not say who has an Open Profile, so {empty}; if it does, name the column with `--column \
             open_profile=\"…\"`"
        ));
    }
    let foreign = list.prospects.iter().filter(|prospect| checklist.is_foreign(&prospect.title)).count();
    if foreign > 0 {
        let titles = count(list.prospects.iter().filter(|prospect| !prospect.title.is_empty()).count() as u64, "title");
        told.push(format!(
            "{foreign} of {titles} {} in letters that no word of the rules has, so nobody with one is taken to decide; add \
             words to rules of your own: `qualify --rules-template` prints these",
            if foreign == 1 { "is" } else { "are" }
        ));
    }
    if lacks("title") && checklist.looks_at_titles() {
        told.push("no row has a title, so nobody is taken to decide".into());
    }
    match (lacks("profile"), lacks("company")) {
        (true, true) => told.push(
            "the list has neither profiles nor companies, so that nobody who stands there twice is found out; if it has, \
             name the column with `--column profile=\"…\"`"
                .into(),
        ),
        (true, false) => {
            told.push("the list has no profiles, so people are told apart by name and company".into());
        }
        _ => {}
    }
    told.extend(without(checklist, list, own_rules, &mut notes));
    let states = "nothing; Connected, Request Sent, Message Sent, Replied and the like are";
    let odd = [
        (list.odd_degrees, "degree", "not known; 1st, 2nd, 3rd and Out of Network are"),
        (list.odd_states, "state", states),
        (list.odd_flags, "Open Profile", "none; yes and no are"),
    ];
    for (number, what, instead) in odd.into_iter().filter(|(number, ..)| *number > 0) {
        let rows = count(number, "row");
        told.push(format!("in {rows} the {what} is not understood and taken for {instead} understood"));
    }
    let message = |level, texts: &[String]| -> Vec<String> {
        texts.iter().map(|text| terminal::message(level, text, None, None)).collect()
    };
    [message(Level::Note, &notes), message(Level::Warning, &told)].concat()
}

/// The columns that are not made use of, the first of them by name.
fn unused(columns: &[String]) -> Option<String> {
    let more = columns.len().saturating_sub(MOST_NAMED);
    let named: Vec<String> = columns.iter().take(MOST_NAMED).map(|name| format!("`{}`", visible(name))).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!columns.is_empty()).then(|| format!("not used: {}{more}", named.join(", ")))
}

/// The columns of the rules that the list lacks, with what is only to be known of it among the notes. Of the built-in ones most lists have only some.
fn without(checklist: &Checklist, list: &List, own_rules: bool, notes: &mut Vec<String>) -> Vec<String> {
    let columns = checklist.columns();
    let lacks = |name: &str| list.without.iter().any(|&place| columns[place] == name);
    let mut told = Vec::new();
    for (condition, columns) in checklist.columns_by_use() {
        let missing: Vec<String> = columns.iter().filter(|name| lacks(name)).map(|name| format!("`{name}`")).collect();
        let tiers: Vec<String> = checklist.tiers_with(condition).iter().map(|tier| format!("`{tier}`")).collect();
        if missing.is_empty() || tiers.is_empty() {
            continue;
        }
        let what = match condition {
            Condition::Tried => "with whom free ways have been tried",
            Condition::OpenToWork => "who is open to work",
            // Most lists are of people to whom nobody has written yet.
            Condition::Answered => {
                if list_has_none(columns, &lacks) && !own_rules {
                    notes.push(format!(
                        "the list does not say who has answered already, and needs no credit; if it does, name the column with \
                         `--column {}=\"…\"`",
                        columns[0]
                    ));
                }
                continue;
            }
            _ => "what there is to write about",
        };
        let (missing, tiers, first) = (missing.join(", "), tiers.join(", "), &columns[0]);
        if list_has_none(columns, &lacks) {
            told.push(format!(
                "the list does not say {what} (no column {missing}), so nobody is in {tiers}; if it does, name the column \
                 with `--column {first}=\"…\"`"
            ));
        } else if own_rules {
            told.push(format!("the rules look at columns that the list does not have: {missing}"));
        }
    }
    told
}

fn list_has_none(columns: &[String], lacks: &dyn Fn(&str) -> bool) -> bool {
    columns.iter().all(|name| lacks(name))
}

/// Which rates the scenario has from elsewhere than the record.
pub(super) fn borrowed(touches: &[String]) -> Option<String> {
    let names: Vec<String> = touches.iter().map(|touch| format!("`{touch}`")).collect();
    (!names.is_empty()).then(|| {
        let told = format!("the record has nothing on these, so their rates are borrowed: {}", names.join(", "));
        terminal::message(Level::Note, &told, None, None)
    })
}
