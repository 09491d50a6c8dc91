//! The questions that make a mark, asked where the answer would stand: who will find out, by when; or why it does not apply.
//! Nothing is written until they are answered; Escape puts back what was there.

use std::collections::BTreeMap;

use egui::{Align, Context, CornerRadius, Frame, Layout, Margin, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

use crate::edit::begun::MarkBegun;
use crate::model::Date;
use crate::model::canvas::NoteKind;
use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::value::Scalar;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::super::answer::Question;
use super::super::spot::Spot;

/// The narrowest room in which name and date stand side by side.
const SIDE_BY_SIDE: f32 = 340.0;

/// A mark that is being made, with what was typed so far.
#[derive(Debug, Clone)]
pub struct Draft {
    unknown: bool,
    who: String,
    by: String,
    /// What exactly is not known, or why it does not apply.
    text: String,
    fresh: bool,
    /// Whether what is wrong is said: only after the first try.
    tried: bool,
    /// What it said when it was opened: until somebody enters something, nothing is begun.
    opened: [String; 3],
}

/// All marks that are being made in the open document, by the names of their fields, with what these are called.
#[derive(Debug, Clone, Default)]
struct Drafts(BTreeMap<String, (String, Draft)>);

impl Drafts {
    fn key() -> egui::Id {
        egui::Id::unique("marks that are being made")
    }

    fn read<R>(ctx: &Context, read: impl FnOnce(&Self) -> R) -> R {
        ctx.data_mut(|data| read(data.get_temp_mut_or_default::<Self>(Self::key())))
    }

    fn change(ctx: &Context, change: impl FnOnce(&mut BTreeMap<String, (String, Draft)>)) {
        ctx.data_mut(|data| change(&mut data.get_temp_mut_or_default::<Self>(Self::key()).0));
    }
}

/// The marks that are being made and into which something was entered.
pub fn begun(ctx: &Context) -> Vec<MarkBegun> {
    Drafts::read(ctx, |drafts| {
        let written = drafts.0.iter().filter(|(_, (_, draft))| draft.texts() != draft.opened);
        let begun = written.map(|(place, (label, draft))| MarkBegun {
            place: place.clone(),
            label: label.clone(),
            is_unknown: draft.unknown,
            who: draft.who.clone(),
            by: draft.by.clone(),
            text: draft.text.clone(),
        });
        begun.collect()
    })
}

/// Takes up the marks that somebody had begun; those of another document go.
pub fn take_up(ctx: &Context, begun: &[MarkBegun]) {
    let draft = |begun: &MarkBegun| Draft {
        unknown: begun.is_unknown,
        who: begun.who.clone(),
        by: begun.by.clone(),
        text: begun.text.clone(),
        fresh: false,
        tried: false,
        opened: Default::default(),
    };
    let all = begun.iter().map(|begun| (begun.place.clone(), (begun.label.clone(), draft(begun)))).collect();
    Drafts::change(ctx, |drafts| *drafts = all);
}

impl Draft {
    fn of(mark: Option<&Mark>, unknown: bool) -> Self {
        let (who, by, text) = match mark {
            Some(Mark::Unknown { owner, due, question }) if unknown => {
                (owner.clone(), due.map(|due| due.to_string()).unwrap_or_default(), question.clone())
            }
            Some(Mark::NotApplicable { reason }) if !unknown => (String::new(), String::new(), reason.clone()),
            _ => Default::default(),
        };
        let opened = [&who, &by, &text].map(Clone::clone);
        Self { unknown, who, by, text, fresh: true, tried: false, opened }
    }

    fn texts(&self) -> [&str; 3] {
        [&self.who, &self.by, &self.text]
    }

    /// The mark, or `None` if the date cannot be read.
    fn mark(&self) -> Option<Mark> {
        let text = self.text.trim().to_owned();
        if !self.unknown {
            return Some(Mark::NotApplicable { reason: text });
        }
        let by = self.by.trim();
        let due = if by.is_empty() { None } else { Some(Date::parse(by).ok()?) };
        Some(Mark::Unknown { owner: self.who.trim().to_owned(), due, question: text })
    }
}

/// The mark that is being made on a field.
pub fn of(ui: &Ui, question: Question<'_>) -> Option<Draft> {
    let name = question.spot.name(question.field.key);
    Drafts::read(ui.ctx(), |drafts| drafts.0.get(&name).map(|(_, draft)| draft.clone()))
}

fn keep(ui: &Ui, question: Question<'_>, draft: Option<Draft>) {
    let name = question.spot.name(question.field.key);
    Drafts::change(ui.ctx(), |drafts| match draft {
        Some(draft) => drop(drafts.insert(name, (question.field.label.to_owned(), draft))),
        None => drop(drafts.remove(&name)),
    });
}

/// Begins to mark a field as unknown, or as not applicable.
pub fn open(ui: &Ui, question: Question<'_>, unknown: bool) {
    keep(ui, question, Some(Draft::of(question.mark, unknown)));
    ui.ctx().request_repaint();
}

/// Begins to say who finds out about the field at a place, which is going to be shown.
pub fn ask_at(ui: &Ui, place: &Place, mark: &Mark) {
    if let Some((spot, key)) = Spot::at(place) {
        Drafts::change(ui.ctx(), |drafts| {
            drop(drafts.insert(spot.name(key), (String::new(), Draft::of(Some(mark), true))));
        });
    }
}

/// What became of the questions in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Save,
    Cancel,
}

