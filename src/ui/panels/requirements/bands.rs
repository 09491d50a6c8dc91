//! The table of behavior as it is drawn: the heads with the bands of the operating points, the cells, and under them the active
//! cell in full.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::model::requirements::Behavior;
use crate::model::{List, Rate, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::Look;
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::behavior::{State, add_segment, begin, cell_id, edit};
use super::matrix::{self, Cell, Row};

const HEAD: f32 = 32.0;
const GAP: f32 = 8.0;
/// The most lines of a cell; the rest is under the table, and in the cell while it is edited.
const LINES: usize = 3;

/// The columns from the left of the table: the segment, and one for each state.
fn column(rect: Rect, at: usize) -> Rect {
    let first = (rect.width() * 0.2).clamp(84.0, 136.0);
    let each = (rect.width() - first - GAP * 3.0) / 3.0;
    let (left, wide) = match at {
        0 => (rect.left(), first),
        at => (rect.left() + first + GAP + (each + GAP) * (at - 1) as f32, each),
    };
    Rect::from_x_y_ranges(left..=left + wide, rect.y_range())
}

/// Shows the table with its head.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, workbook: &Workbook) {
    let behaviors = &workbook.requirements.behaviors;
    let rows = matrix::rows(behaviors);
    title(ui, desk, state, workbook);
    if rows.is_empty() {
        label::rule(ui);
        let words = "What does the product do when it is sure, unsure, or not sure?";
        label::text(ui, words, Type::Prompt, theme::colors(ui).ink_2);
        return;
    }
    state.at.0 = state.at.0.min(rows.len() - 1);
    ui.spacing_mut().item_spacing.y = 0.0;
    heads(ui, workbook);
    let width = ui.available_width();
    let whole = Rect::from_min_size(ui.next_widget_position(), vec2(width, 0.0));
    let each = state.heights.get((desk.revision(), width), rows.len(), |at| {
        rows.get(at).map_or(36.0, |row| height(ui, behaviors, row, whole))
    });
    let (_, area) = ui.allocate_space(vec2(width, each.iter().sum()));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area).scope_id(egui::Id::unique("table of behavior")));
    let (clip, mut top, mut active) = (ui.clip_rect(), area.top(), None);
    for (at, row) in rows.iter().enumerate() {
        let height = each.get(at).copied().unwrap_or(36.0);
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(width, height));
        top += height;
        let here = state.at.0 == at;
        if here {
            active = Some(rect);
        }
        if here || rect.intersects(clip) {
            show_row(&mut inside, desk, state, (behaviors, row, at), rect);
        }
    }
    if let Some((row, rect)) = rows.get(state.at.0).zip(active) {
        if std::mem::take(&mut state.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        let place = column(rect, state.at.1);
        edit(&mut inside, desk, state, (workbook, row, rows.len()), place);
        ui.add_space(8.0);
        detail(ui, desk, state, (behaviors, row));
    }
}

fn title(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, workbook: &Workbook) {
    let c = theme::colors(ui);
    let row = vec2(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.set_min_size(row);
        if Button::new("Group").quiet().icon(icons::PLUS).name("Add group").show(ui).clicked() {
            add_segment(desk, state);
        }
        if let Some(point) = workbook.operating_points.points.at(0)
            && ui.available_width() > 420.0
        {
            let version = point.version.trim();
            let name =
                if version.is_empty() { point.name.clone() } else { format!("{}, {version}", point.name.trim()) };
            if link_named(ui, &name, &format!("Go to {name}")).clicked() {
                desk.go_to_item(point.id);
            }
            label::line(ui, "Bands follow", Type::Small, c.ink_3);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            label::heading(ui, "What it does, by confidence and group", Type::Strong, 2);
        });
    });
}

/// The heads of the bands with the scores of the first operating point.
fn heads(ui: &mut Ui, workbook: &Workbook) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let point = workbook.operating_points.points.at(0);
    let share = |rate: Option<Rate>| rate.map(Rate::fraction);
    let scores = matrix::bands(point.and_then(|p| share(p.fallback_below)), point.and_then(|p| share(p.serve_above)));
    let looks = [
        ("Serve", c.band_serve, c.on_band_serve),
        ("Gray", c.band_gray, c.on_band_gray),
        ("Fallback", c.band_fallback, c.on_band_fallback),
    ];
    let galley = theme::line(ui, "Group", Type::Caption, c.ink_2);
    ui.painter().galley(pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    for (at, ((word, fill, ink), scores)) in looks.into_iter().zip(&scores).enumerate() {
        let place = column(rect, at + 1).shrink2(vec2(0.0, 4.0));
        ui.painter().rect_filled(place, radius::CHIP, fill);
        let response = ui.interact(place, ui.scope_id().with(("band", at)), Sense::hover());
        let said = if scores.is_empty() { word.to_owned() } else { format!("{word}, {scores}") };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        let name = theme::cut(ui, word, Type::Caption, ink, place.width() - 12.0, 1);
        let left = place.left() + 8.0;
        let after = left + name.size().x + 8.0;
        ui.painter().galley(pos2(left, place.center().y - name.size().y / 2.0), name, ink);
        let room = place.right() - after - 4.0;
        let scores = theme::line(ui, scores, Type::Small, ink);
        if scores.size().x <= room {
            ui.painter().galley(pos2(after, place.center().y - scores.size().y / 2.0), scores, ink);
        }
    }
}

/// What a cell says, with whether it is secondary.
fn words_of(behaviors: &List<Behavior>, cell: Cell) -> (&str, bool) {
    match cell {
        Cell::Own(id) => (behaviors.find(id).map_or("", |behavior| behavior.behavior.trim()), false),
        Cell::Empty(_) | Cell::Missing => ("Not set", false),
        Cell::ForAll(id) => (behaviors.find(id).map_or("", |behavior| behavior.segment.trim()), true),
    }
}

