//! Which case is best where, over two paths, and where luck leaves it open.

use plotters::backend::DrawingBackend;

use crate::study::sweep::{Best, Sweep};
use crate::words::sweep::sweep_sentences;

use super::super::Drawing;
use super::super::legend::{Legend, Sample};
use super::super::page::{Foot, Head};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::style::{GRID, INK, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::width;
use super::colour::{of_case, pale};
use super::tiles::Tiles;
use super::{head, left_out, path_title, shown_cases};

const HEIGHT: i32 = 460;
const SIDE: i32 = 58;
/// How far apart the lines of a hatching are.
const HATCH: i32 = 7;

/// The chart, with everything placed.
pub(super) struct Wins<'a> {
    sweep: &'a Sweep,
    figure: usize,
    head: Head,
    legend: Legend,
    /// The cases that are best somewhere, and the places of their colours.
    cases: Vec<usize>,
    colours: Vec<usize>,
    best: Vec<Option<Best>>,
    tiles: Tiles,
    foot: Foot,
}

impl<'a> Wins<'a> {
    pub(super) fn new(sweep: &'a Sweep, figure: usize) -> Wins<'a> {
        let head = head(sweep, figure, None);
        let wins = sweep.wins(figure);
        let shown = shown_cases(sweep, figure);
        // The same colours as in the chart of the figure.
        let colours: Vec<usize> = (0..shown.len()).filter(|&place| wins[shown[place]].0 > 0).collect();
        let cases: Vec<usize> = colours.iter().map(|&place| shown[place]).collect();
        let best: Vec<Option<Best>> = (0..sweep.cells()).map(|cell| sweep.best(cell, figure)).collect();
        let entry =
            |(place, &case): (usize, &usize)| (Sample::Bar(12, of_case(colours[place])), sweep.cases[case].to_string());
        let legend = Legend::new(vec![cases.iter().enumerate().map(entry).collect()]);
        let top = head.bottom() + legend.height + 16 + NOTE.line_height();
        let frame = Frame { left: MARGIN + SIDE, top, right: WIDTH - MARGIN, bottom: top + HEIGHT };
        let open = if best.iter().flatten().any(|best| !best.sure) {
            " Hatched: the best cannot be told apart from another at 95 %."
        } else {
            " Everywhere the best can be told apart from the others at 95 %."
        };
        let nowhere = if best.contains(&None) { " Grey: no case has the figure." } else { "" };
        let rest = if cases.len() < wins.iter().filter(|(all, _)| *all > 0).count() {
            left_out(sweep, &cases)
        } else {
            String::new()
        };
        let note = format!(
            "Colour: the best case at two values; dark lines: where another becomes the best.{open}{nowhere}{rest}"
        );
        let foot = Foot::new(&note);
        Wins { sweep, figure, head, legend, cases, colours, best, tiles: Tiles::new(sweep, frame), foot }
    }

    fn place_of(&self, cell: usize) -> Option<usize> {
        let best = self.best[cell]?;
        self.cases.iter().position(|&case| case == best.case)
    }

    /// The middle of the tile of a case that lies deepest inside what it surely wins, if a name so wide fits there.
    fn deepest(&self, place: usize, wide: i32) -> Option<(i32, i32)> {
        let Tiles { across, up, .. } = self.tiles;
        let wins = |x: i32, y: i32| {
            let inside = (0..across as i32).contains(&x) && (0..up as i32).contains(&y);
            inside && {
                let cell = self.tiles.cell(x as usize, y as usize);
                self.place_of(cell) == Some(place) && self.best[cell].is_some_and(|best| best.sure)
            }
        };
        let ring = |x: i32, y: i32| {
            let mut reach = 0;
            while reach < across.max(up) as i32
                && (-reach..=reach).all(|step| {
                    wins(x + step, y - reach)
                        && wins(x + step, y + reach)
                        && wins(x - reach, y + step)
                        && wins(x + reach, y + step)
                })
            {
                reach += 1;
            }
            reach
        };
        let all = (0..across as i32).flat_map(|x| (0..up as i32).map(move |y| (x, y)));
        let middle = |x: i32, y: i32| (2 * x - across as i32).abs() + (2 * y - up as i32).abs();
        let (reach, _, (x, y)) = all
            .filter(|&(x, y)| wins(x, y))
            .map(|(x, y)| (ring(x, y), -middle(x, y), (x, y)))
            .max_by_key(|&(reach, middle, _)| (reach, middle))?;
        let tile = self.tiles.strip((x as usize, x as usize), y as usize);
        let room = (2 * reach - 1) * (tile.right - tile.left);
        let high = (2 * reach - 1) * (tile.bottom - tile.top);
        (room >= wide && high >= 24).then_some(((tile.left + tile.right) / 2, (tile.top + tile.bottom) / 2))
    }

    fn draw_hatching<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, tile: Frame, place: usize) -> Drawn<DB> {
        let Frame { left, top, right, bottom } = tile;
        // Lines of equal x + y, so that they go on from tile to tile.
        let first = (left + top).div_euclid(HATCH) * HATCH;
        for sum in (first..right + bottom).step_by(HATCH as usize) {
            let from = (left.max(sum - bottom), (sum - left.max(sum - bottom)).min(bottom));
            let to = (right.min(sum - top), (sum - right.min(sum - top)).max(top));
            if from.0 < to.0 {
                pen.line(&[from, to], 1, of_case(self.colours[place]))?;
            }
        }
        Ok(())
    }
}

