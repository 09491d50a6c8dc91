//! What to do next, in order: what blocks, what the next gate still asks for, what is late, what should be settled.

use crate::assess::findings::{Finding, Severity};
use crate::assess::metric::Standing;
use crate::model::Date;
use crate::model::place::Place;
use crate::model::record::cite;
use crate::model::release::CriterionKind;

use super::gate::{GateState, Verdict};
use super::signatures::Lack;

/// How pressing something is, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// It stands in the way of any release.
    Blocker,
    /// The next gate asks for it.
    Criterion,
    /// Its day has passed.
    Overdue,
    /// It should be settled before the next gate.
    Warning,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How pressing it is.
    pub urgency: Urgency,
    /// Where to do it.
    pub place: Place,
    /// What is wrong or missing, in one line.
    pub title: String,
    /// What to do about it; may be empty.
    pub action: String,
    /// By when, if a day is set.
    pub due: Option<Date>,
}

/// What to do before `gate`, in order. Nothing that the next gate asks for is said twice: an unmet criterion on findings is
/// left to the blockers, and one on a budget or metric is left out where a blocker stands on that item.
#[must_use]
pub fn of(findings: &[Finding], gate: Option<&GateState>) -> Vec<Step> {
    let open: Vec<&Finding> = findings.iter().filter(|finding| finding.is_open()).collect();
    let with = |severity: Severity| open.iter().filter(move |finding| finding.severity() == severity);
    let of_finding = |urgency: Urgency, finding: &Finding, due: Option<Date>| Step {
        urgency,
        place: finding.place.clone(),
        title: titled(finding),
        action: finding.action.clone(),
        due,
    };
    let gate = gate.filter(|gate| gate.verdict != Verdict::Passed);
    let due = gate.and_then(|gate| gate.date);
    let mut steps: Vec<Step> =
        with(Severity::Blocker).map(|finding| of_finding(Urgency::Blocker, finding, due)).collect();
    if let Some(gate) = gate {
        steps.extend(asked_by(gate, &open));
    }
    let (late, other): (Vec<&Finding>, Vec<&Finding>) =
        with(Severity::Warning).copied().partition(|finding| finding.rule.id.ends_with("-overdue"));
    steps.extend(late.into_iter().map(|finding| of_finding(Urgency::Overdue, finding, None)));
    steps.extend(other.into_iter().map(|finding| of_finding(Urgency::Warning, finding, None)));
    steps
}

/// A finding with the number of its item: `UB-4 6.8% against 4%`.
#[must_use]
pub fn titled(finding: &Finding) -> String {
    let cited = finding.place.items.first().map(|(kind, _, number)| cite(*kind, *number)).unwrap_or_default();
    let (cited, message) = (cited.as_str(), finding.message.as_str());
    if cited.is_empty() || message.contains(cited) { message.to_owned() } else { format!("{cited} {message}") }
}

fn asked_by(gate: &GateState, open: &[&Finding]) -> Vec<Step> {
    let blocks = |item| {
        let on_item = |finding: &&&Finding| finding.place.items.iter().any(|(_, id, _)| Some(*id) == item);
        open.iter().filter(on_item).any(|finding| finding.severity() == Severity::Blocker)
    };
    let unmet = gate.unmet().filter(|criterion| {
        criterion.kind != Some(CriterionKind::Finding) && !(criterion.item.is_some() && blocks(criterion.item))
    });
    let mut steps: Vec<Step> = unmet
        .map(|criterion| Step {
            urgency: Urgency::Criterion,
            place: gate.place_of(criterion),
            title: if criterion.statement.is_empty() {
                "A criterion in words".to_owned()
            } else {
                criterion.statement.clone()
            },
            action: what_to_do(criterion.standing, criterion.kind).to_owned(),
            due: gate.date,
        })
        .collect();
    steps.extend(gate.lacking().map(|(role, lack)| {
        let mut place = Place::of_section(crate::model::Section::Reviews);
        place.path.push_str(".sign_offs");
        let (title, action) = match lack {
            Lack::NotSigned => (format!("{role} has not signed"), "Ask for the signature."),
            Lack::Stale => (format!("{role} signed for an earlier state"), "Ask for the signature."),
            Lack::Elsewhere => {
                (format!("{role} signed for something else"), "Ask for a signature of what the gate rests on.")
            }
            Lack::Refused(_) => {
                (format!("{role}: {}", lack.words()), "Settle the reason, and ask for the signature again.")
            }
        };
        Step { urgency: Urgency::Criterion, place, title, action: action.to_owned(), due: gate.date }
    }));
    steps
}

/// What an unmet criterion asks for.
const fn what_to_do(standing: Standing, kind: Option<CriterionKind>) -> &'static str {
    match (standing, kind) {
        (Standing::Met, _) => "",
        (Standing::NoAnswer, Some(CriterionKind::Budget | CriterionKind::Metric)) => {
            "Measure it, and link what decides it."
        }
        (Standing::NoAnswer, _) => "Say whether it is met.",
        (Standing::Unproven, _) => "Measure more cases: the interval crosses the limit.",
        (Standing::AtRisk, _) => "Bring the rate down, or measure more cases.",
        (Standing::NotMet, Some(CriterionKind::Checklist)) => "Finish the practices that it names.",
        (Standing::NotMet, _) => "Bring it to its limit, or move the gate.",
    }
}
