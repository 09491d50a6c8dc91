//! The dialog in which two versions are settled: what happened, how much each side changed, what needs a person, and the ways on.
//!
//! M and T choose for the row that the keyboard is in, Up and Down go from row to row. Merging with something open leads to the
//! first of it. It draws and remembers choices; what they do is for `super`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use egui::{Align, Frame, Id, Key, Layout, Margin, Modal, Modifiers, ScrollArea, Ui, Vec2, vec2};

use crate::merge::{Choice, Conflict};
use crate::model::{Date, Workbook};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::gather::Theirs;
use super::{Source, cards, full, rows, wording};

/// How wide it is where there is room.
const WIDTH: f32 = 800.0;
/// What its head, cards and foot take of the height.
const AROUND: f32 = 430.0;

/// The dialog while it is open.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Dialog {
    pub source: Source,
    pub path: PathBuf,
    pub theirs: Theirs,
    /// What was chosen, conflict by conflict.
    pub choices: Vec<Option<Choice>>,
    /// The row that the keyboard is in.
    pub at: usize,
    /// What is being written instead, row by row: not every field takes every text.
    pub drafts: BTreeMap<usize, String>,
    /// The rows whose texts are shown in full.
    pub whole: BTreeSet<usize>,
    /// What both sides say, row by row, as it was shown last.
    pub sides: BTreeMap<usize, Rc<rows::Sides>>,
    /// The row whose text is about to be written.
    pub editing: Option<usize>,
    /// Why the versions could not be kept as restore points.
    pub not_kept: Option<String>,
    /// Since when the document is open here.
    pub since: String,
    /// Whether both versions will be kept.
    keeps: bool,
    /// Whether everything is shown that either side changed.
    full: bool,
    entered: bool,
    /// Whether a text was being written when the last frame ended: Escape leaves that first.
    writing: bool,
    /// The row that gets the focus.
    turn: Option<usize>,
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Later,
    KeepMine,
    TakeTheirs,
    Merge,
}

impl Dialog {
    /// A dialog with nothing chosen. `keeps` says whether both versions become restore points, `since` since when the document
    /// is open here.
    pub fn new(source: Source, path: PathBuf, theirs: Theirs, (keeps, since): (bool, String)) -> Self {
        let count = theirs.merge.as_ref().map_or(0, |merge| merge.conflicts.len());
        Self {
            source,
            path,
            theirs,
            choices: vec![None; count],
            at: 0,
            drafts: BTreeMap::new(),
            whole: BTreeSet::new(),
            sides: BTreeMap::new(),
            editing: None,
            not_kept: None,
            since,
            keeps,
            full: false,
            writing: false,
            entered: false,
            turn: None,
        }
    }

    /// The conflict of a row.
    pub fn conflict(&self, at: usize) -> Option<&Conflict> {
        self.theirs.merge.as_ref().ok()?.conflicts.get(at)
    }

    /// Chooses for a row.
    pub fn choose(&mut self, at: usize, choice: Choice) {
        let is_allowed = self.conflict(at).is_some_and(|conflict| conflict.allows(&choice));
        if let Some(chosen) = self.choices.get_mut(at).filter(|_| is_allowed) {
            *chosen = Some(choice);
            self.drafts.remove(&at);
        }
    }

    /// Writes something else for a row. What its field cannot hold leaves it open.
    pub fn write(&mut self, at: usize, text: String) {
        let choice = Choice::Text(text.clone());
        let is_allowed = self.conflict(at).is_some_and(|conflict| conflict.allows(&choice));
        if let Some(chosen) = self.choices.get_mut(at) {
            *chosen = is_allowed.then_some(choice);
            self.drafts.insert(at, text);
        }
    }

    /// The merged workbook, or the first row that is open.
    pub fn settled(&self) -> Result<Workbook, usize> {
        let merge = self.theirs.merge.as_ref().map_err(|_| 0_usize)?;
        merge.settled(&self.choices).map_err(|open| open.at)
    }

    /// Leads the keyboard to a row.
    pub fn turn_to(&mut self, at: usize) {
        (self.at, self.turn, self.full) = (at, Some(at), false);
    }

    /// The same, as a value.
    pub fn turned_to(mut self, at: usize) -> Self {
        self.turn_to(at);
        self
    }

    fn open(&self) -> usize {
        self.choices.iter().filter(|choice| choice.is_none()).count()
    }
}

