//! A question with its answer: words, what is to be chosen, the number that was found, how somebody knows, and the way on.

use egui::{Id, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::assess::interview::{Knowing, questions, spot};
use crate::knowledge::InterviewQuestion;
use crate::model::View as Values;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};

use super::{Ask, Draft, View, known};

/// A heading that wraps, in the largest type.
pub(super) fn title(ui: &mut Ui, text: &str) {
    let c = theme::colors(ui);
    let response = label::text(ui, text, Type::Display, c.ink);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_level(1);
        node.set_label(text);
    });
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    let Some((chapter, question)) = view.question() else { return };
    let fresh = std::mem::take(&mut view.fresh);
    let (at, count) = (view.at, questions().count());
    ui.spacing_mut().item_spacing.y = 8.0;
    let place = format!("Question {} of {count}", at + 1);
    // where there is no list of chapters, the line above says which one this is
    let place = if desk.room < Room::Tight { place } else { format!("{chapter}  \u{b7}  {place}") };
    label::line(ui, &place, Type::Caption, c.ink_2);
    title(ui, &question.question);
    label::text(ui, &question.help, Type::Lead, c.ink_2);
    ui.add_space(8.0);
    let Some(draft) = &mut view.draft else { return };
    let unknown = draft.answer.knowing == Knowing::Unknown;
    if !unknown {
        let first = fresh && question.answer.is_empty();
        choices(ui, desk, question, draft, first);
    }
    if !question.answer.is_empty() {
        words(ui, desk, question, draft, fresh);
        if !unknown && question.number.is_some() {
            number(ui, draft);
        }
    }
    if !question.certain {
        ui.add_space(8.0);
        known::show(ui, desk, draft);
    }
    ui.add_space(16.0);
    buttons(ui, desk, view);
    ui.add_space(16.0);
    why(ui, view, question);
}

fn words(ui: &mut Ui, desk: &Desk<'_>, question: &InterviewQuestion, draft: &mut Draft, fresh: bool) {
    let rows = if desk.room >= Room::Tight { 4 } else { 3 };
    let hint = if draft.answer.knowing == Knowing::Unknown { "What exactly is not known?" } else { "" };
    let id = Id::unique(("interview", question.key.as_str()));
    let field = TextField::prose(id, &question.question, rows).style(Type::Lead).hint(hint).take_focus(fresh);
    let typed = field.show(ui, &draft.answer.text);
    regions::entrance(Region::Main, &typed.response);
    if let Some(text) = typed.text {
        draft.answer.text = text;
    }
}

/// The number that was found, which can be changed or taken away.
fn number(ui: &mut Ui, draft: &mut Draft) {
    let c = theme::colors(ui);
    if draft.answer.text.trim().is_empty() {
        return;
    }
    if draft.answer.number.is_empty() && draft.by_hand {
        ui.horizontal(|ui| {
            label::line(ui, "No number is taken from this answer.", Type::Body, c.ink_3);
            if link(ui, "Look again").clicked() {
                draft.by_hand = false;
            }
        });
        return;
    }
    if draft.answer.number.is_empty() {
        label::line(ui, "No number yet. A rough one will do.", Type::Body, c.ink_3);
        return;
    }
    ui.horizontal(|ui| {
        label::line(ui, "Number found in your answer", Type::Body, c.ink_2);
        let field = TextField::line(Id::unique("interview number"), "Number found in your answer").width(96.0);
        if let Some(text) = field.show(ui, &draft.answer.number).text {
            draft.answer.number = text;
            draft.by_hand = true;
        }
        if link(ui, "Not that one").clicked() {
            draft.answer.number.clear();
            draft.by_hand = true;
        }
    });
}

