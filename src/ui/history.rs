//! Going back: undo and redo that turn to what they change, taking back one earlier step alone, and the whole window as it
//! was after a step, to look at and to restore.

use std::sync::Arc;

use egui::Context;
use jiff::civil::DateTime;

use crate::difference::{Change, Difference, What};
use crate::model::place::Place;
use crate::model::{Date, Workbook};
use crate::words;

use super::app::App;
use super::chrome::inspector::Tab;
use super::command::Command;
use super::desk::Room;
use super::document::{Document, Origin};
use super::notice::Notice;
use super::page::Page;
use super::panels::Views;
use super::tasks::Purpose;

/// An earlier time to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// After this step of the session.
    Step(u64),
    /// At the restore point with this number.
    Point(u32),
}

/// The window as it was at an earlier time: pages read it and can change nothing.
pub struct Preview {
    /// Which time.
    pub then: Then,
    /// When that was, in words: `5 March, 16:20`.
    pub when: String,
    /// The workbook of that time, with what follows from it.
    pub document: Document,
    /// What its pages remember: of their own, so that nothing of the present is forgotten or found selected.
    pub views: Views,
    /// Whether it was said that nothing can be changed.
    pub told: bool,
}

/// A moment as the history says it: `16:20`, with the day before it if that is another one.
#[must_use]
pub fn moment_words(at: Option<DateTime>, today: Date) -> String {
    match at {
        None => "Earlier".to_owned(),
        Some(at) if at.date() == today => at.strftime("%H:%M").to_string(),
        Some(at) => format!("{}, {}", words::day(at.date(), today), at.strftime("%H:%M")),
    }
}

/// Where a change can be seen in the workbook after it: what was taken away is looked for where it was.
fn place_to_see(change: &Change) -> Place {
    let mut place = change.place.clone();
    if let What::Removed(_) = change.what {
        place.items.pop();
        place.fields.clear();
        if place.items.is_empty() {
            return Place::of_section(place.section);
        }
    }
    place
}

/// The change to look at, of all that a step made: on the page that is shown, if there is one there.
fn most_telling(difference: &Difference, page: Page) -> Option<&Change> {
    let on_page = |change: &&Change| page == Page::Section(change.place.section);
    let stands = |change: &&Change| !matches!(change.what, What::Removed(_));
    let all = || difference.changes().iter();
    all().find(|change| on_page(change) && stands(change)).or_else(|| all().find(on_page)).or_else(|| all().next())
}

impl App {
    /// The document that is seen: the one of an earlier step while that is looked at.
    pub(super) fn shown(&self) -> Option<&Document> {
        self.preview.as_ref().map(|preview| &preview.document).or(self.document.as_ref())
    }

