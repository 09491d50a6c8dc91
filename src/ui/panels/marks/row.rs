//! A mark as it is read, in the place of the answer: what is unknown with who finds out and by when, or why it does not apply.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::model::Date;
use crate::model::canvas::NoteKind;
use crate::model::mark::Mark;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::super::answer::Question;
use super::draft;

/// The height of the line that every mark has.
const LINE: f32 = 32.0;
/// From this width on, who finds out stands in the same line.
const ONE_LINE: f32 = 440.0;

/// How long ago a date was that something was due by: `3 days late`; `None` if it has not passed.
#[must_use]
pub fn late_words(due: Option<Date>, today: Date) -> Option<String> {
    let days = due.map_or(0, |due| (today - due).get_days());
    match days {
        ..=0 => None,
        1 => Some("1 day late".to_owned()),
        days => Some(format!("{days} days late")),
    }
}

/// Shows a mark.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, mark: &Mark) {
    match mark {
        Mark::Unknown { owner, due, question: asked } => unknown(ui, desk, question, (owner, *due, asked)),
        Mark::NotApplicable { reason } => not_applicable(ui, desk, question, reason),
        Mark::Withheld => {
            label::line(ui, "Left out of this edition", Type::Body, theme::colors(ui).ink_2);
        }
    }
}

fn unknown(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, (owner, due, asked): (&str, Option<Date>, &str)) {
    let c = theme::colors(ui);
    let width = ui.available_width();
    let one_line = width >= ONE_LINE;
    let asked = Some(asked.trim()).filter(|asked| !asked.is_empty());
    let asked = asked.map(|asked| theme::cut(ui, asked, Type::Note, c.ink, width - 20.0, 3));
    let below = if one_line { 0.0 } else { 28.0 };
    let height = LINE + below + asked.as_ref().map_or(0.0, |asked| asked.size().y + 8.0);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let late = late_words(due, desk.today);
    let said = said(question.field.label, owner, due, late.as_deref(), desk.today);
    let response = ground(ui, question, rect, &said);
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), c.question_fill);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), c.hover.gamma_multiply(0.5));
    }
    glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CONTROL), Stroke::new(1.0, c.question_text));
    focus::ring(ui, &response, rect, radius::CONTROL);
    let first = Rect::from_min_size(rect.min, vec2(width, LINE));
    let left = word(ui, first, c.question_text);
    let who = if one_line {
        first.with_min_x(left)
    } else {
        Rect::from_min_size(pos2(rect.left() + 8.0, rect.top() + LINE - 4.0), vec2(width - 16.0, 28.0))
    };
    let links = first.with_min_x(left).with_max_x(rect.right() - 8.0);
    let right = actions(ui, desk, question, (links, owner.trim().is_empty()));
    let right = if one_line { right } else { who.right() };
    let right = lateness(ui, who.with_max_x(right), late.as_deref(), owner.trim().is_empty());
    person(ui, who.with_max_x(right), owner, due, desk.today);
    if let Some(asked) = asked {
        ui.painter().galley(pos2(rect.left() + 10.0, rect.top() + LINE + below - 2.0), asked, c.ink);
    }
    if response.clicked() && !desk.is_read_only() {
        draft::open(ui, question, true);
    }
}

/// What a screen reader says of an unknown.
fn said(label: &str, owner: &str, due: Option<Date>, late: Option<&str>, today: Date) -> String {
    let who = if owner.trim().is_empty() { "nobody is asked".to_owned() } else { owner.trim().to_owned() };
    let by = due.map(|due| format!(" by {}", words::day(due, today))).unwrap_or_default();
    let late = late.map(|late| format!(", {late}")).unwrap_or_default();
    format!("{label}: unknown. {}{by}{late}", words::capitalized(&who))
}

