//! All practices at once: a column for each function, one line each. A click opens a practice in the list.

use egui::{Id, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::knowledge::{self, Practice, PracticeFunction};
use crate::model::checklist::PracticeStatus;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu, status_square};

use super::keys::{self, Press};
use super::row::{part, put};
use super::rows::{Counts, Line, Listing, next_status, number_of};
use super::{View, table};

const HEAD: f32 = 40.0;
const LINE: f32 = 28.0;
const GAP: f32 = 16.0;

/// The Tab stop.
fn stop_id() -> Id {
    Id::unique("practices in columns")
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, listing: &Listing) {
    let functions = &knowledge::framework().functions;
    let width = ui.available_width();
    let counts: Vec<usize> = listing.lines.iter().map(Vec::len).collect();
    let (places, height) = places(&counts, width);
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let (stop, presses) = keys::stop(ui, stop_id(), area, &said(view, listing));
    for press in presses {
        obey(desk, view, listing, press);
    }
    if stop.gained_focus() && focus::by_keyboard(ui.ctx()) {
        view.next.scroll = true;
        if position(view, listing).is_none() {
            view.choice.selected = listing.lines.iter().flatten().next().map(Line::id);
        }
    }
    for (index, (function, place)) in functions.iter().zip(places).enumerate() {
        let place = place.translate(area.min.to_vec2());
        head(ui, function, listing.functions.get(index).map_or(Counts::default(), |state| state.counts), place);
        for (row, line) in listing.lines(index).iter().enumerate() {
            let top = place.top() + HEAD + row as f32 * LINE;
            let rect = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), LINE));
            line_ui(ui, desk, view, rect, (line, &stop));
        }
        if listing.lines(index).is_empty() {
            let rect = Rect::from_min_size(pos2(place.left(), place.top() + HEAD), vec2(place.width(), LINE));
            put(
                ui,
                part(rect, rect.x_range().shrink(8.0)),
                "Nothing is like that",
                Type::Body,
                theme::colors(ui).ink_3,
            );
        }
    }
}

/// How many columns there is room for.
fn across(width: f32) -> usize {
    match width {
        1040.0.. => 4,
        560.0.. => 2,
        _ => 1,
    }
}

/// Where each function stands, from the top left corner, for so many lines each; and the height of all.
fn places(lines: &[usize], width: f32) -> (Vec<Rect>, f32) {
    let across = across(width);
    let column = (width - GAP * (across as f32 - 1.0)) / across as f32;
    let mut places = Vec::new();
    let mut top = 0.0;
    for row in lines.chunks(across) {
        let height = |lines: usize| HEAD + lines.max(1) as f32 * LINE;
        for (index, lines) in row.iter().enumerate() {
            let at = Pos2::new(index as f32 * (column + GAP), top);
            places.push(Rect::from_min_size(at, Vec2::new(column, height(*lines))));
        }
        top += row.iter().map(|lines| height(*lines)).fold(0.0, f32::max) + GAP;
    }
    (places, (top - GAP).max(0.0))
}

/// The function and line that is selected.
fn position(view: &View, listing: &Listing) -> Option<(usize, usize)> {
    let selected = view.choice.selected?;
    let lines = listing.lines.iter().enumerate();
    lines
        .flat_map(|(function, lines)| lines.iter().enumerate().map(move |(row, line)| (function, row, line.id())))
        .find(|(_, _, id)| *id == selected)
        .map(|(function, row, _)| (function, row))
}

fn said(view: &View, listing: &Listing) -> String {
    let current = position(view, listing).and_then(|(function, row)| listing.lines(function).get(row));
    let words = current.map(line_words).unwrap_or_default();
    format!("All practices. {words}").trim().to_owned()
}

fn line_words(line: &Line) -> String {
    match line {
        Line::Category { category, counts, .. } => {
            format!("{}, {}: {}", category.id, category.title, super::row::done_words(*counts))
        }
        Line::Practice(practice, status) => {
            format!("{}, {}: {}", practice.id, practice.title, status.label().to_lowercase())
        }
    }
}

fn obey(desk: &mut Desk<'_>, view: &mut View, listing: &Listing, press: Press) {
    let here = position(view, listing);
    let (function, row) = here.unwrap_or_default();
    let lines = listing.lines(function);
    let sideways = match press {
        Press::Left => beside(listing, function, row, -1),
        Press::Right => beside(listing, function, row, 1),
        _ => None,
    };
    let to = keys::moved(press, here.map(|(_, row)| row), lines.len()).and_then(|to| lines.get(to));
    if let Some(line) = sideways.or(to) {
        view.select(line.id());
        return;
    }
    match (press, here.and_then(|_| lines.get(row))) {
        (Press::Cycle, Some(Line::Practice(practice, status))) => {
            table::set_status(desk, view, practice, next_status(*status));
        }
        (Press::Open, Some(Line::Practice(practice, _))) => open(view, practice),
        (Press::Cycle | Press::Open, Some(Line::Category { category, folded, .. })) => {
            table::fold(view, &category.id, !*folded);
        }
        _ => {}
    }
}

/// The line at the same height in the next column that has lines.
fn beside(listing: &Listing, function: usize, row: usize, by: isize) -> Option<&Line> {
    let mut function = function.checked_add_signed(by)?;
    while let Some(lines) = listing.lines.get(function) {
        if let Some(last) = lines.len().checked_sub(1) {
            return lines.get(row.min(last));
        }
        function = function.checked_add_signed(by)?;
    }
    None
}

fn open(view: &mut View, practice: &Practice) {
    view.go_to(&practice.id, true);
    view.next.focus = true;
}

