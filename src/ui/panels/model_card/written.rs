//! A question of the card that is answered here: paper to write on, with what the checker found under it.

use egui::{CornerRadius, Frame, Key, Margin, Modifiers, Stroke, StrokeKind, Ui};

use crate::model::model_card::ModelCard;
use crate::model::{Record as _, Section, View as Shown};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

/// Shows it. `true` if the next empty one is asked for.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, card: &ModelCard, key: &'static str) -> bool {
    let Some((field, value)) = card.answers().find(|(field, _)| field.key == key) else { return false };
    let spot = Spot::section(Section::ModelCard);
    let question = Question { spot: &spot, field, value, mark: card.marks.get(key) };
    let mut next = false;
    answer::show_as(ui, desk, question, &mut |ui, desk, question| next = paper(ui, desk, question));
    contradictions(ui, desk, key);
    next
}

/// The paper. It is white with an edge, and dashed while it is empty.
fn paper(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) -> bool {
    let c = theme::colors(ui);
    let (id, prompt) = (question.id(), question.field.prompt);
    let text = question.value.view().text();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let next = focused && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let one_line = matches!(question.value.view(), Shown::Text(_)) && !question.field.prose;
    if focused && one_line {
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    }
    let is_empty = text.trim().is_empty() && !focused;
    let edge = match (focused, is_empty) {
        (true, _) => c.accent,
        (false, true) => egui::Color32::TRANSPARENT,
        (false, false) => c.control_line,
    };
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, edge)).corner_radius(radius::CONTROL);
    let shown = frame.inner_margin(Margin::symmetric(12, 7)).show(ui, |ui| {
        let lines = matches!(question.value.view(), Shown::Lines(_));
        // what is long goes on over several lines, also where a line is asked for
        let rows = if (lines || question.field.prose) && !is_empty { 2 } else { 1 };
        let field = TextField::prose(id, prompt, rows);
        let field = field.style(Type::Prompt).bare().hint(prompt);
        if lines { field::value(ui, field, &text, &|_| Ok(())) } else { field.show(ui, &text) }
    });
    let (typed, rect) = (shown.inner, shown.response.rect);
    if is_empty {
        glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CONTROL), Stroke::new(1.0, c.control_line));
    }
    if focus::is_shown(&typed.response) {
        let corner = CornerRadius::same(radius::CONTROL + 2);
        ui.painter().rect_stroke(rect.expand(2.0), corner, Stroke::new(2.0, c.focus), StrokeKind::Outside);
    }
    if typed.response.gained_focus() {
        typed.response.scroll_to_me(None);
    }
    regions::entrance(Region::Main, &typed.response);
    if let Some(new) = typed.text {
        let name = format!("edit {}", question.field.label.to_lowercase());
        question.spot.write(desk, &name, question.field.key, |value| answer::set(value, &new));
    }
    next
}

/// What the checker found about the question, and what to do.
fn contradictions(ui: &mut Ui, desk: &Desk<'_>, key: &str) {
    let c = theme::colors(ui);
    let about = desk.facts.of_section(Section::ModelCard).iter();
    for finding in about.filter(|finding| finding.place.fields.first() == Some(&key)) {
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::of_severity(finding.severity()), 16.0);
            let said = format!("{}. {}", finding.message.trim_end_matches('.'), finding.action);
            label::text(ui, &said, Type::Note, c.ink_2);
        });
    }
}
