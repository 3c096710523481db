//! From a drawing to SVG text, and from that to a PNG picture.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use resvg::{tiny_skia, usvg};

use super::pen::Pen;
use super::style::{WHITE, WIDTH};
use super::{Chart, ChartError, Drawing, font, text};

/// The chart that a drawing makes.
pub(super) fn chart<D: Drawing>(drawing: &D) -> Result<Chart, ChartError> {
    let svg = svg(drawing)?;
    let png = png(&svg).map_err(|why| ChartError::Picture(D::NAME, why))?;
    Ok(Chart { name: D::NAME, svg, png, finding: drawing.head().finding.clone() })
}

fn svg<D: Drawing>(drawing: &D) -> Result<String, ChartError> {
    let mut svg = String::new();
    let size = (WIDTH as u32, drawing.height() as u32);
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)
            .and_then(|()| drawing.draw(&Pen(&area)))
            // Without this the document would be closed only when it is dropped, where errors are lost.
            .and_then(|()| area.present())
            .map_err(|error| ChartError::Drawing(D::NAME, error.to_string()))?;
    }
    Ok(described(&svg, &drawing.head().finding, &drawing.description()))
}

/// The document with a title and a description for those who cannot see it.
fn described(svg: &str, title: &str, description: &str) -> String {
    // The first element is plotters' `<svg …>`.
    let Some((head, body)) = svg.split_once('>') else { return svg.to_owned() };
    let (title, description) = (text::escape(title), text::escape(description));
    format!("{head} role=\"img\">\n<title>{title}</title>\n<desc>{description}</desc>{body}")
}

fn png(svg: &str) -> Result<Vec<u8>, String> {
    let options = usvg::Options { fontdb: font::database(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let (width, height) = (2 * size.width(), 2 * size.height());
    let mut pixels =
        tiny_skia::Pixmap::new(width, height).ok_or_else(|| format!("{width} × {height} pixels are too many"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}
