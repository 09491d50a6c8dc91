//! Changes to groups and their harms and benefits. Each is one step with a name.

use std::sync::Arc;

use crate::edit::operations::{self, duplicate_item, move_item, push};
use crate::model::impact::{Disclosure, Effect, EffectKind, Group};
use crate::model::{Id, List, Step, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;

use super::grid;

fn groups(workbook: &mut Workbook) -> &mut List<Group> {
    &mut Arc::make_mut(&mut workbook.impact).groups
}

fn position(workbook: &Workbook, group: Id) -> Option<usize> {
    workbook.impact.groups.iter().position(|other| other.id == group)
}

/// What an effect is called in names of steps.
pub fn kind_words(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::Harm => "harm",
        EffectKind::Benefit => "benefit",
    }
}

/// Adds a group at the end.
pub fn add_group(desk: &mut Desk<'_>) -> Id {
    desk.edit("add affected group", |workbook, ids| push(workbook, ids, Group::default(), groups))
}

/// Adds a disclosure at the end.
pub fn add_disclosure(desk: &mut Desk<'_>) -> Id {
    desk.edit("add disclosure", |workbook, ids| {
        push(workbook, ids, Disclosure::default(), |workbook| &mut Arc::make_mut(&mut workbook.impact).disclosures)
    })
}

/// Adds a harm or benefit to a group.
pub fn add_effect(desk: &mut Desk<'_>, group: Id, kind: EffectKind) -> Option<Id> {
    let effect = Effect { kind: Some(kind), ..Effect::default() };
    desk.edit(&format!("add {}", kind_words(kind)), |workbook, ids| insert(workbook, ids, (group, effect)))
}

/// Copies a harm or benefit to another group, with its severity and failure mode.
pub fn copy_effect(desk: &mut Desk<'_>, effect: Id, to: Id) -> Option<Id> {
    let all = &desk.workbook().impact.groups;
    let effect = all.iter().find_map(|group| group.effects.find(effect)).cloned()?;
    let name = format!("copy {} to another group", kind_words(grid::kind_of(&effect)));
    desk.edit(&name, |workbook, ids| insert(workbook, ids, (to, effect)))
}

fn insert(workbook: &mut Workbook, ids: &mut crate::edit::Ids, (group, effect): (Id, Effect)) -> Option<Id> {
    let at = position(workbook, group)?;
    let effect = operations::name(effect, workbook, ids);
    let id = effect.id;
    groups(workbook).at_mut(at)?.effects.push(effect);
    Some(id)
}

/// Sets how bad a harm is; `None` takes it back.
pub fn set_severity(desk: &mut Desk<'_>, effect: Id, severity: Option<Step>) {
    let text = severity.map(|severity| severity.to_string()).unwrap_or_default();
    Spot::item(effect).edit(desk, "set severity", "severity", |value| answer::set(value, &text));
}

/// Says whether it is a harm or a benefit.
pub fn set_kind(desk: &mut Desk<'_>, effect: Id, kind: EffectKind) {
    let name = format!("make it a {}", kind_words(kind));
    Spot::item(effect).edit(desk, &name, "kind", |value| answer::set(value, kind.label()));
}

/// Moves a group or an effect to a position in its list.
pub fn shift(desk: &mut Desk<'_>, item: Id, to: usize, what: &str) {
    desk.edit(&format!("move {what}"), |workbook, _| move_item(workbook, item, to));
}

/// Puts a copy after an item.
pub fn duplicate(desk: &mut Desk<'_>, item: Id, what: &str) -> Option<Id> {
    desk.edit(&format!("duplicate {what}"), |workbook, ids| duplicate_item(workbook, ids, item))
}

/// Says whether people can read a disclosure already.
pub fn set_given(desk: &mut Desk<'_>, disclosure: Id, given: bool) {
    let name = if given { "mark disclosure as in place" } else { "mark disclosure as not in place" };
    let text = if given { "yes" } else { "no" };
    Spot::item(disclosure).edit(desk, name, "given", |value| answer::set(value, text));
}
