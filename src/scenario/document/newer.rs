//! Forms of TOML 1.1, which this program reads and most editors and checkers refuse.

use std::ops::Range;

/// A form that is no TOML 1.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Newer {
    /// An inline table over several lines.
    Lines,
    /// A comma before the end of an inline table.
    Comma,
    /// An escape that was not known before: `\e` or `\x41`.
    Escape,
}

impl Newer {
    /// What it is, and what to write instead.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Newer::Lines => {
                "a table in braces goes over several lines; write it on one line, or as a section of its own"
            }
            Newer::Comma => "a table in braces ends with a comma; leave the comma out",
            Newer::Escape => "a text has an escape such as `\\e` or `\\x41`; write it as `\\u001B` or `\\u0041`",
        }
    }
}

/// The first such form in a text that is TOML, and at which bytes it stands.
pub(crate) fn newer(text: &str) -> Option<(Newer, Range<usize>)> {
    let bytes = text.as_bytes();
    // The brackets that are open, each with where it stands, and where the last comma stands after which nothing came.
    let (mut open, mut comma, mut at): (Vec<(u8, usize)>, Option<usize>, usize) = (Vec::new(), None, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                at += bytes[at..].iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len() - at);
                continue;
            }
            quote @ (b'"' | b'\'') => {
                let (end, escape) = text_from(bytes, at, quote);
                if let Some(escape) = escape {
                    return Some((Newer::Escape, escape..escape + 2));
                }
                (at, comma) = (end, None);
                continue;
            }
            bracket @ (b'{' | b'[') => (comma, _) = (None, open.push((bracket, at))),
            b'}' => {
                if let Some(comma) = comma {
                    return Some((Newer::Comma, comma..comma + 1));
                }
                open.pop();
            }
            b']' => (comma, _) = (None, open.pop()),
            b',' => comma = Some(at),
            b'\n' => {
                if let Some(&(b'{', from)) = open.last() {
                    return Some((Newer::Lines, from..from + 1));
                }
            }
            b' ' | b'\t' | b'\r' => {}
            _ => comma = None,
        }
        at += 1;
    }
    None
}

/// Where the text in quotes ends that begins here, and its first escape that is new.
fn text_from(bytes: &[u8], from: usize, quote: u8) -> (usize, Option<usize>) {
    let is_long = bytes[from..].starts_with(&[quote; 3]);
    let ends = if is_long { [quote; 3].to_vec() } else { vec![quote] };
    let (mut at, mut escape) = (from + ends.len(), None);
    while at < bytes.len() {
        if quote == b'"' && bytes[at] == b'\\' {
            if matches!(bytes.get(at + 1), Some(b'e' | b'x')) {
                escape = escape.or(Some(at));
            }
            at += 2;
        } else if bytes[at..].starts_with(&ends) {
            // A long text may end in quotes of its own before the three.
            let more = bytes[at + ends.len()..].iter().take_while(|&&byte| is_long && byte == quote).count().min(2);
            return (at + ends.len() + more, escape);
        } else {
            at += 1;
        }
    }
    (bytes.len(), escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(Newer, &str)> {
        text.parse::<toml::Table>().expect(text);
        newer(text).map(|(form, at)| (form, &text[at]))
    }

    #[test]
    fn forms_that_editors_refuse_are_found() {
        assert_eq!(found("a = { b = 1,\n c = 2 }"), Some((Newer::Lines, "{")));
        assert_eq!(found("a = [{ b = 1, }]"), Some((Newer::Comma, ",")));
        assert_eq!(found("a = { b = { c = \"}\" }, }"), Some((Newer::Comma, ",")));
        assert_eq!(found("a = \"\\e[1m\""), Some((Newer::Escape, "\\e")));
    }

    #[test]
    fn what_every_reader_takes_is_none() {
        for text in [
            "a = [\n  { b = 1 }, # }, {\n  { b = 2 },\n]\n[c]\nd = '''\n{,}\n''''\ne = \"{,\\\\e}\"",
            "[[a]]\nb = { c = [1,\n2,\n], d = '{' }",
            "a = \"\"\"\n{ \\\" \"\" }\"\"\"\"\nb = {}\nc = { \"x,\" = 1 }",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
