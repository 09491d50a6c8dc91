//! Meters of three steps on a card: how much it would help, how ready the data is, how sure it is that it can be done.

use egui::{Rect, Stroke, StrokeKind, Ui, Vec2, pos2};

use crate::model::roadmap::BacklogItem;
use crate::model::{Number, Step};
use crate::ui::theme::{self, Type};

/// The steps of an item, 0 where nobody said.
pub(super) fn steps(item: &BacklogItem) -> [(&'static str, u8); 3] {
    let impact = item.impact.map_or(0, |impact| match impact.get() {
        2.0.. => 3,
        1.0.. => 2,
        _ => 1,
    });
    let step = |step: Option<Step>| step.map_or(0, |step| step.get().div_ceil(2).min(3));
    [("Impact", impact), ("Data", step(item.data_readiness)), ("Feasible", step(item.feasibility))]
}

/// The steps in words, for screen readers.
pub(super) fn words(item: &BacklogItem) -> String {
    let of_five = |step: Option<Step>| step.map_or_else(|| "not said".to_owned(), |step| format!("{step} of 5"));
    let impact = item.impact.map_or_else(|| "not said".to_owned(), |impact: Number| impact.to_string());
    format!("impact {impact}, data {}, feasible {}", of_five(item.data_readiness), of_five(item.feasibility))
}

/// Paints them from the left edge of `rect`.
pub(super) fn paint(ui: &Ui, rect: Rect, item: &BacklogItem) {
    let c = theme::colors(ui);
    let gap = if rect.width() > 250.0 { 14.0 } else { 6.0 };
    let mut x = rect.left();
    for (word, step) in steps(item) {
        let galley = theme::line(ui, word, Type::Small, c.ink_3);
        let after = x + galley.size().x + 4.0;
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
        for at in 0..3_u8 {
            let center = pos2(after + 3.0 + 8.0 * f32::from(at), rect.center().y);
            let square = Rect::from_center_size(center, Vec2::splat(7.0));
            if at < step {
                ui.painter().rect_filled(square, 1.5, c.ink_2);
            } else {
                ui.painter().rect_stroke(square, 1.5, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
            }
        }
        x = after + 22.0 + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_become_three_steps() {
        for (impact, data, expected) in [(3.0, 5, [3, 3]), (1.0, 3, [2, 2]), (0.25, 1, [1, 1]), (2.0, 2, [3, 1])] {
            let item =
                BacklogItem { impact: Number::new(impact), data_readiness: Step::new(data), ..BacklogItem::default() };
            let steps = steps(&item);
            assert_eq!([steps[0].1, steps[1].1], expected, "{impact} {data}");
            assert_eq!(steps[2].1, 0);
        }
    }
}
