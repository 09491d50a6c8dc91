//! The preview: the pages as the exporter writes them, one document at a time, with small ones beside them to find one's way.
//!
//! `pages` shows them to be read, `thumbs` to be found.

mod pages;
mod thumbs;

use egui::{Align, Context, Key, Layout, Modifiers, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::model::place::{Entry, Index};
use crate::report::Document;
use crate::report::block::Source;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button, segmented};
use crate::ui::widgets::label;

use super::laying::{Laid, Laying};
use super::sheets::place_of;
use super::textures::Textures;

/// How high the bars above and below the pages are.
const BAR: f32 = 40.0;
const FOOT: f32 = 32.0;
/// How wide the small pages are together with the space around them, and the least width with them.
const THUMBS: f32 = 108.0;
const WITH_THUMBS: f32 = 400.0;
/// How far the pages can be made smaller or larger: points of the screen to a point of paper.
const ZOOM: std::ops::RangeInclusive<f32> = 0.2..=5.0;
/// How much larger or smaller one step makes them.
const STEP: f32 = 1.2;

/// What the preview remembers.
#[derive(Debug)]
pub(super) struct View {
    /// The document that is looked at.
    pub shown: Document,
    /// The page in the middle, counted from 0.
    at: usize,
    /// Points of the screen to a point of paper; `None` fits the page into the room.
    zoom: Option<f32>,
    /// What that is now.
    scale: f32,
    gray: bool,
    /// The page that is to be brought into sight.
    scroll_to: Option<usize>,
    /// The part where the keyboard is: page and part.
    part: Option<(usize, usize)>,
    /// Brings that into sight.
    scroll_to_part: bool,
    /// Where what the pointer is on comes from.
    pointed: Option<Source>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            shown: Document::RiskMemo,
            at: 0,
            zoom: None,
            scale: 1.0,
            gray: false,
            scroll_to: None,
            part: None,
            scroll_to_part: false,
            pointed: None,
        }
    }
}

impl View {
    /// Looks at a document.
    pub fn turn_to(&mut self, document: Document) {
        if self.shown != document {
            *self = Self { shown: document, zoom: self.zoom, scale: self.scale, gray: self.gray, ..Self::default() };
        }
    }

    fn go(&mut self, page: usize) {
        self.at = page;
        self.scroll_to = Some(page);
    }

    /// Makes the pages larger or smaller.
    fn scale_by(&mut self, factor: f32) {
        self.zoom = Some((self.scale * factor).clamp(*ZOOM.start(), *ZOOM.end()));
    }
}

/// Shows the preview.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, laying: &Laying, (textures, view): (&mut Textures, &mut View)) {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    let bar = whole.with_max_y(whole.top() + BAR);
    let foot = whole.with_min_y(whole.bottom() - FOOT);
    let middle = Rect::from_min_max(pos2(whole.left(), bar.bottom()), pos2(whole.right(), foot.top()));
    let laid = laying.of(view.shown);
    let count = laid.map_or(0, |laid| laid.sheets.pages.pages.len());
    view.at = view.at.min(count.saturating_sub(1));
    ui.scope_builder(UiBuilder::new().max_rect(bar.shrink2(vec2(12.0, 0.0))), |ui| tools(ui, view, count));
    ui.painter().rect_filled(middle, 0.0, c.sunken);
    ui.painter().hline(whole.x_range(), bar.bottom(), Stroke::new(1.0, c.line));
    view.pointed = None;
    match (laid, laying.trouble()) {
        (_, Some(trouble)) => say(ui, middle, &format!("There are no pages to show. {trouble}")),
        (None, None) => say(ui, middle, "Laying out the pages."),
        (Some(laid), None) => both(ui, desk, laid, (textures, view), middle),
    }
    ui.painter().hline(whole.x_range(), foot.top(), Stroke::new(1.0, c.line));
    ui.scope_builder(UiBuilder::new().max_rect(foot.shrink2(vec2(12.0, 0.0))), |ui| foot_ui(ui, desk, view));
}

