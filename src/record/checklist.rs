//! The prospects that are worth a credit, by rules that are data.

mod rules;
mod titles;

use crate::domain::touch::Channel;
use crate::scenario::document::problem::{Problem, Problems};

use super::prospects::{Degree, Prospect};
use titles::Titles;

/// The rules of the article, which hold unless others are named.
pub const BUILT_IN: &str = include_str!("checklist.toml");

/// All rules that are part of the program, by their names.
pub const ALL_BUILT_IN: [(&str, &str); 2] =
    [("checklist", BUILT_IN), ("recruiting", include_str!("checklist/recruiting.toml"))];

/// What rules look for in columns of their own, by the section that names these. Those of a state are filled in by it, too.
const SOUGHT: [&str; 4] = ["angle", "tried", "answered", "open_to_work"];

/// Rules that give each prospect a tier and a first channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    titles: Titles,
    /// The columns that rules look at, for each thing that is sought.
    columns: [Vec<String>; SOUGHT.len()],
    tiers: Vec<Tier>,
    /// The rules that can be read and are perhaps not meant.
    odd: Vec<Problem>,
}

/// A tier. A condition that is left out holds for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name, which is also that of its segment.
    pub name: String,
    degree: Option<Vec<Degree>>,
    open_profile: Option<bool>,
    decision_maker: Option<bool>,
    /// Whether each of the things that are sought is found.
    sought: [Option<bool>; SOUGHT.len()],
    /// The channel of the first touch to its prospects.
    pub channel: Channel,
    /// Why, in words.
    pub why: String,
}

/// A condition that a tier may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// One of some degrees.
    Degree,
    /// An Open Profile.
    OpenProfile,
    /// Something to write about.
    Angle,
    /// Free ways that have been tried.
    Tried,
    /// An answer that came.
    Answered,
    /// Open to work.
    OpenToWork,
}

/// The place of a prospect in the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The place of the tier in the checklist.
    pub tier: usize,
    /// The place, among the rules' words, of the one by which the title decides.
    decides: Option<usize>,
    /// For each thing that is sought, the place among the columns that rules look at of the first that has it.
    found: [Option<usize>; SOUGHT.len()],
}

impl Checklist {
    /// Reads rules from the text of a file of this name, or returns all problems in them.
    pub fn read(file: &str, text: &str) -> Result<Checklist, Problems> {
        rules::read(file, text)
    }

    /// The tiers, the best first.
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// The rules that can be read and are perhaps not meant.
    pub fn odd(&self) -> &[Problem] {
        &self.odd
    }

    /// Do titles count?
    pub fn looks_at_titles(&self) -> bool {
        !self.titles.words.is_empty()
    }

    /// Is a title in letters that no word of the rules has?
    pub fn is_foreign(&self, title: &str) -> bool {
        self.titles.is_foreign(title)
    }

