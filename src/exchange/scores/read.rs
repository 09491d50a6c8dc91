//! Reading a whole table into bins.

use std::io::Read;

use crate::model::Rate;
use crate::model::operating_points::ScoreBin;

use super::preview::{is_same_label, named};
use super::rows::{Row, Rows, text_of};
use super::{BadRow, Reason, ScoresError};

/// Into how many bins scores go, unless somebody says otherwise: each 0.005 wide, so that every threshold in steps of 0.01 lies
/// between two bins and its counts are exact, and so that a workbook stays a text of a few hundred lines.
pub const USUAL_BINS: usize = 200;

/// The most bins.
pub const MOST_BINS: usize = 4_000;

/// So many bad rows are told one by one.
const MOST_TOLD: usize = 20;

/// After how many rows the progress is told.
const EVERY: u64 = 4_096;

/// What to read from a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The position of the column with the score, from 0.
    pub score: usize,
    /// The position of the column with the label.
    pub label: usize,
    /// The label of the positive class. Labels are the same whatever their case, and numbers by value.
    pub positive: String,
    /// The only other label; `None` takes any other one.
    pub negative: Option<String>,
    /// Whether the first row holds names.
    pub head: bool,
    /// How many bins, from 1 to [`MOST_BINS`].
    pub bins: usize,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Go on.
    Continue,
    /// Stop: nothing is wanted any more.
    Cancel,
}

/// Scores as they were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// Bins that hold cases, without identities.
    pub bins: Vec<ScoreBin>,
    /// How many rows there are, the head not counted.
    pub rows: u64,
    /// How many of them were used.
    pub used: u64,
    /// How many of those are of the positive class.
    pub positives: u64,
    /// How many were left out.
    pub bad: u64,
    /// The first of those that were left out.
    pub told: Vec<BadRow>,
}

/// Reads a table. `progress` is told how many bytes and rows were read, and says whether to go on.
///
/// # Errors
/// [`ScoresError`] if there is no such column, no usable row, or one class alone; if the table cannot be read; and if
/// `progress` cancels.
pub fn read<R: Read>(
    source: R,
    plan: &Plan,
    mut progress: impl FnMut(u64, u64) -> Step,
) -> Result<Scores, ScoresError> {
    let mut rows = Rows::new(source)?;
    let mut tally = Tally::new(plan);
    let mut columns = None;
    if plan.head {
        columns = rows.next()?.map(|head| head.len());
    }
    loop {
        if tally.rows.is_multiple_of(EVERY) && progress(rows.bytes, tally.rows) == Step::Cancel {
            return Err(ScoresError::Cancelled);
        }
        let Some(row) = rows.next()? else { break };
        let wanted = *columns.get_or_insert(row.len());
        if tally.rows == 0 {
            check(plan, wanted)?;
        }
        tally.take(&row, plan, wanted);
    }
    progress(rows.bytes, tally.rows);
    tally.into_scores()
}

fn check(plan: &Plan, columns: usize) -> Result<(), ScoresError> {
    if let Some(at) = [plan.score, plan.label].into_iter().find(|at| *at >= columns) {
        let names: Vec<String> = (0..columns).map(named).collect();
        return Err(ScoresError::NoColumn { name: (at + 1).to_string(), columns: names.join(", ") });
    }
    if plan.score == plan.label { Err(ScoresError::SameColumn) } else { Ok(()) }
}

/// What was counted so far.
struct Tally {
    edges: Vec<f64>,
    counts: Vec<(u64, u64)>,
    rows: u64,
    bad: u64,
    outside: u64,
    told: Vec<BadRow>,
}

impl Tally {
    fn new(plan: &Plan) -> Self {
        let bins = plan.bins.clamp(1, MOST_BINS);
        let edges = (0..=bins).map(|at| at as f64 / bins as f64).collect();
        Self { edges, counts: vec![(0, 0); bins], rows: 0, bad: 0, outside: 0, told: Vec::new() }
    }

