//! Two sequences side by side: what of one stands in the other, in the same order. Knows nothing of what they hold.

/// Up to this many cells are compared; beyond, only the ends of the sequences are.
const MOST_CELLS: usize = 1_000_000;

/// A longest common subsequence: positions in both, rising. Of very long sequences only what is alike at both ends counts.
#[must_use]
pub fn common<T: PartialEq>(before: &[T], after: &[T]) -> Vec<(usize, usize)> {
    let first = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - first;
    let last = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let middle = (before.len() - last, after.len() - last);
    let mut found: Vec<(usize, usize)> = (0..first).map(|at| (at, at)).collect();
    if let (Some(old), Some(new)) = (before.get(first..middle.0), after.get(first..middle.1)) {
        found.extend(between(old, new).into_iter().map(|(old, new)| (old + first, new + first)));
    }
    found.extend((0..last).map(|at| (middle.0 + at, middle.1 + at)));
    found
}

/// The same without the ends.
fn between<T: PartialEq>(before: &[T], after: &[T]) -> Vec<(usize, usize)> {
    let width = after.len() + 1;
    if before.is_empty() || after.is_empty() || before.len().saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    // how long the longest is from here on, for each pair of positions
    let mut lengths = vec![0_u32; (before.len() + 1) * width];
    let length = |lengths: &[u32], old: usize, new: usize| lengths.get(old * width + new).copied().unwrap_or(0);
    for (old, one) in before.iter().enumerate().rev() {
        for (new, other) in after.iter().enumerate().rev() {
            let best = if one == other {
                length(&lengths, old + 1, new + 1) + 1
            } else {
                length(&lengths, old + 1, new).max(length(&lengths, old, new + 1))
            };
            if let Some(cell) = lengths.get_mut(old * width + new) {
                *cell = best;
            }
        }
    }
    let (mut found, mut old, mut new) = (Vec::new(), 0, 0);
    while let (Some(one), Some(other)) = (before.get(old), after.get(new)) {
        if one == other {
            found.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if length(&lengths, old + 1, new) >= length(&lengths, old, new + 1) {
            old += 1;
        } else {
            new += 1;
        }
    }
    found
}