    /// The columns that rules look at, beside those that every list may have.
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().flatten().map(String::as_str).collect()
    }

    /// The same columns by the condition that they are for.
    pub fn columns_by_use(&self) -> [(Condition, &[String]); SOUGHT.len()] {
        let [angle, tried, answered, open_to_work] = &self.columns;
        [
            (Condition::Angle, angle),
            (Condition::Tried, tried),
            (Condition::Answered, answered),
            (Condition::OpenToWork, open_to_work),
        ]
    }

    /// The tiers with this condition, into which nobody comes for whom it does not hold or is not known.
    pub fn tiers_with(&self, condition: Condition) -> Vec<&str> {
        let asks = |tier: &&Tier| match condition {
            Condition::Degree => tier.degree.as_ref().is_some_and(|degrees| !degrees.contains(&Degree::Unknown)),
            Condition::OpenProfile => tier.open_profile == Some(true),
            Condition::Angle => tier.sought[0] == Some(true),
            Condition::Tried => tier.sought[1] == Some(true),
            Condition::Answered => tier.sought[2] == Some(true),
            Condition::OpenToWork => tier.sought[3] == Some(true),
        };
        self.tiers.iter().filter(asks).map(|tier| tier.name.as_str()).collect()
    }

    /// The tier of a prospect.
    pub fn place(&self, prospect: &Prospect) -> Placed {
        let mut from = 0;
        let found = self.columns.each_ref().map(|columns| {
            let to = from + columns.len();
            let range = from..to;
            from = to;
            prospect.says.iter().map(|&column| usize::from(column)).find(|column| range.contains(column))
        });
        let decides = self.titles.decides(&prospect.title);
        let holds = |wanted: Option<bool>, found: bool| wanted.is_none_or(|wanted| wanted == found);
        // Whom the list says nothing of is somebody of whom nothing is known.
        let is_degree = |degrees: &Vec<Degree>| {
            degrees.contains(&prospect.degree)
                || prospect.degree == Degree::Unlisted && degrees.contains(&Degree::Unknown)
        };
        let is_right = |tier: &Tier| {
            tier.degree.as_ref().is_none_or(is_degree)
                && holds(tier.open_profile, prospect.open_profile)
                && holds(tier.decision_maker, decides.is_some())
                && tier.sought.iter().zip(found).all(|(wanted, found)| holds(*wanted, found.is_some()))
        };
        // The last tier takes everybody.
        let tier = self.tiers.iter().position(is_right).unwrap_or(self.tiers.len() - 1);
        Placed { tier, decides, found }
    }

    /// The findings about a prospect, and why they lead to its tier.
    pub fn reasons(&self, prospect: &Prospect, placed: &Placed) -> String {
        let column = |place: usize| self.columns.iter().flatten().nth(place).map_or("", String::as_str);
        let assumed = if prospect.assumed { " (assumed)" } else { "" };
        let mut reasons = vec![format!("{}{assumed}", prospect.degree.words())];
        if prospect.open_profile {
            reasons.push("Open Profile".into());
        }
        if self.looks_at_titles() {
            let word = placed.decides.map(|word| format!("title has “{}”", self.titles.words[word]));
            reasons.push(word.unwrap_or("title does not decide".into()));
        }
        let [angle, tried, answered, open_to_work] = placed.found;
        let angle = angle.map(|place| format!("{} to write about", column(place)));
        reasons.push(angle.unwrap_or("nothing to write about".into()));
        reasons.extend(tried.map(|place| format!("tried: {}", column(place))));
        reasons.extend(answered.map(|place| format!("has answered: {}", column(place))));
        reasons.extend(open_to_work.map(|_| "open to work".into()));
        reasons.push(self.tiers[placed.tier].why.clone());
        reasons.join("; ")
    }

    #[cfg(test)]
    fn decides(&self, title: &str) -> Option<&str> {
        self.titles.decides(title).map(|word| self.titles.words[word].as_str())
    }
}

impl Tier {
    /// Is it for those of whom the list does not say how far away they are?
    pub fn is_unlisted(&self) -> bool {
        self.degree.as_ref().is_some_and(|degrees| degrees == &[Degree::Unlisted])
    }

    fn conditions(&self) -> usize {
        let flags = [self.open_profile, self.decision_maker];
        usize::from(self.degree.is_some()) + flags.iter().chain(&self.sought).flatten().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Checklist {
        Checklist::read("checklist", BUILT_IN).expect("it is right")
    }

    fn prospect(degree: Degree, title: &str, says: &[&str]) -> Prospect {
        let checklist = built_in();
        let columns = checklist.columns();
        let place = |name: &&str| columns.iter().position(|column| column == name).expect("it is a column") as u16;
        Prospect { degree, title: title.into(), says: says.iter().map(place).collect(), ..Prospect::default() }
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
        assert_eq!(tier(&prospect(Degree::Out, "CEO", &["summary", "replied"])), "answered");
    }

    #[test]
    fn whoever_is_at_no_known_distance_is_not_said_to_be_out_of_reach() {
        let boss = prospect(Degree::Unknown, "CEO", &["summary"]);
        assert_eq!(tier(&boss), "rest");
        assert_eq!(tier(&prospect(Degree::Unlisted, "CEO", &["summary"])), "no-degree");
        assert_eq!(tier(&prospect(Degree::Unlisted, "Engineer", &["summary"])), "rest");
        let checklist = built_in();
        assert!(checklist.reasons(&boss, &checklist.place(&boss)).starts_with("degree not known; "));
        assert_eq!(checklist.tiers_with(Condition::Degree), ["connections", "top", "no-degree", "invite"]);
    }

    #[test]
    fn the_reasons_say_what_was_found() {
        let checklist = built_in();
        let boss = prospect(Degree::Third, "VP, Sales", &["summary", "emailed"]);
        assert_eq!(
            checklist.reasons(&boss, &checklist.place(&boss)),
            "3rd degree; title has “vp”; summary to write about; tried: emailed; decides, cannot be reached directly, and \
             there is something to write about"
        );
    }
}