/// The whole of a mark, to be clicked.
fn ground(ui: &Ui, question: Question<'_>, rect: Rect, said: &str) -> Response {
    let response = ui.interact(rect, super::row_id(question), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// The ring and the word; gives where they end.
fn word(ui: &Ui, line: Rect, ink: egui::Color32) -> f32 {
    let mark = Rect::from_center_size(line.left_center() + vec2(17.0, 0.0), Vec2::splat(16.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(NoteKind::Question), theme::colors(ui));
    let galley = theme::line(ui, "Unknown", Type::Strong, ink);
    let at = line.left_center() + vec2(32.0, -galley.size().y / 2.0);
    let end = at.x + galley.size().x + 10.0;
    ui.painter().galley(at, galley, ink);
    end
}

/// What can be done about it, at the right; gives where that begins.
fn actions(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, (room, nobody): (Rect, bool)) -> f32 {
    let shown = ui.scope_builder(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if link_named(ui, "Answer", &format!("Answer {}", question.field.label)).clicked() {
            super::answer(ui, desk, question);
        }
        let name = format!("Ask someone about {}", question.field.label);
        if nobody && link_named(ui, "Ask someone", &name).clicked() && !desk.is_read_only() {
            draft::open(ui, question, true);
        }
    });
    shown.response.rect.left() - 12.0
}

/// The warning that it is late or that nobody is asked, at the right of the room; gives where that begins.
fn lateness(ui: &Ui, room: Rect, late: Option<&str>, nobody: bool) -> f32 {
    let c = theme::colors(ui);
    if late.is_none() && !nobody {
        return room.right();
    }
    let words = theme::line(ui, late.unwrap_or_default(), Type::Medium, c.atrisk_text);
    let width = words.size().x;
    let left = room.right() - width - 18.0;
    let mark = Rect::from_center_size(pos2(left + 7.0, room.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), mark, Glyph::Warning, c);
    ui.painter().galley(pos2(left + 18.0, room.center().y - words.size().y / 2.0), words, c.atrisk_text);
    left - 8.0
}

/// Who finds out, and by when.
fn person(ui: &Ui, room: Rect, owner: &str, due: Option<Date>, today: Date) {
    let c = theme::colors(ui);
    let owner = owner.trim();
    let mut left = room.left();
    if !owner.is_empty() {
        label::paint_initials(ui, Rect::from_center_size(pos2(left + 12.0, room.center().y), Vec2::splat(24.0)), owner);
        left += 32.0;
    }
    // who is named by initials has them in the circle already
    let named = !owner.is_empty() && label::initials_of(owner) != owner;
    let who = if named { format!("{owner}, ") } else { String::new() };
    let who = if owner.is_empty() { "Nobody is asked, ".to_owned() } else { who };
    let by = due.map(|due| format!("by {}", words::day(due, today))).unwrap_or_default();
    let galley =
        theme::cut(ui, format!("{who}{by}").trim_end_matches([',', ' ']), Type::Body, c.ink, room.right() - left, 1);
    ui.painter().galley(pos2(left, room.center().y - galley.size().y / 2.0), galley, c.ink);
}

fn not_applicable(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, reason: &str) {
    let c = theme::colors(ui);
    let width = ui.available_width();
    let reason = reason.trim();
    let shown = if reason.is_empty() { "Why not?" } else { reason };
    let room = width - 40.0 - 60.0;
    let lead = theme::line(ui, "Not applicable.", Type::Medium, c.ink_2);
    let text = theme::cut(ui, shown, Type::Body, c.ink_3, (room - lead.size().x).max(room * 0.5), 3);
    let beside = lead.size().x + 6.0 + text.size().x <= room;
    let height = if beside { text.size().y.max(20.0) } else { 20.0 + text.size().y } + 12.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height.max(LINE)), Sense::hover());
    let said = format!("{}: not applicable. {shown}", question.field.label);
    let response = ground(ui, question, rect, &said);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), c.hover);
    }
    focus::ring(ui, &response, rect, radius::CONTROL);
    let icon = Rect::from_center_size(rect.left_top() + vec2(17.0, 16.0), Vec2::splat(16.0));
    label::paint_icon(ui, icon, icons::MINUS_CIRCLE, Type::Icon, c.ink_3);
    let at = rect.left_top() + vec2(34.0, 6.0);
    let end = lead.size().x + 6.0;
    ui.painter().galley(at, lead, c.ink_2);
    ui.painter().galley(if beside { at + vec2(end, 0.0) } else { at + vec2(0.0, 20.0) }, text, c.ink_3);
    let corner = rect.right_top() + vec2(-8.0, 0.0);
    let links = Rect::from_min_max(pos2(at.x, corner.y), pos2(corner.x, corner.y + LINE.max(size::TARGET)));
    ui.scope_builder(UiBuilder::new().max_rect(links).layout(Layout::right_to_left(Align::Center)), |ui| {
        if link_named(ui, "Answer", &format!("Answer {}", question.field.label)).clicked() {
            super::answer(ui, desk, question);
        }
    });
    if response.clicked() && !desk.is_read_only() {
        draft::open(ui, question, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_is_what_was_due_before_today() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (due, words) in [
            (None, None),
            (Some("2026-03-10"), None),
            (Some("2026-03-09"), None),
            (Some("2026-03-08"), Some("1 day late")),
            (Some("2026-02-27"), Some("10 days late")),
        ] {
            assert_eq!(late_words(due.map(day), day("2026-03-09")).as_deref(), words, "{due:?}");
        }
    }
}
