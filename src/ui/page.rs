//! The pages of the window.

use crate::model::Section;

/// A page of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// How ready the product is, and what to do next.
    Overview,
    /// A section of the workbook.
    Section(Section),
    /// Everything that is marked as unknown.
    Unknowns,
    /// The questions of the first hour.
    Interview,
    /// A workshop, shown to a room.
    Present,
}

impl Page {
    /// Whether the page has a card of its own beside or below its table, and needs the width.
    pub(super) const fn has_a_card(self) -> bool {
        matches!(
            self,
            Self::Section(
                Section::FailureModes
                    | Section::Budgets
                    | Section::Checklist
                    | Section::Data
                    | Section::Discovery
                    | Section::Requirements
                    | Section::Metrics
                    | Section::Limits
                    | Section::Pattern
                    | Section::Maturity
                    | Section::OperatingPoints
                    | Section::Release
                    | Section::Monitoring
                    | Section::Impact
                    | Section::ModelCard
                    | Section::Roadmap
                    | Section::Workshops
                    | Section::Reviews
                    | Section::Pack
            ) | Self::Overview
                | Self::Unknowns
        )
    }
}
