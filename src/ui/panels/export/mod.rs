//! The page that exports: which documents, in which formats, for whom, and the real pages as they will be written.
//!
//! `choice` is what is chosen, `laying` lays documents out and `textures` paints their pages, both in the background, and
//! `sheets` is what the preview knows of a page; `delivery` builds, writes and checks the pack. The rest draws. What belongs
//! to the workbook (profiles, paper, color, logo) is changed through the desk; what is chosen for once is not.

mod choice;
mod delivery;
mod documents;
mod earlier;
mod laying;
mod left_out;
mod look;
mod preview;
mod profiles;
mod remarks;
mod sheets;
mod target;
mod textures;

pub(in crate::ui) use delivery::size_words;

use std::path::{Path, PathBuf};

use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Rect, ScrollArea, Stroke, Ui, UiBuilder, vec2};
use jiff::civil::DateTime;

use crate::model::Section;
use crate::model::pack::Profile;
use crate::pack;
use crate::render::page::Paper;
use crate::store::PaperChoice;
use crate::ui::chrome::notices::Notices;
use crate::ui::desk::Desk;
use crate::ui::document::Document;
use crate::ui::icons;
use crate::ui::jobs::Jobs;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::label;
use crate::words;

use choice::Choice;
use delivery::Delivery;
use earlier::Before;
use laying::{Laying, Subject};
use look::Logo;
use target::Place;
use textures::Textures;

/// How wide the columns are, and the least width with all three of them.
const DOCUMENTS: f32 = 296.0;
const PROFILE: f32 = 320.0;
const WIDE: f32 = DOCUMENTS + PROFILE + 340.0;
/// How high the line at the foot is, and the tabs where the preview is one.
const FOOT: f32 = 48.0;
const TABS: f32 = 40.0;

/// A file or folder that the page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A folder for the pack.
    Folder,
    /// A picture for the logo.
    Logo,
    /// What readers saw before.
    Earlier,
}

/// The workbook's file, for names, and whether it is one already.
#[derive(Debug, Clone)]
pub struct Home {
    /// The file, or the name that it would have.
    pub source: PathBuf,
    /// Whether it is saved there.
    pub is_saved: bool,
    /// How many values of the file were left out when it was opened, because a newer version wrote them.
    pub unread: usize,
}

/// What the page remembers, and the export under way: it goes on while another page is shown.
#[derive(Default)]
pub struct Exporting {
    choice: Choice,
    laying: Laying,
    textures: Textures,
    delivery: Delivery,
    logo: Logo,
    before: Before,
    place: Place,
    view: preview::View,
    profiles: profiles::View,
    /// Whether the preview has the page, where there is no room for all.
    previews: bool,
    wish: Option<Wish>,
}

impl Exporting {
    /// Turns to the pages of a document, chosen or not.
    pub fn read(&mut self, document: crate::report::Document) {
        self.view.turn_to(document);
        self.previews = true;
    }

    /// Chooses the minutes of one workshop, and turns to their pages.
    pub fn read_minutes(&mut self, workshop: crate::model::Id) {
        self.choice.set_minutes_of(workshop);
        self.read(crate::report::Document::Minutes);
    }

