//! A list of items: a row each, which opens in place to the item's questions. Add, duplicate, move and delete by mouse and
//! by keys, one or several.

use egui::{Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::edit::operations::{add_item, duplicate_item, move_item};
use crate::model::list::Items;
use crate::model::place::Place;
use crate::model::record::{Field, cite};
use crate::model::{self, Record, View};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::bulk::{self, Listed};
use super::row_drag;
use super::spot::Spot;

/// How high a closed row is.
const ROW: f32 = 44.0;

/// A list while it is drawn.
struct Shown<'a> {
    items: &'a dyn Items,
    spot: &'a Spot,
    field: &'static Field,
}

impl Shown<'_> {
    fn ids(&self) -> impl Iterator<Item = model::Id> + '_ {
        (0..self.items.len()).filter_map(|at| self.items.get(at)?.identity()).map(|(_, id, _)| id)
    }

    /// The list with what can be chosen and moved; `lead` is where the keyboard is.
    fn listed(&self, lead: Option<model::Id>) -> Listed {
        Listed::at(self.spot.address(self.field.key).ok(), self.ids(), lead)
    }

    /// The row that has the focus.
    fn focused(&self, ui: &Ui) -> Option<model::Id> {
        let focused = ui.memory(egui::Memory::focused)?;
        self.ids().find(|id| row_id(*id) == focused)
    }
}

/// Gives the focus to the row of an item, and brings it into sight.
fn go(ui: &Ui, id: model::Id) {
    ui.memory_mut(|memory| memory.request_focus(row_id(id)));
    ui.data_mut(|data| data.insert_temp(scroll_key(), id));
}

/// The id of an item's row, so that the focus goes with the item when it is moved.
fn row_id(id: model::Id) -> Id {
    Id::unique(("row of item", id))
}

/// Deletes an item; the focus goes to the row after it, or to the last one.
fn delete_row(ui: &Ui, desk: &mut Desk<'_>, items: &dyn Items, index: usize) {
    let identity = |index: usize| items.get(index).and_then(Record::identity);
    let Some((kind, id, _)) = identity(index) else { return };
    desk.remove_item(id, kind.singular());
    let heir = identity(index + 1).or_else(|| index.checked_sub(1).and_then(identity));
    if let Some((_, heir, _)) = heir {
        ui.memory_mut(|memory| memory.request_focus(row_id(heir)));
    }
}

/// Opens the items that lead to a place, so that it is seen.
pub fn reveal(ui: &Ui, place: &Place) {
    for (_, id, _) in &place.items {
        set_open(ui, *id, true);
    }
    if let Some((_, id, _)) = place.items.last() {
        ui.data_mut(|data| data.insert_temp(scroll_key(), *id));
    }
}

fn scroll_key() -> Id {
    Id::unique("item to scroll to")
}

fn open_key(id: model::Id) -> Id {
    Id::unique(("item is open", id))
}

fn is_open(ui: &Ui, id: model::Id) -> bool {
    ui.data(|data| data.get_temp(open_key(id))).unwrap_or(false)
}

fn set_open(ui: &Ui, id: model::Id, open: bool) {
    ui.data_mut(|data| data.insert_temp(open_key(id), open));
}

/// Shows a list with its head.
pub fn list(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, field: &'static Field, items: &dyn Items) {
    let c = theme::colors(ui);
    let kind = items.kind();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            label::heading(ui, field.label, Type::Strong, 2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = words::capitalized(kind.singular());
                let name = format!("Add {}", kind.singular());
                let button = Button::new(&text).icon(icons::PLUS).name(&name).show(ui);
                regions::entrance(Region::Main, &button);
                if button.clicked() {
                    add(ui, desk, spot, field, items);
                }
                if let Ok(list) = spot.address(field.key) {
                    let name = format!("Open as a sheet: {}", field.label.to_lowercase());
                    super::sheet::switch_to(ui, &list, &name);
                }
                let count = words::how_many(items.len(), kind.singular(), kind.plural());
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let room = ui.available_width();
                    label::line(ui, label::whole_parts(ui, &count, Type::Small, room), Type::Small, c.ink_3);
                });
            });
        });
        ui.add_space(4.0);
        rule_strong(ui);
        if items.is_empty() {
            ui.add_space(8.0);
            label::text(ui, field.prompt, Type::Prompt, c.ink_2);
            ui.add_space(8.0);
            label::rule(ui);
        }
        let shown = Shown { items, spot, field };
        if desk.hold.has_lead()
            && let Some(id) = bulk::listen(ui, desk, None, &shown.listed(None))
        {
            go(ui, id);
        }
        rows(ui, desk, &shown);
        if let Some(id) = row_drag::is_under_way(desk).then(|| row_drag::show(ui, desk, &shown.listed(None))).flatten()
        {
            go(ui, id);
        }
    });
}

