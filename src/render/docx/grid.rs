//! Blocks in cells: tables, facts, callouts, blocks side by side, posters, signatures.
//!
//! Only tables of data say that they are: the others have no head, no borders but those that carry meaning, and are read
//! row by row, which is the order of the report.

use crate::render::page::glyph::of_tone;
use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::render::page::{drawing, table};
use crate::report::block::{
    Align, Block, Board, BoardField, Cell, Fact, Rich, Row, Signature, Span, Style, Table, Tone,
};

use super::Writer;
use super::styles::larger;
use super::text::{Shape, escaped};

/// Side of a sign in a cell, and in front of a callout.
const SIGN: f32 = 9.0;
const CALLOUT_SIGN: f32 = 10.5;
/// The width of the labels of facts.
const LABEL_WIDTH: f32 = 112.0;
/// How much wider the words of a face may be that stands in for the pages' own.
const SLACK: f32 = 1.08;
/// Space at the right of a cell.
const GAP: f32 = 6.0;
/// Signatures in a row, and columns of anything at most: Word knows no more than 63.
const SIGNATURES_PER_ROW: usize = 3;
const MOST_COLUMNS: usize = 63;
/// What the title of a poster takes of the page.
const POSTER_HEAD: f32 = 84.0;
/// What a row of a poster takes of its share at the least; what is left goes to those that need more.
const ROW_SHARE: f32 = 0.85;

