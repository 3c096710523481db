//! The verdict against differences computed campaign by campaign, and its exact words.

use super::*;
use crate::domain::case::CaseName;
use crate::domain::count::{Count, TrialCounts};
use crate::domain::quantity::Money;
use crate::domain::ranking::Circumstance;
use crate::domain::tally::{Shape, Tally};
use crate::domain::terms::Terms;
use crate::figures::SegmentFigures;
use crate::figures::number::measured;
use crate::figures::{parts, single};

/// Cases that cost so much, with these replies in every trial.
fn figures(cases: &[(&str, f64, &[u64])]) -> Figures {
    let terms = |cost| Terms { cost: Money::new(cost).unwrap(), granted: 10, grant_days: 1, ..Terms::default() };
    let circumstances = Circumstance::of_all(cases.len());
    let shapes = cases.iter().map(|&(_, cost, _)| Shape { terms: terms(cost), weeks: 4, ..Shape::default() });
    let mut tally = Tally::new(shapes, &circumstances);
    for trial in 0..cases[0].2.len() {
        let counts = cases.iter().map(|(_, _, replies)| {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies[trial];
            counted
        });
        tally.add(trial as u64, &counts.collect::<Vec<_>>(), &circumstances);
    }
    let mut most = TrialCounts::default();
    most[Count::RepliesSettled] = cases.iter().flat_map(|(.., replies)| replies.iter().copied()).max().unwrap_or(0);
    let figures = cases.iter().zip(&tally.cases).map(|((name, ..), counted)| CaseFigures {
        name: CaseName { plan: (*name).into(), ..CaseName::default() },
        weeks: 4,
        days: 28,
        currency: "USD".into(),
        has_foreign_prices: false,
        plans: Vec::new(),
        estimates: Figure::ALL.map(|figure| single::single(figure, counted).estimate).into(),
        against_first: None,
        start: jiff::civil::date(2026, 3, 2),
        charges: Vec::new(),
        plan_weeks: Vec::new(),
        by_week: Vec::new(),
        by_touch: Vec::new(),
        by_segment: Vec::new(),
        held_up: Default::default(),
        by_outcome: Vec::new(),
        by_seat: Vec::new(),
        ranked: single::mean_of(Figure::CostPerReply, counted, &most),
        loses: None,
        has_pace: true,
        first_short_week: parts::first_short_week(counted),
    });
    Figures { trials: tally.trials, cases: figures.collect(), circumstances, ..Figures::default() }
}

fn finding(figures: &Figures) -> Finding {
    Verdict::new(figures).circumstances.remove(0).finding
}

fn said(figures: &Figures) -> String {
    Verdict::new(figures).sentences().join(" ").replace(['\u{a0}', '\u{202f}'], " ")
}

/// 1.96 standard errors of the difference between two ratios of means, from the values of every trial.
fn naive_error(one: (f64, &[u64]), other: (f64, &[u64])) -> f64 {
    let owed = |(cost, replies): (f64, &[u64])| -> Vec<f64> {
        let mean = replies.iter().sum::<u64>() as f64 / replies.len() as f64;
        replies.iter().map(|&replies| (cost - cost / mean * replies as f64) / mean).collect()
    };
    let each: Vec<f64> = owed(one).iter().zip(owed(other)).map(|(one, other)| one - other).collect();
    let n = each.len() as f64;
    1.96 * (each.iter().map(|value| value * value).sum::<f64>() / (n - 1.0) / n).sqrt()
}

