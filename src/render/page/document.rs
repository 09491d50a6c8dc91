//! A report as a whole: composing, flowing, and what is known only when all pages stand.

use std::collections::BTreeSet;

use crate::render::fonts::FontBook;
use crate::render::page::art::{Goal, Linked};
use crate::render::page::compose::Composer;
use crate::render::page::contents::{self, Entry};
use crate::render::page::flow::Flow;
use crate::render::page::frame::{Frame, FrameMaker};
use crate::render::page::paper::Paper;
use crate::render::page::placed::{LinkArea, Pages, Target};
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Block, Body, Link, Report};

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
    let setter = Typesetter::new(fonts, &report.language, anchors(&report.blocks));
    let has_title = report.blocks.iter().any(|block| matches!(block.body, Body::Title { .. }));
    let mut composer = Composer::new(setter, paper, has_title);
    let mut flow = Flow::new(paper);
    for block in &report.blocks {
        match &block.body {
            Body::PageBreak => flow.break_page(&mut composer.setter),
            Body::Contents { .. } if !entries.is_empty() => {
                let pieces = composer.contents(entries, paper.body_width());
                flow.push_all(&mut composer.setter, pieces);
            }
            Body::Table(table) => composer.from(block.source, |composer| {
                let (head, open) = composer.open_table(table, paper.body_width(), None);
                flow.push_all(&mut composer.setter, head);
                for number in 0..table.rows.len() {
                    let row = composer.row(&open, table, number);
                    flow.push_all(&mut composer.setter, row);
                }
            }),
            _ => {
                let pieces = composer.block(block, paper.body_width(), None);
                flow.push_all(&mut composer.setter, pieces);
            }
        }
    }
    flow.settle(&mut composer.setter);
    finish(report, paper, composer, flow)
}

/// Fills in page numbers, resolves links, and frames the pages.
fn finish(report: &Report, paper: Paper, mut composer: Composer<'_>, mut flow: Flow) -> Pages {
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
    let maker = FrameMaker::new(setter, report, paper, flow.pages.len());
    for (number, page) in (1..).zip(&mut flow.pages) {
        let Frame { header, mut footer } = maker.frame(setter, number);
        page.items.splice(..0, header);
        page.items.append(&mut footer);
        page.items.shrink_to_fit();
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

/// All names in a report that links may point to.
fn anchors(blocks: &[Block]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for block in blocks {
        match &block.body {
            Body::Heading { anchor, .. } => {
                names.insert(anchor.clone());
            }
            Body::Table(table) => names.extend(table.rows.iter().map(|row| row.anchor.clone())),
            Body::Together(inner) => names.append(&mut anchors(inner)),
            Body::Beside { left, right, .. } => {
                names.append(&mut anchors(left));
                names.append(&mut anchors(right));
            }
            _ => {}
        }
    }
    names.remove("");
    names
}
