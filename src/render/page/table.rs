//! Tables: a caption, a head that repeats, rows that stay whole.

use std::rc::Rc;

use crate::render::page::art::{Art, Place, Spot};
use crate::render::page::columns::{self, Need};
use crate::render::page::compose::{Composer, caption_parts};
use crate::render::page::glyph::{self, Square};
use crate::render::page::interval::{self, Lane};
use crate::render::page::palette;
use crate::render::page::paragraph::{Passage, Side, Tags};
use crate::render::page::piece::{Keep, Piece, Running, TableRow};
use crate::render::page::placed::{ElementId, Role};
use crate::render::page::strip::{Slot, Strip};
use crate::render::page::style::{self, TextStyle};
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Align, Cell, Column, Glyph, Interval, Mark, Rich, Row, Span, Style, Table, Width};

/// Between two columns, and what is added where numbers that end stand beside words that begin.
const COLUMN_GAP: f32 = 6.0;
const NUMBER_GAP: f32 = 4.5;
/// A row that is higher than this may stand alone at the start or end of its table's part of a page.
const LOW_ROW: f32 = 48.0;
/// Above and below the text of a row.
pub(crate) const ROW_PADDING: f32 = 4.5;
/// Side of a mark, and what it takes with the gap to its label.
const MARK_SIDE: f32 = 9.0;
const MARK_SPACE: f32 = 12.0;
/// Space at both ends of an interval's axis.
const AXIS_INSET: f32 = 6.0;
/// The axis length that an interval asks for where its column does not say.
const AXIS_WISH: f32 = 110.0;
/// A head that takes more than this share of a page is not repeated.
const HIGHEST_HEAD: f32 = 0.3;
/// Space around a table.
const TABLE_GAP: f32 = 9.0;
/// Space around a caption.
pub(crate) const CAPTION_GAP: f32 = 6.0;

/// A column with its place.
struct Placement {
    x: f32,
    width: f32,
    side: Side,
    is_drawn: bool,
}

/// What the columns of a table need, measured once.
pub(crate) struct Measured {
    columns: Vec<Column>,
    needs: Vec<Need>,
    /// By column: whether it holds drawings.
    is_drawn: Vec<bool>,
}

impl Measured {
    /// Whether the columns have too little room in a width to be read with ease.
    pub(crate) fn is_crowded(&self, width: f32) -> bool {
        columns::comfortable(&self.needs) + self.gaps().sum::<f32>() > width
    }

    /// The gap after each column: wider where a column of numbers meets a column of words.
    fn gaps(&self) -> impl Iterator<Item = f32> + '_ {
        let pairs = self.columns.iter().zip(self.columns.iter().skip(1));
        let gap = |(left, right): (&Column, &Column)| {
            let meets = left.align == Align::End && right.align == Align::Start;
            if meets { COLUMN_GAP + NUMBER_GAP } else { COLUMN_GAP }
        };
        pairs.map(gap)
    }

    /// Gives the columns their places in a width.
    fn placed(&self, width: f32) -> Vec<Placement> {
        let most = width / (4.0 * self.columns.len().max(1) as f32);
        let room = width - self.gaps().map(|gap| gap.min(most)).sum::<f32>();
        let mut gaps = self.gaps().map(|gap| gap.min(most));
        let mut x = 0.0;
        let place = |((column, width), &is_drawn): ((&Column, f32), &bool)| {
            let placement = Placement { x, width, side: side_of(column), is_drawn };
            x += width + gaps.next().unwrap_or_default();
            placement
        };
        self.columns.iter().zip(columns::widths(&self.needs, room)).zip(&self.is_drawn).map(place).collect()
    }
}

/// A table whose head stands and whose rows are to follow. Long tables are composed row by row, because all rows at once
/// take as much memory again as the finished pages.
pub(crate) struct OpenTable {
    body: ElementId,
    placements: Vec<Placement>,
    running: Rc<Running>,
    width: f32,
}

impl OpenTable {
    /// A table without columns, whose rows have nothing to show.
    fn nothing(body: ElementId) -> Self {
        Self { body, placements: Vec::new(), running: Rc::default(), width: 0.0 }
    }
}

