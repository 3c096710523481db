//! Reads the keys of tables and the values of keys, and reports what is not as the list of keys has it.

use std::borrow::Cow;

use jiff::civil::Date;
use toml::value::Datetime;

use super::context::Context;
use super::key::{Default, Key, Keys};
use super::kind::Kind;
use super::known::Known;
use super::near::nearest;
use super::number::percentage;
use super::problem::{KeyProblem, ValueProblem};
use super::quote::quote;
use super::source::Mark;
use super::tree::{self, Entry, Node, Table, Value};
use crate::domain::quantity::{Minutes, Money, Share};

/// A table of a file, with the keys that it may have.
#[derive(Clone)]
pub(crate) struct Section<'a> {
    pub(crate) ctx: &'a Context<'a>,
    keys: &'static Keys,
    /// Its path in the list of keys.
    pattern: String,
    /// Its path in the file; empty for the whole file.
    pub(crate) path: String,
    table: &'a Table,
    /// The place to point at if a key is missing.
    pub(crate) mark: Mark,
}

/// The value of a key, or its default.
pub(crate) struct Field<'a> {
    pub(crate) ctx: &'a Context<'a>,
    /// Its path in the file.
    pub(crate) path: String,
    pub(crate) node: Cow<'a, Node>,
    pub(crate) kind: Kind,
}

