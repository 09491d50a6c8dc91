//! Traits of a system: what the pattern decision says of it, one by one, as the conditions of library entries name them.

use crate::model::pattern::{AiPattern, Autonomy, InputKind, OutputKind, UserKind};

/// One thing that is true of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trait {
    /// It is of this pattern.
    Pattern(AiPattern),
    /// This goes in.
    Input(InputKind),
    /// This comes out.
    Output(OutputKind),
    /// It does so much alone.
    Autonomy(Autonomy),
    /// These people meet the output.
    Users(UserKind),
}

/// The question of the pattern decision that a trait answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TraitGroup {
    /// Which pattern.
    Pattern,
    /// What goes in.
    Inputs,
    /// What comes out.
    Outputs,
    /// How much it does alone.
    Autonomy,
    /// Who meets the output.
    Users,
}

impl TraitGroup {
    /// Every group, in the order of the questions.
    pub const ALL: [Self; 5] = [Self::Pattern, Self::Inputs, Self::Outputs, Self::Autonomy, Self::Users];

    /// The key of the question in the section of the pattern decision.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pattern => "chosen",
            Self::Inputs => "inputs",
            Self::Outputs => "outputs",
            Self::Autonomy => "autonomy",
            Self::Users => "users",
        }
    }

    /// The label of that question.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pattern => "Chosen pattern",
            Self::Inputs => "Inputs",
            Self::Outputs => "Outputs",
            Self::Autonomy => "Autonomy now",
            Self::Users => "Users",
        }
    }
}

impl Trait {
    /// Every trait, by group.
    pub fn all() -> impl Iterator<Item = Self> {
        let patterns = AiPattern::ALL.iter().map(|one| Self::Pattern(*one));
        let inputs = InputKind::ALL.iter().map(|one| Self::Input(*one));
        let outputs = OutputKind::ALL.iter().map(|one| Self::Output(*one));
        let autonomy = Autonomy::ALL.iter().map(|one| Self::Autonomy(*one));
        let users = UserKind::ALL.iter().map(|one| Self::Users(*one));
        patterns.chain(inputs).chain(outputs).chain(autonomy).chain(users)
    }

    /// The trait with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|one| one.key() == key)
    }

    /// The question that it answers.
    #[must_use]
    pub const fn group(self) -> TraitGroup {
        match self {
            Self::Pattern(_) => TraitGroup::Pattern,
            Self::Input(_) => TraitGroup::Inputs,
            Self::Output(_) => TraitGroup::Outputs,
            Self::Autonomy(_) => TraitGroup::Autonomy,
            Self::Users(_) => TraitGroup::Users,
        }
    }

    /// As the library names it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pattern(AiPattern::Rules) => "rules",
            Self::Pattern(AiPattern::Predictive) => "predictive",
            Self::Pattern(AiPattern::Retrieval) => "retrieval",
            Self::Pattern(AiPattern::FineTuned) => "fine-tuned",
            Self::Pattern(AiPattern::Agent) => "agent",
            Self::Input(InputKind::StructuredData) => "structured-data-in",
            Self::Input(InputKind::FreeText) => "free-text-in",
            Self::Input(InputKind::Documents) => "documents-in",
            Self::Input(InputKind::Images) => "images-in",
            Self::Input(InputKind::Audio) => "audio-in",
            Self::Input(InputKind::ToolResults) => "tool-results-in",
            Self::Output(OutputKind::Score) => "score-out",
            Self::Output(OutputKind::Ranking) => "ranking-out",
            Self::Output(OutputKind::Text) => "text-out",
            Self::Output(OutputKind::Action) => "action-out",
            Self::Autonomy(Autonomy::Informs) => "informs",
            Self::Autonomy(Autonomy::Suggests) => "suggests",
            Self::Autonomy(Autonomy::ActsOnApproval) => "acts-on-approval",
            Self::Autonomy(Autonomy::ActsAndReports) => "acts-and-reports",
            Self::Autonomy(Autonomy::ActsAlone) => "acts-alone",
            Self::Users(UserKind::Experts) => "experts",
            Self::Users(UserKind::Staff) => "staff",
            Self::Users(UserKind::Consumers) => "consumers",
            Self::Users(UserKind::Vulnerable) => "vulnerable",
            Self::Users(UserKind::Nobody) => "nobody",
        }
    }

    /// The words of the answer that it stands for: `Free text`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pattern(one) => one.label(),
            Self::Input(one) => one.label(),
            Self::Output(one) => one.label(),
            Self::Autonomy(one) => one.label(),
            Self::Users(one) => one.label(),
        }
    }

    /// In words, for a row of reasons: `free text in`, `acts alone`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pattern(AiPattern::Rules) => "rules",
            Self::Pattern(AiPattern::Predictive) => "predictive ML",
            Self::Pattern(AiPattern::Retrieval) => "retrieval",
            Self::Pattern(AiPattern::FineTuned) => "fine-tuned model",
            Self::Pattern(AiPattern::Agent) => "agentic workflow",
            Self::Input(InputKind::StructuredData) => "structured data in",
            Self::Input(InputKind::FreeText) => "free text in",
            Self::Input(InputKind::Documents) => "documents in",
            Self::Input(InputKind::Images) => "images in",
            Self::Input(InputKind::Audio) => "audio in",
            Self::Input(InputKind::ToolResults) => "results of tools in",
            Self::Output(OutputKind::Score) => "a score or label out",
            Self::Output(OutputKind::Ranking) => "a ranking out",
            Self::Output(OutputKind::Text) => "text out",
            Self::Output(OutputKind::Action) => "acts in another system",
            Self::Autonomy(Autonomy::Informs) => "informs",
            Self::Autonomy(Autonomy::Suggests) => "suggests",
            Self::Autonomy(Autonomy::ActsOnApproval) => "acts on approval",
            Self::Autonomy(Autonomy::ActsAndReports) => "acts, and reports",
            Self::Autonomy(Autonomy::ActsAlone) => "acts alone",
            Self::Users(UserKind::Experts) => "met by experts",
            Self::Users(UserKind::Staff) => "met by staff",
            Self::Users(UserKind::Consumers) => "met by consumers",
            Self::Users(UserKind::Vulnerable) => "met by people who need protection",
            Self::Users(UserKind::Nobody) => "met by systems only",
        }
    }
}
