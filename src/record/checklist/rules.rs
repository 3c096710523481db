//! Reads the rules of a checklist, and says all that is wrong with them and where.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::prospects::Degree;
use super::titles::Titles;
use super::{Checklist, Tier};
use crate::domain::touch::{Channel, Draws};

/// The most columns that rules look at.
const MOST_COLUMNS: usize = 1_000;

/// Something that is wrong with rules, or perhaps not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// At which bytes of the text.
    pub at: Range<usize>,
    /// What it is.
    pub what: String,
    /// The name that is not known, if it is one, and those that are.
    pub name: Option<(String, Vec<&'static str>)>,
}

impl Mistake {
    /// What is wrong with a text that is no TOML.
    pub(in crate::record) fn of_syntax(error: &toml::de::Error) -> Mistake {
        let what = format!("not TOML: {}", one_line(error.message()));
        Mistake { at: error.span().unwrap_or_default(), what, name: None }
    }
}

const SECTIONS: [&str; 4] = ["decision_maker", "angle", "tried", "tier"];
const TIER: [&str; 8] = ["name", "degree", "open_profile", "decision_maker", "angle", "tried", "channel", "why"];

struct Reader {
    mistakes: Vec<Mistake>,
}

type Value<'v> = Spanned<DeValue<'v>>;

/// The checklist, or all that is wrong with it.
pub(super) fn read(text: &str) -> Result<Checklist, Vec<Mistake>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(Mistake::of_syntax).collect());
    }
    let mut reader = Reader { mistakes: Vec::new() };
    let checklist = reader.checklist(document.get_ref(), text.len());
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.at.start);
    match checklist {
        Some(checklist) if mistakes.is_empty() => {
            let odd = oddities(document.get_ref(), &checklist);
            Ok(Checklist { odd, ..checklist })
        }
        _ => Err(mistakes),
    }
}

impl Reader {
    fn tell(&mut self, at: Range<usize>, what: impl Into<String>) {
        self.mistakes.push(Mistake { at, what: what.into(), name: None });
    }

    fn unknown(&mut self, at: Range<usize>, what: &str, name: &str, known: &[&'static str]) {
        let told = format!("unknown {what} `{}`", one_line(name));
        self.mistakes.push(Mistake { at, what: told, name: Some((name.into(), known.to_vec())) });
    }

    fn keys(&mut self, table: &DeTable<'_>, known: &[&'static str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            self.unknown(key.span(), "key", key.get_ref(), known);
        }
    }

    fn checklist(&mut self, document: &DeTable<'_>, end: usize) -> Option<Checklist> {
        self.keys(document, &SECTIONS);
        let titles = self.section(document, "decision_maker", &["words", "not", "overlook", "past"]);
        let angle = self.section(document, "angle", &["columns"]);
        let tried = self.section(document, "tried", &["columns"]);
        let mut tiers: Vec<(Range<usize>, Option<Tier>)> = Vec::new();
        match document.get("tier").map(|tiers| (tiers.span(), tiers.get_ref())) {
            Some((_, DeValue::Array(items))) => {
                for item in items.iter() {
                    let tier = self.tier(item, &tiers);
                    tiers.push((item.span(), tier));
                }
            }
            Some((at, _)) => self.tell(at, "a tier is written [[tier]]"),
            None => {}
        }
        match tiers.last() {
            None if document.get("tier").is_none() => self.tell(end..end, "there is no [[tier]]"),
            Some((at, Some(last))) if last.conditions() > 0 => {
                let told =
                    format!("the last tier, `{}`, must have no conditions, so that everybody has a tier", last.name);
                self.tell(at.clone(), told);
            }
            _ => {}
        }
        let titles = titles.map(|[words, not, overlook, past]| Titles::new([words, not, overlook, past]))?;
        let tiers: Option<Vec<Tier>> = tiers.into_iter().map(|(_, tier)| tier).collect();
        let ([angle], [tried]) = (angle?, tried?);
        if angle.len() + tried.len() > MOST_COLUMNS {
            self.tell(0..0, format!("rules cannot look at more than {MOST_COLUMNS} columns"));
        }
        Some(Checklist { titles, angle, tried, tiers: tiers?, odd: Vec::new() })
    }