/// Rows that are out of sight and closed are only space.
fn rows(ui: &mut Ui, desk: &mut Desk<'_>, shown: &Shown<'_>) {
    let items = shown.items;
    let clip = ui.clip_rect();
    let wanted: Option<model::Id> = ui.data(|data| data.get_temp(scroll_key()));
    let mut skipped = 0.0;
    for index in 0..items.len() {
        let Some(item) = items.get(index) else { continue };
        let Some((_, id, _)) = item.identity() else { continue };
        let top = ui.next_widget_position().y + skipped;
        // one row beyond each edge is drawn, so that Tab finds it and brings it into sight
        let hidden = top + 2.0 * ROW < clip.top() || top > clip.bottom() + ROW;
        if hidden && wanted != Some(id) && !is_open(ui, id) {
            skipped += ROW;
            continue;
        }
        if skipped > 0.0 {
            ui.add_space(skipped);
            skipped = 0.0;
        }
        ui.push_id(id, |ui| row(ui, desk, shown, (index, item)));
    }
    if skipped > 0.0 {
        ui.add_space(skipped);
    }
}

fn add(ui: &Ui, desk: &mut Desk<'_>, spot: &Spot, field: &'static Field, items: &dyn Items) {
    let name = format!("add {}", items.kind().singular());
    let Ok(address) = spot.address(field.key) else { return };
    let added = desk.edit(&name, |workbook, ids| add_item(workbook, ids, &address));
    if let Ok((id, _)) = added {
        set_open(ui, id, true);
        ui.data_mut(|data| data.insert_temp(scroll_key(), id));
        let first = items.blank().fields().first().map(|field| field.key);
        if let Some(key) = first {
            ui.memory_mut(|memory| memory.request_focus(Id::unique((Spot::item(id), key))));
        }
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, shown: &Shown<'_>, (index, item): (usize, &dyn Record)) {
    let Some((kind, id, number)) = item.identity() else { return };
    let items = shown.items;
    let open = is_open(ui, id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    // an id of its own, so that the focus goes with the item when it is moved
    let response = ui.interact(rect, row_id(id), Sense::click() | row_drag::SENSE);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    paint_row(ui, desk, &response, item, open);
    row_drag::row(ui, desk, &response, id);
    let title = if item.title().trim().is_empty() { format!("New {}", kind.singular()) } else { item.title() };
    let said = format!("{} {title}", cite(kind, number));
    let marked = if desk.hold.is_many() { desk.hold.has(id) } else { open };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, marked, said.trim()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if ui.data(|data| data.get_temp::<model::Id>(scroll_key())) == Some(id) {
        ui.data_mut(|data| data.remove::<model::Id>(scroll_key()));
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if response.clicked() {
        let adding = desk.hold.is_adding();
        let lead = bulk::pick(desk, &shown.listed(shown.focused(ui)), id);
        if adding {
            go(ui, lead);
        } else {
            set_open(ui, id, !open);
        }
    }
    if response.has_focus() {
        keys(ui, desk, shown, (index, item));
    }
    if !ui.is_rect_visible(rect) && !open {
        return;
    }
    let tools = Rect::from_min_size(
        rect.right_center() - vec2(size::CONTROL + 8.0, size::CONTROL / 2.0),
        Vec2::splat(size::CONTROL),
    );
    ui.scope_builder(egui::UiBuilder::new().max_rect(tools), |ui| {
        let button = icon_button(ui, icons::DOTS, &format!("More about {title}"), true);
        menu::below(&button, |ui| row_menu(ui, desk, items, item, index));
        menu::context(&response, |ui| row_menu(ui, desk, items, item, index));
    });
    if open {
        let indent = egui::Margin { left: 30, right: 8, top: 14, bottom: 20 };
        egui::Frame::new().inner_margin(indent).show(ui, |ui| {
            super::form::record(ui, desk, &Spot::item(id), item, &[]);
        });
        label::rule(ui);
    }
}

fn paint_row(ui: &Ui, desk: &Desk<'_>, response: &Response, item: &dyn Record, open: bool) {
    let rect = response.rect;
    let c = theme::colors(ui);
    let Some((kind, id, number)) = item.identity() else { return };
    if desk.hold.has(id) || open && !desk.hold.is_many() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let caret = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, caret, if open { icons::CARET_DOWN } else { icons::CARET_RIGHT }, Type::Icon, c.ink_3);
    let cited = theme::line(ui, &cite(kind, number), Type::Caption, c.ink_3);
    let lead = if cited.size().x > 0.0 { 44.0 } else { 0.0 };
    ui.painter().galley(rect.left_center() + vec2(28.0, -cited.size().y / 2.0), cited, c.ink_3);
    let blank = item.title().trim().is_empty();
    let title = match item.answers().next().map(|(_, value)| value.view()) {
        _ if blank => format!("New {}", kind.singular()),
        Some(View::Date(Some(date))) => words::short_date(date),
        _ => item.title(),
    };
    let facts = summary(item);
    let room = rect.width() - lead - 100.0;
    let ink = if blank { c.ink_3 } else { c.ink };
    let share = if facts.is_empty() { 1.0 } else { 0.58 };
    let title = theme::cut(ui, &title, if open { Type::Strong } else { Type::Body }, ink, room * share, 1);
    ui.painter().galley(rect.left_center() + vec2(28.0 + lead, -title.size().y / 2.0), title, ink);
    let facts = theme::cut(ui, &facts, Type::Small, c.ink_3, room * (1.0 - share) - 16.0, 1);
    let at = rect.left_center() + vec2(28.0 + lead + room * share + 16.0, -facts.size().y / 2.0);
    ui.painter().galley(at, facts, c.ink_3);
    if let Some(worst) = desk.facts.worst_of_item(id) {
        let mark = Rect::from_center_size(rect.right_center() - vec2(52.0, 0.0), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, Glyph::of_severity(worst), c);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    desk.pointed.paint_row(ui, id, rect);
    focus::ring_inside(ui, response, rect, radius::CONTROL);
}

/// The first few short answers after the title, in words.
fn summary(item: &dyn Record) -> String {
    let short = item.answers().skip(1).filter(|(field, value)| !field.prose && !value.is_blank());
    let words = short.filter_map(|(field, value)| match value.view() {
        View::Text(text) => Some(text.to_owned()),
        View::Date(Some(date)) => Some(words::short_date(date)),
        View::Choice(..) | View::Rate(_) | View::Money(_) | View::Count(_) => Some(value.view().text()),
        View::Number(Some(number)) => Some(format!("{} {}", field.label.to_lowercase(), words::number(number.get()))),
        View::Step(Some(step)) => Some(format!("{} {step}", field.label.to_lowercase())),
        _ => None,
    });
    words.take(3).collect::<Vec<_>>().join(" · ")
}

/// The keys of the row that has the focus.
fn keys(ui: &Ui, desk: &mut Desk<'_>, shown: &Shown<'_>, (index, item): (usize, &dyn Record)) {
    let items = shown.items;
    let last = items.len().saturating_sub(1);
    let Some((kind, id, _)) = item.identity() else { return };
    if let Some(id) = bulk::listen(ui, desk, Some(row_id(id)), &shown.listed(Some(id))) {
        go(ui, id);
        return;
    }
    let arrows = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), arrows));
    let what = kind.singular();
    let (up, down, delete, copy) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::ALT, Key::ArrowUp),
            input.consume_key(Modifiers::ALT, Key::ArrowDown),
            input.consume_key(Modifiers::NONE, Key::Delete),
            input.consume_key(Modifiers::COMMAND, Key::D),
        )
    });
    if up && index > 0 {
        shift(desk, id, index - 1, what);
    } else if down && index < last {
        shift(desk, id, index + 1, what);
    } else if delete {
        delete_row(ui, desk, items, index);
    } else if copy {
        duplicate(desk, id, what);
    }
    for (key, to) in [(Key::ArrowUp, index.checked_sub(1)), (Key::ArrowDown, Some(index + 1))] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
            && let Some((_, to, _)) = to.and_then(|to| items.get(to)?.identity())
        {
            go(ui, bulk::pick(desk, &shown.listed(Some(id)), to));
        }
    }
}

