//! What the lines for notes have in common, on the page of workshops and in a session: Tab says what the next note claims, and
//! notes that may say the same are hinted at while somebody types.
//!
//! On the page Tab is taken only while there is text in the line. In a session it is the line's always: beside it letters are
//! keys. Shift Tab always leads out of it, so that nobody is caught there.

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Response, Role, Ui, WidgetInfo};

use crate::assess::workshop::similar;
use crate::edit::workshop::no_days;
use crate::model::Workbook;
use crate::model::canvas::NoteKind;
use crate::model::workshops::{Attribution, Capture, RoundKind, Workshop};

use super::notice::Notice;
use super::theme::{self, Type};
use super::widgets::button::Button;
use super::widgets::glyph::Glyph;
use super::widgets::label;
use crate::words;

/// So many notes are hinted at.
const MOST: usize = 2;

/// What is remembered of the line.
#[derive(Debug, Default)]
pub struct Jotting {
    /// What the next note claims, if somebody said so.
    pub kind: Option<NoteKind>,
    /// Whether Tab is the line's while it is blank, too: where letters outside of it are keys.
    keeps: bool,
    likes: Option<Likes>,
}

/// Notes that may say what is typed, for as long as nothing changes.
#[derive(Debug, PartialEq)]
struct Likes {
    text: String,
    revision: u64,
    workshop: crate::model::Id,
    notes: Vec<crate::model::Id>,
}

/// How much of each kind a workshop keeps, to say what a line became.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    notes: usize,
    decisions: usize,
    actions: usize,
}

/// Says that there is no such day as a line names for an action.
#[must_use]
pub fn no_such_day(lines: &str) -> Option<Notice> {
    let day = no_days(lines).first().map(|day| (*day).to_owned())?;
    let text = "It stands in the words of the action, which has no day yet. Correct it where the actions are.";
    Some(Notice { text: text.to_owned(), ..Notice::done(format!("There is no {day}")) })
}

/// How much a workshop keeps.
#[must_use]
pub fn kept(workbook: &Workbook, workshop: crate::model::Id) -> Kept {
    workbook.workshops.workshops.find(workshop).map_or_else(Kept::default, |held| Kept {
        notes: held.captures.len(),
        decisions: held.decisions.len(),
        actions: held.actions.len(),
    })
}

impl Kept {
    /// What has come since, in words; `None` for a single note, which is seen where it stands.
    #[must_use]
    pub fn since(self, before: Self) -> Option<String> {
        let notes = self.notes.saturating_sub(before.notes);
        let decisions = self.decisions.saturating_sub(before.decisions);
        let actions = self.actions.saturating_sub(before.actions);
        match (notes, decisions, actions) {
            (0 | 1, 0, 0) => None,
            (0, 1, 0) => Some("Kept as a decision".to_owned()),
            (0, 0, 1) => Some("Kept as an action".to_owned()),
            _ => {
                let parts =
                    [(notes, "note", "notes"), (decisions, "decision", "decisions"), (actions, "action", "actions")];
                let told = parts.into_iter().filter(|(count, ..)| *count > 0);
                let told: Vec<String> =
                    told.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
                Some(format!("{} added", words::series(&told)))
            }
        }
    }
}

