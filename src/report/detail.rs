//! Items in full: every answered question with its label, walked from the questions' one declaration, so that a field that
//! is new in the model is in the documents without a further line.

use crate::model::mark::Mark;
use crate::model::place::Index;
use crate::model::{Record, Value, View};
use crate::words;

use super::block::{Rich, Style};

/// Every answer of a record as label and words, in order, without the fields in `told` (said elsewhere in the document).
/// Unknown and not applicable are said as such.
#[must_use]
pub fn answers(record: &dyn Record, index: &Index, told: &[&str]) -> Vec<(&'static str, Rich)> {
    record
        .answers()
        .filter(|(field, _)| !told.contains(&field.key) && !field.sealed)
        .filter_map(|(field, value)| {
            let mut text = answer(value.view(), index);
            if let Some(mark) = record.marks().get(field.key) {
                if !text.is_blank() {
                    text = text.then(" ");
                }
                text = text.with(marked(mark));
            }
            (!text.is_blank()).then_some((field.label, text))
        })
        .collect()
}

/// Answers up to this many characters share a line with their neighbors.
const SHORT: usize = 44;

/// The answers of a record as running text with labels set bold: short ones side by side, long ones on lines of their own.
#[must_use]
pub fn run_in(record: &dyn Record, index: &Index, told: &[&str]) -> Rich {
    pack(answers(record, index, told))
}

/// The answers to the fields named, in that order, as [`run_in`] sets them.
#[must_use]
pub fn only(record: &dyn Record, index: &Index, keys: &[&str]) -> Rich {
    let mut found = answers(record, index, &[]);
    let position = |label: &str| {
        let key = record.fields().iter().find(|field| field.label == label).map(|field| field.key);
        keys.iter().position(|wanted| Some(*wanted) == key)
    };
    found.retain(|(label, _)| position(label).is_some());
    found.sort_by_key(|(label, _)| position(label));
    pack(found)
}

fn pack(answers: Vec<(&'static str, Rich)>) -> Rich {
    let mut text = Rich::default();
    let mut after_short = false;
    for (label, value) in answers {
        let short = value.words().chars().count() <= SHORT && !value.words().contains('\n');
        if !text.0.is_empty() {
            text = text.then(if short && after_short { "\u{2003}" } else { "\n" });
        }
        after_short = short;
        let label = if label.ends_with(['?', '.']) { format!("{label} ") } else { format!("{label}: ") };
        text = text.and(Style::Strong, label).with(value);
    }
    text
}

/// A cell's words: the answer to one field, or what its mark says.
#[must_use]
pub fn one(record: &dyn Record, key: &str, index: &Index) -> Rich {
    let answer = record.answer(key).map(|value| answer(value.view(), index)).unwrap_or_default();
    match record.marks().get(key) {
        Some(mark) if answer.is_blank() => marked(mark),
        _ => answer,
    }
}

/// The same, or what is missing, in the alert color.
#[must_use]
pub fn or_alert(record: &dyn Record, key: &str, index: &Index, missing: &str) -> Rich {
    let said = one(record, key, index);
    if said.is_blank() { Rich::alert(missing) } else { said }
}

/// Whether a question is still open: no answer, and no mark that it does not apply or is left out of this edition.
#[must_use]
pub fn is_missing(record: &dyn Record, key: &str) -> bool {
    let blank = record.answer(key).is_none_or(Value::is_blank);
    blank && !matches!(record.marks().get(key), Some(Mark::NotApplicable { .. } | Mark::Withheld))
}

/// A value in words.
#[must_use]
pub fn answer(view: View<'_>, index: &Index) -> Rich {
    match view {
        View::Record(record) => run_in(record, index, &[]),
        View::Items(items) => {
            let each = (0..items.len()).filter_map(|at| items.get(at)).map(|item| short(item, index));
            Rich::plain(each.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "))
        }
        _ => Rich::plain(words::answer(view, &|id| index.words(id))),
    }
}

/// An item in one line: its answers, those after the first two with their labels where the words alone would not say what
/// they are.
#[must_use]
pub fn short(record: &dyn Record, index: &Index) -> String {
    let mut parts = Vec::new();
    for (position, (field, value)) in record.answers().enumerate() {
        if field.sealed {
            continue;
        }
        let view = value.view();
        let mut text = answer(view, index).words();
        if let Some(mark) = record.marks().get(field.key) {
            text = format!("{text} {}", marked(mark).words()).trim().to_owned();
        }
        if text.trim().is_empty() {
            continue;
        }
        let speaks_for_itself = position == 0 || matches!(view, View::Choice(..) | View::Date(_) | View::Money(_));
        let text = text.trim_end_matches('.');
        parts.push(if speaks_for_itself { text.to_owned() } else { format!("{}: {text}", field.label.to_lowercase()) });
    }
    parts.join(", ")
}

/// What a mark says.
#[must_use]
pub fn marked(mark: &Mark) -> Rich {
    match mark {
        Mark::Unknown { owner, due, question } => {
            let mut text = Rich::alert("Not known yet.");
            if !question.trim().is_empty() {
                text = text.then(format!(" {}", words::sentence(question)));
            }
            let who =
                if owner.trim().is_empty() { "Nobody looks into it".to_owned() } else { format!("{owner} finds out") };
            let when = due.map(|due| format!(" by {}", words::date(due))).unwrap_or_default();
            text.and(Style::Quiet, format!(" {who}{when}."))
        }
        Mark::Withheld => Rich::quiet("Left out of this edition."),
        Mark::NotApplicable { reason } => {
            let text = Rich::quiet("Does not apply.");
            if reason.trim().is_empty() { text } else { text.then(format!(" {}", words::sentence(reason))) }
        }
    }
}
