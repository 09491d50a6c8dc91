//! The list by function: categories that fold, and rows that open in place. One Tab stop; out of sight is only space.

use egui::{Id, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::edit::checklist;
use crate::knowledge::{self, Practice};
use crate::model::Workbook;
use crate::model::checklist::PracticeStatus;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::bulk::{self, Act};
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{focus, label, menu, status_square};

use super::keys::{self, Press};
use super::row::{self, Columns, ROW, Row};
use super::rows::{Line, Listing, next_status};
use super::{View, detail, many};

/// The Tab stop of the list.
fn list_id() -> Id {
    Id::unique("practices of the checklist")
}

/// Shows the lines of the chosen function.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, listing: &Listing, workbook: &Workbook) {
    let lines = listing.lines(view.function);
    if lines.is_empty() {
        nothing(ui, view, listing);
        return;
    }
    let area = Rect::from_min_size(ui.next_widget_position(), vec2(ui.available_width(), ROW * lines.len() as f32));
    let listed = many::listed(workbook, view, lines);
    if let Some(id) = bulk::listen(ui, desk, Some(list_id()), &listed) {
        many::go(workbook, view, lines, id);
    }
    let (stop, presses) = keys::stop(ui, list_id(), area, &said(view, lines));
    for press in presses {
        obey(desk, view, (lines, workbook), press);
    }
    if std::mem::take(&mut view.next.focus) {
        stop.request_focus();
    }
    if stop.gained_focus() && focus::by_keyboard(ui.ctx()) {
        view.next.scroll = true;
        if position(view, lines).is_none() {
            view.choice.selected = lines.first().map(Line::id);
        }
    }
    lines_ui(ui, desk, view, lines, (&stop, workbook));
}

/// Draws the lines that are in sight, and the open detail.
fn lines_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    lines: &[Line],
    (stop, workbook): (&Response, &Workbook),
) {
    let clip = ui.clip_rect();
    let facts = desk.facts;
    let mut skipped = 0.0;
    for line in lines {
        let at = ui.next_widget_position() + vec2(0.0, skipped);
        let rect = Rect::from_min_size(at, vec2(ui.available_width(), ROW));
        let selected = view.choice.selected == Some(line.id());
        if selected && std::mem::take(&mut view.next.scroll) {
            ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
        }
        let open = view.open == Some(line.id());
        if open || (rect.bottom() >= clip.top() && rect.top() <= clip.bottom()) {
            ui.add_space(std::mem::take(&mut skipped));
            ui.allocate_exact_size(rect.size(), Sense::hover());
            match *line {
                Line::Category { .. } => category_ui(ui, view, rect, line),
                Line::Practice(practice, status) => {
                    let answer = workbook.checklist.answer_to(&practice.id);
                    let row = Row { practice, status, answer, today: desk.today, selected, index: &facts.index };
                    practice_ui(ui, desk, view, (rect, lines, workbook), &row);
                }
            }
            if selected {
                focus::ring_inside(ui, stop, rect, 0);
                point_at(stop, line.id());
            }
            if let (true, Line::Practice(practice, _)) = (open, line) {
                detail::show(ui, desk, view, practice, workbook);
            }
        } else {
            skipped += ROW;
        }
    }
    ui.add_space(skipped);
}

/// Tells screen readers which line the keys act on.
fn point_at(stop: &Response, line: &str) {
    let line = list_id().with(line).accesskit_id();
    stop.ctx.accesskit_node_builder(stop.id, |node| node.set_active_descendant(line));
}

fn said(view: &View, lines: &[Line]) -> String {
    let function = knowledge::framework().functions.get(view.function).map_or("", |function| function.id.as_str());
    let current = position(view, lines).and_then(|at| lines.get(at));
    match current {
        Some(Line::Practice(practice, status)) => {
            format!("Practices of {function}. {}, {}: {}", practice.id, practice.title, status.label().to_lowercase())
        }
        Some(Line::Category { category, .. }) => {
            format!("Practices of {function}. {}, {}", category.id, category.title)
        }
        None => format!("Practices of {function}"),
    }
}

fn position(view: &View, lines: &[Line]) -> Option<usize> {
    let selected = view.choice.selected?;
    lines.iter().position(|line| line.id() == selected)
}

