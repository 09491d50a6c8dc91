//! What is to be exported, as chosen now: it begins as a profile, and what is changed stays beside the profile until it is
//! saved. Knows no window.

use std::sync::Arc;

use crate::model::choice::Choices;
use crate::model::pack::{Document, FileFormat, LeftOut, Profile};
use crate::model::{Id, Workbook};
use crate::pack::{self, Order};
use crate::render::page::Paper;
use crate::report::Earlier;

use super::Home;

/// What is chosen.
#[derive(Debug)]
pub(super) struct Choice {
    /// The profile that it began as, as that was then.
    from: Profile,
    /// What is chosen now.
    profile: Profile,
    /// Whether CSV begins with a mark that Excel needs.
    pub bom: bool,
    /// The paper of a workbook that names none.
    pub paper: Paper,
    /// What readers saw before.
    pub earlier: Option<Arc<Earlier>>,
    /// The workshop whose minutes alone are chosen.
    alone: Option<Id>,
}

impl Default for Choice {
    fn default() -> Self {
        let from = pack::profile::full();
        Self { profile: from.clone(), from, bom: false, paper: Paper::A4, earlier: None, alone: None }
    }
}

/// Whether two profiles choose the same.
fn same(one: &Profile, other: &Profile) -> bool {
    one.documents == other.documents
        && one.formats == other.formats
        && one.left_out == other.left_out
        && one.carries_workbook == other.carries_workbook
}

/// Takes one of several in, or out.
fn toggle<T: crate::model::choice::Choice>(choices: &mut Choices<T>, one: T, on: bool) {
    let before = choices.clone();
    choices.set(|choice| if choice == one { on } else { before.has(choice) });
}

impl Choice {
    /// Everything, on this paper.
    pub fn on(paper: Paper) -> Self {
        Self { paper, ..Self::default() }
    }

    /// What is chosen now.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whether it began as this profile.
    pub fn is_from(&self, profile: &Profile) -> bool {
        // profiles that are built in have no identity but their name
        profile.id == self.from.id && (profile.id != Id::default() || profile.name == self.from.name)
    }

    /// The profile of the workbook that it began as; `None` if that is built in.
    pub fn own(&self) -> Option<Id> {
        Some(self.from.id).filter(|id| *id != Id::default())
    }

    /// Whether something else is chosen than the profile says.
    pub fn is_changed(&self) -> bool {
        !same(&self.profile, &self.from)
    }

    /// Begins anew as a profile.
    pub fn begin(&mut self, profile: &Profile) {
        self.from = profile.clone();
        self.profile = profile.clone();
        self.alone = None;
    }

    /// Follows its profile where that was changed, or is gone, as an undo may do.
    pub fn follow(&mut self, profiles: &[Profile]) {
        let base = profiles.iter().find(|profile| self.is_from(profile));
        match base {
            Some(base) if *base != self.from => {
                let changed = self.is_changed();
                let mut kept = std::mem::replace(&mut self.profile, base.clone());
                if changed {
                    kept.name.clone_from(&base.name);
                    self.profile =
                        Profile { audience: base.audience.clone(), id: base.id, number: base.number, ..kept };
                }
                self.from = base.clone();
            }
            Some(_) => {}
            None => {
                if let Some(first) = profiles.first() {
                    self.begin(first);
                }
            }
        }
    }

    /// Takes a document in, or out.
    pub fn set_document(&mut self, document: Document, on: bool) {
        toggle(&mut self.profile.documents, document, on);
        self.alone = None;
    }

    /// Chooses the minutes of one workshop, and nothing else.
    pub fn set_minutes_of(&mut self, workshop: Id) {
        self.profile.documents.set(|document| document == Document::Minutes);
        self.alone = Some(workshop);
    }

    /// The workshop whose minutes alone are made: as long as nothing else is chosen, and it is there.
    pub fn workshop(&self, workbook: &Workbook) -> Option<Id> {
        let only_minutes = self.profile.documents.get() == [Document::Minutes];
        self.alone.filter(|id| only_minutes && workbook.workshops.workshops.find(*id).is_some())
    }

