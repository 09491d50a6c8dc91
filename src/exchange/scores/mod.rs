//! Scores with labels from a table of text: one row a case, one column with its score and one with what was true.
//!
//! [`preview()`] looks at the beginning of a table and guesses; [`read()`] streams all of it and counts cases by bin, in memory
//! that does not grow with the file. A row that cannot be used is counted and told with its line, never guessed at. Commas,
//! semicolons and tabs separate; fields may be quoted; a decimal comma is read as a point.

mod preview;
mod read;
mod rows;
#[cfg(test)]
mod tests;

use std::fmt;

use thiserror::Error;

use crate::words;

pub use preview::{Label, Preview, negative_of, preview};
pub use read::{MOST_BINS, Plan, Scores, Step, USUAL_BINS, read};

/// Why a row was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It has another number of columns than the head.
    Columns {
        /// How many it has.
        found: usize,
        /// How many the head has.
        wanted: usize,
    },
    /// There is no score.
    NoScore,
    /// The score is not a number.
    ScoreNotNumber(String),
    /// The score says that it is not a number.
    ScoreNan,
    /// The score is not between 0 and 1.
    ScoreOutside(String),
    /// There is no label.
    NoLabel,
    /// The label is neither of the two.
    LabelUnknown(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { found: 1, wanted } => write!(f, "1 column where the first row has {wanted}"),
            Self::Columns { found, wanted } => write!(f, "{found} columns where the first row has {wanted}"),
            Self::NoScore => f.write_str("no score"),
            Self::ScoreNotNumber(text) => write!(f, "score \u{201c}{text}\u{201d} is not a number"),
            Self::ScoreNan => f.write_str("score is NaN"),
            Self::ScoreOutside(text) => write!(f, "score {text} is not between 0 and 1"),
            Self::NoLabel => f.write_str("no label"),
            Self::LabelUnknown(text) => write!(f, "label \u{201c}{text}\u{201d} is neither of the two"),
        }
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Why a table gave no scores. Nothing was imported.
#[derive(Debug, Error)]
pub enum ScoresError {
    /// The file cannot be read to its end.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the table is empty")]
    Empty,
    /// It is no text that tables are written in.
    #[error("this is not a table of text: {0}")]
    NotText(&'static str),
    /// A row is so long that something is wrong.
    #[error("the row that begins in line {line} is longer than {} kB", rows::LONGEST / 1_000)]
    RowTooLong {
        /// The line, from 1.
        line: u64,
    },
    /// A row has so many columns that something is wrong.
    #[error("the row that begins in line {line} has more than {} columns", words::count(rows::MOST_COLUMNS as u64))]
    TooManyColumns {
        /// The line, from 1.
        line: u64,
    },
    /// There is no such column.
    #[error("there is no column {name}; the columns are {columns}")]
    NoColumn {
        /// The column as it was named.
        name: String,
        /// What there is.
        columns: String,
    },
    /// Score and label are said to be in one column.
    #[error("score and label are the same column")]
    SameColumn,
    /// No row could be used.
    #[error("none of the {} rows can be used; the first: {first}", words::count(*rows))]
    NoUsableRow {
        /// How many rows there are.
        rows: u64,
        /// The first of them.
        first: BadRow,
        /// Whether most scores lie outside 0 to 1.
        outside: bool,
    },
    /// All cases are of one class.
    #[error("all {} usable rows have {} label", words::count(*used), if *positive { "the positive" } else { "another" })]
    OneClass {
        /// How many rows could be used.
        used: u64,
        /// Whether it is the positive class.
        positive: bool,
    },
    /// The person stopped it.
    #[error("stopped; nothing was imported")]
    Cancelled,
}

impl ScoresError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "Check the disk, or copy the file to this computer first.",
            Self::Empty => "Choose a file with one row for each case.",
            Self::NotText(_) => "Export the table as CSV in UTF-8, and choose that file.",
            Self::RowTooLong { .. } => "A quotation mark may be left open there. Close it, or export the table again.",
            Self::TooManyColumns { .. } => {
                "Export the table with one row for each case, and only the columns that are needed."
            }
            Self::NoColumn { .. } => "Name one of the columns.",
            Self::SameColumn => "Choose two columns.",
            Self::NoUsableRow { outside: true, .. } => "Scores must lie between 0 and 1; divide percentages by 100.",
            Self::NoUsableRow { .. } => "Check which columns hold the score and the label.",
            Self::OneClass { .. } => "Check the positive label; thresholds need cases of both classes.",
            Self::Cancelled => "Start again whenever you like.",
        }
    }
}