fn shown(behaviors: &List<Behavior>, cell: Cell) -> String {
    match (cell, words_of(behaviors, cell)) {
        (Cell::ForAll(_), (all, _)) if !all.is_empty() => {
            let mut letters = all.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            format!("As for {}", first.chain(letters).collect::<String>())
        }
        (Cell::ForAll(_), _) => "As for all".to_owned(),
        (_, (words, _)) => words.to_owned(),
    }
}

fn height(ui: &Ui, behaviors: &List<Behavior>, row: &Row, whole: Rect) -> f32 {
    let c = theme::colors(ui);
    let name = theme::cut(ui, &row.segment, Type::Medium, c.ink, column(whole, 0).width() - 12.0, LINES).size().y;
    let cell = |(at, cell): (usize, &Cell)| {
        let width = column(whole, at + 1).width() - 16.0;
        theme::cut(ui, &shown(behaviors, *cell), Type::Body, c.ink, width, LINES).size().y
    };
    let cells = row.cells.iter().enumerate().map(cell).fold(name, f32::max);
    (cells + 16.0).max(36.0).ceil()
}

fn show_row(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (behaviors, row, at): (&List<Behavior>, &Row, usize),
    rect: Rect,
) {
    let c = theme::colors(ui);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let texts = std::iter::once(if row.segment.is_empty() { "All cases".to_owned() } else { row.segment.clone() })
        .chain(row.cells.iter().map(|cell| shown(behaviors, *cell)));
    for (column_at, text) in texts.enumerate() {
        let cell = column_at.checked_sub(1).and_then(|at| row.cells.get(at)).copied();
        let place = column(rect, column_at);
        let response = one(ui, state, (row, cell), (at, column_at, &text), place);
        if response.double_clicked() || (response.clicked() && state.at == (at, column_at) && response.has_focus()) {
            state.go((at, column_at));
            begin(desk, state, (behaviors, row), None);
        } else if response.clicked() || (response.gained_focus() && state.at != (at, column_at)) {
            state.go((at, column_at));
        }
    }
}

/// A cell.
fn one(
    ui: &mut Ui,
    state: &mut State,
    (row, cell): (&Row, Option<Cell>),
    (at, column_at, text): (usize, usize, &str),
    place: Rect,
) -> egui::Response {
    let c = theme::colors(ui);
    let active = state.at == (at, column_at);
    let response = ui.interact(place, cell_id(at, column_at), if active { Sense::click() } else { Sense::CLICK });
    let open = matches!(cell, Some(Cell::Empty(_) | Cell::Missing));
    let state_name = ["Serve", "Gray", "Fallback"].get(column_at.wrapping_sub(1)).copied();
    let said = state_name.map_or_else(|| format!("Group {text}"), |state| format!("{}, {state}: {text}", row.segment));
    response.widget_info(|| WidgetInfo::selected(Role::GridCell, true, active, &said));
    if active && std::mem::take(&mut state.focus) {
        response.request_focus();
    }
    if active && response.has_focus() {
        ui.painter().rect(
            place.shrink2(vec2(0.0, 3.0)),
            radius::CHIP,
            c.surface,
            Stroke::new(1.0, c.accent),
            StrokeKind::Inside,
        );
    } else if response.hovered() {
        ui.painter().rect_filled(place.shrink2(vec2(0.0, 3.0)), radius::CHIP, c.hover);
    }
    let mut left = place.left() + 8.0;
    if open {
        let mark = Rect::from_center_size(pos2(left + 7.0, place.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, Glyph::Blocker, c);
        left = mark.right() + 6.0;
    }
    let (style, ink) = match cell {
        None => (Type::Medium, c.ink),
        Some(Cell::Own(_)) => (Type::Body, c.ink),
        Some(Cell::ForAll(_)) => (Type::Body, c.ink_3),
        Some(Cell::Empty(_) | Cell::Missing) => (Type::Medium, c.blocker),
    };
    let galley = theme::cut(ui, text, style, ink, place.right() - left - 4.0, LINES);
    ui.painter().galley(pos2(left, place.center().y - galley.size().y / 2.0), galley, ink);
    focus::ring_inside(ui, &response, place.shrink2(vec2(0.0, 2.0)), radius::CHIP);
    response
}

/// What the active cell says in full, and what the user reads.
fn detail(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, (behaviors, row): (&List<Behavior>, &Row)) {
    let c = theme::colors(ui);
    let cell = state.at.1.checked_sub(1).and_then(|at| row.cells.get(at)).copied();
    let (id, taken_over) = match cell {
        Some(Cell::Own(id) | Cell::Empty(id)) => (id, false),
        Some(Cell::ForAll(id)) => (id, true),
        Some(Cell::Missing) | None => return,
    };
    let Some(behavior) = behaviors.find(id) else { return };
    ui.spacing_mut().item_spacing.y = 4.0;
    let spot = Spot::item(id);
    let of = Of { spot: &spot, record: behavior };
    if taken_over {
        label::text(ui, &behavior.behavior, Type::Body, c.ink_2);
        if !behavior.words.trim().is_empty() {
            label::text(ui, &format!("The user reads: {}", behavior.words.trim()), Type::Small, c.ink_2);
        }
        return;
    }
    parts::prose(ui, desk, &mut state.in_place, (of, "behavior", Look::BODY), |_, _| {});
    parts::prose(ui, desk, &mut state.in_place, (of, "words", Look { style: Type::Prompt, ..Look::BODY }), |_, _| {});
}
