//! The degree of a connection, as exports write it.

/// The distance between somebody and the owner of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Degree {
    /// A connection.
    First,
    /// A connection of a connection.
    Second,
    /// One further.
    Third,
    /// Out of the network.
    Out,
    /// The row does not say, although others of the list do.
    #[default]
    Unknown,
    /// The list does not say it of anybody.
    Unlisted,
}

impl Degree {
    /// All of them, each with its name in rules.
    pub const ALL: [(&'static str, Degree); 6] = [
        ("1st", Degree::First),
        ("2nd", Degree::Second),
        ("3rd", Degree::Third),
        ("out", Degree::Out),
        ("unknown", Degree::Unknown),
        ("unlisted", Degree::Unlisted),
    ];

    /// Its name in reasons.
    pub fn words(self) -> &'static str {
        match self {
            Degree::First => "1st degree",
            Degree::Second => "2nd degree",
            Degree::Third => "3rd degree",
            Degree::Out => "out of network",
            Degree::Unknown => "degree not known",
            Degree::Unlisted => "the list has no degree",
        }
    }

    /// The degree that a text means, if it means one.
    pub(super) fn read(text: &str) -> Option<Degree> {
        let text = text.to_lowercase();
        // By the letter alone, as the pages of LinkedIn have it.
        match text.trim() {
            "f" => return Some(Degree::First),
            "s" => return Some(Degree::Second),
            "t" => return Some(Degree::Third),
            "o" => return Some(Degree::Out),
            _ => {}
        }
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let has = |wanted: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
        if ["out", "outofnetwork", "außerhalb", "hors", "fuera", "fora", "fuori", "buiten"].into_iter().any(has) {
            return Some(Degree::Out);
        }
        words.find_map(|word| {
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            match (digits.as_str(), word) {
                ("1", _) | (_, "first") => Some(Degree::First),
                ("2", _) | (_, "second") => Some(Degree::Second),
                ("3", _) | (_, "third") => Some(Degree::Third),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_write_degrees_in_many_ways() {
        let rows: [(&[&str], Option<Degree>); 5] = [
            (&["1st", "First", "1", "DISTANCE_1", "1er", "f"], Some(Degree::First)),
            (&["• 2nd", "DISTANCE_2", "2", "2nd degree connection", "second", "2.0"], Some(Degree::Second)),
            (&["3rd+", "3rd", "Third degree", "3º", "3. Grad"], Some(Degree::Third)),
            (&["Out of Network", "OUT_OF_NETWORK", "out", "O", "Buiten je netwerk"], Some(Degree::Out)),
            (&["SELF", "12", "0", "?", "member"], None),
        ];
        for (texts, degree) in rows {
            for text in texts {
                assert_eq!(Degree::read(text), degree, "{text}");
            }
        }
    }
}
