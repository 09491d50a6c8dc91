//! Questions that stop everything else: what to do with unsaved work, and with a file that somebody changed meanwhile.

use std::path::PathBuf;

use egui::{Id, Modal, Ui};

use crate::store::{self, Holder};
use crate::ui::app::App;
use crate::ui::begun::Then;
use crate::ui::document::Document;
use crate::ui::files::Intent;
use crate::ui::giving_up::Wait;
use crate::ui::tasks::{Order, There};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;
use crate::words;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// There is unsaved work in the way of this.
    Unsaved(Intent),
    /// The file to save holds by now what cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        text: String,
        /// Whether a newer version wrote it, so that it must not be replaced.
        is_newer: bool,
        /// What was to come after saving.
        then: Intent,
    },
    /// There is a file already where the document is to be saved; who has it open elsewhere, if somebody does.
    Replace(PathBuf, Option<Holder>, Intent),
    /// An earlier run left unsaved work on the file that was opened.
    LeftOver(crate::store::recovery::Abandoned),
    /// Something is begun and not recorded, in these words, and this would let go of it.
    Begun(Vec<String>, Then),
    /// A file is damaged.
    Damaged {
        /// What the file is called.
        name: String,
        /// How far it can be read.
        reach: String,
        /// What reads of it.
        workbook: Box<crate::model::Workbook>,
    },
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    /// The one that keeps the work.
    Keep,
    /// The one that gives something up.
    GiveUp,
    /// Do not wait until what is given up is kept.
    GoAtOnce,
    /// Look at both first.
    Compare,
    /// Go back.
    Cancel,
}

/// That somebody has the file open that is to be replaced, with a space behind it.
fn open_elsewhere(holder: &Holder) -> String {
    match holder.words().as_str() {
        "" => "It is open in another window. ".to_owned(),
        who => format!("It is open in another window ({who}). "),
    }
}

/// What becomes of what is not saved.
fn about_unsaved(app: &App, wait: Wait, intent: &Intent) -> String {
    let what = match intent {
        Intent::Quit => "The window is about to close.",
        Intent::Close => "The document is about to be closed.",
        _ => "Another document is about to take its place.",
    };
    let kept = if wait == Wait::Short {
        "What is not saved is being kept for the start screen."
    } else if wait == Wait::Long && app.has_copy() {
        "What is not saved is still being kept for the start screen. If you do not wait, the copy for recovery stays."
    } else if wait == Wait::Long {
        "What is not saved is still being kept for the start screen. If you do not wait, it may be lost."
    } else if !app.is_given_up_for_good() {
        "What is not saved can be opened from the start screen for 30 days."
    } else if app.keeps_points() {
        "What is not saved cannot be kept elsewhere now: without saving it is lost."
    } else {
        "What is not saved is lost then."
    };
    format!("{what} {kept}")
}

/// Shows the question, if there is one.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some(question) = app.question.clone() else {
        ui.data_mut(|data| data.remove::<String>(asked_key()));
        return;
    };
    let wait = app.left.giving_up.wait(ui);
    let title = app.document.as_ref().map_or_else(String::new, Document::title);
    let (head, text, keep, give_up) = match &question {
        Question::Unsaved(intent) => {
            let head = format!("Save changes to \u{201c}{title}\u{201d}?");
            (head, about_unsaved(app, wait, intent), "Save", "Do not save")
        }
        Question::Begun(begun, then) => (
            "Leave what you have begun?".to_owned(),
            format!(
                "You have begun {} and not finished. {}{}",
                words::series(begun),
                match then {
                    Then::Leave(Intent::Quit) => "The window is about to close.",
                    Then::Leave(Intent::Close) => "The document is about to be closed.",
                    Then::Leave(_) => "Another document is about to take its place.",
                    Then::SaveAnswers => "The answers are saved without it.",
                },
                // nobody agrees to a loss that was not named
                if *then == Then::SaveAnswers { "" } else { " What you leave is lost then." }
            ),
            "Go back to it",
            if *then == Then::SaveAnswers { "Save without it" } else { "Leave without it" },
        ),
        Question::Unreadable { text, is_newer, .. } => (
            "This file changed on disk, and cannot be read".to_owned(),
            format!("{text} Nothing was written."),
            "Save a copy",
            if *is_newer { "" } else { "Replace it" },
        ),
        Question::Replace(path, holder, _) => (
            "Replace this file?".to_owned(),
            format!(
                "There is a file already: {}. {}Nothing was written yet.",
                store::shown(path),
                holder.as_ref().map(open_elsewhere).unwrap_or_default()
            ),
            "Choose another name",
            "Replace it",
        ),
        Question::Damaged { name, reach, .. } => (
            format!("{name} is damaged"),
            format!("{reach}. What reads can be opened as a new document; the file stays as it is."),
            "Open what reads",
            "", // to leave it is to go back
        ),
        Question::LeftOver(left) => (
            format!("Recover unsaved work on \u{201c}{title}\u{201d}?"),
            format!(
                "It was last changed on {}, and the window ended before it was saved. What you see is the file. If you compare first or stay with it, the work is kept, and a bar offers to compare, recover or discard it.",
                left.edited_at
            ),
            "Recover it",
            "Stay with the file",
        ),
    };
    // who stays with the file has gone back, so there is no third way of that
    let last = match question {
        Question::LeftOver(_) => ("Compare", Reply::Compare),
        _ => ("Cancel", Reply::Cancel),
    };
    let modal = Modal::new(Id::unique("question"))
        .backdrop_color(theme::of(false).ink.gamma_multiply(0.36))
        .show(ui.ctx(), |ui| question_ui(ui, (&head, &text), (keep, give_up, wait), last));
    let reply = modal.inner.or(modal.should_close().then_some(Reply::Cancel));
    if let Some(reply) = reply {
        app.question = None;
        answer(app, ui, question, reply);
    }
}

