//! Text as data: how wide it is, where it wraps, how it is shortened.
//!
//! Lines are broken by the width in pixels that the embedded font gives them. Libraries that wrap text measure it in
//! columns of a terminal, or bring a layout of whole paragraphs of their own; the rules here are few, and pictures are to
//! stay the same to the last byte.

use std::collections::HashMap;

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

/// plotters gives whole pixels: measured large, they are fine enough.
const LARGE: f64 = 1000.0;

/// The width of `text` in pixels, before kerning, which takes away a little.
pub(super) fn width(text: &str, kind: Type) -> i32 {
    pixels(ems(text, kind), kind)
}

fn pixels(ems: f64, kind: Type) -> i32 {
    (ems * f64::from(kind.em)).ceil() as i32
}

/// The same in ems.
fn ems(text: &str, kind: Type) -> f64 {
    font::register();
    let style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FAMILY), LARGE * EM_HEIGHT, style);
    match font.layout_box(&text.replace('\u{202f}', "\u{a0}")) {
        Ok(((left, _), (right, _))) => f64::from(right - left) / LARGE,
        // Without the font no chart is drawn in the end; a typical width keeps this a plain function.
        Err(_) => 0.6 * text.chars().count() as f64,
    }
}

/// Measures the lines of a text that is broken in one way after another: each piece of it once, and a line as a whole only where
/// its pieces do not tell whether it fits.
struct Ruler {
    kind: Type,
    known: HashMap<String, f64>,
}

/// A line as far as it goes: its text, the widths of its pieces, and their number.
#[derive(Default)]
struct Line {
    text: String,
    ems: f64,
    pieces: usize,
}

impl Ruler {
    fn new(kind: Type) -> Ruler {
        Ruler { kind, known: HashMap::new() }
    }

    /// The width of a piece in ems.
    fn ems(&mut self, piece: &str) -> f64 {
        if let Some(&known) = self.known.get(piece) {
            return known;
        }
        let found = ems(piece, self.kind);
        self.known.insert(piece.to_owned(), found);
        found
    }

    /// Is a line with one more piece no wider than this?
    fn fits(&mut self, line: &Line, piece: &str, room: i32) -> bool {
        let sum = line.ems + self.ems(piece.trim_end());
        // Each piece was cut to whole pixels, as the line as a whole is; the rest is what adding them up may lose.
        let (least, most) = (sum - 1.0 / LARGE, sum + (line.pieces + 3) as f64 / LARGE);
        match (pixels(least, self.kind) > room, pixels(most, self.kind) <= room) {
            (true, _) => false,
            (_, true) => true,
            _ => width(format!("{}{piece}", line.text).trim_end(), self.kind) <= room,
        }
    }

    fn push(&mut self, line: &mut Line, piece: &str) {
        line.ems += self.ems(piece);
        line.text.push_str(piece);
        line.pieces += 1;
    }
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
    wrap_by(&mut Ruler::new(kind), &clean(text), room, lines)
}

fn wrap_by(ruler: &mut Ruler, text: &str, room: i32, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<Line> = Vec::new();
    let mut line = Line::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_end(ruler, rest, room));
        if !line.text.is_empty() && !ruler.fits(&line, piece, room) {
            if wrapped.len() + 1 == lines {
                // The last line takes the rest, to be shortened below.
                ruler.push(&mut line, rest);
                break;
            }
            wrapped.push(std::mem::take(&mut line));
        }
        ruler.push(&mut line, piece);
        rest = after;
    }
    wrapped.push(line);
    let shortened = |line: &Line| match line.text.trim_end() {
        text if ruler.fits(line, "", room) => text.to_owned(),
        text => shorten(text, ruler.kind, room),
    };
    wrapped.iter().map(shortened).collect()
}

/// Where the first piece that stays together ends: after the next space, or within a word that is too long for a line
/// after its next hyphen.
fn piece_end(ruler: &mut Ruler, text: &str, room: i32) -> usize {
    let word = text.find(' ').map_or(text.len(), |place| place + 1);
    if pixels(ruler.ems(text[..word].trim_end()), ruler.kind) <= room {
        return word;
    }
    text[..word].find('-').map_or(word, |place| place + 1)
}

/// `text` wrapped into as few lines as `room` allows, all of about the same length.
pub(super) fn balance(text: &str, kind: Type, room: i32, lines: usize) -> Vec<String> {
    let (mut ruler, text) = (Ruler::new(kind), clean(text));
    let mut best = wrap_by(&mut ruler, &text, room, lines);
    let is_cut = |lines: &[String]| lines.iter().any(|line| line.ends_with('…'));
    // A narrower column would cut shorter what is cut already.
    if best.len() == 1 || is_cut(&best) {
        return best;
    }
    let (mut too_narrow, mut enough) = (0, room);
    while enough - too_narrow > 4 {
        let middle = (too_narrow + enough) / 2;
        let tried = wrap_by(&mut ruler, &text, middle, lines);
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
    fn a_line_is_as_wide_as_if_it_were_measured_as_a_whole() {
        assert!(font::register());
        let text =
            "Sales Navigator · warm-up,\u{a0}then 11.8 USD; “AV To. Wa” is 45 % of ₹ 1 234 — and so on, f. i. Ya";
        for kind in [TITLE, LABEL, NOTE] {
            let (mut ruler, mut line) = (Ruler::new(kind), Line::default());
            for piece in text.split_inclusive(' ') {
                let whole = width(format!("{}{piece}", line.text).trim_end(), kind);
                for room in whole - 2..whole + 3 {
                    assert_eq!(ruler.fits(&line, piece, room), whole <= room, "{piece} in {room} of {whole}");
                }
                ruler.push(&mut line, piece);
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
