//! The order by score and the cut of the sprint: what people put above it, and where the score says otherwise.

use std::collections::BTreeSet;

use crate::model::roadmap::{BacklogItem, PinReason, Roadmap};
use crate::model::{Id, Number};
use crate::words;

use super::input::Input;
use super::score::{Scale, score};

/// An item in the order of the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The item.
    pub id: Id,
    /// Its position in the list of items.
    pub index: usize,
    /// 1 for the highest score; `None` without one.
    pub rank: Option<usize>,
    /// The score.
    pub score: Option<f64>,
}

/// The items by score, the highest first. Of equal scores the lower number comes first; what has none comes last.
#[must_use]
pub fn rank(roadmap: &Roadmap, scale: Scale) -> Vec<Ranked> {
    let of = |(index, item): (usize, &BacklogItem)| {
        let score = score(item, scale).value;
        (Ranked { id: item.id, index, rank: None, score }, item.number)
    };
    let mut items: Vec<(Ranked, u32)> = roadmap.items.iter().enumerate().map(of).collect();
    items.sort_by(|(a, a_number), (b, b_number)| {
        let by_score = b.score.partial_cmp(&a.score).unwrap_or(std::cmp::Ordering::Equal);
        by_score.then(a_number.cmp(b_number)).then(a.index.cmp(&b.index))
    });
    let ranked = items.into_iter().enumerate();
    ranked.map(|(at, (item, _))| Ranked { rank: item.score.map(|_| at + 1), ..item }).collect()
}

/// What the chosen place of an item has to do with its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// The score agrees, or says nothing.
    AsScored,
    /// Above the cut, although the score is too low.
    PulledUp {
        /// Whether a reason is written down, or what it must not wait for.
        explained: bool,
    },
    /// Below the cut, although its score lets it in.
    PushedDown {
        /// Whether a reason is written down.
        explained: bool,
    },
}

/// The cut of a sprint.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sprint {
    /// Capacity without the reserve, in points; `None` if no capacity is set.
    pub room: Option<f64>,
    /// Points of what people put above the cut.
    pub used: f64,
    /// What is above the cut without points: the sum does not know them.
    pub unpointed: Vec<Id>,
    /// Every item as people see it: above the cut by score, then below it by score.
    pub order: Vec<Ranked>,
    /// How many of them are above the cut.
    pub above: usize,
    /// Running sum of points down that order, beside each item.
    pub sums: Vec<f64>,
    /// Where the choice of people and the score differ, beside each item.
    pub placings: Vec<Placing>,
    /// What would be above the cut if everything that is explained stays, and the score decides the rest.
    pub proposed: Vec<Id>,
    /// Whether that is what people put there.
    pub as_proposed: bool,
}

impl Sprint {
    /// By how many points what is above the cut is more than there is room for; 0 if it fits.
    #[must_use]
    pub fn over(&self) -> f64 {
        self.room.map_or(0.0, |room| (self.used - room).max(0.0) + 0.0) // no negative zero
    }

    /// The placing of an item.
    #[must_use]
    pub fn placing(&self, id: Id) -> Placing {
        let at = self.order.iter().position(|item| item.id == id);
        at.and_then(|at| self.placings.get(at)).copied().unwrap_or(Placing::AsScored)
    }
}

/// Points for a sprint: the capacity without the reserve, not under 0. `None` if no capacity is set.
#[must_use]
pub fn room(roadmap: &Roadmap) -> Option<f64> {
    let reserve = roadmap.reserve.map_or(0.0, |reserve| reserve.get().max(0.0));
    roadmap.capacity.map(|capacity| (capacity.get() - reserve).max(0.0))
}

/// What cannot be right about the capacity and the reserve, in sentences.
#[must_use]
pub fn room_faults(roadmap: &Roadmap) -> Vec<&'static str> {
    let capacity = roadmap.capacity.map(Number::get);
    let reserve = roadmap.reserve.map(Number::get);
    let faults = [
        (capacity.is_some_and(|capacity| capacity < 0.0), "The capacity is negative; it counts as 0."),
        (reserve.is_some_and(|reserve| reserve < 0.0), "The reserve is negative; it counts as 0."),
        (
            capacity.zip(reserve).is_some_and(|(capacity, reserve)| reserve > capacity.max(0.0)),
            "The reserve is more than the capacity; no room is left.",
        ),
    ];
    faults.into_iter().filter(|(wrong, _)| *wrong).map(|(_, words)| words).collect()
}

