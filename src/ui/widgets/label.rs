//! Labels that are not controls: chips for levels, verdicts and words, initials, keys, headings.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use crate::assess::budget::Verdict;
use crate::assess::priority::Reached;
use crate::assess::risk::RiskLevel;
use crate::ui::theme::{self, Type, radius};
pub use crate::words::initials_of;

use super::glyph::{self, Glyph};

/// Text in one style, wrapped to the width that is there.
pub fn text(ui: &mut Ui, text: &str, style: Type, color: Color32) -> Response {
    ui.add(egui::Label::new(style.text(text, color)).wrap())
}

/// Text on one line, cut with an ellipsis; the whole text is in the tooltip then.
pub fn line(ui: &mut Ui, text: &str, style: Type, color: Color32) -> Response {
    ui.add(egui::Label::new(style.text(text, color)).truncate())
}

/// As many whole parts of a sentence as there is room for on one line, from its begin: nothing, if not even the first.
pub fn whole_parts<'a>(ui: &Ui, text: &'a str, style: Type, room: f32) -> &'a str {
    whole_parts_that(text, |part| theme::line(ui, part, style, Color32::BLACK).size().x <= room)
}

/// The same, and where there is no room for the first part, that part all the same, to be cut where it ends.
pub fn first_parts_that(text: &str, fit: impl Fn(&str) -> bool) -> &str {
    match whole_parts_that(text, fit) {
        "" => text.split(", ").next().unwrap_or(text),
        part => part,
    }
}

/// The same, of a text that is set in another way: as many parts as fit.
pub fn whole_parts_that(text: &str, fit: impl Fn(&str) -> bool) -> &str {
    let mut part = text;
    while !part.is_empty() && !fit(part) {
        let end = [", ", ". ", ": "].iter().filter_map(|mark| part.rfind(mark)).max();
        part = end.map_or("", |end| part.split_at(end).0);
    }
    part
}

/// A heading: a screen reader can jump to it.
pub fn heading(ui: &mut Ui, text: &str, style: Type, level: usize) -> Response {
    let response = ui.add(egui::Label::new(style.text(text, theme::colors(ui).ink)).truncate());
    say_heading(&response, text, level);
    response
}

/// A heading of several lines, such as a question.
pub fn long_heading(ui: &mut Ui, words: &str, style: Type, level: usize) -> Response {
    let response = text(ui, words, style, theme::colors(ui).ink);
    say_heading(&response, words, level);
    response
}

fn say_heading(response: &Response, text: &str, level: usize) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_level(level);
        node.set_label(text);
    });
}

/// Fill, text and, where there is one, edge color of a chip.
struct Look {
    fill: Color32,
    text: Color32,
    dashed: Option<Color32>,
    edge: Option<Color32>,
}

/// A risk level with its pips.
pub fn level_chip(ui: &mut Ui, level: RiskLevel) -> Response {
    let look = level_look(ui, level);
    let color = look.text;
    chip(ui, level.label(), &look, 12.0, |painter, rect| glyph::pips(painter, rect, level.rank(), color))
}

/// A risk level as its pips alone, for narrow places; the word is its name.
pub fn level_mark(ui: &mut Ui, level: RiskLevel) -> Response {
    let look = level_look(ui, level);
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 20.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), look.fill);
    glyph::pips(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(12.0)), level.rank(), look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, level.label()));
    response
}

fn level_look(ui: &Ui, level: RiskLevel) -> Look {
    let c = theme::colors(ui);
    let (fill, text) = match level {
        RiskLevel::Low => (c.risk_1_fill, c.risk_1_text),
        RiskLevel::Moderate => (c.risk_2_fill, c.risk_2_text),
        RiskLevel::High => (c.risk_3_fill, c.risk_3_text),
        RiskLevel::Critical => (c.risk_4_fill, c.risk_4_text),
    };
    Look { fill, text, dashed: None, edge: None }
}

/// What the measurements say, with its glyph.
pub fn verdict_chip(ui: &mut Ui, verdict: Verdict) -> Response {
    worded_chip(ui, verdict, verdict.label())
}

/// A chip that looks like a verdict's and says another word: `Met`, `Would not pass`.
pub fn worded_chip(ui: &mut Ui, verdict: Verdict, words: &str) -> Response {
    let c = theme::colors(ui);
    let (fill, text, dashed) = match verdict {
        Verdict::Within => (c.within_fill, c.within_text, None),
        Verdict::Unproven | Verdict::Unmeasured => (c.unproven_fill, c.unproven_text, Some(c.unproven_mark)),
        Verdict::AtRisk => (c.atrisk_fill, c.atrisk_text, None),
        Verdict::Exceeded => (c.exceeded_fill, c.exceeded_text, None),
    };
    let look = Look { fill, text, dashed, edge: None };
    chip(ui, words, &look, 14.0, |painter, rect| glyph::paint(painter, rect, Glyph::Verdict(verdict), c))
}

