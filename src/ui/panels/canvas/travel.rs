//! Moving about the canvas: where an arrow leads, where it carries a note, and what a place in a tray means in the list of
//! all notes. Plain arithmetic: trays are numbered in reading order, slots are counted among the notes that are shown.

use egui::Rect;

use crate::model::canvas::CanvasBlock;

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the note above.
    Up,
    /// To the note below.
    Down,
    /// To the tray before.
    Left,
    /// To the tray after.
    Right,
    /// To the first note of the tray.
    Home,
    /// To the last note of the tray.
    End,
}

/// A tray and, unless it shows none, a note in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Which tray.
    pub tray: usize,
    /// Which of its notes; `None` for the tray itself.
    pub slot: Option<usize>,
}

/// A note as far as moving is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its block.
    pub block: Option<CanvasBlock>,
    /// Whether the filter lets it be seen.
    pub shown: bool,
}

/// Where an arrow leads. `sizes` says how many notes each tray shows; at the edges nothing moves.
#[must_use]
pub fn step(sizes: &[usize], columns: usize, at: At, way: Way) -> At {
    let size = |tray: usize| sizes.get(tray).copied().unwrap_or(0);
    let last = |tray: usize| size(tray).checked_sub(1);
    let within = |slot: usize| At { tray: at.tray, slot: Some(slot) };
    let to = |tray: Option<usize>, slot: &dyn Fn(usize) -> Option<usize>| match tray.filter(|tray| *tray < sizes.len())
    {
        Some(tray) => At { tray, slot: slot(tray) },
        None => at,
    };
    let first = |tray: usize| last(tray).map(|_| 0);
    match (way, at.slot) {
        (Way::Up, Some(slot)) if slot > 0 => within(slot - 1),
        (Way::Up, _) => to(at.tray.checked_sub(columns), &last),
        (Way::Down, Some(slot)) if slot + 1 < size(at.tray) => within(slot + 1),
        (Way::Down, None) if size(at.tray) > 0 => within(0),
        (Way::Down, _) => to(Some(at.tray + columns), &first),
        (Way::Left, slot) => to(at.tray.checked_sub(1), &|tray| last(tray).map(|last| slot.unwrap_or(0).min(last))),
        (Way::Right, slot) => to(Some(at.tray + 1), &|tray| last(tray).map(|last| slot.unwrap_or(0).min(last))),
        (Way::Home, _) => At { tray: at.tray, slot: first(at.tray) },
        (Way::End, _) => At { tray: at.tray, slot: last(at.tray) },
    }
}

/// Where an arrow carries the note at `slot` of `tray`: the tray, and the slot among the other notes there. `None` if it
/// stays where it is. Only the twelve blocks take notes.
#[must_use]
pub fn carry(sizes: &[usize], columns: usize, (tray, slot): (usize, usize), way: Way) -> Option<(usize, usize)> {
    let takes = |tray: &usize| *tray < CanvasBlock::ALL.len() && *tray < sizes.len();
    let size = |tray: usize| sizes.get(tray).copied().unwrap_or(0);
    match way {
        Way::Up if slot > 0 => Some((tray, slot - 1)),
        Way::Up => tray.checked_sub(columns).map(|above| (above, size(above))),
        Way::Down if slot + 1 < size(tray) => Some((tray, slot + 1)),
        Way::Down => Some(tray + columns).filter(takes).map(|below| (below, 0)),
        Way::Left => tray.checked_sub(1).map(|before| (before, slot.min(size(before)))),
        Way::Right => Some(tray + 1).filter(takes).map(|after| (after, slot.min(size(after)))),
        Way::Home => (slot > 0).then_some((tray, 0)),
        Way::End => (slot + 1 < size(tray)).then_some((tray, size(tray).saturating_sub(1))),
    }
}

/// Where in the list of all notes the note at `moved` belongs once it is at `slot` of a block. The slot counts the notes of
/// the block that are shown, without the moved one. Notes that the filter hides keep their places: the moved one comes
/// before the note that it was put in front of, or after the last of the block. In an empty block it stays where it is.
#[must_use]
pub fn position(notes: &[Placed], moved: usize, block: Option<CanvasBlock>, slot: usize) -> usize {
    let others = notes.iter().enumerate().filter(|(index, _)| *index != moved).map(|(_, placed)| placed).enumerate();
    let there = others.filter(|(_, placed)| placed.block == block);
    let next = there.clone().filter(|(_, placed)| placed.shown).nth(slot).map(|(index, _)| index);
    let last = there.last().map(|(index, _)| index + 1);
    next.or(last).unwrap_or_else(|| moved.min(notes.len().saturating_sub(1)))
}

