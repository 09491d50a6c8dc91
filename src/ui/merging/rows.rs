//! The conflicts of a merge, one row each: what it is about, what both sides say, and the choice.

use egui::{
    CornerRadius, EventFilter, Frame, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::merge::{Choice, Conflict};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};

use super::dialog::Dialog;
use super::wording;

/// How wide the names of the conflicts are beside the choices.
const NAMES: f32 = 136.0;
/// The narrowest dialog with the names beside the choices.
const BESIDE: f32 = 560.0;
/// The most lines of an answer that are shown.
const LINES: usize = 4;

/// Shows them all.
pub fn show(ui: &mut Ui, dialog: &mut Dialog) {
    let beside = ui.available_width() >= BESIDE;
    if beside {
        head(ui);
    }
    let count = dialog.choices.len();
    for at in 0..count {
        label::rule(ui);
        ui.add_space(8.0);
        if beside {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                ui.allocate_ui(vec2(NAMES, size::CONTROL), |ui| {
                    ui.set_width(NAMES);
                    ui.vertical(|ui| name(ui, dialog, at));
                });
                ui.vertical(|ui| choices(ui, dialog, at));
            });
        } else {
            name(ui, dialog, at);
            ui.add_space(4.0);
            choices(ui, dialog, at);
        }
        ui.add_space(8.0);
    }
}

fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let half = (ui.available_width() - NAMES - 24.0) / 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    for (at, words) in ["Mine", "Theirs"].into_iter().enumerate() {
        let galley = theme::line(ui, words, Type::Caption, c.ink_2);
        let x = rect.left() + NAMES + 12.0 + at as f32 * (half + 12.0);
        ui.painter().galley(pos2(x, rect.top()), galley, c.ink_2);
    }
}

fn name(ui: &mut Ui, dialog: &Dialog, at: usize) {
    let c = theme::colors(ui);
    let Some(conflict) = dialog.conflict(at) else { return };
    ui.spacing_mut().item_spacing.y = 0.0;
    label::line(ui, &conflict.subject(), Type::Strong, c.ink);
    label::line(ui, &wording::about(conflict), Type::Small, c.ink_2);
}

fn choices(ui: &mut Ui, dialog: &mut Dialog, at: usize) {
    let Some(conflict) = dialog.conflict(at).cloned() else { return };
    let chosen = dialog.choices.get(at).cloned().flatten();
    let (mine, theirs) = wording::sides(&conflict);
    let said = format!("{}, {}", conflict.subject(), wording::about(&conflict));
    let stacked = ui.available_width() < 360.0;
    let width = if stacked { ui.available_width() } else { (ui.available_width() - 12.0) / 2.0 };
    let options = [("mine", mine, Choice::Ours), ("theirs", theirs, Choice::Theirs)];
    let height = options.iter().map(|(_, words, _)| option_height(ui, words, width)).fold(0.0, f32::max);
    let mut picked = None;
    let mut draw = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        for (side, words, choice) in &options {
            let on = chosen.as_ref() == Some(choice);
            let response = option(ui, (option_id(at, side), on), words, vec2(width, height));
            response
                .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{said}, {side}: {words}")));
            keep_arrows(ui, &response);
            if response.gained_focus() {
                picked = picked.take().or(Some((false, choice.clone())));
            }
            if response.clicked() {
                picked = Some((true, choice.clone()));
            }
        }
    };
    if stacked {
        ui.vertical(&mut draw)
    } else {
        ui.horizontal_top(&mut draw)
    };
    more(ui, dialog, at, &conflict);
    match picked {
        Some((true, choice)) => {
            dialog.choose(at, choice);
            dialog.at = at;
        }
        Some((false, _)) => dialog.at = at,
        None => {}
    }
}

/// Both, or a text of one's own, where that makes sense.
fn more(ui: &mut Ui, dialog: &mut Dialog, at: usize, conflict: &Conflict) {
    let c = theme::colors(ui);
    let chosen = dialog.choices.get(at).cloned().flatten();
    let both = conflict.allows(&Choice::Both);
    let text = conflict.allows(&Choice::Text(wording::draft(conflict)));
    let said = format!("{}, {}", conflict.subject(), wording::about(conflict));
    if both || text {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let is_both = chosen == Some(Choice::Both);
            let keeps = wording::both_words(conflict);
            if both && toggle(ui, keeps, &format!("{said}, {}", keeps.to_lowercase()), is_both).clicked() {
                dialog.choose(at, Choice::Both);
            }
            let is_text = dialog.drafts.contains_key(&at);
            if text && toggle(ui, "Write it", &format!("{said}, write it"), is_text).clicked() {
                dialog.write(at, wording::draft(conflict));
                dialog.editing = Some(at);
            }
            if is_both && keeps == wording::BOTH {
                label::line(ui, "One after the other, yours first.", Type::Small, c.ink_2);
            }
        });
    }
    if let Some(draft) = dialog.drafts.get(&at).cloned() {
        ui.add_space(4.0);
        let fresh = dialog.editing.take_if(|editing| *editing == at).is_some();
        let field = TextField::prose(Id::unique(("merged text", at)), &said, 2).take_focus(fresh);
        let field = field.wrong(dialog.choices.get(at).is_none_or(Option::is_none));
        if let Some(written) = field.show(ui, &draft).text {
            dialog.write(at, written);
        }
    }
}

fn toggle(ui: &mut Ui, words: &str, name: &str, on: bool) -> Response {
    let mark = if on { "\u{25cf} " } else { "" };
    let response = Button::new(&format!("{mark}{words}")).quiet().narrow().show(ui);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    response
}

/// The card of one side in a row.
#[must_use]
pub fn option_id(at: usize, side: &str) -> Id {
    Id::unique(("merge", at, side.to_owned()))
}

fn option_height(ui: &Ui, words: &str, width: f32) -> f32 {
    let galley = theme::cut(ui, words, Type::Body, theme::colors(ui).ink, width - 48.0, LINES);
    (galley.size().y + 14.0).max(36.0)
}

fn option(ui: &mut Ui, (id, on): (Id, bool), words: &str, size: egui::Vec2) -> Response {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let (fill, edge) = match (on, response.hovered()) {
        (true, _) => (c.accent_soft, c.accent),
        (false, true) => (c.hover, c.control_line),
        (false, false) => (c.surface, c.control_line),
    };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let center = pos2(rect.left() + 20.0, rect.center().y);
    let ring = if on { c.accent } else { c.control_line };
    ui.painter().circle_stroke(center, 7.0, Stroke::new(1.5, ring));
    if on {
        ui.painter().circle_filled(center, 4.0, c.accent);
    }
    let galley = theme::cut(ui, words, Type::Body, c.ink, rect.width() - 48.0, LINES);
    let at = Rect::from_min_max(pos2(rect.left() + 36.0, rect.top()), rect.right_bottom());
    ui.painter().galley(pos2(at.left(), rect.center().y - galley.size().y / 2.0), galley, c.ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response
}

/// Up and Down go from row to row, and not to whatever lies nearest.
fn keep_arrows(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keys));
    }
}

/// The quiet line that says what becomes of the version that is not chosen.
pub fn promise(ui: &mut Ui, words: &str, icon: char) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.sunken).corner_radius(CornerRadius::same(radius::CONTROL));
    frame.inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            label::icon(ui, icon, c.ink_2);
            label::text(ui, words, Type::Note, c.ink_2);
        });
    });
}
