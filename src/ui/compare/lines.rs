//! The rows of a difference between any two workbooks: what changed, from what to what, and what that means.
//!
//! Relies on `difference` for what was written and on `assess::effects` for what follows. Pure, and takes a while for large
//! workbooks: a job works it out, a page keeps it and draws it as [`Rows`].

use std::collections::BTreeMap;

use crate::assess::effects::{self, Effect, Effects, Way};
use crate::difference::are_unrelated;
use crate::difference::signing::{Signings, Telling};
use crate::difference::{Change, Difference, What, told};
use crate::model::place::Place;
use crate::model::record::cite;
use crate::model::{Date, Id, Workbook};
use crate::ui::icons;
use crate::words::capitalized;

pub use super::rows::Rows;

/// What happened to what a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It stands elsewhere in its list.
    Moved,
}

impl Mark {
    /// The mark in a word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Removed => "Removed",
            Self::Changed => "Changed",
            Self::Moved => "Moved",
        }
    }

    /// The sign before the word.
    #[must_use]
    pub const fn icon(self) -> char {
        match self {
            Self::Added => icons::PLUS,
            Self::Removed => icons::MINUS,
            Self::Changed => icons::ARROWS_LEFT_RIGHT,
            Self::Moved => icons::SORT_ASCENDING,
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happened.
    pub mark: Mark,
    /// The item that people cite; `None` if it is about a section.
    pub id: Option<Id>,
    /// What people cite: `UB-4`, or the title of the section.
    pub cited: String,
    /// The field, or the kind of what came or went.
    pub about: String,
    /// What it said; empty for what is new.
    pub before: String,
    /// What it says; empty for what is gone.
    pub after: String,
    /// What it means, and which way that goes.
    pub effect: Option<(Way, String)>,
    /// Whether words alone changed, and no figure, choice or link.
    pub wording_only: bool,
    /// Where it is.
    pub place: Place,
}

impl Line {
    /// The row in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let what = format!("{} {} {}", self.mark.label(), self.cited, self.about);
        let says = match (self.before.is_empty(), self.after.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(": {}", self.before),
            (true, false) => format!(": {}", self.after),
            (false, false) => format!(": {} → {}", self.before, self.after),
        };
        let says = if self.effect.is_some() || self.wording_only { says.trim_end_matches('.') } else { says.as_str() };
        let means = match &self.effect {
            Some((way, words)) => format!(". {}: {words}", way.label()),
            None if self.wording_only => ". Wording".to_owned(),
            None => String::new(),
        };
        format!("{}{says}{means}", what.trim_end())
    }
}

/// The rows from one workbook to another, judged as of a day: what has an effect first, the worst of it at the top; then the rest
/// in the order of the workbook; edits of wording last.
#[must_use]
pub fn lines(before: &Workbook, after: &Workbook, today: Date) -> Vec<Line> {
    let difference = Difference::between(before, after);
    // what two products make of the same rules is no effect of an edit
    let is_one = !are_unrelated(before, after);
    let effects = if is_one { effects::between(before, after, Some(today)) } else { Effects::default() };
    lines_of(&difference, &effects)
}

/// The same of what is known to differ.
#[must_use]
pub fn lines_of(difference: &Difference, effects: &Effects) -> Vec<Line> {
    let mut signings = Signings::of(difference.changes());
    let told = difference.changes().iter().filter_map(|change| match signings.tell(change) {
        Telling::Itself => Some(line(change)),
        Telling::Signature(words) => Some(signature(change, words)),
        Telling::Told => None,
    });
    let mut ranked: Vec<(usize, Line)> = told.map(|line| (AFTER_EFFECTS, line)).collect();
    let mut by_item: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (at, (_, line)) in ranked.iter().enumerate() {
        for (_, id, _) in &line.place.items {
            by_item.entry(*id).or_default().push(at);
        }
    }
    for (rank, effect) in effects.all().iter().enumerate() {
        let of_item = effect.item.and_then(|id| by_item.get(&id)).map(Vec::as_slice).unwrap_or_default();
        match best(&ranked, of_item, effect).and_then(|at| ranked.get_mut(at)) {
            Some((known, line)) => {
                *known = rank.min(*known);
                line.take(effect);
            }
            None => ranked.push((rank, follows(effect))),
        }
    }
    for (rank, line) in &mut ranked {
        if line.wording_only && line.effect.is_none() {
            *rank = LAST;
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, line)| line).collect()
}

/// Where rows without an effect stand, and those of wording.
const AFTER_EFFECTS: usize = usize::MAX - 1;
const LAST: usize = usize::MAX;

impl Line {
    /// Takes on one effect more; they come worst first.
    fn take(&mut self, effect: &Effect) {
        match &mut self.effect {
            None => self.effect = Some((effect.way, effect.words.clone())),
            Some((_, words)) => *words = format!("{words}; {}", effect.words),
        }
    }
}

/// The row that an effect belongs to: the field that it names, else the first that is more than wording and order, and of these
/// one that has none yet.
fn best(ranked: &[(usize, Line)], of_item: &[usize], effect: &Effect) -> Option<usize> {
    let said = effect.words.to_lowercase();
    let score = |at: usize| {
        let (_, line) = ranked.get(at)?;
        let is_named = said.contains(&line.about.to_lowercase());
        let is_slight = line.wording_only || line.mark == Mark::Moved;
        Some((!is_named, is_slight, line.effect.is_some(), at))
    };
    of_item.iter().filter_map(|at| score(*at)).min().map(|(.., at)| at)
}

