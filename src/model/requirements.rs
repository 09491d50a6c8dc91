//! Requirements: what the product must do, how often it may fail, and what it does when it is not sure.

use super::id::{Id, ItemKind};
use super::list::List;
use super::number::Rate;
use super::record::{choice, record};

choice! {
    /// How fast an answer must come.
    LatencyClass {
        RealTime = "Real time, under 200 ms";
        NearRealTime = "Near real time, under 2 s";
        Batch = "Batch";
    }
}

choice! {
    /// What a quality requirement is about.
    QualityKind {
        Latency = "Latency";
        Fairness = "Fairness";
        Explainability = "Explainability";
        Degradation = "Graceful degradation";
        Freshness = "Data freshness";
        Privacy = "Privacy";
        Security = "Security";
        Accessibility = "Accessibility";
        Other = "Other";
    }
}

choice! {
    /// How sure the product is of an answer.
    ConfidenceState {
        Serve = "Sure: served";
        Gray = "Unsure: gray zone";
        Fallback = "Not sure: fallback";
    }
}

record! {
    /// Section 4: requirements.
    Requirements {
        functional: List<Requirement> = "Functional requirements", "What must it do, and how often may it fail?" .expected();
        latency: Option<LatencyClass> = "Latency class", "How fast must an answer come?" .expected();
        latency_reason: String = "Reason for the latency class", "What happens when it is slower?" .prose();
        fairness_groups: Vec<String> = "Groups to compare", "Between which groups must quality not differ?" .expected();
        fairness_definition: String = "Definition of fair", "Which difference in which figure counts as unfair?" .prose() .expected();
        fairness_tolerance: Option<Rate> = "Tolerated difference", "How large may that difference be?" .expected();
        explainability: String = "Explanation", "What must be explained for each answer?" .prose() .expected();
        explained_to: String = "Explained to", "Who demands the explanation?" .expected();
        degradation: String = "Graceful degradation", "What still works when the model, the index or the network is gone?" .prose() .expected();
        freshness: String = "Data freshness", "How old may the data be that an answer rests on?" .expected();
        qualities: List<Quality> = "Other quality requirements", "What else must hold for the whole product?";
        stories: List<Story> = "User stories", "Who wants what, and in how many cases must it work?";
        behaviors: List<Behavior> = "Behavior by confidence", "What does the product do when it is sure, unsure, or not sure?" .expected();
    }
}

record! {
    /// A functional requirement. It reads back as one sentence: [`Requirement::sentence`].
    Requirement: Requirement {
        task: String = "Task", "What does the product do?" .expected();
        input: String = "Input", "From what?" .expected();
        output: String = "Output", "What comes out?" .expected();
        threshold: String = "Quality threshold", "How good must it be, as a rate?" .expected();
        evaluation: String = "Evaluation", "How is that measured?" .expected();
        budget: Option<Id> = "Budget", "Which budget holds the threshold?" .to(ItemKind::Budget);
        metric: Option<Id> = "Metric", "Which metric measures it?" .to(ItemKind::Metric);
        owner: String = "Owner", "Who answers for it?";
    }
}

record! {
    /// A quality that the whole product must have.
    Quality: Quality {
        statement: String = "Requirement", "What must hold?" .prose() .expected();
        kind: Option<QualityKind> = "About", "What is it about?" .expected();
        demanded_by: String = "Demanded by", "Who demands it?";
        check: String = "Check", "How is it checked?" .prose();
    }
}

record! {
    /// A user story with an acceptance criterion that speaks of rates.
    Story: Story {
        role: String = "As a", "Who wants it?" .expected();
        want: String = "I want", "What?" .prose() .expected();
        benefit: String = "So that", "What for?" .prose() .expected();
        acceptance: String = "Acceptance", "In how many of how many cases, measured how?" .prose() .expected();
        rate: Option<Rate> = "At least", "In what share of cases must it work?";
        links: Vec<Id> = "Links", "Which metrics and budgets show it?" .to_any();
    }
}

record! {
    /// What the product does in a confidence state, for a segment.
    Behavior: Behavior {
        segment: String = "Segment", "For which users or cases?" .expected();
        state: Option<ConfidenceState> = "State", "How sure is the product?" .expected();
        behavior: String = "Behavior", "What does it do then?" .prose() .expected();
        words: String = "Words", "What does the user read?" .prose();
    }
}

impl Requirement {
    /// The requirement as one sentence, with an ellipsis for what is not answered yet.
    #[must_use]
    pub fn sentence(&self) -> String {
        let slot = |text: &str| if text.trim().is_empty() { "…".to_owned() } else { text.trim().to_owned() };
        format!(
            "From {}, the product must {} and give {}, {}, measured by {}.",
            slot(&self.input),
            slot(&self.task),
            slot(&self.output),
            slot(&self.threshold),
            slot(&self.evaluation)
        )
    }
}
