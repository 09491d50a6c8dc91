//! One interval per row, each against its own limit, all limits on one vertical line.

use crate::render::page::art::Art;
use crate::render::page::glyph::{self, Square};
use crate::render::page::interval::{self, Lane};
use crate::render::page::palette;
use crate::render::page::paragraph::{Passage, Side, Tags};
use crate::render::page::piece::Piece;
use crate::render::page::placed::ElementId;
use crate::render::page::strip::{Slot, Strip};
use crate::render::page::style;
use crate::render::page::typesetter::Typesetter;
use crate::report::block::IntervalRow;

/// Shares of the width that label and axis take; the verdict takes the rest.
const LABEL_SHARE: f32 = 0.27;
const AXIS_SHARE: f32 = 0.4;
const GAP: f32 = 12.0;
/// Height of a row with one line.
const ROW_HEIGHT: f32 = 21.0;
/// Side of the verdict's sign, and what it takes with the gap to its words.
const SIGN: f32 = 9.0;
const SIGN_SPACE: f32 = 13.5;

/// Draws the rows, a piece each.
pub(super) fn draw(
    setter: &mut Typesetter<'_>,
    rows: &[IntervalRow],
    (width, limit): (f32, f32),
    figure: ElementId,
) -> Vec<Piece> {
    let (label, axis) = (width * LABEL_SHARE, width * AXIS_SHARE);
    let axis_x = label + GAP;
    let verdict_x = axis_x + axis + GAP + SIGN_SPACE;
    let mut pieces = Vec::with_capacity(rows.len());
    for row in rows {
        let tags = Tags::one(Some(figure));
        let name = Passage::plain(&row.label, &style::ROW_NAME, setter).tagged(tags.clone());
        let name = Slot::text(setter, name, (0.0, label, Side::Start));
        let words = Passage::plain(&row.verdict.label, &style::CELL, setter).tagged(tags);
        let mut words = Slot::text(setter, words, (verdict_x, width - verdict_x, Side::Start));
        words.drawing = Art::of(figure);
        let square = Square { x: verdict_x - SIGN_SPACE, y: (style::CELL.leading - SIGN) / 2.0, side: SIGN };
        glyph::draw(row.verdict.glyph, square, &mut words.drawing);
        let strip = Strip {
            slots: vec![name, words],
            padding: (ROW_HEIGHT - style::CELL.leading) / 2.0,
            at_bottom: false,
            rules: Vec::new(),
            rule: (0.0, palette::LINE),
            min_height: style::CELL.leading,
        };
        let mut row_pieces = strip.into_pieces(setter, limit);
        if let Some(first) = row_pieces.first_mut() {
            // the lines of the limits meet, so that they read as one
            let lane = Lane { x: axis_x, width: axis, top: 0.0, height: first.height, middle: ROW_HEIGHT / 2.0 };
            let mut drawing = Art::of(figure);
            interval::draw(&row.interval, lane, &mut drawing);
            first.art.append(drawing, 0.0, 0.0);
        }
        pieces.append(&mut row_pieces);
    }
    pieces
}