/// Remembers which question is open, so that only its first frame takes the focus: while something is waited for, a key that is
/// held down presses nothing else in it.
fn asked_key() -> Id {
    Id::unique("asked")
}

fn question_ui(
    ui: &mut Ui,
    (head, text): (&str, &str),
    (keep, give_up, wait): (&str, &str, Wait),
    (last, says): (&str, Reply),
) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.set_width(440.0);
    egui::Frame::new()
        .inner_margin(16)
        .show(ui, |ui| {
            label::heading(ui, head, Type::Name, 1);
            label::text(ui, text, Type::Lead, c.ink_2);
            ui.add_space(12.0);
            let mut reply = None;
            ui.horizontal(|ui| {
                let kept = Button::new(keep).primary().show(ui);
                let first = ui.data_mut(|data| {
                    let asked: Option<String> = data.get_temp(asked_key());
                    data.insert_temp(asked_key(), head.to_owned());
                    asked.is_none_or(|asked| asked != head)
                });
                if first {
                    kept.request_focus();
                }
                if kept.clicked() {
                    reply = Some(Reply::Keep);
                }
                let mut given_up = Id::NULL;
                if !give_up.is_empty() {
                    let button = Button::new(give_up).enabled(wait == Wait::None).show(ui);
                    given_up = button.id;
                    if button.clicked() {
                        reply = Some(Reply::GiveUp);
                    }
                }
                let back = Button::new(last).quiet().show(ui);
                if wait != Wait::None && ui.memory(egui::Memory::focused).is_none_or(|id| id == given_up) {
                    back.request_focus();
                }
                if back.clicked() {
                    reply = Some(says);
                }
                // in a place of its own: no press that was meant for another word gives up waiting
                if wait == Wait::Long && Button::new("Do not wait").quiet().show(ui).clicked() {
                    reply = Some(Reply::GoAtOnce);
                }
            });
            reply
        })
        .inner
}

fn answer(app: &mut App, ui: &Ui, question: Question, reply: Reply) {
    if matches!(question, Question::Unsaved(_)) && matches!(reply, Reply::Keep | Reply::Cancel) {
        app.left.giving_up.stop();
    }
    match (question, reply) {
        (Question::Unsaved(intent), Reply::Keep) => app.save(intent),
        (Question::Unsaved(intent), Reply::GiveUp) => app.give_up(intent),
        (_, Reply::GoAtOnce) => app.go_without_waiting(),
        (Question::Unreadable { then, .. } | Question::Replace(.., then), Reply::Keep) => app.save_as(then),
        (
            Question::Unreadable { path, is_newer: false, then, .. } | Question::Replace(path, _, then),
            Reply::GiveUp,
        ) => {
            app.write(Order { path, there: There::Anything, then });
        }
        (Question::Unsaved(_), Reply::Cancel) => {
            // who stays is asked again about everything
            if let Some(document) = &mut app.document {
                document.begun_given_up = None;
            }
        }
        (Question::Begun(..), Reply::Keep) => app.show_begun(ui.ctx()),
        (Question::Begun(_, then), Reply::GiveUp) => app.give_up_begun(ui.ctx(), then),
        (Question::LeftOver(from), Reply::Keep) => app.leave_for(ui.ctx(), Intent::Recover(from)),
        (Question::Damaged { workbook, reach, .. }, Reply::Keep) => {
            app.leave_for(ui.ctx(), Intent::Salvaged(workbook, reach));
        }
        (Question::LeftOver(from), reply @ (Reply::GiveUp | Reply::Compare | Reply::Cancel)) => {
            if let Some(document) = &mut app.document {
                document.standing.left = Some(from.clone());
            }
            if reply == Reply::Compare {
                app.compare_left(from);
            }
        }
        (Question::Unreadable { .. } | Question::Damaged { .. }, Reply::GiveUp)
        | (_, Reply::Compare | Reply::Cancel) => {}
    }
    ui.ctx().request_repaint();
}
