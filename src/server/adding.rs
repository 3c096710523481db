//! What is added to a state: tables and rows of lists, each with what it says at first, and values of what-ifs.

use toml_edit::{Array, DocumentMut, Item, RawString, Table, Value};

use crate::domain::plan::Plan;
use crate::domain::touch::Channel;
use crate::record::segments::{WAIT, borrowed_touch};
use crate::scenario::document::key::{Default, Key, Section};
use crate::scenario::keys::{self, BOUNDS};
use crate::scenario::{NOT_IN_WHAT_IF, Overrides};

use super::choices::{Seen, words};
use super::desk::Desk;
use super::document::{at, begin, in_plan, merged, parts, section, section_of_list, what_ifs};
use super::list::push;
use super::plans::plans;
use super::rows::{self, WHAT_IF};
use super::state::{Refused, State};
use super::ways::other_ways;

/// A change of plan comes so many weeks after the one before it: a month.
const MONTH: i64 = 4;

/// Adds a table of this kind and name, or a row to the list at this path.
pub(super) fn add(
    desk: &Desk,
    state: &State,
    document: &mut DocumentMut,
    (kind, name, word): (&str, &str, Option<&str>),
) -> Result<(), Refused> {
    let (below, path) = (desk.below(&state.text), parts(kind));
    let mut all = merged(document, &below);
    match rows::section(&in_plan(&path)) {
        Some(section) if section.path == WHAT_IF => add_what_if(document, &all, name, word),
        Some(section) => {
            if path.first().is_some_and(|first| first == WHAT_IF) {
                take_from_plan(document, &all, &path)?;
                all = merged(document, &below);
            }
            let read = desk.scenario(state, &Overrides::default()).ok();
            let plans = plans(&all, read.as_ref());
            let weeks = read.and_then(|read| Some(read.cases.first()?.calendar.weeks()));
            let seen = Seen { document: &all, findings: &Vec::new(), plans: &plans };
            let row = begun_row(section, &path, &seen, weeks);
            add_row(document, &all, &path, row)
        }
        None => add_table(document, &all, kind, name, word),
    }
}

/// Is a name still to be had?
pub(super) fn is_free(document: &DocumentMut, kind: &str, name: &str) -> Result<(), Refused> {
    let names = match kind {
        WHAT_IF => {
            let called = what_ifs(document).into_iter().filter_map(|table| table.get("name")?.as_str());
            called.map(str::to_owned).collect()
        }
        kind => names(document, kind),
    };
    match (name.is_empty(), names.iter().any(|known| known == name)) {
        (true, _) => Err(Refused::Wrong("it needs a name".into())),
        (_, true) => Err(Refused::Wrong(format!("“{name}” is there already; choose another name"))),
        (false, false) => Ok(()),
    }
}

/// What a new table says, as a file has it: the rates that lists of people borrow, or what the list of keys has for an example.
fn begun(kind: &str, channel: Channel, follows: bool) -> String {
    let example = |path: [&str; 3]| keys::named(&path).map_or("0", |key| key.example);
    let lifts = || {
        let lift = example(["touch", "ID", "accept_lift"]);
        format!("channel = \"{}\"\naccept_lift = {lift} # an example: no figure is published\n", channel.name())
    };
    let wait = if follows { format!("{} = {}\n", WAIT.0, WAIT.1) } else { String::new() };
    match kind {
        "touch" => borrowed_touch(channel, follows).unwrap_or_else(lifts) + &wait,
        "outcome" => format!("rate = {} # an example: put in your own\n", example(["outcome", "ID", "rate"])),
        _ => String::new(),
    }
}

fn add_table(
    document: &mut DocumentMut,
    all: &DocumentMut,
    kind: &str,
    name: &str,
    word: Option<&str>,
) -> Result<(), Refused> {
    let name = name.trim();
    is_free(all, kind, name)?;
    let named = word.and_then(|word| Channel::ALL.into_iter().find(|channel| channel.name() == word));
    let channel = named.unwrap_or(Channel::InMail);
    let (mut more, mut follows): (Vec<(&str, Value)>, bool) = (Vec::new(), false);
    match kind {
        "touch" => follows = join(document, name),
        "outcome" => {}
        "segment" => {
            more.push(("per_week", 10.into()));
            more.push(("sequence", Value::Array(names(all, "touch").into_iter().take(1).collect())));
        }
        "seat" => more.push(("segments", Value::Array(names(all, "segment").into_iter().collect()))),
        _ => return Err(Refused::Wrong(format!("nothing called “{kind}” can be added"))),
    }
    let table = section(document.as_table_mut(), &[kind.to_owned(), name.to_owned()], false)
        .ok_or_else(|| Refused::Wrong(format!("`{kind}` is no table in this file")))?;
    let begun: DocumentMut = begun(kind, channel, follows).parse()?;
    for (key, item) in begun.iter() {
        table.insert(key, item.clone());
    }
    for (key, value) in more {
        table.insert(key, Item::Value(value));
    }
    Ok(())
}

