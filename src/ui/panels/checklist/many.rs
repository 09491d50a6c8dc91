//! Several practices at once. A practice without an answer has no id of its own: until it gets one it is chosen under a
//! number that follows from its name.

use std::collections::BTreeMap;

use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::bulk::{self, Listed};

use super::View;
use super::rows::Line;

/// The id of a practice: that of its answer, or one that stands for it.
pub(super) fn id_of(workbook: &Workbook, practice: &str) -> Id {
    let answer = workbook.checklist.answer_to(practice).map(|answer| answer.id);
    // FNV-1a: the same for the same name, and never written anywhere
    let hash = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    answer.unwrap_or_else(|| Id(practice.bytes().fold(0xcbf2_9ce4_8422_2325, hash)))
}

fn practices(lines: &[Line]) -> impl Iterator<Item = &'static str> + '_ {
    lines.iter().filter_map(|line| match line {
        Line::Practice(practice, _) => Some(practice.id.as_str()),
        Line::Category { .. } => None,
    })
}

/// The practices of the list as items that can be chosen.
pub(super) fn listed(workbook: &Workbook, view: &View, lines: &[Line]) -> Listed {
    let is_there = |id: &&'static str| practices(lines).any(|practice| practice == *id);
    let lead = view.choice.selected.filter(|id| is_there(id)).map(|id| id_of(workbook, id));
    let without = practices(lines).filter(|id| workbook.checklist.answer_to(id).is_none());
    let without: BTreeMap<Id, &'static str> = without.map(|id| (id_of(workbook, id), id)).collect();
    Listed::new("checklist.answers", practices(lines).map(|id| id_of(workbook, id)), lead).practices(without)
}

/// A click or an arrow leads to a line.
pub(super) fn pick(desk: &mut Desk<'_>, view: &mut View, (lines, workbook): (&[Line], &Workbook), line: &'static str) {
    if practices(lines).any(|practice| practice == line) {
        let id = bulk::pick(desk, &listed(workbook, view, lines), id_of(workbook, line));
        go(workbook, view, lines, id);
    } else {
        if !desk.hold.is_adding() {
            desk.hold.clear();
        }
        view.select(line);
    }
}

/// Selects a practice by its id.
pub(super) fn go(workbook: &Workbook, view: &mut View, lines: &[Line], id: Id) {
    if let Some(practice) = practices(lines).find(|practice| id_of(workbook, practice) == id) {
        view.select(practice);
        view.next.focus = true;
    }
}
