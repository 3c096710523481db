//! The sheet of charts.

use rust_xlsxwriter::{Image, Worksheet, XlsxError};

use super::{Drawn, Looks, printed, shown};

/// The width of a picture, and the height of a row that nobody changed [pixels].
const PIXELS: (f64, f64) = (1000.0, 20.0);

/// Puts the pictures one below the other, each under its finding.
pub(super) fn add_pictures(sheet: &mut Worksheet, looks: &Looks, pictures: &[Drawn<'_>]) -> Result<(), XlsxError> {
    sheet.set_name("Pictures")?;
    sheet.set_screen_gridlines(false);
    printed(sheet);
    let mut row = 0;
    for picture in pictures {
        let image = Image::new_from_buffer(picture.png)?;
        let height = image.height() / image.width() * PIXELS.0;
        let image = image.set_scale_to_size(PIXELS.0, height, true).set_alt_text(shown(picture.finding));
        sheet.write_string_with_format(row, 0, shown(picture.finding), &looks.bold)?;
        sheet.insert_image(row + 1, 0, &image)?;
        row += (height / PIXELS.1).ceil() as u32 + 3;
    }
    Ok(())
}
