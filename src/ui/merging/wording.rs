//! The words of the merge: who saved what when, how much differs, and what each side says where both changed the same thing.

use jiff::civil::DateTime;

use crate::difference::{Difference, State, told};
use crate::merge::{Clash, Conflict, Renumbered, Side, Unmerged};
use crate::model::Date;
use crate::model::record::cite;
use crate::ui::chrome::inspector::excerpt::excerpts;
use crate::words;

use super::gather::{Base, Theirs};
use super::{Source, dialog::Dialog};
use crate::ui::history::moment_words;
use crate::ui::tasks::file_words;

/// Letters of a change that the other side made to a removed item, before it is shown in full.
const CHANGE: usize = 120;

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
    let noun = if count == 1 { "change" } else { "changes" };
    let sections = match difference.sections().len() {
        0 => String::new(),
        1 => ", 1 section".to_owned(),
        several => format!(", {several} sections"),
    };
    (words::count(count as u64), format!("{noun}{sections}"))
}

/// What merges and what does not, in a line.
#[must_use]
pub fn sum(theirs: &Theirs) -> String {
    match &theirs.merge {
        Ok(merge) => summed(merge.fit_count(), merge.conflicts.len()),
        Err(unmerged) => unmerged_words(*unmerged).to_owned(),
    }
}

fn unmerged_words(unmerged: Unmerged) -> &'static str {
    match unmerged {
        Unmerged::ReviewCopy(Side::Theirs) => {
            "This is a review copy, and not of what you have open: nothing is merged. What was said in it is imported on the page Reviews."
        }
        Unmerged::ReviewCopy(Side::Ours) => {
            "What you have open is a review copy, and this is not: nothing is merged. Send your answer instead."
        }
        Unmerged::ToBase(_) | Unmerged::Apart => {
            "This is another workbook: it shares no item with yours, so nothing can be merged."
        }
    }
}

fn summed(fit: usize, open: usize) -> String {
    let number = |count: usize| words::count(count as u64);
    let fits = match fit {
        1 => "1 merges by itself".to_owned(),
        _ => format!("{} merge by themselves", number(fit)),
    };
    let needs = if open == 1 { "1 needs you".to_owned() } else { format!("{} need you", number(open)) };
    match (fit, open) {
        (0, 0) => "Both say the same".to_owned(),
        (1, 0) => "1 change fits".to_owned(),
        (_, 0) => format!("{} changes fit together", number(fit)),
        (0, _) => needs,
        _ => format!("{fits}, {needs}"),
    }
}

/// What each side says where both changed the same thing: in full, or long texts cut to where they differ.
#[must_use]
pub fn sides(conflict: &Conflict, in_full: bool) -> (String, String) {
    match &conflict.what {
        Clash::Field { ours, theirs, .. } if in_full => told(ours, theirs),
        Clash::Field { ours, theirs, .. } => both(ours, theirs),
        Clash::Removed { by, since, .. } => {
            let line = |text: &String| if in_full { text.clone() } else { words::shortened(text, CHANGE) };
            let lines: Vec<String> = since.iter().map(line).collect();
            let changed = if lines.is_empty() { "Changed, or linked to".to_owned() } else { lines.join("\n") };
            let gone = "Removed".to_owned();
            if matches!(by, Side::Ours) { (gone, changed) } else { (changed, gone) }
        }
        Clash::Order { .. } => ("My order".to_owned(), "Their order".to_owned()),
    }
}

/// What the conflict is about, below the item's name.
#[must_use]
pub fn about(conflict: &Conflict) -> String {
    match &conflict.what {
        Clash::Field { field, .. } => field.label.to_owned(),
        Clash::Removed { item, .. } => format!("Removed {}", item.singular()),
        Clash::Order { field } => format!("Order of {}", field.label.to_lowercase()),
    }
}

/// What keeping both is called where both sides say something.
pub const BOTH: &str = "Both";

/// Which items get another number, because both sides had given the same one; `None` if none does.
#[must_use]
pub fn renumbered(theirs: &Theirs) -> Option<String> {
    const MOST: usize = 3;
    let all = &theirs.merge.as_ref().ok()?.renumbered;
    let told = |one: &Renumbered| format!("{} becomes {}", cite(one.kind, one.before), cite(one.kind, one.after));
    let mut parts: Vec<String> = all.iter().take(MOST).map(told).collect();
    if all.len() > MOST {
        parts.push(format!("{} more", all.len() - MOST));
    }
    (!parts.is_empty()).then(|| format!("Both gave the same numbers. Of theirs, {}.", words::series(&parts)))
}

/// The text to begin with where somebody writes another one: what is here, or theirs if that is blank.
#[must_use]
pub fn draft(conflict: &Conflict) -> String {
    match &conflict.what {
        Clash::Field { ours, theirs, .. } if ours.answer.trim().is_empty() => theirs.answer.clone(),
        Clash::Field { ours, .. } => ours.answer.clone(),
        Clash::Removed { .. } | Clash::Order { .. } => String::new(),
    }
}

fn both(ours: &State, theirs: &State) -> (String, String) {
    let (ours, theirs) = told(ours, theirs);
    excerpts(&ours, &theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_merges_and_what_does_not_is_counted() {
        let cases = [
            ((15, 0), "15 changes fit together"),
            ((1, 0), "1 change fits"),
            ((0, 0), "Both say the same"),
            ((11, 2), "11 merge by themselves, 2 need you"),
            ((1, 1), "1 merges by itself, 1 needs you"),
            ((0, 3), "3 need you"),
        ];
        for ((fit, open), expected) in cases {
            assert_eq!(summed(fit, open), expected);
        }
    }
}
