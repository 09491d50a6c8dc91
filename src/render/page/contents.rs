//! The table of contents: made from the headings, its page numbers filled in when all pages stand.

use crate::render::page::art::{Art, Goal, Linked, PageNumber};
use crate::render::page::compose::Composer;
use crate::render::page::palette;
use crate::render::page::paragraph::{Passage, Side, Tags};
use crate::render::page::piece::{self, Keep, Piece};
use crate::render::page::placed::{ElementId, Page, Paint, Role, TextRun};
use crate::render::page::style::{self, TextStyle};
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{Block, Body};

/// The word above it.
const TITLE: &str = "Contents";
/// Room kept free for page numbers, and between the two columns.
const NUMBER_WIDTH: f32 = 30.0;
const GUTTER: f32 = 24.0;
/// An entry that would take more lines than this is cut short.
const MOST_LINES: f32 = 2.5;
/// Headings down to this level are listed; the outline has them all.
const DEEPEST: u8 = 1;

/// A heading as it will be listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// 1 for a section, 2 and 3 below it.
    pub(crate) level: u8,
    /// The words.
    pub(crate) text: String,
}

impl Entry {
    /// Whether the table of contents shows it.
    fn is_listed(&self) -> bool {
        self.level <= DEEPEST && !self.text.trim().is_empty()
    }
}

/// All headings of a report in the order in which they are composed.
pub(crate) fn headings(blocks: &[Block]) -> Vec<Entry> {
    let mut entries = Vec::new();
    collect(blocks, &mut entries);
    entries
}

fn collect(blocks: &[Block], entries: &mut Vec<Entry>) {
    for block in blocks {
        match &block.body {
            Body::Heading { level, text, .. } => {
                entries.push(Entry { level: (*level).clamp(1, 3), text: text.clone() });
            }
            Body::Together(inner) => collect(inner, entries),
            Body::Beside { left, right, .. } => {
                collect(left, entries);
                collect(right, entries);
            }
            _ => {}
        }
    }
}

impl Composer<'_> {
    /// The table of contents in two columns, read down the left one first: title left, page number right, each line linked.
    pub(crate) fn contents(&mut self, entries: &[Entry], width: f32) -> Vec<Piece> {
        let [_, heading, ..] = &style::HEADINGS;
        let title = Passage::plain(TITLE, heading, &mut self.setter);
        let title_element = self.structure.add(Role::P, None);
        let mut pieces = self.lines(title.tagged(Tags::one(Some(title_element))), (0.0, width, Side::Start));
        for piece in &mut pieces {
            piece.keep = Keep::Tight;
            piece.above = 9.0;
            piece.below = 3.0;
        }
        let column = (width - GUTTER) / 2.0;
        let toc = self.structure.add(Role::Toc, None);
        let listed = entries.iter().enumerate().filter(|(_, entry)| entry.is_listed());
        let mut left: Vec<Piece> = listed.map(|(number, entry)| self.entry(number, entry, column, toc)).collect();
        let right = left.split_off(left.len().div_ceil(2));
        for (number, entry) in right.into_iter().enumerate() {
            if let Some(row) = left.get_mut(number) {
                row.art.append(entry.art, column + GUTTER, 0.0);
                row.height = row.height.max(entry.height);
            }
        }
        piece::bind_first(&mut left);
        if let Some(last) = left.last_mut() {
            last.below = 9.0;
        }
        pieces.append(&mut left);
        pieces
    }

    /// One line of it.
    fn entry(&mut self, number: usize, entry: &Entry, width: f32, toc: ElementId) -> Piece {
        let item = self.structure.add(Role::TocItem, Some(toc));
        let link = self.structure.add(Role::Link, Some(item));
        let text = self.setter.fitted(&entry.text, &style::BODY, (width - NUMBER_WIDTH) * MOST_LINES);
        let text = format!("{text} "); // keeps the number apart from the words for whoever listens
        let passage = Passage::plain(&text, &style::BODY, &mut self.setter);
        let lines = self.lines(passage.tagged(Tags::one(Some(link))), (0.0, width - NUMBER_WIDTH, Side::Start));
        let (mut art, height) = piece::stack(lines);
        let height = height.max(style::BODY.leading);
        art.numbers.push(PageNumber { heading: number, item: art.items.len() });
        art.text(empty_run((width, height - style::BODY.leading)), Some(link));
        art.links.push(Linked {
            area: [0.0, 0.0, width, height],
            target: Goal::Heading(number),
            element: Some(link),
            words: entry.text.clone(),
        });
        Piece { art, height, ..Piece::default() }
    }
}

/// A run that takes a page number later: until then `x` is where that ends, and `y` the top of its line.
fn empty_run((x, y): (f32, f32)) -> TextRun {
    let TextStyle { size, plain, .. } = style::BODY;
    TextRun {
        face: plain.face,
        size_pt: size,
        color: palette::INK,
        x,
        y,
        rotation: 0.0,
        glyphs: Vec::new(),
        text: String::new(),
    }
}

/// Sets a page number, counted from 0, into the run that waits for it.
pub(crate) fn fill_in(setter: &mut Typesetter<'_>, page: &mut Page, item: usize, number: usize) {
    let mut art = Art::default();
    let text = (number + 1).to_string();
    let at = (0.0, 0.0, Hold::Left);
    let width = setter.label(&text, &style::BODY, at, &mut art);
    let set = art.items.into_iter().find_map(|item| match item.paint {
        Paint::Text(run) => Some(run),
        Paint::Path(_) | Paint::Picture(_) => None,
    });
    if let (Some(Paint::Text(run)), Some(set)) = (page.items.get_mut(item).map(|item| &mut item.paint), set) {
        *run = TextRun { x: run.x - width, y: run.y + set.y, ..set };
    }
}