/// Shows the questions.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, mut draft: Draft) {
    let c = theme::colors(ui);
    let edge = Stroke::new(1.0, c.question_text);
    let corner = CornerRadius::same(radius::CONTROL);
    let frame = Frame::new().fill(c.surface).corner_radius(corner);
    let (mut asked, fresh) = (Asked::Nothing, std::mem::take(&mut draft.fresh));
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_width(ui.available_width());
        head(ui, &draft);
        Frame::new().inner_margin(Margin { left: 12, right: 12, top: 10, bottom: 12 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            asked = if draft.unknown {
                unknown(ui, question, &mut draft, fresh)
            } else {
                let hint = "Why does it not apply?";
                field(ui, question, ("reason", hint, hint), &mut draft.text, (fresh, false))
            };
            ui.add_space(6.0);
            let pressed = buttons(ui, desk, &draft);
            if pressed != Asked::Nothing {
                asked = pressed;
            }
        });
    });
    let rect = shown.response.rect;
    ui.painter().rect_stroke(rect, corner, Stroke::new(1.0, c.question_fill), StrokeKind::Inside);
    glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CONTROL), edge);
    if fresh {
        ui.scroll_to_rect(rect, None);
    }
    conclude(ui, desk, question, draft, asked);
}

/// Saves, puts back, or keeps what was typed.
fn conclude(ui: &Ui, desk: &mut Desk<'_>, question: Question<'_>, mut draft: Draft, asked: Asked) {
    let label = question.field.label.to_lowercase();
    match (asked, draft.mark()) {
        (Asked::Save, Some(mark)) => {
            let name = if draft.unknown { "unknown" } else { "not applicable" };
            question.spot.mark(desk, &format!("mark {label} as {name}"), question.field.key, Some(mark));
            keep(ui, question, None);
            ui.memory_mut(|memory| memory.request_focus(super::row_id(question)));
        }
        (Asked::Save, None) => {
            draft.tried = true;
            keep(ui, question, Some(draft));
            ui.memory_mut(|memory| memory.request_focus(question.id().with("due")));
        }
        (Asked::Cancel, _) => {
            keep(ui, question, None);
            ui.memory_mut(|memory| memory.request_focus(super::entrance(question)));
        }
        (Asked::Nothing, _) => keep(ui, question, Some(draft)),
    }
}

/// What is being done, and the way out.
fn head(ui: &mut Ui, draft: &Draft) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), egui::Sense::hover());
    let top = CornerRadius { nw: radius::CONTROL, ne: radius::CONTROL, sw: 0, se: 0 };
    ui.painter().rect_filled(rect, top, c.question_fill);
    let mark = Rect::from_center_size(rect.left_center() + vec2(17.0, 0.0), Vec2::splat(16.0));
    if draft.unknown {
        glyph::paint(ui.painter(), mark, Glyph::Kind(NoteKind::Question), c);
    } else {
        label::paint_icon(ui, mark, icons::MINUS_CIRCLE, Type::Icon, c.question_text);
    }
    let words = if draft.unknown { "Mark as unknown" } else { "Mark as not applicable" };
    let inside = Rect::from_min_max(rect.left_top() + vec2(32.0, 0.0), rect.right_bottom() - vec2(10.0, 0.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
        label::line(ui, "Esc puts it back", Type::Caption, c.question_text);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label::line(ui, words, Type::Strong, c.question_text);
        });
    });
}

