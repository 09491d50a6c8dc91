//! Workbook -> documents: trees of blocks, built by pure functions.
//!
//! One file per document ([`model_card`], [`risk_memo`]) and one per section that several documents draw on. Nothing here
//! knows a font, a page or a file. Every field that people fill in reaches a document or stands in [`coverage`] with the
//! reason why not; a test holds us to that.

pub mod block;
pub mod compose;
pub mod coverage;
pub mod detail;

pub mod model_card;
pub mod risk_memo;

pub(crate) mod budgets;
mod checklist;
mod data;
mod failure_modes;
mod findings;
mod front;
mod impact;
mod metrics;
pub mod operating_points;
mod release;
mod reviews;
mod unknowns;

use crate::model::{Date, Workbook};

use block::Report;

/// The documents that a workbook gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Document {
    /// What the model is for, how well it works, and for whom it does not.
    ModelCard,
    /// What could go wrong, what is proven, and what is asked.
    RiskMemo,
}

impl Document {
    /// Every document.
    pub const ALL: [Self; 2] = [Self::ModelCard, Self::RiskMemo];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ModelCard => "Model card",
            Self::RiskMemo => "Risk memo",
        }
    }

    /// Its name on the command line and in file names.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ModelCard => "model-card",
            Self::RiskMemo => "risk-memo",
        }
    }

    /// The document with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.key() == key)
    }
}

/// What a document says about the file that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// SHA-256 of the workbook's canonical text, as hexadecimal digits.
    pub digest: String,
    /// Name of the workbook's file, without its folder.
    pub source: String,
    /// As of which day; the workbook's own document date if `None`.
    pub date: Option<Date>,
}

/// Builds a document.
#[must_use]
pub fn build(document: Document, workbook: &Workbook, edition: &Edition) -> Report {
    match document {
        Document::ModelCard => model_card::build(workbook, edition),
        Document::RiskMemo => risk_memo::build(workbook, edition),
    }
}
