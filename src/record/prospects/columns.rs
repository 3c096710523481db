//! The fields of a list, and the values that mean yes, no or nothing.

/// The fields of a list. Which headings stand for them is told by [`exports`](super::super::exports).
pub const FIELDS: [&str; 10] =
    ["profile", "name", "first_name", "last_name", "title", "company", "degree", "open_profile", "status", "accepted"];

/// Does a cell look like the heading of a column rather than like something about somebody?
pub(super) fn is_heading(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    let is_number = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace();
    words <= 4 && cell.chars().count() <= 40 && !cell.contains(['@', '/']) && !cell.chars().all(is_number)
}

/// The most words of a name that stands alone in its row.
const NAME: usize = 5;

/// Words with which the last rows of reports begin.
const FOOTERS: [&str; 14] = [
    "total",
    "totals",
    "count",
    "records",
    "rows",
    "summe",
    "gesamt",
    "anzahl",
    "stand",
    "nombre",
    "confidential",
    "copyright",
    "generated",
    "exported",
];

/// Is a text that stands alone in its row a count or a notice below a list rather than somebody's name?
pub(super) fn is_footer(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_digit() || ":©=".contains(c);
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let is_address = text.contains("://") || text.contains("linkedin.com/");
    !is_address
        && (text.contains(is_sign) || text.split_whitespace().count() > NAME || FOOTERS.contains(&first.as_str()))
}

const PLACEHOLDERS: [&str; 9] = ["-", "--", "–", "—", "n/a", "#n/a", "none", "null", "undefined"];

const YES: [&str; 26] = [
    "true",
    "yes",
    "y",
    "x",
    "ja",
    "j",
    "oui",
    "o",
    "si",
    "sí",
    "sì",
    "sim",
    "wahr",
    "vrai",
    "vero",
    "on",
    "open",
    "open profile",
    "openprofile",
    "offen",
    "ouvert",
    "abierto",
    "aberto",
    "aperto",
    "✓",
    "✔",
];

const NO: [&str; 16] = [
    "false",
    "no",
    "n",
    "nein",
    "non",
    "não",
    "nee",
    "falsch",
    "faux",
    "falso",
    "off",
    "closed",
    "not open",
    "no open profile",
    "✗",
    "✘",
];

/// A text, or an empty one in place of a placeholder.
pub(super) fn said(text: &str) -> &str {
    if PLACEHOLDERS.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)) { "" } else { text }
}

/// Yes or no, if a text means one of them. An empty one means no.
pub(super) fn flag(text: &str) -> Option<bool> {
    let text = said(text).to_lowercase();
    match text.parse::<f64>() {
        Ok(1.0) => Some(true),
        Ok(0.0) => Some(false),
        _ if YES.contains(&text.as_str()) => Some(true),
        _ if text.is_empty() || NO.contains(&text.as_str()) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_written_in_many_ways() {
        for yes in ["TRUE", "y", "x", "oui", "wahr", "ja", "1", "1.0", "Sí", "Open Profile", "Offen"] {
            assert_eq!(flag(yes), Some(true), "{yes}");
        }
        for no in ["FALSE", "n", "-", "N/A", "none", "0", "0.0", "", "nein", "Not open"] {
            assert_eq!(flag(no), Some(false), "{no}");
        }
        for other in ["maybe", "2", "hiring"] {
            assert_eq!(flag(other), None, "{other}");
        }
    }

    #[test]
    fn what_stands_below_a_list_is_nobodys_name() {
        for footer in
            ["Total", "120 rows", "Stand: Mai", "© Acme", "Confidential", "This report was made for the sales team"]
        {
            assert!(is_footer(footer), "{footer}");
        }
        for name in ["Ann Abel", "Dr. Max von der Heide", "https://www.linkedin.com/in/ann-17", "Bob"] {
            assert!(!is_footer(name), "{name}");
        }
    }

    #[test]
    fn what_may_be_about_somebody_is_no_heading() {
        for heading in ["Open profile?", "connection_degree", "Who", "E-mail 2"] {
            assert!(is_heading(heading), "{heading}");
        }
        for cell in
            ["ann@example.com", "https://example.com", "+49 30 1234", "17", "", "Speaks at fairs about her boats"]
        {
            assert!(!is_heading(cell), "{cell}");
        }
    }
}