/// A border: where, in eighths of a point, its color.
type Border = (&'static str, u8, Color);

impl Writer<'_> {
    /// A table with its caption, a head that repeats and rows that stay whole.
    pub(super) fn table(&mut self, table: &Table) {
        let outer = std::mem::replace(&mut self.keeps, true);
        self.caption(&table.caption);
        self.keeps = outer;
        let widths = self.column_widths(table);
        if widths.is_empty() {
            return;
        }
        self.open(&widths, &table.caption, true);
        let outer = std::mem::replace(&mut self.keeps, true);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (at, width) in widths.iter().enumerate() {
            self.open_cell(*width, (1, None), &[("bottom", 9, palette::INK)], "bottom");
            let (head, align) = table.columns.get(at).map_or(("", Align::Start), |it| (it.head.as_str(), it.align));
            self.plain(head, Shape { at_end: align == Align::End, ..Shape::of("TableHead") });
            self.close_cell();
        }
        self.xml.push_str("</w:tr>");
        self.keeps = outer;
        for row in &table.rows {
            self.row(row, table, &widths);
        }
        self.close();
    }

    /// The columns as pages have them, in a little less room: where another face stands in, its words are wider.
    fn column_widths(&mut self, table: &Table) -> Vec<f32> {
        let room = (self.width - GAP) / SLACK;
        let mut widths = drawing::column_widths(table, room, &self.report.language, self.fonts);
        for width in &mut widths {
            *width *= SLACK;
        }
        if let Some(last) = widths.last_mut() {
            *last += GAP;
        }
        widths
    }

    fn row(&mut self, row: &Row, table: &Table, widths: &[f32]) {
        let name = table::name_cell(row);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (at, width) in widths.iter().enumerate() {
            let align = table.columns.get(at).map_or(Align::Start, |column| column.align);
            let names = [if at == 0 { row.anchor.as_str() } else { "" }, ""];
            let style = if name == Some(at) { "TableName" } else { "TableText" };
            let shape = Shape { at_end: align == Align::End, names, ..Shape::of(style) };
            self.open_cell(*width, (1, None), &[("bottom", 6, palette::LINE)], "");
            match row.cells.get(at) {
                Some(Cell::Text(rich)) => self.rich(rich, shape, ""),
                Some(Cell::Mark(mark)) => {
                    let sign = self.sign(mark.glyph, SIGN);
                    self.marked(&sign, &[word(&mark.label, Style::Plain)], Shape { at_end: false, ..shape });
                }
                Some(Cell::Interval(interval)) => {
                    let drawing = self.interval(interval, (width - GAP).max(12.0));
                    self.rich(&Rich::default(), shape, &drawing);
                }
                None => self.rich(&Rich::default(), shape, ""),
            }
            self.close_cell();
        }
        self.xml.push_str("</w:tr>");
    }

    /// A sign with the words for it.
    fn marked(&mut self, sign: &str, words: &[Span], shape: Shape<'_>) {
        let space = Span { text: "\u{a0}".to_owned(), style: Style::Plain, link: None };
        let spans = std::iter::once(space).chain(words.iter().cloned()).collect();
        self.rich(&Rich(spans), shape, sign);
    }

    /// Labels with what is true beside them.
    pub(super) fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        let label = LABEL_WIDTH.min(self.width * 0.4);
        let widths = [label, self.width - label];
        let rule: [Border; 1] = [("bottom", 6, palette::LINE)];
        self.open(&widths, "", false);
        for fact in facts {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.open_cell(widths[0], (1, None), &rule, "");
            self.plain(&fact.label, Shape::of("FactLabel"));
            self.close_cell();
            self.open_cell(widths[1], (1, None), &rule, "");
            self.rich(&fact.value, Shape::of("FactText"), "");
            self.close_cell();
            self.xml.push_str("</w:tr>");
        }
        self.close();
    }

    /// What must not be missed, behind an edge in the color of its tone, with a sign and its title.
    pub(super) fn callout(&mut self, tone: Tone, title: &str, text: &Rich) {
        let width = self.width;
        self.open(&[width], "", false);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        self.open_cell(width, (1, None), &[("left", 36, palette::tone(tone))], "");
        let sign = self.sign(of_tone(tone), CALLOUT_SIGN);
        let space = if title.is_empty() || text.0.is_empty() { "" } else { " " };
        let title = word(&format!("{title}{space}"), Style::Strong);
        let words: Vec<Span> = std::iter::once(title).chain(text.0.iter().cloned()).collect();
        self.marked(&sign, &words, Shape::of("Callout"));
        self.close_cell();
        self.xml.push_str("</w:tr>");
        self.close();
    }

    /// Two columns of blocks.
    pub(super) fn beside(&mut self, left: &[Block], right: &[Block], share: f32) {
        let share = if share.is_finite() { share.clamp(0.2, 0.8) } else { 0.5 };
        let outer = self.width;
        let widths = [outer * share, outer * (1.0 - share)];
        self.open(&widths, "", false);
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (blocks, width) in [left, right].into_iter().zip(widths) {
            self.open_cell(width, (1, None), &[], "");
            self.width = (width - 2.0 * GAP).max(36.0);
            self.blocks(blocks);
            // a cell ends in a paragraph, whatever stands in it
            self.plain("", Shape::of("Spacer"));
            self.close_cell();
        }
        self.width = outer;
        self.xml.push_str("</w:tr>");
        self.close();
    }

    /// Short texts in equal columns.
    pub(super) fn columns(&mut self, texts: &[Rich]) {
        for texts in texts.chunks(MOST_COLUMNS) {
            let widths = vec![self.width / texts.len() as f32; texts.len()];
            self.open(&widths, "", false);
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (text, width) in texts.iter().zip(&widths) {
                self.open_cell(*width, (1, None), &[], "");
                self.rich(text, Shape::of("ColumnText"), "");
                self.close_cell();
            }
            self.xml.push_str("</w:tr>");
            self.close();
        }
    }

    /// Lines to sign on.
    pub(super) fn signatures(&mut self, signatures: &[Signature]) {
        for row in signatures.chunks(SIGNATURES_PER_ROW) {
            let widths = [self.width / SIGNATURES_PER_ROW as f32; SIGNATURES_PER_ROW];
            self.open(&widths, "", false);
            self.xml.push_str(r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="540" w:hRule="exact"/></w:trPr>"#);
            for (at, width) in widths.iter().enumerate() {
                let line: &[Border] = if at < row.len() { &[("bottom", 6, palette::INK)] } else { &[] };
                self.open_cell(*width, (1, None), line, "");
                self.plain("", Shape::of("Spacer"));
                self.close_cell();
            }
            self.xml.push_str("</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (at, width) in widths.iter().enumerate() {
                self.open_cell(*width, (1, None), &[], "");
                match row.get(at) {
                    Some(signature) => self.signature(signature),
                    None => self.plain("", Shape::of("Spacer")),
                }
                self.close_cell();
            }
            self.xml.push_str("</w:tr>");
            self.close();
        }
    }

    fn signature(&mut self, signature: &Signature) {
        self.plain(&signature.name, Shape::of("TableName"));
        for text in [&signature.role, &signature.decision, &signature.note] {
            if !text.is_empty() {
                self.plain(text, Shape::of("TableText"));
            }
        }
    }

    /// A poster: fields on a grid. What finds no place on it stands below.
    pub(super) fn board(&mut self, board: &Board) {
        let columns = usize::from(board.columns).min(MOST_COLUMNS);
        let mut placed = vec![false; board.fields.len()];
        if columns > 0 && board.rows > 0 {
            let widths = vec![self.width / columns as f32; columns];
            let height = (self.sheet.body_height() - POSTER_HEAD * self.sheet.times()).max(0.0) / f32::from(board.rows);
            self.open(&widths, "", false);
            for row in 0..usize::from(board.rows) {
                // a row without prompts explains the others and is as low as its words; it leaves its share to them
                let height = if is_low(board, row) { 0.0 } else { (height * ROW_SHARE * 20.0).round() };
                self.xml.push_str(&format!(
                    r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>"#
                ));
                self.board_row(board, row, &widths, &mut placed);
                self.xml.push_str("</w:tr>");
            }
            self.close();
        }
        for (field, _) in board.fields.iter().zip(placed).filter(|(_, placed)| !placed) {
            self.field(field, "BoardTitle");
        }
    }

    fn board_row(&mut self, board: &Board, row: usize, widths: &[f32], placed: &mut [bool]) {
        let frame: [Border; 4] = ["top", "left", "bottom", "right"].map(|side| (side, 6, palette::LINE_STRONG));
        let mut column = 0;
        while column < widths.len() {
            let covering = board.fields.iter().position(|field| covers(field, column, row));
            let field = covering.and_then(|at| board.fields.get(at));
            let span = field.map_or(1, |field| usize::from(field.at.0) + usize::from(field.span.0) - column);
            let span = span.min(widths.len() - column);
            let begins = field.is_some_and(|field| usize::from(field.at.1) == row);
            let merge = field.filter(|field| field.span.1 > 1).map(|_| if begins { "restart" } else { "continue" });
            let width = widths.iter().skip(column).take(span).sum();
            self.open_cell(width, (span, merge), &frame, "");
            match (field, covering.and_then(|at| placed.get_mut(at))) {
                (Some(field), Some(placed)) if begins && !*placed => {
                    *placed = true;
                    let outer = std::mem::replace(&mut self.width, width);
                    self.field(field, "BoardTitle");
                    self.width = outer;
                }
                _ => self.plain("", Shape::of("Spacer")),
            }
            self.close_cell();
            column += span;
        }
    }

    fn field(&mut self, field: &BoardField, style: &str) {
        self.plain(&field.title, Shape::of(style));
        if !field.prompt.is_empty() {
            self.plain(&field.prompt, Shape::of("BoardPrompt"));
        }
        for (glyph, note) in &field.notes {
            let sign = self.sign(*glyph, SIGN * self.sheet.times());
            self.marked(&sign, &note.0, Shape::of("BoardText"));
        }
    }

    /// Begins a table of columns in points. One of data has a head and a name.
    fn open(&mut self, widths: &[f32], caption: &str, is_data: bool) {
        if self.breaks {
            // only paragraphs begin pages
            self.plain("", Shape::of("Spacer"));
        }
        let total = twips(widths.iter().sum());
        self.xml.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="{}" w:type="dxa"/></w:tblCellMar>"#,
            twips(GAP * self.sheet.times())
        ));
        let look = u8::from(is_data);
        self.xml.push_str(&format!(
            r#"<w:tblLook w:val="0000" w:firstRow="{look}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#
        ));
        if !caption.is_empty() {
            self.xml.push_str(&format!(r#"<w:tblCaption w:val="{}"/>"#, escaped(caption)));
        }
        self.xml.push_str("</w:tblPr><w:tblGrid>");
        for width in widths {
            self.xml.push_str(&format!(r#"<w:gridCol w:w="{}"/>"#, twips(*width)));
        }
        self.xml.push_str("</w:tblGrid>");
    }

    /// Ends a table. Two of them without a paragraph between would become one.
    fn close(&mut self) {
        self.xml.push_str("</w:tbl>");
        self.plain("", Shape { stays: true, ..Shape::of("Spacer") });
    }

    fn open_cell(
        &mut self,
        width: f32,
        (span, merge): (usize, Option<&'static str>),
        borders: &[Border],
        alignment: &str,
    ) {
        self.xml.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>"#, twips(width)));
        if span > 1 {
            self.xml.push_str(&format!(r#"<w:gridSpan w:val="{span}"/>"#));
        }
        if let Some(merge) = merge {
            self.xml.push_str(&format!(r#"<w:vMerge w:val="{merge}"/>"#));
        }
        if !borders.is_empty() {
            self.xml.push_str("<w:tcBorders>");
            for (side, weight, color) in borders {
                let (weight, color) = (larger(u32::from(*weight), self.sheet.times()), hex(*color));
                self.xml
                    .push_str(&format!(r#"<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{color}"/>"#));
            }
            self.xml.push_str("</w:tcBorders>");
        }
        // where there is an edge at the left, the words keep away from it
        if let Some((_, weight, _)) = borders.iter().find(|(side, ..)| *side == "left") {
            let (left, top) = if *weight > 8 { (200, 100) } else { (100, 60) };
            let [left, top] = [left, top].map(|space| larger(space, self.sheet.times()));
            self.xml.push_str(&format!(
                r#"<w:tcMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/><w:bottom w:w="{top}" w:type="dxa"/></w:tcMar>"#
            ));
        }
        if !alignment.is_empty() {
            self.xml.push_str(&format!(r#"<w:vAlign w:val="{alignment}"/>"#));
        }
        self.xml.push_str("</w:tcPr>");
    }

    fn close_cell(&mut self) {
        self.xml.push_str("</w:tc>");
    }
}

/// Whether all fields that begin in a row do without a prompt.
fn is_low(board: &Board, row: usize) -> bool {
    let mut fields = board.fields.iter().filter(|field| usize::from(field.at.1) == row).peekable();
    fields.peek().is_some() && fields.all(|field| field.prompt.is_empty())
}

/// Whether a field lies over a cell of its grid.
fn covers(field: &BoardField, column: usize, row: usize) -> bool {
    let within = |at: usize, from: u8, span: u8| at >= usize::from(from) && at < usize::from(from) + usize::from(span);
    within(column, field.at.0, field.span.0) && within(row, field.at.1, field.span.1)
}

fn word(text: &str, style: Style) -> Span {
    Span { text: text.to_owned(), style, link: None }
}

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> u32 {
    (points * 20.0).round().max(0.0) as u32
}

/// A color as Word writes it.
pub(super) fn hex(Color(red, green, blue): Color) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