/// What follows for an item that nobody wrote in.
fn follows(effect: &Effect) -> Line {
    let (cited, _) = effect.about.split_once(' ').filter(|_| effect.item.is_some()).unwrap_or((&effect.about, ""));
    Line {
        mark: Mark::Changed,
        id: effect.item,
        cited: cited.to_owned(),
        about: "What follows".to_owned(),
        before: String::new(),
        after: String::new(),
        effect: Some((effect.way, effect.words.clone())),
        wording_only: false,
        place: Place::of_section(effect.section),
    }
}

/// A signature, in the place of its first change.
fn signature(change: &Change, words: String) -> Line {
    Line { about: "Signature".to_owned(), before: String::new(), after: words, wording_only: false, ..line(change) }
}

fn line(change: &Change) -> Line {
    let place = &change.place;
    let cited = place.items.iter().rev().find(|(kind, ..)| !kind.prefix().is_empty());
    let kind = place.item().map_or_else(|| place.section.title().to_owned(), |(kind, ..)| capitalized(kind.singular()));
    let is_inside = cited.map(|(_, id, _)| id) != place.item().map(|(_, id, _)| id).as_ref();
    let within = |what: &str| if is_inside { format!("{kind}, {}", what.to_lowercase()) } else { what.to_owned() };
    let (mark, about, before, after) = match &change.what {
        What::Added(_) => (Mark::Added, kind, String::new(), change.title.trim().to_owned()),
        What::Removed(_) => (Mark::Removed, kind, change.title.trim().to_owned(), String::new()),
        What::Moved { from, to } => {
            (Mark::Moved, within("Order"), format!("place {}", from + 1), format!("place {}", to + 1))
        }
        What::Field { field, before, after } => {
            let (before, after) = told(before, after);
            (Mark::Changed, within(field.label), before, after)
        }
        What::Internal(inside) => {
            let words = |inside: bool| if inside { "internal" } else { "not internal" };
            (Mark::Changed, within("Who may see it"), words(!inside).to_owned(), words(*inside).to_owned())
        }
        What::Number(before, after) => (Mark::Changed, within("Number"), before.to_string(), after.to_string()),
    };
    Line {
        mark,
        id: cited.or(place.items.last()).map(|(_, id, _)| *id),
        cited: cited.map_or_else(|| place.section.title().to_owned(), |(kind, _, number)| cite(*kind, *number)),
        about,
        before,
        after,
        effect: None,
        wording_only: change.is_wording(),
        place: place.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::model::budgets::{Budget, Measurement};
    use crate::model::limits::Limit;
    use crate::model::{ItemKind, Rate};

    fn workbook(tolerance: f64, errors: u64, product: &str) -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = product.to_owned();
        let numbers = Arc::make_mut(&mut workbook.numbers);
        numbers.reserve(ItemKind::Budget, 4);
        numbers.reserve(ItemKind::Limit, 1);
        let mut budget = Budget {
            id: Id(1),
            number: 4,
            name: "Wrong".to_owned(),
            tolerance: Rate::new(tolerance),
            ..Budget::default()
        };
        let one = Measurement { id: Id(2), errors: Some(errors), trials: Some(1000), ..Measurement::default() };
        budget.measurements.push(one);
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        workbook
    }

    fn told(before: &Workbook, after: &Workbook) -> Vec<String> {
        lines(before, after, date(2026, 3, 9)).iter().map(Line::sentence).collect()
    }

    #[test]
    fn the_worst_effect_comes_first_at_the_field_that_it_names_and_wording_last() {
        let before = workbook(0.03, 50, "Claims triage");
        let mut after = workbook(0.08, 60, "Claims, triage");
        Arc::make_mut(&mut after.limits).limits.push(Limit { id: Id(9), number: 1, ..Limit::default() });
        let told = told(&before, &after);
        assert!(
            told[0].starts_with("Changed UB-4 Tolerance: 3% → 8%. Worse: Tolerance raised after it was measured"),
            "{told:?}"
        );
        assert!(told.iter().any(|line| line.starts_with("Changed UB-4 Measurement, errors: 50 → 60")), "{told:?}");
        assert!(told.contains(&"Added ML-1 Model limit".to_owned()), "{told:?}");
        assert_eq!(
            told.last().map(String::as_str),
            Some("Changed About Product: Claims triage → Claims, triage. Wording")
        );
    }

    #[test]
    fn nothing_is_said_of_what_is_the_same() {
        let one = workbook(0.03, 50, "Claims triage");
        assert!(lines(&one, &one.clone(), date(2026, 3, 9)).is_empty());
    }

    #[test]
    fn what_came_and_went_is_named_and_cited() {
        let before = workbook(0.03, 50, "Claims triage");
        let mut after = before.clone();
        Arc::make_mut(&mut after.budgets).budgets = crate::model::List::default();
        let lines = lines(&before, &after, date(2026, 3, 9));
        let gone = lines.iter().find(|line| line.mark == Mark::Removed).unwrap();
        assert_eq!((gone.cited.as_str(), gone.before.as_str(), gone.id), ("UB-4", "Wrong", Some(Id(1))));
        assert!(gone.after.is_empty());
    }
}
