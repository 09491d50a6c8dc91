//! The dialog that adds failure modes from the library: narrow the list, look at an entry, choose several, add them in one
//! step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Align, Layout, Modal, Modifiers, Ui, vec2};

use crate::edit::{Ids, operations};
use crate::knowledge::{self, LibraryEntry};
use crate::model::failure_modes::{ActionState, FailureCategory, Mitigation};
use crate::model::pattern::AiPattern;
use crate::model::record::Item;
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, filter_chip, icon_button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

use super::View;

mod list;
mod preview;

/// What the dialog remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct Dialog {
    text: String,
    category: Option<FailureCategory>,
    /// The whole library, and not only what fits the pattern.
    whole: bool,
    /// Position of the entry that is looked at, in the whole library.
    at: Option<usize>,
    chosen: BTreeSet<String>,
    /// Whether the list is yet to take the focus.
    fresh: bool,
    /// Scroll to the entry that is looked at, once.
    scroll: bool,
}

/// What is said about the map while the dialog is open.
struct Around {
    pattern: Option<AiPattern>,
    /// What came from the library already: how it is cited, by key.
    there: BTreeMap<String, String>,
}

/// Opens it.
pub(super) fn open(ui: &Ui, view: &mut View) {
    view.library = Some(Dialog { fresh: true, ..Dialog::default() });
    ui.ctx().request_repaint();
}

/// Positions of the entries to show.
fn narrowed(entries: &[LibraryEntry], dialog: &Dialog, pattern: Option<AiPattern>) -> Vec<usize> {
    let needle = dialog.text.trim().to_lowercase();
    let says = |entry: &LibraryEntry| {
        let texts = [&entry.title, &entry.cause, &entry.effect, &entry.harmed];
        needle.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&needle))
    };
    let fits = |entry: &LibraryEntry| dialog.whole || pattern.is_none_or(|pattern| entry.concerns(pattern));
    let in_category = |entry: &LibraryEntry| dialog.category.is_none_or(|category| entry.category() == Some(category));
    let all = entries.iter().enumerate();
    all.filter(|(_, entry)| fits(entry) && says(entry) && in_category(entry)).map(|(index, _)| index).collect()
}

/// Adds entries to the map, each with its mitigation as something to do.
fn take(workbook: &mut Workbook, ids: &mut Ids, entries: &[&LibraryEntry]) -> Option<Id> {
    let mut first = None;
    for entry in entries {
        let mut mode = entry.to_failure_mode();
        if !entry.mitigation.trim().is_empty() {
            let one = Mitigation {
                action: entry.mitigation.clone(),
                state: Some(ActionState::Open),
                ..Mitigation::default()
            };
            mode.mitigations.push(operations::name(one, workbook, ids));
        }
        let id =
            operations::push(workbook, ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes);
        first = first.or(Some(id));
    }
    first
}

/// Shows it, if it is open.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let Some(mut dialog) = view.library.take() else { return };
    let workbook = desk.snapshot();
    let modes = workbook.failure_modes.modes.iter().filter(|mode| !mode.library_key.is_empty());
    let around = Around {
        pattern: workbook.pattern.chosen,
        there: modes.map(|mode| (mode.library_key.clone(), mode.cite())).collect(),
    };
    let screen = ui.ctx().content_rect().size();
    let size = vec2((screen.x - 48.0).min(1150.0), (screen.y - 48.0).min(768.0));
    let frame = egui::Frame::popup(ui.style()).inner_margin(0).corner_radius(theme::radius::DIALOG);
    let modal = Modal::new(egui::Id::unique("library of failure modes"))
        .backdrop_color(theme::of(false).ink.gamma_multiply(0.36))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            whole(ui, &mut dialog, &around, size)
        });
    let add = modal.inner == Some(true) && !dialog.chosen.is_empty();
    if add {
        let entries: Vec<&LibraryEntry> =
            knowledge::failure_library().iter().filter(|entry| dialog.chosen.contains(&entry.key)).collect();
        let name = if entries.len() == 1 { "add failure mode" } else { "add failure modes" };
        if let Some(id) = desk.edit(name, |workbook, ids| take(workbook, ids, &entries)) {
            view.filter = super::Filter::default();
            view.select(id);
        }
    }
    if add || modal.inner == Some(false) || modal.should_close() {
        ui.memory_mut(|memory| memory.request_focus(super::table::focus_id()));
    } else {
        view.library = Some(dialog);
    }
}