/// What is to be chosen: one of a few, or all that is true.
fn choices(ui: &mut Ui, desk: &Desk<'_>, question: &InterviewQuestion, draft: &mut Draft, fresh: bool) {
    let c = theme::colors(ui);
    let workbook = desk.snapshot();
    let mut focus_next = fresh;
    for (address, chosen) in question.choices.iter().zip(&mut draft.answer.choices) {
        let Some((record, key)) = spot(&workbook, address) else { continue };
        let field = record.fields().iter().find(|field| field.key == key);
        let Some(field) = field else { continue };
        let (options, several) = match record.answer(key).map(|value| value.view()) {
            Some(Values::Choice(_, options)) => (options, false),
            Some(Values::Choices(_, options)) => (options, true),
            _ => continue,
        };
        label::line(ui, field.prompt, Type::Strong, c.ink);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            for option in options {
                let on = chosen.lines().any(|line| line == *option);
                let response = choose(ui, option, (on, several));
                if std::mem::take(&mut focus_next) {
                    response.request_focus();
                    regions::entrance(Region::Main, &response);
                }
                if response.clicked() {
                    *chosen = toggled(chosen, option, (on, several));
                }
            }
        });
        ui.add_space(8.0);
    }
}

/// The choice after a click on `option`.
fn toggled(chosen: &str, option: &str, (on, several): (bool, bool)) -> String {
    match (on, several) {
        (true, _) => chosen.lines().filter(|line| *line != option).collect::<Vec<_>>().join("\n"),
        (false, true) if !chosen.is_empty() => format!("{chosen}\n{option}"),
        (false, _) => option.to_owned(),
    }
}

fn choose(ui: &mut Ui, text: &str, (on, several): (bool, bool)) -> egui::Response {
    let c = theme::colors(ui);
    let galley = theme::line(ui, text, Type::Medium, if on { c.accent } else { c.ink_2 });
    let lead = if on { 22.0 } else { 0.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 24.0 + lead, size::CONTROL + 4.0), Sense::click());
    let fill = match (on, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => c.surface,
    };
    let edge = if on { c.accent } else { c.control_line };
    ui.painter().rect(rect, radius::CONTROL, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if on {
        let mark = egui::Rect::from_center_size(rect.left_center() + vec2(20.0, 0.0), egui::Vec2::splat(16.0));
        label::paint_icon(ui, mark, icons::CHECK, Type::Icon, c.accent);
    }
    let at = rect.left_center() + vec2(12.0 + lead, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, c.ink_2);
    focus::ring(ui, &response, rect, radius::CONTROL);
    let role = if several { Role::CheckBox } else { Role::RadioButton };
    response.widget_info(|| WidgetInfo::selected(role, true, on, text));
    response
}

fn buttons(ui: &mut Ui, desk: &Desk<'_>, view: &mut View) {
    ui.horizontal(|ui| {
        let back = Button::new("Back").icon(icons::ARROW_LEFT).large().enabled(view.at > 0).show(ui);
        if back.on_hover_text("The question before (Alt Left)").clicked() {
            view.asked.push(Ask::Back);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if desk.room >= Room::Tight {
                label::key(ui, if cfg!(target_os = "macos") { "Cmd Enter" } else { "Ctrl Enter" });
            }
            if Button::new("Next question").primary().large().show(ui).clicked() {
                view.asked.push(Ask::Next);
            }
            if Button::new(if desk.room > Room::Single { "Skip for now" } else { "Skip" })
                .large()
                .quiet()
                .show(ui)
                .clicked()
            {
                view.asked.push(Ask::Skip);
            }
        });
    });
}

fn why(ui: &mut Ui, view: &mut View, question: &InterviewQuestion) {
    let c = theme::colors(ui);
    label::rule(ui);
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        label::icon(ui, icons::QUESTION, c.ink_3);
        let width = (ui.available_width() - 96.0).max(120.0);
        ui.allocate_ui(vec2(width, 22.0), |ui| {
            ui.set_width(width);
            ui.vertical(|ui| {
                label::text(ui, &format!("Why we ask. {}", question.why), Type::Prompt, c.ink_2);
                if view.example {
                    label::text(ui, &format!("For example: {}", question.example), Type::Prompt, c.ink);
                }
            });
        });
        let text = if view.example { "Hide" } else { "Example" };
        let name = if view.example { "Hide the example" } else { "Show an example" };
        if Button::new(text).quiet().name(name).show(ui).clicked() {
            view.example = !view.example;
        }
    });
}
