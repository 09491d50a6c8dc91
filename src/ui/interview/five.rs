//! Five failure modes before the happy path: what may go wrong with a system of these traits, one sentence each, to keep, to
//! change, or to write anew.

use std::sync::Arc;

use egui::{Frame, Id, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::assess::candidates::{Traits, candidates};
use crate::edit::operations::push;
use crate::knowledge::{self, LibraryEntry};
use crate::model::failure_modes::FailureMode;
use crate::model::{Id as ItemId, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::panels::failure_modes::add_entries;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;
use crate::words::sentence;

use super::question;

/// How many are wanted before the happy path.
pub const ENOUGH: usize = 5;

/// How many candidates are shown at once.
const SHOWN: usize = 6;

/// What the step remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The candidates, by their positions in the library, and the revision that they are of.
    candidates: Vec<(usize, String)>,
    at: Option<u64>,
    writing: Option<Writing>,
}

/// A failure mode that is being written.
#[derive(Debug, Default)]
struct Writing {
    /// The entry of the library that it is made of.
    entry: Option<usize>,
    /// What goes wrong, why, what follows, who is harmed.
    words: [String; 4],
    fresh: bool,
}

/// The questions of [`Writing`], with something that would do.
const ASKED: [(&str, &str); 4] = [
    ("What goes wrong?", "such as: cites a clause from the wrong version"),
    ("Why does it happen?", "such as: old and new wordings look alike to the index"),
    ("What follows for people?", "such as: a refusal that has to be taken back"),
    ("Who is harmed?", "such as: the policyholder"),
];

impl State {
    fn refresh(&mut self, desk: &Desk<'_>) {
        if self.at == Some(desk.revision()) {
            return;
        }
        let workbook = desk.workbook();
        let all = candidates(knowledge::failure_library(), &Traits::of(&workbook.pattern), &workbook.failure_modes);
        self.candidates = all.iter().take(SHOWN).map(|one| (one.at, one.reasons())).collect();
        self.at = Some(desk.revision());
    }
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) {
    let c = theme::colors(ui);
    state.refresh(desk);
    let workbook = desk.snapshot();
    let there = workbook.failure_modes.modes.len();
    ui.spacing_mut().item_spacing.y = 8.0;
    label::line(ui, "Before the happy path", Type::Caption, c.ink_2);
    question::title(ui, "Five ways in which this could go wrong");
    let words = "How could it go wrong, and for whom? Keep what fits, change what almost fits, or write your own.";
    label::text(ui, words, Type::Lead, c.ink_2);
    ui.add_space(4.0);
    progress(ui, there);
    ui.add_space(8.0);
    for mode in workbook.failure_modes.modes.iter().take(ENOUGH) {
        in_map(ui, desk, mode);
    }
    ui.add_space(8.0);
    if let Some(writing) = state.writing.take() {
        state.writing = write(ui, desk, writing);
    } else {
        let own = Button::new("Write your own").icon(icons::PLUS).show(ui);
        regions::entrance(Region::Main, &own);
        if own.clicked() {
            state.writing = Some(Writing { fresh: true, ..Writing::default() });
        }
    }
    ui.add_space(8.0);
    suggestions(ui, desk, state);
}

/// How many there are, in words and as cells.
fn progress(ui: &mut Ui, there: usize) {
    let c = theme::colors(ui);
    let words = if there > ENOUGH { format!("{there}, and 5 were asked for") } else { format!("{there} of {ENOUGH}") };
    ui.horizontal(|ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(ENOUGH as f32 * 24.0, 12.0), Sense::hover());
        for cell in 0..ENOUGH {
            let at = Rect::from_min_size(rect.min + vec2(cell as f32 * 24.0, 3.0), vec2(20.0, 6.0));
            if cell < there {
                ui.painter().rect_filled(at, 2, c.ink_2);
            } else {
                ui.painter().rect_stroke(at, 2, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
            }
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, format!("{words} failure modes")));
        label::line(ui, &words, Type::Strong, c.ink);
    });
}

/// A failure mode of the map.
fn in_map(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        label::icon(ui, icons::CHECK, c.ink_2);
        let width = (ui.available_width() - 72.0).max(120.0);
        ui.allocate_ui(vec2(width, 20.0), |ui| {
            ui.set_width(width);
            let name = if mode.name.trim().is_empty() { "Without a name" } else { mode.name.trim() };
            label::line(ui, name, Type::Strong, c.ink);
        });
        let name = format!("Open {}", mode.name);
        if Button::new("Open").quiet().name(&name).show(ui).clicked() {
            desk.go_to_item(mode.id);
        }
    });
}