/// The dialog; `Some(true)` to add what is chosen, `Some(false)` to leave.
fn whole(ui: &mut Ui, dialog: &mut Dialog, around: &Around, size: egui::Vec2) -> Option<bool> {
    let entries = knowledge::failure_library();
    let rows = narrowed(entries, dialog, around.pattern);
    if !dialog.at.is_some_and(|at| rows.contains(&at)) {
        dialog.at = rows.first().copied();
    }
    let mut reply = head(ui, dialog, around);
    label::rule(ui);
    let middle = size.y - 56.0 - 56.0 - 2.0;
    ui.horizontal_top(|ui| {
        ui.set_height(middle);
        let sides = if size.x >= 900.0 { (184.0, 320.0) } else { (0.0, (size.x * 0.42).min(300.0)) };
        if sides.0 > 0.0 {
            part(ui, "categories", vec2(sides.0, middle), 16, |ui| categories(ui, dialog, around));
        }
        let width = size.x - sides.0 - sides.1;
        let edges = ui.next_widget_position().x;
        part(ui, "entries", vec2(width, middle), 0, |ui| list::show(ui, dialog, around, &rows));
        let stroke = egui::Stroke::new(1.0, theme::colors(ui).line);
        for x in [edges, edges + width] {
            ui.painter().vline(x, ui.max_rect().y_range(), stroke);
        }
        part(ui, "preview", vec2(sides.1, middle), 16, |ui| {
            if let Some(entry) = dialog.at.and_then(|at| entries.get(at)) {
                preview::show(ui, entry);
            }
        });
    });
    label::rule(ui);
    reply = reply.or(foot(ui, dialog));
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, egui::Key::Enter)) {
        reply = Some(true);
    }
    reply
}

fn part(ui: &mut Ui, name: &str, size: egui::Vec2, margin: i8, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        let scroll = egui::ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).max_height(size.y);
        scroll.show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, contents));
    });
}

fn head(ui: &mut Ui, dialog: &mut Dialog, around: &Around) -> Option<bool> {
    let c = theme::colors(ui);
    let mut reply = None;
    let entries = knowledge::failure_library();
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 56.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(56.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add_space(12.0);
        if icon_button(ui, icons::X, "Close", true).clicked() {
            reply = Some(false);
        }
        let id = egui::Id::unique("text of the filter of the library");
        if let Some(text) =
            TextField::line(id, "Filter the library").hint("Filter").width(170.0).show(ui, &dialog.text).text
        {
            dialog.text = text;
        }
        if let Some(pattern) = around.pattern {
            let fit = entries.iter().filter(|entry| entry.concerns(pattern)).count();
            let options = [format!("Fits the pattern {fit}"), format!("Whole library {}", entries.len())];
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(24.0);
                label::heading(ui, "Add failure modes", Type::Title, 1);
                let room = ui.available_width() - 290.0;
                if room > 200.0 {
                    label::line(ui, "How could this go wrong, and for whom?", Type::Body, c.ink_3);
                }
                ui.add_space((ui.available_width() - 282.0).max(0.0));
                if let Some(picked) = segmented(ui, "Entries", &options, usize::from(dialog.whole)) {
                    dialog.whole = picked == 1;
                }
            });
        } else {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(24.0);
                label::heading(ui, "Add failure modes", Type::Title, 1);
                label::line(ui, "How could this go wrong, and for whom?", Type::Body, c.ink_3);
            });
        }
    });
    reply
}

