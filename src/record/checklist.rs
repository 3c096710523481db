//! Which prospects are worth a credit, by rules that are data.

use serde::Deserialize;

use crate::domain::touch::Channel;

use super::prospects::{Degree, Prospect};

/// The rules that are part of the program.
pub const BUILT_IN: &str = include_str!("checklist.toml");

/// Rules that give each prospect a tier and a first channel.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    decision_maker: Words,
    angle: Columns,
    tried: Columns,
    tier: Vec<Tier>,
}

/// Words that a title may have, and that it may not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Columns of which one must say something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    columns: Vec<String>,
}

/// A tier: the conditions that are left out hold for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Its name, which its segment has, too.
    pub name: String,
    degree: Option<Vec<Degree>>,
    open_profile: Option<bool>,
    decision_maker: Option<bool>,
    angle: Option<bool>,
    tried: Option<bool>,
    #[serde(deserialize_with = "channel")]
    /// How to write to its prospects first.
    pub channel: Channel,
    /// Why, in words.
    pub why: String,
}

/// What the checklist says of a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The place of the tier in the checklist.
    pub tier: usize,
    /// What was found, and why it leads to this tier.
    pub reasons: Vec<String>,
}

impl Checklist {
    /// Reads rules, or says what is wrong with them and where.
    pub fn read(text: &str) -> Result<Checklist, String> {
        let checklist: Checklist = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        let lines = || (1..).zip(text.lines()).filter(|(_, line)| line.trim_start().starts_with("[[tier]]"));
        let at = |place: usize| lines().nth(place).map_or(1, |(line, _)| line);
        for (place, tier) in checklist.tier.iter().enumerate() {
            if tier.name.trim().is_empty() {
                return Err(format!("line {}: the name of a tier cannot be empty", at(place)));
            }
            if checklist.tier[..place].iter().any(|before| before.name == tier.name) {
                return Err(format!("line {}: there is a tier called `{}` already", at(place), tier.name));
            }
        }
        match checklist.tier.last() {
            None => Err("there is no [[tier]]".into()),
            Some(last) if last.conditions() > 0 => Err(format!(
                "line {}: the last tier, `{}`, must have no conditions, so that everybody has a tier",
                at(checklist.tier.len() - 1),
                last.name
            )),
            Some(_) => Ok(checklist),
        }
    }

    /// The tiers, the best first.
    pub fn tiers(&self) -> &[Tier] {
        &self.tier
    }

    /// The columns that the rules look at, beside those that every list may have.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.angle.columns.iter().chain(&self.tried.columns).map(String::as_str)
    }

    /// The tier of a prospect.
    pub fn place(&self, prospect: &Prospect) -> Placed {
        let decides = self.decision_maker.is_in(&prospect.title);
        let angle = self.angle.columns.iter().find(|column| prospect.says(column));
        let tried = self.tried.columns.iter().find(|column| prospect.says(column));
        let holds = |wanted: Option<bool>, found: bool| wanted.is_none_or(|wanted| wanted == found);
        let is_right = |tier: &&Tier| {
            tier.degree.as_ref().is_none_or(|degrees| degrees.contains(&prospect.degree))
                && holds(tier.open_profile, prospect.open_profile)
                && holds(tier.decision_maker, decides.is_some())
                && holds(tier.angle, angle.is_some())
                && holds(tier.tried, tried.is_some())
        };
        // The last tier takes everybody.
        let tier = self.tier.iter().position(|tier| is_right(&tier)).unwrap_or(self.tier.len() - 1);
        let mut reasons = vec![prospect.degree.words().to_owned()];
        if prospect.open_profile {
            reasons.push("Open Profile".into());
        }
        reasons.push(decides.map_or("title does not decide".into(), |word| format!("title has “{word}”")));
        reasons.push(angle.map_or("nothing to write about".into(), |column| format!("{column} to write about")));
        if let Some(column) = tried {
            reasons.push(format!("tried: {column}"));
        }
        reasons.push(self.tier[tier].why.clone());
        Placed { tier, reasons }
    }
}

