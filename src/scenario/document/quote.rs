//! Keys and texts as TOML files write them.

use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// A part of a dotted path, between quotes if it needs them.
pub(crate) fn quote(part: &str) -> String {
    let key = TomlKeyBuilder::new(part);
    key.as_unquoted().unwrap_or_else(|| key.as_basic()).to_toml_key()
}

/// A text between quotes, on one line whatever is in it.
pub(crate) fn string(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_quoted_where_toml_wants_it() {
        assert_eq!(quote("follow-up"), "follow-up");
        assert_eq!(quote("v1.2"), "\"v1.2\"");
        assert_eq!(quote("a\"b\\"), "\"a\\\"b\\\\\"");
        assert_eq!(quote(""), "\"\"");
    }

    #[test]
    fn a_text_stays_on_its_line_and_is_read_as_it_was() {
        for text in ["", "plain", "it's", "a \"b\" \\c", "two\nlines\tand\u{1}", "Zoë Ωmega 日本"] {
            let written = string(text);
            assert!(written.starts_with('"') && !written.contains('\n'), "{written}");
            let table: toml::Table = format!("it = {written}").parse().expect("it is TOML");
            assert_eq!(table["it"].as_str(), Some(text));
        }
    }
}
