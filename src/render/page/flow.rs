//! Pieces -> pages: where pages break, and what is noted once a piece has its page.
//!
//! Pieces that must not part are collected until a page may end, then placed as one. Tables announce at a page's foot that
//! they go on, and repeat their head on the next page. Knows nothing of blocks.

use std::collections::BTreeMap;

use crate::render::page::art::{Art, Linked, Spot};
use crate::render::page::paper::{Paper, Sheet};
use crate::render::page::paragraph::{Frame, Passage, Side};
use crate::render::page::piece::{Keep, Piece, Running};
use crate::render::page::placed::{MissingGlyph, OutlineEntry, Page};
use crate::render::page::style;
use crate::render::page::table::ROW_PADDING;
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{Rich, Span, Style};

/// Between a table and the line that says where it continues, and between the repeated caption and head.
const CONTINUED_GAP: f32 = 6.0;

/// What is not higher than this is a single line, which alone does not keep a heading company.
const SINGLE_LINE: f32 = 16.0;

/// Pages being filled.
pub(crate) struct Flow {
    /// What new pages are like.
    sheet: Sheet,
    /// The finished pages and the open one.
    pub(crate) pages: Vec<Page>,
    /// Where the next piece goes, and the space that the last one wants below.
    y: f32,
    below: f32,
    /// Whether the open page holds nothing but a repeated table head.
    fresh: bool,
    pending: Vec<Piece>,
    /// Headings with their pages, in order.
    pub(crate) outline: Vec<OutlineEntry>,
    /// Places that links point to.
    pub(crate) anchors: BTreeMap<String, (usize, u32)>,
    /// Link areas with their pages.
    pub(crate) links: Vec<(usize, Linked)>,
    /// Page numbers to fill in: page, item, heading.
    pub(crate) numbers: Vec<(usize, usize, usize)>,
    /// Characters that no face could show.
    pub(crate) missing: Vec<MissingGlyph>,
}

impl Flow {
    /// A document with one empty page.
    pub(crate) fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            pages: vec![blank(sheet)],
            y: Paper::BODY_TOP,
            below: 0.0,
            fresh: true,
            pending: Vec::new(),
            outline: Vec::new(),
            anchors: BTreeMap::new(),
            links: Vec::new(),
            numbers: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Adds a piece; it is placed as soon as a page may end after it.
    fn push(&mut self, setter: &mut Typesetter<'_>, mut piece: Piece) {
        if piece.is_heading && self.is_a_line_under_a_heading() {
            self.settle(setter);
        }
        let is_below_heading = self.pending.last().is_some_and(|last| last.is_heading);
        if is_below_heading && piece.height <= SINGLE_LINE {
            piece.keep = Keep::Tight;
        }
        let may_end = piece.keep == Keep::Free;
        self.pending.push(piece);
        if may_end {
            self.settle(setter);
        }
    }

    /// Whether what pends ends with a single line under a heading. Before another heading that line is all there is to say.
    fn is_a_line_under_a_heading(&self) -> bool {
        let [.., heading, line] = self.pending.as_slice() else { return false };
        heading.is_heading && !line.is_heading && line.height <= SINGLE_LINE
    }

    /// Adds pieces in order.
    pub(crate) fn push_all(&mut self, setter: &mut Typesetter<'_>, pieces: Vec<Piece>) {
        for piece in pieces {
            self.push(setter, piece);
        }
    }

    /// Begins a new page unless the open one is empty.
    pub(crate) fn break_page(&mut self, setter: &mut Typesetter<'_>) {
        self.settle(setter);
        if !self.fresh {
            self.turn(setter, None);
        }
    }

    /// Goes on on sheets like this one. What must stay with what follows goes along; an empty page is given up.
    pub(crate) fn change_sheet(&mut self, setter: &mut Typesetter<'_>, sheet: Sheet) {
        if self.sheet == sheet {
            return;
        }
        let carried = std::mem::take(&mut self.pending);
        self.sheet = sheet;
        match self.pages.last_mut() {
            Some(page) if self.fresh && page.items.is_empty() => *page = blank(sheet),
            _ => self.turn(setter, None),
        }
        self.pending = carried;
    }

