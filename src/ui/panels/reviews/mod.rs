//! The page of reviews: who signed what, what readers said, which findings were waived and until when, and the change log.
//!
//! `state` says what follows and knows no window; `acts` changes the workbook; the rest draws. What changed since somebody
//! signed is `since`, with the choice of any two other states.

mod acts;
mod comments;
mod line;
mod log;
mod requests;
mod sending;
mod sign;
mod sign_offs;
mod signed;
mod since;
pub(in crate::ui) mod state;
mod thread;
mod waivers;

use std::collections::BTreeMap;

use egui::Ui;

use crate::assess::replies::is_same_person;
use crate::edit::begun::Begun;
use crate::model::place::Place;
use crate::model::reviews::{ReviewRequest, SignOff};
use crate::model::{Id, ItemKind, Section, Workbook};
use crate::pack::review;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::reviewing::coverage::Coverage;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

pub(in crate::ui) use comments::NAMELESS;
pub use state::ends_of;

use super::in_place;
use super::spot::Spot;

/// The least width with the comments beside the rest, and how wide they are then.
const BESIDE: f32 = 900.0;
const COMMENTS: f32 = 304.0;

/// Which comments are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    /// Those that nobody settled.
    #[default]
    Open,
    /// Those that are settled.
    Settled,
    /// Those that the person has a part in.
    Mine,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The sign-off, waiver or entry that is open with every question.
    open: Option<Id>,
    /// A sign-off while it is written.
    signing: Option<sign::Draft>,
    /// What is begun where another sign-off was asked for.
    unfinished: Option<String>,
    /// The sign-off whose details are laid out.
    details: Option<Id>,
    /// What is to be signed on the line that is open, while it is chosen.
    covering: Option<(Id, Coverage)>,
    /// Who the person is, for comments, here and in the margin.
    pub(in crate::ui) me: String,
    /// Whether something was to be said by somebody without a name: the field for it says so.
    unnamed: bool,
    tab: Tab,
    /// The thread where the person is.
    thread: Option<Id>,
    /// Whether all threads are laid out, however many there are.
    all_threads: bool,
    /// The comment that is shown with its questions.
    writing: Option<Id>,
    /// Replies while they are written, here and in the margin.
    pub(in crate::ui) replies: BTreeMap<Id, String>,
    editing: in_place::State,
    /// What takes the focus once it is drawn.
    focus: Option<egui::Id>,
    /// Brings what is open into sight.
    scroll: bool,
}

