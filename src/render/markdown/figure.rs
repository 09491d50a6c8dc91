//! The numbers behind a drawing as a table, where the alternative text does not say them all.

use crate::render::figures;
use crate::report::block::Chart;

use super::{inline, row};

/// A table with the numbers of a chart; empty where the words of the figure say everything.
pub(super) fn data(chart: &Chart) -> String {
    let numbers = figures::numbers(chart);
    if numbers.rows.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = numbers.heads.iter().map(|head| (*head).to_owned()).collect();
    let rules: Vec<String> = heads.iter().map(|_| "---".to_owned()).collect();
    let escaped = |cells: &Vec<String>| row(&cells.iter().map(|cell| inline::label(cell)).collect::<Vec<_>>());
    [vec![row(&heads), row(&rules)], numbers.rows.iter().map(escaped).collect()].concat().join("\n")
}