#[test]
fn a_mean_that_few_simulations_make_is_told_as_such() {
    // A fifth of the simulations has all the replies of `a`: 20.2 on average, against 10.
    let rare: Vec<u64> = (0..400).map(|trial| if trial % 5 == 0 { 97 } else { 1 }).collect();
    let told = said(&figures(&[("a", 100.0, &rare), ("b", 100.0, &[10; 400])]));
    assert!(
        told.contains("It is the best on average, and in 20 of 100 simulations; b is in 80 of 100 simulations."),
        "{told}"
    );
    // Where each circumstance has one sentence, it is in it.
    let mut several = figures(&[("a", 100.0, &rare), ("b", 100.0, &[10; 400]), ("c", 100.0, &[10; 400])]);
    several.circumstances = [0..2, 2..3].map(|cases| Circumstance { cases, by: Figure::CostPerReply }).into();
    let told = said(&several);
    assert!(told.contains("; it is the best in 20 of 100 simulations, and b in 40 of 100 simulations"), "{told}");
    // A few simulations more are luck.
    let even: Vec<u64> = (0..400).map(|trial| if trial % 20 < 9 { 97 } else { 1 }).collect();
    let told = said(&figures(&[("a", 100.0, &even), ("b", 100.0, &[10; 400])]));
    assert!(told.contains("It is the best in 45 of 100 simulations, on the same luck."), "{told}");
    let told = said(&figures(&[("a", 100.0, &[20; 400]), ("b", 100.0, &[10; 400])]));
    assert!(told.contains("It is the best in ") && !told.contains("on average"), "{told}");
}

#[test]
fn who_is_not_written_to_and_what_is_lost_is_told_of_the_best() {
    let mut figures = figures(&[("a", 100.0, &[3, 1])]);
    let set = |figures: &mut Figures, started: f64, short: f64| {
        let estimates = &mut figures.cases[0].estimates;
        estimates[Figure::Started.place()] = Estimate::constant(started);
        estimates[Figure::Shortfall.place()] = Estimate::constant(short);
    };
    set(&mut figures, 724.0, 2396.0);
    assert!(
        said(&figures).contains("; 724 of the 3120 people that the pace asks for are written to"),
        "{}",
        said(&figures)
    );
    set(&mut figures, 3000.0, 120.0);
    assert!(!said(&figures).contains("asks for"), "hardly anybody is left");
    figures.cases[0].loses = Some(0.58);
    assert!(!said(&figures).contains("it loses"), "what is left does not rank");
    figures.circumstances[0].by = Figure::NetValue;
    assert!(said(&figures).contains("; it loses money in 58 of 100 simulations"), "{}", said(&figures));
}

#[test]
fn the_error_between_any_two_cases_is_paired() {
    let (a, b): (&[u64], &[u64]) = (&[4, 6, 2, 8, 5], &[5, 7, 3, 9, 7]);
    let figures = figures(&[("first", 900.0, &[1, 2, 9, 1, 3]), ("a", 60.0, a), ("b", 60.0, b)]);
    let Finding::Best { best, next, difference, error, alike, trials_needed, .. } = finding(&figures) else {
        panic!("one is cheapest")
    };
    assert_eq!((best.case.plan.as_str(), next.case.plan.as_str(), alike, trials_needed), ("b", "a", 0, None));
    assert!((difference - (12.0 - 60.0 / 6.2)).abs() < 1e-12, "{difference}");
    let expected = naive_error((60.0, a), (60.0, b));
    assert!(error.is_some_and(|error| (error - expected).abs() < 1e-12), "{error:?} {expected}");
    // By themselves the two overlap widely.
    assert!(figures.cases[1].estimate(Figure::CostPerReply).se.is_some_and(|se| se > difference / 2.0));
}

#[test]
fn the_cheapest_is_told_with_its_lead_and_how_often_it_is_best() {
    let figures = figures(&[("a", 60.0, &[3, 3, 3, 3]), ("b", 60.0, &[6, 5, 6, 2])]);
    assert_eq!(
        said(&figures),
        "b is the cheapest per reply: 12.6 USD, 7.4 USD less than a (20.0 USD). It is the best in 75 of 100 simulations, on the same luck. With b that is 4.75 replies for 60.0 USD in \
         4 weeks; it uses every credit."
    );
}

