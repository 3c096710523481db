//! Lists of things in sentences.

use std::fmt::Display;

/// `a, b or c`.
pub(crate) fn either(items: impl IntoIterator<Item = impl Display>) -> String {
    join(items, "or")
}

/// `a, b and c`.
pub(crate) fn all(items: impl IntoIterator<Item = impl Display>) -> String {
    join(items, "and")
}

/// The item between backticks, as messages quote what users wrote.
pub(crate) fn quoted(item: impl Display) -> String {
    format!("`{item}`")
}

fn join(items: impl IntoIterator<Item = impl Display>, last: &str) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.as_slice() {
        [] => "nothing".into(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_in_a_sentence() {
        assert_eq!(either(["a"]), "a");
        assert_eq!(either(["a", "b"].map(quoted)), "`a` or `b`");
        assert_eq!(all(["a", "b", "c"]), "a, b and c");
        assert_eq!(all([] as [&str; 0]), "nothing");
    }
}
