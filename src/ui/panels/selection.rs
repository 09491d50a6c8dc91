//! Which of several things are chosen at once, in a list or on a board: the arithmetic of clicks and keys with Shift and
//! Ctrl. Knows no window and no workbook; what is shown, and in which order, is passed in.

use std::collections::BTreeSet;

/// How far a click or an arrow reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// It chooses one thing and lets go of the others.
    #[default]
    Alone,
    /// It chooses all from the anchor to this one.
    Range,
    /// It adds this one, or lets go of it.
    Toggle,
    /// It leaves what is chosen as it is, if this one is part of it: a click for the menu.
    Keep,
    /// It chooses nothing: only the keyboard goes there.
    Walk,
}

/// The chosen ones. With one or none, what the page has selected is all that counts.
#[derive(Debug, Clone)]
pub struct Selection<K> {
    chosen: BTreeSet<K>,
    anchor: Option<K>,
}

impl<K> Default for Selection<K> {
    fn default() -> Self {
        Self { chosen: BTreeSet::new(), anchor: None }
    }
}

impl<K: Copy + Ord> Selection<K> {
    /// Whether more than one is chosen.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.chosen.len() > 1
    }

    /// How many are chosen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether this one is chosen together with others, or waits for others.
    #[must_use]
    pub fn has(&self, key: K) -> bool {
        self.chosen.contains(&key)
    }

    /// Lets go of all.
    pub fn clear(&mut self) {
        self.chosen.clear();
        self.anchor = None;
    }

    /// The chosen ones in the order in which they are shown.
    #[must_use]
    pub fn in_order(&self, shown: &[K]) -> Vec<K> {
        shown.iter().filter(|key| self.chosen.contains(key)).copied().collect()
    }

    /// Lets go of those that are not shown any more: nobody means what cannot be seen.
    pub fn keep(&mut self, shown: &[K]) {
        let there: BTreeSet<K> = shown.iter().copied().collect();
        self.chosen.retain(|key| there.contains(key));
        self.anchor = self.anchor.filter(|key| there.contains(key));
    }

    /// Chooses all that are shown.
    pub fn all(&mut self, shown: &[K]) {
        self.chosen = shown.iter().copied().collect();
        self.anchor = shown.first().copied();
    }

    /// Chooses exactly these.
    pub fn set(&mut self, keys: impl IntoIterator<Item = K>) {
        self.chosen = keys.into_iter().collect();
        self.anchor = self.chosen.first().copied();
    }

    /// Begins with the one that is selected, so that the next ones are added to it.
    pub fn begin(&mut self, at: Option<K>) {
        if self.chosen.is_empty() {
            self.chosen.extend(at);
            self.anchor = at;
        }
    }

    /// Chooses `to`, where `at` was selected before. Gives the one that is selected now: the other one, if `to` was let go
    /// of and one is left.
    pub fn pick(&mut self, reach: Reach, shown: &[K], at: Option<K>, to: K) -> K {
        match reach {
            Reach::Walk => {}
            Reach::Keep if self.is_many() && self.has(to) => {}
            Reach::Alone | Reach::Keep => {
                self.chosen.clear();
                self.anchor = Some(to);
            }
            Reach::Range => {
                let place = |key: K| shown.iter().position(|other| *other == key);
                let from = self.anchor.or(at).filter(|key| place(*key).is_some()).unwrap_or(to);
                if let (Some(a), Some(b)) = (place(from), place(to)) {
                    self.chosen = shown.iter().skip(a.min(b)).take(a.abs_diff(b) + 1).copied().collect();
                }
                self.anchor = Some(from);
            }
            Reach::Toggle => {
                self.begin(at.filter(|key| shown.contains(key)));
                if !self.chosen.remove(&to) {
                    self.chosen.insert(to);
                }
                self.anchor = Some(to);
                if let (1, Some(left)) = (self.chosen.len(), self.chosen.first().copied()) {
                    return left;
                }
            }
        }
        to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: [u8; 6] = [3, 1, 4, 5, 9, 2];

    fn chosen(selection: &Selection<u8>) -> Vec<u8> {
        selection.in_order(&SHOWN)
    }

    #[test]
    fn a_range_reaches_from_the_anchor_in_the_order_that_is_shown() {
        let mut some = Selection::default();
        assert_eq!(some.pick(Reach::Alone, &SHOWN, None, 1), 1);
        assert!(!some.is_many());
        assert_eq!(some.pick(Reach::Range, &SHOWN, Some(1), 9), 9);
        assert_eq!(chosen(&some), [1, 4, 5, 9]);
        some.pick(Reach::Range, &SHOWN, Some(9), 3);
        assert_eq!(chosen(&some), [3, 1], "it turns round at the anchor");
        some.pick(Reach::Alone, &SHOWN, Some(3), 5);
        assert_eq!((some.is_many(), some.len()), (false, 0));
    }

    #[test]
    fn a_range_without_an_anchor_begins_at_the_selected_one() {
        let mut some = Selection::default();
        some.pick(Reach::Range, &SHOWN, Some(4), 2);
        assert_eq!(chosen(&some), [4, 5, 9, 2]);
        let mut none = Selection::default();
        none.pick(Reach::Range, &SHOWN, Some(77), 2);
        assert_eq!(chosen(&none), [2], "what is not shown is no anchor");
    }

    #[test]
    fn toggling_adds_to_the_selected_one_and_takes_away() {
        let mut some = Selection::default();
        assert_eq!(some.pick(Reach::Toggle, &SHOWN, Some(3), 9), 9);
        assert_eq!(chosen(&some), [3, 9]);
        some.pick(Reach::Toggle, &SHOWN, Some(9), 2);
        assert_eq!(some.pick(Reach::Toggle, &SHOWN, Some(2), 2), 2);
        assert_eq!(chosen(&some), [3, 9]);
        assert_eq!(some.pick(Reach::Toggle, &SHOWN, Some(9), 9), 3, "the one that is left is selected");
        some.pick(Reach::Range, &SHOWN, Some(3), 4);
        assert_eq!(chosen(&some), [4, 5, 9], "the anchor is the last one that was toggled");
    }

    #[test]
    fn what_is_not_shown_any_more_is_let_go_of() {
        let mut some = Selection::default();
        some.all(&SHOWN);
        assert_eq!(some.len(), 6);
        some.keep(&[4, 5]);
        assert_eq!(chosen(&some), [4, 5]);
        some.pick(Reach::Range, &SHOWN, Some(5), 2);
        assert_eq!(chosen(&some), [5, 9, 2], "the anchor went with what is not shown");
    }

    #[test]
    fn a_click_for_the_menu_keeps_what_it_is_about() {
        let mut some = Selection::default();
        some.all(&SHOWN);
        some.pick(Reach::Keep, &SHOWN, Some(3), 4);
        assert_eq!(some.len(), 6);
        some.keep(&[1, 5]);
        some.pick(Reach::Keep, &SHOWN, Some(3), 4);
        assert!(!some.is_many(), "a click elsewhere is about something else");
    }

    #[test]
    fn a_place_that_is_walked_away_from_can_be_added_to() {
        let mut some = Selection::default();
        some.begin(Some(3));
        some.begin(Some(1));
        assert_eq!(some.pick(Reach::Toggle, &SHOWN, Some(5), 5), 5);
        assert_eq!(chosen(&some), [3, 5]);
    }
}
