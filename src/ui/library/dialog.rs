//! The dialog of the library: kinds at the left with the file that holds them, what is kept in the middle, one of it in full at
//! the right. Several are chosen, and added in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use egui::{Align, Key, Layout, Modifiers, Ui, vec2};

use crate::edit::shelf;
use crate::model::list::Items;
use crate::model::{Id, ItemKind, Record};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, filter_chip, icon_button, link_named, segmented};
use crate::ui::widgets::dialog::{BAND, WIDE, large, part};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;
use crate::words::capitalized;

use super::{Document, Library, how_many_of, list, preview, record};

/// The narrowest dialog with two columns.
const TWO: f32 = 560.0;

/// What the dialog remembers while it is open.
pub struct Dialog {
    kind: ItemKind,
    text: String,
    /// What is listed, in the order of the library, and for what.
    pub(super) rows: Vec<Id>,
    listed: Option<(u64, ItemKind, String)>,
    /// For which library, document and revision `there` was found.
    compared: Option<(u64, u64, u64)>,
    /// What is in the document already under the same name: how it is cited, by id in the library.
    pub(super) there: BTreeMap<Id, String>,
    /// The one that is looked at.
    pub(super) at: Option<Id>,
    chosen: BTreeSet<Id>,
    /// Whether the list is yet to take the focus.
    pub(super) fresh: bool,
    /// Scroll to the one that is looked at, once.
    pub(super) scroll: bool,
    /// What was done last, and whether it can be taken back.
    pub(super) said: Option<(String, bool)>,
}

/// What the person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Add what is chosen.
    Add,
    /// Leave.
    Leave,
    /// Remove one from the library.
    Remove(Id),
    /// Take the last change of the library back.
    TakeBack,
    /// Open the file of the library as a document.
    OpenFile,
    /// Go to the library that comes with the program; with `true` to the whole of it.
    BuiltIn(bool),
}

impl Dialog {
    /// The dialog on items of a kind.
    #[must_use]
    pub fn new(kind: ItemKind) -> Self {
        Self {
            kind,
            text: String::new(),
            rows: Vec::new(),
            listed: None,
            compared: None,
            there: BTreeMap::new(),
            at: None,
            chosen: BTreeSet::new(),
            fresh: true,
            scroll: false,
            said: None,
        }
    }

    /// What is chosen, of every kind.
    pub(super) fn chosen(&self) -> Vec<Id> {
        self.chosen.iter().copied().collect()
    }

    pub(super) fn has_chosen(&self, id: Id) -> bool {
        self.chosen.contains(&id)
    }

    /// Chooses one, or chooses it no longer; not what is in the document already.
    pub(super) fn choose(&mut self, id: Id) {
        self.said = None;
        if !self.there.contains_key(&id) && !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
    }

    /// Lists anew after something has changed.
    pub(super) fn refresh(&mut self, library: &Library, document: &Document) {
        let state = (library.stamp, document.serial, document.session.revision());
        let content = &library.content;
        if self.compared != Some(state) {
            self.compared = Some(state);
            self.there = shelf::namesakes(content, document.session.workbook());
            let there = &self.there;
            self.chosen.retain(|id| record(content, *id).is_some() && !there.contains_key(id));
        }
        let wanted = (library.stamp, self.kind, self.text.clone());
        if self.listed.as_ref() == Some(&wanted) {
            return;
        }
        self.listed = Some(wanted);
        let needle = self.text.trim().to_lowercase();
        let place = self.rows.iter().position(|row| Some(*row) == self.at).unwrap_or(0);
        let list = shelf::list(content, self.kind);
        let records = list.into_iter().flat_map(|list| (0..list.len()).filter_map(|at| list.get(at)));
        let fit = records.filter(|record| says(*record, &needle)).filter_map(Record::identity);
        self.rows = fit.map(|(_, id, _)| id).collect();
        if !self.at.is_some_and(|at| self.rows.contains(&at)) {
            // what stands in the place of one that was removed
            self.at = self.rows.get(place.min(self.rows.len().saturating_sub(1))).copied();
        }
    }
}

/// Whether one of its texts holds the words.
fn says(record: &dyn Record, needle: &str) -> bool {
    needle.is_empty() || record.answers().any(|(_, value)| value.view().text().to_lowercase().contains(needle))
}

/// Shows it; gives what the person asks for.
pub fn show(ui: &mut Ui, dialog: &mut Dialog, library: &Library, path: &Path) -> Option<Reply> {
    let modal = large(ui, "library of one's own", |ui, size| whole(ui, dialog, (library, path), size));
    modal.inner.or(modal.should_close().then_some(Reply::Leave))
}

