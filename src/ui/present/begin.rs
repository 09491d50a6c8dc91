//! Which workshop is led when somebody asks to lead one.

use crate::assess::workshop::is_over;
use crate::model::workshops::Workshop;
use crate::model::{Date, Id, Workbook};
use crate::ui::app::App;
use crate::ui::page::Page;

/// The workshop that a person most likely means: the one that is looked at, or else the last of today; none that is over.
#[must_use]
pub fn meant(workbook: &Workbook, looked_at: Option<Id>, today: Date) -> Option<Id> {
    let workshops = &workbook.workshops.workshops;
    if let Some(held) = looked_at.and_then(|id| workshops.find(id)) {
        // whoever looks at one that is over is asked, and not taken to another
        return Some(held.id).filter(|_| !is_over(held));
    }
    let of_today = |held: &&Workshop| held.date == Some(today) && !is_over(held);
    workshops.iter().rev().find(of_today).map(|held| held.id)
}

impl App {
    /// Shows a workshop to a room.
    pub(in crate::ui) fn begin_presenting(&mut self) {
        let today = self.today();
        let looked_at = match self.page {
            Page::Section(crate::model::Section::Workshops) => self.views.workshops.shown(),
            _ => None,
        };
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let workshop = meant(document.session.workbook(), looked_at, today);
        self.views.present.begin(workshop);
        self.page = Page::Present;
    }

    /// Shows the workshop that is meant to a room.
    pub fn show_present(&mut self) {
        self.begin_presenting();
    }
}
