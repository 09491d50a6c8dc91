//! The dialog that adds failure modes from the library: narrow the list, look at an entry, choose several, add them in one
//! step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Align, Layout, Modal, Modifiers, Ui, vec2};

use crate::assess::candidates::Traits;
use crate::edit::{Ids, operations};
use crate::knowledge::{self, LibraryEntry, TraitGroup};
use crate::model::failure_modes::{ActionState, Mitigation};
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::{Id, Section, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button, icon_toggle, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

use super::View;

mod list;
mod listing;
mod preview;
mod traits;

use listing::{Listing, Narrow, listing};

/// The narrowest dialog with the traits beside the list.
const WIDE: f32 = 900.0;

/// What the dialog remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct Dialog {
    narrow: Narrow,
    /// Questions of which every trait is shown.
    open: BTreeSet<TraitGroup>,
    /// Whether the traits stand in the place of the preview, where there is no room for both.
    aside: bool,
    /// What is listed, and for what.
    listing: Arc<Listing>,
    listed: Option<(u64, Narrow)>,
    /// Position of the entry that is looked at, in the whole library.
    at: Option<usize>,
    chosen: BTreeSet<String>,
    /// Whether the list is yet to take the focus.
    fresh: bool,
    /// Scroll to the entry that is looked at, once.
    scroll: bool,
}

impl Dialog {
    fn refresh(&mut self, revision: u64, around: &Around) {
        if !self.listed.as_ref().is_some_and(|(at, narrow)| *at == revision && *narrow == self.narrow) {
            self.listing = Arc::new(listing(knowledge::failure_library(), &around.traits, &self.narrow));
            self.listed = Some((revision, self.narrow.clone()));
        }
        if !self.at.is_some_and(|at| self.listing.rows().any(|row| row == at)) {
            self.at = self.listing.rows().next();
        }
    }
}

/// What is said about the workbook while the dialog is open.
struct Around {
    traits: Traits,
    /// What came from the library already: how it is cited, by key.
    there: BTreeMap<String, String>,
}

/// What the person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    /// Add what is chosen.
    Add,
    /// Leave.
    Leave,
    /// Go to a question of the pattern decision.
    Answer(TraitGroup),
}

/// Opens it, with the traits as they were switched last.
pub(super) fn open(ui: &Ui, view: &mut View) {
    let narrow = Narrow { looks: view.looks.clone(), ..Narrow::default() };
    view.library = Some(Dialog { fresh: true, narrow, ..Dialog::default() });
    ui.ctx().request_repaint();
}

/// Adds entries to the map, each with its mitigation as something to do.
pub fn take(workbook: &mut Workbook, ids: &mut Ids, entries: &[&LibraryEntry]) -> Option<Id> {
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
        traits: Traits::of(&workbook.pattern),
        there: modes.map(|mode| (mode.library_key.clone(), mode.cite())).collect(),
    };
    dialog.refresh(desk.revision(), &around);
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
    let add = modal.inner == Some(Reply::Add) && !dialog.chosen.is_empty();
    if add {
        add_chosen(desk, view, &dialog);
    }
    if let Some(Reply::Answer(group)) = modal.inner {
        let path = format!("{}.{}", Section::Pattern.key(), group.key());
        desk.go_to(Place { section: Section::Pattern, items: Vec::new(), fields: vec![group.key()], path });
    }
    view.looks.clone_from(&dialog.narrow.looks);
    if add || matches!(modal.inner, Some(Reply::Leave | Reply::Answer(_))) || modal.should_close() {
        ui.memory_mut(|memory| memory.request_focus(super::table::focus_id()));
    } else {
        view.library = Some(dialog);
    }
}

/// Adds what is chosen in one step and selects the first.
fn add_chosen(desk: &mut Desk<'_>, view: &mut View, dialog: &Dialog) {
    let entries: Vec<&LibraryEntry> =
        knowledge::failure_library().iter().filter(|entry| dialog.chosen.contains(&entry.key)).collect();
    let name = if entries.len() == 1 { "add failure mode" } else { "add failure modes" };
    if let Some(id) = desk.edit(name, |workbook, ids| take(workbook, ids, &entries)) {
        view.filter = super::Filter::default();
        view.select(id);
    }
}