fn both(ui: &mut Ui, desk: &mut Desk<'_>, laid: &Laid, (textures, view): (&mut Textures, &mut View), area: Rect) {
    let c = theme::colors(ui);
    let with_thumbs = area.width() >= WITH_THUMBS && laid.sheets.pages.pages.len() > 1;
    let edge = if with_thumbs { area.left() + THUMBS } else { area.left() };
    if with_thumbs {
        let strip = area.with_max_x(edge);
        ui.scope_builder(UiBuilder::new().max_rect(strip), |ui| thumbs::show(ui, laid, (textures, view)));
        ui.painter().vline(edge, area.y_range(), Stroke::new(1.0, c.line));
    }
    let area = area.with_min_x(edge);
    ui.scope_builder(UiBuilder::new().max_rect(area), |ui| pages::show(ui, desk, laid, (textures, view)));
}

fn say(ui: &mut Ui, area: Rect, words: &str) {
    let c = theme::colors(ui);
    ui.scope_builder(UiBuilder::new().max_rect(area.shrink(24.0)), |ui| {
        label::text(ui, words, Type::Body, c.ink_3);
    });
}

/// The bar above: which document and page, how large, and how it looks in gray.
fn tools(ui: &mut Ui, view: &mut View, count: usize) {
    let c = theme::colors(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if let Some(look) = segmented(ui, "Show as", &["Page", "Gray print"], usize::from(view.gray)) {
            view.gray = look == 1;
        }
        ui.add_space(8.0);
        if icon_button(ui, icons::PLUS, "Larger pages", true).clicked() {
            view.scale_by(STEP);
        }
        let percent = format!("{:.0}%", view.scale * 100.0);
        let words = if view.zoom.is_none() { "Fit" } else { percent.as_str() };
        if Button::new(words).quiet().name("Fit the page").show(ui).on_hover_text("Fit the page (0)").clicked() {
            view.zoom = None;
        }
        if icon_button(ui, icons::MINUS, "Smaller pages", true).clicked() {
            view.scale_by(1.0 / STEP);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let room = ui.available_width();
            // the name is in the list as well, the pages are nowhere else
            let title = theme::line(ui, view.shown.title(), Type::Strong, c.ink).size().x;
            if room > title + 130.0 {
                label::heading(ui, view.shown.title(), Type::Strong, 2);
                ui.add_space(4.0);
            }
            if icon_button(ui, icons::CARET_LEFT, "Page before", view.at > 0).clicked() {
                view.go(view.at.saturating_sub(1));
            }
            let words = if count == 0 { "no pages".to_owned() } else { format!("{} of {count}", view.at + 1) };
            label::line(ui, &words, Type::Body, c.ink_2);
            if icon_button(ui, icons::CARET_RIGHT, "Next page", view.at + 1 < count).clicked() {
                view.go(view.at + 1);
            }
        });
    });
}

/// The line below: what is promised, and where what is pointed at comes from.
fn foot_ui(ui: &mut Ui, desk: &Desk<'_>, view: &View) {
    let c = theme::colors(ui);
    let from = view.pointed.map(|source| format!("Click to open {}", from_words(source, &desk.facts.index)));
    let hint = from.as_deref().unwrap_or("Click a part to open where it comes from");
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        label::line(ui, hint, Type::Small, c.ink_3);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui.available_width() > 260.0 {
                label::line(ui, "The printed digest is the digest of what you see", Type::Small, c.ink_3);
            }
        });
    });
}

/// Where something comes from, in words.
fn from_words(source: Source, index: &Index) -> String {
    match place_of(source, index) {
        Some(place) => place.item().map_or_else(
            || place.section.title().to_owned(),
            |(_, id, _)| index.get(id).map_or_else(|| place.section.title().to_owned(), Entry::words),
        ),
        None => "the workbook".to_owned(),
    }
}

/// Takes the keys of the pages, where no text is edited. `single_keys`: whether letters act.
pub(super) fn listen(ctx: &Context, laying: &Laying, view: &mut View, single_keys: bool) {
    if ctx.text_edit_focused() {
        return;
    }
    let count = laying.pages(view.shown).unwrap_or(0);
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::PageDown) && view.at + 1 < count {
        view.go(view.at + 1);
    }
    if pressed(Key::PageUp) && view.at > 0 {
        view.go(view.at - 1);
    }
    if !single_keys {
        return;
    }
    if pressed(Key::G) {
        view.gray = !view.gray;
    }
    if pressed(Key::Plus) || pressed(Key::Equals) {
        view.scale_by(STEP);
    }
    if pressed(Key::Minus) {
        view.scale_by(1.0 / STEP);
    }
    if pressed(Key::Num0) {
        view.zoom = None;
    }
}
