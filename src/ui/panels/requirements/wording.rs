//! The words of the page: sentences in parts, what a requirement asks and what was measured, what rows say to a screen reader.
//! Knows no window.

use crate::assess::budget::Verdict;
use crate::assess::interval::RateInterval;
use crate::assess::metric::Standing;
use crate::assess::sentence::Part;
use crate::model::budgets::Budget;
use crate::model::metrics::{Direction, Metric, Unit};
use crate::model::requirements::{Requirement, Story};
use crate::model::{Id, Workbook};
use crate::ui::facts::Facts;
use crate::words;

/// The parts of a requirement, in the order of its sentence.
pub const SLOTS: [&str; 5] = ["input", "task", "output", "threshold", "evaluation"];

/// The parts of a story.
pub const STORY_SLOTS: [&str; 4] = ["role", "want", "benefit", "rate"];

/// A requirement as a sentence in parts: the same words as [`Requirement::sentence`].
pub fn requirement(requirement: &Requirement) -> Vec<Part> {
    vec![
        Part::words("From "),
        Part::slot("input", &requirement.input),
        Part::words(", the product must "),
        Part::slot("task", &requirement.task),
        Part::words(" and give "),
        Part::slot("output", &requirement.output),
        Part::words(", "),
        Part::slot("threshold", &requirement.threshold),
        Part::words(", measured by "),
        Part::slot("evaluation", &requirement.evaluation),
        Part::words("."),
    ]
}

/// A story as a sentence in parts.
pub fn story(story: &Story) -> Vec<Part> {
    let rate = story.rate.map(|rate| words::limit(rate.fraction())).unwrap_or_default();
    vec![
        Part::words("As a "),
        Part::slot("role", &story.role),
        Part::words(", I want "),
        Part::slot("want", &story.want),
        Part::words(", so that "),
        Part::slot("benefit", &story.benefit),
        Part::words(". It works in at least "),
        Part::slot("rate", &rate),
        Part::words(" of cases."),
    ]
}

/// An answer that fits a sentence.
pub fn example(key: &str) -> &'static str {
    match key {
        "input" => "such as: a motor or home claim at first notice",
        "task" => "such as: find the clause that decides the route",
        "output" => "such as: one clause with its validity dates",
        "threshold" => "such as: with at most 4% of citations that do not support the route",
        "evaluation" => "such as: two reviewers on a weekly sample of 360",
        "role" => "such as: claims handler",
        "want" => "such as: to see the clause beside the claim",
        "benefit" => "such as: I can check it without opening the policy",
        _ => "such as 96%",
    }
}

/// What a requirement is called.
pub fn name(requirement: &Requirement) -> String {
    match requirement.task.trim() {
        "" => "New requirement".to_owned(),
        task => words::capitalized(task),
    }
}

/// What a story is called.
pub fn story_name(story: &Story) -> String {
    match (story.role.trim(), story.want.trim()) {
        ("", "") => "New story".to_owned(),
        ("", want) => words::capitalized(want),
        (role, "") => words::capitalized(role),
        (role, want) => format!("{}: {want}", words::capitalized(role)),
    }
}

/// How a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Against the tolerance of a budget, or the rate of a story.
    Rate(Verdict),
    /// Against the minimum of a metric.
    Metric(Standing),
}

impl Judged {
    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rate(verdict) => verdict.label(),
            Self::Metric(standing) => standing.label(),
        }
    }

    /// The verdict that it looks like.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Rate(verdict) => verdict,
            Self::Metric(standing) => crate::ui::widgets::glyph::alike(standing),
        }
    }
}

/// What an item asks and what was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The limit: `≤ 4%`.
    pub asks: String,
    /// What was measured: `3.0% of 640`.
    pub measured: String,
    /// How it stands.
    pub judged: Judged,
}

/// What the budget of a requirement says, or else its metric. `None` if it is linked to neither.
pub fn basis(workbook: &Workbook, facts: &Facts, (of_budget, of_metric): (Option<Id>, Option<Id>)) -> Option<Basis> {
    let budget = of_budget.and_then(|id| workbook.budgets.budgets.find(id));
    let metric = of_metric.and_then(|id| workbook.metrics.metrics.find(id));
    budget.map(|budget| of_the_budget(facts, budget)).or_else(|| metric.map(|metric| of_the_metric(facts, metric)))
}

fn of_the_budget(facts: &Facts, budget: &Budget) -> Basis {
    let state = facts.budget(budget.id);
    let asks = budget.tolerance.map(|tolerance| format!("\u{2264} {}", words::limit(tolerance.fraction())));
    let measured = state.and_then(|state| Some(rate_of(state.measured?.rate, state.trials)));
    Basis {
        asks: asks.unwrap_or_else(|| "No tolerance".to_owned()),
        measured: measured.unwrap_or_else(|| "Not measured".to_owned()),
        judged: Judged::Rate(state.map_or(Verdict::Unmeasured, |state| state.verdict)),
    }
}

