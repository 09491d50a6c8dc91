//! Scores for the tests of this folder.

use crate::model::Rate;
use crate::model::operating_points::ScoreBin;

/// A bin.
pub(super) fn bin(from: f64, to: f64, positives: u64, negatives: u64) -> ScoreBin {
    ScoreBin {
        from: Rate::new(from),
        to: Rate::new(to),
        positives: Some(positives),
        negatives: Some(negatives),
        ..ScoreBin::default()
    }
}

/// Bins from a table.
pub(super) fn bins(table: &[(f64, f64, u64, u64)]) -> Vec<ScoreBin> {
    table.iter().map(|(from, to, positives, negatives)| bin(*from, *to, *positives, *negatives)).collect()
}

/// The scores of the tests against scikit-learn: written by tests/reference/thresholds.py.
pub(super) fn reference(name: &str) -> Vec<ScoreBin> {
    const BINS: &str = include_str!("../../../tests/reference/thresholds-bins.csv");
    let rows = BINS.lines().skip(1).filter_map(|line| line.strip_prefix(name)?.strip_prefix(','));
    let read = |row: &str| {
        let fields: Vec<f64> = row.split(',').filter_map(|field| field.parse().ok()).collect();
        let &[from, to, positives, negatives] = fields.as_slice() else { panic!("{row}") };
        bin(from, to, positives as u64, negatives as u64)
    };
    rows.map(read).collect()
}

/// A value of the reference.
pub(super) fn expected(name: &str, figure: &str) -> f64 {
    const FIGURES: &str = include_str!("../../../tests/reference/thresholds.csv");
    let key = format!("{name},{figure},");
    let found = FIGURES.lines().find_map(|line| line.strip_prefix(&key)?.parse().ok());
    found.unwrap_or_else(|| panic!("{key}"))
}

/// The sets of scores in the reference.
pub(super) const SETS: [&str; 3] = ["wide", "rare", "small"];
