//! What links to an item: by section, each followed by a click.

use egui::Ui;

use crate::find::Backlink;
use crate::model::Id;
use crate::model::place::Place;
use crate::ui::desk::Desk;
use crate::ui::facts::Facts;
use crate::ui::sections;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::label;
use crate::words;

/// How many links are shown; the rest is said as a number.
const MOST: usize = 12;

/// Shows what links to an item, under a head; nothing if nothing does. Gives the place that was clicked.
pub fn show(ui: &mut Ui, facts: &Facts, id: Id) -> Option<Place> {
    let links = facts.used_by.of_item(id);
    if links.is_empty() {
        return None;
    }
    let c = theme::colors(ui);
    let mut go = None;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        label::heading(ui, "Used by", Type::Strong, 2);
        let mut section = None;
        for link in links.iter().take(MOST) {
            if section != Some(link.section) {
                section = Some(link.section);
                ui.add_space(4.0);
                label::line(ui, sections::name(link.section), Type::Caption, c.ink_3);
            }
            if let Some(place) = one(ui, facts, link) {
                go = Some(place);
            }
        }
        let rest = links.len().saturating_sub(MOST);
        if rest > 0 {
            label::line(ui, &format!("and {}", words::how_many(rest, "other", "others")), Type::Small, c.ink_3);
        }
    });
    go
}

/// Shows it at the end of an item's card, if anything links to the item.
pub fn on_card(ui: &mut Ui, desk: &mut Desk<'_>, id: Id) {
    if desk.facts.used_by.of_item(id).is_empty() {
        return;
    }
    ui.add_space(12.0);
    if let Some(place) = show(ui, desk.facts, id) {
        desk.go_to(place);
    }
}

/// One link: the item that holds it, or the section, and the question that it answers in the tooltip.
fn one(ui: &mut Ui, facts: &Facts, link: &Backlink) -> Option<Place> {
    let (words, place) = match link.from {
        None => (link.field.label.to_owned(), Place::of_section(link.section).at(link.field.key)),
        Some(id) => (named(facts, id), facts.index.place(id)?),
    };
    let name = format!("Go to {words}");
    let hint = format!("{words} ({})", link.field.label);
    link_named(ui, &words, &name).on_hover_text(hint).clicked().then_some(place)
}

/// Citation and title of an item; of a part without either, what it is and whose.
fn named(facts: &Facts, id: Id) -> String {
    let words = facts.index.words(id);
    let Some(entry) = facts.index.get(id).filter(|_| words.trim().is_empty()) else { return words };
    let outer = entry.within.map(|outer| facts.index.words(outer)).unwrap_or_default();
    format!("{} of {outer}", words::capitalized(entry.kind.singular()))
}