fn of_the_metric(facts: &Facts, metric: &Metric) -> Basis {
    let state = facts.metric(metric.id);
    let sign = if metric.direction == Some(Direction::LowerIsBetter) { '\u{2264}' } else { '\u{2265}' };
    let asks = metric.minimum.map(|least| match metric.unit {
        Some(Unit::Share) => format!("{sign} {}", words::limit(least.get())),
        unit => format!("{sign} {}", words::measured(least.get(), unit)),
    });
    Basis {
        asks: asks.unwrap_or_else(|| "No minimum".to_owned()),
        measured: value_of(facts, metric),
        judged: Judged::Metric(state.map_or(Standing::NoAnswer, |state| state.standing)),
    }
}

fn value_of(facts: &Facts, metric: &Metric) -> String {
    let value = facts.metric(metric.id).and_then(|state| state.value);
    let Some(value) = value else { return "Not measured".to_owned() };
    let sample = metric.latest().and_then(|reading| reading.sample);
    let sample = sample.map(|sample| format!(" of {}", words::count(sample))).unwrap_or_default();
    words::measured(value, metric.unit) + &sample
}

fn rate_of(rate: f64, trials: u64) -> String {
    format!("{} of {}", words::percent(rate), words::count(trials))
}

/// How a story stands: in what share of cases it worked, from the first linked budget, or else from the first linked metric that
/// is a share of successes. Other metrics say nothing about a rate.
pub fn story_basis(workbook: &Workbook, facts: &Facts, story: &Story) -> Option<Basis> {
    let asks = story.rate.map(|rate| format!("\u{2265} {}", words::limit(rate.fraction())));
    let asks = asks.unwrap_or_else(|| "No rate".to_owned());
    // errors may be as many as successes may be missing
    let judge = |errors: RateInterval| {
        story.rate.map_or(Verdict::Unmeasured, |rate| Verdict::of(errors, 1.0 - rate.fraction()))
    };
    let mut budgets = story.links.iter().filter_map(|id| facts.budget(*id));
    let of_budget = budgets.find_map(|state| Some((state.measured?, state.trials)));
    if let Some((errors, trials)) = of_budget {
        return Some(Basis { asks, measured: rate_of(1.0 - errors.rate, trials), judged: Judged::Rate(judge(errors)) });
    }
    let metrics = story.links.iter().filter_map(|id| workbook.metrics.metrics.find(*id));
    let is_success =
        |metric: &&Metric| metric.unit == Some(Unit::Share) && metric.direction == Some(Direction::HigherIsBetter);
    let interval = |metric: &Metric| facts.metric(metric.id)?.interval;
    let (metric, successes) = metrics.filter(is_success).find_map(|metric| Some((metric, interval(metric)?)))?;
    Some(Basis { asks, measured: value_of(facts, metric), judged: Judged::Rate(judge(mirrored(successes))) })
}

/// The rate of errors where that of successes is known.
fn mirrored(successes: RateInterval) -> RateInterval {
    RateInterval { rate: 1.0 - successes.rate, low: 1.0 - successes.high, high: 1.0 - successes.low }
}

/// What is missing before a requirement can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nobody said how.
    Evaluation,
    /// It is said how, and no figure is linked.
    Figure,
}

/// What is missing before a requirement can be measured; `None` if a budget or a metric is linked.
pub fn gap(requirement: &Requirement) -> Option<Gap> {
    if requirement.budget.is_some() || requirement.metric.is_some() {
        return None;
    }
    let open = requirement.evaluation.trim().is_empty() || requirement.marks.get("evaluation").is_some();
    Some(if open { Gap::Evaluation } else { Gap::Figure })
}

impl Gap {
    /// What is wrong.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Evaluation => "No way to measure it yet",
            Self::Figure => "Linked to no figure yet",
        }
    }

    /// What to do.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Evaluation => "Add evaluation",
            Self::Figure => "Link a budget",
        }
    }

    /// The part of the sentence where that is done.
    pub const fn slot(self) -> &'static str {
        match self {
            Self::Evaluation => "evaluation",
            Self::Figure => "threshold",
        }
    }
}

/// A row in full.
pub fn row(requirement: &Requirement, basis: Option<&Basis>, findings: usize) -> String {
    let mut said = vec![format!("RQ-{} {}", requirement.number, name(requirement))];
    match basis {
        Some(basis) => {
            said.push(basis.asks.clone());
            said.push(format!("measured {}", basis.measured.to_lowercase()));
            said.push(basis.judged.label().to_owned());
        }
        None => said.extend(gap(requirement).map(|gap| gap.words().to_lowercase())),
    }
    let owner = requirement.owner.trim();
    said.push(if owner.is_empty() { "nobody answers for it".to_owned() } else { format!("owner {owner}") });
    if findings > 0 {
        said.push(words::how_many(findings, "finding", "findings"));
    }
    said.join(", ")
}

