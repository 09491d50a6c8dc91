//! How somebody knows what they answer, and what belongs to it: a source, or who finds out by when.

use egui::{Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::assess::interview::Knowing;
use crate::model::Date;
use crate::model::value::Scalar;
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::Draft;

/// The three ways: what is said, what becomes of it, and its key.
const WAYS: [(&str, &str); 3] = [
    ("I can show it", "Kept as a fact. Needs a source."),
    ("I believe it", "Kept as an assumption to test."),
    ("I do not know", "Marked unknown, with a name and a date."),
];

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, draft: &mut Draft) {
    let c = theme::colors(ui);
    label::line(ui, "How do you know?", Type::Strong, c.ink);
    let wide = ui.available_width() >= 480.0;
    let width = if wide { (ui.available_width() - 24.0) / 3.0 } else { ui.available_width() };
    let ways = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        for (at, (knowing, words)) in Knowing::ALL.into_iter().zip(WAYS).enumerate() {
            let on = draft.answer.knowing == knowing;
            if way(ui, (knowing, on, at + 1), words, vec2(width, if wide { 80.0 } else { 60.0 })).clicked() {
                draft.answer.knowing = knowing;
            }
        }
    };
    if wide {
        ui.horizontal(ways);
    } else {
        ui.vertical(ways);
    }
    match draft.answer.knowing {
        Knowing::Shown => source(ui, desk, draft),
        Knowing::Believed => {}
        Knowing::Unknown => finder(ui, desk, draft),
    }
}

fn way(
    ui: &mut Ui,
    (knowing, on, key): (Knowing, bool, usize),
    (title, about): (&str, &str),
    size: Vec2,
) -> egui::Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let fill = if response.hovered() && !on { c.hover } else { c.surface };
    let edge = if on { Stroke::new(2.0, c.accent) } else { Stroke::new(1.0, c.control_line) };
    ui.painter().rect(rect, radius::CARD, fill, edge, StrokeKind::Inside);
    let mark = Rect::from_center_size(rect.left_top() + vec2(20.0, 21.0), Vec2::splat(12.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(knowing.kind()), c);
    let inner = rect.width() - 28.0;
    let heading = theme::cut(ui, title, Type::Strong, c.ink, inner - 48.0, 1);
    ui.painter().galley(rect.left_top() + vec2(34.0, 11.0), heading, c.ink);
    let said = theme::cut(ui, about, Type::Small, c.ink_2, inner, 2);
    ui.painter().galley(rect.left_top() + vec2(14.0, 36.0), said, c.ink_2);
    let number = theme::line(ui, &key.to_string(), Type::Caption, c.ink_3);
    let key_size = number.size() + vec2(10.0, 2.0);
    let key_rect = Rect::from_min_size(rect.right_top() + vec2(-12.0 - key_size.x, 12.0), key_size);
    label::paint_key(ui, key_rect, number);
    focus::ring(ui, &response, rect, radius::CARD);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{title}. {about}")));
    response.on_hover_text(format!("Alt {key}"))
}

fn source(ui: &mut Ui, _desk: &Desk<'_>, draft: &mut Draft) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::line(ui, "Source", Type::Body, c.ink_2);
        let hint = "A file, an address, a person";
        let field = TextField::line(Id::unique("interview source"), "Source").hint(hint);
        if let Some(text) = field.show(ui, &draft.answer.source).text {
            draft.answer.source = text;
        }
    });
    if draft.answer.source.trim().is_empty() {
        label::text(ui, "A fact without a source is a finding until it has one.", Type::Small, c.ink_3);
    }
}

fn finder(ui: &mut Ui, desk: &Desk<'_>, draft: &mut Draft) {
    let c = theme::colors(ui);
    let fields = |ui: &mut Ui| {
        label::line(ui, "Who finds out", Type::Body, c.ink_2);
        let who = TextField::line(Id::unique("interview owner"), "Who finds out").width(200.0);
        if let Some(text) = who.show(ui, &draft.answer.owner).text {
            draft.answer.owner = text;
        }
        label::line(ui, "By", Type::Body, c.ink_2);
        let day = draft.answer.due.map(|day| day.to_string()).unwrap_or_default();
        let hint = desk.today.to_string();
        let when = TextField::line(Id::unique("interview due"), "By when").hint(&hint).width(120.0);
        let read = |text: &str| Date::parse(text.trim()).map(drop);
        if let Some(text) = field::value(ui, when, &day, &read).text {
            draft.answer.due = Date::parse(text.trim()).ok();
        }
    };
    if desk.room >= Room::Narrow {
        ui.horizontal_top(fields);
    } else {
        ui.vertical(fields);
    }
}
