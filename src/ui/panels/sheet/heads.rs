//! The heads of the columns: a click selects the column, the edge makes it wider, the menu sorts, filters, moves and hides.

use std::collections::BTreeSet;

use egui::{CursorIcon, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::list::Items;
use crate::model::place::Index;
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::{focus, label, menu};

use super::columns::{Column, Kind};
use super::listing;
use super::plan::{HEAD, Plan, SIDE};
use super::range::Cell;
use super::{Sheet, head};

/// The most values that a filter lists.
const MOST_VALUES: usize = 30;

/// Shows them.
pub(super) fn show(
    ui: &mut Ui,
    sheet: &mut Sheet,
    (plan, shown): (&Plan, &[Column]),
    (items, index): (&dyn Items, &Index),
) {
    let c = theme::colors(ui);
    let strip = Rect::from_min_size(plan.area.min, vec2(plan.area.width(), HEAD));
    ui.painter().rect_filled(strip, 0.0, c.sunken);
    for at in plan.columns_in_sight().into_iter().rev() {
        if let Some(column) = shown.get(at) {
            one(ui, sheet, (plan, at, column), (items, index));
        }
    }
    corner(ui, sheet, plan);
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// The corner selects all.
fn corner(ui: &Ui, sheet: &mut Sheet, plan: &Plan) {
    let c = theme::colors(ui);
    let rect = Rect::from_min_size(plan.area.min, vec2(SIDE, HEAD));
    ui.painter().rect_filled(rect, 0.0, c.sunken);
    let response = ui.interact(rect, sheet.id().with("corner"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Select all"));
    if response.clicked() {
        select_all(sheet);
    }
}

/// Selects every cell but those of the blank row.
pub(super) fn select_all(sheet: &mut Sheet) {
    let (rows, columns) = sheet.size();
    let last = Cell { row: rows.saturating_sub(2), column: columns.saturating_sub(1) };
    sheet.range.span(Cell::default(), last);
    sheet.focus = true;
}

fn one(
    ui: &mut Ui,
    sheet: &mut Sheet,
    (plan, at, column): (&Plan, usize, &Column),
    (items, index): (&dyn Items, &Index),
) {
    let c = theme::colors(ui);
    let rect = plan.column_head(at);
    let clip = plan.clip(at);
    let seen = rect.intersect(clip);
    if !seen.is_positive() {
        return;
    }
    let key = column.field.key;
    let (sorted, filtered) = (sheet.wanted.sort.filter(|(by, _)| *by == key), sheet.wanted.values.contains_key(key));
    let selected = sheet.range.columns().contains(&at);
    let painter = ui.painter().with_clip_rect(clip);
    painter.rect_filled(rect, 0.0, if selected { c.accent_soft } else { c.sunken });
    let marks = 16.0 * (f32::from(u8::from(sorted.is_some())) + f32::from(u8::from(filtered)));
    let room = (rect.width() - 8.0 - size::TARGET - marks).max(8.0);
    let galley = theme::cut(ui, column.field.label, Type::Caption, if selected { c.ink } else { c.ink_2 }, room, 1);
    let mut x = rect.left() + 8.0 + galley.size().x + 8.0;
    painter.galley(pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    let arrow = sorted.map(|(_, reversed)| if reversed { icons::ARROW_DOWN } else { icons::ARROW_UP });
    for icon in arrow.into_iter().chain(filtered.then_some(icons::FUNNEL)) {
        painter.text(pos2(x, rect.center().y), egui::Align2::CENTER_CENTER, icon, Type::Icon.font(), c.accent);
        x += 16.0;
    }
    painter.vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, c.line_strong));
    let whole = ui.interact(seen, sheet.id().with(("head", key)), Sense::CLICK).on_hover_text(column.field.prompt);
    let said = match sorted {
        Some((_, false)) => format!("{}, sorted upwards", column.field.label),
        Some((_, true)) => format!("{}, sorted downwards", column.field.label),
        None => column.field.label.to_owned(),
    };
    whole.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, selected, &said));
    if whole.clicked() {
        let last = sheet.size().0.saturating_sub(2);
        sheet.range.span(Cell { row: 0, column: at }, Cell { row: last, column: at });
        sheet.focus = true;
    }
    edge(ui, sheet, rect, (clip, key));
    let at = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), egui::Vec2::splat(size::TARGET));
    if clip.contains_rect(at) {
        let button = caret(ui, sheet, at, column);
        menu::below(&button, |ui| column_menu(ui, sheet, column, (items, index)));
        menu::context(&whole, |ui| column_menu(ui, sheet, column, (items, index)));
    }
}

