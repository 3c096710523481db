//! The tree of values that a TOML text states, each with its place in the text, in file order.

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::source::Mark;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) mark: Mark,
    pub(super) value: Value,
}

/// What TOML can state.
#[derive(Debug, Clone)]
pub(super) enum Value {
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
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
}

/// A key, where it stands, and its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) mark: Mark,
    pub(super) node: Node,
}

impl Table {
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(place))
    }

    /// The keys in file order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }
}

impl Node {
    pub(super) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// Why a text is no TOML: the first thing wrong with it, and at which bytes.
pub(super) struct SyntaxError {
    pub(super) message: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl From<toml::de::Error> for SyntaxError {
    fn from(error: toml::de::Error) -> SyntaxError {
        let span = error.span().unwrap_or(0..0);
        SyntaxError { message: error.message().to_owned(), start: span.start, end: span.end }
    }
}

/// Reads a TOML document that is the source with this number.
pub(super) fn document(text: &str, source: usize) -> Result<Table, SyntaxError> {
    check_depth(text)?;
    let table = DeTable::parse(text)?;
    Ok(self::table(table.into_inner(), &Origin { source, offset: 0 }))
}

/// Reads a single TOML value that starts `offset` bytes into the source with this number.
pub(super) fn value(text: &str, source: usize, offset: usize) -> Result<Node, SyntaxError> {
    check_depth(text)?;
    let value = DeValue::parse(text)?;
    Ok(node(value, &Origin { source, offset }))
}

/// The most dots that a dotted key may have, all in all far more than any key has.
const MAX_DOTS: usize = 256;

/// The parser bounds how deep values nest, but not how many tables a dotted key opens, and trees are walked by
/// recursion.
fn check_depth(text: &str) -> Result<(), SyntaxError> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (mut dots, mut quote, mut escaped) = (0, None, false);
        for (at, byte) in line.bytes().enumerate().filter(|_| line.len() > MAX_DOTS) {
            match (byte, quote) {
                _ if escaped => escaped = false,
                (b'\\', Some(b'"')) => escaped = true,
                (_, Some(open)) if byte == open => quote = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) => quote = Some(byte),
                (b'#', None) => break,
                (b'.', None) => dots += 1,
                (b'=' | b',' | b'{' | b'}', None) => dots = 0,
                _ => {}
            }
            if dots > MAX_DOTS {
                let message = format!("more than {MAX_DOTS} dots in a row");
                return Err(SyntaxError { message, start: start + at, end: start + at + 1 });
            }
        }
        start += line.len();
    }
    Ok(())
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
    fn deep_texts_are_refused_and_not_a_danger() {
        let dotted = format!("a{} = 1", ".a".repeat(100_000));
        assert!(document(&dotted, 0).is_err());
        assert!(document(&format!("[a{}]", ".a".repeat(100_000)), 0).is_err());
        assert!(document(&format!("a = {}", "[".repeat(100_000)), 0).is_err());
        assert!(document(&format!("a = 1 # {}\nb = '{}'", ".".repeat(300), ".".repeat(300)), 0).is_ok());
        assert!(document(&format!("a = {}1{}", "{a=".repeat(50_000), "}".repeat(50_000)), 0).is_err());
    }
}
