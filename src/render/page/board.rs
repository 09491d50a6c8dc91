//! A poster: named fields on a grid that fills a page, their text as large as fits.
//!
//! All fields share one size of text, the largest at which everything finds room; rows that need more height than their
//! share get it from those that need less. If the smallest size is too large, notes are cut and the fields that lost some
//! are given back, to be printed in full on the pages that follow. Vectors and text only, so that it can be printed at any
//! size.

use crate::render::page::art::Art;
use crate::render::page::compose::Composer;
use crate::render::page::glyph::{self, Square};
use crate::render::page::palette;
use crate::render::page::paragraph::{Passage, Side};
use crate::render::page::path::{rounded, stroked};
use crate::render::page::piece::{self, Piece};
use crate::render::page::placed::{ElementId, Role};
use crate::render::page::style::{self, TextStyle};
use crate::report::block::{Board, BoardField, Rich};

/// The sizes that are tried: the largest, the smallest, and the step between two of them.
const LARGEST: f32 = 11.0;
const SMALLEST: f32 = 5.5;
const STEP: f32 = 0.25;
/// Between two fields, and inside the frame of each.
const GAP: f32 = 6.0;
const PADDING: f32 = 7.0;
/// A grid with smaller cells than this is no poster.
const SMALLEST_CELL: (f32, f32) = (54.0, 36.0);
/// Space above the poster.
const ABOVE: f32 = 9.0;

/// A poster on a page, and what did not find room there.
pub(crate) struct Poster<'b> {
    /// The poster as one piece; more if the grid is no poster and its fields stand one after the other.
    pub(crate) pieces: Vec<Piece>,
    /// The fields that had to be cut.
    pub(crate) cut: Vec<&'b BoardField>,
}

/// A field in its place: left, top, width, height.
struct Cell<'b> {
    field: &'b BoardField,
    area: [f32; 4],
}

/// The styles of a size.
struct Styles {
    title: TextStyle,
    prompt: TextStyle,
    note: TextStyle,
    more: TextStyle,
    /// Space between two notes, and below the prompt.
    gap: f32,
    /// Side of a sign, and what it takes with the gap to its words.
    sign: (f32, f32),
}

impl Styles {
    fn at(size: f32) -> Self {
        let small = (size * 0.82).max(5.0);
        Self {
            title: style::TABLE_HEAD.at_size(size * 1.1, size * 1.4),
            prompt: style::QUIET.at_size(small, small * 1.3),
            note: style::CELL.at_size(size, size * 1.32),
            more: style::AXIS.at_size(small, small * 1.4),
            gap: size * 0.32,
            sign: (size * 0.88, size * 1.3),
        }
    }
}

/// The grid of a board in a room.
struct Grid<'b> {
    board: &'b Board,
    width: f32,
    height: f32,
}

impl<'b> Grid<'b> {
    /// Width of some columns with the gaps between them.
    fn across(&self, count: f32) -> f32 {
        let columns = f32::from(self.board.columns.max(1));
        let one = (self.width - GAP * (columns - 1.0)) / columns;
        one * count + GAP * (count - 1.0).max(0.0)
    }

    fn rows(&self) -> usize {
        usize::from(self.board.rows.max(1))
    }

    /// The rows that explain and ask nothing, so that nobody writes into them.
    fn explaining(&self) -> Vec<bool> {
        let touches = |field: &BoardField, row: usize| {
            let top = usize::from(field.at.1);
            (top..top + usize::from(field.span.1)).contains(&row)
        };
        let asks = |row: usize| self.board.fields.iter().any(|field| !field.prompt.is_empty() && touches(field, row));
        (0..self.rows()).map(|row| !asks(row)).collect()
    }

    /// Height that the rows share.
    fn shared(&self) -> f32 {
        self.height - GAP * (self.rows() as f32 - 1.0)
    }