fn whole(ui: &mut Ui, dialog: &mut Dialog, (library, path): (&Library, &Path), size: egui::Vec2) -> Option<Reply> {
    let mut reply = keys(ui, dialog, library);
    let wide = size.x >= WIDE;
    reply = reply.or(head(ui, dialog, wide));
    label::rule(ui);
    let middle = size.y - 2.0 * BAND - 2.0;
    ui.horizontal_top(|ui| {
        ui.set_height(middle);
        let beside = size.x >= TWO;
        let preview = if wide { 328.0 } else { (size.x * 0.42).min(300.0) };
        let sides = (if wide { 224.0 } else { 0.0 }, if beside { preview } else { 0.0 });
        if wide {
            let said = part(ui, "kinds", vec2(sides.0, middle), 16, |ui| side(ui, dialog, library, path));
            reply = reply.or(said);
        }
        let width = size.x - sides.0 - sides.1;
        let edge = ui.next_widget_position().x;
        let said = part(ui, "kept", vec2(width, middle), 0, |ui| {
            let said = if wide { None } else { strip(ui, dialog, library) };
            list::show(ui, dialog, library);
            if beside {
                return said;
            }
            let full = egui::Frame::new().inner_margin(16).show(ui, |ui| in_full(ui, dialog, library, Some(path)));
            said.or(full.inner)
        });
        reply = reply.or(said);
        if beside {
            let stroke = egui::Stroke::new(1.0, theme::colors(ui).line);
            for x in [edge, edge + width] {
                ui.painter().vline(x, ui.max_rect().y_range(), stroke);
            }
            let path = (!wide).then_some(path);
            let said = part(ui, "in full", vec2(sides.1, middle), 16, |ui| in_full(ui, dialog, library, path));
            reply = reply.or(said);
        }
    });
    label::rule(ui);
    reply.or(foot(ui, dialog, library))
}

/// The one that is looked at; with the file, where that has no place of its own.
fn in_full(ui: &mut Ui, dialog: &Dialog, library: &Library, path: Option<&Path>) -> Option<Reply> {
    let record = dialog.at.and_then(|at| record(&library.content, at));
    let removed = record.and_then(|record| preview::show(ui, record, &library.content));
    let opened = path.and_then(|path| {
        ui.add_space(16.0);
        file(ui, path)
    });
    removed.or(opened)
}

/// Keys that mean the same wherever the focus is in the dialog.
fn keys(ui: &Ui, dialog: &Dialog, library: &Library) -> Option<Reply> {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let writing = ui.ctx().text_edit_focused();
    if pressed(Modifiers::COMMAND, Key::Enter) && !dialog.chosen.is_empty() {
        return Some(Reply::Add);
    }
    if !writing && pressed(Modifiers::NONE, Key::Slash) {
        ui.memory_mut(|memory| memory.request_focus(filter_id()));
    }
    if !writing && pressed(Modifiers::COMMAND, Key::Z) && library.last.is_some() {
        return Some(Reply::TakeBack);
    }
    if !writing && pressed(Modifiers::NONE, Key::Delete) {
        return dialog.at.map(Reply::Remove);
    }
    None
}

fn filter_id() -> egui::Id {
    egui::Id::unique("text of the filter of one's own library")
}

fn head(ui: &mut Ui, dialog: &mut Dialog, wide: bool) -> Option<Reply> {
    let c = theme::colors(ui);
    let mut reply = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), BAND), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(BAND);
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add_space(12.0);
        if icon_button(ui, icons::X, "Close", true).clicked() {
            reply = Some(Reply::Leave);
        }
        let field = TextField::line(filter_id(), "Filter my library").hint("Filter").width(170.0);
        if let Some(text) = field.show(ui, &dialog.text).text {
            dialog.text = text;
        }
        if wide {
            reply = reply.or(built_in(ui, dialog));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(24.0);
            label::heading(ui, "My library", Type::Title, 1);
            if ui.available_width() > 120.0 {
                label::line(ui, "What you keep for the next product", Type::Body, c.ink_3);
            }
        });
    });
    reply
}

/// The way to the failure modes that come with the program.
fn built_in(ui: &mut Ui, dialog: &Dialog) -> Option<Reply> {
    if dialog.kind != ItemKind::FailureMode {
        return None;
    }
    let area = vec2(300.0, size::CONTROL);
    let picked = ui.allocate_ui_with_layout(area, Layout::left_to_right(Align::Center), |ui| {
        segmented(ui, "Entries", &["For this system", "Whole library", "Mine"], 2)
    });
    picked.inner.filter(|picked| *picked < 2).map(|picked| Reply::BuiltIn(picked == 1))
}

