//! What the window shows while a file is held over it.

use egui::{Align2, Id, LayerId, Order, Stroke, StrokeKind, Ui};

use crate::ui::theme::{self, Type, radius};

/// Shows it, if a file is held over the window.
pub fn show(ui: &Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let c = theme::colors(ui);
    let screen = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop target")));
    painter.rect_filled(screen, 0.0, c.bg_main.gamma_multiply(0.85));
    let edge = Stroke::new(2.0, c.accent);
    painter.rect_stroke(screen.shrink(16.0), radius::DIALOG, edge, StrokeKind::Inside);
    painter.text(screen.center(), Align2::CENTER_CENTER, "Drop to open", Type::Title.font(), c.ink);
}
