//! Records of first letters and their follow-ups, played as the engine plays them: the earliest answer ends a sequence, and may
//! be one to any touch that went out before.

use inmail_sim::domain::delay::Delay;
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::calibration::{Calibration, TouchRecord, calibrate};
use inmail_sim::record::contact::{Contact, Undated};
use jiff::ToSpan;
use rand::RngExt;
use rand::rngs::StdRng;

use super::held::{self, Held, Truth};
use super::records::{START, at};
use super::usual;

/// Days over which first letters go out; the record ends with the last of them.
const DAYS: usize = 60;

/// A sequence that a number of people go through.
struct Sequence {
    people: usize,
    /// The touches with their rates.
    touches: Vec<(&'static str, f64)>,
    delay: Delay,
}

/// What is known in the end, and the answers still to come to each place of the sequence.
fn played(sequence: &Sequence, rng: &mut StdRng) -> (Vec<Contact>, Vec<u64>) {
    let end = DAYS as f64;
    let (mut contacts, mut to_come) = (Vec::new(), vec![0; sequence.touches.len()]);
    for person in 0..sequence.people {
        let mut sent = (person * DAYS / sequence.people) as f64 + 0.375 + rng.random::<f64>() / 3.0;
        let (mut went_out, mut answer): (Vec<f64>, Option<(f64, usize)>) = (Vec::new(), None);
        for (place, (_, rate)) in sequence.touches.iter().enumerate() {
            if sent >= end || answer.is_some_and(|(answer, _)| answer <= sent) {
                break;
            }
            went_out.push(sent);
            let (is_drawn, after) = (rng.random::<f64>() < *rate, sequence.delay.quantile(rng.random()));
            if is_drawn && answer.is_none_or(|(answer, _)| sent + after < answer) {
                answer = Some((sent + after, place));
            }
            sent += 5.0 + 2.0 * rng.random::<f64>();
        }
        let known = answer.filter(|(answer, _)| *answer < end);
        if let (Some((_, place)), None) = (answer, known) {
            to_come[place] += 1;
        }
        for (place, &sent) in went_out.iter().enumerate() {
            let beside = |place: Option<usize>| place.and_then(|place| went_out.get(place)).map(|&sent| at(sent));
            let next = beside(Some(place + 1));
            contacts.push(Contact {
                touch: sequence.touches[place].0.into(),
                segment: String::new(),
                person: Some(person as u32),
                sent: at(sent),
                replied: known.filter(|_| next.is_none()).map(|(answer, _)| at(answer)),
                accepted: None,
                after: beside(place.checked_sub(1)),
                followed: next,
                undated: Undated::default(),
                credit: None,
            });
        }
    }
    (contacts, to_come)
}

fn of<'c>(calibration: &'c Calibration, touch: &str) -> &'c TouchRecord {
    calibration.touches.iter().find(|record| record.touch == touch).expect("it went out")
}

/// The rate of each touch, the answers still to come to it, and the delay: those of this sequence, or about what is usual for it.
fn held(what: &str, sequence: &Sequence, truth: Option<Truth>, records: u64) -> Vec<Held> {
    let mut names: Vec<&str> = sequence.touches.iter().map(|(touch, _)| *touch).collect();
    names.dedup();
    held::held(what, records, |rng| {
        let drawn = truth.map(|truth| {
            let (first, delay) = truth.draw(rng);
            let later = truth.another(rng, first);
            let rates = std::iter::once(first).chain(std::iter::repeat(later));
            let touches = sequence.touches.iter().zip(rates).map(|((name, _), rate)| (*name, rate)).collect();
            Sequence { touches, delay, ..*sequence }
        });
        let sequence = drawn.as_ref().unwrap_or(sequence);
        let (contacts, to_come) = played(sequence, rng);
        let prior = truth.map_or(BetaRate::JEFFREYS, Truth::prior);
        let found = calibrate(&contacts, START + (DAYS as i64 - 1).days(), prior);
        let mut said = Vec::new();
        for name in &names {
            let touch = of(&found, name);
            let rate = sequence.touches.iter().find(|(touch, _)| touch == name).expect("it is there").1;
            said.push(held::rate(&format!("rate of {name}"), touch.all.rate, rate));
            let places = sequence.touches.iter().zip(&to_come).filter(|((touch, _), _)| touch == name);
            said.push(held::to_come(touch, places.map(|(_, come)| come).sum()));
        }
        said.extend(held::delays(of(&found, names[0]), &sequence.delay));
        said
    })
}

fn letters(people: usize, follow_ups: usize, delay: Delay) -> Sequence {
    let touches = [("inmail", 0.18), ("follow-up", 0.08), ("follow-up", 0.08), ("follow-up", 0.08)];
    Sequence { people, touches: touches[..=follow_ups].to_vec(), delay }
}

/// Of 100 intervals that hold the truth in 90 % of records, fewer than 79 do by a chance of less than 1 in 2 000. If an answer
/// after a follow-up counts for that alone, 55 to 70 do, and its rate is told a third too high.
#[test]
fn a_late_answer_to_a_letter_does_not_count_for_its_follow_up() {
    let sequence = letters(200, 1, Delay::lognormal(2.0, 9.0).expect("a delay"));
    let held = held("one follow-up", &sequence, None, 100);
    let follow_up = held.iter().find(|held| held.what == "rate of follow-up").expect("it went out");
    assert!(follow_up.share() >= 0.79, "{}", follow_up.share());
    assert!(follow_up.bias().abs() < 0.15, "{}", follow_up.bias());
}

/// The study behind the figures of `docs/own-record.md`: `cargo test --release linked -- --ignored --nocapture`.
#[test]
#[ignore = "it takes minutes"]
fn how_often_intervals_hold() {
    let two_to_nine = || Delay::lognormal(2.0, 9.0).expect("a delay");
    for (what, sequence) in [
        ("one follow-up, usual delay", letters(200, 1, usual())),
        ("one follow-up", letters(200, 1, two_to_nine())),
        ("two follow-ups", letters(200, 2, two_to_nine())),
        ("three follow-ups", letters(200, 3, two_to_nine())),
        ("40 people", letters(40, 1, two_to_nine())),
        ("40 people, slow", letters(40, 0, Delay::lognormal(14.0, 50.0).expect("a delay"))),
    ] {
        held(what, &sequence, None, 500);
    }
    for (what, sequence) in [
        ("one touch, drawn", letters(200, 0, usual())),
        ("one follow-up, drawn", letters(200, 1, usual())),
        ("two follow-ups, drawn", letters(200, 2, usual())),
        ("20 people, drawn", letters(20, 0, usual())),
        ("60 people, drawn", letters(60, 1, usual())),
    ] {
        held(what, &sequence, Some(Truth::Expected), 1_000);
    }
}
