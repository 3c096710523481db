//! Colours of cases, and of values from low to high.

use plotters::style::RGBColor;

use super::super::style::{BLUE, GREEN, INK, ORANGE, PURPLE, SKY_BLUE, VERMILION};

/// The number of colours of a scale from low to high.
pub(super) const LEVELS: usize = 64;

/// The colour of a case by its place among those shown.
pub(super) fn case_colour(place: usize) -> RGBColor {
    [BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY_BLUE, INK][place % 7]
}

/// A colour mixed with white: 1 is the colour itself.
pub(super) fn pale(colour: RGBColor, share: f64) -> RGBColor {
    let mix = |channel: u8| (255.0 - share * (255.0 - f64::from(channel))).round() as u8;
    RGBColor(mix(colour.0), mix(colour.1), mix(colour.2))
}

/// Points of viridis, the scale of S. van der Walt and N. Smith (public domain): equal steps look equal, with any colour
/// vision and in grey.
const VIRIDIS: [RGBColor; 9] = [
    RGBColor(0x44, 0x01, 0x54),
    RGBColor(0x47, 0x2D, 0x7B),
    RGBColor(0x3B, 0x52, 0x8B),
    RGBColor(0x2C, 0x72, 0x8E),
    RGBColor(0x21, 0x91, 0x8C),
    RGBColor(0x28, 0xAE, 0x80),
    RGBColor(0x5E, 0xC9, 0x62),
    RGBColor(0xAD, 0xDC, 0x30),
    RGBColor(0xFD, 0xE7, 0x25),
];

/// The colour of one of the levels, the darkest for the lowest.
pub(super) fn level_colour(level: usize) -> RGBColor {
    let at = level.min(LEVELS - 1) as f64 / (LEVELS - 1) as f64 * (VIRIDIS.len() - 1) as f64;
    let below = (at.floor() as usize).min(VIRIDIS.len() - 2);
    let share = at - below as f64;
    let (from, to) = (VIRIDIS[below], VIRIDIS[below + 1]);
    let mix = |from: u8, to: u8| (f64::from(from) + share * (f64::from(to) - f64::from(from))).round() as u8;
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_becomes_lighter_from_end_to_end() {
        let light = |level| {
            let RGBColor(red, green, blue) = level_colour(level);
            0.2126 * f64::from(red) + 0.7152 * f64::from(green) + 0.0722 * f64::from(blue)
        };
        assert!((1..LEVELS).all(|level| light(level) > light(level - 1)));
        assert_eq!((level_colour(0), level_colour(LEVELS - 1)), (VIRIDIS[0], VIRIDIS[8]));
        assert_eq!((pale(BLUE, 1.0), pale(BLUE, 0.0)), (BLUE, RGBColor(255, 255, 255)));
    }
}
