//! The names of months and weekdays in English, German, French, Spanish, Italian, Portuguese and Dutch, and of
//! months in Swedish, Danish, Norwegian, Polish and Turkish, too, without accents.

use super::super::plain::unaccented;

/// The names of the months, a language a row.
const MONTHS: [&str; 13] = [
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık",
];

/// Other ways to write a month.
const OTHERS: [(&str, i32); 5] = [("mrz", 3), ("maerz", 3), ("mrt", 3), ("janner", 1), ("setiembre", 9)];

/// The names of the weekdays, a language a row.
const WEEKDAYS: [&str; 7] = [
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "segunda terca quarta quinta sexta",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
];

/// Weekdays in two letters.
const SHORT_WEEKDAYS: [&str; 11] = ["mo", "di", "mi", "do", "fr", "sa", "so", "wo", "vr", "za", "zo"];

/// Words that say nothing about a date.
const IDLE: [&str; 14] = ["of", "at", "the", "am", "den", "um", "le", "la", "a", "de", "del", "las", "alle", "feira"];

/// A word in small letters without accents; nothing for a number, as most words of dates are.
fn plain(word: &str) -> Option<String> {
    (!word.starts_with(|c: char| c.is_ascii_digit())).then(|| unaccented(word))
}

/// The month that a word names, whole or cut to three letters or more; nothing if it may be one or another.
pub(super) fn month(word: &str) -> Option<i32> {
    let word = plain(word).filter(|word| word.len() >= 3)?;
    if let Some((_, month)) = OTHERS.iter().find(|(name, _)| *name == word) {
        return Some(*month);
    }
    let months = MONTHS.iter().flat_map(|names| (1..).zip(names.split(' ')));
    let mut named = months.filter(|(_, name)| name.starts_with(&word)).map(|(month, _)| month);
    let first = named.next()?;
    named.all(|month| month == first).then_some(first)
}

/// May the word be a weekday, whole or cut to three letters or more?
pub(super) fn is_weekday(word: &str) -> bool {
    let Some(word) = plain(word) else { return false };
    let mut names = WEEKDAYS.iter().flat_map(|names| names.split(' '));
    SHORT_WEEKDAYS.contains(&word.as_str()) || word.len() >= 3 && names.any(|name| name.starts_with(&word))
}

/// Does the word say nothing about a date?
pub(super) fn is_idle(word: &str) -> bool {
    plain(word).is_some_and(|word| IDLE.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_is_known_in_every_language_and_cut_where_that_is_clear() {
        for names in MONTHS {
            for (place, name) in (1..).zip(names.split(' ')) {
                assert_eq!(month(name), Some(place), "{name}");
                let cut = if name.starts_with("jui") { 4 } else { 3 };
                assert_eq!(month(&name[..cut]), Some(place), "{name}");
            }
        }
        for (name, place) in [("März", 3), ("AOÛT", 8), ("Sept", 9), ("févr", 2), ("Mrz", 3), ("março", 3)] {
            assert_eq!(month(name), Some(place), "{name}");
        }
        for name in ["jui", "ma", "marble", "5th", ""] {
            assert_eq!(month(name), None, "{name}");
        }
    }

    #[test]
    fn weekdays_are_told_from_words() {
        for name in ["Thu", "Thursday", "Do", "vrijdag", "jeudi", "miércoles", "mar"] {
            assert!(is_weekday(name), "{name}");
        }
        for name in ["x", "th", "5"] {
            assert!(!is_weekday(name), "{name}");
        }
    }
}
