//! Where links inside a document may lead, and those that would lead nowhere: they become plain text, because what they pointed to
//! may stand in an annex that this edition leaves out.

use std::collections::BTreeSet;

use super::block::{Block, Body, Cell, Link, Report, Rich};

/// Takes away the links to anchors that the document does not have.
pub(super) fn unlink_the_lost(report: &mut Report) {
    let anchors: BTreeSet<String> = report.anchors().into_iter().map(str::to_owned).collect();
    for block in &mut report.blocks {
        unlink(block, &anchors);
    }
}

impl Report {
    /// The names that links may lead to: those of headings and of rows.
    #[must_use]
    pub fn anchors(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        collect(&self.blocks, &mut names);
        names.remove("");
        names
    }
}

fn collect<'a>(blocks: &'a [Block], names: &mut BTreeSet<&'a str>) {
    for block in blocks {
        match &block.body {
            Body::Heading { anchor, .. } => {
                names.insert(anchor);
            }
            Body::Table(table) => names.extend(table.rows.iter().map(|row| row.anchor.as_str())),
            Body::Beside { left, right, .. } => {
                collect(left, names);
                collect(right, names);
            }
            Body::Together(inner) => collect(inner, names),
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
            for block in left.iter_mut().chain(right) {
                unlink(block, anchors);
            }
            return;
        }
        Body::Together(inner) => {
            for block in inner {
                unlink(block, anchors);
            }
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
