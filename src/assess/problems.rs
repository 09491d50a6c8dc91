//! What is wrong or missing in a workbook as a document: broken references, contradictory values, blanks.
//!
//! Whether the product itself is fit for release is another question, and not asked here.

use std::collections::HashSet;

use crate::knowledge;
use crate::model::place::{Index, Place, Stop};
use crate::model::record::Target;
use crate::model::{Field, Id, ItemKind, Record, Value, View, Workbook};

use super::unknowns::{self, Unknown};

/// What the checker found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// What cannot be right, in the order of the workbook.
    pub errors: Vec<Problem>,
    /// Expected questions without an answer, in the order of the workbook.
    pub blanks: Vec<Blank>,
    /// Fields that are marked unknown, the earliest date first.
    pub unknowns: Vec<Unknown>,
}

/// Something that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is: the id of the rule in `assess::findings`.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Expected questions of one record without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The section, item or part.
    pub place: Place,
    /// What it is called.
    pub title: String,
    /// The labels of the questions.
    pub labels: Vec<&'static str>,
}

/// Checks a workbook as a document.
#[must_use]
pub fn check(workbook: &Workbook) -> Problems {
    check_with(workbook, &workbook.index())
}

/// Checks a workbook whose index is at hand.
pub(super) fn check_with(workbook: &Workbook, index: &Index) -> Problems {
    let mut checker =
        Checker { workbook, index, ids: HashSet::new(), numbers: HashSet::new(), found: Problems::default() };
    workbook.walk(&mut |place, stop| match stop {
        Stop::Record(record) => checker.record(place, record),
        Stop::Value(record, field, value) => checker.value(place, record, field, value),
    });
    checker.framework();
    checker.counts();
    checker.dates();
    unknowns::sort(&mut checker.found.unknowns);
    checker.found
}

struct Checker<'a> {
    workbook: &'a Workbook,
    index: &'a Index,
    ids: HashSet<Id>,
    numbers: HashSet<(ItemKind, u32)>,
    found: Problems,
}

