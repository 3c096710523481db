//! The elements that the page is made of, and texts that are shown as they stand.

use maud::{Markup, Render, html};

use crate::report::overview::Cell;
use crate::words::visible::turns;

/// A text that is shown as it stands, whatever is in it. The templates escape all that they are given; here quotes of both
/// kinds are escaped as well, and of what cannot be seen there is a mark.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Render for Text<'_> {
    fn render_to(&self, html: &mut String) {
        for char in self.0.chars() {
            match char {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                _ if (char.is_control() && char != '\n') || turns(char) => html.push(char::REPLACEMENT_CHARACTER),
                _ => html.push(char),
            }
        }
    }
}

/// A paragraph of a text.
pub(super) fn paragraph(class: &str, text: &str) -> Markup {
    html! { p class=(class) { (Text(text)) } "\n" }
}

/// A list of texts.
pub(super) fn list(class: &str, items: &[String]) -> Markup {
    html! {
        ul class=(class) { "\n"
            @for item in items { li { (Text(item)) } "\n" }
        } "\n"
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    name: String,
    /// Its meaning, shown on pointing at it and read out.
    meaning: String,
    is_number: bool,
}

impl Column {
    /// A column of texts.
    pub(super) fn text(name: &str, meaning: &str) -> Column {
        Column { name: name.to_owned(), meaning: meaning.to_owned(), is_number: false }
    }

    /// A column of numbers.
    pub(super) fn number(name: &str, meaning: &str) -> Column {
        Column { is_number: true, ..Column::text(name, meaning) }
    }

    fn class(&self) -> Option<&'static str> {
        self.is_number.then_some("number")
    }

    fn title(&self) -> Option<Text<'_>> {
        (!self.meaning.is_empty()).then_some(Text(&self.meaning))
    }
}

/// A table that can be sorted. In the first column are the names of the rows; some of them may be marked as best.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// What is in it, in a sentence.
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) best: Vec<usize>,
}

impl Render for Grid {
    fn render_to(&self, html: &mut String) {
        let value = |cell: &Cell| cell.value.filter(|value| value.is_finite());
        let table = html! {
            (scrolled(&self.caption, "wide", html! {
                table.sortable { "\n"
                    caption { span { (Text(&self.caption)) } } "\n"
                    thead { tr {
                        @for column in &self.columns {
                            th scope="col" class=[column.class()] title=[column.title()] { (Text(&column.name)) }
                        }
                    } } "\n"
                    tbody { "\n"
                        @for (place, row) in self.rows.iter().enumerate() {
                            @let is_best = self.best.contains(&place);
                            tr class=[is_best.then_some("best")] {
                                @if let Some(name) = row.first() {
                                    th scope="row" data-value=[value(name)] {
                                        (breakable(&name.shown))
                                        @if is_best { span.mark { "best" } }
                                    }
                                }
                                @for (cell, column) in row.iter().zip(&self.columns).skip(1) {
                                    td class=[column.class()] data-value=[value(cell)] { (Text(&cell.shown)) }
                                }
                            } "\n"
                        }
                    } "\n"
                } "\n"
            }))
        };
        html.push_str(&table.into_string());
    }
}

/// What may be wider than the page: it can be scrolled with the keys, and has a name for those who only hear it.
pub(super) fn scrolled(name: &str, class: &str, content: Markup) -> Markup {
    html! { div class=(class) tabindex="0" role="group" aria-label=(Text(name)) { "\n" (content) } "\n" }
}

/// A name that may go on in the next line where a part of a path or of a word with low lines ends.
fn breakable(name: &str) -> Markup {
    let ends = |(place, char): (usize, char)| {
        let next = name[place + char.len_utf8()..].chars().next();
        (matches!(char, '.' | '_') && next.is_some_and(char::is_alphabetic)).then_some(place + 1)
    };
    let mut start = 0;
    html! {
        @for end in name.char_indices().filter_map(ends) {
            (Text(&name[std::mem::replace(&mut start, end)..end])) wbr;
        }
        (Text(&name[start..]))
    }
}

/// An SVG document inside a page: without what documents alone need, and with ids that no other one on the page has.
pub(super) fn embedded(svg: &str, name: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    let svg = svg[start..]
        .replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")
        .replace(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "");
    // A text cannot hold any of these: its quotes are escaped there.
    svg.replace(" id=\"", &format!(" id=\"{name}-"))
        .replace("=\"url(#", &format!("=\"url(#{name}-"))
        .replace("href=\"#", &format!("href=\"#{name}-"))
}

/// Would a drawing be too small to be read on what is left of the first sheet of paper?
pub(super) fn is_tall(svg: &str) -> bool {
    const MOST: f64 = 0.75;
    let size = |name: &str| svg.split_once(name)?.1.split('"').next()?.parse::<f64>().ok();
    size(" height=\"").zip(size("<svg width=\"")).is_some_and(|(height, width)| height > MOST * width)
}

/// A word as a shell takes it: quoted if need be.
pub(super) fn shell(word: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "-_./=,:%+@".contains(char);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The name of a file without its folders.
pub(super) fn stem(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