/// Does what a key asks for.
fn obey(desk: &mut Desk<'_>, view: &mut View, (lines, workbook): (&[Line], &Workbook), press: Press) {
    let at = position(view, lines);
    if let Some(line) = keys::moved(press, at, lines.len()).and_then(|to| lines.get(to)) {
        many::pick(desk, view, (lines, workbook), line.id());
        return;
    }
    if press == Press::Close && desk.hold.is_many() {
        desk.hold.clear();
        return;
    }
    let Some(line) = at.and_then(|at| lines.get(at)) else { return };
    match (press, line) {
        (Press::Left, Line::Practice(practice, _)) => {
            if let Some((_, category)) = super::rows::home_of(&practice.id) {
                view.choice.folded.insert(category);
                view.select(category);
            }
        }
        (Press::Left, Line::Category { category, .. }) => {
            view.choice.folded.insert(&category.id);
        }
        (Press::Right, Line::Category { category, .. }) => {
            view.choice.folded.remove(category.id.as_str());
        }
        (Press::Cycle | Press::Open, Line::Category { category, folded, .. }) => fold(view, &category.id, !*folded),
        (Press::Cycle, Line::Practice(_, status)) if desk.hold.is_many() => {
            desk.hold.want(Act::Set("status", next_status(*status).label().to_owned()));
        }
        (Press::Cycle, Line::Practice(practice, status)) => set_status(desk, view, practice, next_status(*status)),
        (Press::Open, Line::Practice(practice, _)) => toggle(view, practice),
        (Press::Close, _) => view.open = None,
        _ => {}
    }
}

/// Sets where a practice stands, in one step.
pub(super) fn set_status(desk: &mut Desk<'_>, view: &View, practice: &Practice, status: PracticeStatus) {
    let kept = view.fresh.filter(|(of, _)| *of == practice.id).map(|(_, id)| id);
    desk.edit(&format!("set status of {}", practice.id), |workbook, ids| {
        let id = kept.unwrap_or_else(|| ids.fresh());
        checklist::set_status(workbook, id, super::named(&practice.id), status);
    });
}

fn toggle(view: &mut View, practice: &'static Practice) {
    if view.open == Some(practice.id.as_str()) {
        view.open = None;
    } else {
        view.open(&practice.id);
    }
    view.select(&practice.id);
}

pub(super) fn fold(view: &mut View, category: &'static str, folded: bool) {
    if folded {
        view.choice.folded.insert(category);
    } else {
        view.choice.folded.remove(category);
    }
}