impl Checker<'_> {
    fn error(&mut self, rule: &'static str, place: &Place, message: impl Into<String>, hint: &str) {
        self.found.errors.push(Problem { rule, place: place.clone(), message: message.into(), hint: hint.to_owned() });
    }

    fn record(&mut self, place: &Place, record: &dyn Record) {
        self.identity(place, record);
        for (key, _) in record.marks().iter() {
            if !record.fields().iter().any(|field| field.key == key) {
                self.error(
                    "mark-without-field",
                    place,
                    format!("`{key}` is marked, but there is no such field"),
                    "Remove the mark.",
                );
            }
        }
        let fields = record.fields().iter().enumerate();
        let gap = |(at, field): (usize, &Field)| record.value(at).is_some_and(|value| is_gap(record, field, value));
        let labels: Vec<_> = fields.filter(|(at, field)| gap((*at, field))).map(|(_, field)| field.label).collect();
        if !labels.is_empty() {
            let title = if record.identity().is_some() { record.title() } else { place.section.title().to_owned() };
            self.found.blanks.push(Blank { place: place.clone(), title, labels });
        }
    }

    fn identity(&mut self, place: &Place, record: &dyn Record) {
        let Some((kind, id, number)) = record.identity() else { return };
        let one = kind.singular();
        if !id.is_given() {
            self.error(
                "id-missing",
                place,
                format!("this {one} has no id"),
                "Give it 16 hexadecimal digits that no other item has.",
            );
        } else if !self.ids.insert(id) {
            self.error(
                "id-twice",
                place,
                format!("another item has the id {id} too"),
                "Change one of the two: links cannot tell them apart.",
            );
        }
        if kind.prefix().is_empty() {
            return;
        }
        if number == 0 {
            self.error(
                "number-missing",
                place,
                format!("this {one} has no number"),
                "Give it the next free number, or add it with Caveat.",
            );
        } else if !self.numbers.insert((kind, number)) {
            self.error(
                "number-twice",
                place,
                format!("another {one} has the number {number} too"),
                "Give one of the two the next free number.",
            );
        } else if number > self.workbook.numbers.last(kind) {
            self.error(
                "number-never-given",
                place,
                format!("number {number} was never given to a {one}"),
                "Raise the last number given in `numbers`.",
            );
        }
    }

    fn value(&mut self, place: &Place, record: &dyn Record, field: &Field, value: &dyn Value) {
        self.found.unknowns.extend(unknowns::unknown(place, record, field));
        if let View::Links(ids) = value.view() {
            for id in ids {
                self.link(place, record, field, *id);
            }
        }
    }

    fn link(&mut self, place: &Place, record: &dyn Record, field: &Field, id: Id) {
        if record.identity().is_some_and(|(_, own, _)| own == id) {
            self.error("link-to-itself", place, "links to itself", "Remove the link.");
            return;
        }
        match (self.index.get(id).map(|entry| entry.kind), field.target) {
            (None, _) => self.error(
                "link-broken",
                place,
                format!("links to {id}, which is not in the workbook"),
                "Remove the link, or bring the item back.",
            ),
            (Some(kind), Target::Kind(wanted)) if kind != wanted => {
                let message =
                    format!("links to one of the {}, where one of the {} is needed", kind.plural(), wanted.plural());
                self.error("link-wrong-kind", place, message, "Link to an item of the right kind.");
            }
            _ => {}
        }
    }

    fn framework(&mut self) {
        let known = knowledge::framework();
        let checklist = &self.workbook.checklist;
        let mut problems = Vec::new();
        let framework = checklist.framework.trim();
        if !framework.is_empty() && framework != known.id {
            problems.push((
                "framework-unknown",
                None,
                format!("answers belong to `{framework}`, which this Caveat does not have"),
                "Use a Caveat that has it, or answer again.",
            ));
        }
        let mut seen = HashSet::new();
        for answer in checklist.answers.iter() {
            if known.practice(&answer.practice).is_none() {
                problems.push((
                    "practice-unknown",
                    Some(answer.id),
                    format!("there is no practice `{}`", answer.practice),
                    "Use an identifier such as GOVERN 1.1.",
                ));
            } else if !seen.insert(answer.practice.as_str()) {
                problems.push((
                    "practice-twice",
                    Some(answer.id),
                    format!("{} is answered twice", answer.practice),
                    "Keep one of the two answers.",
                ));
            }
        }
        for (rule, id, message, hint) in problems {
            let place = self.place_of(crate::model::Section::Checklist, id);
            self.error(rule, &place, message, hint);
        }
        let mut unknown = Vec::new();
        let practices: HashSet<&str> = known.practices().map(|practice| practice.id.as_str()).collect();
        for mode in self.workbook.failure_modes.modes.iter() {
            for practice in mode.practices.iter().filter(|practice| !practices.contains(practice.as_str())) {
                unknown.push((mode.id, format!("names the practice `{practice}`, which does not exist")));
            }
        }
        for (id, message) in unknown {
            let place = self.place_of(crate::model::Section::FailureModes, Some(id));
            self.error("practice-unknown", &place, message, "Use an identifier such as GOVERN 1.1.");
        }
    }

    /// Counts that contradict each other.
    fn counts(&mut self) {
        use crate::model::Section;
        let mut wrong = Vec::new();
        for budget in self.workbook.budgets.budgets.iter() {
            for measurement in budget.measurements.iter() {
                if let (Some(errors), Some(trials)) = (measurement.errors, measurement.trials)
                    && errors > trials
                {
                    wrong.push((
                        "counts-impossible",
                        Section::Budgets,
                        budget.id,
                        format!("a measurement counts {errors} errors in {trials} trials"),
                        "Correct the counts.",
                    ));
                }
            }
            if budget.confidence.is_some_and(|level| level.fraction() <= 0.0 || level.fraction() >= 1.0) {
                wrong.push((
                    "confidence-impossible",
                    Section::Budgets,
                    budget.id,
                    "the confidence level is 0% or 100%".to_owned(),
                    "Set a level between, such as 95%.",
                ));
            }
            if let (Some(cost), Some(cap)) = (budget.cost_per_error, budget.cost_cap)
                && cost.currency != cap.currency
            {
                wrong.push((
                    "currencies-differ",
                    Section::Budgets,
                    budget.id,
                    "cost per error and cost cap are in different currencies".to_owned(),
                    "Use one currency.",
                ));
            }
        }
        for point in self.workbook.operating_points.points.iter() {
            if point.serve_above.zip(point.fallback_below).is_some_and(|(serve, fallback)| fallback > serve) {
                wrong.push((
                    "thresholds-crossed",
                    Section::OperatingPoints,
                    point.id,
                    "the fallback threshold lies over the serve threshold".to_owned(),
                    "Swap or move them.",
                ));
            }
            if point.bins.iter().any(|bin| bin.from.zip(bin.to).is_some_and(|(from, to)| from > to)) {
                wrong.push((
                    "bin-backwards",
                    Section::OperatingPoints,
                    point.id,
                    "a score bin ends before it begins".to_owned(),
                    "Correct its ends.",
                ));
            }
        }
        for (rule, section, id, message, hint) in wrong {
            let place = self.place_of(section, Some(id));
            self.error(rule, &place, message, hint);
        }
    }

    /// Spans of time that end before they begin.
    fn dates(&mut self) {
        use crate::model::Section;
        let backwards = |from: Option<crate::model::Date>, to| from.zip(to).is_some_and(|(from, to)| to < from);
        let stages =
            self.workbook.release.stages.iter().filter(|s| backwards(s.start, s.end)).map(|s| (Section::Release, s.id));
        let sources =
            self.workbook.data.sources.iter().filter(|s| backwards(s.from, s.to)).map(|s| (Section::Data, s.id));
        for (section, id) in stages.chain(sources).collect::<Vec<_>>() {
            let place = self.place_of(section, Some(id));
            self.error("dates-backwards", &place, "it ends before it begins", "Correct the dates.");
        }
    }

    fn place_of(&self, section: crate::model::Section, id: Option<Id>) -> Place {
        let identity = id.and_then(|id| self.index.get(id).map(|entry| (entry.kind, id, entry.number)));
        Place { section, items: identity.into_iter().collect(), fields: Vec::new(), path: section.key().to_owned() }
    }
}

/// Whether an expected question has neither an answer nor a mark. Lists and groups of answers are judged by their content.
fn is_gap(record: &dyn Record, field: &Field, value: &dyn Value) -> bool {
    // in this order, because most fields are not even asked about their value
    field.expected && value.is_blank() && record.marks().get(field.key).is_none()
}
