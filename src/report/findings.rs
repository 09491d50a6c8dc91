//! What the checker found, in documents: blockers and warnings in full, advice as a count. What nobody knows yet has a
//! table of its own (`unknowns`), and so have waivers (`reviews`).

use std::collections::BTreeMap;

use crate::assess::findings::{self, Finding, Severity};
use crate::model::place::{Entry, Index};
use crate::model::record::cite;
use crate::model::{Date, Section, Workbook};
use crate::words::{capitalized, how_many, series};

use super::block::{Block, Glyph, Rich, Row, Style};
use super::compose::{Numbering, cell, column, fitted, mark, paragraph, source, table};
use super::{Edition, front};

/// Rules whose findings stand in another table.
const ELSEWHERE: [&str; 2] = ["unknown-open", "unknown-overdue"];

/// Whether a finding stands in another table: what nobody knows yet has one of its own.
pub(super) fn is_elsewhere(finding: &Finding) -> bool {
    ELSEWHERE.contains(&finding.rule.id)
}

/// Open blockers and warnings, worst first, and how much advice there is; a sentence if there is nothing.
pub(super) fn open(workbook: &Workbook, edition: &Edition, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let mut open: Vec<Finding> = findings::check_with(workbook, front::as_of(workbook, edition), &edition.standings)
        .into_iter()
        .filter(|finding| finding.is_open() && !is_elsewhere(finding))
        .collect();
    let mut blocks = vec![paragraph(sentence(&open))];
    open.retain(|finding| finding.severity() != Severity::Advice);
    open.sort_by_key(Finding::severity); // stable: within a severity by section, as they come
    if !open.is_empty() {
        blocks.push(rows_of(&open, index, numbers.table("Open findings, blockers first.")));
    }
    blocks
}

/// The open findings of some sections, advice included, the weightiest first; `None` if there are none.
pub(super) fn table_in(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (sections, caption, numbers): (&[Section], &str, &mut Numbering),
) -> Option<Block> {
    // sign-offs are of no section that has such a table
    let mut open: Vec<Finding> = findings::check_with(workbook, today, &BTreeMap::new())
        .into_iter()
        .filter(|finding| finding.is_open() && sections.contains(&finding.place.section))
        .filter(|finding| !is_elsewhere(finding))
        .collect();
    open.sort_by_key(Finding::severity);
    (!open.is_empty()).then(|| rows_of(&open, index, numbers.table(caption)))
}

fn rows_of(findings: &[Finding], index: &Index, caption: String) -> Block {
    let columns =
        vec![fitted("Severity"), column("Where", 1.1), column("What is wrong", 2.0), column("What to do", 1.7)];
    table(caption, columns, findings.iter().map(|finding| row_of(finding, index)).collect())
}

fn sentence(open: &[Finding]) -> Rich {
    let count = |severity| open.iter().filter(|finding| finding.severity() == severity).count();
    let (blockers, warnings, advice) = (count(Severity::Blocker), count(Severity::Warning), count(Severity::Advice));
    if blockers + warnings + advice == 0 {
        return Rich::plain("No finding is open.");
    }
    let blocking = match blockers {
        0 => Rich::plain("Nothing found stands in the way of a release."),
        1 => Rich::alert("One blocker stands in the way of any release."),
        _ => {
            let several = capitalized(&how_many(blockers, "blocker", "blockers"));
            Rich::alert(format!("{several} stand in the way of any release."))
        }
    };
    let rest: Vec<String> = [(warnings, "warning", "warnings"), (advice, "piece of advice", "pieces of advice")]
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, several)| how_many(count, one, several))
        .collect();
    if rest.is_empty() { blocking } else { blocking.then(format!(" Besides: {}.", series(&rest))) }
}

fn row_of(finding: &Finding, index: &Index) -> Row {
    let glyph = match finding.severity() {
        Severity::Blocker => Glyph::Blocker,
        Severity::Warning => Glyph::Warning,
        Severity::Advice => Glyph::Advice,
    };
    let cells = vec![
        mark(glyph, finding.severity().label()),
        cell(place_of(finding, index)),
        cell(wrong(finding)),
        cell(finding.action.as_str()),
    ];
    let item = finding.place.items.first().map(|(_, id, _)| *id);
    Row { cells, anchor: String::new(), source: Some(source(finding.place.section, item)) }
}

/// What is wrong. That questions are blank is told by their names: the finding's line only says where.
fn wrong(finding: &Finding) -> &str {
    if finding.rule.id == "answer-blank" { &finding.why } else { &finding.message }
}

/// Citation and title of the item, or the section's title.
fn place_of(finding: &Finding, index: &Index) -> Rich {
    let section = finding.place.section.title();
    let Some((kind, id, number)) = finding.place.items.first().copied() else { return Rich::strong(section) };
    let cited = cite(kind, number);
    let title = index.get(id).map(|entry| shortened(&entry.title)).unwrap_or_default();
    // an answer to a practice or a canvas note says all there is in the finding itself
    let said = title.is_empty() || wrong(finding).contains(title.trim_end_matches('…'));
    let head = Rich::strong(if cited.is_empty() { section.to_owned() } else { cited });
    if said || finding.place.section == Section::Canvas { head } else { head.and(Style::Quiet, format!("\n{title}")) }
}

/// Citation and title of the item in one line, or the section's title: `FM-4 Scores translated claims lower`.
pub(super) fn place_in_line(finding: &Finding, index: &Index) -> String {
    let item = finding.place.items.first().map(|(_, id, _)| *id);
    item.and_then(|id| index.get(id)).map_or_else(|| finding.place.section.title().to_owned(), Entry::words)
}

/// A title of at most sixty letters.
fn shortened(title: &str) -> String {
    let title = title.trim();
    match title.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", title.get(..at).unwrap_or(title).trim_end()),
        None => title.to_owned(),
    }
}
