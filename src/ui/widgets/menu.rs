//! Menus: rows with an icon, words and the key that does the same.

use egui::containers::menu::SubMenu;
use egui::{Popup, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};

use super::glyph::{self, Glyph};
use super::{focus, label};

/// A row of a menu.
#[derive(Debug, Clone, Copy)]
#[must_use = "a row is there once it is shown"]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Row<'a> {
    text: &'a str,
    icon: Option<char>,
    glyph: Option<Glyph>,
    keys: &'a str,
    enabled: bool,
    chosen: bool,
    stays: bool,
    opens: bool,
}

impl<'a> Row<'a> {
    /// A row with words.
    pub fn new(text: &'a str) -> Self {
        Self { text, icon: None, glyph: None, keys: "", enabled: true, chosen: false, stays: false, opens: false }
    }

    /// An icon before the words.
    pub fn icon(self, icon: char) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// A glyph before the words.
    pub fn glyph(self, glyph: Option<Glyph>) -> Self {
        Self { glyph, ..self }
    }

    /// The keys that do the same.
    pub fn keys(self, keys: &'a str) -> Self {
        Self { keys, ..self }
    }

    /// Whether it can be used now.
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// A row that closes nothing when it is clicked: for lists in dialogs.
    pub fn stays(self) -> Self {
        Self { stays: true, ..self }
    }

    /// Whether it is the chosen one of several.
    pub fn chosen(self, chosen: bool) -> Self {
        Self { chosen, ..self }
    }

    /// Shows it with a menu of its own beside it.
    pub fn beside<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
        let row = Self { opens: true, ..self }.show(ui);
        SubMenu::new().show(ui, &row, |ui| dress(ui, contents)).map(|shown| shown.inner)
    }

    /// Shows it as wide as the menu. A click closes the menu.
    pub fn show(self, ui: &mut Ui) -> Response {
        let c = theme::colors(ui);
        let galley = theme::line(ui, self.text, Type::Body, c.ink);
        let keys = theme::line(ui, self.keys, Type::Caption, c.ink_3);
        let lead = if self.icon.is_some() || self.glyph.is_some() { 24.0 } else { 0.0 };
        let tail = if self.keys.is_empty() { 0.0 } else { keys.size().x + 24.0 };
        let natural = 20.0 + lead + galley.size().x + tail + if self.chosen || self.opens { 20.0 } else { 0.0 };
        let width = natural.max(ui.available_width());
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL), sense);
        let ink = if self.enabled { c.ink } else { c.ink_disabled };
        if self.enabled && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, radius::CHIP, c.accent_soft);
        }
        let lead_rect = Rect::from_center_size(rect.left_center() + vec2(18.0, 0.0), Vec2::splat(16.0));
        if let Some(icon) = self.icon {
            label::paint_icon(ui, lead_rect, icon, Type::Icon, if self.enabled { c.ink_2 } else { ink });
        }
        if let Some(glyph) = self.glyph {
            glyph::paint(ui.painter(), lead_rect.shrink(1.0), glyph, c);
        }
        let at = egui::pos2(rect.left() + 10.0 + lead, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, ink);
        if self.chosen {
            let at = Rect::from_center_size(rect.right_center() - vec2(16.0, 0.0), Vec2::splat(16.0));
            label::paint_icon(ui, at, icons::CHECK, Type::Icon, c.accent);
        } else if self.opens {
            let at = Rect::from_center_size(rect.right_center() - vec2(16.0, 0.0), Vec2::splat(16.0));
            label::paint_icon(ui, at, icons::CARET_RIGHT, Type::Icon, c.ink_3);
        } else if !self.keys.is_empty() {
            let at = egui::pos2(rect.right() - keys.size().x - 10.0, rect.center().y - keys.size().y / 2.0);
            ui.painter().galley(at, keys, c.ink_3);
        }
        focus::ring_inside(ui, &response, rect, radius::CHIP);
        response.widget_info(|| WidgetInfo::selected(Role::MenuItem, self.enabled, self.chosen, self.text));
        if response.clicked() && !self.opens && !self.stays {
            ui.close();
        }
        response
    }
}

/// Opens a menu under a button when it is clicked.
pub fn below<R>(button: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let name = "Menu";
    Popup::menu(button).accessible_name(name).gap(4.0).show(|ui| dress(ui, contents)).map(|shown| shown.inner)
}

/// Opens a menu where the pointer is when `area` is clicked with the second button.
pub fn context<R>(area: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    Popup::context_menu(area).accessible_name("Menu").show(|ui| dress(ui, contents)).map(|shown| shown.inner)
}

/// How wide a menu is, unless its rows need more.
const WIDTH: f32 = 264.0;

fn dress<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.set_min_width(160.0);
    ui.set_max_width(WIDTH);
    // the room that the window has: without it a menu keeps the height that it had when it was measured, which is too little
    let most = (ui.ctx().content_rect().height() - 96.0).clamp(160.0, 640.0);
    ui.set_max_height(most);
    egui::ScrollArea::vertical().max_height(most).show(ui, contents).inner
}

/// A caption between the rows of a menu.
pub fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        label::line(ui, text, Type::Caption, theme::colors(ui).ink_3);
    });
}