/// The names of the tables of a kind.
fn names(document: &DocumentMut, kind: &str) -> Vec<String> {
    let table = document.get(kind).and_then(Item::as_table_like);
    table.into_iter().flat_map(|table| table.iter().map(|(name, _)| name.to_owned())).collect()
}

/// Lets a new touch come last in the sequence, if it is clear in which. Does it come after another one?
fn join(document: &mut DocumentMut, touch: &str) -> bool {
    let segments = document.get_mut("segment").and_then(Item::as_table_like_mut).filter(|segments| segments.len() == 1);
    let mut segment = segments.and_then(|segments| segments.iter_mut().next().map(|(_, segment)| segment));
    let sequence =
        segment.as_mut().and_then(|segment| segment.as_table_like_mut()?.get_mut("sequence")?.as_array_mut());
    sequence.is_some_and(|sequence| {
        push(sequence, touch);
        sequence.len() > 1
    })
}

/// What a new row of a list says: what it must say, by names that are there and by the examples of the list of keys.
fn begun_row(of: &Section, path: &[String], seen: &Seen<'_>, weeks: Option<u32>) -> Table {
    let mut row = Table::new();
    let is_needed = |key: &&Key| {
        let is_bound = of.path == "target" && key.place().1 == BOUNDS[0];
        key.place().0 == of.path && (key.default == Default::Required || is_bound)
    };
    for key in keys::reference().iter().filter(is_needed) {
        let offered = words(key, seen);
        let example = key.example.parse::<Value>().ok();
        // Where names are asked for, the example may be the name of nothing; a plan is changed to another one.
        let is_example = |value: &Value| {
            offered.is_empty() || offered.iter().any(|word| Some(word.value.as_str()) == value.as_str())
        };
        let is_other = |id: &str| seen.plans.iter().all(|plan| plan.id != id || !plan.on) && id != Plan::NONE;
        let other = offered.iter().find(|word| key.path != "plan_change.plan" || is_other(&word.value));
        let other = other.or(offered.first()).map(|word| Value::from(word.value.as_str()));
        let value = match key.path {
            "plan_change.plan" => other.or(example),
            _ => example.filter(is_example).or(other),
        };
        row.extend(value.map(|value| (key.place().1.to_owned(), Item::Value(value))));
    }
    if of.path == "plan_change" {
        let known = at(seen.document, path).map(rows::rows).unwrap_or_default();
        let last = known.iter().filter_map(|(_, row)| row.get("week")?.as_integer()).max();
        let middle = weeks.map(|weeks| i64::from(weeks) / 2 + 1);
        let week = last.map(|last| last + MONTH).or(middle).unwrap_or(1 + MONTH);
        row.insert("week", toml_edit::value(week));
        row.extend(of_seat(seen.document).map(|seat| ("seat".to_owned(), toml_edit::value(seat))));
    }
    row
}

/// Where each seat has a plan of its own, a change of plan is that of one of them.
fn of_seat(document: &DocumentMut) -> Option<String> {
    let seats = document.get("seat").and_then(Item::as_table_like)?;
    let has_plan = |seat: &Item| seat.as_table_like().is_some_and(|seat| seat.contains_key("plan"));
    seats.iter().all(|(_, seat)| has_plan(seat)).then(|| seats.iter().next().map(|(id, _)| id.to_owned()))?
}

/// Adds a row to a list. What said the same in another way goes, and becomes the row where it can.
fn add_row(document: &mut DocumentMut, all: &DocumentMut, path: &[String], mut row: Table) -> Result<(), Refused> {
    take_over(document, all, path);
    let no_list = || Refused::Wrong("there is something else in its place in this file".to_owned());
    let (table, rest) = begin(document, path);
    let (key, before) = rest.split_last().ok_or_else(no_list)?;
    let table = section_of_list(table, before).ok_or_else(no_list)?;
    for other in other_ways(&in_plan(path)) {
        let of_plan = || at(all, &[before, &[other.to_owned()]].concat()).cloned();
        let said = table.remove(other).or_else(of_plan);
        if let Some(stated) = row.get_mut(other)
            && let Some(said) = said.and_then(|said| said.into_value().ok())
        {
            *stated = Item::Value(said.decorated(" ", ""));
        }
    }
    if !rows::push(table, key, row) {
        return Err(no_list());
    }
    hide_header(document, path);
    Ok(())
}

