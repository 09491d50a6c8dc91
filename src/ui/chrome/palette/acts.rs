//! What the palette does: goes somewhere, carries out a command, or adds what was typed to the workbook.

use std::sync::Arc;

use egui::Context;

use crate::edit::operations::{add_item, push};
use crate::model::canvas::{CanvasBlock, Note, NoteKind};
use crate::model::failure_modes::FailureMode;
use crate::model::place::Place;
use crate::model::{ItemKind, Section, View};
use crate::store::settings::ThemeChoice;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::page::Page;

use super::results::Act;

/// Where something that was typed is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// As a note in a block of the canvas.
    Note(CanvasBlock),
    /// As an item of a list of the page.
    Item {
        /// The section.
        section: Section,
        /// The key of the list.
        list: &'static str,
        /// What it holds.
        kind: ItemKind,
    },
}

impl Addition {
    /// What it does, in words.
    #[must_use]
    pub fn words(self, quoted: &str) -> String {
        match self {
            Self::Note(block) => format!("Add note {quoted} to {}", block.label()),
            Self::Item { kind, .. } => format!("New {} {quoted}", kind.singular()),
        }
    }
}

/// Where something is added from the page that is shown: into the block that is selected, the first list of the page whose
/// items begin with words, or else into the first block of the canvas.
pub fn addition(app: &App) -> Addition {
    let first = Addition::Note(CanvasBlock::Problem);
    let (Page::Section(section), Some(document)) = (app.page, &app.document) else { return first };
    if section == Section::Canvas {
        return Addition::Note(app.views.canvas.block().unwrap_or(CanvasBlock::Problem));
    }
    let record = document.session.workbook().section(section);
    let list = record.answers().find_map(|(field, value)| match value.view() {
        View::Items(items) => {
            let blank = items.blank();
            let named = matches!(blank.value(0)?.view(), View::Text(_));
            (named && blank.fields().first().is_some_and(|first| !crate::find::is_key(first)))
                .then_some(Addition::Item { section, list: field.key, kind: items.kind() })
        }
        _ => None,
    });
    list.unwrap_or(first)
}

/// Does what a row says. `typed` is what stood in the field.
pub fn perform(app: &mut App, ctx: &Context, act: Act, typed: &str) {
    let words = typed.trim().trim_start_matches(['>', '#', '@']).trim().to_owned();
    match act {
        Act::Turn(Page::Section(Section::Pack)) => app.carry_out(ctx, Command::Export),
        Act::Turn(page) => app.page = page,
        Act::GoTo(place) => app.go_to(place),
        Act::Do(command) => app.carry_out(ctx, command),
        Act::AddHere => add(app, addition(app), words),
        Act::AddFailureMode => {
            let (section, list, kind) = (Section::FailureModes, "modes", ItemKind::FailureMode);
            add(app, Addition::Item { section, list, kind }, words);
        }
        Act::FindText => app.find_text(ctx, &words),
        Act::Person(_) => {}
    }
}

/// Adds it and goes there.
fn add(app: &mut App, addition: Addition, words: String) {
    if app.is_refused() {
        return;
    }
    let Some(document) = &mut app.document else { return };
    document.settle_now();
    let place = match addition {
        Addition::Note(block) => {
            let kind = if words.ends_with('?') { NoteKind::Question } else { NoteKind::Assumption };
            let note = Note { text: words, block: Some(block), kind: Some(kind), ..Note::default() };
            let id = document.session.edit("add note", |workbook, ids| {
                push(workbook, ids, note, |workbook| &mut Arc::make_mut(&mut workbook.canvas).notes)
            });
            let note = document.session.workbook().canvas.notes.find(id);
            note.map(|note| Place::of_item(Section::Canvas, "notes", note))
        }
        Addition::Item { kind: ItemKind::FailureMode, .. } => {
            let mode = FailureMode { name: words, ..FailureMode::default() };
            let id = document.session.edit("add failure mode", |workbook, ids| {
                push(workbook, ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes)
            });
            let mode = document.session.workbook().failure_modes.modes.find(id);
            mode.map(|mode| Place::of_item(Section::FailureModes, "modes", mode))
        }
        Addition::Item { section, list, kind } => {
            let name = format!("add {}", kind.singular());
            let added = document.session.edit(&name, |workbook, ids| {
                let address = format!("{}.{list}", section.key()).parse().ok()?;
                let (id, number) = add_item(workbook, ids, &address).ok()?;
                let items = address.items_mut(workbook).ok()?;
                let last = items.len().checked_sub(1)?;
                // a text is taken as it is, so this cannot be refused
                items.get_mut(last)?.value_mut(0)?.set_text(&words).ok()?;
                Some((id, number))
            });
            added.map(|(id, number)| Place { items: vec![(kind, id, number)], ..Place::of_section(section) })
        }
    };
    if let Some(place) = place {
        app.go_to(place);
    }
}

