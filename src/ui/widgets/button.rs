//! Buttons: plain, primary, quiet, icons, links, filters, and one of several side by side.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::theme::{self, Type, radius, size};

use super::glyph::{self, Glyph};
use super::{focus, label};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Plain,
    Primary,
    Quiet,
}

/// A button with words. At most one primary button a page.
#[derive(Debug, Clone)]
#[must_use = "a button does nothing until it is shown"]
pub struct Button<'a> {
    text: &'a str,
    name: Option<&'a str>,
    icon: Option<char>,
    glyph: Option<Glyph>,
    key: Option<&'a str>,
    weight: Weight,
    enabled: bool,
    large: bool,
    narrow: bool,
    width: Option<f32>,
}

impl<'a> Button<'a> {
    /// A plain button.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            name: None,
            icon: None,
            glyph: None,
            key: None,
            weight: Weight::Plain,
            enabled: true,
            large: false,
            narrow: false,
            width: None,
        }
    }

    /// The one that people most likely want.
    pub fn primary(self) -> Self {
        Self { weight: Weight::Primary, ..self }
    }

    /// One without an edge, for what is rarely needed.
    pub fn quiet(self) -> Self {
        Self { weight: Weight::Quiet, ..self }
    }

    /// An icon before the words.
    pub fn icon(self, icon: char) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// A glyph before the words.
    pub fn glyph(self, glyph: Glyph) -> Self {
        Self { glyph: Some(glyph), ..self }
    }

    /// What a screen reader says, where the words alone say too little: "Add note" for "Note" with a plus.
    pub fn name(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The key that does the same.
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Whether it can be used now.
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// 36 points high instead of 28.
    pub fn large(self) -> Self {
        Self { large: true, ..self }
    }

    /// With less white space at its sides, where several stand side by side in a narrow place.
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    /// As wide as this, words at the left.
    pub fn width(self, width: f32) -> Self {
        Self { width: Some(width), ..self }
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let c = theme::colors(ui);
        let side = match self.weight {
            Weight::Quiet => 8.0,
            _ if self.narrow => 8.0,
            _ if self.large => 16.0,
            _ => 12.0,
        };
        let galley = theme::line(ui, self.text, Type::Medium, Color32::PLACEHOLDER);
        let key = self.key.map(|key| theme::line(ui, key, Type::Caption, Color32::PLACEHOLDER));
        let lead = if self.icon.is_some() || self.glyph.is_some() { 22.0 } else { 0.0 };
        let key_width = key.as_ref().map_or(0.0, |key| key.size().x + 18.0);
        let natural = side * 2.0 + lead + galley.size().x + key_width;
        let height = if self.large { size::CONTROL_LARGE } else { size::CONTROL };
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(self.width.unwrap_or(natural), height), sense);
        let (fill, edge, ink) = self.look(&response, c);
        focus::follow(&response);
        if ui.is_rect_visible(rect) {
            let corner = CornerRadius::same(radius::CONTROL);
            ui.painter().rect(rect, corner, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
            let mut x = rect.left() + side;
            let lead_rect = Rect::from_center_size(egui::pos2(x + 8.0, rect.center().y), Vec2::splat(16.0));
            if let Some(icon) = self.icon {
                label::paint_icon(ui, lead_rect, icon, Type::Icon, ink);
            }
            if let Some(glyph) = self.glyph {
                glyph::paint(ui.painter(), lead_rect, glyph, c);
            }
            x += lead;
            ui.painter().galley(egui::pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
            if let Some(key) = key {
                let size = key.size() + vec2(10.0, 2.0);
                let center = egui::pos2(rect.right() - side - size.x / 2.0, rect.center().y);
                let key_rect = Rect::from_center_size(center, size);
                if self.weight == Weight::Primary {
                    let stroke = Stroke::new(1.0, c.on_accent.gamma_multiply(0.6));
                    ui.painter().rect_stroke(key_rect, radius::CHIP, stroke, StrokeKind::Inside);
                    ui.painter().galley(key_rect.center() - key.size() / 2.0, key, c.on_accent);
                } else {
                    let key = theme::line(ui, self.key.unwrap_or_default(), Type::Caption, c.ink_3);
                    label::paint_key(ui, key_rect, key);
                }
            }
            focus::ring(ui, &response, rect, radius::CONTROL);
        }
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, self.enabled, name));
        response
    }

    fn look(&self, response: &Response, c: &theme::Colors) -> (Color32, Color32, Color32) {
        let (hovered, pressed) = (response.hovered(), response.is_pointer_button_down_on());
        match self.weight {
            Weight::Quiet if !self.enabled => (Color32::TRANSPARENT, Color32::TRANSPARENT, c.ink_disabled),
            _ if !self.enabled => (c.sunken, c.line, c.ink_disabled),
            Weight::Primary => {
                let fill = if hovered { c.accent_hover } else { c.accent };
                (fill, fill, c.on_accent)
            }
            Weight::Plain => (ground(hovered, pressed, c, c.surface), c.control_line, c.ink),
            Weight::Quiet => (ground(hovered, pressed, c, Color32::TRANSPARENT), Color32::TRANSPARENT, c.ink_2),
        }
    }
}