/// The cut of the sprint on a scale.
///
/// Items fill the room in the order of their scores until one does not fit. What is above the cut without being among them is
/// pulled up; it takes its points first. What the score then still lets in, and is not above the cut, is pushed down; once a
/// reason is written down it leaves its room to the next.
#[must_use]
pub fn sprint(roadmap: &Roadmap, scale: Scale) -> Sprint {
    let ranked = rank(roadmap, scale);
    let room = room(roadmap);
    let item = |ranked: &Ranked| roadmap.items.at(ranked.index);
    let points = |ranked: &Ranked| item(ranked).and_then(|item| Input::Points.sound(item));
    let (above, below): (Vec<Ranked>, Vec<Ranked>) =
        ranked.iter().partition(|ranked| item(ranked).is_some_and(|item| item.in_sprint));
    let by_score = room.map(|room| set(fill(roadmap, &ranked, room, &BTreeSet::new())));
    let is_pulled = |ranked: &&Ranked| by_score.as_ref().is_some_and(|ids| !ids.contains(&ranked.id));
    let pulled: Vec<Ranked> = above.iter().filter(is_pulled).copied().collect();
    let taken: f64 = pulled.iter().filter_map(points).sum();
    let pulled = set(pulled.iter().map(|ranked| ranked.id));
    let by_score = by_score.unwrap_or_default();
    let rest = room.map(|room| fill_rest(roadmap, &ranked, room - taken, &pulled, &by_score));
    let order: Vec<Ranked> = above.iter().chain(&below).copied().collect();
    let placing = |ranked: &Ranked| {
        let Some(item) = item(ranked) else { return Placing::AsScored };
        let explained = is_explained(item);
        if item.in_sprint && pulled.contains(&ranked.id) {
            Placing::PulledUp { explained }
        } else if !item.in_sprint && rest.as_ref().is_some_and(|rest| rest.contains(&ranked.id)) {
            Placing::PushedDown { explained }
        } else {
            Placing::AsScored
        }
    };
    let sums = order.iter().scan(0.0, |sum, ranked| {
        *sum += points(ranked).unwrap_or(0.0);
        Some(*sum)
    });
    let proposed = proposed(roadmap, &ranked, (room, by_score));
    Sprint {
        room,
        sums: sums.collect(),
        used: above.iter().filter_map(points).sum::<f64>() + 0.0, // the sum of nothing is -0.0
        unpointed: above.iter().filter(|ranked| points(ranked).is_none()).map(|ranked| ranked.id).collect(),
        above: above.len(),
        placings: order.iter().map(placing).collect(),
        as_proposed: set(above.iter().map(|ranked| ranked.id)) == set(proposed.iter().copied()),
        proposed,
        order,
    }
}

fn set(ids: impl IntoIterator<Item = Id>) -> BTreeSet<Id> {
    ids.into_iter().collect()
}

/// Whether somebody said why an item is where it is, or what it must not wait for.
fn is_explained(item: &BacklogItem) -> bool {
    !item.reason.trim().is_empty() || !item.pinned.get().is_empty()
}

/// Why an item is where it is, in words: what it must not wait for, then the reason. Empty if nobody said.
#[must_use]
pub fn why(item: &BacklogItem) -> String {
    let named = PinReason::ALL.iter().zip(PinReason::LABELS).filter(|(pin, _)| item.pinned.has(**pin));
    let pins: Vec<String> = named.map(|(_, label)| words::sentence(label)).collect();
    let reason = words::sentence(&item.reason);
    pins.into_iter().chain((!reason.is_empty()).then_some(reason)).collect::<Vec<_>>().join(" ")
}

