//! The workbook without what a profile leaves out, as a workbook: whatever is made from it cannot leak it.
//!
//! | file | what it does |
//! | --- | --- |
//! | `hidden` | what is marked internal, and what speaks of it |
//! | `names` | the names of people, where they are asked for and wherever else they stand |
//! | `paths` | folders of this machine in texts |
//! | `words` | what was taken out, in words that every document says |
//!
//! A question that loses its answer gets [`Mark::Withheld`], so that no document calls it missing. How bad it is what is left
//! out is judged on the full workbook, so that nothing bad disappears silently. What stands in running text is found where the
//! same name stands in a field that asks for one; amounts in running text are not found. The preflight says so. Profiles are
//! always taken out with the rest: who else gets what is nobody else's business.

mod hidden;
mod names;
mod paths;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use crate::find::is_key;
use crate::model::mark::Mark;
use crate::model::metrics::Unit;
use crate::model::pack::{LeftOut, Profile};
use crate::model::{Field, ItemKind, List, Record, Section, Value, View, Workbook};
use crate::report::Withheld;

use hidden::Hidden;
use names::Names;
use words::Tally;

pub use names::{ADDRESS_WITHHELD, NAME_WITHHELD};
pub(super) use paths::has_path;

/// A workbook for others, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Redacted {
    /// What is left.
    pub workbook: Workbook,
    /// What was taken out, in words for every document.
    pub withheld: Withheld,
}

/// Takes out what a profile leaves out.
#[must_use]
pub fn redact(workbook: &Workbook, profile: &Profile) -> Redacted {
    redact_with(workbook, None, profile).0
}

/// The same for a workbook and for what readers saw of it before: what is internal now, or was then, is in neither, and a name
/// that either knows is withheld in both.
pub(super) fn redact_with(
    workbook: &Workbook,
    earlier: Option<&Workbook>,
    profile: &Profile,
) -> (Redacted, Option<Workbook>) {
    let leaves = |what| profile.left_out.has(what);
    if profile.left_out.get().is_empty() {
        return (Redacted { workbook: workbook.clone(), withheld: Withheld::default() }, earlier.cloned());
    }
    let hidden = if leaves(LeftOut::Internal) { Hidden::of(workbook) } else { Hidden::default() };
    let hidden_then = earlier.filter(|_| leaves(LeftOut::Internal)).map_or_else(Hidden::default, Hidden::of);
    let names = leaves(LeftOut::Names).then(|| {
        let mut names = Names::of(workbook);
        if let Some(earlier) = earlier {
            names.add(earlier);
        }
        names
    });
    let mut now = Redaction { profile, hidden: &hidden, names: names.as_ref(), tally: Tally::default() };
    let left = now.workbook(workbook);
    let parts = words::parts(workbook, &now, earlier.is_some());
    let before = earlier.map(|earlier| {
        let both = hidden_then.with(&hidden, earlier);
        Redaction { profile, hidden: &both, names: names.as_ref(), tally: Tally::default() }.workbook(earlier)
    });
    let withheld = Withheld { profile: profile.name.trim().to_owned(), parts, annexes: leaves(LeftOut::Annexes) };
    (Redacted { workbook: left, withheld }, before)
}

/// A redaction under way.
struct Redaction<'a> {
    profile: &'a Profile,
    hidden: &'a Hidden,
    names: Option<&'a Names>,
    tally: Tally,
}

/// Where the walk is.
struct Spot {
    /// The fields from the section down, as in `Place::path`.
    path: String,
    /// The innermost item.
    item: Option<crate::model::Id>,
    /// Whether numbers here are amounts: those of a metric in money.
    amounts: bool,
}