impl<'a> Section<'a> {
    /// A whole file, in which any key that is not in the list is reported.
    pub(crate) fn file(ctx: &'a Context<'a>, keys: &'static Keys, table: &'a Table, mark: Mark) -> Section<'a> {
        let section = Section { ctx, keys, pattern: String::new(), path: String::new(), table, mark };
        section.check_keys();
        section
    }

    fn check_keys(&self) {
        let known = self.keys.within(&self.pattern);
        for entry in &self.table.entries {
            if !known.contains(&entry.key.as_str()) && !self.ctx.is_full() {
                self.ctx.note(self.unknown(entry, &known), entry.mark);
            }
        }
    }

    fn unknown(&self, entry: &Entry, known: &[&str]) -> KeyProblem {
        let (key, section) = (entry.key.clone(), self.path.clone());
        let known = Known::beside(&key, "key", known.iter().copied());
        let belongs = self.keys.sections_with(&key);
        if known.has_near() || belongs.is_empty() {
            return KeyProblem::UnknownKey { key, section, known };
        }
        let remedy = self.keys.belonging(&key, &belongs, self.ctx.is_laid_over(entry.mark));
        KeyProblem::Misplaced { key, section, remedy }
    }

    /// The entries, in file order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.table.entries.iter()
    }

    /// Does the file state this key?
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The entry of a key, if the file states it.
    pub(crate) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.table.get(key)
    }

    /// The value of a key or its default. A required key that is missing is reported.
    pub(crate) fn field(&self, key: &'static str) -> Option<Field<'a>> {
        let listed = self.listed(key)?;
        let node = match (self.entry(key), listed.default) {
            (Some(entry), _) => Cow::Borrowed(&entry.node),
            (None, Default::Value(toml)) => Cow::Owned(tree::value(toml, self.mark.source, 0).ok()?),
            (None, Default::Required) => return self.lacks(key, None),
            (None, Default::Otherwise(_)) => return None,
        };
        Some(Field { ctx: self.ctx, path: self.join(key), node, kind: listed.kind })
    }

    /// The value of a key that the circumstances require.
    pub(crate) fn required(&self, key: &'static str) -> Option<Field<'a>> {
        if self.has(key) { self.field(key) } else { self.lacks(key, None) }
    }

    /// Reports that a key is missing, perhaps one that only this channel needs.
    pub(crate) fn lacks<T>(&self, key: &'static str, channel: Option<&'static str>) -> Option<T> {
        let known = self.keys.within(&self.pattern);
        let is_slip =
            |other: &str| !known.contains(&other) && nearest(other, known.iter().copied()).as_deref() == Some(key);
        if self.table.keys().any(is_slip) {
            // It is there, but misspelt, which is reported.
            return None;
        }
        let mark = channel.and_then(|_| self.entry("channel")).map_or(self.mark, |entry| entry.node.mark);
        self.ctx.report(KeyProblem::Missing { key, section: self.path.clone(), channel }, mark)
    }

    /// The table that a key holds: an empty one, all defaults, if the file has none.
    pub(crate) fn section(&self, key: &'static str) -> Option<Section<'a>> {
        static EMPTY: Table = Table { entries: Vec::new() };
        let Some(entry) = self.entry(key) else {
            let (pattern, path) = (self.pattern_of(key), self.join(key));
            return Some(Section { pattern, path, table: &EMPTY, ..self.clone() });
        };
        let section = self.inner(entry, &entry.key, &self.join(key))?;
        section.check_keys();
        Some(section)
    }

    /// The tables that a key holds, each under an id, in file order.
    pub(crate) fn named(&self, key: &'static str) -> Vec<(&'a str, Section<'a>)> {
        let Some(outer) = self.entry(key).and_then(|entry| self.inner(entry, key, key)) else { return Vec::new() };
        // A key without a table is no id, but one of a section whose name was left out.
        let known = self.keys.within(&outer.pattern_of("ID"));
        let is_key = |entry: &Entry| known.contains(&entry.key.as_str()) && entry.node.table().is_none();
        if let Some(entry) = outer.entries().find(|entry| is_key(entry)) {
            let mark = if self.ctx.is_laid_over(entry.mark) { entry.mark } else { outer.mark };
            self.ctx.note(KeyProblem::NoId { section: key.to_owned() }, mark);
        }
        let inner = outer.entries().filter(|entry| !is_key(entry)).filter_map(|entry| {
            if entry.key.trim().is_empty() || entry.key.contains(char::is_control) {
                return self.ctx.report(KeyProblem::Id { section: outer.path.clone() }, entry.mark);
            }
            let section = outer.inner(entry, "ID", &outer.join(&entry.key))?;
            section.check_keys();
            Some((entry.key.as_str(), section))
        });
        inner.collect()
    }

    /// The tables that a key holds in a list.
    pub(crate) fn items(&self, key: &'static str) -> Vec<Section<'a>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let path = self.join(key);
        let Value::List(items) = &entry.node.value else {
            return self.ctx.wrong(&path, &entry.node, Kind::Tables).unwrap_or_default();
        };
        let items = items.iter().filter_map(|node| match &node.value {
            Value::Table(table) => {
                let pattern = self.pattern_of(key);
                let section = Section { pattern, path: path.clone(), table, mark: node.mark, ..self.clone() };
                section.check_keys();
                Some(section)
            }
            _ => self.ctx.wrong(&path, node, Kind::Table),
        });
        items.collect()
    }

    fn inner(&self, entry: &'a Entry, pattern: &str, path: &str) -> Option<Section<'a>> {
        match &entry.node.value {
            Value::Table(table) => Some(Section {
                pattern: self.pattern_of(pattern),
                path: path.to_owned(),
                table,
                mark: entry.mark,
                ..self.clone()
            }),
            _ => self.ctx.wrong(path, &entry.node, Kind::Table),
        }
    }

    /// The path in the file of a key of this section.
    pub(crate) fn join(&self, key: &str) -> String {
        if self.path.is_empty() { quote(key) } else { format!("{}.{}", self.path, quote(key)) }
    }

    fn pattern_of(&self, key: &str) -> String {
        if self.pattern.is_empty() { key.to_owned() } else { format!("{}.{key}", self.pattern) }
    }

    fn listed(&self, key: &str) -> Option<&'static Key> {
        let pattern = self.pattern_of(key);
        self.keys.list.iter().find(|listed| listed.path == pattern)
    }
}

impl<'a> Field<'a> {
    pub(crate) fn mark(&self) -> Mark {
        self.node.mark
    }

    /// Reports that the value is not what it must be.
    pub(crate) fn wrong<T>(&self) -> Option<T> {
        self.ctx.wrong(&self.path, &self.node, self.kind)
    }

    /// A value within this one, at the same path.
    pub(crate) fn with<'s>(&'s self, node: &'s Node, kind: Kind) -> Field<'s>
    where
        'a: 's,
    {
        Field { ctx: self.ctx, path: self.path.clone(), node: Cow::Borrowed(node), kind }
    }

    pub(crate) fn text(&self) -> Option<String> {
        match (&self.node.value, self.kind) {
            (Value::Text(text), Kind::Name) if text.trim().is_empty() => self.wrong(),
            (Value::Text(text), _) => Some(text.clone()),
            _ => self.wrong(),
        }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self.node.value {
            Value::Flag(flag) => Some(flag),
            _ => self.wrong(),
        }
    }

    /// A whole number; nothing, and nothing wrong, for the word of a [`Kind::WholeOr`].
    pub(crate) fn whole(&self) -> Option<u64> {
        let (min, max) = match self.kind {
            Kind::Whole(min, max) | Kind::Round(min, max) | Kind::WholeOr(min, max, _) => (min, max),
            _ => (0, u64::MAX),
        };
        let number = match (&self.node.value, self.kind) {
            (Value::Whole(number), _) => u64::try_from(*number).ok(),
            (Value::Float(number), Kind::Round(_, max)) => {
                // Beyond the range a float need not be a whole number in 64 bits.
                (number.fract() == 0.0 && *number >= 0.0 && *number <= max as f64).then_some(*number as u64)
            }
            (Value::Text(text), Kind::WholeOr(_, _, word)) if text == word => return None,
            _ => None,
        };
        number.filter(|number| (min..=max).contains(number)).or_else(|| self.wrong())
    }

    /// [`Field::whole`] where the range ends far below 2^32.
    pub(crate) fn small(&self) -> Option<u32> {
        self.whole().and_then(|number| u32::try_from(number).ok())
    }

    /// A finite number, of no particular range.
    pub(crate) fn number(&self) -> Option<f64> {
        let number = match self.node.value {
            Value::Whole(number) => number as f64,
            // Adding 0 makes 0 of a negative zero.
            Value::Float(number) if number.is_finite() => number + 0.0,
            _ => return self.wrong(),
        };
        let allowed = match self.kind {
            Kind::Between(min, max) | Kind::BetweenOr(min, max, _) => {
                number > f64::from(min) && number < f64::from(max)
            }
            Kind::Number(min, max) => number >= f64::from(min) && number <= f64::from(max),
            Kind::Correlation => (-1.0..=1.0).contains(&number),
            _ => true,
        };
        if allowed { Some(number) } else { self.wrong() }
    }

    /// A share, as a number or in per cent.
    pub(crate) fn share(&self) -> Option<Share> {
        let share = match &self.node.value {
            Value::Text(text) => percentage(text),
            Value::Whole(number) => Some(*number as f64),
            Value::Float(number) => Some(*number + 0.0),
            _ => None,
        };
        share.and_then(Share::new).or_else(|| self.wrong())
    }

    pub(crate) fn money(&self) -> Option<Money> {
        Money::new(self.number()?).or_else(|| self.wrong())
    }

    pub(crate) fn minutes(&self) -> Option<Minutes> {
        Minutes::new(self.number()?).or_else(|| self.wrong())
    }

    /// Of `values`, which are in the order of the words of a [`Kind::OneOf`], the one that is named.
    pub(crate) fn choice<T: Copy>(&self, values: &[T]) -> Option<T> {
        let (Kind::OneOf(words), Value::Text(text)) = (self.kind, &self.node.value) else { return self.wrong() };
        let place = words.iter().position(|word| word == text);
        place.and_then(|place| values.get(place).copied()).or_else(|| self.wrong())
    }

    pub(crate) fn date(&self) -> Option<Date> {
        let date = match &self.node.value {
            Value::Date(Datetime { date: Some(date), time: None, offset: None }) => {
                Date::new(date.year as i16, date.month as i8, date.day as i8).ok()
            }
            Value::Text(text) if text.len() == "2026-03-02".len() => text.parse().ok(),
            _ => None,
        };
        date.filter(|date| (1900..=2999).contains(&date.year())).or_else(|| self.wrong())
    }

    /// The items of a list.
    pub(crate) fn items<'s>(&'s self) -> Option<Vec<Field<'s>>>
    where
        'a: 's,
    {
        let (Kind::List(kind), Value::List(items)) = (self.kind, &self.node.value) else { return self.wrong() };
        Some(items.iter().map(|node| self.with(node, *kind)).collect())
    }

    /// The items of a list that must not be empty.
    pub(crate) fn some_items<'s>(&'s self) -> Option<Vec<Field<'s>>>
    where
        'a: 's,
    {
        let items = self.items()?;
        if items.is_empty() {
            self.ctx.report(ValueProblem::Empty { path: self.path.clone() }, self.mark())
        } else {
            Some(items)
        }
    }
}

/// The value that a field states; without a field the value that it would have changed. A field with a wrong value gives
/// nothing.
pub(crate) fn stated_or<'f, T>(
    field: Option<Field<'f>>,
    read: impl Fn(&Field<'f>) -> Option<T>,
    changed: Option<T>,
) -> Option<T> {
    field.map_or(changed, |field| read(&field))
}
