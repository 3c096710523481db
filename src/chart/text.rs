//! Text as data: how wide it is, where it wraps, how it is shortened.
//!
//! Lines are broken by the width in pixels that the embedded font gives them. Libraries that wrap text measure it in
//! columns of a terminal, or bring a layout of whole paragraphs of their own; the rules here are few, and pictures are to
//! stay the same to the last byte.

use plotters::style::{FontDesc, FontFamily, FontStyle};

use super::font::{self, EM_HEIGHT, FAMILY};
use super::style::Type;
use crate::words::visible::clean;

/// `text` as XML content.
pub(super) fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `text` as it is drawn. Some programs draw a box for a narrow space that does not break.
pub(super) fn drawable(text: &str) -> String {
    clean(text).replace('\u{202f}', "\u{a0}")
}

/// The width of `text` in pixels, before kerning, which takes away a little.
pub(super) fn width(text: &str, kind: Type) -> i32 {
    font::register();
    // plotters gives whole pixels: measured large, they are fine enough.
    const LARGE: f64 = 1000.0;
    let style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FAMILY), LARGE * EM_HEIGHT, style);
    let ems = match font.layout_box(&text.replace('\u{202f}', "\u{a0}")) {
        Ok(((left, _), (right, _))) => f64::from(right - left) / LARGE,
        // Without the font no chart is drawn in the end; a typical width keeps this a plain function.
        Err(_) => 0.6 * text.chars().count() as f64,
    };
    (ems * f64::from(kind.em)).ceil() as i32
}

/// The widest of `texts`; 0 if there is none.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, kind: Type) -> i32 {
    texts.into_iter().map(|text| width(text, kind)).max().unwrap_or(0)
}

/// `text`, or as much of it as fits into `room` with an ellipsis.
pub(super) fn shorten(text: &str, kind: Type, room: i32) -> String {
    if width(text, kind) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let short = format!("{}…", kept.trim_end());
        if width(&short, kind) <= room {
            return short;
        }
    }
    "…".to_owned()
}

/// `text` in lines of at most `room`, broken at spaces, and after hyphens in words that are too long for a line; what
/// does not fit into `lines` of them is shortened. At least one line.
pub(super) fn wrap(text: &str, kind: Type, room: i32, lines: usize) -> Vec<String> {
    let text = clean(text);
    let mut wrapped: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_end(rest, kind, room));
        let fits = width(format!("{line}{piece}").trim_end(), kind) <= room;
        if !fits && !line.is_empty() {
            if wrapped.len() + 1 == lines {
                // The last line takes the rest, to be shortened below.
                line.push_str(rest);
                break;
            }
            wrapped.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
        rest = after;
    }
    wrapped.push(line);
    wrapped.iter().map(|line| shorten(line.trim_end(), kind, room)).collect()
}

/// Where the first piece that stays together ends: after the next space, or within a word that is too long for a line
/// after its next hyphen.
fn piece_end(text: &str, kind: Type, room: i32) -> usize {
    let word = text.find(' ').map_or(text.len(), |place| place + 1);
    if width(text[..word].trim_end(), kind) <= room {
        return word;
    }
    text[..word].find('-').map_or(word, |place| place + 1)
}

/// `text` wrapped into as few lines as `room` allows, all of about the same length.
pub(super) fn balance(text: &str, kind: Type, room: i32, lines: usize) -> Vec<String> {
    let mut best = wrap(text, kind, room, lines);
    let is_cut = |lines: &[String]| lines.iter().any(|line| line.ends_with('…'));
    // A narrower column would cut shorter what is cut already.
    if best.len() == 1 || is_cut(&best) {
        return best;
    }
    let (mut too_narrow, mut enough) = (0, room);
    while enough - too_narrow > 4 {
        let middle = (too_narrow + enough) / 2;
        let tried = wrap(text, kind, middle, lines);
        if tried.len() == best.len() && !is_cut(&tried) {
            (best, enough) = (tried, middle);
        } else {
            too_narrow = middle;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::style::{LABEL, NOTE, STRONG, TITLE};
    use super::*;
    use resvg::usvg;

    /// The width that a picture gives the text, kerning included.
    fn drawn_width(text: &str, kind: Type) -> f32 {
        let weight = if kind.bold { "bold" } else { "normal" };
        let svg = format!(
            r#"<svg width="2000" height="50" xmlns="http://www.w3.org/2000/svg"><text x="0" y="30" font-family="{FAMILY}" font-size="{}" font-weight="{weight}">{text}</text></svg>"#,
            kind.em
        );
        let options = usvg::Options { fontdb: font::database(), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&svg, &options).unwrap();
        let usvg::Node::Text(text) = &tree.root().children()[0] else { panic!("no text in {svg}") };
        text.bounding_box().width()
    }

    #[test]
    fn measured_widths_are_those_drawn() {
        assert!(font::register());
        for kind in [TITLE, LABEL, STRONG, NOTE] {
            for text in
                ["sales-navigator-advanced-plus has the lowest cost", "12.3 USD · 45 % · ₹ 1 234", "WAVY Tokens"]
            {
                let (measured, drawn) = (width(text, kind) as f32, drawn_width(text, kind));
                assert!((measured - drawn).abs() < 2.0 + 0.05 * drawn, "{text}: {measured} for {drawn}");
            }
        }
    }

    #[test]
    fn text_wraps_at_spaces_and_in_long_words_after_hyphens() {
        assert!(font::register());
        assert_eq!(wrap("one two-three four", LABEL, 80, 9), ["one", "two-three", "four"]);
        assert_eq!(wrap("one two-three four", LABEL, 60, 9), ["one two-", "three", "four"]);
        assert_eq!(wrap("", LABEL, 60, 2), [""]);
    }

    #[test]
    fn balanced_lines_are_of_about_the_same_length() {
        assert!(font::register());
        assert_eq!(balance("one two three four five", LABEL, 140, 4), ["one two three", "four five"]);
        assert_eq!(balance("one two", LABEL, 140, 4), ["one two"]);
    }

    #[test]
    fn text_that_does_not_fit_is_shortened() {
        assert!(font::register());
        let lines = wrap("one two three four five six", LABEL, 60, 2);
        assert_eq!(lines, ["one two", "three f…"]);
        assert_eq!(shorten("abc", LABEL, 1), "…");
        assert!(width(&wrap(&"x".repeat(60), LABEL, 100, 2)[0], LABEL) <= 100);
    }

    #[test]
    fn markup_and_control_characters_are_harmless() {
        assert_eq!(escape("<a & \"b\">\n\u{7}"), "&lt;a &amp; &quot;b&quot;&gt;  ");
    }
}
