//! The assumptions of a scenario: every value that it states, as it stands there, and every default that it relies
//! on, with where each comes from.

use std::rc::Rc;

use jiff::civil::Date;

use super::document::context::Context;
use super::document::quote::quote;
use super::document::source::{Mark, Role, Source};
use super::document::tree::{Entry, Node, Table, Value};
use super::keys::{self, Default, Key};
use super::pacing::LENGTHS;
use super::variant::Variant;
use crate::domain::case::Case;

/// Keys that say nothing about the campaign, or nothing that could be otherwise.
const NO_ASSUMPTIONS: [&str; 9] =
    ["name", "description", "extends", "trials", "precision", "seed", "channel", "confidence", "indifference"];

/// How the remark begins beside a value that what is made of a record borrows from elsewhere.
pub const NOT_FROM_RECORD: &str = "not from the record";

/// How a file begins that was made of a record.
pub const FROM_RECORD: &str = "# Rates and delays from a record up to";

/// The last day of the record that a fragment is from; nothing of another file.
pub(super) fn record_until(text: &str) -> Option<Date> {
    text.strip_prefix(FROM_RECORD)?.lines().next()?.trim().strip_suffix('.')?.parse().ok()
}

/// A value on which the results rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// The what-if that states it; nothing for the base.
    pub what_if: Option<String>,
    /// Its dotted path; `ID` stands for every touch or segment that leaves it out.
    pub path: String,
    /// The value as it is written.
    pub value: String,
    /// In what it is counted; empty where there is no unit.
    pub unit: &'static str,
    /// On whose word.
    pub origin: Origin,
    /// The comment beside a stated value, or where a default comes from.
    pub remark: String,
}

/// On whose word a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Stated in the scenario as a number of its author's.
    Own,
    /// Stated as counts or samples, or by what `calibrate` made of a record: a record of the author's.
    Record,
    /// Stated on the command line.
    Argument,
    /// A default from the article.
    Article,
    /// A default from LinkedIn Help.
    Help,
    /// A default that vendors publish.
    Vendor,
    /// A default that is derived from what is published.
    Derived,
    /// A default that nobody published.
    Assumed,
}

impl Origin {
    /// The label that reports give it.
    pub fn label(self) -> &'static str {
        match self {
            Origin::Own => "own number",
            Origin::Record => "own record",
            Origin::Argument => "command line",
            Origin::Article => "article",
            Origin::Help => "LinkedIn Help",
            Origin::Vendor => "published by a vendor",
            Origin::Derived => "derived",
            Origin::Assumed => "assumption",
        }
    }

    /// That of a default, from what the list of keys says about it.
    fn of_default(source: &str) -> Origin {
        let begins = |word: &str| source.starts_with(word);
        match source {
            _ if begins("the article") => Origin::Article,
            _ if begins("derived") => Origin::Derived,
            _ if begins("LinkedIn Help") => Origin::Help,
            _ if source.contains("vendors") => Origin::Vendor,
            _ => Origin::Assumed,
        }
    }
}

/// The assumptions of these cases: the values that the base states, those of their what-ifs, then the defaults of the base.
pub(super) fn assumptions(ctx: &Context<'_>, variants: &[Variant], cases: &[Case]) -> Vec<Assumption> {
    let sources = ctx.sources();
    let mut found = Vec::new();
    let Some((base, what_ifs)) = variants.split_first() else { return found };
    let mut base_only = Stated { sources: &sources, what_if: None, found: &mut found };
    base_only.table(&base.table, &mut Vec::new(), None);
    let is_part = |part: &Option<String>, of: &Option<String>| part.is_none() || part == of;
    let is_played = |Variant { name, .. }: &&Variant| {
        let is_of = |case: &Case| {
            is_part(&name.circumstance, &case.name.circumstance) && is_part(&name.choice, &case.name.choice)
        };
        cases.iter().any(is_of)
    };
    for variant in what_ifs.iter().filter(|variant| !variant.is_crossed()).filter(is_played) {
        let name = variant.what_if();
        let mut of_variant = Stated { sources: &sources, what_if: name.as_ref(), found: &mut found };
        of_variant.table(&variant.stated, &mut Vec::new(), None);
    }
    found.extend(keys::reference().iter().filter_map(|key| default(key, &base.table)));
    found
}

/// Collects the values that the base or a what-if states.
struct Stated<'a> {
    sources: &'a [Rc<Source>],
    what_if: Option<&'a String>,
    found: &'a mut Vec<Assumption>,
}

