//! The case that is best at each place over two paths, and where luck leaves it open.

use crate::study::sweep::{Best, Sweep};
use crate::words::sweep::{headline, sweep_sentences};

use super::super::legend::{Legend, Sample};
use super::super::pen::{Align, Frame, Pen};
use super::super::style::{GRID, INK, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::width;
use super::super::{Chart, ChartError};
use super::colour::{case_colour, pale};
use super::tiles::Tiles;
use super::{left_out, path_title, sheet, shown_cases};

const HEIGHT: i32 = 460;
/// The space for the values to the left.
const SIDE: i32 = 58;
/// The pixels between two lines of a hatching.
const HATCH: i32 = 7;

/// The chart of a figure.
pub(super) fn draw(sweep: &Sweep, figure: usize) -> Result<Chart, ChartError> {
    let wins = sweep.wins(figure);
    let shown = shown_cases(sweep, figure);
    // The same colours as in the chart of the figure.
    let winners: Vec<usize> = (0..shown.len()).filter(|&place| wins[shown[place]].0 > 0).collect();
    let cases: Vec<usize> = winners.iter().map(|&place| shown[place]).collect();
    let entry = |&place: &usize| (Sample::Bar(12, case_colour(place)), sweep.cases[shown[place]].to_string());
    let legend = Legend::new(vec![winners.iter().map(entry).collect()]);
    let mut sheet = sheet(sweep, "wins", figure, headline(sweep, figure), &legend);
    let top = sheet.top + 16 + NOTE.line_height();
    let frame = Frame { left: MARGIN + SIDE, top, right: WIDTH - MARGIN, bottom: top + HEIGHT };
    let best: Vec<Option<Best>> = (0..sweep.cells()).map(|cell| sweep.best(cell, figure)).collect();
    let colour = |best: &Best| winners.iter().copied().find(|&place| shown[place] == best.case);
    let open = if best.iter().flatten().any(|best| !best.sure) {
        " Hatched: the best cannot be told apart from another at 95 %."
    } else {
        " Everywhere the best can be told apart from the others at 95 %."
    };
    let nowhere = if best.contains(&None) { " Grey: no case has the figure." } else { "" };
    let all = wins.iter().filter(|(all, _)| *all > 0).count();
    let rest = if cases.len() < all { left_out(sweep, &cases) } else { String::new() };
    let note = format!(
        "Colour: the best case at two values; dark lines: where another becomes the best.{open}{nowhere}{rest}"
    );
    let map = Map {
        tiles: Tiles::new(sweep, frame),
        best: best.iter().map(|best| best.as_ref().and_then(|best| Some((colour(best)?, best.sure)))).collect(),
    };
    let titles = [path_title(sweep, 0), path_title(sweep, 1)];
    sheet.pen.text(&titles[1], NOTE, Align::Left, MARGIN, frame.top - 9);
    map.draw(&mut sheet.pen);
    map.tiles.draw_values(&mut sheet.pen, sweep, true);
    for (&place, &case) in winners.iter().zip(&cases) {
        let name = sweep.cases[case].to_string();
        let wide = width(&name, STRONG);
        if let Some((x, y)) = map.deepest(place, wide + 12) {
            sheet.pen.text_on_ground(&name, STRONG, x - wide / 2, y);
        }
    }
    let below = frame.bottom + 12 + NOTE.em + NOTE.line_height();
    sheet.pen.text(&titles[0], NOTE, Align::Centre, (frame.left + frame.right) / 2, below);
    let description = format!(
        "The best case, {} to the right and {} upwards. {}",
        titles[0],
        titles[1],
        sweep_sentences(sweep, figure).join(" ")
    );
    sheet.below = 4;
    sheet.finish(below + 14, &note, &description)
}

/// The best case of each tile, as the place of its colour, and whether it is best beyond doubt.
struct Map {
    tiles: Tiles,
    best: Vec<Option<(usize, bool)>>,
}

impl Map {
    fn draw(&self, pen: &mut Pen) {
        self.tiles.fill(pen, |cell| match self.best[cell] {
            Some((place, true)) => case_colour(place),
            Some((place, false)) => pale(case_colour(place), 0.25),
            None => GRID,
        });
        let Tiles { across, up, .. } = self.tiles;
        let all = || (0..across).flat_map(|x| (0..up).map(move |y| (x, y)));
        for (x, y) in all() {
            if let Some((place, false)) = self.best[self.tiles.cell(x, y)] {
                draw_hatching(pen, self.tiles.strip((x, x), y), place);
            }
        }
        for (x, y) in all() {
            let Frame { left, top, right, bottom } = self.tiles.strip((x, x), y);
            let differs = |x: usize, y: usize, own| x < across && y < up && self.winner(x, y) != own;
            if differs(x + 1, y, self.winner(x, y)) {
                pen.fill(Frame { left: right - 1, right: right + 1, top: top - 1, bottom: bottom + 1 }, INK);
            }
            if differs(x, y + 1, self.winner(x, y)) {
                pen.fill(Frame { left: left - 1, right: right + 1, top: top - 1, bottom: top + 1 }, INK);
            }
        }
    }

    fn winner(&self, x: usize, y: usize) -> Option<usize> {
        self.best[self.tiles.cell(x, y)].map(|(place, _)| place)
    }

    /// The middle of the tile of a case that lies deepest inside what it surely wins, if a name so wide fits there.
    fn deepest(&self, place: usize, wide: i32) -> Option<(i32, i32)> {
        let Tiles { across, up, .. } = self.tiles;
        let wins = |x: i32, y: i32| {
            let inside = (0..across as i32).contains(&x) && (0..up as i32).contains(&y);
            inside && self.best[self.tiles.cell(x as usize, y as usize)] == Some((place, true))
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
}

fn draw_hatching(pen: &mut Pen, Frame { left, top, right, bottom }: Frame, place: usize) {
    // Lines of equal x + y, so that they go on from tile to tile.
    let first = (left + top).div_euclid(HATCH) * HATCH;
    for sum in (first..right + bottom).step_by(HATCH as usize) {
        let from = (left.max(sum - bottom), (sum - left.max(sum - bottom)).min(bottom));
        let to = (right.min(sum - top), (sum - right.min(sum - top)).max(top));
        if from.0 < to.0 {
            pen.line(vec![from, to], 1, case_colour(place));
        }
    }
}