    /// Whether its cells are large enough to be read, and every field lies inside.
    fn is_poster(&self) -> bool {
        let (columns, rows) = (u16::from(self.board.columns), u16::from(self.board.rows));
        let is_inside = |field: &BoardField| {
            let ((x, y), (across, down)) = (field.at, field.span);
            let (right, bottom) = (u16::from(x) + u16::from(across), u16::from(y) + u16::from(down));
            across > 0 && down > 0 && right <= columns && bottom <= rows
        };
        self.across(1.0) >= SMALLEST_CELL.0
            && self.shared() / self.rows() as f32 >= SMALLEST_CELL.1
            && self.board.fields.iter().all(is_inside)
    }

    /// The fields with their places, for rows of these heights.
    fn cells(&self, heights: &[f32]) -> Vec<Cell<'b>> {
        let top_of = |row: usize| heights.iter().take(row).map(|height| height + GAP).sum::<f32>();
        let place = |field: &'b BoardField| {
            let ((column, row), (across, down)) = (field.at, field.span);
            let x = self.across(f32::from(column)) + if column > 0 { GAP } else { 0.0 };
            let (row, end) = (usize::from(row), usize::from(row) + usize::from(down));
            let area = [x, top_of(row), self.across(f32::from(across)), top_of(end) - GAP - top_of(row)];
            Cell { field, area }
        };
        self.board.fields.iter().map(place).collect()
    }
}

