//! The titles of people who decide.

use super::super::plain::unaccented;

/// The words of such titles, and those that stand against them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Titles {
    /// Whoever has one of these in the title decides.
    pub(super) words: Vec<String>,
    /// All four lists in the form in which they are compared, in their order.
    plain: [Vec<String>; 4],
}

impl Titles {
    /// The words by which titles decide; those with which none does, wherever they stand in the title; those that mean
    /// something else and are overlooked; and those after which nothing counts in the same part of a title.
    pub(super) fn new(lists: [Vec<String>; 4]) -> Titles {
        let plain = lists.each_ref().map(|list| list.iter().map(|word| whole_words(word)).collect());
        let [words, ..] = lists;
        Titles { words, plain }
    }

    /// The place of the word by which a title decides, if it does.
    pub(super) fn decides(&self, title: &str) -> Option<usize> {
        let [words, not, overlook, past] = &self.plain;
        let whole = whole_words(title);
        if not.iter().any(|word| whole.contains(word)) {
            return None;
        }
        let parts: Vec<String> = parts(title).iter().map(|part| now(part, overlook, past)).collect();
        words.iter().position(|word| parts.iter().any(|part| part.contains(word)))
    }
}

/// The words of a part of a title that count.
fn now(part: &str, overlook: &[String], past: &[String]) -> String {
    let mut part = whole_words(part);
    for other in overlook {
        // The words on either side must not become one.
        part = part.replace(other.as_str(), " | ");
    }
    let end = past.iter().filter_map(|word| part.find(word.as_str())).min();
    part.truncate(end.map_or(part.len(), |end| end + 1));
    part
}

/// The parts of a title, each a title of its own: “CEO at X, former CFO of Y”.
fn parts(title: &str) -> Vec<String> {
    let title = title.replace(" - ", "|");
    let parts = title.split([',', ';', '|', '/', '&', '•', '·', '–', '—', '(', ')', '[', ']', '+', '\n']);
    let parts = parts.flat_map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        words.split(|word| word.eq_ignore_ascii_case("now")).map(|words| words.join(" ")).collect::<Vec<_>>()
    });
    parts.collect()
}

/// A text in small letters without accents, each word between single blanks, so that words are found only as a whole. The
/// dots of `C.E.O.` go.
fn whole_words(text: &str) -> String {
    let mut plain = String::from(" ");
    let letters: Vec<char> = unaccented(text).chars().collect();
    for (place, &c) in letters.iter().enumerate() {
        let is_single = |at: usize| {
            let before = at.checked_sub(1).map(|before| letters[before]);
            letters.get(at).is_some_and(|c| c.is_alphanumeric()) && !before.is_some_and(char::is_alphanumeric)
        };
        match c {
            '.' if place > 0 && is_single(place - 1) => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Checklist};

    #[test]
    fn titles_of_many_countries_decide() {
        let checklist = Checklist::read("checklist", BUILT_IN).expect("it is right");
        for title in [
            "CEO",
            "C.E.O.",
            "Head of Sales",
            "Co-Founder & CTO",
            "Chairman",
            "Chairwoman",
            "Chairperson of the Board",
            "Board member",
            "MD",
            "Ex-Google, now CEO",
            "Ex-Google now CEO",
            "VP of Ex-US markets",
            "V.P. Sales",
            "Founder & Product Owner",
            "Former CFO | CEO at Acme",
            "Owner",
            "Managing Partner",
            "Vice President",
            "Geschäftsführer",
            "Geschäftsführerin",
            "Geschäftsführer:in",
            "Geschaeftsfuehrer",
            "Inhaber",
            "Inhaberin",
            "Vorstand",
            "Vorständin",
            "Leiter Vertrieb",
            "Leiterin Einkauf",
            "Vertriebsleiter",
            "Directeur commercial",
            "Directrice",
            "PDG",
            "Gérant",
            "GERANT",
            "Fondateur",
            "Fondatrice",
            "Co-fondatrice",
            "Directora",
            "Gerente",
            "Fundadora",
            "Socio",
            "Sócio",
            "Amministratore delegato",
            "Titolare",
            "Eigenaar",
            "Direttore",
            "Diretora",
            "Presidente",
            "Présidente",
            "Dueño",
            "DUENA",
        ] {
            assert!(checklist.decides(title).is_some(), "{title}");
        }
    }

    #[test]
    fn words_of_ones_own_are_found_without_their_accents_in_every_alphabet() {
        let words = "[decision_maker]\nwords = [\"főigazgató\", \"właściciel\", \"dueño\", \"директор\"]\n";
        let rest = BUILT_IN.split_once("[angle]").map(|(_, rest)| format!("{words}[angle]{rest}"));
        let checklist = Checklist::read("rules.toml", &rest.expect("there is such a section")).expect("it is right");
        for title in ["Foigazgato", "WLASCICIEL", "wlaściciel", "dueno", "ДИРЕ\u{301}КТОР"] {
            assert!(checklist.decides(title).is_some(), "{title}");
        }
    }

    #[test]
    fn titles_that_only_sound_like_it_do_not() {
        let checklist = Checklist::read("checklist", BUILT_IN).expect("it is right");
        for title in [
            "Product Owner",
            "Process Owner",
            "Owner relations",
            "HR Business Partner",
            "Partner Manager",
            "Principal Engineer",
            "EA to CEO",
            "Executive Assistant to the CEO & Founder",
            "Executive Assistant",
            "Office of the CEO",
            "Head Chef",
            "Chief of Staff",
            "Headhunter",
            "Head hunter",
            "Assistant to the CEO",
            "Former VP",
            "Ex-CEO",
            "ex CEO",
            "Retired CEO",
            "CEO (retired)",
            "Directory editor",
            "",
            "Projektleiter",
            "Assistante de direction du PDG",
            "Senior Product Owner",
        ] {
            assert_eq!(checklist.decides(title), None, "{title}");
        }
    }
}
