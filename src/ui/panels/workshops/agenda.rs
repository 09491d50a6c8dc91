//! The agenda: a box for each activity, as high as its minutes, and their sum against the session.

use egui::{Key, Modifiers, PointerButton, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::workshop::Minutes;
use crate::model::workshops::{Activity, Workshop};
use crate::model::{Id, Record as _, Section};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, icon_toggle};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, focus, label, menu, pull};

use super::box_of_time::{self, TimeBox};
use super::sums;
use super::{View, acts, keys};

const GAP: f32 = 8.0;
/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;

/// An activity that hangs on the pointer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drag {
    id: Id,
}

/// The id of an activity's box, so that the focus goes with it when it is moved.
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("activity of a workshop", id))
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let c = theme::colors(ui);
    let minutes = Minutes::of(workshop);
    ui.spacing_mut().item_spacing.y = GAP;
    ui.horizontal(|ui| {
        label::heading(ui, "Agenda", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::PLUS, "Add activity", true).clicked() {
                acts::add_activity(desk, view, workshop.id);
            }
            let ready = icon_button(ui, icons::TIMER, "Use a ready agenda", true);
            if let Some(Some(index)) = menu::below(&ready, super::agendas).flatten() {
                acts::use_agenda(desk, view, workshop.id, index);
            }
            label::line(ui, &minutes.sentence(), Type::Small, c.ink_3);
        });
    });
    if workshop.agenda.is_empty() {
        empty(ui, desk, view, workshop);
        return;
    }
    session(ui, desk, view, (workshop, minutes));
    boxes(ui, desk, view, workshop, minutes);
}

fn empty(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let spot = Spot::item(workshop.id);
    if workshop.marks.get("agenda").is_some() {
        form::some(ui, desk, &spot, workshop, &["agenda"]);
        return;
    }
    let prompt = "What happens, for how long? Begin with an agenda that is ready.";
    label::text(ui, prompt, Type::Prompt, theme::colors(ui).ink_2);
    super::agenda_cards(ui, desk, |desk, index| acts::use_agenda(desk, view, workshop.id, index));
}

/// The sum of the minutes against the session.
fn session(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, minutes): (&Workshop, Minutes)) {
    let c = theme::colors(ui);
    let length = view.session.unwrap_or_else(|| sums::session(minutes));
    let over = minutes.planned.saturating_sub(length);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if over > 0 {
            glyph::show(ui, Glyph::Warning, 14.0);
            label::line(ui, &format!("{over} min over the session of"), Type::Body, c.ink);
        } else {
            let spare = length - minutes.planned;
            let text = if spare == 0 { "Fills a session of".to_owned() } else { format!("{spare} min to spare of") };
            label::line(ui, &text, Type::Body, c.ink_2);
        }
        let shown = format!("{length} min");
        let button = Button::new(&shown).quiet().icon(icons::CLOCK).name("Length of the session").show(ui);
        let picked = menu::below(&button, |ui| {
            let rows = sums::SESSIONS
                .into_iter()
                .filter(|option| menu::Row::new(&format!("{option} min")).chosen(*option == length).show(ui).clicked());
            rows.last()
        });
        view.session = picked.flatten().or(view.session);
    });
    if let Some((id, left)) = sums::cure(&workshop.agenda, over) {
        let name = workshop.agenda.find(id).map(title).unwrap_or_default();
        let text = format!("Take {over} min from “{name}”");
        let shown =
            if ui.available_width() < 360.0 { format!("Take {over} min from the longest") } else { text.clone() };
        if Button::new(&shown).name(&text).show(ui).on_hover_text(&text).clicked() {
            acts::set_minutes(desk, workshop.id, id, left);
        }
    }
}

/// An activity's name, or what stands there while it has none.
pub(super) fn title(activity: &Activity) -> &str {
    match activity.name.trim() {
        "" => "New activity",
        name => name,
    }
}

