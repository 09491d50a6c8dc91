//! The labeling plan: a row for each task with a bar of what is done, which opens in place to every question. The order says
//! what is labeled first: rows are dragged, or moved by Alt and the arrows.

use egui::{Frame, Margin, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::model::data::{Data, Labeling};
use crate::model::{Id, List};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{bulk, form, row_drag};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::columns::PlanColumns;
use super::rows::{self, Act, row_id};
use super::table::{self, ROW, lines};
use super::wording;

/// What the plan remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected row.
    pub rows: rows::State,
    /// The task that is open.
    pub open: Option<Id>,
}

/// Shows it with its head.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, data: &Data) -> Option<Act> {
    let mut asked = head(ui, desk, &data.labeling);
    if data.labeling.is_empty() {
        ui.add_space(8.0);
        label::text(ui, "Who labels what, by when, and how well do they agree?", Type::Prompt, theme::colors(ui).ink_2);
        ui.add_space(8.0);
        label::rule(ui);
        return asked;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = PlanColumns::of(ui.available_width());
    table::heads(ui, &columns.heads());
    let clip = ui.clip_rect().expand(ROW);
    for task in data.labeling.iter() {
        let selected = state.rows.at == Some(task.id);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        if selected || rect.intersects(clip) {
            asked = row(ui, desk, state, (task, &data.labeling), (rect, columns)).or(asked);
        }
        if selected && std::mem::take(&mut state.rows.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        if state.open == Some(task.id) {
            let own = UiBuilder::new().scope_id(row_id(task.id).with("questions"));
            asked = ui.scope_builder(own, |ui| questions(ui, desk, task)).inner.or(asked);
        }
    }
    row_drag::show(ui, desk, &rows::plan(data, state.rows.at)).map(Act::Go).or(asked)
}

fn head(ui: &mut Ui, desk: &Desk<'_>, plan: &List<Labeling>) -> Option<Act> {
    let mut add = false;
    ui.horizontal(|ui| {
        label::heading(ui, "Labeling plan", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            add = Button::new("Labels").icon(icons::PLUS).name("Add labeling task").show(ui).clicked();
            let mut said = wording::to_go(plan, desk.today);
            if plan.len() > 1 && ui.available_width() > 460.0 {
                let hint = "Drag a row to change what is labeled first";
                said = if said.is_empty() { hint.to_owned() } else { format!("{said}. {hint}") };
            }
            if ui.available_width() > 80.0 && !said.is_empty() {
                label::line(ui, &said, Type::Small, theme::colors(ui).ink_2);
            }
        });
    });
    add.then_some(Act::Add)
}

fn row(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (task, plan): (&Labeling, &List<Labeling>),
    (rect, columns): (Rect, PlanColumns),
) -> Option<Act> {
    let id = task.id;
    let selected = state.rows.at == Some(id);
    let focusable = if selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(id), focusable | row_drag::SENSE);
    let marked = selected || desk.hold.has(id);
    let was_focused = response.has_focus();
    let open = state.open == Some(id);
    let said = wording::task(task, desk.today);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if selected && std::mem::take(&mut state.rows.focus) {
        response.request_focus();
    }
    table::ground(ui, &response, open || (selected && was_focused) || desk.hold.has(id));
    paint(ui, desk, task, (rect, columns));
    row_drag::row(ui, desk, &response, id);
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    let mut asked = None;
    if response.double_clicked() || (response.clicked() && selected && was_focused && !desk.hold.is_adding()) {
        asked = Some(Act::Edit(id));
    } else if response.clicked() || response.secondary_clicked() || (!selected && response.gained_focus()) {
        asked = Some(Act::Go(id));
    }
    let picked = menu::context(&response, |ui| {
        if desk.hold.is_one_of_many(id) {
            bulk::menu(ui, desk);
            return None;
        }
        rows::commands(ui, plan, id, "Edit")
    });
    asked = picked.flatten().or(asked);
    let middle = pos2(rect.left() + columns.more.center(), rect.center().y);
    let place = Rect::from_center_size(middle, Vec2::splat(size::CONTROL));
    let own = UiBuilder::new().max_rect(place).scope_id(row_id(id).with("more"));
    let mut button = ui.new_child(own);
    let more = icon_button(&mut button, icons::DOTS, &format!("More about {}", wording::what(task)), true);
    let picked = menu::below(&more, |ui| rows::commands(ui, plan, id, "Edit")).flatten();
    asked = picked.or(asked);
    response.on_hover_text(said);
    asked
}