fn categories(ui: &mut Ui, dialog: &mut Dialog, around: &Around) {
    ui.spacing_mut().item_spacing.y = 2.0;
    label::heading(ui, "Category", Type::Strong, 2);
    ui.add_space(4.0);
    let entries = knowledge::failure_library();
    let within = Dialog { category: None, text: dialog.text.clone(), whole: dialog.whole, ..Dialog::default() };
    let rows = narrowed(entries, &within, around.pattern);
    let count = |category: Option<FailureCategory>| {
        rows.iter()
            .filter_map(|at| entries.get(*at))
            .filter(|entry| category.is_none() || entry.category() == category)
            .count()
    };
    let all = FailureCategory::ALL.iter().zip(FailureCategory::LABELS).map(|(category, text)| (Some(*category), *text));
    for (category, text) in [(None, "All")].into_iter().chain(all) {
        let number = count(category);
        if number == 0 && category.is_some() && dialog.category != category {
            continue;
        }
        if filter_chip(ui, &format!("{text}  {number}"), None, dialog.category == category).clicked() {
            dialog.category = category;
        }
    }
}

fn foot(ui: &mut Ui, dialog: &Dialog) -> Option<bool> {
    let c = theme::colors(ui);
    let mut reply = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 56.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(56.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add_space(12.0);
        let text = match dialog.chosen.len() {
            0 => "Add failure modes".to_owned(),
            1 => "Add 1 failure mode".to_owned(),
            many => format!("Add {many} failure modes"),
        };
        if Button::new(&text).primary().enabled(!dialog.chosen.is_empty()).show(ui).clicked() {
            reply = Some(true);
        }
        if Button::new("Cancel").show(ui).clicked() {
            reply = Some(false);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::SIDE);
            label::line(ui, &format!("{} chosen", dialog.chosen.len()), Type::Medium, c.ink);
            for (key, does) in [("Space", "choose"), ("Ctrl Enter", "add")] {
                if ui.available_width() > 140.0 {
                    label::key(ui, key);
                    label::line(ui, does, Type::Small, c.ink_3);
                }
            }
        });
    });
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::risk;

    #[test]
    fn the_list_narrows_by_pattern_category_and_text() {
        let entries = knowledge::failure_library();
        let all = narrowed(entries, &Dialog::default(), None);
        assert_eq!(all.len(), entries.len());
        let fits = narrowed(entries, &Dialog::default(), Some(AiPattern::Rules));
        assert!(!fits.is_empty() && fits.len() < all.len());
        let whole = Dialog { whole: true, ..Dialog::default() };
        assert_eq!(narrowed(entries, &whole, Some(AiPattern::Rules)).len(), all.len());
        let category = Dialog { category: Some(FailureCategory::Privacy), ..Dialog::default() };
        let privacy = narrowed(entries, &category, None);
        assert!(privacy.iter().all(|at| entries[*at].category() == Some(FailureCategory::Privacy)));
        let text = Dialog { text: entries[0].title.to_uppercase(), ..Dialog::default() };
        assert!(narrowed(entries, &text, None).contains(&0));
    }

    #[test]
    fn taken_entries_bring_their_mitigation_with_them() {
        let mut workbook = Workbook::default();
        let mut ids = Ids::seeded(1);
        let entries: Vec<&LibraryEntry> = knowledge::failure_library().iter().take(3).collect();
        let first = take(&mut workbook, &mut ids, &entries);
        let modes = &workbook.failure_modes.modes;
        assert_eq!((modes.len(), modes.at(0).map(|mode| mode.id)), (3, first));
        for (mode, entry) in modes.iter().zip(entries) {
            assert_eq!(mode.library_key, entry.key);
            assert_eq!(
                mode.mitigations.at(0).map(|one| (one.action.clone(), one.id.is_given())),
                Some((entry.mitigation.clone(), true))
            );
            assert!(risk::inherent(mode).is_some() && risk::residual(mode).is_none());
        }
    }
}
