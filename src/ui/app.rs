//! The application: what happens in a frame, and who does it.
//!
//! `think` takes input and results of jobs; `draw` draws. Nothing is drawn here beyond the frame of panels.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Panel, Ui, ViewportCommand};

use crate::model::{Date, Section, manner};
use crate::store::recent::Recent;
use crate::store::recovery::Abandoned;
use crate::store::{Places, Policy, Settings};

use super::chrome::regions::{self, Region};
use super::chrome::{self, Chrome, notices::Notices, question::Question};
use super::command::{self, Command, Over};
use super::desk::{Desk, Room};
use super::dialogs::FileDialogs;
use super::document::Document;
use super::extent::Extent;
use super::history::Preview;
use super::jobs::{Job, Jobs, Poll};
use super::last_words;
use super::notice::Notice;
use super::pace::Pace;
use super::page::Page;
use super::panels::export::{Exporting, Wish};
use super::panels::{self, Views};
use super::pointed::Pointed;
use super::remembered::Remembered;
use super::saving::Autosaving;
use super::tasks::{Purpose, Tasks};
use super::theme::{self, size};
use super::trail::Trail;
use super::widgets::{choice, focus};

/// What the window stands on: passed in, so that a test brings its own.
pub struct Surroundings {
    /// The folders for what is remembered; without them nothing is.
    pub places: Option<Places>,
    /// The dialogs for files.
    pub dialogs: Arc<dyn FileDialogs>,
    /// Who does the work in the background.
    pub jobs: Jobs,
    /// The clock.
    pub now: fn() -> jiff::civil::DateTime,
}

/// The application.
pub struct App {
    pub(super) around: Surroundings,
    pub(super) settings: Settings,
    pub(super) policy: Policy,
    pub(super) recent: Recent,
    pub(super) abandoned: Vec<Abandoned>,
    pub(super) document: Option<Document>,
    pub(super) page: Page,
    pub(super) views: Views,
    pub(super) notices: Notices,
    pub(super) question: Option<Question>,
    pub(super) tasks: Tasks,
    pub(super) chrome: Chrome,
    pub(super) trail: Trail,
    pub(super) exporting: Exporting,
    /// The earlier step that is looked at.
    pub(super) preview: Option<Preview>,
    /// What the page points at.
    pub(super) pointed: Pointed,
    pub(super) card_import: chrome::card_import::CardImport,
    /// What goes to reviewers and comes back.
    pub(super) reviewing: super::reviewing::Reviewing,
    /// What is settled with another version of the document.
    pub(super) merging: super::merging::Merging,
    /// Looks at the file of the document.
    pub(super) watching: super::watching::Watching,
    /// Copies from conflicts that the person wants to hear no more of.
    pub(super) dismissed: BTreeSet<PathBuf>,
    /// Work that earlier runs left.
    pub(super) left: super::left::Left,
    /// The restore points.
    pub(super) points: super::points::RestorePoints,
    /// States of the document that are compared.
    pub(super) comparisons: super::compare::Comparisons,
    /// The library of one's own.
    pub(super) library: super::library::Library,
    pub(super) may_close: bool,
    /// How many documents were opened in this window.
    pub(super) serials: u64,
    /// The document and its revision that the person has agreed to lose.
    pub(super) given_up: Option<(u64, u64)>,
    /// Whether the document was opened and is not among the recent ones yet.
    pub(super) new_to_recent: bool,
    title: String,
    /// Recent files that are not where they were.
    pub(super) missing: BTreeSet<PathBuf>,
    /// Recent files that could not be read.
    pub(super) unreadable: BTreeSet<PathBuf>,
    remembered: Option<Job<Remembered>>,
    /// Input that waits for its frame.
    pace: Pace,
    /// Commands that wait for a cell that is being edited.
    pub(super) waiting: Vec<Command>,
    pub(super) autosaving: Autosaving,
    /// How large the window is, for the next time.
    extent: Extent,
}

