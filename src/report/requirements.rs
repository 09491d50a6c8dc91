//! A document of the pack.

use crate::model::Workbook;

use super::block::{Block, Body, Report};
use super::{Document, Edition, front};

/// Builds the document.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Requirements, workbook, edition);
    let text = front::product(&workbook.about);
    let subtitle = front::subtitle(Document::Requirements, &workbook.about, edition);
    report.blocks.push(Block::new(Body::Title { text, subtitle }));
    report.blocks.push(front::standing(workbook));
    report.blocks.extend(front::made_from(edition));
    report
}
