//! A field for a path, where the system has no file dialog: it completes names, lists folders, and opens or saves like one.

use std::path::{Path, PathBuf};

use egui::{Id, Key, Modal, Ui};

use crate::store;
use crate::ui::app::App;
use crate::ui::dialogs::{CARDS, PICTURES, REPLIES, TABLES, WORKBOOKS, Wanted};

use crate::ui::icons;
use crate::ui::jobs::{Job, Poll};
use crate::ui::tasks::Purpose;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};

/// The field with what it knows of the folder that is being typed.
pub struct PathField {
    purpose: Purpose,
    text: String,
    fresh: bool,
    /// Whether nothing was typed yet: the first letters replace what is suggested.
    untouched: bool,
    listed: Option<PathBuf>,
    entries: Vec<store::Entry>,
    matches: Vec<store::Entry>,
    matched: Option<String>,
    listing: Option<Job<Vec<store::Entry>>>,
}

impl PathField {
    /// A field for what was wanted, with the folder to begin in.
    #[must_use]
    pub fn new(purpose: Purpose, wanted: &Wanted) -> Self {
        let folder = match wanted {
            Wanted::Workbook { folder }
            | Wanted::Table { folder }
            | Wanted::Card { folder }
            | Wanted::Picture { folder }
            | Wanted::Place { folder, .. }
            | Wanted::Sending { folder, .. }
            | Wanted::Replies { folder }
            | Wanted::Folder { folder } => folder.clone(),
        };
        let folder = folder.unwrap_or_else(store::home);
        let path = match wanted {
            Wanted::Place { name, .. } | Wanted::Sending { name, .. } => folder.join(name).display().to_string(),
            Wanted::Workbook { .. }
            | Wanted::Table { .. }
            | Wanted::Card { .. }
            | Wanted::Picture { .. }
            | Wanted::Replies { .. }
            | Wanted::Folder { .. } => with_separator(&folder),
        };
        Self {
            purpose,
            text: path,
            fresh: true,
            untouched: true,
            listed: None,
            entries: Vec::new(),
            matches: Vec::new(),
            matched: None,
            listing: None,
        }
    }

    /// Goes into a folder, keeping the name of a file to save, or takes a file.
    fn take(&mut self, entry: &store::Entry) {
        let (folder, begun) = self.split();
        let path = folder.join(&entry.name);
        self.text = if entry.is_file {
            path.display().to_string()
        } else if saves(&self.purpose) && begun.contains('.') {
            path.join(begun).display().to_string()
        } else {
            with_separator(&path)
        };
        self.fresh = true;
    }

    /// Whether the text names something: a file, or where a folder is wanted a folder.
    fn is_answer(&self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && (self.purpose == Purpose::Export || !text.ends_with(std::path::is_separator))
    }

    /// The path that the text names; `~` at its start is the person's own folder.
    fn path(&self) -> PathBuf {
        expanded(self.text.trim())
    }

    /// The folder that the text is in, and the beginning of a name after it.
    fn split(&self) -> (PathBuf, String) {
        match self.text.rfind(std::path::is_separator) {
            Some(at) => {
                let (folder, name) = self.text.split_at(at + 1);
                (expanded(folder), name.to_owned())
            }
            None => (PathBuf::from("."), self.text.clone()),
        }
    }
}

/// The most names that are listed.
const MOST: usize = 200;

/// The path with the person's own folder for a leading `~`.
fn expanded(text: &str) -> PathBuf {
    match text.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            store::home().join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text),
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
        Some(path) => app.answered(field.purpose, path, false),
        None if modal.should_close() => app.not_answered(&field.purpose),
        None => app.tasks.path_field = Some(field),
    }
}

/// Reads the folder, in the background, when another one is being typed, and keeps what fits the name after it.
fn list(app: &App, field: &mut PathField) {
    if let Some(Poll::Done(entries)) = field.listing.as_ref().map(Job::poll) {
        field.entries = entries;
        field.listing = None;
        field.matched = None;
    }
    let (folder, begun) = field.split();
    if field.listed.as_ref() != Some(&folder) && field.listing.is_none() {
        field.listed = Some(folder.clone());
        field.listing = Some(app.around.jobs.start("Reading a folder", move |_| store::list_folder(&folder)));
    }
    if field.matched.as_ref() != Some(&begun) {
        let fitting = field.entries.iter().filter(|entry| fits(entry, &begun, &field.purpose));
        field.matches = fitting.take(MOST).cloned().collect();
        field.matched = Some(begun);
    }
}

