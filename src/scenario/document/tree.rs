//! The tree of values that a TOML text states, each with its place in the text, in file order.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::extent;
use super::source::Mark;
use super::syntax_error::SyntaxError;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) mark: Mark,
    pub(crate) value: Value,
}

/// A value of TOML.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    /// Beyond 128 bits the nearest number within: no range reaches as far.
    Whole(i128),
    Float(f64),
    Flag(bool),
    Date(Datetime),
    List(Vec<Node>),
    Table(Table),
}

/// The entries of a table in file order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

/// Where the keys of a table are.
pub(crate) struct Places(Option<HashMap<String, usize>>);

/// The most keys that are looked up one by one rather than by an index.
const FEW: usize = 8;

/// A key, where it stands, and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) mark: Mark,
    pub(crate) node: Node,
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry at a path.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Entry> {
        let (last, before) = path.split_last()?;
        before.iter().try_fold(self, |table, key| table.get(key)?.node.table())?.get(last)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(place))
    }

    /// How many values it holds, at any depth.
    pub(crate) fn size(&self) -> usize {
        self.entries.iter().map(|entry| entry.node.size()).sum()
    }

    /// The keys in file order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }
}

impl Places {
    /// The places of the keys of `table`, by an index if that pays for this number of look-ups. Entries that are added
    /// later are not found.
    pub(crate) fn index(table: &Table, look_ups: usize) -> Places {
        let index = || table.keys().zip(0..).map(|(key, place)| (key.to_owned(), place)).collect();
        Places((look_ups > FEW).then(index))
    }

    /// The entry of a key.
    pub(crate) fn get_mut<'t>(&self, table: &'t mut Table, key: &str) -> Option<&'t mut Entry> {
        let place = match &self.0 {
            Some(index) => index.get(key).copied(),
            None => table.keys().position(|known| known == key),
        };
        table.entries.get_mut(place?)
    }

    /// Is there such a key?
    pub(crate) fn has(&self, table: &Table, key: &str) -> bool {
        match &self.0 {
            Some(index) => index.contains_key(key),
            None => table.get(key).is_some(),
        }
    }
}

impl Node {
    pub(crate) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// How many values it is, itself included.
    pub(crate) fn size(&self) -> usize {
        1 + match &self.value {
            Value::List(items) => items.iter().map(Node::size).sum(),
            Value::Table(table) => table.size(),
            _ => 0,
        }
    }
}

/// Reads a TOML document that is the source with this number.
pub(crate) fn document(text: &str, source: usize) -> Result<Table, SyntaxError> {
    extent::check(text)?;
    let table = DeTable::parse(text)?;
    Ok(self::table(table.into_inner(), &Origin { source, offset: 0 }))
}

/// Reads a single TOML value that starts `offset` bytes into the source with this number.
pub(crate) fn value(text: &str, source: usize, offset: usize) -> Result<Node, SyntaxError> {
    extent::check(text)?;
    let value = DeValue::parse(text)?;
    Ok(node(value, &Origin { source, offset }))
}

struct Origin {
    source: usize,
    offset: usize,
}

impl Origin {
    fn mark(&self, span: std::ops::Range<usize>) -> Mark {
        Mark { source: self.source, start: span.start + self.offset, end: span.end + self.offset }
    }
}

fn table(table: DeTable<'_>, origin: &Origin) -> Table {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            mark: origin.mark(key.span()),
            key: key.into_inner().into_owned(),
            node: node(value, origin),
        })
        .collect();
    // The parser sorts keys by name, but touches, segments and plans have an order: that of the file.
    entries.sort_by_key(|entry| entry.mark.start);
    Table { entries }
}

fn node(value: toml::Spanned<DeValue<'_>>, origin: &Origin) -> Node {
    let mark = origin.mark(value.span());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Whole(whole(number.as_str(), number.radix())),
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(date) => Value::Date(date),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, origin)).collect()),
        DeValue::Table(entries) => Value::Table(table(entries, origin)),
    };
    Node { mark, value }
}

fn whole(digits: &str, radix: u32) -> i128 {
    i128::from_str_radix(digits, radix).unwrap_or(if digits.starts_with('-') { i128::MIN } else { i128::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_the_order_of_the_file() {
        let table = document("[touch.z]\n[touch.a]\n[touch.m]\nx.b = 1\nx.a = 2", 0).ok().unwrap();
        let touches = table.get("touch").unwrap().node.table().unwrap();
        assert_eq!(touches.keys().collect::<Vec<_>>(), ["z", "a", "m"]);
        let dotted = touches.get("m").unwrap().node.table().unwrap().get("x").unwrap().node.table().unwrap();
        assert_eq!(dotted.keys().collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn numbers_beyond_all_ranges_stay_numbers() {
        let read = |text: &str| value(text, 0, 0).ok().unwrap().value;
        assert!(matches!(read("1_000"), Value::Whole(1000)));
        assert!(matches!(read("0x1F"), Value::Whole(31)));
        assert!(matches!(read(&"9".repeat(60)), Value::Whole(i128::MAX)));
        assert!(matches!(read(&format!("-{}", "9".repeat(60))), Value::Whole(i128::MIN)));
        assert!(matches!(read("1e400"), Value::Float(f64::INFINITY)));
        assert!(matches!(read("nan"), Value::Float(number) if number.is_nan()));
    }

    #[test]
    fn a_table_is_as_large_as_all_that_is_in_it() {
        assert_eq!(document("a = 1\nb = [1, [2], { c = 3 }]\nd.e = ''", 0).ok().unwrap().size(), 9);
    }

    #[test]
    fn deep_texts_are_refused_and_not_a_danger() {
        let dotted = format!("a{} = 1", ".a".repeat(100_000));
        assert!(document(&dotted, 0).is_err());
        assert!(document(&format!("[a{}]", ".a".repeat(100_000)), 0).is_err());
        assert!(document(&format!("a = {}", "[".repeat(100_000)), 0).is_err());
        assert!(document(&format!("a = 1 # {}\nb = '{}'", ".".repeat(300), ".".repeat(300)), 0).is_ok());
        assert!(document(&format!("a = {}1{}", "{a=".repeat(50_000), "}".repeat(50_000)), 0).is_err());
    }
}