#[test]
fn what_cannot_be_told_apart_is_told_with_what_would_tell() {
    let figures = figures(&[("a", 60.0, &[3, 5, 4, 4]), ("b", 60.0, &[5, 3, 4, 5]), ("c", 60.0, &[4, 4, 4, 4])]);
    let Finding::Best { difference, error: Some(error), alike, trials_needed, .. } = finding(&figures) else {
        panic!("one is cheapest")
    };
    assert_eq!(alike, 2);
    let exact = 4.0 * (error / difference).powi(2);
    assert!(trials_needed.is_some_and(|needed| needed as f64 >= exact && needed as f64 <= exact * 1.1 + 1.0));
    assert_eq!(
        said(&figures),
        "b (14.1 USD) and a (15.0 USD) are as good as equal in cost per reply, and so is 1 more case. After 4 \
         simulations a case they differ by 0.9 ± 5.9 USD: if that is the difference, it takes about 180 simulations to \
         tell. b is the best in 58 of 100 simulations, a in 33. With b that is 4.25 replies for 60.0 USD in 4 weeks; it \
         uses every credit."
    );
}

#[test]
fn what_cannot_be_told_apart_is_named_although_another_is_closer() {
    let figures = figures(&[("a", 60.0, &[4, 6, 3, 5]), ("b", 60.0, &[6, 5, 6, 2]), ("c", 61.0, &[6, 5, 6, 2])]);
    let Finding::Best { best, next, alike, trials_needed, .. } = finding(&figures) else { panic!("one is cheapest") };
    assert_eq!((best.case.plan.as_str(), next.case.plan.as_str(), alike), ("b", "a", 1));
    assert!(trials_needed.is_some());
}

#[test]
fn what_is_the_same_is_said_to_be() {
    let often = [3, 5].repeat(1_000);
    let same = figures(&[("a", 60.0, &often), ("b", 60.0, &often)]);
    // They may differ in 3.69 of 2000, and then by 18.75: one without a reply, the other with the most.
    assert_eq!(
        said(&same),
        "a and b are equal in all of 2000 simulations a case: 15.0 USD with both (cost per reply). So on average they \
         differ by no more than 0.0346 USD (95 % sure). With a that is 4.00 replies for 60.0 USD in 4 weeks; it uses \
         every credit."
    );
    let few = figures(&[("a", 60.0, &[3, 5, 3, 5]), ("b", 60.0, &[3, 5, 3, 5])]);
    assert!(
        said(&few).contains("(cost per reply). Rare simulations may still set them apart: more of them tell. With a")
    );
    let one = figures(&[("a", 60.0, &[3]), ("b", 60.0, &[5])]);
    assert!(said(&one).contains("so few simulations cannot say how sure that is."), "{}", said(&one));
}

#[test]
fn without_replies_or_rivals_there_is_no_race() {
    assert_eq!(
        said(&figures(&[("a", 60.0, &[0, 0]), ("b", 60.0, &[0, 0])])),
        "No case gets a reply in any simulation, so a reply has no price."
    );
    assert_eq!(said(&figures(&[("a", 60.0, &[0, 0])])), "No simulation gets a reply, so a reply has no price.");
    assert_eq!(
        said(&figures(&[("a", 60.0, &[0, 0]), ("b", 60.0, &[3, 1])])),
        "Only b gets replies, at 30.0 USD each. That is 2.00 replies for 60.0 USD in 4 weeks; it uses every credit."
    );
    assert_eq!(
        said(&figures(&[("a", 60.0, &[3, 3, 3])])),
        "a costs 20.0 USD a reply. That is 3.00 replies for 60.0 USD in 4 weeks; it uses every credit."
    );
    assert!(
        said(&figures(&[("a", 60.0, &[3, 0, 3])]))
            .starts_with("a costs 30.0 USD a reply; 33 of 100 simulations end without a reply")
    );
    let mut two = figures(&[("a", 60.0, &[3, 1]), ("b", 60.0, &[3, 1])]);
    two.cases[1].currency = "EUR".into();
    let none = "The cases are in different currencies: nothing is converted, so none is called best.";
    assert_eq!(said(&two), none);
    two.cases[1].currency = "USD".into();
    assert_ne!(said(&two), none);
    two.cases[1].has_foreign_prices = true;
    assert_eq!(said(&two), none);
}

