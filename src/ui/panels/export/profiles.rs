//! Profiles: who gets what. Three are built in; those of one's own are items of the workbook, so that whatever is done to
//! them can be undone.

use std::sync::Arc;

use egui::{Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::edit::operations::push;
use crate::model::pack::{LeftOut, Profile};
use crate::model::{self, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{focus, label, menu};

use super::choice::Choice;
use super::part_head;

/// How high a row is without the line or two about its readers.
const ROW: f32 = 27.0;

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct View {
    /// The profile of one's own whose name and readers are being written.
    pub editing: Option<model::Id>,
}

/// What is to be done with a profile.
enum Act {
    Begin,
    Edit,
    Duplicate,
    Delete,
}

/// Shows the profiles.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, (choice, view): (&mut Choice, &mut View), profiles: &[Profile]) {
    let c = theme::colors(ui);
    let changed = choice.is_changed();
    part_head(ui, "Profile", |ui| {
        if changed {
            label::line(ui, "changed", Type::Small, c.ink_3);
        }
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, profile) in profiles.iter().enumerate() {
            let act = row(ui, (at, profiles), choice);
            if view.editing == Some(profile.id) && profile.id != model::Id::default() {
                edit_ui(ui, desk, profile, view);
            }
            if let Some(act) = act {
                perform(desk, choice, view, (profile, act));
            }
        }
    });
    super::inset(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if Button::new("Save as a profile").icon(icons::PLUS).narrow().show(ui).clicked() {
                save(desk, choice, view);
            }
            if changed {
                if let Some(id) = choice.own()
                    && Button::new("Update").narrow().name("Update the profile").show(ui).clicked()
                {
                    desk.edit("update profile", |workbook, _| {
                        change(workbook, id, |profile| choice.write_into(profile));
                    });
                }
                let reset = Button::new("Reset").quiet().name("Choose what the profile says").show(ui).clicked();
                if let Some(profile) = profiles.iter().find(|profile| choice.is_from(profile)).filter(|_| reset) {
                    choice.begin(profile);
                }
            }
        });
    });
    label::rule(ui);
}

fn row_id(profile: &Profile) -> Id {
    Id::unique(("profile", profile.id, &profile.name))
}

fn row(ui: &mut Ui, (at, profiles): (usize, &[Profile]), choice: &Choice) -> Option<Act> {
    let profile = profiles.get(at)?;
    let c = theme::colors(ui);
    let is_own = profile.id != model::Id::default();
    let (width, tools) = (ui.available_width(), if is_own { 48.0_f32 } else { 0.0 });
    let room = width - tools.max(16.0) - 48.0;
    let about = theme::cut(ui, profile.audience.trim(), Type::Small, c.ink_3, room, 2);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW + about.size().y), Sense::hover());
    let body = rect.with_max_x(rect.right() - tools);
    let response = ui.interact(body, row_id(profile), Sense::click());
    let on = choice.is_from(profile);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let disc = pos2(rect.left() + 32.0, rect.top() + 14.0);
    let (edge, width) = if on { (c.accent, 2.0) } else { (c.control_line, 1.5) };
    ui.painter().circle(disc, 7.5, c.surface, Stroke::new(width, edge));
    if on {
        ui.painter().circle_filled(disc, 4.0, c.accent);
    }
    let name = if profile.name.trim().is_empty() { "Profile without a name" } else { profile.name.trim() };
    let title = theme::cut(ui, name, if on { Type::Strong } else { Type::Medium }, c.ink, room, 1);
    ui.painter().galley(pos2(rect.left() + 48.0, rect.top() + 4.0), title, c.ink);
    ui.painter().galley(pos2(rect.left() + 48.0, rect.top() + 23.0), about, c.ink_3);
    focus::ring_inside(ui, &response, body.shrink2(vec2(4.0, 0.0)), radius::CHIP);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("Profile: {name}")));
    if let Some(to) = focus::step(ui, &response, at, profiles.len()).and_then(|to| profiles.get(to)) {
        ui.memory_mut(|memory| memory.request_focus(row_id(to)));
    }
    let hint = format!("{}\n{}", profile.audience.trim(), left_out_words(profile));
    let mut act = response.clone().on_hover_text(hint.trim()).clicked().then_some(Act::Begin);
    if is_own {
        let tools = Rect::from_center_size(pos2(rect.right() - 26.0, rect.center().y), vec2(28.0, 28.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(tools), |ui| {
            let button = icon_button(ui, icons::DOTS, &format!("More about the profile {name}"), true);
            act = menu::below(&button, rows).flatten().or(act.take());
        });
        act = menu::context(&response, rows).flatten().or(act.take());
    }
    act
}

