//! The columns of the table: what they show, how wide they are, and which of them fit.

use super::rows::Sort;
use crate::ui::panels::slots;

/// How high a row is.
pub(super) const ROW: f32 = 48.0;

/// How high the heads are.
pub(super) const HEAD: f32 = 32.0;

/// White space between columns.
const GAP: f32 = 8.0;

/// White space at both ends of a row.
const SIDE: f32 = 8.0;

/// The narrowest column of names.
const NAME: f32 = 170.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The number that people cite.
    Number,
    /// What goes wrong.
    Name,
    /// Who suffers it.
    Harmed,
    /// How bad before controls.
    Severity,
    /// How often before controls.
    Frequency,
    /// The level of both.
    Level,
    /// What happens instead.
    Fallback,
    /// Who answers for it.
    Owner,
    /// The level with the controls that exist.
    Residual,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Number,
        Self::Name,
        Self::Harmed,
        Self::Severity,
        Self::Frequency,
        Self::Level,
        Self::Fallback,
        Self::Owner,
        Self::Residual,
    ];

    /// Those that can be spared where there is little room, the first to go first.
    const SPARED: [&'static [Self]; 5] =
        [&[Self::Harmed], &[Self::Severity, Self::Frequency], &[Self::Fallback], &[Self::Residual], &[Self::Number]];

    /// The head.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Number => "#",
            Self::Name => "Failure",
            Self::Harmed => "Who is harmed",
            Self::Severity => "Sev",
            Self::Frequency => "Freq",
            Self::Level => "Level",
            Self::Fallback => "Fallback",
            Self::Owner => "Owner",
            Self::Residual => "Residual",
        }
    }

    /// The head in full, for screen readers and tooltips.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Number => "Number",
            Self::Severity => "Severity",
            Self::Frequency => "Frequency",
            Self::Residual => "Residual level",
            other => other.label(),
        }
    }

    /// What a click on the head sorts by.
    pub(super) const fn sort(self) -> Sort {
        match self {
            Self::Number => Sort::Number,
            Self::Name => Sort::Name,
            Self::Harmed => Sort::Harmed,
            Self::Severity => Sort::Severity,
            Self::Frequency => Sort::Frequency,
            Self::Level => Sort::Level,
            Self::Fallback => Sort::Fallback,
            Self::Owner => Sort::Owner,
            Self::Residual => Sort::Residual,
        }
    }

    /// The question that its cells answer, if they can be edited.
    pub(super) const fn key(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Harmed => Some("harmed"),
            Self::Severity => Some("severity"),
            Self::Frequency => Some("frequency"),
            Self::Fallback => Some("fallback"),
            Self::Owner => Some("owner"),
            Self::Number | Self::Level | Self::Residual => None,
        }
    }

    /// Whether its cells are texts.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::Harmed | Self::Fallback | Self::Owner)
    }

    /// Whether its cells are numbers, set at the right.
    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Severity | Self::Frequency)
    }

    const fn width(self) -> f32 {
        match self {
            Self::Number => 34.0,
            Self::Name => NAME,
            Self::Harmed => 104.0,
            Self::Severity | Self::Frequency => 36.0,
            Self::Level | Self::Residual => 92.0,
            Self::Fallback => 120.0,
            Self::Owner => 44.0,
        }
    }
}

/// A column in its place.
pub(super) type Slot = slots::Slot<Column>;

