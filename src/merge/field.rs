//! One answer of the three workbooks: who changed it, whether both changes fit together, and what is put into the result.
//!
//! Answers that hold several things (lists of short texts, links, choices) fit together where the sides touched different
//! members. Words that both changed never do.

use std::collections::BTreeSet;

use crate::difference::{State, copy, same, sequence};
use crate::model::record::Field;
use crate::model::{Date, Id, Money, Number, Rate, Record, Step, Value, View};

use super::links;
use super::numbers::Renumbering;
use super::walk::{self, Three};

/// What kind of answer a field takes: what may be typed where both sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Words,
    Lines,
    /// Several links.
    Links,
    Flag,
    OneOf(&'static [&'static str]),
    Count,
    Number,
    Rate,
    Step,
    Money,
    Date,
}

impl Takes {
    fn of(value: &dyn Value) -> Self {
        match value.view() {
            View::Text(_) => Self::Words,
            View::Lines(_) => Self::Lines,
            View::Links(_) if value.takes_several() => Self::Links,
            View::Links(_) | View::Choices(..) | View::Record(_) | View::Items(_) => Self::Nothing,
            View::Flag(_) => Self::Flag,
            View::Choice(_, labels) => Self::OneOf(labels),
            View::Count(_) => Self::Count,
            View::Number(_) => Self::Number,
            View::Rate(_) => Self::Rate,
            View::Step(_) => Self::Step,
            View::Money(_) => Self::Money,
            View::Date(_) => Self::Date,
        }
    }

    /// Whether such an answer can be read from the text.
    pub(super) fn reads(self, text: &str) -> bool {
        fn read<T: Value>(mut value: T, text: &str) -> bool {
            value.set_text(text).is_ok()
        }
        match self {
            Self::Nothing | Self::Links => false,
            Self::Words | Self::Lines => true,
            Self::Flag => read(false, text),
            Self::OneOf(labels) => labels.contains(&text.trim()) || text.trim().is_empty(),
            Self::Count => read(None::<u64>, text),
            Self::Number => read(None::<Number>, text),
            Self::Rate => read(None::<Rate>, text),
            Self::Step => read(None::<Step>, text),
            Self::Money => read(None::<Money>, text),
            Self::Date => read(None::<Date>, text),
        }
    }
}

/// What becomes of an answer.
pub(super) enum Outcome {
    /// Ours stands: theirs left it alone, or both changed it alike.
    Ours,
    /// Theirs alone changed it.
    Theirs,
    /// Both changed it, and this holds what both want, as text.
    Joined(String),
    /// Both changed it, differently.
    Clash,
}

/// One answer in the three workbooks.
pub(super) struct Answers<'r> {
    at: usize,
    field: &'static Field,
    records: Three<'r, dyn Record + 'r>,
    values: Three<'r, dyn Value + 'r>,
    gone: (&'r BTreeSet<Id>, &'r BTreeSet<Id>),
}

