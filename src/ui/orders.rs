//! What the window was told: commands, and what pages and chrome ask for.

use egui::Context;

use crate::model::{Id, Section};
use crate::report::Document;

use super::app::App;
use super::chrome::regions;
use super::command::Command;
use super::desk::Order;
use super::files::Intent;
use super::notice::Notice;
use super::page::Page;
use super::panels::workshops::Wish;
use super::present;
use super::sections;
use super::tasks::Purpose;

impl App {
    /// Carries out what pages and chrome asked for.
    pub(super) fn obey(&mut self, ctx: &Context, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Do(command) => self.carry_out(ctx, command),
                Order::ReadMinutes(workshop) => self.read_minutes(Some(workshop)),
                Order::GoTo(place) => self.go_to(place),
                Order::ChooseScores => self.ask_for_scores(),
                Order::FirstHour(five) => self.begin_first_hour(five),
                Order::Say(notice) => self.notices.say(notice),
                Order::AskForReview(line) => self.ask_for_review(line),
                Order::SendAgain(request) => self.send_again(request),
                Order::KeepInLibrary(ids) => self.keep_in_library(ids),
                Order::ShowLibrary(kind) => self.show_library(Some(kind)),
            }
        }
    }

    /// Shows the minutes of a workshop as they will be printed: of the one that is meant, where none is named.
    pub(super) fn read_minutes(&mut self, workshop: Option<Id>) {
        let (looked_at, today) = (self.views.workshops.shown(), self.today());
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let meant = workshop.or_else(|| present::meant(document.session.workbook(), looked_at, today));
        match meant {
            Some(workshop) => self.exporting.read_minutes(workshop),
            None => self.exporting.read(Document::Minutes),
        }
        self.page = Page::Section(Section::Pack);
    }

    /// Turns to the workshops and has the page do something.
    fn ask_of_workshops(&mut self, wish: Wish) {
        if self.is_refused() {
            return;
        }
        self.views.workshops.ask(wish);
        self.page = Page::Section(Section::Workshops);
    }

    pub(super) fn act(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Open => self.leave_for(ctx, Intent::ChooseFile),
            Command::Save => self.save(Intent::Stay),
            Command::SaveAs => self.save_as(Intent::Stay),
            Command::Export if self.document.is_some() => self.page = Page::Section(Section::Pack),
            Command::Overview if self.document.is_some() => self.page = Page::Overview,
            Command::Search => self.chrome.palette.open(ctx),
            Command::Unknowns if self.document.is_some() => self.page = Page::Unknowns,
            Command::Present if self.document.is_some() => self.begin_presenting(),
            Command::ReadMinutes if self.document.is_some() => self.read_minutes(None),
            Command::AddWorkshop if self.document.is_some() => self.ask_of_workshops(Wish::Add),
            Command::FromPaper if self.document.is_some() => self.ask_of_workshops(Wish::FromPaper),
            Command::Sign if self.document.is_some() => self.begin_signing(),
            Command::Export
            | Command::Overview
            | Command::Unknowns
            | Command::Present
            | Command::AddWorkshop
            | Command::FromPaper
            | Command::ReadMinutes
            | Command::Sign => {
                self.notices.say(Notice::done("Open or begin a workbook first"));
            }
            Command::Library => self.show_library(None),
            Command::KeepInLibrary => self.keep_in_library(self.keepable()),
            Command::ToggleInternal => self.toggle_internal(),
            Command::Comment => self.begin_comment(ctx),
            Command::SendForReview => self.send_for_review(),
            Command::ImportReplies => self.import_replies(),
            Command::History => self.show_history(ctx),
            Command::RestorePoints => self.show_restore_points(),
            Command::CompareWith => self.compare_with(),
            Command::New if self.document.is_none() => self.leave_for(ctx, Intent::Template("blank")),
            Command::Interview if self.document.is_some() => self.begin_first_hour(false),
            Command::Interview => self.leave_for(ctx, Intent::Interview),
            Command::FiveModes => self.begin_first_hour(true),
            Command::ImportCard => self.ask(Purpose::ModelCard),
            Command::MergeCopy => self.ask_for_copy(),
            Command::New | Command::Close => self.leave_for(ctx, Intent::Close),
            Command::Quit => self.leave_for(ctx, Intent::Quit),
            Command::Undo if self.document.is_none() && self.has_discarded() => self.take_back_discarding(),
            Command::Undo => self.step(ctx, true),
            Command::Redo => self.step(ctx, false),
            Command::Find => self.open_find(ctx, false),
            Command::Replace => self.open_find(ctx, true),
            Command::Back => self.travel(true),
            Command::Forward => self.travel(false),
            Command::Section(place) => {
                if let Some(section) = sections::in_order().nth(usize::from(place).saturating_sub(1)) {
                    self.page = Page::Section(section);
                }
            }
            Command::NextSection => self.turn_page(1),
            Command::PreviousSection => self.turn_page(-1),
            Command::NextRegion => regions::go(ctx, true),
            Command::PreviousRegion => regions::go(ctx, false),
            Command::NextFinding if self.step_line(ctx, 1) => {}
            Command::PreviousFinding if self.step_line(ctx, -1) => {}
            Command::NextFinding => self.next_finding(1),
            Command::PreviousFinding => self.next_finding(-1),
            Command::Keys => self.toggle_keys(),
            Command::Settings => self.toggle_settings(),
            Command::ToggleInspector => self.toggle_inspector(ctx),
            Command::ZoomIn => self.zoom(ctx, Some(0.1)),
            Command::ZoomOut => self.zoom(ctx, Some(-0.1)),
            Command::ZoomReset => self.zoom(ctx, None),
            Command::Theme(theme) => self.set(ctx, |settings| settings.theme = theme),
            Command::ToggleSingleKeys => self.set(ctx, |settings| settings.single_keys = !settings.single_keys),
            Command::ToggleMotion => self.set(ctx, |settings| settings.reduced_motion = !settings.reduced_motion),
        }
    }
}
