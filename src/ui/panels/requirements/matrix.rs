//! What the product does, by segment and confidence state: which cell has words of its own, which takes those for all, and
//! which is not set. Knows no window.

use crate::model::requirements::{Behavior, ConfidenceState};
use crate::model::{Id, List, manner};

/// The states in the order of the columns.
pub const STATES: [ConfidenceState; 3] = [ConfidenceState::Serve, ConfidenceState::Gray, ConfidenceState::Fallback];

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Words of its own.
    Own(Id),
    /// An item that says nothing yet.
    Empty(Id),
    /// The words for all.
    ForAll(Id),
    /// Nothing.
    Missing,
}

/// A segment with its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name; may be blank.
    pub segment: String,
    /// Whether it is the one that the others take their words from.
    pub for_all: bool,
    /// Its cells, in the order of [`STATES`].
    pub cells: [Cell; 3],
}

/// Whether a segment means everybody: blank, or a name that begins with "all".
pub fn is_for_all(segment: &str) -> bool {
    let name = segment.trim().to_lowercase();
    name.split_whitespace().next().is_none_or(|first| matches!(first, "all" | "everybody" | "everyone"))
}

/// The table: first the row for all, if there is one, then the segments in the order in which they are met.
pub fn rows(behaviors: &List<Behavior>) -> Vec<Row> {
    let mut names: Vec<&str> = Vec::new();
    for behavior in behaviors.iter().filter(|behavior| behavior.state.is_some()) {
        let name = behavior.segment.trim();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let base = names.iter().position(|name| is_for_all(name));
    if let Some(at) = base {
        let first = names.remove(at);
        names.insert(0, first);
    }
    let own = |name: &str, state| {
        behaviors.iter().find(|behavior| behavior.segment.trim() == name && behavior.state == Some(state))
    };
    let all = base.and(names.first().copied());
    let cell = |name: &str, state| match own(name, state) {
        Some(behavior) if behavior.behavior.trim().is_empty() => Cell::Empty(behavior.id),
        Some(behavior) => Cell::Own(behavior.id),
        None => match all.filter(|all| *all != name).and_then(|all| own(all, state)) {
            Some(behavior) if !behavior.behavior.trim().is_empty() => Cell::ForAll(behavior.id),
            _ => Cell::Missing,
        },
    };
    let row = |name: &&str| Row {
        segment: (*name).to_owned(),
        for_all: all == Some(*name),
        cells: STATES.map(|state| cell(name, state)),
    };
    names.iter().map(row).collect()
}

/// How many cells are not set.
pub fn not_set(rows: &[Row]) -> usize {
    let open = |cell: &&Cell| matches!(cell, Cell::Empty(_) | Cell::Missing);
    rows.iter().map(|row| row.cells.iter().filter(open).count()).sum()
}

/// A score from which on a band begins, in two digits.
fn score(value: f64) -> String {
    manner::decimal(&format!("{value:.2}"))
}

/// The scores of the three bands in words: `0.78 and up`, `0.50 to 0.78`, `under 0.50`.
pub fn bands(fallback_below: Option<f64>, serve_above: Option<f64>) -> [String; 3] {
    let Some((lower, upper)) = fallback_below.zip(serve_above) else { return [const { String::new() }; 3] };
    [
        format!("{} and up", score(upper)),
        format!("{} to {}", score(lower), score(upper)),
        format!("under {}", score(lower)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behavior(id: u64, segment: &str, state: ConfidenceState, text: &str) -> Behavior {
        Behavior {
            id: Id(id),
            segment: segment.to_owned(),
            state: Some(state),
            behavior: text.to_owned(),
            ..Behavior::default()
        }
    }

    #[test]
    fn a_segment_takes_the_words_for_all_until_it_has_its_own() {
        use ConfidenceState::{Fallback, Gray, Serve};
        let list: List<Behavior> = [
            behavior(1, "Over 70", Fallback, "Call back"),
            behavior(2, "All claims", Serve, "Route"),
            behavior(3, " All claims", Gray, "Clause first"),
            behavior(4, "Translated", Serve, " "),
            behavior(5, "Translated", Gray, "Both languages"),
        ]
        .into_iter()
        .collect();
        let rows = rows(&list);
        let names: Vec<&str> = rows.iter().map(|row| row.segment.as_str()).collect();
        assert_eq!(names, ["All claims", "Over 70", "Translated"]);
        assert_eq!(rows[0].cells, [Cell::Own(Id(2)), Cell::Own(Id(3)), Cell::Missing]);
        assert_eq!(rows[1].cells, [Cell::ForAll(Id(2)), Cell::ForAll(Id(3)), Cell::Own(Id(1))]);
        assert_eq!(rows[2].cells, [Cell::Empty(Id(4)), Cell::Own(Id(5)), Cell::Missing]);
        assert!(rows[0].for_all && !rows[1].for_all);
        assert_eq!(not_set(&rows), 3);
    }

    #[test]
    fn without_a_row_for_all_nothing_is_taken_over() {
        let list: List<Behavior> = [behavior(1, "At home", ConfidenceState::Serve, "Decline")].into_iter().collect();
        assert_eq!(rows(&list)[0].cells, [Cell::Own(Id(1)), Cell::Missing, Cell::Missing]);
        assert!(rows(&List::default()).is_empty());
        assert!(is_for_all("") && is_for_all("All") && !is_for_all("Allergic users"));
    }

    #[test]
    fn bands_are_told_by_their_scores() {
        assert_eq!(bands(Some(0.5), Some(0.78)), ["0.78 and up", "0.50 to 0.78", "under 0.50"]);
        assert_eq!(bands(None, Some(0.78)), ["", "", ""]);
    }
}
