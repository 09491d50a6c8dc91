//! Actions: who took on what, until when, and how far it is. Each answer is edited where it stands.

use egui::{Align, Layout, Ui, vec2};

use crate::assess::workshop::is_open;
use crate::edit::operations::{duplicate_item, move_item};
use crate::model::failure_modes::ActionState;
use crate::model::value::Scalar;
use crate::model::workshops::{Action, Workshop};
use crate::model::{Date, Item as _};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, form, in_place};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, label, menu};
use crate::words;

use super::{View, acts};

const KEY: &str = "action";

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let c = theme::colors(ui);
    if workshop.marks.get("actions").is_some() {
        form::some(ui, desk, &Spot::item(workshop.id), workshop, &["actions"]);
        return;
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        label::heading(ui, "Actions", Type::Strong, 2);
        let open = workshop.actions.iter().filter(|action| is_open(action)).count();
        let counts = match (workshop.actions.len(), open) {
            (0, _) => "Nobody has taken anything on".to_owned(),
            (all, 0) => format!("{all}, all settled"),
            (all, open) => format!("{all}, {open} open"),
        };
        label::line(ui, &counts, Type::Body, c.ink_3);
    });
    label::rule(ui);
    for (index, action) in workshop.actions.iter().enumerate() {
        ui.push_id(action.id, |ui| row(ui, desk, view, (workshop, action, index)));
    }
    let id = egui::Id::unique("another action of a workshop");
    let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
    let prompt = "What is to be done? Enter adds it";
    let typed = TextField::line(id, prompt).hint(prompt).form().show(ui, &draft);
    if let Some(text) = &typed.text {
        view.drafts.insert(KEY.to_owned(), text.clone());
    }
    let text = typed.text.unwrap_or(draft);
    if typed.entered && !text.trim().is_empty() {
        view.drafts.remove(KEY);
        acts::add_action(desk, workshop.id, &text);
        view.focus = Some(id);
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, action, index): (&Workshop, &Action, usize)) {
    let spot = Spot::item(action.id);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
    if width >= 560.0 {
        ui.horizontal_top(|ui| {
            let fixed = 128.0 + 104.0 + 116.0 + 28.0 + 4.0 * 12.0;
            super::super::column(ui, 128.0, |ui| state(ui, desk, (&spot, action)));
            super::super::column(ui, width - fixed, |ui| what(ui, desk, view, (&spot, action)));
            super::super::column(ui, 104.0, |ui| owner(ui, desk, view, (&spot, action)));
            super::super::column(ui, 116.0, |ui| due(ui, desk, (&spot, action)));
            more(ui, desk, view, (workshop, action, index));
        });
    } else {
        ui.horizontal_top(|ui| {
            super::super::column(ui, width - 40.0, |ui| what(ui, desk, view, (&spot, action)));
            more(ui, desk, view, (workshop, action, index));
        });
        let third = (width - 24.0) / 3.0;
        ui.horizontal_top(|ui| {
            super::super::column(ui, third, |ui| state(ui, desk, (&spot, action)));
            super::super::column(ui, third, |ui| owner(ui, desk, view, (&spot, action)));
            super::super::column(ui, third, |ui| due(ui, desk, (&spot, action)));
        });
    }
    if view.action == Some(action.id) {
        let shown = label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            form::record(ui, desk, &spot, action, &[]);
        });
        if std::mem::take(&mut view.scroll) {
            shown.response.scroll_to_me(None);
        }
    }
    label::rule(ui);
}

/// How far it is.
fn state(ui: &mut Ui, desk: &mut Desk<'_>, (spot, action): (&Spot, &Action)) {
    let current = action.state.and_then(|state| ActionState::ALL.iter().position(|other| *other == state));
    let name = format!("State of {}", action.cite());
    if let Some(picked) = choice::one_of(ui, &name, current, ActionState::LABELS, &|_| None) {
        let text = picked.and_then(|index| ActionState::LABELS.get(index)).copied().unwrap_or_default();
        spot.edit(desk, "set state of action", "state", |value| answer::set(value, text));
    }
}

fn what(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (spot, action): (&Spot, &Action)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(2.0);
    in_place::show(ui, desk, &mut view.editing, (spot, action, "what"), in_place::Look::BODY);
    if action.links.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for id in action.links.iter().take(4) {
            let words = desk.facts.index.words(*id);
            let cited = super::note::landed_words(desk, *id);
            if link_named(ui, &cited, &format!("Go to {words}")).on_hover_text(&words).clicked() {
                desk.go_to_item(*id);
            }
        }
    });
}

fn owner(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (spot, action): (&Spot, &Action)) {
    ui.add_space(2.0);
    let look = in_place::Look::BODY.hint("Who does it?");
    in_place::show(ui, desk, &mut view.editing, (spot, action, "owner"), look);
}

/// Until when; what is late says so.
fn due(ui: &mut Ui, desk: &mut Desk<'_>, (spot, action): (&Spot, &Action)) {
    if action.marks.get("due").is_some() {
        form::some(ui, desk, spot, action, &["due"]);
        return;
    }
    let id = egui::Id::unique((spot, "due"));
    let name = format!("Due date of {}", action.cite());
    let shown = action.due.map(|due| due.to_string()).unwrap_or_default();
    let read = |text: &str| Date::parse(text.trim()).map(drop);
    if let Some(text) = field::value(ui, TextField::line(id, &name).hint("By when?"), &shown, &read).text {
        spot.write(desk, "edit due", "due", |value| answer::set(value, &text));
    }
    let Some(due) = action.due.filter(|due| is_open(action) && *due <= desk.today) else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let c = theme::colors(ui);
        if due < desk.today {
            glyph::show(ui, Glyph::Warning, 12.0);
        }
        label::line(ui, &words::capitalized(&words::from_now(due, desk.today)), Type::Small, c.ink_2);
    });
}

fn more(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, action, index): (&Workshop, &Action, usize)) {
    ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
        let button = icon_button(ui, icons::DOTS, &format!("More about {}", action.cite()), true);
        menu::below(&button, |ui| {
            let (id, last) = (action.id, workshop.actions.len().saturating_sub(1));
            let open = view.action == Some(id);
            let text = if open { "Close every question" } else { "Show every question" };
            if menu::Row::new(text).icon(icons::NOTE_PENCIL).show(ui).clicked() {
                view.action = Some(id).filter(|_| !open);
                view.scroll = !open;
            }
            if menu::Row::new("Duplicate").icon(icons::COPY).show(ui).clicked() {
                desk.edit("duplicate action", |workbook, ids| duplicate_item(workbook, ids, id));
            }
            if menu::Row::new("Move up").icon(icons::ARROW_UP).enabled(index > 0).show(ui).clicked() && index > 0 {
                desk.edit("move action", |workbook, _| move_item(workbook, id, index - 1));
            }
            let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).enabled(index < last).show(ui);
            if down.clicked() && index < last {
                desk.edit("move action", |workbook, _| move_item(workbook, id, index + 1));
            }
            if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
                desk.remove_item(id, "action");
            }
        });
    });
}
