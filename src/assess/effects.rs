//! What it means that a workbook is no longer what it was: for each item in a few words, and which way that goes.
//!
//! Both states are judged as of the same day, so that what is said comes from the workbooks and not from the calendar. It
//! compares what follows (verdicts, levels, gates, blockers) and the limits that others are judged by (tolerances, criteria); what
//! was written is the business of `difference`.

mod shift;

use crate::assess::readiness::GateState;
use crate::assess::risk::RiskLevel;
use crate::model::place::Place;
use crate::model::{Date, Id, Section, Workbook};
use crate::signed;
use crate::words;

pub use shift::{Shift, State, Turn, shifts};

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// Worse than it was, or judged less strictly.
    Worse,
    /// Neither better nor worse by itself.
    Other,
    /// Better than it was.
    Better,
}

impl Way {
    /// The way in a word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Worse => "Worse",
            Self::Other => "Different",
            Self::Better => "Better",
        }
    }

    /// A sign for where there is no room for a word.
    #[must_use]
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Worse => "▼",
            Self::Other => "◆",
            Self::Better => "▲",
        }
    }
}

/// What one change means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Which way it went.
    pub way: Way,
    /// A few words: `At risk became Exceeded`, `New blocker: …`.
    pub words: String,
    /// What it is about, as people cite it: `UB-2 Unsupported citation`.
    pub about: String,
    /// The section that it is in.
    pub section: Section,
    /// The item that it is about; `None` if it is about a section.
    pub item: Option<Id>,
    /// The questions of that item that it follows from, by their keys.
    causes: Vec<String>,
}

/// What all changes mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    all: Vec<Effect>,
}

impl Effects {
    /// What a change at this place means, if it is one of those that an effect follows from: the worst of it. `whole` if the item
    /// came or went, which stands for all that is in it.
    #[must_use]
    pub fn at(&self, place: &Place, whole: bool) -> Option<&Effect> {
        let (_, id, _) = place.items.first()?;
        // section, list, question, and what is below it
        let question = place.path.split('.').nth(2);
        let is_cause =
            |effect: &&Effect| question.map_or(whole, |question| effect.causes.iter().any(|cause| cause == question));
        self.all.iter().filter(|effect| effect.item == Some(*id)).find(is_cause)
    }

    /// Everything, worst first; within a way in the order of blockers, verdicts, levels, gates and limits.
    #[must_use]
    pub fn all(&self) -> &[Effect] {
        &self.all
    }

    /// How many went one way.
    #[must_use]
    pub fn count(&self, way: Way) -> usize {
        self.all.iter().filter(|effect| effect.way == way).count()
    }
}

/// What the changes from one workbook to another mean.
#[must_use]
pub fn between(before: &Workbook, after: &Workbook, today: Option<Date>) -> Effects {
    let standings = (signed::standings(before), signed::standings(after));
    let before = State { workbook: before, standings: &standings.0 };
    let after = State { workbook: after, standings: &standings.1 };
    Effects { all: shifts(before, after, today).into_iter().filter_map(in_words).collect() }
}

/// A shift in a few words; `None` for what says no more than that an item came or went.
fn in_words(shift: Shift) -> Option<Effect> {
    let causes = causes(&shift);
    let label = |level: Option<RiskLevel>| level.map_or("Not scored", RiskLevel::label);
    let words = match shift.turn {
        Turn::Blocker { finding, came } => {
            let word = if came { "New blocker" } else { "Blocker is gone" };
            format!("{word}: {}", finding.message.trim_end_matches('.'))
        }
        Turn::Verdict(was, is) => format!("{} became {}", was?.label(), is?.label()),
        Turn::Level(None, is) => {
            format!("New risk: {}", is.flatten().filter(|level| *level >= RiskLevel::High)?.label())
        }
        Turn::Level(was, is) => format!("Risk: {} became {}", label(was?), label(is?)),
        Turn::Fallback(true) => "Has a fallback now".to_owned(),
        Turn::Fallback(false) => "No fallback any more".to_owned(),
        Turn::Gate(was, is) => gate_became(was?.as_ref(), is?.as_ref())?,
        Turn::Limit { said, more, .. } => {
            let between = if said.starts_with("Gate") { ": " } else { ", " };
            format!("{said}{between}{more}")
        }
    };
    Some(Effect { way: shift.way, words, about: shift.about, section: shift.section, item: shift.item, causes })
}

/// The questions of a failure mode that its risk level follows from.
const LEVEL: [&str; 4] = ["severity", "frequency", "residual_severity", "residual_frequency"];
/// Those of a budget that its verdict follows from.
const VERDICT: [&str; 5] = ["tolerance", "confidence", "evidence", "segment", "measurements"];
/// Those of a gate that it is judged by.
const GATE: [&str; 3] = ["criteria", "required_roles", "decisions"];
/// Those that say whether there is a fallback.
const FALLBACK: [&str; 2] = ["fallback_kind", "fallback"];

/// The questions of the item that a shift follows from.
fn causes(shift: &Shift) -> Vec<String> {
    let judged: &[&str] = match (&shift.turn, shift.section) {
        (Turn::Limit { .. }, Section::Budgets) => &["tolerance"],
        (Turn::Limit { .. }, _) => &["criteria", "required_roles"],
        (Turn::Fallback(_), _) => &FALLBACK,
        (_, Section::FailureModes) => &LEVEL,
        (_, Section::Budgets) => &VERDICT,
        (_, Section::Release) => &GATE,
        _ => &[],
    };
    // a blocker follows from the question where it was found as well
    let found = match &shift.turn {
        Turn::Blocker { finding, .. } => finding.place.path.split('.').nth(2),
        _ => None,
    };
    found.into_iter().chain(judged.iter().copied()).map(str::to_owned).collect()
}

