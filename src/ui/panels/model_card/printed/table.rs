//! A table of the document on the screen: its caption, the heads, and each row as high as its highest cell.

use std::sync::Arc;

use egui::{Galley, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::report::block::{Align, Cell, Interval, Rich, Table, Width};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;

use super::{laid, paint_sign, square};

/// The space between columns, and over and under what stands in a row.
const GAP: f32 = 10.0;
const PAD: f32 = 5.0;
/// The room for a sign before its word.
const SIGN: f32 = 20.0;
/// The widest and narrowest column that is as wide as its contents.
const FIT: (f32, f32) = (40.0, 112.0);

/// Shows it.
pub fn show(ui: &mut Ui, table: &Table) {
    let c = theme::colors(ui);
    label::text(ui, &table.caption, Type::Caption, c.ink_2);
    ui.add_space(4.0);
    let widths = widths(ui, table);
    let heads: Vec<Arc<Galley>> = table
        .columns
        .iter()
        .zip(&widths)
        .map(|(column, width)| theme::wrapped(ui, &column.head, Type::Caption, c.ink_2, *width))
        .collect();
    let height = heads.iter().map(|head| head.size().y).fold(0.0, f32::max) + PAD * 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut left = rect.left();
    for (at, (head, width)) in heads.into_iter().zip(&widths).enumerate() {
        let x = left + indent(table, at, *width, head.size().x);
        ui.painter().galley(pos2(x, rect.bottom() - PAD - head.size().y), head, c.ink_2);
        left += width + GAP;
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
    for row in &table.rows {
        self::row(ui, table, &row.cells, &widths);
    }
}

/// How far a cell stands from the left edge of its column: figures stand at the right.
fn indent(table: &Table, column: usize, width: f32, wide: f32) -> f32 {
    let at_end = table.columns.get(column).is_some_and(|column| column.align == Align::End);
    if at_end { (width - wide).max(0.0) } else { 0.0 }
}

fn row(ui: &mut Ui, table: &Table, cells: &[Cell], widths: &[f32]) {
    let c = theme::colors(ui);
    let galleys: Vec<Option<Arc<Galley>>> =
        cells.iter().zip(widths).map(|(cell, width)| words(ui, cell, *width)).collect();
    let height = galleys.iter().flatten().map(|galley| galley.size().y).fold(18.0, f32::max) + PAD * 2.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said(table, cells)));
    let (mut left, top) = (rect.left(), rect.top() + PAD);
    for (at, ((cell, galley), width)) in cells.iter().zip(galleys).zip(widths).enumerate() {
        match cell {
            Cell::Mark(mark) => paint_sign(ui, square(left, top + 9.0), mark.glyph),
            Cell::Interval(interval) => paint_interval(ui, (left, *width, top + 9.0), interval),
            Cell::Text(_) => {}
        }
        if let Some(galley) = galley {
            let lead = if matches!(cell, Cell::Mark(_)) { SIGN } else { indent(table, at, *width, galley.size().x) };
            ui.painter().galley(pos2(left + lead, top), galley, c.ink);
        }
        left += width + GAP;
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
}

fn words(ui: &Ui, cell: &Cell, width: f32) -> Option<Arc<Galley>> {
    match cell {
        Cell::Text(rich) => Some(laid(ui, rich, Type::Note, width)),
        Cell::Mark(mark) => Some(laid(ui, &Rich::plain(mark.label.as_str()), Type::Note, width - SIGN)),
        Cell::Interval(_) => None,
    }
}

/// A row in words, each with the head of its column.
fn said(table: &Table, cells: &[Cell]) -> String {
    let named = table.columns.iter().zip(cells).filter_map(|(column, cell)| {
        let words = match cell {
            Cell::Text(rich) => rich.words(),
            Cell::Mark(mark) => mark.label.clone(),
            Cell::Interval(_) => return None,
        };
        (!words.trim().is_empty()).then(|| format!("{}: {}", column.head, words.trim()))
    });
    named.collect::<Vec<_>>().join("; ")
}

/// The widths: first those that fit their contents, then shares of what is left.
fn widths(ui: &Ui, table: &Table) -> Vec<f32> {
    let room = ui.available_width() - GAP * table.columns.len().saturating_sub(1) as f32;
    let fitted = |at: usize, head: &str| {
        let c = theme::colors(ui);
        let cells = table.rows.iter().take(60).filter_map(|row| row.cells.get(at)).map(|cell| match cell {
            Cell::Text(rich) => laid(ui, rich, Type::Note, f32::INFINITY).size().x,
            Cell::Mark(mark) => theme::line(ui, &mark.label, Type::Note, c.ink).size().x + SIGN,
            Cell::Interval(_) => 80.0,
        });
        let head = theme::line(ui, head, Type::Caption, c.ink_2).size().x;
        cells.fold(head, f32::max).clamp(FIT.0, FIT.1)
    };
    let fixed: Vec<Option<f32>> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| match column.width {
            Width::Fit => Some(fitted(at, &column.head)),
            Width::Points(points) => Some(points),
            Width::Share(_) => None,
        })
        .collect();
    let taken: f32 = fixed.iter().flatten().sum();
    let share = |width: Width| if let Width::Share(share) = width { share } else { 0.0 };
    let shares: f32 = table.columns.iter().map(|column| share(column.width)).sum();
    let left = (room - taken).max(room * 0.3);
    let widths = table.columns.iter().zip(fixed);
    let widths: Vec<f32> =
        widths.map(|(column, fixed)| fixed.unwrap_or_else(|| left * share(column.width) / shares.max(0.01))).collect();
    // where that is too much, all give way alike
    let all: f32 = widths.iter().sum();
    if all > room { widths.iter().map(|width| width * room / all).collect() } else { widths }
}

/// The interval against the limit, which stands at a fixed place.
fn paint_interval(ui: &Ui, (left, width, middle): (f32, f32, f32), interval: &Interval) {
    let c = theme::colors(ui);
    let x = |value: f64| left + width * (value / interval.axis.max(0.01)).clamp(0.0, 1.0) as f32;
    let limit = x(1.0);
    ui.painter().line_segment([pos2(limit, middle - 8.0), pos2(limit, middle + 8.0)], Stroke::new(1.0, c.ink_2));
    let Some(rate) = interval.rate else { return };
    ui.painter().hline(x(interval.low)..=x(interval.high), middle, Stroke::new(2.0, c.ink_2));
    paint_sign(ui, Rect::from_center_size(pos2(x(rate), middle), vec2(10.0, 10.0)), interval.verdict);
}
