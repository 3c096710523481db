//! The numbers of a scenario, variant by variant.

use super::STRONG;
use super::table::width;
use crate::domain::case::Case;
use crate::domain::subscription::Bill;
use crate::figures::number::count;
use crate::words::campaign::{TIED, variants};
use crate::words::visible::visible;

/// What each variant of a scenario asks for, in lines no wider than the terminal.
pub fn campaign(cases: &[(&Case, Bill)]) -> String {
    let (variants, left_out) = variants(cases);
    let mut text = String::new();
    for variant in &variants {
        if variants.len() > 1 {
            text += &format!("{STRONG}{}{STRONG:#}\n", visible(&variant.name));
        }
        if variant.sentences.is_empty() {
            text += "  the same people, credits and costs\n";
        }
        variant.sentences.iter().for_each(|sentence| text += &wrapped(sentence));
    }
    if left_out > 0 {
        text += &format!("and {}\n", count(left_out as u64, "more what-if"));
    }
    text + "\n"
}

/// A sentence in lines no wider than the terminal, each indented, all but the first once more.
fn wrapped(sentence: &str) -> String {
    let (mut text, mut line) = (String::new(), String::from("  "));
    for word in sentence.split(' ') {
        if !line.trim().is_empty() && line.chars().count() + word.chars().count() + 1 > usize::from(width()) {
            text += &format!("{}\n", line.trim_end());
            line = "    ".into();
        }
        line += &format!("{word} ");
    }
    format!("{text}{}\n", line.trim_end()).replace(TIED, " ")
}