/// Where the measure of an outcome stands, with its glyph.
pub fn reached_chip(ui: &mut Ui, reached: Reached) -> Response {
    let c = theme::colors(ui);
    let (verdict, fill, text, dashed) = match reached {
        Reached::Yes => (Verdict::Within, c.within_fill, c.within_text, None),
        Reached::Unproven | Reached::BaselineOnly => {
            (Verdict::Unproven, c.unproven_fill, c.unproven_text, Some(c.unproven_mark))
        }
        Reached::No => (Verdict::Exceeded, c.exceeded_fill, c.exceeded_text, None),
        Reached::NotMeasured => (Verdict::Unmeasured, c.unproven_fill, c.unproven_text, Some(c.unproven_mark)),
    };
    let look = Look { fill, text, dashed, edge: None };
    chip(ui, reached.label(), &look, 14.0, |painter, rect| glyph::paint(painter, rect, Glyph::Verdict(verdict), c))
}

/// Words on something that rests on an assumption.
pub fn assumption_chip(ui: &mut Ui, text: &str) -> Response {
    let c = theme::colors(ui);
    let look = Look { fill: c.assumption_fill, text: c.assumption_text, dashed: Some(c.assumption_line), edge: None };
    let kind = Glyph::Kind(crate::model::canvas::NoteKind::Assumption);
    chip(ui, text, &look, 12.0, |painter, rect| glyph::paint(painter, rect, kind, c))
}

/// A plain word in a chip.
pub fn plain_chip(ui: &mut Ui, text: &str) -> Response {
    let c = theme::colors(ui);
    let look = Look { fill: c.sunken, text: c.ink_2, dashed: None, edge: Some(c.line) };
    chip(ui, text, &look, 0.0, |_, _| {})
}

/// A chip is 20 high; `mark` draws its glyph, `side` points wide.
fn chip(ui: &mut Ui, text: &str, look: &Look, side: f32, mark: impl FnOnce(&egui::Painter, Rect)) -> Response {
    let galley = theme::line(ui, text, Type::Caption, look.text);
    let gap = if side > 0.0 { 4.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(12.0 + side + gap + galley.size().x, 20.0), Sense::hover());
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(radius::CHIP), look.fill);
        if let Some(color) = look.dashed {
            glyph::dashed_edge(painter, rect, f32::from(radius::CHIP), Stroke::new(1.0, color));
        }
        if let Some(color) = look.edge {
            painter.rect_stroke(rect, CornerRadius::same(radius::CHIP), Stroke::new(1.0, color), StrokeKind::Inside);
        }
        let left = rect.left_center() + vec2(6.0, 0.0);
        mark(painter, Rect::from_center_size(left + vec2(side / 2.0, 0.0), Vec2::splat(side)));
        painter.galley(left + vec2(side + gap, -galley.size().y / 2.0), galley, look.text);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Draws a person's initials in a circle of 24 points around the center of `rect`.
pub fn paint_initials(ui: &Ui, rect: Rect, name: &str) {
    let c = theme::colors(ui);
    if name.trim().is_empty() {
        let galley = theme::line(ui, "–", Type::Body, c.ink_3);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, c.ink_3);
        return;
    }
    ui.painter().circle(rect.center(), 11.5, c.surface, Stroke::new(1.0, c.line_strong));
    let galley = theme::line(ui, &initials_of(name), Type::Caption, c.ink_2);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, c.ink_2);
}

/// A key as it is printed on the keyboard.
pub fn key(ui: &mut Ui, keys: &str) -> Rect {
    let c = theme::colors(ui);
    let galley = theme::line(ui, keys, Type::Caption, c.ink_3);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(10.0, 2.0), Sense::hover());
    paint_key(ui, rect, galley);
    rect
}

/// Draws a key into `rect`.
pub fn paint_key(ui: &Ui, rect: Rect, galley: Arc<Galley>) {
    let c = theme::colors(ui);
    let stroke = Stroke::new(1.0, c.line_strong);
    ui.painter().rect(rect, CornerRadius::same(radius::CHIP), c.sunken, stroke, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, c.ink_3);
}

/// An icon that is no control.
pub fn icon(ui: &mut Ui, icon: char, color: Color32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    paint_icon(ui, rect, icon, Type::Icon, color);
    rect
}

/// Draws an icon in the middle of `rect`.
pub fn paint_icon(ui: &Ui, rect: Rect, icon: char, style: Type, color: Color32) {
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon, style.font(), color);
}

/// A thin line across the page.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme::colors(ui).line));
}

/// A section of a page: white paper with a thin edge.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> egui::InnerResponse<R> {
    let c = theme::colors(ui);
    egui::Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(16)
        .show(ui, contents)
}