fn rows(ui: &mut Ui) -> Option<Act> {
    let mut act = None;
    for (icon, words, this) in [
        (icons::PENCIL, "Rename", Act::Edit),
        (icons::COPY, "Duplicate", Act::Duplicate),
        (icons::TRASH, "Delete", Act::Delete),
    ] {
        if menu::Row::new(words).icon(icon).show(ui).clicked() {
            act = Some(this);
        }
    }
    act
}

/// What a profile leaves out, in a sentence.
fn left_out_words(profile: &Profile) -> String {
    let parts: Vec<String> = profile.left_out.get().iter().map(|what| LeftOut::label(*what).to_lowercase()).collect();
    if parts.is_empty() {
        "Leaves nothing out".to_owned()
    } else {
        format!("Leaves out {}", crate::words::series(&parts))
    }
}

/// The name and the readers of a profile, in place.
fn edit_ui(ui: &mut Ui, desk: &mut Desk<'_>, profile: &Profile, view: &mut View) {
    super::inset(ui, |ui| {
        label::card(ui, |ui| {
            ui.set_width(ui.available_width());
            form::some(ui, desk, &Spot::item(profile.id), profile, &["name", "audience"]);
            let closed = ui.input(|input| input.key_pressed(egui::Key::Escape) || input.key_pressed(egui::Key::Enter));
            if Button::new("Done").show(ui).clicked() || closed && !ui.ctx().text_edit_focused() {
                view.editing = None;
            }
        });
    });
}

fn perform(desk: &mut Desk<'_>, choice: &mut Choice, view: &mut View, (profile, act): (&Profile, Act)) {
    match act {
        Act::Begin => choice.begin(profile),
        Act::Edit => view.editing = Some(profile.id),
        Act::Duplicate => {
            let copy = Profile { name: format!("{}, copy", profile.name.trim()), ..profile.clone() };
            add(desk, choice, copy, "duplicate profile");
        }
        Act::Delete => {
            view.editing = view.editing.filter(|id| *id != profile.id);
            desk.remove_item(profile.id, "profile");
        }
    }
}

/// Keeps what is chosen as a profile of the workbook's own, and asks for its name.
fn save(desk: &mut Desk<'_>, choice: &mut Choice, view: &mut View) {
    let names: Vec<&str> = desk.workbook().pack.profiles.iter().map(|profile| profile.name.as_str()).collect();
    let free = (1..).map(|at| if at == 1 { "My profile".to_owned() } else { format!("My profile {at}") });
    let name = free.into_iter().find(|name| !names.contains(&name.as_str())).unwrap_or_default();
    let profile = choice.as_profile(name);
    view.editing = add(desk, choice, profile, "add profile");
}

/// Adds a profile and chooses it. `None` where nothing can be changed.
fn add(desk: &mut Desk<'_>, choice: &mut Choice, profile: Profile, step: &str) -> Option<model::Id> {
    let id = desk.edit(step, |workbook, ids| {
        push(workbook, ids, profile, |workbook| &mut Arc::make_mut(&mut workbook.pack).profiles)
    });
    let profile = desk.workbook().pack.profiles.find(id)?.clone();
    choice.begin(&profile);
    Some(id)
}

fn change(workbook: &mut Workbook, id: model::Id, change: impl FnOnce(&mut Profile)) {
    let profiles = &mut Arc::make_mut(&mut workbook.pack).profiles;
    let at = profiles.iter().position(|profile| profile.id == id);
    if let Some(profile) = at.and_then(|at| profiles.at_mut(at)) {
        change(profile);
    }
}
