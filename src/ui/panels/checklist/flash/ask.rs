//! The question with its five choices, what the evidence says against the chosen one, and the fields that go with it.

use egui::{Align, Frame, Layout, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::checklist::PracticeStatus;
use crate::model::mark::Mark;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::marks;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::super::{View, detail};
use super::{Asked, Case, live, queue};

/// From this many letters on a question is set smaller.
const LONG: usize = 110;

/// How the five choices share a row, by the length of their words.
const SHARES: [f32; 5] = [1.12, 1.12, 0.9, 0.95, 1.35];

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, case: &Case<'_>) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    let side = if ui.available_width() >= 560.0 { 32 } else { 16 };
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin { left: side, right: side, top: 20, bottom: 20 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        head(ui, desk, case);
        ui.add_space(4.0);
        let (question, rest) = queue::question(&case.practice.asks);
        let style = if question.chars().count() > LONG || side == 16 { Type::Title } else { Type::Display };
        label::long_heading(ui, question, style, 2);
        if !rest.is_empty() {
            label::text(ui, rest, Type::Standfirst, c.ink_2);
        }
        ui.add_space(8.0);
        asked = status(ui, desk, case);
        against(ui, case);
        ui.add_space(8.0);
        fields(ui, desk, view, case);
        ui.add_space(8.0);
        asked = foot(ui, desk, view).or(asked);
    });
    asked
}

/// The practice with the gates that count it and the risks that it bears on.
fn head(ui: &mut Ui, desk: &mut Desk<'_>, case: &Case<'_>) {
    let c = theme::colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        label::line(ui, &case.practice.id, Type::Strong, c.ink);
        label::line(ui, &case.practice.title, Type::Body, c.ink_3);
        for (id, cited) in live::gates(case.workbook, &case.practice.id) {
            let text = format!("Counts for {cited}");
            if link_named(ui, &text, &text).clicked() {
                desk.go_to_item(id);
            }
        }
    });
}

/// Where it stands.
fn status(ui: &mut Ui, desk: &mut Desk<'_>, case: &Case<'_>) -> Option<Asked> {
    let spot = Spot::practice(case.id, &case.practice.id);
    label::line(ui, "Where does it stand?", Type::Caption, theme::colors(ui).ink_2);
    if let Some(question) = detail::question(&spot, case.answer, "status")
        && marks::show(ui, desk, question)
    {
        return None;
    }
    let width = ui.available_width();
    let across = if width >= 640.0 {
        5
    } else if width >= 400.0 {
        3
    } else {
        2
    };
    let gap = 8.0;
    let shares: [f32; 5] = if across == 5 { SHARES } else { [1.0; 5] };
    let all: f32 = shares.iter().take(across).sum();
    let each = (width - gap * (across as f32 - 1.0)) / all;
    let rows = PracticeStatus::ALL.len().div_ceil(across);
    let high = if across == 5 { 56.0 } else { 44.0 };
    let height = rows as f32 * (high + gap) - gap;
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let chosen = case.answer.status.unwrap_or_default();
    let mut asked = None;
    for (index, (status, share)) in PracticeStatus::ALL.iter().zip(shares).enumerate() {
        let place = index % across;
        let before: f32 = shares.iter().take(place).sum();
        let at = vec2(before * each + place as f32 * gap, (index / across) as f32 * (high + gap));
        let rect = Rect::from_min_size(area.min + at, vec2(share * each, high));
        if choice(ui, rect, *status, (index, *status == chosen, desk.single_keys)) {
            asked = Some(Asked::Status(index));
        }
    }
    asked
}

/// One of the five. Whether it was clicked.
fn choice(ui: &mut Ui, rect: Rect, status: PracticeStatus, (index, on, keys): (usize, bool, bool)) -> bool {
    let c = theme::colors(ui);
    let id = egui::Id::unique(("where a practice stands", index));
    let response = ui.interact(rect, id, Sense::click());
    let (fill, edge) = match (on, response.hovered()) {
        (true, _) => (c.accent_soft, Stroke::new(2.0, c.accent)),
        (false, true) => (c.hover, Stroke::new(1.0, c.control_line)),
        (false, false) => (c.surface, Stroke::new(1.0, c.control_line)),
    };
    ui.painter().rect(rect, radius::CARD, fill, edge, StrokeKind::Inside);
    let square = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), Vec2::splat(16.0));
    glyph::paint(ui.painter(), square, Glyph::Status(status), c);
    let key = theme::line(ui, &(index + 1).to_string(), Type::Caption, c.ink_3);
    let tail = if keys && rect.width() >= 104.0 { key.size().x + 22.0 } else { 8.0 };
    if tail > 8.0 {
        let around = key.size() + vec2(10.0, 2.0);
        let at = Rect::from_center_size(pos2(rect.right() - 8.0 - around.x / 2.0, rect.center().y), around);
        label::paint_key(ui, at, key);
    }
    let room = rect.right() - tail - square.right() - 8.0;
    let style = if on { Type::Strong } else { Type::Medium };
    let word = theme::cut(ui, status.label(), style, c.ink, room, 2);
    ui.painter().galley(pos2(square.right() + 6.0, rect.center().y - word.size().y / 2.0), word, c.ink);
    focus::ring(ui, &response, rect, radius::CARD);
    let said = format!("Where it stands: {}", status.label());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
    response.clicked() && !on
}

