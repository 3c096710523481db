//! The looks of all charts: sizes, colours and kinds of text.
//!
//! Sizes are in the pixels of the SVG; the PNG has twice as many.

use plotters::style::RGBColor;

/// The width of every chart.
pub(super) const WIDTH: i32 = 1000;
/// Empty space around everything.
pub(super) const MARGIN: i32 = 36;
/// Empty space between columns.
pub(super) const GUTTER: i32 = 24;

/// Text and everything that must be read.
pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
/// Text that explains.
pub(super) const QUIET: RGBColor = RGBColor(0x5F, 0x5F, 0x5F);
/// Where an axis begins.
pub(super) const AXIS: RGBColor = RGBColor(0xA8, 0xA8, 0xA8);
/// Lines to read along.
pub(super) const GRID: RGBColor = RGBColor(0xE6, 0xE6, 0xE6);
/// The ground, and text on dark colours.
pub(super) const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

// The palette of Okabe and Ito, which people with any colour vision can tell apart.

/// Okabe–Ito orange.
pub(super) const ORANGE: RGBColor = RGBColor(0xE6, 0x9F, 0x00);
/// Okabe–Ito sky blue.
pub(super) const SKY_BLUE: RGBColor = RGBColor(0x56, 0xB4, 0xE9);
/// Okabe–Ito bluish green.
pub(super) const GREEN: RGBColor = RGBColor(0x00, 0x9E, 0x73);
/// Okabe–Ito blue.
pub(super) const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xB2);
/// Okabe–Ito vermilion.
pub(super) const VERMILION: RGBColor = RGBColor(0xD5, 0x5E, 0x00);
/// Okabe–Ito reddish purple.
pub(super) const PURPLE: RGBColor = RGBColor(0xCC, 0x79, 0xA7);

/// Sky blue thinned with white, for what lies behind it.
pub(super) const PALE_BLUE: RGBColor = RGBColor(0xB4, 0xDD, 0xF5);
/// For what is neither good nor bad.
pub(super) const GREY: RGBColor = RGBColor(0xC4, 0xC4, 0xC4);

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// The font size. One of 11, 12, 14 and 20, which plotters' scaling gives back without rounding error.
    pub em: i32,
    /// Bold or regular.
    pub bold: bool,
    /// Its colour.
    pub colour: RGBColor,
}

/// The finding of a chart.
pub(super) const TITLE: Type = Type { em: 20, bold: true, colour: INK };
/// Names and values.
pub(super) const LABEL: Type = Type { em: 14, bold: false, colour: INK };
/// Names and values that the title speaks of, and headings of groups.
pub(super) const STRONG: Type = Type { em: 14, bold: true, colour: INK };
/// Explanations: subtitles, axes, headings of columns, legends, notes.
pub(super) const NOTE: Type = Type { em: 12, bold: false, colour: QUIET };
/// Numbers inside bars.
pub(super) const INSIDE: Type = Type { em: 11, bold: false, colour: INK };

impl Type {
    /// The same in another colour.
    pub(super) const fn coloured(self, colour: RGBColor) -> Type {
        Type { colour, ..self }
    }

    /// From one baseline to the next.
    pub(super) const fn line_height(self) -> i32 {
        self.em * 27 / 20
    }

    /// The height of its capitals, by which text is centred on bars.
    pub(super) const fn cap_height(self) -> i32 {
        (self.em * 8 + 5) / 11
    }
}

/// The colour of text on `ground`, the one with the higher contrast.
pub(super) fn ink_on(ground: RGBColor) -> RGBColor {
    let linear = |channel: u8| (f64::from(channel) / 255.0).powf(2.2);
    let RGBColor(red, green, blue) = ground;
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    // Where 1.05 / (luminance + 0.05) is the contrast of white and (luminance + 0.05) / 0.066 that of ink.
    if luminance < 0.213 { WHITE } else { INK }
}
