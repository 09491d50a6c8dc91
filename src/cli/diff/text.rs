//! A difference for a terminal: what it means first, then item by item, and edits of wording at the end.

use crate::assess::effects::Way;
use crate::difference::signing::{Signings, Telling};
use crate::difference::wording::{self, Run};
use crate::difference::{Change, State, What, told};
use crate::model::Id;
use crate::words;

use super::{Compared, counted};

/// Texts from this many characters are shown with what was taken out and put in; shorter ones side by side.
const LONG: usize = 60;

/// How many words of what stayed are shown around an edit.
const AROUND: usize = 8;

pub(super) fn write(compared: &Compared) -> String {
    let Compared { before, after, difference, effects } = compared;
    let mut text = String::new();
    if difference.is_empty() {
        say!(text, "{} and {} say the same.", before.0, after.0);
        return text;
    }
    let ways = [(Way::Worse, "worse"), (Way::Better, "better")];
    let ways = ways.into_iter().filter(|(way, _)| effects.count(*way) > 0);
    let ways = ways.map(|(way, word)| format!("{} {word}", effects.count(way)));
    let counted: Vec<String> = std::iter::once(counted(difference)).chain(ways).collect();
    say!(text, "{} → {}\n{}.", before.0, after.0, counted.join(", "));
    if !effects.all().is_empty() {
        say!(text, "\nWhat it means");
        for effect in effects.all() {
            say!(text, "  {} {:<9} {}: {}", effect.way.glyph(), effect.way.label(), effect.about, effect.words);
        }
    }
    for section in difference.sections() {
        let changes: Vec<&Change> = difference.of_section(section).filter(|change| !change.is_wording()).collect();
        if !changes.is_empty() {
            say!(text, "\n{}", section.title());
            by_item(&changes, section.title(), &mut text);
        }
    }
    let wording: Vec<&Change> = difference.changes().iter().filter(|change| change.is_wording()).collect();
    if !wording.is_empty() {
        say!(text, "\nWording only: {}", words::how_many(wording.len(), "edit", "edits"));
        by_item(&wording, "", &mut text);
    }
    text
}

/// The changes of a section, each item's together. Those of the section itself stand right under its heading, which says whose they
/// are.
pub(super) fn by_item(changes: &[&Change], under: &str, text: &mut String) {
    let mut signings = Signings::of(changes.iter().copied());
    for group in changes.chunk_by(|one, other| item(one) == item(other)) {
        let Some(first) = group.first() else { continue };
        let heading = match group.iter().find_map(|change| old_title(change)) {
            Some(old) => format!("{}, was {old}", first.subject()),
            None => first.subject(),
        };
        let lines = group.iter().filter_map(|change| match signings.tell(change) {
            Telling::Itself => Some(line(change)),
            Telling::Signature(words) => Some(words),
            Telling::Told => None,
        });
        match group {
            _ if heading == under => lines.for_each(|line| say!(text, "  {line}")),
            [only] if !matches!(only.what, What::Field { .. }) => say!(text, "  {heading}: {}", only.words()),
            _ => {
                say!(text, "  {heading}");
                lines.for_each(|line| say!(text, "    {line}"));
            }
        }
    }
}

/// The innermost item of a change.
fn item(change: &Change) -> Option<Id> {
    change.place.item().map(|(_, id, _)| id)
}

/// What an item was called, if the change renames it: its name is what its title is now.
fn old_title(change: &Change) -> Option<String> {
    match &change.what {
        What::Field { before, after, .. }
            if item(change).is_some()
                && before.is_answered()
                && after.is_answered()
                && after.answer.trim() == change.title.trim() =>
        {
            Some(shortened(before.answer.trim()))
        }
        _ => None,
    }
}

/// One change without its subject. Long texts show what was taken out and put in, as git does word by word.
fn line(change: &Change) -> String {
    match &change.what {
        What::Field { field, before, after } if field.picture => format!("{}: {}", field.label, picture(before, after)),
        What::Field { field, before, after } => {
            let (was, is) = told(before, after);
            let is_long = was.chars().count().max(is.chars().count()) >= LONG;
            let both = before.is_answered() && after.is_answered();
            if is_long && both { format!("{}: {}", field.label, marked(&was, &is)) } else { flat(&change.words()) }
        }
        _ => change.words(),
    }
}

fn picture(before: &State, after: &State) -> &'static str {
    match (before.answer.is_empty(), after.answer.is_empty()) {
        (true, _) => "blank → a picture",
        (_, true) => "a picture → blank",
        _ => "another picture",
    }
}

fn marked(before: &str, after: &str) -> String {
    let runs = wording::runs(before, after);
    let last = runs.len().saturating_sub(1);
    let told = runs.iter().enumerate().map(|(at, run)| match run {
        Run::Same(text) => near(text, at == 0, at == last),
        Run::Removed(text) => format!("[-{text}-]"),
        Run::Added(text) => format!("{{+{text}+}}"),
    });
    flat(&told.collect::<String>())
}

/// What stayed: the words next to an edit.
fn near(text: &str, is_first: bool, is_last: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let (head, tail) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
    if words.len() <= head + tail + 2 {
        return text.to_owned();
    }
    let start = words.get(..head).unwrap_or_default().concat();
    let end = words.get(words.len() - tail..).unwrap_or_default().concat();
    format!("{start}… {end}")
}

fn flat(text: &str) -> String {
    text.replace('\n', "\n      ")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
