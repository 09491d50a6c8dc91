//! Blocks -> pieces: one function per kind of block.
//!
//! Positions inside a piece are relative to the left margin of the column that it is composed for. Which pieces share a
//! page is decided in [`flow`](super::flow); this file only says what should stay together.

use crate::render::page::art::{Art, Place, Spot};
use crate::render::page::boxes::CALLOUT_GAP;
use crate::render::page::chart;
use crate::render::page::palette;
use crate::render::page::paper::Sheet;
use crate::render::page::paragraph::{Frame, Line, PARAGRAPH_GAP, Passage, Side, Tags};
use crate::render::page::piece::{self, Keep, Piece};
use crate::render::page::placed::{ElementId, Role};
use crate::render::page::strip::{Slot, Strip};
use crate::render::page::structure::Structure;
use crate::render::page::style::{self, TextStyle};
use crate::render::page::table::{CAPTION_GAP, caption_rich};
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{Block, Body, Fact, Figure, Rich, Source};

/// Width of the labels of facts, and the gap to their values.
const FACT_LABEL_WIDTH: f32 = 102.0;
const FACT_GAP: f32 = 12.0;
/// Indent of list entries, and the space below each.
const LIST_INDENT: f32 = 13.5;
const LIST_GAP: f32 = 3.0;
/// Turns blocks into pieces and grows the structure on the way.
pub(crate) struct Composer<'f> {
    /// Sets the text.
    pub(crate) setter: Typesetter<'f>,
    /// The structure so far.
    pub(crate) structure: Structure,
    /// For the height that fits a page.
    pub(crate) sheet: Sheet,
    /// How much lower headings stand than their own level: by one below a title.
    pub(crate) role_offset: u8,
    /// Role level of the last heading, so that no level is skipped.
    pub(crate) last_role: u8,
}

impl<'f> Composer<'f> {
    /// A composer with an empty structure.
    pub(crate) fn new(setter: Typesetter<'f>, sheet: Sheet, has_title: bool) -> Self {
        let structure = Structure::default();
        Self { setter, structure, sheet, role_offset: u8::from(has_title), last_role: 0 }
    }

    /// The pieces of a block in a column of a width.
    pub(crate) fn block(&mut self, block: &Block, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        self.from(block.source, |composer| composer.body(&block.body, width, parent))
    }

    /// Does something for a part of the workbook: what is set and built meanwhile comes from there.
    pub(crate) fn from<T>(&mut self, source: Option<Source>, compose: impl FnOnce(&mut Self) -> T) -> T {
        let outer = (self.structure.source, self.setter.source);
        self.structure.source = source.or(outer.0);
        self.setter.source = source.or(outer.1);
        self.setter.words.trim();
        let composed = compose(self);
        (self.structure.source, self.setter.source) = outer;
        composed
    }

    /// The pieces of some blocks.
    pub(crate) fn blocks(&mut self, blocks: &[Block], width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        blocks.iter().flat_map(|block| self.block(block, width, parent)).collect()
    }

    fn body(&mut self, body: &Body, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        match body {
            Body::Title { text, subtitle } => self.title(text, subtitle, width, parent),
            Body::Heading { level, text, anchor } => self.heading(*level, text, anchor, (width, parent)),
            Body::Paragraph(rich) => self.paragraph(rich, &style::BODY, width, parent),
            Body::Note(rich) => self.paragraph(rich, &style::CAPTION, width, parent),
            Body::Facts(facts) => self.facts(facts, width, parent),
            Body::List { ordered, items } => self.list(*ordered, items, width, parent),
            Body::Table(table) => self.table(table, width, parent),
            Body::Figure(figure) => self.figure(figure, width, parent),
            Body::Callout { tone, title, text } => self.callout(*tone, title, text, (width, parent)),
            Body::Beside { left, right, left_share } => self.beside(left, right, *left_share, (width, parent)),
            Body::Columns(texts) => self.columns(texts, width, parent),
            Body::Board(board) => self.fields_in_full(board.fields.iter(), width, parent),
            Body::Signatures(signatures) => self.signatures(signatures, width, parent),
            Body::Together(blocks) => {
                let mut pieces = self.blocks(blocks, width, parent);
                piece::keep_together(&mut pieces);
                pieces
            }
            // the page break and the contents belong to the document as a whole
            Body::Contents { .. } | Body::PageBreak => Vec::new(),
        }
    }

    fn title(&mut self, text: &str, subtitle: &str, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let element = self.structure.add(Role::H(1), parent);
        self.last_role = 1;
        let passage = Passage::plain(text, &style::TITLE, &mut self.setter);
        let mut pieces = self.lines(passage.tagged(Tags::one(Some(element))), (0.0, width, Side::Start));
        if !subtitle.is_empty() {
            let element = self.structure.add(Role::P, parent);
            let passage = Passage::plain(subtitle, &style::SUBTITLE, &mut self.setter);
            pieces.append(&mut self.lines(passage.tagged(Tags::one(Some(element))), (0.0, width, Side::Start)));
        }
        for piece in &mut pieces {
            piece.keep = Keep::Tight;
        }
        if let Some(last) = pieces.last_mut() {
            last.below = CALLOUT_GAP;
        }
        pieces
    }