fn paint(ui: &Ui, desk: &Desk<'_>, task: &Labeling, (rect, columns): (Rect, PlanColumns)) {
    let c = theme::colors(ui);
    let at = |column: egui::Rangef| {
        Rect::from_x_y_ranges(rect.left() + column.min..=rect.left() + column.max, rect.y_range())
    };
    if let Some(number) = columns.number {
        lines(ui, at(number), &[(&format!("L-{}", task.number), Type::Small, c.ink_3)]);
    }
    let ink = if task.what.trim().is_empty() { c.ink_3 } else { c.ink };
    let by = wording::cell(&task.by, task.marks.get("by"), None, desk.today);
    let by = if by.blank { "Nobody labels it yet" } else { &by.text };
    lines(ui, at(columns.what), &[(wording::what(task), Type::Medium, ink), (by, Type::Small, c.ink_2)]);
    bar(ui, task, at(columns.bar));
    let right = |place: Rect, text: &str, (style, ink): (Type, egui::Color32)| {
        let galley = theme::cut(ui, text, style, ink, place.width(), 1);
        let corner = pos2(place.right() - galley.size().x, place.center().y - galley.size().y / 2.0);
        ui.painter().galley(corner, galley, ink);
        corner.x
    };
    if let Some(agreement) = columns.agreement {
        let said = wording::cell(&task.agreement, task.marks.get("agreement"), None, desk.today);
        let text = if said.text == "Not said" { "–" } else { &said.text };
        right(at(agreement), text, (Type::Body, if said.blank { c.ink_3 } else { c.ink }));
    }
    let late = wording::is_late(task, desk.today);
    let due = task.due.map_or_else(|| "No date".to_owned(), |due| words::short_day(due, desk.today));
    let ink = match (late, task.due) {
        (true, _) => c.atrisk_text,
        (false, Some(_)) => c.ink,
        (false, None) => c.ink_3,
    };
    let left = right(at(columns.due), &due, (if late { Type::Medium } else { Type::Body }, ink));
    if late {
        let mark = Rect::from_center_size(pos2(left - 12.0, rect.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, Glyph::Warning, c);
    }
}

/// How many labels there are, and under it the bar.
fn bar(ui: &Ui, task: &Labeling, place: Rect) {
    let c = theme::colors(ui);
    let share = wording::share(task);
    let part = share.map(words::share).unwrap_or_default();
    let part = theme::line(ui, &part, Type::Small, c.ink_2);
    let ink = if task.done.is_some() || task.target.is_some() { c.ink } else { c.ink_3 };
    let labeled = theme::cut(ui, &wording::labeled(task), Type::Small, ink, place.width() - part.size().x - 4.0, 1);
    let base = place.center().y + 4.0;
    ui.painter().galley(pos2(place.right() - part.size().x, base - part.size().y), part, c.ink_2);
    ui.painter().galley(pos2(place.left(), base - labeled.size().y), labeled, ink);
    let track = Rect::from_x_y_ranges(place.x_range(), base + 4.0..=base + 8.0);
    ui.painter().rect_filled(track, 2, c.line);
    if let Some(share) = share {
        let done = Rect::from_min_size(track.min, vec2(track.width() * share as f32, track.height()));
        ui.painter().rect_filled(done, 2, if share >= 1.0 { c.within_mark } else { c.ink_2 });
    }
}

/// Every question of a task, and what can be done with it.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, task: &Labeling) -> Option<Act> {
    let mut asked = None;
    let margin = Margin { left: 16, right: 16, top: 12, bottom: 16 };
    Frame::new().fill(theme::colors(ui).sunken).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 12.0;
        form::record(ui, desk, &Spot::item(task.id), task, &[]);
        ui.horizontal(|ui| {
            if Button::new("Done").name("Done with the labeling task").show(ui).clicked() {
                asked = Some(Act::Edit(task.id));
            }
            if Button::new("Delete").quiet().icon(icons::TRASH).name("Delete labeling task").show(ui).clicked() {
                asked = Some(Act::Delete(task.id));
            }
        });
    });
    asked
}