/// Shows it; gives what was asked for.
pub fn show(ui: &mut Ui, dialog: &mut Dialog, today: Date) -> Option<Reply> {
    let screen = ui.ctx().content_rect().size();
    let wide = screen.x >= WIDTH + 40.0;
    let width = if wide { WIDTH } else { screen.x - 16.0 };
    let frame = Frame::popup(ui.style()).inner_margin(0).corner_radius(theme::radius::DIALOG);
    // egui keeps the size of a dialog: one of another width, or with more in it, is another one
    let merges = enters(ui, dialog);
    let modal = Modal::new(Id::unique(("merge", width as i32, dialog.full, dialog.whole.len())))
        .backdrop_color(theme::of(false).ink.gamma_multiply(0.38))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            let margin = if wide { Margin::same(24) } else { Margin::same(16) };
            Frame::new().inner_margin(margin).show(ui, |ui| whole(ui, dialog, today, screen)).inner
        });
    hear(ui, dialog);
    let was_writing = std::mem::replace(&mut dialog.writing, ui.ctx().text_edit_focused());
    let leaves = modal.should_close() && !was_writing;
    if dialog.full && modal.inner.is_none() && leaves {
        // from what lies over the choices back to them
        dialog.full = false;
        ui.ctx().request_repaint();
        return None;
    }
    merges.then_some(Reply::Merge).or(modal.inner).or(leaves.then_some(Reply::Later))
}

/// Whether Enter merges: everything is chosen, and the keyboard is at a side that is the chosen one, or nowhere.
fn enters(ui: &Ui, dialog: &Dialog) -> bool {
    if dialog.open() > 0 || dialog.choices.is_empty() || dialog.full || ui.ctx().text_edit_focused() {
        return false;
    }
    let focused = ui.memory(egui::Memory::focused);
    // Enter on the other side of a choice takes that side
    let chosen = |at: usize| match dialog.choices.get(at) {
        Some(Some(Choice::Ours)) => Some(rows::option_id(at, "mine")),
        Some(Some(Choice::Theirs)) => Some(rows::option_id(at, "theirs")),
        _ => None,
    };
    let at_choice = focused.is_none_or(|id| (0..dialog.choices.len()).any(|at| chosen(at) == Some(id)));
    at_choice && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

/// The keys of the dialog, while no text is written.
fn hear(ui: &Ui, dialog: &mut Dialog) {
    if ui.ctx().text_edit_focused() || dialog.choices.is_empty() || dialog.full {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = dialog.choices.len() - 1;
    let (at, before) = (dialog.at, dialog.choices.clone());
    if pressed(Key::M) {
        dialog.choose(at, Choice::Ours);
    }
    if pressed(Key::T) {
        dialog.choose(at, Choice::Theirs);
    }
    if pressed(Key::ArrowDown) {
        dialog.turn_to((at + 1).min(last));
    }
    if pressed(Key::ArrowUp) {
        dialog.turn_to(at.saturating_sub(1));
    }
    if before != dialog.choices {
        dialog.turn_to(at);
    }
    if dialog.turn.is_some() {
        ui.ctx().request_repaint();
    }
}

fn whole(ui: &mut Ui, dialog: &mut Dialog, today: Date, screen: Vec2) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.vertical(|ui| {
            ui.add_space(5.0);
            match dialog.source {
                Source::Disk(_) => drop(glyph::show(ui, Glyph::Warning, 18.0)),
                Source::Copy => drop(label::icon(ui, icons::COPY, c.ink_2)),
            }
        });
        ui.vertical(|ui| {
            label::long_heading(ui, wording::head(&dialog.source), Type::Title, 1);
            label::text(ui, &wording::lead(dialog, today), Type::Lead, c.ink_2);
        });
    });
    ui.add_space(12.0);
    if dialog.full {
        everything(ui, dialog, screen);
    } else {
        cards::show(ui, dialog, today);
        ui.add_space(16.0);
        conflicts(ui, dialog, screen);
    }
    ui.add_space(12.0);
    kept(ui, dialog);
    ui.add_space(16.0);
    foot(ui, dialog)
}

/// What needs a person, or that nothing does.
fn conflicts(ui: &mut Ui, dialog: &mut Dialog, screen: Vec2) {
    let c = theme::colors(ui);
    let sum = wording::sum(&dialog.theirs);
    if dialog.choices.is_empty() || ui.available_width() < 560.0 {
        label::text(ui, &sum, Type::Strong, c.ink);
    } else {
        ui.horizontal(|ui| {
            label::line(ui, &sum, Type::Strong, c.ink);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                label::line(ui, "Both sides changed the same thing", Type::Small, c.ink_2);
            });
        });
    }
    if let Some(words) = wording::renumbered(&dialog.theirs) {
        label::text(ui, &words, Type::Note, c.ink_2);
    }
    if dialog.choices.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let most = (screen.y - AROUND - 32.0).max(120.0);
    ScrollArea::vertical().id_salt("conflicts").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        // room for the ring of what has the focus
        Frame::new().inner_margin(Margin::symmetric(4, 2)).show(ui, |ui| rows::show(ui, dialog));
    });
    let first = !std::mem::replace(&mut dialog.entered, true);
    let turn = dialog.turn.take().or(first.then_some(0));
    if let Some(at) = turn {
        let side = if dialog.choices.get(at) == Some(&Some(Choice::Theirs)) { "theirs" } else { "mine" };
        ui.memory_mut(|memory| memory.request_focus(rows::option_id(at, side)));
    }
}

