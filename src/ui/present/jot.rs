//! The line for notes: Enter writes one down, and pasted lines are notes of their own. In the facilitator's view, and in the
//! room's picture where the room types.

use egui::{Event, Id, Key, Modifiers, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::edit::begun::{Begun, NoteBegun, OutcomeBegun};
use crate::model::canvas::NoteKind;
use crate::model::workshops::Capture;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::jotting::{CHIP, Jotting, like, names_authors};
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::focus;
use crate::ui::widgets::glyph::{self, Glyph};

use super::big::Big;
use super::round::Deciding;
use super::{Ask, Here, Screen, View, wall};

const AUTHOR: &str = "Who says it?";
const NAME: &str = "What was said? Enter adds it";

/// A line for notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineOf {
    /// The facilitator's.
    Facilitator,
    /// That of the board, where this window shows it.
    Board,
    /// That of the board in the room's own window.
    Room,
}

impl LineOf {
    /// Whether the room reads along.
    fn is_seen(self) -> bool {
        self != Self::Facilitator
    }
}

/// What is being written into a line: the note, who says it, and what it claims. The room's line has its own, so that nobody reads
/// along while the facilitator writes.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) draft: String,
    pub(super) author: String,
    pub(super) jotting: Jotting,
}

impl Default for Line {
    fn default() -> Self {
        let jotting = Jotting::that_keeps_tab();
        Self { draft: String::new(), author: String::new(), jotting }
    }
}

impl View {
    pub(super) fn line_of(&mut self, line: LineOf) -> &mut Line {
        if line.is_seen() { &mut self.room_line } else { &mut self.line }
    }

    /// Whether the line of this window gets the focus only when it is drawn next: what is typed until then is for it.
    pub(super) fn waits_for_line(&self) -> bool {
        match self.screen {
            Screen::Facilitator => self.capture == Some(LineOf::Facilitator) && self.sees_notes(),
            Screen::Board => self.capture == Some(LineOf::Board),
            _ => false,
        }
    }

    /// What is begun in lines for notes and not added: in the session that is led, and in others before.
    pub(super) fn notes_begun(&self) -> Vec<NoteBegun> {
        let lines = [&self.line, &self.room_line].into_iter().filter(|line| !line.draft.trim().is_empty());
        let led = lines.zip(std::iter::repeat(self.workshop)).filter_map(|(line, workshop)| {
            let (text, author) = (line.draft.clone(), line.author.clone());
            Some(NoteBegun { workshop: workshop?, text, author })
        });
        self.begun.iter().cloned().chain(led).collect()
    }

    /// The same, among all that is begun.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        begun.notes = self.notes_begun();
        let typed = self.deciding.iter().map(|((round, about), typed)| OutcomeBegun {
            round: *round,
            about: *about,
            by: typed.by.clone(),
            reason: typed.reason.clone(),
        });
        begun.outcomes = typed.collect();
        let reasons = self.early.iter().filter(|(_, why)| !why.trim().is_empty());
        begun.early = reasons.map(|(round, why)| (*round, why.clone())).collect();
        begun.setting = self.matter.begun(self.workshop).or_else(|| self.setting.clone());
    }

    /// Puts the cursor into the facilitator's line.
    pub(in crate::ui) fn take_cursor(&mut self) {
        self.capture = Some(LineOf::Facilitator);
    }

    /// Takes up notes that were being written, for when their workshops are led again.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.begun.clone_from(&begun.notes);
        self.setting.clone_from(&begun.setting);
        self.early = begun.early.iter().cloned().collect();
        let typed = |begun: &OutcomeBegun| Deciding { by: begun.by.clone(), reason: begun.reason.clone() };
        self.deciding = begun.outcomes.iter().map(|begun| ((begun.round, begun.about), typed(begun))).collect();
    }

    /// Puts them into the lines of their workshop.
    pub(super) fn take_up_lines(&mut self, workshop: crate::model::Id) {
        let (own, others): (Vec<NoteBegun>, Vec<NoteBegun>) =
            std::mem::take(&mut self.begun).into_iter().partition(|begun| begun.workshop == workshop);
        self.begun = others;
        if let Some(setting) = self.setting.take_if(|setting| setting.workshop == workshop) {
            self.matter.take_up(&setting);
        }
        self.begun.extend(own);
        self.take_up_line(workshop);
    }

    /// Puts the first of them into the facilitator's line, where that is blank: the others come when it is written down.
    pub(super) fn take_up_line(&mut self, workshop: crate::model::Id) {
        if !self.line.draft.trim().is_empty() {
            return;
        }
        if let Some(at) = self.begun.iter().position(|begun| begun.workshop == workshop) {
            let begun = self.begun.remove(at);
            (self.line.draft, self.line.author) = (begun.text, begun.author);
        }
    }
}