/// What became of a gate: of its verdict, or else of how many of its criteria are met.
fn gate_became(was: &GateState, is: &GateState) -> Option<String> {
    if was.verdict != is.verdict {
        return Some(format!("{} became {}", words::capitalized(was.verdict.label()), is.verdict.label()));
    }
    let met = |gate: &GateState| format!("{} of {}", gate.met(), gate.criteria.len());
    (met(was) != met(is)).then(|| format!("{} criteria met became {}", met(was), met(is)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::budgets::{Budget, Measurement};
    use crate::model::failure_modes::FailureMode;
    use crate::model::release::{Criterion, Gate};
    use crate::model::{Rate, Step};

    fn said(before: &Workbook, after: &Workbook) -> Vec<String> {
        let effects = between(before, after, None);
        effects.all().iter().map(|one| format!("{} {}: {}", one.way.label(), one.about, one.words)).collect()
    }

    fn with_budget(tolerance: f64, errors: Option<u64>) -> Workbook {
        let mut workbook = Workbook::default();
        let mut budget = Budget {
            id: Id(1),
            number: 1,
            name: "Errors".to_owned(),
            tolerance: Rate::new(tolerance),
            ..Budget::default()
        };
        if let Some(errors) = errors {
            let one = Measurement { id: Id(2), errors: Some(errors), trials: Some(1000), ..Measurement::default() };
            budget.measurements.push(one);
        }
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        workbook
    }

    #[test]
    fn a_tolerance_raised_after_it_was_measured_is_worse_though_the_verdict_is_better() {
        let (before, after) = (with_budget(0.03, Some(50)), with_budget(0.08, Some(50)));
        let effects = between(&before, &after, None);
        assert_eq!(effects.all()[0].words, "Tolerance raised after it was measured, 3% to 8%");
        assert!(effects.all().iter().any(|one| one.words == "Exceeded became Within" && one.way == Way::Better));
        let (before, after) = (with_budget(0.03, None), with_budget(0.08, None));
        assert!(said(&before, &after).contains(&"Worse UB-1 Errors: Tolerance raised, 3% to 8%".to_owned()));
    }

    #[test]
    fn an_effect_is_that_of_the_changes_that_it_follows_from() {
        let (before, mut after) = (with_budget(0.03, Some(50)), with_budget(0.08, Some(50)));
        let budget = Arc::make_mut(&mut after.budgets).budgets.at_mut(0).unwrap();
        "Anke Vos".clone_into(&mut budget.owner);
        budget.measurements.at_mut(0).unwrap().trials = Some(2000);
        let effects = between(&before, &after, None);
        let budget = after.budgets.budgets.at(0).unwrap();
        let place = Place::of_item(Section::Budgets, "budgets", budget);
        let of = |key| effects.at(&place.clone().at(key), false).map(|effect| effect.words.as_str());
        assert_eq!(of("tolerance"), Some("Tolerance raised after it was measured, 3% to 8%"));
        assert_eq!(
            of("measurements"),
            Some("Blocker is gone: 50 of 1,000 (3.7% to 6.5%) lies wholly over the tolerance of 3%")
        );
        assert_eq!(of("owner"), None);
        assert_eq!(effects.at(&place, false), None, "it only moved");
        assert!(effects.at(&place, true).is_some());
    }

    #[test]
    fn a_gate_with_more_criteria_is_stricter() {
        let gate = |criteria: &[u64], roles: &[&str]| {
            let mut workbook = Workbook::default();
            let mut gate = Gate { id: Id(1), number: 1, name: "Pilot".to_owned(), ..Gate::default() };
            for id in criteria {
                gate.criteria.push(Criterion { id: Id(*id), ..Criterion::default() });
            }
            gate.required_roles = roles.iter().map(|role| (*role).to_owned()).collect();
            Arc::make_mut(&mut workbook.release).gates.push(gate);
            workbook
        };
        for (before, after, wanted) in [
            (
                gate(&[2], &[]),
                gate(&[2, 3], &["Legal"]),
                Some("Gate is stricter: one criterion and one signature more"),
            ),
            (gate(&[2, 3], &[]), gate(&[2], &[]), Some("Gate is looser: one criterion less")),
            (gate(&[2], &[]), gate(&[2], &[]), None),
        ] {
            let limits = shift::limits(&before, &after).into_iter().find_map(in_words);
            assert_eq!(limits.as_ref().map(|one| one.words.as_str()), wanted);
        }
    }

    #[test]
    fn levels_tell_what_they_were() {
        let mode = |severity| {
            let mut workbook = Workbook::default();
            let mode = FailureMode {
                id: Id(1),
                number: 3,
                name: "Wrong box".to_owned(),
                severity: Step::new(severity),
                frequency: Step::new(4),
                ..FailureMode::default()
            };
            Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
            workbook
        };
        let (before, after) = (mode(2), mode(3));
        assert!(said(&before, &after).contains(&"Worse FM-3 Wrong box: Risk: Moderate became High".to_owned()));
        assert!(between(&before, &before, None).all().is_empty());
    }
}
