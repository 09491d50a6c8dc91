//! What the workbook itself shows about a sign of maturity, beside what people judge.
//!
//! A sign is recognized by its words, those of the built-in signs and close relatives. What is not recognized is left to
//! people.

use crate::model::Workbook;
use crate::model::maturity::{MaturitySignal, Seen};
use crate::model::monitoring::{DriftKind, RetrainingTrigger};
use crate::words;

/// What the workbook shows about a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it speaks for.
    pub says: Seen,
    /// What is there, as a sentence.
    pub words: String,
}

impl Evidence {
    /// Whether people judged better than the workbook shows. The other way round is no contradiction: people know what is
    /// written down and never used.
    #[must_use]
    pub fn contradicts(&self, judged: Option<Seen>) -> bool {
        judged.is_some_and(|judged| judged > self.says)
    }
}

/// What the workbook shows about a sign; `None` where it cannot tell.
#[must_use]
pub fn evidence(workbook: &Workbook, signal: &MaturitySignal) -> Option<Evidence> {
    let statement = signal.statement.to_lowercase();
    let has = |words: &[&str]| words.iter().all(|word| statement.contains(word));
    let either = |words: &[&str]| words.iter().any(|word| statement.contains(word));
    if has(&["budget"]) && either(&["owner", "owned"]) {
        return Some(budgets(workbook));
    }
    if has(&["rollback"]) && has(&["rehears"]) {
        return Some(rollback(workbook));
    }
    if has(&["retraining"]) && has(&["trigger"]) {
        return Some(retraining(workbook));
    }
    if either(&["drift", "signal"]) && either(&["reader", "owner"]) {
        return Some(signals(workbook));
    }
    if has(&["gate"]) && has(&["decision"]) {
        return Some(decisions(workbook));
    }
    if has(&["threshold"]) && has(&["cost"]) {
        return Some(thresholds(workbook));
    }
    if has(&["cost per"]) {
        return Some(cost(workbook));
    }
    if has(&["baseline"]) {
        return Some(baselines(workbook));
    }
    None
}

/// All, some or none of a list: seen, seen in part, not seen.
fn share(good: usize, all: usize, words: String) -> Evidence {
    let says = match good {
        0 => Seen::NotSeen,
        _ if good == all => Seen::Seen,
        _ => Seen::Partly,
    };
    Evidence { says, words }
}

fn is_set(text: &str) -> bool {
    !text.trim().is_empty()
}

fn budgets(workbook: &Workbook) -> Evidence {
    let all = &workbook.budgets.budgets;
    if all.is_empty() {
        return share(0, 0, "There are no budgets yet.".to_owned());
    }
    let owned = all.iter().filter(|budget| is_set(&budget.owner)).count();
    share(owned, all.len(), format!("{owned} of {} budgets have an owner.", all.len()))
}

fn rollback(workbook: &Workbook) -> Evidence {
    match workbook.release.rollback_rehearsed {
        Some(date) => share(1, 1, format!("Rehearsed on {}.", words::date(date))),
        None => share(0, 1, "The release plan names no rehearsal.".to_owned()),
    }
}

fn retraining(workbook: &Workbook) -> Evidence {
    let monitoring = &workbook.monitoring;
    match monitoring.trigger {
        None => share(0, 1, "Monitoring names no retraining trigger.".to_owned()),
        Some(RetrainingTrigger::Never) => share(0, 1, "Monitoring says: not retrained.".to_owned()),
        Some(trigger) if is_set(&monitoring.trigger_detail) => {
            share(1, 1, format!("Retraining {}, in Monitoring.", trigger.label().to_lowercase()))
        }
        Some(trigger) => {
            let words = format!("Retraining {}, but no threshold or schedule.", trigger.label().to_lowercase());
            Evidence { says: Seen::Partly, words }
        }
    }
}

fn signals(workbook: &Workbook) -> Evidence {
    let all = &workbook.monitoring.signals;
    if all.is_empty() {
        return share(0, 0, "There are no signals yet.".to_owned());
    }
    let alone: Vec<String> =
        all.iter().filter(|signal| !is_set(&signal.owner)).map(crate::model::record::Item::cite).collect();
    let owned = all.len() - alone.len();
    let words = match alone.len() {
        0 => format!("All {} signals have an owner.", all.len()),
        1..=3 => format!("{} of {} signals have an owner, not {}.", owned, all.len(), words::series(&alone)),
        _ => format!("{} of {} signals have an owner.", owned, all.len()),
    };
    share(owned, all.len(), words)
}

