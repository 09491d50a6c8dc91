//! Whether what somebody signed is still what the workbook says.
//!
//! A sign-off keeps the digest of the workbook as it was just before, so the workbook that holds it always has another one. What
//! was signed still stands if taking this sign-off and the later ones back gives the digest that was kept.

use std::sync::Arc;

use crate::model::reviews::SignOff;
use crate::model::workbook::Numbers;
use crate::model::{ItemKind, List, Workbook};
use crate::store::{self, format};

/// Whether nothing but sign-offs has changed since this one was recorded. One without a digest says nothing, and holds.
#[must_use]
pub fn still_holds(workbook: &Workbook, sign_off: &SignOff) -> bool {
    let kept = sign_off.digest.trim();
    kept.is_empty() || states_before(workbook, sign_off).iter().any(|state| digest_of(state).eq_ignore_ascii_case(kept))
}

fn digest_of(workbook: &Workbook) -> String {
    format::write(workbook).map(|text| store::hexadecimal(&store::digest(text.as_bytes()))).unwrap_or_default()
}

/// So many states are tried at most: each costs a canonical text.
const MOST_STATES: usize = 16;

/// What the workbook may have been before: lines of later numbers were not there, others waited with or without a name, and
/// those of the same day were signed before or after.
fn states_before(workbook: &Workbook, sign_off: &SignOff) -> Vec<Workbook> {
    let lines = &workbook.reviews.sign_offs;
    let mut numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
    numbers.push(workbook.numbers.last(ItemKind::SignOff));
    numbers.extend(numbers.clone().into_iter().map(|number| number.saturating_sub(1)));
    numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
    numbers.dedup();
    let mut states: Vec<(List<SignOff>, u32)> = Vec::new();
    for last in numbers {
        for (same_day_is_later, keeps_name) in [(true, true), (true, false), (false, true), (false, false)] {
            let is_undone = |other: &SignOff| {
                let later = other.date > sign_off.date || (same_day_is_later && other.date == sign_off.date);
                other.id == sign_off.id || (other.decision.is_some() && later)
            };
            let there = lines.iter().filter(|line| line.number <= last);
            let before = there.map(|line| if is_undone(line) { waiting(line, keeps_name) } else { line.clone() });
            let state = (before.collect(), last);
            if !states.contains(&state) {
                states.push(state);
            }
        }
    }
    std::iter::once(workbook.clone())
        .chain(states.into_iter().map(|(lines, last)| with_lines(workbook, lines, last)))
        .take(MOST_STATES)
        .collect()
}

/// The line as it was before anybody decided.
fn waiting(line: &SignOff, keeps_name: bool) -> SignOff {
    let name = if keeps_name { line.name.clone() } else { String::new() };
    SignOff { name, decision: None, date: None, reason: String::new(), digest: String::new(), ..line.clone() }
}

/// The workbook with these sign-offs, the last of which had this number.
fn with_lines(workbook: &Workbook, lines: List<SignOff>, last: u32) -> Workbook {
    let mut state = workbook.clone();
    Arc::make_mut(&mut state.reviews).sign_offs = lines;
    let mut numbers = Numbers::default();
    for kind in ItemKind::ALL {
        let given = if *kind == ItemKind::SignOff { last } else { workbook.numbers.last(*kind) };
        if given > 0 {
            numbers.reserve(*kind, given);
        }
    }
    state.numbers = Arc::new(numbers);
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::reviews::SignOffDecision;

    fn sign(workbook: &mut Workbook, id: u64, day: &str, line: Option<usize>) {
        let digest = digest_of(workbook);
        let number = Arc::make_mut(&mut workbook.numbers);
        let number = if line.is_none() { number.next(ItemKind::SignOff) } else { 0 };
        let lines = &mut Arc::make_mut(&mut workbook.reviews).sign_offs;
        let at = line.unwrap_or_else(|| {
            lines.push(SignOff { id: Id(id), number, role: "Owner".to_owned(), ..SignOff::default() });
            lines.len() - 1
        });
        let signed = lines.at_mut(at).unwrap();
        signed.decision = Some(SignOffDecision::Approved);
        signed.name = "Anke Vos".to_owned();
        signed.date = day.parse().ok();
        signed.digest = digest;
    }

    fn holds(workbook: &Workbook) -> Vec<bool> {
        workbook.reviews.sign_offs.iter().map(|line| still_holds(workbook, line)).collect()
    }

    #[test]
    fn sign_offs_hold_until_something_else_changes() {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = "Kiosk".to_owned();
        let pending = SignOff { id: Id(9), number: 1, role: "Security".to_owned(), ..SignOff::default() };
        Arc::make_mut(&mut workbook.numbers).reserve(ItemKind::SignOff, 1);
        Arc::make_mut(&mut workbook.reviews).sign_offs.push(pending);
        sign(&mut workbook, 1, "2026-03-01", None);
        sign(&mut workbook, 9, "2026-03-02", Some(0));
        sign(&mut workbook, 2, "2026-03-02", None);
        assert_eq!(holds(&workbook), [true; 3]);
        Arc::make_mut(&mut workbook.about).product = "Kiosk 2".to_owned();
        assert_eq!(holds(&workbook), [false; 3]);
        sign(&mut workbook, 3, "2026-03-05", None);
        assert_eq!(holds(&workbook), [false, false, false, true]);
    }
}
