//! Links inside a document that would lead nowhere become plain text: what they pointed to may stand in an annex that this edition
//! leaves out.

use std::collections::BTreeSet;

use super::block::{Block, Body, Cell, Link, Report, Rich};

/// Takes away the links to anchors that the document does not have.
pub(super) fn unlink_the_lost(report: &mut Report) {
    let mut anchors = BTreeSet::new();
    collect(&report.blocks, &mut anchors);
    for block in &mut report.blocks {
        unlink(block, &anchors);
    }
}

fn collect(blocks: &[Block], anchors: &mut BTreeSet<String>) {
    for block in blocks {
        match &block.body {
            Body::Heading { anchor, .. } if !anchor.is_empty() => {
                anchors.insert(anchor.clone());
            }
            Body::Table(table) => {
                anchors.extend(table.rows.iter().map(|row| row.anchor.clone()).filter(|anchor| !anchor.is_empty()));
            }
            Body::Beside { left, right, .. } => {
                collect(left, anchors);
                collect(right, anchors);
            }
            Body::Together(inner) => collect(inner, anchors),
            _ => {}
        }
    }
}

fn unlink(block: &mut Block, anchors: &BTreeSet<String>) {
    let texts: Vec<&mut Rich> = match &mut block.body {
        Body::Paragraph(text) | Body::Note(text) | Body::Callout { text, .. } => vec![text],
        Body::Facts(facts) => facts.iter_mut().map(|fact| &mut fact.value).collect(),
        Body::List { items, .. } => items.iter_mut().collect(),
        Body::Columns(columns) => columns.iter_mut().collect(),
        Body::Board(board) => {
            board.fields.iter_mut().flat_map(|field| field.notes.iter_mut().map(|(_, text)| text)).collect()
        }
        Body::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells
                .filter_map(|cell| match cell {
                    Cell::Text(text) => Some(text),
                    Cell::Mark(_) | Cell::Interval(_) => None,
                })
                .collect()
        }
        Body::Beside { left, right, .. } => {
            left.iter_mut().chain(right).for_each(|block| unlink(block, anchors));
            return;
        }
        Body::Together(inner) => {
            inner.iter_mut().for_each(|block| unlink(block, anchors));
            return;
        }
        Body::Title { .. }
        | Body::Contents { .. }
        | Body::Heading { .. }
        | Body::Figure(_)
        | Body::Signatures(_)
        | Body::PageBreak => return,
    };
    for span in texts.into_iter().flat_map(|text| &mut text.0) {
        if matches!(&span.link, Some(Link::Anchor(anchor)) if !anchors.contains(anchor)) {
            span.link = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::compose::{Numbering, bullets, paragraph};

    #[test]
    fn a_link_stays_only_where_it_leads_somewhere() {
        let linked = |anchor: &str| Rich::default().leading_to(anchor.to_owned(), "there");
        let mut numbers = Numbering::default();
        let blocks = vec![
            paragraph(linked("risks")),
            Block::new(Body::Together(vec![bullets(vec![linked("annex")]), numbers.section("Risks", "risks")])),
        ];
        let mut report = Report { blocks, ..Report::default() };
        unlink_the_lost(&mut report);
        let Body::Paragraph(kept) = &report.blocks[0].body else { panic!("a paragraph") };
        assert_eq!(*kept, linked("risks"));
        let Body::Together(inner) = &report.blocks[1].body else { panic!("a group") };
        let Body::List { items, .. } = &inner[0].body else { panic!("a list") };
        assert_eq!(items[0], Rich::plain("there"));
    }
}