    /// Whether an export is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.delivery.is_busy()
    }

    /// Whether nothing at all is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        !self.is_busy()
            && self.laying.is_idle()
            && self.textures.is_idle()
            && self.logo.is_idle()
            && self.before.is_idle()
    }

    /// Forgets what was about the document before: its pages, its place, and what was written.
    pub fn forget(&mut self) {
        let paper = self.choice.paper;
        let mut delivery = std::mem::take(&mut self.delivery);
        delivery.forget();
        *self = Self { delivery, choice: Choice::on(paper), ..Self::default() };
    }

    /// Takes the paper that the person usually has.
    pub fn set_paper(&mut self, paper: PaperChoice) {
        self.choice.paper = if paper == PaperChoice::Letter { Paper::Letter } else { Paper::A4 };
    }

    /// What the page asked for; asks once.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Takes the folder that was chosen.
    pub fn set_folder(&mut self, folder: &Path, source: &Path) {
        self.place.set_folder(folder, source);
    }

    /// Reads the picture that was chosen for the document with this serial.
    pub fn read_logo(&mut self, jobs: &Jobs, serial: u64, path: PathBuf) {
        self.logo.read(jobs, serial, path);
    }

    /// Reads what readers saw before the document with this serial.
    pub fn read_earlier(&mut self, jobs: &Jobs, serial: u64, path: PathBuf) {
        self.before.read(jobs, serial, path);
    }

    /// Takes up what jobs gave, whatever page is shown.
    pub fn poll(&mut self, notices: &mut Notices, document: Option<&mut Document>, now: DateTime) {
        self.delivery.poll(notices, now);
        if let Some(earlier) = self.before.poll(notices, document.as_ref().map(|document| document.serial)) {
            self.choice.earlier = Some(earlier);
        }
        self.logo.poll(notices, document);
    }

    /// Begins to export, if that can be done.
    fn start(&mut self, desk: &Desk<'_>, home: &Home) {
        if let Some(target) = self.ready(desk, home) {
            let order = self.choice.order(desk.workbook(), home);
            self.delivery.start(desk.jobs, desk.snapshot(), order, target);
        }
    }

    /// Where the pack would go; `None` where it cannot be exported.
    fn ready(&self, desk: &Desk<'_>, home: &Home) -> Option<PathBuf> {
        let profile = self.choice.profile();
        let nothing = profile.documents.get().is_empty() || profile.formats.get().is_empty();
        let target = self.place.path(&home.source, home.is_saved);
        target.filter(|_| !nothing && !self.is_busy() && !desk.is_read_only())
    }

    /// Why it cannot be exported; empty where it can.
    fn reason_against(&self, desk: &Desk<'_>, home: &Home) -> &'static str {
        let profile = self.choice.profile();
        if desk.is_read_only() {
            "This is an earlier step: close it to export the present"
        } else if profile.documents.get().is_empty() {
            "Choose a document"
        } else if profile.formats.get().is_empty() {
            "Choose a format"
        } else if self.is_busy() {
            "An export is under way"
        } else if self.place.path(&home.source, home.is_saved).is_none() {
            "Choose a folder: the workbook has no file yet"
        } else {
            ""
        }
    }

    /// What is exported for whom, in a sentence.
    fn sentence(&self) -> String {
        let profile = self.choice.profile();
        let documents = match profile.documents.get().len() {
            0 => "no documents".to_owned(),
            1 => "1 document".to_owned(),
            count => format!("{count} documents"),
        };
        let pages = documents::all_pages(&self.choice, &self.laying).filter(|pages| *pages > 0);
        let pages = pages.map(|pages| format!(", {}", documents::pages_words(pages))).unwrap_or_default();
        words::capitalized(&format!("{documents}, profile {}{pages}", profile.name.trim()))
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, exporting: &mut Exporting, home: &Home) {
    let workbook = desk.snapshot();
    let profiles = pack::profile::all(&workbook);
    exporting.choice.follow(&profiles);
    reveal(ui, desk, exporting, &profiles);
    let order = exporting.choice.order(&workbook, home);
    exporting.laying.tend(desk.jobs, Subject { workbook, order }, exporting.view.shown, desk.today);
    if !egui::Popup::is_any_open(ui.ctx()) && ui.memory(|memory| memory.top_modal_layer().is_none()) {
        preview::listen(ui.ctx(), &exporting.laying, &mut exporting.view, desk.single_keys);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
            exporting.start(desk, home);
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    head(ui, desk, exporting, home);
    label::rule(ui);
    let whole = ui.available_rect_before_wrap();
    if whole.width() >= WIDE {
        columns(ui, desk, exporting, (home, &profiles), whole);
    } else {
        tabs(ui, desk, exporting, (home, &profiles), whole);
    }
    ui.advance_cursor_after_rect(whole);
    exporting.textures.tend(ui.ctx(), desk.jobs);
}

/// Turns to what was asked for: a profile is chosen, a question is brought into sight.
fn reveal(ui: &Ui, desk: &mut Desk<'_>, exporting: &mut Exporting, profiles: &[Profile]) {
    let Some(place) = desk.take_reveal(Section::Pack) else { return };
    exporting.previews = false;
    if let Some((_, id, _)) = place.item()
        && let Some(profile) = profiles.iter().find(|profile| profile.id == id)
    {
        exporting.choice.begin(profile);
        exporting.profiles.editing = Some(id).filter(|_| !place.fields.is_empty());
    }
    super::answer::reveal(ui, &place);
}

fn head(ui: &mut Ui, desk: &mut Desk<'_>, exporting: &mut Exporting, home: &Home) {
    let mut counts = exporting.sentence();
    if let Some(workshop) = exporting.choice.workshop(desk.workbook()) {
        counts.push_str(&format!(", only of {}", desk.facts.index.words(workshop)));
    }
    super::head(ui, "Export", &counts, |ui| {
        let words = match exporting.choice.files() {
            Some(1) => "Export 1 file".to_owned(),
            Some(count) => format!("Export {count} files"),
            None => match exporting.choice.profile().documents.get().len() {
                1 => "Export 1 document".to_owned(),
                count => format!("Export {count} documents"),
            },
        };
        let ready = exporting.ready(desk, home).is_some();
        let button = Button::new(&words).icon(icons::EXPORT).primary().enabled(ready).show(ui);
        let button = button.on_hover_text("Ctrl Enter").on_disabled_hover_text(exporting.reason_against(desk, home));
        if button.clicked() {
            exporting.start(desk, home);
        }
        if let Some(at) = exporting.delivery.last()
            && ui.available_width() > 360.0
        {
            label::line(ui, &format!("Last export {at}"), Type::Body, theme::colors(ui).ink_2);
            label::icon(ui, icons::CLOCK_BACK, theme::colors(ui).ink_3);
        }
    });
}

/// Documents, profile and preview side by side.
fn columns(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    exporting: &mut Exporting,
    (home, profiles): (&Home, &[Profile]),
    whole: Rect,
) {
    let c = theme::colors(ui);
    let left = whole.with_max_x(whole.left() + DOCUMENTS + PROFILE);
    let (top, foot) = left.split_top_bottom_at_y(left.bottom() - FOOT);
    let (documents, profile) = top.split_left_right_at_x(left.left() + DOCUMENTS);
    column(ui, "documents", documents, |ui| first(ui, desk, exporting));
    column(ui, "profile", profile, |ui| second(ui, desk, exporting, profiles));
    foot_ui(ui, exporting, home, foot);
    let preview = whole.with_min_x(left.right());
    ui.scope_builder(UiBuilder::new().max_rect(preview), |ui| {
        preview::show(ui, desk, &exporting.laying, (&mut exporting.textures, &mut exporting.view));
    });
    ui.painter().vline(documents.right(), documents.y_range(), Stroke::new(1.0, c.line));
    ui.painter().vline(left.right(), whole.y_range(), Stroke::new(1.0, c.line));
}

/// What is chosen, or the preview, where there is no room for both.
fn tabs(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    exporting: &mut Exporting,
    (home, profiles): (&Home, &[Profile]),
    whole: Rect,
) {
    let c = theme::colors(ui);
    let (bar, rest) = whole.split_top_bottom_at_y(whole.top() + TABS);
    let (middle, foot) = rest.split_top_bottom_at_y(rest.bottom() - FOOT);
    ui.scope_builder(UiBuilder::new().max_rect(bar.shrink2(vec2(size::SIDE, 6.0))), |ui| {
        if let Some(tab) = segmented(ui, "Show", &["Choose", "Preview"], usize::from(exporting.previews)) {
            exporting.previews = tab == 1;
        }
    });
    ui.painter().hline(whole.x_range(), bar.bottom(), Stroke::new(1.0, c.line));
    if exporting.previews {
        ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| {
            preview::show(ui, desk, &exporting.laying, (&mut exporting.textures, &mut exporting.view));
        });
    } else if middle.width() >= DOCUMENTS + PROFILE {
        let (documents, profile) = middle.split_left_right_at_x(middle.left() + middle.width() * 0.48);
        column(ui, "documents", documents, |ui| first(ui, desk, exporting));
        column(ui, "profile", profile, |ui| second(ui, desk, exporting, profiles));
        ui.painter().vline(documents.right(), documents.y_range(), Stroke::new(1.0, c.line));
    } else {
        column(ui, "documents", middle, |ui| {
            first(ui, desk, exporting);
            second(ui, desk, exporting, profiles);
        });
    }
    foot_ui(ui, exporting, home, foot);
}

/// A column that scrolls by itself.
fn column(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            ui.set_width(rect.width());
            contents(ui);
            ui.add_space(16.0);
        });
    });
}