impl<'r> Answers<'r> {
    pub(super) fn of(
        records: Three<'r, dyn Record + 'r>,
        (at, field): (usize, &'static Field),
        gone: (&'r BTreeSet<Id>, &'r BTreeSet<Id>),
    ) -> Option<Self> {
        let values =
            Three { base: records.base.value(at)?, ours: records.ours.value(at)?, theirs: records.theirs.value(at)? };
        Some(Self { at, field, records, values, gone })
    }

    /// What the field takes.
    pub(super) fn takes(&self) -> Takes {
        Takes::of(self.values.ours)
    }

    /// What becomes of it.
    pub(super) fn outcome(&self) -> Outcome {
        let Three { base, ours, theirs } = self.values;
        let is_inside = matches!(base.view(), View::Record(_) | View::Items(_));
        let mark = |record: &dyn Record| record.marks().get(self.field.key).cloned();
        let marks = (mark(self.records.base), mark(self.records.ours), mark(self.records.theirs));
        let kept = |side: &dyn Value, gone| is_inside || links::untouched_value(base.view(), side.view(), gone);
        if marks.2 == marks.0 && kept(theirs, self.gone.1) {
            return Outcome::Ours;
        }
        if marks.1 == marks.0 && kept(ours, self.gone.0) {
            return Outcome::Theirs;
        }
        if marks.1 == marks.2 && (is_inside || same(ours.view(), theirs.view())) {
            return Outcome::Ours;
        }
        if marks.0 == marks.1
            && marks.1 == marks.2
            && let Some(text) = self.joined()
        {
            return Outcome::Joined(text);
        }
        Outcome::Clash
    }

    /// What both want, where they touched different members of it.
    fn joined(&self) -> Option<String> {
        let Three { base, ours, theirs } = self.values;
        match (base.view(), ours.view(), theirs.view()) {
            (View::Lines(base), View::Lines(ours), View::Lines(theirs)) => {
                lines(base, ours, theirs).map(|lines| lines.join("\n"))
            }
            (View::Choices(base, labels), View::Choices(ours, _), View::Choices(theirs, _)) => {
                let bits = base & ours & theirs | ours & !base | theirs & !base;
                Some(View::Choices(bits, labels).text())
            }
            (View::Links(base), View::Links(ours), View::Links(theirs)) if self.values.ours.takes_several() => {
                let stays = |id: &&Id| {
                    let left = |side: &[Id], gone: &BTreeSet<Id>| side.contains(id) || gone.contains(id);
                    !base.contains(id) || left(ours, self.gone.0) && left(theirs, self.gone.1)
                };
                let mine: Vec<Id> = ours.iter().filter(stays).copied().collect();
                let new = theirs.iter().filter(|id| !mine.contains(id)).filter(stays);
                let ids: Vec<Id> = mine.iter().copied().chain(new.copied()).collect();
                Some(View::Links(&ids).text())
            }
            _ => None,
        }
    }

    /// What one of the records says.
    pub(super) fn state(&self, record: &dyn Record, name: &dyn Fn(Id) -> String) -> State {
        let value = record.value(self.at).map_or(View::Text(""), Value::view);
        walk::state(self.field, value, record.marks().get(self.field.key), name)
    }

    /// Puts in what theirs says.
    pub(super) fn take_theirs(&self, out: &mut dyn Record, numbers: &Renumbering) {
        out.marks_mut().set(self.field.key, self.records.theirs.marks().get(self.field.key).cloned());
        if let Some(value) = out.value_mut(self.at) {
            copy::value((self.field, self.values.theirs), value, numbers);
        }
    }

    /// Puts in what both say, ours first.
    pub(super) fn take_both(&self, out: &mut dyn Record, numbers: &Renumbering) {
        let text = match (self.values.ours.view(), self.values.theirs.view()) {
            (View::Text(ours), View::Text(theirs)) => {
                let theirs = numbers.follow(theirs);
                let between = if self.field.prose { "\n\n" } else { " / " };
                match (ours.trim(), theirs.trim()) {
                    ("", _) => theirs,
                    (_, "") => ours.to_owned(),
                    (mine, other) => format!("{mine}{between}{other}"),
                }
            }
            (View::Lines(ours), View::Lines(theirs)) => {
                let theirs: Vec<String> = theirs.iter().map(|line| numbers.follow(line)).collect();
                let new = theirs.iter().filter(|line| !ours.contains(line));
                ours.iter().chain(new).map(String::as_str).collect::<Vec<_>>().join("\n")
            }
            (View::Links(ours), View::Links(theirs)) => {
                let new = theirs.iter().filter(|id| !ours.contains(id));
                View::Links(&ours.iter().chain(new).copied().collect::<Vec<_>>()).text()
            }
            (ours, _) => ours.text(),
        };
        self.take_text(out, &text);
    }

    /// Puts in other words; an answer takes away a mark.
    pub(super) fn take_text(&self, out: &mut dyn Record, text: &str) {
        put(out, self.at, text);
        if !text.trim().is_empty() {
            out.marks_mut().set(self.field.key, None);
        }
    }
}

/// Sets an answer to a text that it is known to read.
pub(super) fn put(out: &mut dyn Record, at: usize, text: &str) {
    if let Some(value) = out.value_mut(at) {
        let put = value.set_text(text);
        debug_assert!(put.is_ok(), "what was read before is read again");
    }
}

/// Lists of short texts: what both want, unless both changed the same lines or what one changed the other took out.
fn lines(base: &[String], ours: &[String], theirs: &[String]) -> Option<Vec<String>> {
    let (mine, other) = (Edit::of(base, ours), Edit::of(base, theirs));
    let mut merged: Vec<String> = Vec::new();
    let mut at = 0;
    while at <= base.len() {
        // lines that both took out belong together with what was put in around them
        let run = (at..base.len()).take_while(|line| !mine.keeps(*line) && !other.keeps(*line)).count();
        let (one, two) = (mine.put_in(at..=at + run), other.put_in(at..=at + run));
        if run > 0 && one != two && !(one.is_empty() && two.is_empty()) {
            return None;
        }
        merged.extend(one.iter().copied().cloned());
        merged.extend(two.iter().filter(|line| !one.contains(line)).copied().cloned());
        at += run;
        if let Some(line) = base.get(at).filter(|_| mine.keeps(at) && other.keeps(at)) {
            merged.push(line.clone());
        }
        at += 1;
    }
    Some(merged)
}

/// What one side did to a list of lines.
struct Edit<'a> {
    /// Which lines of the base it kept.
    kept: Vec<bool>,
    /// What it put in before each line of the base, and after the last.
    put: Vec<Vec<&'a String>>,
}

impl<'a> Edit<'a> {
    fn of(base: &[String], side: &'a [String]) -> Self {
        let mut edit = Self { kept: vec![false; base.len()], put: vec![Vec::new(); base.len() + 1] };
        let common = sequence::common(base, side);
        let mut pairs = common.iter().copied().peekable();
        let mut before = 0; // the line of the base that the next one of the side stands before
        for (at, line) in side.iter().enumerate() {
            if let Some((old, _)) = pairs.next_if(|(_, new)| *new == at) {
                if let Some(kept) = edit.kept.get_mut(old) {
                    *kept = true;
                }
                before = old + 1;
            } else if let Some(put) = edit.put.get_mut(before) {
                put.push(line);
            }
        }
        edit
    }

    fn keeps(&self, at: usize) -> bool {
        self.kept.get(at).copied().unwrap_or(false)
    }

    fn put_in(&self, gaps: std::ops::RangeInclusive<usize>) -> Vec<&'a String> {
        gaps.filter_map(|gap| self.put.get(gap)).flatten().copied().collect()
    }
}