/// What a linked item says against "done".
fn against(ui: &mut Ui, case: &Case<'_>) {
    let Some(against) = &case.against else { return };
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.atrisk_fill).corner_radius(radius::CONTROL);
    frame.inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            let reasoned = !case.answer.reason.trim().is_empty();
            let ask =
                if reasoned { "The reason is printed." } else { "Say why it is done all the same, or choose Blocked." };
            let text = format!("Done contradicts {}. {} {ask}", against.cited, against.says);
            label::text(ui, &text, Type::Note, c.atrisk_text);
        });
    });
}

/// Reason, owner and due; the note below them.
fn fields(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, case: &Case<'_>) {
    let spot = Spot::practice(case.id, &case.practice.id);
    let ask = |key: &str| detail::question(&spot, case.answer, key);
    let wanted = queue::wants_reason(Some(case.answer), case.against.is_some());
    let marked = |key: &str| matches!(case.answer.marks.get(key), Some(Mark::Unknown { .. }));
    let width = ui.available_width();
    let reason = |ui: &mut Ui, desk: &mut Desk<'_>| {
        let top = ui.next_widget_position();
        detail::ask_with(ui, desk, ask("reason"));
        let Some(wanted) = wanted else { return };
        let bottom = ui.next_widget_position();
        if view.flash.warned {
            let c = theme::colors(ui);
            let edge =
                Rect::from_min_max(pos2(top.x - 6.0, top.y - 4.0), pos2(top.x + ui.available_width() + 6.0, bottom.y));
            ui.painter().rect_stroke(edge, radius::CONTROL, Stroke::new(2.0, c.warning), StrokeKind::Inside);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            glyph::show(ui, Glyph::Warning, 14.0);
            label::line(ui, wanted, Type::Note, theme::colors(ui).ink_2);
        });
    };
    if width >= 560.0 && !marked("owner") && !marked("due") {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let small = 132.0;
            crate::ui::panels::column(ui, width - 2.0 * small - 24.0, |ui| reason(ui, desk));
            crate::ui::panels::column(ui, small, |ui| detail::ask_with(ui, desk, ask("owner")));
            crate::ui::panels::column(ui, small, |ui| detail::ask_with(ui, desk, ask("due")));
        });
    } else {
        reason(ui, desk);
        detail::halves(ui, desk, ask("owner"), ask("due"));
    }
    detail::halves(ui, desk, ask("note"), ask("target"));
}

/// Back, skip, save and next.
fn foot(ui: &mut Ui, desk: &Desk<'_>, view: &View) -> Option<Asked> {
    let mut asked = None;
    let keys = ui.available_width() >= 520.0;
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL_LARGE);
        let back = Button::new("Back").quiet().icon(icons::ARROW_LEFT).enabled(view.flash.at > 0);
        let back = if keys { back.key("Shift Enter") } else { back };
        if back.show(ui).clicked() {
            asked = Some(Asked::Back);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let open = queue::next_open(desk.workbook(), &view.flash.queue, view.flash.at).is_some();
            let text = if open { "Save and next" } else { "Save and end" };
            let next = Button::new(text).primary().large();
            if (if keys { next.key("Enter") } else { next }).show(ui).clicked() {
                asked = Some(Asked::Next);
            }
            let skip = Button::new("Skip").quiet();
            if (if keys { skip.key("Right") } else { skip }).show(ui).clicked() {
                asked = Some(Asked::Skip);
            }
        });
    });
    asked
}

/// What the keys do.
pub(super) fn legend(ui: &mut Ui, desk: &Desk<'_>) {
    let c = theme::colors(ui);
    if ui.available_width() < 560.0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let single: &[(&str, &str)] =
            &[("1", "to 5 status"), ("R", "reason"), ("O", "owner"), ("D", "due"), ("E", "evidence")];
        let always: &[(&str, &str)] = &[("Enter", "save and next"), ("Esc", "back to the table")];
        let single = if desk.single_keys { single } else { &[] };
        for (key, text) in single.iter().chain(always) {
            label::key(ui, key);
            label::line(ui, text, Type::Small, c.ink_3);
            ui.add_space(10.0);
        }
    });
}
