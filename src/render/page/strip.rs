//! A strip: cells side by side that stay together, such as a row of a table or a fact with its label.
//!
//! A strip is one piece, unless it is higher than a page; then every line of its cells becomes a piece.

use crate::render::page::art::Art;
use crate::render::page::paragraph::{Frame, Line, PARAGRAPH_GAP, Passage, Side};
use crate::render::page::piece::Piece;
use crate::render::page::placed::Color;
use crate::render::page::typesetter::Typesetter;

/// Cells side by side.
pub(crate) struct Strip<'t> {
    /// The cells.
    pub(crate) slots: Vec<Slot<'t>>,
    /// Space above and below the text.
    pub(crate) padding: f32,
    /// Whether cells stand at the bottom instead of the top.
    pub(crate) at_bottom: bool,
    /// The lines under the strip: left, width.
    pub(crate) rules: Vec<(f32, f32)>,
    /// Thickness and color of these lines.
    pub(crate) rule: (f32, Color),
    /// Height that the strip has at least, padding and rule apart.
    pub(crate) min_height: f32,
}

/// A cell of a strip: filled lines, and a drawing at their left or instead.
pub(crate) struct Slot<'t> {
    /// Left edge of the text.
    pub(crate) x: f32,
    /// Width of the text.
    pub(crate) width: f32,
    /// Alignment.
    pub(crate) side: Side,
    /// The text.
    pub(crate) passage: Passage<'t>,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// What is drawn, relative to the strip's left edge and the top of the cell's first line.
    pub(crate) drawing: Art,
}

impl<'t> Slot<'t> {
    /// A cell with text only.
    pub(crate) fn text(
        setter: &mut Typesetter<'_>,
        mut passage: Passage<'t>,
        (x, width, side): (f32, f32, Side),
    ) -> Self {
        let lines = passage.fill(setter, width);
        Self { x, width, side, passage, lines, drawing: Art::default() }
    }

    fn height(&self) -> f32 {
        let gaps = self.lines.iter().filter(|line| line.gap_after).count();
        self.lines.len() as f32 * self.passage.style().leading + gaps as f32 * PARAGRAPH_GAP
    }

    /// Paints all lines from a top edge.
    fn draw(&self, setter: &Typesetter<'_>, top: f32, art: &mut Art) {
        if !self.drawing.items.is_empty() {
            art.append(self.drawing.clone(), 0.0, top);
        }
        let mut y = top;
        for line in &self.lines {
            self.draw_line(setter, line, y, art);
            y += self.passage.style().leading + if line.gap_after { PARAGRAPH_GAP } else { 0.0 };
        }
    }

    fn draw_line(&self, setter: &Typesetter<'_>, line: &Line, y: f32, art: &mut Art) {
        let frame = Frame { x: self.x, y, width: self.width, side: self.side };
        self.passage.draw(setter, line, &frame, art);
    }
}

impl Strip<'_> {
    /// The strip as one piece, or as a piece per line if it is higher than `limit`.
    pub(crate) fn into_pieces(self, setter: &Typesetter<'_>, limit: f32) -> Vec<Piece> {
        let inner = self.slots.iter().map(Slot::height).fold(self.min_height, f32::max);
        let height = inner + 2.0 * self.padding + self.rule.0;
        if height > limit {
            return self.line_by_line(setter);
        }
        let mut art = Art::default();
        for slot in &self.slots {
            let top = if self.at_bottom { inner - slot.height() } else { 0.0 };
            slot.draw(setter, self.padding + top, &mut art);
        }
        self.draw_rules(height, &mut art);
        vec![Piece { art, height, ..Piece::default() }]
    }

    fn line_by_line(&self, setter: &Typesetter<'_>) -> Vec<Piece> {
        let count = self.slots.iter().map(|slot| slot.lines.len()).max().unwrap_or(0);
        let mut pieces = Vec::with_capacity(count);
        for number in 0..count {
            let top = if number == 0 { self.padding } else { 0.0 };
            let mut piece = Piece { height: top, ..Piece::default() };
            for slot in &self.slots {
                if number == 0 && !slot.drawing.items.is_empty() {
                    piece.art.append(slot.drawing.clone(), 0.0, top);
                }
                if let Some(line) = slot.lines.get(number) {
                    slot.draw_line(setter, line, top, &mut piece.art);
                    let gap = if line.gap_after { PARAGRAPH_GAP } else { 0.0 };
                    piece.height = piece.height.max(top + slot.passage.style().leading + gap);
                }
            }
            pieces.push(piece);
        }
        if let Some(last) = pieces.last_mut() {
            last.height += self.padding + self.rule.0;
            self.draw_rules(last.height, &mut last.art);
        }
        pieces
    }

    fn draw_rules(&self, height: f32, art: &mut Art) {
        let (thickness, color) = self.rule;
        for &(x, width) in &self.rules {
            art.rule((x, height - thickness), width, thickness, color);
        }
    }
}
