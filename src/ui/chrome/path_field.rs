//! A field for a path, where the system has no file dialog: it completes names, lists folders, and opens or saves like one.

use std::path::{Path, PathBuf};

use egui::{Id, Key, Modal, Ui};

use crate::store;
use crate::ui::app::App;
use crate::ui::dialogs::{Wanted, with_ending};
use crate::ui::files::Purpose;
use crate::ui::icons;
use crate::ui::jobs::{Job, Poll};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};

/// The field with what it knows of the folder that is being typed.
pub struct PathField {
    purpose: Purpose,
    text: String,
    fresh: bool,
    listed: Option<PathBuf>,
    entries: Vec<store::Entry>,
    listing: Option<Job<Vec<store::Entry>>>,
}

impl PathField {
    /// A field for what was wanted, with the folder to begin in.
    #[must_use]
    pub fn new(purpose: Purpose, wanted: &Wanted) -> Self {
        let folder = match wanted {
            Wanted::Workbook { folder } | Wanted::Place { folder, .. } | Wanted::Folder { folder } => folder.clone(),
        };
        let folder = folder.unwrap_or_else(store::home);
        let path = match wanted {
            Wanted::Place { name, .. } => folder.join(name).display().to_string(),
            Wanted::Workbook { .. } | Wanted::Folder { .. } => with_separator(&folder),
        };
        Self { purpose, text: path, fresh: true, listed: None, entries: Vec::new(), listing: None }
    }

    /// The folder that the text is in, and the beginning of a name after it.
    fn split(&self) -> (PathBuf, String) {
        match self.text.rfind(std::path::is_separator) {
            Some(at) => {
                let (folder, name) = self.text.split_at(at + 1);
                (PathBuf::from(folder), name.to_owned())
            }
            None => (PathBuf::from("."), self.text.clone()),
        }
    }
}

fn with_separator(folder: &Path) -> String {
    let text = folder.display().to_string();
    if text.ends_with(std::path::is_separator) { text } else { format!("{text}{}", std::path::MAIN_SEPARATOR) }
}

/// Shows it, if the window asks for a path.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some(mut field) = app.tasks.path_field.take() else { return };
    list(app, &mut field);
    let modal = Modal::new(Id::unique("path field")).show(ui.ctx(), |ui| field_ui(ui, &mut field));
    match modal.inner {
        Some(path) => {
            let purpose = field.purpose;
            let path = if matches!(purpose, Purpose::Save(_)) { with_ending(&path) } else { path };
            app.answered(purpose, path);
        }
        None if modal.should_close() => {}
        None => app.tasks.path_field = Some(field),
    }
}

/// Reads the folder, in the background, when another one is being typed.
fn list(app: &App, field: &mut PathField) {
    if let Some(Poll::Done(entries)) = field.listing.as_ref().map(Job::poll) {
        field.entries = entries;
        field.listing = None;
    }
    let (folder, _) = field.split();
    if field.listed.as_ref() != Some(&folder) && field.listing.is_none() {
        field.listed = Some(folder.clone());
        field.listing = Some(app.around.jobs.start("Reading a folder", move |_| store::list_folder(&folder)));
    }
}

/// The chosen path; an empty one means Cancel was pressed.
fn field_ui(ui: &mut Ui, field: &mut PathField) -> Option<PathBuf> {
    let c = theme::colors(ui);
    ui.set_width(560.0);
    let (title, act) = match field.purpose {
        Purpose::Open => ("Open a workbook", "Open"),
        Purpose::Save(_) => ("Save the workbook", "Save"),
        Purpose::Export => ("Folder for the documents", "Choose"),
    };
    egui::Frame::new()
        .inner_margin(16)
        .show(ui, |ui| {
            label::heading(ui, title, Type::Name, 1);
            label::text(ui, "This system has no file dialog. Type a path; Tab completes it.", Type::Body, c.ink_2);
            let id = Id::unique("path");
            let complete = ui.memory(|memory| memory.has_focus(id))
                && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Tab));
            let (folder, begun) = field.split();
            let fitting: Vec<store::Entry> =
                field.entries.iter().filter(|entry| fits(entry, &begun, &field.purpose)).cloned().collect();
            if complete && let Some(entry) = fitting.first() {
                field.text = completed(&folder, entry);
                field.fresh = true;
            }
            let fresh = std::mem::take(&mut field.fresh);
            let typed = TextField::line(id, "Path").take_focus(fresh).show(ui, &field.text);
            if let Some(text) = typed.text {
                field.text = text;
            }
            let mut chosen = typed.entered;
            egui::ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for entry in fitting.iter().take(200) {
                    let icon = if entry.is_file { icons::FILE_TEXT } else { icons::FOLDER_OPEN };
                    if menu::Row::new(&entry.name).icon(icon).show(ui).clicked() {
                        field.text = completed(&folder, entry);
                        field.fresh = true;
                        chosen |= entry.is_file && field.purpose == Purpose::Open;
                    }
                }
            });
            ui.horizontal(|ui| {
                chosen |= Button::new(act).primary().enabled(!field.text.trim().is_empty()).show(ui).clicked();
                if Button::new("Cancel").quiet().show(ui).clicked() {
                    ui.close();
                }
            });
            (chosen && !field.text.trim().is_empty()).then(|| PathBuf::from(field.text.trim()))
        })
        .inner
}

fn fits(entry: &store::Entry, begun: &str, purpose: &Purpose) -> bool {
    let wanted = !entry.is_file || (*purpose != Purpose::Export && entry.name.ends_with(".caveat"));
    let hidden = entry.name.starts_with('.') && !begun.starts_with('.');
    wanted && !hidden && entry.name.to_lowercase().starts_with(&begun.to_lowercase())
}

fn completed(folder: &Path, entry: &store::Entry) -> String {
    let path = folder.join(&entry.name);
    if !entry.is_file { with_separator(&path) } else { path.display().to_string() }
}
