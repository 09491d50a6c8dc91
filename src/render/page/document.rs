//! A report as a whole: composing, flowing, and what is known only when all pages stand.

use crate::render::fonts::FontBook;
use crate::render::page::art::{Goal, Linked};
use crate::render::page::compose::Composer;
use crate::render::page::contents::{self, Entry};
use crate::render::page::flow::Flow;
use crate::render::page::frame::{Frame, FrameMaker};
use crate::render::page::paper::{Paper, Sheet};
use crate::render::page::piece::Piece;
use crate::render::page::placed::{LinkArea, Pages, Target};
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Block, Board, Body, Link, Report, Table};

/// A poster takes at least this share of a page's height.
const LOWEST_POSTER: f32 = 0.6;

/// Lays out a report: the same report, paper and fonts always give the same pages.
///
/// System faces that were needed are in `fonts` afterwards. Nothing fails: what cannot be shown is listed in
/// [`Pages::missing`] and stands on the page as a box with its code point.
pub fn lay_out(report: &Report, paper: Paper, fonts: &mut FontBook) -> Pages {
    let entries = contents::headings(&report.blocks);
    let min_pages = report.blocks.iter().find_map(|block| match block.body {
        Body::Contents { min_pages } => Some(min_pages),
        _ => None,
    });
    // A document long enough for a table of contents is costly to lay out, a short one is not: so try it with one first.
    if let (Some(min_pages), false) = (min_pages, entries.is_empty()) {
        let pages = lay_out_with(report, paper, fonts, &entries);
        if pages.pages.len() >= min_pages {
            return pages;
        }
    }
    lay_out_with(report, paper, fonts, &[])
}

/// Lays out a report with these entries in its table of contents, or without one if there are none.
fn lay_out_with(report: &Report, paper: Paper, fonts: &mut FontBook, entries: &[Entry]) -> Pages {
    // larger sheets have the form of A4, whatever the rest is printed on
    let paper = if report.look.poster.is_some() { Paper::A4 } else { paper };
    let home = Sheet::new(paper, report.look.landscape);
    let anchors = report.anchors().into_iter().map(str::to_owned).collect();
    let setter = Typesetter::new(fonts, &report.language, anchors).with_accent(report.look.accent);
    let has_title = report.blocks.iter().any(|block| matches!(block.body, Body::Title { .. }));
    let mut layout = Layout { composer: Composer::new(setter, home, has_title), flow: Flow::new(home), home };
    for block in &report.blocks {
        match &block.body {
            Body::PageBreak => layout.flow.break_page(&mut layout.composer.setter),
            Body::Contents { .. } if !entries.is_empty() => {
                layout.stand_on(home);
                let pieces = layout.composer.contents(entries, home.body_width());
                layout.push(pieces);
            }
            Body::Table(table) => layout.table(block, table),
            Body::Board(board) => layout.board(block, board),
            _ => layout.block(block),
        }
    }
    layout.flow.settle(&mut layout.composer.setter);
    finish(report, layout)
}

/// A document in the making.
struct Layout<'f> {
    composer: Composer<'f>,
    flow: Flow,
    /// The sheets that it stands on, but for what is too wide for them.
    home: Sheet,
}

