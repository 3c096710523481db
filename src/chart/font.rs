//! The one font that charts use, embedded: the same picture on every machine, whatever fonts it has.

use std::sync::{Arc, OnceLock};

use plotters::style::{FontStyle, register_font};
use resvg::usvg::fontdb::{Database, Source};

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Bold.otf");

/// The family as SVG text names it: the font that the sizes are computed for, then what a viewer without it may have;
/// the last two are on most servers, where the general family alone finds nothing.
/// plotters knows the font under the whole list, so that it writes the list into the SVG.
pub(super) const FAMILY: &str = "Inter, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

/// The height that plotters scales by, ascent to descent, in ems: (2728 + 680) / 2816 units.
pub(super) const EM_HEIGHT: f64 = 3408.0 / 2816.0;

/// Makes the font known to plotters. Only a damaged font file makes it fail.
pub(super) fn register() -> bool {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    *REGISTERED.get_or_init(|| {
        [(FontStyle::Normal, REGULAR), (FontStyle::Bold, BOLD)]
            .into_iter()
            .all(|(style, bytes)| register_font(FAMILY, style, bytes).is_ok())
    })
}

/// The fonts that pictures are rendered with: this one and no other.
pub(super) fn database() -> Arc<Database> {
    static DATABASE: OnceLock<Arc<Database>> = OnceLock::new();
    DATABASE
        .get_or_init(|| {
            let mut database = Database::new();
            for bytes in [REGULAR, BOLD] {
                database.load_font_source(Source::Binary(Arc::new(bytes)));
            }
            Arc::new(database)
        })
        .clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_there_in_both_weights() {
        assert!(register());
        let weights: Vec<u16> = database().faces().map(|face| face.weight.0).collect();
        assert_eq!(weights, [400, 700]);
        assert!(database().faces().all(|face| face.families[0].0 == "Inter"));
    }
}
