//! Drawings as pictures: charts, intervals, signs.
//!
//! Painted at two pixels to a point. A picture has words for those who do not see it; one whose words stand beside it is
//! marked as decoration.

use crate::render::page::drawing::{self, Drawing};
use crate::render::page::placed::Pixels;
use crate::render::raster;
use crate::report::block::{Glyph, Interval};

use super::Writer;
use super::styles::larger;
use super::text::escaped;

/// Pixels to a point.
const SCALE: f32 = 2.0;
/// English metric units to a point.
const EMU: f32 = 12_700.0;
/// How much lower than the baseline a sign stands, in half points: it is higher than capital letters.
const DROP: u32 = 3;

impl Writer<'_> {
    /// A drawing as a run.
    pub(super) fn drawing(&mut self, drawing: &Drawing, alt: &str, properties: &str) -> String {
        let number = self.painted(drawing);
        self.placed_picture(number, (drawing.width_pt, drawing.height_pt), alt, properties)
    }

    /// A sign in front of a word.
    pub(super) fn sign(&mut self, glyph: Glyph, side_pt: f32) -> String {
        // a document has hundreds of signs of some ten kinds: each is painted once
        let is_it = |(sign, side, _): &&(Glyph, f32, usize)| *sign == glyph && side.to_bits() == side_pt.to_bits();
        let known = self.signs.iter().find(is_it).map(|(.., number)| *number);
        let times = self.sheet.times();
        let number = known.unwrap_or_else(|| {
            let number = self.painted(&drawing::sign(glyph, side_pt));
            self.signs.push((glyph, side_pt, number));
            number
        });
        self.placed_picture(number, (side_pt, side_pt), "", &lowered(DROP, times))
    }

    /// An interval against its limit.
    pub(super) fn interval(&mut self, interval: &Interval, width_pt: f32) -> String {
        let picture = drawing::interval(interval, width_pt, 15.0);
        self.drawing(&picture, &drawing::said(interval), &lowered(DROP, self.sheet.times()))
    }

    /// A picture in a place, as a run.
    fn placed_picture(&mut self, number: usize, size_pt: (f32, f32), alt: &str, properties: &str) -> String {
        self.drawings += 1;
        inline(&format!("rIdP{number}"), self.drawings, size_pt, alt, properties)
    }

    /// The number of the picture that a drawing becomes.
    fn painted(&mut self, drawing: &Drawing) -> usize {
        let size = (drawing.width_pt, drawing.height_pt);
        let pixels = raster::paint_with(&mut self.glyphs, &drawing.items, size, SCALE, self.fonts);
        self.picture(raster::png(&pixels))
    }

    /// The number of a picture; equal ones have the same.
    fn picture(&mut self, file: Vec<u8>) -> usize {
        self.pictures.iter().position(|known| *known == file).unwrap_or_else(|| {
            self.pictures.push(file);
            self.pictures.len() - 1
        })
    }
}

/// A picture as a run. Without words it is decoration.
pub(super) fn inline(relation: &str, number: usize, size_pt: (f32, f32), alt: &str, properties: &str) -> String {
    let (width, height) = (emu(size_pt.0), emu(size_pt.1));
    let words = if alt.is_empty() {
        r#"descr=""><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>"#.to_owned()
    } else {
        format!(r#"descr="{}"/>"#, escaped(alt))
    };
    format!(
        r#"<w:r><w:rPr><w:noProof/>{properties}</w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Picture {number}" {words}<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

/// The property of what stands lower than the baseline, by so many half points, on a sheet that is so many times as large.
pub(super) fn lowered(half_points: u32, times: f32) -> String {
    format!(r#"<w:position w:val="-{}"/>"#, larger(half_points, times))
}

/// The size of pixels in a height.
pub(super) fn scaled(pixels: &Pixels, height_pt: f32) -> (f32, f32) {
    (pixels.width as f32 * height_pt / pixels.height.max(1) as f32, height_pt)
}

fn emu(points: f32) -> u32 {
    (points * EMU).round().max(1.0) as u32
}
