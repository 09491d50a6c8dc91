//! The conflicts of a merge, one row each: what it is about, what both sides say, and the choice.

use std::rc::Rc;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    CornerRadius, EventFilter, Frame, Galley, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::difference::wording::{Run, runs};
use crate::merge::{Choice, Clash, Conflict};
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};

use super::dialog::Dialog;
use super::wording;

/// How wide the names of the conflicts are beside the choices.
const NAMES: f32 = 136.0;
/// The narrowest dialog with the names beside the choices.
const BESIDE: f32 = 560.0;
/// The most lines of an answer that are shown.
const LINES: usize = 4;

/// Shows them all.
pub fn show(ui: &mut Ui, dialog: &mut Dialog) {
    let beside = ui.available_width() >= BESIDE;
    if beside {
        head(ui);
    }
    let count = dialog.choices.len();
    for at in 0..count {
        label::rule(ui);
        ui.add_space(8.0);
        if beside {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                ui.allocate_ui(vec2(NAMES, size::CONTROL), |ui| {
                    ui.set_width(NAMES);
                    ui.vertical(|ui| name(ui, dialog, at));
                });
                ui.vertical(|ui| choices(ui, dialog, at));
            });
        } else {
            name(ui, dialog, at);
            ui.add_space(4.0);
            choices(ui, dialog, at);
        }
        ui.add_space(8.0);
    }
}

fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let half = (ui.available_width() - NAMES - 24.0) / 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    for (at, words) in ["Mine", "Theirs"].into_iter().enumerate() {
        let galley = theme::line(ui, words, Type::Caption, c.ink_2);
        let x = rect.left() + NAMES + 12.0 + at as f32 * (half + 12.0);
        ui.painter().galley(pos2(x, rect.top()), galley, c.ink_2);
    }
}

fn name(ui: &mut Ui, dialog: &Dialog, at: usize) {
    let c = theme::colors(ui);
    let Some(conflict) = dialog.conflict(at) else { return };
    ui.spacing_mut().item_spacing.y = 0.0;
    label::line(ui, &conflict.subject(), Type::Strong, c.ink);
    label::line(ui, &wording::about(conflict), Type::Small, c.ink_2);
}

/// What both sides of a conflict say, and where that differs: worked out once, not in each frame.
#[derive(Debug)]
pub struct Sides {
    /// Whether it is all that they say.
    whole: bool,
    mine: String,
    theirs: String,
    runs: Vec<Run>,
    /// Whether they say more than this.
    is_short: bool,
}

impl Sides {
    fn of(conflict: &Conflict, whole: bool) -> Self {
        let (mine, theirs) = wording::sides(conflict, whole);
        let runs = runs(&mine, &theirs);
        let said = (mine, theirs);
        let is_short = !whole && wording::sides(conflict, true) != said;
        let (mine, theirs) = said;
        Self { whole, mine, theirs, runs, is_short }
    }
}

/// What both sides say, as much of it as is shown now.
fn sides(dialog: &mut Dialog, at: usize, conflict: &Conflict) -> Rc<Sides> {
    let whole = dialog.whole.contains(&at);
    let known = dialog.sides.remove(&at).filter(|sides| sides.whole == whole);
    let sides = known.unwrap_or_else(|| Rc::new(Sides::of(conflict, whole)));
    dialog.sides.insert(at, Rc::clone(&sides));
    sides
}

fn choices(ui: &mut Ui, dialog: &mut Dialog, at: usize) {
    let Some(conflict) = dialog.conflict(at).cloned() else { return };
    let chosen = dialog.choices.get(at).cloned().flatten();
    let sides = sides(dialog, at, &conflict);
    let whole = sides.whole;
    let rows = if whole { usize::MAX } else { LINES };
    let said = format!("{}, {}", conflict.subject(), wording::about(&conflict));
    let stacked = ui.available_width() < 360.0;
    let width = if stacked { ui.available_width() } else { (ui.available_width() - 12.0) / 2.0 };
    let options = [("mine", &sides.mine, Choice::Ours), ("theirs", &sides.theirs, Choice::Theirs)];
    let galleys = [true, false].map(|ours| marked(ui, &sides.runs, ours, (width - 48.0, rows)));
    let height = galleys.iter().map(|galley| (galley.size().y + 14.0).max(36.0)).fold(0.0, f32::max);
    let is_cut = !whole && (galleys.iter().any(|galley| galley.elided) || sides.is_short);
    let mut picked = None;
    let mut draw = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        for ((side, words, choice), galley) in options.iter().zip(&galleys) {
            let on = chosen.as_ref() == Some(choice);
            let response = option(ui, (option_id(at, side), on), galley, vec2(width, height));
            response
                .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{said}, {side}: {words}")));
            keep_arrows(ui, &response);
            if response.gained_focus() {
                picked = picked.take().or(Some((false, choice.clone())));
            }
            if response.clicked() {
                picked = Some((true, choice.clone()));
            }
        }
    };
    if stacked {
        ui.vertical(&mut draw)
    } else {
        ui.horizontal_top(&mut draw)
    };
    if whole || is_cut {
        unfold(ui, dialog, at, &said);
    }
    more(ui, dialog, at, &conflict);
    match picked {
        Some((true, choice)) => {
            dialog.choose(at, choice);
            dialog.at = at;
        }
        Some((false, _)) => dialog.at = at,
        None => {}
    }
}

