//! What linked items say about a practice today: a verdict beside each, and whether one of them speaks against "done".

use egui::Ui;

use crate::assess::budget::Verdict;
use crate::assess::metric::Standing;
use crate::assess::risk::{self, RiskLevel};
use crate::model::checklist::PracticeAnswer;
use crate::model::{Id, Item as _, Workbook};
use crate::ui::desk::Desk;
use crate::ui::widgets::{glyph, label};
use crate::words;

/// An item that speaks against "done".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Against {
    /// How it is cited.
    pub(super) cited: String,
    /// What it says, in a sentence.
    pub(super) says: String,
}

/// What an item says today.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Says {
    /// A budget, with its rate against its tolerance in words.
    Budget(Verdict, String),
    /// A failure mode with its controls.
    Risk(RiskLevel, bool),
    /// A metric.
    Metric(Standing),
}

/// What an item says; nothing for kinds that are not judged.
pub(super) fn says(desk: &Desk<'_>, workbook: &Workbook, id: Id) -> Option<Says> {
    if let Some(state) = desk.facts.budget(id) {
        let rate = state.measured.map(|measured| words::percent(measured.rate));
        let tolerance = state.tolerance.map(words::limit);
        let text = match (rate, tolerance) {
            (Some(rate), Some(tolerance)) => format!("{rate} of {} against {tolerance}", words::count(state.trials)),
            _ => "Not measured".to_owned(),
        };
        return Some(Says::Budget(state.verdict, text));
    }
    if let Some(state) = desk.facts.metric(id) {
        return Some(Says::Metric(state.standing));
    }
    let mode = workbook.failure_modes.modes.find(id)?;
    let level = risk::residual(mode).or_else(|| risk::inherent(mode))?;
    Some(Says::Risk(level, mode.accepted))
}

impl Says {
    /// Whether it speaks against "done". A risk that somebody accepted does not.
    fn is_against(&self) -> bool {
        match self {
            Self::Budget(verdict, _) => matches!(verdict, Verdict::AtRisk | Verdict::Exceeded),
            Self::Risk(level, accepted) => !accepted && matches!(level, RiskLevel::High | RiskLevel::Critical),
            Self::Metric(standing) => matches!(standing, Standing::NotMet | Standing::AtRisk),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Budget(verdict, text) => format!("{}: {text}.", verdict.label()),
            Self::Risk(level, _) => format!("Its risk is {}.", level.label().to_lowercase()),
            Self::Metric(standing) => format!("{}.", standing.label()),
        }
    }

    /// The second line below its name.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Budget(_, text) => format!("{text}, live"),
            Self::Risk(..) => "Residual risk, live".to_owned(),
            Self::Metric(_) => "Against its minimum, live".to_owned(),
        }
    }

    /// Its chip.
    pub(super) fn chip(&self, ui: &mut Ui) {
        match self {
            Self::Budget(verdict, _) => label::verdict_chip(ui, *verdict),
            Self::Risk(level, _) => label::level_chip(ui, *level),
            Self::Metric(standing) => label::worded_chip(ui, glyph::alike(*standing), standing.label()),
        };
    }
}

/// The first linked item that speaks against an answer, if the answer says "done".
pub(super) fn against(desk: &Desk<'_>, workbook: &Workbook, answer: &PracticeAnswer) -> Option<Against> {
    if answer.status != Some(crate::model::checklist::PracticeStatus::Done) {
        return None;
    }
    answer.links.iter().find_map(|id| {
        let says = says(desk, workbook, *id).filter(Says::is_against)?;
        Some(Against { cited: cited(desk, *id), says: says.sentence() })
    })
}

/// How an item is cited, or what it is called.
pub(super) fn cited(desk: &Desk<'_>, id: Id) -> String {
    let entry = desk.facts.index.get(id);
    let cited = entry.map(|entry| crate::model::record::cite(entry.kind, entry.number)).unwrap_or_default();
    if cited.is_empty() { desk.facts.index.words(id) } else { cited }
}

/// The gates that count a practice, by how they are cited.
pub(super) fn gates<'a>(workbook: &'a Workbook, practice: &'a str) -> impl Iterator<Item = (Id, String)> + 'a {
    let function = practice.split(' ').next().unwrap_or_default();
    let counts = move |named: &String| {
        let named = named.trim();
        named.eq_ignore_ascii_case(practice) || named.eq_ignore_ascii_case(function)
    };
    let gates = workbook.release.gates.iter();
    gates
        .filter(move |gate| gate.criteria.iter().any(|criterion| criterion.practices.iter().any(counts)))
        .map(|gate| (gate.id, gate.cite()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worse_than_it_may_be_speaks_against_done() {
        for (says, expected) in [
            (Says::Budget(Verdict::Exceeded, String::new()), true),
            (Says::Budget(Verdict::AtRisk, String::new()), true),
            (Says::Budget(Verdict::Unproven, String::new()), false),
            (Says::Risk(RiskLevel::High, false), true),
            (Says::Risk(RiskLevel::High, true), false),
            (Says::Risk(RiskLevel::Moderate, false), false),
            (Says::Metric(Standing::NotMet), true),
            (Says::Metric(Standing::Met), false),
        ] {
            assert_eq!(says.is_against(), expected, "{says:?}");
        }
    }
}