impl Jotting {
    /// Of a line beside which letters are keys: Tab leads out of it never, Shift Tab always.
    #[must_use]
    pub fn that_keeps_tab() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Hears Tab and Alt Enter before the field does. `true` if a vote for the first note that is alike is wanted instead.
    #[must_use]
    pub fn hear(&mut self, ui: &Ui, field: Id, text: &str) -> bool {
        self.tab(ui, field, text) && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::Enter))
    }

    /// Hears Tab before the field does: what the note claims; with Shift it leads out. Says whether the line is written.
    pub fn tab(&mut self, ui: &Ui, field: Id, text: &str) -> bool {
        let is_blank = text.trim().is_empty();
        if is_blank && !self.keeps || !ui.memory(|memory| memory.has_focus(field)) {
            return false;
        }
        let took = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if took(Modifiers::SHIFT, Key::Tab) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
        } else if took(Modifiers::NONE, Key::Tab) {
            self.kind = after(self.kind);
        }
        !is_blank
    }

    /// Keeps Tab for the field once it was shown, and says what it does.
    pub fn hold(&self, ui: &Ui, field: &Response, text: &str) {
        let said = format!("{}. Tab changes it", words(self.kind));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_description(said));
        if field.has_focus() && (self.keeps || !text.trim().is_empty()) {
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(field.id, filter));
        }
    }

    /// The kind as a chip beside the field; a click changes it too. `usual` is what the note claims while nobody said so.
    pub fn chip(&mut self, ui: &mut Ui, usual: Option<NoteKind>, width: f32) {
        let kind = self.kind.or(usual);
        let text = kind.map_or("Kind", NoteKind::label);
        let name = words(kind);
        let button = Button::new(text).narrow().name(&name).width(width);
        let button = kind.map_or(button.clone(), |kind| button.clone().glyph(Glyph::Kind(kind)));
        let button = if width >= CHIP { button.key("Tab") } else { button };
        if button.show(ui).on_hover_text("What does it claim? Tab changes it while you type").clicked() {
            self.kind = after(kind);
        }
    }

    /// The kind in the picture of a room is painted there; this says it.
    pub fn say_chip(&mut self, response: &Response) {
        let name = words(self.kind);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() {
            self.kind = after(self.kind);
        }
    }

    /// The notes that may say what is typed, at most two.
    pub fn likes<'a>(&mut self, workshop: &'a Workshop, revision: u64, text: &str) -> Vec<&'a Capture> {
        let text = text.trim();
        let known = self.likes.as_ref();
        if !known.is_some_and(|known| known.text == text && known.revision == revision && known.workshop == workshop.id)
        {
            let mut notes = if text.is_empty() { Vec::new() } else { similar(workshop, text) };
            notes.truncate(MOST);
            self.likes = Some(Likes { text: text.to_owned(), revision, workshop: workshop.id, notes });
        }
        let notes = self.likes.as_ref().map(|likes| likes.notes.as_slice()).unwrap_or_default();
        notes.iter().filter_map(|id| workshop.captures.find(*id)).collect()
    }

    /// Says below the field which notes may say the same. Gives the one that gets a vote instead.
    pub fn hints(&mut self, ui: &mut Ui, workshop: &Workshop, revision: u64, text: &str) -> Option<crate::model::Id> {
        let c = theme::colors(ui);
        let mut wanted = None;
        for (at, note) in self.likes(workshop, revision, text).into_iter().enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if may_vote(workshop, note.id) {
                        let name = format!("Vote for that instead: {}", note.text.trim());
                        let button = Button::new("Vote for that instead").quiet().name(&name);
                        let button = if at == 0 { button.key("Alt Enter") } else { button };
                        if button.show(ui).clicked() {
                            wanted = Some(note.id);
                        }
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        label::line(ui, &like(note), Type::Small, c.ink_2);
                    });
                });
            });
        }
        wanted
    }

    /// The note that gets a vote by the key.
    #[must_use]
    pub fn first_like(&self, workshop: &Workshop) -> Option<crate::model::Id> {
        let first = self.likes.as_ref()?.notes.first().copied()?;
        Some(first).filter(|note| may_vote(workshop, *note))
    }

    /// A new line: nothing is said of the next note.
    pub fn clear(&mut self) {
        (self.kind, self.likes) = (None, None);
    }
}

/// The width of a chip with its key.
pub const CHIP: f32 = 160.0;

/// What a hint says.
#[must_use]
pub fn like(note: &Capture) -> String {
    format!("Like: “{}”", note.text.trim())
}

/// Whether a note may get a vote out of turn: not while people vote alone, and not once they have voted on it.
fn may_vote(workshop: &Workshop, note: crate::model::Id) -> bool {
    let mut ballots = workshop.rounds.iter().filter(|round| round.kind == Some(RoundKind::Votes));
    ballots.all(|round| round.revealed && !round.about.contains(&note))
}

/// Whether somebody may be named as the author.
#[must_use]
pub fn names_authors(workshop: &Workshop) -> bool {
    workshop.attribution != Some(Attribution::Anonymous)
}

/// The kind that comes after this one; after the last, none.
fn after(kind: Option<NoteKind>) -> Option<NoteKind> {
    let at = kind.and_then(|kind| NoteKind::ALL.iter().position(|other| *other == kind));
    NoteKind::ALL.get(at.map_or(0, |at| at + 1)).copied()
}

fn words(kind: Option<NoteKind>) -> String {
    format!("Kind of the next note: {}", kind.map_or("none", NoteKind::label).to_lowercase())
}
