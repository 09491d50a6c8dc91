//! Pages to be read: under each other, on a ground that scrolls. What the pointer or the keyboard is on has an outline; a
//! click or Enter opens where it comes from. A screen reader gets the words of each page.

use egui::{
    Align, Color32, CursorIcon, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, Vec2, accesskit, pos2, vec2,
};

use crate::render::page::placed::Page;
use crate::report::block::Source;
use crate::ui::desk::Desk;
use crate::ui::panels::export::laying::Laid;
use crate::ui::panels::export::sheets::{Part, place_of};
use crate::ui::panels::export::textures::{Size, Textures};
use crate::ui::theme;
use crate::ui::widgets::focus;

use super::{View, ZOOM, from_words};

/// The ground around a page and between pages.
const AROUND: f32 = 24.0;

/// How large a page is shown: as chosen, or so that all of it can be seen, unless it could not be read then.
fn scale_of(view: &View, page: &Page, room: Vec2) -> f32 {
    let fitting = |room: f32, side: f32| (room - 2.0 * AROUND) / side.max(1.0);
    let (wide, high) = (fitting(room.x, page.width_pt), fitting(room.y, page.height_pt));
    let fit = wide.min(high).max(wide.min(1.0));
    view.zoom.unwrap_or(fit).clamp(*ZOOM.start(), *ZOOM.end())
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, laid: &Laid, (textures, view): (&mut Textures, &mut View)) {
    let room = ui.available_rect_before_wrap();
    let pages = &laid.sheets.pages.pages;
    let scales: Vec<f32> = pages.iter().map(|page| scale_of(view, page, room.size())).collect();
    let sizes = || pages.iter().zip(&scales).map(|(page, scale)| vec2(page.width_pt, page.height_pt) * *scale);
    let width = sizes().map(|size| size.x + 2.0 * AROUND).fold(room.width(), f32::max);
    let height = sizes().map(|size| size.y + AROUND).sum::<f32>() + AROUND;
    view.scale = scales.get(view.at).copied().unwrap_or(view.scale);
    let whole = whole_ui(ui, desk, laid, view, room);
    let scroll = ScrollArea::both().id_salt(("pages", laid.document.key())).auto_shrink([false, false]);
    let moved: Option<Vec2> = ui.data_mut(|data| data.remove_temp(moved_key()));
    let scroll = match moved {
        Some(offset) => scroll.scroll_offset(offset.max(Vec2::ZERO)),
        None => scroll,
    };
    let scrolled = scroll.show(ui, |ui| {
        let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let mut top = area.top() + AROUND;
        let mut nearest = (f32::INFINITY, view.at);
        for (at, (size, scale)) in sizes().zip(&scales).enumerate() {
            let rect = Rect::from_min_size(pos2(area.center().x - size.x / 2.0, top), size);
            top = rect.bottom() + AROUND;
            bring_into_sight(ui, laid, view, (at, rect, *scale));
            let away = (rect.center().y - room.center().y).abs() - rect.height() / 2.0;
            if away < nearest.0 {
                nearest = (away, at);
            }
            if rect.intersects(ui.clip_rect()) {
                page_ui(ui, desk, laid, (textures, view), (at, rect, *scale));
            }
        }
        nearest.1
    });
    // the page that was gone to stays the one that is meant until somebody scrolls on by hand
    let by_hand = ui.input(|input| input.smooth_scroll_delta() != Vec2::ZERO || input.pointer.any_down());
    if view.scroll_to.take().is_none() && by_hand && ui.rect_contains_pointer(room) {
        view.at = scrolled.inner;
    }
    view.scroll_to_part = false;
    zoom(ui, view, room, scrolled.id);
    if focus::is_shown(&whole) {
        focus::outline(ui, room.shrink(1.0), 0);
    }
}

/// The pages as one stop of the Tab key: Up and Down go from part to part, Enter opens where one comes from.
fn whole_ui(ui: &Ui, desk: &mut Desk<'_>, laid: &Laid, view: &mut View, room: Rect) -> Response {
    let id = Id::unique("pages to export");
    let response = ui.interact(room, id, Sense::focusable_noninteractive());
    if response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            step(laid, view, true);
        }
        if pressed(Key::ArrowUp) {
            step(laid, view, false);
        }
        if pressed(Key::Enter)
            && let Some(part) = part(laid, view)
        {
            open(desk, part.source);
        }
    }
    let count = laid.sheets.pages.pages.len();
    let name = format!("{}, page {} of {count}", laid.document.title(), view.at + 1);
    let said = match part(laid, view).filter(|_| response.has_focus()) {
        Some(part) => format!("From {}: {}", from_words(part.source, &desk.facts.index), part.words),
        None => "Up and Down go from part to part, Enter opens where one comes from.".to_owned(),
    };
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(accesskit::Role::Document);
        node.set_label(name);
        node.set_description(said);
        node.add_action(accesskit::Action::Focus);
    });
    response
}

/// The part where the keyboard is.
fn part<'a>(laid: &'a Laid, view: &View) -> Option<&'a Part> {
    let (page, part) = view.part?;
    laid.sheets.read.get(page)?.parts.get(part)
}