/// The counts beside a head: `3 within, 2 unproven, 1 not measured`.
pub fn counts(all: impl Iterator<Item = Option<Judged>>) -> String {
    let mut found: Vec<(String, usize)> = Vec::new();
    for judged in all {
        let word = judged.map_or_else(|| "not linked".to_owned(), |judged| judged.label().to_lowercase());
        match found.iter_mut().find(|(other, _)| *other == word) {
            Some((_, count)) => *count += 1,
            None => found.push((word, 1)),
        }
    }
    found.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), word.clone()));
    found.iter().map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;
    use crate::model::budgets::Measurement;
    use std::sync::Arc;

    fn text(parts: &[Part]) -> String {
        let text = |part: &Part| match part {
            Part::Words(text) | Part::Slot { text, .. } => text.clone(),
        };
        parts.iter().map(text).collect()
    }

    fn keys(parts: &[Part]) -> Vec<&'static str> {
        let key = |part: &Part| match part {
            Part::Slot { key, .. } => Some(*key),
            Part::Words(_) => None,
        };
        parts.iter().filter_map(key).collect()
    }

    #[test]
    fn the_parts_read_as_the_sentence_that_is_printed() {
        let whole = Requirement {
            input: "a claim ".to_owned(),
            task: "find the clause".to_owned(),
            threshold: "with at most 4% wrong".to_owned(),
            ..Requirement::default()
        };
        for one in [Requirement::default(), whole] {
            assert_eq!(text(&requirement(&one)), one.sentence());
            assert_eq!(keys(&requirement(&one)), SLOTS);
        }
        let told = Story { role: "handler".to_owned(), rate: Rate::new(0.83), ..Story::default() };
        assert_eq!(text(&story(&told)), "As a handler, I want …, so that …. It works in at least 83% of cases.");
        assert_eq!(keys(&story(&told)), STORY_SLOTS);
    }

    /// A workbook with one budget of this many errors in this many trials against 4%.
    fn measured(errors: u64, trials: u64) -> (Workbook, Facts) {
        let mut workbook = Workbook::default();
        let measurement = Measurement { errors: Some(errors), trials: Some(trials), ..Measurement::default() };
        let budget = Budget {
            id: Id(7),
            tolerance: Rate::new(0.04),
            measurements: [measurement].into_iter().collect(),
            ..Budget::default()
        };
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        let facts = Facts::of(&workbook, jiff::civil::date(2026, 3, 9));
        (workbook, facts)
    }

    #[test]
    fn a_requirement_is_judged_by_its_budget() {
        let (workbook, facts) = measured(19, 640);
        let found = basis(&workbook, &facts, (Some(Id(7)), None)).unwrap();
        assert_eq!((found.asks.as_str(), found.measured.as_str()), ("\u{2264} 4%", "3.0% of 640"));
        assert_eq!(found.judged, Judged::Rate(Verdict::Unproven));
        assert_eq!(basis(&workbook, &facts, (Some(Id(8)), None)), None, "a link to nothing");
        let requirement =
            Requirement { number: 2, task: "cite".to_owned(), budget: Some(Id(7)), ..Requirement::default() };
        assert_eq!(
            row(&requirement, Some(&found), 1),
            "RQ-2 Cite, \u{2264} 4%, measured 3.0% of 640, Unproven, nobody answers for it, one finding"
        );
    }

    #[test]
    fn a_story_is_judged_by_how_often_it_works() {
        for (errors, trials, rate, verdict) in [
            (19, 640, 0.94, Verdict::Within),
            (19, 640, 0.96, Verdict::Unproven),
            (19, 640, 0.975, Verdict::AtRisk),
            (19, 640, 0.999, Verdict::Exceeded),
        ] {
            let (workbook, facts) = measured(errors, trials);
            let story = Story { rate: Rate::new(rate), links: vec![Id(3), Id(7)], ..Story::default() };
            let found = story_basis(&workbook, &facts, &story).unwrap();
            assert_eq!((found.measured.as_str(), found.judged), ("97.0% of 640", Judged::Rate(verdict)), "{rate}");
        }
        let (workbook, facts) = measured(1, 10);
        assert_eq!(story_basis(&workbook, &facts, &Story::default()), None);
    }

    #[test]
    fn what_cannot_be_measured_says_what_is_missing() {
        let mut requirement = Requirement::default();
        assert_eq!(gap(&requirement), Some(Gap::Evaluation));
        requirement.evaluation = "two reviewers".to_owned();
        assert_eq!(gap(&requirement), Some(Gap::Figure));
        requirement.metric = Some(Id(3));
        assert_eq!(gap(&requirement), None);
        assert_eq!(
            counts([None, Some(Judged::Rate(Verdict::Within)), Some(Judged::Rate(Verdict::Within))].into_iter()),
            "2 within, 1 not linked"
        );
    }
}