impl View {
    /// The sign-off, waiver or entry that is open, else the thread where the person is.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.open.or(self.thread)
    }

    /// Begins to record the decision of who was asked: about what they were sent.
    pub fn begin_decision(&mut self, request: &ReviewRequest) {
        self.sign(sign::Draft::asked(request));
    }

    /// Opens the form for a sign-off. One that somebody has written into stays, and comes into sight.
    fn sign(&mut self, draft: sign::Draft) {
        match self.signing.as_mut().filter(|open| open.begun().is_some()) {
            Some(open) => {
                self.unfinished = (!open.is_for(&draft)).then(|| open.whose());
                open.show_again();
            }
            None => self.signing = Some(draft),
        }
    }

    /// What is begun on the page and not recorded.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        begun.sign_off = self.signing.as_ref().and_then(sign::Draft::begun);
        let replies = self.replies.iter().filter(|(_, text)| !text.trim().is_empty());
        begun.replies.extend(replies.map(|(to, text)| (*to, text.clone())));
    }

    /// Takes up what somebody had begun.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.signing = begun.sign_off.as_ref().map(sign::Draft::taken_up);
        self.replies = begun.replies.iter().cloned().collect();
    }

    /// Brings what is begun into sight.
    pub(in crate::ui) fn show_begun(&mut self, workbook: &Workbook) {
        if let Some(open) = &mut self.signing {
            open.show_again();
        } else if let Some(to) = self.replies.iter().find(|(_, text)| !text.trim().is_empty()).map(|(to, _)| *to) {
            let is_settled = workbook.reviews.comments.find(to).is_some_and(|comment| comment.settled);
            self.tab = if is_settled { Tab::Settled } else { Tab::Open };
            (self.thread, self.all_threads, self.scroll) = (Some(to), true, true);
            self.focus = Some(thread::reply_id(to));
        }
    }

    /// Begins to record a decision of the person at the keyboard: in a review copy, about what they were sent.
    pub fn begin_signing(&mut self, workbook: &Workbook, author: &str) {
        let waiting = |one: &&SignOff| one.decision.is_none() && is_same_person(&one.name, author);
        let line = workbook.reviews.sign_offs.iter().find(waiting).filter(|_| !author.trim().is_empty());
        let draft = line.map_or_else(|| sign::Draft::new(author), sign::Draft::of);
        self.sign(review::copy_for(workbook).map_or(draft, sign::Draft::asked));
    }

    /// Whether the name of the person has to be known first; the field for it has the focus then.
    fn asks_who(&mut self) -> bool {
        self.unnamed = self.me.trim().is_empty();
        if self.unnamed {
            self.focus = Some(comments::who_id());
        }
        self.unnamed
    }

    fn reveal(&mut self, workbook: &Workbook, place: &Place) {
        let Some((kind, id, _)) = place.item() else { return };
        if kind == ItemKind::Comment {
            let comments = &workbook.reviews.comments;
            let root = state::root_of(comments, id);
            self.tab = match comments.find(root) {
                Some(comment) if comment.settled => Tab::Settled,
                _ => Tab::Open,
            };
            self.thread = Some(root);
            self.writing = Some(id).filter(|_| !place.fields.is_empty());
            self.focus = Some(thread::row_id(root)).filter(|_| place.fields.is_empty());
        } else {
            self.open = Some(id);
        }
        self.scroll = true;
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if !desk.author.trim().is_empty() {
        desk.author.trim().clone_into(&mut view.me);
    }
    let workbook = desk.snapshot();
    if let Some(request) = review::copy_for(&workbook) {
        request.name.trim().clone_into(&mut view.me);
    }
    if let Some(place) = desk.take_reveal(Section::Reviews) {
        view.reveal(&workbook, &place);
        super::answer::reveal(ui, &place);
    }
    if let Some(draft) = &mut view.signing {
        draft.let_go_of_line(&workbook);
    }
    if let Some(begun) = view.unfinished.take() {
        desk.say(Notice { text: "Record or cancel it first.".to_owned(), ..Notice::done(begun) });
    }
    let is_stale = |id: Id| desk.facts.sign_offs.get(&id).is_some_and(crate::report::Standing::is_stale);
    let stands = state::sentence(&workbook.reviews, is_stale, desk.today);
    super::head(ui, Section::Reviews.title(), &stands, |ui| {
        let looked_at = desk.is_read_only();
        let sign = Button::new("Sign").icon(icons::SIGNATURE).name("Record a sign-off").enabled(!looked_at).show(ui);
        regions::entrance(Region::Main, &sign);
        if because(sign, looked_at).clicked() {
            view.begin_signing(&workbook, desk.author);
        }
        sending::buttons(ui, desk);
    });
    if desk.single_keys
        && !ui.ctx().text_edit_focused()
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::N))
    {
        acts::comment(desk);
    }
    super::body(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let width = ui.available_width();
        if width >= BESIDE {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                super::column(ui, width - COMMENTS - 24.0, |ui| record(ui, desk, view, &workbook));
                super::column(ui, COMMENTS, |ui| comments::show(ui, desk, view, &workbook));
            });
        } else {
            sign_offs::show(ui, desk, view, &workbook);
            requests::show(ui, desk, &workbook);
            ui.add_space(16.0);
            since::show(ui, desk, view, &workbook);
            comments::show(ui, desk, view, &workbook);
            ui.add_space(16.0);
            rest(ui, desk, view, &workbook);
        }
    });
    if let Some(id) = view.focus.take() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn record(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    ui.spacing_mut().item_spacing.y = 8.0;
    sign_offs::show(ui, desk, view, workbook);
    requests::show(ui, desk, workbook);
    ui.add_space(16.0);
    since::show(ui, desk, view, workbook);
    rest(ui, desk, view, workbook);
}

fn rest(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    waivers::show(ui, desk, view, workbook);
    ui.add_space(16.0);
    log::show(ui, desk, view, workbook);
}

/// Says on a pointer why a button does nothing while an earlier state is looked at.
fn because(button: egui::Response, looked_at: bool) -> egui::Response {
    if !looked_at {
        return button;
    }
    let why = "This can only be looked at: the bar above says why.";
    button.ctx.accesskit_node_builder(button.id, |node| node.set_description(why));
    button.on_hover_text(why)
}

/// The heading of a part of the page, with a word about it, and what stands at its right.
fn heading(ui: &mut Ui, title: &str, about: &str, right: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            right(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label::heading(ui, title, Type::Strong, 2);
                if ui.available_width() > 60.0 {
                    label::line(ui, about, Type::Body, c.ink_3);
                }
            });
        });
    });
}

/// Opens a list of the reviews as a sheet.
fn as_sheet(ui: &mut Ui, key: &str, title: &str) {
    if let Ok(list) = format!("{}.{key}", Section::Reviews.key()).parse() {
        super::sheet::switch_to(ui, &list, &format!("Open as a sheet: {title}"));
    }
}

/// A list that is marked as unknown or as not applicable is shown with its mark. Whether it was.
fn marked(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook, key: &'static str) -> bool {
    let is = workbook.reviews.marks.get(key).is_some();
    if is {
        super::form::some(ui, desk, &Spot::section(Section::Reviews), &*workbook.reviews, &[key]);
    }
    is
}

/// Every question of an item, in a card below its row.
fn every_question(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (id, item): (Id, &dyn crate::model::Record)) {
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        super::form::record(ui, desk, &Spot::item(id), item, &[]);
    });
    if std::mem::take(&mut view.scroll) {
        shown.response.scroll_to_me(None);
    }
}
