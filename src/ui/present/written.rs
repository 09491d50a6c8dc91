//! What was decided and taken on in this workshop, the newest first, so that the facilitator sees at once what a line became:
//! actions with their owner and their day. Each is corrected in place, as one line.

use egui::{Id, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::edit::workshop::{self as edit, Written, as_typed};
use crate::model::Date;
use crate::model::workshops::Action;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::jotting::no_such_day;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};
use crate::words;

use super::{Ask, Here, View};

/// What is being corrected, as the line that it was typed in.
#[derive(Debug)]
pub(super) struct Correcting {
    written: Written,
    line: String,
    /// What stood there when it was opened.
    was: String,
    /// It was opened just now, and takes the focus.
    opens: bool,
}

/// How high an entry is, with the gap below it.
const ENTRY: f32 = 40.0;
/// The least width with decisions and actions side by side.
const BESIDE: f32 = 520.0;

/// How much room it takes: nothing where nothing was written, three entries where the window is high, else one.
#[must_use]
pub(super) fn height(here: Here<'_>, window: f32) -> f32 {
    let (decisions, actions) = (here.workshop.decisions.len(), here.workshop.actions.len());
    let most = if window >= 760.0 { 3 } else { 1 };
    match decisions.max(actions) {
        0 => 0.0,
        some => 36.0 + ENTRY * some.min(most) as f32,
    }
}

/// Shows it, as high as `height` says; what has no room is scrolled to.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("written").auto_shrink([false, false]);
    area.show(ui, |ui| {
        let width = ui.available_width();
        if width < BESIDE {
            decisions(ui, view, here);
            actions(ui, desk.today, view, here);
            return;
        }
        let half = (width - 24.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            column(ui, half, |ui| decisions(ui, view, here));
            column(ui, half, |ui| actions(ui, desk.today, view, here));
        });
    });
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        contents(ui);
    });
}

fn head(ui: &mut Ui, text: &str, count: usize) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, text, Type::Strong, 2);
        label::line(ui, &count.to_string(), Type::Small, c.ink_3);
    });
}

fn decisions(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let all = &here.workshop.decisions;
    if all.is_empty() {
        return;
    }
    head(ui, "Decisions", all.len());
    for (at, decision) in all.iter().enumerate().rev() {
        let (written, line) = (Written::decision(at, decision), || decision.clone());
        entry(ui, view, (&written, &line), (icons::GAVEL, decision.trim(), None));
    }
}

fn actions(ui: &mut Ui, today: Date, view: &mut View, here: Here<'_>) {
    let all = &here.workshop.actions;
    if all.is_empty() {
        return;
    }
    head(ui, "Actions", all.len());
    let mut newest: Vec<&Action> = all.iter().collect();
    newest.reverse();
    for action in newest {
        let owner = match action.owner.trim() {
            "" => "No owner yet",
            owner => owner,
        };
        let due = action.due.map_or_else(|| "no day yet".to_owned(), |due| words::day(due, today));
        let (line, below) = (|| as_typed(action), format!("{owner}, {due}"));
        entry(ui, view, (&Written::Action(action.id), &line), (icons::CHECK_SQUARE, action.what.trim(), Some(&below)));
    }
}

/// An entry of two lines: of the text alone, or of one with what is said about it. A click, or Enter, corrects it as one line.
fn entry(
    ui: &mut Ui,
    view: &mut View,
    (written, line): (&Written, &dyn Fn() -> String),
    (icon, text, below): (char, &str, Option<&str>),
) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        ui.set_height(ENTRY);
        ui.vertical(|ui| {
            ui.set_width(16.0);
            ui.add_space(2.0);
            label::icon(ui, icon, c.ink_3);
        });
        if view.correcting.as_ref().is_some_and(|open| open.written == *written) {
            correcting(ui, view, text);
            return;
        }
        let size = vec2(ui.available_width(), ENTRY);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect.shrink2(vec2(0.0, 2.0)), id_of(written), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(response.rect, radius::CHIP, c.hover);
        }
        let rows = if below.is_some() { 1 } else { 2 };
        let galley = theme::cut(ui, text, Type::Body, c.ink, rect.width(), rows);
        let under = rect.min + vec2(0.0, galley.size().y);
        ui.painter().galley(rect.min, galley, c.ink);
        if let Some(below) = below {
            let galley = theme::cut(ui, below, Type::Small, c.ink_3, rect.width(), 1);
            ui.painter().galley(under, galley, c.ink_3);
        }
        let said = below.map_or_else(|| text.to_owned(), |below| format!("{text}: {below}"));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        focus::ring_inside(ui, &response, response.rect, radius::CHIP);
        if response.on_hover_text(format!("{said}\nClick to correct it")).clicked() {
            keep(view); // a screen reader presses this and leaves the other line as it is
            view.correcting = Some(Correcting { written: written.clone(), line: line(), was: line(), opens: true });
        }
    });
}

