//! What changes a release plan in one step: the first stages with their gates, another stage, a criterion, an answer.

use std::sync::Arc;

use crate::edit::Ids;
use crate::edit::operations::{move_item, name, push};
use crate::model::release::{Criterion, CriterionKind, CriterionVerdict, Gate, Stage, StageKind};
use crate::model::{Id, Rate, Workbook};
use crate::ui::desk::Desk;

/// Adds stages of these kinds in one step, with a gate before each but the first; gives the first one.
pub fn begin(desk: &mut Desk<'_>, kinds: &[StageKind]) -> Option<Id> {
    let name = if kinds.len() == 1 { "add stage" } else { "add stages" };
    desk.edit(name, |workbook, ids| {
        let added: Vec<Id> = kinds.iter().map(|kind| add(workbook, ids, Some(*kind))).collect();
        added.first().copied()
    })
}

/// Adds the stage that usually comes next, with its gate.
pub fn add_stage(desk: &mut Desk<'_>) -> Id {
    desk.edit("add stage", |workbook, ids| {
        let there = |kind: &StageKind| workbook.release.stages.iter().any(|stage| stage.kind == Some(*kind));
        let last = StageKind::ALL.iter().rposition(there);
        let next = StageKind::ALL.get(last.map_or(0, |last| last + 1)).copied();
        add(workbook, ids, next)
    })
}

fn add(workbook: &mut Workbook, ids: &mut Ids, kind: Option<StageKind>) -> Id {
    let is_first = workbook.release.stages.is_empty();
    // a shadow touches no case, and a full rollout all of them: that is what the words mean
    let exposure = match kind {
        Some(StageKind::Shadow) => Rate::new(0.0),
        Some(StageKind::Full) => Rate::new(1.0),
        _ => None,
    };
    let label = kind.map(StageKind::label).unwrap_or_default();
    let stage = Stage { name: label.to_owned(), kind, exposure, ..Stage::default() };
    let id = push(workbook, ids, stage, |workbook| &mut Arc::make_mut(&mut workbook.release).stages);
    if !is_first {
        add_gate(workbook, ids, id);
    }
    id
}

/// Adds the gate that opens a stage.
pub fn add_gate(workbook: &mut Workbook, ids: &mut Ids, stage: Id) -> Id {
    let kind = workbook.release.stages.find(stage).and_then(|stage| stage.kind);
    let before = match kind {
        Some(StageKind::Shadow) => "Before the shadow run",
        Some(StageKind::Pilot) => "Before the pilot",
        Some(StageKind::Gradual) => "Before the gradual rollout",
        Some(StageKind::Full) => "Before full rollout",
        None => "",
    };
    let gate = Gate { name: before.to_owned(), opens: Some(stage), ..Gate::default() };
    push(workbook, ids, gate, |workbook| &mut Arc::make_mut(&mut workbook.release).gates)
}

/// Does something to a gate.
pub fn with_gate<T>(workbook: &mut Workbook, gate: Id, act: impl FnOnce(&mut Gate) -> T) -> Option<T> {
    let gates = &mut Arc::make_mut(&mut workbook.release).gates;
    let at = gates.iter().position(|other| other.id == gate)?;
    gates.at_mut(at).map(act)
}

/// Adds a criterion to a gate: a statement, until somebody says what decides it.
pub fn add_criterion(desk: &mut Desk<'_>, gate: Id) -> Id {
    desk.edit("add criterion", |workbook, ids| {
        let blank = Criterion { kind: Some(CriterionKind::Statement), ..Criterion::default() };
        let criterion = name(blank, workbook, ids);
        let id = criterion.id;
        with_gate(workbook, gate, |gate| gate.criteria.push(criterion));
        id
    })
}

/// Changes a criterion of a gate in one step.
pub fn change(desk: &mut Desk<'_>, what: &str, (gate, criterion): (Id, Id), act: impl FnOnce(&mut Criterion)) {
    desk.edit(what, |workbook, _| {
        with_gate(workbook, gate, |gate| {
            let at = gate.criteria.iter().position(|other| other.id == criterion);
            if let Some(criterion) = at.and_then(|at| gate.criteria.at_mut(at)) {
                act(criterion);
            }
        });
    });
}

/// Answers a statement, today if it was not answered before.
pub fn answer(desk: &mut Desk<'_>, place: (Id, Id), verdict: CriterionVerdict) {
    let today = desk.today;
    change(desk, "answer criterion", place, |criterion| {
        if verdict == CriterionVerdict::NoAnswer {
            (criterion.verdict, criterion.answered) = (None, None);
        } else {
            criterion.verdict = Some(verdict);
            criterion.answered = criterion.answered.or(Some(today));
        }
    });
}

/// Moves a stage among the stages; its gates go with it.
pub fn shift_stage(desk: &mut Desk<'_>, id: Id, by: isize) -> bool {
    let stages = &desk.workbook().release.stages;
    let at = stages.iter().position(|stage| stage.id == id);
    let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to < stages.len());
    let Some(to) = to else { return false };
    desk.edit("move stage", |workbook, _| move_item(workbook, id, to))
}
