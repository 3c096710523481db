//! The prospects of a segment to whom anything but silence may happen, in each lane: drawn ahead for many at once, since luck
//! is found by its address and does not ask when a touch goes out.

use super::luck::SequenceLuck;
use super::marked::Marked;
use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::told::WORD;
use crate::engine::segment_plan::SegmentPlan;
use crate::engine::vectors::Vectors;

/// Those of all lanes, as far as they have been drawn.
#[derive(Debug, Clone)]
pub(super) struct Prospects<'a> {
    pub(super) luck: SequenceLuck<'a>,
    /// In the order of their numbers; after the last one drawn comes nobody.
    lanes: Box<[Vec<Marked>; LANES]>,
    /// How many prospects are drawn.
    drawn: Row,
}

impl<'a> Prospects<'a> {
    pub(super) fn new(plan: &'a SegmentPlan) -> Prospects<'a> {
        Prospects {
            luck: SequenceLuck::new(plan),
            lanes: Box::new(std::array::from_fn(|_| vec![Marked::NOBODY])),
            drawn: Row::ZERO,
        }
    }

    /// Begins the trials.
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        for lane in self.lanes.iter_mut() {
            lane.clear();
            lane.push(Marked::NOBODY);
        }
        self.drawn = Row::ZERO;
    }

    /// Those of a lane, and the luck of all.
    #[inline(always)]
    pub(super) fn of(&mut self, lane: usize) -> (&mut [Marked], &SequenceLuck<'a>) {
        (&mut self.lanes[lane], &self.luck)
    }

    /// Those of a lane, to look at.
    pub(super) fn each(&self, lane: usize) -> &[Marked] {
        &self.lanes[lane]
    }

    /// Draws prospects until so many of each lane are drawn; `on_drawn` is told of each lane that has more, and who they all
    /// are.
    #[inline(always)]
    pub(super) fn draw(&mut self, vectors: Vectors, number: &Row, mut on_drawn: impl FnMut(usize, &[Marked])) {
        loop {
            let lanes = Chosen::below(vectors, &self.drawn, number);
            if lanes.is_empty() {
                return;
            }
            // Two functions, since each wants all registers for its own numbers.
            let Prospects { luck, drawn, .. } = self;
            vectors.run(
                #[inline(always)]
                || {
                    for lane in lanes {
                        luck.draw_word(lane, drawn[lane]);
                    }
                },
            );
            for lane in lanes {
                self.add_word(lane);
                on_drawn(lane, &self.lanes[lane]);
            }
        }
    }

    /// Adds those of the word just drawn in a lane.
    #[inline(always)]
    fn add_word(&mut self, lane: usize) {
        let (list, begin) = (&mut self.lanes[lane], self.drawn[lane]);
        let words = self.luck.words(lane);
        let open_profiles = self.luck.open_profiles(lane);
        let mut marked = words.iter().fold(open_profiles, |all, word| all | word);
        list.pop();
        while marked != 0 {
            let bit = marked.trailing_zeros();
            marked &= marked - 1;
            let answers = words.iter().zip(0..).map(|(word, step)| ((word >> bit & 1) as u16) << step);
            list.push(Marked {
                number: begin + bit as i32,
                answers: answers.fold(0, |all, answers| all | answers),
                open_profile: open_profiles >> bit & 1 == 1,
                ..Marked::NOBODY
            });
        }
        list.push(Marked::NOBODY);
        self.drawn[lane] += WORD;
    }
}