/// All that either side changed.
fn everything(ui: &mut Ui, dialog: &Dialog, screen: Vec2) {
    let Ok(merge) = &dialog.theirs.merge else { return };
    let most = (screen.y - AROUND + 130.0).max(180.0);
    ScrollArea::vertical().id_salt("in full").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        full::side(ui, "Mine", &merge.ours);
        ui.add_space(16.0);
        full::side(ui, "Theirs", &merge.theirs);
    });
}

/// What becomes of the version that is not chosen.
fn kept(ui: &mut Ui, dialog: &Dialog) {
    let is_disk = matches!(dialog.source, Source::Disk(_));
    if let Some(why) = &dialog.not_kept {
        let words = format!("The versions could not be kept as restore points. {why} Choose again to go on without.");
        rows::promise(ui, &words, icons::WARNING_DIAMOND);
    } else if dialog.keeps && is_disk {
        rows::promise(ui, "Whatever you choose, both versions stay as restore points.", icons::CLOCK_BACK);
    } else if is_disk {
        let words = "Restore points are not kept here: the version that you do not choose is gone.";
        rows::promise(ui, words, icons::WARNING_DIAMOND);
    } else {
        rows::promise(ui, "The copy stays as it is. What you do here can be undone.", icons::COPY);
    }
}

/// The ways on, and the keys.
fn foot(ui: &mut Ui, dialog: &mut Dialog) -> Option<Reply> {
    let wide = ui.available_width() >= 600.0;
    let mut reply = None;
    if wide {
        ui.horizontal(|ui| {
            compare(ui, dialog);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, dialog, &mut reply, true));
        });
        ui.add_space(4.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| keys(ui, dialog));
    } else {
        ui.horizontal_wrapped(|ui| buttons(ui, dialog, &mut reply, false));
        ui.horizontal(|ui| {
            compare(ui, dialog);
            if Button::new("Decide later").quiet().show(ui).clicked() {
                reply = Some(Reply::Later);
            }
        });
    }
    reply
}

fn compare(ui: &mut Ui, dialog: &mut Dialog) {
    if dialog.theirs.merge.is_err() {
        return;
    }
    let words = if dialog.full { "Back to the choices" } else { "Compare in full" };
    if Button::new(words).quiet().large().show(ui).clicked() {
        dialog.full = !dialog.full;
    }
}

/// The ways on, from the right where there is room.
fn buttons(ui: &mut Ui, dialog: &mut Dialog, reply: &mut Option<Reply>, from_right: bool) {
    let is_disk = matches!(dialog.source, Source::Disk(_));
    let merge = match dialog.open() {
        0 => "Merge".to_owned(),
        open => format!("Merge, {open} to settle"),
    };
    let mut all = Vec::new();
    if is_disk {
        all.push(("Keep mine".to_owned(), Reply::KeepMine));
    } else {
        all.push(("Leave it".to_owned(), Reply::Later));
    }
    all.push(("Take theirs".to_owned(), Reply::TakeTheirs));
    if dialog.theirs.merge.is_ok() {
        all.push((merge, Reply::Merge));
    }
    if from_right {
        all.reverse();
    }
    for (words, answer) in all {
        let button = Button::new(&words).large();
        // before the changes in full Enter presses what has the focus, and nothing else
        let enters = answer == Reply::Merge && dialog.open() == 0 && !dialog.full;
        let button = if answer == Reply::Merge { button.primary() } else { button };
        let button = if enters { button.key("Enter") } else { button };
        let response = button.show(ui);
        if answer == Reply::Merge && dialog.choices.is_empty() && !std::mem::replace(&mut dialog.entered, true) {
            response.request_focus();
        }
        if response.clicked() {
            *reply = Some(answer);
        }
    }
}

/// The keys, from the right.
fn keys(ui: &mut Ui, dialog: &Dialog) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.x = 6.0;
    let later = if matches!(dialog.source, Source::Disk(_)) { "decide later, nothing is saved" } else { "leave it" };
    let mut say = |words: &str, keys: &[&str]| {
        label::line(ui, words, Type::Small, c.ink_2);
        for key in keys.iter().rev() {
            label::key(ui, key);
        }
        ui.add_space(10.0);
    };
    if dialog.full {
        say("back to the choices", &["Esc"]);
        return;
    }
    say(later, &["Esc"]);
    if !dialog.choices.is_empty() {
        say("next field", &["\u{2191}", "\u{2193}"]);
        say("theirs", &["T"]);
        say("mine", &["M"]);
    }
}
