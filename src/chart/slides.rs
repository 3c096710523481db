//! The pictures of a chart for slides: 16:9, with few rows on each, the title and what heads the rows on every one.
//!
//! A chart that is drawn is cut where one of its rows ends and the next begins; the notes at its foot stay behind, since
//! nobody reads them on a slide.

use super::body::{Body, Part};
use super::pen::{Align, Pen};
use super::style::{MARGIN, NOTE, WIDTH};
use super::{Chart, ChartError, picture};

/// The most rows of a picture.
const ROWS: usize = 6;
/// A slide is so many parts wide and high, and one no smaller than this is wide enough for a chart.
const SHAPE: (i32, i32) = (16, 9);
const LEAST: i32 = 63;
/// The space below everything.
const BELOW: i32 = 24;

impl Chart {
    /// Its pictures for slides, one at least.
    pub fn slides(&self) -> Result<Vec<Chart>, ChartError> {
        let Body { parts, bottom, description, .. } = &self.body;
        let whole = [Part { from: 0, to: *bottom, heading: None, foot: None }];
        let parts = if parts.is_empty() { whole.as_slice() } else { parts };
        let chunks = self.body.chunks(parts);
        let slide = |(place, chunk): (usize, &&[Part])| {
            let (pen, height) = self.body.slide(parts, chunk, (place + 1, chunks.len()));
            let unit = LEAST.max((height + SHAPE.1 - 1) / SHAPE.1);
            let size = (SHAPE.0 * unit, SHAPE.1 * unit);
            let mut centred = Pen::default();
            pen.copy((0, height), ((size.0 - WIDTH) / 2, 0), &mut centred);
            picture::slide(self, description, size, &centred)
        };
        chunks.iter().enumerate().map(slide).collect()
    }
}

impl Body {
    /// The rows of each picture: as many as it has room for, six at most.
    fn chunks<'p>(&self, parts: &'p [Part]) -> Vec<&'p [Part]> {
        let room = SHAPE.1 * LEAST - self.around(parts) - BELOW;
        let height = |rows: &[Part]| {
            let more = [begun_before(rows), ended_after(rows)].into_iter().flatten();
            rows.iter().map(|part| part.to - part.from).sum::<i32>() + more.map(|(from, to)| to - from).sum::<i32>()
        };
        let (mut chunks, mut rest) = (Vec::new(), parts);
        while !rest.is_empty() {
            let most = rest.len().min(ROWS);
            let fits = (1..=most).rev().find(|&rows| height(&rest[..rows]) <= room).unwrap_or(1);
            let (chunk, others) = rest.split_at(fits);
            chunks.push(chunk);
            rest = others;
        }
        chunks
    }

    /// The height of what stands above and below the rows.
    fn around(&self, parts: &[Part]) -> i32 {
        let (first, last) = (parts[0].from, parts[parts.len() - 1].to);
        first + self.bottom - last
    }

    /// A picture with these of its rows, and its height.
    fn slide(&self, parts: &[Part], chunk: &[Part], (number, of): (usize, usize)) -> (Pen, i32) {
        let mut pen = Pen::default();
        let mut y = parts[0].from;
        self.pen.copy((0, y), (0, 0), &mut pen);
        let mut add = |from: i32, to: i32| {
            self.pen.copy((from, to), (0, y - from), &mut pen);
            y += to - from;
        };
        let rows = chunk.iter().map(|part| (part.from, part.to));
        let all = begun_before(chunk).into_iter().chain(rows).chain(ended_after(chunk));
        all.for_each(|(from, to)| add(from, to));
        add(parts[parts.len() - 1].to, self.bottom);
        if of > 1 {
            let baseline = (SHAPE.1 * LEAST - BELOW).max(y) + NOTE.em;
            pen.text(&format!("{number} of {of}"), NOTE, Align::Right, WIDTH - MARGIN, baseline);
            return (pen, baseline + BELOW - NOTE.em);
        }
        (pen, y + BELOW)
    }
}

/// The heading of a group that begins on a picture before.
fn begun_before(chunk: &[Part]) -> Option<(i32, i32)> {
    chunk.first().and_then(|first| first.heading.filter(|(from, _)| *from < first.from))
}

