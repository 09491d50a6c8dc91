//! Adding a value to a signal where it stands: date, value, note, each with what is wrong beside it. Nothing is added until all
//! can be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Key, Ui, vec2};

use crate::assess::signal::AlertLine;
use crate::edit::begun::ReadingBegun;
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

/// Values while they are typed, by their signals: what waits in one line stays there while another is looked at.
#[derive(Debug, Default)]
pub struct Drafts(BTreeMap<Id, Draft>);

impl Drafts {
    /// What is begun and not added. A day alone is nothing: today stands there from the start.
    pub fn begun(&self) -> Vec<ReadingBegun> {
        let typed = self.0.iter().filter(|(_, draft)| draft.is_begun());
        let begun = typed.map(|(signal, draft)| ReadingBegun {
            signal: *signal,
            date: draft.date.clone(),
            value: draft.value.clone(),
            note: draft.note.clone(),
        });
        begun.collect()
    }

    /// Takes up what somebody had begun.
    pub fn take_up(&mut self, begun: &[ReadingBegun]) {
        let draft = |begun: &ReadingBegun| Draft {
            date: begun.date.clone(),
            value: begun.value.clone(),
            note: begun.note.clone(),
            tried: false,
        };
        self.0 = begun.iter().map(|begun| (begun.signal, draft(begun))).collect();
    }
}

/// A value while it is typed.
#[derive(Debug, Clone, Default)]
struct Draft {
    date: String,
    value: String,
    note: String,
    /// Whether it was tried to add it: what is missing is said from then on.
    tried: bool,
}

impl Draft {
    fn of(today: Date) -> Self {
        Self { date: today.to_string(), ..Self::default() }
    }

    fn is_begun(&self) -> bool {
        !self.value.trim().is_empty() || !self.note.trim().is_empty()
    }
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

/// A part of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Date,
    Value,
    Note,
}

impl Part {
    /// Its caption, and what it asks.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Date => ("Date", "When was it seen?"),
            Self::Value => ("Value", "How much was it?"),
            Self::Note => ("What was done about it", "What was done about it, by whom?"),
        }
    }
}

/// The room that the button takes.
const BUTTON: f32 = 100.0;

/// Shows the line; two lines where there is little room.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, drafts: &mut Drafts, (signal, line): (&Signal, Option<AlertLine>)) {
    let draft = drafts.0.entry(signal.id).or_insert_with(|| Draft::of(desk.today));
    let width = ui.available_width();
    let short = if width >= 540.0 { 120.0 } else { (width - 12.0) / 2.0 };
    let rest = width - BUTTON - 12.0;
    let wide = [(Part::Date, short), (Part::Value, short), (Part::Note, rest - 2.0 * (short + 12.0))];
    let narrow = [(Part::Date, short), (Part::Value, short), (Part::Note, rest)];
    let (first, second) = if width >= 540.0 { (wide.as_slice(), [].as_slice()) } else { narrow.split_at(2) };
    let mut add = false;
    for parts in [first, second].into_iter().filter(|parts| !parts.is_empty()) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for (part, width) in parts {
                ui.allocate_ui_with_layout(vec2(*width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(*width);
                    ui.spacing_mut().item_spacing.y = 4.0;
                    add |= cell(ui, draft, signal, (*part, *width));
                });
            }
            if parts.last().is_some_and(|(part, _)| *part == Part::Note) {
                ui.vertical(|ui| {
                    ui.add_space(20.0);
                    add |= Button::new("Value").icon(icons::PLUS).name("Add value").show(ui).clicked();
                });
            }
        });
    }
    if add {
        take(ui, desk, draft, (signal, line));
    }
}

fn field_id(signal: Id, part: Part) -> egui::Id {
    egui::Id::unique(("value of a signal", signal, part.words().0))
}

/// A field with its caption and what is wrong with it; `true` if Enter was pressed in it.
fn cell(ui: &mut Ui, draft: &mut Draft, signal: &Signal, (part, width): (Part, f32)) -> bool {
    let c = theme::colors(ui);
    let (caption, prompt) = part.words();
    let (text, hint) = match part {
        Part::Date => (&mut draft.date, "2026-03-09"),
        Part::Value => (&mut draft.value, example(signal.unit)),
        Part::Note => (&mut draft.note, "Optional"),
    };
    label::line(ui, caption, Type::Caption, c.ink_2);
    let problem = match part {
        Part::Date => date_problem(text),
        Part::Value if draft.tried || !text.trim().is_empty() => read(text, signal.unit).err(),
        Part::Value | Part::Note => None,
    };
    let field = TextField::line(field_id(signal.id, part), prompt).hint(hint).form().width(width);
    let typed = field.show(ui, text);
    if let Some(new) = typed.text {
        *text = new;
    }
    if let Some(problem) = problem {
        // quiet while somebody types
        let ink = if typed.response.has_focus() { c.ink_3 } else { c.blocker };
        label::text(ui, &problem, Type::Small, ink);
    }
    typed.entered && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Adds what was typed, if all of it can be read.
fn take(ui: &Ui, desk: &mut Desk<'_>, draft: &mut Draft, (signal, line): (&Signal, Option<AlertLine>)) {
    let (Ok(date), Ok(value)) = (Date::parse(draft.date.trim()), read(&draft.value, signal.unit)) else {
        draft.tried = true;
        return;
    };
    let alerted = line.is_some_and(|line| line.is_past(value.get()));
    let note = draft.note.trim().to_owned();
    let seen = Observation { date: Some(date), value: Some(value), alerted, note, ..Observation::default() };
    push(desk, signal.id, seen);
    *draft = Draft { date: draft.date.clone(), ..Draft::default() };
    ui.memory_mut(|memory| memory.request_focus(field_id(signal.id, Part::Value)));
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
