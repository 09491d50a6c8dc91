//! Adding a value to a signal in one line: date, value, note, each with what is wrong beside it. Nothing is added until all
//! can be read.

use std::sync::Arc;

use egui::{Key, Ui, vec2};

use crate::assess::signal::AlertLine;
use crate::edit::operations::name;
use crate::model::metrics::Unit;
use crate::model::monitoring::{Observation, Signal};
use crate::model::value::Scalar;
use crate::model::{Date, Id, Number, Rate, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

/// A value while it is typed.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    signal: Option<Id>,
    date: String,
    value: String,
    note: String,
    /// Whether it was tried to add it: what is missing is said from then on.
    tried: bool,
}

/// What is wrong with a date.
fn date_problem(text: &str) -> Option<String> {
    Date::parse(text.trim()).err().map(|invalid| format!("Enter {}", invalid.wanted))
}

/// A value in the unit of a signal: a share may be typed as 4.7% or as 0.047.
pub fn read(text: &str, unit: Option<Unit>) -> Result<Number, String> {
    let text = text.trim();
    let bad = |wanted: &str| Err(format!("Enter {wanted}"));
    if text.ends_with('%') || unit == Some(Unit::Share) {
        if unit.is_some_and(|unit| unit != Unit::Share) {
            return bad("a number without a percent sign: this signal counts in another unit");
        }
        let share = Rate::parse(text).ok().and_then(|rate| Number::new(rate.fraction()));
        return share.map_or_else(|| bad("a share such as 4.7% or 0.047"), Ok);
    }
    Number::parse(text).or_else(|invalid| bad(&invalid.wanted))
}

/// Shows the line.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, draft: &mut Draft, (signal, line): (&Signal, Option<AlertLine>)) {
    if draft.signal != Some(signal.id) {
        *draft = Draft { signal: Some(signal.id), date: desk.today.to_string(), ..Draft::default() };
    }
    let c = theme::colors(ui);
    let value = read(&draft.value, signal.unit);
    let problems = [
        date_problem(&draft.date),
        value.as_ref().err().cloned().filter(|_| draft.tried || !draft.value.trim().is_empty()),
        None,
    ];
    let id = |part: &str| egui::Id::unique(("value of a signal", signal.id, part));
    let mut add = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let note = (ui.available_width() - 120.0 - 120.0 - 36.0 - 100.0).max(120.0);
        let parts = [
            ("Date", "When was it seen?", "2026-03-09", &mut draft.date, 120.0),
            ("Value", "How much was it?", example(signal.unit), &mut draft.value, 120.0),
            ("What was done about it", "What was done about it, by whom?", "Optional", &mut draft.note, note),
        ];
        for ((caption, prompt, hint, text, width), problem) in parts.into_iter().zip(problems) {
            ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 4.0;
                label::line(ui, caption, Type::Caption, c.ink_2);
                let field = TextField::line(id(caption), prompt).hint(hint).width(width);
                let typed = field.show(ui, text);
                add |= typed.entered && ui.input(|input| input.key_pressed(Key::Enter));
                if let Some(new) = typed.text {
                    *text = new;
                }
                if let Some(problem) = problem {
                    // quiet while somebody types
                    let ink = if typed.response.has_focus() { c.ink_3 } else { c.blocker };
                    label::text(ui, &problem, Type::Small, ink);
                }
            });
        }
        ui.vertical(|ui| {
            ui.add_space(20.0);
            add |= Button::new("Value").icon(icons::PLUS).name("Add value").show(ui).clicked();
        });
    });
    if !add {
        return;
    }
    match (Date::parse(draft.date.trim()), value) {
        (Ok(date), Ok(value)) => {
            let alerted = line.is_some_and(|line| line.is_past(value.get()));
            let note = draft.note.trim().to_owned();
            let seen = Observation { date: Some(date), value: Some(value), alerted, note, ..Observation::default() };
            push(desk, signal.id, seen);
            *draft = Draft { date: draft.date.clone(), signal: draft.signal, ..Draft::default() };
            ui.memory_mut(|memory| memory.request_focus(id("Value")));
        }
        _ => draft.tried = true,
    }
}

fn example(unit: Option<Unit>) -> &'static str {
    match unit {
        Some(Unit::Share) => "Such as 4.7%",
        _ => "Such as 12.5",
    }
}

fn push(desk: &mut Desk<'_>, signal: Id, seen: Observation) {
    desk.edit("add value", |workbook, ids| {
        let seen = name(seen, workbook, ids);
        with_signal(workbook, signal, |signal| signal.observations.push(seen));
    });
}

/// Does something to a signal.
pub fn with_signal(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut Signal)) {
    let signals = &mut Arc::make_mut(&mut workbook.monitoring).signals;
    let at = signals.iter().position(|signal| signal.id == id);
    if let Some(signal) = at.and_then(|at| signals.at_mut(at)) {
        act(signal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_the_unit_of_the_signal() {
        let share = Some(Unit::Share);
        for (text, unit, expected) in [
            ("4.7%", share, Some(0.047)),
            ("0.047", share, Some(0.047)),
            ("4.7", share, None),
            ("140%", share, None),
            ("12.5", None, Some(12.5)),
            ("5%", None, Some(0.05)),
            ("5%", Some(Unit::Hours), None),
            ("soon", Some(Unit::Hours), None),
            ("", None, None),
        ] {
            assert_eq!(read(text, unit).ok().map(Number::get), expected, "{text} {unit:?}");
        }
    }
}
