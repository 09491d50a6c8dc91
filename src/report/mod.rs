//! Workbook -> documents: trees of blocks, built by pure functions.
//!
//! One file per document, listed in [`Document`], and one per section that several documents draw on. Nothing here
//! knows a font, a page or a file. Every field that people fill in reaches a document or stands in [`coverage`] with the
//! reason why not; a test holds us to that.

pub mod block;
pub mod compose;
pub mod coverage;
pub mod detail;

pub mod canvas_poster;
pub mod changes;
pub mod checklist_report;
pub mod evaluation;
pub mod impact_assessment;
pub mod minutes;
pub mod model_card;
pub mod monitoring_plan;
pub mod of_section;
pub mod open_unknowns;
pub mod pattern_decision;
pub mod release_plan;
pub mod requirements;
pub mod risk_memo;
pub mod roadmap;

mod anchors;
mod behaviors;
pub(crate) mod budgets;
mod checklist;
mod data;
mod discovery;
mod executive;
mod failure_modes;
mod findings;
mod front;
mod impact;
pub mod look;
mod metrics;
mod monitoring;
mod notes;
pub mod operating_points;
mod release;
mod reviews;
mod unknowns;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Date, Id, Workbook};

pub use crate::model::pack::Document;
pub use crate::signed::Standing;

use block::Report;

/// What a document says about the file that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// SHA-256 of the workbook's canonical text, as hexadecimal digits.
    pub digest: String,
    /// SHA-256 of what a sign-off is for, as hexadecimal digits; empty if no sign-off keeps a digest.
    pub signed: String,
    /// How each sign-off stands to the workbook; those that are not in it were not compared.
    pub standings: BTreeMap<Id, Standing>,
    /// Name of the workbook's file, without its folder.
    pub source: String,
    /// As of which day; the workbook's own document date if `None`.
    pub date: Option<Date>,
    /// What readers saw before: what changed since then is said in a document of its own.
    pub earlier: Option<Arc<Earlier>>,
    /// What this edition leaves out, said in every document.
    pub withheld: Withheld,
    /// How many values of the file are not in the workbook, because a newer version wrote them: said on every page.
    pub unread: usize,
    /// The minutes of this workshop alone; of all if `None`.
    pub workshop: Option<Id>,
}

impl Edition {
    /// What is not in it of the file, each in a few words with its count.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        let parts = self.withheld.parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
        let newer = || format!("{} (a newer one wrote the file)", unread(self.unread));
        parts.chain((self.unread > 0).then(newer)).collect()
    }
}

/// So many values that a newer version wrote: "2 values that this version of Caveat does not know".
#[must_use]
pub fn unread(count: usize) -> String {
    let values = if count == 1 { "value" } else { "values" };
    format!("{} {values} that this version of Caveat does not know", crate::words::count(count as u64))
}

/// A state of the workbook that readers saw before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    /// What it is called: the name of a file, or of a sign-off.
    pub name: String,
    /// From which day it is, if known.
    pub date: Option<Date>,
    /// SHA-256 of its canonical text, as hexadecimal digits.
    pub digest: String,
    /// The workbook as it was.
    pub workbook: Workbook,
    /// How each sign-off stood to it then; those that are not in it were not compared.
    pub standings: BTreeMap<Id, Standing>,
}

/// What an edition leaves out, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Withheld {
    /// For whom the edition was made: the profile's name; empty for a full edition.
    pub profile: String,
    /// What is left out, each in a few words with its count: "2 failure modes marked internal, 1 of them critical".
    pub parts: Vec<String>,
    /// Whether annexes are left out.
    pub annexes: bool,
}

/// Builds a document.
#[must_use]
pub fn build(document: Document, workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = match document {
        Document::ModelCard => model_card::build(workbook, edition),
        Document::RiskMemo => risk_memo::build(workbook, edition),
        Document::Requirements => requirements::build(workbook, edition),
        Document::PatternDecision => pattern_decision::build(workbook, edition),
        Document::EvaluationSpec => evaluation::build(workbook, edition),
        Document::ReleasePlan => release_plan::build(workbook, edition),
        Document::MonitoringPlan => monitoring_plan::build(workbook, edition),
        Document::ImpactAssessment => impact_assessment::build(workbook, edition),
        Document::ChecklistReport => checklist_report::build(workbook, edition),
        Document::CanvasPoster => canvas_poster::build(workbook, edition),
        Document::Roadmap => roadmap::build(workbook, edition),
        Document::Minutes => minutes::build(workbook, edition),
        Document::Unknowns => open_unknowns::build(workbook, edition),
        Document::Changes => changes::build(workbook, edition),
    };
    anchors::unlink_the_lost(&mut report);
    report
}
