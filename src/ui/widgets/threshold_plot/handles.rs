//! The handles of the thresholds.

use egui::accesskit::Action;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::operating_point::Pair;
use crate::report::operating_points::account::score;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::focus;

use super::{Axis, HANDLES};

/// How far a key moves a threshold, and with Shift.
const STEP: f64 = 0.01;
const LEAP: f64 = 0.05;

/// One of the two thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grip {
    /// Under it cases fall back.
    Lower,
    /// From it on cases are served.
    Upper,
}

impl Grip {
    const BOTH: [Self; 2] = [Self::Lower, Self::Upper];

    /// The id of its handle.
    #[must_use]
    pub fn id(self) -> Id {
        Id::unique(("threshold handle", self))
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Lower => "Fallback under",
            Self::Upper => "Serve from",
        }
    }

    const fn value(self, pair: Pair) -> f64 {
        match self {
            Self::Lower => pair.lower,
            Self::Upper => pair.upper,
        }
    }

    /// The pair with this threshold at a score; it stops at the other one.
    #[must_use]
    pub fn moved(self, pair: Pair, to: f64) -> Pair {
        match self {
            Self::Lower => Pair { lower: to.clamp(0.0, pair.upper), ..pair },
            Self::Upper => Pair { upper: to.clamp(pair.lower, 1.0), ..pair },
        }
    }
}

/// What was done.
pub struct Done {
    /// The thresholds, if one was moved.
    pub moved: Option<Pair>,
    /// Whether a handle or the plot is being dragged.
    pub dragging: bool,
    /// The handles, the lower one first.
    pub responses: Vec<Response>,
}

/// A score as the pointer sets it: on the steps at which counts are exact.
fn snapped(score: f64) -> f64 {
    (score * 100.0).round() / 100.0
}

/// Listens to the handles over `track`, the plot that can be clicked. Nothing is drawn: [`paint`] does, with the thresholds as
/// they are afterwards.
pub fn listen(ui: &mut Ui, axis: Axis, track: Rect, pair: Pair) -> Done {
    let mut done = Done { moved: None, dragging: false, responses: Vec::new() };
    let chosen_key = Id::unique("threshold under the pointer");
    let plot = ui.interact(track, Id::unique("threshold track"), Sense::CLICK | Sense::DRAG);
    let pointer = ui.ctx().pointer_interact_pos().map(|at| axis.score(at.x));
    let begins = plot.clicked() || plot.drag_started();
    if let Some(at) = pointer.filter(|_| begins || plot.dragged()) {
        if begins {
            ui.data_mut(|data| data.insert_temp(chosen_key, nearest(pair, at)));
        }
        let grip = ui.data(|data| data.get_temp(chosen_key)).unwrap_or(Grip::Upper);
        done.moved = Some(grip.moved(pair, snapped(at)));
        done.dragging = plot.dragged();
        ui.memory_mut(|memory| memory.request_focus(grip.id()));
    }
    for (grip, rect) in Grip::BOTH.into_iter().zip(places(ui, axis, track, pair)) {
        let response = ui.interact(rect, grip.id(), Sense::click_and_drag());
        let response = response.on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
        if response.dragged() || response.drag_started() {
            done.dragging = true;
            done.moved = pointer.map(|at| grip.moved(pair, snapped(at))).or(done.moved);
        }
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if let Some(to) = keys(ui, &response, grip.value(pair)) {
            done.moved = Some(grip.moved(pair, to));
        }
        done.responses.push(response);
    }
    done.moved = done.moved.filter(|moved| *moved != pair);
    done
}

/// Draws the handles, and says where they are.
pub fn paint(ui: &Ui, axis: Axis, track: Rect, pair: Pair, responses: &[Response]) {
    let places = places(ui, axis, track, pair);
    for ((grip, rect), response) in Grip::BOTH.into_iter().zip(places).zip(responses) {
        paint_one(ui, axis, (track, rect), grip, (pair, response));
        say(response, grip, pair);
    }
}

fn nearest(pair: Pair, at: f64) -> Grip {
    let (lower, upper) = ((at - pair.lower).abs(), (at - pair.upper).abs());
    if lower < upper || (pair.lower >= pair.upper && at < pair.lower) { Grip::Lower } else { Grip::Upper }
}

/// Where the handles stand: each over its threshold, pushed aside where they would lie on each other.
fn places(ui: &Ui, axis: Axis, track: Rect, pair: Pair) -> [Rect; 2] {
    let width =
        |grip: Grip| theme::line(ui, &text(grip, pair, axis), Type::Medium, egui::Color32::PLACEHOLDER).size().x + 32.0;
    let [lower, upper] = Grip::BOTH.map(width);
    let (first, last) = (axis.left - 8.0, axis.left + axis.width + 8.0);
    let mut left = (axis.x(pair.lower) - lower / 2.0).clamp(first, (last - lower - upper - 4.0).max(first));
    let mut right =
        (axis.x(pair.upper) - upper / 2.0).clamp(first + lower + 4.0, (last - upper).max(first + lower + 4.0));
    let overlap = left + lower + 4.0 - right;
    if overlap > 0.0 {
        left = (left - overlap / 2.0).max(first);
        right = (left + lower + 4.0).min((last - upper).max(left + lower + 4.0));
    }
    let top = track.top() - HANDLES;
    [(left, lower), (right, upper)].map(|(x, width)| Rect::from_min_size(pos2(x, top), vec2(width, size::CONTROL)))
}

