//! The measurements as a grid of cells: where the person is, what is being typed, and what a text would make wrong. Knows
//! no window; [`super::measurements`] draws it.

use std::collections::BTreeMap;

use crate::model::budgets::Measurement;
use crate::model::value::Scalar;
use crate::model::{Date, Id};
use crate::words;

/// A column that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// When it was measured.
    Date,
    /// How many errors were found.
    Errors,
    /// In how many trials.
    Trials,
    /// Offline, shadow, pilot or production.
    Origin,
    /// The version of the model.
    Version,
    /// Where the result is kept.
    Source,
}

impl Column {
    /// In the order of the Tab key.
    pub const ALL: [Self; 6] = [Self::Date, Self::Errors, Self::Trials, Self::Origin, Self::Version, Self::Source];

    /// The field of a measurement.
    pub fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Errors => "errors",
            Self::Trials => "trials",
            Self::Origin => "origin",
            Self::Version => "model_version",
            Self::Source => "source",
        }
    }

    /// The head of the column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::Errors => "Errors",
            Self::Trials => "Trials",
            Self::Origin => "Measured in",
            Self::Version => "Version",
            Self::Source => "Source",
        }
    }

    /// Whether it holds a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Errors | Self::Trials)
    }

    fn beside(self, by: isize) -> Option<Self> {
        let at = Self::ALL.iter().position(|other| *other == self)?;
        Self::ALL.get(at.checked_add_signed(by)?).copied()
    }
}

/// The cell's text as it is edited.
pub fn text(column: Column, measurement: &Measurement) -> String {
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    match column {
        Column::Date => measurement.date.map(|date| date.to_string()).unwrap_or_default(),
        Column::Errors => number(measurement.errors),
        Column::Trials => number(measurement.trials),
        Column::Origin => measurement.origin.map(|origin| origin.label().to_owned()).unwrap_or_default(),
        Column::Version => measurement.model_version.clone(),
        Column::Source => measurement.source.clone(),
    }
}

/// The cell's text as it is read.
pub fn shown(column: Column, measurement: &Measurement) -> String {
    match column {
        Column::Date => measurement.date.map(words::short_date).unwrap_or_default(),
        Column::Errors => measurement.errors.map(words::count).unwrap_or_default(),
        Column::Trials => measurement.trials.map(words::count).unwrap_or_default(),
        other => text(other, measurement),
    }
}

/// What is wrong with a text for a cell, as a sentence that says what to enter. Empty text clears the cell.
pub fn problem(column: Column, typed: &str, measurement: &Measurement) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = || u64::parse(typed).map_err(|invalid| format!("Enter {}", invalid.wanted));
    match column {
        Column::Date => Date::parse(typed).err().map(|invalid| format!("Enter {}", invalid.wanted)),
        Column::Errors => match (number(), measurement.trials) {
            (Err(problem), _) => Some(problem),
            (Ok(errors), Some(trials)) if errors > trials => {
                Some(format!("Enter at most {}: so many were tried", words::count(trials)))
            }
            _ => None,
        },
        Column::Trials => match (number(), measurement.errors) {
            (Err(problem), _) => Some(problem),
            (Ok(0), _) => Some("Enter at least 1: without trials nothing was measured".to_owned()),
            (Ok(trials), Some(errors)) if trials < errors => {
                Some(format!("Enter at least {}: so many errors were found", words::count(errors)))
            }
            _ => None,
        },
        Column::Origin | Column::Version | Column::Source => None,
    }
}

/// A cell that is being edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// What Escape brings back.
    pub before: String,
    /// What stands in the field.
    pub text: String,
    /// Whether it was opened in this frame.
    pub fresh: bool,
    /// The value as it was last seen; `None` after something was written. If it changes by itself, it was undone.
    pub seen: Option<String>,
}

impl Editing {
    /// Shows what the cell holds now, if that was changed from elsewhere while it is edited: by undo.
    pub fn follow(&mut self, now: &str) {
        match &self.seen {
            Some(seen) if seen != now => self.text = now.to_owned(),
            _ => {}
        }
        self.seen = Some(now.to_owned());
    }
}

/// Where the person is.
#[derive(Debug, Default)]
pub struct Grid {
    /// The measurement and the column.
    pub at: Option<(Id, Column)>,
    /// The text, while the cell is edited.
    pub editing: Option<Editing>,
    /// Texts that cannot be read, kept until somebody mends them.
    pub drafts: BTreeMap<(Id, Column), String>,
    /// The measurement that is shown with every question.
    pub in_full: Option<Id>,
    /// Give the cell the focus.
    pub focus: bool,
    /// Bring the row into sight.
    pub scroll: bool,
}

/// Where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One cell back or on, through the rows.
    Cells(isize),
    /// One row up or down.
    Rows(isize),
    /// The first or the last cell of the row.
    RowEnd(bool),
}

impl Grid {
    /// Goes to a measurement, to be seen.
    pub fn go_to(&mut self, id: Id) {
        self.at = Some((id, Column::Date));
        self.scroll = true;
    }

    /// Opens a cell for typing.
    pub fn open(&mut self, id: Id, column: Column, text: String) {
        let text_now = self.drafts.get(&(id, column)).cloned().unwrap_or_else(|| text.clone());
        self.at = Some((id, column));
        self.editing = Some(Editing { before: text, text: text_now, fresh: true, seen: None });
        self.scroll = true;
    }

