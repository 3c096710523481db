use super::*;
use crate::figures::samples::*;
use crate::figures::{CaseFigures, Estimate, Figure};
use resvg::usvg;

fn drawn(name: &str, figures: &Figures) -> Vec<Chart> {
    charts(name, figures).unwrap()
}

/// The boxes of all lines of text in an SVG document.
pub(super) fn texts(svg: &str) -> Vec<(String, usvg::Rect)> {
    let options = usvg::Options { fontdb: font::database(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let nodes = tree.root().children().iter();
    nodes
        .filter_map(|node| match node {
            usvg::Node::Text(text) => {
                Some((text.chunks().iter().map(|chunk| chunk.text()).collect(), text.abs_bounding_box()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn charts_look_as_agreed() {
    let mut cases = four_plans().cases;
    cases.truncate(2);
    let mut what_if = case("premium-business", Some("No follow-ups"), 360.0, 90.0, 9.0, 12.0);
    set(&mut what_if, Figure::CostPerReply, None, None);
    set(&mut what_if, Figure::NoReplyProbability, Some(1.0), Some(0.0));
    what_if.estimates[Figure::CostPerReply.place()] = Estimate::default();
    cases.push(what_if);
    cases = cases.into_iter().zip([3000.0, 250.0, 0.0]).map(|(case, value)| with_outcomes(case, value)).collect();
    cases = cases.into_iter().map(with_seats).collect();
    let settings = || {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    for chart in drawn("spring-outreach", &figures(cases)) {
        settings().bind(|| insta::assert_snapshot!(chart.name, chart.svg));
    }
}

#[test]
fn the_chart_of_what_ranks_comes_first_and_each_title_speaks_of_what_is_drawn() {
    let ranked = |by: Figure| {
        let mut figures = four_plans();
        figures.cases = figures.cases.into_iter().map(|case| with_outcomes(case, 3000.0)).collect();
        figures.circumstances.iter_mut().for_each(|of| of.by = by);
        drawn("s", &figures)
    };
    for (by, first) in [
        (Figure::CostPerReply, "cost-per-reply"),
        (Figure::EffectiveCredits, "effective-credits"),
        (Figure::Lapsed, "credits"),
        (Figure::NetValue, "differences"),
    ] {
        let charts = ranked(by);
        assert_eq!(charts[0].name, first, "{}", by.name());
        let cost = charts.iter().find(|chart| chart.name == "cost-per-reply").expect("it is drawn");
        assert!(cost.finding.contains("per reply"), "{}: {}", by.name(), cost.finding);
        // Who is best by another figure is not told beside these.
        let column = texts(&cost.svg).iter().any(|(text, _)| text == "Best in");
        assert_eq!(column, by == Figure::CostPerReply, "{}", by.name());
    }
}

#[test]
fn the_plan_alone_is_told_from_all_costs() {
    let mut figures = four_plans();
    figures.cases.iter_mut().for_each(|case| set(case, Figure::Labour, Some(100.0), Some(1.0)));
    figures.circumstances.iter_mut().for_each(|of| of.by = Figure::NetValue);
    let charts = drawn("s", &figures);
    let cost = charts.iter().find(|chart| chart.name == "cost-per-reply").expect("it is drawn");
    assert!(
        cost.finding.contains("the plan alone") || cost.finding.contains("plan cost per reply"),
        "{}",
        cost.finding
    );
    assert!(texts(&cost.svg).iter().any(|(text, _)| text == "all plan costs ÷ all replies"));
}

#[test]
fn a_legend_names_further_outcomes_where_there_are_some() {
    let further = |outcomes: usize| {
        let mut one = with_outcomes(case("a", None, 80.0, 30.0, 8.0, 0.0), 1e3);
        one.by_outcome.truncate(outcomes);
        let charts = drawn("s", &figures(vec![one]));
        let chart = charts.iter().find(|chart| chart.name == "outcomes").expect("it is drawn");
        texts(&chart.svg).iter().any(|(text, _)| text == "further ones")
    };
    assert_eq!([further(1), further(2)], [false, true]);
}

#[test]
fn the_same_figures_give_the_same_bytes_on_any_thread() {
    let figures = four_plans();
    let with_pictures = || {
        let charts = drawn("s", &figures);
        assert!(charts.iter().all(|chart| chart.png().is_ok()));
        charts
    };
    let first = with_pictures();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(with_pictures)).collect();
        for thread in threads {
            assert!(thread.join().unwrap() == first);
        }
    });
}

#[test]
fn pictures_are_twice_as_large() {
    for chart in drawn("s", &four_plans()) {
        let png = chart.png().expect("a chart has a picture");
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        let size = format!("<svg width=\"{}\" height=\"{}\"", number(16) / 2, number(20) / 2);
        assert!(chart.svg.starts_with(&size), "{size}");
        let place = png.windows(4).position(|name| name == b"pHYs").expect("it says how large a pixel is");
        // 200 pixels an inch, in pixels a metre: 10 inches in a document or on a slide.
        assert_eq!([number(place + 4), number(place + 8)], [7874; 2]);
        assert_eq!(png[place + 12], 1, "the unit is a metre");
    }
}

#[test]
fn nothing_is_cut_off_and_no_text_lies_on_another() {
    for (kind, figures) in strains() {
        for chart in drawn("a scenario", &figures) {
            let texts = texts(&chart.svg);
            assert!(texts.len() > 5);
            for (place, (text, frame)) in texts.iter().enumerate() {
                let (left, right) = (style::MARGIN as f32 - 2.0, (style::WIDTH - style::MARGIN) as f32 + 2.0);
                assert!(frame.left() >= left && frame.right() <= right, "{kind}, {}: {text} is cut off", chart.name);
                for (other, beside) in &texts[place + 1..] {
                    let apart = frame.right() <= beside.left()
                        || beside.right() <= frame.left()
                        || frame.bottom() <= beside.top()
                        || beside.bottom() <= frame.top();
                    assert!(apart, "{kind}, {}: {text} lies on {other}", chart.name);
                }
            }
        }
    }
}

#[test]
fn charts_that_would_show_nothing_are_not_drawn() {
    let names = |figures: &Figures| -> Vec<&str> { drawn("s", figures).iter().map(|chart| chart.name).collect() };
    let of_cases = ["credits", "differences", "trade-off"];
    let needed = |figures: &Figures| of_cases.map(|name| names(figures).contains(&name));
    assert_eq!(needed(&four_plans()), [true; 3]);
    assert_eq!(needed(&figures(four_plans().cases.split_off(3))), [true, false, false]);
    assert_eq!(needed(&figures(vec![empty("a", None), empty("b", None)])), [false; 3]);
    let mut mixed = four_plans().cases;
    mixed[3].currency = "EUR".to_owned();
    assert_eq!(needed(&figures(mixed)), [true, true, false]);
    let same = vec![case("a", None, 5.0, 30.0, 8.0, 0.0), case("b", None, 5.0, 30.0, 9.0, 0.0)];
    assert_eq!(needed(&figures(same)), [true, true, false]);
}

#[test]
fn of_many_cases_the_first_are_shown_and_the_title_says_so() {
    let cases: Vec<CaseFigures> =
        (1..=30).map(|place| case(&format!("plan-{place}."), None, f64::from(place), 30.0, 8.0, 1.0)).collect();
    for chart in drawn("s", &figures(cases)) {
        assert!(chart.finding.ends_with(" (the first 24 of 30 cases)"), "{}", chart.finding);
        assert!(chart.svg.contains("plan-24.") && !chart.svg.contains("plan-25."), "{}", chart.name);
    }
}

#[test]
fn cases_without_figures_are_drawn_in_any_number() {
    assert_eq!(charts("s", &Figures::default()), Ok(Vec::new()));
    for count in [1, 2, 24] {
        let mut cases = vec![empty("plan", None); count];
        drawn("s", &figures(cases.clone()));
        cases.iter_mut().for_each(|case| case.estimates.clear());
        drawn("s", &Figures { trials: 1, cases, ..Figures::default() });
    }
}

#[test]
fn text_of_the_scenario_cannot_break_the_document() {
    let cases = vec![case("a<b>", None, 1.0, 1.0, 1.0, 0.0), case("a<b>", Some("\"&\u{1}'\n"), 1.0, 1.0, 1.0, 0.0)];
    for chart in drawn("<script>\u{0}&amp;", &figures(cases)) {
        assert!(!chart.svg.contains("<b>") && !chart.svg.contains("<script>"));
        assert!(chart.svg.contains("a&lt;b&gt;") && chart.svg.contains("&lt;script&gt; &amp;amp;"));
    }
}

#[test]
fn text_stands_right_in_programs_that_know_little_of_svg() {
    for chart in drawn("87\u{202f}% of 20\u{202f}000", &four_plans()) {
        // Some do not heed a shift, and some draw a box for a narrow space.
        assert!(!chart.svg.contains(" dy=\""), "{}", chart.name);
        let drawn = chart.svg.split_once("</desc>").unwrap().1;
        assert!(!drawn.contains('\u{202f}') && drawn.contains("87\u{a0}% of 20\u{a0}000"), "{}", chart.name);
    }
}

#[test]
fn the_finding_can_be_read_without_seeing_the_chart() {
    for chart in drawn("s", &four_plans()) {
        let head: Vec<&str> = chart.svg.lines().take(3).collect();
        assert!(head[0].ends_with(" role=\"img\">"));
        assert_eq!(head[1], format!("<title>{}</title>", chart.finding));
        assert!(head[2].starts_with("<desc>") && head[2].ends_with("</desc>"));
        assert!(
            chart.svg.contains("font-family=\"Inter, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif\"")
        );
    }
}
