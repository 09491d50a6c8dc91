//! What can be done with pixels: gray, smaller, as the painter wants them.

use resvg::tiny_skia::{ColorU8, IntSize, Pixmap};

use crate::render::page::placed::Pixels;

impl Pixels {
    /// As a printer without colors shows them: the lightness of each pixel (ITU-R BT.601, section 2.5.1).
    #[must_use]
    pub fn grayed(&self) -> Self {
        let mut grayed = self.clone();
        for pixel in grayed.rgba.as_chunks_mut::<4>().0 {
            let [red, green, blue, _] = pixel.map(u32::from);
            let lightness = ((299 * red + 587 * green + 114 * blue + 500) / 1000) as u8;
            *pixel = [lightness, lightness, lightness, pixel[3]];
        }
        grayed
    }

    /// Averaged down towards a size, to no less than it; `None` if that is not a whole step smaller.
    pub(crate) fn shrunk(&self, width: u32, height: u32) -> Option<Self> {
        let step = (self.width / width.max(1)).min(self.height / height.max(1));
        if step < 2 {
            return None;
        }
        let (columns, rows) = (self.width / step, self.height / step);
        let mut rgba = Vec::with_capacity(columns as usize * rows as usize * 4);
        for row in 0..rows {
            for column in 0..columns {
                rgba.extend(self.average(column * step, row * step, step));
            }
        }
        Some(Self { width: columns, height: rows, rgba })
    }

    /// The mean color of a square; what is transparent has no say in the color.
    fn average(&self, left: u32, top: u32, side: u32) -> [u8; 4] {
        let mut sums = [0u64; 4];
        for row in top..top + side {
            let start = (row as usize * self.width as usize + left as usize) * 4;
            let line = self.rgba.get(start..start + side as usize * 4).unwrap_or_default();
            for &[red, green, blue, opacity] in line.as_chunks::<4>().0 {
                let weights = [red, green, blue].map(|part| u64::from(part) * u64::from(opacity));
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                sums[3] += u64::from(opacity);
            }
        }
        let [red, green, blue, opacity] = sums;
        let mean = |sum: u64| ((sum + opacity / 2) / opacity.max(1)) as u8;
        let area = u64::from(side) * u64::from(side);
        [mean(red), mean(green), mean(blue), ((opacity + area / 2) / area) as u8]
    }
}

/// Pixels as the painter wants them: colors multiplied by opacity. `None` if size and bytes do not agree.
pub(crate) fn premultiplied(pixels: &Pixels) -> Option<Pixmap> {
    let mut data = pixels.rgba.clone();
    for pixel in data.as_chunks_mut::<4>().0 {
        let [red, green, blue, opacity] = *pixel;
        if opacity < 255 {
            let color = ColorU8::from_rgba(red, green, blue, opacity).premultiply();
            *pixel = [color.red(), color.green(), color.blue(), opacity];
        }
    }
    Pixmap::from_vec(data, IntSize::from_wh(pixels.width, pixels.height)?)
}

/// What the painter holds as pixels.
pub(crate) fn straight(pixmap: Pixmap) -> Pixels {
    Pixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take_demultiplied() }
}
