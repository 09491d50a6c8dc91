//! The rows for the facilitator: one line each, and the chosen one with what is asked, its figures and what can be set.

use egui::{Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::workshop::{Matter, Point, Stands};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::super::{Ask, Here, View, written};
use super::{Deed, tray};

/// How high a row is.
const ROW: f32 = 32.0;
/// What the notes below need beside what was decided and taken on, what the line for them needs while nothing was said, and what an
/// open note needs beyond.
const NOTES: f32 = 290.0;
const NO_NOTES: f32 = 150.0;
const OPEN_NOTE: f32 = 170.0;
/// The least height of the list, and the same while a note is open.
const LEAST: f32 = 150.0;
const LEAST_BESIDE_NOTE: f32 = 64.0;

/// The glyph of what a row stands for.
pub(super) fn glyph_of(stands: Stands) -> Glyph {
    match stands {
        Stands::Budget(verdict) => Glyph::Verdict(verdict),
        Stands::Practice(status) => Glyph::Status(status),
        Stands::Criterion(standing) => Glyph::of_standing(standing),
    }
}

/// Shows them above the notes; nothing where the activity is about what people say alone.
pub(in super::super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let Some(matter) = view.matter.matter.clone() else { return };
    head(ui, desk, view, &matter);
    if matter.points.is_empty() {
        let kind = here.activity(view).and_then(|(_, activity)| activity.kind);
        label::text(ui, super::missing(kind), Type::Body, theme::colors(ui).ink_3);
        ui.add_space(8.0);
        return;
    }
    let held = here.workshop;
    let said = !(held.captures.is_empty() && held.decisions.is_empty() && held.actions.is_empty());
    let written = written::height(here, ui.ctx().content_rect().height());
    let (open, least) = if view.note.is_some() { (OPEN_NOTE, LEAST_BESIDE_NOTE) } else { (0.0, LEAST) };
    let height = (ui.available_height() - if said { NOTES + written + open } else { NO_NOTES }).max(least);
    let chosen = view.matter.point(&matter).map(|(at, _)| at);
    ScrollArea::vertical().id_salt("matter").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, point) in matter.points.iter().enumerate() {
            let on = chosen == Some(at);
            row(ui, view, (&matter, point), on);
            if on {
                tray::show(ui, desk, view, (&matter, point), here);
            }
        }
    });
    ui.add_space(6.0);
    label::rule(ui);
    ui.add_space(2.0);
}

/// What the rows are, which of them is chosen, and what holds for all.
fn head(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, matter: &Matter) {
    let c = theme::colors(ui);
    let chosen = view.matter.point(matter).map(|(at, _)| at);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, matter.title, Type::Name, 1);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if matter.points.iter().any(|point| point.figures.iter().any(|figure| figure.measured)) {
                let hides = view.matter.point(matter).is_some_and(|(_, point)| view.matter.hides(matter, point.about));
                let (words, icon) =
                    if hides { ("Show measured", icons::EYE) } else { ("Hide measured", icons::EYE_SLASH) };
                let button = Button::new(words).quiet().icon(icon);
                let button = if desk.single_keys { button.key(shortcuts::label(Does::Measured)) } else { button };
                if button.show(ui).clicked() {
                    view.ask(Ask::Matter(Deed::Measured));
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let count = chosen.map(|at| format!("{} of {}", at + 1, matter.points.len()));
                let parts = [count.unwrap_or_default(), matter.says.clone()];
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                label::line(ui, &parts.join(". "), Type::Body, c.ink_3);
            });
        });
    });
}

fn row(ui: &mut Ui, view: &mut View, (matter, point): (&Matter, &Point), on: bool) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, egui::Id::unique(("matter", point.about)), Sense::click());
    let word = view.matter.word(matter, point);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, view.matter.said(matter, point)));
    if on && std::mem::take(&mut view.matter.scroll) {
        ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
    }
    if response.clicked() {
        view.ask(Ask::Matter(Deed::Choose(point.about)));
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let fill = match (on, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => c.surface,
    };
    ui.painter().rect_filled(rect, 0, fill);
    if on {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(2.0, rect.height())), 0, c.accent);
    } else {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    }
    let middle = rect.center().y;
    let text = |ui: &Ui, x: f32, words: &str, look: (Type, egui::Color32), room: f32| {
        let galley = theme::cut(ui, words, look.0, look.1, room, 1);
        ui.painter().galley(pos2(x, middle - galley.size().y / 2.0), galley, look.1);
    };
    let mut right = rect.right() - 16.0;
    if let Some(word) = word {
        let wide = theme::line(ui, word, Type::Body, c.ink_2).size().x;
        text(ui, right - wide, word, (Type::Body, c.ink_2), wide + 1.0);
        let square = Rect::from_center_size(pos2(right - wide - 14.0, middle), egui::Vec2::splat(16.0));
        glyph::paint(ui.painter(), square, glyph_of(point.stands), c);
        right -= wide + 36.0;
    }
    let cited = 104.0_f32.min(rect.width() * 0.25);
    text(ui, rect.left() + 16.0, &point.cited, (Type::Body, c.ink_2), cited - 8.0);
    let left = rect.left() + 16.0 + cited;
    let style = if on { Type::Strong } else { Type::Medium };
    text(ui, left, &point.name, (style, c.ink), right - left);
    focus::ring_inside(ui, &response, rect, radius::CHIP);
}
