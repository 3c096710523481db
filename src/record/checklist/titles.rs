//! The titles of people who decide.

use std::collections::{BTreeSet, HashMap};

use super::super::plain::unaccented;

/// The words of such titles, and those that stand against them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Titles {
    /// Whoever has one of these in the title decides.
    pub(super) words: Vec<String>,
    /// The same in the form in which they are compared, each with its place.
    plain: HashMap<String, usize>,
    not: HashMap<String, usize>,
    /// The most words of one of them.
    most: usize,
    overlook: Vec<String>,
    past: Vec<String>,
    /// The scripts in which the words are written.
    scripts: BTreeSet<u32>,
}

impl Titles {
    /// The words by which titles decide; those with which none does, wherever they stand in the title; those that mean
    /// something else and are overlooked; and those after which nothing counts in the same part of a title.
    pub(super) fn new([words, not, overlook, past]: [Vec<String>; 4]) -> Titles {
        let plain = |words: &[String]| words.iter().map(|word| whole_words(word)).collect::<Vec<_>>();
        let placed = |words: &[String]| {
            let mut placed = HashMap::new();
            for (place, word) in plain(words).into_iter().enumerate().filter(|(_, word)| !word.trim().is_empty()) {
                placed.entry(word).or_insert(place);
            }
            placed
        };
        let (by_word, not) = (placed(&words), placed(&not));
        let most =
            by_word.keys().chain(not.keys()).map(|word| word.split_whitespace().count()).max().unwrap_or_default();
        let scripts = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).map(script).collect();
        Titles { plain: by_word, not, most, overlook: plain(&overlook), past: plain(&past), scripts, words }
    }

    /// The place of the word by which a title decides, if it does.
    pub(super) fn decides(&self, title: &str) -> Option<usize> {
        if self.first(&self.not, &whole_words(title)).is_some() {
            return None;
        }
        let parts = parts(title);
        parts
            .iter()
            .filter_map(|part| {
                let part = whole_words(part);
                // Most titles have no such word at all.
                self.first(&self.plain, &part)?;
                self.first(&self.plain, &now(part, &self.overlook, &self.past))
            })
            .min()
    }

    /// Is a title in letters that none of the words has?
    pub(super) fn is_foreign(&self, title: &str) -> bool {
        let mut letters = title.chars().filter(|c| c.is_alphabetic()).peekable();
        !self.words.is_empty() && letters.peek().is_some() && letters.all(|c| !self.scripts.contains(&script(c)))
    }

    /// The first place that one of these words has, whichever words in a row of the text it is.
    fn first(&self, words: &HashMap<String, usize>, text: &str) -> Option<usize> {
        let blanks: Vec<usize> = text.match_indices(' ').map(|(place, _)| place).collect();
        let mut first = None;
        for (number, &start) in blanks.iter().enumerate() {
            for &end in blanks[number + 1..].iter().take(self.most) {
                if let Some(&place) = words.get(&text[start..=end]) {
                    first = Some(first.map_or(place, |first: usize| first.min(place)));
                }
            }
        }
        first
    }
}

/// A number for the script of a letter: scripts have blocks of their own, and some have several.
fn script(c: char) -> u32 {
    match u32::from(c) {
        0..=0x24f | 0x1e00..=0x1eff => 0,
        0x370..=0x3ff | 0x1f00..=0x1fff => 1,
        0x400..=0x52f => 2,
        0x590..=0x5ff => 3,
        0x600..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 4,
        0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff => 5,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => 6,
        code => 7 + code / 0x80,
    }
}

/// The words of a part of a title that count.
fn now(mut part: String, overlook: &[String], past: &[String]) -> String {
    for other in overlook.iter().filter(|other| !other.trim().is_empty()) {
        if part.contains(other.as_str()) {
            // The words on either side must not become one.
            part = part.replace(other.as_str(), " | ");
        }
    }
    let end = past.iter().filter(|word| !word.trim().is_empty()).filter_map(|word| part.find(word.as_str())).min();
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
/// dots of `C.E.O.` go. In scripts that do not part words, each letter is one.
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
            // The address of a page, and nobody's title.
            '.' if place > 0
                && letters[place - 1].is_alphanumeric()
                && letters.get(place + 1).is_some_and(|c| c.is_alphanumeric()) => {}
            // A sigma at the end of a word, which a capital one does not become.
            'ς' => plain.push('σ'),
            // Turkish has an i without a dot.
            'ı' => plain.push('i'),
            c if c.is_alphabetic() && matches!(script(c), 5 | 6) => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
                plain.extend([c, ' ']);
            }
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
            "Produktionsleiterin",
            "Regionalleitung Süd",
            "Werksleiter",
            "Firmeninhaber",
            "Bereichsvorstand Vertrieb",
            "GF",
            "Zaakvoerster",
            "Hoofd inkoop",
            "Säljdirektör",
            "Cheffe d’entreprise",
            "Administradora",
            // Associates of other sorts.
            "Associate Director, Clinical Operations",
            "VP-Sales DACH",
            "Co-owner, Blue Bakery",
            // Scandinavian and Finnish
            "VD",
            "Verkställande direktör",
            "Försäljningschef",
            "Adm. direktør",
            "Daglig leder",
            "Administrerende direktør",
            "Toimitusjohtaja",
            "Myyntijohtaja",
            // Slavic
            "Prezes zarządu",
            "Dyrektor sprzedaży",
            "Współwłaściciel",
            "Generální ředitel",
            "Jednatel společnosti",
            "Генеральный директор",
            "Руководитель отдела продаж",
            "Засновник компанії",
            // Others
            "Genel Müdür",
            "GENEL MÜDÜR YARDIMCISI",
            "Kurucu Ortak",
            "Ügyvezető igazgató",
            "Διευθύνων Σύμβουλος",
            "ΙΔΡΥΤΉΣ",
            "代表取締役社長",
            "株式会社青山 代表取締役",
            "首席执行官兼创始人",
            "대표이사",
            "Tổng giám đốc",
            "Direktur Utama",
            "المدير التنفيذي",
            "מנכ\"ל",
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
            "Director of First Impressions (Receptionist)",
            "Buchhalter bei Founder.de",
            "Consultant | partner.io",
            "Direktorin a.D.",
            "Vorstand i. R.",
            "Gerente de cuentas",
            "Jefa de proyecto",
            "Administradora de sistemas",
            "Leiter Vertrieb (m/w/d) gesucht",
            "Assistant Vice President, Retail Banking",
            "Sales Associate",
            "Kierownik projektu",
            "Помощник директора",
            "社長秘書",
            "元社長",
            "エンジニア",
            "비서",
            "Genel Müdür Asistanı",
        ] {
            assert_eq!(checklist.decides(title), None, "{title}");
        }
    }

    #[test]
    fn titles_in_letters_that_no_word_has_are_known_as_such() {
        let checklist = Checklist::read("checklist", BUILT_IN).expect("it is right");
        for title in ["ผู้จัดการ", "გენერალური დირექტორი", "प्रबंध निदेशक"]
        {
            assert!(checklist.is_foreign(title), "{title}");
        }
        for title in ["CEO", "", "12 / 3", "エンジニア", "ผู้จัดการ (CEO)", "Инженер"] {
            assert!(!checklist.is_foreign(title), "{title}");
        }
    }
}
