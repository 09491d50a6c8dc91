//! How well the product must do it: speed, fairness between groups, explanation, what still works, how fresh data must be, and
//! whatever else must hold.

use crate::assess::fairness;
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::requirements::QualityKind;
use crate::model::{Record, Section, Workbook};

use crate::report::block::{Block, Glyph, Rich, Row};
use crate::report::compose::{
    Numbering, cell, cell_of, column, facts, figures, fitted, heading, mark, row, source, table,
};
use crate::report::{budgets, detail};

const SECTION: Section = Section::Requirements;

/// What has a table of its own.
const TABLES: &[&str] = &["functional", "qualities", "stories", "behaviors"];

/// The answers, then the groups, then the rest.
pub(super) fn section(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let requirements = &*workbook.requirements;
    let groups = groups(workbook, numbers);
    // the groups stand in their table, if there are any
    let told: Vec<&str> = TABLES.iter().copied().chain(groups.as_ref().map(|_| "fairness_groups")).collect();
    let said = detail::answers(requirements, index, &told);
    let asked = requirements.fields().iter().filter(|field| !told.contains(&field.key));
    let answers = asked.filter_map(|field| match said.iter().find(|(label, _)| *label == field.label) {
        Some(found) => Some(found.clone()),
        None => field.expected.then(|| (field.label, Rich::alert("Not said."))),
    });
    let mut blocks = vec![facts(answers.collect()).from_section(SECTION)];
    blocks.extend(groups);
    blocks.extend(qualities(workbook, numbers));
    blocks
}

/// What was measured for each group that is to be compared, worst first.
fn groups(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut groups = fairness::of(workbook);
    if groups.is_empty() {
        return None;
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.figure.as_ref().and_then(|figure| figure.verdict)));
    let rows = groups.into_iter().map(|group| {
        let name = cell(Rich::strong(group.name));
        let (cells, item) = match group.figure {
            Some(figure) => {
                let stands = match figure.verdict {
                    Some(verdict) => mark(budgets::glyph(verdict), verdict.label()),
                    None => mark(Glyph::Question, "No limit"),
                };
                (vec![name, cell(figure.value), cell(figure.cited), stands], Some(figure.item))
            }
            None => {
                let none = cell(Rich::alert("Not measured"));
                (vec![name, none, cell(""), mark(Glyph::Unmeasured, "Unmeasured")], None)
            }
        };
        let section = match item {
            Some(id) if workbook.metrics.metrics.find(id).is_some() => Section::Metrics,
            Some(_) => Section::Budgets,
            None => SECTION,
        };
        Row { cells, anchor: String::new(), source: Some(source(section, item)) }
    });
    let columns = vec![column("Group", 2.0), figures("Measured"), fitted("By"), fitted("Stands")];
    let caption = numbers.table("Groups to compare, worst first.");
    Some(table(caption, columns, rows.collect()).from_section(SECTION))
}

fn qualities(workbook: &Workbook, numbers: &mut Numbering) -> Vec<Block> {
    let qualities = &workbook.requirements.qualities;
    if qualities.is_empty() {
        return Vec::new();
    }
    let rows = qualities.iter().map(|quality| {
        let cells = vec![
            cell(quality.cite()),
            cell(quality.kind.map(QualityKind::label).unwrap_or_default()),
            cell_of(quality, "statement", "Not said"),
            cell_of(quality, "check", "No check"),
            cell_of(quality, "demanded_by", "Nobody"),
        ];
        row(SECTION, quality.id, cells)
    });
    let columns = vec![
        fitted("#"),
        fitted("About"),
        column("What must hold", 2.2),
        column("How it is checked", 1.8),
        column("Demanded by", 0.9),
    ];
    let caption = numbers.table("Other quality requirements.");
    vec![heading(2, "What else must hold"), table(caption, columns, rows.collect()).from_section(SECTION)]
}
