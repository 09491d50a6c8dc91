//! How the practices of the checklist stand against the profile that was chosen for the product, and which of the framework's
//! further risks concern it.

use crate::knowledge::{self, PracticeFunction};
use crate::model::checklist::{Checklist, PracticeAnswer, PracticeStatus, PracticeTarget};
use crate::model::pattern::{AiPattern, OutputKind, Pattern};

/// How the practices of a function stand against their targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// At their target, or not needed.
    pub at: usize,
    /// Below it.
    pub below: usize,
    /// Without a target.
    pub none: usize,
}

impl Profile {
    /// Counts the practices of a function.
    #[must_use]
    pub fn of(checklist: &Checklist, function: &PracticeFunction) -> Self {
        function.practices().fold(Self::default(), |mut profile, practice| {
            let answer = checklist.answer_to(&practice.id);
            match answer.and_then(|answer| answer.target) {
                None => profile.none += 1,
                Some(_) if is_below(answer) => profile.below += 1,
                Some(_) => profile.at += 1,
            }
            profile
        })
    }
}

/// The profiles of all functions in words, without a full stop: `Below target: GOVERN 2, MEASURE 5`.
#[must_use]
pub fn sentence(profiles: &[Profile]) -> String {
    let functions = knowledge::framework().functions.iter().zip(profiles);
    let below: Vec<String> = functions
        .filter(|(_, profile)| profile.below > 0)
        .map(|(function, profile)| format!("{} {}", function.id, profile.below))
        .collect();
    let none: usize = profiles.iter().map(|profile| profile.none).sum();
    let all: usize = profiles.iter().map(|profile| profile.at + profile.below + profile.none).sum();
    if none == all {
        return "No practice has a target yet".to_owned();
    }
    let rest = if none > 0 { format!(". {none} without a target") } else { String::new() };
    if below.is_empty() {
        format!("None below its target{rest}")
    } else {
        format!("Below target: {}{rest}", below.join(", "))
    }
}

/// Whether a practice is below the target that was chosen for it. What shall be done after launch is below it until
/// somebody has begun; what does not apply is never below.
#[must_use]
pub fn is_below(answer: Option<&PracticeAnswer>) -> bool {
    let Some(answer) = answer else { return false };
    let status = answer.status.unwrap_or_default();
    if !is_open(status) {
        return false;
    }
    match answer.target {
        None | Some(PracticeTarget::NotNeeded) => false,
        Some(PracticeTarget::Done) => true,
        Some(PracticeTarget::DoneLater | PracticeTarget::Partly) => status != PracticeStatus::InProgress,
    }
}

/// Whether the product generates: a language model is at work, or text comes out. Then the risks of generative AI concern it.
#[must_use]
pub fn is_generative(pattern: &Pattern) -> bool {
    pattern.chosen.is_some_and(|chosen| chosen >= AiPattern::Retrieval) || pattern.outputs.has(OutputKind::Text)
}

/// Whether there is still something to do.
#[must_use]
pub fn is_open(status: PracticeStatus) -> bool {
    !matches!(status, PracticeStatus::Done | PracticeStatus::NotApplicable)
}

/// A question and what is said after it: the part up to the first question mark stands alone.
#[must_use]
pub fn question(asks: &str) -> (&str, &str) {
    match asks.find('?') {
        Some(at) => asks.split_at_checked(at + 1).map_or((asks, ""), |(question, rest)| (question, rest.trim())),
        None => (asks, ""),
    }
}

/// Why a practice cannot be left as it is without a reason.
#[must_use]
pub fn wants_reason(answer: Option<&PracticeAnswer>, contradicted: bool) -> Option<&'static str> {
    let answer = answer?;
    if !answer.reason.trim().is_empty() || answer.marks.get("reason").is_some() {
        return None;
    }
    match answer.status? {
        PracticeStatus::NotApplicable => Some("Say why it does not apply. The reason is printed in the pack."),
        PracticeStatus::Blocked => Some("Say what blocks it, so that somebody can help."),
        PracticeStatus::Done if contradicted => Some("Say why it is done all the same, or choose Blocked."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_is_below_its_target_as_long_as_less_was_done_than_was_chosen() {
        use PracticeStatus::{Blocked, Done, InProgress, NotApplicable, NotStarted};
        for (target, status, expected) in [
            (Some(PracticeTarget::Done), InProgress, true),
            (Some(PracticeTarget::Done), Done, false),
            (Some(PracticeTarget::Done), NotApplicable, false),
            (Some(PracticeTarget::Partly), InProgress, false),
            (Some(PracticeTarget::Partly), NotStarted, true),
            (Some(PracticeTarget::DoneLater), Blocked, true),
            (Some(PracticeTarget::NotNeeded), NotStarted, false),
            (None, NotStarted, false),
        ] {
            let answer = PracticeAnswer { target, status: Some(status), ..PracticeAnswer::default() };
            assert_eq!(is_below(Some(&answer)), expected, "{target:?} {status:?}");
        }
        assert!(!is_below(None));
    }

    #[test]
    fn the_profile_is_said_by_function() {
        let none = Profile { none: 19, ..Profile::default() };
        assert_eq!(sentence(&[none]), "No practice has a target yet");
        let some = Profile { at: 3, below: 2, none: 1 };
        assert_eq!(
            sentence(&[some, Profile { at: 18, ..Profile::default() }]),
            "Below target: GOVERN 2. 1 without a target"
        );
        assert_eq!(sentence(&[Profile { at: 19, ..Profile::default() }]), "None below its target");
    }

    #[test]
    fn language_models_and_written_text_make_a_product_generative() {
        let of = |chosen, outputs: &str| {
            let mut pattern = Pattern { chosen, ..Pattern::default() };
            crate::model::Value::set_text(&mut pattern.outputs, outputs).unwrap();
            is_generative(&pattern)
        };
        assert!(!of(Some(AiPattern::Predictive), "") && !of(None, "A score or label"));
        assert!(of(Some(AiPattern::Agent), "") && of(Some(AiPattern::Rules), "Text"));
    }
}
