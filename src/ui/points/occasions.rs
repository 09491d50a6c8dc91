//! What makes a save worth keeping for life: a decision on a gate, or a sign-off, that was not in the document before.
//!
//! Relies on the two workbooks alone. Does not keep anything.

use crate::model::Workbook;
use crate::model::record::Item as _;
use crate::model::reviews::SignOffDecision;
use crate::store::points::Reason;
use crate::words;

/// What `after` decides or signs that `before` did not, with the words for it; sign-offs go before decisions.
#[must_use]
pub fn brought(before: &Workbook, after: &Workbook) -> Option<(Reason, String)> {
    signed(before, after).or_else(|| decided(before, after))
}

fn signed(before: &Workbook, after: &Workbook) -> Option<(Reason, String)> {
    let is_new = |id, sign_off| before.reviews.sign_offs.find(id) != Some(sign_off);
    let new = after.reviews.sign_offs.iter().filter(|one| one.decision.is_some() && is_new(one.id(), *one));
    let said: Vec<String> = new
        .map(|one| {
            let who = [&one.name, &one.role].into_iter().find(|name| !name.trim().is_empty());
            let who = who.map_or_else(|| one.cite(), |name| name.trim().to_owned());
            let verb = if one.decision == Some(SignOffDecision::Rejected) { "rejected by" } else { "signed by" };
            format!("{verb} {who}")
        })
        .collect();
    (!said.is_empty()).then(|| (Reason::SignedOff, words::capitalized(&words::series(&said))))
}

fn decided(before: &Workbook, after: &Workbook) -> Option<(Reason, String)> {
    let mut on = Vec::new();
    for gate in after.release.gates.iter() {
        let known = before.release.gates.find(gate.id());
        let is_new = |id, decision| known.and_then(|gate| gate.decisions.find(id)) != Some(decision);
        if gate.decisions.iter().any(|one| one.verdict.is_some() && is_new(one.id(), one)) {
            let name = gate.name.trim();
            on.push(if name.is_empty() { gate.cite() } else { format!("{} {name}", gate.cite()) });
        }
    }
    (!on.is_empty()).then(|| (Reason::Decision, format!("Decision on {}", words::series(&on))))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Id;
    use crate::model::discovery::GoVerdict;
    use crate::model::release::{Gate, GateDecision};
    use crate::model::reviews::SignOff;

    fn with_sign_off(decision: Option<SignOffDecision>) -> Workbook {
        let mut workbook = Workbook::default();
        let mut one = SignOff { name: "Anke Vos".to_owned(), decision, ..SignOff::default() };
        one.set_identity(Id(1), 1);
        Arc::make_mut(&mut workbook.reviews).sign_offs.push(one);
        workbook
    }

    #[test]
    fn a_sign_off_counts_once_it_is_signed_and_again_when_it_changes() {
        let (open, signed) = (with_sign_off(None), with_sign_off(Some(SignOffDecision::Approved)));
        let rejected = with_sign_off(Some(SignOffDecision::Rejected));
        let told = |before: &Workbook, after: &Workbook| brought(before, after).map(|(_, words)| words);
        assert_eq!(told(&Workbook::default(), &open), None);
        assert_eq!(brought(&open, &signed), Some((Reason::SignedOff, "Signed by Anke Vos".to_owned())));
        assert_eq!(told(&signed, &signed), None);
        assert_eq!(told(&signed, &rejected).unwrap(), "Rejected by Anke Vos");
    }

    #[test]
    fn a_decision_on_a_gate_counts_and_its_gate_alone_does_not() {
        let mut gated = Workbook::default();
        let mut gate = Gate { name: "Pilot".to_owned(), ..Gate::default() };
        gate.set_identity(Id(2), 2);
        let mut decision = GateDecision { verdict: Some(GoVerdict::Go), ..GateDecision::default() };
        decision.set_identity(Id(3), 0);
        Arc::make_mut(&mut gated.release).gates.push(gate.clone());
        assert_eq!(brought(&Workbook::default(), &gated), None);
        let mut decided = gated.clone();
        gate.decisions.push(decision);
        *Arc::make_mut(&mut decided.release).gates.at_mut(0).unwrap() = gate.clone();
        assert_eq!(brought(&gated, &decided), Some((Reason::Decision, format!("Decision on {} Pilot", gate.cite()))));
        assert_eq!(brought(&decided, &decided), None);
    }
}
