//! Scores as running sums, so that the cases under any threshold are found by a search instead of a sum over all bins.

use crate::model::Rate;
use crate::model::operating_points::ScoreBin;

use super::bands::Bands;
use super::lowest::Pair;

/// Cases of both classes. Fractions come from bins that are split.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Cases of the positive class.
    pub positives: f64,
    /// Other cases.
    pub negatives: f64,
}

impl Counts {
    /// Cases of both classes.
    #[must_use]
    pub fn all(self) -> f64 {
        self.positives + self.negatives
    }

    fn plus(self, other: Self) -> Self {
        Self { positives: self.positives + other.positives, negatives: self.negatives + other.negatives }
    }

    fn times(self, share: f64) -> Self {
        Self { positives: self.positives * share, negatives: self.negatives * share }
    }
}

/// Cases whose scores lie from one boundary to the next; both are the same for cases with exactly that score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The lower boundary.
    pub from: f64,
    /// The upper boundary.
    pub to: f64,
    /// The cases.
    pub counts: Counts,
}

impl Cell {
    /// The score that stands for its cases.
    #[must_use]
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// A boundary between bins.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Edge {
    score: f64,
    /// Cases under it.
    below: Counts,
    /// Cases exactly on it, from bins without a width.
    on: Counts,
}

/// The scores of an operating point, summed up from the lowest on.
///
/// Inside a bin the cases are taken to be spread evenly. Bins may overlap; their cases then fall into the cells between all
/// boundaries in proportion to width, and no count is exact.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    edges: Vec<Edge>,
    total: Counts,
    exact: bool,
    usual_width: f64,
}

impl Curve {
    /// Sums up the bins; `None` without a single case. Bins without both ends are left out.
    #[must_use]
    pub fn of<'a>(bins: impl Iterator<Item = &'a ScoreBin>) -> Option<Self> {
        let cells: Vec<Cell> = bins.filter_map(cell_of).collect();
        let mut scores: Vec<f64> = cells.iter().flat_map(|cell| [cell.from, cell.to]).collect();
        scores.sort_by(f64::total_cmp);
        scores.dedup();
        let mut sums = Sums::new(scores.len());
        for cell in &cells {
            let at = |score: f64| scores.partition_point(|other| *other < score);
            sums.add(at(cell.from), at(cell.to), cell);
        }
        let (edges, total) = sums.edges(&scores);
        let usual_width = usual(cells.iter().map(|cell| cell.to - cell.from));
        (total.all() > 0.0).then_some(Self { edges, total, exact: sums.exact, usual_width })
    }

    /// All cases.
    #[must_use]
    pub fn total(&self) -> Counts {
        self.total
    }

    /// How wide bins usually are: the median of those with a width; 0 where none has one.
    #[must_use]
    pub fn usual_width(&self) -> f64 {
        self.usual_width
    }

    /// The boundaries between bins in order: the thresholds at which counts are exact.
    #[must_use]
    pub fn edges(&self) -> impl ExactSizeIterator<Item = f64> + DoubleEndedIterator + Clone {
        self.edges.iter().map(|edge| edge.score)
    }

    /// The cases under a score, and whether a bin had to be split for that.
    #[must_use]
    pub fn below(&self, score: f64) -> (Counts, bool) {
        let after = self.edges.partition_point(|edge| edge.score < score);
        let Some(next) = self.edges.get(after) else { return (self.total, !self.exact) };
        let before = after.checked_sub(1).and_then(|at| self.edges.get(at));
        match before {
            Some(before) if next.score > score => {
                let start = before.below.plus(before.on);
                let share = (score - before.score) / (next.score - before.score);
                let inside = next.below.plus(start.times(-1.0));
                (start.plus(inside.times(share)), inside.all() > 0.0 || !self.exact)
            }
            _ => (next.below, !self.exact),
        }
    }

    /// The cases in each band. Whoever crosses the thresholds gets the lower one at the upper.
    #[must_use]
    pub fn bands(&self, pair: Pair) -> Bands {
        let (under_upper, cut_above) = self.below(pair.upper);
        let (fallback, cut_below) = self.below(pair.lower.min(pair.upper));
        Bands {
            total: self.total.all(),
            positives: self.total.positives,
            served: self.total.all() - under_upper.all(),
            served_positives: self.total.positives - under_upper.positives,
            fallback: fallback.all(),
            fallback_positives: fallback.positives,
            interpolated: cut_above || cut_below,
        }
    }

    /// Cells that hold cases, from the lowest score up.
    #[must_use]
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = Cell> + Clone {
        let cells = (0..self.edges.len()).map(|at| {
            let edge = self.edges.get(at)?;
            let on = Cell { from: edge.score, to: edge.score, counts: edge.on };
            let rest = self.edges.get(at + 1).map(|next| {
                let counts = next.below.plus(edge.below.plus(edge.on).times(-1.0));
                Cell { from: edge.score, to: next.score, counts }
            });
            Some([Some(on), rest])
        });
        cells.flatten().flatten().flatten().filter(|cell| cell.counts.all() > 0.0)
    }
}

