//! Items that comments mention as people cite them: links in the comments, and the table that they lead to.

use std::collections::BTreeSet;

use crate::assess::mentions;
use crate::model::place::Index;
use crate::model::record::cite;
use crate::model::{Id, Section, Workbook};
use crate::report::block::{Block, Link, Rich, Span};
use crate::report::compose::{Numbering, cell, column, fitted, row, table};

/// The name of the row of an item.
fn anchor(id: Id) -> String {
    format!("mentioned-{id}")
}

/// The text with every mention of an item that is there as a link to its row.
pub(super) fn linked(text: Rich, index: &Index) -> Rich {
    let mut spans = Vec::new();
    for span in text.0 {
        let mut from = 0;
        let found = if span.link.is_none() { mentions::of(&span.text, index) } else { Vec::new() };
        let mut piece = |words: &str, link: Option<Link>| {
            if !words.is_empty() {
                spans.push(Span { text: words.to_owned(), style: span.style, link });
            }
        };
        for mention in found {
            piece(span.text.get(from..mention.at.start).unwrap_or_default(), None);
            let link = Link::Anchor(anchor(mention.item));
            piece(span.text.get(mention.at.clone()).unwrap_or_default(), Some(link));
            from = mention.at.end;
        }
        piece(span.text.get(from..).unwrap_or_default(), span.link.clone());
    }
    Rich(spans)
}

/// What the comments mention, each item once; nothing if they mention none.
pub(super) fn table_of(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Option<Block> {
    let mut seen = BTreeSet::new();
    let all = workbook.reviews.comments.iter().flat_map(|comment| mentions::of(&comment.text, index));
    let items: Vec<Id> = all.map(|mention| mention.item).filter(|id| seen.insert(*id)).collect();
    let rows = items.into_iter().filter_map(|id| {
        let entry = index.get(id)?;
        let cells = vec![
            cell(Rich::strong(cite(entry.kind, entry.number))),
            cell(entry.title.as_str()),
            cell(entry.section.title()),
        ];
        let mut row = row(entry.section, id, cells);
        row.anchor = anchor(id);
        Some(row)
    });
    let rows: Vec<_> = rows.collect();
    let columns = vec![fitted("#"), column("Item", 2.4), column("Section", 1.0)];
    let caption = || numbers.table("What the comments mention.");
    (!rows.is_empty()).then(caption).map(|caption| table(caption, columns, rows).from_section(Section::Reviews))
}