/// The right edge, which makes the column wider.
fn edge(ui: &Ui, sheet: &mut Sheet, rect: Rect, (clip, key): (Rect, &str)) {
    let grip = Rect::from_center_size(pos2(rect.right(), rect.center().y), vec2(8.0, HEAD)).intersect(clip);
    if grip.is_positive() {
        let response = ui.interact(grip, sheet.id().with(("edge", key)), Sense::DRAG);
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        if response.dragged() {
            sheet.columns.widen(key, response.drag_delta().x);
        }
    }
}

fn caret(ui: &Ui, sheet: &Sheet, rect: Rect, column: &Column) -> Response {
    let c = theme::colors(ui);
    let response = ui.interact(rect, sheet.id().with(("menu of column", column.field.key)), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::radius::CHIP, c.hover);
    }
    label::paint_icon(ui, rect, icons::CARET_DOWN, Type::Icon, if response.hovered() { c.ink } else { c.ink_3 });
    focus::ring_inside(ui, &response, rect, theme::radius::CHIP);
    let name = format!("Sort and filter by {}", column.field.label.to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response
}

fn column_menu(ui: &mut Ui, sheet: &mut Sheet, column: &Column, (items, index): (&dyn Items, &Index)) {
    let key = column.field.key;
    let sort = sheet.wanted.sort;
    for (words, icon, reversed) in
        [("Sort upwards", icons::SORT_ASCENDING, false), ("Sort downwards", icons::SORT_DESCENDING, true)]
    {
        let on = sort == Some((key, reversed));
        if menu::Row::new(words).icon(icon).chosen(on).enabled(column.kind != Kind::Inner).show(ui).clicked() {
            sheet.wanted.sort = (!on).then_some((key, reversed));
            sheet.scroll = true;
        }
    }
    for (words, icon, right) in
        [("Move to the left", icons::ARROW_LEFT, false), ("Move to the right", icons::ARROW_RIGHT, true)]
    {
        if menu::Row::new(words).icon(icon).show(ui).clicked() {
            sheet.columns.shift(key, right);
        }
    }
    for (words, by) in [("Wider", 48.0), ("Narrower", -48.0)] {
        if menu::Row::new(words).stays().show(ui).clicked() {
            sheet.columns.widen(key, by);
        }
    }
    if menu::Row::new("Hide this column").icon(icons::EYE_SLASH).show(ui).clicked() {
        sheet.columns.toggle(key);
    }
    if column.kind != Kind::Inner {
        values(ui, sheet, key, (items, index));
    }
}

/// The values of the column, to be shown or not.
fn values(ui: &mut Ui, sheet: &mut Sheet, key: &'static str, (items, index): (&dyn Items, &Index)) {
    menu::caption(ui, "Show only");
    let all = listing::values(items, key, index);
    let chosen = sheet.wanted.values.get(key).cloned().unwrap_or_default();
    if all.len() > MOST_VALUES {
        menu::caption(ui, "Too many different values: filter by words");
        return;
    }
    for value in &all {
        let on = chosen.contains(value);
        let short: String = value.replace('\n', " ").chars().take(40).collect();
        let words = if value.is_empty() { "Blank" } else { short.as_str() };
        if menu::Row::new(words).chosen(on).stays().show(ui).clicked() {
            let mut next: BTreeSet<String> = chosen.clone();
            if !next.remove(value) {
                next.insert(value.clone());
            }
            head::set_values(sheet, key, next);
        }
    }
    if !chosen.is_empty() && menu::Row::new("All values").icon(icons::X).show(ui).clicked() {
        head::set_values(sheet, key, BTreeSet::new());
    }
}
