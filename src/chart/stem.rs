//! How figures are called in the names of files.

use std::fmt::Write;

use crate::domain::figure::Figure;

/// The name of a figure in that of a file, another one for each figure. What stands in the id of an outcome and not in the
/// name of every file is written as in addresses.
pub(super) fn stem(figure: Figure) -> String {
    let Figure::Outcome(outcome) = figure else { return figure.name().replace('_', "-") };
    let mut stem = String::new();
    for c in outcome.name().chars() {
        if c.is_alphanumeric() || ".-_".contains(c) {
            stem.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| write!(stem, "%{byte:02X}").unwrap_or_default());
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_the_name_of_any_figure() {
        let figures = Figure::of(["big deal/x", "a_b", "a-b", "Geschäft"]);
        let stems: Vec<String> = figures.iter().map(|figure| stem(*figure)).collect();
        let cost = |id: &str| stems.iter().any(|stem| *stem == format!("outcome.{id}.cost"));
        assert!(["big%20deal%2Fx", "a_b", "a-b", "Geschäft"].iter().all(|id| cost(id)), "{stems:?}");
        assert!(stems.contains(&"cost-per-reply".to_owned()));
    }
}
