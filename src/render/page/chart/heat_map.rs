//! Severity by frequency with a dot per failure mode.
//!
//! Each failure mode takes a lane inside the row of its severity, shared only with those that stand apart from it, so that
//! arrows stay horizontal and never cross; an arrow is diagonal where severity changes. A row with many lanes grows. When
//! there are too many dots to tell them apart, each cell shows how many there are instead.

use crate::render::page::art::Art;
use crate::render::page::glyph::{self, Square};
use crate::render::page::palette;
use crate::render::page::path::{circle, filled, polygon, polyline, rounded, stroked};
use crate::render::page::piece::Piece;
use crate::render::page::placed::{ElementId, Paint, Path};
use crate::render::page::style::{self, TextStyle};
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{HeatDot, HeatMap};

/// Room for the axis title and the numbers at the left, and below.
const LEFT: f32 = 30.0;
const BELOW: f32 = 33.0;
/// Width of a column and least height of a row.
const PITCH: f32 = 45.0;
/// Between two cells.
const CELL_GAP: f32 = 1.5;
/// Height of a lane; a row of the least height holds three.
const LANE: f32 = 15.0;
const RADIUS: f32 = 7.5;
const LANES_PER_ROW: usize = 3;
/// From here on cells show counts.
const MOST_LANES: usize = 12;
const MOST_DOTS: usize = 60;
/// Share of a page that the map may take, so that its caption finds room.
const HIGHEST: f32 = 0.85;
const NUMBER: TextStyle = style::TABLE_HEAD;

/// Where a dot stands: column from 0, row from the top, lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seat {
    column: usize,
    row: usize,
    lane: usize,
}

/// A failure mode with its seats.
struct Seated<'a> {
    dot: &'a HeatDot,
    inherent: Seat,
    residual: Option<Seat>,
}

/// The grid's measures.
struct Grid {
    pitch: f32,
    /// Tops of the rows, and the bottom of the last.
    tops: [f32; 6],
    lanes: [usize; 5],
}

/// Draws the map.
pub(super) fn draw(setter: &mut Typesetter<'_>, map: &HeatMap, (width, limit): (f32, f32), figure: ElementId) -> Piece {
    let (seated, lanes) = seat(&map.dots);
    let mut grid = Grid::new(width, lanes);
    let is_crowded = map.dots.len() > MOST_DOTS || lanes.iter().any(|&lanes| lanes > MOST_LANES);
    let counts = is_crowded || grid.bottom() + BELOW > limit * HIGHEST;
    if counts {
        grid = Grid::new(width, [1; 5]);
    }
    let mut art = Art::of(figure);
    draw_cells(map, &grid, &mut art);
    draw_axes(setter, map, &grid, &mut art);
    if counts {
        draw_counts(setter, map, &grid, &mut art);
    } else {
        draw_dots(setter, &seated, &grid, &mut art);
    }
    Piece { art, height: grid.bottom() + BELOW, ..Piece::default() }
}

/// Gives every dot its seats, and says how many lanes each row has.
fn seat(dots: &[HeatDot]) -> (Vec<Seated<'_>>, [usize; 5]) {
    let mut taken: [Vec<[bool; 5]>; 5] = Default::default();
    let mut take = |row: usize, columns: std::ops::RangeInclusive<usize>| {
        let Some(lanes) = taken.get_mut(row) else { return 0 };
        let is_free = |lane: &[bool; 5]| lane.get(columns.clone()).is_some_and(|part| part.iter().all(|used| !used));
        let lane = lanes.iter().position(is_free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push([false; 5]);
        }
        if let Some(part) = lanes.get_mut(lane).and_then(|lane| lane.get_mut(columns)) {
            part.fill(true);
        }
        lane
    };
    let mut seated = Vec::with_capacity(dots.len());
    for dot in dots {
        let (row, column) = place(dot.inherent);
        let (inherent, residual) = match dot.residual.map(place) {
            Some((to_row, to)) if to_row == row => {
                let lane = take(row, column.min(to)..=column.max(to));
                (Seat { column, row, lane }, Some(Seat { column: to, row, lane }))
            }
            Some((to_row, to)) => {
                let start = Seat { column, row, lane: take(row, column..=column) };
                (start, Some(Seat { column: to, row: to_row, lane: take(to_row, to..=to) }))
            }
            None => (Seat { column, row, lane: take(row, column..=column) }, None),
        };
        seated.push(Seated { dot, inherent, residual });
    }
    (seated, taken.map(|lanes| lanes.len()))
}

/// Row from the top and column of a severity and frequency.
fn place((severity, frequency): (u8, u8)) -> (usize, usize) {
    (5 - usize::from(severity.clamp(1, 5)), usize::from(frequency.clamp(1, 5)) - 1)
}