/// The columns that fit into a table of this width, in their places. The names take what is left.
#[must_use]
pub(super) fn fit(width: f32) -> Vec<Slot> {
    let needs = |columns: &[Column]| {
        let widths: f32 = columns.iter().map(|column| column.width()).sum();
        widths + GAP * columns.len().saturating_sub(1) as f32 + 2.0 * SIDE
    };
    let mut shown = Column::ALL.to_vec();
    for spared in Column::SPARED {
        if needs(&shown) <= width {
            break;
        }
        shown.retain(|column| !spared.contains(column));
    }
    let spare = (width - needs(&shown)).max(0.0);
    // of much room, who is harmed and the fallback get their share: they are sentences too
    let wide = [Column::Name, Column::Harmed, Column::Fallback];
    let extra = |column: Column| match column {
        Column::Name if spare > 160.0 => 160.0 + (spare - 160.0) * 0.4,
        Column::Name => spare,
        _ if spare > 160.0 && wide.contains(&column) => (spare - 160.0) * 0.3,
        _ => 0.0,
    };
    let mut x = SIDE;
    shown
        .into_iter()
        .map(|column| {
            let left = x;
            let right = left + column.width() + extra(column);
            x = right + GAP;
            Slot { column, left, right }
        })
        .collect()
}

/// The next column that can be edited after one, or the one before it.
#[must_use]
pub(super) fn next_edited(slots: &[Slot], from: Column, back: bool) -> Option<Column> {
    let edited: Vec<Column> = slots.iter().map(|slot| slot.column).filter(|column| column.key().is_some()).collect();
    let at = edited.iter().position(|column| *column == from)?;
    edited.get(at.checked_add_signed(if back { -1 } else { 1 })?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: f32) -> Vec<Column> {
        fit(width).into_iter().map(|slot| slot.column).collect()
    }

    #[test]
    fn columns_go_in_the_order_in_which_they_can_be_spared() {
        assert_eq!(shown(816.0).len(), 9);
        assert!(!shown(760.0).contains(&Column::Harmed));
        assert_eq!(
            shown(628.0),
            [Column::Number, Column::Name, Column::Level, Column::Fallback, Column::Owner, Column::Residual]
        );
        assert_eq!(shown(380.0), [Column::Number, Column::Name, Column::Level, Column::Owner]);
        assert_eq!(shown(200.0), [Column::Name, Column::Level, Column::Owner], "a table keeps name, level and owner");
    }

    #[test]
    fn names_take_what_is_left_and_nothing_overlaps() {
        for width in [816.0, 900.0, 1400.0, 628.0, 500.0] {
            let slots = fit(width);
            assert!(slots.windows(2).all(|pair| pair[0].right + GAP <= pair[1].left + 0.01), "{width}");
            assert!((slots.last().unwrap().right - (width - SIDE)).abs() < 0.5, "{width}");
        }
    }

    #[test]
    fn a_position_is_in_the_nearest_column() {
        let slots = fit(816.0);
        assert_eq!(slots::at(&slots, 0.0), Some(Column::Number));
        assert_eq!(slots::at(&slots, 100.0), Some(Column::Name));
        assert_eq!(slots::at(&slots, 900.0), Some(Column::Residual));
    }

    #[test]
    fn arrows_and_tab_go_from_column_to_column() {
        let slots = fit(816.0);
        assert_eq!(slots::beside(&slots, None, 1, Column::Name), Some(Column::Name));
        assert_eq!(slots::beside(&slots, Some(Column::Name), 1, Column::Name), Some(Column::Harmed));
        assert_eq!(slots::beside(&slots, Some(Column::Number), -1, Column::Name), Some(Column::Number));
        assert_eq!(slots::beside(&slots, Some(Column::Residual), 1, Column::Name), Some(Column::Residual));
        assert_eq!(next_edited(&slots, Column::Name, false), Some(Column::Harmed));
        assert_eq!(next_edited(&slots, Column::Harmed, false), Some(Column::Severity));
        assert_eq!(next_edited(&slots, Column::Severity, false), Some(Column::Frequency));
        assert_eq!(
            next_edited(&slots, Column::Frequency, false),
            Some(Column::Fallback),
            "the level follows from both"
        );
        assert_eq!(next_edited(&slots, Column::Fallback, true), Some(Column::Frequency));
        assert_eq!(next_edited(&slots, Column::Owner, false), None);
        assert_eq!(next_edited(&slots, Column::Name, true), None);
    }
}