/// Goes to the next part, or to the one before, over the ends of pages.
fn step(laid: &Laid, view: &mut View, down: bool) {
    let read = &laid.sheets.read;
    let all = || read.iter().enumerate().flat_map(|(page, read)| (0..read.parts.len()).map(move |part| (page, part)));
    let to = match (view.part, down) {
        (Some(here), true) => all().find(|part| *part > here),
        (Some(here), false) => all().take_while(|part| *part < here).last(),
        (None, _) => all().find(|(page, _)| *page >= view.at).or_else(|| all().next()),
    };
    if let Some((page, part)) = to {
        view.part = Some((page, part));
        view.at = page;
        view.scroll_to_part = true;
    }
}

fn open(desk: &mut Desk<'_>, source: Source) {
    if let Some(place) = place_of(source, &desk.facts.index) {
        desk.go_to(place);
    }
}

/// Where a part stands on the screen.
fn place_on(page: Rect, scale: f32, part: &Part) -> Rect {
    let [left, top, right, bottom] = part.edges;
    Rect::from_min_max(page.min + vec2(left, top) * scale, page.min + vec2(right, bottom) * scale)
}

fn bring_into_sight(ui: &Ui, laid: &Laid, view: &View, (at, rect, scale): (usize, Rect, f32)) {
    if view.scroll_to == Some(at) {
        ui.scroll_to_rect(rect.expand(AROUND), Some(Align::Min));
    }
    if view.scroll_to_part
        && view.part.is_some_and(|(page, _)| page == at)
        && let Some(part) = part(laid, view)
    {
        ui.scroll_to_rect(place_on(rect, scale, part).expand(AROUND), None);
    }
}

fn page_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    laid: &Laid,
    (textures, view): (&mut Textures, &mut View),
    (at, rect, scale): (usize, Rect, f32),
) {
    ui.painter().add(theme::lifted(ui).as_shape(rect, 0));
    ui.painter().rect_filled(rect, 0.0, Color32::WHITE);
    let pixels = scale * ui.ctx().pixels_per_point();
    match textures.page(ui.ctx(), laid, (at, Size::Whole), (pixels, view.gray)) {
        Some(texture) => {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            ui.painter().image(texture, rect, whole, Color32::WHITE);
        }
        None => lines(ui, rect),
    }
    let Some(read) = laid.sheets.read.get(at) else { return };
    let response = ui.interact(rect, Id::unique(("page to export", laid.document.key(), at)), Sense::CLICK);
    let pointed = response.hover_pos().and_then(|pos| {
        let point = (pos - rect.min) / scale;
        read.parts.get(read.part_at(point.x, point.y)?)
    });
    if let Some(part) = pointed {
        outline(ui, place_on(rect, scale, part));
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        view.pointed = Some(part.source);
        if response.clicked() {
            open(desk, part.source);
        }
    }
    let is_on_keys = ui.memory(|memory| memory.has_focus(Id::unique("pages to export")));
    if let Some((page, part)) = view.part.filter(|(page, _)| *page == at && is_on_keys)
        && let Some(part) = laid.sheets.read.get(page).and_then(|read| read.parts.get(part))
    {
        outline(ui, place_on(rect, scale, part));
    }
    let name = format!("{}, page {}", laid.document.title(), at + 1);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::Article);
        node.set_label(name);
        node.set_value(read.words.as_str());
    });
}

/// What the pointer or the keyboard is on: paper is white in both themes.
fn outline(ui: &Ui, rect: Rect) {
    let c = theme::of(false);
    ui.painter().rect_stroke(rect.expand(3.0), theme::radius::CHIP, Stroke::new(1.5, c.accent), StrokeKind::Outside);
}

/// A page that is not painted yet: lines where text will be.
pub(super) fn lines(ui: &Ui, rect: Rect) {
    let ink = theme::of(false).line_strong;
    let (side, step) = (rect.width() * 0.12, rect.height() / 28.0);
    for at in 3..25_u8 {
        let y = rect.top() + f32::from(at) * step;
        let right = if at % 5 == 2 { rect.center().x } else { rect.right() - side };
        ui.painter().hline(rect.left() + side..=right, y, Stroke::new((step * 0.12).max(0.5), ink));
    }
}

/// The wheel with Ctrl makes pages larger or smaller around the pointer.
fn zoom(ui: &Ui, view: &mut View, room: Rect, scroll: Id) {
    let factor = ui.input(egui::InputState::zoom_delta);
    if (factor - 1.0).abs() < 1e-3 || !ui.rect_contains_pointer(room) {
        return;
    }
    let before = view.scale;
    view.scale_by(factor);
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    let factor = view.zoom.unwrap_or(before) / before.max(f32::EPSILON);
    if let Some(state) = egui::scroll_area::State::load(ui.ctx(), scroll) {
        let at = state.clamped_offset() + (pointer - room.min);
        ui.data_mut(|data| data.insert_temp(moved_key(), at * factor - (pointer - room.min)));
        ui.ctx().request_repaint();
    }
}

fn moved_key() -> Id {
    Id::unique("pages to export are moved to")
}
