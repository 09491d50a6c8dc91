//! The page of workshops: the agenda in time boxes, what was said and where it landed, what was put off, decided and taken on.
//!
//! `sums` counts and knows no window; `acts` changes the workbook; the rest draws. Showing a workshop to a room is not done here.

mod about;
mod actions;
mod acts;
mod agenda;
mod box_of_time;
mod jot;
mod keys;
mod lines;
mod note;
mod notes;
mod paper;
mod rounds;
mod sums;
mod tray;

use std::collections::BTreeMap;

use egui::Ui;

use crate::edit::begun::Begun;
use crate::knowledge;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::place::Place;
use crate::model::workshops::Workshop;
use crate::model::{Id, ItemKind, Section, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::grouping::Grouping;
use crate::ui::held::{self, Held};
use crate::ui::icons;
use crate::ui::jotting::{self, Jotting};
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{label, menu};

use super::in_place;

/// The least width with the agenda beside the notes, and how wide it is then.
const BESIDE: f32 = 800.0;
const AGENDA: f32 = 264.0;

/// What the page remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of another part whether it is open")]
pub struct View {
    /// The workshop that is shown.
    chosen: Option<Id>,
    /// The activity that is open with every question.
    activity: Option<Id>,
    /// The activity whose notes are shown; all without one.
    only: Option<Id>,
    /// What notes that are shown claim; all without one.
    kind: Option<NoteKind>,
    /// Whether notes with the most votes come first.
    by_votes: bool,
    /// The note that is open.
    note: Option<Id>,
    /// Whether the rest of its questions is shown.
    more: bool,
    /// The action that is open with every question.
    action: Option<Id>,
    /// Whether the questions about the workshop itself are open.
    about: bool,
    /// The block that was chosen last, and for which note.
    block: CanvasBlock,
    block_for: Option<Id>,
    /// What the next note claims, and which notes it is like.
    jotting: Jotting,
    /// What was typed before the field that it is for had the focus.
    held: Held,
    grouping: Grouping,
    /// The round of which every result is shown.
    round: Option<Id>,
    /// Notes are typed in from paper.
    paper: Option<paper::Paper>,
    /// Who says what is jotted down; `None` as long as nobody said: who works here, where notes carry names.
    author: Option<String>,
    /// What is being written into the fields that add something, by what they add.
    drafts: BTreeMap<String, String>,
    /// How long the session may be, in minutes.
    session: Option<u64>,
    drag: Option<agenda::Drag>,
    editing: in_place::State,
    /// What takes the focus once it is drawn.
    focus: Option<egui::Id>,
    /// Brings the open note or activity into sight.
    scroll: bool,
    /// What a command asked for.
    asked: Option<Wish>,
}

/// What the page is to do when it is drawn next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Begin another workshop.
    Add,
    /// Take down what stands on paper, in the workshop that is shown.
    FromPaper,
}

impl View {
    /// Asks the page to do something when it is drawn next.
    pub fn ask(&mut self, wish: Wish) {
        self.asked = Some(wish);
    }

