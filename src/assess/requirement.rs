//! What a requirement or a story says as one sentence, which figure holds it, and what was measured: the same on the page and in
//! documents.
//!
//! States of budgets and metrics are passed in, because the window keeps them and documents work them out once.

use crate::assess::budget::{BudgetState, Verdict};
use crate::assess::interval::RateInterval;
use crate::assess::metric::{MetricState, Standing};
use crate::assess::sentence::Part;
use crate::model::budgets::Budget;
use crate::model::metrics::{Direction, Metric, Unit};
use crate::model::requirements::{Requirement, Story};
use crate::words;

/// The parts of a requirement, in the order of its sentence.
pub const SLOTS: [&str; 5] = ["input", "task", "output", "threshold", "evaluation"];

/// The parts of a story.
pub const STORY_SLOTS: [&str; 4] = ["role", "want", "benefit", "rate"];

/// A requirement as a sentence in parts: the same words as [`Requirement::sentence`].
#[must_use]
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
#[must_use]
pub fn story(story: &Story) -> Vec<Part> {
    let rate = story.rate.map(|rate| words::limit(rate.fraction())).unwrap_or_default();
    let mut parts = wish(story);
    parts.extend([Part::words(" It works in at least "), Part::slot("rate", &rate), Part::words(" of cases.")]);
    parts
}

/// The first sentence of a story: who wants what, and what for.
#[must_use]
pub fn wish(story: &Story) -> Vec<Part> {
    vec![
        Part::words(article(&story.role)),
        Part::slot("role", &story.role),
        Part::words(", I want "),
        Part::slot("want", &story.want),
        Part::words(", so that "),
        Part::slot("benefit", &story.benefit),
        Part::words("."),
    ]
}

/// The words before a role, as they are said: `As an adjuster`, `As a user`.
fn article(role: &str) -> &'static str {
    let role = role.trim().to_lowercase();
    let silent = ["one", "euro", "hour", "honest"].iter().position(|word| role.starts_with(word));
    let vowel = role.starts_with(['a', 'e', 'i', 'o']) || role.starts_with("un") && !role.starts_with("uni");
    match silent {
        Some(0 | 1) => "As a ",
        Some(_) => "As an ",
        None if vowel => "As an ",
        None => "As a ",
    }
}

/// What a requirement is called.
#[must_use]
pub fn name(requirement: &Requirement) -> String {
    match requirement.task.trim() {
        "" => "New requirement".to_owned(),
        task => words::capitalized(task),
    }
}

/// What a story is called.
#[must_use]
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
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rate(verdict) => verdict.label(),
            Self::Metric(standing) => standing.label(),
        }
    }

    /// The verdict on a budget that it is, or is like.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Rate(verdict) => verdict,
            Self::Metric(standing) => standing.verdict(),
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

/// What a budget says.
#[must_use]
pub fn of_budget(budget: &Budget, state: Option<&BudgetState>) -> Basis {
    let asks = budget.tolerance.map(|tolerance| format!("\u{2264} {}", words::limit(tolerance.fraction())));
    let measured = state.and_then(|state| Some(rate_of(state.measured?.rate, state.trials)));
    Basis {
        asks: asks.unwrap_or_else(|| "No tolerance".to_owned()),
        measured: measured.unwrap_or_else(|| "Not measured".to_owned()),
        judged: Judged::Rate(state.map_or(Verdict::Unmeasured, |state| state.verdict)),
    }
}

/// What a metric says.
#[must_use]
pub fn of_metric(metric: &Metric, state: Option<&MetricState>) -> Basis {
    let sign = if metric.direction == Some(Direction::LowerIsBetter) { '\u{2264}' } else { '\u{2265}' };
    let asks = metric.minimum.map(|least| match metric.unit {
        Some(Unit::Share) => format!("{sign} {}", words::limit(least.get())),
        unit => format!("{sign} {}", words::measured(least.get(), unit)),
    });
    Basis {
        asks: asks.unwrap_or_else(|| "No minimum".to_owned()),
        measured: value_of(metric, state),
        judged: Judged::Metric(state.map_or(Standing::NoAnswer, |state| state.standing)),
    }
}

