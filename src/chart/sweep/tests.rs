use super::*;
use crate::study::sweep::Varied;
use crate::study::sweep::samples::{pace, sweep, varied, with_root};

/// Four cases over three values, one of which has no figure at the first.
fn over_one_path() -> Sweep {
    let means: [&[Option<f64>]; 3] = [
        &[Some(9.0), Some(6.0), None, Some(20.0)],
        &[Some(7.0), Some(6.5), Some(12.0), Some(21.0)],
        &[Some(5.0), Some(7.0), Some(9.0), Some(22.0)],
    ];
    let found = sweep(vec![pace(&[10.0, 20.0, 40.0])], Figure::CostPerReply, &means, 0.2);
    with_root(with_root(found, (1, 0), true, [22.0, 25.0, 28.0]), (2, 1), false, [37.0, 38.0, 39.0])
}

/// Two cases over two paths, of which one is known in per cent.
fn over_two_paths() -> Sweep {
    let rate = Varied { share: true, ..varied("touch.t.reply_rate", "", &[0.1, 0.2, 0.35]) };
    let means: [&[Option<f64>]; 6] = [
        &[Some(9.0), Some(6.0)],
        &[Some(7.0), Some(6.8)],
        &[Some(5.0), Some(6.0)],
        &[Some(60.0), Some(50.0)],
        &[Some(7.0), Some(8.0)],
        &[None, None],
    ];
    sweep(vec![pace(&[10.0, 20.0]), rate], Figure::CostPerReply, &means, 0.2)
}

/// The same figure where the values are words.
fn over_words() -> Sweep {
    let words = ["\"10% to 25%\"", "{ alpha = 2, beta = 8 }"].map(|text| (text.to_owned(), None)).to_vec();
    let path = Varied { values: words, ..varied("touch.t.reply_rate", "", &[]) };
    let means: [&[Option<f64>]; 2] = [&[Some(9.0), Some(6.0)], &[Some(7.0), None]];
    sweep(vec![path], Figure::CostPerReply, &means, 0.2)
}

fn assert_golden(name: &str, svg: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, svg));
}

#[test]
fn charts_are_as_they_were() {
    for (name, sweep) in [("lines", over_one_path()), ("maps", over_two_paths()), ("dots", over_words())] {
        let drawn = sweep_charts(&sweep).expect("it can be drawn");
        let names: Vec<&str> = drawn.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, sweep_names(&sweep), "{name}");
        for (file, chart) in drawn {
            assert_golden(&format!("{file}-{name}"), &chart.svg);
        }
    }
}

#[test]
fn three_paths_and_figures_that_nobody_has_have_no_chart() {
    let paths = || vec![pace(&[1.0, 2.0]), pace(&[1.0, 2.0]), pace(&[1.0, 2.0])];
    let means: Vec<&[Option<f64>]> = vec![&[Some(1.0)]; 8];
    assert_eq!(sweep_charts(&sweep(paths(), Figure::CostPerReply, &means, 0.1)).expect("nothing is drawn"), []);
    let means: Vec<&[Option<f64>]> = vec![&[None, None]; 2];
    let nothing = sweep(vec![pace(&[1.0, 2.0])], Figure::CostPerReply, &means, 0.1);
    assert_eq!(sweep_charts(&nothing).expect("nothing is drawn"), []);
}

#[test]
fn extreme_figures_can_be_drawn() {
    for mean in [0.0, 1e-12, 1e15, -5.0] {
        let means: [&[Option<f64>]; 2] = [&[Some(mean), Some(0.0)], &[Some(mean), Some(0.0)]];
        let paths = [vec![pace(&[1.0, 2.0])], vec![pace(&[1.0, 2.0]), pace(&[1.0])]];
        for path in paths {
            let sweep = sweep(path, Figure::CostPerReply, &means, 0.0);
            assert!(!sweep_charts(&sweep).expect("it can be drawn").is_empty(), "{mean}");
            dots::draw(&sweep, 0).expect("it can be drawn");
        }
    }
}
