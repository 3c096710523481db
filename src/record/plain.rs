//! Texts made plain, so that the usual ways to write one and the same are compared as equal.

use unicode_normalization::UnicodeNormalization;

/// A text in small letters without accents. The letters that are no others with an accent, such as `ø`, are written as in
/// an address.
pub(super) fn unaccented(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let mut plain = String::with_capacity(text.len());
    // What is left is composed again: other scripts have marks that are no accents.
    for c in text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_accent(c)).nfc() {
        match c {
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            c => plain.push(c),
        }
    }
    plain
}

/// The letters and digits of a name, in small letters, however it is divided.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_in_every_script_and_however_they_are_stored() {
        for (text, plain) in [
            ("Dueño", "dueno"),
            ("MUÑOZ", "munoz"),
            ("Geschäftsführer", "geschaftsfuhrer"),
            ("GÉRANT çà", "gerant ca"),
            ("Größe Ørsted", "grosse orsted"),
            // Beyond Latin-1.
            ("Főigazgató", "foigazgato"),
            ("Ředitel", "reditel"),
            ("Właściciel", "wlasciciel"),
            ("Müdür İşletme", "mudur isletme"),
            ("Đặng Ştefănescu", "dang stefanescu"),
            ("Διευθυντής", "διευθυντης"),
            // As a letter and the accent after it.
            ("Duen\u{303}o Fo\u{30b}", "dueno fo"),
        ] {
            assert_eq!(unaccented(text), plain, "{text}");
        }
    }

    #[test]
    fn marks_that_are_no_accents_stay() {
        for text in ["が", "한국", "की", "ceo & vp"] {
            assert_eq!(unaccented(text), text);
        }
        assert_eq!(letters("Job-Title (now)"), "jobtitlenow");
    }
}
