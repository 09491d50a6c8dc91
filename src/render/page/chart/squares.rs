//! One small square per practice, in rows by function, with a summary of each row.

use crate::render::page::art::Art;
use crate::render::page::glyph::{self, Square};
use crate::render::page::palette;
use crate::render::page::paragraph::{Passage, Side, Tags};
use crate::render::page::path::{filled, polygon, polyline, rounded, stroked};
use crate::render::page::piece::Piece;
use crate::render::page::placed::ElementId;
use crate::render::page::strip::{Slot, Strip};
use crate::render::page::style;
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Glyph, SquareRow};

/// Distance from one square to the next where there is room, and at the least; what of it a square takes.
const PITCH: f32 = 12.0;
const SMALLEST_PITCH: f32 = 8.0;
const SIDE: f32 = 0.75;
/// The words at both sides: the label's largest width, the largest and the smallest share of the width for the summary, the gap
/// to the squares.
const LABEL_WIDTH: f32 = 66.0;
const SUMMARY_SHARE: f32 = 0.5;
const LEAST_SUMMARY_SHARE: f32 = 0.3;
const GAP: f32 = 9.0;
/// Above and below a row's words.
const PADDING: f32 = 3.0;

/// Draws the rows, a piece each. Squares shrink a little so that the longest row stays in one line; those that still find
/// no room go on below, in pieces of their own.
pub(super) fn draw(
    setter: &mut Typesetter<'_>,
    rows: &[SquareRow],
    (width, limit): (f32, f32),
    figure: ElementId,
) -> Vec<Piece> {
    let named = rows.iter().map(|row| setter.width(&row.label, &style::TABLE_HEAD)).fold(0.0, f32::max);
    let label_width = (named + 0.5).min(LABEL_WIDTH).min(width * 0.2);
    let widest = rows.iter().map(|row| setter.width(&row.summary, &style::CELL)).fold(0.0, f32::max);
    let most = rows.iter().map(|row| row.marks.len()).max().unwrap_or(0).max(1);
    let beside = width - label_width - 2.0 * GAP;
    // words wrap more gracefully than squares do
    let most_for_words = (beside - most as f32 * SMALLEST_PITCH).max(width * LEAST_SUMMARY_SHARE);
    let summary_width = (widest + 0.5).min(width * SUMMARY_SHARE).min(most_for_words);
    let room = (beside - summary_width).max(PITCH);
    let pitch = (room / most as f32).clamp(SMALLEST_PITCH, PITCH);
    let per_line = ((room / pitch + 0.01) as usize).max(1);
    let tags = Tags::one(Some(figure));
    let mut pieces = Vec::with_capacity(rows.len());
    for row in rows {
        let label = Passage::plain(&row.label, &style::TABLE_HEAD, setter).tagged(tags.clone());
        let label = Slot::text(setter, label, (0.0, label_width, Side::Start));
        let summary = Passage::plain(&row.summary, &style::CELL, setter).tagged(tags.clone());
        let summary = Slot::text(setter, summary, (width - summary_width, summary_width, Side::Right));
        let strip = Strip {
            slots: vec![label, summary],
            padding: PADDING,
            at_bottom: false,
            rules: Vec::new(),
            rule: (0.0, palette::LINE),
            min_height: style::CELL.leading,
        };
        let mut row_pieces = strip.into_pieces(setter, limit);
        let mut lines = row.marks.chunks(per_line).map(|marks| line_of(marks, label_width + GAP, pitch, figure));
        if let (Some(first), Some(line)) = (row_pieces.first_mut(), lines.next()) {
            first.art.append(line, 0.0, 0.0);
        }
        pieces.append(&mut row_pieces);
        let height = style::CELL.leading + 2.0 * PADDING;
        pieces.extend(lines.map(|art| Piece { art, height, ..Piece::default() }));
    }
    pieces
}

/// A line of squares from a left edge.
fn line_of(marks: &[Glyph], left: f32, pitch: f32, figure: ElementId) -> Art {
    let mut art = Art::of(figure);
    let side = pitch * SIDE;
    let y = PADDING + (style::CELL.leading - side) / 2.0;
    for (number, &mark) in marks.iter().enumerate() {
        square(mark, Square { x: left + number as f32 * pitch, y, side }, &mut art);
    }
    art
}

/// A square for a status: filled with a tick, half filled, open, open with a bar. What is no status keeps its own sign.
/// Designed in 16 units.
fn square(mark: Glyph, place: Square, art: &mut Art) {
    let Square { x, y, side } = place;
    let unit = side / 12.0;
    let at = |h: f32, v: f32| (x + (h - 2.0) * unit, y + (v - 2.0) * unit);
    let color = palette::mark(mark);
    let inset = 0.75 * unit;
    let edge = || rounded(x + inset, y + inset, side - 2.0 * inset, side - 2.0 * inset, 2.25 * unit);
    match mark {
        Glyph::Done => {
            art.path(filled(rounded(x, y, side, side, 2.7 * unit), color));
            let tick = polyline(&[at(5.0, 8.2), at(7.2, 10.4), at(11.2, 5.8)]);
            art.path(stroked(tick, palette::SURFACE, 1.7 * unit));
        }
        Glyph::InProgress => {
            art.path(stroked(edge(), color, 1.5 * unit));
            art.path(filled(polygon(&[at(4.6, 11.4), at(4.6, 4.6), at(11.4, 4.6)]), color));
        }
        Glyph::NotStarted => art.path(stroked(edge(), color, 1.5 * unit)),
        Glyph::NotApplicable => {
            art.path(stroked(edge(), color, 1.5 * unit));
            art.path(stroked(polyline(&[at(4.8, 8.0), at(11.2, 8.0)]), color, 1.5 * unit));
        }
        other => glyph::draw(other, place, art),
    }
}