/// What the library has for these traits.
fn suggestions(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) {
    let c = theme::colors(ui);
    if state.candidates.is_empty() {
        let words = "Say what goes in and out, who meets it and how much it does alone: then the library can propose.";
        label::text(ui, words, Type::Prompt, c.ink_2);
        return;
    }
    label::heading(ui, "What often goes wrong with such a system", Type::Name, 2);
    let mut clicked = None;
    for (at, because) in &state.candidates {
        let Some(entry) = knowledge::failure_library().get(*at) else { continue };
        if let Some(change) = candidate(ui, desk.room, entry, because) {
            clicked = Some((*at, change));
        }
    }
    let Some((at, change)) = clicked else { return };
    let Some(entry) = knowledge::failure_library().get(at) else { return };
    if change {
        let words = [&entry.title, &entry.cause, &entry.effect, &entry.harmed].map(String::clone);
        state.writing = Some(Writing { entry: Some(at), words, fresh: true });
    } else {
        desk.edit("add failure mode", |workbook, ids| add_entries(workbook, ids, &[entry]));
    }
    ui.ctx().request_repaint();
}

/// A suggestion; `Some(false)` to keep it, `Some(true)` to change it first.
fn candidate(ui: &mut Ui, room: Room, entry: &LibraryEntry, because: &str) -> Option<bool> {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).corner_radius(radius::CARD).inner_margin(Margin::symmetric(16, 12));
    let shown = frame.stroke(Stroke::new(1.0, c.line)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        label::text(ui, &entry.title, Type::Strong, c.ink);
        let said = format!("{} {} Harmed: {}.", sentence(&entry.cause), sentence(&entry.effect), entry.harmed);
        label::text(ui, &said, Type::Prompt, c.ink_2);
        ui.horizontal(|ui| {
            let keep = Button::new("Keep").icon(icons::PLUS).name(&format!("Keep: {}", entry.title)).show(ui).clicked();
            let change = Button::new("Change").quiet().name(&format!("Change: {}", entry.title)).show(ui).clicked();
            if room >= Room::Narrow {
                label::line(ui, &format!("Because of: {because}"), Type::Small, c.ink_3);
            }
            if keep { Some(false) } else { change.then_some(true) }
        })
        .inner
    });
    shown.inner
}

/// The form of one that is written; gives what is being written from now on.
fn write(ui: &mut Ui, desk: &mut Desk<'_>, mut writing: Writing) -> Option<Writing> {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.accent)).corner_radius(radius::CARD);
    let clicked = frame.inner_margin(16).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let fresh = std::mem::take(&mut writing.fresh);
        for (at, ((asked, hint), text)) in ASKED.iter().zip(&mut writing.words).enumerate() {
            label::line(ui, asked, Type::Caption, c.ink_2);
            let id = Id::unique(("five", at));
            let field = TextField::prose(id, asked, 1).hint(hint).take_focus(fresh && at == 0);
            if let Some(typed) = field.show(ui, text).text {
                *text = typed;
            }
            ui.add_space(4.0);
        }
        ui.horizontal(|ui| {
            let ready = !writing.words.first().is_none_or(|name| name.trim().is_empty());
            let add = Button::new("Add it").primary().enabled(ready).show(ui).clicked();
            let cancel = Button::new("Cancel").quiet().name("Cancel writing").show(ui).clicked();
            if add { Some(true) } else { cancel.then_some(false) }
        })
        .inner
    });
    match clicked.inner {
        Some(true) => {
            desk.edit("add failure mode", |workbook, ids| add_written(workbook, ids, &writing));
            None
        }
        Some(false) => None,
        None => Some(writing),
    }
}

/// Adds what was written, on the ground of the library's entry where there is one.
fn add_written(workbook: &mut Workbook, ids: &mut crate::edit::Ids, writing: &Writing) -> Option<ItemId> {
    let entry = writing.entry.and_then(|at| knowledge::failure_library().get(at));
    let id = match entry {
        Some(entry) => add_entries(workbook, ids, &[entry])?,
        None => push(workbook, ids, FailureMode::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        }),
    };
    let [name, cause, effect, harmed] = writing.words.each_ref().map(|text| text.trim().to_owned());
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    let at = modes.iter().position(|mode| mode.id == id)?;
    let mode = modes.at_mut(at)?;
    *mode = FailureMode { name, cause, effect, harmed, ..mode.clone() };
    Some(id)
}
