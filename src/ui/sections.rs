//! How sections are called and drawn in the sidebar.

use crate::model::{Group, Section};

use super::icons;
use super::page::Page;

/// The groups in the order of the sidebar.
pub const GROUPS: [Group; 6] =
    [Group::Frame, Group::Evaluate, Group::Release, Group::Govern, Group::Plan, Group::Deliver];

/// The sections of a group, in order.
pub fn of_group(group: Group) -> impl Iterator<Item = Section> {
    Section::ALL.iter().copied().filter(move |section| section.group() == group)
}

/// Every section in the order of the sidebar.
pub fn in_order() -> impl Iterator<Item = Section> {
    GROUPS.into_iter().flat_map(of_group)
}

/// The pages that follow each other: the overview, and every section in the order of the sidebar.
pub fn pages() -> impl Iterator<Item = Page> {
    std::iter::once(Page::Overview).chain(in_order().map(Page::Section))
}

/// A name short enough for the sidebar.
#[must_use]
pub const fn name(section: Section) -> &'static str {
    match section {
        Section::Budgets => "Budgets",
        Section::Roadmap => "Backlog",
        other => other.title(),
    }
}

/// The icon in the rail.
#[must_use]
pub const fn icon(section: Section) -> char {
    match section {
        Section::About => icons::FILE_TEXT,
        Section::Canvas => icons::SQUARES_FOUR,
        Section::Discovery => icons::COMPASS,
        Section::Requirements => icons::LIST_CHECKS,
        Section::Pattern => icons::PUZZLE,
        Section::Data => icons::DATABASE,
        Section::Metrics => icons::RULER,
        Section::FailureModes => icons::WARNING_DIAMOND,
        Section::Limits => icons::BOUNDING_BOX,
        Section::Budgets => icons::CHART_BARS,
        Section::OperatingPoints => icons::SLIDERS,
        Section::Release => icons::ROCKET,
        Section::Monitoring => icons::PULSE,
        Section::Checklist => icons::CHECK_SQUARE,
        Section::Impact => icons::USERS_THREE,
        Section::ModelCard => icons::IDENTIFICATION,
        Section::Roadmap => icons::KANBAN,
        Section::Maturity => icons::STAIRS,
        Section::Workshops => icons::TIMER,
        Section::Reviews => icons::SIGNATURE,
        Section::Pack => icons::FILE_PDF,
    }
}
