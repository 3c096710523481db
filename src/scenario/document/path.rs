//! Dotted paths such as `touch.inmail.reply_rate.mean`, and the `PATH=VALUE` of the command line.

use super::context::Context;
use super::key::Keys;
use super::problem::{KeyProblem, TextProblem};
use super::quote::quote;
use super::source::{Mark, Role};
use super::syntax_error::SyntaxError;
use super::tree::{self, Entry, Node, Table, Value};

/// The table that `PATH=VALUE` stands for, in a file of these keys. The value is TOML; what is no TOML is a text.
pub(crate) fn assignment(ctx: &Context<'_>, keys: &Keys, argument: &str) -> Option<Table> {
    let source = ctx.add(Role::Argument, "--set", argument);
    let whole = Mark { source, start: 0, end: argument.len() };
    let wrong = || ctx.report(KeyProblem::NotPathValue { argument: argument.to_owned() }, whole);
    let Some(equals) = first_equals(argument) else { return wrong() };
    let (path, value) = (&argument[..equals], &argument[equals + 1..]);
    // Only a key may stand before the equals sign: no header, no comment, no second line.
    if path.contains(['\n', '\r']) || path.trim_start().starts_with('[') {
        return wrong();
    }
    let Ok(mut table) = tree::document(&format!("{path} = 0"), source) else {
        return match path.split_once('[') {
            Some((list, _)) if path.trim_end().ends_with(']') => {
                let (item, list) = (path.trim().to_owned(), list.trim().to_owned());
                ctx.report(KeyProblem::ListItem { item, list }, Mark { source, start: 0, end: path.trim_end().len() })
            }
            _ => wrong(),
        };
    };
    if let Some((item, list)) = item(keys, &table) {
        return ctx.report(KeyProblem::ListItem { item, list }, Mark { source, start: 0, end: path.trim_end().len() });
    }
    let indent = value.len() - value.trim_start().len();
    let offset = equals + 1 + indent;
    let node = match tree::value(value.trim(), source, offset) {
        Ok(node) => node,
        Err(SyntaxError { problem: problem @ TextProblem::TooMany { .. }, at }) => {
            return ctx.report(problem, Mark { source, start: at.start + offset, end: at.end + offset });
        }
        Err(_) => Node {
            mark: Mark { source, start: offset.min(argument.len()), end: argument.len() },
            value: Value::Text(value.to_owned()),
        },
    };
    put(&mut table, node);
    Some(table)
}

/// The path of an item of a list, with that of the list: no key is a number, only an id may be one.
fn item(keys: &Keys, table: &Table) -> Option<(String, String)> {
    let (mut parts, mut next): (Vec<&str>, Option<&Table>) = (Vec::new(), Some(table));
    while let Some(entry) = next.and_then(|table| table.entries.first()) {
        let is_id = parts.len() == 1 && keys.within(parts[0]).contains(&"ID");
        if !parts.is_empty() && !is_id && entry.key.bytes().all(|byte| byte.is_ascii_digit()) {
            let list: Vec<String> = parts.iter().map(|part| quote(part)).collect();
            let list = list.join(".");
            return Some((format!("{list}.{}", entry.key), list));
        }
        parts.push(&entry.key);
        next = entry.node.table();
    }
    None
}

/// The table that sets a single key of the file to a number given by an argument of its own, such as `--weeks`.
pub(crate) fn number(ctx: &Context<'_>, argument: &str, key: &str, number: u64) -> Table {
    let text = number.to_string();
    let mark = Mark { source: ctx.add(Role::Argument, argument, &text), start: 0, end: text.len() };
    let node = Node { mark, value: Value::Whole(number.into()) };
    Table { entries: vec![Entry { key: key.to_owned(), mark, node }] }
}

/// The table in which a dotted path, which stands at `key`, has this value; nothing if it is no such path.
pub(crate) fn at(path: &str, key: Mark, node: Node) -> Option<Table> {
    if path.contains(['\n', '\r', '#', '=']) || path.trim_start().starts_with('[') {
        return None;
    }
    let mut table = tree::document(&format!("{path} = 0"), key.source).ok()?;
    move_to(&mut table, key);
    put(&mut table, node);
    Some(table)
}

/// Puts every key of a table to one place.
fn move_to(table: &mut Table, mark: Mark) {
    for entry in &mut table.entries {
        entry.mark = mark;
        entry.node.mark = mark;
        if let Value::Table(inner) = &mut entry.node.value {
            move_to(inner, mark);
        }
    }
}

/// Sets the innermost value of a table that has a single one.
fn put(table: &mut Table, node: Node) {
    if let Some(entry) = table.entries.first_mut() {
        match &mut entry.node.value {
            Value::Table(inner) => put(inner, node),
            _ => entry.node = node,
        }
    }
}

/// The first equals sign that does not stand between quotes.
fn first_equals(argument: &str) -> Option<usize> {
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in argument.char_indices() {
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', Some('"')) => escaped = true,
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('=', None) => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::source::Disk;

    const KEYS: Keys = Keys { list: &[], sections: &[] };

    fn read(argument: &str) -> Option<(Vec<String>, Value)> {
        let table = assignment(&Context::new(&Disk), &KEYS, argument)?;
        let (mut parts, mut entry) = (Vec::new(), table.entries.first()?);
        loop {
            parts.push(entry.key.clone());
            match &entry.node.value {
                Value::Table(inner) if inner.entries.len() == 1 => entry = &inner.entries[0],
                value => return Some((parts, value.clone())),
            }
        }
    }

    #[test]
    fn a_path_is_as_in_toml_and_so_is_the_value() {
        let (path, value) = read("touch.\"a.b=c\".minutes = 2.5").unwrap();
        assert_eq!(path, ["touch", "a.b=c", "minutes"]);
        assert!(matches!(value, Value::Float(2.5)));
        assert!(matches!(read("weeks=8").unwrap().1, Value::Whole(8)));
        assert!(matches!(read("plans=[\"none\"]").unwrap().1, Value::List(_)));
    }

    #[test]
    fn what_is_no_toml_is_a_text() {
        for (argument, text) in
            [("a.b=10% to 25%", "10% to 25%"), ("a=x=y", "x=y"), ("a=", ""), ("a=new-first", "new-first")]
        {
            assert!(matches!(read(argument).unwrap().1, Value::Text(found) if found == text), "{argument}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for argument in ["", "weeks", "=3", "a..b=3", "[a]\nb=3", "[a]=3", "a b=3", "\"a=3", "a#=3", "a={}\nb=3"] {
            let ctx = Context::new(&Disk);
            assert!(assignment(&ctx, &KEYS, argument).is_none() != ctx.is_clean(), "{argument}");
        }
        assert!(
            read("a..b=3").is_none() && read("weeks").is_none() && read("[a]=3").is_none() && read("a#=3").is_none()
        );
    }
}
