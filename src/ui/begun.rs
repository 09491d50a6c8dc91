//! What is begun in forms and not recorded: it goes to recovery with the work, comes back with it, and is asked about before it is
//! let go of.

use egui::Context;

use crate::assess::findings::Finding;
use crate::edit::begun::{Begun, leads_to};
use crate::model::Section;
use crate::model::place::Place;
use crate::words;

use super::app::App;
use super::chrome::question::Question;
use super::desk::Room;
use super::document::WHILE_TYPING;
use super::files::Intent;
use super::page::Page;
use super::panels::marks;
use super::panels::reviews::state::section_of;

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
        let (views, today) = (&self.views, (self.around.now)().date());
        views.reviews.begun(&mut begun);
        views.present.begun(&mut begun);
        views.workshops.begun(&mut begun);
        views.monitoring.begun(&mut begun);
        views.discovery.begun(&mut begun);
        views.release.begun(today, &mut begun);
        views.interview.begun(&mut begun);
        views.sheet.begun(&mut begun);
        begun.marks = marks::begun(self.around.jobs.context());
        self.chrome.comments.begun(&mut begun);
        self.chrome.acceptance.begun(&mut begun);
        self.reviewing.begun(&mut begun);
        // nobody can finish the acceptance of a finding that is not there any more
        begun.acceptance = begun.acceptance.filter(|begun| {
            let is_it = |finding: &Finding| finding.rule.id == begun.rule && finding.message == begun.message;
            document.facts.findings.iter().any(is_it)
        });
        // nor how a comment was settled that is settled already
        let comments = &document.session.workbook().reviews.comments;
        begun.settlement =
            begun.settlement.filter(|(of, _)| comments.find(*of).is_some_and(|comment| !comment.settled));
        begun.about_what_is_in(&document.facts.index)
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

    /// Forgets that somebody agreed to let go of what is begun or not saved, once nothing came of it: whoever leaves later is asked again.
    pub(super) fn keep_what_stayed(&mut self) {
        if self.question.is_none()
            && !self.left.giving_up.is_busy()
            && self.tasks.is_idle()
            && !self.tasks.is_asking_for_path()
            && let Some(document) = &mut self.document
        {
            document.begun_given_up = None;
            document.keeper.stay(false);
            self.given_up = None;
        }
    }

    /// Takes up in the forms what was begun when an earlier run ended.
    pub(super) fn take_up_begun(&mut self, begun: &Begun) {
        let views = &mut self.views;
        views.reviews.take_up(begun);
        views.present.take_up(begun);
        views.workshops.take_up(begun);
        views.monitoring.take_up(begun);
        views.discovery.take_up(begun);
        views.release.take_up(begun);
        views.interview.take_up(begun);
        views.sheet.take_up(begun);
        marks::take_up(self.around.jobs.context(), &begun.marks);
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

    /// Brings what is begun into sight: the first of it, where there is more.
    pub(super) fn show_begun(&mut self, ctx: &Context) {
        let Some(begun) = self.document.as_ref().map(|document| document.begun.clone()) else { return };
        if !self.show_begun_in_session(&begun) {
            self.show_begun_outside(ctx, &begun);
        }
    }

    /// The same once it was recovered: a session is not led again unasked.
    pub(super) fn show_what_is_back(&mut self, ctx: &Context) {
        let Some(begun) = self.document.as_ref().map(|document| document.begun.clone()) else { return };
        if !begun.is_empty() {
            self.show_begun_outside(ctx, &begun);
        }
    }

    fn show_begun_outside(&mut self, ctx: &Context, begun: &Begun) {
        if self.show_begun_on_page(begun) {
            return;
        }
        let settles = self.place_to_settle(begun);
        if let Some(place) = settles.clone() {
            self.go_to(place);
        }
        if settles.is_some() || begun.acceptance.is_some() || self.chrome.comments.show_begun() {
            self.chrome.tab = super::chrome::inspector::Tab::Findings;
            if !self.is_inspector_open(Room::of(ctx.content_rect().width())) {
                self.toggle_inspector(ctx);
            }
        } else {
            self.views.workshops.show_begun(begun);
            self.page = Page::Section(Section::Workshops);
        }
    }

    /// Where the comment is seen that is being settled.
    fn place_to_settle(&self, begun: &Begun) -> Option<Place> {
        let document = self.document.as_ref()?;
        let comment = document.session.workbook().reviews.comments.find(begun.settlement.as_ref()?.0)?;
        let of_item = comment.item.and_then(|item| document.facts.index.place(item));
        of_item.or_else(|| section_of(comment).map(Place::of_section))
    }

    /// Leads the session in which something is begun. Whether there is one.
    fn show_begun_in_session(&mut self, begun: &Begun) -> bool {
        let Some(document) = &self.document else { return false };
        let workshops = &document.session.workbook().workshops.workshops;
        let of_note = begun.notes.iter().map(|note| note.workshop).find(|id| workshops.find(*id).is_some());
        let rounds = begun.outcomes.iter().map(|begun| begun.round).chain(begun.early.iter().map(|(round, _)| *round));
        let mut of_round = rounds
            .filter_map(|round| workshops.iter().find(|held| held.rounds.find(round).is_some()).map(|held| held.id));
        let of_setting = begun.setting.as_ref().map(|setting| setting.workshop);
        let Some(workshop) = of_note.or(of_round.next()).or(of_setting) else { return false };
        self.views.present.begin(Some(workshop));
        if of_note.is_some() {
            self.views.present.take_cursor();
        }
        self.page = Page::Present;
        true
    }

    /// Shows the page on which something is begun. Whether there is one.
    fn show_begun_on_page(&mut self, begun: &Begun) -> bool {
        let Some(document) = &self.document else { return false };
        let workbook = document.session.workbook();
        let place_of = |address: &str| match leads_to(address) {
            (Some(item), _) => document.facts.index.place(item),
            (None, section) => Some(Place::of_section(section.unwrap_or(Section::Checklist))),
        };
        let place_of_mark = begun.marks.first().and_then(|mark| place_of(&mark.place));
        let list_of_cell = begun.cells.first().and_then(|cell| Some((cell.list.parse().ok()?, place_of(&cell.list)?)));
        if begun.sign_off.is_some() || !begun.replies.is_empty() {
            self.views.reviews.show_begun(workbook);
            self.page = Page::Section(Section::Reviews);
        } else if !begun.requests.is_empty() {
            self.page = Page::Section(Section::Reviews);
            if !self.reviewing.is_open() {
                self.send_for_review();
            }
        } else if !begun.answers.is_empty() {
            self.views.interview.show_begun(workbook);
            self.page = Page::Interview;
        } else if !begun.gates.is_empty() {
            self.views.release.show_begun();
            self.page = Page::Section(Section::Release);
        } else if !begun.stages.is_empty() {
            self.page = Page::Section(Section::Discovery);
        } else if !begun.readings.is_empty() || begun.alert.is_some() {
            self.views.monitoring.show_begun(begun);
            self.page = Page::Section(Section::Monitoring);
        } else if let Some(place) = place_of_mark {
            self.go_to(place);
        } else if let Some((list, place)) = list_of_cell {
            self.views.sheet.open(list);
            self.page = Page::Section(place.section);
        } else {
            return false;
        }
        true
    }
}