fn text(grip: Grip, pair: Pair, axis: Axis) -> String {
    let value = score(grip.value(pair));
    if axis.width < 360.0 { value } else { format!("{} {value}", grip.words()) }
}

/// Where a key moves the threshold to.
fn keys(ui: &Ui, response: &Response, now: f64) -> Option<f64> {
    // a threshold between two steps goes to the next one
    let stepped = |forward: bool| {
        let place = now / STEP;
        let next = if forward { (place + 1e-6).floor() + 1.0 } else { (place - 1e-6).ceil() - 1.0 };
        next * STEP
    };
    let id = response.id;
    let requests = ui.input(|input| {
        (
            input.num_accesskit_action_requests(id, Action::Increment) > 0,
            input.num_accesskit_action_requests(id, Action::Decrement) > 0,
        )
    });
    match requests {
        (true, _) => return Some(snapped(stepped(true))),
        (_, true) => return Some(snapped(stepped(false))),
        _ => {}
    }
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |input: &mut egui::InputState, modifiers: Modifiers, key: Key| input.consume_key(modifiers, key);
    ui.input_mut(|input| {
        if pressed(input, Modifiers::SHIFT, Key::ArrowLeft) {
            Some(now - LEAP)
        } else if pressed(input, Modifiers::SHIFT, Key::ArrowRight) {
            Some(now + LEAP)
        } else if pressed(input, Modifiers::NONE, Key::ArrowLeft) {
            Some(stepped(false))
        } else if pressed(input, Modifiers::NONE, Key::ArrowRight) {
            Some(stepped(true))
        } else if pressed(input, Modifiers::NONE, Key::Home) {
            Some(0.0)
        } else if pressed(input, Modifiers::NONE, Key::End) {
            Some(1.0)
        } else {
            None
        }
    })
    .map(|to| (to * 10_000.0).round() / 10_000.0)
}

fn paint_one(ui: &Ui, axis: Axis, (track, rect): (Rect, Rect), grip: Grip, (pair, response): (Pair, &Response)) {
    let c = theme::colors(ui);
    let x = axis.x(grip.value(pair));
    ui.painter().vline(x, rect.bottom()..=track.bottom(), Stroke::new(2.0, c.ink));
    ui.painter().rect_filled(rect, radius::CONTROL, c.ink);
    for along in [11.0, 14.0] {
        let grip = Stroke::new(1.0, c.bg_main);
        ui.painter().vline(rect.left() + along, rect.center().y - 5.0..=rect.center().y + 5.0, grip);
    }
    let galley = theme::line(ui, &text(grip, pair, axis), Type::Medium, c.bg_main);
    ui.painter().galley(pos2(rect.left() + 22.0, rect.center().y - galley.size().y / 2.0), galley, c.bg_main);
    focus::ring(ui, response, rect, radius::CONTROL);
}

fn say(response: &Response, grip: Grip, pair: Pair) {
    let value = grip.value(pair);
    let name = format!("{} {}", grip.words(), score(value));
    response.widget_info(|| WidgetInfo::slider(true, value, &name));
    let (least, most) = match grip {
        Grip::Lower => (0.0, pair.upper),
        Grip::Upper => (pair.lower, 1.0),
    };
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(least);
        node.set_max_numeric_value(most);
        node.set_numeric_value_step(STEP);
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_stop_at_each_other_and_at_the_ends() {
        let pair = Pair { lower: 0.5, upper: 0.78 };
        assert_eq!(Grip::Lower.moved(pair, 0.9), Pair { lower: 0.78, upper: 0.78 });
        assert_eq!(Grip::Upper.moved(pair, 0.1), Pair { lower: 0.5, upper: 0.5 });
        assert_eq!(Grip::Upper.moved(pair, 2.0), Pair { lower: 0.5, upper: 1.0 });
        assert_eq!(Grip::Lower.moved(pair, -1.0), Pair { lower: 0.0, upper: 0.78 });
    }

    #[test]
    fn a_click_is_for_the_nearer_handle() {
        let pair = Pair { lower: 0.4, upper: 0.8 };
        assert_eq!(
            [0.1, 0.55, 0.65, 0.9].map(|at| nearest(pair, at)),
            [Grip::Lower, Grip::Lower, Grip::Upper, Grip::Upper]
        );
        let together = Pair { lower: 0.5, upper: 0.5 };
        assert_eq!([0.4, 0.6].map(|at| nearest(together, at)), [Grip::Lower, Grip::Upper]);
    }
}
