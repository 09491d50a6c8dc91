//! Copying what a record says into another record of the same kind, question by question, with what the copy must change.

use crate::model::record::Field;
use crate::model::{Id, Record, Value, View};

/// What a copy changes on the way; nothing, unless said.
pub trait Copying {
    /// The number that the copy of an item gets.
    fn number(&self, _id: Id, number: u32) -> u32 {
        number
    }

    /// What the copy of a text says.
    fn text(&self, _field: &Field, text: &str) -> String {
        text.to_owned()
    }
}

/// A copy that changes nothing.
#[derive(Debug, Clone, Copy)]
pub struct AsItIs;

impl Copying for AsItIs {}

/// Copies all that a record says and all that is in it; its identity stays. The lists of the target are blank.
pub fn record(from: &dyn Record, to: &mut dyn Record, copying: &dyn Copying) {
    to.set_internal(from.internal());
    *to.marks_mut() = from.marks().clone();
    for (at, field) in from.fields().iter().enumerate() {
        if let (Some(old), Some(new)) = (from.value(at), to.value_mut(at)) {
            value((field, old), new, copying);
        }
    }
}

/// Copies an answer: a group question by question, a list into a blank one, and all else by its text, which is written and read
/// in one manner. Rates are written with all their digits, which the text for people leaves out.
pub fn value((field, from): (&Field, &dyn Value), to: &mut dyn Value, copying: &dyn Copying) {
    let text = match from.view() {
        View::Record(inner) => {
            if let Some(inside) = to.record_mut() {
                record(inner, inside, copying);
            }
            return;
        }
        View::Items(items) => {
            let Some(list) = to.items_mut().filter(|list| list.is_empty()) else { return };
            for item in (0..items.len()).filter_map(|at| items.get(at)) {
                let Some((_, id, number)) = item.identity() else { continue };
                let at = list.len();
                list.insert_blank(at, id, copying.number(id, number));
                if let Some(inside) = list.get_mut(at) {
                    record(item, inside, copying);
                }
            }
            return;
        }
        View::Rate(Some(rate)) => rate.fraction().to_string(),
        View::Text(text) => copying.text(field, text),
        View::Lines(lines) => lines.iter().map(|line| copying.text(field, line)).collect::<Vec<_>>().join("\n"),
        view => view.text(),
    };
    let copied = to.set_text(&text);
    debug_assert!(copied.is_ok(), "what a value says reads back");
}
