//! The heat map: severity against frequency, with an open dot for each failure before controls, a solid one with them, and
//! an arrow from one to the other. Dots are dragged to other cells, or moved with Alt and the arrows.
//!
//! The map is one stop of the Tab key; the arrows go from dot to dot. It knows cells and numbers, never the workbook.

use egui::{Color32, EventFilter, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::assess::risk::{self, RiskLevel};
use crate::model::Step;
use crate::ui::theme::{self, radius};

use super::focus;

pub mod lanes;
mod paint;

pub use paint::sample;

use lanes::{Cell, Dot, End, LANE, Plan, Spot};

/// White space for the scale of severity, left of the grid.
const GUTTER: f32 = 40.0;

/// White space for the scale of frequency, under the grid.
const FOOT: f32 = 44.0;

/// How wide the map is with its scales.
pub const WIDTH: f32 = GUTTER + 5.0 * lanes::CELL_WIDTH;

/// What the map remembers between frames.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Which dot of the selected failure the arrows start from.
    end: End,
    drag: Option<(u64, End)>,
}

/// What is shown.
pub struct HeatMap<'a> {
    /// The failures.
    pub dots: &'a [Dot],
    /// Where their dots are.
    pub plan: &'a Plan,
    /// The selected failure.
    pub selected: Option<u64>,
    /// The failure under the pointer, wherever that is.
    pub hovered: Option<u64>,
    /// What a failure is called.
    pub name: &'a dyn Fn(u64) -> String,
}

/// What the person did.
pub struct Done {
    /// The map itself.
    pub response: Response,
    /// The failure under the pointer.
    pub hovered: Option<u64>,
    /// The failure that was selected.
    pub selected: Option<u64>,
    /// The dot that was moved, and where to.
    pub moved: Option<(u64, End, Cell)>,
    /// The cell that was clicked, on a crowded map.
    pub cell: Option<Cell>,
}

/// The risk level of a cell.
#[must_use]
pub fn level(cell: Cell) -> RiskLevel {
    let step = |value| Step::new(value).unwrap_or(Step::ENDS.0);
    risk::level(step(cell.severity), step(cell.frequency))
}

