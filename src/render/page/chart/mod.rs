//! The charts: numbers and labels of the report -> pieces of a page.
//!
//! Everything that is drawn belongs to the figure's element, words included, so that nothing is lost to extraction while a
//! screen reader says the figure's alternative text. Numbers may be anything: what cannot be drawn is left out.

mod bands;
mod heat_map;
mod history;
mod intervals;
mod squares;

use crate::render::page::piece::Piece;
use crate::render::page::placed::ElementId;
use crate::render::page::typesetter::Typesetter;
use crate::report::block::Chart;

/// A chart in a column of a width, as one piece or several that a page may part if it must; none is higher than `limit`.
pub(crate) fn draw(
    setter: &mut Typesetter<'_>,
    chart: &Chart,
    (width, limit): (f32, f32),
    figure: ElementId,
) -> Vec<Piece> {
    match chart {
        Chart::HeatMap(map) => vec![heat_map::draw(setter, map, (width, limit), figure)],
        Chart::Intervals(rows) => intervals::draw(setter, rows, (width, limit), figure),
        Chart::Bands(bands) => bands::draw(setter, bands, width, figure),
        Chart::Squares(rows) => squares::draw(setter, rows, (width, limit), figure),
        Chart::History(history) => vec![history::draw(setter, history, width, figure)],
    }
}

/// A fraction that can be drawn: not negative, not endless.
fn drawable(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}