fn boxes(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, minutes: Minutes) {
    // where it stands above the notes it must not push them out of sight: there the minutes are only said
    let beside = ui.available_width() <= super::AGENDA;
    let scale = if beside { box_of_time::scale(minutes.planned) } else { 0.0 };
    let mut drawn: Vec<(Id, Rect)> = Vec::new();
    for (index, activity) in workshop.agenda.iter().enumerate() {
        let height = box_of_time::height(activity.minutes, scale);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let shown = TimeBox {
            name: title(activity),
            prompt: &activity.prompt,
            minutes: activity.minutes,
            spent: activity.spent,
            on: view.activity == Some(activity.id) || view.only == Some(activity.id),
            lifted: view.drag.is_some_and(|drag| drag.id == activity.id),
        };
        drawn.push((activity.id, rect));
        let response = ui.interact(rect, row_id(activity.id), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, shown.on, shown.said()));
        let open = view.activity == Some(activity.id);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
        if ui.is_rect_visible(rect) {
            shown.paint(ui, rect, &response);
            if let Some(worst) = desk.facts.worst_of_item(activity.id) {
                let at = Rect::from_center_size(rect.right_top() + vec2(-16.0, 18.0), egui::Vec2::splat(14.0));
                glyph::paint(ui.painter(), at, Glyph::of_severity(worst), theme::colors(ui));
            }
        }
        focus::ring(ui, &response, rect, radius::CARD);
        if view.scroll && view.focus == Some(row_id(activity.id)) {
            response.scroll_to_me(None);
            view.scroll = false;
        }
        menu::context(&response, |ui| box_menu(ui, desk, view, (workshop, activity, index)));
        if response.clicked() {
            open_or_close(view, activity.id);
        }
        if response.has_focus() {
            box_keys(ui, desk, view, (workshop, activity, index));
        }
        if view.drag.is_none() && pull::hold(ui, &response, FAR).is_some() {
            view.drag = Some(Drag { id: activity.id });
        }
        if open {
            detail(ui, desk, view, (workshop, activity, index));
        }
    }
    drag(ui, desk, view, workshop, &drawn);
}

/// Clicking opens an activity and shows its notes alone; clicking again closes it and shows all of them.
fn open_or_close(view: &mut View, id: Id) {
    if view.activity == Some(id) {
        (view.activity, view.only) = (None, None);
    } else {
        (view.activity, view.only) = (Some(id), Some(id));
    }
}

fn detail(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workshop, activity, index): (&Workshop, &Activity, usize),
) {
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            label::heading(ui, "Activity", Type::Strong, 3);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button(ui, icons::X, "Close the activity", true).clicked() {
                    open_or_close(view, activity.id);
                }
                let more = icon_button(ui, icons::DOTS, "More about this activity", true);
                menu::below(&more, |ui| box_menu(ui, desk, view, (workshop, activity, index)));
                let mine = view.only == Some(activity.id);
                if icon_toggle(ui, icons::FUNNEL, "Show only its notes", true, mine).clicked() {
                    view.only = Some(activity.id).filter(|_| !mine);
                }
            });
        });
        let spot = Spot::item(activity.id);
        form::record(ui, desk, &spot, activity, &["section", "rules"]);
        ui.add_space(16.0);
        lands_in(ui, desk, &spot, activity);
        ui.add_space(16.0);
        form::some(ui, desk, &spot, activity, &["rules"]);
    });
    if std::mem::take(&mut view.scroll) {
        shown.response.scroll_to_me(None);
    }
}

/// The section into which the results go: one of those that there are.
fn lands_in(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, activity: &Activity) {
    let Some((field, value)) = activity.answers().find(|(field, _)| field.key == "section") else { return };
    let question = Question { spot, field, value, mark: activity.marks.get("section") };
    answer::show_as(ui, desk, question, &mut |ui, desk, question| {
        let titles: Vec<&str> = Section::ALL.iter().map(|section| section.title()).collect();
        let key = activity.section.trim();
        let current = Section::ALL.iter().position(|section| section.key() == key);
        if let Some(picked) = choice::one_of(ui, question.field.label, current, &titles, &|_| None) {
            let key = picked.and_then(|at| Section::ALL.get(at)).map_or("", |section| section.key());
            spot.edit(desk, "edit lands in", "section", |value| answer::set(value, key));
        }
        if current.is_none() && !key.is_empty() {
            let text = format!("It says “{key}”, which is no section");
            label::text(ui, &text, Type::Small, theme::colors(ui).ink_3);
        }
    });
}