fn ground(hovered: bool, pressed: bool, c: &theme::Colors, rest: Color32) -> Color32 {
    if pressed {
        c.pressed
    } else if hovered {
        c.hover
    } else {
        rest
    }
}

/// An icon as a button, 28 points; `name` is its name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: char, name: &str, enabled: bool) -> Response {
    let response = icon_square(ui, icon, name, enabled, false);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

/// The dots behind which more can be done: pale until the pointer or the focus comes near.
pub fn dots(ui: &mut Ui, name: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(size::TARGET, 16.0), Sense::click());
    let area = rect.expand2(vec2(0.0, 4.0));
    let ink = if response.hovered() || response.has_focus() { c.ink } else { c.ink_disabled };
    if response.hovered() {
        ui.painter().rect_filled(area, radius::CHIP, c.hover);
    }
    label::paint_icon(ui, rect, crate::ui::icons::DOTS, Type::Icon, ink);
    focus::ring(ui, &response, area, radius::CHIP);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name)
}

/// An icon as a button that stays on.
pub fn icon_toggle(ui: &mut Ui, icon: char, name: &str, enabled: bool, on: bool) -> Response {
    let response = icon_square(ui, icon, name, enabled, on);
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, name));
    response
}

fn icon_square(ui: &mut Ui, icon: char, name: &str, enabled: bool, on: bool) -> Response {
    let c = theme::colors(ui);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL), sense);
    let rest = if on { c.accent_soft } else { Color32::TRANSPARENT };
    let fill = if enabled { ground(response.hovered(), response.is_pointer_button_down_on(), c, rest) } else { rest };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    label::paint_icon(ui, rect, icon, Type::Icon, if enabled { c.ink_2 } else { c.ink_disabled });
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.on_hover_text(name).on_disabled_hover_text(name)
}

/// Words that lead somewhere.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    link_named(ui, text, text)
}

/// Words that lead somewhere, with a longer name for screen readers.
pub fn link_named(ui: &mut Ui, text: &str, name: &str) -> Response {
    let c = theme::colors(ui);
    let galley = theme::cut(ui, text, Type::Medium, c.accent, ui.available_width(), 1);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x.max(size::TARGET), size::TARGET), Sense::click());
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    if response.hovered() {
        let y = at.y + galley.size().y - 2.0;
        ui.painter().hline(rect.left()..=rect.left() + galley.size().x, y, Stroke::new(1.0, c.accent));
    }
    ui.painter().galley(at, galley, c.accent);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Side by side, one of them chosen; gives the one that was clicked. `name` says what is chosen among.
pub fn segmented(ui: &mut Ui, name: &str, options: &[&str], current: usize) -> Option<usize> {
    let c = theme::colors(ui);
    let galleys: Vec<_> =
        options.iter().map(|text| theme::line(ui, text, Type::Caption, Color32::PLACEHOLDER)).collect();
    let width: f32 = galleys.iter().map(|galley| galley.size().x + 20.0).sum();
    let (track, _) = ui.allocate_exact_size(vec2(width + 4.0, size::CONTROL), Sense::hover());
    ui.painter().rect(track, radius::CONTROL, c.sunken, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let mut clicked = None;
    let mut x = track.left() + 2.0;
    for (index, (galley, text)) in galleys.into_iter().zip(options).enumerate() {
        let rect = Rect::from_min_size(egui::pos2(x, track.top() + 2.0), vec2(galley.size().x + 20.0, size::TARGET));
        x = rect.right();
        let response = ui.interact(rect, ui.scope_id().with((name, index)), Sense::click());
        let on = index == current;
        if on {
            ui.painter().rect(rect, radius::CHIP, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
        }
        let ink = if on || response.hovered() { c.ink } else { c.ink_2 };
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        focus::ring(ui, &response, rect, radius::CHIP);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{name}: {text}")));
        if response.clicked() {
            clicked = Some(index);
        }
    }
    clicked
}

/// A filter with its count, 28 high, on or off.
pub fn filter_chip(ui: &mut Ui, text: &str, glyph: Option<Glyph>, on: bool) -> Response {
    let c = theme::colors(ui);
    let galley = theme::line(ui, text, Type::Caption, Color32::PLACEHOLDER);
    let lead = if glyph.is_some() { 18.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(16.0 + lead + galley.size().x, size::CONTROL), Sense::click());
    if on {
        ui.painter().rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    if let Some(glyph) = glyph {
        let center = egui::pos2(rect.left() + 14.0, rect.center().y);
        glyph::paint(ui.painter(), Rect::from_center_size(center, Vec2::splat(12.0)), glyph, c);
    }
    let at = egui::pos2(rect.left() + 8.0 + lead, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, if on { c.ink } else { c.ink_2 });
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, format!("Show: {text}")));
    response
}
