//! Looks through a scenario without mistakes for what its author would probably want to look at again.
//!
//! The review looks at finished cases; the tables from which they were read say what was stated, and where.
//! Anything that an author may well mean gets no warning: a what-if may shorten the campaign, a rulebook file may have more
//! touches than one scenario needs, a case may run out of credits beside one that does not.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Overrides;
use super::choice::{has_circumstances, is_plan};
use super::document::context::Context;
use super::document::source::{Mark, Role};
use super::document::tree::{Entry, Node, Table, Value};
use super::goal::Goal;
use super::pacing::LENGTHS;
use super::variant::Variant;
use super::warning::{Warning, WarningKind};
use crate::domain::case::Case;
use crate::domain::plan::Rulebook;
use crate::domain::seat::Seat;

mod billing;
mod calendar;
mod credits;
mod defaults;
mod forms;
mod rates;
mod seats;
mod use_of;
mod what_ifs;

/// The most warnings: nobody reads more.
const MAX_WARNINGS: usize = 100;

/// A variant of the scenario with what became of it.
struct Reviewed<'r> {
    variant: &'r Variant,
    /// All its cases; at least one.
    cases: &'r [Case],
    /// The cases that are wanted.
    wanted: Vec<&'r Case>,
    rulebook: &'r Rulebook,
    /// The touches, segments and seats of its table by section and id: there may be thousands.
    ids: OnceCell<HashMap<(&'static str, &'r str), &'r Entry>>,
}

/// A scenario under review.
struct Review<'r> {
    ctx: &'r Context<'r>,
    /// Where the scenario file begins.
    start: Mark,
    /// The base and the what-ifs.
    variants: Vec<Reviewed<'r>>,
    /// What the file varies.
    goal: Option<&'r Goal>,
    found: Vec<(Mark, WarningKind)>,
    seen: HashSet<(Mark, WarningKind)>,
}

/// The warnings in file order, each once. `cases` are those of each variant, before any is left out as
/// the arguments wish; of those left out only what concerns the whole file is reported.
pub(super) fn review(
    ctx: &Context<'_>,
    variants: &[Variant],
    cases: &[(Vec<Case>, Rulebook)],
    goal: Option<&Goal>,
    overrides: &Overrides,
    start: Mark,
) -> Vec<Warning> {
    if cases.iter().any(|(cases, _)| cases.is_empty()) {
        return Vec::new();
    }
    let has_circumstances = has_circumstances(cases.iter().flat_map(|(cases, _)| cases));
    let is_wanted = |case: &&Case| {
        let among = |names: &[String], is: &dyn Fn(&String) -> bool| names.is_empty() || names.iter().any(is);
        among(&overrides.plans, &|name| is_plan(case, name))
            && among(&overrides.what_ifs, &|name| case.name.is_called(name, has_circumstances))
    };
    let reviewed = variants.iter().zip(cases).map(|(variant, (cases, rulebook))| Reviewed {
        variant,
        cases,
        wanted: cases.iter().filter(is_wanted).collect(),
        rulebook,
        ids: OnceCell::new(),
    });
    let (variants, found, seen) = (reviewed.collect(), Vec::new(), HashSet::new());
    let mut review = Review { ctx, start, variants, goal, found, seen };
    defaults::review(&mut review);
    billing::review(&mut review);
    calendar::review(&mut review);
    credits::review(&mut review);
    rates::review(&mut review);
    seats::review(&mut review);
    use_of::review(&mut review);
    what_ifs::review(&mut review);
    forms::review(&mut review);
    review.warnings()
}

impl<'r> Review<'r> {
    fn tell(&mut self, kind: WarningKind, mark: Mark) {
        if self.found.len() < MAX_WARNINGS && self.seen.insert((mark, kind.clone())) {
            self.found.push((mark, kind));
        }
    }

    /// Tells what is so in every variant that has the thing at a mark: where it is not in one, it has its use there.
    fn tell_if_in_all(&mut self, checked: impl IntoIterator<Item = (Mark, Option<WarningKind>)>) {
        let mut by_mark: BTreeMap<Mark, Option<WarningKind>> = BTreeMap::new();
        for (mark, kind) in checked {
            by_mark.entry(mark).and_modify(|all| *all = all.take().and(kind.clone())).or_insert(kind);
        }
        for (mark, kind) in by_mark {
            if let Some(kind) = kind {
                self.tell(kind, mark);
            }
        }
    }

    fn warnings(mut self) -> Vec<Warning> {
        self.found.sort_by_key(|(mark, _)| *mark);
        let place = |mark: Mark| self.ctx.source(mark.source).place(mark.start, mark.end);
        self.found.into_iter().map(|(mark, kind)| Warning { kind, place: place(mark) }).collect()
    }

