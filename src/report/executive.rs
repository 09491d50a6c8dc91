//! What somebody who decides reads first: a few lines, each with a sign, what it is about, and the figures.

use crate::assess::budget::Verdict;
use crate::assess::metric::Standing;
use crate::model::Section;

use super::block::{Block, Glyph, Rich, Row};
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
    let rows = lines.into_iter().map(|line| {
        let (glyph, word) = line.mark;
        let cells = vec![cell(Rich::strong(line.about)), mark(glyph, word), cell(line.says)];
        Row { cells, anchor: String::new(), source: Some(source(line.section, None)) }
    });
    let columns = vec![column("What", 1.0), fitted("Stands"), column("Figures", 2.8)];
    table(numbers.table("At a glance."), columns, rows.collect())
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
