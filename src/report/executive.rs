//! What somebody who decides reads first: a few lines, each with a sign, what it is about, and the figures.

use crate::assess::budget::Verdict;
use crate::assess::metric::Standing;
use crate::assess::risk::{self, RiskLevel};
use crate::model::failure_modes::FailureMode;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Glyph, Rich, Row};
use super::budgets::Judged;
use super::compose::{Numbering, cell, column, fitted, mark, source, table};
use super::{budgets, metrics};

/// A line.
pub(super) struct Line {
    /// What it is about, in a few words.
    pub(super) about: &'static str,
    /// The sign and its word.
    pub(super) mark: (Glyph, String),
    /// The figures behind it.
    pub(super) says: Rich,
    /// Where it comes from.
    pub(super) section: Section,
}

impl Line {
    /// A line.
    pub(super) fn new(
        section: Section,
        about: &'static str,
        (glyph, word): (Glyph, impl Into<String>),
        says: impl Into<Rich>,
    ) -> Self {
        Self { about, mark: (glyph, word.into()), says: says.into(), section }
    }
}

/// The lines as a table.
pub(super) fn block(lines: Vec<Line>, numbers: &mut Numbering) -> Block {
    captioned("At a glance.", lines, numbers)
}

/// The lines as a table with a caption of its own.
pub(super) fn captioned(caption: &str, lines: Vec<Line>, numbers: &mut Numbering) -> Block {
    let rows = lines.into_iter().map(|line| {
        let (glyph, word) = line.mark;
        let cells = vec![cell(Rich::strong(line.about)), mark(glyph, word), cell(line.says)];
        Row { cells, anchor: String::new(), source: Some(source(line.section, None)) }
    });
    let columns = vec![column("What", 1.0), fitted("Stands"), column("Figures", 2.8)];
    table(numbers.table(caption), columns, rows.collect())
}

/// How many failure modes there are and how bad they are, before controls and with them.
pub(super) fn failure_modes(workbook: &Workbook) -> Line {
    let modes = &workbook.failure_modes.modes;
    let worst = |of: fn(&FailureMode) -> Option<RiskLevel>| modes.iter().filter_map(of).max();
    let at =
        |level, of: fn(&FailureMode) -> Option<RiskLevel>| modes.iter().filter(|mode| of(mode) == Some(level)).count();
    let (mark, says) = match (modes.len(), worst(risk::residual).or_else(|| worst(risk::inherent))) {
        (0, _) => ((Glyph::Question, "None"), Rich::alert("No failure mode is described.")),
        (count, None) => ((Glyph::Question, "Not scored"), Rich::plain(format!("{count} described, none scored."))),
        (count, Some(level)) => {
            let before = at(RiskLevel::Critical, risk::inherent);
            let (critical, high) = (at(RiskLevel::Critical, risk::residual), at(RiskLevel::High, risk::residual));
            let mut said = format!(
                "{count} in all. Before controls {before} critical; with them {critical} critical, {high} high"
            );
            let open = modes.iter().filter(|mode| risk::residual(mode).is_none()).count();
            if open > 0 {
                said.push_str(&format!(", {open} without a score"));
            }
            ((Glyph::Pips(level.rank()), level.label()), Rich::plain(said + "."))
        }
    };
    Line::new(Section::FailureModes, "Failure modes", mark, says)
}

/// How many budgets are proven, and which are not.
pub(super) fn of_budgets(judged: &[Judged<'_>]) -> Line {
    let worst = worst(judged.iter().map(|one| one.state.verdict));
    if judged.is_empty() {
        return Line::new(Section::Budgets, "Budgets", worst, Rich::alert("No uncertainty budget is set."));
    }
    let counted = Verdict::ALL.iter().filter_map(|verdict| {
        let count = judged.iter().filter(|one| one.state.verdict == *verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.label().to_lowercase()))
    });
    let counted: Vec<String> = counted.collect();
    Line::new(Section::Budgets, "Budgets", worst, format!("Of {}: {}.", judged.len(), words::series(&counted)))
}

/// The sign and word of the worst of several verdicts; nothing measured if there are none.
pub(super) fn worst(verdicts: impl Iterator<Item = Verdict>) -> (Glyph, &'static str) {
    let worst = verdicts.max().unwrap_or(Verdict::Unmeasured);
    (budgets::glyph(worst), worst.label())
}

/// The same for metrics and criteria.
pub(super) fn worst_standing(standings: impl Iterator<Item = Standing>) -> (Glyph, &'static str) {
    let worst = standings.max_by_key(|standing| standing.verdict()).unwrap_or(Standing::NoAnswer);
    (metrics::glyph(worst), worst.label())
}
