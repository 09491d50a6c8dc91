//! Small pages in a row from top to bottom: a click turns to one. Whoever uses the keyboard turns pages instead.

use egui::{Color32, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Type};

use super::View;
use super::pages::lines;
use crate::ui::panels::export::laying::Laid;
use crate::ui::panels::export::textures::{Size, Textures};

/// How wide a small page is at most, and how high.
const WIDTH: f32 = 80.0;
const HEIGHT: f32 = 112.0;
/// The number below, with the space around it.
const BELOW: f32 = 32.0;
const TOP: f32 = 16.0;

/// Shows them; draws only those in sight.
pub(super) fn show(ui: &mut Ui, laid: &Laid, (textures, view): (&mut Textures, &mut View)) {
    let pages = &laid.sheets.pages.pages;
    let scroll = ScrollArea::vertical().id_salt(("thumbs", laid.document.key())).auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        let scale = |at: usize| {
            pages.get(at).map_or(1.0, |page| (WIDTH / page.width_pt.max(1.0)).min(HEIGHT / page.height_pt.max(1.0)))
        };
        let heights: Vec<f32> = pages.iter().enumerate().map(|(at, page)| page.height_pt * scale(at) + BELOW).collect();
        let total = TOP + heights.iter().sum::<f32>();
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), total), Sense::hover());
        let clip = ui.clip_rect();
        let mut top = area.top() + TOP;
        for (at, (page, height)) in pages.iter().zip(&heights).enumerate() {
            let size = vec2(page.width_pt, page.height_pt) * scale(at);
            let rect = Rect::from_min_size(pos2(area.center().x - size.x / 2.0, top), size);
            top += height;
            if view.scroll_to == Some(at) {
                ui.scroll_to_rect(rect.expand2(vec2(0.0, BELOW)), None);
            }
            if rect.bottom() + BELOW < clip.top() || rect.top() > clip.bottom() {
                continue;
            }
            one(ui, laid, (textures, view), (at, rect));
        }
    });
}

fn one(ui: &mut Ui, laid: &Laid, (textures, view): (&mut Textures, &mut View), (at, rect): (usize, Rect)) {
    let c = theme::colors(ui);
    let points = laid.sheets.pages.pages.get(at).map_or(1.0, |page| page.width_pt.max(1.0));
    let scale = rect.width() / points * ui.ctx().pixels_per_point();
    let on = view.at == at;
    let response = ui.interact(rect, ui.scope_id().with(at), Sense::CLICK);
    ui.painter().rect_filled(rect, 0.0, Color32::WHITE);
    match textures.page(ui.ctx(), laid, (at, Size::Thumb), (scale, view.gray)) {
        Some(texture) => {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            ui.painter().image(texture, rect, whole, Color32::WHITE);
        }
        None => lines(ui, rect),
    }
    let (edge, width) = if on { (c.accent, 2.0) } else { (c.line_strong, 1.0) };
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(width, edge), StrokeKind::Outside);
    let ink = if on { c.ink } else { c.ink_3 };
    let number = theme::line(ui, &(at + 1).to_string(), if on { Type::Caption } else { Type::Small }, ink);
    let below = pos2(rect.center().x - number.size().x / 2.0, rect.bottom() + 6.0);
    ui.painter().galley(below, number, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, format!("Page {}", at + 1)));
    if response.clicked() {
        view.go(at);
    }
}
