//! Figures made up for tests.

use super::{CaseFigures, Estimate, Figure, Figures, OutcomeFigures, Quantiles, SeatFigures, reported};
use crate::domain::case::CaseName;
use crate::domain::ranking::Circumstance;

/// A case without any figure.
pub(crate) fn empty(plan: &str, what_if: Option<&str>) -> CaseFigures {
    CaseFigures {
        name: CaseName { plan: plan.to_owned(), choice: what_if.map(str::to_owned), ..CaseName::default() },
        weeks: 26,
        days: 182,
        currency: "USD".to_owned(),
        has_foreign_prices: false,
        plans: Vec::new(),
        estimates: vec![Estimate::default(); Figure::ALL.len()],
        against_first: None,
        start: jiff::civil::date(2026, 3, 2),
        charges: Vec::new(),
        by_week: Vec::new(),
        plan_weeks: Vec::new(),
        by_touch: Vec::new(),
        by_segment: Vec::new(),
        held_up: Default::default(),
        by_outcome: Vec::new(),
        by_seat: Vec::new(),
        ranked: None,
        loses: None,
        has_pace: false,
        first_short_week: None,
    }
}

/// A case that costs `cost`, is granted `granted` credits, gets `refunded` back and loses `lost`.
pub(crate) fn case(
    plan: &str,
    what_if: Option<&str>,
    cost: f64,
    granted: f64,
    refunded: f64,
    lost: f64,
) -> CaseFigures {
    let mut case = empty(plan, what_if);
    let replies = 1.1 * refunded;
    let per_reply = cost / replies;
    let means = [
        (Figure::Cost, cost),
        (Figure::RepliesSettled, replies),
        (Figure::Granted, granted),
        (Figure::Refunded, refunded),
        (Figure::Lapsed, lost / 3.0),
        (Figure::Capped, lost / 1.5),
        (Figure::Closing, 0.08 * granted),
        (Figure::Spent, 0.92 * granted + refunded - lost),
        (Figure::EffectiveCredits, granted + refunded),
        (Figure::Multiplier, (granted + refunded) / granted),
        (Figure::CostPerReply, per_reply),
        (Figure::NoReplyProbability, 0.0),
        (Figure::BestProbability, 0.25),
    ];
    for (figure, mean) in means {
        set(&mut case, figure, Some(mean), Some(mean / 500.0));
    }
    case.estimates[Figure::CostPerReply.place()].quantiles =
        quantiles([0.6, 0.82, 1.01, 1.27, 1.9].map(|factor| Some(factor * per_reply)));
    case.estimates[Figure::Cost.place()].quantiles = quantiles([Some(cost); 5]);
    case.estimates[Figure::RepliesSettled.place()].quantiles =
        quantiles([0.4, 0.75, 0.98, 1.2, 1.6].map(|factor| Some((factor * replies).round())));
    case
}

/// A case whose replies lead to meetings and those to deals.
pub(crate) fn with_outcomes(mut case: CaseFigures, value: f64) -> CaseFigures {
    let replies = case.estimate(Figure::RepliesSettled).mean.unwrap_or(0.0);
    let estimate = |mean: f64| Estimate {
        mean: Some(mean),
        se: Some(mean / 500.0),
        quantiles: quantiles([0.0, 0.5, 1.0, 1.5, 2.2].map(|factor| Some((factor * mean).round()))),
    };
    let outcome = |id: &str, of: &str, share: f64, value: f64| OutcomeFigures {
        id: id.to_owned(),
        of: of.to_owned(),
        reached: estimate(replies * share),
        in_time: estimate(replies * share * 0.7),
        cost_each: estimate(2.0 / share),
        value,
    };
    case.by_outcome = vec![outcome("meeting", "reply", 0.3, 0.0), outcome("deal", "meeting", 0.04, value)];
    set(&mut case, Figure::Value, Some(value), Some(1.0));
    set(&mut case, Figure::NetValue, Some(value - 1000.0), Some(1.0));
    case
}

/// A case that two people with many letters and four with few work.
pub(crate) fn with_seats(mut case: CaseFigures) -> CaseFigures {
    let cost = case.estimate(Figure::Cost).mean.unwrap_or(0.0);
    let replies = case.estimate(Figure::RepliesSettled).mean.unwrap_or(0.0);
    let seat = |id: &str, count: u32, share: f64| SeatFigures {
        seat: id.to_owned(),
        count,
        plan: case.name.plan.clone(),
        cost: cost / 2.0,
        labour: Some(0.0),
        granted: 300.0 * share,
        refunded: Some(replies * share),
        spent: Some(320.0 * share),
        unused: Some(40.0 * share),
        started: Some(320.0 * share),
        replies: Some(replies * share),
        cost_per_reply: (replies > 0.0).then(|| cost / 2.0 / replies / share),
        stockout_probability: Some(share),
    };
    case.by_seat = vec![seat("heavy", 2, 0.8), seat("light", 4, 0.2)];
    case
}

/// Sets the mean of a figure and its standard error.
pub(crate) fn set(case: &mut CaseFigures, figure: Figure, mean: Option<f64>, se: Option<f64>) {
    let estimate = &mut case.estimates[figure.place()];
    (estimate.mean, estimate.se) = (mean, se);
}

/// Quantiles in ascending order.
pub(crate) fn quantiles([p05, p25, p50, p75, p95]: [Option<f64>; 5]) -> Quantiles {
    Quantiles { p05, p25, p50, p75, p95 }
}