fn head(ui: &Ui, function: &PracticeFunction, counts: Counts, place: Rect) {
    let c = theme::colors(ui);
    let rect = Rect::from_min_size(place.min, vec2(place.width(), HEAD - 4.0));
    let done = format!("{} of {}", counts.done, counts.applicable());
    let done = theme::line(ui, &done, Type::Body, c.ink_3);
    let right = rect.right() - 8.0 - done.size().x;
    ui.painter().galley(pos2(right, rect.center().y - done.size().y / 2.0), done, c.ink_3);
    let name = theme::line(ui, &function.id, Type::Strong, c.ink);
    let after = rect.left() + 16.0 + name.size().x;
    ui.painter().galley(rect.left_center() + vec2(8.0, -name.size().y / 2.0), name, c.ink);
    put(ui, part(rect, Rangef::new(after, right - 8.0)), &function.title, Type::Body, c.ink_3);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, c.line_strong));
}

/// One line, if it is in sight.
fn line_ui(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect, (line, stop): (&Line, &Response)) {
    let selected = view.choice.selected == Some(line.id());
    if selected && std::mem::take(&mut view.next.scroll) {
        ui.scroll_to_rect(rect.expand2(vec2(0.0, LINE)), None);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let c = theme::colors(ui);
    let response = ui.interact(rect, stop_id().with(line.id()), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, line_words(line)));
    let rest = if matches!(line, Line::Category { .. }) { c.sunken } else { c.bg_main };
    let fill = if selected {
        c.accent_soft
    } else if response.hovered() {
        c.hover
    } else {
        rest
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    match *line {
        Line::Category { category, counts, folded } => {
            category_ui(ui, rect, (&category.id, &category.title), counts);
            if response.on_hover_text(Type::Small.text(category.title.as_str(), c.ink)).clicked() {
                view.choice.selected = Some(&category.id);
                table::fold(view, &category.id, !folded);
                stop.request_focus();
            }
        }
        Line::Practice(practice, status) => {
            practice_ui(ui, desk, view, rect, (practice, status));
            if response.on_hover_text(Type::Small.text(practice.title.as_str(), c.ink)).clicked() {
                open(view, practice);
            }
        }
    }
    if selected {
        focus::ring_inside(ui, stop, rect, 0);
        let node = stop_id().with(line.id()).accesskit_id();
        ui.ctx().accesskit_node_builder(stop.id, |builder| builder.set_active_descendant(node));
    }
}

fn category_ui(ui: &Ui, rect: Rect, (id, title): (&str, &str), counts: Counts) {
    let c = theme::colors(ui);
    let done =
        if counts.applicable() == 0 { "–".to_owned() } else { format!("{}/{}", counts.done, counts.applicable()) };
    let done = theme::line(ui, &done, Type::Small, c.ink_3);
    let right = rect.right() - 8.0 - done.size().x;
    ui.painter().galley(pos2(right, rect.center().y - done.size().y / 2.0), done, c.ink_3);
    put(ui, part(rect, Rangef::new(rect.left() + 8.0, rect.left() + 42.0)), number_of(id), Type::Strong, c.ink);
    put(ui, part(rect, Rangef::new(rect.left() + 44.0, right - 8.0)), title, Type::Medium, c.ink_2);
}

fn practice_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    view: &View,
    rect: Rect,
    (practice, status): (&'static Practice, PracticeStatus),
) {
    let c = theme::colors(ui);
    let ink = if status == PracticeStatus::NotApplicable { c.ink_3 } else { c.ink };
    put(
        ui,
        part(rect, Rangef::new(rect.left() + 8.0, rect.left() + 42.0)),
        number_of(&practice.id),
        Type::Body,
        c.ink_3,
    );
    put(ui, part(rect, Rangef::new(rect.left() + 44.0, rect.right() - 36.0)), &practice.title, Type::Body, ink);
    let square = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), Vec2::splat(24.0));
    let id = stop_id().with((practice.id.as_str(), "status"));
    let button = ui.interact(square, id, Sense::CLICK);
    if button.hovered() {
        ui.painter().rect_filled(square, radius::CHIP, c.pressed);
    }
    glyph::paint(ui.painter(), square.shrink(4.0), Glyph::Status(status), c);
    button.widget_info(|| {
        let said = format!("Status of {}: {}", practice.id, status.label());
        WidgetInfo::labeled(Role::ComboBox, true, said)
    });
    if let Some(picked) = menu::below(&button, |ui| status_square::menu_rows(ui, status)).flatten() {
        table::set_status(desk, view, practice, picked);
    }
}

/// What the squares mean, above the columns.
pub(super) fn legend(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        ui.set_min_height(24.0);
        status_square::legend(ui);
        label::line(ui, "Space cycles status, Enter opens", Type::Caption, theme::colors(ui).ink_3);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_stand_in_four_two_or_one_column() {
        let lines = [25, 23, 26, 17];
        let (wide, height) = places(&lines, 1184.0);
        assert!(wide.iter().all(|place| place.top().abs() < 0.1 && (place.width() - 284.0).abs() < 0.1));
        assert!((height - (HEAD + 26.0 * LINE)).abs() < 0.1);
        let (two, _) = places(&lines, 680.0);
        assert!((two[0].top() - two[1].top()).abs() < 0.1);
        assert!((two[2].top() - (HEAD + 25.0 * LINE + GAP)).abs() < 0.1);
        let (one, height) = places(&lines, 400.0);
        assert!(one.iter().all(|place| place.left().abs() < 0.1));
        assert!((height - one[3].bottom()).abs() < 0.1);
    }
}