/// Why nothing can be added or changed now; `None` if it can.
#[must_use]
pub fn reason_against_changes(app: &App) -> Option<&'static str> {
    if app.review_copy().is_some() {
        return Some("Not in a review copy");
    }
    (app.is_looked_at() || app.only_looks()).then_some("You are looking only")
}

/// Why a command cannot be carried out now.
#[must_use]
pub fn reason_against(app: &App, command: Command) -> Option<&'static str> {
    let document = app.document.as_ref()?;
    let session = &document.session;
    match command {
        Command::AddWorkshop
        | Command::FromPaper
        | Command::MergeCopy
        | Command::SendForReview
        | Command::ImportReplies
        | Command::Replace
        | Command::ToggleInternal
        | Command::FiveModes
            if reason_against_changes(app).is_some() =>
        {
            reason_against_changes(app)
        }
        Command::Undo if session.undo_name().is_none() && document.typing.name.is_none() => Some("Nothing to undo"),
        Command::Redo if session.redo_name().is_none() => Some("Nothing to do again"),
        Command::Save if !session.is_dirty() && document.origin.path.is_some() => Some("Saved already"),
        Command::NextFinding | Command::PreviousFinding if document.facts.findings.is_empty() => {
            Some("Nothing open here")
        }
        Command::Back if !app.trail.has_back() => Some("Nowhere to go back to"),
        Command::Forward if !app.trail.has_forward() => Some("Nowhere to go forward to"),
        Command::KeepInLibrary if app.keepable().is_empty() => Some("Select a failure mode, metric or budget first"),
        Command::ToggleInternal if app.keepable_inside().is_none() => Some("Turn to a section first"),
        Command::FromPaper if session.workbook().workshops.workshops.is_empty() => Some("Add a workshop first"),
        Command::ReadMinutes if session.workbook().workshops.workshops.is_empty() => Some("No workshop was held yet"),
        Command::Theme(theme) if app.settings.theme == theme => Some("Chosen already"),
        _ => None,
    }
}

/// The icon of a command.
#[must_use]
pub const fn icon(command: Command) -> char {
    match command {
        Command::New | Command::AddWorkshop => icons::PLUS,
        Command::Open => icons::FOLDER_OPEN,
        Command::Save => icons::FLOPPY,
        Command::SaveAs | Command::MergeCopy => icons::COPY,
        Command::Export => icons::FILE_PDF,
        Command::Present => icons::PRESENTATION,
        Command::ReadMinutes => icons::FILE_TEXT,
        Command::Sign => icons::SIGNATURE,
        Command::Close => icons::X,
        Command::Undo => icons::UNDO,
        Command::Redo => icons::REDO,
        Command::History | Command::RestorePoints => icons::CLOCK_BACK,
        Command::CompareWith => icons::ARROWS_LEFT_RIGHT,
        Command::Search | Command::Find | Command::Replace => icons::MAGNIFIER,
        Command::Back => icons::ARROW_LEFT,
        Command::Forward => icons::ARROW_RIGHT,
        Command::NextFinding | Command::PreviousFinding => icons::FLAG_PENNANT,
        Command::ToggleInspector => icons::SIDEBAR,
        Command::Theme(ThemeChoice::Light) => icons::SUN,
        Command::Theme(ThemeChoice::Dark) => icons::MOON,
        Command::FromPaper | Command::Keys | Command::ToggleSingleKeys => icons::KEYBOARD,
        Command::Library | Command::KeepInLibrary => icons::BOOKS,
        Command::ToggleInternal => icons::LOCK,
        Command::Quit => icons::POWER,
        _ => icons::CARET_RIGHT,
    }
}
