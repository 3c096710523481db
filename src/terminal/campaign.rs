//! The numbers of a scenario, variant by variant.

use super::STRONG;
use super::screen::{Screen, wrapped};
use crate::domain::case::Case;
use crate::domain::subscription::Bill;
use crate::figures::number::count;
use crate::words::campaign::{TIED, variants};
use crate::words::visible::visible;

/// The numbers of each variant of a scenario in sentences, in lines that fit.
pub fn campaign(screen: Screen, cases: &[(&Case, Bill)]) -> String {
    let (variants, left_out) = variants(cases);
    let mut text = String::new();
    for variant in &variants {
        if variants.len() > 1 {
            text += &format!("{STRONG}{}{STRONG:#}\n", visible(&variant.name));
        }
        if variant.sentences.is_empty() {
            text += "  the same people, credits and costs\n";
        }
        for line in variant.sentences.iter().flat_map(|sentence| wrapped(sentence, screen.width() - 1, ["  ", "    "]))
        {
            text += &format!("{}\n", line.replace(TIED, " "));
        }
    }
    if left_out > 0 {
        text += &format!("and {}\n", count(left_out as u64, "more what-if"));
    }
    text + "\n"
}
