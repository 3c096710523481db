//! From what was drawn to SVG text, and from that to a PNG picture.

use std::sync::OnceLock;

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use resvg::{tiny_skia, usvg};
use rustc_hash::FxHashMap;

use super::body::Body;
use super::pen::Pen;
use super::style::{WHITE, WIDTH};
use super::{Chart, ChartError, font, text};

/// A chart of this height from what was drawn; `body` is the same without its notes.
pub(super) fn chart(
    name: &'static str,
    finding: String,
    height: i32,
    drawn: &Pen,
    body: Body,
) -> Result<Chart, ChartError> {
    if !font::register() {
        return Err(ChartError::Font);
    }
    let document = document(drawn, (WIDTH, height)).map_err(|why| ChartError::Drawing(name, why))?;
    let svg = described(&document, &finding, &body.description);
    Ok(Chart { name, svg, finding, body, pixels_a_metre: PIXELS_A_METRE, png: OnceLock::new() })
}

/// A picture of a chart for a slide, of this size.
pub(super) fn slide(
    chart: &Chart,
    description: &str,
    (width, height): (i32, i32),
    drawn: &Pen,
) -> Result<Chart, ChartError> {
    let document = document(drawn, (width, height)).map_err(|why| ChartError::Drawing(chart.name, why))?;
    let svg = described(&document, &chart.finding, description);
    // It is as wide as a slide.
    let pixels_a_metre = (2.0 * f64::from(width) / SLIDE).round() as u32;
    Ok(Chart { svg, pixels_a_metre, png: OnceLock::new(), ..chart.clone() })
}

/// The width of a slide [m]: 13 1/3 inches.
const SLIDE: f64 = 0.0254 * 40.0 / 3.0;

/// How plotters shifts text that is anchored at its top.
const SHIFT: &str = " dy=\"0.76em\"";

/// Pixels of a picture a metre: 200 an inch, so that it is ten inches wide in a document or on a slide.
const PIXELS_A_METRE: u32 = 7874;

fn document(drawn: &Pen, (width, height): (i32, i32)) -> Result<String, String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (width as u32, height as u32)).into_drawing_area();
        area.fill(&WHITE)
            .and_then(|()| drawn.draw(&area))
            // Without this the document would be closed only when it is dropped, where errors are lost.
            .and_then(|()| area.present())
            .map_err(|error| error.to_string())?;
    }
    // plotters shifts text by a part of its size, which some programs do not heed. It is placed without. No text holds this:
    // its quotes are escaped.
    Ok(svg.replace(SHIFT, ""))
}

/// The document with a title and a description for those who cannot see it.
fn described(svg: &str, title: &str, description: &str) -> String {
    // The first element is plotters' `<svg …>`.
    let Some((head, body)) = svg.split_once('>') else { return svg.to_owned() };
    let (title, description) = (text::escape(title), text::escape(description));
    format!("{head} role=\"img\">\n<title>{title}</title>\n<desc>{description}</desc>{body}")
}

/// The picture of a drawing.
pub(super) fn png(chart: &Chart) -> Result<Vec<u8>, ChartError> {
    pixels(&chart.svg, chart.pixels_a_metre).map_err(|why| ChartError::Picture(chart.name, why))
}

fn pixels(svg: &str, pixels_a_metre: u32) -> Result<Vec<u8>, String> {
    let options = usvg::Options { fontdb: font::database(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let (width, height) = (2 * size.width(), 2 * size.height());
    let mut pixels =
        tiny_skia::Pixmap::new(width, height).ok_or_else(|| format!("{width} × {height} pixels are too many"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    encode(&pixels, pixels_a_metre).map_err(|error| error.to_string())
}

/// The picture as PNG: with a palette if it has few colours, as most charts have, which is a quarter of the work. No
/// pixel of a chart lets what lies below shine through.
fn encode(pixels: &tiny_skia::Pixmap, pixels_a_metre: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    // Charts are large areas of one colour, which need no preparation to be compressed.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: pixels_a_metre,
        yppu: pixels_a_metre,
        unit: png::Unit::Meter,
    }));
    let data = match indexed(pixels) {
        Some((palette, places)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.concat());
            places
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours in the order in which they first come, and each pixel's place among them; nothing if they are more than
/// a byte can count.
fn indexed(pixels: &tiny_skia::Pixmap) -> Option<(Vec<[u8; 3]>, Vec<u8>)> {
    let (mut palette, mut places) = (Vec::new(), Vec::with_capacity(pixels.pixels().len()));
    let mut known: FxHashMap<[u8; 3], u8> = FxHashMap::default();
    // Most pixels have the colour of the one before.
    let mut last = None;
    for pixel in pixels.pixels() {
        let colour = [pixel.red(), pixel.green(), pixel.blue()];
        let place = match last {
            Some((same, place)) if same == colour => place,
            _ => match known.get(&colour) {
                Some(&place) => place,
                None => {
                    let place = u8::try_from(palette.len()).ok()?;
                    palette.push(colour);
                    known.insert(colour, place);
                    place
                }
            },
        };
        last = Some((colour, place));
        places.push(place);
    }
    Some((palette, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of so many columns, each in a colour of its own.
    fn columns(number: u32) -> tiny_skia::Pixmap {
        let mut pixels = tiny_skia::Pixmap::new(number, 3).unwrap();
        for (place, pixel) in pixels.pixels_mut().iter_mut().enumerate() {
            let colour = place as u32 % number;
            *pixel = tiny_skia::ColorU8::from_rgba((colour / 200) as u8, (colour % 200) as u8, 7, 255).premultiply();
        }
        pixels
    }

    #[test]
    fn pictures_are_what_was_drawn_however_many_colours_they_have() {
        for number in [1, 2, 255, 256, 257, 600] {
            let (pixels, bytes) = (columns(number), encode(&columns(number), PIXELS_A_METRE).unwrap());
            assert!(tiny_skia::Pixmap::decode_png(&bytes).unwrap() == pixels, "{number} colours");
            // The kind of colour in the header: 3 with a palette, 2 without.
            assert_eq!(bytes[25], if number <= 256 { 3 } else { 2 }, "{number} colours");
        }
    }
}
