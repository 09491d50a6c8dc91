//! The scales of a rating for the room, before anything was rated: what each step means, severity beside frequency.

use egui::{Rect, Role, Ui, pos2, vec2};

use crate::knowledge::{self, ScaleStep};
use crate::ui::theme::{self, Type};

use super::big::{self, Big};

/// The least width of a scale in points of the drawing; where both have less, they stand below each other.
const LEAST: f32 = 480.0;

/// Shows both scales within `body`.
pub(super) fn show(ui: &mut Ui, (body, big): (Rect, Big)) {
    let scales = knowledge::scales();
    let gap = big.px(48.0);
    let half = (body.width() - gap) / 2.0;
    let (size, step) = if half >= big.px(LEAST) {
        (vec2(half, body.height()), vec2(half + gap, 0.0))
    } else {
        let height = (body.height() - gap) / 2.0;
        (vec2(body.width(), height), vec2(0.0, height + gap))
    };
    for (place, (name, steps)) in [("Severity", &scales.severity), ("Frequency", &scales.frequency)].iter().enumerate()
    {
        one(ui, (name, steps), (Rect::from_min_size(body.min + step * place as f32, size), big));
    }
}

/// A scale, one step a row.
fn one(ui: &mut Ui, (name, steps): (&str, &[ScaleStep]), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let head = big.write(ui, rect.min, name, (Type::RoomStrong, c.ink_2), (rect.width(), 1));
    let top = head.bottom() + big.px(12.0);
    let gap = big.px(8.0);
    let count = steps.len().max(1) as f32;
    let height = ((rect.bottom() - top - gap * (count - 1.0)) / count).min(big.px(190.0));
    for (at, step) in steps.iter().enumerate() {
        let row = Rect::from_min_size(pos2(rect.left(), top + at as f32 * (height + gap)), vec2(rect.width(), height));
        ui.painter().rect_filled(row, big.px(10.0), c.surface);
        big.edge(ui, row, c.line);
        let middle = row.center().y;
        let digit = big.lay(ui, &(at + 1).to_string(), (Type::RoomStrong, c.accent), (f32::INFINITY, 1));
        ui.painter().galley(pos2(row.left() + big.px(24.0), middle - digit.size().y / 2.0), digit, c.accent);
        let left = row.left() + big.px(64.0);
        let room = row.right() - big.px(20.0) - left;
        let label = big.lay(ui, &step.label, (Type::RoomNote, c.ink), (room, 1));
        // as many lines as there is room for below the word
        let line = big.px(Type::RoomLabel.line());
        let lines = ((height - label.size().y - big.px(12.0)) / line).floor().max(0.0) as usize;
        let means = (lines > 0).then(|| big.lay(ui, &step.anchor, (Type::RoomLabel, c.ink_2), (room, lines)));
        let whole = label.size().y + means.as_ref().map_or(0.0, |means| means.size().y);
        let below = pos2(left, middle - whole / 2.0 + label.size().y);
        ui.painter().galley(pos2(left, middle - whole / 2.0), label, c.ink);
        if let Some(means) = means {
            ui.painter().galley(below, means, c.ink_2);
        }
        big::say(ui, row, &format!("{name} {}: {}. {}", at + 1, step.label, step.anchor), Role::Label);
    }
}
