//! Failure modes that a system of these traits may have: entries of the library that its pattern decision speaks for, with
//! the traits that do.
//!
//! An entry names conditions by group (pattern, inputs, outputs, autonomy, users); one of each group is enough. A group that
//! nobody has answered speaks neither for nor against, so every answer narrows the list. At least one known trait must speak
//! for an entry; those without any condition happen to every system, and come once anything is known.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::knowledge::{LibraryEntry, Trait, TraitGroup};
use crate::model::failure_modes::{FailureMode, FailureModes};
use crate::model::pattern::Pattern;

use super::risk::RiskLevel;

/// What is known of a system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits {
    have: BTreeSet<Trait>,
    answered: BTreeSet<TraitGroup>,
}

impl Traits {
    /// What the pattern decision says.
    #[must_use]
    pub fn of(pattern: &Pattern) -> Self {
        let mut traits = Self::default();
        let inputs = pattern.inputs.get().iter().map(|one| Trait::Input(*one));
        let outputs = pattern.outputs.get().iter().map(|one| Trait::Output(*one));
        let users = pattern.users.get().iter().map(|one| Trait::Users(*one));
        let single = [pattern.chosen.map(Trait::Pattern), pattern.autonomy.map(Trait::Autonomy)];
        for one in single.into_iter().flatten().chain(inputs).chain(outputs).chain(users) {
            traits.set(one, true);
        }
        traits
    }

    /// Says whether the system has a trait. Its group then counts as answered, also without any trait left in it.
    pub fn set(&mut self, one: Trait, on: bool) {
        self.answered.insert(one.group());
        if on {
            self.have.insert(one);
        } else {
            self.have.remove(&one);
        }
    }

    /// Whether the system has this trait.
    #[must_use]
    pub fn has(&self, one: Trait) -> bool {
        self.have.contains(&one)
    }

    /// The traits that the system has, by group.
    pub fn iter(&self) -> impl Iterator<Item = Trait> {
        self.have.iter().copied()
    }

    /// Whether anything is known of this group.
    #[must_use]
    pub fn knows(&self, group: TraitGroup) -> bool {
        self.answered.contains(&group)
    }

    /// The groups that nobody has answered, in the order of the questions.
    pub fn blank(&self) -> impl Iterator<Item = TraitGroup> {
        TraitGroup::ALL.into_iter().filter(|group| !self.knows(*group))
    }

    /// The traits that speak for an entry, or `None` if something speaks against it or nothing for it.
    #[must_use]
    pub fn because(&self, entry: &LibraryEntry) -> Option<Vec<Trait>> {
        let needed: Vec<Trait> = entry.conditions().collect();
        let (mut reasons, mut free) = (Vec::new(), true);
        for group in TraitGroup::ALL {
            let of_group = || needed.iter().copied().filter(|one| one.group() == group);
            if of_group().next().is_none() {
                continue;
            }
            free = false;
            let met: Vec<Trait> = of_group().filter(|one| self.has(*one)).collect();
            if met.is_empty() && self.knows(group) {
                return None;
            }
            reasons.extend(met);
        }
        let speaks = if free { !self.answered.is_empty() } else { !reasons.is_empty() };
        speaks.then_some(reasons)
    }
}

/// An entry of the library with what brought it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its position in the library.
    pub at: usize,
    /// The entry.
    pub entry: &'a LibraryEntry,
    /// The traits that speak for it, by group; none for what happens to every system.
    pub because: Vec<Trait>,
}

impl Candidate<'_> {
    /// The reasons in a row: `free text in, acts alone`.
    #[must_use]
    pub fn reasons(&self) -> String {
        reasons(&self.because)
    }
}

/// Traits as the reasons of a candidate.
#[must_use]
pub fn reasons(because: &[Trait]) -> String {
    if because.is_empty() {
        return "happens to every system".to_owned();
    }
    because.iter().map(|one| one.words()).collect::<Vec<_>>().join(", ")
}

/// The entries that fit a system: those that more questions speak for first, then the higher suggested risk level, then
/// what is harder to notice, then in the order of the library.
#[must_use]
pub fn fitting<'a>(library: &'a [LibraryEntry], traits: &Traits) -> Vec<Candidate<'a>> {
    let all = library.iter().enumerate();
    let mut found: Vec<Candidate<'a>> =
        all.filter_map(|(at, entry)| Some(Candidate { at, entry, because: traits.because(entry)? })).collect();
    found.sort_by_key(|one| {
        Reverse((questions(&one.because), level(one.entry), one.entry.detectability, Reverse(one.at)))
    });
    found
}

