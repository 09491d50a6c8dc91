//! The box that stands for a character which no face can show, or which must not act: an outline around its code point.
//!
//! The digits are a run of text in the sans face, so that the box needs no drawing of its own; what the run says to
//! extraction is decided by [`spoken`]. Distances are in thousandths of the font size of the text around the box.

use crate::render::fonts::{FaceId, FontBook};
use crate::render::page::art::Art;
use crate::render::page::characters::spoken;
use crate::render::page::path;
use crate::render::page::placed::{Color, ElementId, PlacedGlyph, TextRun};

/// Size of the digits against the text around them.
const DIGIT_SCALE: f32 = 0.38;
/// Width that a digit takes.
const DIGIT_WIDTH: f32 = 255.0;
/// Baselines of the two rows of digits.
const ROWS: [f32; 2] = [440.0, 50.0];
/// Between the box and the text beside it, and between the box and its digits.
const MARGIN: f32 = 50.0;
/// Lower and upper edge of the box.
const EDGES: (f32, f32) = (-60.0, 820.0);

/// How wide the box of a character is, with its margins.
pub(crate) fn width(character: char) -> f32 {
    columns(character) as f32 * DIGIT_WIDTH + 4.0 * MARGIN
}

/// The digits as glyphs of the sans face at their own size. They all stand on the start of the box: the writer moves them
/// by their offsets.
pub(crate) fn digits(fonts: &FontBook, character: char, cluster: usize) -> Vec<PlacedGlyph> {
    let face = fonts.face(FaceId::SANS);
    let columns = columns(character);
    let code = format!("{:0width$X}", u32::from(character), width = columns * 2);
    let place = |(at, digit): (usize, char)| {
        let (id, advance) = face.glyph(digit)?;
        let left = 2.0 * MARGIN + (at % columns) as f32 * DIGIT_WIDTH;
        let centered = left + (DIGIT_WIDTH - advance * DIGIT_SCALE) / 2.0;
        let row = ROWS.get(at / columns)?;
        let (dx, dy) = (centered / DIGIT_SCALE, row / DIGIT_SCALE);
        Some(PlacedGlyph { id, advance: 0.0, dx, dy, cluster: cluster as u32 })
    };
    code.chars().enumerate().filter_map(place).collect()
}

/// A box at a place of a line.
pub(crate) struct Boxed<'a> {
    /// The character.
    pub(crate) character: char,
    /// Its digits.
    pub(crate) digits: &'a [PlacedGlyph],
    /// Left end and baseline.
    pub(crate) at: (f32, f32),
    /// Size of the text around it.
    pub(crate) size: f32,
    /// Its color.
    pub(crate) color: Color,
}

/// Paints the box.
pub(crate) fn draw(boxed: &Boxed<'_>, art: &mut Art, element: Option<ElementId>) {
    let (x, y) = boxed.at;
    let em = boxed.size / 1000.0;
    let outline = path::rounded(
        x + MARGIN * em,
        y - EDGES.1 * em,
        (width(boxed.character) - 2.0 * MARGIN) * em,
        (EDGES.1 - EDGES.0) * em,
        60.0 * em,
    );
    art.decorate(path::stroked(outline, boxed.color, 50.0 * em));
    let glyphs = boxed.digits.iter().map(|&digit| PlacedGlyph { cluster: 0, ..digit }).collect();
    let run = TextRun {
        face: FaceId::SANS,
        size_pt: boxed.size * DIGIT_SCALE,
        color: boxed.color,
        x,
        y,
        rotation: 0.0,
        glyphs,
        text: spoken(boxed.character),
    };
    art.text(run, element);
}

/// The digits stand in two rows of this many.
fn columns(character: char) -> usize {
    if u32::from(character) > 0xFFFF { 3 } else { 2 }
}
