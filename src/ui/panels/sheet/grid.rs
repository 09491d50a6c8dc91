//! Draws the cells in sight: those that move, then what stays in sight over them. One stop of Tab; the cell of the cursor is
//! what a screen reader hears.

use egui::{Align, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::list::Items;
use crate::model::mark::Mark;
use crate::model::place::Index;
use crate::model::record::{Record, cite};
use crate::model::{Value, View as Shown};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::Sheet;
use super::columns::{Column, Kind};
use super::plan::Plan;
use super::range::Cell;

/// White space at the sides of a cell.
const PAD: f32 = 8.0;

/// Shows the sheet with its heads.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, items: &dyn Items) {
    let area = ui.available_rect_before_wrap();
    let rows = sheet.size().0;
    let mut plan = Plan::new(area, sheet.offset, rows, sheet.columns.shown());
    let mut scroll = ScrollArea::both().id_salt(sheet.id()).auto_shrink([false, false]);
    if std::mem::take(&mut sheet.scroll) {
        scroll = scroll.scroll_offset(plan.offset_for(sheet.range.cursor));
    }
    let content = plan.content();
    let mut body = None;
    scroll.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(content);
        plan.offset = viewport.min.to_vec2();
        let response = ui.interact(area, sheet.id(), Sense::click_and_drag());
        let shown: Vec<Column> = sheet.columns.shown().copied().collect();
        paint(ui, desk, sheet, (&plan, &shown, items), &response);
        body = Some((response, shown));
    });
    sheet.offset = plan.offset;
    sheet.extent = area.size();
    let Some((response, shown)) = body else { return };
    regions::entrance(Region::Main, &response);
    if std::mem::take(&mut sheet.focus) {
        response.request_focus();
    }
    say(ui, sheet, &response, items.len());
    super::heads::show(ui, sheet, (&plan, &shown), (items, &desk.facts.index));
    super::pointer::act(ui, desk, sheet, (&plan, items), &response);
    if sheet.editing.is_none() && response.has_focus() {
        super::keys::act(ui, desk, sheet, (&plan, items), &response);
    }
    // in the frame in which it begins as well, so that the next letter finds it
    if sheet.editing.is_some() {
        super::editor::show(ui, desk, sheet, (&plan, items));
    }
}

/// Tells a screen reader what the sheet is, and which cell the cursor is at.
fn say(ui: &Ui, sheet: &Sheet, response: &Response, total: usize) {
    let what = format!("{} as a sheet, {}", sheet.title, words::how_many(total, "row", "rows"));
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &what));
    let active = cell_id(sheet, sheet.range.cursor).accesskit_id();
    let (rows, columns) = sheet.size();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_active_descendant(active);
        node.set_row_count(rows);
        node.set_column_count(columns);
        node.set_multiselectable();
    });
}

fn cell_id(sheet: &Sheet, cell: Cell) -> egui::Id {
    sheet.id().with((cell.row, cell.column))
}

fn paint(
    ui: &Ui,
    desk: &Desk<'_>,
    sheet: &Sheet,
    (plan, shown, items): (&Plan, &[Column], &dyn Items),
    response: &Response,
) {
    let c = theme::colors(ui);
    let body = plan.body();
    let columns = plan.columns_in_sight();
    // below the last row there is no sheet
    let last = plan.cell(Cell { row: sheet.size().0.saturating_sub(1), column: 0 }).bottom();
    let filled = body.with_max_y(last.clamp(body.top(), body.bottom()));
    ui.painter().with_clip_rect(plan.area).rect_filled(filled, 0.0, c.surface);
    // the first column lies over those that are scrolled under it
    for at in columns.iter().rev().copied() {
        let clip = plan.clip(at).intersect(body);
        let painter = ui.painter().with_clip_rect(clip);
        let x = plan.column(at);
        if at == 0 {
            painter.rect_filled(Rect::from_x_y_ranges(plan.area.left()..=x.max, filled.y_range()), 0.0, c.surface);
        }
        for row in plan.rows_in_sight() {
            let place = Cell { row, column: at };
            let rect = plan.cell(place);
            let record = sheet.listing.rows.get(row).and_then(|(position, _)| items.get(*position));
            let selected = sheet.range.contains(place);
            if selected && place != sheet.range.cursor {
                painter.rect_filled(rect, 0.0, c.accent_soft);
            }
            if let (Some(record), Some(column)) = (record, shown.get(at)) {
                cell(ui, &painter, desk, (record, column), rect);
            }
            hear(ui, desk, sheet, (place, rect.intersect(clip)), (record, shown.get(at)));
            painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        }
        painter.vline(x.max - 0.5, filled.y_range(), Stroke::new(1.0, if at == 0 { c.line_strong } else { c.line }));
    }
    cursor(ui, sheet, plan, response);
    for row in plan.rows_in_sight() {
        row_head(ui, desk, sheet, (plan, row), items);
    }
}

