//! Tables: head, rows with a header cell each, and a frame to scroll in where the screen is narrow.

use crate::render::figures::multiple;
use crate::render::page::drawing;
use crate::render::svg::write_svg;
use crate::report::block::{Align, Cell, Column, Interval, Rich, Row, Table, Width};

use super::body::Writer;
use super::text;

/// Width of a drawn interval in points where its column has none of its own, and its height.
const LANE: f32 = 90.0;
const LANE_HEIGHT: f32 = 15.0;
/// Letters that stay on one line.
const SHORT: usize = 14;

impl Writer<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Table) {
        let caption = text::caption(&table.caption);
        let name = text::attribute(&table.caption);
        let name = if name.is_empty() { "Table".to_owned() } else { name };
        self.put(&format!("<div class=\"wide\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">\n<table>"));
        if !caption.is_empty() {
            self.put(&format!("<caption dir=\"auto\">{caption}</caption>"));
        }
        let heads = table.columns.iter().map(|column| match text::line(&column.head) {
            head if head.is_empty() => "<td></td>".to_owned(),
            head => format!("<th scope=\"col\"{}>{head}</th>", class(column.align, false)),
        });
        let heads: String = heads.collect();
        self.put(&format!("<thead><tr>{heads}</tr></thead>\n<tbody>"));
        for row in &table.rows {
            self.row(table, row);
        }
        self.put("</tbody>\n</table>\n</div>");
    }

    fn row(&mut self, table: &Table, row: &Row) {
        let id = self.id(&text::identifier(&row.anchor));
        let named = row.cells.iter().position(|cell| matches!(cell, Cell::Text(words) if !is_blank(words)));
        let mut cells = String::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let column = table.columns.get(at);
            let class = class(column.map_or(Align::Start, |column| column.align), fits(cell, column));
            let words = match cell {
                Cell::Text(words) => self.inside(words),
                Cell::Mark(mark) => self.mark(mark),
                Cell::Interval(interval) => self.interval(interval, column.map(|column| column.width)),
            };
            if named == Some(at) {
                cells.push_str(&format!("<th scope=\"row\"{class} dir=\"auto\">{words}</th>"));
            } else {
                cells.push_str(&format!("<td{class} dir=\"auto\">{words}</td>"));
            }
        }
        if let Some(asked) = self.ask_about_row(row, named) {
            let end = cells.rfind("</t").unwrap_or(cells.len());
            cells.insert_str(end, &asked);
        }
        self.put(&format!("<tr{id}>{cells}</tr>"));
    }

    fn interval(&mut self, interval: &Interval, width: Option<Width>) -> String {
        let width = if let Some(Width::Points(width)) = width { width } else { LANE };
        let svg = write_svg(&drawing::interval(interval, width, LANE_HEIGHT), self.fonts);
        let said = text::attribute(&multiple(interval));
        format!("<span class=\"lane\" role=\"img\" aria-label=\"{said}\">{svg}</span>")
    }
}

fn class(align: Align, fits: bool) -> &'static str {
    match (align, fits) {
        (Align::End, _) => " class=\"end\"",
        (Align::Start, true) => " class=\"fit\"",
        (Align::Start, false) => "",
    }
}

/// Whether the words of a cell stay on one line: a date, a name, a verdict.
fn fits(cell: &Cell, column: Option<&Column>) -> bool {
    let is_short = |words: &str| words.chars().count() <= SHORT && !words.contains(['\n', '\r']);
    match cell {
        Cell::Text(words) => column.is_some_and(|column| column.width == Width::Fit) && is_short(&words_of(words)),
        Cell::Mark(mark) => is_short(&mark.label),
        Cell::Interval(_) => true,
    }
}

fn is_blank(words: &Rich) -> bool {
    words_of(words).trim().is_empty()
}

pub(super) fn words_of(words: &Rich) -> String {
    words.0.iter().map(|span| span.text.as_str()).collect()
}