    /// An element for a heading of a level, which skips no level.
    pub(crate) fn heading_element(&mut self, level: u8, parent: Option<ElementId>) -> ElementId {
        let role = (level + self.role_offset).min(self.last_role + 1);
        self.last_role = role;
        self.structure.add(Role::H(role), parent)
    }

    fn heading(&mut self, level: u8, text: &str, anchor: &str, at: (f32, Option<ElementId>)) -> Vec<Piece> {
        let level = level.clamp(1, 3);
        let mut pieces = self.unlisted_heading(level, text, at);
        if let Some(first) = pieces.first_mut() {
            first.art.places.push(Place { y: 0.0, what: Spot::Heading(level, text.to_owned()) });
            if !anchor.is_empty() {
                first.art.places.push(Place { y: 0.0, what: Spot::Anchor(anchor.to_owned()) });
            }
        }
        pieces
    }

    /// A heading that neither the outline nor the table of contents lists.
    pub(crate) fn unlisted_heading(&mut self, level: u8, text: &str, at: (f32, Option<ElementId>)) -> Vec<Piece> {
        let (width, parent) = at;
        let element = self.heading_element(level, parent);
        let [first, second, third] = &style::HEADINGS;
        let (style, above, below) = match level {
            1 => (first, 15.0, 6.0),
            2 => (second, 12.0, 4.5),
            _ => (third, 9.0, 3.0),
        };
        let passage = Passage::plain(text, style, &mut self.setter);
        let mut pieces = self.lines(passage.tagged(Tags::one(Some(element))), (0.0, width, Side::Start));
        if pieces.is_empty() {
            pieces.push(Piece::default());
        }
        for piece in &mut pieces {
            (piece.keep, piece.is_heading) = (Keep::Tight, true);
        }
        if let Some(first) = pieces.first_mut() {
            first.above = above;
        }
        if let Some(last) = pieces.last_mut() {
            last.below = below;
        }
        pieces
    }

    pub(crate) fn paragraph(
        &mut self,
        rich: &Rich,
        style: &TextStyle,
        width: f32,
        parent: Option<ElementId>,
    ) -> Vec<Piece> {
        let element = self.structure.add(Role::P, parent);
        let passage = Passage::rich(rich, style, &mut self.setter);
        let passage = self.tag(passage, element);
        let mut pieces = self.lines(passage, (0.0, width, Side::Start));
        space_out(&mut pieces, PARAGRAPH_GAP);
        pieces
    }

    /// The caption of a table or figure; never breaks.
    pub(crate) fn caption(&mut self, caption: &str, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        if caption.is_empty() {
            return Vec::new();
        }
        let element = self.structure.add(Role::Caption, parent);
        let rich = caption_rich(caption);
        let passage = Passage::rich(&rich, &style::CAPTION, &mut self.setter);
        let mut pieces = self.lines(passage.tagged(Tags::one(Some(element))), (0.0, width, Side::Start));
        space_out(&mut pieces, CAPTION_GAP);
        pieces
    }

    fn facts(&mut self, facts: &[Fact], width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let list = self.structure.add(Role::List, parent);
        let label_width = FACT_LABEL_WIDTH.min(width * 0.4);
        let value_x = label_width + FACT_GAP;
        let value_width = width - value_x;
        let mut pieces = Vec::new();
        for fact in facts {
            let entry = self.structure.add(Role::ListItem, Some(list));
            let element = self.structure.add(Role::Label, Some(entry));
            let label = Passage::plain(&fact.label, &style::FACT_LABEL, &mut self.setter);
            let label = label.tagged(Tags::one(Some(element)));
            let label = Slot::text(&mut self.setter, label, (0.0, label_width, Side::Start));
            let body = self.structure.add(Role::ListBody, Some(entry));
            let value = Passage::rich(&fact.value, &style::BODY, &mut self.setter);
            let value = self.tag(value, body);
            let value = Slot::text(&mut self.setter, value, (value_x, value_width, Side::Start));
            let strip = Strip {
                slots: vec![label, value],
                padding: 4.5,
                at_bottom: false,
                rules: vec![(0.0, label_width), (value_x, value_width)],
                rule: (0.75, palette::LINE),
                min_height: style::BODY.leading,
            };
            pieces.append(&mut strip.into_pieces(&self.setter, self.sheet.body_height()));
        }
        piece::bind_first(&mut pieces);
        if let Some(last) = pieces.last_mut() {
            last.below = PARAGRAPH_GAP;
        }
        pieces
    }

