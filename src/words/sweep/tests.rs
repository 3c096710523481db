use super::*;
use crate::study::sweep::Best;
use crate::study::sweep::samples::{pace, sweep, varied, with_root};

const SOME: fn(f64) -> Option<f64> = Some;

/// What is said about cases with these means at 10, 20, … people a week.
fn said(means: &[&[f64]], figure: Figure, error: f64) -> Sweep {
    let numbers: Vec<f64> = (1..=means.len()).map(|place| place as f64 * 10.0).collect();
    let means: Vec<Vec<Option<f64>>> = means.iter().map(|cell| cell.iter().copied().map(SOME).collect()).collect();
    let means: Vec<&[Option<f64>]> = means.iter().map(Vec::as_slice).collect();
    sweep(vec![pace(&numbers)], figure, &means, error)
}

#[test]
fn two_cases_change_places_at_a_break_even() {
    let found = said(&[&[2.0, 4.0], &[4.0, 3.0]], Figure::CostPerReply, 0.1);
    let found = with_root(found, (1, 0), false, [16.2, 16.67, 17.1]);
    assert_eq!(
        sweep_sentences(&found, 0),
        ["Below 16.7 prospects a week (95 %: 16.2 to 17.1) a is cheaper per reply than b, above it b is."]
    );
    assert_eq!(headline(&found, 0), "Lowest cost per reply: a below 16.7 prospects a week, then b");
    let found = said(&[&[2.0, 4.0], &[4.0, 3.0]], Figure::Replies, 0.1);
    let found = with_root(found, (1, 0), false, [16.2, 16.67, 17.1]);
    assert_eq!(
        sweep_sentences(&found, 0),
        ["Below 16.7 prospects a week (95 %: 16.2 to 17.1) b gets more replies than a, above it a does."]
    );
    assert_eq!(headline(&found, 0), "Highest replies in time: b below 16.7 prospects a week, then a");
}

#[test]
fn what_can_only_be_whole_changes_at_whole_numbers() {
    let mut found = said(&[&[2.0, 4.0], &[4.0, 3.0]], Figure::CostPerReply, 0.1);
    found.varied[0].whole = true;
    let told = |at: [f64; 3]| sweep_sentences(&with_root(found.clone(), (1, 0), false, at), 0).remove(0);
    assert_eq!(
        told([16.2, 16.67, 16.9]),
        "Below 17 prospects a week a is cheaper per reply than b, from there on b is."
    );
    assert_eq!(
        told([15.2, 16.67, 17.1]),
        "Below 17 prospects a week (95 %: 16 to 18) a is cheaper per reply than b, from there on b is."
    );
    let found = with_root(found, (1, 0), false, [16.2, 16.67, 17.1]);
    assert_eq!(headline(&found, 0), "Lowest cost per reply: a below 17 prospects a week, then b");
    assert_eq!(turns(&found, 0)[0].at, "17 prospects a week");
}

#[test]
fn many_cases_are_not_named_one_by_one() {
    let cell = |winner: usize| -> Vec<f64> { (0..9).map(|case| if case == winner { 1.0 } else { 2.0 }).collect() };
    let means: Vec<Vec<f64>> = [0, 1].map(cell).to_vec();
    let means: Vec<&[f64]> = means.iter().map(Vec::as_slice).collect();
    let told = sweep_sentences(&said(&means, Figure::CostPerReply, 0.1), 0);
    assert!(told.contains(&"The other 7 cases are best at none of the values.".to_owned()), "{told:#?}");
}

#[test]
fn several_break_evens_are_all_named() {
    let found = said(&[&[2.0, 4.0], &[4.0, 3.0], &[3.0, 5.0]], Figure::CostPerReply, 0.1);
    let found = with_root(found, (1, 0), false, [16.0, 16.0, 16.0]);
    let found = with_root(found, (1, 0), true, [24.0, 25.0, 26.0]);
    assert_eq!(
        sweep_sentences(&found, 0),
        ["a is cheaper per reply than b up to the first of 16 prospects a week and 25.0 prospects a week \
          (95 %: 24.0 to 26.0); at each of these it changes."]
    );
}

