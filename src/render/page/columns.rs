//! How wide the columns of a table are.
//!
//! Pure arithmetic on what the columns need. Fitted columns take what their widest cell takes, shares divide the rest. When
//! that is too little, the widest columns give way first, so that short ones stay in one line: drawings down to three
//! quarters, text down to its longest word. At last all columns shrink alike.

use crate::report::block::Width;

/// What a column needs, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Need {
    /// The width of its longest unbreakable piece.
    pub(crate) least: f32,
    /// The width of its widest cell in one line.
    pub(crate) most: f32,
    /// What the report says.
    pub(crate) width: Width,
}

/// A shared column is not squeezed below this for the sake of fitted ones, unless all of its cells are narrower.
const COMFORT: f32 = 78.0;
/// How far a drawing may shrink before words are broken for it.
const SMALLEST_DRAWING: f32 = 0.75;
/// With less than this, a column of text is no pleasure to read; and words longer than twice that ask for no more room.
const CRAMPED: f32 = 54.0;
/// Steps of the search for the width that the widest columns are cut to: enough for a hundredth of a point.
const SEARCH_STEPS: u8 = 24;

/// The widths of the columns; they add up to `room` at most, and to exactly that if anything can grow.
pub(crate) fn widths(needs: &[Need], room: f32) -> Vec<f32> {
    let room = room.max(0.0);
    let least: Vec<f32> = needs.iter().map(Need::floor).collect();
    let total: f32 = least.iter().sum();
    if total >= room {
        let scale = if total > 0.0 { room / total } else { 0.0 };
        return least.iter().map(|width| width * scale).collect();
    }
    let mut widths = fitted(needs, &least, room);
    let rest = room - widths.iter().sum::<f32>();
    let has_shares = needs.iter().any(Need::is_shared);
    if has_shares {
        divide(needs, &mut widths, &least, rest);
    } else {
        grow(needs, &mut widths, rest);
    }
    widths
}

/// The least width at which columns can be read with ease: no short word is broken, and no text stands in a gutter.
pub(crate) fn comfortable(needs: &[Need]) -> f32 {
    let comfort = |need: &Need| need.floor().min(2.0 * CRAMPED).max(need.wish().min(CRAMPED));
    needs.iter().map(comfort).sum()
}

impl Need {
    /// What a column takes at the very least.
    fn floor(&self) -> f32 {
        match self.width {
            Width::Points(_) => self.points() * SMALLEST_DRAWING,
            _ => self.least,
        }
    }

    /// The width that the report asks for; what its cells take if that is no number.
    fn points(&self) -> f32 {
        match self.width {
            Width::Points(points) if points.is_finite() => points.max(0.0),
            _ => self.least,
        }
    }

    /// What a shared column wants before fitted ones are served; what others take when all goes well.
    fn wish(&self) -> f32 {
        match self.width {
            Width::Share(_) => self.most.min(COMFORT).max(self.least),
            Width::Fit => self.most.max(self.least),
            Width::Points(_) => self.points(),
        }
    }

    fn is_shared(&self) -> bool {
        matches!(self.width, Width::Share(_))
    }

    fn share(&self) -> f32 {
        match self.width {
            Width::Share(share) if share.is_finite() => share.max(0.01),
            Width::Share(_) => 1.0,
            _ => 0.0,
        }
    }
}

/// Widths before shares grow: what each column wishes, the widest ones cut to one width if there is too little room. Shared
/// columns hold the long texts, so they are cut only when cutting the others does not do.
fn fitted(needs: &[Need], least: &[f32], room: f32) -> Vec<f32> {
    let least_of_others =
        needs.iter().zip(least).map(|(need, &floor)| if need.is_shared() { need.wish() } else { floor });
    let spares_shared = least_of_others.sum::<f32>() <= room;
    let cut_to = |limit: f32| {
        let cut = move |(need, &floor): (&Need, &f32)| {
            let is_spared = need.is_shared() && spares_shared;
            if is_spared { need.wish() } else { need.wish().min(limit.max(floor)) }
        };
        needs.iter().zip(least).map(cut)
    };
    let (mut low, mut high) = (0.0, needs.iter().map(Need::wish).fold(0.0, f32::max));
    if cut_to(high).sum::<f32>() <= room {
        return cut_to(high).collect();
    }
    for _ in 0..SEARCH_STEPS {
        let middle = f32::midpoint(low, high);
        if cut_to(middle).sum::<f32>() <= room {
            low = middle;
        } else {
            high = middle;
        }
    }
    cut_to(low).collect()
}

