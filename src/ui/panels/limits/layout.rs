//! Where things lie in the table: columns side by side, or one under the other where there is little width; and how high a
//! row is with its texts.

use std::sync::Arc;

use egui::{Color32, Galley, Rangef, Rect, Ui, pos2, vec2};

use crate::model::limits::Limit;
use crate::ui::theme::{self, Type, size};

use super::wording::{self, Says, Zone};

/// The least height of a row beside others.
const LEAST: f32 = 132.0;
const PAD: f32 = 8.0;
const GAP: f32 = 8.0;
/// The space over and under what a row holds.
const EDGE: f32 = 12.0;
/// The most lines of what happens at a boundary.
const BOUNDARY_ROWS: usize = 3;
/// What stands before the words of a boundary, and of what is not known.
pub const LEAD: f32 = 20.0;
/// The number before the kind.
pub const NUMBER: f32 = 16.0;

/// Where the columns lie, from the left edge of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// Whether zones lie one under the other.
    pub stacked: bool,
    /// The kind.
    pub kind: Rangef,
    /// Holds, degrades, beyond.
    pub zones: [Rangef; 3],
    /// How wide the table is.
    pub width: f32,
}

impl Columns {
    /// The columns of a table of this width.
    pub fn of(width: f32) -> Self {
        if width < 520.0 {
            let whole = Rangef::new(0.0, width);
            return Self { stacked: true, kind: Rangef::new(PAD, width), zones: [whole; 3], width };
        }
        let kind = if width < 760.0 { 148.0 } else { 216.0 };
        let zone = (width - PAD - kind - 3.0 * GAP) / 3.0;
        let zones = [0.0, 1.0, 2.0].map(|at| {
            let left = PAD + kind + GAP + at * (zone + GAP);
            Rangef::new(left, left + zone)
        });
        Self { stacked: false, kind: Rangef::new(PAD, PAD + kind), zones, width }
    }

    fn zone(&self, zone: Zone) -> Rangef {
        let [holds, degrades, beyond] = self.zones;
        match zone {
            Zone::Holds => holds,
            Zone::Degrades => degrades,
            Zone::Beyond | Zone::Boundary => beyond,
        }
    }
}

/// A zone as it lies in its row.
pub struct Cell {
    /// The zone.
    pub zone: Zone,
    /// Where it is, from the corner of the row.
    pub rect: Rect,
    /// What it says.
    pub says: Says,
    /// Its words, laid out.
    pub galley: Arc<Galley>,
}

impl Cell {
    /// Whether a sign stands before its words.
    pub const fn has_lead(&self) -> bool {
        matches!((self.zone, &self.says), (Zone::Boundary, _) | (_, Says::Unknown(_)))
    }
}

/// A row as it lies.
pub struct Placed {
    /// How high it is.
    pub height: f32,
    /// The kind and the line under it.
    pub title: Arc<Galley>,
    /// The line under it.
    pub line: Arc<Galley>,
    /// Where the links are, if there are any.
    pub links: Option<Rect>,
    /// Where the bar is, with the words after it.
    pub bar: Rect,
    /// The zones.
    pub cells: [Cell; 4],
}

/// What is special about a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shown {
    /// Whether it is selected.
    pub selected: bool,
    /// Whether another limit is of the same kind.
    pub kind_is_shared: bool,
    /// The zone that is being edited.
    pub editing: Option<Zone>,
}

