//! The break-evens of a chart of lines, each with its words above the plane.

use crate::study::sweep::{Root, Sweep, Varied};
use crate::words::sweep::break_even;

use super::super::super::style::NOTE;
use super::super::super::text::width;
use super::super::span::Span;

/// The height of a line of words about a break-even.
pub(super) const WORDS: i32 = 17;

/// The most break-evens that are marked.
const MOST: usize = 8;

/// A break-even with its words.
pub(super) struct Marked<'a> {
    /// Where two cases break even.
    pub root: &'a Root,
    /// The words about it.
    pub words: String,
    /// Where the words begin.
    pub left: i32,
    /// The line in which they stand, counted from below.
    pub line: i32,
}

/// The break-even points to be marked: between cases that are shown, those at which the best case changes first.
pub(super) fn roots<'a>(sweep: &'a Sweep, figure: usize, cases: &[usize]) -> Vec<&'a Root> {
    let shown = |root: &&Root| cases.contains(&root.case) && cases.contains(&root.against);
    let all = sweep.roots.iter().filter(|root| root.figure == sweep.figures[figure]).filter(shown);
    let numbers = sweep.varied[0].numbers().unwrap_or_default();
    let changes = |root: &&Root| {
        let after = numbers.iter().position(|&number| number >= root.at.value).unwrap_or(0).max(1);
        let is_one = |cell: usize| {
            sweep.best(cell, figure).is_some_and(|best| best.case == root.case || best.case == root.against)
        };
        is_one(after - 1) || is_one(after)
    };
    let (mut first, rest): (Vec<&Root>, Vec<&Root>) = all.partition(changes);
    first.extend(rest);
    first.truncate(MOST);
    first
}

/// Break-evens with their words, each beside its line and in as many lines of text as keep them apart: the one furthest to
/// the left stands highest, so that no line crosses words. They end before `right`.
pub(super) fn mark<'a>(varied: &Varied, roots: &[&'a Root], across: Span, right: i32) -> Vec<Marked<'a>> {
    let mut ordered = roots.to_vec();
    ordered.sort_by(|one, other| other.at.value.total_cmp(&one.at.value));
    let (mut marked, mut begins) = (Vec::new(), Vec::new());
    // The unit stands at the axis.
    let bare = Varied { unit: String::new(), ..varied.clone() };
    for root in ordered {
        let words = break_even(&bare, root);
        let words = if varied.whole { format!("from {words} on") } else { words };
        let beside = across.place(root.at.value) + 6;
        let wide = width(&words, NOTE);
        let left = if beside + wide > right { (beside - 12 - wide).max(across.axis.start) } else { beside };
        let line = begins.iter().position(|&begin| left + wide + 14 < begin).unwrap_or(begins.len());
        if line == begins.len() {
            begins.push(0);
        }
        begins[line] = left;
        marked.push(Marked { root, words, left, line: line as i32 });
    }
    marked
}
