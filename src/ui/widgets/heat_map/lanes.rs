//! Where dots lie on the heat map: rows of severity, columns of frequency, and within a row a lane for each failure, so that
//! dots never overlap and arrows stay apart. Pure arithmetic; lengths in points, from the top left corner of the grid.

use egui::{Pos2, Rect, pos2, vec2};

/// How wide a cell is.
pub const CELL_WIDTH: f32 = 60.0;

/// How high a cell is at least.
pub const CELL_HEIGHT: f32 = 72.0;

/// How high a lane is at least: a dot of 20 points gets a target of 24.
pub const LANE: f32 = 24.0;

/// With more lanes than this in one row, cells show counts instead of dots.
const MOST_LANES: usize = 9;

/// A cell: severity and frequency, 1 to 5 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// How bad.
    pub severity: u8,
    /// How often.
    pub frequency: u8,
}

impl Cell {
    /// The cell so many steps away, held at the edges of the map.
    #[must_use]
    pub fn moved(self, severity: i8, frequency: i8) -> Self {
        let step = |value: u8, by: i8| value.saturating_add_signed(by).clamp(1, 5);
        Self { severity: step(self.severity, severity), frequency: step(self.frequency, frequency) }
    }
}

/// A failure as the map knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    /// What tells it apart.
    pub key: u64,
    /// The number inside.
    pub number: u32,
    /// Where it is before any control.
    pub inherent: Option<Cell>,
    /// Where it is with the controls that exist.
    pub residual: Option<Cell>,
    /// Whether something is said about what happens instead.
    pub fallback: bool,
}

/// Which of a failure's two dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum End {
    /// Before any control.
    #[default]
    Inherent,
    /// With the controls that exist.
    Residual,
}

/// A dot in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Position of the failure in the list that the plan was made from.
    pub dot: usize,
    /// Which of its dots; one dot stands for both where they share a cell, and is the residual one.
    pub end: End,
    /// Its cell.
    pub cell: Cell,
    /// Its center.
    pub center: Pos2,
}

/// The map with all dots in place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Top of each row and the bottom of the last, severity 5 first.
    tops: [f32; 6],
    /// Dots by failure, inherent before residual; empty if the map is crowded.
    pub spots: Vec<Spot>,
    /// Instead of dots, where there are too many: how many lie in each cell, inherent and residual, severity 1 first.
    pub crowded: Option<[[(u32, u32); 5]; 5]>,
}

/// A failure's share of a row: the columns that it needs.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    dot: usize,
    from: u8,
    to: u8,
}

/// Puts every dot in its place.
#[must_use]
pub fn plan(dots: &[Dot]) -> Plan {
    let rows: Vec<Vec<Stretch>> = (1..=5_u8).rev().map(|severity| stretches(dots, severity)).collect();
    let too_many = rows.iter().any(|row| row.len() > 5 * MOST_LANES);
    let lanes: Vec<_> = rows.iter().filter(|_| !too_many).map(|row| lanes(row)).collect();
    if too_many || lanes.iter().any(|(_, count)| *count > MOST_LANES) {
        return Plan { tops: tops(&[0; 5]), spots: Vec::new(), crowded: Some(counts(dots)) };
    }
    let mut many = [0; 5];
    for (many, (_, count)) in many.iter_mut().zip(&lanes) {
        *many = *count;
    }
    let mut plan = Plan { tops: tops(&many), spots: Vec::new(), crowded: None };
    for (index, dot) in dots.iter().enumerate() {
        for (end, cell) in ends(dot) {
            let row = usize::from(5 - cell.severity);
            let Some((placed, count)) = lanes.get(row) else { continue };
            let Some((_, lane)) = placed.iter().find(|(dot, _)| *dot == index) else { continue };
            let rect = plan.cell_rect(cell);
            let y = rect.top() + rect.height() * (*lane as f32 + 0.5) / (*count).max(1) as f32;
            plan.spots.push(Spot { dot: index, end, cell, center: pos2(rect.center().x, y) });
        }
    }
    plan
}

/// The dots that are drawn for a failure: one where both share a cell.
fn ends(dot: &Dot) -> impl Iterator<Item = (End, Cell)> {
    let inherent = dot.inherent.filter(|cell| dot.residual != Some(*cell)).map(|cell| (End::Inherent, cell));
    inherent.into_iter().chain(dot.residual.map(|cell| (End::Residual, cell)))
}

fn stretches(dots: &[Dot], severity: u8) -> Vec<Stretch> {
    let of = |(index, dot): (usize, &Dot)| {
        let mut here = ends(dot).filter(|(_, cell)| cell.severity == severity).map(|(_, cell)| cell.frequency);
        let first = here.next()?;
        let second = here.next().unwrap_or(first);
        Some(Stretch { dot: index, from: first.min(second), to: first.max(second) })
    };
    dots.iter().enumerate().filter_map(of).collect()
}