    /// The lists of a section, of which the first must be there.
    fn section<const N: usize>(
        &mut self,
        document: &DeTable<'_>,
        name: &str,
        known: &[&'static str; N],
    ) -> Option<[Vec<String>; N]> {
        let Some(section) = document.get(name) else {
            self.tell(0..0, format!("there is no [{name}] with {}", known[0]));
            return None;
        };
        let DeValue::Table(table) = section.get_ref() else {
            self.tell(section.span(), format!("`{name}` must be a section, written [{name}]"));
            return None;
        };
        self.keys(table, known);
        if table.get(known[0]).is_none() {
            self.tell(section.span(), format!("[{name}] has no `{}`, such as {} = [\"…\"]", known[0], known[0]));
        }
        Some(known.map(|key| table.get(key).map_or(Vec::new(), |value| self.texts(key, value))))
    }

    fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        let DeValue::Array(items) = value.get_ref() else {
            self.tell(value.span(), format!("`{key}` must be a list of texts, such as [\"…\", \"…\"]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.text(key, item)).collect()
    }

    fn text(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.tell(value.span(), format!("`{key}` must be text between quotes"));
        }
        text
    }

    fn flag(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.tell(value.span(), format!("`{key}` must be true or false"));
        }
        flag
    }

    fn tier(&mut self, item: &Value<'_>, before: &[(Range<usize>, Option<Tier>)]) -> Option<Tier> {
        let DeValue::Table(table) = item.get_ref() else {
            self.tell(item.span(), "a tier is written [[tier]]");
            return None;
        };
        self.keys(table, &TIER);
        let [name, channel, why] = ["name", "channel", "why"].map(|key| match table.get(key) {
            Some(value) => self.text(key, value).map(|text| (value.span(), text)),
            None => {
                self.tell(item.span(), format!("this tier has no `{key}`"));
                None
            }
        });
        if let Some((at, name)) = &name {
            let is_taken = before.iter().any(|(_, tier)| tier.as_ref().is_some_and(|tier| tier.name == *name));
            if name.trim().is_empty() || name.contains(char::is_control) {
                self.tell(
                    at.clone(),
                    "a tier is a segment of the scenario: its name must have a letter and no line break",
                );
            } else if is_taken {
                self.tell(at.clone(), format!("there is a tier called `{name}` already"));
            }
        }
        let channel = channel.and_then(|(at, name)| {
            let found =
                Channel::ALL.into_iter().find(|channel| channel.name() == name && channel.draws() != Draws::Lifts);
            if found.is_none() {
                self.unknown(at, "channel", &name, Channel::REPLYING);
            }
            found
        });
        let degree = table.get("degree").map(|value| self.degrees(value));
        let [open_profile, decision_maker, angle, tried] =
            ["open_profile", "decision_maker", "angle", "tried"].map(|key| self.flag(table, key));
        let (name, why) = (name?.1, one_line(&why?.1));
        Some(Tier { name, degree, open_profile, decision_maker, angle, tried, channel: channel?, why })
    }

    fn degrees(&mut self, value: &Value<'_>) -> Vec<Degree> {
        let texts = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut degrees = Vec::new();
        for item in texts {
            let Some(text) = self.text("degree", item) else { continue };
            match Degree::ALL.into_iter().find(|(name, _)| *name == text) {
                Some((_, degree)) => degrees.push(degree),
                None => self.unknown(item.span(), "degree", &text, &Degree::ALL.map(|(name, _)| name)),
            }
        }
        degrees
    }
}

/// What can be read and is probably not meant.
fn oddities(document: &DeTable<'_>, checklist: &Checklist) -> Vec<Mistake> {
    let mut odd = Vec::new();
    let mut tell = |at, what: String| odd.push(Mistake { at, what, name: None });
    let lists =
        ["decision_maker", "angle", "tried"].into_iter().filter_map(|name| document.get(name)?.get_ref().as_table());
    for (key, list) in lists.flat_map(|table| table.iter()) {
        for item in list.get_ref().as_array().into_iter().flat_map(|items| items.iter()) {
            let is_empty = item.get_ref().as_str().is_some_and(|text| !text.contains(char::is_alphanumeric));
            if is_empty {
                tell(item.span(), format!("this item of `{}` is empty and never found; take it out", key.get_ref()));
            }
        }
    }
    let tiers = document.get("tier").and_then(|tiers| tiers.get_ref().as_array());
    let spans = tiers.into_iter().flat_map(|tiers| tiers.iter().map(Spanned::span));
    let mut for_all: Option<&Tier> = None;
    for (at, tier) in spans.zip(&checklist.tiers) {
        if let Some(before) = for_all {
            let told =
                format!("nobody gets as far as tier `{}`: `{}` before it takes everybody", tier.name, before.name);
            tell(at.clone(), told);
        }
        if tier.degree.as_ref().is_some_and(Vec::is_empty) {
            tell(at, format!("nobody is in tier `{}`, since its `degree` is an empty list", tier.name));
        }
        for_all = for_all.or((tier.conditions() == 0).then_some(tier));
    }
    odd.sort_by_key(|mistake| mistake.at.start);
    odd
}

/// A text on one line: what is not visible is a blank.
fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Checklist};

    fn told(text: &str) -> Vec<String> {
        let found = Checklist::read(text).map_or_else(|mistakes| mistakes, |checklist| checklist.odd().to_vec());
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        found.iter().map(|mistake| format!("{}: {}", line(mistake.at.start), mistake.what)).collect()
    }

    const RULES: &str = "[decision_maker]
