//! The first hour: fifteen plain questions by chapter, and the places of a workbook that each answer fills.
//!
//! Places are named by the addresses of fields, such as `discovery.decision`. What an answer becomes there is the business of
//! `assess::interview`.

use serde::Deserialize;

use crate::model::canvas::CanvasBlock;

/// Some questions about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// What they are about.
    pub title: String,
    /// The questions, in order.
    pub questions: Vec<InterviewQuestion>,
}

/// Which side of "before and after" a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Point {
    /// How it is today.
    Before,
    /// How it shall be.
    After,
}

/// An item that an answer begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Begins {
    /// A failure mode.
    FailureMode,
    /// A source of data.
    DataSource,
}

/// A plain question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterviewQuestion {
    /// Stable name.
    pub key: String,
    /// The question.
    pub question: String,
    /// What a useful answer holds.
    pub help: String,
    /// Why it is asked.
    pub why: String,
    /// An answer that would do.
    pub example: String,
    /// The field that takes the whole answer; blank if there is only something to choose.
    #[serde(default)]
    pub answer: String,
    /// The field that takes the source of a fact; blank if there is none.
    #[serde(default)]
    pub evidence: String,
    /// The block of the canvas that gets a note.
    #[serde(default)]
    pub note: Option<CanvasBlock>,
    /// Fields in which something is chosen.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What a number in the answer says.
    #[serde(default)]
    pub number: Option<Point>,
    /// The field that takes a day in the answer; blank if there is none.
    #[serde(default)]
    pub date: String,
    /// The item that the answer begins.
    #[serde(default)]
    pub item: Option<Begins>,
    /// Whether it makes no difference how the person knows.
    #[serde(default)]
    pub certain: bool,
}
