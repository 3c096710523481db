//! Names as archives write them: with titles behind a comma, in several spellings, and several of them in one column.

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::super::placeholder::is_placeholder;
use super::super::plain::unaccented;

/// What may follow a name behind a comma, besides what has a full stop or no small letter.
const TITLES: [&str; 12] = ["phd", "jr", "sr", "md", "mba", "msc", "bsc", "dipl", "ing", "dr", "prof", "esq"];

/// The name of somebody as it is compared: in small letters without accents, signs, and titles behind a comma.
pub(super) fn plain_name(name: &str) -> String {
    let name = without_brackets(name);
    let people: Vec<&str> = parts(&name).collect();
    let kept = if people.is_empty() { name.to_string() } else { people.join(" ") };
    let plain = unaccented(&kept);
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // A name may be made of signs alone.
    if words.is_empty() { plain.trim().to_owned() } else { words.join(" ") }
}

/// A name without what stands in brackets: a pronoun, or a name of before.
fn without_brackets(name: &str) -> Cow<'_, str> {
    if !name.contains('(') {
        return name.into();
    }
    let (mut kept, mut is_within) = (String::with_capacity(name.len()), false);
    for c in name.chars() {
        is_within = (is_within || c == '(') && c != ')';
        kept.push(if is_within || c == ')' { ' ' } else { c });
    }
    if kept.contains(char::is_alphanumeric) { kept.into() } else { name.into() }
}

/// What is divided by commas in a column of names, but for titles.
fn parts(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', ';']).map(str::trim).enumerate().filter_map(|(place, part)| {
        let is_name = !part.is_empty() && (place == 0 || !is_title(part));
        is_name.then_some(part)
    })
}

fn is_title(part: &str) -> bool {
    let has_capitals_alone = part.chars().any(char::is_uppercase) && !part.chars().any(char::is_lowercase);
    let is_listed = part.split(|c: char| !c.is_alphanumeric()).any(|word| TITLES.contains(&&*word.to_lowercase()));
    has_capitals_alone && !part.contains(' ') || part.contains('.') || is_listed
}

/// The people in a column of names that may be those of several, each by the number of their name; empty if it is one.
pub(super) fn several(names: &str) -> Vec<u64> {
    if !names.contains([',', ';']) || parts(names).nth(1).is_none() {
        return Vec::new();
    }
    parts(names).map(|part| number(&plain_name(part))).collect()
}

/// Does a column of names certainly have several? Those of members who have left have no comma in them, and no name has a
/// semicolon.
pub(super) fn is_list(names: &str) -> bool {
    let with_gone = names.contains(',') && names.split(',').any(is_placeholder);
    with_gone || names.contains(';') && parts(names).nth(1).is_some()
}

/// The number of a name in its plain form.
pub(super) fn number(plain: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(plain)
}

/// Does a column say yes? Exports write it as a word of their language, as a number, or as a tick.
pub(super) fn is_yes(text: &str) -> bool {
    const YES: [&str; 34] = [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "ja",
        "wahr",
        "oui",
        "vrai",
        "si",
        "verdadero",
        "vero",
        "sim",
        "verdadeiro",
        "waar",
        "sant",
        "sand",
        "sann",
        "tak",
        "prawda",
        "evet",
        "dogru",
        "ano",
        "pravda",
        "igen",
        "igaz",
        "kylla",
        "tosi",
        "да",
        "истина",
        "はい",
        "是",
        "예",
    ];
    // Nearly all rows say no.
    if text.is_empty() || text.eq_ignore_ascii_case("no") {
        return false;
    }
    let plain = unaccented(text.trim());
    !plain.is_empty() && (YES.contains(&plain.as_str()) || matches!(text.trim(), "✓" | "✔" | "☑"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_with_titles_accents_and_signs_or_without() {
        for (one, other) in [
            ("Nora Quist, Ph.D.", "Nora Quist"),
            ("Nora  Quist, MBA, PMP", "nora quist"),
            ("Zoë O’Neil", "Zoe O'Neil"),
            ("Nora Quist 🚀", "Nora Quist"),
            ("Nora Quist (She/Her)", "Nora Quist"),
            ("Nora (Prinz) Quist (née", "Nora Quist"),
        ] {
            assert_eq!(plain_name(one), plain_name(other), "{one}");
        }
        assert_ne!(plain_name("Nora Quist, Olaf Prinz"), plain_name("Nora Quist"));
        assert_ne!(plain_name("Nora Quist (She/Her), Olaf Prinz"), plain_name("Nora Quist"));
        assert_eq!((plain_name("🚀").as_str(), plain_name("(Nora)").as_str()), ("🚀", "nora"));
    }

    #[test]
    fn several_names_are_told_from_a_name_and_its_titles() {
        assert!(several("Nora Quist, Ph.D.").is_empty() && several("Nora Quist").is_empty());
        let both = ["nora quist", "olaf prinz"].map(number);
        assert_eq!(several("Nora Quist, Olaf Prinz, MBA"), both);
        assert!(is_list("Nora Quist; Olaf Prinz") && is_list("Usuário do LinkedIn, Olaf Prinz"));
        assert!(!is_list("Nora Quist, Olaf Prinz"));
    }

    #[test]
    fn yes_is_told_in_every_spelling() {
        for yes in ["Yes", "TRUE", "1", "Sí", "Ja", "oui", "WAHR", "VRAI", "Evet", "✓"] {
            assert!(is_yes(yes), "{yes}");
        }
        for no in ["", "No", "false", "0", "Nein", "FALSCH", "non"] {
            assert!(!is_yes(no), "{no}");
        }
    }
}
