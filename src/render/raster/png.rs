//! Pixels as a PNG file (ISO/IEC 15948): numbers of colors in a palette where colors are few, as in signs and charts.
//!
//! Relies on `flate2`. Written here, because a palette makes such files several times smaller and quicker to write, and the
//! painter's own writer knows none. What it does not do: interlacing, more than eight bits to a color.

use std::collections::HashMap;
use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use crate::render::page::placed::Pixels;

/// A palette holds so many colors.
const MOST_COLORS: usize = 256;
/// How hard it is compressed, from 0 to 9.
const LEVEL: u32 = 6;
/// How a line is foretold: not at all, or from the pixel to the left.
const PLAIN: u8 = 0;
const FROM_LEFT: u8 = 1;
/// Kinds of pixels: a number in the palette, or red, green, blue and opacity.
const NUMBERED: u8 = 3;
const FOUR_BYTES: u8 = 6;

/// Writes pixels as PNG. The same pixels always give the same bytes; pixels without size give none.
#[must_use]
pub fn png(pixels: &Pixels) -> Vec<u8> {
    let (width, height) = (pixels.width, pixels.height);
    let wanted = u64::from(width) * u64::from(height) * 4;
    // sides are counted in 31 bits
    if wanted == 0 || wanted != pixels.rgba.len() as u64 || width.max(height) > i32::MAX.unsigned_abs() {
        return Vec::new();
    }
    let numbered = Numbered::of(pixels);
    let (kind, lines) = match &numbered {
        Some(numbered) => (NUMBERED, numbered.lines(width as usize)),
        None => (FOUR_BYTES, foretold(pixels)),
    };
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, kind, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(*b"IHDR", &head, &mut file);
    if let Some(Numbered { palette, .. }) = &numbered {
        let colors: Vec<u8> = palette.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
        chunk(*b"PLTE", &colors, &mut file);
        let opacities: Vec<u8> = palette.iter().map(|[.., opacity]| *opacity).collect();
        if opacities.iter().any(|opacity| *opacity < u8::MAX) {
            chunk(*b"tRNS", &opacities, &mut file);
        }
    }
    chunk(*b"IDAT", &deflated(&lines), &mut file);
    chunk(*b"IEND", &[], &mut file);
    file
}

/// Pixels as numbers of colors, in the order in which the colors are met.
struct Numbered {
    palette: Vec<[u8; 4]>,
    numbers: Vec<u8>,
}

impl Numbered {
    /// `None` if there are too many colors.
    fn of(pixels: &Pixels) -> Option<Self> {
        let mut palette: Vec<[u8; 4]> = Vec::new();
        let mut known: HashMap<[u8; 4], u8> = HashMap::new();
        let mut numbers = Vec::with_capacity(pixels.rgba.len() / 4);
        let mut last = None;
        for &pixel in pixels.rgba.as_chunks::<4>().0 {
            // most pixels are as the one before
            let number = match last {
                Some((color, number)) if color == pixel => number,
                _ => match known.get(&pixel) {
                    Some(number) => *number,
                    None if palette.len() == MOST_COLORS => return None,
                    None => {
                        let number = palette.len() as u8;
                        palette.push(pixel);
                        known.insert(pixel, number);
                        number
                    }
                },
            };
            last = Some((pixel, number));
            numbers.push(number);
        }
        Some(Self { palette, numbers })
    }

    fn lines(&self, width: usize) -> Vec<u8> {
        let mut lines = Vec::with_capacity(self.numbers.len() + self.numbers.len() / width.max(1));
        for line in self.numbers.chunks(width.max(1)) {
            lines.push(PLAIN);
            lines.extend_from_slice(line);
        }
        lines
    }
}

/// Each pixel as what it differs by from the one at its left: what photographs shrink best by for little work.
fn foretold(pixels: &Pixels) -> Vec<u8> {
    let mut lines = Vec::with_capacity(pixels.rgba.len() + pixels.height as usize);
    for line in pixels.rgba.chunks((pixels.width as usize * 4).max(4)) {
        lines.push(FROM_LEFT);
        let lefts = [0; 4].iter().chain(line);
        lines.extend(line.iter().zip(lefts).map(|(byte, left)| byte.wrapping_sub(*left)));
    }
    lines
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    // writing into memory does not fail
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

fn chunk(kind: [u8; 4], content: &[u8], file: &mut Vec<u8>) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(content);
    file.extend((content.len() as u32).to_be_bytes());
    file.extend(kind);
    file.extend_from_slice(content);
    file.extend(sum.sum().to_be_bytes());
}