    /// The cell where a step leads to; `rows` are the measurements from the top down. `None` at the edges.
    pub fn step(&self, rows: &[Id], step: Step) -> Option<(Id, Column)> {
        let (id, column) = self.at?;
        let row = rows.iter().position(|other| *other == id)?;
        let row_at = |by: isize| rows.get(row.checked_add_signed(by)?).copied();
        match step {
            Step::Rows(by) => Some((row_at(by)?, column)),
            Step::RowEnd(first) => Some((id, if first { Column::Date } else { Column::Source })),
            Step::Cells(by) => match column.beside(by) {
                Some(column) => Some((id, column)),
                None => Some((row_at(by)?, if by > 0 { Column::Date } else { Column::Source })),
            },
        }
    }

    /// Ends editing; a text that cannot be read stays as a draft.
    pub fn close(&mut self, measurement: Option<&Measurement>) {
        let Some((cell, editing)) = self.at.zip(self.editing.take()) else { return };
        match measurement.filter(|measurement| problem(cell.1, &editing.text, measurement).is_some()) {
            Some(_) => self.drafts.insert(cell, editing.text),
            None => self.drafts.remove(&cell),
        };
    }

    /// Drafts of a measurement that its other cells have made right, taken out.
    pub fn mended(&mut self, measurement: &Measurement) -> Vec<(Column, String)> {
        let of_it = |(id, column): &(Id, Column), text: &String| {
            *id == measurement.id && problem(*column, text, measurement).is_none()
        };
        let right: Vec<_> =
            self.drafts.iter().filter(|(cell, text)| of_it(cell, text)).map(|(cell, _)| *cell).collect();
        right.into_iter().filter_map(|cell| Some((cell.1, self.drafts.remove(&cell)?))).collect()
    }

    /// What is wrong with a text of a measurement, and whether that is the one being typed.
    pub fn problem(&self, measurement: &Measurement) -> Option<(String, bool)> {
        let typed = self.at.zip(self.editing.as_ref()).filter(|((id, _), _)| *id == measurement.id);
        let typed = typed.and_then(|((_, column), editing)| problem(column, &editing.text, measurement));
        let kept = || {
            let mut drafts = self.drafts.range((measurement.id, Column::Date)..=(measurement.id, Column::Source));
            drafts.find_map(|((_, column), text)| problem(*column, text, measurement))
        };
        typed.map(|problem| (problem, true)).or_else(|| kept().map(|problem| (problem, false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(errors: u64, trials: u64) -> Measurement {
        Measurement { id: Id(5), errors: Some(errors), trials: Some(trials), ..Measurement::default() }
    }

    #[test]
    fn errors_never_exceed_trials() {
        let row = measured(19, 640);
        for (column, text, wrong) in [
            (Column::Errors, "640", false),
            (Column::Errors, "641", true),
            (Column::Errors, "-1", true),
            (Column::Errors, "1.5", true),
            (Column::Errors, "", false),
            (Column::Trials, "18,400", false),
            (Column::Trials, "18", true),
            (Column::Trials, "0", true),
            (Column::Date, "2026-03-09", false),
            (Column::Date, "2026-02-30", true),
            (Column::Date, "March", true),
            (Column::Source, "anything", false),
        ] {
            assert_eq!(problem(column, text, &row).is_some(), wrong, "{column:?} {text}");
        }
        assert_eq!(problem(Column::Errors, "900", &Measurement::default()), None, "trials come after");
    }

    #[test]
    fn a_draft_is_kept_and_mended_by_the_other_number() {
        let mut grid = Grid::default();
        grid.open(Id(5), Column::Errors, "3".to_owned());
        if let Some(editing) = &mut grid.editing {
            editing.text = "17".to_owned();
        }
        let row = measured(3, 10);
        assert!(grid.problem(&row).is_some());
        grid.close(Some(&row));
        assert_eq!(grid.drafts.len(), 1);
        assert!(grid.problem(&row).is_some(), "a kept draft is still wrong");
        assert!(grid.mended(&row).is_empty());
        assert_eq!(grid.mended(&measured(3, 640)), [(Column::Errors, "17".to_owned())]);
        assert!(grid.drafts.is_empty());
    }

    #[test]
    fn steps_go_through_the_rows_and_stop_at_the_edges() {
        let rows = [Id(1), Id(2)];
        let from = |id, column, step| Grid { at: Some((Id(id), column)), ..Grid::default() }.step(&rows, step);
        assert_eq!(from(1, Column::Date, Step::Cells(1)), Some((Id(1), Column::Errors)));
        assert_eq!(from(1, Column::Source, Step::Cells(1)), Some((Id(2), Column::Date)));
        assert_eq!(from(2, Column::Date, Step::Cells(-1)), Some((Id(1), Column::Source)));
        assert_eq!(from(2, Column::Source, Step::Cells(1)), None);
        assert_eq!(from(1, Column::Trials, Step::Rows(1)), Some((Id(2), Column::Trials)));
        assert_eq!(from(1, Column::Trials, Step::Rows(-1)), None);
        assert_eq!(from(1, Column::Trials, Step::RowEnd(true)), Some((Id(1), Column::Date)));
    }
}