fn decisions(workbook: &Workbook) -> Evidence {
    let decisions = workbook.release.gates.iter().flat_map(|gate| gate.decisions.iter());
    let all = decisions.clone().count();
    if all == 0 {
        return share(0, 0, "No decision is written down at a gate.".to_owned());
    }
    let whole = decisions.filter(|one| one.date.is_some() && is_set(&one.by) && is_set(&one.reason)).count();
    share(whole, all, format!("{whole} of {all} decisions have a name, a date and a reason."))
}

fn thresholds(workbook: &Workbook) -> Evidence {
    let all = &workbook.operating_points.points;
    if all.is_empty() {
        return share(0, 0, "There are no operating points yet.".to_owned());
    }
    let costed = all.iter().filter(|point| point.cost_false_positive.is_some() && point.cost_false_negative.is_some());
    let costed = costed.count();
    share(costed, all.len(), format!("{costed} of {} operating points have the costs of both errors.", all.len()))
}

fn cost(workbook: &Workbook) -> Evidence {
    let watched = workbook.monitoring.signals.iter().filter(|signal| signal.kind == Some(DriftKind::Cost));
    let cited: Vec<String> = watched.map(crate::model::record::Item::cite).collect();
    if cited.is_empty() {
        return share(0, 0, "No signal watches the cost.".to_owned());
    }
    share(1, 1, format!("Watched by {}.", words::series(&cited)))
}

fn baselines(workbook: &Workbook) -> Evidence {
    let metrics = workbook.metrics.metrics.iter().filter(|metric| metric.baseline.is_some()).count();
    match metrics {
        0 => share(0, 0, "No metric has a baseline.".to_owned()),
        _ => share(
            1,
            1,
            format!("{} with a baseline.", words::capitalized(&words::how_many(metrics, "metric", "metrics"))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge;
    use crate::model::monitoring::Signal;

    fn judged(statement: &str, workbook: &Workbook) -> Option<Evidence> {
        evidence(workbook, &MaturitySignal { statement: statement.to_owned(), ..MaturitySignal::default() })
    }

    #[test]
    fn an_empty_workbook_shows_no_sign_and_contradicts_whoever_claims_it() {
        let blank = Workbook::default();
        for statement in [
            "Error budgets with an owner",
            "Rollback rehearsed",
            "Retraining has a trigger",
            "Drift signals with a named reader",
            "Gate decisions are written down",
            "Thresholds come from cost, not taste",
            "Cost per decision is watched",
            "The problem is written down with a baseline",
        ] {
            let found = judged(statement, &blank).unwrap_or_else(|| panic!("{statement}"));
            assert_eq!(found.says, Seen::NotSeen, "{statement}");
            assert!(found.contradicts(Some(Seen::Seen)) && found.contradicts(Some(Seen::Partly)), "{statement}");
            assert!(!found.contradicts(Some(Seen::NotSeen)) && !found.contradicts(None), "{statement}");
        }
        assert_eq!(judged("Teams share one library", &blank), None, "left to people");
    }

    #[test]
    fn the_built_in_signs_are_recognized() {
        let signs = knowledge::questions().maturity.iter().flat_map(|guide| &guide.signals);
        let told = signs.filter(|statement| judged(statement, &Workbook::default()).is_some()).count();
        assert_eq!(told, 8);
    }

    #[test]
    fn a_part_is_seen_in_part() {
        let mut workbook = Workbook::default();
        let signals = &mut Arc::make_mut(&mut workbook.monitoring).signals;
        signals.push(Signal { number: 1, owner: "AV".to_owned(), ..Signal::default() });
        signals.push(Signal { number: 2, ..Signal::default() });
        let found = judged("Drift signals with a named reader", &workbook).expect("evidence");
        assert_eq!((found.says, found.words.as_str()), (Seen::Partly, "1 of 2 signals have an owner, not S-2."));
        assert!(found.contradicts(Some(Seen::Seen)) && !found.contradicts(Some(Seen::Partly)));
    }
}
