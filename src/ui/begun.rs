//! What is begun in forms and not recorded: it goes to recovery with the work, comes back with it, and is asked about before it is
//! let go of.

use egui::Context;

use crate::edit::begun::Begun;
use crate::model::{Id, Section};
use crate::words;

use super::app::App;
use super::chrome::question::Question;
use super::desk::Room;
use super::document::WHILE_TYPING;
use super::files::Intent;
use super::page::Page;

/// What lets go of what is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// The document is left for this.
    Leave(Intent),
    /// The answers of a review copy are saved, without it.
    SaveAnswers,
}

impl App {
    /// All that is begun in the forms of the open document.
    fn begun(&self) -> Begun {
        let mut begun = Begun::default();
        let Some(document) = &self.document else { return begun };
        self.views.reviews.begun(document.session.workbook(), &mut begun);
        self.views.present.begun(&mut begun);
        self.views.workshops.begun(&mut begun);
        self.chrome.comments.begun(&mut begun);
        self.chrome.acceptance.begun(&mut begun);
        self.reviewing.begun(&mut begun);
        begun
    }

    /// Notes what is begun, so that it is kept for recovery.
    pub(super) fn note_begun(&mut self) {
        let begun = self.begun();
        if let Some(document) = &mut self.document
            && document.begun != begun
        {
            document.begun = begun;
            self.around.jobs.context().request_repaint_after_secs(WHILE_TYPING as f32 + 0.05);
        }
    }

    /// Asks about what is begun, before something lets go of it. `false` if there is nothing to ask.
    pub(super) fn asks_about_begun(&mut self, then: Then) -> bool {
        self.note_begun();
        let Some(document) = &self.document else { return false };
        let begun = &document.begun;
        if begun.is_empty() || document.begun_given_up.as_ref() == Some(begun) {
            return false;
        }
        self.question = Some(Question::Begun(begun.words(document.session.workbook()), then));
        true
    }

    /// Lets go of what is begun, as the person said.
    pub(super) fn give_up_begun(&mut self, ctx: &Context, then: Then) {
        match then {
            Then::Leave(intent) => {
                if let Some(document) = &mut self.document {
                    document.begun_given_up = Some(document.begun.clone());
                }
                self.leave_for(ctx, intent);
            }
            // it is saved without it, and nobody has agreed to lose it
            Then::SaveAnswers => self.save_answers_as_recorded(),
        }
    }

    /// Forgets that somebody agreed to let go of what is begun, once nothing came of it: whoever leaves later is asked again.
    pub(super) fn keep_what_stayed(&mut self) {
        if self.question.is_none()
            && self.tasks.is_idle()
            && !self.tasks.is_asking_for_path()
            && let Some(document) = &mut self.document
        {
            document.begun_given_up = None;
        }
    }

    /// Takes up in the forms what was begun when an earlier run ended.
    pub(super) fn take_up_begun(&mut self, begun: &Begun) {
        self.views.reviews.take_up(begun);
        self.views.present.take_up(begun);
        self.views.workshops.take_up(begun);
        self.chrome.comments.take_up(begun);
        self.chrome.acceptance.take_up(begun);
        self.reviewing.take_up(begun);
        self.note_begun();
    }

    /// What to do once work is recovered, and what else is back.
    pub(super) fn todo_after_recovering(&self, begun: &Begun) -> String {
        let todo = match &self.document {
            Some(document) if document.session.is_dirty() => "Save the document to keep it.",
            _ => "The document itself is as in its file.",
        };
        let back = self.document.as_ref().map(|document| begun.words(document.session.workbook())).unwrap_or_default();
        if back.is_empty() {
            return todo.to_owned();
        }
        format!("{todo} What was begun is back where it was being written: {}.", words::series(&back))
    }

    /// Brings what is begun into sight.
    pub(super) fn show_begun(&mut self, ctx: &Context) {
        let Some(begun) = self.document.as_ref().map(|document| document.begun.clone()) else { return };
        let is_there = |id: &Id| {
            self.document
                .as_ref()
                .is_some_and(|document| document.session.workbook().workshops.workshops.find(*id).is_some())
        };
        if let Some(workshop) = begun.notes.iter().map(|note| note.workshop).find(is_there) {
            self.views.present.begin(Some(workshop));
            self.views.present.take_cursor();
            self.page = Page::Present;
        } else if begun.sign_off.is_some() || !begun.replies.is_empty() {
            self.page = Page::Section(Section::Reviews);
            if let Some(document) = &self.document {
                self.views.reviews.show_begun(document.session.workbook());
            }
        } else if begun.request.is_some() {
            self.page = Page::Section(Section::Reviews);
            if !self.reviewing.is_open() {
                self.send_for_review();
            }
        } else if begun.acceptance.is_some() || self.chrome.comments.show_begun() {
            self.chrome.tab = super::chrome::inspector::Tab::Findings;
            if !self.is_inspector_open(Room::of(ctx.content_rect().width())) {
                self.toggle_inspector(ctx);
            }
        } else {
            self.page = Page::Section(Section::Workshops);
        }
    }
}
