//! What makes a failure mode rarer or milder: a row each, edited where it stands, ticked when it is done.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::edit::operations::add_item;
use crate::model::failure_modes::{ActionState, FailureMode, Mitigation};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{focus, label, menu};

use super::super::answer;
use super::super::spot::Spot;
use super::View;
use super::inline::{self, Look};

/// The narrowest list that has its columns side by side.
const ROOMY: f32 = 560.0;

/// How wide an owner and a date are.
const TERM: f32 = 88.0;

/// Shows them with a button that adds one.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "Mitigations", Type::Strong, 3);
        let done = mode.mitigations.iter().filter(|one| one.state == Some(ActionState::Done)).count();
        if !mode.mitigations.is_empty() {
            label::line(ui, &format!("{done} of {} done", mode.mitigations.len()), Type::Small, c.ink_3);
        }
        if Button::new("Mitigation").quiet().icon(icons::PLUS).name("Add mitigation").show(ui).clicked() {
            add(desk, view, mode);
        }
    });
    if mode.mitigations.is_empty() {
        label::text(ui, "What makes it rarer or milder?", Type::Prompt, c.ink_2);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for one in mode.mitigations.iter() {
        ui.push_id(one.id, |ui| row(ui, desk, view, one));
        label::rule(ui);
    }
}

fn add(desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let Ok(address) = Spot::item(mode.id).address("mitigations") else { return };
    let added = desk.edit("add mitigation", |workbook, ids| add_item(workbook, ids, &address));
    if let Ok((id, _)) = added {
        view.inline.begin(id, "action", String::new());
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, one: &Mitigation) {
    let width = ui.available_width();
    let roomy = width >= ROOMY;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        tick(ui, desk, one);
        let rest = width - 28.0 - 8.0;
        let action = if roomy { rest - 2.0 * TERM - 104.0 - 28.0 - 32.0 } else { rest - 36.0 };
        ui.allocate_ui(vec2(action, 28.0), |ui| {
            ui.set_width(action);
            ui.vertical(|ui| {
                ui.add_space(2.0);
                let action = if one.state == Some(ActionState::Done) { Look::QUIET } else { Look::BODY };
                inline::show(ui, desk, &mut view.inline, (one, "action"), action);
                if !roomy {
                    ui.horizontal(|ui| terms(ui, desk, view, one));
                }
            });
        });
        if roomy {
            terms(ui, desk, view, one);
        }
        if icon_button(ui, icons::X, "Delete mitigation", true).clicked() {
            desk.remove_item(one.id, "mitigation");
        }
    });
}

/// Who, by when, how far.
fn terms(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, one: &Mitigation) {
    for (key, hint) in [("owner", "Owner"), ("due", "Due")] {
        ui.allocate_ui(vec2(TERM, 28.0), |ui| {
            ui.set_width(TERM);
            ui.vertical(|ui| {
                ui.add_space(2.0);
                inline::show(ui, desk, &mut view.inline, (one, key), Look::QUIET.hint(hint));
            });
        });
    }
    let at = ActionState::ALL.iter().position(|state| Some(*state) == one.state);
    let shown = at.and_then(|at| ActionState::LABELS.get(at)).copied().unwrap_or("State");
    let late = one.due.is_some_and(|due| due < desk.today) && !is_closed(one.state);
    let (text, name) = if late {
        (format!("{shown}, late"), format!("State: {shown}, late"))
    } else {
        (shown.to_owned(), format!("State: {shown}"))
    };
    let button = Button::new(&text).quiet().width(104.0).name(&name).show(ui);
    menu::below(&button, |ui| {
        for (state, text) in ActionState::ALL.iter().zip(ActionState::LABELS) {
            if menu::Row::new(text).chosen(one.state == Some(*state)).show(ui).clicked() {
                set(desk, one, text);
            }
        }
    });
}

fn is_closed(state: Option<ActionState>) -> bool {
    matches!(state, Some(ActionState::Done | ActionState::Dropped))
}

fn set(desk: &mut Desk<'_>, one: &Mitigation, text: &str) {
    Spot::item(one.id).edit(desk, "set state of mitigation", "state", |value| answer::set(value, text));
}

/// A box to tick when it is done.
fn tick(ui: &mut Ui, desk: &mut Desk<'_>, one: &Mitigation) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL), Sense::click());
    let square = Rect::from_center_size(rect.center(), Vec2::splat(16.0));
    let done = one.state == Some(ActionState::Done);
    if done {
        ui.painter().rect_filled(square, 3.0, c.accent);
        label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.on_accent);
    } else {
        let fill = if response.hovered() { c.hover } else { c.surface };
        ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.5, c.control_line), StrokeKind::Inside);
    }
    focus::ring(ui, &response, square, 3);
    let said = format!("Done: {}", one.action);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, done, &said));
    if response.clicked() {
        set(desk, one, if done { "Open" } else { "Done" });
    }
}
