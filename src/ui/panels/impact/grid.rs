//! The cells of the table of groups and where the arrows lead between them. Knows no window.

use crate::model::Id;
use crate::model::impact::{Effect, EffectKind, Group, Impact};

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The name of the group.
    Who,
    /// How many they are.
    Size,
    /// A harm or benefit.
    Effect(Id),
    /// What stands where there is no harm or no benefit yet.
    Blank(EffectKind),
    /// How they are told.
    Told,
    /// How they object.
    Objects,
}

/// A cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct At {
    /// The group.
    pub group: Id,
    /// What of it.
    pub part: Part,
}

impl At {
    /// The first cell of a group.
    pub const fn of(group: Id) -> Self {
        Self { group, part: Part::Who }
    }

    /// The harm or benefit in it.
    pub const fn effect(self) -> Option<Id> {
        match self.part {
            Part::Effect(id) => Some(id),
            _ => None,
        }
    }
}

/// A step from a cell to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the line above.
    Up,
    /// To the line below.
    Down,
    /// To the column before.
    Left,
    /// To the column after.
    Right,
    /// To the first group.
    First,
    /// To the last group.
    Last,
}

/// What counts as a harm: what nobody has sorted yet as well, so that it is looked at.
pub fn kind_of(effect: &Effect) -> EffectKind {
    effect.kind.unwrap_or_default()
}

/// The harms or the benefits of a group, in order.
pub fn effects(group: &Group, kind: EffectKind) -> impl Iterator<Item = &Effect> {
    group.effects.iter().filter(move |effect| kind_of(effect) == kind)
}

fn lines(group: &Group, kind: EffectKind) -> Vec<Part> {
    let all: Vec<Part> = effects(group, kind).map(|effect| Part::Effect(effect.id)).collect();
    if all.is_empty() { vec![Part::Blank(kind)] } else { all }
}

/// The cells of a group: columns from the left, lines from the top.
pub fn columns(group: &Group) -> [Vec<Part>; 5] {
    [
        vec![Part::Who, Part::Size],
        lines(group, EffectKind::Benefit),
        lines(group, EffectKind::Harm),
        vec![Part::Told],
        vec![Part::Objects],
    ]
}

/// Where a cell stands in its group: column and line.
fn find(group: &Group, part: Part) -> Option<(usize, usize)> {
    let columns = columns(group);
    columns
        .iter()
        .enumerate()
        .find_map(|(column, lines)| Some((column, lines.iter().position(|other| *other == part)?)))
}

/// Whether the cell is there.
pub fn exists(impact: &Impact, at: At) -> bool {
    impact.groups.find(at.group).is_some_and(|group| find(group, at.part).is_some())
}

/// The cell that a step leads to; `None` at the edge.
pub fn step(impact: &Impact, at: At, step: Step) -> Option<At> {
    let groups = &impact.groups;
    let row = groups.iter().position(|group| group.id == at.group)?;
    let group = groups.at(row)?;
    let (column, line) = find(group, at.part)?;
    let cell = |group: &Group, column: usize, line: usize| {
        let lines = columns(group).into_iter().nth(column)?;
        let part = lines.get(line.min(lines.len().saturating_sub(1))).copied()?;
        Some(At { group: group.id, part })
    };
    let height = columns(group).get(column).map_or(0, Vec::len);
    match step {
        Step::Left => cell(group, column.checked_sub(1)?, line),
        Step::Right => cell(group, column + 1, line),
        Step::Up if line > 0 => cell(group, column, line - 1),
        Step::Up => cell(groups.at(row.checked_sub(1)?)?, column, usize::MAX),
        Step::Down if line + 1 < height => cell(group, column, line + 1),
        Step::Down => cell(groups.at(row + 1)?, column, 0),
        Step::First => cell(groups.at(0)?, column, 0),
        Step::Last => cell(groups.at(groups.len().checked_sub(1)?)?, column, 0),
    }
}

/// The position in the list of the neighbor of the same kind, to move an effect there.
pub fn beside(group: &Group, effect: Id, below: bool) -> Option<usize> {
    let kind = kind_of(group.effects.find(effect)?);
    let same: Vec<Id> = effects(group, kind).map(|effect| effect.id).collect();
    let at = same.iter().position(|id| *id == effect)?;
    let to = same.get(if below { at + 1 } else { at.checked_sub(1)? })?;
    group.effects.iter().position(|effect| effect.id == *to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: u64, effects: &[(u64, Option<EffectKind>)]) -> Group {
        let effects = effects.iter().map(|(id, kind)| Effect { id: Id(*id), kind: *kind, ..Effect::default() });
        Group { id: Id(id), effects: effects.collect(), ..Group::default() }
    }

    fn impact() -> Impact {
        let (harm, benefit) = (Some(EffectKind::Harm), Some(EffectKind::Benefit));
        let groups = [group(1, &[(10, benefit), (11, harm), (12, benefit), (13, None)]), group(2, &[(20, harm)])];
        Impact { groups: groups.into_iter().collect(), ..Impact::default() }
    }

    fn at(group: u64, part: Part) -> At {
        At { group: Id(group), part }
    }

    #[test]
    fn arrows_walk_the_lines_of_a_column_through_all_groups() {
        let impact = impact();
        let down = |from| step(&impact, from, Step::Down);
        let harm = |group, id| at(group, Part::Effect(Id(id)));
        assert_eq!(down(harm(1, 11)), Some(harm(1, 13)), "what is not sorted stands with the harms");
        assert_eq!(down(harm(1, 13)), Some(harm(2, 20)));
        assert_eq!(down(harm(2, 20)), None);
        assert_eq!(step(&impact, harm(2, 20), Step::Up), Some(harm(1, 13)), "the last line of the group above");
        assert_eq!(down(harm(1, 12)), Some(at(2, Part::Blank(EffectKind::Benefit))));
        assert_eq!(step(&impact, at(1, Part::Told), Step::Last), Some(at(2, Part::Told)));
    }

    #[test]
    fn arrows_keep_the_height_between_columns() {
        let impact = impact();
        let right = |from| step(&impact, from, Step::Right);
        assert_eq!(right(at(1, Part::Size)), Some(at(1, Part::Effect(Id(12)))));
        assert_eq!(right(at(1, Part::Effect(Id(13)))), Some(at(1, Part::Told)));
        assert_eq!(right(at(1, Part::Objects)), None);
        assert_eq!(step(&impact, at(1, Part::Who), Step::Left), None);
        assert_eq!(step(&impact, at(3, Part::Who), Step::Left), None, "a group that is gone");
    }

    #[test]
    fn effects_move_among_their_kind() {
        let impact = impact();
        let first = impact.groups.at(0).cloned().unwrap_or_default();
        assert_eq!(beside(&first, Id(10), true), Some(2));
        assert_eq!(beside(&first, Id(12), true), None);
        assert_eq!(beside(&first, Id(13), false), Some(1));
    }
}
