//! Keeping things internal: what is marked so is left out of editions for others. The selected item, or the section of the
//! page where nothing is selected; one door for the inspector and for the palette.

use crate::edit::Address;
use crate::model::{Id, Section, Workbook};
use crate::words;

use super::app::App;
use super::notice::Notice;
use super::page::Page;

/// What can be kept internal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A section as a whole.
    Section(Section),
    /// An item.
    Item(Id),
}

impl Kept {
    /// Whether it is.
    #[must_use]
    pub fn is_internal(self, workbook: &Workbook) -> bool {
        match self {
            Self::Section(section) => workbook.section(section).internal(),
            // a copy shares all that is not written to
            Self::Item(id) => address(id)
                .and_then(|address| Some(address.record_and_key(&mut workbook.clone()).ok()?.0.internal()))
                .unwrap_or(false),
        }
    }

    /// Says whether it is. `false` where it is not there: a practice that nobody has answered, say.
    pub fn set(self, workbook: &mut Workbook, internal: bool) -> bool {
        match self {
            Self::Section(section) => workbook.section_mut(section).set_internal(internal),
            Self::Item(id) => {
                let Some(address) = address(id) else { return false };
                let Ok((record, _)) = address.record_and_key(workbook) else { return false };
                record.set_internal(internal);
            }
        }
        true
    }
}

/// The address of an item: any field leads to its record.
fn address(id: Id) -> Option<Address> {
    format!("{id}.any").parse().ok()
}

impl App {
    /// The item that is selected on the page; `None` where nothing is, or several are.
    pub(super) fn kept_item(&self) -> Option<Kept> {
        let document = self.document.as_ref().filter(|document| !document.hold.is_many())?;
        // what was deleted a moment ago may still be selected
        self.selected().filter(|id| document.facts.index.get(*id).is_some()).map(Kept::Item)
    }

    /// What is kept internal from the page that is shown: the selected item, or else the section.
    pub(super) fn keepable_inside(&self) -> Option<Kept> {
        let Page::Section(section) = self.page else { return None };
        Some(self.kept_item().unwrap_or(Kept::Section(section)))
    }

    /// How something is called that is kept internal.
    pub(super) fn kept_words(&self, kept: Kept) -> String {
        match kept {
            Kept::Section(section) => section.title().to_owned(),
            Kept::Item(id) => self.document.as_ref().map(|d| d.facts.index.words(id)).unwrap_or_default(),
        }
    }

    /// Keeps something internal, or lets it out again, as a step; says so.
    pub(super) fn keep_internal(&mut self, kept: Kept, internal: bool) {
        if self.is_refused() {
            return;
        }
        let called = self.kept_words(kept);
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let name = if internal { "keep inside the organization" } else { "let out of the organization" };
        if document.session.edit(name, |workbook, _| kept.set(workbook, internal)) {
            let said = if internal { "is internal: left out of editions for others" } else { "is in every edition" };
            let title = words::capitalized(&format!("{} {said}", called.trim()));
            self.notices.say(Notice::undoable(title, document.session.revision()));
        }
    }

    /// Keeps what the page is about internal, or lets it out again.
    pub(super) fn toggle_internal(&mut self) {
        if let (Some(kept), Some(document)) = (self.keepable_inside(), &self.document) {
            let internal = kept.is_internal(document.session.workbook());
            self.keep_internal(kept, !internal);
        }
    }
}
