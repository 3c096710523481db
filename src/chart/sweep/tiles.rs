//! A plane of tiles: the values of one path to the right, those of another upwards.

use plotters::style::RGBColor;

use crate::study::sweep::{Sweep, Varied};

use super::super::pen::{Align, Frame, Pen};
use super::super::style::NOTE;
use super::super::text::{shorten, width};

/// Where the tiles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tiles {
    pub(super) frame: Frame,
    /// The number of tiles to the right, and upwards.
    pub(super) across: usize,
    pub(super) up: usize,
}

impl Tiles {
    pub(super) fn new(sweep: &Sweep, frame: Frame) -> Tiles {
        Tiles { frame, across: sweep.varied[0].values.len(), up: sweep.varied[1].values.len() }
    }

    /// The cell at a place.
    pub(super) fn cell(self, across: usize, up: usize) -> usize {
        across * self.up + up
    }

    /// Where tiles are, from one place to another to the right of it.
    pub(super) fn strip(self, (from, to): (usize, usize), up: usize) -> Frame {
        let x = |place: usize| self.frame.left + edge(place, self.across, self.frame.right - self.frame.left);
        let y = |place: usize| self.frame.bottom - edge(place, self.up, self.frame.bottom - self.frame.top);
        Frame { left: x(from), top: y(up + 1), right: x(to + 1), bottom: y(up) }
    }

    /// Fills each tile; neighbours of one colour are one shape.
    pub(super) fn fill(self, pen: &mut Pen, colour: impl Fn(usize) -> RGBColor) {
        for up in 0..self.up {
            let mut from = 0;
            for across in 0..self.across {
                let own = colour(self.cell(across, up));
                if across + 1 == self.across || colour(self.cell(across + 1, up)) != own {
                    pen.fill(self.strip((from, across), up), own);
                    from = across + 1;
                }
            }
        }
    }

    /// Draws the values below and to the left.
    pub(super) fn draw_values(self, pen: &mut Pen, sweep: &Sweep, left: bool) {
        let (level, upright) = (&sweep.varied[0], &sweep.varied[1]);
        let room = (0..self.across).map(|place| width(&label(level, place), NOTE)).max().unwrap_or(0) + 16;
        for place in marked(self.across, (self.frame.right - self.frame.left) / room.max(1)) {
            let tile = self.strip((place, place), 0);
            let text = label(level, place);
            pen.text(&text, NOTE, Align::Centre, (tile.left + tile.right) / 2, self.frame.bottom + 6 + NOTE.em);
        }
        for place in marked(self.up, (self.frame.bottom - self.frame.top) / 22).into_iter().filter(|_| left) {
            let tile = self.strip((0, 0), place);
            let text = shorten(&label(upright, place), NOTE, 90);
            pen.text_at_middle(&text, NOTE, Align::Right, self.frame.left - 7, (tile.top + tile.bottom) / 2);
        }
    }
}

/// Where the edge before a place is.
fn edge(place: usize, places: usize, pixels: i32) -> i32 {
    (f64::from(pixels) * place as f64 / places as f64).round() as i32
}

/// A value for people, without its unit.
fn label(varied: &Varied, place: usize) -> String {
    let (text, number) = &varied.values[place];
    let Some(number) = number else { return text.clone() };
    let scaled = if varied.share { number * 100.0 } else { *number };
    // Three digits tell neighbours apart; whole numbers are not cut.
    let decimals = (2.0 - scaled.abs().max(1e-9).log10().floor()).clamp(0.0, 6.0) as usize;
    let digits = format!("{scaled:.decimals$}");
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

/// The places to mark out of so many: `most` of them at most, evenly spaced.
fn marked(places: usize, most: i32) -> Vec<usize> {
    let most = most.max(1) as usize;
    let step = places.div_ceil(most).max(1);
    (0..places).step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_leave_no_gap() {
        let frame = Frame { left: 10, top: 0, right: 110, bottom: 70 };
        let tiles = Tiles { frame, across: 3, up: 2 };
        let strips: Vec<Frame> = (0..3).map(|across| tiles.strip((across, across), 1)).collect();
        assert!(strips.windows(2).all(|pair| pair[0].right == pair[1].left));
        assert_eq!((strips[0].left, strips[2].right, strips[0].top, strips[0].bottom), (10, 110, 0, 35));
        assert_eq!(tiles.cell(2, 1), 5);
    }
}
