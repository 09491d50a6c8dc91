//! Rows to choose several from, as the libraries list them: a tick, the words with a second line, and at the right how it
//! stands. The list is one stop of the Tab key: arrows go from row to row, Space chooses.

use egui::{
    CornerRadius, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, pos2, vec2,
};

use crate::assess::risk::RiskLevel;
use crate::ui::icons;
use crate::ui::theme::{self, Type};

use super::label;

/// How high a row is.
pub const ROW: f32 = 56.0;

/// How high the head of a group is.
pub const HEAD: f32 = 32.0;

/// A row.
#[derive(Debug, Clone, Copy)]
pub struct Pick<'a> {
    /// The words.
    pub title: &'a str,
    /// The words under them.
    pub second: &'a str,
    /// What speaks for it, as a screen reader says it.
    pub because: Option<&'a str>,
    /// Whether it is the one that is looked at.
    pub on: bool,
    /// Whether it is chosen.
    pub chosen: bool,
    /// How it is cited where it is in the workbook already: it cannot be chosen then.
    pub there: Option<&'a str>,
    /// Its level of risk, at the right.
    pub level: Option<RiskLevel>,
    /// Another fact at the right, where there is no level.
    pub fact: &'a str,
}

impl Pick<'_> {
    /// Shows it; `true` if it was clicked.
    pub fn show(&self, ui: &mut Ui, rect: Rect, id: Id) -> bool {
        let c = theme::colors(ui);
        let response = ui.interact(rect, id, Sense::CLICK);
        if self.on {
            ui.painter().rect_filled(rect, 0.0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, c.hover);
        }
        let square = Rect::from_center_size(rect.left_center() + vec2(24.0, 0.0), Vec2::splat(16.0));
        if self.chosen {
            ui.painter().rect_filled(square, 3.0, c.accent);
            label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.on_accent);
        } else {
            let (fill, edge) = if self.there.is_some() { (c.sunken, c.line) } else { (c.surface, c.control_line) };
            ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.5, edge), StrokeKind::Inside);
        }
        let ink = if self.there.is_some() { c.ink_3 } else { c.ink };
        let style = if self.chosen { Type::Strong } else { Type::Medium };
        let width = rect.width() - 48.0 - 112.0;
        let title = theme::cut(ui, self.title, style, ink, width, 1);
        let second = theme::cut(ui, self.second, Type::Small, c.ink_3, width, 1);
        ui.painter().galley(pos2(rect.left() + 44.0, rect.top() + 9.0), title, ink);
        ui.painter().galley(pos2(rect.left() + 44.0, rect.top() + 30.0), second, c.ink_3);
        self.standing(ui, rect);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        let said = self.said();
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, self.there.is_none(), self.chosen, &said));
        response.clicked()
    }

    /// How it stands, at the right.
    fn standing(&self, ui: &mut Ui, rect: Rect) {
        let c = theme::colors(ui);
        let right = Rect::from_min_max(
            pos2(rect.right() - 104.0, rect.center().y - 10.0),
            pos2(rect.right() - 16.0, rect.center().y + 10.0),
        );
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(right).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            match (self.there, self.level) {
                (Some(cited), _) => {
                    label::line(ui, cited, Type::Small, c.ink_3);
                    label::icon(ui, icons::CHECK, c.ink_3);
                }
                (None, Some(level)) => drop(label::level_chip(ui, level)),
                (None, None) => drop(label::line(ui, self.fact, Type::Small, c.ink_2)),
            }
        });
    }

    fn said(&self) -> String {
        let standing = self.level.map_or(self.fact, |level| level.label());
        let said = match self.there {
            Some(cited) => format!("{}, in the workbook as {cited}", self.title),
            None => format!("{}, {standing}", self.title),
        };
        self.because.map_or(said.clone(), |because| format!("{said}. {because}"))
    }
}

/// The head of a group.
pub fn head(ui: &mut Ui, rect: Rect, title: &str, note: &str) {
    let c = theme::colors(ui);
    ui.painter().rect_filled(rect, 0.0, c.sunken);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let inner = rect.shrink2(vec2(16.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(egui::Layout::right_to_left(egui::Align::Center)), |ui| {
        label::line(ui, note, Type::Small, c.ink_3);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            label::heading(ui, title, Type::Strong, 2);
        });
    });
}

/// What was pressed in a list of such rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pressed {
    /// The row to look at now.
    pub to: Option<usize>,
    /// Choose the one that is looked at, or choose it no longer.
    pub choose: bool,
}

/// The keys of a list that has the focus: `at` is the row that is looked at.
pub fn keys(ui: &Ui, list: &Response, at: usize, rows: usize) -> Pressed {
    let mut asked = Pressed::default();
    if !list.has_focus() {
        return asked;
    }
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(list.id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    let last = rows.saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, to) in [(Key::ArrowUp, at.saturating_sub(1)), (Key::ArrowDown, at + 1), (Key::Home, 0), (Key::End, last)]
    {
        if pressed(key) {
            asked.to = Some(to.min(last));
        }
    }
    asked.choose = pressed(Key::Space);
    asked
}