/// Both, or a text of one's own, where that makes sense.
fn more(ui: &mut Ui, dialog: &mut Dialog, at: usize, conflict: &Conflict) {
    let c = theme::colors(ui);
    let chosen = dialog.choices.get(at).cloned().flatten();
    // of what one side removed, keeping it is what the other side says
    let both = conflict.allows(&Choice::Both) && !matches!(conflict.what, Clash::Removed { .. });
    let text = conflict.allows(&Choice::Text(wording::draft(conflict)));
    let said = format!("{}, {}", conflict.subject(), wording::about(conflict));
    if both || text {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let is_both = chosen == Some(Choice::Both);
            let name = format!("{said}, {}", wording::BOTH.to_lowercase());
            if both && toggle(ui, wording::BOTH, &name, is_both).clicked() {
                dialog.choose(at, Choice::Both);
            }
            let is_text = dialog.drafts.contains_key(&at);
            if text && toggle(ui, "Write it", &format!("{said}, write it"), is_text).clicked() {
                dialog.write(at, wording::draft(conflict));
                dialog.editing = Some(at);
            }
            if is_both {
                label::line(ui, "One after the other, yours first.", Type::Small, c.ink_2);
            }
        });
    }
    if let Some(draft) = dialog.drafts.get(&at).cloned() {
        ui.add_space(4.0);
        let fresh = dialog.editing.take_if(|editing| *editing == at).is_some();
        let field = TextField::prose(Id::unique(("merged text", at)), &said, 2).form().take_focus(fresh);
        let field = field.wrong(dialog.choices.get(at).is_none_or(Option::is_none));
        if let Some(written) = field.show(ui, &draft).text {
            dialog.write(at, written);
        }
    }
}

fn toggle(ui: &mut Ui, words: &str, name: &str, on: bool) -> Response {
    let mark = if on { "\u{25cf} " } else { "" };
    let response = Button::new(&format!("{mark}{words}")).quiet().narrow().show(ui);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    response
}

/// The card of one side in a row.
#[must_use]
pub fn option_id(at: usize, side: &str) -> Id {
    Id::unique(("merge", at, side.to_owned()))
}

/// The button that shows a long text in full, and cuts it again.
fn unfold(ui: &mut Ui, dialog: &mut Dialog, at: usize, said: &str) {
    let whole = dialog.whole.contains(&at);
    let text = if whole { "Show less" } else { "Show all" };
    let icon = if whole { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let name = format!("{text} of {said}");
    let button = Button::new(text).quiet().narrow().icon(icon).name(&name).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(whole));
    if button.clicked() {
        if whole {
            dialog.whole.remove(&at);
        } else {
            dialog.whole.insert(at);
        }
    }
}

/// One side with the words underlined that the other side does not have.
fn marked(ui: &Ui, runs: &[Run], ours: bool, (width, rows): (f32, usize)) -> Arc<Galley> {
    let c = theme::colors(ui);
    let plain = Type::Body.format(c.ink);
    let shared = runs.iter().any(|run| matches!(run, Run::Same(text) if !text.trim().is_empty()));
    // of two answers that share nothing, no word is more different than another
    let own = if shared {
        TextFormat { underline: Stroke::new(1.0, c.ink), ..Type::Medium.format(c.ink) }
    } else {
        plain.clone()
    };
    let mut job = LayoutJob::default();
    for run in runs {
        match run {
            Run::Same(text) => job.append(text, 0.0, plain.clone()),
            Run::Removed(text) if ours => job.append(text, 0.0, own.clone()),
            Run::Added(text) if !ours => job.append(text, 0.0, own.clone()),
            Run::Removed(_) | Run::Added(_) => {}
        }
    }
    job.wrap = TextWrapping { max_width: width.max(1.0), max_rows: rows, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

fn option(ui: &mut Ui, (id, on): (Id, bool), galley: &Arc<Galley>, size: egui::Vec2) -> Response {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let (fill, edge) = match (on, response.hovered()) {
        (true, _) => (c.accent_soft, c.accent),
        (false, true) => (c.hover, c.control_line),
        (false, false) => (c.surface, c.control_line),
    };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    // a text that is taller than a line begins at the top, beside the one that it is compared with
    let line = Type::Body.line();
    let top = if size.y > 2.0 * line { rect.top() + 10.0 } else { rect.center().y - galley.size().y / 2.0 };
    let center = pos2(rect.left() + 20.0, top + line / 2.0);
    let ring = if on { c.accent } else { c.control_line };
    ui.painter().circle_stroke(center, 7.0, Stroke::new(1.5, ring));
    if on {
        ui.painter().circle_filled(center, 4.0, c.accent);
    }
    let at = Rect::from_min_max(pos2(rect.left() + 36.0, rect.top()), rect.right_bottom());
    ui.painter().galley(pos2(at.left(), top), Arc::clone(galley), c.ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response
}

/// Up and Down go from row to row, and not to whatever lies nearest.
fn keep_arrows(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keys));
    }
}

/// The quiet line that says what becomes of the version that is not chosen.
pub fn promise(ui: &mut Ui, words: &str, icon: char) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.sunken).corner_radius(CornerRadius::same(radius::CONTROL));
    frame.inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            label::icon(ui, icon, c.ink_2);
            label::text(ui, words, Type::Note, c.ink_2);
        });
    });
}