/// The items that fill the room in the order of their scores, until one does not fit. Items in `set_aside` are passed over,
/// as are those without score or points; what was left out for a reason is listed, and takes no room.
fn fill(roadmap: &Roadmap, ranked: &[Ranked], room: f64, set_aside: &BTreeSet<Id>) -> Vec<Id> {
    let (mut left, mut filled) = (room, Vec::new());
    for ranked in ranked.iter().filter(|ranked| ranked.score.is_some() && !set_aside.contains(&ranked.id)) {
        let Some(item) = roadmap.items.at(ranked.index) else { continue };
        let Some(points) = Input::Points.sound(item) else { continue };
        if points > left {
            break;
        }
        filled.push(ranked.id);
        if item.in_sprint || !is_explained(item) {
            left -= points;
        }
    }
    filled
}

/// What fills the room that is left by items that are set aside: some of what the score lets in without them, never more. An
/// item of no points fits into no room at all, and would come in behind one that is too large if that is passed over.
fn fill_rest(
    roadmap: &Roadmap,
    ranked: &[Ranked],
    room: f64,
    set_aside: &BTreeSet<Id>,
    by_score: &BTreeSet<Id>,
) -> BTreeSet<Id> {
    let filled = fill(roadmap, ranked, room.max(0.0), set_aside);
    filled.into_iter().filter(|id| by_score.contains(id)).collect()
}

