//! From paper: the notes of a wall of paper are typed back in, block by block of the canvas or activity by activity. The hands
//! stay on the keys: Enter adds, Tab in an empty line goes on, Escape ends it.

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::knowledge;
use crate::model::canvas::CanvasBlock;
use crate::model::workshops::Workshop;
use crate::model::{Id as ItemId, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::jotting::{CHIP, Jotting};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, segmented};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::{focus, label};

use super::{View, acts, agenda, keys};

/// The least width with all stops beside the line, and how wide they are then.
const BESIDE: f32 = 560.0;
const STOPS: f32 = 200.0;
/// So many of the notes of a stop are shown.
const SHOWN: usize = 8;

/// Where the notes of a piece of paper go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A block of the canvas: there they land at once.
    Block(CanvasBlock),
    /// An activity.
    Activity(ItemId),
}

/// The key of what was not finished, among what is being written.
pub(super) const KEY: &str = "from paper";

/// What is remembered while paper is typed in.
#[derive(Debug, Default)]
pub(super) struct Paper {
    by_agenda: bool,
    at: usize,
    pub(super) draft: String,
    pub(super) jotting: Jotting,
    focus: bool,
}

impl Paper {
    /// Begins with the first block, and with what was not finished before.
    pub(super) fn begin(draft: String) -> Self {
        Self { draft, focus: true, ..Self::default() }
    }
}

/// A stop as it is shown.
struct Shown<'a> {
    stop: Stop,
    name: &'a str,
    question: &'a str,
    notes: Vec<&'a str>,
}

fn stops<'a>((workbook, workshop): (&'a Workbook, &'a Workshop), by_agenda: bool) -> Vec<Shown<'a>> {
    if by_agenda {
        let stop = |activity: &'a crate::model::workshops::Activity| Shown {
            stop: Stop::Activity(activity.id),
            name: agenda::title(activity),
            question: activity.prompt.trim(),
            notes: workshop
                .captures
                .iter()
                .filter(|note| note.activity == Some(activity.id))
                .map(|note| note.text.trim())
                .collect(),
        };
        return workshop.agenda.iter().map(stop).collect();
    }
    let notes = &workbook.canvas.notes;
    let stop = |block: &CanvasBlock| {
        let guide = knowledge::block(*block);
        Shown {
            stop: Stop::Block(*block),
            name: guide.map_or(block.label(), |guide| guide.title.as_str()),
            question: guide.map_or("", |guide| guide.question.as_str()),
            notes: notes.iter().filter(|note| note.block == Some(*block)).map(|note| note.text.trim()).collect(),
        }
    };
    CanvasBlock::ALL.iter().map(stop).collect()
}

fn field_id() -> Id {
    Id::unique("note from paper")
}

/// Shows it in place of the notes.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let Some(mut paper) = view.paper.take() else { return };
    let workbook = desk.snapshot();
    paper.by_agenda &= !workshop.agenda.is_empty();
    let mut ends = head(ui, &mut paper, workshop);
    let count = if paper.by_agenda { workshop.agenda.len() } else { CanvasBlock::ALL.len() };
    paper.at = paper.at.min(count.saturating_sub(1));
    hear(ui, &mut paper, count);
    let shown = stops((&workbook, workshop), paper.by_agenda);
    let mut typed = Typed::Nothing;
    let width = ui.available_width();
    if width >= BESIDE {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            super::super::column(ui, STOPS, |ui| list(ui, &mut paper, &shown));
            super::super::column(ui, width - STOPS - 24.0, |ui| typed = stop(ui, &mut paper, &shown));
        });
    } else {
        typed = stop(ui, &mut paper, &shown);
    }
    match typed {
        Typed::Lines(stop, lines) => {
            acts::from_paper(desk, workshop.id, (stop, paper.jotting.kind), &lines);
            paper.jotting.clear();
            paper.focus = true;
        }
        Typed::Ends => ends = true,
        Typed::Nothing => {}
    }
    ends |= !ui.ctx().text_edit_focused() && keys::pressed(ui, Key::Escape);
    if ends {
        view.focus = Some(super::jot::field_id());
    }
    view.paper = Some(paper);
    if ends {
        view.put_paper_away();
    }
}

/// What came of the line.
enum Typed {
    Nothing,
    Lines(Stop, String),
    Ends,
}

/// The title, what is walked, and the end. `true` if it is to end.
fn head(ui: &mut Ui, paper: &mut Paper, workshop: &Workshop) -> bool {
    let mut ends = false;
    ui.horizontal(|ui| {
        label::heading(ui, "From paper", Type::Name, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ends = Button::new("Done").key("Esc").name("Done with the paper").show(ui).clicked();
            if !workshop.agenda.is_empty() {
                let at = usize::from(paper.by_agenda);
                if let Some(chosen) = segmented(ui, "Walk through", &["Canvas", "Agenda"], at) {
                    (paper.by_agenda, paper.at, paper.focus) = (chosen == 1, 0, true);
                }
            }
        });
    });
    ends
}

/// Hears the keys that lead from stop to stop.
fn hear(ui: &Ui, paper: &mut Paper, count: usize) {
    let last = count.saturating_sub(1);
    if keys::with(ui, Modifiers::COMMAND, Key::ArrowDown) {
        (paper.at, paper.focus) = ((paper.at + 1).min(last), true);
    } else if keys::with(ui, Modifiers::COMMAND, Key::ArrowUp) {
        (paper.at, paper.focus) = (paper.at.saturating_sub(1), true);
    }
    let empty = paper.draft.trim().is_empty();
    if empty && ui.memory(|memory| memory.has_focus(field_id())) {
        if keys::with(ui, Modifiers::SHIFT, Key::Tab) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Previous));
        } else if paper.at < last && keys::pressed(ui, Key::Tab) {
            (paper.at, paper.focus) = (paper.at + 1, true);
        }
    }
    paper.jotting.tab(ui, field_id(), &paper.draft);
}

