//! A section by itself: every question of it that has an answer, with the answer, for whoever is asked to sign the section and not
//! a document. Walked from the questions' one declaration, so that a new field is in it without a further line.
//!
//! What is sealed and what is a picture is not printed. Workshops are printed as their minutes, which keep the names that the
//! workshop wants kept.

use crate::model::place::Index;
use crate::model::{Record, Section, View, Workbook};

use super::block::{Block, Body, Report, Rich};
use super::compose::{bullets, facts, heading, note, paragraph};
use super::{Document, Edition, anchors, detail, front};

/// Builds the report of a section.
#[must_use]
pub fn build(section: Section, workbook: &Workbook, edition: &Edition) -> Report {
    if section == Section::Workshops {
        return super::build(Document::Minutes, workbook, edition);
    }
    // head and foot are the same for all documents
    let mut report = front::report(Document::Requirements, workbook, edition);
    section.title().clone_into(&mut report.kind);
    let title = front::product(&workbook.about);
    report.blocks.push(Block::new(Body::Title { text: title, subtitle: format!("Section: {}", section.title()) }));
    report.blocks.extend(front::withheld(edition));
    report.blocks.push(heading(1, section.title()).from_section(section));
    let record = workbook.section(section);
    let mut told = Vec::new();
    answers(record, &workbook.index(), 2, &mut told);
    if told.is_empty() {
        told.push(paragraph(Rich::quiet("Nothing is written here.")));
    }
    report.blocks.extend(told.into_iter().map(|block| match block.source {
        Some(_) => block,
        None => block.from_section(section),
    }));
    report.blocks.push(note("All answers of the section. Questions that are not listed have no answer."));
    report.blocks.extend(front::made_from(edition));
    anchors::unlink_the_lost(&mut report);
    report
}

/// The answers of a record: short ones as facts, then groups and lists under headings of their own.
fn answers(record: &dyn Record, index: &Index, level: u8, blocks: &mut Vec<Block>) {
    let laid_out = |view: &View<'_>| matches!(view, View::Record(_) | View::Items(_));
    let fields = || record.answers().filter(|(field, _)| !field.sealed && !field.picture);
    let apart: Vec<&str> = record
        .answers()
        .filter(|(field, value)| field.picture || laid_out(&value.view()))
        .map(|(field, _)| field.key)
        .collect();
    let short = detail::answers(record, index, &apart);
    if !short.is_empty() {
        blocks.push(facts(short));
    }
    for (field, value) in fields() {
        let mut within = Vec::new();
        match value.view() {
            View::Record(inner) => answers(inner, index, level + 1, &mut within),
            View::Items(items) if level > 2 => {
                let each = (0..items.len()).filter_map(|at| items.get(at));
                let lines: Vec<Rich> = each.map(|item| Rich::plain(detail::short(item, index))).collect();
                within.extend((!lines.is_empty()).then(|| bullets(lines)));
            }
            View::Items(items) => {
                (0..items.len()).filter_map(|at| items.get(at)).for_each(|one| item(one, index, level, &mut within));
            }
            _ => continue,
        }
        if let Some(mark) = record.marks().get(field.key) {
            within.push(paragraph(detail::marked(mark)));
        }
        if !within.is_empty() {
            blocks.push(heading(level.min(3), field.label));
            blocks.append(&mut within);
        }
    }
}

/// An item with its answers, each block of it leading back to the item.
fn item(item: &dyn Record, index: &Index, level: u8, blocks: &mut Vec<Block>) {
    let Some((_, id, _)) = item.identity() else { return answers(item, index, level + 1, blocks) };
    let mut within = vec![heading(3, index.words(id))];
    answers(item, index, level + 1, &mut within);
    let section = index.get(id).map(|entry| entry.section);
    blocks.extend(within.into_iter().map(|block| match section {
        Some(section) => block.from_item(section, id),
        None => block,
    }));
}