/// The median of the widths that are not zero.
fn usual(widths: impl Iterator<Item = f64>) -> f64 {
    let mut widths: Vec<f64> = widths.filter(|width| *width > 0.0).collect();
    widths.sort_by(f64::total_cmp);
    widths.get(widths.len() / 2).copied().unwrap_or(0.0)
}

/// The cases of a bin; one that does not end after it begins counts at its beginning.
fn cell_of(bin: &ScoreBin) -> Option<Cell> {
    let (from, to) = (bin.from.map(Rate::fraction)?, bin.to.map(Rate::fraction)?);
    let counts = Counts { positives: bin.positives.unwrap_or(0) as f64, negatives: bin.negatives.unwrap_or(0) as f64 };
    Some(Cell { from, to: to.max(from), counts })
}

/// Cases by cell while bins are added: whole ones as counts, those over several cells as a density that begins and ends.
struct Sums {
    inside: Vec<Counts>,
    on: Vec<Counts>,
    density: Vec<Counts>,
    exact: bool,
}

impl Sums {
    fn new(edges: usize) -> Self {
        let none = vec![Counts::default(); edges];
        Self { inside: none.clone(), on: none.clone(), density: none, exact: true }
    }

    fn add(&mut self, from: usize, to: usize, cell: &Cell) {
        let put = |into: &mut Vec<Counts>, at: usize, counts: Counts| {
            if let Some(sum) = into.get_mut(at) {
                *sum = sum.plus(counts);
            }
        };
        if from == to {
            put(&mut self.on, from, cell.counts);
        } else if to == from + 1 {
            put(&mut self.inside, from, cell.counts);
        } else {
            let density = cell.counts.times(1.0 / (cell.to - cell.from));
            put(&mut self.density, from, density);
            put(&mut self.density, to, density.times(-1.0));
            self.exact = false;
        }
    }

    /// The running sums over the boundaries, and the sum of all.
    fn edges(&self, scores: &[f64]) -> (Vec<Edge>, Counts) {
        let (mut below, mut density) = (Counts::default(), Counts::default());
        let mut edges = Vec::with_capacity(scores.len());
        let nexts = scores.iter().skip(1).copied().map(Some).chain([None]);
        let sums = self.inside.iter().zip(&self.on).zip(&self.density);
        for ((score, next), ((inside, on), change)) in scores.iter().zip(nexts).zip(sums) {
            edges.push(Edge { score: *score, below, on: *on });
            density = density.plus(*change);
            let spread = next.filter(|_| !self.exact).map_or(0.0, |next| next - score);
            below = below.plus(*on).plus(*inside).plus(density.times(spread));
        }
        (edges, below)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{bin, bins};
    use super::*;

    fn close(found: Counts, positives: f64, negatives: f64) {
        let sound = (found.positives - positives).abs() < 1e-9 && (found.negatives - negatives).abs() < 1e-9;
        assert!(sound, "{found:?} for {positives} and {negatives}");
    }

    #[test]
    fn counts_are_exact_between_bins_and_split_inside_one() {
        let curve = Curve::of(bins(&[(0.0, 0.5, 10, 90), (0.5, 1.0, 80, 20)]).iter()).expect("cases");
        for (score, positives, negatives, cut) in [
            (0.0, 0.0, 0.0, false),
            (0.25, 5.0, 45.0, true),
            (0.5, 10.0, 90.0, false),
            (0.75, 50.0, 100.0, true),
            (1.0, 90.0, 110.0, false),
        ] {
            let (counts, was_cut) = curve.below(score);
            close(counts, positives, negatives);
            assert_eq!(was_cut, cut, "{score}");
        }
        assert_eq!(curve.cells().count(), 2);
    }

    #[test]
    fn gaps_points_and_disorder_are_taken_as_they_are() {
        let curve = Curve::of(bins(&[(0.6, 0.8, 4, 0), (0.3, 0.3, 1, 2), (0.0, 0.2, 0, 8)]).iter()).expect("cases");
        close(curve.below(0.25).0, 0.0, 8.0);
        assert!(!curve.below(0.25).1, "nothing lies in the gap");
        close(curve.below(0.3).0, 0.0, 8.0);
        close(curve.below(0.4).0, 1.0, 10.0);
        close(curve.below(0.7).0, 3.0, 10.0);
        close(curve.below(0.9).0, 5.0, 10.0);
        assert_eq!(curve.cells().count(), 3);
    }

    #[test]
    fn overlapping_bins_are_spread_and_never_exact() {
        let curve = Curve::of(bins(&[(0.0, 1.0, 100, 0), (0.5, 1.0, 0, 50)]).iter()).expect("cases");
        let (counts, cut) = curve.below(0.5);
        close(counts, 50.0, 0.0);
        assert!(cut);
        close(curve.below(0.75).0, 75.0, 25.0);
        close(curve.total(), 100.0, 50.0);
    }

    #[test]
    fn without_cases_there_is_no_curve() {
        assert!(Curve::of(std::iter::empty()).is_none());
        assert!(Curve::of(bins(&[(0.0, 0.5, 0, 0)]).iter()).is_none());
        assert!(Curve::of([ScoreBin { from: None, ..bin(0.0, 1.0, 5, 5) }].iter()).is_none());
    }
}
