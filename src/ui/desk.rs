//! The desk: what a page works with. It reads the workbook and what follows from it, and changes it through the one door.

use std::sync::Arc;

use crate::edit::{Ids, Session, operations};
use crate::find::Backlinks;
use crate::model::place::Place;
use crate::model::{Date, Id, ItemKind, Section, Workbook};
use crate::pack::review::is_only_answered;

use super::command::Command;
use super::compare::Comparisons;
use super::document::Typing;
use super::facts::Facts;
use super::jobs::Jobs;
use super::notice::{Notice, Tone};
use super::panels::bulk::Hold;
use super::pointed::Pointed;

/// How much room the window has, in points of width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// Under 640: one column.
    Single,
    /// 640 to 899: the sidebar is a menu, tables show what matters most.
    Narrow,
    /// 900 to 1099: side panels of a page go below or into tabs.
    Tight,
    /// 1100 to 1279: the sidebar is a rail, the inspector a drawer.
    Rail,
    /// 1280 and more: everything.
    Wide,
}

impl Room {
    /// The room in a window of this width in points.
    #[must_use]
    pub fn of(width: f32) -> Self {
        match width {
            1280.0.. => Self::Wide,
            1100.0.. => Self::Rail,
            900.0.. => Self::Tight,
            640.0.. => Self::Narrow,
            _ => Self::Single,
        }
    }
}

/// What a page asks the window to do.
#[derive(Debug, Clone)]
pub enum Order {
    /// Carry out a command.
    Do(Command),
    /// Show the pages of the minutes of a workshop.
    ReadMinutes(Id),
    /// Show a place.
    GoTo(Place),
    /// Ask for a table of scores, for the page of the operating points.
    ChooseScores,
    /// Ask the questions of the first hour; with `true` the five failure modes.
    FirstHour(bool),
    /// Say something.
    Say(Notice),
    /// Ask who is on this line of the sign-offs for a review.
    AskForReview(Id),
    /// Ask who was asked by this request once more.
    SendAgain(Id),
    /// Keep these items in the library of one's own.
    KeepInLibrary(Vec<Id>),
    /// Show that library, with items of this kind.
    ShowLibrary(ItemKind),
}

/// What a page works with, for one frame.
pub struct Desk<'a> {
    pub(super) session: &'a mut Session,
    pub(super) typing: &'a mut Typing,
    pub(super) reveal: &'a mut Option<Place>,
    pub(super) orders: &'a mut Vec<Order>,
    /// Set when something was to be changed that only can be looked at; `None` where everything can be changed.
    pub(super) refused: Option<&'a mut bool>,
    /// Set when more than answers was to be written into a review copy; `None` where it is none.
    pub(super) only_answers: Option<&'a mut bool>,
    /// What the page shall point at.
    pub pointed: &'a Pointed,
    /// What the person holds of a list: several chosen items, rows that are dragged.
    pub hold: &'a mut Hold,
    /// States of the document that are compared.
    pub comparisons: &'a mut Comparisons,
    /// Starts work in the background.
    pub jobs: &'a Jobs,
    /// What follows from the workbook as it was last settled.
    pub facts: &'a Arc<Facts>,
    /// The day.
    pub today: Date,
    /// The moment.
    pub now: jiff::civil::DateTime,
    /// How much room there is.
    pub room: Room,
    /// Whether single letters act on lists.
    pub single_keys: bool,
    /// Who works here, for where somebody decides, rates or signs; empty if nobody said.
    pub author: &'a str,
}