/// The cases, each compared with the first.
pub(crate) fn figures(mut cases: Vec<CaseFigures>) -> Figures {
    let first = cases[0].estimates.clone();
    for case in cases.iter_mut().skip(1) {
        let difference = |(own, first): (&Estimate, &Estimate)| Estimate {
            mean: own.mean.zip(first.mean).map(|(own, first)| own - first),
            se: own.se.map(|se| se / 2.0),
            quantiles: match (own.quantiles, first.quantiles) {
                (Quantiles { p05: Some(low), .. }, Quantiles { p95: Some(high), p50: Some(middle), .. }) => {
                    let own = own.mean.unwrap_or(middle);
                    quantiles(
                        [low - high, (low - middle) / 2.0, own - middle, (high - middle) / 2.0, high - low].map(Some),
                    )
                }
                _ => Quantiles::default(),
            },
        };
        case.against_first = Some(case.estimates.iter().zip(&first).map(difference).collect());
    }
    let circumstances = Circumstance::of_all(cases.len());
    Figures { trials: 100_000, reported: reported(&[]), cases, circumstances, ..Figures::default() }
}

/// Four plans; of the last, some campaigns get no reply.
pub(crate) fn four_plans() -> Figures {
    let mut cases = vec![
        case("premium-career", None, 180.0, 30.0, 5.1, 0.4),
        case("premium-business", None, 360.0, 90.0, 14.9, 4.0),
        case("sales-navigator", None, 600.0, 300.0, 51.0, 0.0),
        case("recruiter-lite", None, 1020.0, 180.0, 29.0, 22.0),
    ];
    let careful = &mut cases[0];
    careful.estimates[Figure::CostPerReply.place()].quantiles =
        quantiles([Some(15.0), Some(22.5), Some(36.0), Some(60.0), None]);
    set(careful, Figure::NoReplyProbability, Some(0.062), Some(0.001));
    figures(cases)
}

/// Four plans, as they are and with `what_ifs`: cost rises and refunds fall from one to the next.
fn variants(what_ifs: &[&str]) -> Vec<CaseFigures> {
    let mut cases = Vec::new();
    for (place, what_if) in std::iter::once(None).chain(what_ifs.iter().copied().map(Some)).enumerate() {
        let step = place as f64;
        for (plan, cost) in
            [("premium-career", 1900.0), ("premium-business", 1300.0), ("sales-navigator", 640.0), ("lite", 1900.0)]
        {
            cases.push(case(plan, what_if, cost * (1.0 + 0.13 * step), 300.0, 60.0 - 6.0 * step, 10.0 * step));
        }
    }
    set(&mut cases[1], Figure::Opening, Some(40.0), None);
    set(&mut cases[1], Figure::Forfeited, Some(40.0), None);
    cases
}

/// Kinds of figures that strain a layout, each with a name.
pub(crate) fn strains() -> Vec<(&'static str, Figures)> {
    let what_ifs = ["Weekend sends", "Twice the pace", "Reply rates of last year, with a follow-up", "No follow-ups"];
    let grid = variants(&[&what_ifs[..], &["Warm up first"]].concat());
    let of_one_plan = grid.iter().filter(|case| case.name.plan == "sales-navigator").cloned().collect();

    let mut lacking = four_plans().cases;
    lacking[1] = empty("premium-business", None);
    set(&mut lacking[1], Figure::NoReplyProbability, Some(1.0), None);
    let rare = |cost, share, quantiles| {
        let mut case = case("rare", None, cost, 90.0, 3.0, 0.0);
        case.estimates[Figure::CostPerReply.place()].quantiles = quantiles;
        set(&mut case, Figure::NoReplyProbability, Some(share), None);
        case
    };
    lacking.push(rare(400.0, 0.81, quantiles([Some(90.0), None, None, None, None])));
    lacking.push(rare(40_000.0, 0.98, Quantiles::default()));
    lacking.push(case("free", None, 0.0, 90.0, 3.0, 0.0));

    let plan = "a-plan-whose-name-takes-all-of-the-sixty-characters-allowed!";
    let what_if = Some("A what-if <whose> name & \"takes\" all of the sixty characters");
    let mut long = vec![
        case(plan, None, 1e7, 3e6, 2e5, 1e6),
        case("short", None, 2e7, 3e6, 2e5, 1e3),
        case(plan, what_if, 3e9, 3e6, 1e5, 1e6),
        case("short", what_if, 1.9e7, 3e6, 3e5, 1e6),
    ];
    long.iter_mut().for_each(|case| case.currency = "₹".to_owned());
    let mut mixed = vec![long[0].clone(), long[2].clone()];
    mixed[1].currency = "CHF".to_owned();
    let mut wordless = vec![empty(&"w".repeat(60), Some(&"W".repeat(60))), case("", Some(""), 0.02, 1.0, 8.0, 0.0)];
    wordless[1].currency = "a currency of some length".to_owned();

    vec![
        ("one", figures(four_plans().cases.split_off(3))),
        ("four", four_plans()),
        ("twenty-four", figures(grid)),
        ("of-one-plan", figures(of_one_plan)),
        ("lacking", figures(lacking)),
        ("nothing", figures(vec![empty("premium-business", None), empty("none", None)])),
        ("nothing-in-one", figures(vec![empty("none", None)])),
        ("long", figures(long)),
        ("mixed", figures(mixed)),
        ("wordless", figures(wordless)),
        ("equal", figures(vec![case("a", None, 0.02, 30.0, 8.0, 0.0), case("b", None, 0.02, 30.0, 8.0, 0.0)])),
        (
            "outcomes",
            figures(vec![
                with_outcomes(case("a", None, 80.0, 30.0, 8.0, 0.0), 1e7),
                with_outcomes(case("b", None, 0.0, 0.0, 0.0, 0.0), 0.0),
            ]),
        ),
        ("seats", figures(vec![with_seats(case("a", None, 80.0, 30.0, 8.0, 0.0)), with_seats(empty("none", None))])),
    ]
}