/// The entries that fit a system and are not in its map yet, in the order of [`fitting`].
#[must_use]
pub fn candidates<'a>(library: &'a [LibraryEntry], traits: &Traits, modes: &FailureModes) -> Vec<Candidate<'a>> {
    let there: BTreeSet<&str> = modes.modes.iter().map(|mode| mode.library_key.as_str()).collect();
    let mut found = fitting(library, traits);
    found.retain(|one| !there.contains(one.entry.key.as_str()));
    found
}

/// How many questions speak for it.
fn questions(because: &[Trait]) -> usize {
    because.iter().map(|one| one.group()).collect::<BTreeSet<_>>().len()
}

/// The level that an entry suggests.
#[must_use]
pub fn level(entry: &LibraryEntry) -> Option<RiskLevel> {
    super::risk::inherent(&entry.to_failure_mode())
}

/// Whether a failure mode still stands as the library suggested it: nobody has rated it, and its severity and frequency are
/// the entry's. Its scores are then an assumption.
#[must_use]
pub fn is_as_suggested(mode: &FailureMode, library: &[LibraryEntry]) -> bool {
    let entry = library.iter().find(|entry| !mode.library_key.is_empty() && entry.key == mode.library_key);
    let suggested = entry.map(LibraryEntry::to_failure_mode);
    let same = |one: &FailureMode| (one.severity, one.frequency) == (mode.severity, mode.frequency);
    mode.ratings.is_empty() && suggested.as_ref().is_some_and(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::failure_library;
    use crate::model::pattern::{AiPattern, Autonomy, InputKind, OutputKind};

    fn keys(traits: &Traits, modes: &FailureModes) -> Vec<&'static str> {
        candidates(failure_library(), traits, modes).iter().map(|one| one.entry.key.as_str()).collect()
    }

    fn traits(all: &[Trait]) -> Traits {
        let mut traits = Traits::default();
        for one in all {
            traits.set(*one, true);
        }
        traits
    }

    const SCORES: [Trait; 3] = [
        Trait::Pattern(AiPattern::Predictive),
        Trait::Input(InputKind::StructuredData),
        Trait::Output(OutputKind::Score),
    ];

    #[test]
    fn nothing_known_suggests_nothing() {
        assert!(keys(&Traits::of(&Pattern::default()), &FailureModes::default()).is_empty());
        assert_eq!(Traits::default().blank().count(), 5);
    }

    #[test]
    fn every_answer_narrows_and_says_why() {
        let (none, mut before) = (FailureModes::default(), usize::MAX);
        for known in 1..=SCORES.len() {
            let found = keys(&traits(&SCORES[..known]), &none);
            assert!(!found.is_empty() && found.len() <= before, "{known}: {}", found.len());
            before = found.len();
        }
        let known = traits(&SCORES);
        let found = candidates(failure_library(), &known, &none);
        let of = |key: &str| found.iter().find(|one| one.entry.key == key).map(Candidate::reasons);
        assert_eq!(of("score-not-calibrated").as_deref(), Some("predictive ML, a score or label out"));
        assert_eq!(of("invented-source"), None, "writes no text");
        assert_eq!(of("no-real-problem").as_deref(), Some("happens to every system"));
        assert_eq!(found.first().map(|one| questions(&one.because)), Some(3), "what most speaks for comes first");
    }

    #[test]
    fn a_trait_that_is_switched_off_takes_away_what_it_brought() {
        let none = FailureModes::default();
        let mut known = traits(&[Trait::Pattern(AiPattern::Agent), Trait::Autonomy(Autonomy::ActsAlone)]);
        assert!(keys(&known, &none).contains(&"acts-in-gray-zone"));
        known.set(Trait::Autonomy(Autonomy::ActsAlone), false);
        assert!(!keys(&known, &none).contains(&"acts-in-gray-zone"));
        assert!(known.knows(TraitGroup::Autonomy));
    }

    #[test]
    fn what_is_in_the_map_is_no_candidate_any_more() {
        let known = traits(&SCORES);
        let first = keys(&known, &FailureModes::default()).first().copied().unwrap();
        let entry = failure_library().iter().find(|entry| entry.key == first).unwrap();
        let mut mode = entry.to_failure_mode();
        assert!(is_as_suggested(&mode, failure_library()));
        let modes = FailureModes { modes: std::iter::once(mode.clone()).collect(), ..FailureModes::default() };
        assert!(!keys(&known, &modes).contains(&first));
        mode.severity = None;
        assert!(!is_as_suggested(&mode, failure_library()));
        assert!(!is_as_suggested(&FailureMode::default(), failure_library()));
    }
}