impl Redaction<'_> {
    fn workbook(&mut self, whole: &Workbook) -> Workbook {
        let mut workbook = whole.clone();
        for section in Section::ALL {
            let spot = &mut Spot { path: section.key().to_owned(), item: None, amounts: false };
            let record = workbook.section_mut(*section);
            if self.hidden.sections.contains(section) {
                self.tally.sections.push(*section);
                blank(record);
            } else {
                self.record(record, spot);
            }
        }
        Arc::make_mut(&mut workbook.pack).profiles = List::default();
        workbook
    }

    fn leaves(&self, what: LeftOut) -> bool {
        self.profile.left_out.has(what)
    }

    /// Takes out of a record, and of what is in it, what is left out.
    fn record(&mut self, record: &mut dyn Record, spot: &mut Spot) {
        let mut withheld = Vec::new();
        for index in 0..record.fields().len() {
            let Some(field) = record.fields().get(index) else { continue };
            let Some(value) = record.value_mut(index) else { continue };
            let outer = spot.path.len();
            spot.path.push('.');
            spot.path.push_str(field.key);
            if self.value(field, value, spot) {
                withheld.push(field.key);
            }
            spot.path.truncate(outer);
        }
        for key in withheld {
            record.marks_mut().set(key, Some(Mark::Withheld));
        }
        self.marks(record, spot);
        if self.leaves(LeftOut::Internal) {
            record.set_internal(false);
        }
    }

    /// The same for one answer; whether it has to be marked as withheld.
    fn value(&mut self, field: &'static Field, value: &mut dyn Value, spot: &mut Spot) -> bool {
        match value.view() {
            View::Text(text) if !is_key(field) && !text.is_empty() => {
                if let Some(new) = self.text(text, field, spot) {
                    value.set_text(&new).ok();
                }
                false
            }
            View::Lines(lines) if !is_key(field) => {
                let new: Vec<Option<String>> = lines.iter().map(|line| self.text(line, field, spot)).collect();
                if new.iter().any(Option::is_some) {
                    let whole = new.into_iter().zip(lines).map(|(new, old)| new.unwrap_or_else(|| old.clone()));
                    let whole = whole.collect::<Vec<_>>().join("\n");
                    value.set_text(&whole).ok();
                }
                false
            }
            View::Links(ids) => {
                let left: Vec<String> =
                    ids.iter().filter(|id| !self.hidden.ids.contains(id)).map(ToString::to_string).collect();
                let (some_gone, all_gone) = (left.len() < ids.len(), left.is_empty());
                if some_gone {
                    value.set_text(&left.join("\n")).ok();
                }
                some_gone && all_gone
            }
            View::Money(Some(_)) if self.leaves(LeftOut::Amounts) => self.clear_amount(value),
            View::Number(Some(_)) if spot.amounts && self.leaves(LeftOut::Amounts) => self.clear_amount(value),
            View::Record(inner) => {
                let is_hidden = self.hidden.parts.contains(&(spot.item, spot.path.clone())) && !inner.is_blank();
                if let Some(inner) = value.record_mut() {
                    if is_hidden {
                        self.tally.parts += 1;
                        blank(inner);
                    } else {
                        self.record(inner, spot);
                    }
                }
                false
            }
            View::Items(_) => self.items(value, spot),
            _ => false,
        }
    }

    fn clear_amount(&mut self, value: &mut dyn Value) -> bool {
        self.tally.amounts += 1;
        value.set_text("").is_ok()
    }

    /// The items of a list; whether the last of them was taken out.
    fn items(&mut self, value: &mut dyn Value, spot: &mut Spot) -> bool {
        let Some(items) = value.items_mut() else { return false };
        let before = items.len();
        let all = self.leaves(LeftOut::Comments) && spot.path == "reviews.comments";
        for at in (0..before).rev() {
            let Some((kind, id, _)) = items.get(at).and_then(Record::identity) else { continue };
            if all {
                self.tally.comments += 1;
                items.remove(at);
            } else if self.hidden.ids.contains(&id) {
                self.tally.item(kind, id);
                items.remove(at);
            }
        }
        for at in 0..items.len() {
            let Some(item) = items.get_mut(at) else { continue };
            let outer = (spot.item, spot.amounts);
            if let Some((kind, id, _)) = item.identity() {
                spot.item = Some(id);
                spot.amounts = if kind == ItemKind::Metric { is_in_money(item) } else { outer.1 };
            }
            self.record(item, spot);
            (spot.item, spot.amounts) = outer;
        }
        before > 0 && items.is_empty()
    }

    /// A text without names and paths, if there were any in it.
    fn text(&mut self, text: &str, field: &Field, spot: &Spot) -> Option<String> {
        let without_names = self.names.and_then(|names| {
            let new =
                if names::asks_for_people(&spot.path, field) { names.of_person(text) } else { names.in_text(text) };
            self.tally.names += usize::from(new.is_some());
            new
        });
        let text = without_names.as_deref().unwrap_or(text);
        let without_paths = self.leaves(LeftOut::Paths).then(|| paths::shortened(text)).flatten();
        self.tally.paths += usize::from(without_paths.is_some());
        without_paths.or(without_names)
    }

    /// The marks of a record without names and paths.
    fn marks(&mut self, record: &mut dyn Record, spot: &Spot) {
        let old: Vec<(String, Mark)> =
            record.marks().iter().map(|(key, mark)| (key.to_owned(), mark.clone())).collect();
        for (key, mark) in old {
            let mut plain = |text: &str| self.text(text, &PROSE, spot).unwrap_or_else(|| text.to_owned());
            let new = match &mark {
                Mark::Withheld => continue,
                Mark::NotApplicable { reason } => Mark::NotApplicable { reason: plain(reason) },
                Mark::Unknown { owner, due, question } => {
                    let question = plain(question);
                    let owner = self.names.and_then(|names| names.of_person(owner)).unwrap_or_else(|| owner.clone());
                    Mark::Unknown { owner, due: *due, question }
                }
            };
            if new != mark {
                record.marks_mut().set(&key, Some(new));
            }
        }
    }
}

/// Stands for a question that asks for no person.
const PROSE: Field = Field::new("", "", "");

/// Whether the numbers of a metric are amounts of money.
fn is_in_money(metric: &dyn Record) -> bool {
    match metric.answer("unit").map(Value::view) {
        Some(View::Choice(Some(at), _)) => Unit::ALL.get(at) == Some(&Unit::Money),
        _ => false,
    }
}

/// Takes every answer out of a record, and marks those that there were. Keys of the program stay: which framework, which
/// language.
fn blank(record: &mut dyn Record) {
    for index in 0..record.fields().len() {
        let Some(field) = record.fields().get(index).filter(|field| !is_key(field)) else { continue };
        let marked = record.marks().get(field.key).is_some();
        let Some(value) = record.value_mut(index) else { continue };
        let answered = !value.is_blank() && !matches!(value.view(), View::Flag(_));
        if let Some(inner) = value.record_mut() {
            blank(inner);
        } else if let Some(items) = value.items_mut() {
            (0..items.len()).rev().for_each(|at| {
                items.remove(at);
            });
        } else {
            value.set_text("").ok();
        }
        if answered || marked {
            record.marks_mut().set(field.key, Some(Mark::Withheld));
        }
    }
    record.set_internal(false);
}
