//! What people call the settings of a file, which are written by their dotted paths.

use crate::domain::case::CaseName;

/// What the last parts of paths are called whose own words do not say it.
const CALLED: [(&str, &str); 22] = [
    ("accept_delay_days", "days to an acceptance"),
    ("accept_lift", "lift of acceptances"),
    ("accept_rate", "acceptance rate"),
    ("by", "by week"),
    ("credit_life_days", "life of a credit"),
    ("credits_at_most", "share of the credits"),
    ("credits_per_month", "credits a month"),
    ("lapses_in_days", "days left"),
    ("open_profile", "share with an Open Profile"),
    ("per_week", "people a week"),
    ("price_per_month", "price a month"),
    ("price_per_month_annual", "price a month, billed annually"),
    ("prospects", "people"),
    ("rank_by", "what ranks"),
    ("reply_delay_days", "days to a reply"),
    ("reply_lift", "lift of replies"),
    ("sent_days_ago", "days ago"),
    ("start", "first day"),
    ("trials", "simulations"),
    ("wait_days", "days of waiting"),
    ("what_if", "what-if"),
    ("with", "certainty"),
];

/// What can be counted: its number stands before it.
const COUNTED: [&str; 5] = ["per_week", "prospects", "weeks", "months", "wait_days"];

/// What people call a key, by the last part of its path.
pub fn called(key: &str) -> String {
    CALLED
        .iter()
        .find(|(known, _)| *known == key)
        .map_or_else(|| key.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// What people call the setting at a path: `reply rate of inmail`, `people a week in prospects`. A plan goes by the name that
/// one of these cases has for it.
pub fn setting(path: &str, cases: &[CaseName]) -> String {
    let Some((section, key)) = path.rsplit_once('.') else { return called(path) };
    let Some((kind, id)) = section.split_once('.') else {
        return format!("{} {}", section.replace('_', " "), called(key));
    };
    let id = id.trim_matches(['"', '\'']);
    let join = if kind == "segment" { "in" } else { "of" };
    let name = cases.iter().find(|case| kind == "plan" && case.plan == id).map_or(id, CaseName::plan_label);
    format!("{} {join} {name}", called(key))
}

/// A setting with its value, its path shortened to the last part where that is clear: `11 people a week`, `sequence inmail`.
pub fn setting_at(path: &str, value: &str, cases: &[CaseName]) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    if key == path && COUNTED.contains(&key) {
        let words = called(key);
        let (many, rest) =
            words.split_once(' ').map_or((words.as_str(), String::new()), |(many, rest)| (many, format!(" {rest}")));
        let counted = match (value, many) {
            ("1", "people") => "person",
            ("1", many) => many.trim_end_matches('s'),
            (_, many) => many,
        };
        return format!("{value} {counted}{rest}");
    }
    format!("{} {value}", setting(path, cases))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys;

    fn named(path: &str) -> String {
        let plan = CaseName { plan: "navi".into(), plan_name: Some("Navigator".into()), ..CaseName::default() };
        setting(path, &[plan])
    }

    #[test]
    fn paths_are_told_in_words() {
        for (path, words) in [
            ("touch.follow-up.reply_rate", "reply rate of follow-up"),
            ("segment.\"our list\".per_week", "people a week in our list"),
            ("plan.navi.price_per_month", "price a month of Navigator"),
            ("plan.other.cap", "cap of other"),
            ("pacing.order", "pacing order"),
            ("opening.credits", "opening credits"),
            ("plan", "plan"),
            ("start", "first day"),
        ] {
            assert_eq!(named(path), words);
        }
        assert_eq!(setting_at("per_week", "11", &[]), "11 people a week");
        assert_eq!(setting_at("per_week", "1", &[]), "1 person a week");
        assert_eq!(setting_at("wait_days", "1", &[]), "1 day of waiting");
        assert_eq!(setting_at("sequence", "inmail", &[]), "sequence inmail");
        assert_eq!(setting_at("segment.a.per_week", "11", &[]), "people a week in a 11");
    }

    #[test]
    fn every_key_that_has_words_of_its_own_exists() {
        let lasts: Vec<&str> = keys::reference().iter().map(|key| key.place().1).chain(["what_if"]).collect();
        for (key, _) in CALLED {
            assert!(lasts.contains(&key), "{key}");
        }
        assert!(COUNTED.iter().all(|key| lasts.contains(key)));
    }
}
