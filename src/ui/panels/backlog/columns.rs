//! The columns of the table: what they show, how wide they are, and which of them fit.

use crate::assess::priority::{Input, Scale};
use crate::ui::panels::slots;

/// How high a row is, the heads, and the row of the cut.
pub(super) const ROW: f32 = 44.0;
pub(super) const HEAD: f32 = 32.0;
pub(super) const CUT: f32 = 40.0;

const GAP: f32 = 8.0;
const SIDE: f32 = 8.0;
/// The narrowest column of names.
const NAME: f32 = 170.0;
/// The kind with its words, and as an icon alone.
const KIND: f32 = 104.0;
const KIND_ICON: f32 = 20.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The place by score.
    Rank,
    /// The number that people cite.
    Number,
    /// What is to be done.
    Name,
    /// What kind of work it is.
    Kind,
    /// An input of the score, or the points.
    Of(Input),
    /// A score.
    Score(Scale),
    /// The running sum of points.
    Sum,
}

impl Column {
    /// The head.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Rank => "Rank",
            Self::Number => "#",
            Self::Name => "Item",
            Self::Kind => "Kind",
            Self::Of(Input::Reach) => "Reach",
            Self::Of(Input::Impact) => "Imp",
            Self::Of(Input::Confidence) => "Conf",
            Self::Of(Input::Effort) => "Eff",
            Self::Of(Input::BusinessValue) => "Value",
            Self::Of(Input::TimeCriticality) => "Time",
            Self::Of(Input::RiskReduction) => "Risk",
            Self::Of(Input::JobSize) => "Size",
            Self::Of(Input::Points) => "Pts",
            Self::Score(scale) => scale.label(),
            Self::Sum => "Sum",
        }
    }

    /// The head in full, for screen readers and tooltips.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rank => "Rank by score",
            Self::Number => "Number",
            Self::Of(Input::Effort) => "Effort in person-months",
            Self::Of(input) => input.label(),
            Self::Sum => "Running sum of points",
            other => other.label(),
        }
    }

    /// The question that its cells answer, if they can be edited.
    pub(super) const fn key(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Kind => Some("kind"),
            Self::Of(input) => Some(input.key()),
            Self::Rank | Self::Number | Self::Score(_) | Self::Sum => None,
        }
    }

    /// Whether its cells are set at the right.
    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Rank | Self::Of(_) | Self::Score(_) | Self::Sum)
    }

    const fn width(self) -> f32 {
        match self {
            Self::Rank | Self::Of(Input::Points) => 32.0,
            Self::Number => 46.0,
            Self::Name => NAME,
            Self::Kind => KIND,
            Self::Of(Input::Reach) => 52.0,
            Self::Of(_) | Self::Sum => 40.0,
            Self::Score(Scale::Rice) => 76.0,
            Self::Score(Scale::Wsjf) => 62.0,
        }
    }
}

/// A column in its place.
pub(super) type Slot = slots::Slot<Column>;

impl Slot {
    /// Whether there is only room for an icon.
    pub(super) fn is_icon(&self) -> bool {
        self.right - self.left < KIND / 2.0 && self.column == Column::Kind
    }
}

/// The columns that fit into a table of this width, in their places. The names take what is left.
#[must_use]
pub(super) fn fit(width: f32, scale: Scale) -> Vec<Slot> {
    let inputs = scale.inputs().map(Column::Of);
    let points = Column::Of(Input::Points);
    let (rice, wsjf) = (Column::Score(Scale::Rice), Column::Score(Scale::Wsjf));
    let mut shown = vec![Column::Rank, Column::Number, Column::Name, Column::Kind];
    shown.extend(inputs);
    shown.extend([points, rice, wsjf, Column::Sum]);
    let other = Column::Score(super::listing::other(scale));
    // the first to go first; the kind becomes an icon before it goes
    let spared: [&[Column]; 7] =
        [&[], &inputs, &[other], &[Column::Kind], &[Column::Rank], &[Column::Sum], &[Column::Number]];
    let mut kind = KIND;
    let of = |column: &Column, kind: f32| if *column == Column::Kind { kind } else { column.width() };
    let needs = |columns: &[Column], kind: f32| {
        let widths: f32 = columns.iter().map(|column| of(column, kind)).sum();
        widths + GAP * columns.len().saturating_sub(1) as f32 + 2.0 * SIDE
    };
    for spared in spared {
        if needs(&shown, kind) <= width {
            break;
        }
        kind = KIND_ICON;
        shown.retain(|column| !spared.contains(column));
    }
    let spare = (width - needs(&shown, kind)).max(0.0);
    let mut next = SIDE;
    let place = |column: Column| {
        let left = next;
        let right = left + of(&column, kind) + if column == Column::Name { spare } else { 0.0 };
        next = right + GAP;
        Slot { column, left, right }
    };
    shown.into_iter().map(place).collect()
}

/// The next column that can be typed into, or the one before it.
#[must_use]
pub(super) fn next_typed(slots: &[Slot], from: Column, back: bool) -> Option<Column> {
    let typed: Vec<Column> =
        slots.iter().map(|slot| slot.column).filter(|column| matches!(column, Column::Name | Column::Of(_))).collect();
    let at = typed.iter().position(|column| *column == from)?;
    typed.get(at.checked_add_signed(if back { -1 } else { 1 })?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: f32) -> Vec<Column> {
        fit(width, Scale::Rice).into_iter().map(|slot| slot.column).collect()
    }

    #[test]
    fn columns_go_in_the_order_in_which_they_can_be_spared() {
        assert_eq!(shown(840.0).len(), 12);
        let narrow = shown(552.0);
        assert!(!narrow.contains(&Column::Of(Input::Reach)) && narrow.contains(&Column::Kind), "{narrow:?}");
        assert_eq!(shown(200.0), [Column::Name, Column::Of(Input::Points), Column::Score(Scale::Rice)]);
        assert!(fit(840.0, Scale::Wsjf).iter().any(|slot| slot.column == Column::Of(Input::JobSize)));
    }

    #[test]
    fn names_take_what_is_left_and_nothing_overlaps() {
        for width in [500.0, 552.0, 700.0, 840.0, 1200.0] {
            let slots = fit(width, Scale::Rice);
            assert!(slots.windows(2).all(|pair| pair[0].right + GAP <= pair[1].left + 0.01), "{width}");
            assert!((slots.last().unwrap().right - (width - SIDE)).abs() < 0.5, "{width}");
        }
    }

    #[test]
    fn arrows_and_tab_go_from_column_to_column() {
        let slots = fit(840.0, Scale::Rice);
        assert_eq!(slots::beside(&slots, None, 1, Column::Name), Some(Column::Name));
        assert_eq!(slots::beside(&slots, Some(Column::Rank), -1, Column::Name), Some(Column::Rank));
        assert_eq!(next_typed(&slots, Column::Name, false), Some(Column::Of(Input::Reach)));
        assert_eq!(next_typed(&slots, Column::Of(Input::Points), false), None);
        assert_eq!(slots::at(&slots, 0.0), Some(Column::Rank));
    }
}
