//! What an item should move: links to metrics, budgets and failure modes, each with where it stands and where it shall.

use egui::{Ui, vec2};

use crate::assess::priority::{self, Move};
use crate::model::Id;
use crate::model::record::cite;
use crate::model::roadmap::BacklogItem;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::label;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, item: &BacklogItem) {
    let c = theme::colors(ui);
    label::heading(ui, "Should move", Type::Strong, 2);
    if item.links.is_empty() {
        label::text(ui, "Nothing yet: link it to a metric, a budget or a failure mode.", Type::Small, c.ink_3);
        return;
    }
    let workbook = desk.snapshot();
    for id in &item.links {
        let moved = priority::moves(&workbook, *id);
        target(ui, desk, *id, moved.as_ref());
    }
}

/// The citation of an item, or its title where it is not cited.
pub(super) fn cited(desk: &Desk<'_>, id: Id) -> String {
    let entry = desk.facts.index.get(id);
    let cited = entry.map(|entry| cite(entry.kind, entry.number)).unwrap_or_default();
    if cited.is_empty() { desk.facts.index.words(id) } else { cited }
}

/// A link with present value and goal.
pub(super) fn target(ui: &mut Ui, desk: &mut Desk<'_>, id: Id, moved: Option<&Move>) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        label::icon(ui, icons::LINK, c.accent);
        let words = desk.facts.index.words(id);
        if link_named(ui, &cited(desk, id), &format!("Go to {words}")).on_hover_text(&words).clicked() {
            desk.go_to_item(id);
        }
        let Some(moved) = moved else {
            let title = desk.facts.index.get(id).map(|entry| entry.title.clone()).unwrap_or_default();
            label::line(ui, &title, Type::Body, c.ink_2);
            return;
        };
        label::line(ui, &moved.now, Type::Body, c.ink_2);
        if !moved.goal.is_empty() {
            label::icon(ui, icons::ARROW_RIGHT, c.ink_3);
            label::line(ui, &moved.goal, Type::Body, c.ink);
        }
    });
}
