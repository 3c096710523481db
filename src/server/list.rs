//! Items of a list put in and taken out, each with the comment that stands beside it.
//!
//! A comment behind an item stands before the next one, as the text has it: behind the comma.

use toml_edit::{Array, Value};

/// What stands before an item.
fn before(items: &Array, place: usize) -> String {
    let decor = items.get(place).map(Value::decor);
    decor.and_then(|decor| decor.prefix()?.as_str()).unwrap_or_default().to_owned()
}

/// Puts another text in the place of an item.
pub(super) fn replace(items: &mut Array, place: usize, new: &str) {
    items.replace(place, new);
}

/// Takes an item out: the comment behind it goes, the one behind the item before it stays.
pub(super) fn remove(items: &mut Array, place: usize) {
    let kept = before(items, place);
    items.remove(place);
    match items.get_mut(place) {
        Some(next) => next.decor_mut().set_prefix(kept),
        // A list in one line ends as it did.
        None if kept.contains('\n') => items.set_trailing(kept),
        None => {}
    }
}

/// Puts an item last: in a line of its own, if the last one has one.
pub(super) fn push(items: &mut Array, new: impl Into<Value>) {
    let last = before(items, items.len().saturating_sub(1));
    let Some((_, indent)) = last.rsplit_once('\n') else { return items.push(new) };
    let mut value = new.into();
    let comment =
        if items.trailing_comma() { items.trailing().as_str().unwrap_or_default().to_owned() } else { String::new() };
    value.decor_mut().set_prefix(format!("{}\n{indent}", comment.trim_end()));
    items.push_formatted(value);
    if comment.contains('\n') {
        items.set_trailing("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str, change: impl FnOnce(&mut Array)) -> String {
        let mut value: Value = text.parse().expect("it is TOML");
        change(value.as_array_mut().expect("it is a list"));
        value.to_string()
    }

    #[test]
    fn comments_stay_with_their_items() {
        let text = "[\n  \"a\", # first\n  \"b\", # second\n]";
        assert_eq!(list(text, |items| remove(items, 1)), "[\n  \"a\", # first\n  ]");
        assert_eq!(list(text, |items| remove(items, 0)), "[\n  \"b\", # second\n]");
        assert_eq!(list(text, |items| push(items, "c")), "[\n  \"a\", # first\n  \"b\", # second\n  \"c\",\n]");
        assert_eq!(list("[\"a\", \"b\"]", |items| remove(items, 1)), "[\"a\"]");
        assert_eq!(list("[\"a\", \"b\"]", |items| remove(items, 0)), "[\"b\"]");
        assert_eq!(list("[\"a\"]", |items| push(items, "b")), "[\"a\", \"b\"]");
    }
}