#[test]
fn plans_that_are_paid_for_after_the_list_is_through_are_told_with_what_would_do() {
    let day = |month, day| jiff::civil::date(2026, month, day);
    let list = |prospects, through| SegmentFigures {
        segment: "list".into(),
        prospects,
        started: Some(20.0),
        replied: None,
        through_probability: Some(1.0),
        through: [Some(day(3, 9)), Some(day(3, 16)), through],
    };
    let through = |through: Option<_>, more: Option<SegmentFigures>, charges: &[(jiff::civil::Date, f64)]| {
        let mut figures = figures(&[("a", 180.0, &[3, 1])]);
        figures.cases[0].by_segment = [Some(list(Some(20), through)), more].into_iter().flatten().collect();
        figures.cases[0].charges = charges.to_vec();
        Verdict::new(&figures).paid_on_note().map(|note| note.replace('\u{a0}', " "))
    };
    let charges = [(day(3, 2), 60.0), (day(4, 2), 60.0), (day(5, 2), 60.0)];
    let said = |through: &str, months: u32| {
        format!(
            "The list is through before the end, and what is paid after that counts in these figures: in 95 of 100 \
             simulations with a by {through}, and 60 of 180 USD go on 1 more month. To end there: --set \
             months={months}."
        )
    };
    // The charge of the last day counts, and so does one on the very day.
    assert_eq!(through(Some(day(5, 1)), None, &charges), Some(said("2026-05-01", 2)));
    assert_eq!(through(Some(day(4, 2)), None, &charges), Some(said("2026-04-02", 2)));
    // Where no whole month lies between the two, the last day is told.
    let other = [(day(3, 2), 60.0), (day(3, 20), 60.0), (day(4, 20), 60.0)];
    let told = through(Some(day(4, 10)), None, &other);
    assert!(told.as_ref().is_some_and(|told| told.ends_with("To end there: --set until=2026-04-19.")), "{told:?}");
    let told = through(Some(day(4, 1)), None, &other);
    assert!(told.as_ref().is_some_and(|told| told.ends_with("To end there: --set months=1.")), "{told:?}");
    assert_eq!(through(Some(day(5, 2)), None, &charges), None);
    assert_eq!(through(None, None, &charges), None, "it may take to the end");
    assert_eq!(through(Some(day(5, 1)), Some(list(None, None)), &charges), None, "others are written to as well");
    assert_eq!(through(Some(day(5, 1)), None, &[]), None, "nobody can stop paying");
}

#[test]
fn prices_of_another_currency_are_told_of_with_the_verdict() {
    let mut figures = figures(&[("a", 60.0, &[3, 1])]);
    let plan = |id: &str, doubt: &str, is_foreign| PlanFigures {
        id: id.into(),
        name: id.to_uppercase(),
        people: 1,
        price: 60.0,
        doubt: Some(doubt.into()),
        is_foreign,
        price_key: "price_per_month_annual",
    };
    figures.cases[0].plans = vec![plan("a", "known in US dollars", true), plan("b", "known in US dollars", true)];
    assert_eq!(
        Verdict::new(&figures).prices_note().as_deref(),
        Some(
            "Prices a month are known in US dollars: A 60, B 60. State what you pay: --set \
             plan.a.price_per_month_annual=…."
        )
    );
    figures.cases[0].plans = vec![plan("a", "no list price", false), plan("b", "a guess", false)];
    assert_eq!(
        Verdict::new(&figures).prices_note().as_deref(),
        Some(
            "Prices a month are no list price: A 60. Prices a month are a guess: B 60. State what you pay: --set \
             plan.a.price_per_month_annual=…, or take another rulebook, such as --rulebook linkedin-help-2026."
        )
    );
}

