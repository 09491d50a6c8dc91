//! The words of the merge: who saved what when, how much differs, and what each side says where both changed the same thing.

use jiff::civil::DateTime;

use crate::difference::{Difference, State, told};
use crate::merge::{Clash, Conflict, Side};
use crate::model::Date;
use crate::ui::chrome::inspector::excerpt::excerpts;
use crate::words;

use super::gather::{Base, Theirs};
use super::{Source, dialog::Dialog};
use crate::ui::history::moment_words;
use crate::ui::tasks::file_words;

/// The title.
#[must_use]
pub fn head(source: &Source) -> &'static str {
    match source {
        Source::Disk(_) => "This file changed on disk",
        Source::Copy => "Merge a copy",
    }
}

/// What happened, under the title.
#[must_use]
pub fn lead(dialog: &Dialog, today: Date) -> String {
    let name = file_words(&dialog.path);
    let theirs = &dialog.theirs;
    match &dialog.source {
        Source::Disk(_) => {
            let who = if theirs.writer.is_empty() { "Somebody" } else { theirs.writer.as_str() };
            let when = theirs.written.map_or_else(String::new, |at| format!(" {}", at_words(at, today)));
            format!("{who} saved {name}{when}, after you opened it. Saving now would drop those changes.")
        }
        Source::Copy => {
            let from = match theirs.base {
                Base::Read => "Both come from the file as you have it.".to_owned(),
                Base::Point(at) => {
                    let when =
                        at.map_or_else(|| "from earlier".to_owned(), |at| format!("made {}", at_words(at, today)));
                    format!("Both come from the restore point {when}.")
                }
                Base::None => {
                    "No restore point is known that both come from: everything that differs is asked about.".to_owned()
                }
            };
            format!("What {name} says is taken into this workbook. {from}")
        }
    }
}

/// A moment in the middle of a sentence: `at 14:41`, `on 5 March, 16:20`.
fn at_words(at: DateTime, today: Date) -> String {
    let words = moment_words(Some(at), today);
    if at.date() == today { format!("at {words}") } else { format!("on {words}") }
}

/// How much one side changed: `9` and `changes, 3 sections`.
#[must_use]
pub fn extent(difference: &Difference) -> (String, String) {
    let count = difference.changes().len();
    let sections = words::how_many(difference.sections().len(), "section", "sections");
    let noun = if count == 1 { "change" } else { "changes" };
    let number = words::count(count as u64);
    if count == 0 { (number, "changes".to_owned()) } else { (number, format!("{noun}, {sections}")) }
}

/// What merges and what does not, in a line.
#[must_use]
pub fn sum(theirs: &Theirs) -> String {
    let Ok(merge) = &theirs.merge else {
        return "This is another workbook: it shares no item with yours, so nothing can be merged.".to_owned();
    };
    let (fit, open) = (merge.fit_count(), merge.conflicts.len());
    let fits = words::how_many(fit, "change", "changes");
    match (fit, open) {
        (0, 0) => "Both say the same.".to_owned(),
        (1, 0) => "1 change fits.".to_owned(),
        (_, 0) => format!("{fits} fit together"),
        (0, 1) => "1 needs you".to_owned(),
        (0, open) => format!("{open} need you"),
        (1, open) => format!("1 merges by itself, {open} {}", if open == 1 { "needs you" } else { "need you" }),
        (fit, open) => {
            format!("{fit} merge by themselves, {open} {}", if open == 1 { "needs you" } else { "need you" })
        }
    }
}

/// What each side says where both changed the same thing.
#[must_use]
pub fn sides(conflict: &Conflict) -> (String, String) {
    match &conflict.what {
        Clash::Field { ours, theirs, .. } => both(ours, theirs),
        Clash::Removed { by, .. } => {
            let (gone, changed) = ("Removed".to_owned(), "Changed, so it stays".to_owned());
            if matches!(by, Side::Ours) { (gone, changed) } else { (changed, gone) }
        }
    }
}

/// What the conflict is about, below the item's name.
#[must_use]
pub fn about(conflict: &Conflict) -> String {
    match &conflict.what {
        Clash::Field { field, .. } => field.label.to_owned(),
        Clash::Removed { item, .. } => format!("Removed {}", item.singular()),
    }
}

/// The text to begin with where somebody writes another one: what is here, or theirs if that is blank.
#[must_use]
pub fn draft(conflict: &Conflict) -> String {
    match &conflict.what {
        Clash::Field { ours, theirs, .. } if ours.answer.trim().is_empty() => theirs.answer.clone(),
        Clash::Field { ours, .. } => ours.answer.clone(),
        Clash::Removed { .. } => String::new(),
    }
}

fn both(ours: &State, theirs: &State) -> (String, String) {
    let (ours, theirs) = told(ours, theirs);
    excerpts(&ours, &theirs)
}
