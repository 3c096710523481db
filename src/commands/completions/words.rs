//! A command line as far as it was typed, taken apart as a shell does it.

/// The way in which a shell reads quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Bash and zsh.
    Posix,
    /// fish.
    Fish,
    /// PowerShell.
    PowerShell,
}

/// The quote that a character lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// In which almost nothing means anything.
    Single,
    /// In which variables are looked up.
    Double,
}

/// A word of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    /// Where it begins in the line \[bytes\].
    pub(super) start: usize,
    /// What the program is told.
    pub(super) value: String,
    /// The quote that is open at its end.
    pub(super) open: Option<Quote>,
    /// Is there anything in it that only the shell can work out, such as a variable?
    pub(super) is_open_to_change: bool,
}

impl Dialect {
    fn escape(self) -> char {
        if self == Dialect::PowerShell { '`' } else { '\\' }
    }

    /// The quote that a character begins or ends.
    pub(super) fn quote(self, c: char) -> Option<Quote> {
        match c {
            '\'' => Some(Quote::Single),
            '"' => Some(Quote::Double),
            '‘' | '’' | '‚' | '‛' if self == Dialect::PowerShell => Some(Quote::Single),
            '“' | '”' | '„' if self == Dialect::PowerShell => Some(Quote::Double),
            _ => None,
        }
    }

    /// Does the escape character take away the meaning of the next one?
    fn protects(self, open: Option<Quote>, next: char) -> bool {
        match (self, open) {
            (_, None) | (Dialect::PowerShell, Some(Quote::Double)) => true,
            (Dialect::Posix, Some(Quote::Double)) => "\"\\$`\n".contains(next),
            (Dialect::Fish, Some(Quote::Double)) => "\"\\$\n".contains(next),
            (Dialect::Fish, Some(Quote::Single)) => "'\\".contains(next),
            (_, Some(Quote::Single)) => false,
        }
    }

    fn is_between_words(self, c: char) -> bool {
        c.is_ascii_whitespace() || "|;&()<>".contains(c)
    }

    fn is_worked_out(self, c: char) -> bool {
        c == '$' || (c == '`' && self == Dialect::Posix)
    }

    /// The words of a line. The last one is where the line ends: it is empty behind a blank.
    pub(super) fn words(self, line: &str) -> Vec<Word> {
        let mut words = vec![Word::default()];
        let mut rest = line.char_indices().peekable();
        let mut is_begun = false;
        while let Some((at, c)) = rest.next() {
            let mut next = || rest.peek().map(|(_, c)| *c);
            let last = words.last_mut().expect("there is one from the beginning on");
            if last.open.is_none() && self.is_between_words(c) {
                if is_begun {
                    words.push(Word::default());
                }
                is_begun = false;
                words.last_mut().expect("there is one from the beginning on").start = at + c.len_utf8();
                continue;
            }
            is_begun = true;
            let quote = self.quote(c);
            if c == self.escape() && self.protects(last.open, next().unwrap_or('\\')) {
                last.value.extend(rest.next().map(|(_, c)| c).filter(|c| *c != '\n'));
            } else if quote.is_some() && last.open == quote {
                if self == Dialect::PowerShell && next().and_then(|next| self.quote(next)) == quote {
                    last.value.extend(rest.next().map(|(_, c)| c));
                } else {
                    last.open = None;
                }
            } else if quote.is_some() && last.open.is_none() {
                last.open = quote;
            } else {
                last.is_open_to_change |= self.is_worked_out(c) && last.open != Some(Quote::Single);
                last.value.push(c);
            }
        }
        words
    }

    /// What a word of this text tells the program.
    pub(super) fn value(self, text: &str) -> String {
        self.words(text).into_iter().next().map(|word| word.value).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(dialect: Dialect, line: &str) -> Vec<String> {
        dialect.words(line).into_iter().map(|word| word.value).collect()
    }

    #[test]
    fn words_are_those_that_the_program_would_be_told() {
        let posix = |line| values(Dialect::Posix, line);
        assert_eq!(posix("run a.toml "), ["run", "a.toml", ""]);
        assert_eq!(posix(r#"a\ b 'c d'"e \" \f"g"#), ["a b", "c de \" \\fg"]);
        assert_eq!(posix(r"'a\'"), ["a\\"]);
        assert_eq!(posix("'it'\\''s' >x"), ["it's", "x"]);
        assert_eq!(posix("a\\"), ["a"]);
        assert_eq!(posix(""), [""]);
        let fish = |line| values(Dialect::Fish, line);
        assert_eq!(fish(r#"a\ b 'it\'s \n \\' "\$ \a""#), ["a b", r"it's \n \", r"$ \a"]);
        let power = |line| values(Dialect::PowerShell, line);
        assert_eq!(power(r#"a` b 'it''s \' "say ""so"" `"" ‘a b’"#), ["a b", "it's \\", "say \"so\" \"", "a b"]);
    }

    #[test]
    fn the_last_word_says_where_it_begins_which_quote_is_open_and_whether_it_is_settled() {
        let last = |line: &str| Dialect::Posix.words(line).pop().expect("there is one");
        let word = last("run --what-if 'it is");
        assert_eq!((word.start, word.value.as_str(), word.open), (14, "it is", Some(Quote::Single)));
        assert_eq!(last("a \"b\\\"").open, Some(Quote::Double));
        assert_eq!(last("a é b"), Word { start: 5, value: "b".into(), ..Word::default() });
        assert_eq!(last("a  ").start, 3);
        assert!(last("a $b").is_open_to_change && last("a \"$b").is_open_to_change && last("a `b").is_open_to_change);
        assert!(!last("a '$b`").is_open_to_change && !last("a \\$b").is_open_to_change);
    }
}
