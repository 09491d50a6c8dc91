//! The bar over a page that says how the document stands to its file: why it can only be looked at, that somebody changed the
//! file, that the file is gone, that a copy from a conflict lies beside it, that unsaved work on it is kept. One word at a time, the weightiest.

use std::path::PathBuf;

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::model::Date;
use crate::store::recovery::Abandoned;
use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::document::Document;
use crate::ui::files::Intent;
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::left::edited_at;
use crate::ui::standing::{Disk, Looking};
use crate::ui::tasks::file_words;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

/// What can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    WorkAnyway,
    OpenCopy,
    LookOnly,
    Reload,
    Compare,
    SaveAgain,
    SaveAs,
    Merge(PathBuf),
    Dismiss(PathBuf),
    Recover(Abandoned),
    CompareLeft(Abandoned),
    Discard(Abandoned),
    LeaveLeft,
    Seen,
}

/// What the bar says.
struct Said {
    words: String,
    details: String,
    /// Whether something is wrong, and not only to be known.
    warns: bool,
    acts: Vec<(&'static str, Act)>,
}

/// Shows it, if there is something to say.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let Some(document) = app.document.as_ref().filter(|_| app.preview.is_none()) else { return };
    let Some(said) = said(document, (app.around.now)().date()) else { return };
    let c = theme::colors(ui);
    let mut chosen = None;
    let fill = if said.warns { c.assumption_fill } else { c.accent_soft };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(if room >= Room::Narrow { 24 } else { 12 }, 8));
    let bar = Panel::top("file").resizable(false).frame(frame).show(ui, |ui| {
        if room >= Room::Rail {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui, said.acts.iter().rev(), &mut chosen);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| sentence(ui, &said));
            });
        } else {
            ui.horizontal(|ui| sentence(ui, &said));
            if !said.acts.is_empty() {
                ui.add_space(4.0);
                ui.horizontal_wrapped(|ui| buttons(ui, said.acts.iter(), &mut chosen));
            }
        }
    });
    ui.ctx().accesskit_node_builder(bar.response.id, |node| {
        node.set_role(egui::accesskit::Role::Alert);
        node.set_label(said.words.as_str());
    });
    if let Some(act) = chosen {
        carry_out(app, ui, act);
    }
}

fn sentence(ui: &mut Ui, said: &Said) {
    let c = theme::colors(ui);
    if said.warns {
        glyph::show(ui, Glyph::Warning, 16.0);
    } else {
        label::icon(ui, icons::LOCK, c.ink);
    }
    let shown = label::text(ui, &said.words, Type::Medium, c.ink);
    if !said.details.is_empty() {
        shown.on_hover_text(&said.details);
    }
}

fn buttons<'a>(ui: &mut Ui, acts: impl Iterator<Item = &'a (&'static str, Act)>, chosen: &mut Option<Act>) {
    for (words, act) in acts {
        if Button::new(words).show(ui).clicked() {
            *chosen = Some(act.clone());
        }
    }
}

fn said(document: &Document, today: Date) -> Option<Said> {
    let standing = &document.standing;
    let say = |words: String, warns: bool, acts| Some(Said { words, details: String::new(), warns, acts });
    match (&standing.looking, &standing.disk) {
        (Some(looking @ Looking::Newer(_)), Disk::Known) => {
            Some(Said { details: looking.details(), words: looking.words(), warns: false, acts: Vec::new() })
        }
        (Some(looking @ Looking::Elsewhere(_)), Disk::Known) => {
            let mut acts = vec![("Work on it anyway", Act::WorkAnyway), ("Open a copy", Act::OpenCopy)];
            acts.push(("Look only", Act::LookOnly));
            say(looking.words(), false, if standing.quiet { Vec::new() } else { acts })
        }
        (_, Disk::Changed(at)) => {
            let at = if at.is_empty() { String::new() } else { format!(" at {at}") };
            let is_dirty = document.session.is_dirty();
            let words = if is_dirty {
                format!("This file changed on disk{at}. Saving is off until you settle it.")
            } else {
                format!("This file changed on disk{at}. You see it as it was before.")
            };
            let reload = ("Reload", Act::Reload);
            let compare = (if is_dirty { "Settle it" } else { "Compare" }, Act::Compare);
            let acts = match (&standing.looking, is_dirty) {
                (Some(_), _) => vec![reload],
                (None, true) => vec![compare],
                (None, false) => vec![reload, compare],
            };
            say(words, true, acts)
        }
        (looking, gone @ (Disk::Gone | Disk::FolderGone)) => {
            let folder = if *gone == Disk::FolderGone { " Its folder is not there either." } else { "" };
            let path = document.origin.path.as_deref();
            let name = path.map_or_else(|| "The file".to_owned(), |path| path.display().to_string());
            let words = format!("{name} is no longer where it was.{folder}");
            let acts = vec![("Save again", Act::SaveAgain), ("Save as", Act::SaveAs)];
            say(words, true, if looking.is_some() { Vec::new() } else { acts })
        }
        (None, Disk::Known) if standing.reach.is_some() => {
            let reach = standing.reach.as_deref().unwrap_or_default();
            let words =
                format!("This is what reads of a damaged file. {reach}. What is missing looks as if nobody wrote it.");
            say(words, true, vec![("Got it", Act::Seen)])
        }
        (None, Disk::Known) => match (standing.conflicted.first(), &standing.left) {
            (Some(copy), _) => {
                let words = format!("A copy from a conflict lies beside this file: {}.", file_words(copy));
                say(words, true, vec![("Merge it", Act::Merge(copy.clone())), ("Not now", Act::Dismiss(copy.clone()))])
            }
            (None, Some(left)) => {
                let acts = vec![
                    ("Recover", Act::Recover(left.clone())),
                    ("Compare", Act::CompareLeft(left.clone())),
                    ("Discard", Act::Discard(left.clone())),
                    ("Not now", Act::LeaveLeft),
                ];
                say(format!("Unsaved work on this file{} is kept.", from_when(left, today)), true, acts)
            }
            (None, None) => None,
        },
    }
}

/// ` from 14:32`; nothing where that was not written down.
fn from_when(left: &Abandoned, today: Date) -> String {
    let at = edited_at(left);
    at.map(|at| format!(" from {}", moment_words(Some(at), today))).unwrap_or_default()
}

fn carry_out(app: &mut App, ui: &Ui, act: Act) {
    match act {
        Act::WorkAnyway => app.work_anyway(),
        Act::OpenCopy => app.open_as_copy(ui.ctx()),
        Act::LookOnly => {
            if let Some(document) = &mut app.document {
                document.standing.quiet = true;
            }
        }
        Act::Reload => app.reload(),
        Act::Compare => app.settle_with_disk(Intent::Stay),
        Act::SaveAgain => app.save(Intent::Stay),
        Act::SaveAs => app.save_as(Intent::Stay),
        Act::Merge(copy) => app.merge_copy(copy),
        Act::Dismiss(copy) => {
            if let Some(document) = &mut app.document {
                document.standing.conflicted.retain(|other| *other != copy);
            }
            app.dismissed.insert(copy);
        }
        Act::Recover(left) => app.leave_for(ui.ctx(), Intent::Recover(left)),
        Act::CompareLeft(left) => app.compare_left(left),
        Act::Discard(left) => app.discard_left_on_file(left),
        Act::Seen => {
            if let Some(document) = &mut app.document {
                document.standing.reach = None;
            }
        }
        Act::LeaveLeft => {
            if let Some(document) = &mut app.document {
                document.standing.left = None;
            }
        }
    }
    ui.ctx().request_repaint();
}