#[test]
fn without_a_break_even_it_is_said_who_stays_ahead_and_where_that_is_open() {
    let of = |means: &[&[f64]], error| sweep_sentences(&said(means, Figure::CostPerReply, error), 0).join(" ");
    assert_eq!(of(&[&[4.0, 2.0], &[4.0, 3.0]], 0.1), "b is cheaper per reply than a over the whole range.");
    assert_eq!(
        of(&[&[4.0, 2.0], &[4.0, 3.0], &[4.0, 3.9]], 0.1),
        "b is cheaper per reply than a over the whole range but at 30 prospects a week, where the two cannot be told apart."
    );
    assert_eq!(
        of(&[&[4.0, 2.0], &[4.0, 3.9], &[4.0, 4.1]], 0.1),
        "b is cheaper per reply than a over the whole range but from 20 prospects a week to 30 prospects a week, where the \
         two cannot be told apart."
    );
    assert_eq!(of(&[&[4.0, 4.1], &[4.0, 3.9]], 0.1), "a and b cannot be told apart anywhere in the range.");
    assert_eq!(
        of(&[&[4.0, 4.1], &[4.0, 3.9], &[4.0, 4.1], &[4.0, 3.9], &[4.0, 3.0]], 0.1),
        "a and b cannot be told apart at 4 of 5 values."
    );
    assert_eq!(of(&[&[4.0, 4.0], &[5.0, 5.0]], 0.0), "a and b come to the same over the whole range.");
    assert_eq!(
        of(&[&[4.0, 2.0], &[4.0, 5.0]], 0.1),
        "Between 10 prospects a week and 20 prospects a week it changes which of a and b is cheaper per reply; where is not \
         known."
    );
}

#[test]
fn of_many_cases_those_that_are_best_are_spoken_of() {
    let found = said(&[&[2.0, 4.0, 3.0, 9.0], &[4.0, 3.0, 3.5, 9.0]], Figure::CostPerReply, 0.1);
    let found = with_root(found, (1, 0), false, [15.0, 16.0, 17.0]);
    let found = with_root(found, (2, 0), false, [13.0, 14.0, 15.0]);
    assert_eq!(
        sweep_sentences(&found, 0),
        [
            "Below 16.0 prospects a week (95 %: 15.0 to 17.0) a is cheaper per reply than b, above it b is.",
            "c and d are best at none of the values.",
            "Where other cases break even is in break_even.csv."
        ]
    );
    let found = said(&[&[2.0, 4.0, 3.0, 9.0], &[2.0, 3.0, 2.1, 9.0]], Figure::CostPerReply, 0.1);
    assert_eq!(
        sweep_sentences(&found, 0),
        [
            "a is cheaper per reply than every other case over the whole range; at 1 of 2 values another cannot be told apart \
          from it."
        ]
    );
}

#[test]
fn a_winner_that_luck_may_have_made_is_not_named() {
    let found = said(&[&[2.0, 2.1, 3.0, 9.0], &[2.0, 2.1, 3.0, 9.0]], Figure::CostPerReply, 0.1);
    assert_eq!(
        sweep_sentences(&found, 0),
        ["Which case is cheaper per reply than every other cannot be told anywhere in the range."]
    );
}

#[test]
fn over_two_paths_cells_are_counted() {
    let paths = || vec![pace(&[1.0, 2.0]), varied("weeks", "weeks", &[4.0, 8.0])];
    let means: [&[Option<f64>]; 4] =
        [&[SOME(1.0), SOME(2.0)], &[SOME(1.0), SOME(2.0)], &[SOME(1.0), SOME(0.9)], &[None, None]];
    let found = sweep(paths(), Figure::CostPerReply, &means, 0.1);
    assert_eq!(
        sweep_sentences(&found, 0),
        [
            "a is cheaper per reply than every other in 2 of 4 cells, b in 1.",
            "In 1 of them the best two cannot be told apart at 95 %."
        ]
    );
    assert_eq!(found.best(2, 0), Some(Best { case: 1, sure: false }));
    assert_eq!((found.best(3, 0), found.wins(0)), (None, vec![(2, 2), (1, 0)]));
    assert_eq!(found.place(2), "2 prospects a week, 4 weeks");
}

