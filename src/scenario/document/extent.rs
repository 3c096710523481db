//! How long, deep and full a TOML text may be. Looked at before it is parsed: a few megabytes of brackets or dots would
//! become gigabytes of tables, and trees are walked by recursion.

use super::problem::TextProblem;
use super::syntax_error::SyntaxError;

/// The most values of a file, and of all cases of a scenario together.
pub const MAX_VALUES: usize = 500_000;
/// The most characters of a key or a text.
pub const MAX_TEXT: usize = 1_000;
/// The most dots of a dotted key.
pub const MAX_DOTS: usize = 16;
/// The most brackets that may be open at once.
pub const MAX_BRACKETS: usize = 32;

/// Refuses a text of which too much would be made. What only looks like values, as in a text of several lines, may be
/// counted among them.
pub(crate) fn check(text: &str) -> Result<(), SyntaxError> {
    let mut extent = Extent::default();
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        let next = match byte {
            b'#' => end_of_line(bytes, at),
            b'"' | b'\'' => end_of_quote(bytes, at),
            _ => at + 1,
        };
        extent.count(byte, &bytes[at..next]);
        if let Some((what, max)) = extent.excess() {
            let start = if extent.length > MAX_TEXT { next - 1 } else { at };
            return Err(SyntaxError { problem: TextProblem::TooMany { what, max }, at: start..start + 1 });
        }
        at = next;
    }
    Ok(())
}

/// How much of a text has been seen.
#[derive(Default)]
struct Extent {
    values: usize,
    brackets: usize,
    /// Of the key at hand.
    dots: usize,
    /// Of the word or quoted text at hand, in characters.
    length: usize,
}

impl Extent {
    fn count(&mut self, byte: u8, part: &[u8]) {
        match byte {
            b'.' => self.dots += 1,
            b'=' | b',' | b'{' | b'}' | b'[' | b']' | b'\n' => self.dots = 0,
            _ => {}
        }
        match byte {
            b'[' | b'{' => self.brackets += 1,
            b']' | b'}' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        // Each value has one of these before it, but for the first of a list, whose bracket counts.
        self.values += usize::from(matches!(byte, b'.' | b'=' | b',' | b'[' | b'{'));
        self.length = match byte {
            b'"' | b'\'' => part.iter().filter(|&&byte| begins_character(byte)).count().saturating_sub(2),
            b'#' | b'=' | b',' | b'{' | b'}' | b'[' | b']' | b'.' | b' ' | b'\t' | b'\r' | b'\n' => 0,
            _ => self.length + usize::from(begins_character(byte)),
        };
    }

    /// The thing of which there is too much, and how much of it there may be.
    fn excess(&self) -> Option<(&'static str, usize)> {
        let all = [
            (self.length, "characters in a key or text", MAX_TEXT),
            (self.dots, "dots in a key", MAX_DOTS),
            (self.brackets, "brackets within brackets", MAX_BRACKETS),
            (self.values, "values", MAX_VALUES),
        ];
        all.into_iter().find(|(found, _, max)| found > max).map(|(_, what, max)| (what, max))
    }
}

/// Is this byte of a UTF-8 text the first of a character?
fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn end_of_line(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| start + length)
}

/// Where the quoted text that begins at `start` ends; one that is never closed, at the end of its line or of the file.
fn end_of_quote(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let is_long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if is_long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !is_long => return at,
            _ if byte == quote && !is_long => return at + 1,
            _ if byte == quote && bytes[at..].starts_with(&[quote; 3]) => {
                // A text of several lines may end in one or two quotes of its own.
                let more = bytes[at + 3..].iter().take(2).take_while(|&&byte| byte == quote).count();
                return at + 3 + more;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The complaint about a text, and at which byte.
    fn excess(text: &str) -> Option<(String, usize)> {
        check(text).err().map(|error| (error.problem.to_string(), error.at.start))
    }

    #[test]
    fn every_limit_may_be_reached_but_not_passed() {
        let told = |what: &str, max: usize, at: usize| Some((format!("too many {what}; there may be {max}"), at));
        type Text = fn(usize) -> String;
        let texts: [(&str, usize, Text, usize); 6] = [
            ("values", 500_000, |n| format!("a=[{}]", "1,".repeat(n - 2)), 1_000_000),
            ("dots in a key", 16, |n| format!("[a{}]", ".a".repeat(n)), 34),
            ("brackets within brackets", 32, |n| format!("a={}{}", "[".repeat(n), "]".repeat(n)), 34),
            ("characters in a key or text", 1_000, |n| format!("a='{}'", "ä".repeat(n)), 2_005),
            ("characters in a key or text", 1_000, |n| "a".repeat(n), 1_000),
            ("characters in a key or text", 1_000, |n| format!("a='''{}'''", "a".repeat(n - 4)), 1_004),
        ];
        for (what, max, text, at) in texts {
            assert_eq!(excess(&text(max)), None, "{what}");
            assert_eq!(excess(&text(max + 1)), told(what, max, at), "{what}");
        }
    }

    #[test]
    fn quotes_and_comments_hide_what_they_hold_and_nothing_more() {
        let hidden = "[".repeat(900);
        let seen = "[".repeat(33);
        for text in [
            format!("a='{hidden}'"),
            format!("a=\"\\\"{hidden}\" # {hidden}"),
            format!("'{hidden}'=1\n\"\"=\"\"\n# {hidden}"),
            format!("a='''\n'{hidden}''''\nb=\"\"\"{hidden}\\\"\"\"\"\""),
        ] {
            assert_eq!(excess(&text), None, "{text}");
            assert!(excess(&format!("{text}\nx={seen}")).is_some(), "{text}");
        }
        // A text that is not closed on its line is no text of the next one.
        assert!(excess(&format!("a='b\nx={seen}")).is_some() && excess("a=\"\\").is_none());
    }
}