impl Stated<'_> {
    /// `within` is where the table stands, if it stands anywhere.
    fn table(&mut self, table: &Table, path: &mut Vec<String>, within: Option<Mark>) {
        for entry in &table.entries {
            if !NO_ASSUMPTIONS.contains(&entry.key.as_str()) {
                path.push(entry.key.clone());
                self.node(&entry.node, path, within);
                path.pop();
            }
        }
    }

    fn node(&mut self, node: &Node, path: &mut Vec<String>, within: Option<Mark>) {
        let written = self.written(node, within);
        match &node.value {
            // A rate in braces is one value; a section, or a rate written as one, has its own.
            Value::Table(table) if !(written.starts_with('{') && known(path).is_some()) => {
                self.table(table, path, Some(node.mark));
            }
            Value::List(items) if items.iter().any(|item| item.table().is_some()) => {
                let name = path.pop().unwrap_or_default();
                for (number, item) in (1..).zip(items) {
                    path.push(if items.len() > 1 { format!("{name}[{number}]") } else { name.clone() });
                    self.node(item, path, Some(node.mark));
                    path.pop();
                }
                path.push(name);
            }
            value => {
                let mark = laid_over(node).unwrap_or(node.mark);
                let remark = remark(&self.sources[mark.source], mark.end);
                self.found.push(Assumption {
                    what_if: self.what_if.cloned(),
                    path: path.join("."),
                    unit: known(path).map_or("", |key| key.unit),
                    origin: match self.origin(mark, value) {
                        Origin::Record if remark.starts_with(NOT_FROM_RECORD) => Origin::Vendor,
                        origin => origin,
                    },
                    remark,
                    value: written,
                });
            }
        }
    }

    /// A value as it is written. A table of which a part was laid over stands nowhere as it is, nor does a default of which
    /// a part is stated.
    fn written(&self, node: &Node, within: Option<Mark>) -> String {
        let text = self.sources[node.mark.source].text().get(node.mark.start..node.mark.end).unwrap_or_default();
        match &node.value {
            Value::Table(table) if text.starts_with('{') && laid_over(node).is_some() => {
                let part =
                    |entry: &Entry| format!("{} = {}", quote(&entry.key), self.written(&entry.node, Some(node.mark)));
                format!("{{ {} }}", table.entries.iter().map(part).collect::<Vec<_>>().join(", "))
            }
            Value::Whole(number) if within == Some(node.mark) => number.to_string(),
            Value::Float(number) if within == Some(node.mark) => number.to_string(),
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    fn origin(&self, mark: Mark, value: &Value) -> Origin {
        let counts = |table: &Table| table.get("replies").is_some() || table.get("samples").is_some();
        let source = &self.sources[mark.source];
        // Whoever has a record's fragment in place by `extends` has it from there all the same. In a file of one's own that began as
        // one nobody knows what was added.
        let is_extended = || source.role == Role::Extended && source.text().starts_with(FROM_RECORD);
        let is_of_record = source.role == Role::Record || is_extended();
        match (source.role, value) {
            (Role::Argument, _) => Origin::Argument,
            _ if is_of_record => Origin::Record,
            (_, Value::Table(table)) if counts(table) => Origin::Record,
            _ => Origin::Own,
        }
    }
}

/// Where the last part of a table stands that does not stand in its braces, if one does not.
fn laid_over(node: &Node) -> Option<Mark> {
    let Mark { source, start, end } = node.mark;
    let is_here = |mark: Mark| mark.source == source && start <= mark.start && mark.end <= end;
    let parts = node.table().into_iter().flat_map(|table| &table.entries);
    parts
        .filter_map(|Entry { node, .. }| if is_here(node.mark) { laid_over(node) } else { Some(node.mark) })
        .next_back()
}

/// The key that a path names, if it names one; numbers in brackets do not matter.
fn known(path: &[String]) -> Option<&'static Key> {
    let path: Vec<&str> = path.iter().map(|part| part.split('[').next().unwrap_or(part)).collect();
    keys::named(&path)
}

/// The comment behind a value, on its line.
fn remark(source: &Source, end: usize) -> String {
    let rest = source.text().get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let comment = rest.trim_start_matches([' ', '\t', ',', '}', ']']).strip_prefix('#');
    comment.filter(|_| source.role != Role::Argument).map(|comment| comment.trim().to_owned()).unwrap_or_default()
}

/// A default with a source, where something relies on it.
fn default(key: &'static Key, base: &Table) -> Option<Assumption> {
    let value = match key.default {
        Default::Value(toml) => toml,
        Default::Otherwise(words) => words,
        Default::Required => return None,
    };
    let (section, name) = key.place();
    if key.source.is_empty() || NO_ASSUMPTIONS.contains(&name) {
        return None;
    }
    let path = match section.strip_suffix(".ID") {
        Some(of) => {
            let channel = |table: &Table| match table.get("channel").map(|entry| &entry.node.value) {
                Some(Value::Text(channel)) => channel.clone(),
                _ => String::new(),
            };
            let relies = |table: &Table| {
                table.get(name).is_none()
                    && (key.channels.is_empty() || key.channels.contains(&channel(table).as_str()))
            };
            let declared = base.get(of)?.node.table()?;
            let relying: Vec<&str> = declared
                .entries
                .iter()
                .filter(|entry| entry.node.table().is_some_and(relies))
                .map(|entry| entry.key.as_str())
                .collect();
            match relying.as_slice() {
                [] => return None,
                [one] => format!("{of}.{one}.{name}"),
                _ => key.path.to_owned(),
            }
        }
        None => {
            let mut table = Some(base);
            for part in section.split('.').filter(|part| !part.is_empty()) {
                table = table.and_then(|table| table.get(part)?.node.table());
            }
            // Who says how long a campaign is in one of three ways does not rely on another.
            let ways = if LENGTHS.contains(&key.path) { &LENGTHS } else { &[name][..] };
            if table.is_some_and(|table| ways.iter().any(|way| table.get(way).is_some())) {
                return None;
            }
            key.path.to_owned()
        }
    };
    let (value, remark) = (value.to_owned(), key.source.to_owned());
    Some(Assumption { what_if: None, path, value, unit: key.unit, origin: Origin::of_default(key.source), remark })
}