/// A section in which nothing is left but a list of tables, which have headers of their own, has none, unless a comment stands
/// there.
fn hide_header(document: &mut DocumentMut, list: &[String]) {
    let Some((_, before)) = list.split_last() else { return };
    let mut item = Some(document.as_item_mut());
    for part in before {
        item = item.and_then(|item| item.get_mut(part.as_str()));
    }
    let Some(table) = item.and_then(Item::as_table_mut).filter(|_| !before.is_empty()) else { return };
    let is_told = |text: Option<&RawString>| text.and_then(RawString::as_str).is_some_and(|text| text.contains('#'));
    let is_remarked = is_told(table.decor().prefix()) || is_told(table.decor().suffix());
    if !is_remarked && table.iter().all(|(_, item)| item.is_array_of_tables()) {
        table.set_implicit(true);
    }
}

/// Lets a list of a what-if begin with the rows that the plan has, within the names of its keys, as what-ifs state all else.
fn take_from_plan(document: &mut DocumentMut, all: &DocumentMut, path: &[String]) -> Result<(), Refused> {
    let (table, rest) = begin(document, path);
    if rest.len() == path.len() {
        return Err(Refused::Wrong(format!("there is no what-if “{}” in this file", path[1])));
    }
    let no_list = || Refused::Wrong("there is something else in its place in this what-if".to_owned());
    let (key, before) = rest.split_last().ok_or_else(no_list)?;
    let table = section(table, before, true).ok_or_else(no_list)?;
    if !table.contains_key(key) {
        let of_plan = at(all, rest).and_then(|item| item.clone().into_value().ok()).filter(Value::is_array);
        let begun = of_plan.unwrap_or_else(|| Value::Array(Array::new()));
        table.insert(key, Item::Value(begun.decorated(" ", "")));
    }
    Ok(())
}

/// Makes a list that another file states one of this file.
pub(super) fn take_over(document: &mut DocumentMut, all: &DocumentMut, list: &[String]) {
    let Some((key, before)) = list.split_last().filter(|_| at(document, list).is_none()) else { return };
    if let Some(item) = at(all, list)
        && let Some(table) = section(document.as_table_mut(), before, false)
    {
        table.insert(key, item.clone());
    }
}

/// Adds a what-if that changes the value at a path of the plan.
fn add_what_if(document: &mut DocumentMut, all: &DocumentMut, name: &str, path: Option<&str>) -> Result<(), Refused> {
    let name = name.trim();
    is_free(all, WHAT_IF, name)?;
    take_over(document, all, &[WHAT_IF.to_owned()]);
    let mut row = Table::new();
    row.insert("name", toml_edit::value(name));
    if !rows::push(document.as_table_mut(), WHAT_IF, row) {
        return Err(Refused::Wrong(format!("`{WHAT_IF}` is no list of tables in this file")));
    }
    path.map_or(Ok(()), |path| vary(document, all, name, &parts(path)))
}

/// Lets a what-if state a value of the plan, as the plan has it.
pub(super) fn vary(
    document: &mut DocumentMut,
    all: &DocumentMut,
    what_if: &str,
    path: &[String],
) -> Result<(), Refused> {
    let no_value = || Refused::Wrong("a what-if cannot change that".to_owned());
    let key = keys::named(&in_plan(path)).filter(|_| rows::of(path).is_none()).ok_or_else(no_value)?;
    if NOT_IN_WHAT_IF.contains(&key.path) {
        return Err(no_value());
    }
    let usual = match key.default {
        Default::Value(toml) => toml,
        Default::Required | Default::Otherwise(_) => key.example,
    };
    let of_plan = at(all, path).and_then(|item| item.clone().into_value().ok());
    let value = of_plan.or_else(|| usual.parse().ok()).ok_or_else(no_value)?;
    let own: Vec<String> = [WHAT_IF, what_if].into_iter().map(str::to_owned).chain(path.iter().cloned()).collect();
    let (table, rest) = begin(document, &own);
    if rest.len() == own.len() {
        return Err(Refused::Wrong(format!("there is no what-if “{what_if}” in this file")));
    }
    let (last, sections) = rest.split_last().ok_or_else(no_value)?;
    let table = section(table, sections, true).ok_or_else(no_value)?;
    if !table.contains_key(last) {
        table.insert(last, Item::Value(value.decorated(" ", "")));
    }
    Ok(())
}