fn first(ui: &mut Ui, desk: &mut Desk<'_>, exporting: &mut Exporting) {
    documents::show(ui, &mut exporting.choice, &exporting.laying, &mut exporting.view);
    if earlier::show(ui, &mut exporting.choice) {
        exporting.wish = Some(Wish::Earlier);
    }
    label::rule(ui);
    documents::formats(ui, &mut exporting.choice);
    if look::show(ui, desk, &mut exporting.logo, exporting.choice.paper) == Some(look::Asked::Logo) {
        exporting.wish = Some(Wish::Logo).filter(|_| !desk.is_read_only());
    }
}

fn second(ui: &mut Ui, desk: &mut Desk<'_>, exporting: &mut Exporting, profiles: &[Profile]) {
    exporting.delivery.show(ui);
    profiles::show(ui, desk, (&mut exporting.choice, &mut exporting.profiles), profiles);
    left_out::show(ui, &mut exporting.choice);
    remarks::show(ui, desk, &exporting.laying);
}

/// The line at the foot: where the pack goes, or how far an export is.
fn foot_ui(ui: &mut Ui, exporting: &mut Exporting, home: &Home, rect: Rect) {
    let c = theme::colors(ui);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, c.line));
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(size::SIDE, 0.0))), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if exporting.is_busy() {
                exporting.delivery.progress(ui);
            } else if exporting.place.show(ui, &home.source, home.is_saved) {
                exporting.wish = Some(Wish::Folder);
            }
        });
    });
}

/// The head of a part of a column, with what stands at its right, from there to the left.
fn part_head(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    ui.allocate_ui_with_layout(vec2(width, TABS), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(TABS);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(16.0);
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::SIDE);
            label::heading(ui, title, Type::Strong, 2);
        });
    });
}

/// What stands in from the edges of a column.
fn inset(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: size::SIDE as i8, right: 16, top: 6, bottom: 8 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
}

/// A part of a column with its head, and a line below.
fn part(ui: &mut Ui, title: &str, right: &str, contents: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    part_head(ui, title, |ui| {
        if !right.is_empty() {
            label::line(ui, right, Type::Small, c.ink_3);
        }
    });
    inset(ui, contents);
    label::rule(ui);
}
