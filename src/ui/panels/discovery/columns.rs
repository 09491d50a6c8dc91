//! Where the columns of the table of changes lie, and which cells can be walked through.

use egui::Rangef;

/// White space at the sides of the table, and between columns.
const PAD: f32 = 8.0;
const GAP: f32 = 12.0;

/// A cell of a row that can be walked to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// What changes.
    #[default]
    Aspect,
    /// How it is.
    Before,
    /// Whether that is a fact.
    BeforeKind,
    /// How it shall be.
    After,
    /// Whether that is decided.
    AfterKind,
}

impl Column {
    /// Every one, from the left.
    pub const ALL: [Self; 5] = [Self::Aspect, Self::Before, Self::BeforeKind, Self::After, Self::AfterKind];

    /// The question.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Aspect => "aspect",
            Self::Before => "before",
            Self::BeforeKind => "before_kind",
            Self::After => "after",
            Self::AfterKind => "after_kind",
        }
    }

    /// Whether it says what kind of claim a text is.
    pub const fn is_kind(self) -> bool {
        matches!(self, Self::BeforeKind | Self::AfterKind)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aspect => "Aspect",
            Self::Before => "Before",
            Self::BeforeKind => "Before is",
            Self::After => "After",
            Self::AfterKind => "After is",
        }
    }

    /// The cell so many cells away.
    pub fn beside(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|column| *column == self).unwrap_or_default();
        let to = at.saturating_add_signed(by).min(Self::ALL.len() - 1);
        Self::ALL.get(to).copied().unwrap_or(self)
    }

    /// The next cell with a text, or the one before.
    pub fn next_text(self, by: isize) -> Option<Self> {
        const TEXTS: [Column; 3] = [Column::Aspect, Column::Before, Column::After];
        let at = TEXTS.iter().position(|column| *column == self)?;
        at.checked_add_signed(by).and_then(|to| TEXTS.get(to)).copied()
    }
}

/// The columns in their places, from the left of the table. What has no room is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// What changes.
    pub aspect: Rangef,
    /// How it is, with its kind.
    pub before: Rangef,
    /// The arrow from before to after.
    pub arrow: Option<Rangef>,
    /// How it shall be, with its kind.
    pub after: Rangef,
    /// The difference, where it can be worked out.
    pub change: Option<Rangef>,
    /// The menu.
    pub more: Rangef,
}

impl Columns {
    /// The columns of a table of this width.
    pub fn of(width: f32) -> Self {
        let more = Rangef::new(width - PAD - 24.0, width - PAD);
        let change = (width >= 620.0).then(|| Rangef::new(more.min - 4.0 - 92.0, more.min - 4.0));
        let right = change.map_or(more.min, |change| change.min) - GAP;
        let aspect = Rangef::new(PAD, PAD + if width >= 700.0 { 132.0 } else { 96.0 });
        let has_arrow = width >= 560.0;
        let middle = if has_arrow { 20.0 + 2.0 * GAP } else { GAP };
        let each = (right - aspect.max - GAP - middle) / 2.0;
        let before = Rangef::new(aspect.max + GAP, aspect.max + GAP + each);
        let arrow = has_arrow.then(|| Rangef::new(before.max + GAP, before.max + GAP + 20.0));
        Self { aspect, before, arrow, after: Rangef::new(right - each, right), change, more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_room_and_their_order() {
        for width in [384.0, 432.0, 560.0, 620.0, 660.0, 700.0, 808.0, 1_300.0] {
            let found = Columns::of(width);
            let all = [
                Some(found.aspect),
                Some(found.before),
                found.arrow,
                Some(found.after),
                found.change,
                Some(found.more),
            ];
            let all: Vec<Rangef> = all.into_iter().flatten().collect();
            assert!(all.windows(2).all(|pair| pair[0].max <= pair[1].min), "{width}: {all:?}");
            assert!(found.before.span() >= 100.0 && found.more.max <= width, "{width}: {found:?}");
        }
    }

    #[test]
    fn cells_are_walked_from_the_left_and_texts_from_text_to_text() {
        assert_eq!(Column::Aspect.beside(1), Column::Before);
        assert_eq!(Column::Aspect.beside(-1), Column::Aspect);
        assert_eq!(Column::AfterKind.beside(1), Column::AfterKind);
        assert_eq!(Column::Before.next_text(1), Some(Column::After));
        assert_eq!(Column::Before.next_text(-1), Some(Column::Aspect));
        assert_eq!((Column::After.next_text(1), Column::BeforeKind.next_text(1)), (None, None));
    }
}