/// All stops with their counts.
fn list(ui: &mut Ui, paper: &mut Paper, shown: &[Shown<'_>]) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, stop) in shown.iter().enumerate() {
        let on = at == paper.at;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
        let response = ui.interact(rect, Id::unique(("from paper", at)), Sense::click());
        let fill = match (on, response.hovered()) {
            (true, _) => c.accent_soft,
            (false, true) => c.hover,
            (false, false) => egui::Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, radius::CHIP, fill);
        let count = theme::line(ui, &stop.notes.len().to_string(), Type::Caption, c.ink_3);
        let right = rect.right() - 8.0 - count.size().x;
        ui.painter().galley(pos2(right, rect.center().y - count.size().y / 2.0), count, c.ink_3);
        let style = if on { Type::Strong } else { Type::Body };
        let name = theme::cut(ui, stop.name, style, c.ink, right - rect.left() - 20.0, 1);
        ui.painter().galley(pos2(rect.left() + 12.0, rect.center().y - name.size().y / 2.0), name, c.ink);
        focus::ring_inside(ui, &response, rect, radius::CHIP);
        let said = format!("{}, {}", stop.name, crate::words::how_many(stop.notes.len(), "note", "notes"));
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
        if response.on_hover_text(stop.question).clicked() {
            (paper.at, paper.focus) = (at, true);
        }
    }
}

/// The stop that is on: its name, the line, and what is there already.
fn stop(ui: &mut Ui, paper: &mut Paper, shown: &[Shown<'_>]) -> Typed {
    let c = theme::colors(ui);
    let Some(stop) = shown.get(paper.at) else { return Typed::Nothing };
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.horizontal(|ui| {
        let text = format!("{} of {}, {}", paper.at + 1, shown.len(), counted(stop.notes.len()));
        label::line(ui, &text, Type::Small, c.ink_3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let last = paper.at + 1 >= shown.len();
            if icon_button(ui, icons::ARROW_DOWN, "Next (Ctrl Down)", !last).clicked() && !last {
                (paper.at, paper.focus) = (paper.at + 1, true);
            }
            if icon_button(ui, icons::ARROW_UP, "Previous (Ctrl Up)", paper.at > 0).clicked() && paper.at > 0 {
                (paper.at, paper.focus) = (paper.at - 1, true);
            }
        });
    });
    label::long_heading(ui, stop.name, Type::Display, 3);
    if !stop.question.is_empty() {
        label::text(ui, stop.question, Type::Body, c.ink_2);
    }
    let typed = line(ui, paper, (stop, paper.at + 1 >= shown.len()));
    let keys = "Enter adds. Tab in an empty line, or Ctrl Down, goes on. Pasted lines are notes of their own.";
    label::text(ui, keys, Type::Small, c.ink_3);
    ui.add_space(4.0);
    for note in stop.notes.iter().rev().take(SHOWN) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
        let text = theme::cut(ui, note, Type::Body, c.ink, rect.width() - 16.0, 1);
        ui.painter().galley(pos2(rect.left() + 8.0, rect.center().y - text.size().y / 2.0), text, c.ink);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        let said = ui.interact(rect, ui.next_auto_id(), Sense::hover());
        ui.skip_ahead_auto_ids(1);
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, *note));
    }
    if let Some(rest) = stop.notes.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        label::line(ui, &format!("and {}", counted(rest)), Type::Small, c.ink_3);
    }
    typed
}

fn counted(count: usize) -> String {
    crate::words::how_many(count, "note", "notes")
}

/// The line to type into.
fn line(ui: &mut Ui, paper: &mut Paper, (stop, last): (&Shown<'_>, bool)) -> Typed {
    if let Some(lines) = field::pasted_lines(ui, field_id()) {
        return Typed::Lines(stop.stop, lines);
    }
    let name = format!("Note from paper: {}", stop.name);
    let mut typed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = (ui.available_width() - CHIP - 8.0).max(120.0);
        let field = TextField::line(field_id(), &name).hint("What does it say?").width(width).form();
        let shown = field.take_focus(std::mem::take(&mut paper.focus)).show(ui, &paper.draft);
        paper.jotting.hold(ui, &shown.response, &paper.draft);
        // in the last block an empty line lets Tab pass
        if shown.response.has_focus() && (!last || !paper.draft.trim().is_empty()) {
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(field_id(), filter));
        }
        paper.jotting.chip(ui, None, CHIP);
        typed = Some(shown);
    });
    let Some(typed) = typed else { return Typed::Nothing };
    if let Some(text) = typed.text {
        paper.draft = text;
    }
    if typed.escaped {
        return Typed::Ends;
    }
    if typed.entered {
        let lines = std::mem::take(&mut paper.draft);
        paper.focus = true;
        if !lines.trim().is_empty() {
            return Typed::Lines(stop.stop, lines);
        }
    }
    Typed::Nothing
}

/// The button that begins it.
pub(super) fn button(ui: &mut Ui, view: &mut View, room: bool) {
    let name = "Type notes in from paper";
    let clicked = if room {
        Button::new("From paper").quiet().icon(icons::KEYBOARD).name(name).show(ui).clicked()
    } else {
        icon_button(ui, icons::KEYBOARD, name, true).clicked()
    };
    if clicked {
        view.begin_paper();
    }
}
