//! Where the columns of both tables lie, by how much room there is.

use egui::Rangef;

/// White space at the sides of a table, and between columns.
pub const PAD: f32 = 8.0;
const GAP: f32 = 8.0;

/// The columns of the sources, from the left of the table. What has no room is in the card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// How people cite it.
    pub number: Rangef,
    /// Its name, with how much of what it holds.
    pub name: Rangef,
    /// What it is for.
    pub used: Option<Rangef>,
    /// Who answers for it.
    pub owner: Option<Rangef>,
    /// The rights, with whether they are settled.
    pub rights: Rangef,
    /// How sensitive it is.
    pub sensitivity: Option<Rangef>,
    /// How long it is kept.
    pub retention: Option<Rangef>,
    /// How old it may be.
    pub freshness: Option<Rangef>,
    /// The groups that it tells apart.
    pub segments: Option<Rangef>,
}

impl Columns {
    /// The columns of a table of this width.
    pub fn of(width: f32) -> Self {
        let mut right = width - PAD;
        let mut take = |wide: f32, from: f32| {
            let column = (width >= from).then(|| Rangef::new(right - wide, right));
            right -= if column.is_some() { wide + GAP } else { 0.0 };
            column
        };
        let room = if width >= 1_000.0 { 120.0 } else { 80.0 };
        let segments = take(room, 810.0);
        let freshness = take(room, 720.0);
        let retention = take(room, 620.0);
        let sensitivity = take(86.0, 520.0);
        let rights = take(if width >= 1_000.0 { 140.0 } else { 116.0 }, 0.0).unwrap_or(Rangef::NOTHING);
        let owner = take(40.0, 420.0);
        let used = take(74.0, 660.0);
        let number = Rangef::new(PAD, PAD + 28.0);
        Self {
            number,
            name: Rangef::new(number.max + GAP, right),
            used,
            owner,
            rights,
            sensitivity,
            retention,
            freshness,
            segments,
        }
    }

    /// The heads of the columns.
    pub fn heads(&self) -> Vec<(Rangef, &'static str)> {
        let all = [
            (Some(self.number), "#"),
            (Some(self.name), "Source"),
            (self.used, "Used for"),
            (self.owner, "Owner"),
            (Some(self.rights), "Rights"),
            (self.sensitivity, "Sensitivity"),
            (self.retention, "Retention"),
            (self.freshness, "Freshness"),
            (self.segments, "Segments"),
        ];
        all.into_iter().filter_map(|(column, words)| Some((column?, words))).collect()
    }
}

/// The columns of the labeling plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanColumns {
    /// How people cite it.
    pub number: Option<Rangef>,
    /// What is labeled, and by whom.
    pub what: Rangef,
    /// The bar of what is done.
    pub bar: Rangef,
    /// How well labelers agree.
    pub agreement: Option<Rangef>,
    /// By when.
    pub due: Rangef,
    /// The menu.
    pub more: Rangef,
}

impl PlanColumns {
    /// The columns of a plan of this width.
    pub fn of(width: f32) -> Self {
        let more = Rangef::new(width - PAD - 28.0, width - PAD);
        let due = Rangef::new(more.min - GAP - 80.0, more.min - GAP);
        let agreement = (width >= 560.0).then(|| Rangef::new(due.min - GAP - 96.0, due.min - GAP));
        let right = agreement.map_or(due.min, |agreement| agreement.min) - 2.0 * GAP;
        let bar = Rangef::new(right - if width >= 640.0 { 168.0 } else { 112.0 }, right);
        let number = (width >= 480.0).then_some(Rangef::new(PAD, PAD + 32.0));
        let what = Rangef::new(number.map_or(PAD, |number| number.max + GAP), bar.min - 2.0 * GAP);
        Self { number, what, bar, agreement, due, more }
    }

    /// The heads of the columns, with whether they stand at the right.
    pub fn heads(&self) -> Vec<(Rangef, &'static str, bool)> {
        let all = [
            (self.number, "#", false),
            (Some(self.what), "What and who", false),
            (Some(self.bar), "Labeled", false),
            (self.agreement, "Agreement", true),
            (Some(self.due), "Due", true),
        ];
        all.into_iter().filter_map(|(column, words, right)| Some((column?, words, right))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTHS: [f32; 12] = [384.0, 432.0, 520.0, 560.0, 620.0, 636.0, 660.0, 700.0, 720.0, 810.0, 824.0, 1_300.0];

    fn assert_in_order(columns: &[Rangef], width: f32) {
        assert!(columns.windows(2).all(|pair| pair[0].max <= pair[1].min), "{width}: {columns:?}");
        assert!(
            columns.iter().all(|column| column.min >= 0.0 && column.max <= width && column.span() > 0.0),
            "{width}"
        );
    }

    #[test]
    fn columns_never_overlap_and_names_keep_their_room() {
        for width in WIDTHS {
            let found = Columns::of(width);
            let columns: Vec<Rangef> = found.heads().into_iter().map(|(column, _)| column).collect();
            assert_in_order(&columns, width);
            assert!(found.name.span() >= 130.0, "{width}: {found:?}");
        }
        assert_eq!(Columns::of(824.0).heads().len(), 9, "all of them where the card is beside the table");
    }

    #[test]
    fn the_columns_of_the_plan_keep_their_room() {
        for width in WIDTHS {
            let found = PlanColumns::of(width);
            let columns: Vec<Rangef> = found.heads().into_iter().map(|(column, _, _)| column).collect();
            assert_in_order(&columns, width);
            assert!(found.what.span() >= 90.0 && found.more.min >= found.due.max, "{width}: {found:?}");
        }
    }
}
