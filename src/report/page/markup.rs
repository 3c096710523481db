//! The elements that the page is made of, and texts that are shown as they stand.

use maud::{Markup, Render, html};

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
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    /// Its meaning, shown on pointing at it and read out.
    pub(super) meaning: &'a str,
    pub(super) is_number: bool,
}

impl<'a> Column<'a> {
    fn class(&self) -> Option<&'static str> {
        self.is_number.then_some("number")
    }

    fn title(&self) -> Option<Text<'a>> {
        (!self.meaning.is_empty()).then_some(Text(self.meaning))
    }
}

/// A cell of a table, and by what rows are sorted where that is not its text.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) value: Option<f64>,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), value: None }
    }
}

/// A table that can be sorted. In the first column are the names of the rows; one of them may be marked.
pub(super) fn table(caption: &str, columns: &[Column<'_>], rows: &[Vec<Cell>], marked: &[usize]) -> Markup {
    let value = |cell: &Cell| cell.value.filter(|value| value.is_finite());
    html! {
        div.wide tabindex="0" { "\n"
            table.sortable { "\n"
                caption { span { (Text(caption)) } } "\n"
                thead { tr {
                    @for column in columns {
                        th scope="col" class=[column.class()] title=[column.title()] { (Text(column.name)) }
                    }
                } } "\n"
                tbody { "\n"
                    @for (place, row) in rows.iter().enumerate() {
                        @let is_marked = marked.contains(&place);
                        tr class=[is_marked.then_some("best")] {
                            @if let Some(name) = row.first() {
                                th scope="row" data-value=[value(name)] {
                                    (Text(&name.text))
                                    @if is_marked { span.mark { "best" } }
                                }
                            }
                            @for (cell, column) in row.iter().zip(columns).skip(1) {
                                td class=[column.class()] data-value=[value(cell)] { (Text(&cell.text)) }
                            }
                        } "\n"
                    }
                } "\n"
            } "\n"
        } "\n"
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