fn box_menu(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workshop, activity, index): (&Workshop, &Activity, usize),
) {
    let (id, last) = (activity.id, workshop.agenda.len().saturating_sub(1));
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        acts::duplicate_activity(desk, view, id);
    }
    let up = menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(index > 0).show(ui);
    if up.clicked() && index > 0 {
        acts::move_activity(desk, view, id, index - 1);
    }
    let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(index < last).show(ui);
    if down.clicked() && index < last {
        acts::move_activity(desk, view, id, index + 1);
    }
    for (text, keys, up) in [("Five minutes more", "+", true), ("Five minutes less", "-", false)] {
        if menu::Row::new(text).icon(icons::CLOCK).keys(keys).show(ui).clicked() {
            change_minutes(desk, (workshop.id, activity), up);
        }
    }
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(activity.internal);
    if internal.show(ui).clicked() {
        Spot::item(id).set_internal(desk, !activity.internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        acts::delete_activity(desk, view, workshop, id);
    }
}

/// The keys of the box that has the focus.
fn box_keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, activity, index): (&Workshop, &Activity, usize)) {
    let id = activity.id;
    let last = workshop.agenda.len().saturating_sub(1);
    if keys::with(ui, Modifiers::ALT, Key::ArrowUp) {
        if index > 0 {
            acts::move_activity(desk, view, id, index - 1);
        }
    } else if keys::with(ui, Modifiers::ALT, Key::ArrowDown) {
        if index < last {
            acts::move_activity(desk, view, id, index + 1);
        }
    } else if keys::with(ui, Modifiers::COMMAND, Key::D) {
        acts::duplicate_activity(desk, view, id);
    } else if keys::pressed(ui, Key::Delete) {
        acts::delete_activity(desk, view, workshop, id);
    } else if desk.single_keys && keys::plus(ui) {
        change_minutes(desk, (workshop.id, activity), true);
    } else if desk.single_keys && keys::minus(ui) {
        change_minutes(desk, (workshop.id, activity), false);
    } else if keys::pressed(ui, Key::F2) {
        (view.activity, view.only) = (Some(id), Some(id));
        view.focus = Some(egui::Id::unique((Spot::item(id), "name")));
    }
}

/// Five minutes more or less, and never less than five.
fn change_minutes(desk: &mut Desk<'_>, (workshop, activity): (Id, &Activity), up: bool) {
    let now = activity.minutes.unwrap_or(0);
    let next = if up { now.saturating_add(5) } else { now.saturating_sub(5).max(5) };
    if next != now {
        acts::set_minutes(desk, workshop, activity.id, next);
    }
}

/// Shows where the activity on the pointer would go, and moves it once it is let go. Escape lets it stay.
fn drag(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, drawn: &[(Id, Rect)]) {
    let Some(drag) = view.drag else { return };
    let from = drawn.iter().position(|(id, _)| *id == drag.id);
    let (Some(from), false) = (from, keys::pressed(ui, Key::Escape)) else {
        view.drag = None;
        return;
    };
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    let Some(pointer) = pointer else { return };
    let others = || drawn.iter().filter(|(id, _)| *id != drag.id);
    let slot = others().filter(|(_, rect)| rect.center().y < pointer.y).count();
    if !down {
        view.drag = None;
        if slot != from && workshop.agenda.find(drag.id).is_some() {
            acts::move_activity(desk, view, drag.id, slot);
        }
        return;
    }
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    let c = theme::colors(ui);
    let y = match (slot.checked_sub(1).and_then(|before| others().nth(before)), others().nth(slot)) {
        (Some((_, before)), _) => before.bottom() + GAP / 2.0,
        (None, Some((_, after))) => after.top() - GAP / 2.0,
        (None, None) => return,
    };
    let Some((_, own)) = drawn.get(from) else { return };
    ui.painter().hline(own.x_range(), y, Stroke::new(2.0, c.accent));
    ui.painter().circle_filled(pos2(own.left(), y), 4.0, c.accent);
    held(ui, workshop.agenda.find(drag.id), Rect::from_center_size(pointer, vec2(own.width(), box_of_time::LEAST)));
}

/// The activity on the pointer.
fn held(ui: &Ui, activity: Option<&Activity>, rect: Rect) {
    let Some(activity) = activity else { return };
    let c = theme::colors(ui);
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("activity on the pointer"));
    let painter = ui.ctx().layer_painter(layer);
    painter.add(theme::lifted(ui).as_shape(rect, f32::from(radius::CARD)));
    painter.rect(rect, radius::CARD, c.surface, Stroke::new(1.0, c.line_strong), egui::StrokeKind::Inside);
    let name = theme::cut(ui, title(activity), Type::Strong, c.ink, rect.width() - 32.0, 1);
    painter.galley(rect.left_center() + vec2(16.0, -name.size().y / 2.0), name, c.ink);
}