fn category_ui(ui: &Ui, view: &mut View, rect: Rect, line: &Line) {
    let Line::Category { category, counts, folded } = *line else { return };
    let c = theme::colors(ui);
    let response = ui.interact(rect, list_id().with(category.id.as_str()), Sense::CLICK);
    let selected = view.choice.selected == Some(category.id.as_str());
    let fill = if selected {
        c.accent_soft
    } else if response.hovered() {
        c.hover
    } else {
        c.sunken
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    row::paint_category(ui, rect, (&category.id, &category.title), counts, folded);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let done = row::done_words(counts);
    response.widget_info(|| {
        let said = format!("{}, {}: {done}", category.id, category.title);
        WidgetInfo::selected(Role::Button, true, selected, said)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(!folded));
    if response.clicked() {
        view.choice.selected = Some(&category.id);
        view.next.focus = true;
        fold(view, &category.id, !folded);
    }
}

fn practice_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (rect, lines, workbook): (Rect, &[Line], &Workbook),
    row: &Row<'_>,
) {
    let c = theme::colors(ui);
    let practice = row.practice;
    let own = many::id_of(workbook, &practice.id);
    let marked = row.selected || desk.hold.has(own);
    let id = list_id().with(practice.id.as_str());
    let columns = Columns::of(rect.x_range());
    let response = ui.interact(rect, id, Sense::CLICK);
    let (status, status_rect) = cell(ui, rect, columns.status, id.with("status"));
    let evidence = columns.evidence.map(|column| cell(ui, rect, column, id.with("evidence")).0);
    let inside = status.hovered() || evidence.as_ref().is_some_and(Response::hovered);
    if marked {
        ui.painter().rect_filled(rect, 0.0, c.accent_soft);
    } else if response.hovered() || inside {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    if status.hovered() {
        ui.painter().rect_filled(status_rect.expand2(vec2(6.0, -3.0)), 4.0, c.pressed);
    }
    let response = if row.paint(ui, rect, &columns) {
        response.on_hover_text(Type::Small.text(practice.title.as_str(), c.ink))
    } else {
        response
    };
    if let Some(answer) = row.answer {
        row::paint_finding(ui, desk, answer.id, rect, &columns);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, row.said()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(view.open == Some(practice.id.as_str())));
    status.widget_info(|| {
        let said = format!("Status of {}: {}", practice.id, row.status.label());
        WidgetInfo::labeled(Role::ComboBox, true, said)
    });
    if let Some(picked) = menu::below(&status, |ui| status_square::menu_rows(ui, row.status)).flatten() {
        set_status(desk, view, practice, picked);
    }
    if row.selected || response.hovered() || inside {
        tools(ui, desk, view, rect, row);
    }
    menu::context(&response, |ui| {
        if desk.hold.is_one_of_many(own) {
            bulk::menu(ui, desk);
        } else {
            row_menu(ui, desk, view, row);
        }
    });
    if status.clicked() || response.secondary_clicked() {
        many::pick(desk, view, (lines, workbook), &practice.id);
        view.next.scroll = false;
    }
    if evidence.is_some_and(|evidence| evidence.clicked()) {
        open_at_evidence(view, row);
    } else if response.clicked() {
        if row.selected && !desk.hold.is_adding() && !desk.hold.is_many() {
            toggle(view, practice);
        } else {
            many::pick(desk, view, (lines, workbook), &practice.id);
            view.next.scroll = false;
        }
        view.next.focus = true;
    }
}

/// The part of a row that a click acts on.
fn cell(ui: &Ui, row: Rect, column: egui::Rangef, id: Id) -> (Response, Rect) {
    let rect = Rect::from_x_y_ranges(column, row.y_range());
    (ui.interact(rect, id, Sense::CLICK), rect)
}

/// Opens a practice with the cursor where its evidence goes, or the reason why it does not apply.
fn open_at_evidence(view: &mut View, row: &Row<'_>) {
    view.choice.selected = Some(&row.practice.id);
    view.open(&row.practice.id);
    view.focus = Some(if row.status == PracticeStatus::NotApplicable { "reason" } else { "evidence" });
}

/// The dots at the end of a row.
fn tools(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect, row: &Row<'_>) {
    let c = theme::colors(ui);
    let at = pos2(rect.right() - 16.0, rect.center().y);
    let rect = Rect::from_center_size(at, Vec2::splat(size::CONTROL));
    let dots = ui.interact(rect, list_id().with((row.practice.id.as_str(), "more")), Sense::CLICK);
    if dots.hovered() {
        ui.painter().rect_filled(rect, 6.0, c.pressed);
    }
    label::paint_icon(ui, rect, icons::DOTS, Type::Icon, c.ink_2);
    dots.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("More about {}", row.practice.id)));
    menu::below(&dots, |ui| row_menu(ui, desk, view, row));
}

fn row_menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, row: &Row<'_>) {
    let open = view.open == Some(row.practice.id.as_str());
    let text = if open { "Close" } else { "Open" };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).keys("Enter").show(ui).clicked() {
        toggle(view, row.practice);
    }
    if menu::Row::new("Evidence").icon(icons::PAPERCLIP).show(ui).clicked() {
        open_at_evidence(view, row);
        view.focus = Some("evidence");
    }
    menu::caption(ui, "Status");
    if let Some(picked) = status_square::menu_rows(ui, row.status) {
        set_status(desk, view, row.practice, picked);
    }
    label::rule(ui);
    let clear = menu::Row::new("Clear answer").icon(icons::TRASH).enabled(row.answer.is_some());
    if let (true, Some(answer)) = (clear.show(ui).clicked(), row.answer) {
        desk.remove_item(answer.id, "answer");
    }
}

/// What stands there when the filter lets nothing through.
fn nothing(ui: &mut Ui, view: &mut View, listing: &Listing) {
    let c = theme::colors(ui);
    let functions = || knowledge::framework().functions.iter().zip(&listing.functions);
    let here = functions().nth(view.function).map_or("", |(function, _)| function.id.as_str());
    ui.add_space(24.0);
    label::text(ui, &format!("No practice of {here} is like that."), Type::Prompt, c.ink_2);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        for (index, (function, state)) in functions().enumerate() {
            if state.matching > 0 && Button::new(&format!("{} in {}", state.matching, function.id)).show(ui).clicked() {
                view.function = index;
            }
        }
        if Button::new("Clear filter").icon(icons::X).show(ui).clicked() {
            view.choice.filter = super::filter::Filter::default();
        }
    });
    ui.add_space(16.0);
}
