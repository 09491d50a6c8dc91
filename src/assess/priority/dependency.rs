//! Dependencies that the order breaks: what must come first is planned later, is left out of the sprint, or waits in a circle.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::record::Item;
use crate::model::roadmap::{BacklogItem, Horizon, Roadmap};

/// How a dependency is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// They wait for each other, directly or in a circle; or the item for itself.
    Circle,
    /// It is in the sprint, and what must come first is not.
    BelowTheCut,
    /// What must come first is planned for a later horizon.
    Later(Horizon),
}

/// A dependency that the order breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The item that must wait.
    pub id: Id,
    /// What must come first.
    pub needs: Id,
    /// How.
    pub breach: Breach,
}

impl Broken {
    /// In words, without the item itself: `Needs B-14 first, which is below the cut`.
    #[must_use]
    pub fn words(&self, roadmap: &Roadmap) -> String {
        let first = roadmap.items.find(self.needs).map(Item::cite).unwrap_or_default();
        match self.breach {
            Breach::Circle if self.id == self.needs => "Waits for itself".to_owned(),
            Breach::Circle => format!("Waits for {first}, which waits for it"),
            Breach::BelowTheCut => format!("Needs {first} first, which is below the cut"),
            Breach::Later(horizon) => {
                format!("Needs {first} first, which is planned for {}", horizon.label().to_lowercase())
            }
        }
    }
}

/// The broken dependencies, in the order of the items. Links to items that are gone are passed over: they are reported as
/// broken links.
#[must_use]
pub fn broken(roadmap: &Roadmap) -> Vec<Broken> {
    let circles = circles(roadmap);
    let items: BTreeMap<Id, &BacklogItem> = roadmap.items.iter().map(|item| (item.id, item)).collect();
    let mut found = Vec::new();
    for item in roadmap.items.iter() {
        for needs in &item.depends_on {
            let breach = items.get(needs).and_then(|first| breach(&circles, item, first));
            found.extend(breach.map(|breach| Broken { id: item.id, needs: *needs, breach }));
        }
    }
    found
}

fn breach(circles: &BTreeMap<Id, usize>, item: &BacklogItem, first: &BacklogItem) -> Option<Breach> {
    let together = circles.get(&item.id).zip(circles.get(&first.id)).is_some_and(|(one, other)| one == other);
    if together {
        return Some(Breach::Circle);
    }
    if item.in_sprint && !first.in_sprint {
        return Some(Breach::BelowTheCut);
    }
    let (own, other) = (item.horizon?, first.horizon?);
    (other as u8 > own as u8).then_some(Breach::Later(other))
}

/// The items that wait in a circle, each with the number of its circle. Tarjan, "Depth-first search and linear graph
/// algorithms" (1972), without recursion, so that a long chain cannot exhaust the stack.
fn circles(roadmap: &Roadmap) -> BTreeMap<Id, usize> {
    let at: BTreeMap<Id, usize> = roadmap.items.iter().enumerate().map(|(index, item)| (item.id, index)).collect();
    let edges: Vec<Vec<usize>> = roadmap
        .items
        .iter()
        .map(|item| item.depends_on.iter().filter_map(|id| at.get(id).copied()).collect())
        .collect();
    let mut search = Search::new(edges);
    for start in 0..roadmap.items.len() {
        search.from(start);
    }
    let number = |(circle, indexes): (usize, &Vec<usize>)| {
        indexes.iter().filter_map(|index| Some((roadmap.items.at(*index)?.id, circle))).collect::<Vec<_>>()
    };
    search.circles.iter().enumerate().flat_map(number).collect()
}

/// A search for circles.
struct Search {
    edges: Vec<Vec<usize>>,
    /// When each was found, from 1; 0 for what was not.
    found: Vec<usize>,
    /// The earliest that each reaches.
    reaches: Vec<usize>,
    open: Vec<usize>,
    is_open: Vec<bool>,
    clock: usize,
    circles: Vec<Vec<usize>>,
}

impl Search {
    fn new(edges: Vec<Vec<usize>>) -> Self {
        let count = edges.len();
        let zeros = vec![0; count];
        let is_open = vec![false; count];
        Self { edges, found: zeros.clone(), reaches: zeros, open: Vec::new(), is_open, clock: 0, circles: Vec::new() }
    }

    fn found(&self, at: usize) -> usize {
        self.found.get(at).copied().unwrap_or(0)
    }

    fn reaches(&self, at: usize) -> usize {
        self.reaches.get(at).copied().unwrap_or(0)
    }

    fn lower(&mut self, at: usize, to: usize) {
        if let Some(reaches) = self.reaches.get_mut(at) {
            *reaches = (*reaches).min(to);
        }
    }

