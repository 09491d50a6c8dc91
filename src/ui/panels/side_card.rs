//! The card of the selected item, beside its table or below it, and the name at its head, which is edited where it stands.
//! Knows nothing of what a card holds.

use egui::{Frame, Margin, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::focus;

use super::answer;
use super::spot::Spot;

/// Draws a card as high as the page: what it holds scrolls, and its buttons are always in sight. `context` is what both parts
/// work with, `pad` the white space at the sides.
pub fn beside<C>(
    ui: &mut Ui,
    pad: f32,
    context: &mut C,
    contents: impl FnOnce(&mut Ui, &mut C),
    buttons: impl FnOnce(&mut Ui, &mut C),
) {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect(whole, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let inside = whole.shrink2(vec2(pad, 16.0));
    let foot = Rect::from_min_max(pos2(inside.left(), inside.bottom() - size::CONTROL), inside.max);
    // wider than its contents, so that focus rings are not cut
    let body = Rect::from_min_max(whole.min + vec2(pad - 8.0, 8.0), pos2(inside.right() + 8.0, foot.top() - 12.0));
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(8, 8)).show(ui, |ui| contents(ui, context));
        });
    });
    ui.painter().hline(whole.x_range().shrink(1.0), foot.top() - 12.0, Stroke::new(1.0, c.line));
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| buttons(ui, context));
}

/// Draws a card as wide as the page and as high as its contents.
pub fn below(ui: &mut Ui, pad: f32, contents: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(pad as i8, 16)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        contents(ui);
    });
}

/// A name while it is edited.
#[derive(Debug)]
pub struct Naming {
    before: String,
    fresh: bool,
}

impl Naming {
    /// Begins to edit; `before` is what Escape brings back.
    pub fn new(before: String) -> Self {
        Self { before, fresh: true }
    }
}

/// What is named.
pub struct Named<'a> {
    /// The item.
    pub item: Id,
    /// What kind of item it is, such as "metric".
    pub kind: &'static str,
    /// Its name; may be blank.
    pub name: &'a str,
    /// Its name, or what stands there while it has none.
    pub shown: &'a str,
    /// The question that the name answers.
    pub hint: &'static str,
}

/// The name: text until it is clicked, or until `naming` was begun elsewhere. Once the field is left: whether by Enter or Escape.
pub fn name(ui: &mut Ui, desk: &mut Desk<'_>, naming: &mut Option<Naming>, of: &Named<'_>) -> Option<bool> {
    let id = egui::Id::unique((of.kind, "name", of.item));
    let Some(edited) = naming else {
        if text(ui, id, of) {
            *naming = Some(Naming::new(of.name.to_owned()));
        }
        return None;
    };
    let fresh = std::mem::take(&mut edited.fresh);
    let title = format!("Name of the {}", of.kind);
    let field = TextField::line(id.with("field"), &title).hint(of.hint);
    let typed = field.style(Type::Name).bare().take_focus_and_select(fresh).show(ui, of.name);
    let edge = Stroke::new(2.0, theme::colors(ui).focus);
    ui.painter().rect_stroke(typed.response.rect.expand2(vec2(6.0, 3.0)), radius::CONTROL, edge, StrokeKind::Inside);
    if fresh {
        typed.response.scroll_to_me(None);
    }
    let restored = typed.escaped.then(|| edited.before.clone()).filter(|before| before != of.name);
    if let Some(text) = typed.text.or(restored) {
        Spot::item(of.item).write(desk, &format!("edit {}", of.kind), "name", |value| answer::set(value, &text));
    }
    let left = typed.response.lost_focus();
    if left {
        *naming = None;
    }
    left.then_some(typed.entered || typed.escaped)
}

/// The name as text. `true` if it was clicked.
fn text(ui: &mut Ui, id: egui::Id, of: &Named<'_>) -> bool {
    let c = theme::colors(ui);
    let ink = if of.name.trim().is_empty() { c.ink_3 } else { c.ink };
    let galley = theme::cut(ui, of.shown, Type::Name, ink, ui.available_width(), 3);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y));
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(egui::CursorIcon::Text);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Rename {}", of.shown)));
    ui.painter().galley(rect.min, galley, ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.clicked()
}