    /// Height that is left on the open page once what is pending stands there.
    pub(crate) fn room(&mut self, setter: &mut Typesetter<'_>) -> f32 {
        self.settle(setter);
        let below = if self.fresh { 0.0 } else { self.below };
        self.sheet.body_bottom() - self.y - below
    }

    /// Places what is still pending.
    pub(crate) fn settle(&mut self, setter: &mut Typesetter<'_>) {
        let group = std::mem::take(&mut self.pending);
        if self.fits(&group) || self.fits_after_turning(setter, &group) {
            self.place_all(group);
            return;
        }
        let mut part = Vec::new();
        for piece in group {
            let ends = piece.keep < Keep::Tight;
            part.push(piece);
            if ends {
                self.settle_part(setter, std::mem::take(&mut part));
            }
        }
        self.settle_part(setter, part);
    }

    /// Places pieces that belong together tightly; piece by piece if there is no other way.
    fn settle_part(&mut self, setter: &mut Typesetter<'_>, part: Vec<Piece>) {
        if self.fits(&part) || self.fits_after_turning(setter, &part) {
            self.place_all(part);
            return;
        }
        for piece in part {
            if !self.fits(std::slice::from_ref(&piece)) && !self.fresh {
                self.turn(setter, Some(&piece));
            }
            self.place(piece);
        }
    }

    /// Turns the page if these pieces fit on an empty one, and says whether they do.
    fn fits_after_turning(&mut self, setter: &mut Typesetter<'_>, group: &[Piece]) -> bool {
        let head = group.first().map_or(0.0, repeated_height);
        let fits = !self.fresh && end_of(group, Paper::BODY_TOP + head, None) <= self.sheet.body_bottom();
        if fits {
            self.turn(setter, group.first());
        }
        fits
    }

    fn fits(&self, group: &[Piece]) -> bool {
        let below = (!self.fresh).then_some(self.below);
        end_of(group, self.y, below) <= self.sheet.body_bottom()
    }

    fn place_all(&mut self, group: Vec<Piece>) {
        for piece in group {
            self.place(piece);
        }
    }

    fn place(&mut self, piece: Piece) {
        if !self.fresh {
            self.y += self.below.max(piece.above);
        }
        let y = self.y;
        self.add(piece.art, y);
        self.y += piece.height;
        self.below = piece.below;
        self.fresh = false;
    }

    /// Ends the open page. If the next piece goes on with a table, says so on both pages.
    fn turn(&mut self, setter: &mut Typesetter<'_>, next: Option<&Piece>) {
        let running = next.and_then(continued);
        let number = self.pages.len();
        if let Some(running) = running {
            let mut art = Art::default();
            let text = format!("{} continues on page {}.", running.name_or("The table"), number + 1);
            setter.label(&text, &style::QUIET, (0.0, 0.0, Hold::Left), &mut art);
            let y = self.y + CONTINUED_GAP;
            self.add(art, y);
        }
        self.pages.push(blank(self.sheet));
        self.y = Paper::BODY_TOP;
        self.below = 0.0;
        self.fresh = true;
        if let Some(running) = running {
            let (caption, height) = continued_caption(setter, running, number, self.sheet.body_width());
            self.add(caption, self.y);
            self.y += height + CONTINUED_GAP;
            self.add(running.head.clone(), self.y);
            self.y += running.head_height + next.map_or(0.0, rest_gap);
        }
    }

