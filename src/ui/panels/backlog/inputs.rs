//! An input of a score: label, field and what its value means, with a word about what cannot be right.

use egui::{Rect, Ui, UiBuilder, vec2};

use crate::assess::priority::{Fault, Input};
use crate::model::roadmap::BacklogItem;
use crate::model::value::{Invalid, Scalar};
use crate::model::{self, Number, Rate, Record};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::label;

/// The width of the labels, and of the fields.
const LABEL: f32 = 92.0;
const FIELD: f32 = 92.0;

/// The id of the field for a question of an item: the same as in a form.
pub(super) fn field_id(id: model::Id, key: &str) -> egui::Id {
    egui::Id::unique((&Spot::item(id), key))
}

/// Whether a text can be the value of an input.
pub(super) fn read(input: Input, text: &str) -> Result<(), Invalid> {
    let value = match input {
        Input::Confidence => Rate::parse(text.trim()).map(Rate::fraction),
        _ => Number::parse(text.trim()).map(Number::get),
    };
    match value {
        Ok(value) if input.accepts(value) => Ok(()),
        _ => Err(Invalid::new(text, input.wanted())),
    }
}

/// The name of the step that sets an input.
pub(super) fn step(input: Input) -> String {
    format!("set {}", input.label().to_lowercase())
}

/// What an input means, at length: the question of the model.
fn explanation(item: &BacklogItem, input: Input) -> &'static str {
    item.fields().iter().find(|field| field.key == input.key()).map_or("", |field| field.prompt)
}

/// The row of an input in the card.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, item: &BacklogItem, input: Input) {
    let c = theme::colors(ui);
    let at = ui.next_widget_position();
    let width = ui.available_width();
    let caption = Rect::from_min_size(at, vec2(LABEL, size::CONTROL + 4.0));
    let words = Rect::from_min_max(
        egui::pos2(at.x + LABEL + FIELD + 8.0, at.y),
        egui::pos2(at.x + width, at.y + size::CONTROL + 4.0),
    );
    for (rect, text, style, ink) in
        [(caption, input.label(), Type::Body, c.ink_2), (words, input.meaning(item), Type::Small, c.ink_3)]
    {
        let place = UiBuilder::new().id_salt((input.key(), text)).max_rect(rect);
        let mut child = ui.new_child(place.layout(egui::Layout::left_to_right(egui::Align::Center)));
        label::line(&mut child, text, style, ink).on_hover_text(explanation(item, input));
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(LABEL);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(2.0);
            let edit = TextField::line(field_id(item.id, input.key()), input.label()).width(FIELD);
            let typed = field::value(ui, edit, &input.text(item), &|text| read(input, text));
            if let Some(text) = typed.text {
                Spot::item(item.id).write(desk, &step(input), input.key(), |value| answer::set(value, text.trim()));
            }
            let fault = input.value(item).filter(|value| !input.accepts(*value)).map(|value| Fault { input, value });
            if let Some(fault) = fault {
                label::text(ui, &format!("{}.", fault.words()), Type::Small, c.blocker);
            }
            ui.add_space(2.0);
        });
    });
}
