//! Changes since the last review: what they mean first, then question by question what was added, removed, moved and changed.
//!
//! `meaning` compares what follows from both workbooks, `edits` lists what was written, `record` prints the change log, who signed what,
//! and what readers said. Without an earlier state there is only the record.

mod edits;
mod meaning;
mod mentioned;
mod record;

use crate::difference::{self, Difference, signing};
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich};
use super::compose::{Numbering, note, paragraph};
use super::executive::{self, Line};
use super::{Document, Earlier, Edition, front};

/// Builds the list of changes.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Changes, workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::Changes, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    if let Some(earlier) = &edition.earlier {
        since(workbook, edition, earlier, (&mut numbers, blocks));
    } else {
        blocks.push(executive::block(record::at_a_glance(workbook, edition), &mut numbers));
        blocks.push(paragraph("No earlier state of the workbook was given, so nothing is compared: the change log says in words what changed."));
        blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    }
    record::sections(workbook, edition, &mut numbers, blocks);
    report.blocks.extend(front::made_from(edition));
    report
}

fn since(
    workbook: &Workbook,
    edition: &Edition,
    earlier: &Earlier,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    let difference = Difference::between(&earlier.workbook, workbook);
    // what two products make of the same rules is no effect of an edit
    let are_unrelated = difference::are_unrelated(&earlier.workbook, workbook);
    let rows = (!are_unrelated).then(|| meaning::rows(earlier, workbook, edition));
    let mut lines = rows.as_deref().map(meaning::at_a_glance).unwrap_or_default();
    lines.push(edited(&difference));
    lines.extend(record::at_a_glance(workbook, edition));
    blocks.push(executive::block(lines, numbers));
    blocks.push(note(compared(earlier)));
    if are_unrelated {
        let text = format!("The two workbooks {}. Nothing is called better or worse.", difference::UNRELATED);
        blocks.push(note(Rich::strong(text)));
    }
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    if let Some(rows) = rows {
        blocks.push(numbers.section("What the changes mean", "meaning"));
        blocks.push(meaning::table_of(&rows, numbers));
    }
    blocks.push(numbers.section("What was changed", "edits"));
    edits::by_section(&difference, numbers, blocks);
    edits::reworded(&difference, numbers, blocks);
}

/// With what it is compared.
fn compared(earlier: &Earlier) -> Rich {
    let name = if earlier.name.trim().is_empty() { "an earlier state" } else { earlier.name.trim() };
    let of = earlier.date.map(|date| format!(" of {}", words::date(date))).unwrap_or_default();
    let digest = if earlier.digest.is_empty() { String::new() } else { format!(", SHA-256 {}", earlier.digest) };
    Rich::plain(format!("Compared with {name}{of}{digest}. Both states are judged as of the date of this document."))
}

/// How much was written.
fn edited(difference: &Difference) -> Line {
    let sections = difference.sections();
    let count = signing::count(difference.changes());
    if count == 0 {
        return Line::new(Section::About, "Edits", (Glyph::Within, "None"), "Nothing was changed.");
    }
    let titles = if sections.len() > 5 {
        words::how_many(sections.len(), "section", "sections")
    } else {
        words::sections(&sections)
    };
    let counted = words::capitalized(&words::how_many(count, "change", "changes"));
    Line::new(Section::About, "Edits", (Glyph::InProgress, counted), format!("In {titles}."))
}