/// The slot at a height: how many of these notes have their middle above it.
#[must_use]
pub fn slot_at(notes: impl Iterator<Item = Rect>, y: f32) -> usize {
    notes.filter(|note| note.center().y < y).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use CanvasBlock::{Baseline, Problem};

    const SIZES: [usize; 12] = [3, 2, 0, 1, 3, 0, 1, 4, 2, 2, 0, 3];

    fn at(tray: usize, slot: impl Into<Option<usize>>) -> At {
        At { tray, slot: slot.into() }
    }

    #[test]
    fn arrows_move_within_a_tray_and_to_its_neighbors() {
        for (from, way, to) in [
            (at(0, 0), Way::Down, at(0, 1)),
            (at(0, 2), Way::Down, at(4, 0)),
            (at(4, 0), Way::Up, at(0, 2)),
            (at(0, 0), Way::Up, at(0, 0)),
            (at(9, 1), Way::Down, at(9, 1)),
            (at(1, 1), Way::Down, at(5, None)),
            (at(5, None), Way::Down, at(9, 0)),
            (at(5, None), Way::Up, at(1, 1)),
            (at(7, None), Way::Down, at(7, 0)),
            (at(0, 2), Way::Right, at(1, 1)),
            (at(1, 1), Way::Right, at(2, None)),
            (at(2, None), Way::Right, at(3, 0)),
            (at(3, 0), Way::Right, at(4, 0)),
            (at(4, 2), Way::Left, at(3, 0)),
            (at(0, 1), Way::Left, at(0, 1)),
            (at(11, 2), Way::Right, at(11, 2)),
            (at(7, 2), Way::Home, at(7, 0)),
            (at(7, 0), Way::End, at(7, 3)),
            (at(2, None), Way::End, at(2, None)),
        ] {
            assert_eq!(step(&SIZES, 4, from, way), to, "{from:?} {way:?}");
        }
        assert_eq!(step(&SIZES, 1, at(0, 2), Way::Down), at(1, 0), "one column: the next tray is below");
    }

    #[test]
    fn arrows_carry_a_note_within_its_tray_and_to_its_neighbors() {
        for (from, way, to) in [
            ((0, 1), Way::Up, Some((0, 0))),
            ((0, 0), Way::Up, None),
            ((4, 0), Way::Up, Some((0, 3))),
            ((0, 0), Way::Down, Some((0, 1))),
            ((0, 2), Way::Down, Some((4, 0))),
            ((8, 1), Way::Down, None),
            ((0, 2), Way::Right, Some((1, 2))),
            ((1, 1), Way::Right, Some((2, 0))),
            ((3, 0), Way::Left, Some((2, 0))),
            ((0, 1), Way::Left, None),
            ((11, 0), Way::Right, None),
        ] {
            assert_eq!(carry(&SIZES, 4, from, way), to, "{from:?} {way:?}");
        }
        let with_unplaced: Vec<usize> = SIZES.iter().copied().chain([2]).collect();
        assert_eq!(carry(&with_unplaced, 4, (11, 0), Way::Right), None, "nothing is put back among the unplaced");
        assert_eq!(carry(&with_unplaced, 4, (12, 0), Way::Left), Some((11, 0)));
    }

    #[test]
    fn a_drop_goes_before_the_note_that_follows_and_hidden_notes_keep_their_places() {
        let shown = |block| Placed { block: Some(block), shown: true };
        let hidden = |block| Placed { block: Some(block), shown: false };
        // P0 B1 p2 P3 B4 p5: small letters are hidden
        let notes =
            [shown(Problem), shown(Baseline), hidden(Problem), shown(Problem), shown(Baseline), hidden(Problem)];
        for (moved, block, slot, to, why) in [
            (0, Problem, 0, 2, "before P3, which is at 2 without P0"),
            (0, Problem, 1, 5, "after the hidden end of its block"),
            (3, Problem, 0, 0, "before P0"),
            (3, Problem, 1, 5, "at the end of its block"),
            (1, Problem, 0, 0, "from another block to the start"),
            (1, Problem, 1, 2, "before P3, after the hidden p2"),
            (1, Problem, 9, 5, "past the end"),
            (0, Baseline, 0, 0, "before B1"),
            (0, Baseline, 1, 3, "before B4"),
            (0, Baseline, 2, 4, "after B4"),
            (3, CanvasBlock::Cost, 0, 3, "an empty block: it stays in the list"),
        ] {
            assert_eq!(position(&notes, moved, Some(block), slot), to, "{why}");
        }
    }

    #[test]
    fn a_slot_begins_at_the_middle_of_a_note() {
        let notes = [10.0, 60.0, 110.0].map(|top| Rect::from_min_size(egui::pos2(0.0, top), egui::vec2(100.0, 40.0)));
        for (y, slot) in [(0.0, 0), (29.0, 0), (31.0, 1), (81.0, 2), (500.0, 3)] {
            assert_eq!(slot_at(notes.into_iter(), y), slot, "{y}");
        }
    }
}