/// Gives every stretch a lane, and says how many there are: up to three failures have one each, more of them share a lane
/// where they do not meet.
fn lanes(stretches: &[Stretch]) -> (Vec<(usize, usize)>, usize) {
    if stretches.len() <= 3 {
        let placed = stretches.iter().enumerate().map(|(lane, stretch)| (stretch.dot, lane)).collect();
        return (placed, stretches.len());
    }
    let mut taken: Vec<Vec<(u8, u8)>> = vec![Vec::new(); 3];
    let mut placed = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let free = |lane: &Vec<(u8, u8)>| lane.iter().all(|(from, to)| stretch.to < *from || stretch.from > *to);
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        if let Some(lane) = taken.get_mut(lane) {
            lane.push((stretch.from, stretch.to));
        }
        placed.push((stretch.dot, lane));
    }
    (placed, taken.len())
}

/// The tops of rows with so many lanes each, and the bottom of the last.
fn tops(lanes: &[usize; 5]) -> [f32; 6] {
    let mut tops = [0.0; 6];
    let mut y = 0.0;
    for (top, count) in tops.iter_mut().zip(lanes.iter().map(Some).chain([None])) {
        *top = y;
        y += count.map_or(0.0, |count| CELL_HEIGHT.max(*count as f32 * LANE));
    }
    tops
}

fn counts(dots: &[Dot]) -> [[(u32, u32); 5]; 5] {
    let mut counts = [[(0, 0); 5]; 5];
    let mut add = |cell: Option<Cell>, inherent: u32, residual: u32| {
        let Some(cell) = cell else { return };
        let row = counts.get_mut(usize::from(cell.severity.saturating_sub(1)));
        if let Some(count) = row.and_then(|row| row.get_mut(usize::from(cell.frequency.saturating_sub(1)))) {
            count.0 += inherent;
            count.1 += residual;
        }
    };
    for dot in dots {
        add(dot.inherent, 1, 0);
        add(dot.residual, 0, 1);
    }
    counts
}

impl Plan {
    /// How high the grid is.
    #[must_use]
    pub fn height(&self) -> f32 {
        let [.., bottom] = self.tops;
        bottom
    }

    /// Top and bottom of a row of the grid.
    fn row(&self, severity: u8) -> (f32, f32) {
        let row = usize::from(5_u8.saturating_sub(severity));
        let at = |row: usize| self.tops.get(row).copied().unwrap_or_default();
        (at(row), at(row + 1))
    }

    /// The rectangle of a cell.
    #[must_use]
    pub fn cell_rect(&self, cell: Cell) -> Rect {
        let (top, bottom) = self.row(cell.severity);
        let left = f32::from(cell.frequency.saturating_sub(1)) * CELL_WIDTH;
        Rect::from_min_max(pos2(left, top), pos2(left + CELL_WIDTH, bottom))
    }

    /// The cell at a position; `None` outside the grid.
    #[must_use]
    pub fn cell_at(&self, at: Pos2) -> Option<Cell> {
        let grid = Rect::from_min_size(Pos2::ZERO, vec2(5.0 * CELL_WIDTH, self.height()));
        if !grid.contains(at) {
            return None;
        }
        let frequency = ((at.x / CELL_WIDTH) as u8 + 1).clamp(1, 5);
        (1..=5)
            .find(|severity| self.row(*severity).0 <= at.y && at.y <= self.row(*severity).1)
            .map(|severity| Cell { severity, frequency })
    }

    /// The dot of a failure: the one asked for, or else the other.
    #[must_use]
    pub fn spot_of(&self, dot: usize, end: End) -> Option<&Spot> {
        let mut own = self.spots.iter().filter(|spot| spot.dot == dot);
        own.clone().find(|spot| spot.end == end).or_else(|| own.next())
    }

