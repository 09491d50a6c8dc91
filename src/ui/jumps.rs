//! Going places: to an item or a field, and back and forth over where somebody has been.

use egui::{Context, Key, Modifiers};

use crate::model::place::Place;
use crate::model::{Id, Section};

use super::app::App;
use super::chrome::inspector::Tab;
use super::command::{Command, Over};
use super::notice::Notice;
use super::page::Page;
use super::sections;
use super::trail::{Stop, Trail};

impl App {
    /// Shows the overview.
    pub fn show_overview(&mut self) {
        self.page = Page::Overview;
    }

    /// Shows everything that is marked as unknown.
    pub fn show_unknowns(&mut self) {
        self.page = Page::Unknowns;
    }

    /// Asks the questions of the first hour about the open document.
    pub fn show_interview(&mut self) {
        self.begin_first_hour(false);
    }

    /// Shows a section.
    pub fn show_section(&mut self, section: Section) {
        self.page = Page::Section(section);
    }

    /// Shows a section with one of its lists as a sheet, such as `budgets.budgets`; the page, if there is no such list.
    pub fn show_sheet(&mut self, section: Section, list: &str) {
        self.show_section(section);
        if let Ok(list) = list.parse() {
            self.views.sheet.open(list);
        }
    }

    /// Shows a place: its page, with the item selected and in view.
    pub(super) fn go_to(&mut self, place: Place) {
        self.trail.see(self.page, self.selected());
        self.trail.jump(place.clone());
        self.show_place(place);
    }

    fn show_place(&mut self, place: Place) {
        self.page = Page::Section(place.section);
        self.pointed.flash(&place);
        let preview = self.preview.as_mut().map(|preview| &mut preview.document);
        if let Some(document) = preview.or(self.document.as_mut()) {
            document.reveal = Some(place);
        }
    }

    /// Turns the page, by so many forward or back.
    pub(super) fn turn_page(&mut self, by: isize) {
        let pages: Vec<Page> = sections::pages().collect();
        let at = pages.iter().position(|page| *page == self.page);
        if let Some(page) = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| pages.get(at)) {
            self.page = *page;
        }
    }

    /// Goes to a finding after the one that was gone to last, or before it.
    pub(super) fn next_finding(&mut self, by: isize) {
        let Some(document) = &self.document else { return };
        let count = document.facts.findings.len();
        if count == 0 {
            self.notices.say(Notice::done("Nothing open here"));
            return;
        }
        let next = self.chrome.finding.map_or(0, |at| at.saturating_add_signed(by).min(count - 1));
        let wrapped = if by < 0 && self.chrome.finding.is_none() { count - 1 } else { next };
        self.chrome.finding = Some(wrapped);
        if self.chrome.tab == Tab::History {
            self.chrome.tab = Tab::Findings;
        }
        if let Some(place) = document.facts.findings.get(wrapped).map(|finding| finding.place.clone()) {
            self.go_to(place);
        }
    }

    /// The item that is selected on the page that is shown.
    pub(super) fn selected(&self) -> Option<Id> {
        match self.page {
            Page::Section(section) => self.views.selected(section),
            Page::Overview | Page::Unknowns | Page::Interview | Page::Present => None,
        }
    }

    /// Goes back, or forward again. A page stays as it was left; only where another item is selected by now, or where the
    /// jump was within the page, the place is brought into sight again.
    pub(super) fn travel(&mut self, back: bool) {
        let here = self.page;
        let stop = if back { self.trail.back() } else { self.trail.forward() };
        let Some(Stop { page, item, place }) = stop else { return };
        self.page = page;
        let index = self.document.as_ref().map(|document| &document.facts.index);
        let gone = item.filter(|item| self.selected() != Some(*item));
        let of_item = gone.and_then(|item| index?.place(item));
        let within = place.filter(|_| page == here && item.is_none());
        if let Some(place) = of_item.or(within) {
            self.show_place(place);
        }
    }

    /// Notes where the person is; takes the keys that go back and forth, where no card or stage on the page moved by them.
    pub(super) fn follow_trail(&mut self, ctx: &Context) {
        if self.document.is_none() || self.page == Page::Present {
            return;
        }
        let ways = |trail: &Trail| (trail.has_back(), trail.has_forward());
        let before = ways(&self.trail);
        self.trail.see(self.page, self.selected());
        if ways(&self.trail) != before {
            ctx.request_repaint(); // the top bar was drawn before this was known
        }
        if self.question.is_none() && self.dialog_over(ctx) == Over::Nothing {
            self.hear_travel(ctx);
        }
    }

    /// Takes the keys that go back and forth: before the page sees them, which would take an arrow with Alt for one without,
    /// unless what the keyboard is on moves by them; then after it.
    pub(super) fn hear_travel(&mut self, ctx: &Context) {
        // there they walk over words
        if cfg!(target_os = "macos") && ctx.text_edit_focused() {
            return;
        }
        for (key, command) in [(Key::ArrowLeft, Command::Back), (Key::ArrowRight, Command::Forward)] {
            if self.document.is_some() && ctx.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
                self.carry_out(ctx, command);
                ctx.request_repaint();
            }
        }
    }
}
