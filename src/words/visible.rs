//! Texts of the user's, safe to show.

/// A text of the user's, in which a control character is shown rather than obeyed.
pub fn visible(text: &str) -> String {
    // Signs that turn the direction of what follows would show a line other than it is.
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// `text` without characters that no XML document may hold; line breaks and tabs become spaces.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
