//! Placed items -> pixels: pages on the screen, charts in documents of other formats.
//!
//! Paints what the PDF writer writes, with the same outlines, so that the screen shows the page that will be printed.
//! `glyphs` keeps what was drawn of each letter, `png` makes files of it. Text is not hinted: its baselines stand on
//! whole pixels and its letters on quarters, which is as sharp as a page can be and still be spaced as in print.

mod glyphs;
mod pixels;
mod png;

pub use glyphs::GlyphCache;
pub(crate) use pixels::{premultiplied, straight};
pub use png::png;

use resvg::tiny_skia::{
    self, FillRule, FilterQuality, LineCap, LineJoin, Path as Outline, PathBuilder, Pixmap, PixmapPaint, StrokeDash,
    Transform,
};

use crate::render::fonts::FontBook;
use crate::render::page::placed::{Color, Paint, Path, Picture, Pixels, Placed, Segment, Stroke};

use glyphs::Inking;

/// What is painted has at most so many pixels: an A3 page at 600 dots per inch. A larger scale is lowered to that.
const PIXEL_LIMIT: f32 = 70e6;
/// And at most so many in a row or column.
const SIDE_LIMIT: f32 = 16_384.0;

/// Paints items on white. `size_pt` is the width and height of what is painted, `scale` the pixels to a point.
#[must_use]
pub fn paint(items: &[Placed], size_pt: (f32, f32), scale: f32, fonts: &FontBook) -> Pixels {
    paint_with(&mut GlyphCache::default(), items, size_pt, scale, fonts)
}

/// Paints items on white, like [`paint`], and keeps the letters that it drew for the next page in the same size.
#[must_use]
pub fn paint_with(
    cache: &mut GlyphCache,
    items: &[Placed],
    size_pt: (f32, f32),
    scale: f32,
    fonts: &FontBook,
) -> Pixels {
    let scale = bounded(size_pt, scale);
    // what is no number becomes 0 as a whole one
    let side = |points: f32| ((points * scale).ceil().min(SIDE_LIMIT) as u32).max(1);
    let Some(mut pixmap) = Pixmap::new(side(size_pt.0), side(size_pt.1)) else { return Pixels::default() };
    pixmap.fill(tiny_skia::Color::WHITE);
    let mut inking = Inking::new(cache, fonts);
    for item in items {
        match &item.paint {
            Paint::Text(run) => inking.text(run, scale, &mut pixmap),
            Paint::Path(path) => draw_path(path, scale, &mut pixmap),
            Paint::Picture(picture) => draw_picture(picture, scale, &mut pixmap),
        }
    }
    // everything is opaque, so the colors are what they are
    Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() }
}

/// The scale, lowered if the picture would be too large for memory.
fn bounded((width, height): (f32, f32), scale: f32) -> f32 {
    if !(width > 0.0 && height > 0.0 && scale > 0.0) {
        return 1.0;
    }
    scale.min((PIXEL_LIMIT / (width * height)).sqrt()).min(SIDE_LIMIT / width.max(height))
}

fn ink(Color(red, green, blue): Color) -> tiny_skia::Paint<'static> {
    let mut paint = tiny_skia::Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

fn draw_path(path: &Path, scale: f32, pixmap: &mut Pixmap) {
    let Some(outline) = outline(&path.segments) else { return };
    let transform = Transform::from_scale(scale, scale);
    if let Some(color) = path.fill {
        pixmap.fill_path(&outline, &ink(color), FillRule::Winding, transform, None);
    }
    if let Some(stroke) = path.stroke {
        pixmap.stroke_path(&outline, &ink(stroke.color), &pen(stroke), transform, None);
    }
}

/// The path as the painter wants it; `None` if there is nothing to paint.
fn outline(segments: &[Segment]) -> Option<Outline> {
    let mut builder = PathBuilder::with_capacity(segments.len(), segments.len() * 2);
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => builder.move_to(x, y),
            Segment::Line(x, y) => builder.line_to(x, y),
            Segment::Curve(x1, y1, x2, y2, x, y) => builder.cubic_to(x1, y1, x2, y2, x, y),
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn pen(stroke: Stroke) -> tiny_skia::Stroke {
    let (line_cap, line_join) =
        if stroke.round { (LineCap::Round, LineJoin::Round) } else { (LineCap::Butt, LineJoin::Miter) };
    let dash = stroke.dash.and_then(|(dash, gap)| StrokeDash::new(vec![dash, gap], 0.0));
    // PDF's own limit of a mitre, which the pages' writer leaves as it is
    tiny_skia::Stroke { width: stroke.width_pt, line_cap, line_join, dash, miter_limit: 10.0 }
}

fn draw_picture(picture: &Picture, scale: f32, pixmap: &mut Pixmap) {
    let (width, height) = (picture.width * scale, picture.height * scale);
    if !(width > 0.0 && height > 0.0) || width > 4.0 * SIDE_LIMIT || height > 4.0 * SIDE_LIMIT {
        return;
    }
    // sampling between neighbors skips pixels when a picture gets much smaller, so it is averaged down before that
    let smaller = picture.pixels.shrunk(width.ceil() as u32, height.ceil() as u32);
    let Some(source) = premultiplied(smaller.as_ref().unwrap_or(&picture.pixels)) else { return };
    let fit = (width / source.width() as f32, height / source.height() as f32);
    let transform = Transform::from_row(fit.0, 0.0, 0.0, fit.1, picture.x * scale, picture.y * scale);
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    pixmap.draw_pixmap(0, 0, source.as_ref(), &paint, transform, None);
}

#[cfg(test)]
mod tests;
