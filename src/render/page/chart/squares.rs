//! One small square per practice, in rows by function, with a summary of each row.

use crate::render::page::art::Art;
use crate::render::page::palette;
use crate::render::page::path::{filled, polygon, polyline, rounded, stroked};
use crate::render::page::piece::Piece;
use crate::render::page::placed::ElementId;
use crate::render::page::style;
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{Glyph, SquareRow};

/// Side of a square, and the distance from one to the next.
const SIDE: f32 = 9.0;
const PITCH: f32 = 12.0;
const LABEL_WIDTH: f32 = 66.0;
const GAP: f32 = 9.0;
/// Height of a row, and the space above its words.
const ROW_HEIGHT: f32 = 18.0;
const PADDING: f32 = 3.0;

/// Draws the rows, a piece each. Squares that find no room beside the label go on below, in pieces of their own.
pub(super) fn draw(setter: &mut Typesetter<'_>, rows: &[SquareRow], width: f32, figure: ElementId) -> Vec<Piece> {
    let label_width = LABEL_WIDTH.min(width * 0.2);
    let widest = rows.iter().map(|row| setter.width(&row.summary, &style::CELL)).fold(0.0, f32::max);
    let summary_width = widest.min(width * 0.35);
    let room = (width - label_width - summary_width - 2.0 * GAP).max(PITCH);
    let per_line = ((room / PITCH) as usize).max(1);
    let mut pieces = Vec::with_capacity(rows.len());
    for row in rows {
        let mut art = Art::of(figure);
        let label = setter.fitted(&row.label, &style::TABLE_HEAD, label_width);
        setter.label(&label, &style::TABLE_HEAD, (0.0, PADDING, Hold::Left), &mut art);
        let summary = setter.fitted(&row.summary, &style::CELL, summary_width + 0.5);
        setter.label(&summary, &style::CELL, (width, PADDING, Hold::Right), &mut art);
        let mut lines = row.marks.chunks(per_line);
        draw_squares(lines.next().unwrap_or_default(), label_width + GAP, &mut art);
        pieces.push(Piece { art, height: ROW_HEIGHT, ..Piece::default() });
        for marks in lines {
            let mut art = Art::of(figure);
            draw_squares(marks, label_width + GAP, &mut art);
            pieces.push(Piece { art, height: ROW_HEIGHT, ..Piece::default() });
        }
    }
    pieces
}

/// A line of squares from a left edge.
fn draw_squares(marks: &[Glyph], left: f32, art: &mut Art) {
    for (number, &mark) in marks.iter().enumerate() {
        square(mark, left + number as f32 * PITCH, (ROW_HEIGHT - SIDE) / 2.0, art);
    }
}

/// A square for a status: filled with a tick, half filled, open, open with a bar. Designed in 16 units.
fn square(mark: Glyph, x: f32, y: f32, art: &mut Art) {
    let unit = SIDE / 12.0;
    let at = |h: f32, v: f32| (x + (h - 2.0) * unit, y + (v - 2.0) * unit);
    let color = palette::mark(mark);
    if mark == Glyph::Done {
        art.path(filled(rounded(x, y, SIDE, SIDE, 2.0), color));
        let tick = polyline(&[at(5.0, 8.2), at(7.2, 10.4), at(11.2, 5.8)]);
        art.path(stroked(tick, palette::SURFACE, 1.7 * unit));
        return;
    }
    let inset = 0.55;
    let side = SIDE - 2.0 * inset;
    art.path(stroked(rounded(x + inset, y + inset, side, side, 1.7), color, 1.5 * unit));
    match mark {
        Glyph::InProgress => {
            let half = polygon(&[at(4.6, 11.4), at(4.6, 4.6), at(11.4, 4.6)]);
            art.path(filled(half, color));
        }
        Glyph::NotApplicable => {
            art.path(stroked(polyline(&[at(4.8, 8.0), at(11.2, 8.0)]), color, 1.5 * unit));
        }
        _ => {}
    }
}
