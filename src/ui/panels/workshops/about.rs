//! The workshop itself: its name, who leads it, who comes; and what can be done with it.

use egui::{Align, Layout, Ui};

use crate::assess::workshop::votes_in_words;
use crate::edit::operations::{duplicate_item, move_item};
use crate::model::list::List;
use crate::model::workshops::Workshop;
use crate::model::{Id, Workbook};
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, in_place};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::{View, acts, keys};

/// The questions that have no place of their own on the page.
const QUESTIONS: [&str; 7] = ["name", "date", "facilitator", "attendees", "attribution", "votes_each", "votes_on_one"];

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop): (&Workbook, &Workshop)) {
    let spot = Spot::item(workshop.id);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = icon_button(ui, icons::DOTS, "More about this workshop", true);
            menu::below(&button, |ui| more(ui, desk, view, (workbook, workshop)));
            let icon = if view.about { icons::CARET_DOWN } else { icons::CARET_RIGHT };
            let text = if ui.available_width() > 420.0 { "Who, when and how" } else { "About it" };
            let details = Button::new(text).quiet().icon(icon).name("Who, when and how").show(ui);
            ui.ctx().accesskit_node_builder(details.id, |node| node.set_expanded(view.about));
            if details.clicked() {
                view.about = !view.about;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let look = in_place::Look {
                    style: Type::Name,
                    quiet: false,
                    hint: "What is this workshop called?",
                    ..in_place::Look::BODY
                };
                in_place::show(ui, desk, &mut view.editing, (&spot, workshop, "name"), look);
            });
        });
    });
    if view.about {
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            if workshop.rounds.iter().any(|round| !round.revealed) {
                // people answer under what the cover tells them
                let others: Vec<&str> = QUESTIONS.into_iter().filter(|key| *key != "attribution").collect();
                form::some(ui, desk, &spot, workshop, &others);
                let text = "Who is named stays as it is while private turns are under way.";
                label::text(ui, text, Type::Small, theme::colors(ui).ink_3);
            } else {
                form::some(ui, desk, &spot, workshop, &QUESTIONS);
            }
        });
    } else {
        label::line(ui, &line(desk, workshop), Type::Body, theme::colors(ui).ink_3);
    }
}

/// Who, when and how, in a line.
fn line(desk: &Desk<'_>, workshop: &Workshop) -> String {
    let mut parts = Vec::new();
    parts.push(workshop.date.map_or_else(|| "No day yet".to_owned(), |date| words::day(date, desk.today)));
    let lead = workshop.facilitator.trim();
    parts.push(if lead.is_empty() { "nobody leads it yet".to_owned() } else { format!("led by {lead}") });
    parts.push(match workshop.attendees.len() {
        0 => "nobody is named as coming".to_owned(),
        count => words::how_many(count, "person", "people"),
    });
    if let Some(votes) = workshop.votes_each {
        parts.push(votes_in_words(votes, workshop.votes_on_one));
    }
    if let Some(attribution) = workshop.attribution {
        parts.push(format!("notes {}", attribution.label().to_lowercase()));
    }
    parts.join(", ")
}

fn more(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop): (&Workbook, &Workshop)) {
    let workshops = &workbook.workshops.workshops;
    let at = workshops.iter().position(|other| other.id == workshop.id).unwrap_or_default();
    let id = workshop.id;
    if menu::Row::new("Another with this agenda").icon(icons::PLUS).show(ui).clicked() {
        acts::again(desk, view, workshop);
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        duplicate(desk, view, id);
    }
    let earlier = menu::Row::new("Move to the left").icon(icons::ARROW_LEFT).keys("Alt Left").enabled(at > 0);
    if earlier.show(ui).clicked() && at > 0 {
        shift(desk, id, at - 1);
    }
    let last = at + 1 >= workshops.len();
    let later = menu::Row::new("Move to the right").icon(icons::ARROW_RIGHT).keys("Alt Right").enabled(!last);
    if later.show(ui).clicked() && !last {
        shift(desk, id, at + 1);
    }
    if menu::Row::new("Read minutes").icon(icons::FILE_TEXT).show(ui).clicked() {
        desk.orders.push(Order::ReadMinutes(id));
    }
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(workshop.internal);
    if internal.show(ui).clicked() {
        Spot::item(id).set_internal(desk, !workshop.internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
        acts::delete_workshop(desk, view, id);
    }
}

/// The keys of a workshop's tab.
pub(super) fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, id: Id, workshops: &List<Workshop>) {
    use egui::{Key, Modifiers};
    focus::moves_sideways(ui.ctx());
    let at = workshops.iter().position(|other| other.id == id).unwrap_or_default();
    if keys::with(ui, Modifiers::ALT, Key::ArrowLeft) && at > 0 {
        shift(desk, id, at - 1);
    } else if keys::with(ui, Modifiers::ALT, Key::ArrowRight) && at + 1 < workshops.len() {
        shift(desk, id, at + 1);
    } else if keys::with(ui, Modifiers::COMMAND, Key::D) {
        duplicate(desk, view, id);
    } else if keys::pressed(ui, Key::Delete) {
        acts::delete_workshop(desk, view, id);
    }
}

fn shift(desk: &mut Desk<'_>, id: Id, to: usize) {
    desk.edit("move workshop", |workbook, _| move_item(workbook, id, to));
}

fn duplicate(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    if let Some(copy) = desk.edit("duplicate workshop", |workbook, ids| duplicate_item(workbook, ids, id)) {
        view.choose(copy);
    }
}
