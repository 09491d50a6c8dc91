//! The bar under a page while several items are chosen: how many, and what can be done with all of them.

use egui::{Align, Layout, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::edit::shelf::KINDS;
use crate::model::list::Items;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::acts::{self, Act};
use super::set;

/// How high it is.
const HEIGHT: f32 = 52.0;
/// The least width in which its buttons have words.
const WORDED: f32 = 860.0;
/// The least width in which all of them have.
const AMPLE: f32 = 1080.0;
/// The words for keeping items in the library of one's own.
const SAVE: &str = "Save to my library";
/// The least width in which they stand side by side.
const SIDE_BY_SIDE: f32 = 440.0;

/// Shows a page with the bar under it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, page: impl FnOnce(&mut Ui, &mut Desk<'_>)) {
    let whole = ui.available_rect_before_wrap();
    let height = if desk.hold.is_many() { HEIGHT } else { 0.0 };
    let above = whole.with_max_y(whole.bottom() - height);
    ui.scope_builder(UiBuilder::new().max_rect(above).id_salt("page"), |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(above.expand2(vec2(4.0, 0.0))));
        page(ui, desk);
    });
    let mut wanted = desk.hold.wanted.take();
    if height > 0.0 && desk.hold.is_many() {
        let below = whole.with_min_y(above.bottom());
        let own = UiBuilder::new().max_rect(below).scope_id(egui::Id::unique("bar of many"));
        wanted = ui.scope_builder(own, |ui| bar(ui, desk, below)).inner.or(wanted);
    }
    if desk.hold.is_many() != (height > 0.0) {
        ui.ctx().request_repaint();
    }
    if let Some(act) = wanted {
        let lead = acts::perform(ui, desk, None, act);
        desk.hold.lead = lead.or(desk.hold.lead);
    }
}

fn bar(ui: &mut Ui, desk: &mut Desk<'_>, rect: Rect) -> Option<Act> {
    let c = theme::colors(ui);
    ui.painter().rect_filled(rect, 0, c.surface);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, c.line_strong));
    let inside = rect.shrink2(vec2(size::SIDE, 0.0));
    let row = UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        count(ui, desk);
        ui.add_space(8.0);
        if desk.hold.answer.is_some() { set::show(ui, desk) } else { buttons(ui, desk, inside.width()) }
    })
    .inner
}

/// How many are chosen, of how many; told to a screen reader whenever it changes.
fn count(ui: &mut Ui, desk: &Desk<'_>) {
    let c = theme::colors(ui);
    let (chosen, shown) = (desk.hold.selection.len(), desk.hold.shown.len());
    let kind = desk.hold.list.as_ref().and_then(|list| list.items(desk.workbook())).map(Items::kind);
    let plural = kind.map_or("items", crate::model::ItemKind::plural);
    let words = format!("{} {plural}", words::count(chosen as u64));
    let galley = theme::cut(ui, &words, Type::Strong, c.ink, (ui.available_width() - 120.0).max(80.0), 1);
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, c.ink);
    let response = ui.interact(rect, egui::Id::unique("how many are chosen"), Sense::hover());
    let said = format!("{chosen} of {shown} selected");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Status);
        node.set_live(egui::accesskit::Live::Polite);
        node.set_label(said);
    });
    response.on_hover_text(format!("Of {} shown", words::count(shown as u64)));
}

/// What can be done, but for setting answers: icon, words, keys, whether it can be done now, and what it is.
fn offers(desk: &Desk<'_>) -> Vec<(char, &'static str, &'static str, Option<Act>)> {
    let movable = desk.hold.sorted.is_empty();
    let shift = |down| movable.then_some(Act::Move { down });
    let inside = acts::internal(desk);
    let (lock, keep) = if inside { (icons::EXPORT, "Let out") } else { (icons::LOCK, "Keep inside") };
    let delete = (icons::TRASH, "Delete", "Delete", Some(Act::Delete));
    if desk.hold.fixed {
        let copy = (icons::FILE_TEXT, "Copy", "Ctrl C", Some(Act::Copy));
        return vec![copy, (lock, keep, "", Some(Act::Keep(!inside))), delete];
    }
    let mut offers = vec![
        (icons::COPY, "Duplicate", "Ctrl D", Some(Act::Duplicate)),
        (icons::ARROW_UP, "Move up", "Alt Up", shift(false)),
        (icons::ARROW_DOWN, "Move down", "Alt Down", shift(true)),
        (icons::FILE_TEXT, "Copy", "Ctrl C", Some(Act::Copy)),
        (lock, keep, "", Some(Act::Keep(!inside))),
    ];
    let kind = desk.hold.list.as_ref().and_then(|list| list.items(desk.workbook())).map(Items::kind);
    if KINDS.iter().any(|(own, ..)| Some(*own) == kind) {
        offers.push((icons::BOOKS, SAVE, "", Some(Act::KeepInLibrary)));
    }
    offers.push(delete);
    offers
}

fn buttons(ui: &mut Ui, desk: &mut Desk<'_>, width: f32) -> Option<Act> {
    let mut wanted = set::button(ui, desk);
    if width < SIDE_BY_SIDE {
        let more = icon_button(ui, icons::DOTS, "More to do with all", true);
        wanted = menu::below(&more, |ui| rows(ui, desk)).flatten().or(wanted);
    } else {
        for (icon, words, keys, act) in offers(desk) {
            let can = act.is_some();
            let name = format!("{words} all selected");
            let has_words = if words == SAVE { width >= AMPLE } else { width >= WORDED && !words.starts_with("Move") };
            let clicked = if has_words {
                Button::new(words).quiet().icon(icon).name(&name).enabled(can).show(ui).clicked()
            } else {
                let why = if can || desk.hold.sorted.is_empty() { keys } else { desk.hold.sorted };
                let why = if words == SAVE { SAVE } else { why };
                icon_button(ui, icon, &name, can).on_hover_text(why).on_disabled_hover_text(why).clicked()
            };
            wanted = act.filter(|_| clicked).or(wanted);
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let done = icon_button(ui, icons::X, "Select one again", true).on_hover_text("Esc");
        done.clicked().then_some(Act::Release)
    })
    .inner
    .or(wanted)
}

fn rows(ui: &mut Ui, desk: &Desk<'_>) -> Option<Act> {
    let mut wanted = None;
    for (icon, words, keys, act) in offers(desk) {
        if menu::Row::new(words).icon(icon).keys(keys).enabled(act.is_some()).show(ui).clicked() {
            wanted = act;
        }
    }
    wanted
}

/// The menu of an item that is one of several; what is chosen is done to all of them once the page is drawn.
pub fn menu(ui: &mut Ui, desk: &mut Desk<'_>) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        label::line(ui, &format!("{} selected", desk.hold.selection.len()), Type::Caption, c.ink_3);
    });
    if let Some(act) = rows(ui, desk) {
        desk.hold.want(act);
    }
}
