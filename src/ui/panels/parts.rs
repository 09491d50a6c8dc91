//! What cards and pages are made of: answers that are edited where they are read, each with its label and the menu of its
//! mark, and findings that lead to their place.

use egui::{Align, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::findings::Finding;
use crate::model::{Record, View};
use crate::ui::desk::Desk;
use crate::ui::panels::answer::Question;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::marks;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

/// How wide labels are that stand before their answer.
const LABEL: f32 = 108.0;

/// The record whose answers are shown, and where it stands.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    /// Where it stands.
    pub spot: &'a Spot,
    /// The record.
    pub record: &'a dyn Record,
}

impl<'a> Of<'a> {
    /// The question with its answer.
    pub fn question(self, key: &str) -> Option<Question<'a>> {
        let (field, value) = self.record.answers().find(|(field, _)| field.key == key)?;
        Some(Question { spot: self.spot, field, value, mark: self.record.marks().get(key) })
    }

    /// Whether the answer is a text that can be edited where it is read.
    fn is_open_text(self, key: &str) -> bool {
        self.question(key).is_some_and(|question| {
            question.mark.is_none() && matches!(question.value.view(), View::Text(_) | View::Lines(_))
        })
    }
}

/// A short answer behind its label.
pub fn fact(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (of, key): (Of<'_>, &'static str)) {
    let Some(question) = of.question(key).filter(|_| of.is_open_text(key)) else {
        ui.add_space(4.0);
        return in_place::show(ui, desk, state, (of.spot, of.record, key), Look::BODY);
    };
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(LABEL, size::TARGET), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(LABEL);
            ui.set_height(size::TARGET);
            caption(ui, desk, question);
        });
        let width = ui.available_width();
        ui.allocate_ui(vec2(width, size::TARGET), |ui| {
            ui.set_width(width);
            in_place::show(ui, desk, state, (of.spot, of.record, key), Look::BODY);
        });
    });
}

/// A long answer under its label.
pub fn prose(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut in_place::State,
    (of, key, look): (Of<'_>, &'static str, Look),
    beside: impl FnOnce(&mut Ui, &mut Desk<'_>),
) {
    if let Some(question) = of.question(key).filter(|_| of.is_open_text(key)) {
        let row = vec2(ui.available_width(), size::TARGET);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(row);
            caption(ui, desk, question);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| beside(ui, desk));
        });
    } else {
        ui.add_space(4.0);
    }
    in_place::show(ui, desk, state, (of.spot, of.record, key), look);
}

/// The label, with the menu of its mark.
fn caption(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let text = label::line(ui, question.field.label, Type::Caption, theme::colors(ui).ink_2);
    text.on_hover_text(question.field.prompt);
    marks::menu(ui, desk, question);
}

/// Two short answers side by side, or under each other where one of them is marked.
pub fn pair(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (of, keys): (Of<'_>, [&'static str; 2])) {
    let is_marked = keys.iter().any(|key| of.record.marks().get(key).is_some());
    if is_marked {
        for key in keys {
            in_place::show(ui, desk, state, (of.spot, of.record, key), Look::BODY);
        }
        return;
    }
    let width = (ui.available_width() - 12.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for key in keys {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.x = 4.0;
                in_place::show(ui, desk, state, (of.spot, of.record, key), Look::BODY);
            });
        }
    });
}

/// What the checker found, as the way to its place. `number`: to tell several apart.
pub fn finding(ui: &mut Ui, desk: &mut Desk<'_>, finding: &Finding, number: usize) {
    let c = theme::colors(ui);
    let galley = theme::wrapped(ui, &finding.message, Type::Body, c.ink, ui.available_width() - 24.0);
    let height = galley.size().y.max(size::TARGET);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, ui.scope_id().with(("finding", number)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Link, true, format!("{}: {}", finding.severity().label(), finding.message))
    });
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), radius::CHIP, c.hover);
    }
    let mark = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), Vec2::splat(16.0));
    glyph::paint(ui.painter(), mark, Glyph::of_severity(finding.severity()), c);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.center().y - galley.size().y / 2.0), galley, c.ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    if response.clicked() {
        desk.go_to(finding.place.clone());
    }
    response.on_hover_text(&finding.action);
}