impl App {
    /// A window on the start screen.
    #[must_use]
    pub fn new(ctx: &Context, around: Surroundings) -> Self {
        theme::install(ctx);
        let settings = around.places.as_ref().map(Settings::load).unwrap_or_default();
        let (places, now) = (around.places.clone(), (around.now)());
        let remembered =
            places.map(|places| around.jobs.start("Looking for recent files", move |_| Remembered::load(&places, now)));
        let mut app = Self {
            around,
            settings,
            policy: Policy::default(),
            recent: Recent::default(),
            abandoned: Vec::new(),
            document: None,
            page: Page::Overview,
            views: Views::default(),
            notices: Notices::default(),
            pace: Pace::default(),
            waiting: Vec::new(),
            autosaving: Autosaving::default(),
            extent: Extent::default(),
            question: None,
            tasks: Tasks::default(),
            chrome: Chrome::default(),
            trail: Trail::default(),
            exporting: Exporting::default(),
            preview: None,
            pointed: Pointed::default(),
            card_import: chrome::card_import::CardImport::default(),
            reviewing: super::reviewing::Reviewing::default(),
            merging: super::merging::Merging::default(),
            watching: super::watching::Watching::default(),
            dismissed: BTreeSet::new(),
            left: super::left::Left::default(),
            points: super::points::RestorePoints::default(),
            library: super::library::Library::default(),
            comparisons: super::compare::Comparisons::default(),
            may_close: false,
            serials: 0,
            given_up: None,
            new_to_recent: false,
            title: String::new(),
            missing: BTreeSet::new(),
            unreadable: BTreeSet::new(),
            remembered,
        };
        app.apply_settings(ctx);
        app.read_policy();
        app
    }

