//! What follows from the workbook, under one heading: never a field; each fact leads to where it is changed.

use egui::{Frame, Margin, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::sections;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::{focus, label};

use super::derived::Fact;

/// How wide labels are, and what leads to the source.
const LABEL: f32 = 118.0;
const NARROW: f32 = 92.0;
const PAD: f32 = 6.0;
/// The most lines of a fact; all of it is in the tooltip.
const LINES: usize = 3;

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.sunken).corner_radius(radius::CARD).inner_margin(Margin::symmetric(12, 6));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let last = facts.len() - 1;
        for (at, fact) in facts.iter().enumerate() {
            if row(ui, fact, at, at == last) {
                desk.go_to(fact.source.clone());
            }
        }
    });
}

/// A fact. `true` if its source is asked for.
fn row(ui: &mut Ui, fact: &Fact, at: usize, last: bool) -> bool {
    let c = theme::colors(ui);
    let width = ui.available_width();
    let place = sections::name(fact.source.section);
    let blank = fact.value.is_empty();
    let source = if blank { format!("Set in {place}") } else { place.to_owned() };
    let source = theme::line(ui, &source, Type::Caption, c.accent);
    let lead = if width < 380.0 { NARROW } else { LABEL };
    let room = width - lead - source.size().x - 34.0;
    let (words, ink) = if blank { ("Not set", c.ink_3) } else { (fact.value.as_str(), c.ink) };
    let value = theme::cut(ui, words, Type::Body, ink, room, LINES);
    let label = theme::cut(ui, fact.label, Type::Caption, c.ink_2, lead - 8.0, 2);
    let height = value.size().y.max(label.size().y) + PAD * 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("fact", at)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Link, true, format!("{}: {words}. From {}", fact.label, fact.source.section.title()))
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), radius::CHIP, c.hover);
    }
    let top = rect.top() + PAD;
    ui.painter().galley(pos2(rect.left(), top + 2.0), label, c.ink_2);
    let cut = value.elided;
    ui.painter().galley(pos2(rect.left() + lead, top), value, ink);
    let left = rect.right() - source.size().x;
    let icon = Rect::from_center_size(pos2(left - 12.0, top + 10.0), Vec2::splat(16.0));
    label::paint_icon(ui, icon, icons::LINK, Type::Icon, c.accent);
    ui.painter().galley(pos2(left, top + 2.0), source, c.accent);
    if !last {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    }
    focus::ring_inside(ui, &response, rect.expand2(vec2(6.0, 0.0)), radius::CHIP);
    let clicked = response.clicked();
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if cut {
        response.on_hover_text(&fact.value);
    }
    clicked
}