/// Lays a row out.
pub fn place(ui: &Ui, limit: &Limit, columns: &Columns, shown: Shown) -> Placed {
    let c = theme::colors(ui);
    let stacked = columns.stacked;
    let text = Rangef::new(columns.kind.min, columns.kind.max - PAD);
    let width = text.span() - NUMBER - 4.0;
    let style = if shown.selected { Type::Strong } else { Type::Medium };
    let title_width = width - if stacked { 24.0 } else { 20.0 };
    let title = theme::cut(ui, wording::kind(limit.kind), style, c.ink, title_width, 2);
    let line = theme::cut(ui, wording::line(limit, shown.kind_is_shared), Type::Prompt, c.ink, width, 4);
    let under = EDGE + title.size().y + 2.0 + line.size().y;
    let links = (!limit.links.is_empty())
        .then(|| Rect::from_min_size(pos2(text.min + NUMBER, under + 2.0), vec2(width, size::TARGET)));
    let kind_ends = links.map_or(under, |links| links.bottom());
    let [first, .., last] = columns.zones;
    let bar_top = if stacked { kind_ends + 4.0 } else { EDGE - 2.0 };
    let bar_left = if stacked { PAD } else { first.min + PAD };
    let bar = Rect::from_min_max(pos2(bar_left, bar_top), pos2(last.max - PAD, bar_top + size::TARGET));
    let mut y = bar.bottom() + 4.0;
    let mut ends = y;
    let cells = Zone::ALL.map(|zone| {
        let across = columns.zone(zone);
        let top = if stacked || zone == Zone::Boundary { y + 2.0 } else { bar.bottom() + 4.0 };
        let caption = if stacked && zone != Zone::Boundary { Type::Caption.line() + 4.0 } else { 0.0 };
        let mut cell = cell(ui, limit, zone, (across, shown));
        cell.rect = cell.rect.translate(vec2(0.0, top + caption));
        if zone >= Zone::Beyond || stacked {
            y = cell.rect.bottom();
        }
        ends = ends.max(cell.rect.bottom());
        cell
    });
    let least = if stacked { 0.0 } else { LEAST };
    let height = (ends.max(kind_ends) + EDGE).max(least).ceil();
    Placed { height, title, line, links, bar, cells }
}

/// A zone at the top of its row.
fn cell(ui: &Ui, limit: &Limit, zone: Zone, (across, shown): (Rangef, Shown)) -> Cell {
    let c = theme::colors(ui);
    let says = Says::of(limit, zone);
    let editing = shown.editing == Some(zone);
    let rect = |height: f32| Rect::from_x_y_ranges(across, Rangef::new(0.0, height));
    if editing {
        let width = across.span() - 2.0 * PAD;
        let galley = theme::wrapped(ui, zone.text(limit), Type::Note, c.ink, width);
        let height = galley.size().y.max(2.0 * Type::Note.line()) + 12.0;
        return Cell { zone, rect: rect(height), says, galley };
    }
    let ink = match (&says, zone) {
        (Says::Text(_), Zone::Beyond) => c.ink_2,
        (Says::Text(_), _) | (Says::Blank(_) | Says::Unknown(_), Zone::Boundary) => c.ink,
        (Says::Unknown(_), _) => c.question_text,
        (Says::Blank(_) | Says::NotApplicable(_), _) => c.ink_3,
    };
    let style = if zone == Zone::Boundary { Type::Medium } else { Type::Note };
    let mut cell = Cell { zone, rect: Rect::ZERO, says, galley: theme::line(ui, "", style, Color32::PLACEHOLDER) };
    let lead = if cell.has_lead() { LEAD } else { 0.0 };
    let width = across.span() - 2.0 * PAD - lead;
    // all of it stands in the card
    let rows = if zone == Zone::Boundary { BOUNDARY_ROWS } else { usize::MAX };
    cell.galley = theme::cut(ui, cell.says.words(), style, ink, width, rows);
    cell.rect = rect((cell.galley.size().y + 8.0).max(size::TARGET));
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lie_side_by_side_or_one_under_the_other() {
        for width in [520.0, 628.0, 672.0, 816.0, 1_100.0_f32] {
            let columns = Columns::of(width);
            assert!(!columns.stacked);
            let mut end = 0.0;
            for column in [columns.kind].into_iter().chain(columns.zones) {
                assert!(column.min >= end && column.span() > 100.0, "{width}: {columns:?}");
                end = column.max;
            }
            assert!(end <= width + 0.5, "{width}: {columns:?}");
        }
        assert!(Columns::of(432.0).stacked);
    }
}