impl Drawing for Wins<'_> {
    const NAME: &'static str = "wins";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let said = sweep_sentences(self.sweep, self.figure).join(" ");
        format!(
            "The best case, {} to the right and {} upwards. {said}",
            path_title(self.sweep, 0),
            path_title(self.sweep, 1)
        )
    }

    fn height(&self) -> i32 {
        self.tiles.frame.bottom + 2 * NOTE.line_height() + 26 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        let Tiles { frame, across, up } = self.tiles;
        pen.text(&path_title(self.sweep, 1), NOTE, Align::Left, MARGIN, frame.top - 9)?;
        self.tiles.fill(pen, |cell| match (self.place_of(cell), self.best[cell]) {
            (Some(place), Some(best)) if best.sure => of_case(self.colours[place]),
            (Some(place), _) => pale(of_case(self.colours[place]), 0.25),
            _ => GRID,
        })?;
        for (x, y) in (0..across).flat_map(|x| (0..up).map(move |y| (x, y))) {
            let cell = self.tiles.cell(x, y);
            if let (Some(place), Some(Best { sure: false, .. })) = (self.place_of(cell), self.best[cell]) {
                self.draw_hatching(pen, self.tiles.strip((x, x), y), place)?;
            }
        }
        for (x, y) in (0..across).flat_map(|x| (0..up).map(move |y| (x, y))) {
            let own = self.place_of(self.tiles.cell(x, y));
            let tile = self.tiles.strip((x, x), y);
            if x + 1 < across && self.place_of(self.tiles.cell(x + 1, y)) != own {
                pen.fill(
                    Frame { left: tile.right - 1, right: tile.right + 1, top: tile.top - 1, bottom: tile.bottom + 1 },
                    INK,
                )?;
            }
            if y + 1 < up && self.place_of(self.tiles.cell(x, y + 1)) != own {
                pen.fill(
                    Frame { left: tile.left - 1, right: tile.right + 1, top: tile.top - 1, bottom: tile.top + 1 },
                    INK,
                )?;
            }
        }
        self.tiles.draw_values(pen, self.sweep, true)?;
        for (place, &case) in self.cases.iter().enumerate() {
            let name = self.sweep.cases[case].to_string();
            let wide = width(&name, STRONG);
            if let Some((x, y)) = self.deepest(place, wide + 12) {
                pen.text_on_ground(&name, STRONG, x - wide / 2, y)?;
            }
        }
        let below = frame.bottom + 12 + NOTE.em + NOTE.line_height();
        pen.text(&path_title(self.sweep, 0), NOTE, Align::Centre, (frame.left + frame.right) / 2, below)?;
        self.foot.draw(pen, below + 14)
    }
}
