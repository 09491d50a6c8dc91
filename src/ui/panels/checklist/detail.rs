//! A practice, opened below its row: what we say about it at the left, what the team says at the right.

use egui::{CornerRadius, Frame, Id, Margin, Rect, Stroke, Ui, vec2};

use crate::edit::checklist;
use crate::knowledge::{self, Practice};
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::mark::Mark;
use crate::model::{self, Record, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::marks;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, focus, label};

use super::row::ROW;
use super::{View, table};

/// From this width on guidance and fields stand side by side.
const SIDE_BY_SIDE: f32 = 600.0;

/// Shows it.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    practice: &'static Practice,
    workbook: &Workbook,
) {
    let c = theme::colors(ui);
    let blank;
    let known = workbook.checklist.answer_to(&practice.id);
    let answer = if let Some(answer) = known {
        answer
    } else {
        blank = PracticeAnswer { practice: practice.id.clone(), ..PracticeAnswer::default() };
        &blank
    };
    let id = id_of(desk, view, practice, known);
    let shown = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line))
        .corner_radius(CornerRadius { nw: 0, ne: 0, sw: radius::CARD, se: radius::CARD })
        .inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 16 })
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 12.0;
            let width = ui.available_width();
            if width < SIDE_BY_SIDE {
                label::text(ui, &practice.title, Type::Strong, c.ink); // its row may have cut it
                guidance(ui, desk, practice, workbook);
                ui.add_space(8.0);
                fields(ui, desk, view, practice, (id, answer, known.is_some()));
                return;
            }
            let left = ((width - 32.0) * 0.44).min(440.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 32.0;
                column(ui, left, |ui| guidance(ui, desk, practice, workbook));
                column(ui, width - left - 32.0, |ui| fields(ui, desk, view, practice, (id, answer, known.is_some())));
            });
        });
    ui.add_space(8.0);
    let rect = shown.response.rect;
    if std::mem::take(&mut view.next.show_detail) {
        let with_row = Rect::from_min_max(rect.min - vec2(0.0, ROW), rect.max);
        let align = (with_row.height() > ui.clip_rect().height()).then_some(egui::Align::TOP);
        ui.scroll_to_rect(with_row, align);
    }
    leave(ui, view, rect);
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        contents(ui);
    });
}

/// Escape leads from a field back to the row.
fn leave(ui: &Ui, view: &mut View, detail: Rect) {
    let focused = focus::place(ui.ctx());
    let inside = focused.is_some_and(|focused| detail.contains(focused.center()));
    let key = Id::unique("the focus was in the detail of a practice");
    let was: bool = ui.data(|data| data.get_temp(key)).unwrap_or(false);
    if was && focused.is_none() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        view.next.focus = true;
    }
    ui.data_mut(|data| data.insert_temp(key, inside));
}

/// The id of the answer, or the one that it will have.
pub(super) fn id_of(
    desk: &mut Desk<'_>,
    view: &mut View,
    practice: &'static Practice,
    answer: Option<&PracticeAnswer>,
) -> model::Id {
    let kept = view.fresh.filter(|(of, _)| *of == practice.id).map(|(_, id)| id);
    let id = match (answer, kept) {
        (Some(answer), _) => answer.id,
        (None, Some(kept)) => kept,
        (None, None) => desk.edit("open practice", |_, ids| ids.fresh()), // changes nothing, so it is no step
    };
    view.fresh = Some((&practice.id, id));
    id
}

/// What it asks, what shows it, whom to ask, and what it bears on.
fn guidance(ui: &mut Ui, desk: &mut Desk<'_>, practice: &Practice, workbook: &Workbook) {
    let c = theme::colors(ui);
    label::text(ui, &practice.asks, Type::Prompt, c.ink);
    said(ui, "What evidence looks like", &practice.evidence);
    said(ui, "Whom to ask", &practice.whom);
    let risks = &knowledge::framework().risks;
    let own: Vec<_> = practice.risks.iter().filter_map(|id| risks.iter().find(|risk| risk.id == *id)).collect();
    if !own.is_empty() {
        caption(ui, "Generative-AI risks", |ui| {
            ui.spacing_mut().interact_size.y = 20.0; // rows as high as their chips
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                for risk in own {
                    let meaning = Type::Small.text(risk.meaning.as_str(), c.ink);
                    label::plain_chip(ui, &risk.title).on_hover_text(meaning);
                }
            });
        });
    }
    let modes: Vec<_> =
        workbook.failure_modes.modes.iter().filter(|mode| mode.practices.contains(&practice.id)).collect();
    if modes.is_empty() {
        return;
    }
    caption(ui, "Failure modes that name it", |ui| {
        for mode in modes {
            let words = format!("{} {}", model::Item::cite(mode), mode.title());
            let name = format!("Go to {words}");
            if crate::ui::widgets::button::link_named(ui, &words, &name).clicked() {
                desk.go_to_item(mode.id);
            }
        }
    });
}

