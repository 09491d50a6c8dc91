//! The table of signals in four groups. It is one stop of the Tab key: the selected row has the focus, Up and Down move
//! through all groups. Rows out of sight are only space, so that what stands under them has ids of its own: egui's count
//! what was drawn before.

use egui::{Key, Modifiers, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::model::Workbook;
use crate::model::monitoring::DriftKind;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::label;
use crate::words;

use super::columns::Columns;
use super::groups::{self, Group};
use super::row::{self, Row};
use super::{Asked, View, detail};

const HEAD: f32 = 32.0;
const GROUP: f32 = 32.0;

/// What keys ask for while a row has the focus.
pub fn keys(ui: &Ui, view: &View) -> Option<Asked> {
    let id = view.selected?;
    if !ui.memory(|memory| memory.has_focus(row::row_id(id))) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row::row_id(id), locked));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let order: Vec<_> = view.listing.order().collect();
    for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if pressed(Modifiers::ALT, key) {
            return Some(Asked::Move(id, down));
        }
        if pressed(Modifiers::NONE, key) {
            return view.listing.beside(id, if down { 1 } else { -1 }).map(Asked::Select);
        }
    }
    let others = [
        (Modifiers::COMMAND, Key::D, Some(Asked::Duplicate(id))),
        (Modifiers::NONE, Key::Enter, Some(Asked::Open(id))),
        (Modifiers::NONE, Key::F2, Some(Asked::Open(id))),
        (Modifiers::NONE, Key::Escape, view.open.filter(|open| *open == id).map(Asked::Open)),
        (Modifiers::NONE, Key::Space, Some(Asked::Record(id))),
        (Modifiers::NONE, Key::Delete, Some(Asked::Delete(id))),
        (Modifiers::NONE, Key::Home, order.first().copied().map(Asked::Select)),
        (Modifiers::NONE, Key::End, order.last().copied().map(Asked::Select)),
    ];
    // a key without a meaning here is left to others
    let mut meant = others.into_iter().filter_map(|(modifiers, key, asked)| Some((modifiers, key, asked?)));
    meant.find(|(modifiers, key, _)| pressed(*modifiers, *key)).map(|(_, _, asked)| asked)
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = Columns::of(ui.available_width());
    head(ui, columns);
    let listing = std::mem::take(&mut view.listing);
    let mut asked = None;
    for group in &listing.groups {
        asked = group_head(ui, group).or(asked);
        if group.signals.is_empty() {
            let own = UiBuilder::new().scope_id(egui::Id::unique(("empty group", group.kind.map(DriftKind::label))));
            asked = ui.scope_builder(own, |ui| empty(ui, group.kind)).inner.or(asked);
        }
        for id in &group.signals {
            let Some(signal) = listing.signal(&workbook.monitoring.signals, *id) else { continue };
            let state = listing.state(*id);
            let chosen = desk.hold.has(*id);
            let row = Row { signal, state, columns, selected: view.selected == Some(*id), chosen };
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), row.height()));
            // the selected row is there even out of sight: it is where the keyboard is
            if row.selected || ui.is_rect_visible(rect) {
                asked = row.show(ui, desk, view, rect).or(asked);
            }
            if view.open == Some(*id) {
                let own = UiBuilder::new().scope_id(row::row_id(*id).with("detail"));
                let line = state.and_then(|state| state.line);
                asked = ui.scope_builder(own, |ui| detail::show(ui, desk, view, (signal, line))).inner.or(asked);
            }
        }
    }
    view.listing = listing;
    row_drag::show(ui, desk, &super::listed(view)).map(Asked::Select).or(asked)
}

fn head(ui: &mut Ui, columns: Columns) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for (column, words, right) in columns.heads() {
        let galley = theme::cut(ui, words, Type::Caption, c.ink_2, column.span(), 1);
        let x = if right { column.max - galley.size().x } else { column.min };
        ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// The name of a group with what it watches, how many signals it has, and the way to add one.
fn group_head(ui: &mut Ui, group: &Group) -> Option<Asked> {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), GROUP), Sense::hover());
    let title = group.kind.map_or("Not sorted yet", DriftKind::label);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, title));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_level(2);
        node.set_label(title);
    });
    ui.painter().rect_filled(rect, 0, c.sunken);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let icon = match group.kind {
        Some(DriftKind::Data) => icons::DATABASE,
        Some(DriftKind::Quality) => icons::TARGET,
        Some(DriftKind::Safety) => icons::FIRST_AID,
        Some(DriftKind::Cost) => icons::COINS,
        None => icons::QUESTION,
    };
    let at = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), Vec2::splat(16.0));
    label::paint_icon(ui, at, icon, Type::Icon, c.ink_2);
    let mut x = rect.left() + 32.0;
    for (text, style, ink) in [(title, Type::Strong, c.ink), (groups::meaning(group.kind), Type::Body, c.ink_2)] {
        let galley = theme::cut(ui, text, style, ink, rect.right() - x - 140.0, 1);
        let wide = galley.size().x;
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
        x += wide + 8.0;
    }
    let noun = if group.signals.len() == 1 { "signal" } else { "signals" };
    let count = format!("{} {noun}", words::count(group.signals.len() as u64));
    let galley = theme::line(ui, &count, Type::Small, c.ink_2);
    let corner = pos2(rect.right() - 40.0 - galley.size().x, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(corner, galley, c.ink_2);
    let kind = group.kind?;
    let place = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), Vec2::splat(size::CONTROL));
    let mut button = ui.new_child(UiBuilder::new().max_rect(place).scope_id(egui::Id::unique(("add to group", title))));
    let name = format!("Add a signal of {}", title.to_lowercase());
    icon_button(&mut button, icons::PLUS, &name, true).clicked().then_some(Asked::Add(kind))
}

/// What an empty group asks.
fn empty(ui: &mut Ui, kind: Option<DriftKind>) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(8.0);
        label::text(ui, groups::prompt(kind), Type::Prompt, c.ink_2);
        if let Some(kind) = kind {
            let name = format!("Add signal: {}", kind.label());
            let button = Button::new("Add signal").icon(icons::PLUS).name(&name).show(ui);
            regions::entrance(Region::Main, &button);
            if button.clicked() {
                asked = Some(Asked::Add(kind));
            }
        }
    });
    ui.add_space(8.0);
    label::rule(ui);
    asked
}
