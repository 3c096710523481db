//! The pictures of a chart for slides: 16:9, with few rows on each, the title and what heads the rows on every one.
//!
//! A chart that is drawn is cut where one of its rows ends and the next begins; the notes at its foot stay behind, since
//! nobody reads them on a slide.

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

/// A row of a chart, or a row of panels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it begins and ends.
    pub from: i32,
    pub to: i32,
    /// What heads its group: where that begins and ends.
    pub heading: Option<(i32, i32)>,
}

/// What was drawn of a chart, and where it may be cut.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    pub pen: Pen,
    /// Its rows, from top to bottom; none if it is in one piece.
    pub parts: Vec<Part>,
    /// Where it ends, notes apart.
    pub bottom: i32,
    pub description: String,
}

impl Chart {
    /// Its pictures for slides, one at least.
    pub fn slides(&self) -> Result<Vec<Chart>, ChartError> {
        let Body { parts, bottom, description, .. } = &self.body;
        let whole = [Part { from: 0, to: *bottom, heading: None }];
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
        let height = |rows: &[Part]| rows.iter().map(|part| part.to - part.from).sum::<i32>() + repeated(rows);
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
        if let Some((from, to)) = chunk[0].heading.filter(|_| repeated(chunk) > 0) {
            add(from, to);
        }
        chunk.iter().for_each(|part| add(part.from, part.to));
        add(parts[parts.len() - 1].to, self.bottom);
        if of > 1 {
            pen.text(&format!("{number} of {of}"), NOTE, Align::Right, WIDTH - MARGIN, y + NOTE.em);
        }
        (pen, y + BELOW)
    }
}

/// The height of the heading of a group that begins on a picture before.
fn repeated(chunk: &[Part]) -> i32 {
    match chunk[0].heading {
        Some((from, to)) if from < chunk[0].from => to - from,
        _ => 0,
    }
}
