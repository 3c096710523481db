//! Texts as HTML: escaped, and in the elements that the page is made of.

use std::fmt::Write;

/// A text that is shown as it stands, whatever is in it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ if char.is_control() && char != '\n' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(char),
        }
    }
    escaped
}

/// A paragraph of a text.
pub(super) fn paragraph(class: &str, text: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", escaped(text))
}

/// A list of texts.
pub(super) fn list(class: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item))).collect();
    format!("<ul class=\"{class}\">\n{items}</ul>\n")
}

/// A column of a table.
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    /// What it means, shown on pointing at it and read out.
    pub(super) meaning: &'a str,
    pub(super) is_number: bool,
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
pub(super) fn table(caption: &str, columns: &[Column<'_>], rows: &[Vec<Cell>], marked: Option<usize>) -> String {
    let mut html = format!(
        "<div class=\"wide\" tabindex=\"0\">\n<table class=\"sortable\">\n<caption><span>{}</span></caption>\n",
        escaped(caption)
    );
    html.push_str("<thead><tr>");
    for column in columns {
        let class = if column.is_number { " class=\"number\"" } else { "" };
        let title =
            if column.meaning.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(column.meaning)) };
        let _ = write!(html, "<th scope=\"col\"{class}{title}>{}</th>", escaped(column.name));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for (place, row) in rows.iter().enumerate() {
        html.push_str(if marked == Some(place) { "<tr class=\"best\">" } else { "<tr>" });
        for (column, (cell, at)) in row.iter().zip(columns).enumerate() {
            let value = cell.value.filter(|value| value.is_finite());
            let value = value.map(|value| format!(" data-value=\"{value}\"")).unwrap_or_default();
            let text = escaped(&cell.text);
            if column == 0 {
                let mark = if marked == Some(place) { "<span class=\"mark\">lowest cost per reply</span>" } else { "" };
                let _ = write!(html, "<th scope=\"row\"{value}>{text}{mark}</th>");
            } else {
                let class = if at.is_number { " class=\"number\"" } else { "" };
                let _ = write!(html, "<td{class}{value}>{text}</td>");
            }
        }
        html.push_str("</tr>\n");
    }
    html + "</tbody>\n</table>\n</div>\n"
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

/// What stands behind the last separator of folders.
pub(super) fn stem(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