    fn role(&self, mark: Mark) -> Role {
        self.ctx.source(mark.source).role
    }

    /// Was something set by an argument, and not in a file?
    fn is_argument(&self, mark: Mark) -> bool {
        self.role(mark) == Role::Argument
    }

    /// Was the length of the campaign set by an argument? Then what comes after it is not to blame.
    fn is_cut(&self) -> bool {
        let lengths = self.variants.iter().flat_map(|reviewed| LENGTHS.iter().map(|length| reviewed.entry(&[length])));
        lengths.flatten().map(value_mark).any(|mark| self.is_argument(mark))
    }

    /// Where the length of the campaign is stated, in whichever way.
    fn length_mark(&self, reviewed: &Reviewed<'_>) -> Mark {
        let stated = LENGTHS.iter().find(|length| reviewed.entry(&[length]).is_some());
        self.mark(reviewed, &[stated.unwrap_or(&LENGTHS[0])])
    }

    /// Where a value stands; if it is not stated, where the table is that would have it, or else the file.
    fn mark(&self, reviewed: &Reviewed<'_>, path: &[&str]) -> Mark {
        let stated = (1..=path.len()).rev().find_map(|length| Some((length, reviewed.entry(&path[..length])?)));
        stated.map_or(self.start, |(length, entry)| if length == path.len() { value_mark(entry) } else { entry.mark })
    }

    /// The variants of which a case is wanted.
    fn wanted(&self) -> impl Iterator<Item = &Reviewed<'r>> {
        self.variants.iter().filter(|reviewed| !reviewed.wanted.is_empty())
    }
}

impl<'r> Reviewed<'r> {
    fn table(&self) -> &'r Table {
        &self.variant.table
    }

    /// Its first case, which has all that its cases share.
    fn case(&self) -> &'r Case {
        &self.cases[0]
    }

    /// The people of its first case.
    fn team(&self) -> Cow<'r, [Seat]> {
        self.case().team()
    }

    /// The people of each case that is wanted.
    fn wanted_teams(&self) -> impl Iterator<Item = Cow<'r, [Seat]>> {
        self.wanted.iter().map(|case| case.team())
    }

    /// Does every seat name a plan of its own, so that it has one case alone?
    fn is_of_team(&self) -> bool {
        let seats = &self.case().seats;
        !seats.is_empty() && seats.iter().all(|seat| self.states(&["seat", &seat.id, "plan"]))
    }

    /// The path of a key of what a seat brings along: under its own `opening` or that of the file.
    fn opening_path<'p>(&self, seat: &'p Seat, key: &'p str) -> Vec<&'p str> {
        if self.states(&["seat", &seat.id, "opening"]) {
            vec!["seat", &seat.id, "opening", key]
        } else {
            vec!["opening", key]
        }
    }

    fn states(&self, path: &[&str]) -> bool {
        self.entry(path).is_some()
    }

    /// The entry of its table at a path.
    fn entry(&self, path: &[&str]) -> Option<&'r Entry> {
        let (section, id, rest) = match path {
            ["touch", id, rest @ ..] => ("touch", *id, rest),
            ["segment", id, rest @ ..] => ("segment", *id, rest),
            ["seat", id, rest @ ..] => ("seat", *id, rest),
            _ => return self.table().at(path),
        };
        let named = self.ids().get(&(section, id))?;
        if rest.is_empty() { Some(named) } else { named.node.table()?.at(rest) }
    }

    fn ids(&self) -> &HashMap<(&'static str, &'r str), &'r Entry> {
        self.ids.get_or_init(|| {
            let within = |section: &'static str| {
                let table = self.table().at(&[section]).and_then(|entry| entry.node.table());
                let entries = table.into_iter().flat_map(|table| &table.entries);
                entries.map(move |entry| ((section, entry.key.as_str()), entry))
            };
            within("touch").chain(within("segment")).chain(within("seat")).collect()
        })
    }
}

/// Where the value of a key stands; the text of a table under a header is that header.
fn value_mark(entry: &Entry) -> Mark {
    match &entry.node {
        Node { value: Value::Table(_), .. } => entry.mark,
        node => node.mark,
    }
}

/// The tables of a list, such as `[[plan_change]]`.
fn items<'t>(table: &'t Table, path: &[&str]) -> Vec<&'t Table> {
    match table.at(path).map(|entry| &entry.node.value) {
        Some(Value::List(items)) => items.iter().filter_map(Node::table).collect(),
        _ => Vec::new(),
    }
}

/// A share in per cent, as people write it.
fn per_cent(share: f64) -> String {
    let per_cent = share * 100.0;
    let decimals = if per_cent < 1.0 { 2 } else { 1 };
    let text = format!("{per_cent:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
