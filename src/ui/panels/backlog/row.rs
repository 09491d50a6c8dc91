//! Paints a row of the table. It shows what the item says; what happens to it is the table's business.

use egui::{Color32, Id, Rect, Response, Role, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::priority::{self, Input, Placing, Ranked};
use crate::model::record::Item;
use crate::model::roadmap::BacklogItem;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::columns::{Column, Slot};
use super::{acts, lift};

/// Where a row is, what it stands for, and how it stands out.
#[expect(clippy::struct_excessive_bools, reason = "each makes it stand out in a way of its own")]
pub(super) struct Look<'a> {
    /// Its rectangle.
    pub(super) rect: Rect,
    /// The columns.
    pub(super) slots: &'a [Slot],
    /// Its place by score.
    pub(super) ranked: Ranked,
    /// The running sum of points.
    pub(super) sum: f64,
    /// Whether it is above the cut.
    pub(super) above: bool,
    /// Whether people and score differ.
    pub(super) placing: Placing,
    /// Whether the order breaks a dependency of it.
    pub(super) broken: bool,
    /// The column that the table is sorted by.
    pub(super) sorted: Column,
    /// Whether it is the selected one.
    pub(super) selected: bool,
    /// Whether it is chosen together with others.
    pub(super) chosen: bool,
    /// The active cell, if the table has the focus.
    pub(super) active: Option<Column>,
}

/// The rectangle of a cell of a row.
pub(super) fn cell(row: Rect, slot: &Slot) -> Rect {
    Rect::from_x_y_ranges(row.left() + slot.left..=row.left() + slot.right, row.top()..=row.bottom() - 1.0)
}

/// Shows it.
pub(super) fn show(ui: &Ui, item: &BacklogItem, look: &Look<'_>, id: Id) -> Response {
    let c = theme::colors(ui);
    let response = ui.interact(look.rect, id, lift::SENSE);
    if look.selected || look.chosen {
        ui.painter().rect_filled(look.rect, 0.0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(look.rect, 0.0, c.hover);
    }
    for slot in look.slots {
        paint(ui, item, look, slot);
    }
    ui.painter().hline(look.rect.x_range(), look.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    if look.selected && look.active.is_some() {
        focus::outline(ui, look.rect, radius::CHIP);
    }
    let said = said(item, look);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, look.selected || look.chosen, &said));
    response
}

fn paint(ui: &Ui, item: &BacklogItem, look: &Look<'_>, slot: &Slot) {
    let c = theme::colors(ui);
    let rect = cell(look.rect, slot);
    if look.selected && look.active == Some(slot.column) {
        let frame = rect.expand2(vec2(4.0, -4.0));
        ui.painter().rect(frame, radius::CHIP, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    }
    let ink = super::ink(ui, look.above);
    match slot.column {
        Column::Rank => right(ui, rect, &rank_text(look.ranked), Type::Body, c.ink_3),
        Column::Number => left(ui, rect, &item.cite(), Type::Body, c.ink_3),
        Column::Name => name(ui, item, look, rect),
        Column::Kind => kind(ui, item, rect, slot.is_icon()),
        Column::Of(input) => match input.value(item) {
            None => right(ui, rect, "–", Type::Body, c.ink_3),
            Some(value) if !input.accepts(value) => right(ui, rect, &input.text(item), Type::Strong, c.blocker),
            Some(_) => right(ui, rect, &input.text(item), Type::Body, ink),
        },
        Column::Score(scale) => {
            let value = priority::score(item, scale).value;
            let style = if slot.column == look.sorted { Type::Strong } else { Type::Body };
            let ink = if slot.column == look.sorted { c.ink } else { c.ink_3 };
            match value {
                Some(value) => right(ui, rect, &words::score(value), style, ink),
                None if slot.column == look.sorted => right(ui, rect, "Not scored", Type::Small, c.ink_3),
                None => right(ui, rect, "–", Type::Body, c.ink_3),
            }
        }
        Column::Sum => {
            let (style, ink) = if look.above { (Type::Strong, c.ink) } else { (Type::Body, c.ink_3) };
            right(ui, rect, &words::number(look.sum), style, ink);
        }
    }
}

fn rank_text(ranked: Ranked) -> String {
    ranked.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())
}