    fn enter(&mut self, at: usize) {
        self.clock += 1;
        for list in [&mut self.found, &mut self.reaches] {
            if let Some(place) = list.get_mut(at) {
                *place = self.clock;
            }
        }
        self.open.push(at);
        if let Some(open) = self.is_open.get_mut(at) {
            *open = true;
        }
    }

    fn from(&mut self, start: usize) {
        if self.found(start) != 0 {
            return;
        }
        self.enter(start);
        let mut path = vec![(start, 0)];
        while let Some((at, edge)) = path.last_mut() {
            let (here, next) = (*at, self.edges.get(*at).and_then(|edges| edges.get(*edge)).copied());
            *edge += 1;
            match next {
                Some(next) if self.found(next) == 0 => {
                    self.enter(next);
                    path.push((next, 0));
                }
                Some(next) if self.is_open.get(next) == Some(&true) => self.lower(here, self.found(next)),
                Some(_) => {}
                None => {
                    path.pop();
                    if let Some((before, _)) = path.last() {
                        let (before, reached) = (*before, self.reaches(here));
                        self.lower(before, reached);
                    }
                    if self.reaches(here) == self.found(here) {
                        self.close(here);
                    }
                }
            }
        }
    }

    /// Takes a finished component off; one of several items, or one that waits for itself, is a circle.
    fn close(&mut self, root: usize) {
        let mut component = Vec::new();
        while let Some(at) = self.open.pop() {
            if let Some(open) = self.is_open.get_mut(at) {
                *open = false;
            }
            component.push(at);
            if at == root {
                break;
            }
        }
        let waits_for_itself = self.edges.get(root).is_some_and(|edges| edges.contains(&root));
        if component.len() > 1 || waits_for_itself {
            self.circles.push(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items with number, horizon, whether they are in the sprint, and what they depend on.
    fn roadmap(items: &[(u32, Option<Horizon>, bool, &[u64])]) -> Roadmap {
        let item = |(number, horizon, in_sprint, needs): &(u32, Option<Horizon>, bool, &[u64])| BacklogItem {
            id: Id(u64::from(*number)),
            number: *number,
            horizon: *horizon,
            in_sprint: *in_sprint,
            depends_on: needs.iter().map(|id| Id(*id)).collect(),
            ..BacklogItem::default()
        };
        Roadmap { items: items.iter().map(item).collect(), ..Roadmap::default() }
    }

    fn said(roadmap: &Roadmap) -> Vec<String> {
        broken(roadmap).iter().map(|broken| format!("{} {}", broken.id.0, broken.words(roadmap))).collect()
    }

    #[test]
    fn an_item_must_not_come_before_what_it_needs() {
        let (now, next, later) = (Some(Horizon::Now), Some(Horizon::Next), Some(Horizon::Later));
        for (items, expected) in [
            (roadmap(&[(1, now, true, &[]), (2, next, false, &[1])]), vec![]),
            (roadmap(&[(1, now, true, &[2]), (2, now, false, &[])]), vec!["1 Needs B-2 first, which is below the cut"]),
            (
                roadmap(&[(1, next, false, &[2]), (2, later, false, &[])]),
                vec!["1 Needs B-2 first, which is planned for later"],
            ),
            (roadmap(&[(1, None, false, &[2]), (2, later, false, &[])]), vec![]),
            (roadmap(&[(1, now, true, &[77])]), vec![]),
        ] {
            assert_eq!(said(&items), expected);
        }
    }

    #[test]
    fn circles_are_found_and_what_leads_into_one_is_not_in_it() {
        let none = None;
        let circle =
            roadmap(&[(1, none, false, &[2]), (2, none, false, &[3]), (3, none, false, &[1]), (4, none, false, &[1])]);
        let expected = ["1 Waits for B-2, which waits for it", "2 Waits for B-3, which waits for it"];
        let found = said(&circle);
        assert_eq!(found.len(), 3);
        assert!(found.starts_with(&expected.map(str::to_owned)), "{found:?}");
        assert_eq!(said(&roadmap(&[(1, none, false, &[1])])), ["1 Waits for itself"]);
    }

    #[test]
    fn a_chain_of_any_length_is_walked() {
        let mut roadmap = Roadmap::default();
        for number in 1..=30_000_u32 {
            let id = u64::from(number);
            let depends_on = if number > 1 { vec![Id(id - 1)] } else { vec![Id(30_000)] };
            roadmap.items.push(BacklogItem { id: Id(id), number, depends_on, ..BacklogItem::default() });
        }
        assert_eq!(circles(&roadmap).len(), 30_000);
    }
}
