//! The card of a level: what it means, its signs, and what usually goes wrong there.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::maturity::Diagnosis;
use crate::knowledge::{self, MaturityGuide};
use crate::model::maturity::{Maturity, MaturityLevel};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::{button, label};

use super::sign::{self, Row};
use super::{Asked, View};

const PAD: f32 = 16.0;
/// The head with the name, the line that counts the signs, and the link below them.
const HEAD: f32 = 28.0;
const COUNT: f32 = 32.0;
const FOOT: f32 = size::TARGET + 4.0;

/// A card while it is drawn.
pub struct Card<'a> {
    level: MaturityLevel,
    number: usize,
    rows: Vec<Row<'a>>,
    guide: Option<&'static MaturityGuide>,
    diagnosis: &'a Diagnosis,
}

impl<'a> Card<'a> {
    /// The card of a level; `number` counts from 0.
    pub fn new(level: MaturityLevel, number: usize, maturity: &'a Maturity, diagnosis: &'a Diagnosis) -> Self {
        let signs = sign::of_level(maturity, Some(level));
        let rows = signs.map(|signal| Row { signal, evidence: diagnosis.evidence_of(signal.id) });
        Self { level, number, rows: rows.collect(), guide: knowledge::maturity(level), diagnosis }
    }

    fn meaning(&self) -> &'static str {
        self.guide.map_or("", |guide| guide.meaning.as_str())
    }

    fn trap(&self) -> String {
        self.guide.map_or_else(String::new, |guide| format!("Usual trap: {}", guide.trap))
    }

    /// How high it is in this width.
    pub fn height(&self, ui: &Ui, width: f32) -> f32 {
        let inside = width - 2.0 * PAD;
        let c = theme::colors(ui);
        let text = |text: &str, style| theme::wrapped(ui, text, style, c.ink, inside).size().y;
        let rows: f32 = self.rows.iter().map(|row| row.height(ui, inside)).sum();
        2.0 * PAD
            + HEAD
            + text(self.meaning(), Type::Prompt)
            + COUNT
            + rows
            + FOOT
            + 17.0
            + text(&self.trap(), Type::Small)
    }

    /// Shows it.
    pub fn show(&self, ui: &mut Ui, view: &mut View, rect: Rect) -> Option<Asked> {
        let c = theme::colors(ui);
        let here = super::is_here(self.diagnosis, self.level);
        let (fill, edge) = if here { (c.surface, Stroke::new(1.5, c.ink)) } else { (c.sunken, Stroke::NONE) };
        ui.painter().rect(rect, radius::CARD, fill, edge, StrokeKind::Inside);
        let inside = rect.shrink(PAD);
        self.head(ui, inside, here);
        let meaning = theme::wrapped(ui, self.meaning(), Type::Prompt, c.ink_2, inside.width());
        let mut y = inside.top() + HEAD;
        let below = y + meaning.size().y;
        ui.painter().galley(pos2(inside.left(), y), meaning, c.ink_2);
        y = below + 8.0;
        let count = self.diagnosis.level(self.level).map_or((0, 0), |state| (state.seen, state.of));
        let count = format!("{} of {} signs seen", count.0, count.1);
        let galley = theme::line(ui, &count, Type::Caption, c.ink_2);
        ui.painter().galley(pos2(inside.left(), y), galley, c.ink_2);
        ui.painter().hline(inside.x_range(), y + 20.5, Stroke::new(1.0, c.line_strong));
        y = below + COUNT;
        let mut asked = None;
        for row in &self.rows {
            let height = row.height(ui, inside.width());
            let place = Rect::from_min_size(pos2(inside.left(), y), vec2(inside.width(), height));
            asked = row.show(ui, view, place).or(asked);
            y += height;
        }
        asked = self.foot(ui, pos2(inside.left(), y + 4.0), inside.width()).or(asked);
        self.paint_trap(ui, inside);
        asked
    }

    fn head(&self, ui: &mut Ui, inside: Rect, here: bool) {
        let c = theme::colors(ui);
        let number = theme::line(ui, &(self.number + 1).to_string(), Type::Body, c.ink_3);
        ui.painter().galley(inside.min + vec2(0.0, 3.0), number, c.ink_3);
        let place = Rect::from_min_size(inside.min + vec2(16.0, 0.0), vec2(inside.width() - 16.0, 24.0));
        ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("head"), |ui| {
            label::heading(ui, self.level.label(), Type::Name, 2);
        });
        let name = theme::line(ui, self.level.label(), Type::Name, c.ink).size().x;
        let is_tight = place.width() < name + 112.0;
        let chip = if here {
            (if is_tight { "Here" } else { "You are here" }, c.bg_main)
        } else if self.diagnosis.next == Some(self.level) {
            ("Next", c.ink_3)
        } else {
            return;
        };
        let galley = theme::line(ui, chip.0, Type::Caption, chip.1);
        let side = if here { 8.0 } else { 0.0 };
        let size = galley.size() + vec2(2.0 * side, 4.0);
        let at = Rect::from_min_size(pos2(inside.right() - size.x, inside.top() + 2.0), size);
        if here {
            ui.painter().rect_filled(at, radius::CHIP, c.ink);
        }
        ui.painter().galley(at.min + vec2(side, 2.0), galley, chip.1);
        let said = ui.interact(at, ui.scope_id().with(("chip", self.number)), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {}", self.level.label(), chip.0)));
    }

    /// Ways to more signs.
    fn foot(&self, ui: &mut Ui, corner: egui::Pos2, width: f32) -> Option<Asked> {
        let mut asked = None;
        let place = Rect::from_min_size(corner, vec2(width, size::TARGET));
        ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("foot"), |ui| {
            ui.horizontal(|ui| {
                let level = self.level.label();
                if button::link_named(ui, "Add sign", &format!("Add sign of {level}")).clicked() {
                    asked = Some(Asked::Add(Some(self.level)));
                }
                if self.rows.is_empty() {
                    let name = format!("Add the usual signs of {level}");
                    if button::link_named(ui, "The usual signs", &name).clicked() {
                        asked = Some(Asked::AddUsual(Some(self.level)));
                    }
                }
            });
        });
        asked
    }

    fn paint_trap(&self, ui: &Ui, inside: Rect) {
        let c = theme::colors(ui);
        let trap = theme::wrapped(ui, &self.trap(), Type::Small, c.ink_3, inside.width());
        let at = pos2(inside.left(), inside.bottom() - trap.size().y);
        ui.painter().hline(inside.x_range(), at.y - 8.5, Stroke::new(1.0, c.line));
        ui.painter().galley(at, trap, c.ink_3);
    }
}