impl Composer<'_> {
    /// A table as pieces: caption, head, one per row.
    pub(crate) fn table(&mut self, table: &Table, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let measured = self.measure(table);
        let (mut pieces, open) = self.open_table(table, measured, width, parent);
        for number in 0..table.rows.len() {
            pieces.append(&mut self.row(&open, table, number));
        }
        pieces
    }

    /// The caption and head of a table, and what its rows need to follow.
    pub(crate) fn open_table(
        &mut self,
        table: &Table,
        measured: Measured,
        width: f32,
        parent: Option<ElementId>,
    ) -> (Vec<Piece>, OpenTable) {
        let columns = &measured.columns;
        if columns.is_empty() {
            let element = self.structure.add(Role::Div, parent);
            return (self.caption(&table.caption, width, Some(element)), OpenTable::nothing(element));
        }
        let element = self.structure.add(Role::Table, parent);
        let mut pieces = self.caption(&table.caption, width, Some(element));
        let placements = measured.placed(width);
        // a table needs a body: without rows, the head is all there is
        let role = if table.rows.is_empty() { Role::TableBody } else { Role::TableHead };
        let head_element = self.structure.add(role, Some(element));
        let mut head = self.head_row(columns, &placements, head_element, width);
        let mut running = running(&table.caption, &head);
        if running.head_height > self.sheet.body_height() * HIGHEST_HEAD {
            (running.head, running.head_height) = (Art::default(), 0.0);
        }
        pieces.append(&mut head);
        for piece in &mut pieces {
            piece.keep = Keep::Tight;
        }
        if let Some(first) = pieces.first_mut() {
            first.above = first.above.max(CAPTION_GAP);
        }
        let mut body = head_element;
        if !table.rows.is_empty() {
            body = self.structure.add(Role::TableBody, Some(element));
        } else if let Some(last) = pieces.last_mut() {
            (last.keep, last.below) = (Keep::Free, TABLE_GAP);
        }
        (pieces, OpenTable { body, placements, running: Rc::new(running), width })
    }

    /// A row of a table as one piece, or more if it is higher than a page.
    pub(crate) fn row(&mut self, open: &OpenTable, table: &Table, number: usize) -> Vec<Piece> {
        let Some(row) = table.rows.get(number).filter(|_| !open.placements.is_empty()) else { return Vec::new() };
        let mut pieces = self.from(row.source, |composer| composer.body_row(row, open));
        let (count, is_end) = (pieces.len(), number + 1 == table.rows.len());
        for (at, piece) in pieces.iter_mut().enumerate() {
            let (is_first, is_last) = (number == 0 && at == 0, is_end && at + 1 == count);
            piece.table = Some(TableRow { running: Rc::clone(&open.running), is_first, is_rest: at > 0, is_last });
            piece.below = if is_last { TABLE_GAP } else { 0.0 };
            if count == 1 && piece.height <= LOW_ROW && is_next_to_end(number, table.rows.len()) {
                piece.keep = Keep::Together;
            }
        }
        pieces
    }

    /// Measures every cell of a table.
    pub(crate) fn measure(&mut self, table: &Table) -> Measured {
        let columns = complete_columns(table);
        let mut needs: Vec<Need> = columns.iter().map(|column| self.head_need(column)).collect();
        let mut is_drawn = vec![false; columns.len()];
        for row in &table.rows {
            self.setter.words.trim();
            let name = name_cell(row);
            for (at, ((cell, need), column)) in row.cells.iter().zip(&mut needs).zip(&columns).enumerate() {
                let (least, most) = self.cell_need(cell, name == Some(at), side_of(column));
                need.least = need.least.max(least);
                need.most = need.most.max(most);
                if let (Cell::Interval(_), Some(drawn)) = (cell, is_drawn.get_mut(at)) {
                    *drawn = true;
                }
            }
        }
        Measured { columns, needs, is_drawn }
    }

    fn head_need(&mut self, column: &Column) -> Need {
        let passage = Passage::plain(&column.head, &style::TABLE_HEAD, &mut self.setter);
        let (least, most) = passage.widths();
        Need { least, most, width: column.width }
    }

    /// The narrowest and the widest that a cell wants to be.
    fn cell_need(&mut self, cell: &Cell, is_name: bool, side: Side) -> (f32, f32) {
        match cell {
            Cell::Text(rich) => Passage::rich(rich, &cell_style(is_name, side), &mut self.setter).widths(),
            Cell::Mark(mark) => {
                let passage = Passage::plain(&mark.label, &style::CELL, &mut self.setter);
                let (least, most) = passage.widths();
                (least + MARK_SPACE, most + MARK_SPACE)
            }
            Cell::Interval(_) => (AXIS_WISH / 2.0, AXIS_WISH),
        }
    }

    fn head_row(&mut self, columns: &[Column], placements: &[Placement], head: ElementId, width: f32) -> Vec<Piece> {
        let row = self.structure.add(Role::Row, Some(head));
        let mut slots = Vec::with_capacity(columns.len());
        for (column, place) in columns.iter().zip(placements) {
            let cell = self.structure.add(Role::ColumnHeader, Some(row));
            let passage = Passage::plain(&column.head, &style::TABLE_HEAD, &mut self.setter);
            let passage = passage.tagged(Tags::one(Some(cell)));
            let inset = if place.is_drawn && place.side == Side::Start { AXIS_INSET } else { 0.0 };
            slots.push(Slot::text(&mut self.setter, passage, (place.x + inset, place.width - inset, place.side)));
        }
        let strip = Strip {
            slots,
            padding: ROW_PADDING,
            at_bottom: true,
            rules: vec![(0.0, width)],
            rule: (1.125, palette::INK),
            min_height: style::TABLE_HEAD.leading,
        };
        strip.into_pieces(&self.setter, self.sheet.body_height() / 2.0)
    }

    fn body_row(&mut self, row: &Row, open: &OpenTable) -> Vec<Piece> {
        let OpenTable { placements, running, width, .. } = open;
        let limit = self.sheet.body_height() - running.repeated_height() - Running::foot_height();
        let element = self.structure.add(Role::Row, Some(open.body));
        let name = name_cell(row);
        let mut slots = Vec::with_capacity(placements.len());
        let mut drawn = Vec::new();
        for (at, place) in placements.iter().enumerate() {
            let is_name = name == Some(at);
            let role = if is_name { Role::RowHeader } else { Role::DataCell };
            let cell = self.structure.add(role, Some(element));
            slots.push(match row.cells.get(at) {
                Some(Cell::Text(rich)) => self.text_cell(rich, place, is_name, cell),
                Some(Cell::Mark(mark)) => mark_cell(&mut self.setter, mark, place, cell),
                Some(Cell::Interval(interval)) => {
                    drawn.push((interval, place, self.structure.add_drawn(Role::Figure, Some(cell), said(interval))));
                    empty_cell(&mut self.setter, place)
                }
                None => empty_cell(&mut self.setter, place),
            });
        }
        let strip = Strip {
            slots,
            padding: ROW_PADDING,
            at_bottom: false,
            rules: vec![(0.0, *width)],
            rule: (0.75, palette::LINE),
            min_height: style::CELL.leading,
        };
        let mut pieces = strip.into_pieces(&self.setter, limit);
        if let Some(first) = pieces.first_mut() {
            for (interval, place, figure) in drawn {
                let mut drawing = Art::of(figure);
                interval::draw(interval, lane(place, first.height), &mut drawing);
                first.art.append(drawing, 0.0, 0.0);
            }
            if !row.anchor.is_empty() {
                first.art.places.push(Place { y: 0.0, what: Spot::Anchor(row.anchor.clone()) });
            }
        }
        pieces
    }

    fn text_cell<'t>(&mut self, rich: &'t Rich, place: &Placement, is_name: bool, cell: ElementId) -> Slot<'t> {
        let passage = Passage::rich(rich, &cell_style(is_name, place.side), &mut self.setter);
        let passage = self.tag(passage, cell);
        Slot::text(&mut self.setter, passage, (place.x, place.width, place.side))
    }
}

