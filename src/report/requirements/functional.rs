//! What the product must do: each requirement as one sentence, with the figure that holds it, worst first.

use crate::assess::requirement::{self, Basis};
use crate::assess::{budget, metric};
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::requirements::Requirement;
use crate::model::{Id, Record, Section, Workbook};

use crate::report::block::{Block, Rich, Style};
use crate::report::compose::{
    Numbering, cell, cell_of, column, figures, fitted, heading, mark, note, paragraph, row, table,
};
use crate::report::detail;

use super::{badness, stands};

const SECTION: Section = Section::Requirements;

/// Every requirement with what its figure says, worst first.
pub(super) fn judged(workbook: &Workbook) -> Vec<(&Requirement, Option<Basis>)> {
    let all = workbook.requirements.functional.iter();
    let mut judged: Vec<_> = all.map(|one| (one, basis(workbook, one.budget, one.metric))).collect();
    judged.sort_by_key(|(_, basis)| std::cmp::Reverse(badness(basis.as_ref())));
    judged
}

/// What the budget of a requirement says, or else its metric.
fn basis(workbook: &Workbook, of_budget: Option<Id>, of_metric: Option<Id>) -> Option<Basis> {
    let budget = of_budget.and_then(|id| workbook.budgets.budgets.find(id));
    let metric = of_metric.and_then(|id| workbook.metrics.metrics.find(id));
    budget
        .map(|budget| requirement::of_budget(budget, Some(&budget::state(budget))))
        .or_else(|| metric.map(|metric| requirement::of_metric(metric, Some(&metric::state(metric)))))
}

/// The table, or that there is nothing to show.
pub(super) fn section(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let judged = judged(workbook);
    if judged.is_empty() {
        let said = detail::one(&*workbook.requirements, "functional", index);
        let said = if said.is_blank() { Rich::alert("No functional requirement is written down.") } else { said };
        return vec![note(said).from_section(SECTION)];
    }
    let rows = judged.iter().map(|(one, basis)| {
        // an ellipsis ends a sentence by itself
        let mut text = Rich::plain(one.sentence().replace("….", "…"));
        for field in one.fields() {
            if let Some(mark) = one.marks.get(field.key) {
                text = text.and(Style::Quiet, format!("\n{}: ", field.label)).with(detail::marked(mark));
            }
        }
        if let Some(gap) = requirement::gap(one) {
            text = text.and(Style::Alert, format!("\n{}.", gap.words()));
        }
        let (glyph, word) = stands(basis.as_ref());
        let asks = basis.as_ref().map(|basis| basis.asks.clone()).unwrap_or_default();
        let measured = basis.as_ref().map(|basis| basis.measured.clone()).unwrap_or_default();
        let cells = vec![
            cell(one.cite()),
            cell(text),
            cell(asks),
            cell(measured),
            mark(glyph, word),
            cell_of(*one, "owner", "Nobody"),
        ];
        row(SECTION, one.id, cells)
    });
    let columns = vec![
        fitted("#"),
        column("Requirement", 3.4),
        figures("Asks"),
        figures("Measured"),
        fitted("Stands"),
        column("Owner", 0.8),
    ];
    let caption = numbers.table("Functional requirements, worst first.");
    vec![
        paragraph("Each one is held by the budget or the metric that measures it.").from_section(SECTION),
        table(caption, columns, rows.collect()).from_section(SECTION),
    ]
}

/// Each requirement in full, in the order in which they are numbered.
pub(super) fn in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let requirements = &workbook.requirements;
    let functional = requirements
        .functional
        .iter()
        .map(|one| (format!("{} {}", one.cite(), requirement::name(one)), one.id, detail::run_in(one, index, &[])));
    let qualities = requirements.qualities.iter().map(|one| {
        let about = one.kind.map_or("Quality", crate::model::requirements::QualityKind::label);
        (format!("{} {about}", one.cite()), one.id, detail::run_in(one, index, &["kind"]))
    });
    functional
        .chain(qualities)
        .flat_map(|(title, id, text)| [heading(3, title).from_item(SECTION, id), note(text).from_item(SECTION, id)])
        .collect()
}
