//! Points and their names in a plane: points beside one another where they would hide each other, names where there is
//! room for them.

use super::pen::{Frame, Place};

/// The pixels between a name and the middle of its point.
const AWAY: i32 = 12;

/// The fewest pixels between two upright bars.
const BARS: i32 = 10;

/// A point that may move sideways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub at: Place,
    /// Does an upright bar go through it?
    pub barred: bool,
}

/// Moves points sideways between `left` and `right`, each as little as it takes, until any two are `apart` or more from
/// each other; those that have bars through them are some pixels apart sideways. Earlier ones move less.
pub(super) fn beside_one_another(spots: &[Spot], apart: i32, (left, right): (i32, i32)) -> Vec<i32> {
    let mut placed: Vec<Spot> = Vec::new();
    for &Spot { at: (x, y), barred } in spots {
        let free = |at: i32| {
            (left..=right).contains(&at)
                && placed.iter().all(|other| {
                    let (across, up) = ((at - other.at.0).abs(), (y - other.at.1).abs());
                    across * across + up * up >= apart * apart && (across >= BARS || !(barred && other.barred))
                })
        };
        let steps = (0..right - left).flat_map(|step| [x + step, x - step]);
        let at = steps.into_iter().find(|&at| free(at)).unwrap_or(x);
        placed.push(Spot { at: (at, y), barred });
    }
    placed.into_iter().map(|spot| spot.at.0).collect()
}

/// A place for each name, whose size is `sizes`, beside its point: inside `area`, on no obstacle and on no other name.
/// Nothing if one of them finds no room.
pub(super) fn places(points: &[Place], sizes: &[(i32, i32)], obstacles: &[Frame], area: Frame) -> Option<Vec<Frame>> {
    let mut taken = obstacles.to_vec();
    let mut places = Vec::new();
    for (&(x, y), &(width, height)) in points.iter().zip(sizes) {
        let place = candidates(x, y, width, height).into_iter().find(|place| {
            let inside = place.left >= area.left
                && place.right <= area.right
                && place.top >= area.top
                && place.bottom <= area.bottom;
            inside && !taken.iter().any(|other| overlap(place, other))
        })?;
        taken.push(place);
        places.push(place);
    }
    Some(places)
}

/// Where a name may stand, the best places first: beside its point, then higher and lower, then above and below it.
fn candidates(x: i32, y: i32, width: i32, height: i32) -> Vec<Frame> {
    let at = |left: i32, middle: i32| Frame::around(middle, height, left, left + width);
    let lifts = [0, -8, 8, -height / 2 - 4, height / 2 + 4, -height, height, -24, 24, -32, 32];
    let beside = lifts.into_iter().flat_map(|lift| [at(x + AWAY, y + lift), at(x - AWAY - width, y + lift)]);
    let over = [-height / 2 - AWAY, height / 2 + AWAY].into_iter().map(|lift| at(x - width / 2, y + lift));
    beside.chain(over).collect()
}

/// Small boxes along a line, close enough to keep names off it.
pub(super) fn along(line: &[Place]) -> impl Iterator<Item = Frame> {
    line.windows(2).flat_map(|pair| {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        let steps = ((to_x - x).abs().max((to_y - y).abs()) / 6).max(1);
        (0..=steps).map(move |step| Frame::about((x + (to_x - x) * step / steps, y + (to_y - y) * step / steps), 2))
    })
}

fn overlap(a: &Frame, b: &Frame) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_move_sideways_only_where_they_hide_each_other() {
        let points = [(50, 50, false), (50, 90, false), (50, 52, false), (50, 50, true), (48, 200, true)];
        let points = points.map(|(x, y, barred)| Spot { at: (x, y), barred });
        assert_eq!(beside_one_another(&points, 10, (0, 100)), [50, 50, 60, 40, 50]);
    }

    #[test]
    fn names_avoid_each_other_and_obstacles() {
        let area = Frame { left: 0, top: 0, right: 200, bottom: 100 };
        let at = |obstacles: &[Frame]| places(&[(100, 50), (100, 55)], &[(60, 20), (60, 20)], obstacles, area);
        assert_eq!(
            at(&[]).unwrap(),
            [Frame { left: 112, top: 40, right: 172, bottom: 60 }, Frame { left: 28, top: 45, right: 88, bottom: 65 }]
        );
        let right = Frame { left: 105, top: 0, right: 200, bottom: 100 };
        let both = at(&[right]).unwrap();
        assert!(both.iter().all(|place| place.right <= 105) && !overlap(&both[0], &both[1]));
        assert_eq!(at(&[area]), None);
    }
}