fn row_menu(ui: &mut Ui, desk: &mut Desk<'_>, items: &dyn Items, item: &dyn Record, index: usize) {
    let last = items.len().saturating_sub(1);
    let Some((kind, id, _)) = item.identity() else { return };
    if desk.hold.is_one_of_many(id) {
        bulk::menu(ui, desk);
        return;
    }
    let (what, internal) = (kind.singular(), item.internal());
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        duplicate(desk, id, what);
    }
    if menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(index > 0).show(ui).clicked() {
        shift(desk, id, index.saturating_sub(1), what);
    }
    if menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(index < last).show(ui).clicked() {
        shift(desk, id, index + 1, what);
    }
    if menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(internal).show(ui).clicked() {
        Spot::item(id).set_internal(desk, !internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        delete_row(ui, desk, items, index);
    }
}

fn shift(desk: &mut Desk<'_>, id: model::Id, to: usize, what: &str) {
    desk.edit(&format!("move {what}"), |workbook, _| move_item(workbook, id, to));
}

fn duplicate(desk: &mut Desk<'_>, id: model::Id, what: &str) {
    desk.edit(&format!("duplicate {what}"), |workbook, ids| duplicate_item(workbook, ids, id));
}

fn rule_strong(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme::colors(ui).line_strong));
}