words = [\"boss\", \"-\"]
[angle]
columns = []
[tried]
columns = []
[[tier]]
name = \"all\"
channel = \"email\"
why = \"they\\nall\"
[[tier]]
name = \"none\"
channel = \"fax\"
degree = [\"4th\"]
why = 3
angel = true
";

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        assert_eq!(
            told(RULES),
            [
                "13: unknown channel `fax`",
                "14: unknown degree `4th`",
                "15: `why` must be text between quotes",
                "16: unknown key `angel`"
            ]
        );
        assert_eq!(
            told("x = 1\nangle = 2\n"),
            [
                "1: unknown key `x`",
                "1: there is no [decision_maker] with words",
                "1: there is no [tried] with columns",
                "2: `angle` must be a section, written [angle]",
                "3: there is no [[tier]]"
            ]
        );
        assert!(told("a = = 1\n")[0].starts_with("1: not TOML: "));
    }

    #[test]
    fn what_is_never_found_and_tiers_that_nobody_reaches_are_told() {
        let sound = RULES.replace("fax", "email").replace("[\"4th\"]", "[]").replace("why = 3", "why = \"\"");
        let sound = sound.replace("angel = true\n", "[[tier]]\nname = \"rest\"\nchannel = \"email\"\nwhy = \"\"\n");
        assert_eq!(
            told(&sound),
            [
                "2: this item of `words` is empty and never found; take it out",
                "11: nobody gets as far as tier `none`: `all` before it takes everybody",
                "11: nobody is in tier `none`, since its `degree` is an empty list",
                "16: nobody gets as far as tier `rest`: `all` before it takes everybody"
            ]
        );
        assert_eq!(told(BUILT_IN), [""; 0]);
        assert_eq!(Checklist::read(&sound).expect("it can be read").tiers()[0].why, "they all");
    }

    #[test]
    fn rules_that_leave_somebody_out_or_name_a_tier_twice_are_refused() {
        let text = BUILT_IN.replace("name = \"rest\"", "name = \"rest\"\nangle = true");
        let told_of =
            |text: &str| told(text).iter().map(|told| told.split_once(": ").unwrap().1.to_owned()).collect::<Vec<_>>();
        let last = "the last tier, `rest`, must have no conditions, so that everybody has a tier";
        assert_eq!(told_of(&text), [last]);
        let twice = BUILT_IN.replace("name = \"top\"", "name = \"connections\"");
        assert_eq!(told_of(&twice), ["there is a tier called `connections` already"]);
        let broken = BUILT_IN.replace("name = \"top\"", "name = \"a\\nb\"");
        let told = "a tier is a segment of the scenario: its name must have a letter and no line break";
        assert_eq!(told_of(&broken), [told]);
    }
}
