//! A logo: from the file that a person chose to pixels.
//!
//! A workbook keeps the file as it is, as a data address, and it comes from anywhere: so whatever is read here has limits.
//! `svg` says what a drawing may hold. Nothing here opens a file or follows a reference.

mod svg;
#[cfg(test)]
mod tests;

use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};
use thiserror::Error;

use crate::render::base64;
use crate::render::page::placed::Pixels;
use crate::render::raster::{premultiplied, straight};

/// Bytes that the file of a logo may have.
pub const SIZE_LIMIT: usize = 256 * 1024;
/// Pixels that a logo may have on a side.
pub const SIDE_LIMIT: u32 = 4096;

/// How a PNG begins (W3C PNG, section 5.2).
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The height at which a file is tried before it is taken in.
const TRIAL_HEIGHT: u32 = 64;

/// Why a file cannot be a logo.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// Neither PNG nor SVG: choose another file.
    #[error("this is neither a PNG nor an SVG")]
    Unknown,
    /// The file is larger than [`SIZE_LIMIT`]: save it smaller.
    #[error("the picture has more than {} KB", SIZE_LIMIT / 1024)]
    TooLarge,
    /// The picture is wider or higher than [`SIDE_LIMIT`]: save it smaller.
    #[error("the picture has more than {SIDE_LIMIT} pixels on a side")]
    TooManyPixels,
    /// The drawing has letters, which would need their font: convert them to outlines in the program that drew it.
    #[error("the drawing has text: convert it to outlines and save it again")]
    HasText,
    /// The drawing has something that a logo cannot have here: save it as plain shapes.
    #[error("the drawing has {0}, which is not supported: save it as plain shapes, or as PNG")]
    Unsupported(String),
    /// The drawing would take too long to paint: save it as PNG.
    #[error("the drawing is too complex: save it as PNG")]
    TooComplex,
    /// The file says it is a picture and cannot be read: save it anew.
    #[error("the picture cannot be read: {0}")]
    Broken(String),
}

/// A picture's file as the data address that a workbook keeps.
///
/// # Errors
/// [`PictureError`] if it is no picture that [`read`] would show.
pub fn data_address(bytes: &[u8]) -> Result<String, PictureError> {
    pixels(bytes, TRIAL_HEIGHT)?;
    let kind = if bytes.starts_with(PNG_SIGNATURE) { "png" } else { "svg+xml" };
    Ok(format!("data:image/{kind};base64,{}", base64::encode(bytes)))
}

/// The pixels of a picture in a data address, at most so many high. Drawings get just that height.
///
/// # Errors
/// [`PictureError`] if there is no picture in it.
pub fn read(address: &str, height_px: u32) -> Result<Pixels, PictureError> {
    let kinds = ["data:image/png;base64,", "data:image/svg+xml;base64,"];
    let letters = kinds.iter().find_map(|kind| address.strip_prefix(kind)).ok_or(PictureError::Unknown)?;
    if letters.len() > SIZE_LIMIT / 3 * 4 + 4 {
        return Err(PictureError::TooLarge);
    }
    let bytes = base64::decode(letters).ok_or_else(|| PictureError::Broken("its address is cut short".to_owned()))?;
    pixels(&bytes, height_px)
}

fn pixels(bytes: &[u8], height_px: u32) -> Result<Pixels, PictureError> {
    let height_px = height_px.clamp(1, SIDE_LIMIT);
    if bytes.len() > SIZE_LIMIT {
        return Err(PictureError::TooLarge);
    }
    if bytes.starts_with(PNG_SIGNATURE) {
        return Ok(lowered(png(bytes)?, height_px));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::Unknown)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') || !text.contains("<svg") && !text.contains(":svg") {
        return Err(PictureError::Unknown);
    }
    svg::paint(text, height_px)
}

fn png(bytes: &[u8]) -> Result<Pixels, PictureError> {
    // the size stands in the first chunk, and is looked at before memory is taken for it
    let side = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    match (side(16), side(20)) {
        (Some(width), Some(height)) if width > SIDE_LIMIT || height > SIDE_LIMIT => Err(PictureError::TooManyPixels),
        _ if !has_whole_palettes(bytes) => Err(PictureError::Broken("its palette is cut short".to_owned())),
        _ => Pixmap::decode_png(bytes).map(straight).map_err(|error| PictureError::Broken(error.to_string())),
    }
}

/// Whether every palette holds whole colors, three bytes each. The decoder takes that for granted and would stop the program
/// (png 0.18.1, found by fuzzing).
fn has_whole_palettes(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(PNG_SIGNATURE.len()..).unwrap_or_default();
    while let Some((length, chunk)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        if chunk.starts_with(b"PLTE") && !length.is_multiple_of(3) {
            return false;
        }
        // its name before, its checksum after the content
        let Some(next) = length.checked_add(8).and_then(|end| chunk.get(end..)) else { break };
        rest = next;
    }
    true
}

/// A picture in a lower height; as it is if it is low enough.
fn lowered(pixels: Pixels, height_px: u32) -> Pixels {
    if pixels.height <= height_px {
        return pixels;
    }
    let share = height_px as f32 / pixels.height as f32;
    let width = (pixels.width as f32 * share).round().max(1.0);
    let near = pixels.shrunk(width as u32, height_px).unwrap_or(pixels);
    let (Some(source), Some(mut target)) = (premultiplied(&near), Pixmap::new(width as u32, height_px)) else {
        return near;
    };
    let fit = Transform::from_scale(width / near.width as f32, height_px as f32 / near.height as f32);
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    target.draw_pixmap(0, 0, source.as_ref(), &paint, fit, None);
    straight(target)
}