/// The edge of the selection, and of the cell of the cursor.
fn cursor(ui: &Ui, sheet: &Sheet, plan: &Plan, response: &Response) {
    let c = theme::colors(ui);
    let (rows, columns) = (sheet.range.rows(), sheet.range.columns());
    let first = plan.cell(Cell { row: *rows.start(), column: *columns.start() });
    let last = plan.cell(Cell { row: *rows.end(), column: *columns.end() });
    let painter = ui.painter().with_clip_rect(plan.clip(*columns.start()).intersect(plan.body()));
    if sheet.range.size() != (1, 1) {
        painter.rect_stroke(first.union(last), 0.0, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    }
    let painter = ui.painter().with_clip_rect(plan.clip(sheet.range.cursor.column).intersect(plan.body()));
    let ink = if response.has_focus() { c.focus } else { c.line_strong };
    painter.rect_stroke(plan.cell(sheet.range.cursor), 0.0, Stroke::new(2.0, ink), StrokeKind::Inside);
}

/// The number of a row, and the weight of its findings.
fn row_head(ui: &Ui, desk: &Desk<'_>, sheet: &Sheet, (plan, row): (&Plan, usize), items: &dyn Items) {
    let c = theme::colors(ui);
    let rect = plan.row_head(row);
    let painter = ui.painter().with_clip_rect(plan.body());
    let selected = sheet.range.rows().contains(&row);
    painter.rect_filled(rect, 0.0, if selected { c.accent_soft } else { c.sunken });
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    painter.vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, c.line));
    let entry = sheet.listing.rows.get(row);
    let Some((record, id)) = entry.and_then(|(at, id)| Some((items.get(*at)?, *id))) else {
        label::paint_icon(ui, rect.intersect(plan.body()), icons::PLUS, Type::Icon, c.ink_3);
        return;
    };
    let cited = name_of(record, row);
    let galley = theme::line(ui, &cited, Type::Caption, if selected { c.ink } else { c.ink_2 });
    painter.galley(pos2(rect.left() + PAD, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    if let Some(worst) = desk.facts.worst_of_item(id) {
        let mark = Rect::from_center_size(pos2(rect.right() - 10.0, rect.center().y), Vec2::splat(12.0));
        glyph::paint(&painter, mark, Glyph::of_severity(worst), c);
    }
}

/// How people cite a row, or its place.
pub(super) fn name_of(record: &dyn Record, row: usize) -> String {
    let cited = record.identity().map(|(kind, _, number)| cite(kind, number)).unwrap_or_default();
    if cited.is_empty() { (row + 1).to_string() } else { cited }
}

/// A value on one line.
fn cell(ui: &Ui, painter: &egui::Painter, desk: &Desk<'_>, (record, column): (&dyn Record, &Column), rect: Rect) {
    let c = theme::colors(ui);
    let Some(value) = record.answer(column.field.key) else { return };
    let mark = record.marks().get(column.field.key);
    let mut room = rect.shrink2(vec2(PAD, 0.0));
    if let Some(worst) = worst(desk, record, column.field.key) {
        let at = Rect::from_center_size(pos2(room.right() - 6.0, rect.center().y), Vec2::splat(12.0));
        glyph::paint(painter, at, Glyph::of_severity(worst), c);
        room.max.x -= 18.0;
    }
    let (text, ink) = match mark {
        Some(mark) => {
            painter.rect_filled(rect.shrink(1.0), 0.0, c.question_fill);
            (mark_words(mark).to_owned(), c.question_text)
        }
        None => (text_of(value, &desk.facts.index), if column.kind == Kind::Inner { c.ink_3 } else { c.ink }),
    };
    if text.is_empty() || room.width() < 8.0 {
        return;
    }
    let galley = theme::cut(ui, &text, Type::Body, ink, room.width(), 1);
    let align = if column.is_number() && mark.is_none() { Align::Max } else { Align::Min };
    let x = if align == Align::Max { room.right() - galley.size().x } else { room.left() };
    painter.galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
}

const fn mark_words(mark: &Mark) -> &'static str {
    match mark {
        Mark::Unknown { .. } => "? Unknown",
        Mark::NotApplicable { .. } => "Does not apply",
        Mark::Withheld => "Left out",
    }
}

