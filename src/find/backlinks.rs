//! Links turned round: for an item, what links to it.

use std::collections::BTreeMap;

use crate::model::place::Stop;
use crate::model::record::Field;
use crate::model::{Id, Section, View, Workbook};

/// Something that links to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlink {
    /// The section that it stands in.
    pub section: Section,
    /// The item that holds the link; `None` if the section itself does.
    pub from: Option<Id>,
    /// The question that the link answers.
    pub field: &'static Field,
}

/// What links to each item.
#[derive(Debug, Clone, Default)]
pub struct Backlinks(BTreeMap<Id, Vec<Backlink>>);

impl Backlinks {
    /// Turns every link of a workbook round, in the order of the sections and of the items in them.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let mut links: BTreeMap<Id, Vec<Backlink>> = BTreeMap::new();
        workbook.walk(&mut |place, stop| {
            if let Stop::Value(_, field, value) = stop
                && let View::Links(targets) = value.view()
            {
                let from = place.item().map(|(_, id, _)| id);
                for target in targets {
                    links.entry(*target).or_default().push(Backlink { section: place.section, from, field });
                }
            }
        });
        Self(links)
    }

    /// What links to an item, in the order of the sections.
    #[must_use]
    pub fn of_item(&self, id: Id) -> &[Backlink] {
        self.0.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many links from elsewhere lead to an item or to what is in it: those that go when it is deleted.
    #[must_use]
    pub fn from_elsewhere(&self, inside: &[Id]) -> usize {
        let outer = |link: &&Backlink| link.from.is_none_or(|from| !inside.contains(&from));
        inside.iter().map(|id| self.of_item(*id).iter().filter(outer).count()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure_modes::FailureMode;
    use crate::model::roadmap::BacklogItem;
    use std::sync::Arc;

    #[test]
    fn links_are_turned_round() {
        let mut workbook = Workbook::default();
        let (mode, first, second) = (Id(1), Id(2), Id(3));
        Arc::make_mut(&mut workbook.failure_modes).modes.push(FailureMode { id: mode, ..FailureMode::default() });
        let items = &mut Arc::make_mut(&mut workbook.roadmap).items;
        for id in [first, second] {
            items.push(BacklogItem { id, links: vec![mode], ..BacklogItem::default() });
        }
        let links = Backlinks::of(&workbook);
        let from: Vec<_> = links.of_item(mode).iter().map(|link| (link.section, link.from)).collect();
        assert_eq!(from, [(Section::Roadmap, Some(first)), (Section::Roadmap, Some(second))]);
        assert_eq!(links.of_item(first), []);
        assert_eq!(links.from_elsewhere(&[mode]), 2);
        assert_eq!(links.from_elsewhere(&[mode, first]), 1, "a link from inside goes with it");
    }
}