/// The foot of a group that ends on a picture after.
fn ended_after(chunk: &[Part]) -> Option<(i32, i32)> {
    chunk.last().and_then(|last| last.foot.filter(|(_, to)| *to > last.to))
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::super::{charts, charts_for_slides};
    use super::*;
    use crate::figures::samples::{case, figures};

    fn texts(svg: &str) -> Vec<String> {
        tests::texts(svg).into_iter().map(|(text, _)| text).collect()
    }

    /// So many cases of one plan and of another.
    fn many(cases: usize) -> crate::figures::Figures {
        let case = |place: usize| {
            let what_if = format!("what-if {}", place / 2);
            let plan = if place.is_multiple_of(2) { "plan-a" } else { "plan-b" };
            case(plan, (place > 1).then_some(what_if.as_str()), 60.0 + place as f64, 10.0, 5.0, 0.0)
        };
        figures((0..cases).map(case).collect())
    }

    #[test]
    fn every_row_is_on_one_picture_and_the_title_on_all() {
        for name in ["cost-per-reply", "effective-credits", "differences"] {
            let drawn = charts_for_slides("s", &many(14)).expect("it can be drawn");
            let chart = drawn.into_iter().find(|chart| chart.name == name).expect("it is drawn");
            let slides = chart.slides().expect("they can be drawn");
            assert!(slides.len() >= 3, "{name}: {}", slides.len());
            let rows = |chart: &Chart| {
                texts(&chart.svg).iter().filter(|text| ["plan-a", "plan-b"].contains(&text.as_str())).count()
            };
            assert!(slides.iter().all(|slide| (1..=ROWS).contains(&rows(slide))), "{name}");
            assert_eq!(slides.iter().map(rows).sum::<usize>(), rows(&chart), "{name}");
            let title = &texts(&chart.svg)[0];
            for (place, slide) in (1..).zip(&slides) {
                let texts = texts(&slide.svg);
                assert_eq!(&texts[0], title, "{name}");
                assert!(texts.contains(&format!("{place} of {}", slides.len())), "{name}: {texts:?}");
                // Each stands below the heading of its what-if.
                assert!(texts.iter().any(|text| text.starts_with("what-if") || text == "Base"), "{name}: {texts:?}");
            }
        }
    }

    #[test]
    fn pictures_are_as_wide_as_slides_and_what_stands_on_them_lies_inside() {
        for cases in [1, 3, 8, 24] {
            for chart in charts_for_slides("s", &many(cases)).expect("it can be drawn") {
                for slide in chart.slides().expect("they can be drawn") {
                    let number = |key: &str| {
                        let value =
                            slide.svg.split_once(&format!("{key}=\"")).and_then(|(_, rest)| rest.split_once('"'));
                        value.and_then(|(value, _)| value.parse::<i32>().ok()).expect("it has a size")
                    };
                    let (width, height) = (number(" width"), number(" height"));
                    assert_eq!(9 * width, 16 * height, "{}", chart.name);
                    // Labels are no smaller than 12 points on a slide of 13 1/3 inches, but where many have a key.
                    let points = 14.0 * 960.0 / f64::from(width);
                    assert!(points >= 12.0 || chart.name == "trade-off", "{} of {cases}: {points}", chart.name);
                    let lowest = slide.svg.match_indices("<text").filter_map(|(at, _)| {
                        let y = slide.svg[at..].split_once(" y=\"")?.1.split_once('"')?.0;
                        y.parse::<i32>().ok()
                    });
                    assert!(lowest.max().is_some_and(|lowest| lowest <= height - 8), "{}", chart.name);
                }
            }
        }
    }

    #[test]
    fn few_rows_fill_their_slide() {
        for chart in charts_for_slides("s", &many(1)).expect("it can be drawn") {
            let slides = chart.slides().expect("they can be drawn");
            let lowest = tests::texts(&slides[0].svg).iter().map(|(_, at)| at.bottom()).fold(0.0, f32::max);
            assert!(lowest > 0.65 * (SHAPE.1 * LEAST) as f32, "{}: {lowest}", chart.name);
        }
    }

    #[test]
    fn a_chart_in_one_piece_is_one_picture() {
        let all = charts("s", &many(3)).expect("it can be drawn");
        let chart = all.iter().find(|chart| chart.name == "trade-off").expect("it is drawn");
        assert!(chart.body.parts.is_empty());
        assert_eq!(chart.slides().map(|slides| slides.len()), Ok(1));
    }
}