impl Desk<'_> {
    /// The workbook as it is now.
    #[must_use]
    pub fn workbook(&self) -> &Workbook {
        self.session.workbook()
    }

    /// The workbook as it is now, as a value to read from while it is changed: costs a few counters, no copying.
    #[must_use]
    pub fn snapshot(&self) -> Workbook {
        self.session.workbook().clone()
    }

    /// Counts up with every settled change: what lists, filters and layouts are cached by.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.session.revision()
    }

    /// Whether the workbook can only be looked at: it is as it was after an earlier step.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.refused.is_some()
    }

    /// Refuses a change where the workbook can only be looked at, and has that said.
    fn refuses(&mut self) -> bool {
        self.refused.as_mut().map(|refused| **refused = true).is_some()
    }

    /// Changes the workbook while somebody types or drags. All changes under one name become one step that can be undone,
    /// once the person stops. Names are written as in "Undo: edit fallback".
    pub fn write(&mut self, name: &str, change: impl FnOnce(&mut Workbook)) {
        if self.refuses() {
            return;
        }
        if let Some(more) = &mut self.only_answers {
            let mut after = self.session.workbook().clone();
            change(&mut after);
            if !is_only_answered(self.session.workbook(), &after) {
                **more = true;
                return;
            }
            self.settle_other(name);
            *self.session.in_place() = after;
        } else {
            self.settle_other(name);
            change(self.session.in_place());
        }
        *self.typing = Typing { name: Some(name.to_owned()), fresh: true };
    }

    /// Makes what was typed under another name into a step.
    fn settle_other(&mut self, name: &str) {
        if let Some(other) = self.typing.name.as_deref().filter(|other| *other != name) {
            self.session.settle(other);
        }
    }

    /// Changes the workbook in one step at once.
    pub fn edit<T>(&mut self, name: &str, change: impl FnOnce(&mut Workbook, &mut Ids) -> T) -> T {
        if self.refuses() {
            // the page wants to know what came of it: it comes of a copy that nobody sees
            return change(&mut self.snapshot(), &mut Ids::seeded(self.session.revision()));
        }
        if let Some(other) = std::mem::take(self.typing).name {
            self.session.settle(&other);
        }
        let Some(more) = &mut self.only_answers else { return self.session.edit(name, change) };
        let before = self.session.workbook().clone();
        self.session.edit(name, |workbook, ids| {
            let result = change(workbook, ids);
            if !is_only_answered(&before, workbook) {
                **more = true;
                *workbook = before.clone();
            }
            result
        })
    }

    /// As [`Desk::edit`], for what takes something away: says it with a button that brings it back.
    pub fn remove<T>(&mut self, name: &str, said: &str, change: impl FnOnce(&mut Workbook, &mut Ids) -> T) -> T {
        let before = self.session.revision();
        let result = self.edit(name, change);
        // of what was refused there is nothing to bring back
        if self.session.revision() != before {
            self.say(Notice::undoable(said, self.session.revision()));
        }
        result
    }

    /// Removes an item with the links to it, and says so with a button that brings it back.
    pub fn remove_item(&mut self, id: Id, what: &str) {
        let name = format!("delete {what}");
        let links = Backlinks::of(self.workbook()).from_elsewhere(&operations::ids_in(self.workbook(), id));
        let linked = crate::words::how_many(links, "link", "links");
        let mut said = format!("{} deleted", crate::words::capitalized(what));
        if links > 0 {
            said.push_str(&format!("; {linked} to it removed"));
        }
        self.remove(&name, &said, |workbook, _| operations::remove_item(workbook, id));
    }

    /// Shows another place.
    pub fn go_to(&mut self, place: Place) {
        self.orders.push(Order::GoTo(place));
    }

    /// Shows the item with this id, wherever it is.
    pub fn go_to_item(&mut self, id: Id) {
        if let Some(place) = self.facts.index.place(id) {
            self.go_to(place);
        }
    }

    /// Says something to the person.
    pub fn say(&mut self, notice: Notice) {
        if !self.is_read_only() || notice.tone != Tone::Undoable {
            self.orders.push(Order::Say(notice));
        }
    }

    /// The place that this section was asked to show, once.
    pub fn take_reveal(&mut self, section: Section) -> Option<Place> {
        if self.reveal.as_ref().is_some_and(|place| place.section == section) { self.reveal.take() } else { None }
    }
}