impl Grid {
    fn new(width: f32, lanes: [usize; 5]) -> Self {
        let pitch = PITCH.min((width - LEFT) / 5.0).max(4.0);
        let mut tops = [0.0; 6];
        let mut y = 0.0;
        for (top, lanes) in tops.iter_mut().zip(lanes.iter().map(Some).chain([None])) {
            *top = y;
            y += lanes.map_or(0.0, |&lanes| pitch.max(lanes.max(LANES_PER_ROW) as f32 * LANE));
        }
        Self { pitch, tops, lanes }
    }

    fn bottom(&self) -> f32 {
        self.tops[5]
    }

    fn top(&self, row: usize) -> f32 {
        self.tops.get(row).copied().unwrap_or_default()
    }

    fn height(&self, row: usize) -> f32 {
        self.top(row + 1) - self.top(row)
    }

    fn left(&self, column: usize) -> f32 {
        LEFT + column as f32 * self.pitch
    }

    /// The middle of a seat. Dots stand a little left of the middle, so that the pips stay visible.
    fn middle(&self, seat: Seat) -> (f32, f32) {
        let lanes = self.lanes.get(seat.row).copied().unwrap_or(1).max(1);
        let first = (self.height(seat.row) - CELL_GAP - lanes as f32 * LANE) / 2.0;
        let y = self.top(seat.row) + first + (seat.lane as f32 + 0.5) * LANE;
        (self.left(seat.column) + self.pitch * 0.42, y)
    }
}

fn draw_cells(map: &HeatMap, grid: &Grid, art: &mut Art) {
    for (row, levels) in map.levels.iter().rev().enumerate() {
        for (column, &level) in levels.iter().enumerate() {
            let (x, y) = (grid.left(column), grid.top(row));
            let (width, height) = (grid.pitch - CELL_GAP, grid.height(row) - CELL_GAP);
            let ground = palette::cell(level);
            art.path(filled(rounded(x, y, width, height, 3.0), ground));
            let side = 7.5f32.min(grid.pitch / 4.0);
            let square = Square { x: x + width - side - 2.25, y: y + height - side - 2.25, side };
            let inks = (palette::INK_2, palette::faint(palette::INK_2, ground));
            glyph::draw_pips(level, inks, square, art);
        }
    }
}

fn draw_axes(setter: &mut Typesetter<'_>, map: &HeatMap, grid: &Grid, art: &mut Art) {
    for row in 0..5 {
        let middle = grid.top(row) + (grid.height(row) - CELL_GAP) / 2.0;
        let at = (LEFT - 8.25, middle - style::AXIS.leading / 2.0, Hold::Right);
        setter.label(&(5 - row).to_string(), &style::AXIS, at, art);
    }
    for column in 0..5 {
        let x = grid.left(column) + (grid.pitch - CELL_GAP) / 2.0;
        let label = (column + 1).to_string();
        setter.label(&label, &style::AXIS, (x, grid.bottom() + 3.0, Hold::Middle), art);
    }
    let center = grid.left(0) + grid.pitch * 2.5;
    let title = setter.fitted(&map.horizontal, &style::QUIET, grid.pitch * 5.0);
    setter.label(&title, &style::QUIET, (center, grid.bottom() + 18.0, Hold::Middle), art);
    let title = setter.fitted(&map.vertical, &style::QUIET, grid.bottom());
    draw_upwards(setter, &title, (9.0, grid.bottom() / 2.0), art);
}

/// Sets a label that reads upwards, its middle at a height and its baseline at `x`.
fn draw_upwards(setter: &mut Typesetter<'_>, text: &str, (x, middle): (f32, f32), art: &mut Art) {
    let mut flat = Art { element: art.element, ..Art::default() };
    let width = setter.label(text, &style::QUIET, (0.0, 0.0, Hold::Left), &mut flat);
    for mut item in flat.items {
        if let Paint::Text(run) = &mut item.paint {
            (run.x, run.y, run.rotation) = (x, middle + width / 2.0 - run.x, 90.0);
            art.items.push(item);
        }
    }
    art.missing.append(&mut flat.missing);
}

/// Arrows first, then dots, then their numbers.
fn draw_dots(setter: &mut Typesetter<'_>, seated: &[Seated<'_>], grid: &Grid, art: &mut Art) {
    let radius = RADIUS.min(grid.pitch / 2.5);
    for it in seated {
        if let Some(residual) = it.residual.filter(|&seat| seat != it.inherent) {
            draw_arrow(grid.middle(it.inherent), grid.middle(residual), radius, art);
        }
    }
    for it in seated {
        let (x, y) = grid.middle(it.inherent);
        if it.residual != Some(it.inherent) {
            let open = filled(circle(x, y, radius), palette::SURFACE);
            let dashed = |path: Path| path.with_edge(palette::INK, 1.125).dashed(2.25, 1.8);
            let path = if it.dot.has_fallback { open.with_edge(palette::INK, 0.94) } else { dashed(open) };
            art.path(path);
            draw_number(setter, &it.dot.label, (x, y, radius), style::AXIS.in_color(palette::INK), art);
        }
        if let Some(residual) = it.residual {
            let (x, y) = grid.middle(residual);
            art.path(filled(circle(x, y, radius), palette::INK).with_edge(palette::SURFACE, 0.75));
            if !it.dot.has_fallback {
                art.path(stroked(circle(x, y, radius - 0.5), palette::SURFACE, 1.5).dashed(1.8, 2.25));
            }
            let style = NUMBER.in_color(palette::SURFACE);
            draw_number(setter, &it.dot.label, (x, y, radius), style, art);
        }
    }
}

