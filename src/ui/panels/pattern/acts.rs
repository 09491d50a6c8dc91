//! What the page does to the workbook: each is one step with a name.

use std::sync::Arc;

use crate::edit::Ids;
use crate::edit::operations::push;
use crate::knowledge::Trait;
use crate::model::pattern::{AiPattern, Autonomy, Pattern, Rung, RungState, Sourcing};
use crate::model::{Id, Step, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;

fn pattern_of(workbook: &mut Workbook) -> &mut Pattern {
    Arc::make_mut(&mut workbook.pattern)
}

/// The answer about a rung, made if there is none yet.
fn rung_of(workbook: &mut Workbook, ids: &mut Ids, which: AiPattern) -> Id {
    let known = crate::assess::ladder::rung(&workbook.pattern, which).map(|rung| rung.id);
    known.unwrap_or_else(|| {
        let fresh = Rung { pattern: Some(which), ..Rung::default() };
        push(workbook, ids, fresh, |workbook| &mut pattern_of(workbook).rungs)
    })
}

/// Says what became of a rung.
pub fn set_state(desk: &mut Desk<'_>, which: AiPattern, state: RungState) {
    desk.edit("set rung", |workbook, ids| {
        let id = rung_of(workbook, ids, which);
        let rungs = &mut pattern_of(workbook).rungs;
        let at = rungs.iter().position(|rung| rung.id == id);
        if let Some(rung) = at.and_then(|at| rungs.at_mut(at)) {
            rung.state = Some(state);
            rung.marks.set("state", None);
        }
        pattern_of(workbook).marks.set("rungs", None);
    });
}

/// The answer about a rung to write into, and its result as it is.
pub fn begin(desk: &mut Desk<'_>, which: AiPattern) -> (Id, String) {
    if let Some(rung) = crate::assess::ladder::rung(&desk.workbook().pattern, which) {
        return (rung.id, rung.result.clone());
    }
    (desk.edit("add rung", |workbook, ids| rung_of(workbook, ids, which)), String::new())
}

/// Chooses a rung, or takes the choice back.
pub fn choose(desk: &mut Desk<'_>, which: Option<AiPattern>) {
    let name = if which.is_some() { "choose pattern" } else { "take back the choice of the pattern" };
    desk.edit(name, |workbook, _| {
        let pattern = pattern_of(workbook);
        pattern.chosen = which;
        pattern.marks.set("chosen", None);
    });
}

/// Chooses a way of sourcing; takes it back if it is the chosen one.
pub fn source(desk: &mut Desk<'_>, way: Sourcing) {
    desk.edit("set sourcing", |workbook, _| {
        let pattern = pattern_of(workbook);
        pattern.sourcing = Some(way).filter(|_| pattern.sourcing != Some(way));
        pattern.marks.set("sourcing", None);
    });
}

/// Answers an input of sourcing.
pub fn score(desk: &mut Desk<'_>, key: &'static str, step: Option<Step>) {
    let text = step.map(|step| step.to_string()).unwrap_or_default();
    super::spot().edit(desk, "score sourcing", key, |value| answer::set(value, &text));
}

/// Moves to a step of autonomy.
pub fn set_autonomy(desk: &mut Desk<'_>, step: Autonomy) {
    desk.edit("set autonomy", |workbook, _| {
        let pattern = pattern_of(workbook);
        pattern.autonomy = Some(step);
        pattern.marks.set("autonomy", None);
    });
}

/// Switches a trait of the system on or off.
pub fn switch(desk: &mut Desk<'_>, one: Trait, on: bool) {
    desk.edit("set traits", |workbook, _| {
        let pattern = pattern_of(workbook);
        match one {
            Trait::Input(kind) => {
                let before = pattern.inputs.clone();
                pattern.inputs.set(|other| if other == kind { on } else { before.has(other) });
            }
            Trait::Output(kind) => {
                let before = pattern.outputs.clone();
                pattern.outputs.set(|other| if other == kind { on } else { before.has(other) });
            }
            Trait::Users(kind) => {
                let before = pattern.users.clone();
                pattern.users.set(|other| if other == kind { on } else { before.has(other) });
            }
            Trait::Pattern(_) | Trait::Autonomy(_) => {}
        }
    });
}
