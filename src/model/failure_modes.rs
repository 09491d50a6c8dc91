//! Failure modes: the ways in which the product can be wrong, harmful or unhelpful, and what happens then.

use jiff::civil::Date;

use super::id::{Id, ItemKind};
use super::list::List;
use super::mark::Mark;
use super::number::{Number, Step};
use super::record::{choice, record};

choice! {
    /// The family that a failure mode belongs to.
    FailureCategory {
        Program = "Program";
        Bias = "Bias";
        Hallucination = "Hallucination";
        Drift = "Drift";
        Privacy = "Privacy";
        Automation = "Unsafe automation";
        Injection = "Prompt injection";
        Retrieval = "Retrieval";
        Latency = "Latency";
        Cost = "Cost";
        Safety = "Safety";
        Security = "Security";
        Feedback = "Feedback loop";
        Experience = "User experience";
        Other = "Other";
    }
}

choice! {
    /// What the product does instead of failing.
    FallbackKind {
        HumanEscalation = "Human escalation";
        DefaultBehavior = "Default behavior";
        TransparentUncertainty = "Transparent uncertainty";
        ClarifyingQuestion = "Clarifying question";
        Refusal = "Refusal";
    }
}

choice! {
    /// How far something to be done has come.
    ActionState {
        Open = "Open";
        InProgress = "In progress";
        Done = "Done";
        Dropped = "Dropped";
    }
}

record! {
    /// Section 8: the failure-mode map.
    FailureModes {
        modes: List<FailureMode> = "Failure modes", "How could this go wrong, and for whom?" .expected();
    }
}

record! {
    /// A failure mode.
    FailureMode: FailureMode {
        name: String = "Failure", "What goes wrong, in a few words?" .expected();
        category: Option<FailureCategory> = "Category", "Which family does it belong to?" .expected();
        condition: String = "Condition", "When does it happen?" .prose();
        cause: String = "Cause", "Why does it happen?" .prose() .expected();
        effect: String = "Effect", "What follows for people?" .prose() .expected();
        harmed: String = "Who is harmed", "Who suffers it?" .expected();
        severity: Option<Step> = "Severity", "How bad is it before any control, 1 to 5?" .expected();
        frequency: Option<Step> = "Frequency", "How often would it happen before any control, 1 to 5?" .expected();
        residual_severity: Option<Step> = "Residual severity", "How bad is it with the controls that exist, 1 to 5?" .expected();
        residual_frequency: Option<Step> = "Residual frequency", "How often does it happen with the controls that exist, 1 to 5?" .expected();
        detectability: Option<Step> = "Detectability", "Would the user or a monitor notice? 1 obvious, 5 silent." .expected();
        fallback_kind: Option<FallbackKind> = "Kind of fallback", "What does the product do instead?" .expected();
        fallback: String = "Fallback", "What exactly happens then?" .prose() .expected();
        fallback_trigger: String = "Trigger", "What sets the fallback off?" .prose();
        user_words: String = "What the user reads", "In which words does the product say it?" .prose() .expected();
        operating_point: Option<Id> = "Operating point", "Which thresholds apply?" .to(ItemKind::OperatingPoint);
        monitor: String = "Monitoring signal", "Which signal shows that it happens?" .prose() .expected();
        alert: String = "Alert threshold", "From which value on does somebody get told?" .expected();
        monitor_owner: String = "Signal owner", "Who gets told?" .expected();
        feedback: String = "Feedback loop", "How does a case in the field come back into tests and training?" .prose() .expected();
        owner: String = "Owner", "Who answers for this failure mode?" .expected();
        mitigations: List<Mitigation> = "Mitigations", "What makes it rarer or milder?" .expected();
        ratings: List<Rating> = "Ratings", "How did each person score it?";
        budgets: Vec<Id> = "Budgets", "Which budgets limit it?" .to(ItemKind::Budget);
        metrics: Vec<Id> = "Metrics", "Which metrics show it?" .to(ItemKind::Metric);
        signals: Vec<Id> = "Signals", "Which monitoring signals watch it?" .to(ItemKind::Signal);
        practices: Vec<String> = "Checklist practices", "Which practices bear on it, by identifier, one per line?";
        accepted: bool = "Accepted", "Is the residual risk accepted as it is?";
        accepted_reason: String = "Reason for accepting", "Why is that right?" .prose();
        accepted_by: String = "Accepted by", "Who accepts it?";
        accepted_until: Option<Date> = "Accepted until", "Until when?";
        library_key: String = "From the library", "Which library entry did it come from?";
    }
}

record! {
    /// Something that makes a failure mode rarer or milder.
    Mitigation: Mitigation {
        action: String = "Action", "What is done?" .prose() .expected();
        owner: String = "Owner", "Who does it?" .expected();
        due: Option<Date> = "Due", "By when?" .expected();
        state: Option<ActionState> = "State", "How far is it?" .expected();
    }
}

record! {
    /// One person's score of a failure mode, kept so that disagreement stays visible.
    Rating: Rating {
        rater: String = "Rater", "Who scored?" .expected();
        severity: Option<Step> = "Severity", "How bad, 1 to 5?" .expected();
        frequency: Option<Step> = "Frequency", "How often, 1 to 5?" .expected();
        reason: String = "Reason", "Why, if others see it differently?" .prose();
        date: Option<Date> = "Date", "When?";
        weight: Option<Number> = "Weight", "How much does this view count, if not all alike?";
    }
}

impl FailureMode {
    /// Whether something is said about what the product does instead, or why nothing need be done.
    #[must_use]
    pub fn has_fallback(&self) -> bool {
        let not_needed = matches!(self.marks.get("fallback"), Some(Mark::NotApplicable { .. }));
        !self.fallback.trim().is_empty() || self.fallback_kind.is_some() || not_needed
    }
}