#[test]
fn amounts_in_different_currencies_are_not_compared() {
    let mut found = said(&[&[2.0, 4.0], &[4.0, 3.0]], Figure::CostPerReply, 0.1);
    found.currency = None;
    assert_eq!(sweep_sentences(&found, 0), ["Cases are in different currencies: compare them only within one."]);
    assert_eq!(found.best(0, 0), None);
    let mut replies = said(&[&[2.0, 4.0]], Figure::Replies, 0.1);
    replies.currency = None;
    assert_eq!(replies.best(0, 0), Some(Best { case: 1, sure: true }));
}

#[test]
fn one_case_is_told_from_its_lowest_to_its_highest() {
    let found = said(&[&[2.0], &[1.5], &[4.0]], Figure::CostPerReply, 0.1);
    assert_eq!(
        sweep_sentences(&found, 0),
        ["Cost per reply of a runs from 1.50 at 20 prospects a week to 4.00 at 30 prospects a week."]
    );
}

#[test]
fn a_figure_that_a_case_never_has_cannot_be_compared() {
    let means: [&[Option<f64>]; 2] = [&[SOME(1.0), None], &[SOME(1.0), None]];
    let found = sweep(vec![pace(&[1.0, 2.0])], Figure::CostPerReply, &means, 0.1);
    assert_eq!(sweep_sentences(&found, 0), ["a and b cannot be compared: b has no cost per reply."]);
}

#[test]
fn shares_are_told_in_per_cent() {
    let mut rate = varied("touch.t.reply_rate", "", &[0.05, 0.4]);
    rate.share = true;
    assert_eq!([at_value(&rate, 0.05), at_value(&rate, 0.123456)], ["5 %", "12.35 %"]);
    assert_eq!(at_value(&varied("segment.prospects.value_lift", "factor", &[0.2, 1.0]), 0.53), "×0.53");
    let means: [&[Option<f64>]; 2] = [&[SOME(1.0), SOME(2.0)], &[SOME(2.0), SOME(1.0)]];
    let found = with_root(sweep(vec![rate], Figure::CostPerReply, &means, 0.1), (1, 0), false, [0.1, 0.1234, 0.1468]);
    assert!(
        sweep_sentences(&found, 0)[0].starts_with("Below 12 % (95 %: 10 to 15) a is"),
        "{:?}",
        sweep_sentences(&found, 0)
    );
}

#[test]
fn of_many_pairs_the_first_six_are_spoken_of() {
    // Each cell has another winner: a, b, c, d, e, a, c, e. From one to the next, that is seven pairs.
    let cell = |winner: usize| -> Vec<f64> { (0..5).map(|case| if case == winner { 1.0 } else { 2.0 }).collect() };
    let means: Vec<Vec<f64>> = [0, 1, 2, 3, 4, 0, 2, 4].map(cell).to_vec();
    let means: Vec<&[f64]> = means.iter().map(Vec::as_slice).collect();
    let sentences = sweep_sentences(&said(&means, Figure::CostPerReply, 0.1), 0);
    assert_eq!(sentences.len(), 6, "{sentences:#?}");
    assert!(sentences[5].contains("which of a and c is cheaper"), "{}", sentences[5]);
}

#[test]
fn two_cases_that_never_have_the_figure_together_cannot_be_compared() {
    let found = sweep(vec![pace(&[10.0, 20.0])], Figure::CostPerReply, &[&[None, SOME(2.0)], &[SOME(3.0), None]], 0.1);
    assert_eq!(sweep_sentences(&found, 0), ["a and b cannot be compared: at no value do both have a cost per reply."]);
}
