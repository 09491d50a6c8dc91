//! A horizontal bar in parts: the bands of an operating point.

use crate::render::page::art::Art;
use crate::render::page::chart::drawable;
use crate::render::page::palette;
use crate::render::page::path::{filled, rounded, stroked};
use crate::render::page::piece::Piece;
use crate::render::page::placed::ElementId;
use crate::render::page::style::{self, TextStyle};
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::Band;

/// Height of the bar, gap between its parts, distance of a label from its part's edge.
const HEIGHT: f32 = 27.0;
const GAP: f32 = 1.5;
const LABEL_INSET: f32 = 8.25;
const LABEL: TextStyle = style::TABLE_HEAD.at_size(9.75, 15.0);
/// Side of the square in front of a label that found no room in its part, and what it takes.
const KEY: f32 = 8.0;
const KEY_SPACE: f32 = 12.0;
const KEY_LINE: f32 = 14.0;
const KEY_GAP: f32 = 4.0;

/// Draws the bar. Labels that do not fit inside stand below it, each in a piece of its own after a square in its part's
/// color.
pub(super) fn draw(setter: &mut Typesetter<'_>, bands: &[Band], width: f32, figure: ElementId) -> Vec<Piece> {
    let total: f64 = bands.iter().map(|band| drawable(band.share)).sum();
    let room = width - GAP * bands.len().saturating_sub(1) as f32;
    let mut art = Art::of(figure);
    let mut keys = Vec::new();
    let mut x = 0.0;
    if total <= 0.0 {
        art.path(stroked(rounded(0.5, 0.5, width - 1.0, HEIGHT - 1.0, 3.0), palette::CONTROL_LINE, 0.75));
    }
    for band in bands {
        let share = if total > 0.0 { drawable(band.share) / total } else { 0.0 };
        let part = room.max(0.0) * share as f32;
        let (fill, ink) = palette::band(band.kind);
        if part > 0.0 {
            art.path(filled(rounded(x, 0.0, part, HEIGHT, 3.0), fill));
        }
        if setter.width(&band.label, &LABEL) + 2.0 * LABEL_INSET <= part {
            let at = (x + LABEL_INSET, (HEIGHT - LABEL.leading) / 2.0, Hold::Left);
            setter.label(&band.label, &LABEL.in_color(ink), at, &mut art);
        } else {
            let mut art = Art::of(figure);
            art.path(filled(rounded(0.0, 3.0, KEY, KEY, 2.0), fill));
            let label = setter.fitted(&band.label, &style::CELL, width - KEY_SPACE);
            setter.label(&label, &style::CELL, (KEY_SPACE, 1.0, Hold::Left), &mut art);
            keys.push(Piece { art, height: KEY_LINE, ..Piece::default() });
        }
        x += part + GAP;
    }
    let below = if keys.is_empty() { 0.0 } else { KEY_GAP };
    let bar = Piece { art, height: HEIGHT, below, ..Piece::default() };
    std::iter::once(bar).chain(keys).collect()
}
