//! Questions about the whole section, opened on demand: those of the sprint under the table, those of the roadmap under the
//! board.

use egui::Ui;

use crate::assess::priority;
use crate::model::Section;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::{Form, View};

/// Questions of the sprint.
const SPRINT: [&str; 4] = ["sprint", "capacity", "reserve", "cut_reason"];

/// Questions of the business case.
const BUSINESS: [&str; 7] =
    ["value_low", "value_high", "cost_low", "cost_high", "build_low", "build_high", "business_case"];

/// Questions of what is decided against.
const AGAINST: [&str; 1] = ["decided_against"];

/// A group of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The sprint and its capacity.
    Sprint,
    /// The business case.
    Business,
    /// What is decided against.
    Against,
}

/// Which groups are open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    sprint: bool,
    business: bool,
    against: bool,
}

impl Open {
    /// Opens a group.
    pub(super) fn open(&mut self, group: Group) {
        *self.of(group) = true;
    }

    /// Whether a group is open.
    pub(super) fn of(&mut self, group: Group) -> &mut bool {
        match group {
            Group::Sprint => &mut self.sprint,
            Group::Business => &mut self.business,
            Group::Against => &mut self.against,
        }
    }
}

/// Where the question of a field of the section stands.
pub(super) fn place_of(field: Option<&str>) -> (Option<Form>, Option<Group>) {
    let Some(key) = field else { return (None, None) };
    let groups = [
        (&SPRINT[..], Form::Table, Group::Sprint),
        (&BUSINESS, Form::Roadmap, Group::Business),
        (&AGAINST, Form::Roadmap, Group::Against),
    ];
    let found = groups.into_iter().find(|(keys, ..)| keys.contains(&key));
    match found {
        Some((_, form, group)) => (Some(form), Some(group)),
        None if key == "outcomes" => (Some(Form::Roadmap), None),
        None => (Some(Form::Table), None),
    }
}

/// The questions of the sprint, on demand.
pub(super) fn sprint(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    group(ui, desk, view, (Group::Sprint, "Sprint and capacity"));
    for words in priority::room_faults(&desk.workbook().roadmap) {
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Blocker, 14.0);
            label::text(ui, words, Type::Small, theme::colors(ui).blocker);
        });
    }
}

/// A group of questions with the button that opens it.
pub(super) fn group(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (group, title): (Group, &str)) {
    let open = *view.settings.of(group);
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let button = Button::new(title).quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(open));
    if button.clicked() {
        *view.settings.of(group) = !open;
    }
    if open {
        questions(ui, desk, group);
    }
}

/// The questions of a group.
pub(super) fn questions(ui: &mut Ui, desk: &mut Desk<'_>, group: Group) {
    let keys: &[&str] = match group {
        Group::Sprint => &SPRINT,
        Group::Business => &BUSINESS,
        Group::Against => &AGAINST,
    };
    let workbook = desk.snapshot();
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(920.0));
        ui.add_space(8.0);
        form::some(ui, desk, &Spot::section(Section::Roadmap), &*workbook.roadmap, keys);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::roadmap::Roadmap;

    #[test]
    fn every_question_of_the_section_has_a_place() {
        let lists = ["items", "outcomes"];
        for field in Roadmap::FIELDS {
            let (_, group) = place_of(Some(field.key));
            assert!(group.is_some() || lists.contains(&field.key), "{}", field.key);
        }
    }
}
