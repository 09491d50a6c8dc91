//! The menus of a group and of a harm or benefit.

use egui::Ui;

use crate::model::Step;
use crate::model::impact::{EffectKind, Group};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer;
use crate::ui::widgets::menu;

use super::grid::{self, At};
use super::{Asked, wording};

/// The menu of a cell.
pub fn cell(ui: &mut Ui, desk: &Desk<'_>, group: &Group, at: At) -> Option<Asked> {
    match at.effect().and_then(|id| group.effects.find(id)).map(|effect| (effect.id, grid::kind_of(effect))) {
        Some((_, kind)) => effect(ui, desk, at, kind),
        None => self::group(ui, desk, group, at),
    }
}

/// The menu of a harm or benefit.
fn effect(ui: &mut Ui, desk: &Desk<'_>, at: At, kind: EffectKind) -> Option<Asked> {
    let id = at.effect()?;
    let workbook = desk.workbook();
    let mode = workbook.impact.groups.find(at.group).and_then(|group| group.effects.find(id)?.failure_mode);
    let mut asked = None;
    let mut pick = |clicked: bool, meaning: Asked| {
        if clicked {
            asked = Some(meaning);
        }
    };
    pick(menu::Row::new("Edit").icon(icons::PENCIL).keys("Enter").show(ui).clicked(), Asked::Edit(at));
    pick(menu::Row::new("All questions").icon(icons::LIST).keys("Shift Enter").show(ui).clicked(), Asked::Open(at));
    if let Some(mode) = mode {
        let name = format!("Go to {}", desk.facts.index.words(mode));
        pick(menu::Row::new(&name).icon(icons::LINK).show(ui).clicked(), Asked::Follow(mode));
    }
    if kind == EffectKind::Harm {
        let severity = menu::Row::new("Severity").icon(icons::GAUGE).keys("1 to 5").beside(ui, |ui| {
            let mut picked = None;
            for value in 1..=5_u8 {
                let words = format!("{value}  {}", answer::step_words("severity", value));
                if menu::Row::new(&words).show(ui).clicked() {
                    picked = Step::new(value);
                }
            }
            picked
        });
        if let Some(step) = severity.flatten() {
            pick(true, Asked::SetSeverity(id, Some(step)));
        }
    }
    let copied = menu::Row::new("Copy to another group").icon(icons::COPY).beside(ui, |ui| {
        let mut picked = None;
        for other in workbook.impact.groups.iter().filter(|other| other.id != at.group) {
            if menu::Row::new(wording::name(other)).show(ui).clicked() {
                picked = Some(other.id);
            }
        }
        picked
    });
    if let Some(to) = copied.flatten() {
        pick(true, Asked::Copy(id, to));
    }
    let (other, words) = match kind {
        EffectKind::Harm => (EffectKind::Benefit, "Make it a benefit"),
        EffectKind::Benefit => (EffectKind::Harm, "Make it a harm"),
    };
    pick(menu::Row::new(words).icon(icons::ARROWS_CLOCKWISE).show(ui).clicked(), Asked::SetKind(at, other));
    pick(menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked(), Asked::Duplicate(at));
    pick(menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").show(ui).clicked(), Asked::Shift(at, false));
    pick(
        menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").show(ui).clicked(),
        Asked::Shift(at, true),
    );
    pick(menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked(), Asked::Delete(at));
    asked
}

/// The menu of a group.
pub fn group(ui: &mut Ui, desk: &Desk<'_>, group: &Group, at: At) -> Option<Asked> {
    let groups = &desk.workbook().impact.groups;
    let position = groups.iter().position(|other| other.id == group.id)?;
    let head = At::of(group.id);
    let rows = [
        (menu::Row::new("Edit").icon(icons::PENCIL).keys("Enter"), Asked::Edit(at)),
        (menu::Row::new("All questions").icon(icons::LIST).keys("Shift Enter"), Asked::Open(head)),
        (menu::Row::new("Add harm").icon(icons::PLUS).keys("H"), Asked::AddEffect(group.id, EffectKind::Harm)),
        (menu::Row::new("Add benefit").icon(icons::PLUS).keys("B"), Asked::AddEffect(group.id, EffectKind::Benefit)),
        (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(head)),
        (
            menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(position > 0),
            Asked::Shift(head, false),
        ),
        (
            menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(position + 1 < groups.len()),
            Asked::Shift(head, true),
        ),
        (
            menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(group.internal),
            Asked::SetInternal(group.id, !group.internal),
        ),
        (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::Delete(head)),
    ];
    let mut asked = None;
    for (row, meaning) in rows {
        if row.show(ui).clicked() {
            asked = Some(meaning);
        }
    }
    asked
}