    /// What is open: a note, an action or an activity, else the workshop.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.note.or(self.action).or(self.activity).or(self.chosen)
    }

    /// The workshop that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<Id> {
        self.chosen
    }

    /// Who says what is jotted down.
    fn author_in<'a>(&'a self, desk: &'a Desk<'_>, workshop: &Workshop) -> &'a str {
        if jotting::names_authors(workshop) { self.author.as_deref().unwrap_or(desk.author) } else { "" }
    }

    /// Gives the row of a note the focus.
    fn go_to_note(&mut self, id: Option<Id>) {
        self.note = id;
        self.focus = id.map(note::row_id);
        self.scroll = true;
    }

    fn reveal(&mut self, place: &Place) {
        let Some((_, workshop, _)) = place.items.first() else { return };
        if self.chosen != Some(*workshop) {
            self.choose(*workshop);
        }
        match place.items.get(1) {
            Some((ItemKind::Activity, id, _)) => {
                self.activity = Some(*id);
                self.focus = Some(agenda::row_id(*id));
            }
            Some((ItemKind::Capture, id, _)) => {
                (self.only, self.kind, self.more) = (None, None, !place.fields.is_empty());
                self.go_to_note(Some(*id));
            }
            Some((_, id, _)) => self.action = Some(*id),
            None => self.about |= !place.fields.is_empty(),
        }
        self.scroll = true;
    }

    /// Begins to take down from paper, with what was not finished before.
    fn begin_paper(&mut self) {
        self.put_paper_away();
        let draft = self.drafts.remove(&self.paper_key()).unwrap_or_default();
        self.paper = Some(paper::Paper::begin(draft));
    }

    /// Ends taking down from paper. What was not finished waits in the line for notes, or, where something else is being written
    /// there, until paper is taken down again: nothing that was typed is lost.
    fn put_paper_away(&mut self) {
        let draft = self.paper.take().map(|paper| paper.draft).filter(|draft| !draft.trim().is_empty());
        let is_free = self.drafts.get(jot::KEY).is_none_or(|line| line.trim().is_empty());
        let key = if is_free { jot::KEY.to_owned() } else { self.paper_key() };
        self.drafts.extend(draft.map(|draft| (key, draft)));
    }

    /// What is on paper of the workshop that is shown is of no other.
    fn paper_key(&self) -> String {
        let workshop = self.chosen.map(|id| id.to_string()).unwrap_or_default();
        format!("{} {workshop}", paper::KEY)
    }

    /// What is begun on the page and not added.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        let from_paper = self.paper.as_ref().map(|paper| (self.paper_key(), &paper.draft));
        let lines = self.drafts.iter().map(|(key, text)| (key.clone(), text)).chain(from_paper);
        let written = lines.filter(|(_, text)| !text.trim().is_empty());
        begun.lines.extend(written.map(|(key, text)| (key, text.clone())));
    }

    /// Takes up what somebody had begun.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.drafts.extend(begun.lines.iter().cloned());
    }

    /// Takes paper up again where something of it was begun.
    pub(in crate::ui) fn show_begun(&mut self, begun: &Begun) {
        let workshop = |key: &str| key.strip_prefix(paper::KEY)?.trim().parse::<Id>().ok();
        if let Some(workshop) = begun.lines.iter().find_map(|(key, _)| workshop(key)).filter(|_| self.paper.is_none()) {
            self.choose(workshop);
            self.begin_paper();
        }
    }

    /// Shows another workshop. What is on paper waits for whoever comes back to this one.
    fn choose(&mut self, workshop: Id) {
        let draft = self.paper.take().map(|paper| paper.draft).filter(|draft| !draft.trim().is_empty());
        let key = self.paper_key();
        self.drafts.extend(draft.map(|draft| (key, draft)));
        self.chosen = Some(workshop);
        (self.activity, self.only, self.kind, self.note, self.action) = (None, None, None, None, None);
        (self.about, self.session, self.drag) = (false, None, None);
        self.grouping = Grouping::default();
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Workshops) {
        view.reveal(&place);
        super::answer::reveal(ui, &place);
    }
    hold(ui, desk, view);
    let workbook = desk.snapshot();
    let workshops = &workbook.workshops.workshops;
    // the next one to come is what somebody plans; the last one is what somebody tidies up
    view.chosen =
        view.chosen.filter(|id| workshops.find(*id).is_some()).or_else(|| sums::first_shown(workshops, desk.today));
    let chosen = view.chosen.and_then(|id| workshops.find(id));
    match view.asked.take() {
        Some(Wish::FromPaper) if chosen.is_some() => view.begin_paper(),
        Some(_) => acts::begin(desk, view, None),
        None => {}
    }
    super::head(ui, Section::Workshops.title(), &sums::sentence(workshops, desk.today), |ui| {
        let button = Button::new("Workshop").icon(icons::PLUS).name("Add workshop").show(ui);
        regions::entrance(Region::Main, &button);
        if let Some(picked) = menu::below(&button, agendas).flatten() {
            acts::begin(desk, view, picked);
        }
        if !workshops.is_empty() {
            super::sheet::switch(ui, "workshops.workshops");
        }
    });
    if desk.single_keys
        && !ui.ctx().text_edit_focused()
        && shortcuts::key(Does::Write).is_some_and(|key| keys::pressed(ui, key))
    {
        match chosen {
            Some(_) => view.focus = Some(jot::field_id()),
            None => acts::begin(desk, view, None),
        }
    }
    super::body(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        match chosen {
            Some(workshop) => {
                tabs(ui, desk, view, &workbook);
                contents(ui, desk, view, (&workbook, workshop));
            }
            None => empty(ui, desk, view),
        }
    });
    if let Some(id) = view.focus.take() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Keeps what is typed before the field that it is for has the focus: after the letter that opens one, and after the Enter that