    fn take(&mut self, row: &Row<'_>, plan: &Plan, wanted: usize) {
        self.rows += 1;
        match case(row, plan, wanted) {
            Ok((score, positive)) => {
                let at = self.bin_of(score);
                if let Some((positives, negatives)) = self.counts.get_mut(at) {
                    *(if positive { positives } else { negatives }) += 1;
                }
            }
            Err(reason) => {
                self.bad += 1;
                self.outside += u64::from(matches!(reason, Reason::ScoreOutside(_)));
                if self.told.len() < MOST_TOLD {
                    self.told.push(BadRow { line: row.line, reason });
                }
            }
        }
    }

    /// The bin of a score: from its lower edge on, up to its upper one, which only the last bin includes.
    fn bin_of(&self, score: f64) -> usize {
        let bins = self.counts.len();
        let about = ((score * bins as f64) as usize).min(bins - 1);
        let edge = |at: usize| self.edges.get(at).copied().unwrap_or(1.0);
        if score < edge(about) {
            about.saturating_sub(1)
        } else if score >= edge(about + 1) {
            (about + 1).min(bins - 1)
        } else {
            about
        }
    }

    fn into_scores(self) -> Result<Scores, ScoresError> {
        let used = self.rows - self.bad;
        let positives: u64 = self.counts.iter().map(|(positives, _)| positives).sum();
        if self.rows == 0 {
            return Err(ScoresError::Empty);
        }
        if used == 0 {
            let first = self.told.into_iter().next().unwrap_or(BadRow { line: 1, reason: Reason::NoScore });
            return Err(ScoresError::NoUsableRow { rows: self.rows, first, outside: self.outside * 2 > self.rows });
        }
        if positives == 0 || positives == used {
            return Err(ScoresError::OneClass { used, positive: positives == used });
        }
        let ends = self.edges.iter().zip(self.edges.iter().skip(1));
        let bins =
            ends.zip(&self.counts).filter(|(_, counts)| **counts != (0, 0)).map(|((from, to), counts)| ScoreBin {
                from: Rate::new(*from),
                to: Rate::new(*to),
                positives: Some(counts.0),
                negatives: Some(counts.1),
                ..ScoreBin::default()
            });
        Ok(Scores { bins: bins.collect(), rows: self.rows, used, positives, bad: self.bad, told: self.told })
    }
}

/// The case in a row: its score, and whether it is of the positive class.
fn case(row: &Row<'_>, plan: &Plan, wanted: usize) -> Result<(f64, bool), Reason> {
    if row.len() != wanted {
        return Err(Reason::Columns { found: row.len(), wanted });
    }
    let score = score_of(row.field(plan.score).unwrap_or_default())?;
    let label = row.field(plan.label).unwrap_or_default().trim_ascii();
    if label.is_empty() {
        return Err(Reason::NoLabel);
    }
    if is_label(label, &plan.positive) {
        return Ok((score, true));
    }
    match &plan.negative {
        Some(negative) if !is_label(label, negative) => Err(Reason::LabelUnknown(shown(label))),
        _ => Ok((score, false)),
    }
}

fn is_label(field: &[u8], label: &str) -> bool {
    field == label.as_bytes() || is_same_label(&text_of(field), label)
}

/// A score as a number between 0 and 1.
pub(super) fn score_of(field: &[u8]) -> Result<f64, Reason> {
    let field = field.trim_ascii();
    if field.is_empty() {
        return Err(Reason::NoScore);
    }
    let Some(score) = number_of(field) else { return Err(Reason::ScoreNotNumber(shown(field))) };
    match score {
        nan if nan.is_nan() => Err(Reason::ScoreNan),
        0.0..=1.0 => Ok(score),
        _ => Err(Reason::ScoreOutside(shown(field))),
    }
}

/// A number, also one with a decimal comma.
pub(super) fn number_of(field: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(field).ok()?;
    let with_comma = || text.contains(',').then(|| text.replacen(',', ".", 1).parse().ok()).flatten();
    text.parse().ok().or_else(with_comma)
}

/// The beginning of a field, for a message.
fn shown(field: &[u8]) -> String {
    let text = text_of(field);
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