/// The line of the facilitator, or the room's.
fn field_id(line: LineOf) -> Id {
    Id::unique(("what was said in the room", line.is_seen()))
}

/// Who says it, in the line of the facilitator or the room's.
fn author_id(line: LineOf) -> Id {
    Id::unique(("who said it in the room", line.is_seen()))
}

/// Shows the facilitator's line, and below it which notes say the same.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let line = LineOf::Facilitator;
    let id = field_id(line);
    pasted(ui, view, line);
    hear(ui, view, here, line);
    let take = view.capture.take_if(|wanted| *wanted == line).is_some();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ui.available_width();
        let wide = width >= 560.0;
        let by = names_authors(here.workshop).then_some(if wide { 96.0 } else { 56.0 });
        let kind = if width >= 640.0 { CHIP } else { 116.0 };
        let hint =
            if view.is_typing_for_room() { "You type for the room. Esc: here" } else { "What was said? Enter adds it" };
        let field = TextField::line(id, NAME)
            .hint(hint)
            .form()
            .width((width - 74.0 - kind - 16.0 - by.map_or(0.0, |by| by + 8.0)).max(size::CONTROL))
            .take_focus(take);
        let line = &mut view.line;
        let typed = field.show(ui, &line.draft);
        if let Some(text) = typed.text {
            line.draft = text;
        }
        regions::entrance(Region::Main, &typed.response);
        line.jotting.hold(ui, &typed.response, &line.draft);
        line.jotting.chip(ui, None, kind);
        let mut entered = typed.entered;
        if let Some(by) = by {
            let field = TextField::line(author_id(LineOf::Facilitator), AUTHOR).hint("By").width(by);
            let typed = field.show(ui, &line.author);
            if let Some(text) = typed.text {
                line.author = text;
            }
            entered |= typed.entered;
        }
        let ready = !line.draft.trim().is_empty();
        let add = Button::new("Note").icon(icons::PLUS).name("Add note").enabled(ready).show(ui);
        if entered || add.clicked() {
            add_note(view, LineOf::Facilitator);
        }
    });
    let draft = view.line.draft.clone();
    if let Some(note) = view.line.jotting.hints(ui, here.workshop, desk.revision(), &draft) {
        view.ask(Ask::VoteInstead(note, LineOf::Facilitator));
    }
}

/// What the line of the room needs above it for hints: of the notes alone that the room sees.
pub(super) fn hint_in_room(view: &mut View, desk: &Desk<'_>, here: Here<'_>) -> Option<String> {
    let Line { draft, jotting, .. } = &mut view.room_line;
    let likes = jotting.likes(here.workshop, desk.revision(), draft);
    let seen = wall::notes(view, here);
    let seen = |note: &&Capture| seen.iter().any(|other| other.id == note.id);
    let mut hints: Vec<String> = likes.into_iter().filter(seen).map(like).collect();
    if !hints.is_empty() && first_in_room(view, here).is_some() {
        hints.insert(1, "Alt Enter votes for it".to_owned());
    }
    (!hints.is_empty()).then(|| hints.join("   "))
}

/// The note that a vote from the room is for: one that the room sees.
fn first_in_room(view: &View, here: Here<'_>) -> Option<crate::model::Id> {
    let first = view.room_line.jotting.first_like(here.workshop)?;
    wall::notes(view, here).iter().any(|note| note.id == first).then_some(first)
}

