//! The seats side by side, in numbers for people, where people work the segments in several.

use crate::domain::plan::Plan;
use crate::figures::number::{count, number, percent};
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Figure, Figures, SeatFigures};

use super::overview::{Cell, Heading, Overview, Room, Row, mean};

/// More rows than this are too many to be read.
const MOST: usize = 30;

/// What all its figures are.
const MEANS: &str = "means over simulations, costs of the plans alone";

/// The headings of the table.
pub const HEADINGS: [Heading; 8] = [
    Heading { name: "plan", room: Room::Narrow, meaning: "the plan that its people begin under" },
    Heading { name: "costs", room: Room::Narrow, meaning: "what their subscriptions cost together" },
    Heading { name: "granted", room: Room::Middling, meaning: "credits that they are granted together" },
    Heading { name: "back", room: Room::Middling, meaning: "mean number of credits that come back by their replies" },
    Heading { name: "spent", room: Room::Narrow, meaning: "mean number of credits that their InMails cost" },
    Heading { name: "replies", room: Room::Narrow, meaning: "mean number of their replies, late ones included" },
    Heading { name: "a reply\ncosts", room: Room::Narrow, meaning: "the costs divided by these replies" },
    Heading {
        name: "runs\nshort",
        room: Room::Narrow,
        meaning: "simulations in which any of them is short of credits",
    },
];

/// The table of the seats of all cases or, if these are too many, of the best one; nothing where there are none.
pub fn seats(figures: &Figures) -> Option<Overview> {
    let all = figures.cases.iter().map(|case| case.by_seat.len()).sum::<usize>();
    let by = figures.circumstances.first().map_or(Figure::CostPerReply, |first| first.by);
    let best = Standing::new(figures, by).order.first().copied().unwrap_or_default();
    let is_shown = |place: usize| all <= MOST || place == best;
    let shown = figures.cases.iter().enumerate().filter(|(place, _)| is_shown(*place)).map(|(_, case)| case);
    let rows: Vec<Row> =
        shown.flat_map(|case| case.by_seat.iter().take(MOST).map(move |seat| row(figures, case, seat))).collect();
    let left_out = all - rows.len();
    let facts = match left_out {
        0 => MEANS.to_owned(),
        _ => format!("{MEANS}; {} in seats.csv besides", count(left_out as u64, "row")),
    };
    (!rows.is_empty()).then(|| Overview { facts, columns: HEADINGS.to_vec(), rows })
}

fn row(figures: &Figures, case: &CaseFigures, seat: &SeatFigures) -> Row {
    let people = if seat.count == 1 { seat.seat.clone() } else { format!("{} × {}", seat.seat, seat.count) };
    let name = if figures.cases.len() == 1 { people } else { format!("{} · {people}", case.name) };
    let known = case.plans.iter().find(|plan| plan.id == seat.plan);
    let plan = if seat.plan == Plan::NONE { "–" } else { known.map_or(seat.plan.as_str(), |plan| &plan.name) };
    Row {
        case: name,
        is_best: false,
        cells: vec![
            Cell { shown: plan.to_owned(), value: None },
            Cell::new(Some(seat.cost), number),
            Cell::new(Some(seat.granted), number),
            Cell::new(seat.refunded, mean),
            Cell::new(seat.spent, mean),
            Cell::new(seat.replies, mean),
            Cell::new(seat.cost_per_reply, number),
            Cell::new(seat.stockout_probability, percent),
        ],
    }
}