/// A cell with a mark at the left of its word.
fn mark_cell<'t>(setter: &mut Typesetter<'_>, mark: &'t Mark, place: &Placement, cell: ElementId) -> Slot<'t> {
    let passage = Passage::plain(&mark.label, &style::CELL, setter).tagged(Tags::one(Some(cell)));
    let space = MARK_SPACE.min(place.width / 2.0);
    let at = (place.x + space, place.width - space, Side::Start);
    let mut slot = Slot::text(setter, passage, at);
    let side = MARK_SIDE.min(space);
    let square = Square { x: place.x, y: (style::CELL.leading - side) / 2.0, side };
    glyph::draw(mark.glyph, square, &mut slot.drawing);
    slot
}

/// Where a row's interval is drawn: through the whole row, so that the limits of all rows read as one line.
fn lane(place: &Placement, height: f32) -> Lane {
    let inset = AXIS_INSET.min(place.width / 8.0);
    let middle = ROW_PADDING + style::CELL.leading / 2.0;
    Lane { x: place.x + inset, width: place.width - 2.0 * inset, top: 1.5, height: height - 3.0, middle }
}

fn empty_cell<'t>(setter: &mut Typesetter<'_>, place: &Placement) -> Slot<'t> {
    let passage = Passage::plain("", &style::CELL, setter);
    Slot::text(setter, passage, (place.x, place.width, place.side))
}