fn id_of(written: &Written) -> Id {
    match written {
        Written::Decision { at, .. } => Id::unique(("decision of the session", at)),
        Written::Action(id) => Id::unique(("action of the session", id)),
    }
}

/// The line in which an entry is corrected, with every key: Enter or leaving keeps it, Escape leaves it as it was.
fn correcting(ui: &mut Ui, view: &mut View, text: &str) {
    let Some(open) = &mut view.correcting else { return };
    let name = format!("Correct: {text}");
    let field = TextField::line(id_of(&open.written).with("line"), &name).take_focus(std::mem::take(&mut open.opens));
    let typed = field.show(ui, &open.line);
    if let Some(text) = typed.text {
        open.line = text;
        let ask = open.ask(open.line.clone(), false);
        view.asked.extend(ask);
    } else if typed.escaped {
        give_up(view);
    } else if typed.entered || typed.response.lost_focus() {
        keep(view);
    }
}

impl Correcting {
    /// Whether it says something else than when it was opened.
    fn is_another(&self) -> bool {
        self.line.trim() != self.was.trim()
    }

    fn is_blank(&self) -> bool {
        self.line.trim().is_empty()
    }

    /// Has a line written down; `None` while it is blank: that takes the entry away only once the line is left.
    fn ask(&mut self, line: String, is_left: bool) -> Option<Ask> {
        let before = self.written.clone();
        if line.trim().is_empty() && !is_left {
            return None;
        }
        if let Written::Decision { said, .. } = &mut self.written {
            line.trim().clone_into(said);
        }
        Some(Ask::Correct(before, line, is_left))
    }
}

/// Keeps what was typed where its line is gone, as when the window shows something else.
pub(super) fn settle(view: &mut View) {
    if !view.writing && view.correcting.as_ref().is_some_and(|open| !open.opens) {
        // a line that was cleared to be typed anew takes nothing away because something came over it
        if view.correcting.as_ref().is_some_and(Correcting::is_blank) { give_up(view) } else { keep(view) }
    }
}

/// Closes the line: what was typed stays.
fn keep(view: &mut View) {
    if let Some(mut open) = view.correcting.take().filter(Correcting::is_another) {
        // what was taken away letter by letter stands there again first: undone, the entry is whole
        let whole = open.is_blank().then(|| open.ask(open.was.clone(), false)).flatten();
        let ask = open.ask(open.line.clone(), true);
        view.asked.extend(whole.into_iter().chain(ask));
    }
}

/// Closes the line: what stood there before it was opened stands there again.
pub(super) fn give_up(view: &mut View) {
    if let Some(mut open) = view.correcting.take() {
        let ask = open.ask(open.was.clone(), false);
        view.asked.extend(ask);
    }
}

/// Closes the line before the session is left: what was typed stays.
pub(super) fn keep_now(desk: &mut Desk<'_>, view: &mut View) {
    if let Some(open) = view.correcting.take().filter(Correcting::is_another) {
        let line = if open.is_blank() { &open.was } else { &open.line };
        correct(desk, view, &open.written, (line, true));
    }
}

/// Writes it down, as far as it is typed; once the line is left a blank one takes the entry away, and a day that is none is told.
pub(super) fn correct(desk: &mut Desk<'_>, view: &View, written: &Written, (line, is_left): (&str, bool)) {
    let Some(workshop) = view.workshop else { return };
    let before = view.led(desk.workbook()).and_then(|held| written.line(held));
    if before.is_some_and(|before| before.trim() != line.trim()) {
        let name = match written {
            Written::Decision { .. } => "correct decision",
            Written::Action(_) => "correct action",
        };
        if line.trim().is_empty() {
            let (name, said) = match written {
                Written::Decision { .. } => ("delete decision", "Decision deleted"),
                Written::Action(_) => ("delete action", "Action deleted"),
            };
            desk.remove(name, said, |workbook, _| edit::correct(workbook, workshop, written, line));
        } else {
            desk.write(name, |workbook| edit::correct(workbook, workshop, written, line));
        }
    }
    if is_left
        && matches!(written, Written::Action(_))
        && let Some(notice) = no_such_day(&format!("Action: {line}"))
    {
        desk.say(notice);
    }
}
