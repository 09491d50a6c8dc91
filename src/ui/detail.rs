//! What a list says about an item beside its name: how people cite it and how it stands, and the glyph or icon before it.

use crate::assess::risk;
use crate::find::ItemEntry;
use crate::model::canvas::NoteKind;
use crate::model::{ItemKind, Workbook};
use crate::words;

use super::facts::Facts;
use super::sections;
use super::widgets::glyph::Glyph;
use super::widgets::label::initials_of;
use super::widgets::result_row::Lead;

/// How people cite an item, and how it stands: `FM-3, high after`; of a note, where it is and whose.
#[must_use]
pub fn of(workbook: &Workbook, facts: &Facts, entry: &ItemEntry) -> String {
    let standing = match entry.kind {
        ItemKind::Note => {
            let block = entry.block.map(|(block, _)| format!("Block {block}")).unwrap_or_default();
            let who = initials_of(&entry.owner);
            let parts = [block, who].into_iter().filter(|part| !part.is_empty());
            return parts.collect::<Vec<_>>().join(", ");
        }
        ItemKind::FailureMode => {
            let level = workbook.failure_modes.modes.find(entry.id).and_then(risk::residual);
            level.map(|level| format!("{} after", level.label().to_lowercase()))
        }
        ItemKind::Budget => facts.budget(entry.id).map(|state| state.verdict.label().to_lowercase()),
        ItemKind::Metric => facts.metric(entry.id).map(|state| state.standing.label().to_lowercase()),
        _ => None,
    };
    let cited = if entry.cited.is_empty() { words::capitalized(entry.kind.singular()) } else { entry.cited.clone() };
    standing.map_or_else(|| cited.clone(), |standing| format!("{cited}, {standing}"))
}

/// What a note claims as its glyph, what the measurements say about a budget, else the icon of the section.
#[must_use]
pub fn lead(entry: &ItemEntry) -> Lead {
    let kind = entry.block.and_then(|(_, kind)| NoteKind::ALL.get(kind?).copied());
    kind.map_or_else(|| Lead::Icon(sections::icon(entry.section)), |kind| Lead::Glyph(Glyph::Kind(kind)))
}