/// The style of a cell: figures of a column of numbers stand one under the other.
fn cell_style(is_name: bool, side: Side) -> TextStyle {
    let style = if is_name { style::ROW_NAME } else { style::CELL };
    if side == Side::Right { style.with_even_figures() } else { style }
}

fn side_of(column: &Column) -> Side {
    if column.align == Align::End { Side::Right } else { Side::Start }
}

/// The columns, with empty ones added if a row has more cells.
fn complete_columns(table: &Table) -> Vec<Column> {
    let cells = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = table.columns.clone();
    while columns.len() < cells {
        columns.push(Column { head: String::new(), align: Align::Start, width: Width::Share(1.0) });
    }
    columns
}

/// The cell that names a row: the first with words, not only numbers.
fn name_cell(row: &Row) -> Option<usize> {
    let holds_words = |cell: &Cell| match cell {
        Cell::Text(Rich(spans)) => spans.iter().any(|span| span.text.contains(char::is_alphabetic)),
        _ => false,
    };
    row.cells.iter().position(holds_words)
}

/// Whether a row is the first or the last but one, which stay with the row that follows: a low row alone is overlooked.
fn is_next_to_end(number: usize, count: usize) -> bool {
    number + 1 < count && (number == 0 || number + 2 == count)
}

/// What the pages after the first repeat.
fn running(caption: &str, head: &[Piece]) -> Running {
    let (name, rest) = caption_parts(caption);
    let subject = rest.split(['.', ',', '\n']).next().unwrap_or_default().trim().to_owned();
    let mut art = Art::default();
    let mut height = 0.0;
    for piece in head {
        art.append(piece.art.clone(), 0.0, height);
        height += piece.height;
    }
    let name = name.trim_end_matches(". ").trim_end_matches('.').to_owned();
    Running { name, subject, head: art.into_decoration(), head_height: height }
}

/// A caption with its first sentence set bold.
pub(crate) fn caption_rich(caption: &str) -> Rich {
    let (first, rest) = caption_parts(caption);
    let span = |text: &str, style| Span { text: text.to_owned(), style, link: None };
    Rich(vec![span(first, Style::Strong), span(rest, Style::Plain)])
}

/// An interval in words.
fn said(interval: &Interval) -> String {
    let Some(rate) = interval.rate else { return "Nothing measured".to_owned() };
    let verdict = match interval.verdict {
        Glyph::Within => "within",
        Glyph::AtRisk => "at risk",
        Glyph::Exceeded => "exceeded",
        _ => "unproven",
    };
    let (low, high) = (interval.low, interval.high);
    format!("{rate:.2} times the limit, interval {low:.2} to {high:.2}: {verdict}")
}