/// The kinds with how many there are of each, and where all of it is kept.
fn side(ui: &mut Ui, dialog: &mut Dialog, library: &Library, path: &Path) -> Option<Reply> {
    ui.spacing_mut().item_spacing.y = 4.0;
    label::heading(ui, "Kind", Type::Strong, 2);
    ui.add_space(4.0);
    kinds(ui, dialog, library);
    ui.add_space(12.0);
    label::rule(ui);
    ui.add_space(8.0);
    file(ui, path)
}

fn kinds(ui: &mut Ui, dialog: &mut Dialog, library: &Library) {
    for (kind, section, _) in shelf::KINDS {
        let count = shelf::list(&library.content, kind).map_or(0, Items::len);
        if filter_chip(ui, &format!("{}  {count}", section.title()), None, dialog.kind == kind).clicked() {
            dialog.kind = kind;
        }
    }
}

/// Over the list, where there is no room for the side.
fn strip(ui: &mut Ui, dialog: &mut Dialog, library: &Library) -> Option<Reply> {
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(40.0);
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        ui.add_space(8.0);
        kinds(ui, dialog, library);
    });
    label::rule(ui);
    if dialog.kind != ItemKind::FailureMode {
        return None;
    }
    let reply = ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        ui.add_space(16.0);
        link_named(ui, "Ready-made failure modes", "Ready-made failure modes").clicked()
    });
    label::rule(ui);
    reply.inner.then_some(Reply::BuiltIn(false))
}

/// The file that holds the library.
fn file(ui: &mut Ui, path: &Path) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    label::heading(ui, "One file", Type::Strong, 2);
    label::text(ui, &path.display().to_string(), Type::Small, c.ink_2);
    let words = "Send it to share it. Open one that you were sent, and save from it what you want.";
    label::text(ui, words, Type::Small, c.ink_3);
    ui.add_space(4.0);
    let opened = Button::new("Open the file").icon(icons::FOLDER_OPEN).show(ui).clicked();
    opened.then_some(Reply::OpenFile)
}

fn foot(ui: &mut Ui, dialog: &Dialog, library: &Library) -> Option<Reply> {
    let c = theme::colors(ui);
    let mut reply = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), BAND), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(BAND);
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.add_space(12.0);
        let chosen = dialog.chosen();
        let text = match chosen.len() {
            0 => "Add".to_owned(),
            _ => format!("Add {}", how_many_of(&library.content, &chosen)),
        };
        if Button::new(&text)
            .primary()
            .name(&format!("{text} from my library"))
            .enabled(!chosen.is_empty())
            .show(ui)
            .clicked()
        {
            reply = Some(Reply::Add);
        }
        if Button::new("Cancel").show(ui).clicked() {
            reply = Some(Reply::Leave);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::SIDE);
            if let Some((said, undoable)) = &dialog.said {
                if *undoable && Button::new("Undo").key("Ctrl Z").name("Undo in the library").show(ui).clicked() {
                    reply = Some(Reply::TakeBack);
                }
                let line = label::line(ui, said, Type::Medium, c.ink);
                line.ctx.accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
                return;
            }
            label::line(ui, &format!("{} chosen", chosen.len()), Type::Medium, c.ink);
            for (key, does) in [("Space", "choose"), ("/", "filter"), ("Ctrl Enter", "add")] {
                if ui.available_width() > 140.0 {
                    label::key(ui, key);
                    label::line(ui, does, Type::Small, c.ink_3);
                }
            }
        });
    });
    reply
}

/// What an empty list says.
pub(super) fn nothing(dialog: &Dialog, library: &Library) -> (String, Option<String>) {
    if let Some(problem) = &library.problem {
        return ("Your library cannot be read".to_owned(), Some(problem.clone()));
    }
    if shelf::len(&library.content) == 0 {
        let words = "Save a failure mode, metric or budget here to use it in the next product.";
        return (
            words.to_owned(),
            Some("Its menu, and that of several at once, has \u{201c}Save to my library\u{201d}.".to_owned()),
        );
    }
    if dialog.text.trim().is_empty() {
        return (format!("{} here yet.", capitalized(&format!("no {}", dialog.kind.plural()))), None);
    }
    ("Nothing fits these words.".to_owned(), None)
}