    /// Takes a step back, or does it again, says which one, and turns to what it changed.
    pub(super) fn step(&mut self, ctx: &Context, back: bool) {
        if self.preview.is_some() {
            self.say_refused();
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        document.note_page(self.page); // what was typed until now
        let before = document.session.workbook().clone();
        let undone = document.newest_made_on();
        let named = if back { document.session.undo() } else { document.session.redo() };
        let made_on = if back { undone } else { document.newest_made_on() };
        if let Some(name) = named {
            let what = if back { "Undone" } else { "Done again" };
            self.notices.say(Notice::done(format!("{what}: {}", lower_first(&name))));
            // a page that shows what is of other pages, as the overview does, shows it again
            self.turn_to_difference(&before, made_on);
        }
        ctx.request_repaint();
    }

    /// Turns to what differs from how the workbook was, and marks it. Where its page is shown already, that stays as it is:
    /// nothing is selected or scrolled under the hands of somebody who undoes what they just did.
    fn turn_to_difference(&mut self, before: &Workbook, made_on: Option<Page>) {
        let Some(document) = &self.document else { return };
        let difference = Difference::between(before, document.session.workbook());
        if self.page == Page::Present {
            return; // who leads a workshop stays in it
        }
        let Some(change) = most_telling(&difference, self.page) else { return };
        let place = place_to_see(change);
        if self.page == Page::Section(place.section) || made_on == Some(self.page) {
            self.pointed.flash(&place);
        } else {
            self.go_to(place);
        }
    }

    /// Takes one earlier step back and keeps what came after it.
    pub(super) fn undo_only(&mut self, step: u64) {
        if self.preview.is_some() {
            self.say_refused();
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let before = document.session.workbook().clone();
        let Some(taken) = document.session.undo_only(step) else { return };
        let revision = document.session.revision();
        let left = left_words(&taken.left);
        let changed = *document.session.workbook() != before;
        if !changed {
            let why = if left.is_empty() { "It was taken back already.".to_owned() } else { left };
            self.notices.say(Notice::word("Nothing was taken back", why));
            return;
        }
        self.notices
            .say(Notice { text: left, ..Notice::undoable("Taken back, with all that came later kept", revision) });
        self.turn_to_difference(&before, None);
    }

    /// Shows the window as it was after a step.
    pub(super) fn preview_step(&mut self, step: u64) {
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let Some(kept) = document.session.step(step) else { return };
        let difference = Difference::between(kept.before, kept.after);
        let (workbook, at) = (kept.after.clone(), kept.at);
        self.look_at(Then::Step(step), workbook, at, &difference);
    }

    /// Shows the window as it was at another time, on a page that shows something of the difference.
    pub(super) fn look_at(&mut self, then: Then, workbook: Workbook, at: Option<DateTime>, difference: &Difference) {
        let today = (self.around.now)().date();
        let Some(present) = &self.document else { return };
        let mut document = Document::new(workbook, Origin::default());
        // until they are computed, those of the present are nearer than none
        document.facts = Arc::clone(&present.facts);
        let when = moment_words(at, today);
        let when = if at.is_some_and(|at| at.date() == today) { format!("today, {when}") } else { when };
        let place = most_telling(difference, self.page).map(place_to_see);
        let told = self.preview.as_ref().is_some_and(|preview| preview.told);
        if let Some(place) = place {
            self.page = Page::Section(place.section);
            self.pointed.flash(&place);
            document.reveal = (!place.items.is_empty()).then(|| Place { fields: Vec::new(), ..place });
        }
        self.preview = Some(Preview { then, when, document, views: Views::default(), told });
    }

    /// Goes back to the present, without a change.
    pub(super) fn close_preview(&mut self) {
        self.preview = None;
    }

    /// Makes the workbook what it was at the time that is looked at, as a new step.
    pub(super) fn restore_preview(&mut self) {
        let Some(preview) = self.preview.take() else { return };
        if let Then::Point(_) = preview.then {
            self.restore_to(preview.document.session.workbook().clone(), &preview.when);
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let name = format!("restore as it was {}", preview.when);
        let restored = matches!(preview.then, Then::Step(step) if document.session.restore(step, &name));
        if restored {
            let said = format!("Restored as it was {}", preview.when);
            self.notices.say(Notice::undoable(said, document.session.revision()));
        } else {
            self.notices.say(Notice::done("Nothing has changed since"));
        }
    }

    /// Whether nothing can be changed now, because an earlier step is looked at; says so.
    pub(super) fn is_refused(&mut self) -> bool {
        let refused = self.is_looked_at() || self.only_looks();
        if refused {
            // a command that does nothing says so each time; what is typed past the point only once
            self.reviewing.say_again();
            if let Some(document) = &mut self.document {
                document.standing.told = false;
            }
            self.say_refused();
        }
        refused
    }

    /// Says once that the document can only be looked at.
    fn say_only_looks(&mut self) {
        let Some(document) = self.document.as_mut().filter(|document| document.standing.looking.is_some()) else {
            return;
        };
        if !std::mem::replace(&mut document.standing.told, true) {
            let text = "The bar over the page says why, and what you can do.";
            self.notices.say(Notice { text: text.to_owned(), ..Notice::done("You are looking only: nothing changes") });
        }
    }

    /// Asks for a table of scores, if something can be changed.
    pub(super) fn ask_for_scores(&mut self) {
        if let Some(serial) = self.document.as_ref().map(|document| document.serial)
            && !self.is_refused()
        {
            self.ask(Purpose::Scores(serial));
        }
    }

    /// Says once that nothing can be changed while an earlier step is looked at.
    pub(super) fn say_refused(&mut self) {
        let Some(preview) = &mut self.preview else {
            self.say_only_answers();
            return self.say_only_looks();
        };
        if !std::mem::replace(&mut preview.told, true) {
            let text = "Restore it to go on from here, or close it to go on from the present.";
            self.notices
                .say(Notice { text: text.to_owned(), ..Notice::done("This is an earlier step: nothing changes") });
        }
    }

    /// Shows the history in the inspector.
    pub(super) fn show_history(&mut self, ctx: &Context) {
        self.chrome.tab = Tab::History;
        if !self.is_inspector_open(Room::of(ctx.content_rect().width())) {
            self.carry_out(ctx, Command::ToggleInspector);
        }
    }
}

/// The text with a small letter at its start, for the middle of a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What was left as it is, in a sentence; empty if nothing was.
fn left_words(left: &[Change]) -> String {
    const MOST: usize = 3;
    let mut named: Vec<String> = left.iter().take(MOST).map(named).collect();
    if left.len() > MOST {
        named.push(format!("{} more", left.len() - MOST));
    }
    if named.is_empty() { String::new() } else { format!("Changed since, and left: {}.", words::series(&named)) }
}

fn named(change: &Change) -> String {
    match &change.what {
        What::Field { field, .. } => format!("{} of {}", lower_first(field.label), change.subject()),
        _ => change.subject(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_day_only_where_that_is_not_today() {
        let at = jiff::civil::datetime(2026, 3, 5, 16, 20, 0, 0);
        assert_eq!(moment_words(Some(at), at.date()), "16:20");
        let later = Date::new(2026, 3, 9).unwrap();
        assert_eq!(moment_words(Some(at), later), "5 March, 16:20");
        assert_eq!(moment_words(None, later), "Earlier");
    }
}