/// The chosen path.
fn field_ui(ui: &mut Ui, field: &mut PathField) -> Option<PathBuf> {
    let c = theme::colors(ui);
    ui.set_width(560.0);
    let (title, act) = match field.purpose {
        Purpose::Open | Purpose::Locate(_) => ("Open a workbook", "Open"),
        Purpose::Scores(_) => ("Import scores", "Choose"),
        Purpose::ModelCard => ("Import a model card", "Choose"),
        Purpose::Save(..) => ("Save the workbook", "Save"),
        Purpose::Logo(_) => ("Choose a logo", "Choose"),
        Purpose::MergeCopy(_) => ("Choose a copy to merge", "Choose"),
        Purpose::Earlier(_) => ("Choose an earlier workbook", "Choose"),
        Purpose::ForReviewer(..) => ("Save the file for the reviewer", "Save"),
        Purpose::Answers(..) => ("Save the answers", "Save"),
        Purpose::Replies(_) => ("Import replies", "Choose"),
        Purpose::Compare(_) => ("Choose a workbook to compare", "Choose"),
        Purpose::Export => ("Folder for the documents", "Choose"),
    };
    egui::Frame::new()
        .inner_margin(16)
        .show(ui, |ui| {
            label::heading(ui, title, Type::Name, 1);
            label::text(ui, "This system has no file dialog. Type a path; Tab completes it.", Type::Body, c.ink_2);
            let mut chosen = text_ui(ui, field);
            chosen |= matches_ui(ui, field);
            ui.horizontal(|ui| {
                chosen |= Button::new(act).primary().enabled(field.is_answer()).show(ui).clicked();
                if Button::new("Cancel").quiet().show(ui).clicked() {
                    ui.close();
                }
            });
            (chosen && field.is_answer()).then(|| field.path())
        })
        .inner
}

/// The field itself; `true` when Enter was pressed. Tab completes, and so does Enter on the name of a folder.
fn text_ui(ui: &mut Ui, field: &mut PathField) -> bool {
    let id = Id::unique("path");
    let complete = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Tab));
    if complete && let Some(entry) = field.matches.first().cloned() {
        field.take(&entry);
    }
    let fresh = std::mem::take(&mut field.fresh);
    let edit = TextField::line(id, "Path");
    let untouched = std::mem::take(&mut field.untouched);
    let edit = if untouched { edit.take_focus_and_select(fresh) } else { edit.take_focus(fresh) };
    let typed = edit.show(ui, &field.text);
    if let Some(text) = typed.text {
        field.text = text;
    }
    let (_, begun) = field.split();
    let folder = field.entries.iter().find(|entry| !entry.is_file && entry.name == begun).cloned();
    match folder {
        Some(folder) if typed.entered && field.purpose != Purpose::Export => {
            field.take(&folder);
            false
        }
        _ => {
            field.fresh |= typed.entered && !field.is_answer();
            typed.entered
        }
    }
}

/// What is in the folder; `true` when a workbook to open was clicked.
fn matches_ui(ui: &mut Ui, field: &mut PathField) -> bool {
    let mut clicked = None;
    egui::ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for entry in &field.matches {
            let icon = if entry.is_file { icons::FILE_TEXT } else { icons::FOLDER_OPEN };
            if menu::Row::new(&entry.name).icon(icon).stays().show(ui).clicked() {
                clicked = Some(entry.clone());
            }
        }
    });
    let Some(entry) = clicked else { return false };
    field.take(&entry);
    entry.is_file && !saves(&field.purpose) && field.purpose != Purpose::Export
}

/// Whether a file is written there, and not read.
fn saves(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Save(..) | Purpose::ForReviewer(..) | Purpose::Answers(..))
}

/// Whether a name belongs into the list. Where a file is saved, folders stay listed whatever its name is.
fn fits(entry: &store::Entry, begun: &str, purpose: &Purpose) -> bool {
    let ends_as =
        |endings: &[&str]| endings.iter().any(|ending| entry.name.to_lowercase().ends_with(&format!(".{ending}")));
    let wanted = !entry.is_file
        || match purpose {
            Purpose::Export => false,
            Purpose::Scores(_) => ends_as(TABLES),
            Purpose::ModelCard => ends_as(CARDS),
            Purpose::Logo(_) => ends_as(PICTURES),
            Purpose::Open | Purpose::Locate(_) | Purpose::Earlier(_) | Purpose::MergeCopy(_) | Purpose::Compare(_) => {
                ends_as(WORKBOOKS)
            }
            Purpose::Save(..) => entry.name.ends_with(".caveat"),
            Purpose::Replies(_) => ends_as(REPLIES),
            Purpose::ForReviewer(..) | Purpose::Answers(..) => true,
        };
    let hidden = entry.name.starts_with('.') && !begun.starts_with('.');
    let saved = saves(purpose) && !entry.is_file;
    wanted && !hidden && (saved || entry.name.to_lowercase().starts_with(&begun.to_lowercase()))
}