/// takes a note down.
fn hold(ui: &Ui, desk: &Desk<'_>, view: &mut View) {
    view.held.give_back(ui.ctx());
    let line = ui.memory(|memory| memory.has_focus(jot::field_id()));
    let letters = desk.single_keys && !ui.ctx().text_edit_focused();
    view.held.keep_after(ui.ctx(), |event| {
        let opens = |one: &shortcuts::Shortcut| one.does.opens_field() && held::presses(event, one.key);
        (line && held::presses(event, egui::Key::Enter)) || (letters && shortcuts::ALL.iter().any(opens))
    });
}

/// The ready agendas as rows of a menu; `Some(None)` begins without one.
#[expect(clippy::option_option, reason = "the outer says whether something was picked, the inner what")]
fn agendas(ui: &mut Ui) -> Option<Option<usize>> {
    let mut picked = None;
    menu::caption(ui, "Begin with a ready agenda");
    for (index, agenda) in knowledge::agendas().iter().enumerate() {
        let text = format!("{}, {} min", agenda.title, agenda.minutes());
        let c = theme::colors(ui);
        let row = menu::Row::new(&text).icon(icons::TIMER).show(ui);
        if row.on_hover_text(Type::Small.text(agenda.about.as_str(), c.ink)).clicked() {
            picked = Some(Some(index));
        }
    }
    label::rule(ui);
    if menu::Row::new("Without an agenda").icon(icons::PLUS).show(ui).clicked() {
        picked = Some(None);
    }
    picked
}

/// The workshops side by side, in the order of the workbook.
fn tabs(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let workshops = &workbook.workshops.workshops;
    if workshops.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for workshop in workshops.iter() {
            let on = view.chosen == Some(workshop.id);
            let tab = box_of_time::tab(ui, &sums::tab(workshop, desk.today), on);
            if tab.clicked() && !on {
                view.choose(workshop.id);
            }
            if tab.has_focus() {
                about::keys(ui, desk, view, workshop.id, workshops);
            }
        }
    });
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop): (&Workbook, &Workshop)) {
    about::show(ui, desk, view, (workbook, workshop));
    if ui.available_width() < BESIDE {
        agenda::show(ui, desk, view, workshop);
        ui.add_space(8.0);
        said(ui, desk, view, (workbook, workshop));
        return;
    }
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        super::column(ui, AGENDA, |ui| agenda::show(ui, desk, view, workshop));
        super::column(ui, width - AGENDA - 24.0, |ui| said(ui, desk, view, (workbook, workshop)));
    });
}

/// What was said, put off, decided and taken on.
fn said(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop): (&Workbook, &Workshop)) {
    ui.spacing_mut().item_spacing.y = 12.0;
    if view.paper.is_some() {
        paper::show(ui, desk, view, workshop);
        return;
    }
    notes::show(ui, desk, view, workshop);
    ui.add_space(16.0);
    if !workshop.rounds.is_empty() {
        rounds::show(ui, desk, view, (workbook, workshop));
        ui.add_space(16.0);
    }
    let width = ui.available_width();
    if width >= 640.0 {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let half = (width - 24.0) / 2.0;
            super::column(ui, half, |ui| lines::show(ui, desk, view, workshop, lines::Kind::Parking));
            super::column(ui, half, |ui| lines::show(ui, desk, view, workshop, lines::Kind::Decisions));
        });
    } else {
        lines::show(ui, desk, view, workshop, lines::Kind::Parking);
        lines::show(ui, desk, view, workshop, lines::Kind::Decisions);
    }
    ui.add_space(16.0);
    actions::show(ui, desk, view, workshop);
}

/// What stands there before the first workshop.
fn empty(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(640.0));
        let prompt = "Who should be in the room when you ask how this could go wrong?";
        label::text(ui, prompt, Type::Standfirst, c.ink);
        let text =
            "A ready agenda has activities with minutes, questions for the wall and rules. Change what you like.";
        label::text(ui, text, Type::Body, c.ink_2);
        ui.add_space(4.0);
        agenda_cards(ui, desk, |desk, index| acts::begin(desk, view, Some(index)));
        ui.add_space(4.0);
        if Button::new("Without an agenda").quiet().icon(icons::PLUS).show(ui).clicked() {
            acts::begin(desk, view, None);
        }
    });
}

/// The ready agendas as rows to choose from, each with what it is for.
fn agenda_cards(ui: &mut Ui, desk: &mut Desk<'_>, mut choose: impl FnMut(&mut Desk<'_>, usize)) {
    for (index, agenda) in knowledge::agendas().iter().enumerate() {
        let minutes = format!("{} min", agenda.minutes());
        if box_of_time::choice(ui, &agenda.title, &agenda.about, &minutes).clicked() {
            choose(desk, index);
        }
    }
}
