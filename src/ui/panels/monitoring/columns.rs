//! Where the columns of the table lie, by how much room there is.

use egui::Rangef;

use crate::ui::widgets::signal_line;

/// White space at the sides of the table, and between columns.
const PAD: f32 = 8.0;
const GAP: f32 = 12.0;

/// The columns, from the left of the table. What has no room is in the detail of the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// How people cite it.
    pub id: Option<Rangef>,
    /// Its name.
    pub name: Rangef,
    /// The line of values.
    pub line: Option<Rangef>,
    /// The latest value.
    pub now: Rangef,
    /// From which value on it fires.
    pub at: Option<Rangef>,
    /// Quiet, near, alert.
    pub state: Rangef,
    /// Who is told.
    pub to: Option<Rangef>,
    /// How often it is looked at.
    pub cadence: Option<Rangef>,
    /// Where it can be seen.
    pub dashboard: Option<Rangef>,
    /// Who answers for it.
    pub owner: Option<Rangef>,
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
        let owner = take(80.0, 480.0);
        let dashboard = take(110.0, 1_300.0);
        let cadence = take(72.0, 1_090.0);
        let to = take(128.0, 980.0);
        let state = take(88.0, 0.0).unwrap_or(Rangef::NOTHING);
        let at = take(120.0, 820.0);
        let now = take(72.0, 0.0).unwrap_or(Rangef::NOTHING);
        let line = take(signal_line::WIDTH, 700.0);
        let id = (width >= 520.0).then_some(Rangef::new(PAD, PAD + 40.0));
        let name = Rangef::new(id.map_or(PAD, |id| id.max + PAD), right);
        Self { id, name, line, now, at, state, to, cadence, dashboard, owner }
    }

    /// The heads of the columns, with whether they stand at the right.
    pub fn heads(&self) -> Vec<(Rangef, &'static str, bool)> {
        let all = [
            (self.id, "#", false),
            (Some(self.name), "Signal", false),
            (self.line, "Last values, alert line dashed", false),
            (Some(self.now), "Now", true),
            (self.at, "Alert at", false),
            (Some(self.state), "State", false),
            (self.to, "Alert goes to", false),
            (self.cadence, "Looked at", false),
            (self.dashboard, "Dashboard", false),
            (self.owner, "Owner", false),
        ];
        all.into_iter().filter_map(|(column, words, right)| Some((column?, words, right))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_and_stay_inside() {
        for width in
            [420.0, 480.0, 520.0, 640.0, 700.0, 819.0, 820.0, 864.0, 980.0, 1_090.0, 1_184.0, 1_300.0, 1_900.0_f32]
        {
            let found = Columns::of(width);
            let mut columns: Vec<Rangef> = found.heads().into_iter().map(|(column, _, _)| column).collect();
            columns.sort_by(|one, other| one.min.total_cmp(&other.min));
            assert!(columns.windows(2).all(|pair| pair[0].max <= pair[1].min), "{width}: {found:?}");
            assert!(found.name.span() >= 150.0, "{width}: {found:?}");
            assert!(columns.iter().all(|column| column.min >= 0.0 && column.max <= width), "{width}: {found:?}");
        }
    }
}
