//! The table of the cases and the verdict in Markdown.

use crate::figures::TargetFigures;
use crate::figures::verdict::Verdict;
use crate::words::visible::turns;

use super::overview::{Overview, Row};

/// The result of a scenario in Markdown: a table, the verdict, and the cases that run out of credits.
pub fn result_markdown(
    name: &str,
    (overview, seats): (&Overview, Option<&Overview>),
    verdict: &Verdict,
    targets: &[TargetFigures],
) -> String {
    let mut text = format!("### {}\n\n{}\n\n{}", escaped(name), escaped(&overview.facts), table("case", overview));
    text.push_str(&format!("\n{}\n", escaped(&verdict.sentences().join(" "))));
    for note in [verdict.paid_on_note(), verdict.prices_note()].into_iter().flatten() {
        text.push_str(&format!("\n{}\n", escaped(&note)));
    }
    if let Some(seats) = seats {
        text.push_str(&format!("\n{}", table("seat", seats)));
    }
    let warnings = verdict.shortages_in_words();
    if !warnings.is_empty() {
        let items = warnings.iter().map(|warning| format!("- {}\n", escaped(warning)));
        text.push_str(&format!("\n{}", items.collect::<String>()));
    }
    if !targets.is_empty() {
        text.push_str("\n| case | target | found | verdict |\n|---|---|---|---|\n");
        for target in targets {
            let cells = [target.case.to_string(), target.asked.to_string(), target.found()].map(|cell| escaped(&cell));
            let [case, asked, found] = cells;
            text.push_str(&format!("| {case} | {asked} | {found} | **{}** |\n", target.verdict.name()));
        }
    }
    text + "\n"
}

/// The rows of an overview, each of which is called `first` in the heading.
fn table(first: &str, overview: &Overview) -> String {
    let headings: Vec<String> = overview.columns.iter().map(|column| column.line()).collect();
    let mut text = format!("| {first} | {} |\n|---|{}\n", headings.join(" | "), "---:|".repeat(headings.len()));
    for Row { case, is_best, cells } in &overview.rows {
        let case = if *is_best { format!("**{}**", escaped(case)) } else { escaped(case) };
        let cells: Vec<String> = cells.iter().map(|cell| escaped(&cell.shown)).collect();
        text.push_str(&format!("| {case} | {} |\n", cells.join(" | ")));
    }
    text
}

/// A text of the user's as one line that is read as it stands.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (place, char) in text.char_indices() {
        match char {
            // Before a digit it begins no tag: `<0.1 %` is read as it stands.
            '<' if text[place + 1..].starts_with(|next: char| next.is_ascii_digit()) => escaped.push('<'),
            '>' if text[place + 1..].starts_with(|next: char| next.is_ascii_digit()) && place == 0 => {
                escaped.push_str("\\>")
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => escaped.extend(['\\', char]),
            _ if char.is_control() || turns(char) => escaped.push(' '),
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_neither_markup_nor_a_column_of_its_own() {
        let cases = [
            ("a | b\nc", "a \\| b c"),
            ("a\u{202e}b\u{2066}", "a b "),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("<0.1 % | a < b", "<0.1 % \\| a &lt; b"),
            (">99.9 %", "\\>99.9 %"),
            ("[x](y) *z* &amp;", "\\[x\\](y) \\*z\\* &amp;amp;"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected);
        }
    }
}
