//! What is marked internal: sections, items with all that is in them, parts; and what speaks of such an item, which goes with it.

use std::collections::BTreeSet;

use crate::model::place::Stop;
use crate::model::{Id, Item as _, Section, Workbook};

/// What stays inside the organization.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Sections as a whole.
    pub(super) sections: BTreeSet<Section>,
    /// Items, what is in them, and what is said about them.
    pub(super) ids: BTreeSet<Id>,
    /// Groups of answers, each by the item that it is in and by its path.
    pub(super) parts: BTreeSet<(Option<Id>, String)>,
}

impl Hidden {
    /// What a workbook marks as internal.
    pub(super) fn of(workbook: &Workbook) -> Self {
        let mut hidden = Self::default();
        hidden.sections.extend(Section::ALL.iter().copied().filter(|section| {
            // how documents look, and for whom, is no content
            *section != Section::Pack && workbook.section(*section).internal()
        }));
        hidden.look_through(workbook);
        hidden.add_what_is_said(workbook);
        hidden
    }

    fn look_through(&mut self, workbook: &Workbook) {
        workbook.walk(&mut |place, stop| {
            let Stop::Record(record) = stop else { return };
            let inside =
                self.sections.contains(&place.section) || place.items.iter().any(|(_, id, _)| self.ids.contains(id));
            if record.identity().is_some() {
                let id = place.item().map(|(_, id, _)| id);
                self.ids.extend(id.filter(|_| inside || record.internal()));
            } else if record.internal() && !place.fields.is_empty() {
                self.parts.insert((place.item().map(|(_, id, _)| id), place.path.clone()));
            }
        });
    }

    /// Comments on a hidden item or on a hidden comment, and waivers of findings on it.
    fn add_what_is_said(&mut self, workbook: &Workbook) {
        let reviews = &workbook.reviews;
        let hides = |ids: &BTreeSet<Id>, id: Option<Id>| id.is_some_and(|id| ids.contains(&id));
        let waivers = reviews.waivers.iter().filter(|waiver| hides(&self.ids, waiver.item)).map(|waiver| waiver.id);
        let waivers: Vec<Id> = waivers.collect();
        self.ids.extend(waivers);
        loop {
            let on_hidden = reviews.comments.iter().filter(|comment| {
                let about = hides(&self.ids, comment.item) || hides(&self.ids, comment.reply_to);
                let on_section = self.sections.iter().any(|section| is_named(*section, &comment.section));
                !self.ids.contains(&comment.id()) && (about || on_section)
            });
            let more: Vec<Id> = on_hidden.map(|comment| comment.id).collect();
            if more.is_empty() {
                return;
            }
            self.ids.extend(more);
        }
    }

    /// The same, and what another state of the workbook hides: for an earlier one, what is hidden now.
    pub(super) fn with(&self, other: &Self, workbook: &Workbook) -> Self {
        let mut both = self.clone();
        both.sections.extend(&other.sections);
        both.ids.extend(&other.ids);
        both.parts.extend(other.parts.iter().cloned());
        both.look_through(workbook);
        both.add_what_is_said(workbook);
        both
    }
}

fn is_named(section: Section, text: &str) -> bool {
    let text = text.trim();
    text.eq_ignore_ascii_case(section.key()) || text.eq_ignore_ascii_case(section.title())
}
