//! The ladder of patterns: which rungs are settled, which stand in the way of a higher one, and what a rung adds to govern.
//!
//! A rung is settled when it was tried with a result, or dismissed with a reason. A higher rung is reached over settled ones.

use std::collections::BTreeSet;

use crate::knowledge;
use crate::model::pattern::{AiPattern, Pattern, Rung, RungState};

/// What the workbook says about a rung: the first answer for it.
#[must_use]
pub fn rung(pattern: &Pattern, which: AiPattern) -> Option<&Rung> {
    pattern.rungs.iter().find(|rung| rung.pattern == Some(which))
}

/// Whether a rung was tried with a result, or dismissed with a reason.
#[must_use]
pub fn is_settled(pattern: &Pattern, which: AiPattern) -> bool {
    rung(pattern, which).is_some_and(|rung| {
        matches!(rung.state, Some(RungState::Tried | RungState::Dismissed)) && !rung.result.trim().is_empty()
    })
}

/// The rungs below one that are not settled, the lowest first.
#[must_use]
pub fn open_below(pattern: &Pattern, which: AiPattern) -> Vec<AiPattern> {
    AiPattern::ALL.iter().copied().filter(|other| *other < which && !is_settled(pattern, *other)).collect()
}

/// Answers that have no place on the ladder: without a pattern, or a second one for the same pattern.
#[must_use]
pub fn loose(pattern: &Pattern) -> Vec<&Rung> {
    let mut seen = BTreeSet::new();
    pattern.rungs.iter().filter(|rung| !rung.pattern.is_some_and(|which| seen.insert(which))).collect()
}

/// How many practices of the checklist begin to matter on a rung, from the built-in guide.
#[must_use]
pub fn practices(which: AiPattern) -> usize {
    knowledge::rung(which).map_or(0, |guide| usize::from(guide.practices))
}

/// The rung right below.
#[must_use]
pub fn below(which: AiPattern) -> Option<AiPattern> {
    AiPattern::ALL.iter().copied().rfind(|other| *other < which)
}

/// A pattern in the middle of a sentence: `retrieval`, `a fine-tuned model`.
#[must_use]
pub const fn words(which: AiPattern) -> &'static str {
    match which {
        AiPattern::Rules => "rules",
        AiPattern::Predictive => "predictive ML",
        AiPattern::Retrieval => "retrieval",
        AiPattern::FineTuned => "a fine-tuned model",
        AiPattern::Agent => "an agentic workflow",
    }
}

/// What a rung asks to govern, against the one below: `43 practices of 72 begin to matter here, 12 more than with ...`.
#[must_use]
pub fn load(which: AiPattern) -> String {
    let all = knowledge::framework().practices().count();
    let here = practices(which);
    let more = below(which)
        .map(|other| format!(", {} more than with {}", here.saturating_sub(practices(other)), words(other)));
    format!("{here} of {all} practices of the checklist begin to matter here{}.", more.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn rung_of(id: u64, pattern: Option<AiPattern>, state: Option<RungState>, result: &str) -> Rung {
        Rung { id: Id(id), pattern, state, result: result.to_owned(), ..Rung::default() }
    }

    #[test]
    fn a_rung_is_settled_by_a_state_and_words() {
        use AiPattern::{Agent, FineTuned, Predictive, Retrieval, Rules};
        let rungs = [
            rung_of(1, Some(Rules), Some(RungState::Tried), "79% right"),
            rung_of(2, Some(Predictive), Some(RungState::Dismissed), "  "),
            rung_of(3, Some(Retrieval), Some(RungState::NotTried), "later"),
            rung_of(4, Some(Rules), Some(RungState::Dismissed), "again"),
            rung_of(5, None, None, ""),
        ];
        let pattern = Pattern { rungs: rungs.into_iter().collect(), ..Pattern::default() };
        assert!(is_settled(&pattern, Rules));
        assert_eq!(open_below(&pattern, Predictive), []);
        assert_eq!(open_below(&pattern, Agent), [Predictive, Retrieval, FineTuned]);
        assert_eq!(rung(&pattern, Rules).map(|rung| rung.id), Some(Id(1)));
        assert_eq!(loose(&pattern).iter().map(|rung| rung.id).collect::<Vec<_>>(), [Id(4), Id(5)]);
    }

    #[test]
    fn a_higher_rung_asks_for_more() {
        assert_eq!(load(AiPattern::Rules), "14 of 72 practices of the checklist begin to matter here.");
        assert_eq!(
            load(AiPattern::Retrieval),
            "43 of 72 practices of the checklist begin to matter here, 12 more than with predictive ML."
        );
        for which in AiPattern::ALL {
            assert!(below(*which).is_none_or(|other| practices(other) < practices(*which)));
        }
    }
}