impl Words {
    /// The word that makes a title one of these, if it is one.
    fn is_in(&self, title: &str) -> Option<&str> {
        let title = words(title);
        let has = |word: &&String| title.contains(&words(word));
        if self.not.iter().any(|word| has(&word)) {
            return None;
        }
        self.words.iter().find(has).map(String::as_str)
    }
}

/// A text as lower-case words between single blanks, so that a word is found only as a whole.
fn words(text: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c.to_lowercase().collect() } else { vec![' '] };
    let text: String = text.chars().flat_map(letters).collect();
    format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Tier {
    fn conditions(&self) -> usize {
        let flags = [self.open_profile, self.decision_maker, self.angle, self.tried];
        usize::from(self.degree.is_some()) + flags.iter().flatten().count()
    }
}

fn channel<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Channel, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = Channel::ALL.into_iter().filter(|channel| *channel != Channel::Engage);
    let known: Vec<Channel> = known.collect();
    known.iter().copied().find(|channel| channel.name() == name).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|channel| channel.name()).collect();
        serde::de::Error::custom(format!("unknown channel `{name}`; known: {}", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn built_in() -> Checklist {
        Checklist::read(BUILT_IN).expect("it is right")
    }

    fn prospect(degree: Degree, title: &str, says: &[&str]) -> Prospect {
        let columns: BTreeMap<String, String> = says.iter().map(|&name| (name.into(), "yes".into())).collect();
        Prospect { degree, title: title.into(), columns, ..Prospect::default() }
    }

    fn tier(prospect: &Prospect) -> String {
        let checklist = built_in();
        checklist.tiers()[checklist.place(prospect).tier].name.clone()
    }

    #[test]
    fn the_first_tier_that_fits_is_taken() {
        assert_eq!(tier(&prospect(Degree::First, "CEO", &["summary"])), "connections");
        assert_eq!(
            tier(&Prospect { open_profile: true, ..prospect(Degree::Third, "CEO", &["summary"]) }),
            "open-profiles"
        );
        assert_eq!(tier(&prospect(Degree::Third, "VP, Sales", &["summary"])), "top");
        assert_eq!(tier(&prospect(Degree::Third, "VP, Sales", &[])), "rest");
        assert_eq!(tier(&prospect(Degree::Second, "Founder", &["invited"])), "tried");
        assert_eq!(tier(&prospect(Degree::Second, "Engineer", &[])), "invite");
        assert_eq!(tier(&prospect(Degree::Out, "Engineer", &["summary"])), "rest");
    }

    #[test]
    fn a_word_counts_only_as_a_whole_and_never_beside_one_that_rules_it_out() {
        let decides = |title: &str| built_in().decision_maker.is_in(title).map(str::to_owned);
        assert_eq!(decides("Head of Sales").as_deref(), Some("head"));
        assert_eq!(decides("Co-Founder & CTO").as_deref(), Some("cto"));
        for title in ["Headhunter", "Assistant to the CEO", "Former VP", "Directory editor", ""] {
            assert_eq!(decides(title), None, "{title}");
        }
    }

    #[test]
    fn the_reasons_say_what_was_found() {
        let placed = built_in().place(&prospect(Degree::Third, "VP, Sales", &["summary"]));
        assert_eq!(
            placed.reasons.join("; "),
            "3rd degree; title has “vp”; summary to write about; decides, cannot be reached directly, and there is \
             something to write about"
        );
    }

    #[test]
    fn rules_that_leave_somebody_out_or_cannot_be_read_are_refused() {
        let text = BUILT_IN.replace("[[tier]]\nname = \"rest\"", "[[tier]]\nname = \"rest\"\nangle = true");
        assert_eq!(
            Checklist::read(&text),
            Err("line 56: the last tier, `rest`, must have no conditions, so that everybody has a tier".into())
        );
        let twice = BUILT_IN.replace("name = \"top\"", "name = \"connections\"");
        assert_eq!(Checklist::read(&twice), Err("line 35: there is a tier called `connections` already".into()));
        let wrong = Checklist::read(&BUILT_IN.replace("channel = \"email\"", "channel = \"fax\""));
        assert!(wrong.is_err_and(|why| why.contains("unknown channel `fax`") && why.contains("line")));
    }
}