impl Layout<'_> {
    fn push(&mut self, pieces: Vec<Piece>) {
        self.flow.push_all(&mut self.composer.setter, pieces);
    }

    /// What follows stands on sheets like this one.
    fn stand_on(&mut self, sheet: Sheet) {
        self.composer.sheet = sheet;
        self.flow.change_sheet(&mut self.composer.setter, sheet);
    }

    /// A block in the width of the page. A note stays with the table above it, whatever sheet that is on.
    fn block(&mut self, block: &Block) {
        if !matches!(block.body, Body::Note(_)) {
            self.stand_on(self.home);
        }
        let pieces = self.composer.block(block, self.composer.sheet.body_width(), None);
        self.push(pieces);
    }

    /// A table, row by row; on sheets of its own that lie on their side if it is too wide for the others.
    fn table(&mut self, block: &Block, table: &Table) {
        let measured = self.composer.measure(table);
        let is_wide = measured.is_crowded(self.home.body_width());
        self.stand_on(if is_wide { self.home.on_its_side() } else { self.home });
        let width = self.composer.sheet.body_width();
        let (composer, flow) = (&mut self.composer, &mut self.flow);
        composer.from(block.source, |composer| {
            let (head, open) = composer.open_table(table, &measured, width, None);
            flow.push_all(&mut composer.setter, head);
            for number in 0..table.rows.len() {
                let row = composer.row(&open, table, number);
                flow.push_all(&mut composer.setter, row);
            }
        });
    }

    /// A poster in what is left of a page that lies on its side, or on a new one; what it had to cut follows on a page.
    fn board(&mut self, block: &Block, board: &Board) {
        let sheet = self.home.on_its_side();
        self.stand_on(sheet);
        let mut room = self.flow.room(&mut self.composer.setter);
        if room < sheet.body_height() * LOWEST_POSTER {
            self.flow.break_page(&mut self.composer.setter);
            room = sheet.body_height();
        }
        let compose = |composer: &mut Composer<'_>| composer.poster(board, (sheet.body_width(), room), None);
        let poster = self.composer.from(block.source, compose);
        self.push(poster.pieces);
        if !poster.cut.is_empty() {
            self.stand_on(self.home);
            self.flow.break_page(&mut self.composer.setter);
            let width = self.home.body_width();
            let in_full = |composer: &mut Composer<'_>| composer.fields_in_full(poster.cut.into_iter(), width, None);
            let pieces = self.composer.from(block.source, in_full);
            self.push(pieces);
        }
    }
}

/// Fills in page numbers, resolves links, and frames the pages.
fn finish(report: &Report, layout: Layout<'_>) -> Pages {
    let Layout { mut composer, mut flow, home } = layout;
    let setter = &mut composer.setter;
    for (page, item, heading) in std::mem::take(&mut flow.numbers) {
        if let (Some(page), Some(entry)) = (flow.pages.get_mut(page), flow.outline.get(heading)) {
            contents::fill_in(setter, page, item, entry.page);
        }
    }
    for (page, linked) in std::mem::take(&mut flow.links) {
        let area = resolve(linked, &flow);
        if let (Some(page), Some(area)) = (flow.pages.get_mut(page), area) {
            page.links.push(area);
        }
    }
    let mut maker = FrameMaker::new(report, home, flow.pages.len());
    for (number, page) in (1..).zip(&mut flow.pages) {
        let Frame { header, mut footer } = maker.frame(setter, number, page);
        page.items.splice(..0, header);
        page.items.append(&mut footer);
        page.items.shrink_to_fit();
    }
    if let (Some(sheets), Some(page)) = (report.look.poster, flow.pages.first_mut()) {
        let times = f32::from(sheets.max(1)).sqrt();
        page.enlarge(times);
        for entry in flow.outline.iter_mut().filter(|entry| entry.page == 0) {
            entry.top_pt = (entry.top_pt as f32 * times) as u32;
        }
    }
    let elements = composer.structure.into_elements();
    Pages { pages: flow.pages, elements, outline: flow.outline, missing: flow.missing }
}

/// A link area with its target's place.
fn resolve(linked: Linked, flow: &Flow) -> Option<LinkArea> {
    let target = match linked.target {
        Goal::Link(Link::Address(address)) => Target::Address(address),
        Goal::Link(Link::Anchor(name)) => flow.anchors.get(&name).map(|&(page, top)| Target::Place(page, top))?,
        Goal::Heading(number) => flow.outline.get(number).map(|entry| Target::Place(entry.page, entry.top_pt))?,
    };
    let [x, y, width, height] = linked.area;
    Some(LinkArea { x, y, width, height, target, element: linked.element, words: linked.words })
}
