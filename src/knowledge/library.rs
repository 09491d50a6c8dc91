//! The failure-mode library: ready failure modes to start from.

use serde::Deserialize;

use crate::model::Step;
use crate::model::failure_modes::{FailureCategory, FailureMode, FallbackKind};
use crate::model::pattern::AiPattern;

use super::traits::Trait;

/// A ready failure mode.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryEntry {
    /// Stable name.
    pub key: String,
    /// What goes wrong.
    pub title: String,
    /// The family.
    pub category: String,
    /// Patterns that it happens to.
    pub patterns: Vec<String>,
    /// Traits that it needs besides: of each group that is named here, one is enough. None is named where it happens whatever
    /// goes in or out.
    pub traits: Vec<String>,
    /// Why it happens.
    pub cause: String,
    /// What follows.
    pub effect: String,
    /// Who suffers it.
    pub harmed: String,
    /// Suggested severity before controls.
    pub severity: u8,
    /// Suggested frequency before controls.
    pub frequency: u8,
    /// Suggested detectability.
    pub detectability: u8,
    /// What the product should do instead.
    pub fallback: String,
    /// The kind of that.
    pub fallback_kind: String,
    /// The words that the user reads then.
    pub user_words: String,
    /// The signal to watch.
    pub signal: String,
    /// The first mitigation to try.
    pub mitigation: String,
}

impl LibraryEntry {
    /// Its category.
    #[must_use]
    pub fn category(&self) -> Option<FailureCategory> {
        Some(match self.category.as_str() {
            "program" => FailureCategory::Program,
            "bias" => FailureCategory::Bias,
            "hallucination" => FailureCategory::Hallucination,
            "drift" => FailureCategory::Drift,
            "privacy" => FailureCategory::Privacy,
            "automation" => FailureCategory::Automation,
            "injection" => FailureCategory::Injection,
            "retrieval" => FailureCategory::Retrieval,
            "latency" => FailureCategory::Latency,
            "cost" => FailureCategory::Cost,
            "safety" => FailureCategory::Safety,
            "security" => FailureCategory::Security,
            "feedback" => FailureCategory::Feedback,
            "ux" => FailureCategory::Experience,
            _ => return None,
        })
    }

    /// Its kind of fallback.
    #[must_use]
    pub fn fallback_kind(&self) -> Option<FallbackKind> {
        Some(match self.fallback_kind.as_str() {
            "human-escalation" => FallbackKind::HumanEscalation,
            "default-behavior" => FallbackKind::DefaultBehavior,
            "transparent-uncertainty" => FallbackKind::TransparentUncertainty,
            "clarifying-question" => FallbackKind::ClarifyingQuestion,
            "refusal" => FallbackKind::Refusal,
            _ => return None,
        })
    }

    /// Whether it happens to products of this pattern.
    #[must_use]
    pub fn concerns(&self, pattern: AiPattern) -> bool {
        self.patterns.iter().any(|key| key == Trait::Pattern(pattern).key())
    }

    /// Under which traits it happens, by group: of each group that is named, one is enough. A pattern is a condition only if
    /// it does not happen to every pattern.
    pub fn conditions(&self) -> impl Iterator<Item = Trait> {
        let every = self.patterns.len() == AiPattern::ALL.len();
        let patterns = self.patterns.iter().filter(move |_| !every);
        patterns.chain(&self.traits).filter_map(|key| Trait::from_key(key))
    }

    /// A failure mode to start from, without identity. Scores are suggestions; residual scores stay open.
    #[must_use]
    pub fn to_failure_mode(&self) -> FailureMode {
        FailureMode {
            name: self.title.clone(),
            category: self.category(),
            cause: self.cause.clone(),
            effect: self.effect.clone(),
            harmed: self.harmed.clone(),
            severity: Step::new(self.severity),
            frequency: Step::new(self.frequency),
            detectability: Step::new(self.detectability),
            fallback_kind: self.fallback_kind(),
            fallback: self.fallback.clone(),
            user_words: self.user_words.clone(),
            monitor: self.signal.clone(),
            library_key: self.key.clone(),
            ..FailureMode::default()
        }
    }
}