    /// Takes every document in, or out.
    pub fn set_all_documents(&mut self, on: bool) {
        self.profile.documents.set(|_| on);
    }

    /// Takes a format in, or out.
    pub fn set_format(&mut self, format: FileFormat, on: bool) {
        toggle(&mut self.profile.formats, format, on);
    }

    /// Leaves something out, or prints it.
    pub fn set_left_out(&mut self, what: LeftOut, on: bool) {
        toggle(&mut self.profile.left_out, what, on);
    }

    /// Says whether each PDF carries the workbook.
    pub fn set_carries(&mut self, on: bool) {
        self.profile.carries_workbook = on;
    }

    /// A profile of the workbook's own that chooses the same. It has no identity yet.
    pub fn as_profile(&self, name: String) -> Profile {
        let Profile { documents, formats, left_out, carries_workbook, audience, .. } = self.profile.clone();
        Profile { name, audience, documents, formats, left_out, carries_workbook, ..Profile::default() }
    }

    /// Writes what is chosen into a profile.
    pub fn write_into(&self, profile: &mut Profile) {
        let Profile { documents, formats, left_out, carries_workbook, .. } = self.profile.clone();
        *profile = Profile { documents, formats, left_out, carries_workbook, ..profile.clone() };
    }

    /// How many files that makes; `None` where tables are files of their own, of which nobody knows how many there are.
    pub fn files(&self) -> Option<usize> {
        let formats = self.profile.formats.get();
        (!formats.contains(&FileFormat::Csv)).then(|| self.profile.documents.get().len() * formats.len())
    }

    /// What is to be made of a workbook.
    pub fn order(&self, workbook: &Workbook, home: &Home) -> Order {
        let mut order = Order::new(workbook, &home.source, self.named());
        order.unread = home.unread;
        order.workshop = self.workshop(workbook);
        if workbook.pack.paper.is_none() {
            order.paper = self.paper;
        }
        order.csv.bom = self.bom;
        order.earlier.clone_from(&self.earlier);
        order
    }

    /// The profile under the name that readers see: one that was changed says so.
    fn named(&self) -> Profile {
        let mut profile = self.profile.clone();
        if self.is_changed() {
            profile.name = format!("{}, changed", self.from.name.trim());
        }
        profile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_stays_beside_the_profile_until_another_is_chosen() {
        let mut choice = Choice::default();
        choice.set_left_out(LeftOut::Names, true);
        assert!(choice.is_changed() && choice.is_from(&pack::profile::full()));
        assert_eq!(choice.named().name, "Full, changed");
        choice.set_left_out(LeftOut::Names, false);
        assert!(!choice.is_changed());
        choice.begin(&pack::profile::external());
        assert!(choice.is_from(&pack::profile::external()) && !choice.is_changed());
    }

    #[test]
    fn a_profile_of_ones_own_is_followed_and_its_end_as_well() {
        let own = Profile { id: Id(7), number: 1, ..pack::profile::executive() };
        let mut choice = Choice::default();
        choice.begin(&own);
        let renamed = Profile { name: "Board".to_owned(), ..own.clone() };
        choice.set_format(FileFormat::Docx, true);
        choice.follow(&[pack::profile::full(), renamed.clone()]);
        assert!(choice.is_from(&renamed) && choice.is_changed(), "what was changed stays");
        assert_eq!(choice.profile().name, "Board");
        choice.follow(&[pack::profile::full()]);
        assert!(choice.is_from(&pack::profile::full()) && !choice.is_changed());
    }

    #[test]
    fn files_are_counted_where_they_are_known() {
        let mut choice = Choice::default();
        choice.begin(&pack::profile::executive());
        let documents = choice.profile().documents.get().len();
        assert_eq!(choice.files(), Some(documents));
        choice.set_format(FileFormat::Html, true);
        assert_eq!(choice.files(), Some(2 * documents));
        choice.set_format(FileFormat::Csv, true);
        assert_eq!(choice.files(), None);
    }
}
