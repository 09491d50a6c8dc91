//! How far people's ratings on a scale from 1 to 5 are apart: a dot for each person, a bar over the range, a tick at the
//! median, and in words whether they agree.

use egui::{Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::ratings::Spread;
use crate::model::Step;
use crate::ui::theme::{self, Type};

use super::glyph::{self, Glyph};
use super::label;

/// Between two steps.
const PITCH: f32 = 36.0;

/// The radius of a dot.
const DOT: f32 = 4.0;

/// Between the dots of people who gave the same step.
const STACK: f32 = 10.0;

/// So many dots are drawn over each other; more are a number.
const MOST: usize = 5;

/// Whether people agree, in words.
#[must_use]
pub fn verdict(spread: &Spread) -> String {
    match (spread.given.len(), spread.apart()) {
        (0 | 1, _) => "One rating".to_owned(),
        (_, 0) => "Agreed".to_owned(),
        (_, 1) => "Agreed within 1".to_owned(),
        (_, apart) => format!("{apart} apart"),
    }
}

/// What a screen reader hears: `Severity: 3 ratings from 2 to 4, median 3, 2 apart. Set to 5.`
#[must_use]
pub fn said(spread: &Spread, set: Option<Step>) -> String {
    let set = set.map_or_else(|| "Not set".to_owned(), |step| format!("Set to {step}"));
    format!("{}: {}. {set}.", spread.scale.label(), spread.words())
}

/// Draws it under its name; `set` is the step that counts now, as a ring on the axis.
pub fn show(ui: &mut Ui, spread: &Spread, set: Option<Step>) -> Response {
    let c = theme::colors(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.set_min_height(20.0);
            label::line(ui, spread.scale.label(), Type::Caption, c.ink_2);
            if spread.is_far_apart() {
                glyph::show(ui, Glyph::Warning, 14.0);
            }
            label::plain_chip(ui, &verdict(spread));
        });
        let height = 2.0 * DOT + (highest(spread).saturating_sub(1)) as f32 * STACK + 30.0;
        let (rect, response) = ui.allocate_exact_size(vec2(PITCH * 5.0, height), Sense::hover());
        if ui.is_rect_visible(rect) {
            paint(ui, rect, spread, set);
        }
        let said = said(spread, set);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
        response.on_hover_text(&said)
    })
    .inner
}

/// How many dots stand over each other at most.
fn highest(spread: &Spread) -> usize {
    (1..=5).map(|value| at(spread, value)).max().unwrap_or(0).clamp(1, MOST)
}

/// How many people gave this step.
fn at(spread: &Spread, value: u8) -> usize {
    spread.given.iter().filter(|(_, step)| step.get() == value).count()
}

fn paint(ui: &Ui, rect: Rect, spread: &Spread, set: Option<Step>) {
    let c = theme::colors(ui);
    let painter = ui.painter();
    let x = |value: f64| rect.left() + PITCH * (value as f32 - 0.5);
    let axis = rect.bottom() - 22.0;
    painter.hline(x(1.0)..=x(5.0), axis, Stroke::new(1.0, c.line_strong));
    for value in 1..=5_u8 {
        let middle = x(f64::from(value));
        painter.vline(middle, axis - 2.0..=axis + 2.0, Stroke::new(1.0, c.line_strong));
        let is_set = set.is_some_and(|set| set.get() == value);
        let ink = if is_set { c.ink } else { c.ink_3 };
        let galley = theme::line(ui, &value.to_string(), if is_set { Type::Caption } else { Type::Small }, ink);
        let place = pos2(middle, axis + 13.0);
        if is_set {
            painter.circle_stroke(place, 9.0, Stroke::new(1.5, c.ink));
        }
        painter.galley(place - galley.size() / 2.0, galley, ink);
    }
    let (low, high) = (x(f64::from(spread.low.get())), x(f64::from(spread.high.get())));
    let bar = if spread.is_far_apart() { c.warning } else { c.ink_3 };
    painter.hline(low..=high, axis, Stroke::new(3.0, bar));
    for value in 1..=5_u8 {
        let people = at(spread, value);
        for row in 0..people.min(MOST) {
            let middle = pos2(x(f64::from(value)), axis - 3.0 - DOT - row as f32 * STACK);
            painter.circle(middle, DOT, c.ink_2, Stroke::new(1.0, c.surface));
        }
        if people > MOST {
            let top = pos2(x(f64::from(value)) + DOT + 3.0, axis - 3.0 - DOT - (MOST - 1) as f32 * STACK);
            let galley = theme::line(ui, &people.to_string(), Type::Small, c.ink_2);
            painter.galley(top - vec2(0.0, galley.size().y / 2.0), galley, c.ink_2);
        }
    }
    let median = x(spread.median);
    painter.vline(median, axis - 7.0..=axis + 4.0, Stroke::new(2.0, c.accent));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::ratings::{Scale, spread};
    use crate::model::failure_modes::{FailureMode, Rating};

    #[test]
    fn a_spread_is_said_in_words() {
        for (steps, word, words) in [
            (&[3][..], "One rating", "Severity: 1 rating, all 3. Not set."),
            (&[3, 3], "Agreed", "Severity: 2 ratings, all 3. Not set."),
            (&[2, 3], "Agreed within 1", "Severity: 2 ratings from 2 to 3, median 2.5, 1 apart. Not set."),
            (&[2, 3, 5], "3 apart", "Severity: 3 ratings from 2 to 5, median 3, 3 apart. Not set."),
        ] {
            let one = |step: &u8| Rating { severity: Step::new(*step), ..Rating::default() };
            let mode = FailureMode { ratings: steps.iter().map(one).collect(), ..FailureMode::default() };
            let spread = spread(&mode, Scale::Severity).unwrap();
            assert_eq!((verdict(&spread).as_str(), said(&spread, None).as_str()), (word, words));
        }
    }
}
