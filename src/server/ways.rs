//! Several ways to say the same, such as weeks or months: a file has one of them.

use crate::scenario::EITHER;
use crate::scenario::keys::BOUNDS;

/// The other keys beside the one at this path that say the same in another way.
pub(super) fn other_ways(path: &[&str]) -> Vec<&'static str> {
    let Some((last, section)) = path.split_last() else { return Vec::new() };
    let bounds: (&[&str], &[&str]) = (&["target"], &BOUNDS);
    let is_here = |of: &[&str]| of.len() == section.len() && of.iter().zip(section).all(|(a, b)| *a == "ID" || a == b);
    let mut ways = EITHER.iter().chain([&bounds]).filter(|(of, ways)| is_here(of) && ways.contains(last));
    let found = ways.next().map_or(&[][..], |(_, ways)| ways);
    found.iter().copied().filter(|way| way != last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_those_of_the_same_place() {
        assert_eq!(other_ways(&["weeks"]), ["months", "until"]);
        assert_eq!(other_ways(&["seat", "me", "opening", "lots"]), ["credits"]);
        assert_eq!(other_ways(&["target", "above"]), ["at_least", "at_most", "below"]);
        assert!(other_ways(&["plan_change", "week"]).is_empty());
    }
}
