//! What was written since: section by section, each item or field with what it said and what it says.

use crate::difference::signing::{Signings, Telling};
use crate::difference::wording::{self, Run};
use crate::difference::{Change, Difference, What, told};
use crate::model::Section;
use crate::model::mark::Mark;
use crate::report::block::{Block, Glyph, Rich, Row, Style};
use crate::report::compose::{Numbering, cell, column, fitted, heading, mark, note, paragraph, source, table};
use crate::words;

/// Sentences up to this many characters are shown whole; of longer ones what differs, with a few words around it.
const WHOLE: usize = 240;
/// In texts from this many characters, the words that differ are struck or underlined.
const LONG: usize = 60;
/// How many words stand around what differs.
const AROUND: usize = 6;

/// A table for each section in which something differs.
pub(super) fn by_section(difference: &Difference, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    if difference.is_empty() {
        blocks.push(paragraph("Nothing was changed."));
    }
    for section in difference.sections() {
        let (wording, told): (Vec<&Change>, Vec<&Change>) =
            difference.of_section(section).filter(|change| !is_reworded(change)).partition(|one| one.is_spelling());
        if told.is_empty() && wording.is_empty() {
            continue;
        }
        blocks.push(heading(2, section.title()).from_section(section));
        if !told.is_empty() {
            let mut signings = Signings::of(told.iter().copied());
            let rows = told.iter().filter_map(|change| match signings.tell(change) {
                Telling::Itself => Some(row_of(change)),
                Telling::Signature(words) => Some(signature(change, words)),
                Telling::Told => None,
            });
            let rows = rows.collect();
            let columns = vec![fitted("Change"), column("Where", 1.1), column("Was", 1.6), column("Is", 1.6)];
            let caption = numbers.table(&format!("Changes in {}.", section.title().to_lowercase()));
            blocks.push(table(caption, columns, rows).from_section(section));
        }
        if !wording.is_empty() {
            blocks.push(note(wording_words(&wording)).from_section(section));
        }
    }
}

/// Whether an edit of a long text is of wording alone, and more than capitals, punctuation and spacing.
fn is_reworded(change: &Change) -> bool {
    change.is_wording() && !change.is_spelling()
}

/// Long texts that say the same in other words, in a table of their own behind what changed in substance; nothing without them.
pub(super) fn reworded(difference: &Difference, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let reworded: Vec<&Change> = difference.changes().iter().filter(|change| is_reworded(change)).collect();
    if reworded.is_empty() {
        return;
    }
    blocks.push(heading(2, "Wording only"));
    let rows = reworded.iter().map(|change| row_of(change)).collect();
    let columns = vec![fitted("Change"), column("Where", 1.1), column("Was", 1.6), column("Is", 1.6)];
    let caption =
        "Edits of wording: no figure, citation or word that turns a sentence around, and most of the text stayed.";
    blocks.push(table(numbers.table(caption), columns, rows));
}

/// Edits of wording, counted, with the fields that they are in.
fn wording_words(changes: &[&Change]) -> String {
    let mut places: Vec<String> = changes.iter().map(|change| change.subject()).collect();
    places.dedup();
    let named = if places.len() > 6 { String::new() } else { format!(": {}", words::roles(&places)) };
    let count = words::capitalized(&words::how_many(changes.len(), "edit", "edits"));
    let are = if changes.len() == 1 { "is" } else { "are" };
    format!("{count} of capitals, punctuation or spacing {are} not listed{named}.")
}

/// A signature, which changes several fields at once.
fn signature(change: &Change, words: String) -> Row {
    let item = change.place.items.first().map(|(_, id, _)| *id);
    let where_it_is = Rich::strong(shortened(&change.subject())).then("\nSignature");
    let cells = vec![mark(Glyph::Done, "Signed"), cell(where_it_is), cell(Rich::quiet("–")), cell(Rich::plain(words))];
    Row { cells, anchor: String::new(), source: Some(source(change.place.section, item)) }
}

fn row_of(change: &Change) -> Row {
    let (glyph, word) = match &change.what {
        What::Added(_) => (Glyph::Done, "Added"),
        What::Removed(_) => (Glyph::Exceeded, "Removed"),
        What::Moved { .. } => (Glyph::Advice, "Moved"),
        What::Field { before, after, .. } if !before.is_answered() && after.is_answered() => (Glyph::Done, "Filled in"),
        What::Field { before, after, .. } if before.is_answered() && !after.is_answered() => {
            (Glyph::Question, "Taken out")
        }
        What::Field { .. } | What::Internal(_) | What::Number(..) => (Glyph::InProgress, "Changed"),
    };
    let item = change.place.items.first().map(|(_, id, _)| *id);
    let (was, is) = sides(change);
    let cells = vec![mark(glyph, word), cell(place(change)), cell(was), cell(is)];
    Row { cells, anchor: String::new(), source: Some(source(change.place.section, item)) }
}