/// How much the weightiest finding of a cell matters.
fn worst(desk: &Desk<'_>, record: &dyn Record, key: &str) -> Option<crate::assess::findings::Severity> {
    let (_, id, _) = record.identity()?;
    let here = desk.facts.of_item(id).filter(|finding| {
        finding.place.items.last().is_some_and(|(_, own, _)| *own == id) && finding.place.fields.first() == Some(&key)
    });
    here.map(crate::assess::findings::Finding::severity).min()
}

/// A value as it is read.
pub(super) fn text_of(value: &dyn Value, index: &Index) -> String {
    match value.view() {
        Shown::Flag(true) => "Yes".to_owned(),
        Shown::Flag(false) | Shown::Record(_) => String::new(),
        Shown::Count(Some(count)) => words::count(count),
        Shown::Number(Some(number)) => words::number(number.get()),
        Shown::Date(Some(date)) => words::short_date(date),
        Shown::Lines(_) | Shown::Choices(..) => value.view().text().replace('\n', ", "),
        Shown::Links(ids) => {
            let word = |id: &crate::model::Id| {
                let entry = index.get(*id);
                let cited = entry.map(|entry| cite(entry.kind, entry.number)).unwrap_or_default();
                if cited.is_empty() { index.words(*id) } else { cited }
            };
            ids.iter().map(word).collect::<Vec<_>>().join(", ")
        }
        Shown::Items(items) if items.is_empty() => String::new(),
        Shown::Items(items) => words::how_many(items.len(), items.kind().singular(), items.kind().plural()),
        view => view.text(),
    }
}

/// What a screen reader hears of a cell.
fn hear(
    ui: &Ui,
    desk: &Desk<'_>,
    sheet: &Sheet,
    (place, rect): (Cell, Rect),
    (record, column): (Option<&dyn Record>, Option<&Column>),
) {
    let Some(column) = column else { return };
    let id = cell_id(sheet, place);
    let response = ui.interact(rect, id, Sense::hover());
    let selected = sheet.range.contains(place);
    response.widget_info(|| {
        let said = match record {
            Some(record) => {
                let mark = record.marks().get(column.field.key).map(|mark| mark_words(mark).to_owned());
                let text = record.answer(column.field.key).map(|value| text_of(value, &desk.facts.index));
                let text = mark.or(text).filter(|text| !text.is_empty()).unwrap_or_else(|| "blank".to_owned());
                format!("{}, {}, {text}", name_of(record, place.row), column.field.label)
            }
            None => format!("New {}, {}", sheet.kind.singular(), column.field.label),
        };
        WidgetInfo::selected(Role::Cell, true, selected, said)
    });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_index(place.row);
        node.set_column_index(place.column);
    });
}
