//! Which titles tell that somebody decides.

/// Words that a title may have, and that it may not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Titles {
    /// Who has one of these decides,
    pub(super) words: Vec<String>,
    /// unless one of these stands anywhere in the title.
    pub(super) not: Vec<String>,
    /// These mean something else and are passed over.
    pub(super) overlook: Vec<String>,
    /// After one of these in the same part of a title nothing counts.
    pub(super) past: Vec<String>,
    /// All of them as they are compared, in this order.
    plain: [Vec<String>; 4],
}

impl Titles {
    pub(super) fn new([words, not, overlook, past]: [Vec<String>; 4]) -> Titles {
        let plain = [&words, &not, &overlook, &past].map(|list| list.iter().map(|word| whole_words(word)).collect());
        Titles { words, not, overlook, past, plain }
    }

    /// The place of the word that makes a title one of these, if it is one.
    pub(super) fn decides(&self, title: &str) -> Option<usize> {
        let [words, not, overlook, past] = &self.plain;
        let whole = whole_words(title);
        if not.iter().any(|word| whole.contains(word)) {
            return None;
        }
        let parts: Vec<String> = parts(title).map(|part| now(&part, overlook, past)).collect();
        words.iter().position(|word| parts.iter().any(|part| part.contains(word)))
    }
}

/// What counts of a part of a title.
fn now(part: &str, overlook: &[String], past: &[String]) -> String {
    let mut part = whole_words(part);
    for other in overlook {
        // What stands around must not become one.
        part = part.replace(other.as_str(), " | ");
    }
    let end = past.iter().filter_map(|word| part.find(word.as_str())).min();
    part.truncate(end.map_or(part.len(), |end| end + 1));
    part
}

/// The parts of a title, each of which is one of its own: “CEO at X, former CFO of Y”.
fn parts(title: &str) -> impl Iterator<Item = String> {
    let title = title.replace(" - ", "|");
    let parts: Vec<String> = title
        .split([',', ';', '|', '/', '&', '•', '·', '–', '—', '(', ')', '[', ']', '+', '\n'])
        .map(str::to_owned)
        .collect();
    parts.into_iter().flat_map(|part| {
        let words: Vec<String> = part.split_whitespace().map(str::to_owned).collect();
        let parts = words.split(|word| word.eq_ignore_ascii_case("now"));
        parts.map(|words| words.join(" ")).collect::<Vec<_>>()
    })
}

/// A text as small letters without accents, between single blanks, so that a word is found only as a whole. The dots of
/// `C.E.O.` go.
fn whole_words(text: &str) -> String {
    let mut plain = String::from(" ");
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    for (place, &c) in letters.iter().enumerate() {
        let is_single = |at: usize| {
            let before = at.checked_sub(1).map(|before| letters[before]);
            letters.get(at).is_some_and(|c| c.is_alphanumeric()) && !before.is_some_and(char::is_alphanumeric)
        };
        match c {
            '.' if place > 0 && is_single(place - 1) => {}
            'ß' => plain.push_str("ss"),
            c if c.is_alphanumeric() => plain.push(unaccented(c)),
            // An accent that stands for itself.
            '\u{300}'..='\u{36f}' => {}
            _ if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

fn unaccented(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        c => c,
    }
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
        ] {
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