fn value_of(metric: &Metric, state: Option<&MetricState>) -> String {
    let Some(value) = state.and_then(|state| state.value) else { return "Not measured".to_owned() };
    let sample = metric.latest().and_then(|reading| reading.sample);
    let sample = sample.map(|sample| format!(" of {}", words::count(sample))).unwrap_or_default();
    words::measured(value, metric.unit) + &sample
}

fn rate_of(rate: f64, trials: u64) -> String {
    format!("{} of {}", words::percent(rate), words::count(trials))
}

/// How a story stands: in what share of cases it worked, from the first of its budgets that was measured, or else from the first of
/// its metrics that is a share of successes. Other metrics say nothing about a rate.
#[must_use]
pub fn of_story<'a>(
    story: &Story,
    mut budgets: impl Iterator<Item = &'a BudgetState>,
    mut metrics: impl Iterator<Item = (&'a Metric, &'a MetricState)>,
) -> Option<Basis> {
    let asks = story.rate.map(|rate| format!("\u{2265} {}", words::limit(rate.fraction())));
    let asks = asks.unwrap_or_else(|| "No rate".to_owned());
    // errors may be as many as successes may be missing
    let judge = |errors: RateInterval| {
        story.rate.map_or(Verdict::Unmeasured, |rate| Verdict::of(errors, 1.0 - rate.fraction()))
    };
    let of_budget = budgets.find_map(|state| Some((state.measured?, state.trials)));
    if let Some((errors, trials)) = of_budget {
        return Some(Basis { asks, measured: rate_of(1.0 - errors.rate, trials), judged: Judged::Rate(judge(errors)) });
    }
    let is_success =
        |metric: &Metric| metric.unit == Some(Unit::Share) && metric.direction == Some(Direction::HigherIsBetter);
    let (metric, state, successes) =
        metrics.find_map(|(metric, state)| Some((metric, state, state.interval.filter(|_| is_success(metric))?)))?;
    let measured = value_of(metric, Some(state));
    Some(Basis { asks, measured, judged: Judged::Rate(judge(mirrored(successes))) })
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
#[must_use]
pub fn gap(requirement: &Requirement) -> Option<Gap> {
    if requirement.budget.is_some() || requirement.metric.is_some() {
        return None;
    }
    let open = requirement.evaluation.trim().is_empty() || requirement.marks.get("evaluation").is_some();
    Some(if open { Gap::Evaluation } else { Gap::Figure })
}

impl Gap {
    /// What is wrong.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Evaluation => "No way to measure it yet",
            Self::Figure => "Linked to no figure yet",
        }
    }

    /// What to do.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Evaluation => "Add evaluation",
            Self::Figure => "Link a budget",
        }
    }

    /// The part of the sentence where that is done.
    #[must_use]
    pub const fn slot(self) -> &'static str {
        match self {
            Self::Evaluation => "evaluation",
            Self::Figure => "threshold",
        }
    }
}

/// The counts beside a head: `3 within, 2 unproven, 1 not measured`.
#[must_use]
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
    use crate::model::{Id, Rate};

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
        for (role, words) in [
            ("handler", "As a handler,"),
            ("injury team adjuster", "As an injury team adjuster,"),
            ("underwriter", "As an underwriter,"),
            ("user", "As a user,"),
            ("European", "As a European,"),
            ("", "As a …,"),
        ] {
            let told = Story { role: role.to_owned(), ..Story::default() };
            assert!(text(&wish(&told)).starts_with(words), "{role}");
        }
        let told = Story { role: "handler".to_owned(), rate: Rate::new(0.83), ..Story::default() };
        assert_eq!(text(&story(&told)), "As a handler, I want …, so that …. It works in at least 83% of cases.");
        assert_eq!(keys(&story(&told)), STORY_SLOTS);
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