    /// Paints on the open page and notes what depends on it.
    fn add(&mut self, mut art: Art, y: f32) {
        art.shift(Paper::MARGIN, y);
        let number = self.pages.len() - 1;
        let Some(page) = self.pages.last_mut() else { return };
        let base = page.items.len();
        page.items.append(&mut art.items);
        self.links.extend(art.links.into_iter().map(|link| (number, link)));
        self.numbers.extend(art.numbers.into_iter().map(|it| (number, base + it.item, it.heading)));
        let missing = art.missing.into_iter();
        self.missing.extend(missing.map(|(character, source)| MissingGlyph { character, page: number, source }));
        for place in art.places {
            let top_pt = place.y.max(0.0) as u32;
            match place.what {
                Spot::Heading(level, text) => self.outline.push(OutlineEntry { text, level, page: number, top_pt }),
                Spot::Anchor(name) => {
                    self.anchors.entry(name).or_insert((number, top_pt));
                }
            }
        }
    }
}

/// An empty page.
fn blank(sheet: Sheet) -> Page {
    let (width_pt, height_pt) = sheet.size_pt();
    Page { width_pt, height_pt, ..Page::default() }
}

impl Running {
    /// Height of the repeated caption and head. The caption is short and stands in one line.
    pub(crate) fn repeated_height(&self) -> f32 {
        style::CAPTION.leading + CONTINUED_GAP + self.head_height
    }

    /// Height of the line that says where a table continues, with the gap above it.
    pub(crate) fn foot_height() -> f32 {
        style::QUIET.leading + CONTINUED_GAP
    }

    fn name_or<'a>(&'a self, other: &'a str) -> &'a str {
        if self.name.is_empty() { other } else { &self.name }
    }
}

/// Height of what is repeated if a page begins with this piece.
fn repeated_height(piece: &Piece) -> f32 {
    continued(piece).map_or(0.0, |running| running.repeated_height() + rest_gap(piece))
}

/// Space below a repeated head if a page begins in the middle of a row.
fn rest_gap(piece: &Piece) -> f32 {
    if piece.table.as_ref().is_some_and(|row| row.is_rest) { ROW_PADDING } else { 0.0 }
}

/// The table that goes on with a piece.
fn continued(piece: &Piece) -> Option<&Running> {
    piece.table.as_ref().filter(|row| !row.is_first).map(|row| &*row.running)
}

/// Where a group of pieces ends if it begins at `y`, with room for the line that says that a table continues.
fn end_of(group: &[Piece], y: f32, below: Option<f32>) -> f32 {
    let mut end = y;
    let mut gap = below;
    for piece in group {
        end += gap.map_or(0.0, |below| below.max(piece.above)) + piece.height;
        gap = Some(piece.below);
    }
    let goes_on = group.last().and_then(|piece| piece.table.as_ref()).is_some_and(|row| !row.is_last);
    if goes_on { end + Running::foot_height() } else { end }
}

/// "**Table 1.** Failure modes, continued from page 1." in one line, as decoration.
fn continued_caption(setter: &mut Typesetter<'_>, running: &Running, page: usize, width: f32) -> (Art, f32) {
    let caption = style::CAPTION;
    let name = if running.name.is_empty() { String::new() } else { format!("{}. ", running.name) };
    let tail = format!("continued from page {page}.");
    let room = width - setter.width(&name, &caption) * 1.1 - setter.width(&tail, &caption) - caption.size;
    let subject = setter.fitted(&running.subject, &caption, room.max(0.0));
    let rest = if subject.is_empty() {
        format!("C{}", &tail.get(1..).unwrap_or_default())
    } else {
        format!("{subject}, {tail}")
    };
    let span = |text, style| Span { text, style, link: None };
    let rich = Rich(vec![span(name, Style::Strong), span(rest, Style::Plain)]);
    let mut passage = Passage::rich(&rich, &caption, setter);
    let lines = passage.fill(setter, f32::MAX);
    let mut art = Art::default();
    if let Some(line) = lines.first() {
        let frame = Frame { x: 0.0, y: 0.0, width, side: Side::Start };
        passage.draw(setter, line, &frame, &mut art);
    }
    (art.into_decoration(), caption.leading)
}