/// The dialog; gives what the person asks for.
fn whole(ui: &mut Ui, dialog: &mut Dialog, around: &Around, size: egui::Vec2) -> Option<Reply> {
    let mut reply = head(ui, dialog, around, size.x);
    label::rule(ui);
    let middle = size.y - 56.0 - 56.0 - 2.0;
    ui.horizontal_top(|ui| {
        ui.set_height(middle);
        let wide = size.x >= WIDE;
        let sides = if wide { (224.0, 328.0) } else { (0.0, (size.x * 0.42).min(300.0)) };
        if wide {
            let said = part(ui, "traits", vec2(sides.0, middle), 16, |ui| traits::show(ui, dialog, around));
            reply = reply.or(said);
        }
        let width = size.x - sides.0 - sides.1;
        let edges = ui.next_widget_position().x;
        part(ui, "entries", vec2(width, middle), 0, |ui| {
            if !wide {
                strip(ui, dialog, around);
            }
            list::show(ui, dialog, around);
        });
        let stroke = egui::Stroke::new(1.0, theme::colors(ui).line);
        for x in [edges, edges + width] {
            ui.painter().vline(x, ui.max_rect().y_range(), stroke);
        }
        let said = part(ui, "preview", vec2(sides.1, middle), 16, |ui| {
            if !wide && dialog.aside {
                return traits::show(ui, dialog, around);
            }
            if let Some((at, entry)) = dialog.at.and_then(|at| Some((at, knowledge::failure_library().get(at)?))) {
                preview::show(ui, entry, dialog.listing.because(at));
            }
            None
        });
        reply = reply.or(said);
    });
    label::rule(ui);
    reply = reply.or(foot(ui, dialog));
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, egui::Key::Enter)) {
        reply = Some(Reply::Add);
    }
    reply
}

fn part<R>(ui: &mut Ui, name: &str, size: egui::Vec2, margin: i8, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        let scroll = egui::ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).max_height(size.y);
        scroll.show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, contents).inner).inner
    })
    .inner
}

fn head(ui: &mut Ui, dialog: &mut Dialog, around: &Around, width: f32) -> Option<Reply> {
    let c = theme::colors(ui);
    let mut reply = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 56.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(56.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add_space(size::SIDE);
        if icon_button(ui, icons::X, "Close", true).clicked() {
            reply = Some(Reply::Leave);
        }
        let id = egui::Id::unique("text of the filter of the library");
        let field = TextField::line(id, "Filter the library").hint("Filter").width(170.0);
        if let Some(text) = field.show(ui, &dialog.narrow.text).text {
            dialog.narrow.text = text;
        }
        if width >= WIDE {
            extent(ui, dialog, around);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(24.0);
            label::heading(ui, "Add failure modes", Type::Title, 1);
            let question = "How could this go wrong, and for whom?";
            if label::whole_parts(ui, question, Type::Body, ui.available_width()) == question {
                label::line(ui, question, Type::Body, c.ink_3);
            }
        });
    });
    reply
}

/// What fits the system, or the whole library; nothing to choose where nothing is known of the system.
fn extent(ui: &mut Ui, dialog: &mut Dialog, around: &Around) {
    let traits = dialog.narrow.traits(&around.traits);
    if TraitGroup::ALL.into_iter().any(|group| traits.knows(group)) {
        let all = knowledge::failure_library().len();
        let options = [format!("For this system {}", dialog.listing.fits), format!("Whole library {all}")];
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        ui.allocate_ui_with_layout(vec2(290.0, 28.0), Layout::left_to_right(Align::Center), |ui| {
            if let Some(picked) = segmented(ui, "Entries", &options, usize::from(dialog.narrow.whole)) {
                dialog.narrow.whole = picked == 1;
            }
        });
    }
}

/// Over the list, where the head has no room for it.
fn strip(ui: &mut Ui, dialog: &mut Dialog, around: &Around) {
    ui.horizontal(|ui| {
        ui.set_min_height(40.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(12.0);
        extent(ui, dialog, around);
        if icon_toggle(ui, icons::FUNNEL, "Traits and categories", true, dialog.aside).clicked() {
            dialog.aside = !dialog.aside;
        }
    });
    label::rule(ui);
}

fn foot(ui: &mut Ui, dialog: &Dialog) -> Option<Reply> {
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
            reply = Some(Reply::Add);
        }
        if Button::new("Cancel").show(ui).clicked() {
            reply = Some(Reply::Leave);
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