    /// The nearest dot in a direction, which is a step of one to the side or up or down.
    #[must_use]
    pub fn neighbor(&self, from: &Spot, right: f32, down: f32) -> Option<&Spot> {
        let distance = |spot: &&Spot| {
            let way = spot.center - from.center;
            let along = way.x * right + way.y * down;
            let across = (way.x * down).abs() + (way.y * right).abs();
            (along > 0.5).then_some(along + across * 2.5)
        };
        self.spots
            .iter()
            .filter_map(|spot| Some((spot, distance(&spot)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(spot, _)| spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(number: u32, inherent: (u8, u8), residual: (u8, u8)) -> Dot {
        let cell = |(severity, frequency): (u8, u8)| (severity > 0).then_some(Cell { severity, frequency });
        Dot { key: number.into(), number, inherent: cell(inherent), residual: cell(residual), fallback: true }
    }

    fn overlap(plan: &Plan) -> bool {
        plan.spots
            .iter()
            .enumerate()
            .any(|(index, a)| plan.spots.iter().skip(index + 1).any(|b| (a.center - b.center).length() < LANE - 0.01))
    }

    #[test]
    fn up_to_three_failures_share_a_row_of_the_usual_height() {
        let plan = plan(&[dot(1, (4, 3), (4, 2)), dot(2, (4, 4), (4, 2)), dot(6, (4, 2), (4, 1))]);
        assert!((plan.height() - 5.0 * CELL_HEIGHT).abs() < 0.01);
        let ys: Vec<f32> = plan.spots.iter().map(|spot| spot.center.y - CELL_HEIGHT).collect();
        assert_eq!(ys, [12.0, 12.0, 36.0, 36.0, 60.0, 60.0], "both dots of a failure lie in its lane");
        assert!(!overlap(&plan));
    }

    #[test]
    fn more_failures_share_lanes_where_they_do_not_meet_and_the_row_grows_where_they_do() {
        let apart =
            plan(&[dot(4, (3, 4), (3, 4)), dot(5, (3, 5), (3, 3)), dot(7, (3, 2), (3, 1)), dot(8, (3, 3), (3, 1))]);
        assert!((apart.height() - 5.0 * CELL_HEIGHT).abs() < 0.01);
        assert!(!overlap(&apart));
        let meeting: Vec<Dot> = (1..=5).map(|number| dot(number, (2, 4), (2, 1))).collect();
        let grown = plan(&meeting);
        assert!((grown.height() - 4.0 * CELL_HEIGHT - 5.0 * LANE).abs() < 0.01);
        assert!(!overlap(&grown));
    }

    #[test]
    fn one_dot_stands_for_both_in_the_same_cell() {
        let plan = plan(&[dot(10, (5, 1), (5, 1)), dot(11, (5, 2), (0, 0)), dot(12, (0, 0), (0, 0))]);
        let found: Vec<(usize, End)> = plan.spots.iter().map(|spot| (spot.dot, spot.end)).collect();
        assert_eq!(found, [(0, End::Residual), (1, End::Inherent)]);
        assert_eq!(plan.spot_of(1, End::Residual).map(|spot| spot.end), Some(End::Inherent));
        assert_eq!(plan.spot_of(2, End::Residual), None);
    }

    #[test]
    fn a_crowd_is_counted() {
        let many: Vec<Dot> = (1..=300).map(|number| dot(number, (4, 4), (2, 1))).collect();
        let plan = plan(&many);
        assert!(plan.spots.is_empty());
        let counts = plan.crowded.unwrap();
        assert_eq!((counts[3][3], counts[1][0], counts[0][0]), ((300, 0), (0, 300), (0, 0)));
        assert!((plan.height() - 5.0 * CELL_HEIGHT).abs() < 0.01);
    }

    #[test]
    fn a_position_belongs_to_the_cell_around_it() {
        let meeting: Vec<Dot> = (1..=5).map(|number| dot(number, (5, 4), (5, 1))).collect();
        let plan = plan(&meeting);
        let cell = |severity, frequency| Some(Cell { severity, frequency });
        assert_eq!(plan.cell_at(pos2(1.0, 1.0)), cell(5, 1));
        assert_eq!(plan.cell_at(pos2(299.0, 119.0)), cell(5, 5), "the first row has grown to 120");
        assert_eq!(plan.cell_at(pos2(61.0, 121.0)), cell(4, 2));
        assert_eq!(plan.cell_at(pos2(150.0, plan.height() - 1.0)), cell(1, 3));
        assert_eq!(plan.cell_at(pos2(-1.0, 10.0)), None);
        assert_eq!(plan.cell_at(pos2(10.0, plan.height() + 1.0)), None);
        for severity in 1..=5 {
            for frequency in 1..=5 {
                let cell = Cell { severity, frequency };
                assert_eq!(plan.cell_at(plan.cell_rect(cell).center()), Some(cell));
            }
        }
    }

    #[test]
    fn arrows_go_to_the_nearest_dot_that_way() {
        let plan = plan(&[dot(1, (4, 3), (4, 2)), dot(2, (4, 4), (4, 2)), dot(9, (2, 4), (2, 2))]);
        let from = plan.spot_of(0, End::Inherent).unwrap();
        let to = |right, down| plan.neighbor(from, right, down).map(|spot| (spot.dot, spot.end));
        assert_eq!(to(-1.0, 0.0), Some((0, End::Residual)));
        assert_eq!(to(1.0, 0.0), Some((1, End::Inherent)));
        assert_eq!(to(0.0, -1.0), None);
        assert!(to(0.0, 1.0).is_some());
        assert_eq!(Cell { severity: 5, frequency: 1 }.moved(1, -1), Cell { severity: 5, frequency: 1 });
        assert_eq!(Cell { severity: 3, frequency: 3 }.moved(-1, 1), Cell { severity: 2, frequency: 4 });
    }
}