    pub(crate) fn list(&mut self, ordered: bool, items: &[Rich], width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let list = self.structure.add(Role::List, parent);
        let widest = if ordered { format!("{}.", items.len()) } else { "•".to_owned() };
        let indent = LIST_INDENT.max(self.setter.width(&widest, &style::BODY) + 5.0);
        let mut pieces = Vec::new();
        for (number, item) in (1..).zip(items) {
            let entry = self.structure.add(Role::ListItem, Some(list));
            let label = self.structure.add(Role::Label, Some(entry));
            let body = self.structure.add(Role::ListBody, Some(entry));
            let passage = Passage::rich(item, &style::BODY, &mut self.setter);
            let rtl = passage.is_right_to_left();
            let passage = self.tag(passage, body);
            let text_x = if rtl { 0.0 } else { indent };
            let mut lines = self.lines(passage, (text_x, width - indent, Side::Start));
            let sign = if ordered { format!("{number}.") } else { "•".to_owned() };
            let (sign_style, inset) = if ordered { (style::BODY, 0.0) } else { (style::BULLET, 2.25) };
            let at = if rtl { (width - inset, 0.0, Hold::Right) } else { (inset, 0.0, Hold::Left) };
            let mut art = Art::of(label);
            self.setter.label(&sign, &sign_style, at, &mut art);
            if lines.is_empty() {
                lines.push(Piece { height: style::BODY.leading, ..Piece::default() });
            }
            if let Some(first) = lines.first_mut() {
                art.append(std::mem::take(&mut first.art), 0.0, 0.0);
                first.art = art;
            }
            space_out(&mut lines, LIST_GAP);
            pieces.append(&mut lines);
        }
        piece::bind_first(&mut pieces);
        if let Some(last) = pieces.last_mut() {
            last.below = PARAGRAPH_GAP;
        }
        pieces
    }

    fn figure(&mut self, figure: &Figure, width: f32, parent: Option<ElementId>) -> Vec<Piece> {
        let group = self.structure.add(Role::Div, parent);
        let alt = if figure.alt.trim().is_empty() { figure.caption.clone() } else { figure.alt.clone() };
        let alt = if alt.trim().is_empty() { "Drawing".to_owned() } else { alt };
        let element = self.structure.add_drawn(Role::Figure, Some(group), alt);
        let mut pieces = chart::draw(&mut self.setter, &figure.chart, (width, self.sheet.body_height()), element);
        let mut caption = self.caption(&figure.caption, width, Some(group));
        space_out(&mut pieces, CAPTION_GAP);
        if let (Some(last), false) = (pieces.last_mut(), caption.is_empty()) {
            last.keep = Keep::Tight;
        }
        piece::keep_together(&mut pieces);
        caption.iter_mut().rev().skip(1).for_each(|piece| piece.keep = Keep::Tight);
        pieces.append(&mut caption);
        if let Some(first) = pieces.first_mut() {
            first.above = 9.0;
        }
        pieces
    }

    /// Says what a passage belongs to: one element, or if it holds links one per stretch below that, so that order is told.
    pub(crate) fn tag<'t>(&mut self, passage: Passage<'t>, element: ElementId) -> Passage<'t> {
        if passage.links().all(|link| link.is_none()) {
            return passage.tagged(Tags::one(Some(element)));
        }
        let role = |is_link| if is_link { Role::Link } else { Role::Span };
        let each = passage.links().map(|link| self.structure.add(role(link.is_some()), Some(element))).collect();
        passage.tagged(Tags::each(each))
    }

    /// A piece per line, with the first and the last two lines of each paragraph kept together.
    pub(crate) fn lines(&mut self, mut passage: Passage<'_>, at: (f32, f32, Side)) -> Vec<Piece> {
        let (x, width, side) = at;
        let lines = passage.fill(&mut self.setter, width);
        let mut pieces = Vec::with_capacity(lines.len());
        for paragraph in lines.split_inclusive(|line: &Line| line.gap_after) {
            let count = paragraph.len();
            for (number, line) in paragraph.iter().enumerate() {
                let mut art = Art::default();
                passage.draw(&self.setter, line, &Frame { x, y: 0.0, width, side }, &mut art);
                let is_last = number + 1 == count;
                let is_bound = !is_last && (number == 0 || number + 2 == count);
                let keep = if is_bound { Keep::Tight } else { Keep::Free };
                let below = if is_last && line.gap_after { PARAGRAPH_GAP } else { 0.0 };
                pieces.push(Piece { art, height: passage.style().leading, below, keep, ..Piece::default() });
            }
        }
        pieces
    }
}

/// Sets the space above and below some pieces as a whole.
fn space_out(pieces: &mut [Piece], space: f32) {
    if let Some(first) = pieces.first_mut() {
        first.above = space;
    }
    if let Some(last) = pieces.last_mut() {
        last.below = space;
    }
}

/// A caption in two parts: up to and with the first ". ", and the rest.
pub(crate) fn caption_parts(caption: &str) -> (&str, &str) {
    let end = caption.find(". ").map_or(0, |at| at + 2);
    caption.split_at(end)
}
