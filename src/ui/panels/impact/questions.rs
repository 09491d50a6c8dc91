//! The five governance questions: each a row with its answer and how far it is answered, which opens in place.

use egui::{Color32, Frame, Margin, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::knowledge;
use crate::model::impact::{AnswerState, GovernanceAnswer, Impact};
use crate::model::mark::Mark;
use crate::model::{Record, Section};
use crate::ui::desk::Desk;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::segmented;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::{View, wording};

/// The room before the words, for the number; and at the end, for the state.
const NUMBER: f32 = 36.0;
const STATE: f32 = 112.0;
const LEAST: f32 = 76.0;

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, impact: &Impact) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin { left: 1, right: 1, top: 8, bottom: 1 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.set_min_height(32.0);
            ui.add_space(15.0);
            label::heading(ui, "Five governance questions", Type::Name, 2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(15.0);
                let done = format!("{} of 5 answered", wording::answered(impact));
                label::line(ui, &done, Type::Small, c.ink_3);
            });
        });
        let questions = &knowledge::questions().governance;
        for (number, ((key, answer), question)) in wording::answers(impact).into_iter().zip(questions).enumerate() {
            let row = Row { number: number + 1, key, answer, question: &question.question };
            let open = view.question == Some(key);
            if row.show(ui, desk, open).clicked() {
                view.question = Some(key).filter(|_| !open);
            }
            if view.question == Some(key) {
                ui.push_id(key, |ui| opened(ui, desk, (key, answer, &question.help)));
            }
        }
    });
}

/// How a state looks: its chip says more than the state where it claims too much.
fn chip(ui: &mut Ui, answer: &GovernanceAnswer) {
    match answer.state.unwrap_or_default() {
        AnswerState::Answered if wording::lacks(answer).is_some() => {
            label::worded_chip(ui, Verdict::AtRisk, "Not shown yet");
        }
        AnswerState::Answered => {
            label::worded_chip(ui, Verdict::Within, AnswerState::Answered.label());
        }
        AnswerState::Partly => {
            label::worded_chip(ui, Verdict::Unproven, AnswerState::Partly.label());
        }
        AnswerState::NoAnswer => {
            label::worded_chip(ui, Verdict::Exceeded, AnswerState::NoAnswer.label());
        }
    }
}

/// A question while it is drawn.
struct Row<'a> {
    number: usize,
    key: &'static str,
    answer: &'a GovernanceAnswer,
    question: &'a str,
}

impl Row<'_> {
    /// The answer in a few words.
    fn words(&self) -> (&str, bool) {
        match (self.answer.marks.get("answer"), self.answer.answer.trim()) {
            (Some(Mark::Unknown { question, .. }), _) if !question.trim().is_empty() => (question.trim(), true),
            (Some(Mark::Unknown { .. }), _) => ("Not known yet", true),
            (Some(Mark::NotApplicable { .. }), _) => ("Does not apply", true),
            (Some(Mark::Withheld), _) => ("Left out", true),
            (None, "") => ("Nothing is written yet", true),
            (None, text) => (text, false),
        }
    }

    /// Who said it, and when.
    fn when(&self, desk: &Desk<'_>) -> String {
        let who = label::initials_of(&self.answer.owner);
        let date = self.answer.date.map(|date| words::short_day(date, desk.today)).unwrap_or_default();
        [who, date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn show(&self, ui: &mut Ui, desk: &Desk<'_>, open: bool) -> egui::Response {
        let c = theme::colors(ui);
        let width = ui.available_width();
        let room = width - NUMBER - STATE - 28.0;
        let question = theme::wrapped(ui, self.question, Type::Prompt, c.ink, room);
        let (words, blank) = self.words();
        let ink = if blank { c.ink_3 } else { c.ink_2 };
        let words = theme::cut(ui, words, Type::Note, ink, room, if open { 1 } else { 2 });
        let height = (question.size().y + words.size().y + 20.0).max(LEAST);
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let response = ui.interact(rect, egui::Id::unique(("governance question", self.key)), Sense::click());
        let state = self.answer.state.unwrap_or_default().label();
        response.widget_info(|| {
            let lacks = wording::lacks(self.answer).map(|lacks| format!(". It needs {lacks}")).unwrap_or_default();
            WidgetInfo::labeled(
                Role::Button,
                true,
                format!("Question {}: {} {state}{lacks}", self.number, self.question),
            )
        });
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
        if open {
            ui.painter().rect_filled(rect, 0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, c.hover);
        }
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, c.line));
        let top = rect.center().y - f32::midpoint(question.size().y, words.size().y);
        let text = |x: f32, y: f32, galley, ink: Color32| ui.painter().galley(pos2(x, y), galley, ink);
        let number = theme::line(ui, &self.number.to_string(), Type::Body, c.ink_3);
        text(rect.left() + 16.0, top + 1.0, number, c.ink_3);
        let below = top + question.size().y;
        text(rect.left() + NUMBER + 4.0, top, question, c.ink);
        text(rect.left() + NUMBER + 4.0, below, words, ink);
        let when = theme::cut(ui, &self.when(desk), Type::Small, c.ink_3, STATE, 1);
        let right = rect.right() - 15.0;
        text(right - when.size().x, rect.center().y + 8.0, when, c.ink_3);
        let place = Rect::from_min_max(pos2(right - STATE, rect.center().y - 24.0), pos2(right, rect.center().y + 2.0));
        // beside the flow of the page: the row has its room already
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        chip(&mut ui.new_child(egui::UiBuilder::new().max_rect(place).layout(layout)), self.answer);
        focus::ring_inside(ui, &response, rect, radius::CHIP);
        response
    }
}

/// The open question: what a good answer holds, the answer, how far it is, and what shows it.
fn opened(ui: &mut Ui, desk: &mut Desk<'_>, (key, answer, help): (&'static str, &GovernanceAnswer, &str)) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Impact).part(key);
    let margin = Margin { left: NUMBER as i8 + 4, right: 15, top: 12, bottom: 16 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 12.0;
        label::text(ui, help, Type::Small, c.ink_2);
        form::some(ui, desk, &spot, answer, &["answer"]);
        state(ui, desk, &spot, answer);
        if let Some(lacks) = wording::lacks(answer) {
            ui.horizontal_top(|ui| {
                glyph::show(ui, Glyph::Warning, 16.0);
                label::text(ui, &format!("Answered needs {lacks}. Until then it does not count."), Type::Body, c.ink);
            });
        }
        form::some(ui, desk, &spot, answer, &["links", "owner", "date"]);
    });
}

fn state(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, answer: &GovernanceAnswer) {
    let Some((field, value)) = answer.answers().find(|(field, _)| field.key == "state") else { return };
    let question = Question { spot, field, value, mark: answer.marks.get("state") };
    answer::show_as(ui, desk, question, &mut |ui, desk, question| {
        let current = AnswerState::ALL.iter().position(|state| answer.state == Some(*state));
        let picked = segmented(ui, "State", AnswerState::LABELS, current.unwrap_or(usize::MAX));
        if let Some(state) = picked.and_then(|picked| AnswerState::ALL.get(picked)) {
            question.spot.edit(desk, "set how far it is answered", "state", |value| answer::set(value, state.label()));
        }
    });
}