/// What is above the cut when everything that is explained stays and the score decides the rest.
fn proposed(roadmap: &Roadmap, ranked: &[Ranked], (room, by_score): (Option<f64>, BTreeSet<Id>)) -> Vec<Id> {
    let items = || ranked.iter().filter_map(|ranked| roadmap.items.at(ranked.index));
    let chosen = || items().filter(|item| item.in_sprint);
    let Some(room) = room else { return chosen().map(|item| item.id).collect() };
    let is_kept = |item: &&BacklogItem| is_explained(item) && !by_score.contains(&item.id);
    let taken: f64 = chosen().filter(is_kept).filter_map(|item| Input::Points.sound(item)).sum();
    let kept: Vec<Id> = chosen().filter(is_kept).map(|item| item.id).collect();
    let rest = fill_rest(roadmap, ranked, room - taken, &set(kept.iter().copied()), &by_score);
    let comes_in = |item: &&BacklogItem| rest.contains(&item.id) && (item.in_sprint || !is_explained(item));
    kept.into_iter().chain(items().filter(comes_in).map(|item| item.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;

    /// Items with number, RICE, points and whether they are in the sprint.
    fn roadmap(capacity: f64, items: &[(u32, f64, f64, bool)]) -> Roadmap {
        let item = |(number, reach, points, in_sprint): &(u32, f64, f64, bool)| BacklogItem {
            id: Id(u64::from(*number)),
            number: *number,
            reach: Number::new(*reach),
            impact: Number::new(1.0),
            confidence: Rate::new(1.0),
            effort: Number::new(1.0),
            points: Number::new(*points),
            in_sprint: *in_sprint,
            ..BacklogItem::default()
        };
        Roadmap { items: items.iter().map(item).collect(), capacity: Number::new(capacity), ..Roadmap::default() }
    }

    fn explain(roadmap: &mut Roadmap, index: usize) {
        if let Some(item) = roadmap.items.at_mut(index) {
            item.reason = "The gate needs it".to_owned();
        }
    }

    fn numbers(roadmap: &Roadmap, ids: impl IntoIterator<Item = Id>) -> Vec<u32> {
        ids.into_iter().filter_map(|id| Some(roadmap.items.find(id)?.number)).collect()
    }

    #[test]
    fn equal_scores_keep_the_order_of_their_numbers_and_unscored_items_come_last() {
        let mut roadmap = roadmap(9.0, &[(4, 10.0, 1.0, false), (2, 10.0, 1.0, false), (9, 30.0, 1.0, false)]);
        roadmap.items.push(BacklogItem { id: Id(1), number: 1, ..BacklogItem::default() });
        let ranked = rank(&roadmap, Scale::Rice);
        assert_eq!(numbers(&roadmap, ranked.iter().map(|item| item.id)), [9, 2, 4, 1]);
        let ranks: Vec<_> = ranked.iter().map(|item| item.rank).collect();
        assert_eq!(ranks, [Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn the_reserve_takes_room_and_never_more_than_there_is() {
        for (capacity, reserve, expected, faults) in
            [(22.0, 6.0, 16.0, 0), (5.0, 9.0, 0.0, 1), (-1.0, 0.0, 0.0, 1), (-1.0, -2.0, 0.0, 2), (9.0, -2.0, 9.0, 1)]
        {
            let mut roadmap = roadmap(capacity, &[]);
            roadmap.reserve = Number::new(reserve);
            assert_eq!(room(&roadmap), Some(expected), "{capacity} {reserve}");
            assert_eq!(room_faults(&roadmap).len(), faults, "{capacity} {reserve}");
        }
        assert_eq!(room(&Roadmap::default()), None);
    }

    #[test]
    fn what_is_pulled_up_takes_its_points_first() {
        // as in the example: the fifth of the list displaces the second and third by score
        let items = [(1, 50.0, 8.0, true), (2, 40.0, 6.0, false), (3, 30.0, 8.0, false), (4, 10.0, 14.0, true)];
        let mut roadmap = roadmap(22.0, &items);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(numbers(&roadmap, cut.order.iter().map(|item| item.id)), [1, 4, 2, 3]);
        assert_eq!((cut.above, cut.used, cut.over()), (2, 22.0, 0.0));
        assert_eq!(cut.sums, [8.0, 22.0, 28.0, 36.0]);
        let as_scored = Placing::AsScored;
        assert_eq!(cut.placings, [as_scored, Placing::PulledUp { explained: false }, as_scored, as_scored]);
        assert_eq!(numbers(&roadmap, cut.proposed.clone()), [1, 2, 3], "without a reason the score decides");
        assert!(!cut.as_proposed);
        explain(&mut roadmap, 3);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(cut.placing(Id(4)), Placing::PulledUp { explained: true });
        assert!(cut.as_proposed, "{cut:?}");
    }

    #[test]
    fn what_is_left_out_is_pushed_down_and_makes_room_once_it_is_explained() {
        let items = [(1, 50.0, 8.0, false), (2, 40.0, 6.0, true), (3, 30.0, 8.0, true)];
        let mut roadmap = roadmap(14.0, &items);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(cut.placing(Id(3)), Placing::PulledUp { explained: false });
        explain(&mut roadmap, 0);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(cut.placing(Id(1)), Placing::PushedDown { explained: true });
        assert_eq!(cut.placing(Id(3)), Placing::AsScored);
        assert!(cut.as_proposed, "{cut:?}");
    }

    #[test]
    fn an_item_of_no_points_does_not_come_in_behind_one_that_is_too_large() {
        let mut roadmap = roadmap(3.0, &[(1, 50.0, 26.0, true), (2, 40.0, 0.0, false)]);
        explain(&mut roadmap, 0);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(numbers(&roadmap, cut.proposed.clone()), [1]);
        assert!(cut.as_proposed, "{cut:?}");
        assert_eq!(cut.placing(Id(2)), Placing::AsScored);
    }

    #[test]
    fn an_empty_sprint_lets_the_score_propose_and_no_capacity_says_nothing() {
        let items = [(1, 50.0, 8.0, false), (2, 40.0, 6.0, false), (3, 30.0, 1.0, false)];
        let mut roadmap = roadmap(10.0, &items);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!(numbers(&roadmap, cut.proposed), [1], "the line falls before the first that does not fit");
        roadmap.capacity = None;
        let cut = sprint(&roadmap, Scale::Rice);
        assert!(cut.placings.iter().all(|placing| *placing == Placing::AsScored) && cut.as_proposed);
        assert!(cut.over() <= 0.0);
    }

    #[test]
    fn too_much_is_said_and_missing_points_are_named() {
        let mut roadmap = roadmap(10.0, &[(1, 50.0, 8.0, true), (2, 40.0, 6.0, true), (3, 30.0, -4.0, true)]);
        let cut = sprint(&roadmap, Scale::Rice);
        assert_eq!((cut.used, cut.over()), (14.0, 4.0));
        assert_eq!(cut.unpointed, [Id(3)], "negative points are none");
        roadmap.items = roadmap.items.iter().take(0).cloned().collect();
        assert_eq!(sprint(&roadmap, Scale::Wsjf), Sprint { room: Some(10.0), as_proposed: true, ..Sprint::default() });
    }
}
