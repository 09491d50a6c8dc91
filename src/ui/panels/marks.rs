//! Fields that nobody can answer yet, and fields that do not apply: the mark instead of the answer, and the way there.

use egui::{CornerRadius, Frame, Id, Margin, Stroke, Ui};

use crate::model::Date;
use crate::model::mark::Mark;
use crate::model::value::Scalar;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{dots, link_named};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, menu};

use super::answer::Question;

/// The menu beside a label: mark it as unknown or as not applicable, or take the mark away.
pub fn menu(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    if !question.field.expected && question.mark.is_none() {
        return;
    }
    let name = format!("More about {}", question.field.label);
    let button = dots(ui, &name);
    let picked = menu::below(&button, |ui| {
        let unknown = matches!(question.mark, Some(Mark::Unknown { .. }));
        let not_applicable = matches!(question.mark, Some(Mark::NotApplicable { .. }));
        let mut picked = None;
        // what the mark holds stays when it is chosen again
        if menu::Row::new("Not known yet").icon(icons::QUESTION).chosen(unknown).show(ui).clicked() && !unknown {
            picked = Some(Some(Mark::Unknown { owner: String::new(), due: None, question: String::new() }));
        }
        if menu::Row::new("Does not apply").icon(icons::PROHIBIT).chosen(not_applicable).show(ui).clicked()
            && !not_applicable
        {
            picked = Some(Some(Mark::NotApplicable { reason: String::new() }));
        }
        if question.mark.is_some() && menu::Row::new("Answer it").icon(icons::PENCIL).show(ui).clicked() {
            picked = Some(None);
        }
        picked
    });
    if let Some(mark) = picked.flatten() {
        // what is typed next belongs into the mark, or into the answer
        let next = match &mark {
            Some(Mark::Unknown { .. }) => id(question, "question"),
            Some(Mark::NotApplicable { .. }) => id(question, "reason"),
            None => question.id(),
        };
        ui.memory_mut(|memory| memory.request_focus(next));
        let name = format!("mark {}", question.field.label.to_lowercase());
        question.spot.mark(desk, &name, question.field.key, mark);
    }
}

/// Shows a mark in the place of the answer, to be filled in or taken away.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, mark: &Mark) {
    let c = theme::colors(ui);
    let late = matches!(mark, Mark::Unknown { due: Some(due), .. } if *due < desk.today);
    let shown = Frame::new()
        .fill(c.question_fill)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match mark {
                Mark::Unknown { .. } => {
                    head(ui, desk, question, if late { "Unknown, and late" } else { "Unknown" }, late);
                    unknown(ui, desk, question, mark);
                }
                Mark::NotApplicable { reason } => {
                    head(ui, desk, question, "Does not apply", false);
                    let edit = TextField::line(id(question, "reason"), "Why does it not apply?").hint("Why not?");
                    if let Some(reason) = edit.show(ui, reason).text {
                        write(desk, question, Mark::NotApplicable { reason });
                    }
                }
            }
        });
    glyph::dashed_edge(ui.painter(), shown.response.rect, 6.0, Stroke::new(1.0, c.question_text));
}

fn head(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, words: &str, late: bool) {
    let c = theme::colors(ui);
    ui.spacing_mut().interact_size.y = crate::ui::theme::size::TARGET;
    ui.horizontal(|ui| {
        let glyph = if late { Glyph::Warning } else { Glyph::Kind(crate::model::canvas::NoteKind::Question) };
        glyph::show(ui, glyph, 14.0);
        label::line(ui, words, Type::Caption, c.question_text);
        let name = format!("Answer {}", question.field.label);
        if link_named(ui, "Answer", &name).clicked() {
            question.spot.mark(desk, "answer it", question.field.key, None);
            ui.memory_mut(|memory| memory.request_focus(question.id()));
        }
    });
}

fn unknown(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, mark: &Mark) {
    let Mark::Unknown { owner, due, question: asked } = mark else { return };
    let due = *due;
    let hint = question.field.prompt;
    let edit = TextField::line(id(question, "question"), "What exactly is not known?").hint(hint);
    if let Some(asked) = edit.show(ui, asked).text {
        write(desk, question, Mark::Unknown { owner: owner.clone(), due, question: asked });
    }
    ui.horizontal(|ui| {
        let half = (ui.available_width() - 8.0) / 2.0;
        let edit = TextField::line(id(question, "owner"), "Who finds out?").hint("Who finds out?").width(half);
        if let Some(owner) = edit.show(ui, owner).text {
            write(desk, question, Mark::Unknown { owner, due, question: asked.clone() });
        }
        let edit = TextField::line(id(question, "due"), "By when?").hint("By when, as 2026-03-09").width(half);
        let shown = due.map(|due| due.to_string()).unwrap_or_default();
        let read = |text: &str| Date::parse(text.trim()).map(drop);
        if let Some(text) = field::value(ui, edit, &shown, &read).text {
            let due = Date::parse(text.trim()).ok();
            write(desk, question, Mark::Unknown { owner: owner.clone(), due, question: asked.clone() });
        }
    });
}

fn id(question: Question<'_>, part: &str) -> Id {
    question.id().with(part)
}

fn write(desk: &mut Desk<'_>, question: Question<'_>, mark: Mark) {
    let name = format!("edit what is unknown about {}", question.field.label.to_lowercase());
    question.spot.write_mark(desk, &name, question.field.key, mark);
}
