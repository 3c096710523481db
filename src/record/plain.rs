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

/// The words of a text in small letters without accents, as `firstMsgSent_at` has first, msg, sent and at.
pub(in crate::record) fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut was_small) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        if !word.is_empty() && (!c.is_alphanumeric() || was_small && c.is_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    let mut plain: Vec<String> = Vec::with_capacity(words.len());
    for word in words.iter().map(|word| unaccented(word)) {
        // Names of their own, in whatever case they are written.
        match (plain.last_mut(), word.as_str()) {
            (Some(before), "in") if before == "linked" => "linkedin".clone_into(before),
            (Some(before), "mail" | "mails") if before == "in" => *before = format!("in{word}"),
            _ => plain.push(word),
        }
    }
    plain
}

/// Is one of the words in a list, divided by blanks?
pub(in crate::record) fn has(words: &[String], list: &str) -> bool {
    words.iter().any(|word| list.split(' ').any(|known| known == word))
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

    #[test]
    fn texts_are_taken_apart_however_they_are_written() {
        assert_eq!(words("firstMsgSent_at"), ["first", "msg", "sent", "at"]);
        assert_eq!(words("Réponse reçue ?"), ["reponse", "recue"]);
        assert_eq!(words("LinkedIn URL, InMail"), ["linkedin", "url", "inmail"]);
    }
}