/// The item and the question.
fn place(change: &Change) -> Rich {
    let subject = change.subject();
    let label = match &change.what {
        What::Field { field, .. } => field.label,
        _ => "",
    };
    // of a section, the heading says its name
    let is_section = change.place.items.is_empty();
    match (is_section, label) {
        (true, "") => Rich::strong(subject),
        (true, label) => Rich::strong(label),
        (false, "") => Rich::strong(shortened(&subject)),
        (false, label) => Rich::strong(shortened(&subject)).then(format!("\n{label}")),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(90) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

fn sides(change: &Change) -> (Rich, Rich) {
    let quiet = Rich::quiet;
    match &change.what {
        What::Added(_) => (quiet("–"), Rich::plain(kind(change))),
        What::Removed(_) => (Rich::plain(kind(change)), quiet("–")),
        What::Moved { from, to } => {
            (Rich::plain(format!("place {}", from + 1)), Rich::plain(format!("place {}", to + 1)))
        }
        What::Internal(inside) => {
            let told = |inside: bool| Rich::plain(if inside { "inside the organization" } else { "for others too" });
            (told(!inside), told(*inside))
        }
        What::Number(before, after) => {
            (Rich::plain(format!("number {before}")), Rich::plain(format!("number {after}")))
        }
        What::Field { field, before, after } => {
            if field.picture {
                return pictures(!before.answer.is_empty(), !after.answer.is_empty());
            }
            let (was, is) = told(before, after);
            let (was, is) = around(&was, &is);
            if before.is_answered() && after.is_answered() && was.chars().count().max(is.chars().count()) >= LONG {
                return word_by_word(&was, &is);
            }
            (said(&was, before.mark.as_ref()), said(&is, after.mark.as_ref()))
        }
    }
}

/// Both texts, with the words struck that only the first has, and those underlined that only the second has.
fn word_by_word(before: &str, after: &str) -> (Rich, Rich) {
    let (mut was, mut is) = (Rich::default(), Rich::default());
    for run in wording::runs(before, after) {
        match run {
            Run::Same(text) => (was, is) = (was.and(Style::Plain, text.clone()), is.and(Style::Plain, text)),
            Run::Removed(text) => was = was.and(Style::Removed, text),
            Run::Added(text) => is = is.and(Style::Added, text),
        }
    }
    (was, is)
}

/// A picture is not words: whether there is one.
fn pictures(before: bool, after: bool) -> (Rich, Rich) {
    let told = |there: bool, word: &str| if there { Rich::plain(word) } else { Rich::quiet("blank") };
    (told(before, "a picture"), told(after, if before { "another picture" } else { "a picture" }))
}

fn said(text: &str, mark: Option<&Mark>) -> Rich {
    match mark {
        Some(Mark::Unknown { .. }) => Rich::alert(text),
        _ if text == "blank" => Rich::quiet(text),
        _ => Rich::plain(text),
    }
}

fn kind(change: &Change) -> String {
    change.place.item().map_or_else(|| Section::title(change.place.section), |(kind, ..)| kind.singular()).to_owned()
}

/// Both texts; of long ones that begin and end alike, only what differs with a few words around it.
fn around(before: &str, after: &str) -> (String, String) {
    if before.chars().count() <= WHOLE && after.chars().count() <= WHOLE {
        return (before.to_owned(), after.to_owned());
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let first = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let shorter = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(|(one, other)| one == other).count();
    let cut = |words: &[&str]| {
        let from = first.saturating_sub(AROUND);
        let to = (words.len() - last).saturating_add(AROUND).min(words.len());
        let middle = words.get(from..to).unwrap_or_default().join(" ");
        let (lead, tail) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
        format!("{lead}{middle}{tail}")
    };
    (cut(&old), cut(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_long_texts_the_words_that_differ_are_struck_and_underlined() {
        let (was, is) = word_by_word("It waits for a person.", "It waits for a senior nurse.");
        let edited = |rich: &Rich| -> Vec<(Style, String)> {
            let edited = rich.0.iter().filter(|span| span.style != Style::Plain);
            edited.map(|span| (span.style, span.text.clone())).collect()
        };
        assert_eq!(edited(&was), [(Style::Removed, "person".to_owned())]);
        assert_eq!(edited(&is), [(Style::Added, "senior nurse".to_owned())]);
        assert_eq!(
            (was.words(), is.words()),
            ("It waits for a person.".to_owned(), "It waits for a senior nurse.".to_owned())
        );
    }

    #[test]
    fn long_texts_are_cut_to_what_differs() {
        let same = "word ".repeat(80);
        let (was, is) = around(&format!("{same}old {same}"), &format!("{same}new and more {same}"));
        assert_eq!(was, "… word word word word word word old word word word word word word …");
        assert_eq!(is, "… word word word word word word new and more word word word word word word …");
        assert_eq!(around("a", "b"), ("a".to_owned(), "b".to_owned()));
        let (was, is) = around(&same, &format!("{same}word"));
        assert!(was.starts_with("… word") && is.ends_with("word"), "{was} / {is}");
    }
}
