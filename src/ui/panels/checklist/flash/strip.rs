//! The strip of the rows: a square each, the current one ringed. One Tab stop; a click jumps.

use egui::{Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::Workbook;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::super::View;
use super::{Asked, queue};

/// The side of a cell.
const CELL: f32 = 24.0;
const STEP: f32 = 28.0;

/// The Tab stop.
pub(super) fn stop_id() -> Id {
    Id::unique("strip of practices")
}

/// Shows it, with how far the person is.
pub(super) fn show(ui: &mut Ui, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let c = theme::colors(ui);
    let flash = &mut view.flash;
    let words = queue::progress(flash.at, flash.queue.len());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let galley = theme::line(ui, &words, Type::Small, c.ink_3);
    let inside = rect.shrink2(vec2(size::SIDE, 0.0));
    let tail = galley.size().x + 16.0;
    let wide = inside.width() - tail >= 6.0 * STEP;
    let strip =
        if wide { Rect::from_min_max(inside.min, pos2(inside.right() - tail, inside.bottom())) } else { inside };
    if wide {
        ui.painter().galley(
            pos2(inside.right() - galley.size().x, rect.center().y - galley.size().y / 2.0),
            galley,
            c.ink_3,
        );
    }
    let shown = ((strip.width() / STEP).floor() as usize).max(1);
    // the current one stays in the middle of a strip that is too long
    let first = flash.at.saturating_sub(shown / 2).min(flash.queue.len().saturating_sub(shown));
    let stop = ui.interact(strip, stop_id(), Sense::focusable_noninteractive());
    let current = flash.current().map_or(String::new(), |practice| {
        format!(". {}: {}", practice.id, workbook.checklist.status(&practice.id).label().to_lowercase())
    });
    stop.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, format!("One at a time, {words}{current}")));
    regions::entrance(Region::Main, &stop);
    if std::mem::take(&mut flash.focus) {
        stop.request_focus();
    }
    if stop.has_focus() {
        let mine = egui::EventFilter { horizontal_arrows: true, escape: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(stop_id(), mine));
    }
    let mut asked = None;
    for (place, (index, practice)) in flash.queue.iter().enumerate().skip(first).take(shown).enumerate() {
        let center = pos2(strip.left() + STEP * place as f32 + CELL / 2.0, strip.center().y);
        let cell = Rect::from_center_size(center, Vec2::splat(CELL));
        let status = workbook.checklist.status(&practice.id);
        let on = index == flash.at;
        let response = ui.interact(cell, stop_id().with(practice.id.as_str()), Sense::CLICK);
        if response.hovered() && !on {
            ui.painter().rect_filled(cell, radius::CONTROL, c.hover);
        }
        let square = Rect::from_center_size(center, Vec2::splat(16.0));
        glyph::paint(ui.painter(), square, Glyph::Status(status), c);
        if on {
            ui.painter().rect_stroke(cell, radius::CONTROL, Stroke::new(2.0, c.accent), StrokeKind::Inside);
            focus::ring(ui, &stop, cell, radius::CONTROL);
        }
        let said = format!("{}, {}: {}", practice.id, practice.title, status.label().to_lowercase());
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, &said));
        if response.on_hover_text(Type::Small.text(said.as_str(), c.ink)).clicked() {
            asked = Some(Asked::GoTo(index));
        }
    }
    if !wide {
        ui.horizontal(|ui| {
            ui.add_space(size::SIDE);
            label::line(ui, &words, Type::Small, c.ink_3);
        });
        ui.add_space(8.0);
    }
    asked
}