fn said(ui: &mut Ui, title: &str, text: &str) {
    caption(ui, title, |ui| {
        label::text(ui, text, Type::Note, theme::colors(ui).ink_2);
    });
}

fn caption(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        label::line(ui, title, Type::Caption, theme::colors(ui).ink_3);
        contents(ui);
    });
}

/// What the team says.
fn fields(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    practice: &'static Practice,
    (id, answer, exists): (model::Id, &PracticeAnswer, bool),
) {
    let spot = Spot::practice(id, &practice.id);
    let ask = |key: &str| question(&spot, answer, key);
    if let Some(key) = view.focus.take()
        && let Some(question) = ask(key)
    {
        ui.memory_mut(|memory| memory.request_focus(question.id()));
    }
    let wants_reason = matches!(answer.status, Some(PracticeStatus::Blocked | PracticeStatus::NotApplicable));
    if answer.marks.get("status").is_some() {
        status(ui, desk, view, practice, ask("status"));
        ask_with(ui, desk, ask("target"));
    } else {
        let width = (ui.available_width() - 16.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            column(ui, width, |ui| status(ui, desk, view, practice, ask("status")));
            column(ui, width, |ui| ask_with(ui, desk, ask("target")));
        });
    }
    if wants_reason {
        reason(ui, desk, answer, ask("reason"));
    }
    halves(ui, desk, ask("owner"), ask("due"));
    for key in ["evidence", "links", "note"] {
        ask_with(ui, desk, ask(key));
    }
    if !wants_reason {
        ask_with(ui, desk, ask("reason"));
    }
    ui.horizontal(|ui| {
        if let Some(internal) = choice::tick(ui, "Internal, not for documents that go outside", answer.internal) {
            let name = if internal { "mark answer internal" } else { "mark answer not internal" };
            desk.edit(name, |workbook, _| checklist::set_internal(workbook, id, super::named(&practice.id), internal));
        }
        if exists && Button::new("Clear answer").quiet().icon(icons::TRASH).show(ui).clicked() {
            desk.remove_item(id, "answer");
        }
    });
}

/// A question of the answer to a practice.
pub(super) fn question<'a>(spot: &'a Spot, answer: &'a PracticeAnswer, key: &str) -> Option<Question<'a>> {
    let (field, value) = answer.answers().find(|(field, _)| field.key == key)?;
    Some(Question { spot, field, value, mark: answer.marks.get(key) })
}

/// Shows a question, if there is one.
pub(super) fn ask_with(ui: &mut Ui, desk: &mut Desk<'_>, question: Option<Question<'_>>) {
    if let Some(question) = question {
        answer::show(ui, desk, question);
    }
}

/// Two short fields side by side; one below the other where one of them is a mark to fill in.
pub(super) fn halves(ui: &mut Ui, desk: &mut Desk<'_>, first: Option<Question<'_>>, second: Option<Question<'_>>) {
    let long = |question: Option<Question<'_>>| {
        question.is_some_and(|question| matches!(question.mark, Some(Mark::Unknown { .. })))
    };
    if long(first) || long(second) {
        ask_with(ui, desk, first);
        ask_with(ui, desk, second);
        return;
    }
    let width = (ui.available_width() - 16.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        column(ui, width, |ui| ask_with(ui, desk, first));
        column(ui, width, |ui| ask_with(ui, desk, second));
    });
}

/// Where it stands, with the squares of the list.
fn status(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, practice: &'static Practice, question: Option<Question<'_>>) {
    let Some(question) = question else { return };
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        ui.set_min_height(16.0);
        label::line(ui, question.field.label, Type::Caption, theme::colors(ui).ink_3);
        marks::menu(ui, desk, question);
    });
    if marks::show(ui, desk, question) {
        return;
    }
    let model::View::Choice(current, options) = question.value.view() else { return };
    let glyph = |index: usize| PracticeStatus::ALL.get(index).map(|status| Glyph::Status(*status));
    let shown = Some(current.unwrap_or_default());
    if let Some(picked) = choice::one_of(ui, question.field.label, shown, options, &glyph) {
        let status = picked.and_then(|index| PracticeStatus::ALL.get(index)).copied().unwrap_or_default();
        table::set_status(desk, view, practice, status);
    }
}

/// The reason, which a practice that is blocked or does not apply needs.
fn reason(ui: &mut Ui, desk: &mut Desk<'_>, answer: &PracticeAnswer, question: Option<Question<'_>>) {
    let c = theme::colors(ui);
    ask_with(ui, desk, question);
    if !answer.reason.trim().is_empty() || answer.marks.get("reason").is_some() {
        return;
    }
    let hint = match answer.status {
        Some(PracticeStatus::NotApplicable) => "Say why it does not apply. Documents print the reason.",
        _ => "Say what blocks it, so that somebody can help.",
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        glyph::show(ui, Glyph::Warning, 14.0);
        label::line(ui, hint, Type::Note, c.ink_2);
    });
}