impl Composer<'_> {
    /// A poster that fills a width and height.
    pub(crate) fn poster<'b>(
        &mut self,
        board: &'b Board,
        (width, height): (f32, f32),
        parent: Option<ElementId>,
    ) -> Poster<'b> {
        let grid = Grid { board, width, height: height - ABOVE };
        if !grid.is_poster() {
            let pieces = self.fields_in_full(board.fields.iter(), width, parent);
            return Poster { pieces, cut: Vec::new() };
        }
        let (styles, heights) = self.largest(&grid);
        let mut art = Art::default();
        let mut cut = Vec::new();
        for cell in grid.cells(&heights) {
            let is_cut = self.from(cell.field.source, |composer| composer.cell(&cell, &styles, parent, &mut art));
            if is_cut {
                cut.push(cell.field);
            }
        }
        art.shift(0.0, ABOVE);
        Poster { pieces: vec![Piece { art, height, ..Piece::default() }], cut }
    }

    /// Fields one after the other, with all of their notes, as headings and lists.
    pub(crate) fn fields_in_full<'b>(
        &mut self,
        fields: impl Iterator<Item = &'b BoardField>,
        width: f32,
        parent: Option<ElementId>,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for field in fields {
            let mut own = self.from(field.source, |composer| {
                let mut own = composer.unlisted_heading(2, &field.title, (width, parent));
                let notes: Vec<Rich> = field.notes.iter().map(|(_, note)| note.clone()).collect();
                own.append(&mut composer.list(false, &notes, width, parent));
                own
            });
            pieces.append(&mut own);
        }
        pieces
    }

    /// The largest size at which every note finds room, with the heights of the rows; the smallest if there is none.
    fn largest(&mut self, grid: &Grid<'_>) -> (Styles, Vec<f32>) {
        let steps = ((LARGEST - SMALLEST) / STEP) as u16;
        let (mut fits, mut fails) = (0, steps + 1);
        let mut found = self.at_step(grid, 0).1;
        while fits + 1 < fails {
            let middle = u16::midpoint(fits, fails);
            match self.at_step(grid, middle) {
                (true, heights) => (fits, found) = (middle, heights),
                (false, _) => fails = middle,
            }
        }
        (Styles::at(SMALLEST + STEP * f32::from(fits)), found)
    }

    /// Whether everything finds room at a step above the smallest size, and the heights of the rows.
    fn at_step(&mut self, grid: &Grid<'_>, step: u16) -> (bool, Vec<f32>) {
        let styles = Styles::at(SMALLEST + STEP * f32::from(step));
        let mut needs = vec![0.0_f32; grid.rows()];
        let mut fields: Vec<&BoardField> = grid.board.fields.iter().collect();
        fields.sort_by_key(|field| field.span.1);
        for field in fields {
            let need = self.need(field, grid.across(f32::from(field.span.0)), &styles);
            let (from, down) = (usize::from(field.at.1), usize::from(field.span.1));
            let rows = needs.get_mut(from..from + down).unwrap_or_default();
            let lacks = need - rows.iter().sum::<f32>() - GAP * (down as f32 - 1.0);
            if lacks > 0.0 {
                for row in rows {
                    *row += lacks / down as f32;
                }
            }
        }
        (needs.iter().sum::<f32>() <= grid.shared(), shares((&needs, &grid.explaining()), grid.shared()))
    }

    /// Height that a field needs for all that it holds.
    fn need(&mut self, field: &BoardField, width: f32, styles: &Styles) -> f32 {
        let inner = width - 2.0 * PADDING;
        let mut height = 2.0 * PADDING + self.height(&Rich::plain(&field.title), &styles.title, inner);
        if !field.prompt.is_empty() {
            height += self.height(&Rich::plain(&field.prompt), &styles.prompt, inner);
        }
        for (_, note) in &field.notes {
            height += styles.gap + self.height(note, &styles.note, inner - styles.sign.1);
        }
        height
    }

    fn height(&mut self, text: &Rich, style: &TextStyle, width: f32) -> f32 {
        let mut passage = Passage::rich(text, style, &mut self.setter);
        piece::height(&passage.fill(&mut self.setter, width), style)
    }

    /// Paints a field. Whether notes had to be cut.
    fn cell(&mut self, cell: &Cell<'_>, styles: &Styles, parent: Option<ElementId>, art: &mut Art) -> bool {
        let Cell { field, area: [x, y, width, height] } = *cell;
        art.decorate(stroked(
            rounded(x + 0.375, y + 0.375, width - 0.75, height - 0.75, 3.0),
            palette::CONTROL_LINE,
            0.75,
        ));
        let group = self.structure.add(Role::Div, parent);
        let heading = self.heading_element(1, Some(group));
        let mut stack = Stack { left: x + PADDING, y: y + PADDING, bottom: y + height - PADDING };
        let inner = width - 2.0 * PADDING;
        let title = Rich::plain(&field.title);
        let (lines, tall) = self.set(&title, &styles.title, inner, heading);
        if !stack.take(lines, tall, art) {
            let short = self.setter.fitted(&field.title, &styles.title, inner);
            let (line, tall) = self.set(&Rich::plain(&short), &styles.title, inner, heading);
            stack.take(line, tall, art);
        }
        let prompt = Rich::plain(&field.prompt);
        if !field.prompt.is_empty() && stack.has(self.height(&prompt, &styles.prompt, inner)) {
            let element = self.structure.add(Role::P, Some(group));
            let (lines, tall) = self.set(&prompt, &styles.prompt, inner, element);
            stack.take(lines, tall, art);
        }
        let shown = self.notes(field, (styles, inner), &mut stack, (group, art));
        let left = field.notes.len() - shown;
        if left > 0 {
            let element = self.structure.add(Role::P, Some(group));
            let said = Rich::plain(more(shown, left));
            let (lines, tall) = self.set(&said, &styles.more, inner, element);
            stack.take(lines, tall, art);
        }
        left > 0
    }

    /// Paints as many notes as find room. How many they are.
    fn notes(
        &mut self,
        field: &BoardField,
        (styles, inner): (&Styles, f32),
        stack: &mut Stack,
        (group, art): (ElementId, &mut Art),
    ) -> usize {
        let (side, indent) = styles.sign;
        let mut list = None;
        for (number, (sign, note)) in field.notes.iter().enumerate() {
            let height = self.height(note, &styles.note, inner - indent);
            let is_last = number + 1 == field.notes.len();
            let reserve = if is_last { 0.0 } else { styles.more.leading };
            if !stack.has(styles.gap + height + reserve) {
                return number;
            }
            let list = *list.get_or_insert_with(|| self.structure.add(Role::List, Some(group)));
            let entry = self.structure.add(Role::ListItem, Some(list));
            let mut line = Art::default();
            glyph::draw(*sign, Square { x: 0.0, y: (styles.note.leading - side) / 2.0, side }, &mut line);
            let mut line = line.into_decoration();
            let body = self.structure.add(Role::ListBody, Some(entry));
            let (words, tall) = self.set(note, &styles.note, inner - indent, body);
            line.append(words, indent, 0.0);
            stack.y += styles.gap;
            stack.take(line, tall, art);
        }
        field.notes.len()
    }

    /// Text in a width, and how high it is.
    fn set(&mut self, text: &Rich, style: &TextStyle, width: f32, element: ElementId) -> (Art, f32) {
        let passage = Passage::rich(text, style, &mut self.setter);
        let passage = self.tag(passage, element);
        piece::stack(self.lines(passage, (0.0, width, Side::Start)))
    }
}