impl HeatMap<'_> {
    /// Shows it.
    pub fn show(&self, ui: &mut Ui, state: &mut State) -> Done {
        let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, self.plan.height() + FOOT), Sense::hover());
        let origin = rect.min + vec2(GUTTER, 0.0);
        let grid = Rect::from_min_size(origin, vec2(5.0 * lanes::CELL_WIDTH, self.plan.height()));
        let response = ui.interact(grid, ui.scope_id().with("heat map"), Sense::focusable_noninteractive());
        let mut done = Done { response, hovered: None, selected: None, moved: None, cell: None };
        let target = self.target(ui, state, origin);
        paint::grid(ui, self.plan, origin, target);
        if self.plan.crowded.is_some() {
            self.crowd(ui, origin, &mut done);
        } else {
            self.dots(ui, state, origin, &mut done);
        }
        self.keys(ui, state, &mut done);
        self.say(ui, state, &done.response);
        focus::ring(ui, &done.response, grid, radius::CHIP);
        done
    }

    /// The cell under a dot that is being dragged.
    fn target(&self, ui: &Ui, state: &mut State, origin: Pos2) -> Option<Cell> {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            state.drag = None;
        }
        state.drag?;
        let at = ui.ctx().pointer_interact_pos()?;
        self.plan.cell_at(at - origin.to_vec2())
    }

    fn dots(&self, ui: &Ui, state: &mut State, origin: Pos2, done: &mut Done) {
        for (index, dot) in self.dots.iter().enumerate() {
            let own: Vec<&Spot> = self.plan.spots.iter().filter(|spot| spot.dot == index).collect();
            if let [from, to] = own.as_slice() {
                paint::arrow(
                    ui,
                    self.shown_at(ui, state, from, origin),
                    self.shown_at(ui, state, to, origin),
                    self.ink(ui, dot),
                );
            }
        }
        for spot in &self.plan.spots {
            let Some(dot) = self.dots.get(spot.dot) else { continue };
            let center = origin + spot.center.to_vec2();
            let target = Rect::from_center_size(center, Vec2::splat(LANE));
            if !ui.is_rect_visible(target) {
                continue;
            }
            let id = done.response.id.with((dot.key, spot.end as u8));
            let response = ui.interact(target, id, Sense::CLICK | Sense::DRAG);
            self.point(ui, state, dot, spot, &response, origin, done);
            let shown_at = self.shown_at(ui, state, spot, origin);
            let hovered = response.hovered() || self.hovered == Some(dot.key);
            paint::dot(ui, shown_at, dot, spot.end, (self.ink(ui, dot), hovered));
            if self.selected == Some(dot.key) && state.end == spot.end && focus::is_shown(&done.response) {
                paint::halo(ui, shown_at);
            }
            response
                .widget_info(|| WidgetInfo::selected(Role::Button, true, self.selected == Some(dot.key), said(dot)));
            response.on_hover_ui(|ui| {
                ui.label((self.name)(dot.key));
            });
        }
    }

    /// Where a dot is drawn: in its place, or under the pointer that drags it.
    fn shown_at(&self, ui: &Ui, state: &State, spot: &Spot, origin: Pos2) -> Pos2 {
        let dragged = state
            .drag
            .is_some_and(|(key, end)| end == spot.end && self.dots.get(spot.dot).is_some_and(|dot| dot.key == key));
        let pointer = ui.ctx().pointer_interact_pos().filter(|_| dragged);
        pointer.unwrap_or(origin + spot.center.to_vec2())
    }

    /// Pointing, clicking and dragging.
    #[expect(clippy::too_many_arguments, reason = "what a dot is, where it is and what comes of it belong together")]
    fn point(
        &self,
        ui: &Ui,
        state: &mut State,
        dot: &Dot,
        spot: &Spot,
        response: &Response,
        origin: Pos2,
        done: &mut Done,
    ) {
        if response.hovered() || response.dragged() {
            done.hovered = Some(dot.key);
            let cursor = if response.dragged() { egui::CursorIcon::Grabbing } else { egui::CursorIcon::Grab };
            ui.ctx().set_cursor_icon(cursor);
        }
        if response.clicked() || response.drag_started() {
            done.selected = Some(dot.key);
            state.end = spot.end;
            done.response.request_focus();
        }
        if response.drag_started() {
            state.drag = Some((dot.key, spot.end));
        }
        if response.drag_stopped()
            && let Some((key, end)) = state.drag.take()
        {
            let at = ui.ctx().pointer_interact_pos().unwrap_or(Pos2::ZERO);
            let cell = self.plan.cell_at(at - origin.to_vec2());
            done.moved = cell.filter(|cell| *cell != spot.cell).map(|cell| (key, end, cell));
        }
    }

    fn ink(&self, ui: &Ui, dot: &Dot) -> Color32 {
        let c = theme::colors(ui);
        if self.selected == Some(dot.key) { c.accent } else { c.ink }
    }

    /// Counts instead of dots; the selected failure keeps its own.
    fn crowd(&self, ui: &Ui, origin: Pos2, done: &mut Done) {
        let Some(counts) = self.plan.crowded else { return };
        for (severity, row) in (1..=5_u8).zip(counts) {
            for (frequency, (inherent, residual)) in (1..=5_u8).zip(row) {
                let cell = Cell { severity, frequency };
                let rect = self.plan.cell_rect(cell).translate(origin.to_vec2());
                let response = ui.interact(rect.shrink(1.0), done.response.id.with(cell_key(cell)), Sense::CLICK);
                paint::counts(ui, rect, inherent, residual);
                if response.clicked() {
                    done.cell = Some(cell);
                }
                let level = level(cell).label().to_lowercase();
                let said = format!(
                    "Severity {severity}, frequency {frequency}, {level}: {inherent} inherent, {residual} residual"
                );
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
                response.on_hover_text(said);
            }
        }
        let chosen = self.dots.iter().find(|dot| self.selected == Some(dot.key));
        let Some(dot) = chosen else { return };
        let at = |cell: Cell, by: f32| origin + self.plan.cell_rect(cell).center().to_vec2() + vec2(0.0, by);
        let ink = self.ink(ui, dot);
        if let Some((from, to)) = dot.inherent.zip(dot.residual).filter(|(from, to)| from != to) {
            paint::arrow(ui, at(from, -20.0), at(to, -20.0), ink);
            paint::dot(ui, at(from, -20.0), dot, End::Inherent, (ink, false));
        }
        if let Some((cell, end)) =
            dot.residual.map(|cell| (cell, End::Residual)).or(dot.inherent.map(|cell| (cell, End::Inherent)))
        {
            paint::dot(ui, at(cell, -20.0), dot, end, (ink, false));
        }
    }

    /// Arrows go to the next dot; with Alt they move the failure, as it is with the controls that exist.
    fn keys(&self, ui: &Ui, state: &mut State, done: &mut Done) {
        if !done.response.has_focus() {
            return;
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(done.response.id, filter));
        let chosen = self.dots.iter().enumerate().find(|(_, dot)| self.selected == Some(dot.key));
        for (key, right, up) in
            [(Key::ArrowLeft, -1, 0), (Key::ArrowRight, 1, 0), (Key::ArrowUp, 0, 1), (Key::ArrowDown, 0, -1)]
        {
            if ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
                let cell = chosen.and_then(|(_, dot)| Some((dot, dot.residual.or(dot.inherent)?)));
                if let Some((dot, cell)) = cell {
                    let to = cell.moved(up, right);
                    done.moved = (to != cell).then_some((dot.key, End::Residual, to));
                    state.end = End::Residual;
                }
            } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let from = chosen.and_then(|(index, _)| self.plan.spot_of(index, state.end));
                let to = from
                    .map_or(self.plan.spots.first(), |from| self.plan.neighbor(from, f32::from(right), -f32::from(up)));
                if let Some(spot) = to {
                    state.end = spot.end;
                    done.selected = self.dots.get(spot.dot).map(|dot| dot.key);
                }
            }
        }
    }

    /// Tells a screen reader what the map is, and which dot the arrows are at.
    fn say(&self, ui: &Ui, state: &State, response: &Response) {
        let placed = self.dots.iter().filter(|dot| dot.inherent.or(dot.residual).is_some()).count();
        let said = format!("Severity and frequency: {placed} failure modes");
        response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &said));
        let chosen = self.dots.iter().position(|dot| self.selected == Some(dot.key));
        let spot = chosen.and_then(|index| self.plan.spot_of(index, state.end));
        if let Some((spot, dot)) = spot.and_then(|spot| Some((spot, self.dots.get(spot.dot)?))) {
            let active = response.id.with((dot.key, spot.end as u8));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_active_descendant(active.accesskit_id()));
        }
    }
}

fn cell_key(cell: Cell) -> (u8, u8) {
    (cell.severity, cell.frequency)
}

/// A failure in words.
fn said(dot: &Dot) -> String {
    let word =
        |cell: Option<Cell>| cell.map_or_else(|| "not scored".to_owned(), |cell| level(cell).label().to_lowercase());
    let fallback = if dot.fallback { "" } else { ", no fallback" };
    format!("Failure {}, inherent {}, residual {}{fallback}", dot.number, word(dot.inherent), word(dot.residual))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_says_both_levels() {
        let cell = |severity, frequency| Some(Cell { severity, frequency });
        let dot = Dot { key: 2, number: 2, inherent: cell(4, 4), residual: cell(4, 2), fallback: true };
        assert_eq!(said(&dot), "Failure 2, inherent critical, residual moderate");
        let dot = Dot { residual: None, fallback: false, ..dot };
        assert_eq!(said(&dot), "Failure 2, inherent critical, residual not scored, no fallback");
    }
}
