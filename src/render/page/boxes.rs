//! Blocks that stay whole: callouts, blocks side by side, columns, signatures.
//!
//! Each becomes one piece (signatures one per row). One that is higher than a page falls back to text that can flow, and
//! loses nothing but its frame.

use crate::render::page::art::Art;
use crate::render::page::compose::Composer;
use crate::render::page::glyph::{self, Square};
use crate::render::page::palette;
use crate::render::page::paragraph::{PARAGRAPH_GAP, Passage, Side, Tags};
use crate::render::page::path;
use crate::render::page::piece::{self, Keep, Piece};
use crate::render::page::placed::{ElementId, Role};
use crate::render::page::style;
use crate::render::page::table::CAPTION_GAP;
use crate::report::block::{Block, Rich, Signature, Span, Style, Tone};

/// A callout's inner margins, sign and the space around it.
const CALLOUT_PADDING: (f32, f32) = (12.0, 7.5);
const CALLOUT_SIGN: f32 = 13.5;
pub(crate) const CALLOUT_GAP: f32 = 12.0;
/// Between two blocks side by side.
const COLUMN_GAP: f32 = 18.0;
const BESIDE_GAP: f32 = 24.0;
/// Signatures: how many in a row, room to sign above the line.
const SIGNATURES_PER_ROW: usize = 3;
const SIGNING_HEIGHT: f32 = 27.0;

impl Composer<'_> {
    pub(crate) fn callout(&mut self, tone: Tone, title: &str, text: &Rich, at: (f32, Option<ElementId>)) -> Vec<Piece> {
        let (width, parent) = at;
        let rich = with_title(title, text);
        let (pad_x, pad_y) = CALLOUT_PADDING;
        let text_x = pad_x + CALLOUT_SIGN + 9.0;
        let before = self.structure.len();
        let element = self.structure.add(Role::P, parent);
        let passage = Passage::rich(&rich, &style::CALLOUT, &mut self.setter);
        let passage = self.tag(passage, element);
        let lines = self.lines(passage, (text_x, width - text_x - pad_x, Side::Start));
        let (text, height) = piece::stack(lines);
        let height = height.max(style::CALLOUT.leading) + 2.0 * pad_y;
        if height > self.sheet.body_height() {
            self.structure.truncate(before);
            return self.paragraph(&rich, &style::CALLOUT, width, parent);
        }
        let mut art = Art::default();
        let frame = path::rounded(0.375, 0.375, width - 0.75, height - 0.75, 3.0);
        art.decorate(path::stroked(frame, palette::tone(tone), 0.75));
        let square = Square { x: pad_x, y: pad_y + 0.3, side: CALLOUT_SIGN };
        glyph::draw(glyph::of_tone(tone), square, &mut art);
        art.append(text, 0.0, pad_y);
        vec![Piece { art, height, above: CALLOUT_GAP, below: CALLOUT_GAP, ..Piece::default() }]
    }

    pub(crate) fn beside(
        &mut self,
        left: &[Block],
        right: &[Block],
        share: f32,
        at: (f32, Option<ElementId>),
    ) -> Vec<Piece> {
        let (width, parent) = at;
        let share = if share.is_finite() { share.clamp(0.2, 0.8) } else { 0.5 };
        let left_width = (width - BESIDE_GAP) * share;
        let right_width = width - BESIDE_GAP - left_width;
        let mark = (self.structure.len(), self.last_role);
        let (mut art, left_height) = piece::stack(self.blocks(left, left_width, parent));
        let (right_art, right_height) = piece::stack(self.blocks(right, right_width, parent));
        let height = left_height.max(right_height);
        if height > self.sheet.body_height() {
            self.structure.truncate(mark.0);
            self.last_role = mark.1;
            let mut pieces = self.blocks(left, width, parent);
            pieces.append(&mut self.blocks(right, width, parent));
            return pieces;
        }
        art.append(right_art, left_width + BESIDE_GAP, 0.0);
        vec![Piece { art, height, above: CALLOUT_GAP, below: CALLOUT_GAP, ..Piece::default() }]
    }

    pub(crate) fn columns(&mut self, texts: &[Rich], width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let count = texts.len().max(1) as f32;
        let column = (width - COLUMN_GAP * (count - 1.0)) / count;
        let before = self.structure.len();
        let mut piece = Piece { above: CAPTION_GAP, below: PARAGRAPH_GAP, ..Piece::default() };
        for (number, rich) in texts.iter().enumerate() {
            let element = self.structure.add(Role::P, parent);
            let passage = Passage::rich(rich, &style::COLUMN, &mut self.setter);
            let passage = self.tag(passage, element);
            let (art, height) = piece::stack(self.lines(passage, (0.0, column, Side::Start)));
            piece.art.append(art, number as f32 * (column + COLUMN_GAP), 0.0);
            piece.height = piece.height.max(height);
        }
        if piece.height > self.sheet.body_height() || column < 36.0 {
            self.structure.truncate(before);
            return texts.iter().flat_map(|rich| self.paragraph(rich, &style::COLUMN, width, parent)).collect();
        }
        vec![piece]
    }

    pub(crate) fn signatures(&mut self, signatures: &[Signature], width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let column = (width - BESIDE_GAP * (SIGNATURES_PER_ROW as f32 - 1.0)) / SIGNATURES_PER_ROW as f32;
        let mut pieces = Vec::new();
        for row in signatures.chunks(SIGNATURES_PER_ROW) {
            let mut piece = Piece { above: PARAGRAPH_GAP, below: PARAGRAPH_GAP, ..Piece::default() };
            let before = self.structure.len();
            for (number, signature) in row.iter().enumerate() {
                let (art, height) = piece::stack(self.signature(signature, column, parent));
                piece.art.append(art, number as f32 * (column + BESIDE_GAP), 0.0);
                piece.height = piece.height.max(height);
            }
            if piece.height > self.sheet.body_height() {
                self.structure.truncate(before);
                pieces.extend(row.iter().flat_map(|signature| self.signature(signature, width, parent)));
            } else {
                pieces.push(piece);
            }
        }
        pieces
    }

    /// A line to sign on, with what is known below it.
    fn signature(&mut self, signature: &Signature, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let group = self.structure.add(Role::Div, parent);
        let mut art = Art::default();
        art.rule((0.0, SIGNING_HEIGHT - 0.75), width, 0.75, palette::INK);
        let mut pieces = vec![Piece { art, height: SIGNING_HEIGHT + 3.0, keep: Keep::Tight, ..Piece::default() }];
        let texts = [
            (&signature.name, &style::TABLE_HEAD),
            (&signature.role, &style::CAPTION),
            (&signature.decision, &style::CELL),
            (&signature.note, &style::QUIET),
        ];
        for (text, style) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let element = self.structure.add(Role::P, Some(group));
            let passage = Passage::plain(text, style, &mut self.setter);
            pieces.append(&mut self.lines(passage.tagged(Tags::one(Some(element))), (0.0, width, Side::Start)));
        }
        pieces
    }
}

/// A callout's text with its title set bold in front.
fn with_title(title: &str, text: &Rich) -> Rich {
    let space = if title.is_empty() || text.0.is_empty() { "" } else { " " };
    let title = Span { text: format!("{title}{space}"), style: Style::Strong, link: None };
    Rich(std::iter::once(title).chain(text.0.iter().cloned()).collect())
}
