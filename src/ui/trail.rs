//! The trail: where somebody has been, for going back and forth. Knows pages and items by their ids, not how they are shown.

use crate::model::Id;
use crate::model::place::Place;

use super::page::Page;

/// How many stops are remembered.
const MOST: usize = 100;

/// Somewhere that somebody was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The page.
    pub page: Page,
    /// The item that was selected on it, if one was.
    pub item: Option<Id>,
    /// The place that was gone to, if it was not only a page.
    pub place: Option<Place>,
}

/// Stops in order, and which of them is now.
#[derive(Debug, Default)]
pub struct Trail {
    stops: Vec<Stop>,
    at: usize,
}

impl Trail {
    /// Says what is shown in this frame. Another page is a new stop; another item on the same page is not, because a person
    /// who walks through a list wants to come back to where the walk ended.
    pub fn see(&mut self, page: Page, item: Option<Id>) {
        match self.stops.get_mut(self.at) {
            Some(stop) if stop.page == page => stop.item = item.or(stop.item),
            _ => self.arrive(Stop { page, item, place: None }),
        }
    }

    /// Says that somebody jumps to a place, be it on the same page.
    pub fn jump(&mut self, place: Place) {
        let page = Page::Section(place.section);
        let item = place.items.first().map(|(_, id, _)| *id);
        if self.stops.get(self.at).is_none_or(|stop| stop.place.as_ref() != Some(&place)) {
            self.arrive(Stop { page, item, place: Some(place) });
        }
    }

    fn arrive(&mut self, stop: Stop) {
        self.stops.truncate(self.at + 1);
        self.stops.push(stop);
        let over = self.stops.len().saturating_sub(MOST);
        self.stops.drain(..over);
        self.at = self.stops.len() - 1;
    }

    /// Goes a stop back and says where that is.
    pub fn back(&mut self) -> Option<Stop> {
        let at = self.at.checked_sub(1)?;
        let stop = self.stops.get(at).cloned()?;
        self.at = at;
        Some(stop)
    }

    /// Goes a stop forward and says where that is.
    pub fn forward(&mut self) -> Option<Stop> {
        let stop = self.stops.get(self.at + 1).cloned()?;
        self.at += 1;
        Some(stop)
    }

    /// Whether there is a stop before this one.
    #[must_use]
    pub fn has_back(&self) -> bool {
        self.at > 0
    }

    /// Whether there is a stop after this one.
    #[must_use]
    pub fn has_forward(&self) -> bool {
        self.at + 1 < self.stops.len()
    }

    /// The stops before this one, the last first, each page and item once.
    #[must_use]
    pub fn recent(&self, most: usize) -> Vec<&Stop> {
        let now = self.stops.get(self.at).map(|stop| (stop.page, stop.item));
        let mut known: Vec<(Page, Option<Id>)> = now.into_iter().collect();
        let mut recent = Vec::new();
        for stop in self.stops.get(..self.at).unwrap_or_default().iter().rev() {
            if recent.len() < most && !known.contains(&(stop.page, stop.item)) {
                known.push((stop.page, stop.item));
                recent.push(stop);
            }
        }
        recent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ItemKind, Section};

    const METRICS: Page = Page::Section(Section::Metrics);
    const BUDGETS: Page = Page::Section(Section::Budgets);

    fn item(id: u64) -> Place {
        Place { items: vec![(ItemKind::Metric, Id(id), 1)], ..Place::of_section(Section::Metrics) }
    }

    #[test]
    fn back_and_forward_go_over_the_same_stops() {
        let mut trail = Trail::default();
        assert_eq!((trail.back(), trail.forward()), (None, None));
        trail.see(Page::Overview, None);
        trail.see(METRICS, None);
        trail.see(METRICS, Some(Id(3)));
        trail.see(BUDGETS, Some(Id(7)));
        assert!(trail.has_back() && !trail.has_forward());
        assert_eq!(trail.back(), Some(Stop { page: METRICS, item: Some(Id(3)), place: None }));
        trail.see(METRICS, Some(Id(3)));
        assert_eq!(trail.back().map(|stop| stop.page), Some(Page::Overview));
        assert_eq!(trail.back(), None);
        assert_eq!(trail.forward().map(|stop| stop.page), Some(METRICS));
        assert_eq!(trail.forward().and_then(|stop| stop.item), Some(Id(7)));
        assert_eq!(trail.forward(), None);
    }

    #[test]
    fn a_jump_on_the_same_page_is_a_stop_and_a_new_way_forgets_the_old_one() {
        let mut trail = Trail::default();
        trail.see(METRICS, Some(Id(1)));
        trail.jump(item(2));
        trail.see(METRICS, Some(Id(2)));
        trail.jump(item(2));
        assert_eq!(trail.back().and_then(|stop| stop.item), Some(Id(1)));
        trail.see(METRICS, Some(Id(1)));
        trail.see(BUDGETS, None);
        assert!(!trail.has_forward());
        assert_eq!(trail.recent(5).iter().map(|stop| stop.item).collect::<Vec<_>>(), [Some(Id(1))]);
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut trail = Trail::default();
        for _ in 0..MOST {
            trail.see(METRICS, None);
            trail.see(BUDGETS, None);
        }
        let mut back = 0;
        while trail.back().is_some() {
            back += 1;
        }
        assert_eq!(back, MOST - 1);
    }
}
