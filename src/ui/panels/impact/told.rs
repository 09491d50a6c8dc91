//! The card of what people are told: each disclosure in the words that they read, whether it is in place, and how a wrong
//! result is put right.

use egui::{Align, Layout, Ui, vec2};

use crate::model::Section;
use crate::model::impact::{Disclosure, Impact};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::{choice, label, menu};

use super::{acts, marks};

/// Shows what the card holds.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, impact: &Impact) {
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, "What people are told", Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::PLUS, "Add disclosure", true).clicked() {
                let id = acts::add_disclosure(desk);
                state.edit(&Spot::item(id), "to", String::new());
            }
        });
    });
    label::rule(ui);
    marks(ui, desk, impact, "disclosures");
    let found = |finding: &&crate::assess::findings::Finding| {
        finding.place.items.is_empty() && finding.place.fields.first() == Some(&"disclosures")
    };
    let facts = desk.facts;
    for (number, finding) in facts.of_section(Section::Impact).iter().filter(found).enumerate() {
        parts::finding(ui, desk, finding, number);
    }
    if impact.disclosures.is_empty() && impact.marks.get("disclosures").is_none() {
        ui.add_space(8.0);
        label::text(ui, "Who is told what, in which words?", Type::Prompt, theme::colors(ui).ink_2);
        ui.add_space(8.0);
        label::rule(ui);
    }
    for disclosure in impact.disclosures.iter() {
        ui.push_id(disclosure.id, |ui| self::disclosure(ui, desk, state, disclosure));
        label::rule(ui);
    }
    ui.add_space(8.0);
    let spot = Spot::section(Section::Impact);
    let of = Of { spot: &spot, record: impact };
    parts::prose(ui, desk, state, (of, "contest", Look::BODY), |_, _| {});
}

fn disclosure(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, disclosure: &Disclosure) {
    let spot = Spot::item(disclosure.id);
    let named = disclosure.to.trim();
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - size::CONTROL - 8.0;
        ui.allocate_ui_with_layout(vec2(room, size::TARGET), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            let look = Look { style: Type::Medium, ..Look::BODY }.hint("Who is told?");
            in_place::show(ui, desk, state, (&spot, disclosure, "to"), look);
        });
        let name = format!("More about what is told to {}", if named.is_empty() { "nobody yet" } else { named });
        let more = icon_button(ui, icons::DOTS, &name, true);
        menu::below(&more, |ui| commands(ui, desk, disclosure));
    });
    let look = Look { style: Type::Prompt, quoted: true, ..Look::BODY }.hint("No sentence written yet");
    in_place::show(ui, desk, state, (&spot, disclosure, "words"), look);
    ui.horizontal_top(|ui| {
        let name = format!("In place: to {named}");
        ui.scope(|ui| {
            ui.set_max_width(96.0);
            if let Some(given) = choice::tick_named(ui, "In place", &name, disclosure.given) {
                acts::set_given(desk, disclosure.id, given);
            }
        });
        let room = ui.available_width();
        ui.allocate_ui_with_layout(vec2(room, size::TARGET), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.add_space(2.0);
            in_place::show(ui, desk, state, (&spot, disclosure, "place"), Look::QUIET.hint("Where do they read it?"));
        });
    });
    ui.add_space(4.0);
}

fn commands(ui: &mut Ui, desk: &mut Desk<'_>, disclosure: &Disclosure) {
    let all = &desk.workbook().impact.disclosures;
    let (last, at) = (all.len().saturating_sub(1), all.iter().position(|other| other.id == disclosure.id));
    let Some(at) = at else { return };
    let id = disclosure.id;
    if menu::Row::new("Duplicate").icon(icons::COPY).show(ui).clicked() {
        acts::duplicate(desk, id, "disclosure");
    }
    if menu::Row::new("Move up").icon(icons::ARROW_UP).enabled(at > 0).show(ui).clicked() {
        acts::shift(desk, id, at.saturating_sub(1), "disclosure");
    }
    if menu::Row::new("Move down").icon(icons::ARROW_DOWN).enabled(at < last).show(ui).clicked() {
        acts::shift(desk, id, at + 1, "disclosure");
    }
    let internal = disclosure.internal;
    if menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(internal).show(ui).clicked() {
        Spot::item(id).set_internal(desk, !internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
        desk.remove_item(id, "disclosure");
    }
}