/// Gives the rest to the shared columns so that their widths stand in the ratio of their shares where possible.
fn divide(needs: &[Need], widths: &mut [f32], least: &[f32], rest: f32) {
    let taken: f32 = needs.iter().zip(widths.iter()).filter(|(need, _)| need.is_shared()).map(|(_, w)| w).sum();
    let mut open: Vec<usize> = (0..needs.len()).filter(|&at| needs.get(at).is_some_and(Need::is_shared)).collect();
    let mut room = taken + rest;
    loop {
        let total: f32 = open.iter().filter_map(|&at| needs.get(at)).map(Need::share).sum();
        let ideal = |at: usize| needs.get(at).map_or(0.0, Need::share) / total.max(0.01) * room;
        let tight = open.iter().copied().find(|&at| least.get(at).is_some_and(|&floor| ideal(at) < floor));
        let Some(at) = tight else {
            for &at in &open {
                if let Some(width) = widths.get_mut(at) {
                    *width = ideal(at);
                }
            }
            return;
        };
        let floor = least.get(at).copied().unwrap_or(0.0);
        if let Some(width) = widths.get_mut(at) {
            *width = floor;
        }
        room -= floor;
        open.retain(|&other| other != at);
    }
}

/// Widens fitted columns in proportion to what they hold.
fn grow(needs: &[Need], widths: &mut [f32], rest: f32) {
    let fits = |need: &Need| matches!(need.width, Width::Fit);
    let total: f32 = needs.iter().zip(widths.iter()).filter(|(need, _)| fits(need)).map(|(_, width)| width).sum();
    if total > 0.0 && rest > 0.0 {
        for (_, width) in needs.iter().zip(widths).filter(|(need, _)| fits(need)) {
            *width += rest * *width / total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(needs: &[(f32, f32, Width)], room: f32, expected: &[f32]) {
        let needs: Vec<Need> = needs.iter().map(|&(least, most, width)| Need { least, most, width }).collect();
        let widths: Vec<f32> = widths(&needs, room).iter().map(|width| width.round()).collect();
        assert_eq!(widths, expected, "{needs:?} in {room}");
    }

    #[test]
    fn columns_share_the_room() {
        use Width::{Fit, Points, Share};
        check(&[], 100.0, &[]);
        check(&[(10.0, 40.0, Fit), (20.0, 300.0, Share(1.0)), (20.0, 300.0, Share(2.0))], 340.0, &[40.0, 100.0, 200.0]);
        check(&[(10.0, 40.0, Fit), (0.0, 0.0, Points(60.0)), (20.0, 900.0, Share(1.0))], 300.0, &[40.0, 60.0, 200.0]);
        check(&[(10.0, 40.0, Fit), (10.0, 60.0, Fit)], 200.0, &[80.0, 120.0]);
    }

    #[test]
    fn many_columns_or_long_words_are_not_comfortable() {
        let of = |least, most| Need { least, most, width: Width::Share(1.0) };
        let check = |needs: &[Need], expected: f32| assert!((comfortable(needs) - expected).abs() < 0.01, "{needs:?}");
        check(&[], 0.0);
        // short cells take what they hold, long texts a column that can be read, long words no more than two of these
        check(&[of(12.0, 20.0), of(40.0, 900.0), of(70.0, 900.0), of(400.0, 400.0)], 20.0 + 54.0 + 70.0 + 108.0);
    }

    #[test]
    fn columns_give_way_when_there_is_too_little() {
        use Width::{Fit, Points, Share};
        let drawing = (0.0, 0.0, Points(100.0));
        // the shared column is not squeezed for the fitted one
        check(&[(20.0, 200.0, Fit), (20.0, 900.0, Share(1.0))], 178.0, &[100.0, 78.0]);
        // the drawing gives way before words do, and the long column before the short one
        check(&[(20.0, 100.0, Fit), (20.0, 40.0, Fit), drawing], 220.0, &[90.0, 40.0, 90.0]);
        check(&[(20.0, 100.0, Fit), (20.0, 40.0, Fit), drawing], 175.0, &[60.0, 40.0, 75.0]);
        // the shared column keeps some comfort while the fitted one can still give way
        check(&[(20.0, 200.0, Fit), (20.0, 900.0, Share(1.0))], 110.0, &[32.0, 78.0]);
        check(&[(50.0, 200.0, Fit), (20.0, 900.0, Share(1.0))], 110.0, &[55.0, 55.0]);
        // nothing fits: all shrink alike
        check(&[(100.0, 200.0, Fit), (100.0, 900.0, Share(1.0)), drawing], 55.0, &[20.0, 20.0, 15.0]);
        // widths that are no numbers
        check(&[(10.0, 10.0, Share(f32::NAN)), (10.0, 10.0, Points(f32::NAN))], 50.0, &[40.0, 10.0]);
    }
}
