//! Texts of the user's, safe to show.

/// A text of the user's, in which a control character is shown rather than obeyed.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Does a sign turn the direction of what follows, so that a line is shown other than it is, or is it none that a text may
/// hold?
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Lines of which nothing reaches a terminal but what can be seen.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(|line| visible(line) + "\n").collect()
}

/// `text` without characters that no XML document may hold; line breaks, tabs and signs that
/// turn the direction become spaces.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect()
}

/// `text` with a capital first.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
