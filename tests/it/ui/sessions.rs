//! A workshop on harms as several tests begin with it, and the ways to its page and into its session.

use std::sync::Arc;

use caveat::edit::Ids;
use caveat::edit::workshop::{Jot, add_notes};
use caveat::model::workshops::{Activity, Attribution, Workshop};
use caveat::model::{Id, Section, Workbook};
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;
use super::projector::Projector;

pub(crate) const WORKSHOP: Id = Id(1);

/// An activity of ten minutes.
pub(crate) fn activity(id: u64, name: &str) -> Activity {
    Activity { id: Id(id), number: 1, name: name.to_owned(), minutes: Some(10), ..Activity::default() }
}

/// A workshop in which nobody is named.
pub(crate) fn harm_mapping(agenda: impl IntoIterator<Item = Activity>) -> Workshop {
    Workshop {
        id: WORKSHOP,
        number: 1,
        name: "Harm mapping".to_owned(),
        attribution: Some(Attribution::Anonymous),
        agenda: agenda.into_iter().collect(),
        ..Workshop::default()
    }
}

/// A workbook with a workshop, and with these notes of its first activity, one a line.
pub(crate) fn with_notes(workshop: Workshop, lines: &str) -> (Workbook, Ids, Vec<Id>) {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
    let jot = Jot { activity: workshop.agenda.at(0).map(|activity| activity.id), ..Jot::default() };
    Arc::make_mut(&mut workbook.workshops).workshops.push(workshop);
    let notes = add_notes(&mut workbook, &mut ids, WORKSHOP, jot, lines);
    (workbook, ids, notes)
}

/// The page of the workshops.
pub(crate) fn at_workshops(home: &Home, workbook: &Workbook) -> Window {
    let mut window = home.window_on(&home.file("harms.caveat", workbook));
    turn_to(&mut window, Page::Section(Section::Workshops));
    window
}

/// The session of the workshop, with the room's window open.
pub(crate) fn leading(home: &Home, workbook: &Workbook) -> (Window, Projector) {
    let mut window = at_workshops(home, workbook);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    (window, projector)
}

/// The workshop as it is now.
pub(crate) fn workshop(window: &Window) -> Workshop {
    window.workbook().workshops.workshops.iter().next().unwrap().clone()
}

/// The row of a note, on the page or in the session.
pub(crate) fn note(window: &Window, name: &str) -> Seen {
    window.find(Role::Button, &format!("{name}, "))
}