fn unknown(ui: &mut Ui, question: Question<'_>, draft: &mut Draft, fresh: bool) -> Asked {
    let wrong = draft.tried && draft.mark().is_none();
    let mut asked = Asked::Nothing;
    let mut note = |one: Asked| {
        if one != Asked::Nothing {
            asked = one;
        }
    };
    let (who, by) = (("owner", "Who will find out?", "A name"), ("due", "By when?", "2026-03-20"));
    if ui.available_width() >= SIDE_BY_SIDE {
        let width = (ui.available_width() - 12.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.set_width(width);
                note(ui.vertical(|ui| field(ui, question, who, &mut draft.who, (fresh, false))).inner);
            });
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.set_width(width);
                note(ui.vertical(|ui| field(ui, question, by, &mut draft.by, (false, wrong))).inner);
            });
        });
    } else {
        note(field(ui, question, who, &mut draft.who, (fresh, false)));
        note(field(ui, question, by, &mut draft.by, (false, wrong)));
    }
    if wrong {
        label::text(ui, "Enter a date such as 2026-03-20, or none.", Type::Small, theme::colors(ui).blocker);
    }
    ui.add_space(4.0);
    let what = ("question", "What exactly is not known?", question.field.prompt);
    note(field(ui, question, what, &mut draft.text, (false, false)));
    asked
}

/// A field with its label; Enter saves all, Escape puts back.
fn field(
    ui: &mut Ui,
    question: Question<'_>,
    (part, name, hint): (&str, &str, &str),
    text: &mut String,
    (focus, wrong): (bool, bool),
) -> Asked {
    ui.spacing_mut().item_spacing.y = 4.0;
    label::text(ui, name, Type::Caption, theme::colors(ui).ink_2);
    let edit = TextField::line(question.id().with(part), name).hint(hint).form().wrong(wrong).take_focus(focus);
    let typed = edit.show(ui, text);
    if let Some(new) = typed.text {
        *text = new;
    }
    match (typed.entered, typed.escaped) {
        (true, _) => Asked::Save,
        (_, true) => Asked::Cancel,
        _ => Asked::Nothing,
    }
}

/// Save, cancel, and the gate before which the answer is needed.
fn buttons(ui: &mut Ui, desk: &Desk<'_>, draft: &Draft) -> Asked {
    let mut asked = Asked::Nothing;
    ui.horizontal(|ui| {
        let words = if draft.unknown { "Mark unknown" } else { "Mark not applicable" };
        if Button::new(words).primary().show(ui).clicked() {
            asked = Asked::Save;
        }
        if Button::new("Cancel").quiet().name("Put back what was there").show(ui).clicked() {
            asked = Asked::Cancel;
        }
        let gate = desk.facts.readiness.next_gate().filter(|_| draft.unknown);
        if let Some((gate, date)) = gate.and_then(|gate| Some((gate, gate.date?))) {
            let name = if gate.name.trim().is_empty() { "the next gate" } else { gate.name.trim() };
            let text = format!("{name} is on {}", words::day(date, desk.today));
            if ui.available_width() > 120.0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    label::line(ui, &text, Type::Small, theme::colors(ui).ink_3);
                });
            }
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_keeps_what_was_marked_and_refuses_what_is_no_date() {
        let due = "2026-03-16".parse::<Date>().ok();
        let mark = Mark::Unknown { owner: "AV".to_owned(), due, question: "Which law?".to_owned() };
        let mut draft = Draft::of(Some(&mark), true);
        assert_eq!(draft.mark(), Some(mark.clone()));
        draft.by = "soon".to_owned();
        assert_eq!(draft.mark(), None);
        draft.by = " ".to_owned();
        assert!(matches!(draft.mark(), Some(Mark::Unknown { due: None, .. })));
        let other = Draft::of(Some(&mark), false);
        assert_eq!(other.mark(), Some(Mark::NotApplicable { reason: String::new() }), "a name is no reason");
    }
}