#[test]
fn a_warning_needs_more_than_one_campaign_in_ten() {
    let mut figures = figures(&[("a", 60.0, &[3, 1]), ("b", 60.0, &[3, 1])]);
    for (case, share) in figures.cases.iter_mut().zip([0.1, 0.11]) {
        case.estimates[Figure::StockoutProbability.place()].mean = Some(share);
        case.first_short_week = Some(3);
    }
    let shortages: Vec<String> = Verdict::new(&figures).shortages.iter().map(Shortage::sentence).collect();
    assert_eq!(shortages, ["b runs out of credits in 11 of 100 simulations, half of these by week 3"]);
}

#[test]
fn errors_have_two_digits_and_values_as_many_decimals() {
    let cases = [
        ((1.2345, 0.0213), ("1.234", "0.021")),
        ((1234.5, 87.0), ("1234", "87")),
        ((12.0, 1.96), ("12.0", "2.0")),
        ((12.0, 0.0), ("12.0", "0")),
    ];
    for ((value, error), (shown, its_error)) in cases {
        assert_eq!(measured(value, error), (shown.into(), its_error.into()));
    }
}

/// The same figures, of which the last so many are of a circumstance of their own.
fn with_circumstance(figures: Figures, cases: usize, by: Figure) -> Figures {
    let (all, split) = (figures.cases.len(), figures.cases.len() - cases);
    let circumstance = |cases| Circumstance { cases, by };
    let mut figures = Figures { circumstances: vec![circumstance(0..split), circumstance(split..all)], ..figures };
    figures.cases[split..].iter_mut().for_each(|case| case.name.circumstance = Some("heavy".into()));
    figures
}

#[test]
fn cases_are_ranked_within_their_circumstance_a_sentence_each() {
    let [few, six, many] = [3, 6, 30].map(|replies| vec![replies; 4_000]);
    let cases = [("a", 60.0, &few[..]), ("b", 60.0, &six), ("a", 60.0, &many), ("b", 90.0, &many)];
    let mut figures = with_circumstance(figures(&cases), 2, Figure::CostPerReply);
    figures.cases[0].name.base = Some("light".into());
    assert_eq!(
        said(&figures),
        "light: b is the cheapest per reply: 10.0 USD, 10.0 USD less than a (20.0 USD); that is 6.00 replies for 60.0 \
         USD in 4 weeks; it uses every credit. heavy: a is the cheapest per reply: 2.00 USD, 1.00 USD less than b (3.00 \
         USD); that is 30.0 replies for 60.0 USD in 4 weeks; it uses every credit."
    );
    assert_eq!(
        Verdict::new(&figures).title().replace('\u{a0}', " "),
        "Best by cost per reply: light: b, 10.0 USD; heavy: a, 2.00 USD"
    );
}

#[test]
fn what_a_choice_changes_is_told_against_the_best_without_it() {
    let [few, six, twelve] = [3, 6, 12].map(|replies| vec![replies; 4_000]);
    let cases = [("a", 60.0, &few[..]), ("b", 60.0, &six), ("a", 60.0, &twelve), ("b", 60.0, &six)];
    let mut figures = figures(&cases);
    figures.cases[2].name.choice = Some("better letters".into());
    figures.cases[3].name.choice = Some("on Mondays".into());
    let changes = Verdict::new(&figures).circumstances[0].changes_in_words().unwrap_or_default().replace('\u{a0}', " ");
    assert_eq!(
        changes,
        "What a choice changes, against 10.0 USD with b (cost per reply): “better letters (a)” 5.00 USD, 5.00 USD less; \
         “on Mondays” makes no difference."
    );
}

#[test]
fn cases_within_one_per_cent_are_as_good_as_equal_however_sure_the_difference_is() {
    let many = vec![100; 40_000];
    let cases = [("a", 60.0, &many[..]), ("b", 60.5, &many), ("c", 70.0, &many)];
    let found = said(&figures(&cases));
    assert!(found.starts_with("a (0.600 USD) and b (0.605 USD) are as good as equal in cost per reply."), "{found}");
    assert!(found.contains("They differ by less than 1 %, which does not matter."), "{found}");
}
