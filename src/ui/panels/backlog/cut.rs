//! The row of the cut: how many points fit and are used, a grip to drag it by, and what the score would do with the room.

use egui::{
    CursorIcon, EventFilter, Key, Modifiers, PointerButton, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::assess::priority::Sprint;
use crate::model::Number;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::places::Places;
use super::{View, acts};

/// The cut while it is dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drag {
    /// After how many rows it would be drawn.
    pub(super) rows: usize,
}

/// What the row says: the cut, what is used of it, and whether that is too much.
pub(super) struct Said {
    /// `Cut at 22 points`.
    pub(super) title: String,
    /// `22 used, 6 more held for defects`.
    pub(super) detail: String,
    /// Whether more is used than fits.
    pub(super) over: bool,
}

/// What the row says.
pub(super) fn said(sprint: &Sprint, reserve: Option<Number>, dragged: Option<Drag>) -> Said {
    let used = match dragged.map(|drag| drag.rows) {
        Some(rows) => rows.checked_sub(1).and_then(|last| sprint.sums.get(last)).copied().unwrap_or(0.0),
        None => sprint.used,
    };
    let room = if dragged.is_some() { Some(used) } else { sprint.room };
    let over = if dragged.is_some() { 0.0 } else { sprint.over() };
    let mut detail = format!("{} used", words::number(used));
    if let Some(reserve) = reserve.map(Number::get).filter(|reserve| *reserve > 0.0) {
        detail.push_str(&format!(", {} more held for defects", words::number(reserve)));
    }
    match sprint.unpointed.len() {
        0 => {}
        count => detail.push_str(&format!(", {} without points", words::spelled(count))),
    }
    if over > 0.0 {
        detail.push_str(&format!(", {} too many", words::number(over)));
    }
    let title =
        room.map_or_else(|| "No capacity set".to_owned(), |room| format!("Cut at {} points", words::number(room)));
    Said { title, detail, over: over > 0.0 }
}

/// Shows the row.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, places: &Places) {
    let rect = places.cut_row();
    grip(ui, desk, view, (rect, places));
    let said = said(&view.listing.sprint, desk.workbook().roadmap.reserve, view.cut);
    let place = UiBuilder::new().id_salt("the cut").max_rect(rect.with_min_x(rect.left() + 32.0));
    ui.scope_builder(place.layout(egui::Layout::left_to_right(egui::Align::Center)), |ui| {
        ui.set_min_height(rect.height());
        ui.spacing_mut().item_spacing.x = 8.0;
        contents(ui, desk, view, &said);
    });
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, said: &Said) {
    let c = theme::colors(ui);
    if said.over {
        glyph::show(ui, Glyph::Warning, 14.0);
    }
    label::line(ui, &said.title, Type::Strong, c.ink);
    let buttons = 2.0 * (size::CONTROL + 4.0) + if view.listing.sprint.as_proposed { 0.0 } else { 90.0 };
    let room = (ui.available_width() - buttons - 24.0).max(24.0);
    let detail = theme::cut(ui, &said.detail, Type::Body, if said.over { c.ink } else { c.ink_3 }, room, 1);
    let (place, response) = ui.allocate_exact_size(detail.size(), Sense::hover());
    ui.painter().galley(place.min, detail, c.ink_3);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said.detail));
    ui.spacing_mut().item_spacing.x = 4.0;
    if icon_button(ui, icons::MINUS, "Move the cut down by a point: minus", true).clicked() {
        acts::move_cut(desk, view, -1.0);
    }
    if icon_button(ui, icons::PLUS, "Move the cut up by a point: plus", true).clicked() {
        acts::move_cut(desk, view, 1.0);
    }
    if view.cut.is_none() && !view.listing.sprint.as_proposed {
        let name = "Fill by score: what is explained stays, the score decides the rest";
        if link_named(ui, "Fill by score", name).on_hover_text(name).clicked() {
            acts::fill(desk, view);
        }
    }
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width().max(0.0), 2.0), Sense::hover());
    let stroke = Stroke::new(2.0, if view.cut.is_some() { c.accent } else { c.ink });
    ui.painter().hline(line.x_range(), line.center().y, stroke);
}

/// The grip: drags the cut from row to row; with the focus, arrows move it.
fn grip(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (rect, places): (Rect, &Places)) {
    let c = theme::colors(ui);
    let square = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), Vec2::splat(size::TARGET));
    let response = ui.interact(square, egui::Id::unique("grip of the cut"), Sense::click_and_drag());
    label::paint_icon(ui, square, icons::GRIP, Type::Icon, if response.hovered() { c.ink } else { c.ink_2 });
    focus::ring(ui, &response, square, theme::radius::CHIP);
    let name = format!(
        "Cut after {} of {} items: drag it, or press the arrows, plus or minus",
        places.cut,
        view.listing.sprint.order.len()
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || view.cut.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeVertical);
    }
    let (pointer, down) =
        ui.input(|input| (input.pointer.interact_pos(), input.pointer.button_down(PointerButton::Primary)));
    if response.dragged_by(PointerButton::Primary)
        && !view.let_go
        && let Some(pointer) = pointer
    {
        view.cut = Some(Drag { rows: places.cut_at(pointer.y) });
    }
    if view.cut.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.cut = None;
        view.let_go = true;
    }
    if !down && let Some(drag) = view.cut.take() {
        acts::cut_after(desk, view, drag.rows);
    }
    if response.has_focus() {
        keys(ui, desk, view, &response);
    }
}

/// Keys on the grip: plus and minus move the cut by a point, the arrows by a row.
fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &View, grip: &Response) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grip.id, filter));
    let points = acts::typed_points(ui);
    if desk.single_keys && points.abs() > 0.0 {
        acts::move_cut(desk, view, points);
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (above, all) = (view.listing.sprint.above, view.listing.sprint.order.len());
    if pressed(Key::ArrowUp) {
        acts::cut_after(desk, view, above.saturating_sub(1));
    } else if pressed(Key::ArrowDown) {
        acts::cut_after(desk, view, (above + 1).min(all));
    }
}