/// A number in a dot, smaller if it would touch the edge.
fn draw_number(
    setter: &mut Typesetter<'_>,
    label: &str,
    (x, y, radius): (f32, f32, f32),
    style: TextStyle,
    art: &mut Art,
) {
    let width = setter.width(label, &style).max(0.1);
    let scale = (1.7 * radius / width).min(radius / RADIUS).min(1.0);
    let style = style.at_size(style.size * scale, style.leading * scale);
    setter.label(label, &style, (x, y - style.leading / 2.0, Hold::Middle), art);
}

/// An arrow from the edge of one dot to the edge of another.
fn draw_arrow(from: (f32, f32), to: (f32, f32), radius: f32, art: &mut Art) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length <= 2.0 * radius {
        return;
    }
    let (ux, uy) = (dx / length, dy / length);
    let point = |distance: f32, aside: f32| (from.0 + ux * distance - uy * aside, from.1 + uy * distance + ux * aside);
    let tip = length - radius - 0.75;
    art.path(stroked(polyline(&[point(radius, 0.0), point(tip - 3.0, 0.0)]), palette::INK, 0.94));
    let head = [point(tip, 0.0), point(tip - 5.25, 3.0), point(tip - 5.25, -3.0)];
    art.path(filled(polygon(&head), palette::INK));
}

/// How many dots each cell holds: inherent in an open pill at the left, residual in a solid one at the right.
fn draw_counts(setter: &mut Typesetter<'_>, map: &HeatMap, grid: &Grid, art: &mut Art) {
    let mut counts = [[(0usize, 0usize); 5]; 5];
    let mut cell = |at: (u8, u8), add: fn(&mut (usize, usize))| {
        let (row, column) = place(at);
        if let Some(count) = counts.get_mut(row).and_then(|row| row.get_mut(column)) {
            add(count);
        }
    };
    for dot in &map.dots {
        cell(dot.inherent, |count| count.0 += 1);
        if let Some(residual) = dot.residual {
            cell(residual, |count| count.1 += 1);
        }
    }
    for (row, columns) in counts.iter().enumerate() {
        for (column, &(inherent, residual)) in columns.iter().enumerate() {
            let (left, middle) = (grid.left(column), grid.top(row) + grid.height(row) * 0.4);
            let room = (grid.pitch - CELL_GAP - 4.0) / 2.0;
            if inherent > 0 {
                let pill = rounded(left + 1.5, middle - 6.5, room, 13.0, 6.5);
                art.path(filled(pill, palette::SURFACE).with_edge(palette::INK, 0.94));
                let style = style::AXIS.in_color(palette::INK);
                let at = (left + 1.5 + room / 2.0, middle, room / 2.0);
                draw_number(setter, &inherent.to_string(), at, style, art);
            }
            if residual > 0 {
                let pill = rounded(left + 2.5 + room, middle - 6.5, room, 13.0, 6.5);
                art.path(filled(pill, palette::INK));
                let style = NUMBER.in_color(palette::SURFACE);
                let at = (left + 2.5 + room * 1.5, middle, room / 2.0);
                draw_number(setter, &residual.to_string(), at, style, art);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(inherent: (u8, u8), residual: Option<(u8, u8)>) -> HeatDot {
        HeatDot { label: "1".to_owned(), inherent, residual, has_fallback: true }
    }

    /// Lanes of the dots, inherent and residual, and how many lanes the top row has.
    fn check(dots: &[HeatDot], expected: &[(usize, Option<usize>)], top_lanes: usize) {
        let (seated, lanes) = seat(dots);
        let seats: Vec<_> = seated.iter().map(|it| (it.inherent.lane, it.residual.map(|seat| seat.lane))).collect();
        assert_eq!(seats, expected);
        assert_eq!(lanes[0], top_lanes);
    }

    #[test]
    fn arrows_in_a_row_never_share_a_lane_where_they_overlap() {
        check(&[dot((5, 3), Some((5, 2))), dot((5, 4), Some((5, 1)))], &[(0, Some(0)), (1, Some(1))], 2);
        check(&[dot((5, 3), Some((5, 2))), dot((5, 5), Some((5, 4)))], &[(0, Some(0)), (0, Some(0))], 1);
        check(&[dot((5, 3), Some((4, 3))), dot((5, 3), None)], &[(0, Some(0)), (1, None)], 2);
        check(&[dot((0, 9), None), dot((250, 0), None)], &[(0, None), (0, None)], 1);
    }
}