/// Shows the line in the room's picture: the note, who says it, and what it claims.
pub(super) fn in_room(ui: &mut Ui, view: &mut View, here: Here<'_>, (own, line, big): (LineOf, Rect, Big)) {
    let c = theme::colors(ui);
    let id = field_id(own);
    pasted(ui, view, own);
    hear(ui, view, here, own);
    let focused = ui.memory(|memory| memory.has_focus(id));
    ui.painter().rect_filled(line, big.px(10.0), c.surface);
    big.edge(ui, line, if focused { c.accent } else { c.control_line });
    let within = line.shrink2(vec2(big.px(24.0), big.px(16.0)));
    let right = big.hints(ui, (line.right() - big.px(4.0), line.center().y), &[("Enter", "")]);
    let right = kind_in_room(ui, view, (right, line, big));
    let by = if names_authors(here.workshop) { big.px(120.0) } else { 0.0 };
    let width = right - by - big.px(16.0) - within.left();
    let draft = view.room_line.draft.clone();
    let take = view.capture.take_if(|wanted| *wanted == own).is_some();
    let typed = ui.scope_builder(UiBuilder::new().max_rect(within), |ui| {
        let field = TextField::line(id, NAME).style(Type::RoomNote).scale(big.px(1.0)).bare().width(width).form();
        field.take_focus(take).show(ui, &draft)
    });
    let typed = typed.inner;
    view.room_line.jotting.hold(ui, &typed.response, &draft);
    if draft.is_empty() && typed.text.is_none() {
        hint(ui, "Type a note, press Enter", (within.min, width), big);
    }
    let mut entered = typed.entered;
    if let Some(text) = typed.text {
        view.room_line.draft = text;
    }
    if by > 0.0 {
        let rect = Rect::from_min_max(pos2(right - by, within.top()), pos2(right, within.bottom()));
        let author = view.room_line.author.clone();
        let typed = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            TextField::line(author_id(own), AUTHOR)
                .style(Type::RoomLabel)
                .scale(big.px(1.0))
                .bare()
                .width(by)
                .show(ui, &author)
        });
        if author.is_empty() && typed.inner.text.is_none() {
            hint(ui, "By", (rect.min, by), big);
        }
        entered |= typed.inner.entered;
        if let Some(text) = typed.inner.text {
            view.room_line.author = text;
        }
    }
    if entered {
        add_note(view, own);
    }
}

/// What stands in a field of the room while it is empty.
fn hint(ui: &Ui, words: &str, (at, width): (egui::Pos2, f32), big: Big) {
    let c = theme::colors(ui);
    let words = big.lay(ui, words, (Type::RoomNote, c.ink_3), (width, 1));
    ui.painter().galley(at + vec2(big.px(4.0), 0.0), words, c.ink_3);
}

/// The kind of the next note, in large. Gives where it begins.
fn kind_in_room(ui: &mut Ui, view: &mut View, (right, line, big): (f32, Rect, Big)) -> f32 {
    let c = theme::colors(ui);
    let kind = view.room_line.jotting.kind;
    let text = kind.map_or("Kind", NoteKind::label);
    let ink = if kind.is_some() { c.ink } else { c.ink_3 };
    let words = big.lay(ui, text, (Type::RoomLabel, ink), (f32::INFINITY, 1));
    let lead = if kind.is_some() { big.px(32.0) } else { 0.0 };
    let size = vec2(words.size().x + lead + big.px(24.0), big.px(44.0));
    let rect = Rect::from_min_size(pos2(right - size.x, line.center().y - size.y / 2.0), size);
    let response = ui.interact(rect, Id::unique("kind of the next note in the room"), Sense::click());
    view.room_line.jotting.say_chip(&response);
    let fill = if response.hovered() { c.hover } else { c.sunken };
    ui.painter().rect_filled(rect, big.px(8.0), fill);
    if let Some(kind) = kind {
        let at = pos2(rect.left() + big.px(22.0), rect.center().y);
        glyph::paint(ui.painter(), Rect::from_center_size(at, egui::Vec2::splat(big.px(22.0))), Glyph::Kind(kind), c);
    }
    let at = pos2(rect.left() + big.px(12.0) + lead, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, ink);
    focus::ring(ui, &response, rect, big.px(8.0) as u8);
    rect.left() - big.px(16.0)
}

/// Hears Tab, the key to who says it and back, and the key for a vote in place of a note that is there already.
fn hear(ui: &Ui, view: &mut View, here: Here<'_>, line: LineOf) {
    let (field, author) = (field_id(line), author_id(line));
    let focused = ui.memory(egui::Memory::focused).filter(|id| [field, author].contains(id));
    if let Some(from) = focused.filter(|_| names_authors(here.workshop))
        && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::B))
    {
        // the letter is not for the line
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        ui.memory_mut(|memory| memory.request_focus(if from == field { author } else { field }));
    }
    let Line { draft, jotting, .. } = view.line_of(line);
    if jotting.hear(ui, field, draft) {
        let first =
            if line.is_seen() { first_in_room(view, here) } else { view.line.jotting.first_like(here.workshop) };
        if let Some(note) = first {
            view.ask(Ask::VoteInstead(note, line));
        }
    }
}

/// Writes the draft down, and waits for the next. The line keeps the focus where nothing was written, too: what is typed next is
/// for it, and no key.
fn add_note(view: &mut View, line: LineOf) {
    view.capture = Some(line);
    let draft = std::mem::take(&mut view.line_of(line).draft);
    if !draft.trim().is_empty() {
        view.ask(Ask::Jot(draft, line));
    }
}

/// Several lines that were pasted are notes of their own.
fn pasted(ui: &Ui, view: &mut View, line: LineOf) {
    if let Some(lines) = field::pasted_lines(ui, field_id(line)) {
        view.ask(Ask::Jot(lines, line));
    }
}