/// Where the next line of a field goes.
struct Stack {
    left: f32,
    y: f32,
    bottom: f32,
}

impl Stack {
    /// Whether there is room for so much more.
    fn has(&self, height: f32) -> bool {
        self.y + height <= self.bottom + 0.01
    }

    /// Paints lines if there is room for them.
    fn take(&mut self, lines: Art, height: f32, art: &mut Art) -> bool {
        let fits = self.has(height);
        if fits {
            art.append(lines, self.left, self.y);
            self.y += height;
        }
        fits
    }
}

/// What is said in place of notes that were cut.
fn more(shown: usize, left: usize) -> String {
    match (shown, left) {
        (0, 1) => "1 note, see the next page".to_owned(),
        (0, left) => format!("{left} notes, see the next page"),
        (_, left) => format!("and {left} more, see the next page"),
    }
}

/// Divides a height among rows: alike, but for those that need more if there is enough, or less if there is not. If there is enough,
/// rows that explain get what they need and no more, unless all do.
fn shares((needs, explaining): (&[f32], &[bool]), height: f32) -> Vec<f32> {
    let is_enough = needs.iter().sum::<f32>() <= height;
    let small = is_enough && explaining.contains(&false);
    let given = needs.iter().zip(explaining).map(|(need, explains)| (*explains && small).then_some(*need));
    let mut given: Vec<Option<f32>> = given.collect();
    loop {
        let taken: f32 = given.iter().flatten().sum();
        let open = given.iter().filter(|given| given.is_none()).count().max(1);
        let alike = ((height - taken) / open as f32).max(0.0);
        let differs = |need: f32| if is_enough { need > alike } else { need < alike };
        let next = needs.iter().zip(&mut given).find(|(need, given)| given.is_none() && differs(**need));
        match next {
            Some((need, given)) => *given = Some(*need),
            None => return given.into_iter().map(|given| given.unwrap_or(alike)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_share_the_height() {
        let check = |needs: &[f32], height: f32, expected: &[f32]| {
            assert_eq!(shares((needs, &vec![false; needs.len()]), height), expected, "{needs:?}");
        };
        check(&[10.0, 20.0, 30.0], 120.0, &[40.0, 40.0, 40.0]);
        check(&[10.0, 20.0, 60.0], 120.0, &[30.0, 30.0, 60.0]);
        check(&[10.0, 50.0, 60.0], 120.0, &[10.0, 50.0, 60.0]);
        check(&[10.0, 90.0, 200.0], 120.0, &[10.0, 55.0, 55.0]);
        check(&[], 120.0, &[]);
        assert_eq!(shares((&[10.0, 20.0, 30.0], &[false, false, true]), 120.0), [45.0, 45.0, 30.0]);
        assert_eq!(shares((&[10.0, 30.0], &[true, true]), 120.0), [60.0, 60.0], "all explain");
    }
}