fn left(ui: &Ui, rect: Rect, text: &str, style: Type, ink: Color32) {
    let galley = theme::cut(ui, text.trim(), style, ink, rect.width(), 1);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
}

fn right(ui: &Ui, rect: Rect, text: &str, style: Type, ink: Color32) {
    let galley = theme::line(ui, text, style, ink);
    let at = pos2(rect.right() - galley.size().x, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

fn square(x: f32, y: f32, side: f32) -> Rect {
    Rect::from_center_size(pos2(x, y), Vec2::splat(side))
}

/// The name, then a pin where somebody took it across the cut, and a mark where the order breaks something.
fn name(ui: &Ui, item: &BacklogItem, look: &Look<'_>, rect: Rect) {
    let c = theme::colors(ui);
    let crossed = look.placing != Placing::AsScored;
    let marks = 20.0 * f32::from(u8::from(crossed) + u8::from(look.broken));
    let blank = item.name.trim().is_empty();
    let style = if look.selected { Type::Strong } else { Type::Medium };
    let (text, ink) = if blank { ("New item", c.ink_3) } else { (item.name.trim(), super::ink(ui, look.above)) };
    let galley = theme::cut(ui, text, style, ink, rect.width() - marks, 2);
    let mut x = rect.left() + galley.size().x + 14.0;
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
    if crossed {
        label::paint_icon(ui, square(x, rect.center().y, 16.0), icons::PIN, Type::Icon, c.accent);
        x += 20.0;
    }
    if look.broken {
        glyph::paint(ui.painter(), square(x, rect.center().y, 14.0), Glyph::Warning, c);
    }
}

fn kind(ui: &Ui, item: &BacklogItem, rect: Rect, icon_only: bool) {
    let c = theme::colors(ui);
    let (words, icon) = acts::kind_look(item.kind);
    label::paint_icon(ui, square(rect.left() + 8.0, rect.center().y, 16.0), icon, Type::Icon, c.ink_2);
    if !icon_only {
        left(ui, rect.with_min_x(rect.left() + 24.0), words, Type::Body, c.ink_2);
    }
}

/// The row in words, or the active cell of it.
fn said(item: &BacklogItem, look: &Look<'_>) -> String {
    let cited = item.cite();
    let name = if item.name.trim().is_empty() { "New item" } else { item.name.trim() };
    let score = |scale| match priority::score(item, scale).value {
        Some(value) => format!("{} {}", priority::Scale::label(scale), words::score(value)),
        None => format!("{} not scored", priority::Scale::label(scale)),
    };
    let input = |input: Input| {
        let text = input.text(item);
        format!("{}: {}", input.label(), if text.is_empty() { "not set" } else { &text })
    };
    match look.active.filter(|_| look.selected) {
        Some(Column::Of(of)) => format!("{}, {cited}", input(of)),
        Some(Column::Kind) => format!("Kind: {}, {cited}", acts::kind_look(item.kind).0),
        Some(Column::Score(scale)) => format!("{}, {cited}", score(scale)),
        Some(Column::Sum) => format!("Running sum: {} points, {cited}", words::number(look.sum)),
        _ => {
            let side = if look.above { "above the cut" } else { "below the cut" };
            let crossed = match look.placing {
                Placing::AsScored => "",
                Placing::PulledUp { .. } => ", pulled up",
                Placing::PushedDown { .. } => ", pushed down",
            };
            let broken = if look.broken { ", a dependency is broken" } else { "" };
            let Column::Score(scale) = look.sorted else { return format!("{cited} {name}") };
            let rank = look.ranked.rank.map(|rank| format!("rank {rank}, ")).unwrap_or_default();
            format!("{cited} {name}, {rank}{}, {side}{crossed}{broken}", score(scale))
        }
    }
}
