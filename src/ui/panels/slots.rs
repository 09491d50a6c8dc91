//! Columns in their places, in tables whose cells are walked and clicked. Knows nothing of what a column shows.

/// A column in its place, from the left edge of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot<C> {
    /// Which one.
    pub column: C,
    /// Its left edge.
    pub left: f32,
    /// Its right edge.
    pub right: f32,
}

/// The column at a distance from the left edge: the nearest.
#[must_use]
pub fn at<C: Copy>(slots: &[Slot<C>], x: f32) -> Option<C> {
    let distance = |slot: &Slot<C>| (slot.left - x).max(x - slot.right).max(0.0);
    slots.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|slot| slot.column)
}

/// The column so many columns away from one; `first` if there is none yet.
#[must_use]
pub fn beside<C: Copy + PartialEq>(slots: &[Slot<C>], from: Option<C>, by: isize, first: C) -> Option<C> {
    let position = |column| slots.iter().position(|slot| slot.column == column);
    let to = match from.and_then(position) {
        Some(at) => at.saturating_add_signed(by).min(slots.len().saturating_sub(1)),
        None => position(first)?,
    };
    slots.get(to).map(|slot| slot.column)
}