    /// The open document.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.page
    }

    /// Whether nothing is under way in the background.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.tasks.is_idle()
            && self.comparisons.is_idle()
            && self.remembered.is_none()
            && self.exporting.is_idle()
            && !self.card_import.is_reading()
            && self.library.is_idle()
            && self.points.is_idle()
            && self.reviewing.is_idle()
            && self.merging.is_idle()
            && self.watching.is_idle()
            && self.left.is_idle()
    }

    /// One frame, as `eframe` calls it in two halves: for tests.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        manner::speaking(self.settings.manner, || self.think(&ctx));
        manner::speaking(self.settings.manner, || {
            self.draw(ui);
            self.after(&ctx);
        });
    }

    /// What lies over the page: a room that looks at this window sees nothing else.
    fn over(&self, ctx: &Context) -> Over {
        let presenting = self.page == Page::Present && self.document.is_some();
        match self.dialog_over(ctx) {
            Over::Nothing if presenting && self.views.present.is_seen_by_room() => Over::Room,
            Over::Nothing if presenting => Over::Session,
            over => over,
        }
    }

    pub(super) fn today(&self) -> Date {
        (self.around.now)().date()
    }

    /// All that is not drawing; also while the window is hidden.
    fn think(&mut self, ctx: &Context) {
        focus::observe(ctx);
        choice::let_digits_act(ctx, self.settings.single_keys);
        self.tend_focus(ctx);
        let covered = self.chrome.palette.is_open() || self.card_import.is_open() || self.tasks.is_asking_for_path();
        let covered = covered || self.comparisons.is_open();
        let covered = covered || self.library.is_open() || self.points.is_open();
        let covered = covered || self.reviewing.is_open() || self.merging.is_open();
        if self.question.is_none() && !covered {
            let over = self.over(ctx);
            if self.page == Page::Interview && self.document.is_some() && over == Over::Nothing {
                self.views.interview.listen(ctx);
            }
            if matches!(over, Over::Session | Over::Room) {
                self.views.present.listen(ctx, self.settings.single_keys);
            }
            if over == Over::Nothing && !focus::is_moving_sideways(ctx) {
                self.hear_travel(ctx);
            }
            for command in command::listen(ctx, over) {
                self.carry_out(ctx, command);
            }
        }
        self.take_dropped_files(ctx);
        self.poll_tasks(ctx);
        if let Some(Poll::Done(remembered)) = self.remembered.as_ref().map(Job::poll) {
            // what was opened before the list was read stays in front
            let opened = std::mem::replace(&mut self.recent, remembered.recent);
            opened.files().iter().rev().for_each(|file| self.recent.remember(file.clone()));
            self.missing = remembered.missing;
            (self.abandoned, self.left.gone) = (remembered.abandoned, remembered.discarded);
            self.remembered = None;
            self.ask_about_work_left();
            self.look_at_left();
        }
        self.poll_comparing();
        self.poll_card();
        self.poll_library();
        self.poll_points();
        self.poll_reviewing();
        self.poll_merging();
        self.watch_file(ctx);
        self.poll_left(ctx);
        self.exporting.poll(&mut self.notices, self.document.as_mut(), (self.around.now)());
        self.grant_wish();
        if let Some(preview) = &mut self.preview {
            preview.document.refresh_facts(&self.around.jobs, (self.around.now)().date());
        }
        if let Some(document) = &mut self.document {
            document.session.set_moment((self.around.now)());
            let computing = document.refresh_facts(&self.around.jobs, (self.around.now)().date());
            if !computing && self.remembered.is_none() && std::mem::take(&mut self.new_to_recent) {
                self.remember_recent();
            }
        }
        self.autosave(ctx);
        self.note_begun();
        self.keep_what_stayed();
        self.keep_opened();
        let (now, keeps) = ((self.around.now)(), self.keeps_unsaved());
        let document = self.document.as_mut().zip(self.around.places.as_ref().filter(|_| keeps));
        last_words::remember(document.and_then(|(document, places)| document.last_words(places, now)));
        if keeps
            && let (Some(document), Some(places)) = (&mut self.document, &self.around.places)
            && let Some(error) =
                document.keep_for_recovery(&self.around.jobs, places, (ctx.input(|input| input.time), self.around.now))
        {
            let text = format!("{error}. {} Save often until then.", error.hint());
            self.notices.say(Notice::failure("Unsaved work cannot be kept for recovery", text));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            self.carry_out(ctx, Command::Quit);
            if !self.may_close {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let room = Room::of(ui.max_rect().width());
        let typed = self.typed_for_dialog(ui.ctx());
        if self.document.is_some() {
            self.workbook_ui(ui, room);
        } else {
            chrome::start::show(self, ui, room);
        }
        ui.input_mut(|input| input.events.extend(typed));
        self.follow_trail(ui.ctx());
        chrome::palette::show(self, ui);
        super::library::show(self, ui);
        if self.over(ui.ctx()) != Over::Room {
            chrome::notices::show(self, ui);
        }
        chrome::card_import::show(self, ui);
        super::points::show(self, ui);
        super::reviewing::show(self, ui);
        super::merging::show(self, ui);
        chrome::question::show(self, ui);
        chrome::path_field::show(self, ui);
        super::compare::show(self, ui);
        chrome::keys::show(self, ui);
        chrome::settings::show(self, ui);
        chrome::drop_target::show(ui);
        let open =
            self.chrome.settings.is_some() || self.chrome.keys || self.question.is_some() || self.merging.is_open();
        self.chrome.behind.watch(ui.ctx(), open);
    }

    fn workbook_ui(&mut self, ui: &mut Ui, room: Room) {
        let c = theme::colors(ui);
        if matches!(self.page, Page::Interview | Page::Present) {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| self.page_ui(ui, room));
            return;
        }
        let bar = Frame::new().fill(c.bg_app).inner_margin(egui::Margin::symmetric(12, 0));
        let top = Panel::top("top bar").exact_size(size::TOP_BAR).frame(bar);
        let top = top.show(ui, |ui| chrome::top_bar::show(self, ui, room));
        regions::extent(ui.ctx(), Region::TopBar, top.response.rect);
        super::reviewing::bar(self, ui, room);
        chrome::preview_bar::show(self, ui, room);
        chrome::file_bar::show(self, ui, room);
        chrome::progress::show(self, ui);
        if room >= Room::Tight {
            let width = if room >= Room::Wide { size::SIDEBAR } else { size::RAIL };
            let side = Panel::left("sidebar")
                .exact_size(width)
                .resizable(false)
                .frame(Frame::new().fill(c.bg_app).inner_margin(8))
                .show(ui, |ui| chrome::sidebar::show(self, ui, room));
            regions::extent(ui.ctx(), Region::Sidebar, side.response.rect);
        }
        if self.shows_inspector() && room >= Room::Wide {
            let side = Panel::right("inspector")
                .exact_size(size::INSPECTOR)
                .resizable(false)
                .frame(Frame::new().fill(c.surface))
                .show(ui, |ui| chrome::inspector::show(self, ui));
            regions::extent(ui.ctx(), Region::Inspector, side.response.rect);
        } else if self.chrome.drawer {
            chrome::inspector::drawer(self, ui);
        }
        chrome::find_bar::show(self, ui);
        let main = CentralPanel::default().frame(Frame::new().fill(c.bg_main)).show(ui, |ui| {
            // each page scrolls by itself, and is found where it was left
            ui.push_id(self.page, |ui| self.page_ui(ui, room))
        });
        regions::extent(ui.ctx(), Region::Main, main.response.rect);
        chrome::preview_bar::listen(self, ui);
    }

    fn page_ui(&mut self, ui: &mut Ui, room: Room) {
        let today = self.today();
        self.pointed.tick(ui.ctx(), self.settings.reduced_motion);
        panels::unknowns::chip::withdraw(ui.ctx());
        if matches!(self.page, Page::Interview | Page::Present) {
            self.close_preview(); // what is asked about is the present
        }
        // a reviewer writes on the page of the reviews alone
        let answers = self.takes_answers() && self.page == Page::Section(Section::Reviews);
        let reviewer = self.review_copy().map(|request| request.name.clone());
        let only_looks = self.only_looks();
        let Some(present) = &mut self.document else { return };
        let (mut orders, mut refused, mut more_than_answers) = (Vec::new(), false, false);
        let home = export_home(present);
        let read_only = self.preview.is_some() || only_looks || (reviewer.is_some() && !answers);
        let (document, views) = match &mut self.preview {
            Some(preview) => (&mut preview.document, &mut preview.views),
            None => (present, &mut self.views),
        };
        let mut desk = Desk {
            session: &mut document.session,
            typing: &mut document.typing,
            reveal: &mut document.reveal,
            orders: &mut orders,
            refused: read_only.then_some(&mut refused),
            only_answers: answers.then_some(&mut more_than_answers),
            pointed: &self.pointed,
            hold: &mut document.hold,
            comparisons: &mut self.comparisons,
            jobs: &self.around.jobs,
            facts: &document.facts,
            today,
            now: (self.around.now)(),
            room,
            single_keys: self.settings.single_keys && !is_covered(ui.ctx()),
            author: reviewer.as_deref().unwrap_or(&self.settings.author),
        };
        match self.page {
            // exporting outlives the page, so the window keeps it
            Page::Section(Section::Pack) => panels::export::show(ui, &mut desk, &mut self.exporting, &home),
            Page::Section(section) => panels::show(ui, section, &mut desk, views),
            Page::Unknowns => panels::unknowns::show(ui, &mut desk, &mut views.unknowns),
            Page::Interview => super::interview::show(ui, &mut desk, &mut views.interview),
            Page::Present => super::present::show(ui, &mut desk, &mut views.present),
            Page::Overview => panels::overview::show(ui, &mut desk, &mut views.overview),
        }
        if panels::unknowns::chip::was_asked(ui.ctx()) {
            self.page = Page::Unknowns;
        }
        if refused || more_than_answers {
            self.say_refused();
        }
        self.obey(ui.ctx(), orders);
    }

    /// Asks for what the page that exports wants to have chosen.
    fn grant_wish(&mut self) {
        let Some(serial) = self.document.as_ref().map(|document| document.serial) else { return };
        match self.exporting.take_wish() {
            Some(Wish::Folder) => self.ask(Purpose::Export),
            Some(Wish::Logo) if !self.is_refused() => self.ask(Purpose::Logo(serial)),
            Some(Wish::Earlier) => self.ask(Purpose::Earlier(serial)),
            Some(Wish::Logo) | None => {}
        }
    }

    /// What comes after drawing: what was typed becomes a step once the person stops; the title follows the document.
    fn after(&mut self, ctx: &Context) {
        self.extent.observe(ctx);
        self.carry_out_waiting(ctx);
        if let Some(document) = &mut self.document {
            let (now, down) = ctx.input(|input| (input.time, input.pointer.any_down()));
            let in_text = ctx.text_edit_focused();
            if let Some(wait) = document.settle(now, down, in_text) {
                ctx.request_repaint_after_secs(wait as f32);
            }
            document.note_page(self.page);
        }
        let title = self.document.as_ref().map_or_else(
            || "Caveat".to_owned(),
            |document| {
                if self.page == Page::Present {
                    return "Caveat: facilitator".to_owned(); // a task bar is seen by the room as well
                }
                let mark = if document.session.is_dirty() { "• " } else { "" };
                format!("{mark}{} – Caveat", crate::hidden::visible(&document.title()))
            },
        );
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        if self.pace.hold_back(&mut input.events) {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        manner::speaking(self.settings.manner, || self.think(ctx));
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        manner::speaking(self.settings.manner, || {
            self.draw(ui);
            self.after(&ui.ctx().clone());
        });
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(places) = &self.around.places {
            self.extent.remember(places);
        }
        if let Some(document) = self.document.as_mut().filter(|document| !document.session.is_dirty()) {
            document.keeper.forget_before_leaving(&self.around.jobs);
        }
    }
}

/// The file of a document for the names of what is exported.
pub(super) fn export_home(document: &Document) -> panels::export::Home {
    let is_saved = document.origin.path.is_some();
    let source = document.origin.path.clone().unwrap_or_else(|| PathBuf::from(document.file_name()));
    panels::export::Home { source, is_saved, unread: document.standing.unread() }
}

/// Whether a dialog or a menu lies over the page: single keys are then not for the page.
fn is_covered(ctx: &Context) -> bool {
    egui::Popup::is_any_open(ctx) || ctx.memory(|memory| memory.top_modal_layer().is_some())
}
